"""Power: fuel, breakdowns, lamps."""

import numpy as np
import pytest
from tests.society.supply_worlds import Quiet

from kinward.city.graph import ITEM
from kinward.core.vocabulary import TECHNICIAN

FUEL = ITEM["fuel"]
STEADY = {"power": {"breaks": "0 /day"}}


def station(**sets):
    return Quiet(("sky", "orders", "power"), **(STEADY | sets))


def test_fuel_is_burned_and_the_lamps_are_lit():
    world = station()
    before = float(world.a("stock")[world.stores, FUEL])
    world.until(24)
    used = before - float(world.a("stock")[world.stores, FUEL])
    assert used == pytest.approx(sum(e["value"] for e in world.seen("fuel_used")))
    assert 300 * 0.004 * 12 < used < 300 * 0.004 * 24 + 24 / 16
    assert world.a("lamps_on")[0]
    assert not world.seen("power_failed")


def test_without_fuel_the_lamps_go_out_until_there_is_some():
    world = station()
    world.a("stock")[world.stores, FUEL] = 3.0
    world.until(12)
    (failed,) = world.seen("power_failed")
    assert not world.a("lamps_on")[0]
    assert world.a("fuel_low")[0]
    assert world.a("stock")[world.stores, FUEL] >= 0
    world.a("stock")[world.stores, FUEL] = 300.0
    world.until(14)
    (back,) = world.seen("power_restored")
    assert back["cause"] == failed["n"]
    assert world.a("lamps_on")[0]


def test_a_breakdown_is_repaired_the_faster_with_more_hands():
    hours = []
    for hands in (1, 4):
        world = station()
        who = np.flatnonzero((world.a("age") > 20) & ~world.a("infected"))
        role = world.a("role")
        kept = role.copy()
        role[role == TECHNICIAN] = 9
        role[who[:hands]] = TECHNICIAN
        world.a("power_broken")[0], world.a("power_work")[0] = True, 8.0
        world.until(20)
        role[:] = kept
        failed, back = world.seen("power_failed"), world.seen("power_restored")
        assert len(failed) == len(back) == 1
        hours.append((back[0]["t"] - failed[0]["t"]) / 3600e3)
    assert hours == [7.0, 1.0]


def test_breakdowns_come_at_their_rate():
    world = station(power={"breaks": "24 /day", "work": 0})
    world.until(48)
    assert 5 < len(world.seen("power_failed")) < 35


def test_lamps_by_order_and_power_off():
    assert not station(zone={"lamps": False}).until(2).a("lamps_on")[0]
    world = station(power={"on": False}).until(2)
    assert world.a("lamps_on")[0]
    assert not world.seen("fuel_used")
