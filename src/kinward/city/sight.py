"""Sight: who is within some metres along the axis that one stands on.

Passages that continue one another within 30 degrees share an axis and a coordinate along it
(city/axes.py); one sees along it and not around corners. Those in units are not seen from the
passage. All results are independent of the order of the lists.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import lean, light, shared


class Axes(NamedTuple):
    """The columns that sight needs, bundled inside kernels."""

    p_axis: np.ndarray
    p_axis_off: np.ndarray
    p_axis_dir: np.ndarray
    axis_ptr: np.ndarray
    axis_passage: np.ndarray
    p_len: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray


@light
def coordinate(ax, p, off):
    """Coordinate (m) along its axis of offset off of passage p."""
    return ax.p_axis_off[p] + ax.p_axis_dir[p] * off


@light
def distance(ax, p, off, q, q_off):
    """Distance (m) along a common axis, infinity where there is none."""
    if ax.p_axis[p] != ax.p_axis[q]:
        return np.inf
    return abs(coordinate(ax, p, off) - coordinate(ax, q, q_off))


@shared
def along(ax, at, offset, p, off, reach):
    """Movers on passages (not in units) within `reach` m along the axis of (p, off).

    Returns:
        movers int32 (n,) in no particular order, distances float64 (n,) m.
    """
    here = coordinate(ax, p, off)
    a = ax.p_axis[p]
    most = 0
    for i in range(ax.axis_ptr[a], ax.axis_ptr[a + 1]):
        q = ax.axis_passage[i]
        c0, c1 = cells_between(ax, q, here - reach, here + reach)
        for c in range(c0, c1):
            most += at.cell_n[c, 0] + at.cell_n[c, 1] + at.cell_n[c, 2]
    who = np.empty(most, np.int32)
    how_far = np.empty(most, np.float64)
    n = 0
    if most == 0:
        return who, how_far
    for i in range(ax.axis_ptr[a], ax.axis_ptr[a + 1]):
        q = ax.axis_passage[i]
        c0, c1 = cells_between(ax, q, here - reach, here + reach)
        for c in range(c0, c1):
            m = at.first_in[c]
            while m >= 0:
                if at.passage[m] == q:  # passages of one room share a cell
                    d = abs(coordinate(ax, q, offset[m]) - here)
                    if d <= reach and n < most:
                        who[n] = m
                        how_far[n] = d
                        n += 1
                m = at.next_in[m]
    return who[:n], how_far[:n]


@lean
def mark_near(ax, flags, p, low, high, reach):
    """Set the flag of every passage of p's axis within `reach` m of its offsets low to high."""
    one, two = coordinate(ax, p, low), coordinate(ax, p, high)
    first, last = min(one, two) - reach, max(one, two) + reach
    a = ax.p_axis[p]
    for i in range(ax.axis_ptr[a], ax.axis_ptr[a + 1]):
        q = ax.axis_passage[i]
        u, v = coordinate(ax, q, 0.0), coordinate(ax, q, ax.p_len[q])
        if min(u, v) <= last and max(u, v) >= first:
            flags[q] = True


@lean
def cells_between(ax, q, lo, hi):
    """Cells [c0, c1) of passage q that touch coordinates lo to hi of its axis."""
    u = (lo - ax.p_axis_off[q]) * ax.p_axis_dir[q]
    v = (hi - ax.p_axis_off[q]) * ax.p_axis_dir[q]
    if u > v:
        u, v = v, u
    length, n = ax.p_len[q], ax.p_ncell[q]
    if v < 0.0 or u > length:
        return 0, 0
    i = int(max(u, 0.0) / length * n)
    j = int(min(v, length) / length * n)
    return ax.p_cell[q] + min(i, n - 1), ax.p_cell[q] + min(j, n - 1) + 1
