"""Burdens: who leaves home with belongings, who drops them, who carries a child that is spent.

Of those grown ones who set out for safety from home a share `takes` carries a bag of between
`least` and `most`, drawn once; each kg takes `per_kg` of their speed. It is dropped when something
is behind one (one runs from it, fights, is held), and by who takes up a child.

A child under `small` years who has walked for `tires` without a rest is spent, one under `infant`
at once: the strongest of those beside it with whom it goes takes it on the shoulder, and is slower
by `slows`. body/care.py carries it along, and sets it down where they stay.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import place_number
from kinward.core.bundles import EVENTS, WISH
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.parameters import Parameters, param
from kinward.core.party import those_with
from kinward.core.process import Process
from kinward.core.purposes import BAG_WEIGHS, TAKES_BAG
from kinward.core.quantity import Duration, Probability, Real, Share, Switch, ms
from kinward.core.vocabulary import A_FLEE, A_HIDE, A_SAFETY
from kinward.core.wish import Wish, stay
from kinward.mind.burden_vocabulary import CARRIES, CHASED, DROPPED_BAG, ON_SHOULDER, TOOK_BAG

GROWN, OLD = 14, 65  # years from and to which one carries a bag, or a child (assumed)
HURT = 0.3  # loss of strength from which one does not (assumed)
REACH = 15.0  # m along a street within which one is with somebody (mind/warned.py)
REST = 5  # minutes of standing that count as a rest (assumed)


class Burdens(Parameters):
    """What people carry out of a danger."""

    on: Switch = param(False, "belongings are taken along, and tired children carried", "story")
    bags: Switch = param(True, "belongings are taken along", "story")
    takes: Probability = param(0.35, "share of the grown who leave home with a bag",
                               "ComRes for the Royal Aeronautical Society 2018: 35% would take "
                               "belongings out of a burning aircraft (stated)")  # fmt: skip
    least: Real = param(4, "lightest bag, kg", "assumed", ge=0, le=60)
    most: Real = param(18, "heaviest bag, kg", "assumed", ge=0, le=60)
    per_kg: Share = param(0.01, "share of the speed that each kg takes", "assumed")
    drops: Switch = param(True, "who is chased or takes up a child drops it", "story")
    shoulders: Switch = param(True, "small children who are spent are carried", "story")
    small: Real = param(6, "age from which a child is not carried, years", "issue", ge=0, le=14)
    infant: Real = param(2, "who is younger is taken up as soon as they would have to walk, years",
                         "assumed", ge=0, le=14)  # fmt: skip
    tires: Duration = param("20 min", "a small child is spent after walking so long", "assumed",
                            ge="1 min", le="10 h")  # fmt: skip
    slows: Share = param(0.2, "share of the speed that a child on the shoulder takes",
                         "as for the wounded (body/wounds.py)")  # fmt: skip


def burdens(t: int, par: Burdens, c: Any) -> None:
    """One minute of bags and small children."""
    if not par.on or c.danger_t[0] < 0:
        return
    here = (c.fate == 0) & ~c.gone & (c.passage >= 0)
    if par.bags:
        _take_bags(c, t, par, here)
    if par.drops:
        _drop_bags(c, t, par, here)
    if par.shoulders:
        _shoulders(c, t, par, here)


def _take_bags(c: Any, t: int, par: Burdens, here: np.ndarray) -> None:
    """Those who set out for safety from home in this minute take a bag along, or none."""
    leaves = here & (c.aim == A_SAFETY) & (c.unit > 0) & (c.unit == c.home) & (c.bag_t < 0)
    able = c.awake_mind & (c.age >= GROWN) & (c.age < OLD) & (c.hurt < HURT) & (c.carried_by < 0)
    for m in np.flatnonzero(leaves & able & (c.carrying < 0)).tolist():
        c.bag_t[m] = t
        if uniform(c.seed[0], TAKES_BAG, c.key[m], np.uint64(0), 0, 0) >= par.takes:
            continue
        u = float(uniform(c.seed[0], BAG_WEIGHS, c.key[m], np.uint64(0), 0, 0))
        c.bag_kg[m] = par.least + u * max(0.0, par.most - par.least)
        _say(c, t, TOOK_BAG, m, -1, -1, float(c.bag_kg[m]), 0.0)
        _weigh(c, par, m, 1.0)


def _weigh(c: Any, par: Burdens, m: int, sign: float) -> None:
    """m is slower by the bag from now on (1), or no more (-1)."""
    factor = max(0.3, 1.0 - par.per_kg * float(c.bag_kg[m])) ** sign
    c.free_speed[m] *= factor
    c.run_speed[m] *= factor


def _drop_bags(c: Any, t: int, par: Burdens, here: np.ndarray) -> None:
    """Who is chased, or carries somebody, drops the bag."""
    chased = (c.aim == A_FLEE) | (c.aim == A_HIDE) | (c.foe >= 0) | (c.held_by >= 0)
    burdened = c.carrying >= 0
    for m in np.flatnonzero(here & (c.bag_kg > 0) & (chased | burdened)).tolist():
        _drop(c, t, par, m, CARRIES if burdened[m] else CHASED)


def _drop(c: Any, t: int, par: Burdens, m: int, why: int) -> None:
    _say(c, t, DROPPED_BAG, m, -1, why, float(c.bag_kg[m]), (t - int(c.bag_t[m])) / MINUTE)
    _weigh(c, par, m, -1.0)
    c.bag_kg[m] = 0.0


def _shoulders(c: Any, t: int, par: Burdens, here: np.ndarray) -> None:
    """Small children tire as they walk, rest as they stand, and are taken up when spent."""
    small = here & (c.age < par.small) & c.awake_mind
    walks = small & c.moving & (c.carried_by < 0)
    c.afoot_t[walks] += MINUTE
    c.rested[walks] = 0
    c.rested[small & ~walks] += 1
    fresh = small & (c.rested >= REST)
    c.afoot_t[fresh] = 0
    c.rested[fresh] = 0
    spent = (c.afoot_t >= ms(par.tires)) | (c.age < par.infant)
    for m in np.flatnonzero(walks & spent & (c.party >= 0)).tolist():
        o = _strongest(c, m)
        if o < 0:
            continue
        _say(c, t, ON_SHOULDER, o, m, -1, float(c.afoot_t[m]) / MINUTE, 0.0)
        if c.bag_kg[o] > 0 and par.drops:
            _drop(c, t, par, o, CARRIES)
        c.carrying[o], c.carried_by[m] = m, o
        c.pace[o] *= 1.0 - par.slows
        c.afoot_t[m] = 0
        stay(Wish(*(getattr(c, n) for n in WISH)), m)


def _strongest(c: Any, m: int) -> int:
    """The strongest of those with whom m goes who is beside m and has both arms free; -1 none."""
    who = those_with(c, m)
    who = who[(c.fate[who] == 0) & ~c.gone[who]]
    ok = (c.age[who] >= GROWN) & (c.age[who] < OLD) & (c.hurt[who] < HURT) & c.awake_mind[who]
    ok &= (c.carrying[who] < 0) & (c.carried_by[who] < 0) & (c.foe[who] < 0)
    ok &= (c.passage[who] == c.passage[m]) & (c.unit[who] == c.unit[m])
    who = who[ok & (np.abs(c.offset[who] - c.offset[m]) <= REACH)]
    return int(who[np.lexsort((c.key[who], -c.run_speed[who]))[0]]) if len(who) else -1


def _say(
    c: Any, t: int, kind: int, m: int, o: int, what: int, value: float, value2: float
) -> None:  # fmt: skip
    place = place_number(c, m)
    emit(c.ev_ints, c.ev_reals, c.ev_head, t, kind, m, o, 0, place, what, value, value2,
         int(c.aim_event[m]))  # fmt: skip


BURDENS = Process(
    "burdens", "minute", burdens, section="burdens", python=True,
    writes=(*EVENTS, *WISH, "bag_t", "bag_kg", "afoot_t", "rested", "free_speed", "run_speed",
            "pace", "carrying", "carried_by"),
    reads=("fate", "gone", "passage", "unit", "offset", "awake_mind", "hurt", "aim", "aim_event",
           "home", "moving", "foe", "held_by", "party", "party_next", "danger_t"),
    fixed=("age", "key", "seed", "p_len"),
    meaning="belongings are taken along and dropped, spent children carried",
    of="burdens",
)  # fmt: skip
