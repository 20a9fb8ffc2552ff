"""Trail: the marks that are left where somebody is dragged along, and where they lead.

Each passage keeps the last of them: when, up to where on it, and to which passage they went on.
Later marks cover earlier ones.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import lean


class Trail(NamedTuple):
    """The columns of the marks (core/bundles.py: TRAIL), bundled inside kernels."""

    drag_t: np.ndarray
    drag_to: np.ndarray
    drag_off: np.ndarray


@lean
def mark(trail, p, q, off, new_off, t):
    """Somebody is dragged from offset `off` (m) of passage p to `new_off` of q, which may be p."""
    if p != q:
        trail.drag_t[p], trail.drag_to[p], trail.drag_off[p] = t, q, off
    trail.drag_t[q], trail.drag_to[q], trail.drag_off[q] = t, -1, new_off


@lean
def is_fresh(trail, p, since, t, last):
    """Whether there are marks on passage p, not older than time `since` (ms), nor than `last` s."""
    return trail.drag_t[p] >= since and t - trail.drag_t[p] <= int(1000.0 * last)
