"""Tracking: where the legs of a sample of movers begin and end, as they are walked.

A leg is a stretch of time in which a mover is on one passage, or in one unit, and walks one way
or stands (engine/tracks.py keeps and writes them).
"""

from __future__ import annotations

import numpy as np

from kinward.core.draws import mix64
from kinward.core.lean import shared


@shared
def hashes(key, out):
    for i in range(key.size):
        out[i] = mix64(key[i] ^ np.uint64(0x7261636B73))


@shared
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


@shared
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


@shared
def end_all(t, rows, ints, reals, legs, spans, n, offset):
    """Close every open leg and begin the next at once (at the end of a day or of the run)."""
    for i in range(rows.size):
        m = rows[i]
        _close(t, m, i, offset[m], ints, reals, legs, spans, n)
        ints[i, 0] = t
        reals[i, 0] = offset[m]
        reals[i, 1] = offset[m]
