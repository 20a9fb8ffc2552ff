"""Company: who flees the same way goes together, and a reflex cuts apart those who did (minute).

Strangers in one danger fall in with one another (shared fate, Drury et al. 2009), those with a tie
always do. Where the reflexes of people who move together differ, one runs, one hides, they lose
each other from sight; each then has to decide: go back, wait, go on (mind/worth.py).
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of
from kinward.city.sight import Axes, along, distance
from kinward.core.bundles import AIM, AXES, EVENTS, PARTY, PENDING, PLACES
from kinward.core.clock import MINUTE, SECOND
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.party import Party, join, leave, size
from kinward.core.process import Process
from kinward.core.purposes import FALLS_IN
from kinward.core.ties import row_of
from kinward.core.vocabulary import (
    A_FLEE,
    A_FOLLOW,
    A_GATE,
    A_HIDE,
    A_HOME,
    A_ROOF,
    A_ROUTINE,
    C_PARTED,
)
from kinward.mind import parameters as q
from kinward.mind.vocabulary import PARTED, PARTY_JOINED

FRESH = 5 * MINUTE  # a danger is fresh for so long (assumed)
NEXT_TO = 10.0  # m within which one falls in with somebody (assumed)
APART = 25.0  # m further than this one has lost the others from sight (assumed)
FOLLOWS = 20 * MINUTE  # ms for which one goes where another goes (assumed)
DEAR = 0.35  # strength of a tie from which a parting has to be thought about (assumed)
CLINGS = 0.5  # strength from which one goes where the other goes, not where one lives (assumed)
MANY = 6  # strangers fall in with at most so many (assumed)
DECIDES = 10  # years from which one decides to turn back (mind/deciding.py)
TAKES_IN = 20 * SECOND  # until one has noticed that somebody is missing (assumed)


class Folk(NamedTuple):
    """The columns of who is where and on the way where, bundled inside the kernel."""

    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    passage: np.ndarray
    offset: np.ndarray
    unit: np.ndarray
    facing: np.ndarray
    moving: np.ndarray
    driving: np.ndarray
    carrying: np.ndarray
    carried_by: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray
    goal_unit: np.ndarray
    tie_end: np.ndarray
    tie_to: np.ndarray
    tie_strength: np.ndarray
    tie_ptr: np.ndarray
    age: np.ndarray
    key: np.ndarray


@nb.njit(cache=True)
def go_together(t, par, party, party_next, party_n, hold, pending, pending_about, pending_event,
                pending_t, thinkers, think_n, word_of, word_event, word_t, aim, aim_about,
                aim_until, aim_event, company, ev_ints, ev_reals, ev_head, passage, unit, cell,
                facing, next_in, prev_in, first_in, cell_n, offset, fate, gone, awake_mind, moving,
                driving, carrying, carried_by, goal_passage, goal_offset, goal_unit, threat_t,
                tie_end, tie_to, tie_strength, tie_ptr, p_axis, p_axis_off, p_axis_dir, axis_ptr,
                axis_passage, p_cell, p_ncell, p_len, age, key, seed):  # fmt: skip
    """Let people in danger fall in with one another, or lose one another."""
    p = lend(Party(party, party_next, party_n, hold))
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    s = lend(Folk(fate, gone, awake_mind, passage, offset, unit, facing, moving, driving, carrying,
                  carried_by, goal_passage, goal_offset, goal_unit, tie_end, tie_to, tie_strength,
                  tie_ptr, age, key))  # fmt: skip
    for m in range(fate.size):
        if company[m] and (aim[m] == A_ROUTINE or aim[m] == A_GATE or not _able(s, m)):
            if carrying[m] < 0 and carried_by[m] < 0:
                leave(p, m)
                company[m] = False
        if threat_t[m] < 0 or t - threat_t[m] > FRESH or not _able(s, m):
            continue
        if party[m] >= 0:
            if par[q.PARTING] != 0.0 and carrying[m] < 0 and carried_by[m] < 0:
                o = _lost(s, ax, p, aim, m)
                if o >= 0:
                    leave(p, m)
                    company[m] = False
                    n = emit(ev_ints, ev_reals, ev_head, t, PARTED, m, o, 0,
                             place_of(at, m, p_len.size), -1, 0.0, 0.0, aim_event[m])  # fmt: skip
                    _miss(s, wait, m, o, n, t)
                    _miss(s, wait, o, m, n, t)
        elif par[q.COMPANY] != 0.0 and (aim[m] == A_FLEE or aim[m] == A_HOME):
            o = _beside(s, ax, at, p, aim, threat_t, t, par, m, seed)
            if o < 0:
                continue
            if not _same_way(s, m, o):
                if aim[o] == A_FOLLOW or not _leans(s, m, o):
                    continue
                aim[m], aim_about[m], aim_until[m] = A_FOLLOW, o, t + FOLLOWS
            n = join(p, m, o)
            company[m] = True
            company[o] = True
            emit(ev_ints, ev_reals, ev_head, t, PARTY_JOINED, m, o, n,
                 place_of(at, m, p_len.size), -1, 0.0, 0.0, aim_event[m])  # fmt: skip


@inner
def _able(s, m):
    """Whether m is alive, conscious and somewhere in the world."""
    return s.fate[m] == 0 and not s.gone[m] and s.passage[m] >= 0 and s.awake_mind[m]


@inner
def _reflex(aim):
    return aim == A_FLEE or aim == A_HIDE or aim == A_ROOF or aim == A_HOME


@inner
def _lost(s, ax, p, aim, m):
    """The dearest of those who moved with m, where m's reflex has cut m off from all of them.

    -1 where somebody is still with m, or m follows no reflex.
    """
    if not _reflex(aim[m]):
        return -1
    best, most = -1, -1.0
    o = p.party[m]
    while o >= 0:
        if o != m and _able(s, o):
            if s.unit[m] > 0 or s.unit[o] > 0:
                near = s.unit[m] == s.unit[o] and s.passage[m] == s.passage[o]
            else:
                near = distance(ax, s.passage[m], s.offset[m], s.passage[o], s.offset[o]) <= APART
            if near or _same_way(s, m, o):
                return -1
            r = row_of(s, m, o)
            bond = s.tie_strength[r] if r >= 0 else 0.0
            if bond > most or (bond == most and s.key[o] < s.key[best]):
                best, most = o, bond
        o = p.party_next[o]
    return best


@inner
def _same_way(s, m, o):
    """Whether m and o are on the way to one place."""
    if not s.moving[m] or not s.moving[o] or s.goal_unit[m] != s.goal_unit[o]:
        return False
    if s.goal_passage[m] != s.goal_passage[o]:
        return False
    return s.goal_unit[m] > 0 or abs(s.goal_offset[m] - s.goal_offset[o]) <= NEXT_TO


@inner
def _leans(s, m, o):
    """Whether m would go where o goes: a child with a grown one, else the younger of two."""
    r = row_of(s, m, o)
    if r < 0 or s.tie_strength[r] < CLINGS:
        return False
    return s.age[m] < s.age[o] or (s.age[m] == s.age[o] and s.key[m] > s.key[o])


@inner
def _beside(s, ax, at, p, aim, threat_t, t, par, m, seed):
    """Whom m falls in with: on m's street, going m's way, in the same danger; -1 nobody."""
    if s.unit[m] > 0 or not s.moving[m] or s.driving[m]:
        return -1
    who, _ = along(ax, at, s.offset, s.passage[m], s.offset[m], NEXT_TO)
    best, most = -1, -1.0
    for i in range(who.size):
        o = who[i]
        if o == m or not _able(s, o) or not s.moving[o] or s.driving[o]:
            continue
        if s.passage[o] != s.passage[m] or s.facing[o] != s.facing[m]:
            continue
        if aim[o] != A_FLEE and aim[o] != A_HOME and aim[o] != A_FOLLOW:
            continue
        if threat_t[o] < 0 or t - threat_t[o] > FRESH:
            continue
        r = row_of(s, m, o)
        bond = s.tie_strength[r] if r >= 0 else 0.0
        if bond < DEAR:
            if not _same_way(s, m, o) or size(p, o) >= MANY:
                continue
            if uniform(seed[0], FALLS_IN, s.key[m], s.key[o], t, 0) >= par[q.FALLS_IN]:
                continue
        if bond > most or (bond == most and s.key[o] < s.key[best]):
            best, most = o, bond
    return best


@inner
def _miss(s, wait, m, o, event, t):
    """m notices that o, who is dear to them, is not there any more."""
    r = row_of(s, m, o)
    if r >= 0 and s.tie_strength[r] >= DEAR and s.age[m] >= DECIDES and _able(s, m):
        raise_occasion(wait, m, C_PARTED, o, event, t + TAKES_IN)


GO_TOGETHER = Process(
    "company", "minute", go_together, section="mind",
    writes=(*PARTY, *PENDING, *AIM, "company", *EVENTS),
    reads=(*PLACES, "offset", "fate", "gone", "awake_mind", "moving", "driving", "carrying",
           "carried_by", "goal_passage", "goal_offset", "goal_unit", "threat_t", "tie_end",
           "tie_to", "tie_strength"),
    fixed=("tie_ptr", *AXES, "p_len", "age", "key", "seed"),
    meaning="people in one danger go together, or lose each other",
)  # fmt: skip
