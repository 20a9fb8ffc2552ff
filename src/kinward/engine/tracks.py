"""Tracks: the legs of a sample of movers, as they are walked.

A leg is a stretch of time in which a mover is on one passage, or in one unit, and walks one way
or stands. Legs end with the day at the latest, so that a run that is resumed gives the same. The
sample are the movers with the lowest hashes of their keys, whatever their rows. Nothing reads a
track: more of them change nothing. A passage that is crossed within one second is left out.
"""

from __future__ import annotations

from collections.abc import Callable

import numba as nb
import numpy as np

from kinward.core.draws import mix64
from kinward.engine.world import Live


@nb.njit(cache=True)
def _hashes(key, out):
    for i in range(key.size):
        out[i] = mix64(key[i] ^ np.uint64(0x7261636B73))


@nb.njit(cache=True)
def watch(t, rows, ints, reals, legs, spans, n, passage, offset, unit, facing, gone, p_len, p_host,
          p_host_off):  # fmt: skip
    """Close the legs of those who are elsewhere, or walk otherwise, than when looked at last.

    `ints` (S, 4): begin (ms), passage, unit, facing of the open leg; `reals` (S, 2): offset at its
    begin, offset when looked at last. `legs`, `spans` take closed legs from row n[0] on.
    """
    for i in range(rows.size):
        m = rows[i]
        p = -1 if gone[m] else passage[m]
        old, way = ints[i, 1], ints[i, 3]
        if p == old and unit[m] == ints[i, 2] and facing[m] == way:
            reals[i, 1] = offset[m]
            continue
        begin = offset[m]
        end = reals[i, 1]
        if p == old:
            end = offset[m]
        elif p >= 0 and old >= 0:
            if p_host[p] == old:  # up a stair
                end, begin = p_host_off[p], 0.0
            elif p_host[old] == p:  # down, out of the house
                end, begin = 0.0, p_host_off[old]
            elif way != 2:  # through a corner
                end = p_len[old] if way == 0 else 0.0
                if facing[m] != 2:
                    begin = 0.0 if facing[m] == 0 else p_len[p]
        _close(t, m, i, end, ints, reals, legs, spans, n)
        ints[i, 0] = t
        ints[i, 1] = p
        ints[i, 2] = unit[m]
        ints[i, 3] = facing[m]
        reals[i, 0] = begin
        reals[i, 1] = offset[m]


@nb.njit(cache=True)
def _close(t, m, i, end, ints, reals, legs, spans, n):
    if ints[i, 1] < 0 or t <= ints[i, 0]:
        return
    j = n[0]
    n[0] = j + 1
    legs[j, 0] = m
    legs[j, 1] = ints[i, 0]
    legs[j, 2] = t
    legs[j, 3] = ints[i, 1]
    legs[j, 4] = ints[i, 2]
    spans[j, 0] = reals[i, 0]
    spans[j, 1] = end


@nb.njit(cache=True)
def end_all(t, rows, ints, reals, legs, spans, n, offset):
    """Close every open leg and begin the next at once (at the end of a day or of the run)."""
    for i in range(rows.size):
        m = rows[i]
        _close(t, m, i, offset[m], ints, reals, legs, spans, n)
        ints[i, 0] = t
        reals[i, 0] = offset[m]
        reals[i, 1] = offset[m]


class Tracks:
    """Watches a sample of the movers of a live world.

    Args:
        live: the world.
        many: size of the sample.
        t: now, ms.
        write: takes columns person, t, t_end, passage, offset, offset_end, unit.
    """

    def __init__(self, live: Live, many: int, t: int, write: Callable[..., None]) -> None:
        a = live.array
        order = np.empty(live.world.n, np.uint64)
        _hashes(a("key"), order)
        self.rows = np.sort(np.argsort(order, kind="stable")[:many]).astype(np.int64)
        size = len(self.rows)
        self.write = write
        self.most = 5 * size + 4096
        self.legs = np.zeros((self.most, 5), np.int64)
        self.spans = np.zeros((self.most, 2))
        self.n = np.zeros(1, np.int64)
        self.ints = np.full((size, 4), -1, np.int64)
        self.reals = np.zeros((size, 2))
        names = ("passage", "offset", "unit", "facing", "gone", "p_len", "p_host", "p_host_off")
        self._columns = [a(n) for n in names]
        self._offset = a("offset")
        self.look(t)

    def look(self, t: int) -> None:
        """See where everyone of the sample is at time `t` (ms)."""
        if len(self.rows):
            watch(t, self.rows, self.ints, self.reals, self.legs, self.spans, self.n,
                  *self._columns)  # fmt: skip
            if self.n[0] > self.most - 2 * len(self.rows):
                self._write()

    def close(self, t: int) -> None:
        """End all legs at time `t` (ms) and write them."""
        end_all(t, self.rows, self.ints, self.reals, self.legs, self.spans, self.n, self._offset)
        self._write()

    def _write(self) -> None:
        n = int(self.n[0])
        if n:
            person, t, t_end, passage, unit = self.legs[:n].T.copy()
            offset, offset_end = self.spans[:n].T.copy()
            self.write(person, t, t_end, passage, offset, offset_end, unit)
        self.n[0] = 0
