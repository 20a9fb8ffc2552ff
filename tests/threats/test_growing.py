"""Nests that grow with the harvest."""

from __future__ import annotations

import numpy as np
import pytest
from tests.threats.test_swarm import Town

from kinward.core import vocabulary as v
from kinward.core.clock import HOUR
from kinward.core.events import SUBJECT, K, T
from kinward.threats.packs import LIES

QUICK = {"grows_after": "1 min", "per_captive": "1 /h", "spare": 0.6}


@pytest.fixture(scope="module")
def town():
    return Town(minutes=130, **QUICK)


def test_rows_for_those_to_come_stand_in_packs_of_their_own(town):
    a = town.a
    unborn, first = a("unborn")[a("brood")], round(400 * 0.05)
    assert unborn.sum() == round(0.6 * first)
    assert not unborn[:first].any()
    for k in range(len(a("pack_nest"))):
        pack = unborn[a("pack_ptr")[k] : a("pack_ptr")[k + 1]]
        assert pack.all() or not pack.any()


def test_a_pack_comes_forth_whole_and_hunts(town):
    a = town.a
    born = town.events("hatched")
    assert born
    assert all(e[T] % HOUR == 0 for e in born)
    for k in {e[K] for e in born}:
        pack = a("brood")[a("pack_ptr")[k] : a("pack_ptr")[k + 1]]
        assert {e[SUBJECT] for e in born if e[K] == k} == set(pack.tolist())
        assert (a("fate")[pack] == v.TURNED).all()
    assert [e for e in town.events("pack_came") if e[K] in {b[K] for b in born}]


def test_those_yet_to_come_are_nowhere(town):
    a = town.a
    rows = a("brood")[a("unborn")[a("brood")]]
    rows = rows[a("fate")[rows] == v.MISSING]
    assert a("gone")[rows].all()
    assert (a("task")[rows] == LIES).all()
    assert not set(rows.tolist()) & set(a("carried_by").tolist())


def test_nobody_grows_before_a_day_or_without_a_harvest_or_switched_off():
    early = Town(minutes=70, per_captive="1 /h", days=3)
    assert not early.events("hatched")
    assert early.a("unborn").any()
    assert not Town(minutes=70, harvest=False, **QUICK).events("hatched")
    off = Town(minutes=70, grows=False, **QUICK)
    assert not off.events("hatched")
    assert not off.a("unborn").any()


def test_the_first_packs_are_as_they_would_be_without_growth():
    with_it, without = Town(minutes=1, **QUICK), Town(minutes=1, grows=False, **QUICK)
    n = len(without.a("pack_ptr"))
    assert np.array_equal(with_it.a("pack_ptr")[:n], without.a("pack_ptr"))
    people = ~without.a("creature")
    assert np.array_equal(with_it.a("key")[: len(people)], without.a("key"))


def test_packs_to_come_belong_to_nests_where_others_lie():
    town = Town(minutes=1, people=150, per_living=0.06, **{**QUICK, "nests": 6})
    a = town.a
    new = np.array([a("unborn")[a("brood")[i]] for i in a("pack_ptr")[:-1]])
    assert new.any()
    assert set(a("pack_nest")[new].tolist()) <= set(a("pack_nest")[~new].tolist())
