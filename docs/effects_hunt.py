"""Hunting on the stage: what wakes the infected, where they get, and who notices them."""

from __future__ import annotations

import numpy as np
from effects_stage import Sections, Stage, raised

from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.engine.stepping import Engine


def _pass(stage: Stage, x: np.ndarray, who: np.ndarray, ways: np.ndarray) -> float:
    """How many of the dormant give chase when these walk for a minute, 15 m from one each."""
    a = stage.a
    stage.alone(x)
    stage.put(who, ways, 5.0)
    stage.put(x, ways, 20.0)
    a("alert")[x] = 0
    a("infested")[ways] = True
    stage.wake(who)
    a("moving")[who] = True
    stage.second("sense", n=60)
    return float((a("alert")[x] == 2).sum())


def passers_by(seed: int, sets: Sections) -> float:
    """people who walk for a minute, each 15 m from one in Stage Two who is dormant"""
    stage = Stage(seed, sets)
    ways = stage.streets(30.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    stage.a("stage")[x] = v.STAGE_TWO
    stage.a("sight_m")[0], stage.a("daylight")[0] = 150.0, True
    return _pass(stage, x, who, ways)


def passers_by_night(seed: int, sets: Sections) -> float:
    """people who walk for a minute under a new moon, each 15 m from a dormant one in Stage Two"""
    stage = Stage(seed, raised(sets, "sky.moon_age=0"), start_hour=22)
    ways = stage.streets(30.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    stage.a("stage")[x] = v.STAGE_TWO
    stage.step("sky", t=0)
    return _pass(stage, x, who, ways)


def passers_by_the_old(seed: int, sets: Sections) -> float:
    """people who walk for a minute, each 15 m from one who is dormant, all of them long turned"""
    stage = Stage(seed, raised(sets, "horde.stage_three=1"))
    ways = stage.streets(30.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    stage.a("sight_m")[0], stage.a("daylight")[0] = 150.0, True
    return _pass(stage, x, who, ways)


def within_earshot(seed: int, sets: Sections) -> float:
    """sleepers in streets in which, 30 m from three of them, one of the infected finds its prey"""
    stage = Stage(seed, sets)
    a = stage.a
    ways = stage.streets(50.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    asleep = stage.beasts[len(ways) : 4 * len(ways)]
    stage.alone(np.concatenate([x, asleep]))
    stage.put(who, ways, 2.0)
    stage.put(x, ways, 12.0)
    stage.put(asleep, np.repeat(ways, 3), 42.0)
    stage.hunt(x, -1)
    a("alert")[x], a("alert")[asleep] = 1, 0
    a("sight_m")[0], a("daylight")[0] = 150.0, True
    stage.second("hunt", "hear", "wake", n=10)
    return float((a("alert")[asleep] > 0).sum())


def before_the_wall(seed: int, sets: Sections) -> float:
    """30 of the awake before the wall of a zone of 300, drawn to its middle, for 40 minutes"""
    # no generator breaks down: the lamps are out only where they are switched off
    stage = Stage(seed, raised(sets, "power.breaks='0 /day'"), start_hour=10)
    a = stage.a
    x = stage.beasts[:30]
    stage.alone(x)
    inner = stage.streets(20.0, inside=True)
    outer = stage.streets(20.0)
    mid = np.array([a("node_x")[a("p_a")[inner]].mean(), a("node_y")[a("p_a")[inner]].mean()])
    far = np.hypot(a("node_x")[a("p_a")[outer]] - mid[0], a("node_y")[a("p_a")[outer]] - mid[1])
    ways = outer[np.argsort(far)][np.arange(len(x)) % min(len(outer), 10)]
    stage.put(x, ways, a("p_len")[ways] / 2)
    stage.hunt(x, -1)
    a("alert")[x] = 1
    aim = inner[np.arange(len(x)) % len(inner)]
    living = np.flatnonzero((a("fate") == 0) & (a("passage") >= 0))
    stage.into(living, a("home")[living])
    a("activity")[living] = v.SLEEP
    engine = Engine(stage.live, stage.drain)
    came = np.zeros(len(x), bool)
    for minute in range(40):
        stage.send(~a("p_zone")[a("passage")[x]] & ~a("gone")[x], x, aim)
        engine.minute(minute * MINUTE)
        came |= a("p_zone")[a("passage")[x]] & ~a("gone")[x]
    return float(came.sum())


def behind_doors(seed: int, sets: Sections) -> float:
    """people behind shut doors, each with one of the infected before the door, for two minutes"""
    stage = Stage(seed, sets)
    a = stage.a
    rooms = stage.doors(30)
    who, x = stage.people[: len(rooms)], stage.beasts[: len(rooms)]
    stage.alone(x)
    stage.into(who, rooms)
    a("door_left")[rooms] = stage.live.world.scenario.horde.door / 60.0
    stage.put(x, a("u_passage")[rooms], a("u_off")[rooms])
    stage.hunt(x, who)
    stage.second("keep", "set_out", "walk", "cross", "hunt", n=120)
    return float((a("unit")[x] == rooms).sum())


def among_the_residents(seed: int, sets: Sections) -> float:
    """40 people in the streets beyond the wall for ten minutes, among 3,000 if there are any"""
    each = {"infected_per_living": 10.0, **sets}.pop("infected_per_living")
    more = raised({}, "horde.indoors=0.2", "horde.notice='0.5 /s'")
    stage = Stage(seed, more, start_hour=10, infected_per_living=each)
    ways = stage.streets(30.0)
    who = stage.people[:40]
    ways = ways[np.arange(len(who)) % len(ways)]
    stage.put(who, ways, stage.a("p_len")[ways] / 2)
    stage.wake(who)
    stage.a("moving")[who] = True
    stage.minutes(10)
    return float(stage.count("bitten"))


def bell_rung(seed: int, sets: Sections) -> float:
    """the dormant around a zone of 300, a very loud bell at half past eight"""
    loud = raised(sets, "sound.bell='140 dBA'", "horde.indoors=0.2")
    stage = Stage(seed, loud, start_hour=8.5, infected_per_living=5.0)
    a = stage.a
    a("activity")[a("role") == v.SOLDIER] = v.POST
    stage.step("bell", "hear", "wake", t=0)
    return float((a("alert")[stage.beasts] > 0).sum())
