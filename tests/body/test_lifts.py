"""Lifts: how many people they carry, who takes them, and what becomes of those in them."""

import numpy as np
import pytest

from kinward.body.lifts import Lifts, lift_columns, round_trip, stops, with_lifts
from kinward.city import Draft
from kinward.city.dispatch import Dispatcher
from kinward.city.graph import STAIR_M, UnitKind
from kinward.core.events import KINDS
from kinward.core.process import Columns
from kinward.engine.plan import PLAN, Step
from kinward.verify.worlds import rebuild_lists, world

FLOORS = 20
NAMES = ("keep", "lifts", "walk", "cross")


class Tower:
    """A tower of twenty storeys with `each` people on every upper storey, and as many outside."""

    def __init__(self, each=2, floors=FLOORS, **lifts):
        draft = Draft("tower")
        self.street = draft.passage(draft.node(0, 0), draft.node(100, 0), width=20.0)
        house = draft.building(centre=(20, 20), floors=floors, size=(30, 30),
                               door=(self.street, 20.0))  # fmt: skip
        self.rooms = [draft.unit(house, floor=f) for f in range(1, floors)]
        par = Lifts.model_validate({"on": True, **lifts})
        graph = self.graph = with_lifts(draft.compile(), par)
        n = each * len(self.rooms)
        fixed = lift_columns(graph.arrays(), par)
        self.live = world(graph, n, fixed=fixed, lifts={"on": True, **lifts})
        a = self.a = self.live.array
        self.stair, self.lift = int(graph.b_stair[0]), int(fixed["lift_room"][0])
        a("unit")[:] = np.repeat(self.rooms, each)
        a("passage")[:] = graph.u_passage[a("unit")]
        a("offset")[:] = graph.u_off[a("unit")]
        a("free_speed")[:] = 1.34
        rebuild_lists(self.live)
        self.steps = [Step(p, self.live) for p in PLAN if p.name in NAMES]
        names = {*self.live.state.arrays, *self.live.world.arrays}
        self.send = Dispatcher(Columns({x: a(x) for x in names}))
        self.t = 0

    def seconds(self, n):
        """Step so many; the events as (name, person)."""
        for _ in range(n):
            for step in self.steps:
                step(self.t)
            self.t += 1000
        ints, _, _ = self.live.events.drain()
        return [(KINDS[row[1]].name, int(row[2])) for row in ints]

    def all_out(self, who=None):
        """Send them to the street."""
        for m in range(len(self.a("unit"))) if who is None else who:
            self.send.to_point(int(m), self.street, 90.0)

    def until_out(self, most=4000):
        while not (self.a("passage") == self.street).all() and self.t < most * 1000:
            self.seconds(1)
        return self.t / 1000


def test_the_formulas_are_those_of_the_field():
    """Ten storeys, eight people: S = 5.7 and H = 9.3 stops and storeys."""
    often, high = stops(10, 8)
    assert often == pytest.approx(10 * (1 - 0.9**8))
    # all distributions of eight over ten storeys, by chance
    rng = np.random.default_rng(1)
    to = rng.integers(1, 11, (200_000, 8))
    assert high == pytest.approx(to.max(axis=1).mean(), abs=0.01)
    assert often == pytest.approx(np.mean([len(set(row)) for row in to[:20_000]]), abs=0.03)
    par = Lifts(holds=8)
    want = 2 * high * 3.0 / 1.75 + (often + 1) * 10.0 + 2 * 8 * 1.2
    assert round_trip(10, par) == pytest.approx(want)


def test_only_tall_buildings_have_lifts_and_no_other_room_moves():
    draft = Draft("town")
    street = draft.passage(draft.node(0, 0), draft.node(100, 0), width=20.0)
    for i, floors in enumerate((1, 6, 7, 12, 30)):
        b = draft.building(centre=(20 * i, 20), floors=floors, size=(10, 10), door=(street, 20.0))
        draft.unit(b)
    plain = draft.compile()
    assert with_lifts(plain, Lifts()) is plain
    graph = with_lifts(plain, Lifts.model_validate({"on": True}))
    assert len(graph.u_kind) == len(plain.u_kind) + 3
    assert (graph.u_passage[: len(plain.u_kind)] == plain.u_passage).all()
    columns = lift_columns(graph.arrays(), Lifts.model_validate({"on": True}))
    assert (columns["lift_room"] > 0).tolist() == [False, False, True, True, True]
    assert (graph.u_kind[columns["lift_room"][2:]] == UnitKind.LIFT).all()
    one, two = (round_trip(n, Lifts()) for n in (6, 11))
    assert columns["lift_gap"][2] == pytest.approx(one / 10)
    assert columns["lift_gap"][3] == pytest.approx(two / 20)


def test_one_person_from_the_top_takes_it_and_is_down_sooner():
    way = (FLOORS - 1) * STAIR_M / 0.922
    lift, stair = Tower(1), Tower(1, walks=200)
    for w in (lift, stair):
        top = len(w.a("unit")) - 1
        w.all_out([top])
        for _ in range(400):
            w.seconds(1)
            if w.a("passage")[top] == w.street:
                break
        w.took = w.t / 1000
    assert stair.took == pytest.approx(way, abs=2.0)
    wait = lift.a("lift_wait")[0]
    ride = (FLOORS - 1) * 3.0 / 1.75 + 2 * 10 + 2 * 1.2
    assert lift.took == pytest.approx(wait + ride, abs=3.0)


def test_who_has_few_storeys_to_go_walks():
    w = Tower(1)
    w.all_out([0, 1])  # storeys 1 and 2
    w.seconds(1)
    assert (w.a("unit")[:2] != w.lift).all()
    w.all_out([9])
    w.seconds(1)
    assert w.a("unit")[9] == w.lift


def test_they_carry_as_many_as_the_formula_says_and_the_rest_walk():
    """Nobody waits longer than walking takes: so many get a place, one each `lift_gap`."""
    w = Tower(20)
    w.all_out()
    w.seconds(1)
    gap, wait = w.a("lift_gap")[0], w.a("lift_wait")[0]
    riders = np.flatnonzero(w.a("unit") == w.lift)
    assert w.a("ride_n")[0] == len(riders)
    starts = np.sort(w.a("ride_start")[riders]) / 1000
    assert np.diff(starts) == pytest.approx(np.full(len(riders) - 1, gap), abs=2e-3)
    assert starts[0] == pytest.approx(wait, abs=2e-3)
    longest = (FLOORS - 1) * STAIR_M / 0.922
    assert starts[-1] < longest
    assert 0 < len(riders) <= (longest - wait) / gap + 1
    took = w.until_out()
    assert (w.a("passage") == w.street).all()
    stairs = Tower(20, walks=200)
    stairs.all_out()
    assert took < stairs.until_out()


def test_people_go_up_with_it_into_their_rooms():
    w = Tower(1)
    w.all_out()
    w.until_out()
    home = w.rooms[-1]
    w.send.to_unit(len(w.rooms) - 1, home)
    way = (FLOORS - 1) * STAIR_M / 0.922
    start = w.t
    for _ in range(int(way)):
        w.seconds(1)
        if w.a("unit")[-1] == home:
            break
    assert w.a("unit")[-1] == home
    assert (w.t - start) / 1000 < 0.9 * way + 60
    assert not w.a("hold").any()
    assert w.a("ride_n")[0] == 0


def test_without_power_all_walk_and_who_is_under_way_is_stuck_for_a_time():
    w = Tower(20, freed="10 min")
    w.all_out()
    w.seconds(60)
    inside = np.flatnonzero(w.a("unit") == w.lift)
    rides = w.a("ride_start")[inside] <= w.t
    assert rides.any()
    assert not rides.all()
    there = inside[w.a("ride_end")[inside] <= w.t]  # these just get out
    w.a("dark_t")[0] = w.t
    told = w.seconds(1)
    stuck = {m for kind, m in told if kind == "stuck_in_lift"}
    assert stuck == set(inside[rides].tolist()) - set(there.tolist())
    told = w.seconds(5)
    assert (w.a("unit")[inside[~rides]] == 0).all() or w.a("waiting_since").max() >= 0
    w.all_out()
    for _ in range(3):
        told += w.seconds(60)
    assert not {m for m in np.flatnonzero(w.a("unit") == w.lift)} - stuck  # nobody takes it now
    told += w.seconds(4 * 3600)
    freed = [m for kind, m in told if kind == "freed_from_lift"]
    assert set(freed) == stuck
    assert len(freed) == len(stuck)
    assert (w.a("passage") == w.street).all()
    assert not w.a("hold").any()
    assert w.a("ride_n")[0] == 0


def test_the_times_in_a_lift_that_stands_are_exponential():
    w = Tower(60, freed="10 min", holds=100, serves=10.0)
    w.all_out()
    w.seconds(30)
    w.a("dark_t")[0] = w.t
    w.seconds(1)
    stuck = np.flatnonzero((w.a("ride_start") == -2) & (w.a("ride_end") >= 0))
    n = len(stuck)
    assert n > 100
    hours = (w.a("ride_end")[stuck] - w.t) / 600_000
    assert abs(hours.mean() - 1) <= 3 / np.sqrt(n)


def test_who_is_taken_out_of_a_lift_rides_no_more():
    w = Tower(1)
    w.all_out([10, 11])
    w.seconds(1)
    w.a("gone")[10] = True
    w.seconds(1)
    assert w.a("ride_n")[0] == 1
    assert w.a("ride_end")[10] == -1
