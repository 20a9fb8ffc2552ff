"""Ties: what two people are to each other, as rows that any room may read, move or add.

The rows of person a lie from tie_ptr[a] up to tie_end[a], sorted by the other; behind them is
room for ties yet to be made. A tie has a row on either side: strength is the same in both, trust
is not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import light, shared
from kinward.core.vocabulary import INVERSE_TIE

WELL, MISSING, BITTEN, KNOWN_DEAD = range(4)
"""Column tie_state: what a believes of b; the last is that b is dead or lost."""
DOUBTED = 0.7
"""P(alive) of one who begins to be missed (assumed)."""


class Ties(NamedTuple):
    """The columns of ties (core/bundles.py: TIES, then TIE_FIXED), bundled inside kernels."""

    tie_end: np.ndarray
    tie_to: np.ndarray
    tie_kind: np.ndarray
    tie_strength: np.ndarray
    tie_since: np.ndarray
    tie_back: np.ndarray
    tie_trust: np.ndarray
    tie_seen_t: np.ndarray
    tie_alive: np.ndarray
    tie_state: np.ndarray
    tie_warm: np.ndarray
    tie_ptr: np.ndarray


@light
def row_of(ties, a, b):
    """Row of a's tie to b, -1 if there is none."""
    lo, hi = ties.tie_ptr[a], ties.tie_end[a]
    while lo < hi:
        mid = (lo + hi) // 2
        if ties.tie_to[mid] < b:
            lo = mid + 1
        else:
            hi = mid
    if lo < ties.tie_end[a] and ties.tie_to[lo] == b:
        return lo
    return -1


@light
def has_room(ties, a):
    """Whether a has room for one more tie."""
    return ties.tie_end[a] < ties.tie_ptr[a + 1]


@light
def _open(ties, a, b):
    """A free row for a's tie to b in its place among a's rows, those behind it moved up."""
    r = ties.tie_end[a]
    ties.tie_end[a] = r + 1
    while r > ties.tie_ptr[a] and ties.tie_to[r - 1] > b:
        ties.tie_to[r] = ties.tie_to[r - 1]
        ties.tie_kind[r] = ties.tie_kind[r - 1]
        ties.tie_strength[r] = ties.tie_strength[r - 1]
        ties.tie_since[r] = ties.tie_since[r - 1]
        ties.tie_back[r] = ties.tie_back[r - 1]
        ties.tie_trust[r] = ties.tie_trust[r - 1]
        ties.tie_seen_t[r] = ties.tie_seen_t[r - 1]
        ties.tie_alive[r] = ties.tie_alive[r - 1]
        ties.tie_state[r] = ties.tie_state[r - 1]
        ties.tie_warm[r] = ties.tie_warm[r - 1]
        if ties.tie_back[r] >= 0:
            ties.tie_back[ties.tie_back[r]] = r
        r -= 1
    ties.tie_to[r] = b
    ties.tie_back[r] = -1
    ties.tie_seen_t[r] = 0
    ties.tie_alive[r] = 1.0
    ties.tie_state[r] = 0
    ties.tie_warm[r] = 0.0
    return r


@shared
def tie(ties, a, b, kind, strength, trust, t):
    """Tie a and b, who had no tie, from time t (ms) on; `kind` is what b is to a.

    Returns the row of a's tie to b, -1 where one of the two has no room.
    """
    if a == b or not has_room(ties, a) or not has_room(ties, b):
        return -1
    r = _open(ties, a, b)
    q = _open(ties, b, a)
    ties.tie_back[r] = q
    ties.tie_back[q] = r
    ties.tie_kind[r] = kind
    ties.tie_kind[q] = INVERSE_TIE[kind]
    ties.tie_strength[r] = strength
    ties.tie_strength[q] = strength
    ties.tie_trust[r] = trust
    ties.tie_trust[q] = trust
    ties.tie_since[r] = t
    ties.tie_since[q] = t
    ties.tie_seen_t[r] = t
    ties.tie_seen_t[q] = t
    return r
