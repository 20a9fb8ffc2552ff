"""Pursuing: who runs after one whom the swarm took, who goes along, who lets them go (S7, S10).

Who sees one they hold to seized, or is told of it, decides at once; so do their friends beside
them, and all of them again at the mouth of the sewer, before the dark. Who goes gives up when the
way is lost, when hurt, or when hope is gone. threats/below.py leads them on.
"""

from __future__ import annotations

import numba as nb

from kinward.city.graph import PassageKind
from kinward.city.places import Places, place_of
from kinward.city.sight import Axes
from kinward.core.bundles import AIM, AXES, CHASE, DECISIONS, EVENTS, PARTY, PLACES
from kinward.core.chase import (
    AT_MOUTH,
    FREES,
    GOES_IN,
    LOST_WAY,
    NO_CHASE,
    RISES,
    RUNS,
    Chase,
    take_up,
)
from kinward.core.choices import O_FOLLOW, O_GO_IN, O_RUN_AFTER
from kinward.core.clock import MINUTE
from kinward.core.events import emit
from kinward.core.haze import sees_through
from kinward.core.hope import LEFT, LISTED, TAKEN
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.party import Party
from kinward.core.party import leave as part
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_COMES_UP,
    A_PURSUE,
    A_ROUTINE,
    ALIVE,
    C_GOES_AFTER,
    C_MOUTH,
    C_TAKEN,
    CAPTURED,
)
from kinward.mind import pursuit_parameters as q
from kinward.mind import taken_worth as worth
from kinward.mind.chaser import (
    NEAR,
    Ask,
    Chaser,
    Deeds,
    can_go,
    dependants,
    is_able,
    is_held,
    minutes,
    pick,
)
from kinward.mind.menu import blank
from kinward.mind.pursuit_vocabulary import (
    GAVE_UP_CHASE,
    LIES_DEAD,
    NO_HOPE,
    NOT_INTO_DARK,
    RAN_AFTER,
    TOLD_OF_TAKEN,
    TOO_HURT,
    WAY_LOST,
    WENT_WITH,
    WOULD_NOT_FOLLOW,
)
from kinward.mind.self import gap, is_fit, tie_row
from kinward.mind.vocabulary import FOUND_ALIVE

_SEWER = int(PassageKind.SEWER)


@nb.njit(cache=True)
def pursue(t, par, party, party_next, party_n, hold, chase, chasers, chase_n, in_chase, aim,
           aim_about, aim_until, aim_event, running, foe, guide, think_t, follows, saw_taken,
           tellers, tells, tell_n, taken_place, taken_off, tie_hope, resume, ev_ints, ev_reals,
           ev_head, de_rows, de_options, de_parts, de_beliefs, de_values, de_head, passage, unit,
           cell, facing, next_in, prev_in, first_in, cell_n, offset, fate, gone, awake_mind, hurt,
           load, fear, anger, grief, passed_by, believes, warned_t, carrying, carried_by, driving,
           grip_t, seized_event, smoke, sight_m, tie_end, tie_to, tie_strength, tie_trust,
           tie_alive, tie_seen_t, brood, tie_ptr, age, role, household, h_ptr, h_member, p_kind,
           p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_cell, p_ncell, p_len,
           danger_weights, option_on, key, seed):  # fmt: skip
    """Let those decide who see one of theirs taken, and carry every chase a second on."""
    if par[q.ON] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    p = lend(Party(party, party_next, party_n, hold))
    k = lend(Chase(chase, chasers, chase_n, in_chase))
    s = lend(Chaser(passage, offset, unit, fate, gone, awake_mind, hurt, load, fear, anger, grief,
                    passed_by, believes, warned_t, carrying, carried_by, driving, grip_t,
                    seized_event, smoke, sight_m, tie_end, tie_to, tie_strength, tie_trust,
                    tie_alive, tie_seen_t, tie_ptr, age, role, household, h_ptr, h_member, p_kind,
                    key))  # fmt: skip
    d = lend(Deeds(aim, aim_about, aim_until, aim_event, running, foe, guide, think_t, follows,
                   saw_taken, tellers, tells, tell_n, tie_hope, resume, ev_ints, ev_reals,
                   ev_head))  # fmt: skip
    de = lend(Ask(de_rows, de_options, de_parts, de_beliefs, de_values, de_head, danger_weights,
                  option_on, seed))  # fmt: skip
    menu = blank()
    for i in range(brood.size):
        c = carrying[brood[i]]
        if c >= 0 and grip_t[c] == t:
            taken_place[c], taken_off[c] = passage[c], offset[c]
            _seen_taken(c, t, par, menu, s, d, de, k, p, at, ax)
    n, begun = 0, chase_n[0]
    for i in range(begun):
        m = chasers[i]
        _go_on(m, t, par, menu, s, d, de, k, p, at, ax)
        if chase[m] != NO_CHASE:
            chasers[n] = m
            n += 1
        else:
            in_chase[m] = False
    for i in range(begun, chase_n[0]):  # who was found below meanwhile
        chasers[n] = chasers[i]
        n += 1
    chase_n[0] = n
    if t % MINUTE == 0 and par[q.TOLD] != 0.0:
        _tell(t, par, menu, s, d, de, k, p, at, ax)


@inner
def _seen_taken(c, t, par, menu, s, d, de, k, p, at, ax):
    """c was seized in this second: those who hold to c and see it make up their mind."""
    for r in range(s.tie_ptr[c], s.tie_end[c]):
        m = s.tie_to[r]
        if not is_able(s, m) or s.tie_strength[r] < par[q.DEAR]:
            continue
        far = min(par[q.SEES], s.sight_m[0])
        if s.unit[m] == 0:
            far = min(far, sees_through(s.smoke[at.cell[m]]))
        if gap(s, ax, m, c) <= far:
            _learn(m, c, par, s, d)
            if can_go(s, d, k, m, par):
                _decide(m, c, t, s.seized_event[c], par, menu, s, d, de, k, p, at, ax)


@lean
def _learn(m, c, par, s, d):
    """m knows from now on that c was taken, and looks for c nowhere else."""
    d.saw_taken[m] = c
    r = tie_row(s, m, c)
    if r >= 0:
        d.tie_hope[r] = (d.tie_hope[r] | LEFT | TAKEN) & ~LISTED
    if par[q.TOLD] != 0.0 and not d.tells[m]:
        d.tells[m] = True
        d.tellers[d.tell_n[0]] = m
        d.tell_n[0] += 1


@inner
def _decide(m, c, t, cause, par, menu, s, d, de, k, p, at, ax):
    """m knows that c was taken: run after c, or let c go."""
    menu.n[0] = 0
    worth.taken(menu, s, par, m, c, minutes(s, c, t), dependants(s, ax, m, c))
    code, n = pick(menu, m, c, t, C_TAKEN, cause, s, de, p, at, ax.p_len.size, d)
    if code != O_RUN_AFTER:
        return
    n = emit(d.ints, d.reals, d.head, t, RAN_AFTER, m, c, 0, place_of(at, m, ax.p_len.size), -1,
             minutes(s, c, t), 0.0, n)  # fmt: skip
    _set_out(m, c, -1, t, n, par, s, d, k, p)
    if par[q.COMPANIONS] == 0.0:
        return
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        f = s.tie_to[r]
        if f == c or d.saw_taken[f] == c or s.tie_strength[r] < par[q.DEAR]:
            continue
        x = tie_row(s, f, c)  # who holds to c as well decides for themselves
        if x >= 0 and s.tie_strength[x] >= par[q.DEAR]:
            continue
        if can_go(s, d, k, f, par) and gap(s, ax, f, m) <= par[q.BESIDE]:
            menu.n[0] = 0
            deps = dependants(s, ax, f, c)
            worth.friend_goes_after(menu, s, par, f, m, deps, 0.0)
            code, e = pick(menu, f, m, t, C_GOES_AFTER, n, s, de, p, at, ax.p_len.size, d)
            if code == O_FOLLOW:
                e = emit(d.ints, d.reals, d.head, t, WENT_WITH, f, m, c,
                         place_of(at, f, ax.p_len.size), -1, 0.0, 0.0, e)  # fmt: skip
                _set_out(f, c, m, t, e, par, s, d, k, p)
            elif code >= 0:
                _refuse(f, m, c, t, deps, e, d, at, ax)


@lean
def _refuse(f, o, c, t, deps, cause, d, at, ax):
    emit(d.ints, d.reals, d.head, t, WOULD_NOT_FOLLOW, f, o, c, place_of(at, f, ax.p_len.size),
         -1, deps, 0.0, cause)  # fmt: skip


@inner
def _set_out(m, c, friend, t, event, par, s, d, k, p):
    """m runs after c, away from those with whom m moved; of these another decides for the rest."""
    h = p.party[m]
    if h >= 0:
        other = p.party_next[m] if h == m else h
        part(p, m)
        _lead_on(m, other, t, s, d, k, p)
    d.guide[m] = -1
    d.aim[m], d.aim_about[m], d.aim_event[m] = A_PURSUE, c, event
    d.aim_until[m] = t + int(1000.0 * par[q.LASTS])
    d.running[m], d.foe[m], d.follows[m] = True, -1, friend
    take_up(k, m, RUNS)


@inner
def _lead_on(m, other, t, s, d, k, p):
    """Let the eldest fit one of those whom m led decide for them from now on."""
    best = -1
    x = p.party[other] if p.party[other] >= 0 else other
    first = x
    while x >= 0:
        led = d.guide[x] == m
        if led and is_fit(s, x) and k.chase[x] == NO_CHASE:
            if best < 0 or s.age[x] > s.age[best]:
                best = x
        x = p.party_next[x]
    x = first
    while x >= 0:
        if d.guide[x] == m:
            d.guide[x] = best if x != best else -1
            if s.warned_t[x] >= 0 and d.guide[x] < 0:
                d.think_t[x] = t
        x = p.party_next[x]


@inner
def _go_on(m, t, par, menu, s, d, de, k, p, at, ax):
    """One second of a chase: what m is about ends, or has to be decided."""
    state = k.chase[m]
    if s.fate[m] != ALIVE or s.gone[m] or s.carried_by[m] >= 0:
        k.chase[m] = NO_CHASE
        if d.aim[m] == A_PURSUE or d.aim[m] == A_COMES_UP:
            d.aim[m] = A_ROUTINE
        return
    below = s.p_kind[s.passage[m]] == _SEWER
    if state == NO_CHASE or state == RISES or d.aim[m] != A_PURSUE:
        if below:
            k.chase[m] = RISES
            d.aim[m] = A_COMES_UP
        else:
            _end(m, t, s, d, k)
        return
    c = d.aim_about[m]
    if s.fate[c] == ALIVE and not s.gone[c] and not is_held(s, c) and state != FREES:
        if gap(s, ax, m, c) <= 3.0:
            _have(m, c, t, below, s, d, k, at, ax)
            return
    elif s.fate[c] != ALIVE and s.fate[c] != CAPTURED and s.passage[c] == s.passage[m]:
        if abs(s.offset[c] - s.offset[m]) <= 3.0:
            _give_up(m, c, t, LIES_DEAD, below, s, d, k, at, ax)
            return
    if s.hurt[m] >= par[q.HURT] or not s.awake_mind[m]:
        _give_up(m, c, t, TOO_HURT, below, s, d, k, at, ax)
    elif t > d.aim_until[m]:
        _give_up(m, c, t, NO_HOPE, below, s, d, k, at, ax)
    elif state == LOST_WAY:
        _give_up(m, c, t, WAY_LOST, below, s, d, k, at, ax)
    elif state == AT_MOUTH:
        _at_mouth(m, c, t, par, menu, s, d, de, k, p, at, ax)


@lean
def _have(m, c, t, below, s, d, k, at, ax):
    """m has come to c, whom nothing holds any more."""
    n = emit(d.ints, d.reals, d.head, t, FOUND_ALIVE, m, c, 0, place_of(at, m, ax.p_len.size), -1,
             1.0, 0.0, d.aim_event[m])  # fmt: skip
    r = tie_row(s, m, c)
    if r >= 0:
        d.tie_hope[r] &= ~(LEFT | TAKEN)
    if below:
        d.aim_event[m], d.aim_event[c] = n, n
        take_up(k, m, RISES)
        take_up(k, c, RISES)
    else:
        _end(m, t, s, d, k)


@lean
def _give_up(m, c, t, why, below, s, d, k, at, ax):
    """m goes after c no more."""
    n = emit(d.ints, d.reals, d.head, t, GAVE_UP_CHASE, m, c, 0, place_of(at, m, ax.p_len.size),
             why, minutes(s, c, t), 0.0, d.aim_event[m])  # fmt: skip
    d.aim_event[m] = n
    if below:
        k.chase[m] = RISES
        d.aim[m] = A_COMES_UP
    else:
        _end(m, t, s, d, k)


@lean
def _end(m, t, s, d, k):
    """m is in the street again, and after nobody."""
    k.chase[m] = NO_CHASE
    if d.aim[m] != A_PURSUE and d.aim[m] != A_COMES_UP:
        return
    d.aim[m], d.aim_about[m], d.aim_until[m], d.aim_event[m] = A_ROUTINE, -1, -1, -1
    d.running[m], d.follows[m], d.resume[m] = False, -1, True
    if s.warned_t[m] >= 0 and d.guide[m] < 0:
        d.think_t[m] = t


@inner
def _at_mouth(m, c, t, par, menu, s, d, de, k, p, at, ax):
    """The way led down a manhole: m goes in, or not."""
    o = d.follows[m]
    deps = dependants(s, ax, m, c)
    menu.n[0] = 0
    if o >= 0 and k.chase[o] == NO_CHASE:
        _give_up(m, c, t, NO_HOPE, False, s, d, k, at, ax)
        return
    if o >= 0:
        if k.chase[o] == RUNS or k.chase[o] == AT_MOUTH:
            return  # waits for the friend
        worth.friend_goes_after(menu, s, par, m, o, deps, 1.0)
        code, n = pick(menu, m, o, t, C_GOES_AFTER, d.aim_event[m], s, de, p, at,
                        ax.p_len.size, d)  # fmt: skip
    else:
        others = 0.0
        for i in range(k.chase_n[0]):
            x = k.chasers[i]
            if x != m and d.aim_about[x] == c and k.chase[x] == GOES_IN:
                others = 1.0
        worth.mouth(menu, s, par, m, c, minutes(s, c, t), deps, others)
        code, n = pick(menu, m, c, t, C_MOUTH, d.aim_event[m], s, de, p, at, ax.p_len.size, d)
    if code == O_GO_IN or code == O_FOLLOW:
        k.chase[m] = GOES_IN
        d.aim_event[m] = n
        d.aim_until[m] = t + int(1000.0 * par[q.LASTS])
        return
    if code >= 0 and o >= 0:
        _refuse(m, o, c, t, deps, n, d, at, ax)
    d.aim_event[m] = n
    _give_up(m, c, t, NOT_INTO_DARK, False, s, d, k, at, ax)


@inner
def _tell(t, par, menu, s, d, de, k, p, at, ax):
    """Who knows of one who was taken tells those beside them who hold to the one."""
    n = 0
    for i in range(d.tell_n[0]):
        m = d.tellers[i]
        c = d.saw_taken[m]
        if s.fate[m] != ALIVE or s.gone[m] or not is_held(s, c):
            d.tells[m] = False
            continue
        d.tellers[n] = m
        n += 1
    d.tell_n[0] = n
    for i in range(n):
        m = d.tellers[i]
        c = d.saw_taken[m]
        if not is_able(s, m) or k.chase[m] != NO_CHASE:
            continue
        for r in range(s.tie_ptr[c], s.tie_end[c]):
            o = s.tie_to[r]
            if o == m or d.saw_taken[o] == c or s.tie_strength[r] < par[q.DEAR]:
                continue
            x = tie_row(s, o, c)
            if x >= 0 and d.tie_hope[x] & TAKEN:
                continue
            if not is_able(s, o) or gap(s, ax, m, o) > NEAR:
                continue
            e = emit(d.ints, d.reals, d.head, t, TOLD_OF_TAKEN, m, o, c,
                     place_of(at, m, ax.p_len.size), -1, minutes(s, c, t), 0.0,
                     s.seized_event[c])  # fmt: skip
            _learn(o, c, par, s, d)
            if can_go(s, d, k, o, par):
                _decide(o, c, t, e, par, menu, s, d, de, k, p, at, ax)


PURSUE = Process(
    "pursue", "second", pursue, section="pursuit",
    writes=(*PARTY, *CHASE, *AIM, "running", "foe", "guide", "think_t", "follows", "saw_taken",
            "tellers", "tells", "tell_n", "taken_place", "taken_off", "tie_hope", "resume",
            *EVENTS, *DECISIONS),
    reads=(*PLACES, "offset", "fate", "gone", "awake_mind", "hurt", "load", "fear", "anger",
           "grief", "passed_by", "believes", "warned_t", "carrying", "carried_by", "driving",
           "grip_t", "seized_event", "smoke", "sight_m", "tie_end", "tie_to", "tie_strength",
           "tie_trust", "tie_alive", "tie_seen_t"),
    fixed=("brood", "tie_ptr", "age", "role", "household", "h_ptr", "h_member", "p_kind", *AXES,
           "p_len", "danger_weights", "option_on", "key", "seed"),
    meaning="who sees one of theirs taken runs after them, or lets them go",
    when=("swarm_n", "chase_n", "tell_n"), of="swarm",
)  # fmt: skip
