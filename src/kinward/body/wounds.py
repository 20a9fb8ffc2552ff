"""Wounds: blood is lost in closed form since the last event; slow wounds close by themselves.

Death at 40 % of the blood, unconsciousness at 30 % (ATLS classes of haemorrhage III and IV);
blood volume 70 ml/kg, here 4,900 ml for adults, less for children by age (assumed). What one
has lost is made up at 20 ml/h once nothing bleeds (assumed).
"""

from __future__ import annotations

import numba as nb

from kinward.body.vocabulary import BLED, UNCONSCIOUS
from kinward.city.places import Places, place_of, take_out
from kinward.core.bundles import EVENTS, PLACES
from kinward.core.clock import MINUTE
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Rate, Share, Switch
from kinward.core.vocabulary import BY_BLEEDING, DEAD, DIED


class Wounds(Parameters):
    """Bleeding and healing."""

    bleeding: Switch = param(True, "whether wounds bleed", "model page")
    death: Share = param(0.4, "share of the blood whose loss kills", "model page")
    faint: Share = param(0.3, "share whose loss costs consciousness", "ATLS class III to IV")
    clots: Rate = param("1 /h", "rate at which an undressed bleeding falls", "assumed")
    heals: Rate = param("0.1 /day", "rate at which what wounds cost in strength returns", "assumed")
    slow: Switch = param(True, "who is hurt is slower", "model page")


ON, DEATH, FAINT, CLOTS, HEALS, SLOW = range(6)


@inner
def blood_volume(age):
    """Blood of a person, ml."""
    return 4900.0 if age >= 15 else 900.0 + 265.0 * age


@nb.njit(cache=True)
def bleed(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n,
          blood_lost, bleeding, bleed_t, hurt, pace, fate, fate_t, gone, awake_mind,
          moving, foe, held_by, ev_ints, ev_reals, ev_head, hunger, stage,
          wound_event, carrying, age, unit_near):  # fmt: skip
    """Let everyone who is hurt bleed, faint, die or mend for a minute."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    for m in range(hurt.size):
        if gone[m] or fate[m] != 0:
            continue
        sound = hurt[m] <= 0.0 and bleeding[m] <= 0.0 and blood_lost[m] <= 0.0
        if sound and hunger[m] <= 0.0:
            continue
        whole = blood_volume(age[m])
        if par[ON] == 0.0:
            bleeding[m] = 0.0
        since = bleed_t[m]
        lost = blood_lost[m] + bleeding[m] * max(0, t - since) / 60_000.0
        if bleeding[m] > 0.0:
            blood_lost[m] = lost
            bleed_t[m] = t
            bleeding[m] *= 1.0 - par[CLOTS] * 60.0
            if bleeding[m] < 0.5 and lost < par[DEATH] * whole:
                bleeding[m] = 0.0
                emit(ev_ints, ev_reals, ev_head, t, BLED, m, -1, 0, place_of(at, m, unit_near.size),
                     -1, 0.0, lost, wound_event[m])  # fmt: skip
        else:
            blood_lost[m] = max(0.0, lost - 20.0 / 60.0)
            bleed_t[m] = t
            hurt[m] = max(0.0, hurt[m] - par[HEALS] * 60.0)
        share = lost / whole
        slowed = 0.7 * min(hurt[m], 1.0) if par[SLOW] != 0.0 else 0.0
        pace[m] = max(0.2, 1.0 - slowed - hunger[m]) * (0.8 if carrying[m] >= 0 else 1.0)
        if share >= par[DEATH]:
            # the moment within the minute at which the limit was passed
            over = (share - par[DEATH]) * whole / max(bleeding[m], 1.0)
            when = max(t - MINUTE, since, t - int(over * 60_000.0))
            emit(ev_ints, ev_reals, ev_head, when, DIED, m, -1, 0, place_of(at, m, unit_near.size),
                 BY_BLEEDING, share, 0.0, wound_event[m])  # fmt: skip
            fate[m] = DEAD
            fate_t[m] = when
            take_out(at, m)
            gone[m] = True
            moving[m] = False
            foe[m] = -1
        elif share >= par[FAINT] and awake_mind[m]:
            awake_mind[m] = False
            moving[m] = False
            foe[m] = -1
            emit(ev_ints, ev_reals, ev_head, t, UNCONSCIOUS, m, -1, 0,
                 place_of(at, m, unit_near.size), -1, share, 0.0, wound_event[m])  # fmt: skip
        elif share < 0.8 * par[FAINT] and not awake_mind[m]:
            awake_mind[m] = True


BLEED = Process(
    "bleed", "minute", bleed, section="wounds",
    writes=(*PLACES, "blood_lost", "bleeding", "bleed_t", "hurt", "pace", "fate", "fate_t",
            "gone", "awake_mind", "moving", "foe", "held_by", *EVENTS),
    reads=("hunger", "stage", "wound_event", "carrying"),
    fixed=("age", "unit_near"),
    meaning="blood is lost, wounds close, the worst kill",
)  # fmt: skip
