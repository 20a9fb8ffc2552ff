"""Who stands where: lists of movers by cell and unit, and the counts that density is made of.

A *slot* is a cell (0..C-1) or a unit (C + unit). Lists change as people cross; nothing may
depend on their order.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from kinward.core.lean import light, shared


class Places(NamedTuple):
    """The columns of position, bundled inside kernels."""

    passage: np.ndarray
    unit: np.ndarray
    cell: np.ndarray
    facing: np.ndarray
    next_in: np.ndarray
    prev_in: np.ndarray
    first_in: np.ndarray
    cell_n: np.ndarray


@light
def cell_index(p_len, p_ncell, p, off):
    """Number of the cell within passage p that offset off lies in."""
    n = p_ncell[p]
    if n <= 1:
        return 0
    i = int(off * n / p_len[p])
    return min(max(i, 0), n - 1)


@light
def slot_of(at, m):
    """Slot that mover m is in, -1 off the map."""
    if at.passage[m] < 0:
        return -1
    if at.unit[m] > 0:
        return at.cell_n.shape[0] + at.unit[m]
    return at.cell[m]


@light
def take_out(at, m):
    """Take mover m out of its list (before its position changes)."""
    s = slot_of(at, m)
    if s < 0:
        return
    a, b = at.prev_in[m], at.next_in[m]
    if a >= 0:
        at.next_in[a] = b
    else:
        at.first_in[s] = b
    if b >= 0:
        at.prev_in[b] = a
    at.next_in[m] = -1
    at.prev_in[m] = -1
    if s < at.cell_n.shape[0]:
        at.cell_n[s, at.facing[m]] -= 1


@light
def put_in(at, m):
    """Put mover m into the list of its position (after it changed)."""
    s = slot_of(at, m)
    if s < 0:
        return
    h = at.first_in[s]
    at.first_in[s] = m
    at.next_in[m] = h
    at.prev_in[m] = -1
    if h >= 0:
        at.prev_in[h] = m
    if s < at.cell_n.shape[0]:
        at.cell_n[s, at.facing[m]] += 1


@light
def face(at, m, facing):
    """Turn mover m around, keeping the counts right."""
    if at.facing[m] == facing:
        return
    if at.passage[m] >= 0 and at.unit[m] == 0:
        s = slot_of(at, m)
        at.cell_n[s, at.facing[m]] -= 1
        at.cell_n[s, facing] += 1
    at.facing[m] = facing


@shared
def rebuild(passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, gone, p_len,
            p_cell, p_ncell):  # fmt: skip
    """Fill cells, lists and counts from positions."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    first_in[:] = -1
    next_in[:] = -1
    prev_in[:] = -1
    cell_n[:] = 0
    for m in range(passage.size - 1, -1, -1):
        if passage[m] >= 0:
            cell[m] = p_cell[passage[m]] + cell_index(p_len, p_ncell, passage[m], offset[m])
            if not gone[m]:
                put_in(at, m)


@light
def place_of(at, m, n_passages):
    """Place number of mover m in events: its passage, or n_passages plus its unit."""
    if at.unit[m] > 0:
        return n_passages + at.unit[m]
    return at.passage[m]


def place_number(c: Any, m: int) -> int:
    """Place number of m in events, by the columns `c` of a Python process (as `place_of`)."""
    return int(len(c.p_len) + c.unit[m] if c.unit[m] > 0 else c.passage[m])
