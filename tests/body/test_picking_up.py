"""Lost weapons are taken up by the unarmed next to them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.body.small import City

from kinward.city.graph import ITEM

MACHETE, RIFLE, ROUND = ITEM["machete"], ITEM["rifle"], ITEM["rifle_round"]
ARMS = [ITEM[n] for n in ("rifle", "shotgun", "pistol", "machete", "chain_sickle")]


@pytest.fixture
def scene():
    """A machete in a doorway beyond the wall, and two unarmed people 1 and 3 m from it."""

    def make(item=MACHETE, **sets):
        city = City(**sets)
        c = city.c
        u = int(np.flatnonzero((c.u_floor == 0) & ~c.p_zone[c.u_passage] & (c.u_off > 10))[0])
        near, far = city.rows(n=2)
        c.load[np.ix_([near, far], ARMS)] = 0
        c.stock[u, item] += 1
        c.lying[0], c.lying_item[0], c.lying_n[0] = u, item, 1
        c.lies[c.u_passage[u]] = True
        city.put_on(near, int(c.u_passage[u]), float(c.u_off[u]) - 1)
        city.put_on(far, int(c.u_passage[u]), float(c.u_off[u]) - 3)
        return city, u, near, far

    return make


def goods(city):
    return city.c.stock.sum(0, dtype=float) + city.c.load.sum(0, dtype=float)


def test_the_nearest_takes_it_and_nothing_is_made_of_nothing(scene):
    city, _u, near, _ = scene()
    before = goods(city)
    assert city.second("pick_up") == [("picked_up", near, -1)]
    assert city.c.load[near, MACHETE] == 1
    assert (goods(city) == before).all()
    assert city.c.lying_n[0] == 0


def test_the_armed_the_hurt_and_children_leave_it(scene):
    city, _u, near, far = scene()
    city.c.load[near, ITEM["chain_sickle"]] = 1
    assert city.second("pick_up") == [("picked_up", far, -1)]
    city, _u, near, far = scene()
    ages = city.c.age[[near, far]].copy()
    city.c.hurt[near] = 0.8
    city.c.age[far] = 9
    assert not city.second("pick_up", n=10)
    assert city.c.lying_n[0] == 1
    city.c.age[[near, far]] = ages


def test_a_firearm_is_for_who_has_rounds(scene):
    city, _, near, far = scene(RIFLE)
    city.c.load[near, ROUND], city.c.load[far, ROUND] = 0, 5
    assert city.second("pick_up") == [("picked_up", far, -1)]


def test_what_was_carried_off_is_forgotten_and_the_switch_holds(scene):
    city, u, *_ = scene()
    city.c.stock[u, MACHETE] = 0
    assert not city.second("pick_up")
    assert city.c.lying_n[0] == 0
    city, *_ = scene(fight={"picks_up": False})
    assert not city.second("pick_up", n=10)
