"""Prey: the living in the streets in which somebody hunts, in order along each axis of sight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.sight import coordinate
from kinward.core.lean import inner, lean
from kinward.core.order import in_order


class Prey(NamedTuple):
    """Those on axis a are `who[start[a]:start[a + 1]]`, at coordinates `where` (m), ascending."""

    who: np.ndarray
    where: np.ndarray
    start: np.ndarray


@inner
def find_prey(hunters, n, at, ax, offset, fate, gone, awake_mind, key):
    """The conscious living on every axis on which one of the first `n` of `hunters` stands."""
    hot = np.zeros(ax.axis_ptr.size - 1, np.bool_)
    for i in range(n):
        x = hunters[i]
        if at.passage[x] >= 0 and at.unit[x] == 0:
            hot[ax.p_axis[at.passage[x]]] = True
    some = np.empty(fate.size, np.int32)
    at_m = np.empty(fate.size, np.float64)
    start = np.zeros(ax.axis_ptr.size, np.int64)
    k = 0
    for m in range(fate.size):
        if fate[m] == 0 and at.unit[m] == 0 and at.passage[m] >= 0:
            a = ax.p_axis[at.passage[m]]
            if hot[a] and awake_mind[m] and not gone[m]:
                some[k] = m
                at_m[k] = coordinate(ax, at.passage[m], offset[m])
                start[a + 1] += 1
                k += 1
    for a in range(hot.size):
        start[a + 1] += start[a]
    order = in_order(at_m[:k], some[:k], key)
    fill = start.copy()
    who = np.empty(k, np.int32)
    where = np.empty(k, np.float64)
    for i in range(k):
        m = some[order[i]]
        a = ax.p_axis[at.passage[m]]
        who[fill[a]] = m
        where[fill[a]] = at_m[order[i]]
        fill[a] += 1
    return Prey(who, where, start)


@lean
def nearest(prey, a, here, reach, key):
    """The nearest within `reach` m of coordinate `here` of axis a, -1 if none; ties by key."""
    first, last = prey.start[a], prey.start[a + 1]
    i, j = first, last
    while i < j:
        middle = (i + j) // 2
        if prey.where[middle] < here:
            i = middle + 1
        else:
            j = middle
    best, best_d = -1, reach
    if i < last and prey.where[i] - here <= best_d:
        best, best_d = prey.who[i], prey.where[i] - here
    if i > first:
        j = i - 1
        while j > first and prey.where[j - 1] == prey.where[i - 1]:
            j -= 1  # of those at one point the first, which has the lowest key
        m, d = prey.who[j], here - prey.where[j]
        if d < best_d or (d == best_d and (best < 0 or key[m] < key[best])):
            best = m
    return best
