"""Ties on the stage: deeds that are judged, hours together, tales, opinions, grief, love, skill."""

from __future__ import annotations

import numpy as np
from effects_district import District, Sections, clock
from effects_stage import raised

from kinward.core import deeds as d
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.core.ties import row_of
from kinward.mind.bond_vocabulary import CHRONIC, RESILIENT


def _left_behind(seed: int, sets: Sections, could: float = 1.0) -> tuple[District, np.ndarray]:
    """Half of four bands leave the other half behind; by how much each tie's trust fell."""
    w = District(seed, sets)
    w.trust(0.2)
    before = w.a("tie_trust").copy()
    one, other = w.pairs()
    w.deed(one, other, d.D_LEFT, could)
    return w, before - w.a("tie_trust")


def left_behind(seed: int, sets: Sections) -> float:
    """four bands, half of each of which leave somebody of the other half behind"""
    _, fell = _left_behind(seed, sets)
    return float((fell > 0.0).sum())


def had_to_leave(seed: int, sets: Sections) -> float:
    """four bands, half of each of which leave somebody behind and could not do otherwise"""
    _, fell = _left_behind(seed, sets, 0.0)
    return float(fell.sum())


def onlookers(seed: int, sets: Sections) -> float:
    """four bands, half of each of which leave somebody of the other half behind"""
    w, fell = _left_behind(seed, sets)
    one, other = w.pairs()
    wronged = set(zip(other.tolist(), one.tolist(), strict=True))
    rows = np.flatnonzero(fell > 0.0)
    seen = [(int(m), int(o)) for m, o in zip(w.owners(rows), w.a("tie_to")[rows], strict=True)]
    return float(sum(pair not in wronged for pair in seen))


def helped(seed: int, sets: Sections) -> float:
    """four bands, half of each of which help somebody of the other half"""
    w = District(seed, sets)
    rows = w.rows()
    w.a("tie_strength")[rows] = 0.4
    one, other = w.pairs()
    w.deed(one, other, d.D_HELPED)
    return float((w.a("tie_strength")[rows] - 0.4).sum() / 2.0)


def trusted(seed: int, sets: Sections) -> float:
    """four bands, half of each of which help somebody of the other half"""
    w = District(seed, sets)
    w.trust(0.2)
    one, other = w.pairs()
    w.deed(one, other, d.D_HELPED)
    return float((w.a("tie_trust")[w.rows()] - 0.2).sum())


def helped_by_strangers(seed: int, sets: Sections) -> float:
    """ten people of one of four bands who help ten of another"""
    w = District(seed, sets)
    n = min(len(w.of(1)), len(w.of(2)), 10)
    w.deed(w.of(1, n), w.of(2, n), d.D_HELPED)
    return float(w.count("tie_formed"))


def _together(seed: int, sets: Sections, hours: int = 48) -> District:
    """Four bands, each in one room and awake, for some hours."""
    w = District(seed, sets)
    w.a("activity")[:] = v.FREE
    w.a("g_people")[1:5] = 15
    w.trust(0.4)
    w.hours("talk", n=hours)
    return w


def two_days(seed: int, sets: Sections) -> float:
    """four bands, each in one room and awake, for two days"""
    w = _together(seed, raised(sets, "bonds.time='0.2 /day'"))
    return float(w.a("tie_strength")[w.rows()].mean())


def apart(seed: int, sets: Sections) -> float:
    """four bands, everyone in a room of their own, for two days"""
    w = District(seed, raised(sets, "bonds.fades='5 days'"))
    w.rooms(w.who)
    w.hours("talk", n=48)
    return float(w.a("tie_strength")[w.rows()].mean())


def _with_a_tale(seed: int, sets: Sections, hours: int = 24) -> tuple[District, float]:
    """One of each of four bands is left behind by one of another; the others hear of it."""
    w = District(seed, sets)
    w.a("activity")[:] = v.FREE
    w.a("g_people")[1:5] = 15
    w.trust(0.4)
    who, whom = [w.of(g, 1)[0] for g in (1, 2, 3, 4)], [w.of(g, 2)[1] for g in (1, 2, 3, 4)]
    others = np.setdiff1d(w.who, [*who, *whom])
    home = w.a("unit")[others].copy()
    w.a("unit")[others] = home + 1  # nobody else sees it
    w.deed(who, whom, d.D_LEFT)
    w.a("unit")[others] = home
    rows = w.rows()
    rows = rows[np.isin(w.owners(rows), others) & np.isin(w.a("tie_to")[rows], who)]
    w.hours("talk", n=hours)
    return w, float((0.4 - w.a("tie_trust")[rows]).sum())


def told_of(seed: int, sets: Sections) -> float:
    """four bands, one of each of which left another behind unseen, for a day after"""
    return float(_with_a_tale(seed, sets)[0].count("tale"))


def heard_of(seed: int, sets: Sections) -> float:
    """four bands, one of each of which left another behind unseen, for a day after"""
    return _with_a_tale(seed, sets)[1]


def of_many_minds(seed: int, sets: Sections) -> float:
    """four bands of as many minds as can be about how to be led, for two days in one room each"""
    w = District(seed, sets)
    a = w.a
    a("activity")[:] = v.FREE
    a("cares")[w.who] = w.rng.uniform(0.0, 1.0, len(w.who))
    w.hours("talk", n=48)
    return float(np.mean([np.std(a("cares")[w.who[a("group_id")[w.who] == g]])
                          for g in (1, 2, 3, 4)]))  # fmt: skip


def long_grief(seed: int, sets: Sections) -> float:
    """60 people full of grief, half of them of a chronic course and half resilient, for a day"""
    w = District(seed, raised(sets, "feelings.grief_fades='1 day'", "feelings.loud=0"))
    w.live.world.arrays["course"][:] = RESILIENT
    w.live.world.arrays["course"][w.who[::2]] = CHRONIC
    w.a("grief")[w.who] = 0.5
    for minute in range(1440):
        w.step("feel", t=minute * MINUTE)
    return float(np.ptp(w.a("grief")[w.who]))


def given_back(seed: int, sets: Sections) -> float:
    """four bands in each of which somebody holds a thing of one whom another loved and grieves"""
    w = District(seed, sets)
    a = w.a
    a("activity")[:] = v.FREE
    ties, who = w.ties(), []
    a("tie_strength")[w.rows()] = 0.2
    for g in (1, 2, 3, 4):
        dead, keeper, lover = w.of(g, 3)

        r = row_of(ties, lover, dead)
        a("tie_strength")[r] = a("tie_strength")[a("tie_back")[r]] = 0.9
        w.die(np.array([dead]), 0)
        a("keepsake_of")[keeper], a("grief")[lover] = dead, 0.8
        who.append(lover)
    w.hours("talk", n=6)
    return float(a("grief")[who].mean())


def _loving(seed: int, sets: Sections, evenings: int) -> District:
    """Four bands of people who are free and hold much to each other, for some evenings."""
    w = District(seed, raised(sets, "bonds.falls='0.5 /day'", "bonds.weds='0.5 /day'",
                              "bonds.expects='0.5 /day'"))  # fmt: skip
    rows = w.rows()
    w.trust(0.8)
    w.a("tie_strength")[rows], w.a("tie_kind")[rows] = 0.9, v.FRIEND
    for day in range(evenings):
        w.step("hearts", t=clock(21, 0, day))
    return w


def in_love(seed: int, sets: Sections) -> float:
    """four bands of people who are free and hold much to each other, for three evenings"""
    noted = _loving(seed, sets, 3).noted
    return float(sum(e.name == "tie_became" and e.what == v.PARTNER for e in noted))


def wed(seed: int, sets: Sections) -> float:
    """four bands of people who are free and hold much to each other, for eight evenings"""
    return float(_loving(seed, sets, 8).count("wedding"))


def expecting(seed: int, sets: Sections) -> float:
    """four bands of people who are free and hold much to each other, for eight evenings"""
    return float(_loving(seed, sets, 8).count("expecting"))


def learning(seed: int, sets: Sections) -> float:
    """four bands half of whom are pupils of the others, for three evenings"""
    w = District(seed, raised(sets, "bonds.learns='0.5 /day'"))
    a, ties = w.a, w.ties()

    masters, pupils = w.pairs()
    a("skill")[masters], a("skill")[pupils] = 0.9, 0.1
    for m, o in zip(pupils, masters, strict=True):
        r = row_of(ties, m, o)
        if r >= 0:
            a("tie_kind")[r], a("tie_kind")[a("tie_back")[r]] = v.MENTOR, v.PUPIL
    for day in range(3):
        w.step("hearts", t=clock(21, 0, day))
    return float(a("skill")[pupils].mean())
