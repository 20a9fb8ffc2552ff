"""Shafts of lifts: who comes up by them, who is found in one, who hears it."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city.graph import FLOOR_M, STAIR_M
from kinward.core import vocabulary as v
from kinward.core.clock import SECOND
from kinward.core.events import KIND, KINDS, OBJECT, PLACE, SUBJECT, T
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import Scenario
from kinward.threats.packs import CLIMBS_UP, OUT, SEEKS

NAMES = {code: kind.name for code, kind in KINDS.items()}
STEPS = ("set_out", "lifts", "walk", "cross", "swarm", "hear", "heed")


class Tower:
    """One creature at the door of a tower without power, and one person high up in it."""

    def __init__(self, dark=True, stuck=False, hide=True, lifts=True, **swarm):
        self.live = build(Scenario.from_data({
            "map": "shanghai", "people": 60, "infected_per_living": 0, "seed": 3, "days": 1,
            "start_hour": 10, "zone": {"on": False}, "lifts": {"on": lifts},
            "roles": {"soldiers": 0, "scouts": 0, "officers": 0, "music_share": 0},
            "swarm": {"on": True, "per_living": 0.1, "by_window": 0.0, "seizes": 1.0, "nests": 1,
                      "by_shaft": 1.0, **swarm},
        }))  # fmt: skip
        a = self.a = self.live.array
        floors = a("u_floor")
        if lifts:
            self.room = int(np.argmax(np.where(a("lift_room")[a("u_building")] > 0, floors, -1)))
        else:
            self.room = int(np.argmax(floors))
        self.house = int(a("u_building")[self.room])
        self.high = int(floors[self.room]) * FLOOR_M
        grown = np.flatnonzero(~a("creature") & (a("age") > 20))
        self.m, self.o = int(grown[0]), int(grown[1])
        self.x = int(a("brood")[np.flatnonzero(a("grapples")[a("brood")])[0]])
        a("gone")[:] = True
        a("carried_by")[:], a("active")[:], a("active_n")[0] = -1, False, 0
        a("wish")[:], a("wish_n")[0], a("pending")[:], a("think_n")[0] = 0, 0, -1, 0
        u = int(a("lift_room")[self.house]) if stuck else self.room
        self.put(self.m, int(a("u_passage")[u]), float(a("u_off")[u]), u)
        self.put(self.x, int(a("b_passage")[self.house]), float(a("b_off")[self.house]), 0)
        if stuck:
            a("ride_start")[self.m], a("ride_end")[self.m] = -2, 3_600_000
            a("ride_to")[self.m] = 6 * STAIR_M
            a("riders")[0], a("ride_n")[0], self.high = self.m, 1, 6 * FLOOR_M
        if hide:
            a("aim")[self.m] = v.A_HIDE
        k = int(a("pack")[self.x])
        a("pk_out")[k], a("pk_house")[k] = OUT, self.house
        a("pk_place")[k], a("pk_off")[k] = a("b_passage")[self.house], a("b_off")[self.house]
        a("task")[self.x], a("chart")[self.x], a("quarry")[self.x] = SEEKS, 0, self.m
        a("sought_by")[self.m], a("swarm_n")[0] = self.x, 1
        if dark:
            a("dark_t")[:] = 0
        settle_lists(self.live)
        for i, who in enumerate((self.m, self.x)):
            a("active")[who], a("active_list")[i] = True, who
        a("active_n")[0] = 2
        self.steps = [Step(p, self.live) for p in PLAN if p.name in STEPS]
        self.t, self.noted = 0, []

    def put(self, who, p, off, u):
        a = self.a
        a("gone")[who], a("passage")[who], a("offset")[who], a("unit")[who] = False, p, off, u

    def seconds(self, n):
        for _ in range(n):
            self.a("sound_n")[0] = 0
            for step in self.steps:
                step(self.t)
            self.t += SECOND
            ints, _, _ = self.live.events.drain()
            self.noted += ints.tolist()
        return self

    def events(self, name):
        return [e for e in self.noted if NAMES[e[KIND]] == name]


def test_it_comes_up_the_shaft_and_takes_who_hides_behind_their_door():
    s = Tower().seconds(1)
    assert s.a("task")[s.x] == CLIMBS_UP
    s.seconds(int(s.high / 3.0) + 2)
    (came,) = s.events("came_by_shaft")
    assert came[OBJECT] == s.m
    assert came[T] == pytest.approx(1000 * s.high / 3.0, abs=1001)
    assert s.a("passage")[s.x] == s.a("u_passage")[s.room]
    assert s.a("unit")[s.x] in (0, s.room)
    s.seconds(300)
    assert {e[SUBJECT] for e in s.events("grasped")} == {s.m}
    left = s.events("grasped")[0][T]
    s.seconds(int(s.high / 3.0) + 3)
    assert s.a("passage")[s.x] != s.a("u_passage")[s.room], left
    assert s.a("carrying")[s.x] == s.m


@pytest.mark.parametrize("why", ["power", "off", "none", "no_lift"])
def test_with_power_or_switched_off_nobody_climbs_a_shaft(why):
    more = {"power": {"dark": False}, "off": {"shafts": False}, "none": {"by_shaft": 0.0},
            "no_lift": {"lifts": False}}[why]  # fmt: skip
    s = Tower(**more).seconds(60)
    assert not s.events("climbed_shaft")
    assert not s.events("came_by_shaft")


def test_who_is_stuck_in_a_lift_is_found_there_and_taken_down():
    s = Tower(stuck=True, by_shaft=0.0).seconds(int(6 * FLOOR_M / 3.0) + 4)
    (found,) = s.events("found_in_lift")
    assert found[OBJECT] == s.m
    assert found[T] >= 1000 * 6 * FLOOR_M / 3.0
    assert found[PLACE] == len(s.a("p_len")) + s.a("lift_room")[s.house]
    s.seconds(20)
    assert {e[SUBJECT] for e in s.events("grasped")} == {s.m}
    assert s.a("unit")[s.m] != s.a("lift_room")[s.house]
    assert s.a("carried_by")[s.m] == s.x


def test_those_in_the_rooms_hear_it_and_stay_hidden():
    s = Tower(hide=True)
    s.seconds(int(s.high / 3.0) - 1)  # it is two storeys below
    assert s.events("climbed_shaft")
    assert not s.events("came_by_shaft")
    assert {e[SUBJECT] for e in s.events("heard_shaft")} == {s.m}
    assert s.a("threat_t")[s.m] >= 0
    assert s.a("threat_who")[s.m] == s.x
