"""Care: dressing wounds, taking somebody up to carry, setting them down.

The mind sets the aim (treat, carry) and sends the person; hands do the rest on arrival. Who is
carried takes no slot in the passage and moves with the carrier.
"""

from __future__ import annotations

import numba as nb

from kinward.body.vocabulary import CARRIED, SET_DOWN, TREATED
from kinward.city.places import Places, place_of, put_in, take_out
from kinward.core.bundles import AIM, EVENTS, PLACES, WISH
from kinward.core.clock import HOUR
from kinward.core.events import emit
from kinward.core.lean import inner, lean, shared
from kinward.core.lend import lend
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Switch
from kinward.core.vocabulary import (
    A_CARRY,
    A_DIG,
    A_EXPECT,
    A_FLEE,
    A_HELP,
    A_INDOORS,
    A_ON_DUTY,
    A_ROUTINE,
    A_TREAT,
)
from kinward.core.wish import Wish, go, go_to_gate, stay

BANDAGE, MEDKIT = 2, 3  # items
ARM = 3.0  # m within which hands reach


class Care(Parameters):
    """What hands do for the hurt."""

    dress: Switch = param(True, "wounds are dressed on the spot", "model page")
    carry: Switch = param(True, "people are taken up and carried", "stories")


DRESS, CARRY = range(2)


@nb.njit(cache=True)
def care(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
         wish_passage, wish_offset, wish_unit, wishers, wish_n, aim, aim_about, aim_until,
         aim_event, carrying, carried_by, blood_lost, bleeding, bleed_t, load, pace, think_t,
         ev_ints, ev_reals, ev_head, fate, gone, awake_mind, moving, home, warned_t, p_len, p_zone,
         no_wall, ward, u_passage, u_off, creature):  # fmt: skip
    """Let those whose aim is to treat or to carry do so, and the carried move along."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    n_pass = p_len.size
    for m in range(aim.size):
        if fate[m] != 0 or gone[m]:
            if carrying[m] >= 0 and not creature[m]:
                _let_go(m, at, offset, carrying, carried_by, gone)
            continue
        o = aim_about[m]
        if aim[m] == A_TREAT and o >= 0:
            if par[DRESS] == 0.0:
                aim[m], aim_until[m] = A_FLEE, t
            elif _together(m, o, passage, unit, offset):
                _treat(m, o, t, at, blood_lost, bleeding, bleed_t, load, aim, aim_until, fate,
                       ev_ints, ev_reals, ev_head, n_pass, aim_event)  # fmt: skip
        elif aim[m] == A_CARRY and o >= 0 and carrying[m] < 0:
            if par[CARRY] == 0.0 or fate[o] != 0 or gone[o] or carried_by[o] >= 0:
                aim_until[m] = t
                aim[m] = A_FLEE
            elif _together(m, o, passage, unit, offset):
                carrying[m] = o
                carried_by[o] = m
                stay(want, o)
                pace[m] *= 0.45
                emit(ev_ints, ev_reals, ev_head, t, CARRIED, m, o, 0, place_of(at, m, n_pass), -1,
                     0.0, 0.0, aim_event[m])  # fmt: skip
                aim[m] = A_FLEE
                aim_until[m] = t + HOUR
                if warned_t[m] >= 0:  # in a danger one thinks where to: mind/gathering.py
                    aim[m], aim_until[m], think_t[m] = A_ROUTINE, -1, t
                elif p_zone[passage[m]]:
                    u = ward[0]
                    go(want, m, u_passage[u], u_off[u], u)
                elif no_wall[0]:
                    u = home[m]
                    go(want, m, u_passage[u], u_off[u], u)
                else:
                    go_to_gate(want, m)
        if carrying[m] >= 0:
            c = carrying[m]
            if gone[c] or fate[c] != 0 or _rests(m, awake_mind, moving, warned_t, think_t, aim):
                _set_down(m, t, at, offset, carrying, carried_by, gone, ev_ints, ev_reals, ev_head,
                          n_pass, aim_event)  # fmt: skip
                pace[m] = 1.0
            else:
                _along(m, c, at, offset)


@lean
def _rests(m, awake_mind, moving, warned_t, think_t, aim):
    """Whether m sets down whom they carry: arrived, or in a danger where m stays or faints.

    Who stands there to think where to, or before a closed way, keeps them in their arms.
    """
    if warned_t[m] < 0:
        return not moving[m]
    if moving[m] or not awake_mind[m]:
        return not awake_mind[m]
    stays = aim[m] == A_EXPECT or aim[m] == A_ON_DUTY or aim[m] == A_DIG
    return stays or aim[m] == A_INDOORS or (aim[m] == A_ROUTINE and think_t[m] < 0)


@inner
def _together(m, o, passage, unit, offset):
    return passage[m] == passage[o] and unit[m] == unit[o] and abs(offset[m] - offset[o]) <= ARM


@shared
def _along(m, c, at, offset):
    """Put the carried where the carrier is."""
    take_out(at, c)
    at.passage[c] = at.passage[m]
    at.unit[c] = at.unit[m]
    at.cell[c] = at.cell[m]
    offset[c] = offset[m]
    at.facing[c] = 2
    put_in(at, c)


@inner
def _set_down(m, t, at, offset, carrying, carried_by, gone, ints, reals, head, n_pass, aim_event):
    c = carrying[m]
    _let_go(m, at, offset, carrying, carried_by, gone)
    if not gone[c]:
        emit(ints, reals, head, t, SET_DOWN, m, c, 0, place_of(at, m, n_pass), -1, 0.0, 0.0,
             aim_event[m])  # fmt: skip


@inner
def _let_go(m, at, offset, carrying, carried_by, gone):
    """m carries nobody any more: whom they carried is where they are."""
    c = carrying[m]
    if not gone[c]:
        _along(m, c, at, offset)
    carrying[m] = -1
    carried_by[c] = -1


@shared
def _treat(m, o, t, at, blood_lost, bleeding, bleed_t, load, aim, aim_until, fate, ints, reals,
           head, n_pass, aim_event):  # fmt: skip
    """Dress the wound of o with what m carries; a bandage stops nine tenths of the bleeding."""
    item = BANDAGE if load[m, BANDAGE] >= 1.0 else MEDKIT
    aim[m] = A_HELP  # done: back to what one was about (mind/aims.py)
    aim_until[m] = t
    if load[m, item] < 1.0 or fate[o] != 0 or bleeding[o] <= 0.0:
        return
    blood_lost[o] += bleeding[o] * (t - bleed_t[o]) / 60_000.0
    bleed_t[o] = t
    bleeding[o] *= 0.1 if item == BANDAGE else 0.02
    load[m, item] -= 1.0
    emit(ints, reals, head, t, TREATED, m, o if o != m else -1, 0, place_of(at, m, n_pass), item,
         bleeding[o], 0.0, aim_event[m])  # fmt: skip


CARE = Process(
    "care", "minute", care, section="care",
    writes=(PLACES[0], "offset", *PLACES[1:], *WISH, *AIM, "carrying", "carried_by",
            "blood_lost", "bleeding", "bleed_t", "load", "pace", "think_t", *EVENTS),
    reads=("fate", "gone", "awake_mind", "moving", "home", "warned_t"),
    fixed=("p_len", "p_zone", "no_wall", "ward", "u_passage", "u_off", "creature"),
    meaning="wounds are dressed, people taken up and carried",
)  # fmt: skip
