"""The bitten in a band: what its rule does with them - end them, keep them apart, or care (K11).

A band learns of a bite by a report, or by Stage One that is seen. The leader tells the nearest
armed member who is not of the household to carry the rule out; they decide for themselves. Who is
kept apart is shut in a room near by, and comes back when nothing has happened for `apart_for`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import Places, take_out
from kinward.core.bundles import AIM, DEEDS, EVENTS, PENDING, PLACES, WISH
from kinward.core.clock import MINUTE
from kinward.core.deeds import D_KILLED, Deeds, did
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Duration, Length, Switch
from kinward.core.vocabulary import (
    A_ENFORCE,
    A_QUARANTINE,
    A_REPORT,
    A_ROUTINE,
    BY_PROTOCOL,
    C_ORDERED,
    DEAD,
    DIED,
    SLEEP,
    STAGE_IMMUNE,
    STAGE_LATENT,
    STAGE_ONE,
)
from kinward.core.wish import Wish, go
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.bands.vocabulary import APART, CARE, KEPT_APART, LET_BACK
from kinward.society.zone.vocabulary import DISCOVERED, PROTOCOL

SUSPECTED = 2  # verdict of DISCOVERED: held as suspect


class BittenRule(Parameters):
    """How bands deal with the bitten."""

    on: Switch = param(True, "bands have a rule about the bitten", "story K11, for bands assumed")
    apart_for: Duration = param("60 h", "time that the bitten are kept apart", "story K1: 40 h to "
                                "the change, assumed", ge="1 h", le="30 days")  # fmt: skip
    answer: Duration = param("30 min", "time in which one told to carry the rule out does so",
                             "assumed", ge="1 min", le="1 day")  # fmt: skip
    reach: Length = param("3 m", "distance at which it is carried out", "assumed", ge="1 m",
                          le="20 m")  # fmt: skip


def rule_on_bitten(t: int, par: BittenRule, c: Any) -> None:
    """One minute of the rule."""
    if not par.on or not _anyone(c):
        return
    band = Rule(t, par, c)
    for m in np.flatnonzero(band.ill()).tolist():
        band.notice(m)
    for m in np.flatnonzero((c.aim == A_ENFORCE) & (c.fate == 0) & ~c.gone).tolist():
        band.carry_out(m)
    for m in np.flatnonzero((c.kept_t >= 0) & (c.fate == 0) & ~c.gone).tolist():
        band.kept(m)


def _anyone(c: Any) -> bool:
    return bool((c.bite_known | (c.stage == STAGE_ONE) | (c.kept_t >= 0)).any())


class Rule:
    """The rule of the bands in one minute, from the columns `c` of the process."""

    def __init__(self, t: int, par: BittenRule, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.want = Wish(*(getattr(c, n) for n in WISH))
        self.deeds = Deeds(*(getattr(c, n) for n in DEEDS))

    def ill(self) -> np.ndarray:
        """Who is at home with a band, bitten or changing, and not dealt with yet, bool (N,)."""
        c = self.c
        signs = c.bite_known | (c.stage == STAGE_ONE)
        here = (c.fate == 0) & ~c.gone & (c.group_id > 0) & (c.unit > 0) & (c.unit == c.home)
        return signs & here & (c.kept_t < 0)

    def notice(self, m: int) -> None:
        """The band learns of m, or goes on dealing with m."""
        c, g = self.c, int(self.c.group_id[m])
        leader = int(c.g_leader[g])
        if c.g_unit[g] != c.unit[m] or leader < 0:
            return
        if not c.sought[m]:
            by = self._seen_by(m)
            if by < 0:
                return
            c.sought[m] = True
            c.case_event[m] = note(
                c, self.t, DISCOVERED, m, by, 0, groups.where(c, m), SUSPECTED,
                float(c.stage[m] in (STAGE_LATENT, STAGE_ONE)), 0.0, int(c.exposed_event[m]),
            )  # fmt: skip
        rule = int(c.g_bitten[g])
        if rule == CARE and c.stage[m] != STAGE_ONE:
            return
        if rule == APART and c.stage[m] != STAGE_ONE:
            self._apart(m)
        elif self.t - c.asked_t[m] >= self.par.answer * 1000 or c.asked_n[m] == 0:
            self._tell(m, g, leader)

    def _seen_by(self, m: int) -> int:
        """Who finds m out: m's own report, the one m told, or who sees Stage One; -1 nobody."""
        c = self.c
        if c.aim[m] == A_REPORT:
            return m
        for o in groups.household_of(c, int(c.group_id[m])).tolist():
            if o == m or c.unit[o] != c.unit[m] or c.activity[o] == SLEEP or not c.awake_mind[o]:
                continue
            if c.aim[o] == A_REPORT and c.aim_about[o] == m:
                return o
            if c.stage[m] == STAGE_ONE and c.shelters[m] != o and self.t % (10 * MINUTE) == 0:
                return o
        return -1

    def _apart(self, m: int) -> None:
        """m is shut in the nearest other room on the street."""
        c = self.c
        p = int(c.passage[m])
        units = c.unit_at[c.unit_ptr[p] : c.unit_ptr[p + 1]]
        units = units[units != c.unit[m]]
        if not len(units):
            return
        u = int(units[np.argmin(np.abs(c.u_off[units] - c.offset[m]))])
        c.kept_t[m] = self.t
        c.aim[m], c.aim_about[m], c.aim_until[m] = A_QUARANTINE, -1, -1
        c.aim_event[m] = note(c, self.t, KEPT_APART, m, -1, 0, groups.place_of_unit(c, u),
                              value=self.par.apart_for / 3600.0,
                              cause=int(c.case_event[m]))  # fmt: skip
        go(self.want, m, p, float(c.u_off[u]), u)

    def kept(self, m: int) -> None:
        """m is kept apart: shut in, fed, and let back in time."""
        c = self.c
        if c.unit[m] > 0 and c.unit[m] != c.home[m]:
            c.door_left[c.unit[m]] = max(float(c.door_left[c.unit[m]]), float(c.barricade[0]))
        well = c.stage[m] not in (STAGE_LATENT, STAGE_ONE) or c.stage[m] == STAGE_IMMUNE
        if self.t - c.kept_t[m] < self.par.apart_for * 1000 or not well:
            return
        n = note(c, self.t, LET_BACK, m, -1, 0, groups.where(c, m),
                 value=(self.t - int(c.kept_t[m])) / 3_600_000,
                        cause=int(c.aim_event[m]))  # fmt: skip
        c.kept_t[m], c.sought[m], c.bite_known[m] = -1, False, False
        c.aim[m], c.aim_event[m], c.resume[m] = A_ROUTINE, n, True

    def _tell(self, m: int, g: int, leader: int) -> None:
        """The leader tells the nearest armed member who is not of m's household."""
        c = self.c
        who = groups.grown(c, groups.members(c, g))
        able = [
            o for o in who.tolist()
            if o != m and c.unit[o] == c.unit[m] and c.awake_mind[o] and c.aim[o] == A_ROUTINE
            and c.household[o] != c.household[m] and o != c.enforcer[m]
            and c.activity[o] != SLEEP
        ]  # fmt: skip
        if not able:
            return
        o = max(able, key=lambda x: (float(c.load[x, 8:13].max()), x == leader, int(c.key[x])))
        c.enforcer[m] = o
        c.asked_n[m] += 1
        c.asked_t[m] = self.t
        raise_occasion(self.wait, o, C_ORDERED, m, int(c.case_event[m]), self.t + MINUTE)

    def carry_out(self, m: int) -> None:
        """m does it, once beside the other."""
        c, o = self.c, int(self.c.aim_about[m])
        if o < 0 or c.fate[o] != 0 or c.gone[o]:
            c.aim[m], c.resume[m] = A_ROUTINE, True
            return
        near = c.passage[m] == c.passage[o] and c.unit[m] == c.unit[o]
        if not near or (c.unit[m] == 0 and abs(c.offset[m] - c.offset[o]) > self.par.reach):
            if not c.moving[m]:
                go(self.want, m, int(c.passage[o]), float(c.offset[o]), int(c.unit[o]))
            return
        place = groups.where(c, o)
        ill = float(c.stage[o] in (STAGE_LATENT, STAGE_ONE))
        n = note(c, self.t, PROTOCOL, o, m, 0, place, -1, ill, 0.0, int(c.aim_event[m]))
        note(c, self.t, DIED, o, m, 0, place, BY_PROTOCOL, 0.0, 0.0, n)
        c.fate[o], c.fate_t[o], c.gone[o] = DEAD, self.t, True
        c.moving[o], c.foe[o], c.sought[o] = False, -1, False
        take_out(Places(*(getattr(c, x) for x in PLACES)), o)
        did(self.deeds, m, o, D_KILLED, n, 0.4)
        c.aim[m], c.resume[m] = A_ROUTINE, True


_WRITES = once(
    *EVENTS, *AIM, *PENDING, *WISH, *DEEDS, *PLACES, "sought", "case_event", "kept_t", "asked_n",
    "asked_t", "enforcer", "bite_known", "resume", "door_left", "fate", "fate_t", "gone",
    "moving", "foe",
)  # fmt: skip
BITTEN_RULE = Process(
    "bitten", "minute", rule_on_bitten, section="bitten", python=True,
    writes=_WRITES,
    reads=less((*groups.GROUP_READS, "group_id", "guest_of", "home", "stage", "g_leader", "g_unit",
                "g_bitten", "activity", "awake_mind", "shelters", "load", "offset",
                "exposed_event"), _WRITES),
    fixed=once(*groups.GROUP_FIXED, "household", "unit_ptr", "unit_at", "u_off", "barricade"),
    meaning="bands deal with the bitten by their rule",
    of="bands",
)  # fmt: skip
