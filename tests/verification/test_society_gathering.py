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
    hurried = {**SHORE, "time_left": "10 min"}  # else nobody comes home after the others left
    on_way = {}
    for notes in (True, False):
        left = [evacuees(town(seed, {**hurried, "notes": notes})) for seed in (2, 4)]
        on_way[notes] = np.mean([e.on_way.mean() for e in left])
    assert on_way[True] < on_way[False]
