"""An occasion: something happened that somebody has to make up their mind about."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.core.lean import light


class Pending(NamedTuple):
    """The columns of what waits to be decided, bundled inside kernels."""

    pending: np.ndarray
    pending_about: np.ndarray
    pending_event: np.ndarray
    pending_t: np.ndarray
    thinkers: np.ndarray
    think_n: np.ndarray


# how urgent each occasion is (domain occasion): a more urgent one replaces what waits
URGENCY = np.array(
    [9, 4, 7, 6, 3, 2, 8, 8, 8, 7, 1, 7, 6, 6, 8, 5, 5, 3, 3, 1, 3, 2, 1, 1, 8, 6, 5, 4, 1, 2,
     3, 3, 3, 3],
    np.int64,
)  # fmt: skip


@light
def raise_occasion(wait, m, occasion, about, event, when):
    """Let m decide about an occasion at time `when` (ms), unless a more urgent one waits."""
    old = wait.pending[m]
    if old >= 0 and (
        URGENCY[old] > URGENCY[occasion] or (old == occasion and wait.pending_about[m] == about)
    ):
        return
    if old < 0:
        wait.thinkers[wait.think_n[0]] = m
        wait.think_n[0] += 1
    wait.pending[m] = occasion
    wait.pending_about[m] = about
    wait.pending_event[m] = event
    wait.pending_t[m] = when


@nb.njit(cache=True)
def first_due(thinkers, think_n, pending_t):
    """Time (ms) at which the first of those who wait to decide does; the largest number if none."""
    first = np.iinfo(np.int64).max
    for i in range(think_n[0]):
        first = min(first, pending_t[thinkers[i]])
    return first
