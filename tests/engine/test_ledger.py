"""The ledger finds goods, fates and doors that are not as the log has them."""

import numpy as np
import pytest

from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import emit
from kinward.engine.build import build
from kinward.engine.invariants import Invariants
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine
from kinward.society.kinds import named


@pytest.fixture
def world():
    live = build(load_scenario("kyoto", people=120, seed=2))
    checks = Invariants(live)

    def drain(live):
        live.events.drain()
        live.decisions.drain()

    engine = Engine(live, checks.watched(drain))
    for t in range(0, 3 * HOUR, MINUTE):
        engine.minute(t)
        checks.check(t + MINUTE)
    return live, checks.ledger


def test_a_morning_with_breakfast_add_up(world):
    _, ledger = world
    assert (ledger.goods < ledger.start - 5).any(), "something was eaten, and entered"
    assert ledger.check(2 * HOUR) == []


@pytest.mark.parametrize("column", ["stock", "load"])
def test_goods_out_of_nowhere(world, column):
    live, ledger = world
    live.array(column)[5, 0] += 20
    assert "food" in ledger.check(2 * HOUR)[0]
    assert ledger.check(2 * HOUR + MINUTE) == [], "at full hours alone"


def test_a_fate_without_an_event(world):
    live, ledger = world
    live.array("fate")[7] = 1
    assert "7: dead, alive by the log" in ledger.check(2 * HOUR)[0]


def let_in(live):
    """Put one of the infected behind a door that holds; (who, unit)."""
    a = live.array
    x = int(np.flatnonzero(a("infected") & (a("unit") == 0))[0])
    u = int(np.flatnonzero(a("door_left") > 0)[0])
    a("unit")[x], a("passage")[x] = u, a("u_passage")[u]
    return x, u


def test_through_a_door_that_holds(world):
    live, ledger = world
    let_in(live)
    assert "came through doors that hold" in ledger.check(HOUR + MINUTE)[0]


@pytest.mark.parametrize("way", ["came_through", "fell"])
def test_through_the_window_or_the_floor(world, way):
    live, ledger = world
    x, u = let_in(live)
    place = len(live.array("p_len")) + u
    emit(live.events.ints, live.events.reals, live.events.head, HOUR, named(way), x, -1, u, place,
         -1, 3.0, 0.0, -1)  # fmt: skip
    ledger.note(live)
    live.events.drain()
    assert ledger.check(HOUR + MINUTE) == []
    live.array("unit")[x] = 0
    ledger.check(HOUR + 2 * MINUTE)
    live.array("unit")[x] = u
    assert "came through" in ledger.check(HOUR + 3 * MINUTE)[0], "once, not for ever"
