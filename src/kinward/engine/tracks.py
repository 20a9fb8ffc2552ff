"""Tracks: the legs of a sample of movers, as they are walked.

A leg is a stretch of time in which a mover is on one passage, or in one unit, and walks one way
or stands. Legs end with the day at the latest. The
sample are the movers with the lowest hashes of their keys, whatever their rows. Nothing reads a
track: more of them change nothing. A passage that is crossed within one second is left out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kinward.body.tracking import end_all, hashes, watch
from kinward.engine.world import Live


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
        hashes(a("key"), order)
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

    def open(self) -> dict[str, np.ndarray]:
        """Write the legs that have ended; returns those that have not, for a checkpoint."""
        self._write()
        return {"legs": self.ints, "offsets": self.reals}

    def reopen(self, legs: np.ndarray, offsets: np.ndarray) -> None:
        """Go on with the legs that `open` gave."""
        self.ints[...], self.reals[...] = legs, offsets

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
