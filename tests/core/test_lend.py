"""A bundle that is lent: the same names, and writes that are kept (core/lend.py)."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.core.lean import inner, lean
from kinward.core.lend import lend


class Pair(NamedTuple):
    """Two columns of different kinds, and a number."""

    count: np.ndarray
    where: np.ndarray
    step: float


@lean
def put(pair, i):
    """Write into both columns."""
    pair.count[i] += 1
    pair.where[i] += pair.step


@inner
def fresh(n):
    """A bundle whose columns nobody else holds."""
    return Pair(np.zeros(n, np.int32), np.zeros(n), 0.5)


@inner
def total(pair):
    """What has been written."""
    return pair.count.sum(), pair.where.sum()


def kernel(count, where, n):
    """Writes through a lent bundle, and through one of its own, in its body and below."""
    lent = lend(Pair(count, where, 0.25))
    own = fresh(n)
    for i in range(n):
        lent.count[i] += 1
        put(lent, i)
        own.count[i] = 3
    mine = lend(own)
    put(mine, 0)
    return total(lent), total(mine)


def test_writes_through_a_lent_bundle_are_kept_wherever_they_are_made():
    count, where = np.zeros(4, np.int32), np.zeros(4)
    assert nb.njit(kernel)(count, where, 4) == ((8, 1.0), (13, 0.5))
    assert count.tolist() == [2] * 4
    assert where.tolist() == [0.25] * 4


def test_from_plain_python_it_is_the_bundle_itself():
    pair = Pair(np.zeros(1, np.int32), np.zeros(1), 1.0)
    assert lend(pair) is pair
