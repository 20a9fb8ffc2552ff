"""Running lasts as long as stamina, which comes back with walking and rest, second by second."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city import Draft
from kinward.core.stamina import running_left
from kinward.engine.build import build
from kinward.engine.scenario import load_scenario
from kinward.verify.worlds import Walk, stand, world

WALKS, RUNS = 0.05, 0.15  # m/s: so slow that all of it happens in one cell


def alone(length=2_000.0):
    """A runner at the beginning of a lane, on the way to its end."""
    draft = Draft("lane")
    lane = draft.passage(draft.node(0.0, 0.0), draft.node(length, 0.0), width=3.0)
    live = world(draft.compile(), 1)
    stand(live, [(lane, 1.0)], np.full(1, WALKS))
    live.array("run_speed")[0] = RUNS
    walk = Walk(live)
    walk.send.to_point(0, lane, length - 1.0)
    live.array("running")[0] = True
    return live, walk


def gone(live, walk, seconds):
    """How far the runner gets in so many seconds, m."""
    begin = float(live.array("offset")[0])
    for _ in range(seconds):
        walk.step()
    return float(live.array("offset")[0]) - begin


def test_what_comes_back_is_the_time_of_rest_times_the_rate_up_to_what_one_has():
    assert running_left(5.0, 10_000, 30.0, 0.2, 10_000) == 5.0
    assert running_left(5.0, 10_000, 30.0, 0.2, 60_000) == pytest.approx(15.0)
    assert running_left(5.0, 10_000, 30.0, 0.2, 3_600_000) == 30.0
    assert running_left(5.0, 11_000, 30.0, 0.2, 10_000) == 5.0  # within the second just run


def test_who_runs_goes_on_at_a_walk_when_stamina_is_used_up():
    live, walk = alone()
    assert gone(live, walk, 100) == pytest.approx(30 * RUNS + 70 * WALKS, rel=0.02)


def test_who_rested_runs_again_though_nobody_stepped_the_seconds_of_rest():
    live, walk = alone()
    gone(live, walk, 30)
    assert live.array("stamina")[0] == 0.0
    walk.t += 100_000  # passed over: 20 s come back
    assert gone(live, walk, 40) == pytest.approx(20 * RUNS + 20 * WALKS, rel=0.02)


def test_the_infected_sprint_no_longer_after_rest_than_at_first():
    live = build(load_scenario("kyoto", people=20))
    infected = live.array("fate") == 2
    full = live.array("run_full")
    assert set(full[infected]) == {live.world.scenario.horde.sprint_for}
    assert set(full[~infected]) == {live.world.scenario.walking.run_for}
