"""Platoons: who commands them, and squads that close up when they are few."""

from __future__ import annotations

import numpy as np
import pytest
from tests.society.platoon.test_squads import City, squads

from kinward.core.events import OBJECT, SUBJECT, K, T
from kinward.engine.build import settle_lists

ONE_STATION = {"stations": 1, "reached": 1.0}


@pytest.fixture(scope="module")
def city():
    return City(minutes=0, people=1200, **ONE_STATION)


def _fall(city, who):
    a = city.a
    a("fate")[who], a("gone")[who], a("moving")[who] = 1, True, False
    settle_lists(city.live)


def _weaken(city):
    """All but two of the second squad fall, half an hour after the danger showed."""
    a = city.a
    city.platoon = int(squads(city)[0])
    of = [g for g in squads(city) if a("g_unit")[g] == a("g_unit")[city.platoon]][:3]
    city.weak = of[1]
    who = np.flatnonzero((a("group_id") == city.weak) & (a("fate") == 0))
    left = who[a("sworn")[who]][:2] if a("sworn")[who].sum() >= 2 else who[:2]
    a("sworn")[left] = True
    city.left = left.tolist()
    _fall(city, np.setdiff1d(who, left))


def test_squads_of_a_station_are_in_platoons_of_three(city):
    a = city.a
    rows = squads(city)
    assert len(rows) > 3
    platoon = a("g_platoon")[rows]
    assert (platoon >= 0).all()
    assert np.bincount(platoon)[platoon].max() == 3
    for p in np.unique(platoon).tolist():
        mates = [g for g in rows if a("g_platoon")[g] == p]
        assert len({int(a("g_unit")[g]) for g in mates}) == 1
        chief = int(a("g_chief")[p])
        assert a("g_leader")[a("group_id")[chief]] == chief
        ranks = a("rank")[a("g_leader")[mates]]
        assert a("rank")[chief] == ranks.max()


def test_the_next_in_rank_takes_over_a_platoon():
    def fall(city):
        p = int(squads(city)[0])
        city.chief = int(city.a("g_chief")[p])
        _fall(city, np.array([city.chief]))

    city = City(minutes=60, at=(45, fall), **ONE_STATION)
    p = int(squads(city)[0])
    took = [e for e in city.events("took_platoon") if e[OBJECT] == city.chief]
    assert len(took) == 1
    assert city.a("g_chief")[p] == took[0][SUBJECT] != city.chief


def test_a_squad_that_has_become_few_closes_up_on_another_and_belongs_to_it():
    city = City(minutes=150, at=(50, _weaken), **ONE_STATION)
    a = city.a
    ordered = [e for e in city.events("close_up") if e[K] == city.weak]
    assert ordered
    joined = [e for e in city.events("joined_squad") if e[SUBJECT] in city.left]
    assert joined
    for e in joined:
        assert a("g_platoon")[e[K]] == city.platoon
        assert e[K] != city.weak
        assert a("group_id")[e[SUBJECT]] == e[K]


def test_an_order_that_no_radio_carries_does_not_come():
    """Nor to those who stand elsewhere: it stays where it is."""
    city = City(minutes=150, at=(50, _weaken), stations=1, reached=0.0)
    far = [e for e in city.events("close_up") if e[K] == city.weak and e[OBJECT] != e[SUBJECT]]
    apart = [e for e in far if city.a("passage")[e[SUBJECT]] != city.a("passage")[e[OBJECT]]]
    assert not apart


def test_off_no_squad_closes_up():
    city = City(minutes=150, at=(50, _weaken), **ONE_STATION, commands=False)
    assert (city.a("g_platoon") < 0).all()
    assert not city.events("close_up")
    assert not city.events("joined_squad")


def test_two_squads_that_close_up_on_each_other_hand_nobody_to_and_fro():
    """Within one minute somebody joined one, the other and the first again."""

    def both(city):
        a = city.a
        rows = squads(city)
        g, h = [x for x in rows if a("g_platoon")[x] == a("g_platoon")[rows[0]]][:2]
        a("g_closes")[g], a("g_closes")[h] = h, g
        lead = int(a("g_leader")[g])
        who = np.flatnonzero(np.isin(a("group_id"), (g, h)) & (a("fate") == 0))
        for name in ("passage", "offset", "unit"):
            a(name)[who] = a(name)[lead]
        a("sworn")[who] = True
        settle_lists(city.live)

    city = City(minutes=51, at=(50, both), **ONE_STATION)
    joined = [(e[SUBJECT], e[T]) for e in city.events("joined_squad") if e[T] == 50 * 60_000]
    assert joined
    assert len(joined) == len(set(joined))
