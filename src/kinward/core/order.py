"""Order by time or place, and by the key of the person where two are equal."""

from __future__ import annotations

import numpy as np

from kinward.core.lean import inner, lean


@inner
def in_order(when, who, key):
    """Places (n,) int64 of `when` (n,) s or m, smallest first; ties by the key of `who` (n,).

    The range is cut into n equal parts, and each is put in order by itself: mostly one or two,
    but many may come at the same time (a bell). The order is the same whatever order they stand
    in.
    """
    n = when.size
    order, spare = np.empty(n, np.int64), np.empty(n, np.int64)
    if n == 0:
        return order
    low, high = when.min(), when.max()
    part, begin = np.empty(n, np.int64), np.zeros(n + 1, np.int64)
    for i in range(n):
        part[i] = part_of(when[i], low, high, n)
        begin[part[i] + 1] += 1
    for k in range(n):
        begin[k + 1] += begin[k]
    free = begin[:-1].copy()  # next place of each part
    for i in range(n):
        order[free[part[i]]] = i
        free[part[i]] += 1
    for k in range(n):
        _merge(order, spare, begin[k], begin[k + 1], when, who, key)
    return order


@lean
def part_of(x, low, high, n):
    """Which of n equal parts of `low` to `high` x lies in."""
    return min(int((x - low) / (high - low) * n), n - 1) if high > low else 0


@lean
def _merge(order, spare, first, last, when, who, key):
    """Put places `first` to `last` of `order` in order, by merging from below."""
    width = 1
    while width < last - first:
        for start in range(first, last, 2 * width):
            middle = min(start + width, last)
            end = min(start + 2 * width, last)
            i, j = start, middle
            for k in range(start, end):
                if j >= end or (i < middle and not _before(order[j], order[i], when, who, key)):
                    spare[k] = order[i]
                    i += 1
                else:
                    spare[k] = order[j]
                    j += 1
        for k in range(first, last):
            order[k] = spare[k]
        width *= 2


@lean
def _before(a, b, when, who, key):
    """Whether place a comes before place b."""
    if when[a] != when[b]:
        return when[a] < when[b]
    return key[who[a]] < key[who[b]]
