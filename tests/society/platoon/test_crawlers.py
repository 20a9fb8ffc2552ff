"""Crawlers of squads: what they open, who steers them, and what stops them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.society.platoon.test_squads import City

from kinward.core.events import PLACE, SUBJECT, T
from kinward.engine.build import settle_lists
from kinward.society.platoon.crawlers import GOES, OPEN, STOPPED

ON = {"crawlers": {"on": True, "squads": 1, "pushes": 0.8}}
NARROW = 0.5  # share of each street that is free at first


def _narrow(city):
    """Vehicles stand in all streets."""
    a = city.a
    for p in np.flatnonzero(a("p_host") < 0).tolist():
        a("cell_open")[a("p_cell")[p] : a("p_cell")[p] + a("p_ncell")[p]] = NARROW


@pytest.fixture(scope="module")
def runs():
    return City(minutes=90, at=(1, _narrow), sections=ON)


def test_they_open_what_they_pass_and_nothing_else(runs):
    a = runs.a
    pushed = a("c_pushed")
    assert pushed.sum() > 10
    open_ = a("cell_open")
    streets = np.flatnonzero(a("p_host") < 0)
    cells = np.concatenate([np.arange(a("p_cell")[p], a("p_cell")[p] + a("p_ncell")[p])
                            for p in streets.tolist()])  # fmt: skip
    assert np.allclose(open_[cells[pushed[cells]]], NARROW + 0.8 * (1.0 - NARROW))
    assert np.allclose(open_[cells[~pushed[cells]]], NARROW)


def test_one_of_the_squad_steers_it_and_it_is_where_they_are(runs):
    a = runs.a
    assert runs.events("steers")
    for e in runs.events("steers"):
        assert a("group_id")[e[SUBJECT]] >= 1
    steering = np.flatnonzero(a("steers") >= 0)
    assert len(steering)
    for m in steering.tolist():
        g = int(a("steers")[m])
        assert a("g_driver")[g] == m
        assert m != a("g_leader")[g]
        assert a("g_crawl_at")[g] >= 0


def test_what_it_has_opened_is_told_each_hour():
    city = City(minutes=121, at=(1, _narrow), sections=ON)
    told = city.events("pushed_aside")
    crawlers = int((city.a("g_crawler") == GOES).sum())
    assert 0 < len(told) <= 2 * crawlers
    assert {e[T] for e in told} <= {60 * 60_000, 120 * 60_000}
    assert (city.a("p_host")[[e[PLACE] for e in told]] < 0).all()


def test_it_goes_no_faster_than_the_fastest_walks(runs):
    a = runs.a
    length = np.repeat(a("p_len") / a("p_ncell"), a("p_ncell"))
    crawlers = int((a("g_crawler") == GOES).sum())
    minutes = 90 - 31  # a squad is sent out half an hour after the danger shows
    opened = float(length[a("c_pushed")].sum())
    assert 0.0 < opened <= crawlers * minutes * 60.0 * float(a("free_speed").max())


def test_off_nothing_is_pushed():
    city = City(minutes=60, at=(1, _narrow), sections={"crawlers": {"on": False}})
    assert not city.a("c_pushed").any()
    assert not city.events("steers")


def test_who_steers_it_and_falls_is_followed_by_another_of_those_beside_it():
    def fall(city):
        a = city.a
        who = np.flatnonzero(a("steers") >= 0)
        city.fallen = who.tolist()
        for m in who.tolist():
            g = int(a("steers")[m])
            mates = np.flatnonzero((a("group_id") == g) & (a("fate") == 0))
            mates = mates[(mates != m) & a("sworn")[mates]]
            for n in ("passage", "offset", "unit"):  # they are all beside it
                a(n)[mates] = a(n)[m]
        a("fate")[who], a("gone")[who], a("moving")[who] = 1, True, False
        settle_lists(city.live)

    city = City(minutes=70, at=(55, fall), sections=ON)
    assert city.fallen
    assert {e[SUBJECT] for e in city.events("steers")} - set(city.fallen)
    assert not set(city.a("g_driver").tolist()) & set(city.fallen)


@pytest.mark.parametrize("led", [True, False], ids=["led", "who led it is dead"])
def test_acid_beside_it_stops_it_for_good(led):
    def die(city):
        a = city.a
        g = int(np.flatnonzero(a("g_crawler") == GOES)[0])
        x = int(np.flatnonzero(a("creature"))[0])
        city.stopped = g
        a("passage")[x], a("offset")[x] = a("g_crawl_at")[g], a("g_crawl_off")[g]
        a("unit")[x], a("gone")[x], a("ended_t")[x] = 0, True, 55 * 60_000 - 1000
        if not led:
            who = [int(m) for m in (a("g_driver")[g], a("g_leader")[g]) if m >= 0]
            a("fate")[who], a("gone")[who], a("moving")[who] = 1, True, False
            settle_lists(city.live)
        city.dead = np.flatnonzero(a("fate") == 1).tolist()

    sections = {
        "crawlers": {**ON["crawlers"], "acid": 1.0},
        "swarm": {"on": True, "per_living": 0.02, "at": "2 h"},
    }
    city = City(minutes=70, at=(55, die), sections=sections)
    g = city.stopped
    assert city.a("g_crawler")[g] == STOPPED
    (stopped,) = city.events("crawler_stopped")
    assert stopped[SUBJECT] not in city.dead
    assert city.a("g_driver")[g] == -1
    assert not (city.a("steers") == g).any()


def test_where_nothing_stands_there_is_nothing_to_open():
    city = City(minutes=60, sections=ON)
    assert (city.a("cell_open") >= OPEN).all()
    assert not city.events("pushed_aside")
    assert city.events("steers")
