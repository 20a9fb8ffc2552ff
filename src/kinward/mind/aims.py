"""Aims: what people are about comes to its end, and another takes its place, minute by minute.

Who fled waits until it is quiet, who hid looks out, who went to fetch a child takes it home, who
followed lets go. Beyond the wall every aim ends at the gate or in the supply run it broke.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.sight import Axes
from kinward.core.bundles import AIM, AXES, EVENTS, PENDING, WISH
from kinward.core.clock import HOUR, MINUTE
from kinward.core.lean import inner, shared
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_CARRY,
    A_FETCH,
    A_FIGHT,
    A_FLEE,
    A_FOLLOW,
    A_GATE,
    A_HELP,
    A_HIDE,
    A_HOME,
    A_MOURN,
    A_REPORT,
    A_ROOF,
    A_ROUTINE,
    A_RUN,
    A_SHELTER,
    A_TREAT,
    A_WAIT,
    A_WAIT_OUT,
    C_LEARNED_BITE,
    C_THREAT,
    STAGE_IMMUNE,
    STAGE_ONE,
)
from kinward.core.wish import Wish, go_to_gate
from kinward.mind.acting import say, set_aim, to_person, to_unit
from kinward.mind.self import gap
from kinward.mind.vocabulary import CONFIDED, FOUND_ALIVE, HID

FAR = 100.0  # m from a foe past which one is rid of it (assumed)
QUIET = 5 * MINUTE  # without a sight or sound of them it is quiet (assumed)


class Circle(NamedTuple):
    """What the ends of aims depend on, bundled inside the kernel."""

    passage: np.ndarray
    offset: np.ndarray
    unit: np.ndarray
    fate: np.ndarray
    gone: np.ndarray
    on_run: np.ndarray
    carried_by: np.ndarray
    home: np.ndarray
    age: np.ndarray
    tie_ptr: np.ndarray
    tie_end: np.ndarray
    tie_to: np.ndarray
    tie_strength: np.ndarray
    tie_trust: np.ndarray
    u_passage: np.ndarray
    u_off: np.ndarray


class Aims(NamedTuple):
    """What changes when an aim does, bundled inside the kernel."""

    aim: np.ndarray
    aim_about: np.ndarray
    aim_until: np.ndarray
    aim_event: np.ndarray
    running: np.ndarray
    told: np.ndarray
    resume: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@nb.njit(cache=True)
def follow_aims(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, pending,
                pending_about, pending_event, pending_t, thinkers, think_n, word_of, word_event,
                word_t, aim, aim_about, aim_until, aim_event, running, foe, shelters, told, resume,
                sought, arrived, door_left, ev_ints, ev_reals, ev_head, tie_to, tie_strength, home,
                tie_end, passage, offset, unit, moving, fate, gone, awake_mind, bite_known, stage,
                alert, on_run, carried_by, threat_t, threat_who, tie_trust, p_axis, p_axis_off,
                p_axis_dir, axis_ptr, axis_passage, p_cell, p_ncell, p_len, age, tie_ptr, p_zone,
                no_wall, p_gate, u_passage, u_off, barricade):  # fmt: skip
    """Carry the aims of all people a minute further."""
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    s = lend(Circle(passage, offset, unit, fate, gone, on_run, carried_by, home, age, tie_ptr,
                    tie_end, tie_to, tie_strength, tie_trust, u_passage, u_off))  # fmt: skip
    a = lend(Aims(aim, aim_about, aim_until, aim_event, running, told, resume, ev_ints, ev_reals,
                  ev_head))  # fmt: skip
    n_pass = p_len.size
    for m in range(aim.size):
        if fate[m] != 0 or gone[m] or passage[m] < 0 or not awake_mind[m]:
            continue
        k = aim[m]
        at_gate, inside = p_gate[passage[m]], p_zone[passage[m]] or no_wall[0]
        if foe[m] >= 0 and (gone[foe[m]] or gap(s, ax, m, foe[m]) > FAR):
            foe[m] = -1  # out of reach behind a door, or long left behind
        if k == A_ROUTINE:
            lives_inside = p_zone[u_passage[home[m]]]
            if lives_inside and not inside and not at_gate and on_run[m] < 0:
                set_aim(a, m, A_FLEE, -1, t + HOUR, -1)  # nobody stays beyond the wall
                go_to_gate(want, m)
            continue
        over = 0 <= aim_until[m] <= t
        quiet = threat_t[m] < 0 or t - threat_t[m] > QUIET
        o = aim_about[m]
        if k == A_FLEE:
            if not inside:
                _in_by_gate(m, at_gate and arrived[m], moving[m], want, a)
            elif (over or arrived[m]) and quiet:
                _done(m, a)
        elif k == A_HIDE:
            if arrived[m] and unit[m] > 0 and not resume[m]:
                say(a, t, HID, m, -1, 0, _place(s, m, n_pass), -1, 0.0, aim_event[m])
                door_left[unit[m]] = max(door_left[unit[m]], barricade[0])
                arrived[m] = False
            if over and quiet:
                _next(m, t, inside, s, want, a)
        elif k == A_FIGHT or k == A_HELP:
            if foe[m] < 0 or over:
                foe[m] = -1
                x = threat_who[m]
                if not quiet and not over and x >= 0 and not gone[x] and alert[x] >= 2:
                    raise_occasion(wait, m, C_THREAT, x, aim_event[m], t)
                _next(m, t, inside or at_gate, s, want, a)
        elif k == A_GATE:
            if not inside and not at_gate and not moving[m]:  # driven off from it
                go_to_gate(want, m)
        elif k == A_RUN or k == A_WAIT or k == A_MOURN or k == A_ROOF or _tends(k):
            # no run any more: found by a party that was full, or left by the run
            if over or (k == A_RUN and on_run[m] < 0) or (_tends(k) and _is_past_help(s, o)):
                _next(m, t, inside or at_gate, s, want, a)
        elif k == A_HOME:
            if arrived[m] and unit[m] == home[m] and bite_known[m] and not told[m]:
                _confide(m, t, s, ax, wait, a, n_pass)
            if not inside:
                _in_by_gate(m, at_gate and arrived[m], moving[m], want, a)
            elif over and quiet:
                _done(m, a)
        elif k == A_FOLLOW:
            if o < 0 or gone[o] or fate[o] != 0 or over:
                _next(m, t, inside, s, want, a)
            elif passage[o] != passage[m] or unit[o] != unit[m] or abs(offset[o] - offset[m]) > 3:
                to_person(want, s, m, o)
            elif aim[o] == A_ROUTINE:
                _done(m, a)
        elif k == A_FETCH:
            _fetch(m, o, t, over, s, want, ax, a, arrived[m], n_pass)
        elif k == A_REPORT:
            if o >= 0 and o != m and arrived[m]:
                sought[o], over = True, True
            if over:
                _done(m, a)
        elif k == A_WAIT_OUT or k == A_SHELTER:
            if o < 0 or gone[o] or fate[o] != 0 or stage[o] == STAGE_IMMUNE:
                shelters[m] = -1
                _next(m, t, inside, s, want, a)
            elif stage[o] == STAGE_ONE and gap(s, ax, m, o) < 5.0 and t % (15 * MINUTE) == 0:
                raise_occasion(wait, m, C_LEARNED_BITE, o, aim_event[m], t)


@inner
def _tends(aim):
    """Whether one sees to somebody's wounds; body/care.py does it, where it can be done."""
    return aim == A_TREAT or aim == A_CARRY


@inner
def _is_past_help(s, o):
    return o < 0 or s.gone[o] or s.fate[o] != 0


@shared
def _done(m, a):
    """Back to the routine."""
    set_aim(a, m, A_ROUTINE, -1, -1, -1)
    a.resume[m] = True


@inner
def _in_by_gate(m, at_gate, moving, want, a):
    """Beyond the wall with nothing else to do: join the queue at the gate, or go there."""
    if moving:
        return
    if at_gate:
        set_aim(a, m, A_GATE, -1, -1, a.aim_event[m])
    else:
        go_to_gate(want, m)


@shared
def _next(m, t, inside, s, want, a):
    """After an interruption: the run goes on, or home through the gate, or the routine."""
    if s.on_run[m] >= 0:
        set_aim(a, m, A_RUN, -1, -1, a.aim_event[m])
    elif inside:
        _done(m, a)
    else:
        set_aim(a, m, A_FLEE, -1, t + HOUR, a.aim_event[m])
        a.running[m] = False
        go_to_gate(want, m)


@shared
def _place(s, m, n_pass):
    return n_pass + s.unit[m] if s.unit[m] > 0 else s.passage[m]


@inner
def _confide(m, t, s, ax, wait, a, n_pass):
    """At home with a known bite: show it to the closest grown person there."""
    best, strength = -1, 0.35
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if s.fate[o] != 0 or s.gone[o] or s.age[o] < 14 or s.tie_strength[r] <= strength:
            continue
        if gap(s, ax, m, o) <= 2.0 and s.tie_trust[r] > 0.0:
            best, strength = o, s.tie_strength[r]
    if best < 0:
        return
    a.told[m] = True
    n = say(a, t, CONFIDED, m, best, 0, _place(s, m, n_pass), -1, 0.0, a.aim_event[m])
    raise_occasion(wait, best, C_LEARNED_BITE, m, n, t + 2 * MINUTE)


@inner
def _fetch(m, o, t, over, s, want, ax, a, here, n_pass):
    """On the way to a child: take it along, look for it at home, or give up for now."""
    if o < 0 or over:
        _done(m, a)
        return
    x = s.carried_by[o]
    held = x >= 0 and s.fate[x] != 0  # in the grip of a creature: mind/pursuing.py
    if gap(s, ax, m, o) <= 3.0 and s.fate[o] == 0 and not held:
        say(a, t, FOUND_ALIVE, m, o, 0, _place(s, m, n_pass), -1, 1.0, a.aim_event[m])
        set_aim(a, o, A_FOLLOW, m, t + HOUR, a.aim_event[m])
        set_aim(a, m, A_HOME, o, t + HOUR, a.aim_event[m])
        to_unit(want, s, m, s.home[m])
        to_unit(want, s, o, s.home[m])
        a.running[m] = False
    elif here:
        if s.unit[m] != s.home[o]:
            to_unit(want, s, m, s.home[o])
        else:
            _done(m, a)


AIMS = Process(
    "aims", "minute", follow_aims, section="mind",
    writes=(*WISH, *PENDING, *AIM, "running", "foe", "shelters", "told", "resume", "sought",
            "arrived", "door_left", *EVENTS),
    reads=("tie_to", "tie_strength", "home", "tie_end", "passage", "offset", "unit", "moving",
           "fate", "gone", "awake_mind", "bite_known",
           "stage", "alert", "on_run", "carried_by", "threat_t", "threat_who", "tie_trust"),
    fixed=(*AXES, "p_len", "age", "tie_ptr", "p_zone", "no_wall", "p_gate",
           "u_passage", "u_off", "barricade"),
    meaning="what people are about comes to its end, and another aim takes its place",
)  # fmt: skip
