"""How the zone is led, on the stage: grievance, its music class, and posts who know who comes."""

from __future__ import annotations

import numpy as np
from effects_stage import Sections, Stage

from kinward.city.graph import ITEM
from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import DAY, HOUR, MINUTE, SECOND
from kinward.society.zone.vocabulary import MUSIC, QUARANTINE, TURNED_AWAY

PAIRS = 12
EVENINGS = 12
RECKONING = 14 * HOUR + 15 * MINUTE  # of the first day: runs start at six


# --- the gate ----------------------------------------------------------------------------------
def _pairs(stage: Stage) -> list[tuple[int, int]]:
    """Soldiers, each with somebody grown of another household to whom they have a tie."""
    a, pairs = stage.a, []
    used: set[int] = set()
    soldiers = np.flatnonzero((a("role") == v.SOLDIER) & (a("fate") == 0))
    for post in soldiers[np.argsort(a("key")[soldiers])].tolist():
        for r in range(int(a("tie_ptr")[post]), int(a("tie_end")[post])):
            m = int(a("tie_to")[r])
            fit = a("fate")[m] == 0 and a("age")[m] >= 18 and a("role")[m] != v.SOLDIER
            if fit and m not in used and a("household")[m] != a("household")[post]:
                a("tie_strength")[r] = a("tie_strength")[a("tie_back")[r]] = 0.9
                pairs.append((post, m))
                used.add(m)
                break
    return pairs[:PAIRS]


def _at_the_gate(seed: int, sets: Sections) -> tuple[Stage, int]:
    """The bitten who say so come before posts to whom they are close; how many posts hesitate."""
    stage = Stage(seed, sets)
    a, asked = stage.a, 0
    stage.alone(stage.beasts[:0])
    gate, off = int(a("gate_passage")[0]), float(a("gate_offset")[0])
    for i, (post, m) in enumerate(_pairs(stage)):
        t = 6 * HOUR + 10 * i * MINUTE
        both = np.array([post, m])
        stage.put(both, gate, off)
        a("activity")[post], a("aim")[post] = v.POST, v.A_ROUTINE
        a("aim")[m], a("arrived")[m] = v.A_GATE, True
        a("stage")[m], a("bite_part")[m], a("bite_known")[m] = v.STAGE_LATENT, 5, True
        a("exposed_t")[m], a("reported_t")[m] = t - HOUR, 0
        stage.step("rules", "roll", "signs", "gate", t=t)
        asked += int(a("pending")[post] == v.C_GATE)
        stage.step("decide", t=t + 10 * SECOND)
        for minute in (1, 3):
            stage.step("rules", "roll", "signs", "gate", t=t + minute * MINUTE)
        stage.into(both, a("home")[both])
        a("activity")[post] = v.FREE
    return stage, asked


def torn(seed: int, sets: Sections) -> float:
    """12 of the bitten who come to a gate, one by one, each before a post who is close to them"""
    return float(_at_the_gate(seed, sets)[1])


def let_through(seed: int, sets: Sections) -> float:
    """12 of the bitten who come to a gate, one by one, each before a post who is close to them"""
    return float(_at_the_gate(seed, sets)[0].count("let_through"))


def bloodied(seed: int, sets: Sections) -> float:
    """40 people in good health who had infected blood on them an hour ago, at a gate"""
    stage = Stage(seed, sets)
    a = stage.a
    guard = np.flatnonzero((a("role") == v.SOLDIER) & (a("fate") == 0))[:4]
    who = np.setdiff1d(stage.people, guard)[:40]
    stage.alone(stage.beasts[:0])
    gate, off = int(a("gate_passage")[0]), float(a("gate_offset")[0])
    stage.put(np.concatenate([guard, who]), gate, off)
    a("activity")[guard], a("aim")[guard] = v.POST, v.A_ROUTINE
    a("aim")[who], a("arrived")[who], a("exposed_t")[who] = v.A_GATE, True, 5 * HOUR
    for minute in range(10):
        stage.step("rules", "roll", "signs", "gate", t=6 * HOUR + minute * MINUTE)
    kept = (QUARANTINE, TURNED_AWAY)
    return float(sum(e.name == "screened" and e.what in kept for e in stage.noted))


# --- the council -------------------------------------------------------------------------------
def _evening(stage: Stage, day: int) -> None:
    stage.step("rules", "roll", "signs", "council", t=RECKONING + day * DAY)


def on_half_rations(seed: int, sets: Sections) -> float:
    """a zone of 300 on half rations that trusts nobody, on an evening"""
    stage = Stage(seed, sets)
    stage.a("ration")[0], stage.a("zone_trust")[0] = 0.5, 0.0
    _evening(stage, 0)
    return float(stage.a("grievance")[stage.people].mean())


def class_missed(seed: int, sets: Sections) -> float:
    """a zone of 300 that trusts nobody and whose music class is closed, on an evening"""
    stage = Stage(seed, sets)
    a = stage.a
    a("class_shut_t")[0], a("zone_trust")[0] = 0, 0.0
    _evening(stage, 0)
    pupils = (a("pupil") >> MUSIC & 1 > 0) & (a("fate") == 0) & ~a("gone")
    return float(a("grievance")[pupils].mean())


def _answer(stage: Stage, who: np.ndarray, option: int) -> None:
    """All of `who` choose an option about the commander; the zone carries it out."""
    a = stage.a
    a("answerers")[: len(who)], a("answer_n")[0] = who, len(who)
    a("answer")[who], a("answer_to")[who] = option, v.C_GRIEVANCE
    a("answer_about")[who], a("answer_event")[who] = int(a("g_leader")[0]), -1
    stage.step("walkouts", t=RECKONING + 60 * MINUTE)


def _walked_out(seed: int, sets: Sections) -> tuple[Stage, np.ndarray]:
    """Twenty of a hungry zone have chosen to leave it; the next morning."""
    stage = Stage(seed, sets)
    a = stage.a
    _evening(stage, 0)
    grown = stage.people[(a("age")[stage.people] >= 18) & (a("group_id")[stage.people] == 0)]
    who = grown[grown != a("g_leader")[0]][:20]
    _answer(stage, who, o.O_LEAVE_GROUP)
    stage.step("walkouts", t=DAY + (7 * 60 + 15 - 6 * 60) * MINUTE)
    return stage, who


def walked_out(seed: int, sets: Sections) -> float:
    """a zone of 300, twenty of whom have chosen to leave it, the next morning"""
    stage, who = _walked_out(seed, sets)
    return float((stage.a("group_id")[who] < 0).sum())


def nothing_left(seed: int, sets: Sections) -> float:
    """twenty who left a zone, on a noon when they have nothing more to eat"""
    stage, who = _walked_out(seed, sets)
    a = stage.a
    a("load")[who, ITEM["food"]] = 0
    stage.step("walkouts", t=4 * DAY + 6 * 60 * MINUTE)
    return float((a("aim")[who] == v.A_GATE).sum())


def brought_down(seed: int, sets: Sections) -> float:
    """a zone of 300 half of whom stand against its commander"""
    stage = Stage(seed, sets)
    a = stage.a
    _evening(stage, 0)
    before = int(a("g_leader")[0])
    zone = (a("group_id") == 0) & (a("fate") == 0) & ~a("gone") & (a("passage") >= 0)
    grown = np.flatnonzero(zone & (a("age") >= 16))
    who = grown[grown != before][: len(grown) // 2]
    a("grievance")[who] = 0.5
    _answer(stage, who, o.O_DEPOSE)
    return float(a("g_leader")[0] != before)


def _short(seed: int, sets: Sections) -> tuple[Stage, int]:
    """Rations have been cut for long; twelve evenings, the class being open on each."""
    stage = Stage(seed, sets)
    a, weighed = stage.a, 0
    a("ration")[0] = 0.5
    for day in range(EVENINGS):
        a("class_shut_t")[0], a("council_t")[0], a("short_days")[0] = -1, -1, 5
        _evening(stage, day)
        weighed += int((a("pending") == v.C_CLASS).sum())
        t = RECKONING + day * DAY
        stage.step("deal", t=t + 2 * MINUTE)
        stage.step("council", t=t + 3 * MINUTE)
    return stage, weighed


def weighed(seed: int, sets: Sections) -> float:
    """a zone of 300 long on half rations, its music class open, on twelve evenings"""
    return float(_short(seed, sets)[1])


def class_closed(seed: int, sets: Sections) -> float:
    """a zone of 300 long on half rations, its music class open, on twelve evenings"""
    return float(_short(seed, sets)[0].count("class_closed"))


def class_kept(seed: int, sets: Sections) -> float:
    """a zone of 300 long on half rations, its music class open, on twelve evenings"""
    return float(_short(seed, sets)[0].count("class_kept"))
