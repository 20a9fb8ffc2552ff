"""Dissent: those who will not go on as they are led - they leave, with friends, or bring the
leader down (R3, S10). The same for the zone and for bands.

Every function takes the columns `c` of a process that declares DISSENT_WRITES and DISSENT_READS.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.bundles import DEEDS, PENDING, TIES
from kinward.core.clock import MINUTE
from kinward.core.deeds import D_TOOK_WEAPON, D_WALKED_OUT, Deeds, did
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.ties import Ties, row_of
from kinward.core.vocabulary import C_FRIEND_LEAVES
from kinward.society import groups
from kinward.society.acts import note
from kinward.society.answers import Said
from kinward.society.bands.vocabulary import DEPOSED, DRAWN, LEFT_GROUP, ROBBED

DISSENT_WRITES = (
    *groups.GROUP_WRITES, *PENDING, *DEEDS, "leaving", "leave_event", "left_group", "left_t",
    "against_t", "load", "stock",
)  # fmt: skip
DISSENT_READS = (*groups.GROUP_READS, *TIES, "grievance", "legit", "aim_event")
DISSENT_FIXED = (*groups.GROUP_FIXED, "tie_ptr", "household", "h_ptr", "h_member")
CHILD = 14  # years below which one goes where one's household goes
TAKEN = 3.0  # days of food and water that one takes along, at most (assumed)
FOOD, WATER = ITEM["food"], ITEM["water"]
FIREARMS = (("rifle", "rifle_round"), ("shotgun", "shell"), ("pistol", "pistol_round"))


def plan_to_leave(c: Any, t: int, g: int, m: int, lead: int, event: int, cliques: bool) -> None:
    """m will go at dawn, with whoever leads; those who trust m more than the leader hear it."""
    leader = int(c.g_leader[g])
    c.leaving[m], c.leave_event[m] = lead, event
    if m != lead or not cliques:
        return
    ties = Ties(*(getattr(c, n) for n in (*TIES, "tie_ptr")))
    wait = Pending(*(getattr(c, n) for n in PENDING))
    for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
        o = int(c.tie_to[r])
        if c.group_id[o] != g or o == leader or c.leaving[o] >= 0 or c.age[o] < CHILD:
            continue
        q = row_of(ties, o, leader)
        mine = float(c.tie_trust[ties.tie_back[r]])
        theirs = float(c.tie_trust[q]) if q >= 0 else 0.0
        near = c.tie_strength[r] > 0.3 or c.household[o] == c.household[m]
        if near and mine > theirs and c.fate[o] == 0 and not c.gone[o]:
            raise_occasion(wait, o, C_FRIEND_LEAVES, m, event, t + 20 * MINUTE)


def with_children(c: Any, went: list[int], who: np.ndarray) -> list[int]:
    """Small children of `who` go where their household goes: where its grown members are."""
    out, here = set(went), set(who.tolist())
    theirs = np.isin(c.household[who], c.household[went])
    for m in who[(c.age[who] < CHILD) & theirs].tolist():
        h = int(c.household[m])
        home = [o for o in c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]].tolist()
                if o in here and c.age[o] >= CHILD]  # fmt: skip
        if home and all(o in out for o in home):
            out.add(m)
        elif home:
            out.discard(m)
    return sorted(out)


def walks_out(c: Any, t: int, g: int, m: int, event: int) -> None:
    """m leaves group g; who has a say does so against the leader."""
    leader = int(c.g_leader[g])
    c.left_group[m], c.left_t[m], c.leaving[m] = g, t, -1
    if c.age[m] < groups.GROWN:
        return
    n = note(c, t, LEFT_GROUP, m, leader, g, groups.where(c, m), -1, float(c.grievance[m]),
             float(c.legit[m]), event)  # fmt: skip
    c.leave_event[m] = c.g_event[g] = n
    if leader >= 0 and c.fate[leader] == 0:
        did(Deeds(*(getattr(c, d) for d in DEEDS)), m, leader, D_WALKED_OUT, n, 0.8)


def share_of(c: Any, t: int, g: int, u: int, m: int, n: int) -> None:
    """What m of `n` takes along of the food and water in unit u: TAKEN days, an equal part."""
    for item in (FOOD, WATER):
        number = float(np.floor(min(TAKEN, float(c.stock[u, item]) / n)))
        if number >= 1.0:
            c.stock[u, item] -= number
            c.load[m, item] += number
            note(c, t, DRAWN, m, -1, g, groups.place_of_unit(c, u), item, number)


def bring_down(c: Any, t: int, g: int, against: np.ndarray, share: float, event: int) -> int:
    """The leader of g falls to those `against`, the one of them follows to whom most of them hold.

    Returns the event.
    """
    held = groups.standing(c, Ties(*(getattr(c, n) for n in (*TIES, "tie_ptr"))), against)
    new = int(against[int(np.argmax(held))])
    n = note(c, t, DEPOSED, int(c.g_leader[g]), new, g, value=share, cause=event)
    groups.lead(c, t, g, new, share, n)
    c.against_t[against] = -1
    return n


def disarm(c: Any, t: int, said: Said) -> None:
    """One takes the weapon of a friend who is leaving: those who stay need it (S10)."""
    m, o = said.who, said.about
    near = c.passage[m] == c.passage[o] and c.unit[m] == c.unit[o]
    if not near or c.fate[o] != 0 or c.gone[o]:
        return
    for gun, rounds in FIREARMS:
        if c.load[o, ITEM[gun]] < 1.0:
            continue
        n = said.event
        for item in (ITEM[gun], ITEM[rounds]):
            number = float(np.floor(c.load[o, item]))
            if number >= 1.0:
                c.load[o, item] -= number
                c.load[m, item] += number
                n = note(c, t, ROBBED, m, o, item, groups.where(c, m), item, number, 0.0,
                         said.event)  # fmt: skip
        did(Deeds(*(getattr(c, d) for d in DEEDS)), m, o, D_TOOK_WEAPON, n, 1.0)
        return
