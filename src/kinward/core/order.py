"""Order by time or place, and by the key of the person where two are equal."""

from __future__ import annotations

import numpy as np

from kinward.core.lean import inner, lean

FEW = 16  # in one part, who are put in order by insertion


@inner
def in_order(when, who, key):
    """Places (n,) int64 of `when` (n,) s or m, smallest first; ties by the key of `who` (n,).

    The range is cut into n equal parts, and each part is put in order. Many may come at the same
    time (a bell), so that one part holds nearly all: that is merged from below. The order is the
    same whatever order they stand in.
    """
    n = when.size
    order, spare = np.arange(n), np.empty(n, np.int64)
    if n <= FEW:
        _insert(order, 0, n, when, who, key)
        return order
    low, high = when.min(), when.max()
    part, begin = np.zeros(n, np.int64), np.zeros(n + 1, np.int64)
    scale = n / (high - low) if high > low else 0.0
    for i in range(n):
        part[i] = min(int((when[i] - low) * scale), n - 1)
        begin[part[i] + 1] += 1
    for k in range(n):
        begin[k + 1] += begin[k]
    for i in range(n - 1, -1, -1):
        begin[part[i] + 1] -= 1
        order[begin[part[i] + 1]] = i
    # now begin[k + 1] is where part k begins
    for k in range(n):
        first, last = begin[k + 1], begin[k + 2] if k + 2 <= n else n
        if last - first <= FEW:
            _insert(order, first, last, when, who, key)
        else:
            _merge(order, spare, first, last, when, who, key)
    return order


@lean
def _insert(order, first, last, when, who, key):
    """Put places `first` to `last` of `order` in order, one after the other."""
    for i in range(first + 1, last):
        one = order[i]
        j = i
        while j > first and _before(one, order[j - 1], when, who, key):
            order[j] = order[j - 1]
            j -= 1
        order[j] = one


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
