"""Meals: what is eaten is what is gone from the stores; cuts and hunger when they run down."""

import numpy as np
import pytest
from tests.society.supply_worlds import MOVING, Quiet

from kinward.city.graph import ITEM
from kinward.core.vocabulary import EAT

FOOD = ITEM["food"]


def fasting(**sets):
    """A world in which only meals happen, with everybody at home."""
    return Quiet(("meals",), **sets)


def test_a_day_is_one_ration_a_person():
    world = fasting()
    before = float(world.a("stock")[world.stores, FOOD])
    world.until(18)
    eaten = before - float(world.a("stock")[world.stores, FOOD])
    assert eaten == pytest.approx(300, abs=1)
    assert sum(e["value"] for e in world.seen("meal")) == eaten
    assert (world.a("hungry_days") == 0).all()
    assert not world.seen("went_hungry")


def test_who_sits_in_the_hall_eats_there_and_no_more_than_once():
    world = fasting()
    hall = int(world.a("hall_of")[0])
    guests = np.flatnonzero(world.a("hall_of") == hall)[:10]
    world.a("unit")[guests] = hall
    world.a("activity")[guests] = EAT
    world.until(3.4)
    (meal,) = world.seen("meal")
    assert meal["value2"] == 10
    assert meal["value"] == 2.5
    assert meal["subject"] == 0
    assert (world.a("fed")[guests] == 1).all()


def test_meals_go_on_by_the_clock_of_the_halls():
    world = Quiet(("routine", *MOVING, "meals")).until(14)
    meals = [e for e in world.seen("meal") if e["k"] < 100]
    halls = int((world.a("place_unit")[0] > 0).sum())
    assert len(meals) == 3 * halls
    assert all(e["value2"] > 30 for e in meals)
    assert sum(e["value2"] for e in meals) > 0.9 * 3 * 300


def test_rations_are_cut_and_raised_again():
    world = fasting()
    world.a("stock")[world.stores, FOOD] = 300 * 4.5
    world.until(16)
    assert world.a("ration")[0] == 0.75
    world.a("stock")[world.stores, FOOD] = 300 * 1.5
    world.until(40)
    assert world.a("ration")[0] == 0.5
    eaten = [e["value"] for e in world.seen("meal") if e["t"] > 24 * 3600e3]
    assert sum(eaten) == pytest.approx(0.75 * 300, abs=1)
    world.a("stock")[world.stores, FOOD] = 300 * 20
    world.until(64)
    assert world.a("ration")[0] == 1.0
    assert [e["value"] for e in world.seen("rations_cut")] == [0.75, 0.5, 1.0]


def test_when_the_stores_are_empty_all_go_hungry_and_it_is_told_once():
    world = fasting()
    world.a("stock")[world.stores, FOOD] = 100
    world.until(64)
    assert world.a("stock")[world.stores, FOOD] >= 0
    assert world.a("hungry_days").max() == 2 or world.a("hungry_days").max() == 3
    told = world.seen("went_hungry")
    assert len(told) == len({e["subject"] for e in told})


def test_off():
    world = fasting(meals={"on": False}).until(18)
    assert not world.events


def test_who_belongs_to_no_zone_eats_of_what_they_carry():
    world = fasting()
    world.a("group_id")[7] = -1
    world.a("load")[7, FOOD] = 1.5
    before = float(world.a("stock")[world.stores, FOOD])
    world.until(64)
    assert [(e["subject"], e["value"]) for e in world.seen("ate_own")] == [(7, 1.0), (7, 0.5)]
    assert [e["subject"] for e in world.seen("went_hungry")] == [7]
    assert world.a("load")[7, FOOD] == 0
    assert before - float(world.a("stock")[world.stores, FOOD]) == pytest.approx(3 * 299, abs=3)
