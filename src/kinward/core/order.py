"""Order by time or place, and by the key of the person where two are equal."""

from __future__ import annotations

import numpy as np

from kinward.core.lean import inner, lean


@inner
def in_order(when, who, key):
    """Places (n,) int64 of `when` (n,) s or m, smallest first; ties by the key of `who` (n,).

    A merge sort from below: many may come at the same time (a bell), and the order is to be the
    same whatever order they stand in.
    """
    n = when.size
    order = np.arange(n)
    spare = np.empty(n, np.int64)
    width = 1
    while width < n:
        for start in range(0, n, 2 * width):
            middle = min(start + width, n)
            end = min(start + 2 * width, n)
            i, j = start, middle
            for k in range(start, end):
                if j >= end or (i < middle and not _before(order[j], order[i], when, who, key)):
                    spare[k] = order[i]
                    i += 1
                else:
                    spare[k] = order[j]
                    j += 1
        order, spare = spare, order
        width *= 2
    return order


@lean
def _before(a, b, when, who, key):
    """Whether place a comes before place b."""
    if when[a] != when[b]:
        return when[a] < when[b]
    return key[who[a]] < key[who[b]]
