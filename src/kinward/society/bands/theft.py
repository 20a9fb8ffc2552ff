"""Theft from the stores of a band: how it comes out, and what the leader does about it (R5).

The hungry beside stores think of it at night. Who sees it tells, unless close to the thief; the
count of the evening finds what is missing, and then what a thief still has may be found. In the
morning the leader decides: let it pass, warn, cut rations, cast out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.bundles import DEEDS, EVENTS, PENDING, TIES
from kinward.core.choices import O_CAST_OUT, O_CUT, O_LET_PASS, O_STEAL, O_WARN
from kinward.core.clock import MINUTE
from kinward.core.deeds import D_CAST_OUT, D_FORGAVE, D_PUNISHED, D_STOLE, Deeds, did
from kinward.core.draws import uniform
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.ties import Ties, row_of
from kinward.core.vocabulary import C_STORES, C_THIEF, GRANDCHILD, SLEEP
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.bands.camp import Camp
from kinward.society.bands.vocabulary import (
    CAST_OUT,
    CUT_RATIONS,
    DRAWN,
    LET_PASS,
    OUT,
    STOLE,
    STORED,
    STORES_SHORT,
    THEFT_FOUND,
    THEFT_JUDGED,
    WARNED_OFF,
)
from kinward.society.purposes import THEFT_CHANCE
from kinward.society.zone.run_rows import clock

JUDGED, COUNTED, NIGHT = 7 * 60 + 15, 18 * 60 + 45, 23 * 60  # minutes of the day (assumed)
TEMPTED = 0.25  # chance a night that the hungry think of the stores (assumed)
CLOSE = 0.6  # strength of a tie from which who saw a theft keeps silent (assumed)
SMALL = 14  # years below which children go with the last of their household
FOOD, WATER = ITEM["food"], ITEM["water"]
PENALTY = {O_LET_PASS: LET_PASS, O_WARN: WARNED_OFF, O_CUT: CUT_RATIONS, O_CAST_OUT: OUT}


class Thefts:
    """The thefts of one minute, from the columns `c` of the process."""

    def __init__(self, t: int, par: Camp, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.deeds = Deeds(*(getattr(c, n) for n in DEEDS))
        self.ties = Ties(*(getattr(c, n) for n in (*TIES, "tie_ptr")))

    def _chance(self, m: int, o: int, k: int) -> float:
        c = self.c
        whom = c.key[o] if o >= 0 else np.uint64(0)
        return float(uniform(c.seed[0], THEFT_CHANCE, c.key[m], whom, self.t, k))

    # --- stealing --------------------------------------------------------------------------------

    def tempt(self) -> None:
        """The hungry who live beside stores that hold something think about it at night."""
        c = self.c
        for g in groups.bands(c):
            u, leader = int(c.g_unit[g]), int(c.g_leader[g])
            if u <= 0 or c.stock[u, FOOD] < 2.0 or c.g_ration[g] >= 1.0:
                continue
            for m in groups.household_of(c, g).tolist():
                hungry = c.hungry_days[m] > 0 or (c.g_ration[g] <= 0.5 and m != leader)
                if c.unit[m] == u and c.age[m] >= 10 and hungry and m != leader:
                    if self._chance(m, -1, 0) < TEMPTED:
                        raise_occasion(self.wait, m, C_STORES, leader, -1, self.t + MINUTE)

    def steal(self, said: Said) -> None:
        """m takes from the stores in secret; somebody awake beside m may see it."""
        c, m = self.c, said.who
        g = int(c.guest_of[m]) if c.guest_of[m] >= 0 else int(c.group_id[m])
        u = int(c.g_unit[g]) if g > 0 else 0
        if said.option != O_STEAL or u <= 0 or c.unit[m] != u or c.stock[u, FOOD] < 1.0:
            return
        number = float(np.floor(min(2.0, float(c.stock[u, FOOD]))))
        seen = self._seen(g, u, m)
        c.stock[u, FOOD] -= number
        c.load[m, FOOD] += number
        n = note(c, self.t, STOLE, m, seen, g, groups.place_of_unit(c, u), FOOD, number,
                 float(seen >= 0), said.event)  # fmt: skip
        c.loot[m] += number
        if seen >= 0:
            did(self.deeds, m, seen, D_STOLE, n, 0.6)
        if seen >= 0 and self.par.judged and not self._keeps_silent(seen, m):
            self._found(g, m, seen, number, n)
        else:
            c.g_missing[g] += number
            c.g_missing_event[g] = n

    def _seen(self, g: int, u: int, m: int) -> int:
        """Who of those awake in the room sees it, -1 nobody."""
        c = self.c
        for o in groups.household_of(c, g).tolist():
            awake = o != m and c.unit[o] == u and c.activity[o] != SLEEP and c.age[o] >= 10
            if awake and self._chance(m, o, 1) < self.par.sees_theft:
                return o
        return -1

    def _keeps_silent(self, o: int, m: int) -> bool:
        """Whether o is of m's family, or close enough to say nothing."""
        r = row_of(self.ties, o, m)
        kin = r >= 0 and self.c.tie_kind[r] <= GRANDCHILD
        return bool(kin or (r >= 0 and self.c.tie_strength[r] >= CLOSE))

    # --- coming out ------------------------------------------------------------------------------

    def _found(self, g: int, m: int, by: int, number: float, cause: int) -> None:
        """It has come out that m stole; the leader hears of it in the morning."""
        c = self.c
        c.thefts[m] += 1
        c.accused_by[m] = g
        c.accused[m] = note(c, self.t, THEFT_FOUND, m, by, g, groups.where(c, m), FOOD, number, 0.0,
                            cause)  # fmt: skip

    def count(self) -> None:
        """The count of the evening: what is missing is noticed the sooner the more it is."""
        c = self.c
        for g in groups.bands(c):
            missing, u, leader = float(c.g_missing[g]), int(c.g_unit[g]), int(c.g_leader[g])
            if missing <= 0.0 or u <= 0 or leader < 0 or c.fate[leader] != 0:
                continue  # nobody counts until another leads
            part = missing / (float(c.stock[u, FOOD]) + missing)
            if self._chance(leader, -1, 2) >= part / self.par.counted:
                continue
            n = note(c, self.t, STORES_SHORT, leader, -1, g, groups.place_of_unit(c, u), FOOD,
                     missing, 0.0, int(c.g_missing_event[g]))  # fmt: skip
            c.g_missing[g] = 0.0
            for m in groups.household_of(c, g).tolist():
                hidden = float(np.floor(min(c.loot[m], c.load[m, FOOD])))
                if hidden >= 1.0 and c.unit[m] == u and c.accused[m] < 0:
                    if self._chance(m, -1, 3) < self.par.searched:
                        self._found(g, m, leader, hidden, n)

    # --- the leader ------------------------------------------------------------------------------

    def hearing(self) -> None:
        """The morning: the leader is to decide about those whose theft has come out."""
        c = self.c
        for m in np.flatnonzero(c.accused >= 0).tolist():
            g = int(c.guest_of[m]) if c.guest_of[m] >= 0 else int(c.group_id[m])
            leader = int(c.g_leader[g]) if g > 0 else -1
            there = g > 0 and g == c.accused_by[m] and c.g_kind[g] > 0
            if c.fate[m] != 0 or c.gone[m] or not there or leader == m:
                c.accused[m] = -1  # dead, elsewhere, or to lead: nobody asks about it any more
            elif leader >= 0 and c.unit[leader] == c.unit[m] == c.g_unit[g] > 0:
                raise_occasion(self.wait, leader, C_THIEF, m, int(c.accused[m]), self.t + MINUTE)

    def judged(self, said: Said) -> None:
        """The leader has decided."""
        c, leader, m = self.c, said.who, said.about
        g = int(c.guest_of[m]) if c.guest_of[m] >= 0 else int(c.group_id[m])
        if c.accused[m] < 0 or said.option not in PENALTY or g <= 0 or c.g_leader[g] != leader:
            return
        n = note(c, self.t, THEFT_JUDGED, leader, m, g, -1, PENALTY[said.option],
                 float(c.thefts[m]), 0.0, said.event)  # fmt: skip
        c.accused[m] = -1
        self._give_back(g, m, n)
        if said.option == O_LET_PASS:
            did(self.deeds, leader, m, D_FORGAVE, n, 1.0)
        elif said.option == O_CUT:
            c.cut_until[m] = self.t + int(self.par.cut_for * 1000)
            did(self.deeds, leader, m, D_PUNISHED, n, 0.6)  # there is a rule, and there was a theft
        elif said.option == O_CAST_OUT:
            self._cast_out(g, m, leader, n)

    def _give_back(self, g: int, m: int, event: int) -> None:
        """What m still has of it goes back to the stores."""
        c, u = self.c, int(self.c.g_unit[g])
        number = float(np.floor(min(c.loot[m], c.load[m, FOOD])))
        c.loot[m] = 0.0
        if u > 0 and c.unit[m] == u and number >= 1.0:
            c.load[m, FOOD] -= number
            c.stock[u, FOOD] += number
            note(c, self.t, STORED, m, -1, g, groups.place_of_unit(c, u), FOOD, number, 0.0, event)

    def _cast_out(self, g: int, m: int, leader: int, event: int) -> None:
        """m has to go, with those children who have nobody else there, and a day's food."""
        c, u = self.c, int(self.c.g_unit[g])
        went = [m, *self._children(g, m)]
        place = groups.place_of_unit(c, u)
        n = note(c, self.t, CAST_OUT, m, leader, g, place, -1, len(went), 0.0, event)
        did(self.deeds, leader, m, D_CAST_OUT, n, 0.8)
        people = max(int(c.g_people[g]), 1)
        for x in went:
            c.left_group[x], c.left_t[x] = g, self.t
            for item in (FOOD, WATER):
                number = float(np.floor(min(1.0, float(c.stock[u, item]) / people)))
                if number >= 1.0:
                    c.stock[u, item] -= number
                    c.load[x, item] += number
                    note(c, self.t, DRAWN, x, -1, g, place, item, number, 0.0, n)
        new = groups.form(c, self.t, m, went, 0, g, n)
        if new >= 0:
            c.g_regard[new, g] = -0.25

    def _children(self, g: int, m: int) -> list[int]:
        """Small children of m's household with no other grown member of it in the band."""
        c, h = self.c, int(self.c.household[m])
        own = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]]
        own = own[(c.fate[own] == 0) & ~c.gone[own] & (c.group_id[own] == c.group_id[m])
                  & (own != m) & (c.unit[own] == c.unit[m])]  # fmt: skip
        if (c.age[own] >= SMALL).any():
            return []
        return [int(x) for x in own]


def thefts(t: int, par: Camp, c: Any) -> None:
    """One minute of stealing, finding out and judging."""
    _, minute = clock(c, t)
    if c.answer_n[0] == 0 and minute not in (JUDGED, COUNTED, NIGHT):
        return
    all_ = Thefts(t, par, c)
    for said in take(c, C_STORES):
        all_.steal(said)
    for said in take(c, C_THIEF):
        all_.judged(said)
    if not par.on or not par.theft:
        return
    if minute == NIGHT:
        all_.tempt()
    elif par.judged and minute == COUNTED:
        all_.count()
    elif par.judged and minute == JUDGED:
        all_.hearing()


_WRITES = once(
    *EVENTS, *PENDING, *DEEDS, *ANSWER_WRITES, *groups.GROUP_WRITES, "load", "stock", "thefts",
    "loot", "accused", "accused_by", "cut_until", "left_group", "left_t",
)  # fmt: skip
THEFT = Process(
    "theft", "minute", thefts, section="camp", python=True,
    writes=_WRITES,
    reads=less((*groups.GROUP_READS, *TIES, "hungry_days", "activity"), _WRITES),
    fixed=once(*groups.GROUP_FIXED, "tie_ptr", "household", "h_ptr", "h_member", "start_ms"),
    meaning="the hungry steal from the stores; thefts come out, and leaders decide about them",
    of="bands",
)  # fmt: skip
