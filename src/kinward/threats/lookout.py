"""Lookout: those of one side who stand along an axis of sight, by cell.

A street full of the one side is so searched once in a step for the few of the other, not once by
each of them. Lists are made when an axis is first asked for.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.sight import coordinate
from kinward.core.lean import inner, lean


class Lookout(NamedTuple):
    """Between which coordinates (m) of each axis they stand, and their lists by cell.

    `low` is not a number where the axis was not looked over yet; `first` and `after` end in -1.
    """

    low: np.ndarray
    high: np.ndarray
    first: np.ndarray
    after: np.ndarray


@inner
def lookout(n_axes, n_cells, n):
    """A lookout over `n` movers, nobody seen yet."""
    return Lookout(np.full(n_axes, np.nan), np.full(n_axes, -np.inf),
                   np.full(n_cells, -1, np.int32), np.empty(n, np.int32))  # fmt: skip


@lean
def in_view(a, here, reach, side, view, at, ax, offset, fate, gone):
    """Whether one of `side` (a fate) may stand within `reach` m of coordinate `here` of axis a."""
    if np.isnan(view.low[a]):
        _look_over(a, side, view, at, ax, offset, fate, gone)
    return here + reach >= view.low[a] and here - reach <= view.high[a]


@lean
def _look_over(a, side, view, at, ax, offset, fate, gone):
    """List those of `side` who stand on axis a."""
    view.low[a] = np.inf
    for i in range(ax.axis_ptr[a], ax.axis_ptr[a + 1]):
        q = ax.axis_passage[i]
        for c in range(ax.p_cell[q], ax.p_cell[q] + ax.p_ncell[q]):
            m = at.first_in[c]
            while m >= 0:
                # passages of one room share a cell
                if fate[m] == side and at.passage[m] == q and not gone[m]:
                    view.after[m] = view.first[c]
                    view.first[c] = m
                    here = coordinate(ax, q, offset[m])
                    view.low[a] = min(view.low[a], here)
                    view.high[a] = max(view.high[a], here)
                m = at.next_in[m]
