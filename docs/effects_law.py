"""The zone on the stage: its guard, its gate, its protocol, its curfew and its bell."""

from __future__ import annotations

import numpy as np
from effects_stage import Sections, Stage, raised

from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.engine.build import settle_lists
from kinward.society.zone.vocabulary import TURNED_AWAY


def wrongly_killed(seed: int, sets: Sections) -> float:
    """10 people who were killed by the protocol while well, four days later"""
    stage = Stage(seed, sets)
    a = stage.a
    who, by = stage.people[:10], stage.people[10:20]
    a("wronged")[who], a("gone")[who], a("fate")[who] = True, True, v.DEAD
    a("fate_t")[who], a("enforcer")[who] = 0, by
    settle_lists(stage.live)
    stage.step("rules", "roll", "reckoning", t=96 * HOUR)
    return float(a("zone_trust")[0])


def intruders(seed: int, sets: Sections) -> float:
    """6 of the awake in the streets of a zone of 300 with many soldiers, all at home, for 15 min"""
    stage = Stage(seed, raised(sets, "roles.soldiers=0.2"), start_hour=10)
    a = stage.a
    ways = stage.streets(20.0, inside=True)
    x = stage.beasts[:6]
    living = np.flatnonzero((a("fate") == 0) & (a("passage") >= 0))
    a("activity")[living] = v.FREE
    stage.into(living, a("home")[living])
    stage.alone(x)
    ways = ways[np.arange(len(x)) * 5 % len(ways)]
    stage.put(x, ways, a("p_len")[ways] / 2)
    stage.hunt(x, -1)
    stage.minutes(15)
    return float(stage.count("destroyed"))


def out_late(seed: int, sets: Sections) -> float:
    """40 people in the streets of a zone of 300 with many soldiers, an hour after curfew"""
    more = raised(sets, "roles.soldiers=0.5", "curfew.meets='100 m'")
    stage = Stage(seed, more, start_hour=21, infected_per_living=0.0)
    a = stage.a
    stage.minutes(60)
    who = np.flatnonzero((a("fate") == 0) & (a("role") == v.WORKER))[:40]
    streets = np.flatnonzero(a("p_zone") & (a("p_host") < 0))
    on = streets[np.arange(len(who)) * 7 % len(streets)]
    stage.put(who, on, a("p_len")[on] / 2)
    a("activity")[who] = v.FREE
    stage.minutes(30)
    return float(stage.count("curfew_broken"))


def at_the_gate(seed: int, sets: Sections, event: str, what: int | None = None) -> float:
    """How often something happens of 40 people in good health at a strict gate, in an hour."""
    strict = raised(sets, "zone.specificity=0.3", "quarantine.apart=0.9")
    stage = Stage(seed, strict, start_hour=10)
    a = stage.a
    guard = np.flatnonzero((a("role") == v.SOLDIER) & (a("fate") == 0))[:4]
    who = np.setdiff1d(stage.people, guard)[:40]
    gate, off = int(a("gate_passage")[0]), float(a("gate_offset")[0])
    stage.put(guard, gate, off)
    stage.put(who, gate, off)
    a("activity")[guard], a("aim")[guard] = v.POST, v.A_ROUTINE
    a("aim")[who], a("arrived")[who] = v.A_GATE, True
    stage.alone(stage.beasts[:0])
    stage.minutes(60)
    return float(sum(e.name == event and what in (None, e.what) for e in stage.noted))


def looked_over(seed: int, sets: Sections) -> float:
    """40 people in good health who come to a gate that takes most for sick, for an hour"""
    return at_the_gate(seed, sets, "screened")


def kept_apart(seed: int, sets: Sections) -> float:
    """40 people in good health who come to a gate that takes most for sick, for an hour"""
    return at_the_gate(seed, sets, "quarantined")


def parted(seed: int, sets: Sections) -> float:
    """40 people in good health who come to a gate that takes most for sick, for an hour"""
    return at_the_gate(seed, sets, "felt")


def confessed(seed: int, sets: Sections) -> float:
    """20 people who come to the clinic to report a bite, for three hours"""
    stage = Stage(seed, raised(sets, "roles.soldiers=0.2"), start_hour=8.25)
    a = stage.a
    who = stage.people[np.isin(a("role")[stage.people], (v.WORKER, v.COOK, v.TEACHER))][:20]
    stage.alone(stage.beasts[:0])
    stage.into(who, np.full(len(who), int(a("ward")[0])))
    stage.sicken(who, v.STAGE_LATENT, 10**12)
    a("bite_part")[who], a("bite_known")[who], a("exposed_t")[who] = 4, True, 0
    a("aim")[who], a("arrived")[who], a("aim_until")[who] = v.A_REPORT, True, 3 * HOUR
    stage.minutes(180)
    return float(stage.count("protocol"))


def watched(seed: int, sets: Sections) -> float:
    """20 people in Stage One at home by day, each with two from elsewhere there, for an hour"""
    stage = Stage(seed, raised(sets, "protocol.notice='2 /h'"))
    a = stage.a
    sick, eyes = stage.people[:20], stage.people[20:60]
    homes = a("home")[sick]
    stage.into(sick, homes)
    stage.into(eyes, np.repeat(homes, 2))
    stage.sicken(sick, v.STAGE_ONE, 10**12)
    a("activity")[:] = v.FREE
    stage.minute("rules", "roll", "signs", "discovery", n=60)
    return float(stage.count("discovered"))


LATE = (
    "roles.scouts=0.3", "supply.every=1", "supply.plan_at='8.1 h'", "supply.leave_at='8.2 h'",
    "supply.back_by='9.2 h'", "search.late='1 min'", "search.call_at='9.3 h'",
    "search.choose_at='9.6 h'", "search.leave_at='9.7 h'",
)  # fmt: skip


def _lost_teams(seed: int, sets: Sections) -> Stage:
    """A zone four of whose teams die unseen on their runs, until an hour after they were due."""
    stage = Stage(seed, raised(sets, *LATE), start_hour=8, infected_per_living=0.0)
    a = stage.a
    stage.minutes(40)
    lost = np.unique(a("on_run")[(a("on_run") >= 0) & ~a("p_zone")[a("passage")]])[:4]
    dead = np.isin(a("on_run"), lost)
    a("fate")[dead], a("fate_t")[dead], a("gone")[dead] = v.DEAD, 40 * MINUTE, True
    settle_lists(stage.live)
    stage.minutes(90, start=40)
    return stage


def missed(seed: int, sets: Sections) -> float:
    """a zone of 300 whose scouts are on runs, four teams of whom die unseen"""
    return float(_lost_teams(seed, sets).count("overdue"))


def searched_for(seed: int, sets: Sections) -> float:
    """a zone of 300 whose scouts are on runs, four teams of whom die unseen"""
    return float(_lost_teams(seed, sets).count("search_sent"))


def no_beds(seed: int, sets: Sections) -> float:
    """40 people who come to a gate that takes most for sick, and no room in quarantine"""
    full = raised(sets, "zone.beds=1")
    return at_the_gate(seed, full, "screened", TURNED_AWAY)


def behind_the_wall(seed: int, sets: Sections) -> float:
    """the 300 people of kyoto at the start"""
    stage = Stage(seed, sets)
    return float(stage.a("p_zone")[stage.a("passage")[stage.people]].sum())
