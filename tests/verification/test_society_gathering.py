"""Check M1 is about beliefs and choice: no waiting time is put in, and each switch shows."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.verify.dangers import FIRE, SHORE, evacuees, gathered, town


@pytest.mark.slow
def test_those_who_wait_leave_sooner_the_less_time_they_think_there_is():
    hours, minutes = town(2, FIRE), town(2, SHORE)
    assert np.isfinite(gathered(minutes)).mean() < np.isfinite(gathered(hours)).mean()


@pytest.mark.slow
def test_dropping_in_costs_time():
    left = evacuees(town(2, FIRE))
    assert left.ratio > 2.0
    assert 0.2 < left.share < 0.8


@pytest.mark.slow
def test_word_left_at_home_lets_the_late_follow():
    with_word, without = town(2, FIRE), town(2, {**FIRE, "notes": False})
    assert evacuees(with_word).on_way.mean() < evacuees(without).on_way.mean()
