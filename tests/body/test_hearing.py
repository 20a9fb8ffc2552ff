"""Hearing: many sounds of one second against each of them alone."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.bundles import SOUNDS
from kinward.core.noise import Noise, make_noise
from kinward.core.vocabulary import S_SCREAM
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import Scenario

HEAR = next(p for p in PLAN if p.name == "hear")


@pytest.fixture(scope="module")
def town():
    """A town of 400 at ten in the morning, half of whom stand in its streets."""
    live = build(Scenario.from_data({
        "map": "ruins", "people": 400, "infected_per_living": 0, "seed": 2, "days": 1,
        "start_hour": 10, "zone": {"on": False},
    }))  # fmt: skip
    a = live.array
    out = np.flatnonzero(a("passage") >= 0)[::2]
    a("passage")[out], a("unit")[out] = a("u_passage")[a("unit")[out]], 0
    settle_lists(live)
    return live


def _hear(live, makers, levels):
    """(level, number of the sound) of the loudest that each hears of these sounds."""
    a = live.array
    noise = Noise(*(a(n) for n in SOUNDS))
    for m, level in zip(makers, levels):
        make_noise(noise, int(m), int(a("passage")[m]), float(a("offset")[m]), int(a("unit")[m]),
                   S_SCREAM, float(level), -1)  # fmt: skip
    Step(HEAR, live)(0)
    return a("heard_level").copy(), a("heard_by").copy()


def test_many_sounds_are_heard_as_each_of_them_alone(town):
    """The loudest of all for everybody: what is passed over nobody would have noted."""
    a = town.array
    rows = np.flatnonzero(a("passage") >= 0)
    _, first = np.unique(a("passage")[rows], return_index=True)
    makers = rows[first][:60]  # no two on one passage, so that none counts as the same
    levels = 90.0 + 30.0 * ((np.arange(len(makers)) * 37) % 61) / 61.0
    assert len(makers) > 40
    alone = np.array([_hear(town, [m], [x])[0] for m, x in zip(makers, levels)])
    level, by = _hear(town, makers, levels)
    np.testing.assert_array_equal(level, alone.max(axis=0))
    hears = level > 0.0
    assert hears.sum() > 100
    assert (alone[by[hears], np.flatnonzero(hears)] == level[hears]).all()
    assert len(np.unique(by[hears])) > 10
