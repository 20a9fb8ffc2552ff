"""Cries from below: who can be heard, how often, and where."""

from __future__ import annotations

import numpy as np
import pytest
from tests.threats.test_impact import NAMES, Town

from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KIND, SUBJECT
from kinward.engine.plan import CRY_BELOW, Step

FELL = 2 * MINUTE


class Below:
    """A town in which something fell, and those who lie under it."""

    def __init__(self):
        self.town = Town()
        self.a = a = self.town.a
        self.under = np.flatnonzero((a("fate") == v.MISSING) & (a("ruin_of") >= 0))
        assert len(self.under) > 5
        a("hurt")[self.under] = 0.0
        a("cried_event")[:] = -1  # nobody has been heard yet
        self.step = Step(CRY_BELOW, self.town.live)

    def cries(self, minutes, start=FELL):
        """How often each who lies there cries in so many minutes (rows of `under`)."""
        a, n = self.a, np.zeros(len(self.a("fate")), int)
        for minute in range(minutes):
            a("sound_n")[0] = 0
            self.step(start + minute * MINUTE)
            k = int(a("sound_n")[0])
            who = a("sound_who")[:k]
            n[who] += 1
            b = a("ruin_of")[who]
            assert (a("sound_class")[:k] == v.S_BELOW).all()
            assert (a("sound_passage")[:k] == a("b_passage")[b]).all()
            assert (a("sound_offset")[:k] == a("b_off")[b]).all()
        return n[self.under]


@pytest.fixture
def below():
    return Below()


def test_the_unhurt_cry_at_the_rate_that_is_set_at_first(below):
    """12 an hour, at most once a minute: in ten minutes 10 (1 - exp(-0.2)) = 1.81 each."""
    n = below.cries(10)
    mean, error = n.mean(), np.sqrt(1.81 / len(n))
    assert abs(mean - 1.81) < 4 * error


def test_it_falls_with_wounds_and_with_time(below):
    fresh = below.cries(60).sum()
    late = below.cries(60, start=FELL + 12 * HOUR).sum()
    assert late < 0.5 * fresh
    below.a("hurt")[below.under] = 0.8
    assert below.cries(60).sum() < 0.5 * fresh


def test_who_is_senseless_or_reached_is_not_heard(below):
    a = below.a
    a("awake_mind")[below.under[::2]] = False
    a("ruin_of")[below.under[1]] = -1
    n = below.cries(60)
    assert not n[::2].any()
    assert n[1] == 0
    assert n[3::2].sum() > 0


def test_only_the_first_cry_of_each_is_noted(below):
    noted = len(below.town.noted)
    n = below.cries(60)
    below.town._drain(below.town.live)
    cried = [e[SUBJECT] for e in below.town.noted[noted:] if NAMES[e[KIND]] == "cried_below"]
    assert sorted(cried) == sorted(below.under[n > 0].tolist())


def test_switched_off_nobody_is_heard(below):
    par = below.step.args[0].copy()
    par[3] = 0.0
    below.step.args = (par, *below.step.args[1:])
    assert below.cries(60).sum() == 0
