"""An occasion: something happened that somebody has to make up their mind about."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.core.lean import lean, light
from kinward.core.vocabulary import C_GRIEF


class Pending(NamedTuple):
    """The columns of what waits to be decided, bundled inside kernels."""

    pending: np.ndarray
    pending_about: np.ndarray
    pending_event: np.ndarray
    pending_t: np.ndarray
    thinkers: np.ndarray
    think_n: np.ndarray
    word_of: np.ndarray
    word_event: np.ndarray
    word_t: np.ndarray


# how urgent each occasion is (domain occasion): a more urgent one replaces what waits
URGENCY = np.array(
    [9, 4, 7, 6, 3, 2, 8, 8, 8, 7, 1, 7, 6, 6, 8, 5, 5, 3, 3, 1, 3, 2, 1, 1, 8, 6, 5, 4, 1, 2,
     3, 3, 3, 3, 3, 3, 3, 3, 9, 9, 9, 3, 9],
    np.int64,
)  # fmt: skip


@light
def raise_occasion(wait, m, occasion, about, event, when):
    """Let m decide about an occasion at time `when` (ms), unless a more urgent one waits.

    Word of an end is not forgotten over what is more urgent: it is put by (`take_in`).
    """
    old = wait.pending[m]
    if old == occasion and wait.pending_about[m] == about:
        return
    if old >= 0 and URGENCY[old] > URGENCY[occasion]:
        if occasion == C_GRIEF:
            _put_by(wait, m, about, event, when)
        return
    if old == C_GRIEF:
        _put_by(wait, m, wait.pending_about[m], wait.pending_event[m], wait.pending_t[m])
    if old < 0:
        wait.thinkers[wait.think_n[0]] = m
        wait.think_n[0] += 1
    wait.pending[m] = occasion
    wait.pending_about[m] = about
    wait.pending_event[m] = event
    wait.pending_t[m] = when


@light
def _put_by(wait, m, about, event, when):
    """Keep word of the end of `about` for m, as long as there is room."""
    for k in range(wait.word_of.shape[1]):
        if wait.word_of[m, k] == about:
            return
        if wait.word_of[m, k] < 0:
            wait.word_of[m, k] = about
            wait.word_event[m, k] = event
            wait.word_t[m, k] = when
            return


@lean
def take_in(wait, minds):
    """Let those whose mind is free take in the first word of an end that was put by."""
    for i in range(minds.size):
        _take_in(wait, minds[i])


@lean
def _take_in(wait, m):
    if wait.pending[m] >= 0 or wait.word_of[m, 0] < 0:
        return
    about, event, when = wait.word_of[m, 0], wait.word_event[m, 0], wait.word_t[m, 0]
    last = wait.word_of.shape[1] - 1
    for k in range(last):
        wait.word_of[m, k] = wait.word_of[m, k + 1]
        wait.word_event[m, k] = wait.word_event[m, k + 1]
        wait.word_t[m, k] = wait.word_t[m, k + 1]
    wait.word_of[m, last] = -1
    raise_occasion(wait, m, C_GRIEF, about, event, when)


@nb.njit(cache=True)
def first_due(thinkers, think_n, pending_t):
    """Time (ms) at which the first of those who wait to decide does; the largest number if none."""
    first = np.iinfo(np.int64).max
    for i in range(think_n[0]):
        first = min(first, pending_t[thinkers[i]])
    return first
