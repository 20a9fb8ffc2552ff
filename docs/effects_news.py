"""Bad news and company on the stage: what is told or kept back, hope, and who flees together."""

from __future__ import annotations

import numpy as np
from effects_district import BANDS, District, Sections, clock

from kinward.core import vocabulary as v
from kinward.core.bundles import PARTY, PENDING
from kinward.core.clock import HOUR, MINUTE, SECOND
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.party import Party, join
from kinward.core.ties import KNOWN_DEAD, MISSING, row_of
from kinward.engine.build import settle_lists

RIFLE_AT_EAR = 50.0  # dBA
LEAD = 65.0  # m that one of two has run ahead of the other


# --- bad news ----------------------------------------------------------------------------------
def _one_knows(seed: int, sets: Sections) -> District:
    """One of each of four bands is dead; of pairs in rooms of their own one of the two knows."""
    w = District(seed, sets)
    a = w.a
    a("activity")[:] = v.FREE
    a("tie_strength")[w.rows()] = 0.9
    dead = np.array([w.of(g, 1)[0] for g in range(1, BANDS + 1)])
    one, other = w.pairs()
    pairs = ~np.isin(one, dead)
    one, other = one[pairs], other[pairs]
    for m in one:
        r = row_of(w.ties(), m, dead[a("group_id")[m] - 1])
        if r >= 0:
            a("tie_state")[r], a("tie_alive")[r] = KNOWN_DEAD, 0.0
    w.die(dead, 0)
    w.rooms(one, other)
    w.step("talk", t=3 * HOUR)
    return w


def weighing_it(seed: int, sets: Sections) -> float:
    """pairs who are close, one of whom knows of the death of somebody whom both loved"""
    return float(_one_knows(seed, sets).pending(v.C_NEWS))


def _said(seed: int, sets: Sections, event: str) -> float:
    w = _one_knows(seed, sets)
    w.step("deal", t=3 * HOUR + 2 * MINUTE)
    return float(w.count(event))


def told(seed: int, sets: Sections) -> float:
    """pairs who are close, one of whom knows of the death of somebody whom both loved"""
    return _said(seed, sets, "broke_news")


def kept_back(seed: int, sets: Sections) -> float:
    """pairs who are close, one of whom knows of the death of somebody whom both loved"""
    return _said(seed, sets, "kept_back")


def _missed(seed: int, sets: Sections) -> tuple[District, np.ndarray]:
    """One of each of four bands is overdue; rows of the ties of the others to them."""
    w = District(seed, sets)
    a = w.a
    lost = np.array([w.of(g, 1)[0] for g in range(1, BANDS + 1)])
    rows = w.rows()
    rows = rows[np.isin(a("tie_to")[rows], lost) & ~np.isin(w.owners(rows), lost)]
    a("tie_state")[rows], a("tie_alive")[rows] = MISSING, 0.7
    w.die(lost, 0)
    return w, rows


def not_seen(seed: int, sets: Sections) -> float:
    """four bands, one of each of which was lost unseen, for two days"""
    w = District(seed, sets)
    w.a("activity")[:] = v.FREE
    w.a("tie_strength")[w.rows()] = 0.8
    w.a("tie_seen_t")[:] = 0
    w.die(np.array([w.of(g, 1)[0] for g in range(1, BANDS + 1)]), 0)
    for minute in range(10):  # the others see one another on the second day
        w.step("meet", t=30 * HOUR + minute * MINUTE)
    w.hours("miss", n=48)
    return float(w.count("missed"))


def waited_for(seed: int, sets: Sections) -> float:
    """four bands, one of each of which does not come back, for four days"""
    w, rows = _missed(seed, sets)
    w.hours("talk", n=96)
    return float(w.a("tie_alive")[rows].mean())


def shots_far_off(seed: int, sets: Sections) -> float:
    """four bands, one of each of which is overdue, who hear a shot from a street away"""
    w, rows = _missed(seed, sets)
    a = w.a
    who = np.unique(w.owners(rows))
    streets = np.setdiff1d(np.flatnonzero(a("p_host") < 0), a("passage")[who])
    a("sound_who")[0], a("sound_passage")[0], a("sound_offset")[0] = w.leaders()[0], streets[0], 1.0
    a("sound_class")[0], a("sound_event")[0] = v.S_RIFLE, -1
    a("heard_by")[who], a("heard_level")[who] = 0, RIFLE_AT_EAR
    a("hearers")[: len(who)], a("hear_n")[0] = who, len(who)
    w.step("heed", t=2 * HOUR)
    return float(a("tie_alive")[rows].mean())


# --- company in flight -------------------------------------------------------------------------
def in_flight(seed: int, sets: Sections) -> float:
    """five of each of four bands, hardly known to each other, who flee one way for ten minutes"""
    w = District(seed, sets)
    a = w.a
    a("tie_strength")[w.rows()] = 0.1
    who = np.concatenate([w.of(g, 5) for g in range(1, BANDS + 1)])
    _run(w, who, 10.0 + 0.5 * np.arange(len(who)))
    for minute in range(10):
        a("threat_t")[who] = clock(10, minute - 1)
        w.step("company", t=clock(10, minute))
    return float((a("party")[who] >= 0).sum())


def _run(w: District, who: np.ndarray, offset: np.ndarray) -> None:
    """Let these run along the longest street from there (m), toward one place."""
    a = w.a
    w.street(who, 0.0)
    a("offset")[who], a("facing")[who], a("moving")[who] = offset, 1, True
    a("goal_passage")[who], a("goal_offset")[who] = a("passage")[who], 0.0
    a("goal_unit")[who], a("aim")[who] = 0, v.A_FLEE
    settle_lists(w.live)


def _cut_apart(seed: int, sets: Sections) -> District:
    """Of two who are close and moved together one has run on and the other hides."""
    w = District(seed, sets)
    a = w.a
    a("tie_strength")[w.rows()] = 0.9
    one, other = w.pairs()
    who = np.concatenate([one, other])
    _run(w, who, np.repeat([5.0 + LEAD, 5.0], len(one)))
    p = Party(*(a(n) for n in PARTY))
    for m, o in zip(one, other, strict=True):
        join(p, m, o)
    a("aim")[other], a("moving")[other] = v.A_HIDE, False
    a("threat_t")[who] = clock(9, 59)
    settle_lists(w.live)
    w.step("company", t=clock(10))
    return w


def as_one(seed: int, sets: Sections) -> float:
    """pairs who are close and move together, all of whom see a danger"""
    w = District(seed, sets)
    a = w.a
    a("tie_strength")[w.rows()] = 0.9
    one, other = w.pairs()
    _run(w, np.concatenate([one, other]), np.full(2 * len(one), 5.0))
    p = Party(*(a(n) for n in PARTY))
    wait = Pending(*(a(n) for n in PENDING))
    for m, o in zip(one, other, strict=True):
        join(p, m, o)
        for x in (m, o):
            a("aim")[x] = v.A_ROUTINE
            raise_occasion(wait, x, v.C_THREAT, -1, -1, clock(10))
    w.step("decide", t=clock(10))
    return float((a("aim")[one] == a("aim")[other]).sum())


def cut_apart(seed: int, sets: Sections) -> float:
    """pairs who fled together, one of whom runs on while the other hides"""
    return float(_cut_apart(seed, sets).count("parted"))


def going_back(seed: int, sets: Sections) -> float:
    """pairs who fled together, one of whom runs on while the other hides"""
    w = _cut_apart(seed, sets)
    w.step("decide", t=clock(10) + 30 * SECOND)
    return float(w.count("turned_back"))
