"""Acting: what a choice means for body and aim. Society completes what its institutions must."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.places import place_of, take_out
from kinward.core.choices import (
    O_CARRY,
    O_FETCH,
    O_FIGHT,
    O_FLEE,
    O_GIVE_UP,
    O_HELP,
    O_HIDE,
    O_HOME,
    O_LEAVE,
    O_OBEY,
    O_PASS,
    O_PROTOCOL,
    O_REPORT,
    O_ROOF,
    O_SEARCH,
    O_SHELTER,
    O_STAY,
    O_TREAT,
    O_TURN_BACK,
    O_VOLUNTEER,
    O_WAIT,
    O_WAIT_OUT,
    answer,
)
from kinward.core.clock import HOUR, MINUTE
from kinward.core.deeds import D_BETRAYED, D_CAME_BACK, D_HELPED, D_HID, D_LEFT, D_PASSED_BY, did
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.occasion import raise_occasion
from kinward.core.vocabulary import (
    A_CARRY,
    A_ENFORCE,
    A_FETCH,
    A_FIGHT,
    A_FLEE,
    A_HELP,
    A_HIDE,
    A_HOME,
    A_MOURN,
    A_REPORT,
    A_ROOF,
    A_SHELTER,
    A_TREAT,
    A_WAIT,
    A_WAIT_OUT,
    BY_OWN_HAND,
    C_ALARM,
    C_GATE,
    C_LEARNED_BITE,
    C_ORDERED,
    C_OVERDUE,
    C_PARTED,
    DEAD,
    DIED,
)
from kinward.core.wish import go, go_to_gate, stay
from kinward.mind.self import way_up
from kinward.mind.vocabulary import (
    CONFIDED,
    HELPED,
    LEFT_BEHIND,
    LOST_HOPE,
    PASSED_BY,
    SHELTERED,
    TOOK_OWN_LIFE,
    TURNED_BACK,
)


class Act(NamedTuple):
    """The columns that acting writes, bundled inside the kernel."""

    aim: np.ndarray
    aim_about: np.ndarray
    aim_until: np.ndarray
    aim_event: np.ndarray
    running: np.ndarray
    foe: np.ndarray
    fires: np.ndarray
    shelters: np.ndarray
    told: np.ndarray
    volunteers_for: np.ndarray
    passed_by: np.ndarray
    grief: np.ndarray
    love: np.ndarray
    tie_alive: np.ndarray
    tie_state: np.ndarray
    fate: np.ndarray
    fate_t: np.ndarray
    gone: np.ndarray
    ward: np.ndarray
    school: np.ndarray
    answer: np.ndarray
    answer_to: np.ndarray
    answer_about: np.ndarray
    answer_event: np.ndarray
    answerers: np.ndarray
    answer_n: np.ndarray
    deed_who: np.ndarray
    deed_whom: np.ndarray
    deed_kind: np.ndarray
    deed_event: np.ndarray
    deed_could: np.ndarray
    deed_n: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@lean
def say(a, t, kind, m, o, k, place, what, value, cause):
    """Emit an event of the mind; returns its number of emission."""
    return emit(a.ints, a.reals, a.head, t, kind, m, o, k, place, what, value, 0.0, cause)


@lean
def _judged(a, t, kind, m, o, place, cause, deed, could):
    """Emit an event that others judge as a deed of m to o."""
    n = emit(a.ints, a.reals, a.head, t, kind, m, o, 0, place, -1, 0.0, 0.0, cause)
    did(a, m, o, deed, n, could)


@lean
def set_aim(a, m, aim, about, until, event):
    """Let m be about something else from now on."""
    a.aim[m] = aim
    a.aim_about[m] = about
    a.aim_until[m] = until
    a.aim_event[m] = event


@lean
def to_unit(want, s, m, u):
    """Send m into unit u."""
    go(want, m, s.u_passage[u], s.u_off[u], u)


@lean
def to_person(want, s, m, o):
    """Send m to where o is, or to o's home if o is nowhere any more."""
    if s.passage[o] >= 0:
        go(want, m, s.passage[o], s.offset[o], s.unit[o])
    else:
        to_unit(want, s, m, s.home[o])


@lean
def act(m, t, occasion, code, about, place, loud, event, s, at, want, wait, a, hide_ms, n_pass):
    """Carry out option `code` of person m, chosen at t (ms) by event number `event`.

    `loud`: so many are upon them that silence no longer saves, and firearms may be used.
    """
    inside = s.p_zone[s.passage[m]] or s.no_wall[0]
    here = place_of(at, m, n_pass)
    if occasion == C_GATE:  # society/zone/gate.py carries it out
        answer(a, m, occasion, code, about, event)
    elif code == O_FLEE or code == O_LEAVE:
        if code == O_LEAVE:
            _judged(a, t, LEFT_BEHIND, m, about, here, event, D_LEFT, 1.0 - 0.5 * s.fear[m])
        set_aim(a, m, A_FLEE, about, t + 20 * MINUTE, event)
        a.foe[m] = -1
        a.running[m] = True
        _in_or_gate(want, s, m, s.home[m], inside)
    elif code == O_ROOF:
        _up(m, about, t, event, s, want, a)
    elif code == O_HIDE:
        set_aim(a, m, A_HIDE, about, t + hide_ms, event)
        a.foe[m] = -1
        a.running[m] = occasion != C_ALARM
        if place > 0:
            to_unit(want, s, m, place)
    elif code == O_FIGHT:
        set_aim(a, m, A_FIGHT, about, t + 2 * MINUTE, event)
        _take_on(m, about, loud, s, want, a)
    elif code == O_HELP:
        set_aim(a, m, A_HELP, about, t + 3 * MINUTE, event)
        x = s.held_by[about]
        if x < 0:
            x = s.threat_who[m]
        a.running[m] = True
        to_person(want, s, m, about)
        if x >= 0 and not s.gone[x]:
            a.foe[m] = x
            a.fires[m] = loud or s.load[m, 11] + s.load[m, 12] < 1.0
        a.passed_by[m] = max(0.0, a.passed_by[m] - 1.0)
        _judged(a, t, HELPED, m, about, here, event, D_HELPED, 1.0)
    elif code == O_PASS:
        a.passed_by[m] += 1.5 if s.age[about] < 14 else 1.0
        _judged(a, t, PASSED_BY, m, about, here, event, D_PASSED_BY, 0.6)
    elif code == O_REPORT:
        set_aim(a, m, A_REPORT, m if about < 0 else about, t + 3 * HOUR, event)
        a.running[m] = False
        _in_or_gate(want, s, m, a.ward[0] if a.ward[0] > 0 else s.home[m], inside)
        if about >= 0:
            did(a, m, about, D_BETRAYED, event, 0.7)
    elif code == O_HOME:
        set_aim(a, m, A_HOME, -1, t + 6 * HOUR, event)
        _in_or_gate(want, s, m, s.home[m], inside)
    elif code == O_PROTOCOL and about < 0:
        _end(m, t, event, here, at, want, a)
    elif code == O_PROTOCOL or (code == O_OBEY and occasion == C_ORDERED):
        set_aim(a, m, A_ENFORCE, about, t + 2 * HOUR, event)
        to_person(want, s, m, about)
    elif code == O_OBEY and occasion == C_ALARM:
        set_aim(a, m, A_HOME, -1, t + HOUR, event)
        a.running[m] = True
        to_unit(want, s, m, s.home[m])
    elif code == O_WAIT_OUT or code == O_SHELTER:
        _together(m, about, t, code, event, inside, here, s, want, wait, a)
    elif code == O_WAIT:
        for_ = 10 * MINUTE if occasion == C_PARTED else 2 * HOUR
        set_aim(a, m, A_WAIT, about, t + for_, event)
        if occasion == C_OVERDUE and inside and s.on_run[m] < 0:
            go_to_gate(want, m)
        else:
            stay(want, m)
    elif code == O_SEARCH or code == O_VOLUNTEER:
        _offer(m, occasion, code, about, event, s, a)
    elif code == O_GIVE_UP:
        _give_up(m, about, t, event, s, a)
    elif code == O_TREAT or code == O_CARRY:
        set_aim(a, m, A_TREAT if code == O_TREAT else A_CARRY, about, t + 20 * MINUTE, event)
        to_person(want, s, m, about)
    elif code == O_FETCH:
        set_aim(a, m, A_FETCH, about, t + HOUR, event)
        a.running[m] = True
        to_unit(want, s, m, a.school[0] if s.age[about] >= 3 and a.school[0] > 0 else s.home[about])
    elif code == O_TURN_BACK:
        set_aim(a, m, A_FETCH, about, t + 30 * MINUTE, event)
        a.running[m] = True
        to_person(want, s, m, about)
        _judged(a, t, TURNED_BACK, m, about, here, event, D_CAME_BACK, 1.0)
    elif code == O_STAY and place > 0:
        set_aim(a, m, A_MOURN, about, t + 12 * HOUR, event)
        if inside:
            to_unit(want, s, m, place)


@lean
def _end(m, t, event, here, at, want, a):
    """m obeys the protocol by their own hand."""
    n = say(a, t, TOOK_OWN_LIFE, m, -1, 0, here, -1, 0.0, event)
    say(a, t, DIED, m, -1, 0, here, BY_OWN_HAND, 0.0, n)
    a.fate[m] = DEAD
    a.fate_t[m] = t
    take_out(at, m)
    stay(want, m)
    a.gone[m] = True
    a.foe[m] = -1


@lean
def _offer(m, occasion, code, about, event, s, a):
    """m offers to look for somebody: the zone sends a search, elsewhere one goes."""
    a.volunteers_for[m] = s.on_run[about]
    if s.no_wall[0]:
        answer(a, m, occasion, code, about, event)


@lean
def _in_or_gate(want, s, m, u, inside):
    """Send m into unit u within the wall; from beyond it to the nearest gate."""
    if inside:
        to_unit(want, s, m, u)
    else:
        go_to_gate(want, m)


@lean
def _up(m, about, t, event, s, want, a):
    """Run for the roofs; body/climbing.py leads on from there."""
    set_aim(a, m, A_ROOF, about, t + 20 * MINUTE, event)
    a.foe[m] = -1
    a.running[m] = True
    i = way_up(s, m)[0]
    if i >= 0:
        go(want, m, s.up_at[i], s.p_len[s.up_at[i]], 0)


@lean
def _take_on(m, x, loud, s, want, a):
    """Turn on infected x: with a firearm where blades will not do, else close in."""
    a.foe[m] = x
    blade = s.load[m, 11] + s.load[m, 12] >= 1.0
    # a shot saves now and calls the next ones: blades as long as they do (story K9)
    a.fires[m] = loud or not blade
    if x >= 0 and s.passage[x] >= 0 and not a.fires[m]:
        a.running[m] = False
        to_person(want, s, m, x)
    elif s.unit[m] == 0:
        stay(want, m)


@lean
def _together(m, o, t, code, event, inside, here, s, want, wait, a):
    """Two people stay together with a bite between them, and go where nobody looks."""
    u = s.home[m]
    if not inside:
        u = s.unit[m]
    known = a.shelters[m] == o
    a.shelters[m] = o
    a.shelters[o] = m
    if code == O_WAIT_OUT:
        set_aim(a, m, A_WAIT_OUT, o, -1, event)
        if s.bite_known[m] and not a.told[m]:
            a.told[m] = True
            n = say(a, t, CONFIDED, m, o, 0, here, -1, 0.0, event)
            raise_occasion(wait, o, C_LEARNED_BITE, m, n, t + MINUTE)
        a.love[m] = max(a.love[m], 0.6)
    else:
        set_aim(a, m, A_SHELTER, o, -1, event)
        if not known:
            _judged(a, t, SHELTERED, m, o, here, event, D_HID, 1.0)
        set_aim(a, o, A_HIDE, m, t + 72 * HOUR, event)
        if inside and u > 0:
            to_unit(want, s, o, u)
    if u > 0:
        to_unit(want, s, m, u)


@lean
def _give_up(m, o, t, event, s, a):
    """Stop believing that o lives."""
    lo, hi = s.tie_ptr[m], s.tie_end[m]
    for r in range(lo, hi):
        if s.tie_to[r] == o and a.tie_state[r] != 3:
            say(a, t, LOST_HOPE, m, o, 0, -1, -1, a.tie_alive[r], event)
            a.tie_alive[r] = 0.0
            a.tie_state[r] = 3
            a.grief[m] = min(1.0, a.grief[m] + 0.7 * s.tie_strength[r])
