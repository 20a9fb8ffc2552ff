"""Minds on the stage: what people see, feel and choose with the infected before them."""

from __future__ import annotations

import numpy as np
from effects_stage import Sections, Stage, raised

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE, SECOND

AFRAID = 0.3  # fear from which somebody counts as afraid in the hourly series


def _before_one(seed: int, sets: Sections, grief: float) -> float:
    """How many people in the street notice one of the awake, 30 m off from each."""
    stage = Stage(seed, sets)
    a = stage.a
    ways = stage.streets(60.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    stage.alone(x)
    stage.put(who, ways, 5.0)
    stage.put(x, ways, 35.0)
    stage.wake(who)
    stage.hunt(x, -1)
    a("moving")[who] = True
    a("grief")[who], a("sight_m")[0] = grief, 150.0
    a("threat_t")[who] = a("saw_t")[who] = -1_000_000
    stage.second("sense")
    return float((a("pending")[who] == v.C_THREAT).sum())


def grieving(seed: int, sets: Sections) -> float:
    """people full of grief in the street, each with one of the awake 30 m off"""
    return _before_one(seed, sets, 1.0)


def watchful(seed: int, sets: Sections) -> float:
    """people in the street, each with one of the awake 30 m off"""
    return _before_one(seed, sets, 0.0)


def among_runners(seed: int, sets: Sections) -> float:
    """people in the street with one of the awake 30 m off, and four beside each who run"""
    stage = Stage(seed, sets)
    a = stage.a
    ways = stage.streets(60.0)[:20]
    n = len(ways)
    who, x, beside = stage.people[:n], stage.beasts[:n], stage.people[n : 5 * n]
    stage.alone(x)
    stage.put(who, ways, 5.0)
    stage.put(beside, np.repeat(ways, 4), 7.0)
    stage.put(x, ways, 35.0)
    stage.hunt(x, -1)
    stage.wake(who)
    a("running")[beside] = True
    stage.think(who, v.C_THREAT, x)
    a("sight_m")[0] = 150.0
    stage.second("decide")
    return float((a("aim")[who] == v.A_FLEE).sum())


def full_of_grief(seed: int, sets: Sections) -> float:
    """a zone of 300 in which all grieve, by day, for eight hours"""
    stage = Stage(seed, sets)
    a = stage.a
    alive = a("fate") == 0
    a("grief")[alive], a("activity")[alive] = 1.0, v.FREE
    stage.minute("feel", n=480)
    return float(stage.count("noisy_act"))


def frightened(seed: int, sets: Sections) -> float:
    """60 people who saw the infected three times in a minute, a quarter of an hour later"""
    stage = Stage(seed, sets)
    a = stage.a
    who, x = stage.people[:60], stage.beasts[:1]
    for s in range(3):
        stage.think(who, v.C_THREAT, x[0], 20 * s * SECOND)
        stage.second("decide", start=20 * s * SECOND)
    stage.minute("feel", n=15, start=MINUTE)
    return float((a("fear")[who] > AFRAID).sum())


def _surrounded(seed: int, sets: Sections) -> tuple[Stage, np.ndarray]:
    """Angry people with pistol and machete, in pairs, six of the awake about each pair."""
    stage = Stage(seed, raised(sets, "mind.risk=0"))
    a = stage.a
    ways = stage.streets(40.0)[:30]
    n = len(ways)
    who, x = stage.people[: 2 * n], stage.beasts[: 6 * n]
    stage.alone(x)
    for name, number in (("pistol", 1), ("pistol_round", 30), ("machete", 1)):
        a("load")[who, ITEM[name]] = number
    stage.put(who, np.repeat(ways, 2), 10.0)
    stage.put(x, np.repeat(ways, 6), np.tile(np.linspace(15.0, 20.0, 6), n))
    stage.hunt(x, -1)
    stage.wake(who)
    a("anger")[who], a("sight_m")[0], a("daylight")[0] = 1.0, 150.0, True
    stage.think(who, v.C_THREAT, x[np.repeat(np.arange(n) * 6, 2)])
    stage.second("decide")
    return stage, who


def who_fights(seed: int, sets: Sections) -> float:
    """angry people with pistol and machete in the street, six of the awake about every two"""
    stage, who = _surrounded(seed, sets)
    return float((stage.a("aim")[who] == v.A_FIGHT).sum())


def who_fires(seed: int, sets: Sections) -> float:
    """angry people with pistol and machete, six of the awake about every two, for ten seconds"""
    stage, _ = _surrounded(seed, sets)
    stage.second("fight", n=10, start=1000)
    return float(stage.count("shot"))
