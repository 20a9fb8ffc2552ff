"""Fire: what burns, for how long, what it lights, and who gets out."""

from __future__ import annotations

import numpy as np
import pytest
from tests.threats.test_impact import NAMES, Town

from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.core.errors import InputError
from kinward.core.events import KIND, SUBJECT
from kinward.engine.build import settle_lists
from kinward.engine.plan import FIRE, SET_OUT, Step
from kinward.threats import fire_parameters as q
from kinward.threats.adjoining import adjoining

LATER = 5 * MINUTE


def town(minutes=3, impact=None, **fire):
    """A town in which nothing falls, or something does, and buildings can burn."""
    return Town(minutes, fire={"on": True, **fire}, **(impact or {"on": False}))


class Houses:
    """A town of which some buildings are set alight by hand."""

    def __init__(self, **fire):
        self.town = town(1, **fire)
        self.a = self.town.a
        self.step = Step(FIRE, self.town.live)
        self.event = 0

    def light(self, houses, t=0, until=1000 * HOUR):
        a = self.a
        a("burning")[houses], a("lit_t")[houses], a("burns_until")[houses] = 1, t, until
        rooms = np.isin(a("u_building"), houses) & (a("u_building") >= 0)
        a("sealed")[rooms] = True

    def minutes(self, n, start=LATER):
        noted = len(self.town.noted)
        for i in range(n):
            self.step(start + i * MINUTE)
            self.town._drain(self.town.live)
        return [(NAMES[e[KIND]], e[SUBJECT]) for e in self.town.noted[noted:]]


def in_rooms(a):
    """The living who are in a room of a building."""
    rooms = (a("unit") > 0) & (a("u_building")[a("unit")] >= 0)
    return np.flatnonzero(rooms & (a("fate") == v.ALIVE))


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    for name, place in q.F.items():
        assert getattr(q, name.upper()) == place, name


def test_a_building_lights_those_near_it_as_often_as_the_law_says():
    """Each alone burns for ten minutes; how many it lights, against the sum of their chances."""
    w = Houses(rate="3 /h", wind="0 m/s", furthest="12 m")
    a = w.a
    lit, expected, variance = 0, 0.0, 0.0
    for b in range(0, len(a("b_x")), 7):
        a("burning")[:], a("heat")[:] = 2, 0.0  # nothing else can burn
        near = slice(a("near_ptr")[b], a("near_ptr")[b + 1])
        others = a("near_to")[near]
        a("burning")[others] = 0
        a("burning")[b] = 1
        a("lit_t")[b], a("burns_until")[b] = 0, 1000 * HOUR
        # those lit light nothing further within these minutes: they are put out again
        for i in range(10):
            w.step(LATER + i * MINUTE)
            w.town.live.events.drain()
            new = others[a("burning")[others] == 1]
            lit += len(new)
            a("burning")[new] = 2
        chance = 1 - np.exp(-3.0 / 6 * np.exp(-a("near_gap")[near] / 4.0))
        expected += chance.sum()
        variance += (chance * (1 - chance)).sum()
    assert expected > 50
    # thresholds of a building serve all its neighbours: twice the variance at most
    assert abs(lit - expected) <= 3 * np.sqrt(2 * variance)


def test_wind_carries_it_to_the_lee():
    w = Houses(wind="10 m/s", wind_from=90.0, furthest="20 m")  # from the east
    a = w.a
    degree = np.diff(a("near_ptr"))
    b = int(np.argmax(degree))
    w.light([b])
    w.minutes(1)
    near = slice(a("near_ptr")[b], a("near_ptr")[b + 1])
    heat = a("heat")[a("near_to")[near]] * np.exp(a("near_gap")[near] / 4.0)
    west = -a("near_dx")[near]
    assert np.corrcoef(np.log(heat), west)[0, 1] == pytest.approx(1.0, abs=1e-9)
    assert np.log(heat.max() / heat.min()) == pytest.approx(
        0.2 * 10 * (west.max() - west.min()), rel=1e-6
    )


def test_a_storey_burns_its_mean_time():
    w = town(4, impact={"collapse": False, "hurts": False}, ignites=1.0, struck="0.1 kPa",
             spreads=False, burns_for="1 h")  # fmt: skip
    a = w.a
    lit = a("lit_t") >= 0
    assert lit.all()
    hours = (a("burns_until") - a("lit_t")) / HOUR / a("b_floors")
    n = len(hours)
    assert abs(hours.mean() - 1.0) <= 3 / np.sqrt(n)
    assert abs((hours > 1.0).mean() - np.exp(-1)) <= 3 * np.sqrt(0.2325 / n)


def test_a_share_of_what_is_struck_takes_fire():
    w = town(4, impact={"collapse": False, "hurts": False}, ignites=0.1, spreads=False)
    struck = w.a("b_pressure") >= 2 * 6.894757
    n = struck.sum()
    lit = w.a("lit_t") >= 0
    assert n > 100
    assert not lit[~struck].any()
    assert abs(lit.sum() - 0.1 * n) <= 3 * np.sqrt(0.09 * n)


def test_it_burns_out_and_lights_nothing_more():
    w = Houses(rate="60 /h")
    w.light([3], until=LATER)
    assert w.minutes(3) == [("burnt_out", -1)]
    assert w.a("burning")[3] == 2
    assert (w.a("heat") == 0).all()


def test_those_inside_get_out_and_nobody_goes_in():
    w = Houses(spreads=False, warns="0 s", kills="0 /h")
    a = w.a
    inside = np.flatnonzero(
        (a("unit") > 0) & (a("fate") == v.ALIVE) & (a("u_building")[a("unit")] >= 0)
    )
    houses = np.unique(a("u_building")[a("unit")[inside]])
    w.light(houses)
    told = w.minutes(1)
    assert {m for kind, m in told if kind == "fled_fire"} == set(inside.tolist())
    assert (a("wish")[inside] == 1).all()
    lives = a("u_building")[a("home")[inside]] == a("u_building")[a("unit")[inside]]
    assert lives.any()
    assert (a("been_home")[inside] == lives).all()
    assert (a("wish_unit")[inside] == 0).all()
    assert a("sealed")[a("unit")[inside]].all()


def test_who_stays_inside_dies_at_the_rate():
    w = Houses(spreads=False, flees=False, kills="2 /h")
    a = w.a
    inside = np.flatnonzero(
        (a("unit") > 0) & (a("fate") == v.ALIVE) & (a("u_building")[a("unit")] >= 0)
    )
    w.light(np.unique(a("u_building")[a("unit")[inside]]))
    told = w.minutes(30)
    dead = len({m for kind, m in told if kind == "died"})
    p = 1 - np.exp(-1.0)
    assert abs(dead - p * len(inside)) <= 3 * np.sqrt(p * (1 - p) * len(inside))
    assert (a("fate")[inside] == v.DEAD).sum() == dead


def test_fire_reaches_those_under_the_rubble():
    w = town(123, impact={"hurts": False, "kills_inside": 0.0, "traps": 1.0}, ignites=1.0,
             spreads=False, kills="10 /h", burns_for="7 days")  # fmt: skip
    a = w.a
    trapped = w.who("trapped")
    assert len(trapped) > 50
    assert a("trapped_n")[0] == (a("fate") == v.MISSING).sum()
    assert len(trapped & w.who("died")) >= 0.95 * len(trapped)


def test_smoke_fills_the_street():
    w = Houses(spreads=False, smoke=5.0)
    w.light([7])
    w.minutes(4)
    assert w.a("raised").sum() == 4 * 60 * 5.0
    assert (w.a("raised") > 0).sum() == 1


def test_a_fire_starts_where_and_when_the_scenario_says():
    probe = town(1)
    g = probe.live.world.graph
    named = [int(u) for u in np.flatnonzero(g.u_name > 0) if g.u_building[u] >= 0]
    names = [g.names[g.u_name[u]] for u in named]
    name = next(n for n in names if names.count(n) == 1)
    w = town(4, site=name, at="3 min", spreads=False)
    b = int(g.u_building[named[names.index(name)]])
    assert np.flatnonzero(w.a("lit_t") >= 0).tolist() == [b]
    assert w.a("lit_t")[b] == 3 * MINUTE
    with pytest.raises(InputError, match=r"fire\.site"):
        town(1, site="the moon")


def test_who_adjoins_whom_is_mutual_and_near():
    w = town(1, furthest="15 m")
    a = w.a
    one = np.repeat(np.arange(len(a("b_x"))), np.diff(a("near_ptr")))
    pairs = set(zip(one.tolist(), a("near_to").tolist()))
    assert all((o, b) in pairs and o != b for b, o in pairs)
    assert (a("near_gap") <= 15).all()
    assert a("near_dx") ** 2 + a("near_dy") ** 2 == pytest.approx(np.ones(len(one)))
    none = adjoining({n: a(n)[:0] for n in ("b_x", "b_y", "b_area")}, 15.0)
    assert none["near_ptr"].tolist() == [0]


def test_who_is_cut_off_by_smoke_does_not_run_into_it():
    w = Houses(spreads=False, warns="0 s", kills="0 /h")
    a = w.a
    inside = in_rooms(a)
    w.light(np.unique(a("u_building")[a("unit")[inside]]))
    stay = inside[::2]
    a("cut_off")[stay] = True
    told = w.minutes(1)
    assert {m for kind, m in told if kind == "fled_fire"} == set(inside.tolist()) - set(
        stay.tolist()
    )


def test_nobody_sets_out_from_a_room_above_a_stair_full_of_smoke():
    w = Houses(spreads=False, kills="0 /h")
    a = w.a
    inside = in_rooms(a)
    first, second = inside[:2]
    a("cut_off")[first] = True
    for m in (first, second):
        a("wish")[m], a("wish_passage")[m], a("wish_offset")[m] = 1, 0, 0.0
        a("wish_unit")[m] = 0
    a("wishers")[:2], a("wish_n")[0] = (first, second), 2
    Step(SET_OUT, w.town.live)(LATER)
    assert not a("moving")[first]
    assert a("blocked")[first]
    assert a("moving")[second]


def _crew(w, b, n=6):
    """So many unhurt people in the street before building b, with hoses."""
    a = w.a
    who = np.flatnonzero((a("fate") == v.ALIVE) & (a("age") >= 20))[:n]
    a("passage")[who], a("unit")[who], a("offset")[who] = a("b_passage")[b], 0, a("b_off")[b]
    settle_lists(w.town.live)
    a("hoses_at")[who] = b
    return who


def test_crews_put_fires_out_as_often_as_the_law_says():
    """Each fire alone with a full crew for half an hour: 1 - exp(-30/(20 floors)) are out."""
    w = Houses(spreads=False, douse="20 min", fighters=0.0, smoke=0)
    a = w.a
    rows = np.flatnonzero(a("b_floors") > 0)[::5][:60]
    out, expected, variance = 0, 0.0, 0.0
    for b in rows.tolist():
        a("burning")[:] = 0
        w.light(np.array([b]))
        who = _crew(w, b)
        events = w.minutes(30)
        p = 1.0 - np.exp(-30.0 / (20.0 * a("b_floors")[b]))
        expected, variance = expected + p, variance + p * (1.0 - p)
        done = [e for e in events if e[0] == "put_out"]
        assert len(done) == (a("burning")[b] == 2)
        assert {e[1] for e in done} <= set(who.tolist())
        out += len(done)
        a("hoses_at")[:] = -1
    assert abs(out - expected) < 3.5 * np.sqrt(variance)
    assert out > 0


def test_nobody_with_a_hose_no_fire_goes_out():
    w = Houses(spreads=False, smoke=0)
    b = int(np.flatnonzero(w.a("b_floors") > 0)[0])
    w.light(np.array([b]))
    assert "put_out" not in {e[0] for e in w.minutes(600)}
    assert w.a("doused")[b] == 0.0


def test_fire_can_kill_who_fights_it():
    w = Houses(spreads=False, douse="7 days", fighters=1.0, kills="60 /h", smoke=0)
    b = int(np.flatnonzero(w.a("b_floors") > 0)[0])
    w.light(np.array([b]))
    who = _crew(w, b, 12)
    w.minutes(10)
    assert (w.a("fate")[who] == v.DEAD).all()
