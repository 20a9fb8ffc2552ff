"""Heights on the stage: scaffolds, roofs, fronts of houses, windows, an unlit wall."""

from __future__ import annotations

import numpy as np
from effects_stage import Sections, Stage, _built, raised

from kinward.core import vocabulary as v
from kinward.core.clock import SECOND

SCAFFOLD = 10  # city.graph.PassageKind.SCAFFOLD


def _scaffold(stage: Stage, who: np.ndarray, height: float) -> None:
    a = stage.a
    rows = np.flatnonzero((a("p_kind") == SCAFFOLD) & (a("p_len") >= 9.0) & ~a("p_zone"))
    on = rows[np.arange(len(who)) % len(rows)]
    stage.put(who, on, height)
    a("moving")[who] = True
    stage.wake(who)


def scaffolds(seed: int, sets: Sections) -> float:
    """40 people who climb about on rusted scaffolds for a minute"""
    stage = Stage(seed, sets)
    who = stage.people[:40]
    _scaffold(stage, who, 9.0)
    stage.second("give_way", n=60)
    a = stage.a
    return float(((a("hurt")[who] > 0) | (a("fate")[who] != 0)).sum())


def companions(seed: int, sets: Sections) -> float:
    """40 times two companions on a scaffold, the upper of whom breaks through"""
    stage = Stage(seed, raised(sets, "heights.awning=0"))
    a = stage.a
    upper, lower = stage.people[:2]
    a("party")[[upper, lower]] = upper
    a("party_next")[upper], a("party_next")[lower] = lower, -1
    pair = np.array([upper, lower])
    for i in range(40):
        a("fate")[pair], a("gone")[pair], a("hurt")[pair] = 0, False, 0.0
        a("load")[pair], a("bleeding")[pair] = 0.0, 0.0
        _scaffold(stage, pair, 9.0)
        rows = np.flatnonzero((a("p_kind") == SCAFFOLD) & (a("p_len") >= 9.0) & ~a("p_zone"))
        stage.put(pair, rows[0], [9.0, 7.0])
        a("moving")[upper] = True
        a("frail")[rows[0]], a("gave_way")[rows[0]] = 50.0, False
        stage.second("give_way", start=i * SECOND)
    return float(stage.count("fell"))


def roofs(seed: int, sets: Sections) -> float:
    """120 times somebody chased from 15 m in a street with a way up"""
    stage = Stage(seed, sets)
    a = stage.a
    fit = (a("p_kind") != SCAFFOLD) & (a("p_host") >= 0) & ~a("p_zone") & (a("p_building") >= 0)
    fit[fit] = a("p_len")[a("p_host")[fit]] > 40
    stairs = np.intersect1d(np.flatnonzero(fit), _ways_up(seed))
    m, x = int(stage.people[0]), stage.beasts[:1]
    over = 0
    for i in range(120):
        q = stairs[i % len(stairs)]
        p, off = a("p_host")[q], a("p_host_off")[q]
        stage.put(np.array([m]), p, off)
        stage.put(x, p, min(off + 15.0, a("p_len")[p]))
        a("in_hunt")[x], a("hunt_n")[0] = False, 0
        stage.hunt(x, m)
        a("aim")[m] = 0
        stage.think(np.array([m]), v.C_THREAT, x[0], i * SECOND)
        stage.second("decide", start=i * SECOND)
        over += int(a("aim")[m] == v.A_ROOF)
    return float(over)


def _ways_up(seed: int) -> np.ndarray:
    """The stairs by which one gets onto a roof that leads on, whatever is switched off."""
    return np.array(_built(seed)[0].array("up_at"))


def prey_upstairs(seed: int, sets: Sections) -> float:
    """20 of the agile in the street before people on the first floor behind shut doors"""
    stage = Stage(seed, sets)
    a = stage.a
    fit = (a("u_floor") == 1) & ~a("p_zone")[a("u_passage")] & (a("u_building") >= 0)
    rooms = np.flatnonzero(fit)[:20]
    who, x = stage.people[: len(rooms)], stage.beasts[: len(rooms)]
    stage.alone(x)
    stage.put(who, a("u_passage")[rooms], a("u_off")[rooms], rooms)
    a("door_left")[rooms] = 3.0
    way = a("u_passage")[rooms]
    stage.put(x, a("p_host")[way], a("p_host_off")[way])
    stage.hunt(x, who, v.STAGE_TWO)
    stage.second("climb", n=60)
    return float((a("unit")[x] == rooms).sum())


def unlit_wall(seed: int, sets: Sections) -> float:
    """20 of the awake at the wall for half an hour, the lamps out"""
    stage = Stage(seed, sets)
    a = stage.a
    at = np.flatnonzero(a("wall_inner") >= 0)
    x = stage.beasts[:20]
    stage.alone(x)
    at = at[np.arange(len(x)) % len(at)]
    stage.put(x, a("wall_passage")[at], np.abs(a("wall_offset")[at] - 3.0))
    stage.hunt(x, -1)
    a("lamps_on")[0] = False
    stage.second("over_wall", n=1800)
    return float(a("p_zone")[a("passage")[x]].sum())


def broken_windows(seed: int, sets: Sections) -> float:
    """people behind shut doors on the ground, each with one at the door that finds the window"""
    stage = Stage(seed, raised(sets, "heights.window=1"))
    a = stage.a
    rooms = stage.doors(30, exits=2)
    who, x = stage.people[: len(rooms)], stage.beasts[: len(rooms)]
    stage.alone(x)
    stage.into(who, rooms)
    a("door_left")[rooms] = 3.0
    stage.put(x, a("u_passage")[rooms], a("u_off")[rooms])
    stage.hunt(x, who)
    stage.second("climb", n=60)
    return float((a("unit")[x] == rooms).sum())
