"""An officer's discretion: seats out of turn for a household, if one grown member stays to serve.

While more people wait at a checkpoint than the next transport has seats, an officer makes such an
offer at the rate `promise_rate`, to a household of those who may board that has another grown one
to go with its children. The officer is the soldier or officer on duty there with the lowest key;
where there is none, the offer is that of the checkpoint itself. The one asked decides
(mind/boarding.py): with a yes they stay on the barricade, and the others board before everyone.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import place_number
from kinward.core.bundles import PARTY
from kinward.core.choices import O_SERVE
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.few import one_of
from kinward.core.math import exp
from kinward.core.party import Party, leave
from kinward.core.vocabulary import A_CHECKPOINT, A_ON_DUTY, OFFICER, SOLDIER
from kinward.society.acts import note
from kinward.society.checkpoint import comers
from kinward.society.checkpoint.columns import FREE, HELD_BACK, SERVES
from kinward.society.checkpoint.parameters import Checkpoint
from kinward.society.checkpoint.purposes import PROMISE_MADE, PROMISE_TO
from kinward.society.checkpoint.vocabulary import SEAT_OFFERED, STAYED_TO_SERVE

TO_SERVE = 3  # column cp_asked
ABLE = (18, 60)  # years from and to which somebody is asked to serve (assumed)
SOUND = 0.3  # loss of strength above which nobody is asked (assumed)
NEAR = 30.0  # m along the street within which an officer is at the checkpoint (assumed)

PROMISE_READS = ("hurt", "offset")
PROMISE_FIXED = ("role", "seed", "check_passage", "check_off")


def promise(c: Any, t: int, p: Checkpoint, g: int) -> None:
    """Make an offer at checkpoint g, if it comes to one in this minute."""
    if not p.promises or p.seats == 0 or p.promise_rate <= 0.0:
        return
    waiting = len(comers.at(c, g, FREE, HELD_BACK))
    chance = 1.0 - float(exp(-p.promise_rate * MINUTE / 1000.0))
    if waiting <= p.seats or _draw(c, PROMISE_MADE, g, t) >= chance:
        return
    asked = [(who, m) for who in comers.free_groups(c, g) if (m := _to_be_asked(c, who)) >= 0]
    if not asked:
        return
    asked.sort(key=lambda one: int(c.key[one[1]]))
    who, m = asked[int(_draw(c, PROMISE_TO, g, t) * len(asked))]
    rows = comers.at(c, g, FREE, HELD_BACK)
    ahead = int((c.cp_t[rows] <= c.cp_t[who].min()).sum())
    hours = (ahead // p.seats + 1) * p.every / 3600.0
    c.cp_promised_by[m] = officer = _officer(c, g)
    c.cp_event[m] = note(c, t, SEAT_OFFERED, m, officer, 0, place_number(c, m), -1, len(who) - 1,
                         0.0, int(c.cp_event[m]))  # fmt: skip
    c.cp_asked[m], c.cp_asked_t[m], c.cp_says[m], c.cp_hours[m] = TO_SERVE, t, -1, hours
    c.cp_offered[m] = True


def _draw(c: Any, purpose: int, g: int, t: int) -> float:
    return float(uniform(c.seed[0], purpose, np.uint64(g + 1), np.uint64(0), t, 0))


def _to_be_asked(c: Any, who: list[int]) -> int:
    """Whom of a group an officer would ask; -1 nobody.

    The able one with the lowest key, if others of the household are there, and a grown one with
    the children. Who was asked before is not asked again, and who has bought seats has them.
    """
    if (
        len(who) < 2
        or c.cp_bought[who[0]] >= 0
        or (c.cp_asked[who] != 0).any()
        or c.cp_offered[who].any()
    ):
        return -1
    h = c.household[who[0]]
    able = [m for m in who if c.household[m] == h and ABLE[0] <= c.age[m] < ABLE[1]
            and c.hurt[m] <= SOUND and c.awake_mind[m]]  # fmt: skip
    grown = sum(1 for m in who if c.age[m] >= ABLE[0])
    if not able or grown < 2:
        return -1
    return min(able, key=lambda x: int(c.key[x]))


def _officer(c: Any, g: int) -> int:
    """Who makes the offer: a soldier or officer on duty at checkpoint g, -1 nobody in person."""
    u = int(c.check_unit[g])
    here = (c.unit == u) | (
        (c.passage == c.check_passage[g]) & (c.unit == 0)
        & (np.abs(c.offset - c.check_off[g]) <= NEAR)
    )  # fmt: skip
    duty = one_of(c.role, (SOLDIER, OFFICER)) & one_of(c.aim, (A_ON_DUTY, A_CHECKPOINT))
    rows = np.flatnonzero(here & duty & (c.fate == 0) & ~c.gone & c.awake_mind)
    rows = rows[(c.cp_state[rows] == SERVES) | (c.aim[rows] == A_ON_DUTY)]
    return int(rows[np.argmin(c.key[rows])]) if len(rows) else -1


def answered(c: Any, t: int, g: int) -> None:
    """Carry out what those who were asked to serve have chosen."""
    for m in comers.in_order(c, comers.at(c, g, FREE)).tolist():
        if c.cp_asked[m] != TO_SERVE or c.cp_says[m] < 0:
            continue
        serves, event = c.cp_says[m] == O_SERVE, int(c.cp_says_event[m])
        c.cp_asked[m], c.cp_says[m] = 0, -1
        who = [x for x in comers.at(c, g, FREE).tolist()
               if x != m and c.party[x] == c.party[m] >= 0]  # fmt: skip
        if not serves or not who:
            continue
        best = _dearest(c, m, who)
        n = note(c, t, STAYED_TO_SERVE, m, best, 0, place_number(c, m), -1, len(who), 0.0, event)
        leave(Party(*(getattr(c, name) for name in PARTY)), m)
        c.guide[m] = -1
        c.cp_state[m], c.cp_event[m] = SERVES, n
        c.cp_bought[who], c.cp_event[who], c.cp_lists_t[who] = m, n, t


def _dearest(c: Any, m: int, who: list[int]) -> int:
    best, most = who[0], -1.0
    for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
        if int(c.tie_to[r]) in who and c.tie_strength[r] > most:
            best, most = int(c.tie_to[r]), float(c.tie_strength[r])
    return best
