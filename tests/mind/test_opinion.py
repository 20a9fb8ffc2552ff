"""Bounded confidence: a meeting, and what many of them come to."""

import numpy as np
import pytest

from kinward.core.draws import uniforms
from kinward.mind.opinion import MU, meet, talk

N = 1000


def draws(n, seed, k):
    """Uniforms (n,)."""
    out = np.empty(n)
    uniforms(seed, 1, np.arange(n, dtype=np.uint64), 0, k, out)
    return out


def pairs(m, n, seed):
    """Rows (m,) of two different people of n for each of m meetings."""
    first = (draws(m, seed, 1) * n).astype(np.int64)
    second = (draws(m, seed, 2) * (n - 1)).astype(np.int64)
    return first, second + (second >= first)


def camps(opinion, apart, share=0.1):
    """Mean opinions of the runs without a gap of `apart` that hold that share of the people."""
    o = np.sort(opinion)
    runs = np.split(o, np.flatnonzero(np.diff(o) > apart) + 1)
    return [run.mean() for run in runs if run.size >= share * o.size]


@pytest.mark.parametrize("mu", [0.1, 0.3, MU])
def test_two_who_talk_come_closer_and_keep_their_mean(mu):
    for a, b in zip(draws(500, 1, 3), draws(500, 1, 4)):
        x, y = meet(a, b, mu, 2.0)
        assert x + y == pytest.approx(a + b, abs=1e-15)
        assert y - x == pytest.approx((1 - 2 * mu) * (b - a), abs=1e-15)


def test_two_who_meet_halfway_agree():
    assert meet(0.25, 0.75, MU, 1.0) == (0.5, 0.5)
    assert meet(0.75, 0.25, 0.25, 1.0) == (0.625, 0.375)


def test_two_who_are_too_far_apart_do_not_change():
    assert meet(0.1, 0.31, MU, 0.2) == (0.1, 0.31)
    assert meet(0.31, 0.1, MU, 0.2) == (0.31, 0.1)
    assert meet(0.25, 0.5, MU, 0.25) == (0.25, 0.5)  # from the tolerance on
    assert meet(0.25, 0.5, MU, np.nextafter(0.25, 1.0)) == (0.375, 0.375)


def test_talks_follow_one_another():
    opinion = np.array([0.0, 0.5, 1.0])
    talk(opinion, np.array([0, 1, 2]), np.array([1, 2, 0]), MU, 0.8)
    assert opinion.tolist() == [0.4375, 0.625, 0.4375]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("tolerance", "number"), [(0.5, 1), (0.2, 2)])
def test_camps_of_a_thousand(tolerance, number, seed):
    """One camp at .5, two at .2 (Deffuant et al. 2000)."""
    opinion = draws(N, seed, 0)
    mean = opinion.mean()
    assert len(camps(opinion, tolerance / 2)) == 1  # as yet, everybody is near somebody
    talk(opinion, *pairs(400 * N, N, seed), MU, tolerance)
    found = camps(opinion, tolerance / 2)
    assert len(found) == number
    assert (np.diff(found) > tolerance).all()
    assert opinion.mean() == pytest.approx(mean, abs=1e-12)
