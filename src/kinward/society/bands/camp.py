"""Camp: the days of a band - who goes out for what, what there is to eat, who goes short (R5).

In the morning the leader looks at the stores and sends out as many as they ask for. In the evening
the group eats and drinks by its rule; hunger slows, and kills after weeks, thirst after days.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.places import Places, take_out
from kinward.city.routes import Net, remaining
from kinward.core.bundles import DEEDS, NET, PENDING, PLACES
from kinward.core.clock import MINUTE
from kinward.core.deeds import D_STARVED, Deeds, did
from kinward.core.draws import uniform
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Duration, Length, Probability, Real, Switch
from kinward.core.vocabulary import BY_HUNGER, C_SENT, DEAD, DIED, SOLDIER
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.bands import errands
from kinward.society.bands.vocabulary import (
    BY_NEED,
    FED,
    FETCH_WATER,
    FORAGE,
    LIVED_ON,
    RATION_SET,
    TO_LEADER,
    TO_WORKERS,
    WANDER,
    WENT_SHORT,
)
from kinward.society.purposes import OUTING_ORDER, OUTING_PICK, WANDER_PICK
from kinward.society.sites import usual_worth
from kinward.society.zone.run_rows import clock

MORNING, NOON, EVENING = 7 * 60 + 45, 13 * 60 + 30, 19 * 60  # minutes of the day (assumed)
FIRST_LIGHT = 6 * 60 + 5  # minute at which those go who would not be seen (assumed)
FEARED = -0.3  # regard below which a band keeps out of the sight of another (assumed)
IN_SIGHT = 250.0  # m of a place that others hold within which one is seen from it (assumed)
GRAIN = 16.0  # amounts are kept in sixteenths, which float32 holds exactly
FOOD, WATER = ITEM["food"], ITEM["water"]


class Camp(Parameters):
    """How bands live: stores, rations, errands."""

    on: Switch = param(True, "bands eat, drink and forage", "story R5")
    reach: Length = param("900 m", "longest way to a place that is foraged", "assumed",
                          ge="50 m", le="20 km")  # fmt: skip
    team: Count = param(3, "people of an errand, at most", "assumed", ge=1, le=6)
    out: Real = param(0.4, "share of those fit who are out at most", "assumed", ge=0, le=1)
    aimed: Real = param(10, "days of food that a leader wants in the stores", "assumed", ge=0,
                        le=365)  # fmt: skip
    water_aimed: Real = param(3, "days of water that a leader wants", "assumed", ge=0, le=365)
    low: Real = param(5, "days of food below which the ration is cut to three quarters", "assumed",
                      ge=0, le=365)  # fmt: skip
    scarce: Real = param(2.5, "days below which it is cut by half", "assumed", ge=0, le=365)
    rationing: Switch = param(True, "rations are cut as food runs down", "story R5")
    avoids: Switch = param(True, "bands choose places, ways and hours out of the sight of those "
                                 "whom they fear", "story R6")  # fmt: skip
    theft: Switch = param(True, "the hungry may steal", "story R5")
    judged: Switch = param(True, "thefts come out, and the leader decides what comes of it",
                           "story R5, assumed")  # fmt: skip
    sees_theft: Probability = param(0.15, "chance that each one awake in the room sees a theft",
                                    "assumed")  # fmt: skip
    counted: Real = param(0.05, "part of the food in the stores whose lack the evening's count is "
                          "sure to find", "assumed", ge=0.001, le=1)  # fmt: skip
    searched: Probability = param(0.4, "chance that what a thief still has is found when the count "
                                  "is short", "assumed")  # fmt: skip
    cut_for: Duration = param("3 days", "time for which the rations of a thief are cut by half",
                              "assumed", ge="1 h", le="60 days")  # fmt: skip
    starves: Count = param(21, "days without food after which people die", "usual medical figure",
                           ge=1, le=365)  # fmt: skip
    thirsts: Count = param(4, "days without water after which people die",
                           "usual medical figure", ge=1, le=60)  # fmt: skip
    back: Duration = param("17 h", "time of day at which errands should be back", "assumed",
                           ge="0 h", le="24 h")  # fmt: skip


def camp(t: int, par: Camp, c: Any) -> None:
    """One minute of the camps: mornings and evenings."""
    if not par.on:
        return
    _, minute = clock(c, t)
    if minute % 60 == 0:
        _count(c)
    if minute in (FIRST_LIGHT, MORNING, NOON):
        Sending(t, par, c).plan(minute)
    elif minute == EVENING:
        _eat(t, par, c)


def _count(c: Any) -> None:
    """How many live with each group."""
    here = groups.living(c)
    own = np.where(c.guest_of >= 0, c.guest_of, c.group_id)
    n = np.bincount(own[here & (own >= 0)], minlength=len(c.g_people))
    c.g_people[:] = n[: len(c.g_people)]


class Sending:
    """The leaders' plans of one morning, or for water after noon."""

    def __init__(self, t: int, par: Camp, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.net = Net(*(getattr(c, n) for n in NET))
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        _, minute = clock(c, t)
        self.due = t + int(par.back * 1000) - minute * MINUTE

    def plan(self, minute: int) -> None:
        """Every group sends out whom it needs to, and those on the road go on.

        Those who fear others go at first light, before these are about (R6).
        """
        c, water_alone = self.c, minute == NOON
        for g in groups.bands(c):
            who = groups.household_of(c, g)
            early = bool(self._feared(g))
            if not len(who) or (not water_alone and early != (minute == FIRST_LIGHT)):
                continue
            if c.g_unit[g] > 0:
                self._send(g, who, water_alone)
            elif not water_alone or bool((c.load[who, FOOD] < 1.0).any()):  # try elsewhere
                self._wander(g, who)

    def _send(self, g: int, who: np.ndarray, water_alone: bool) -> None:
        c, par, u = self.c, self.par, int(self.c.g_unit[g])
        n = len(who)
        fit = who[errands.free(c, who) & (c.age[who] >= 15) & (c.age[who] < 68)
                  & (c.unit[who] == u) & (c.duty[who] != SOLDIER)]  # fmt: skip
        if len(fit) == 0:
            young = (c.age[who] >= 13) & (c.age[who] < 75)
            fit = who[errands.free(c, who) & young & (c.unit[who] == u)]
        lead = int(c.g_leader[g])
        fit = fit[fit != lead] if len(fit) > 2 else fit
        most = int(np.ceil(par.out * len(fit))) if len(fit) else 0
        water, food = (float(c.stock[u, i]) / n for i in (WATER, FOOD))
        order = self._order(g, fit)
        if water < par.water_aimed:
            order = self._water(g, order, most, n)
        teams = 0 if water_alone else self._teams(food, n)
        while teams > 0 and order and most > 0:
            team, order = order[: min(par.team, most)], order[min(par.team, most) :]
            most -= len(team)
            teams -= 1
            self._forage(g, team)

    def _teams(self, food: float, n: int) -> int:
        """How many teams the stores ask for: more the less there is."""
        lack = max(0.0, self.par.aimed - food) / max(self.par.aimed, 1e-9)
        return int(np.ceil(lack * n / 8.0)) if lack > 0.05 else 0

    def _order(self, g: int, fit: np.ndarray) -> list[int]:
        """Those fit in the order in which the leader picks: skill, arms, and whose turn it is."""
        c = self.c
        score = []
        for m in fit.tolist():
            u = float(uniform(c.seed[0], OUTING_ORDER, c.key[m], np.uint64(0), self.t, 0))
            armed = float(c.load[m, 8:13].max() >= 1.0)
            alone = 2.0 * self._sole_carer(m)
            score.append((c.skill[m] + 0.4 * armed + 1.2 * u - alone, m))
        return [m for _, m in sorted(score, reverse=True)]

    def _sole_carer(self, m: int) -> bool:
        """Whether small children would be left with nobody of their household."""
        c = self.c
        h = int(c.household[m])
        own = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]]
        own = own[(c.fate[own] == 0) & ~c.gone[own] & (own != m)]
        return bool((c.age[own] < 6).any() and not (c.age[own] >= 16).any())

    def _water(self, g: int, order: list[int], most: int, n: int) -> list[int]:
        """Enough people fetch water from the nearest place that has it."""
        c = self.c
        need = self.par.water_aimed * n - float(c.stock[int(c.g_unit[g]), WATER])
        number = min(int(np.ceil(need / 10.0)), most, len(order), 6)
        at = self._nearest(g, np.flatnonzero(c.stock[:, WATER] > 50.0))
        if number < 1 or at <= 0:
            return order
        self._ask(g, errands.start(c, self.t, g, FETCH_WATER, order[:number], self.due, unit=at))
        return order[number:]

    def _nearest(self, g: int, units: np.ndarray) -> int:
        """The unit nearest to where group g lives, 0 for none."""
        c = self.c
        ways = [self._way(int(c.g_unit[g]), int(u)) for u in units]
        return int(units[int(np.argmin(ways))]) if len(units) and np.isfinite(min(ways)) else 0

    def _way(self, u: int, w: int) -> float:
        c = self.c
        return float(remaining(self.net, 0, int(c.u_passage[u]), float(c.u_off[u]),
                               int(c.u_passage[w]), float(c.u_off[w])))  # fmt: skip

    def _forage(self, g: int, team: list[int]) -> None:
        """A team goes to the place that promises most for the way, as far as they know."""
        c, par = self.c, self.par
        if not team:
            return
        at = self._site(g, int(c.g_unit[g]), team[0], par.reach)
        if at > 0:
            self._ask(g, errands.start(c, self.t, g, FORAGE, team, self.due, unit=at))

    def _ask(self, g: int, r: int) -> None:
        """Those told to go make up their minds about it."""
        c, leader = self.c, int(self.c.g_leader[g])
        for m in errands.crew(c, r) if r >= 0 and leader >= 0 else ():
            if m != leader:
                raise_occasion(self.wait, m, C_SENT, leader, -1, self.t + MINUTE)

    def _site(self, g: int, base: int, lead: int, reach: float) -> int:
        """Site by worth of its usual leftovers per way, luck, and who is feared near it."""
        c = self.c
        best, most = 0, 0.0
        taken = {int(c.o_unit[r]) for r in c.o_open[: c.o_open_n[0]].tolist()}
        held = {int(u) for u in c.g_unit[c.g_kind > 0] if u > 0}
        usual, feared = usual_worth(c), self._feared(g)
        for i, u in enumerate(c.s_unit.tolist()):
            if groups.has_cleared(c, g, u) or u in taken or u in held:
                continue
            way = self._way(base, u)
            if way > reach:
                continue
            luck = float(uniform(c.seed[0], OUTING_PICK, c.key[lead], np.uint64(u), self.t, 0))
            dread = self._dread(g, feared, base, u, way)
            score = float(usual[i]) * (0.3 + luck) / (way + 150.0) * dread
            if score > most:
                best, most = u, score
        return best

    def _feared(self, g: int) -> list[int]:
        """Groups with a place whose sight group g keeps out of."""
        c = self.c
        if not self.par.avoids:
            return []
        return [
            h for h in groups.bands(c)
            if h != g and c.g_unit[h] > 0 and c.g_regard[g, h] <= FEARED
        ]  # fmt: skip

    def _dread(self, g: int, feared: list[int], base: int, u: int, way: float) -> float:
        """How much those who are feared speak against a place `way` m off, 1 not at all: they hold
        a place near it, or near the way there."""
        c = self.c
        out = 1.0
        for h in feared:
            at = int(c.g_unit[h])
            there = self._way(at, u)
            past = self._way(base, at) + there - way  # what a visit to theirs would add
            if there < IN_SIGHT or past < IN_SIGHT:
                out *= max(0.05, 1.0 + float(c.g_regard[g, h]))
        return out

    def _wander(self, g: int, who: np.ndarray) -> None:
        """Those on the road go on to another place, together."""
        c = self.c
        lead = int(c.g_leader[g])
        lead = lead if lead in who else int(who[0])
        team = [lead, *(int(m) for m in who if m != lead)]
        team = [m for m in team if c.fate[m] == 0 and c.outing[m] < 0 and c.aim[m] == 0]
        if not team or not c.awake_mind[team[0]]:
            return
        base = int(c.unit[team[0]]) if c.unit[team[0]] > 0 else int(c.home[team[0]])
        goal = self._site(g, base, team[0], 500.0)
        if goal <= 0:
            u = float(uniform(c.seed[0], WANDER_PICK, c.key[lead], np.uint64(0), self.t, 0))
            goal = int(c.s_unit[int(u * len(c.s_unit))]) if len(c.s_unit) else 0
        if goal > 0:
            errands.start(c, self.t, g, WANDER, team, self.due, unit=goal)


# --- meals ---------------------------------------------------------------------------------------


def _eat(t: int, par: Camp, c: Any) -> None:
    """All groups eat and drink; who is away lives on what they carry."""
    deeds = Deeds(*(getattr(c, n) for n in DEEDS))
    at = Places(*(getattr(c, n) for n in PLACES))
    fed = np.zeros((2, len(c.fate)))
    for g in groups.bands(c):
        who = groups.household_of(c, g)
        u = int(c.g_unit[g])
        home = who[c.unit[who] == u] if u > 0 else who[:0]
        if len(home):
            _ration(t, par, c, g, len(home))
            _share(t, c, g, u, home, FOOD, float(c.g_ration[g]), fed[0])
            _share(t, c, g, u, home, WATER, 1.0, fed[1])
            for m in home[(fed[0, home] < 1.0) & (c.load[home, FOOD] > 0.0)].tolist():
                fed[0, m] += _own(t, c, m, FOOD, 1.0 - float(fed[0, m]))
        for m in np.setdiff1d(who, home).tolist():
            fed[0, m] = _own(t, c, m, FOOD)
            fed[1, m] = _own(t, c, m, WATER)
    mine = np.flatnonzero(groups.living(c) & (c.group_id > 0))
    for m in mine.tolist():
        _short(t, par, c, m, fed[0, m], fed[1, m], at, deeds)


def _ration(t: int, par: Camp, c: Any, g: int, n: int) -> None:
    """Set the ration by the days that the food lasts."""
    if not par.rationing:
        return
    days = float(c.stock[int(c.g_unit[g]), FOOD]) / max(n, 1)
    want = 0.5 if days < par.scarce else 0.75 if days < par.low else 1.0
    if want != c.g_ration[g]:
        c.g_ration[g] = want
        note(c, t, RATION_SET, g, value=want)


def _share(
    t: int, c: Any, g: int, u: int, home: np.ndarray, item: int, ration: float, fed: np.ndarray
) -> None:
    """Deal out `item` at the rule of group g; `fed` gets each one's part of a full ration."""
    part = np.full(len(home), ration)
    if item == FOOD:
        part *= _rule(c, g, home)
        part[c.cut_until[home] > t] *= 0.5  # a penalty for theft (society/bands/theft.py)
    part = np.floor(part * GRAIN) / GRAIN
    have = float(c.stock[u, item])
    need = float(part.sum())
    if need > have:
        part = np.floor(part * (have / need) * GRAIN) / GRAIN if need > 0 else part * 0.0
    amount = float(part.sum())
    fed[home] = part
    if amount > 0.0:
        c.stock[u, item] -= amount
        note(c, t, FED, g, -1, item, groups.place_of_unit(c, u), item, amount, len(home))


def _rule(c: Any, g: int, home: np.ndarray) -> np.ndarray:
    """Each one's part against the others' by the rule about rations; 1 at a full store."""
    rule = int(c.g_rations[g])
    short = c.g_ration[g] < 1.0
    out = np.ones(len(home))
    if not short:
        return out
    small, hurt = c.age[home] < 14, c.hurt[home] > 0.2
    if rule == BY_NEED:
        out[small | hurt] = 1.25
        out[~(small | hurt)] = 0.9
    elif rule == TO_WORKERS:
        works = np.isin(c.duty[home], (0, 1)) & ~small
        out[works], out[~works] = 1.3, 0.8
    elif rule == TO_LEADER:
        out[:] = 0.85
        out[home == c.g_leader[g]] = 2.0
    return out


def _own(t: int, c: Any, m: int, item: int, most: float = 1.0) -> float:
    """m lives on what m carries, up to `most`; returns the part of a full ration."""
    amount = float(np.floor(min(most, float(c.load[m, item])) * GRAIN) / GRAIN)
    if amount > 0.0:
        c.load[m, item] -= amount
        if item == FOOD:  # what was stolen is eaten first
            c.loot[m] = max(0.0, float(c.loot[m]) - amount)
        note(c, t, LIVED_ON, m, -1, 0, groups.where(c, m), item, amount)
    if item == WATER and amount < 0.5 and c.unit[m] >= 0:
        return 0.6  # rain and taps: who is out finds something to drink (assumed)
    return amount


def _short(
    t: int, par: Camp, c: Any, m: int, food: float, water: float, at: Places, deeds: Deeds
) -> None:
    """Days without food or water, and what they do."""
    for got, column, item in ((food, c.hungry_days, FOOD), (water, c.thirsty_days, WATER)):
        if got >= 0.4:
            column[m] = max(0, int(column[m]) - 2) if item == FOOD else 0
            continue
        column[m] += 1
        n = note(c, t, WENT_SHORT, m, -1, item, groups.where(c, m), item, int(column[m]))
        leader = int(c.g_leader[int(c.group_id[m])])
        if leader >= 0 and leader != m and c.g_unit[int(c.group_id[m])] > 0 and column[m] >= 2:
            did(deeds, leader, m, D_STARVED, n, 0.5)
        if int(column[m]) >= (par.starves if item == FOOD else par.thirsts):
            note(c, t, DIED, m, -1, 0, groups.where(c, m), BY_HUNGER, 0.0, 0.0, n)
            c.fate[m], c.fate_t[m], c.gone[m] = DEAD, t, True
            c.moving[m], c.foe[m] = False, -1
            take_out(at, m)
            return
    weak = min(0.6, 0.04 * max(0, int(c.hungry_days[m]) - 1) + 0.15 * int(c.thirsty_days[m]))
    c.hunger[m] = max(weak, 1e-6) if weak > 0.0 or c.hunger[m] > 0.0 else 0.0


_WRITES = once(
    *errands.ERRAND_WRITES, "g_people", "g_ration", "hungry_days", "thirsty_days",
    "hunger", "fate", "fate_t", "gone", "loot",
)  # fmt: skip
CAMP = Process(
    "camp", "minute", camp, section="camp", python=True,
    writes=_WRITES,
    reads=less((*errands.ERRAND_READS, "g_leader", "g_rations", "g_regard", "group_n",
                "skill", "duty", "cut_until"), _WRITES),
    fixed=once(*errands.ERRAND_FIXED, "s_unit", "s_type", "s_stock", "u_area", "age",
               "household", "h_ptr",
               "h_member", "start_ms"),
    meaning="bands eat, drink, and send out for what they lack",
    of="bands",
)  # fmt: skip
