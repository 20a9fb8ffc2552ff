"""Strangers who dig: who hears a cry from under rubble weighs digging for them against going on.

For it speak nearness and a face (a child's cry most), a tie, a duty, the cries one has passed by;
against it the danger of half an hour more, those one has to lead out, one's own who are missing,
and that others dig already (mind/under_rubble_parameters.py). One's draw about one person stays,
so that a mind changes with what it knows. Passing by is noted, and weighs later. Who digs thinks
of it again every ten minutes, with the less hope the longer nobody was heard; the grown ones who
go with them dig too. Digging for one's own is of mind/gather_worth.py, and comes first.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of
from kinward.core.bundles import AIM, DECISIONS, EVENTS, PLACES, WISH
from kinward.core.choices import O_DIG, O_GIVE_UP, O_PASS
from kinward.core.clock import MINUTE
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.process import Process
from kinward.core.vocabulary import A_DIG, A_ON_DUTY, A_POST, A_ROUTINE, C_BELOW
from kinward.core.wish import Wish, go, stay
from kinward.mind import under_rubble_parameters as q
from kinward.mind import warned as w
from kinward.mind import warning_parameters as wq
from kinward.mind.gather_acts import AGAIN, is_free
from kinward.mind.gather_worth import DIGS, HANDS
from kinward.mind.menu import B, D, M, O, R, U, add, blank, choose, leave, report
from kinward.mind.self import tie_row
from kinward.mind.vocabulary import PASSED_BY

CHILD_AGE = 14  # years below which a cry is a child's (mind/acting.py)
CREW = 8  # people who find room at one heap, as far as one sees (digging.crew by default)


class Ear(NamedTuple):
    """The columns of who hears a cry from below, bundled inside the kernel."""

    passage: np.ndarray
    unit: np.ndarray
    offset: np.ndarray
    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    hurt: np.ndarray
    aim: np.ndarray
    party: np.ndarray
    party_next: np.ndarray
    warned_t: np.ndarray
    fear: np.ndarray  # the belief in the danger, as in mind/warned.py
    guide: np.ndarray
    think_t: np.ndarray
    tie_hope: np.ndarray
    tie_seen_t: np.ndarray
    tie_at: np.ndarray
    tie_at_off: np.ndarray
    tie_alive: np.ndarray
    tie_to: np.ndarray
    tie_strength: np.ndarray
    tie_end: np.ndarray
    tie_ptr: np.ndarray
    home: np.ndarray
    activity: np.ndarray
    post_passage: np.ndarray
    post_offset: np.ndarray
    key: np.ndarray
    age: np.ndarray
    role: np.ndarray
    household: np.ndarray
    h_ptr: np.ndarray
    h_member: np.ndarray
    work: np.ndarray
    school_of: np.ndarray
    hall_of: np.ndarray
    activity_unit: np.ndarray
    u_passage: np.ndarray
    u_off: np.ndarray
    p_safe: np.ndarray
    ruin_of: np.ndarray
    below_of: np.ndarray
    below_t: np.ndarray
    below_event: np.ndarray
    below_asked: np.ndarray
    below_asked_t: np.ndarray
    aids: np.ndarray
    digs_at: np.ndarray
    passed_by: np.ndarray
    aim_about: np.ndarray
    aim_until: np.ndarray
    aim_event: np.ndarray
    resume: np.ndarray
    carrying: np.ndarray
    carried_by: np.ndarray
    driving: np.ndarray
    moving: np.ndarray
    b_passage: np.ndarray
    b_off: np.ndarray


@nb.njit(cache=True)
def heed_below(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, aim, aim_about,
               aim_until, aim_event, think_t, below_asked, below_asked_t, aids, digs_at, passed_by,
               resume, ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts, de_beliefs,
               de_values, de_head, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n,
               offset, fate, gone, awake_mind, hurt, party, party_next, warned_t, believes, guide,
               tie_hope, tie_seen_t, tie_at, tie_at_off, tie_alive, tie_to, tie_strength, tie_end,
               home, activity_then, post_passage, post_offset, ruin_of, below_of, below_t,
               below_event, works_at,
               carrying, carried_by, driving, moving, tie_ptr, key, age, role, household, h_ptr,
               h_member, work, school_of, hall_of, activity_unit, u_passage, u_off, p_safe,
               b_passage, b_off, p_len, seed, danger_weights, warning_weights,
               option_on):  # fmt: skip
    """Let those who heard a cry from below make up their minds, and those who dig go on."""
    if par[q.ON] == 0.0:
        return
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    s = lend(Ear(passage, unit, offset, fate, gone, awake_mind, hurt, aim, party, party_next,
                 warned_t, believes, guide, think_t, tie_hope, tie_seen_t, tie_at, tie_at_off,
                 tie_alive, tie_to, tie_strength, tie_end, tie_ptr, home, activity_then,
                 post_passage, post_offset, key, age, role, household, h_ptr, h_member, work,
                 school_of, hall_of, activity_unit, u_passage, u_off, p_safe, ruin_of, below_of,
                 below_t, below_event,
                 below_asked, below_asked_t, aids, digs_at, passed_by, aim_about, aim_until,
                 aim_event, resume, carrying, carried_by, driving, moving, b_passage,
                 b_off))  # fmt: skip
    hands = np.zeros(b_off.size, np.int64)
    for m in range(aim.size):
        if aids[m] >= 0:
            _go_on(s, want, m, t)
        b = works_at[m] if aim[m] == A_POST else (aids[m] if aids[m] >= 0 else digs_at[m])
        if b >= 0 and (aim[m] == A_POST or aim[m] == A_DIG):
            hands[b] += 1
    menu = blank()
    for m in range(aim.size):
        o = below_of[m]
        if aids[m] >= 0 and guide[m] < 0 and t - below_asked_t[m] >= AGAIN:
            o = aim_about[m]
        elif aids[m] >= 0 or o < 0 or t - below_t[m] > MINUTE or not _is_asked(s, m, o, t):
            continue
        b = ruin_of[o]
        digs = aids[m] >= 0
        menu.n[0] = 0
        _weigh(menu, s, par, warning_weights, m, o, b, t, hands[b] - digs, digs)
        leave(menu, option_on, False)
        if menu.n[0] == 0:
            continue
        chosen, best, second = choose(menu, m, o, max(warned_t[m], 0), danger_weights, key, seed)
        code, new = menu.code[chosen], _is_new(s, m, o)
        below_asked_t[m] = t
        if new or digs:
            below_asked[m] = o
        n = below_event[m]
        if code == O_DIG and not digs:
            n = report(menu, chosen, m, C_BELOW, o, t, n, best, second, s, party, at, p_len.size,
                       ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts, de_beliefs,
                       de_values, de_head, np.empty(0))  # fmt: skip
            _start(s, want, m, o, b, n, t, hands)
        elif code == O_GIVE_UP:
            report(menu, chosen, m, C_BELOW, o, t, n, best, second, s, party, at, p_len.size,
                   ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts, de_beliefs,
                   de_values, de_head, np.empty(0))  # fmt: skip
            hands[b] -= 1
            _end(s, m, t)
        elif code == O_PASS and new:
            passed_by[m] += 1.5 if age[o] < CHILD_AGE else 1.0
            emit(ev_ints, ev_reals, ev_head, t, PASSED_BY, m, o, 0, place_of(at, m, p_len.size), -1,
                 _far(s, m, b), 0.0, n)  # fmt: skip


@lean
def _far(s, m, b):
    """Metres from m to the heap of b, along the street that both are on; else a guess."""
    return abs(s.offset[m] - s.b_off[b]) if s.passage[m] == s.b_passage[b] else w.REACH


@lean
def _fit(s, m):
    """Whether m could dig: grown, awake, on their feet, with free hands."""
    able = w.here(s, m) and s.awake_mind[m] and s.age[m] >= w.GROWN and s.hurt[m] < HANDS
    return able and s.carrying[m] < 0 and s.carried_by[m] < 0 and not s.driving[m]


@lean
def _is_asked(s, m, o, t):
    """Whether m, out of doors, has to make up their mind about the cry of o."""
    if s.unit[m] > 0 or s.guide[m] >= 0 or not _fit(s, m) or not is_free(s, m):
        return False
    if s.aim[m] == A_ON_DUTY or s.aim[m] == A_DIG or s.ruin_of[o] < 0:
        return False
    return _is_new(s, m, o) or t - s.below_asked_t[m] >= AGAIN


@lean
def _is_new(s, m, o):
    """Whether m has not thought of that heap yet, or hears a child there for the first time."""
    last = s.below_asked[m]
    if last < 0 or s.ruin_of[last] != s.ruin_of[o]:
        return True
    return s.age[o] < CHILD_AGE and s.age[last] >= CHILD_AGE


@lean
def _weigh(menu, s, par, says, m, o, b, t, others, digs):
    """Dig for o, or pass by; who digs already can give up."""
    add(menu, O_GIVE_UP if digs else O_PASS, o, 0)
    if others >= CREW and not digs:
        return
    left = max(0.1 * says[wq.TIME_LEFT], says[wq.TIME_LEFT] - (t - s.warned_t[m]) / 1000.0)
    lost = 1.0 - exp(-DIGS * 60.0 / left) if s.warned_t[m] >= 0 else 0.0
    own = 0.0
    for i in range(s.h_ptr[s.household[m]], s.h_ptr[s.household[m] + 1]):
        r = w.missing(s, m, s.h_member[i])
        if r >= 0:
            own += s.tie_strength[r] * s.tie_alive[r]
    face = par[q.CHILD] if s.age[o] < CHILD_AGE else 1.0
    hope = exp(-(t - s.below_t[m]) / 1000.0 / par[q.HOPES]) if s.below_t[m] >= 0 else 1.0
    row = tie_row(s, m, o)
    v = add(menu, O_DIG, o, 0)
    menu.parts[v, R] = -says[wq.LIFE] * s.fear[m] * lost
    menu.parts[v, B] = par[q.STRANGER] * face * exp(-_far(s, m, b) / par[q.NEAR]) * hope
    if row >= 0:
        menu.parts[v, B] += says[wq.FAMILY] * s.tie_strength[row] * hope
    menu.parts[v, D] = (
        -says[wq.DEPENDANTS] * w.dependants(s, m) * lost - says[wq.FAMILY] * own * lost
    )
    menu.parts[v, U] = says[wq.DUTY] if w.serves(s, m) and says[wq.SERVING] != 0.0 else 0.0
    menu.parts[v, O] = -par[q.DIFFUSES] * others
    menu.parts[v, M] = par[q.REGRETS] * min(s.passed_by[m], 4.0)


@lean
def _start(s, want, m, o, b, n, t, hands):
    """m, and the grown ones who go with m, go to the heap of b to dig for o."""
    x = s.party[m] if s.party[m] >= 0 else m
    while x >= 0:
        goes = x == m or w.together(s, m, x, w.REACH)
        if goes and _fit(s, x) and is_free(s, x) and s.aim[x] != A_ON_DUTY:
            s.aim[x], s.aim_about[x], s.aim_until[x], s.aim_event[x] = A_DIG, o, -1, n
            s.aids[x], s.digs_at[x], s.think_t[x] = b, -1, -1
            s.below_asked_t[x] = t
            hands[b] += 1
            go(want, x, s.b_passage[b], s.b_off[b], 0)
        elif goes and x != m:
            stay(want, x)
        x = s.party_next[x] if s.party[m] >= 0 else -1


@lean
def _go_on(s, want, m, t):
    """One who helps to dig: comes to the heap, goes on to the next who cries there, or ends."""
    b, o, g = s.aids[m], s.aim_about[m], s.guide[m]
    if s.aim[m] != A_DIG or not _fit(s, m) or o < 0 or s.household[o] == s.household[m]:
        s.aids[m] = -1  # something came between, or one digs for one's own now
        if s.aim[m] == A_DIG and not _fit(s, m):
            _end(s, m, t)
        return
    if g >= 0 and s.aids[g] != b:
        _end(s, m, t)
        return
    if s.ruin_of[o] != b:
        heard = s.below_of[m]
        if heard < 0 or s.ruin_of[heard] != b or t - s.below_t[m] > AGAIN:
            _end(s, m, t)
            return
        s.aim_about[m] = heard
    if s.digs_at[m] == b:
        return
    if s.passage[m] == s.b_passage[b] and s.unit[m] == 0 and _far(s, m, b) <= w.REACH:
        s.digs_at[m] = b
        stay(want, m)
    elif not s.moving[m] and want.wish[m] == 0:
        _end(s, m, t)  # there is no way to it


@lean
def _end(s, m, t):
    """m digs no more, and goes on with what the danger or the day asks."""
    s.aim[m], s.aim_about[m], s.aim_until[m] = A_ROUTINE, -1, -1
    s.aids[m], s.digs_at[m] = -1, -1
    if s.warned_t[m] < 0:
        s.resume[m] = True
    elif s.guide[m] < 0:
        s.think_t[m] = t


HEED_BELOW = Process(
    "heed_below", "minute", heed_below, section="below",
    writes=(*WISH, *AIM, "think_t", "below_asked", "below_asked_t", "aids", "digs_at", "passed_by",
            "resume", *EVENTS, *DECISIONS),
    reads=(*PLACES, "offset", "fate", "gone", "awake_mind", "hurt", "party", "party_next",
           "warned_t", "believes", "guide", "tie_hope", "tie_seen_t", "tie_at", "tie_at_off",
           "tie_alive", "tie_to", "tie_strength", "tie_end", "home", "activity_then",
           "post_passage", "post_offset", "ruin_of", "below_of", "below_t", "below_event",
           "works_at", "carrying", "carried_by", "driving", "moving"),
    fixed=("tie_ptr", "key", "age", "role", "household", "h_ptr", "h_member", "work", "school_of",
           "hall_of", "activity_unit", "u_passage", "u_off", "p_safe", "b_passage", "b_off",
           "p_len", "seed", "danger_weights", "warning_weights", "option_on"),
    meaning="who hears a cry from under rubble digs, or passes by",
    of="impact",
)  # fmt: skip
