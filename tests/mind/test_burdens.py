"""Belongings taken along and dropped; small children who are spent, and who carries them."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.clock import MINUTE
from kinward.core.events import KINDS
from kinward.core.vocabulary import A_FLEE, A_SAFETY
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import Step, plan_of
from kinward.engine.scenario import Scenario, load_scenario
from kinward.mind.burdens import BURDENS


class Way:
    """A town of 200 in a danger; the process of burdens alone is stepped."""

    def __init__(self, **facts):
        self.live = build(Scenario.from_data({
            "map": "ruins", "people": 200, "infected_per_living": 0, "seed": 5, "days": 1,
            "start_hour": 10, "zone": {"on": False}, "warning": {"on": True, "at": "0 s"},
            "burdens": {"on": True, **facts},
        }))  # fmt: skip
        self.a = self.live.array
        self.a("danger_t")[0] = 0
        self.step, self.t = Step(BURDENS, self.live), 0

    def run(self, minutes=1):
        for _ in range(minutes):
            self.step(self.t)
            self.t += MINUTE

    def names(self):
        n = int(self.live.events.head[0])
        return [KINDS[e].name for e in self.live.events.ints[:n, 1].tolist()]

    def leave(self):
        a = self.a
        who = np.flatnonzero((a("age") >= 18) & (a("age") < 60) & (a("home") > 0))
        a("unit")[who], a("aim")[who] = a("home")[who], A_SAFETY
        return who

    def family(self):
        a = self.a
        for h in range(len(a("h_ptr")) - 1):
            who = a("h_member")[a("h_ptr")[h] : a("h_ptr")[h + 1]]
            small = who[a("age")[who] < 6]
            big = who[(a("age")[who] >= 18) & (a("age")[who] < 60)]
            if len(small) and len(big) >= 2:
                c, group = int(small[0]), [*big.tolist(), int(small[0])]
                for i, m in enumerate(group):
                    a("party")[m] = group[0]
                    a("party_next")[m] = group[i + 1] if i + 1 < len(group) else -1
                    a("passage")[m], a("unit")[m], a("offset")[m] = 0, 0, 5.0
                    a("moving")[m] = True
                settle_lists(self.live)
                return c, big
        raise AssertionError("no such family")


def test_it_is_off_by_default():
    assert BURDENS not in plan_of(load_scenario("kyoto", people=50))
    assert BURDENS in plan_of(load_scenario("shanghai", people=50))


@pytest.mark.parametrize(("takes", "share"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_a_share_takes_a_bag_and_is_slower_until_it_is_dropped(takes, share):
    way = Way(takes=takes)
    before = way.a("free_speed").copy()
    who = way.leave()
    way.run(3)
    bags = who[way.a("bag_kg")[who] > 0]
    assert len(bags) / len(who) == pytest.approx(share, abs=0.15)
    assert (way.a("free_speed")[bags] < before[bags]).all()
    assert (way.a("free_speed")[bags] > 0.8 * before[bags]).all()
    way.a("aim")[who] = A_FLEE
    way.run()
    assert way.names().count("dropped_belongings") == len(bags)
    np.testing.assert_allclose(way.a("free_speed"), before)


def test_without_drops_they_are_kept():
    way = Way(takes=1.0, drops=False)
    who = way.leave()
    way.run()
    way.a("aim")[who] = A_FLEE
    way.run()
    assert (way.a("bag_kg")[who] > 0).all()


def test_a_small_child_that_is_spent_is_carried_by_the_strongest_who_slows():
    way = Way(infant=0, tires="10 min")
    c, big = way.family()
    way.run(9)
    assert way.a("carried_by")[c] < 0
    way.run(2)
    o = int(way.a("carried_by")[c])
    assert o == big[np.argmax(way.a("run_speed")[big])]
    assert way.a("carrying")[o] == c
    assert way.a("pace")[o] == pytest.approx(0.8)
    assert way.names() == ["took_on_shoulder"]


def test_an_infant_is_carried_from_the_start():
    way = Way(infant=6)
    c, big = way.family()
    way.run()
    assert way.a("carried_by")[c] in big


def test_a_rest_helps_and_the_switch_lets_them_walk():
    way = Way(infant=0, tires="10 min")
    c, _ = way.family()
    way.run(8)
    way.a("moving")[c] = False
    way.run(6)
    way.a("moving")[c] = True
    way.run(8)
    assert way.a("carried_by")[c] < 0
    way = Way(infant=0, tires="10 min", shoulders=False)
    c, _ = way.family()
    way.run(30)
    assert way.a("carried_by")[c] < 0
