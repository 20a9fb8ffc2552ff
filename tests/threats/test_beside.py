"""Who shares a room with one of the infected keeps the seconds going, and nobody else does."""

from __future__ import annotations

from kinward.core.clock import MINUTE
from kinward.engine.build import build
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine


def forget(live):
    live.events.drain()
    live.decisions.drain()


def test_no_second_is_stepped_for_somebody_who_is_no_longer_there():
    live = build(load_scenario("kyoto", people=20, start_hour=2))
    engine = Engine(live, forget)
    engine.until(0, 2 * MINUTE, lambda _: None)
    live.array("active_list")[:], live.array("active_n")[0] = 0, 0
    live.array("active")[:] = False
    live.array("beside_n")[0] = 1
    before = engine.seconds
    engine.until(2 * MINUTE, 4 * MINUTE, lambda _: None)
    assert live.array("beside_n")[0] == 0
    assert engine.seconds - before < 60
