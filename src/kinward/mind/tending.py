"""Tending: who bleeds or lies unconscious is seen to by themselves and by those beside them.

Nobody tends while fighting. Those kept in quarantine or on the ward are left to the medics there.
Within the wall the clinic calls in whoever can walk (society/zone/clinic.py).
"""

from __future__ import annotations

import numba as nb

from kinward.city.sight import Axes, distance
from kinward.core.bundles import AXES, PENDING
from kinward.core.clock import MINUTE
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_CHECKPOINT,
    A_CLINIC,
    A_FLEE,
    A_QUARANTINE,
    C_HURT,
    C_WOUNDED,
)
from kinward.mind import parameters as q
from kinward.mind.warned import BESIDE

BLEEDS = 2.0  # ml/min above which a wound is worth seeing to (assumed)
AGAIN = 10 * MINUTE  # ms until those beside somebody hurt think about it again (assumed)


@nb.njit(cache=True)
def tend(t, par, pending, pending_about, pending_event, pending_t, thinkers, think_n, word_of,
         word_event, word_t, tended_t, tie_to, tie_end, tie_strength, fate, gone, awake_mind,
         bleeding, foe, aim, aim_about, carrying, carried_by, passage, offset, unit, wound_event,
         warned_t, tie_ptr, partner_at_work, p_zone, p_axis, p_axis_off, p_axis_dir, axis_ptr,
         axis_passage, p_cell, p_ncell, p_len, check_unit):  # fmt: skip
    """Let the hurt, and those who see them, make up their minds about it."""
    if par[q.TENDS] == 0.0:
        return
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    for m in range(fate.size):
        if fate[m] != 0 or gone[m] or passage[m] < 0:
            continue
        if t - tended_t[m] < (AGAIN if unit[m] == 0 else 3 * AGAIN):  # under a roof less often
            continue
        if bleeding[m] < BLEEDS and awake_mind[m]:
            continue
        if carried_by[m] >= 0 or aim[m] == A_QUARANTINE or aim[m] == A_CLINIC:
            continue
        if aim[m] == A_CHECKPOINT or _among(unit[m], check_unit):
            continue  # the aid station sees to them
        asked = False
        alone = not p_zone[passage[m]] and warned_t[m] < 0  # in a danger: mind/gathering.py
        if alone and _free(m, fate, gone, awake_mind, foe, aim, carrying):
            raise_occasion(wait, m, C_HURT, m, wound_event[m], t)
            asked = True
        least = _third(m, unit, passage, tie_ptr, tie_end, tie_to, tie_strength)
        for r in range(tie_ptr[m] - 1, tie_end[m]):
            if r >= tie_ptr[m] and tie_strength[r] < least:
                continue  # in a full room those closest see to it
            o = tie_to[r] if r >= tie_ptr[m] else partner_at_work[m]
            if o < 0 or not _free(o, fate, gone, awake_mind, foe, aim, carrying):
                continue
            if passage[o] < 0:
                continue
            if warned_t[m] >= 0 and aim[o] == A_FLEE and aim_about[o] == m:
                continue  # they are leaving m
            if unit[m] > 0 or unit[o] > 0:
                beside = unit[m] == unit[o] and passage[m] == passage[o]
            else:
                beside = distance(ax, passage[m], offset[m], passage[o], offset[o]) <= BESIDE
            if beside:
                raise_occasion(wait, o, C_WOUNDED, m, wound_event[m], t)
                asked = True
        if asked:
            tended_t[m] = t


@lean
def _among(unit, units):
    found = False
    for i in range(units.size):
        found = found or units[i] == unit
    return found


@lean
def _third(m, unit, passage, tie_ptr, tie_end, tie_to, tie_strength):
    """Strength of the third strongest tie of m to somebody in m's room, 0 where there are fewer."""
    a, b, c = 0.0, 0.0, 0.0
    if unit[m] == 0:
        return 0.0
    for r in range(tie_ptr[m], tie_end[m]):
        o = tie_to[r]
        if unit[o] != unit[m] or passage[o] != passage[m]:
            continue
        x = tie_strength[r]
        if x > a:
            a, b, c = x, a, b
        elif x > b:
            b, c = x, b
        elif x > c:
            c = x
    return c


@lean
def _free(o, fate, gone, awake_mind, foe, aim, carrying):
    """Whether o could see to somebody: alive, awake, at liberty, with free hands and no foe."""
    return (
        fate[o] == 0
        and not gone[o]
        and awake_mind[o]
        and foe[o] < 0
        and carrying[o] < 0
        and aim[o] != A_QUARANTINE
        and aim[o] != A_CLINIC
    )


TEND = Process(
    "tend", "minute", tend, section="mind",
    writes=(*PENDING, "tended_t"),
    reads=("tie_to", "tie_end", "tie_strength", "fate", "gone", "awake_mind", "bleeding", "foe",
           "aim", "aim_about", "carrying",
           "carried_by",
           "passage", "offset", "unit", "wound_event", "warned_t"),
    fixed=("tie_ptr", "partner_at_work", "p_zone", *AXES, "p_len", "check_unit"),
    meaning="the hurt, and those beside them, see to wounds",
)  # fmt: skip
