"""What waits to be decided: the more urgent comes first, and word of an end is not lost over it."""

from __future__ import annotations

import numba as nb
import numpy as np
import pytest

from kinward.core.occasion import Pending, first_due, raise_occasion, take_in
from kinward.core.vocabulary import C_CRY, C_GRIEF, C_OVERDUE, C_THREAT

PEOPLE, WORDS = 4, 3
M = 1  # who decides


@pytest.fixture
def wait():
    full = np.full
    return Pending(
        full(PEOPLE, -1, np.int8), full(PEOPLE, -1, np.int32), full(PEOPLE, -1, np.int64),
        full(PEOPLE, -1, np.int64), np.zeros(PEOPLE, np.int32), np.zeros(1, np.int64),
        full((PEOPLE, WORDS), -1, np.int32), full((PEOPLE, WORDS), -1, np.int64),
        full((PEOPLE, WORDS), -1, np.int64),
    )  # fmt: skip


@nb.njit
def free(wait, m):
    """m has decided, and takes in what was put by."""
    wait.pending[m] = -1
    take_in(wait, np.array([m]))


def decided(wait):
    """(occasion, about, event, time) in the order in which M decides them."""
    out = []
    while wait.pending[M] >= 0:
        out.append(tuple(int(column[M]) for column in wait[:4]))
        free(wait, M)
    return out


def test_word_of_an_end_waits_while_something_more_urgent_is_decided(wait):
    raise_occasion(wait, M, C_GRIEF, 2, 7, 1_000)
    raise_occasion(wait, M, C_THREAT, 3, 8, 500)
    assert decided(wait) == [(C_THREAT, 3, 8, 500), (C_GRIEF, 2, 7, 1_000)]


def test_word_of_an_end_that_comes_amid_danger_is_put_by(wait):
    raise_occasion(wait, M, C_THREAT, 3, 8, 500)
    raise_occasion(wait, M, C_GRIEF, 2, 7, 1_000)
    raise_occasion(wait, M, C_GRIEF, 2, 9, 2_000)  # the same once more
    assert decided(wait) == [(C_THREAT, 3, 8, 500), (C_GRIEF, 2, 7, 1_000)]


def test_of_several_who_died_none_is_forgotten(wait):
    for who in (0, 2, 3):
        raise_occasion(wait, M, C_GRIEF, who, 10 + who, 1_000)
    assert sorted(about for _, about, _, _ in decided(wait)) == [0, 2, 3]


def test_what_is_less_urgent_than_what_waits_is_dropped(wait):
    raise_occasion(wait, M, C_THREAT, 3, 8, 500)
    raise_occasion(wait, M, C_CRY, 2, 7, 400)
    raise_occasion(wait, M, C_OVERDUE, 2, 7, 400)
    assert decided(wait) == [(C_THREAT, 3, 8, 500)]


def test_words_beyond_the_room_for_them_are_lost_and_no_others(wait):
    raise_occasion(wait, M, C_THREAT, 3, 8, 500)
    for who in range(WORDS + 2):
        raise_occasion(wait, M, C_GRIEF, 100 + who, who, 1_000)
    assert [about for _, about, _, _ in decided(wait)] == [3, 100, 101, 102]


def test_the_first_due_is_the_earliest_of_those_who_wait(wait):
    assert first_due(wait.thinkers, wait.think_n, wait.pending_t) == np.iinfo(np.int64).max
    raise_occasion(wait, M, C_THREAT, 3, 8, 5_000)
    raise_occasion(wait, 2, C_CRY, 3, 8, 4_000)
    assert first_due(wait.thinkers, wait.think_n, wait.pending_t) == 4_000
