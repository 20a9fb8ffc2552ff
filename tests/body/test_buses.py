"""Buses: where they stand, who gets on, and what becomes of those on one that is thrown over."""

from __future__ import annotations

import numpy as np
import pytest

from kinward import city
from kinward.body.buses import BUS, LONG, WIDE, Buses, with_buses
from kinward.city.graph import UnitKind, Use
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.core.events import KIND, KINDS, SUBJECT
from kinward.engine.build import build
from kinward.engine.plan import PLAN, plan_of
from kinward.engine.scenario import Scenario, load_scenario
from kinward.engine.stepping import Engine
from kinward.threats.damage import rubble
from kinward.threats.impact_parameters import Impact

NAMES = {code: kind.name for code, kind in KINDS.items()}


@pytest.fixture(scope="module")
def shanghai():
    return city.load("shanghai")[0]


@pytest.fixture(scope="module")
def served(shanghai):
    return with_buses(shanghai, Buses.model_validate({"on": True}), seed=3)


def test_off_there_are_none_and_nobody_gets_on(shanghai):
    assert with_buses(shanghai, Buses(), seed=3) is shanghai
    assert BUS in PLAN
    assert BUS not in plan_of(load_scenario("kyoto", people=50))


def test_each_stands_at_the_side_of_a_street_for_cars(served, shanghai):
    rows = np.flatnonzero(served.b_kind == UnitKind.BUS)
    wide = (shanghai.p_width >= 10.0) & ((shanghai.p_use & int(Use.DRIVE)) > 0)
    wide &= (shanghai.p_host < 0) & (shanghai.p_kind == 0)
    metres = shanghai.p_len[wide & (shanghai.p_len >= 2 * LONG)].sum()
    assert len(rows) == pytest.approx(metres / 600.0, abs=4.0 * np.sqrt(metres / 600.0))
    p = served.b_passage[rows]
    assert wide[p].all()
    assert (served.b_off[rows] >= LONG).all()
    assert (served.b_off[rows] <= served.p_len[p] - LONG).all()
    for b in rows.tolist():
        x, y = served.point(int(served.b_passage[b]), float(served.b_off[b]))
        far = np.hypot(served.b_x[b] - x, served.b_y[b] - y)
        assert far <= served.p_width[served.b_passage[b]] / 2
        ring = slice(served.b_xy[b], served.b_xy[b + 1])
        fx, fy = served.foot_x[ring], served.foot_y[ring]
        area = 0.5 * abs(np.dot(fx, np.roll(fy, 1)) - np.dot(fy, np.roll(fx, 1)))
        assert area == pytest.approx(LONG * WIDE)


def test_each_is_one_room_with_its_door_on_the_street(served):
    units = np.flatnonzero(served.u_kind == UnitKind.BUS)
    b = served.u_building[units]
    assert (served.b_kind[b] == UnitKind.BUS).all()
    assert (served.u_passage[units] == served.b_passage[b]).all()
    assert len(np.unique(b)) == len(units)


class Afternoon:
    """Ten minutes before and two after something falls on Shanghai, with buses everywhere."""

    def __init__(self, **sets):
        data = {
            "people": 400, "seed": 5,
            "impact": {"at": "10 min", **sets.pop("impact", {})},
            "timetable": {"errands": 1.0, "business": 1.0},
            "buses": {"on": True, "every": "50 m", "street": "5 m", "rides": "100 m", **sets},
            "swarm": {"on": False}, "platoon": {"on": False}, "services": {"on": False},
            "warning": {"on": False}, "checkpoint": {"on": False}, "evacuation": {"order": "none"},
            "fire": {"on": False},
        }  # fmt: skip
        whole = load_scenario("shanghai").to_data()
        for name, x in data.items():
            whole[name] = {**whole.get(name, {}), **x} if isinstance(x, dict) else x
        self.live = build(Scenario.from_data(whole))
        self.a = self.live.array
        self.buses = np.flatnonzero(self.a("u_kind") == UnitKind.BUS)
        self.noted = []
        engine = Engine(self.live, self._drain)
        for k in range(13):
            if k == 10:
                self.on = np.flatnonzero(np.isin(self.a("unit"), self.buses))
                self.in_unit = self.a("unit")[self.on].copy()
                self.aboard = np.bincount(self.a("unit")[self.on])
            engine.minute(k * MINUTE)

    def _drain(self, live):
        ints, _, _ = live.events.drain()
        self.noted += ints.tolist()
        live.decisions.drain()

    def who(self, name):
        return [e[SUBJECT] for e in self.noted if NAMES[e[KIND]] == name]


@pytest.fixture(scope="module")
def afternoon():
    return Afternoon(impact={"energy": "1 kg"})


def test_who_passes_one_and_has_far_to_go_gets_on_and_sits_there(afternoon):
    got_on = afternoon.who("got_on")
    assert len(got_on) > 5
    assert len(set(got_on)) == len(got_on)
    assert set(afternoon.on.tolist()) <= set(got_on)
    assert len(afternoon.on) >= 0.8 * len(got_on)  # others are still on the way to its door


def test_nobody_gets_on_who_has_not_far_to_go():
    assert not Afternoon(impact={"energy": "1 kg"}, rides="50 km").who("got_on")


def test_there_are_no_more_than_seats():
    one = Afternoon(impact={"energy": "1 kg"}, seats=1)
    assert len(one.who("got_on")) > 3
    assert one.aboard.max() == 1


def test_after_the_blow_who_can_goes_on_on_foot(afternoon):
    a = afternoon.a
    left = afternoon.on[(a("fate")[afternoon.on] == v.ALIVE)]
    assert len(left)
    assert not np.isin(a("unit")[left], afternoon.buses).all()


def test_those_on_one_that_is_thrown_over_are_trapped_killed_or_get_out():
    hit = Afternoon(impact={"kills_inside": 0.0, "traps": 1.0, "hurts": False, "bus": "0.1 kPa",
                            "house": "1000 kPa", "masonry": "1000 kPa", "concrete": "1000 kPa",
                            "tower": "1000 kPa"})  # fmt: skip
    over = hit.a("falls")[hit.a("u_building")[hit.in_unit]]
    assert over.sum() > 3
    assert set(hit.on[over].tolist()) <= set(hit.who("trapped"))
    assert (hit.a("fate")[hit.on[over]] == v.MISSING).all()
    buses = np.zeros(len(hit.a("falls")), bool)
    buses[hit.a("u_building")[hit.buses]] = True
    lies = rubble({n: hit.a(n) for n in hit.live.world.arrays}, Impact(), buses)
    assert not lies.into.any(), "and a bus leaves no heap of rubble"
