"""Hunting parties: a hostile band sends armed people after those it has a grievance against (R6).

They look where the hunted were last seen or live, then at the places that people from there go to,
and towards evening before their door again; who talks with them, or yields to them, says whom they
saw (society/bands/encounters.py). They give up after a time, and set out earlier the next time.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.routes import Net, remaining
from kinward.core.bundles import AIM, DEEDS, EVENTS, NET, PENDING, WISH
from kinward.core.choices import O_FIGHT, O_YIELD
from kinward.core.clock import DAY, MINUTE
from kinward.core.deeds import D_ROBBED, Deeds, did
from kinward.core.draws import uniform
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Duration, Real, Switch
from kinward.core.vocabulary import A_FIGHT, C_RAIDED
from kinward.core.wish import Wish, go
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.answers import ANSWER_WRITES, take
from kinward.society.bands import errands, foraging
from kinward.society.bands.vocabulary import GAVE_UP_HUNT, HUNT, HUNT_SET, RAID, RAIDED
from kinward.society.purposes import HUNT_PICK
from kinward.society.sites import usual_worth
from kinward.society.zone.run_rows import clock

FOOD = ITEM["food"]
EARLIEST, EARLIER = 5 * 60, 60  # min: of the day; by how much, after a hunt in vain (assumed)
AT_THE_DOOR = 15 * 60 + 30  # minute from which they wait for those who come home (assumed)


class Hunting(Parameters):
    """How hostile bands hunt."""

    on: Switch = param(True, "hostile bands send out hunting parties", "story R6")
    raids: Switch = param(True, "hostile bands raid the stores of others when they run low",
                          "assumed, after story R6")  # fmt: skip
    learns: Switch = param(True, "after a hunt in vain they set out an hour earlier the next time",
                           "assumed, after story R6")  # fmt: skip
    low: Real = param(4, "days of food below which they raid", "assumed", ge=0, le=365)
    every: Duration = param("40 h", "least time between two hunts", "assumed", ge="1 h",
                            le="60 days")  # fmt: skip
    party: Count = param(4, "people of a hunting party, at most", "assumed", ge=1, le=6)
    gives_up: Duration = param("9 h", "time after which they give up", "assumed", ge="1 h",
                               le="20 days")  # fmt: skip


def hunt_people(t: int, par: Hunting, c: Any) -> None:
    """Send out hunting parties, and let those out look on."""
    if not par.on:
        return
    _, minute = clock(c, t)
    if minute % EARLIER == 0:
        for g in groups.bands(c):
            if minute != c.g_hunt_at[g]:
                continue
            if c.g_feud_t[g] >= 0 and t - c.g_feud_t[g] < par.every * 1000:
                continue
            if par.raids and c.g_hunts[g] and _days(c, g) < par.low:
                _raid(t, par, c, g)
            elif c.g_hunts[g] or _grudge(c, g) < -0.8:
                _send(t, par, c, g)
    for r in c.o_open[: c.o_open_n[0]].tolist():
        if c.o_state[r] != errands.THERE:
            continue
        if c.o_purpose[r] == HUNT and t >= c.o_until[r]:
            _look_on(t, par, c, r)
        elif c.o_purpose[r] == RAID:
            _at_their_door(t, c, r)
    for said in take(c, C_RAIDED):
        _answered(t, c, said)


def _days(c: Any, g: int) -> float:
    """Days that the food of group g lasts."""
    u = int(c.g_unit[g])
    return float(c.stock[u, FOOD]) / max(int(c.g_people[g]), 1) if u > 0 else 99.0


def _armed(c: Any, g: int) -> np.ndarray:
    """Members of group g who can be sent, with a firearm."""
    who = groups.members(c, g)
    fit = who[errands.free(c, who) & (c.age[who] >= 16) & (c.age[who] < 65)]
    return fit[(c.load[fit, 8:11] >= 1.0).any(1)] if len(fit) else fit


def _raid(t: int, par: Hunting, c: Any, g: int) -> None:
    """Armed people go to the stores of the band that is thought of worst and is not too strong."""
    fit = _armed(c, g)
    if len(fit) < 3:
        return
    best, most = -1, -np.inf
    for h in groups.bands(c):
        if h == g or c.g_unit[h] <= 0 or c.g_leader[h] < 0 or c.g_hunts[h]:
            continue
        guns = len(_armed(c, h))
        u = float(uniform(c.seed[0], HUNT_PICK, np.uint64(g), np.uint64(h), t, 2))
        score = 0.5 * u - float(c.g_regard[g, h]) - 0.25 * guns
        if score > most:
            best, most = h, score
    if best < 0:
        return
    team = sorted(fit.tolist(), key=lambda m: (-float(c.skill[m]), int(c.key[m])))[:6]
    u = int(c.g_unit[best])
    r = errands.start(c, t, g, RAID, team, t + int(par.gives_up * 1000),
                      passage=int(c.u_passage[u]), offset=float(c.u_off[u]),
                      about=int(c.g_leader[best]))  # fmt: skip
    if r >= 0:
        c.g_feud_t[g] = t
        c.o_event[r] = note(c, t, HUNT_SET, team[0], int(c.g_leader[best]), r,
                            groups.where(c, team[0]), value=len(team))  # fmt: skip


def _at_their_door(t: int, c: Any, r: int) -> None:
    """The raiders are before the door: the leader within yields the stores, or they fight."""
    leader = int(c.o_about[r])
    wait = Pending(*(getattr(c, n) for n in PENDING))
    inside = leader >= 0 and c.fate[leader] == 0 and not c.gone[leader] and c.unit[leader] > 0
    if inside and not c.o_asked[r]:
        c.o_asked[r] = True
        raise_occasion(wait, leader, C_RAIDED, int(c.o_lead[r]), int(c.o_event[r]), t + MINUTE)
    if t >= c.o_until[r]:
        c.o_state[r] = errands.HOMEWARD


def _answered(t: int, c: Any, said: Any) -> None:
    """What the leader of the raided chose."""
    leader, raider = said.who, said.about
    r, g = int(c.outing[raider]), int(c.group_id[leader])
    if r < 0 or g < 0:
        return
    u = int(c.g_unit[g])
    team = errands.crew(c, r)
    deeds = Deeds(*(getattr(c, n) for n in DEEDS))
    if said.option == O_YIELD and u > 0:
        for m in team:
            number = float(np.floor(min(foraging.CARRY, 0.5 * c.stock[u, FOOD] / len(team))))
            if number >= 1.0:
                c.stock[u, FOOD] -= number
                c.load[m, FOOD] += number
                n = note(c, t, RAIDED, m, leader, g, groups.place_of_unit(c, u), FOOD, number, 0.0,
                         said.event)  # fmt: skip
                did(deeds, m, leader, D_ROBBED, n, 1.0)
        c.o_state[r] = errands.HOMEWARD
    elif said.option == O_FIGHT:
        for i, m in enumerate(_armed(c, g).tolist()[:6]):
            foe = team[i % len(team)] if team else -1
            if foe >= 0:
                for a, b in ((m, foe), (foe, m)):
                    c.foe[a], c.fires[a] = b, True
                    c.aim[a], c.aim_about[a] = A_FIGHT, b
                    c.aim_until[a], c.aim_event[a] = t + 10 * MINUTE, said.event
                go(Wish(*(getattr(c, n) for n in WISH)), m, int(c.u_passage[u]),
                   float(c.u_off[u]), 0)  # fmt: skip
    else:
        c.o_state[r] = errands.HOMEWARD


def _grudge(c: Any, g: int) -> float:
    """The worst that group g thinks of any other."""
    return float(c.g_regard[g].min())


def _send(t: int, par: Hunting, c: Any, g: int) -> None:
    """An armed party sets out after the group that g has most against, or knows best."""
    fit = _armed(c, g)
    if len(fit) < 2 or c.g_unit[g] <= 0:
        return
    target = _quarry(t, c, g)
    if target < 0:
        return
    leader = int(c.g_leader[g])
    order = sorted(fit.tolist(), key=lambda m: (m == leader, -float(c.skill[m]), int(c.key[m])))
    team = order[: par.party]
    at = _guess(t, c, g, target)
    if at < 0:
        return
    who_is = int(c.g_leader[target])
    c.g_feud_t[g] = t
    n_pass = len(c.p_len)
    unit = at - n_pass if at >= n_pass else 0
    # nobody storms a held place: they wait in the street before it
    p = int(c.u_passage[unit]) if unit > 0 else at
    off = float(c.u_off[unit]) if unit > 0 else float(c.p_len[p]) / 2.0
    r = errands.start(c, t, g, HUNT, team, t + int(par.gives_up * 1000), passage=p, offset=off,
                      about=who_is)  # fmt: skip
    if r >= 0:
        c.o_event[r] = note(c, t, HUNT_SET, team[0], who_is, r, groups.where(c, team[0]),
                            value=len(team))  # fmt: skip


def _quarry(t: int, c: Any, g: int) -> int:
    """The group that is hunted: by grievance, by how lately it was seen, and luck; -1 none."""
    best, most = -1, 0.0
    for h in groups.bands(c):
        if h == g or c.g_leader[h] < 0 or c.g_hunts[h]:
            continue
        if not c.g_hunts[g] and c.g_regard[g, h] > -0.8:
            continue
        age = t - int(c.g_seen_t[g, h]) if c.g_seen_t[g, h] >= 0 else 30 * DAY
        u = float(uniform(c.seed[0], HUNT_PICK, np.uint64(g), np.uint64(h), t, 0))
        score = 0.3 * u + max(0.0, -float(c.g_regard[g, h])) + 0.5 * 0.5 ** (age / (2 * DAY))
        score += 0.4 * float((c.left_group == g)[groups.members(c, h)].any())
        if score > most:
            best, most = h, score
    return best


def _guess(t: int, c: Any, g: int, h: int) -> int:
    """Where they look first: where it was last seen, else where it lives; a place number."""
    if c.g_seen_at[g, h] >= 0 and t - c.g_seen_t[g, h] < 3 * DAY:
        return int(c.g_seen_at[g, h])
    if c.g_unit[h] > 0:  # the hunters know the district
        return groups.place_of_unit(c, int(c.g_unit[h]))
    return int(c.g_seen_at[g, h])


def _look_on(t: int, par: Hunting, c: Any, r: int) -> None:
    """Nobody there: on to where else they may be, or home."""
    g, lead = int(c.o_group[r]), int(c.o_lead[r])
    if t - c.o_start[r] < par.gives_up * 1000 and c.daylight[0]:
        u = _next(t, c, r)
        if u > 0:
            c.o_passage[r], c.o_offset[r] = int(c.u_passage[u]), float(c.u_off[u])
            c.o_state[r] = errands.GOING
            return
    note(c, t, GAVE_UP_HUNT, lead, int(c.o_about[r]), r, cause=int(c.o_event[r]))
    if par.learns:
        c.g_hunt_at[g] = max(EARLIEST, int(c.g_hunt_at[g]) - EARLIER)
    c.o_state[r] = errands.HOMEWARD


def _next(t: int, c: Any, r: int) -> int:
    """The room before which they look next, 0 none: where people from the quarry's place go for
    food, by what such places hold and the way from both; towards evening before their door."""
    h = int(c.group_id[int(c.o_about[r])])
    door = int(c.g_unit[h]) if h >= 0 else 0
    if door > 0 and clock(c, t)[1] >= AT_THE_DOOR:
        return door
    net, lead = Net(*(getattr(c, n) for n in NET)), int(c.o_lead[r])
    p, off = int(c.passage[lead]), float(c.offset[lead])
    best, most = 0, 0.0
    for worth, u in zip(usual_worth(c), c.s_unit.tolist()):
        q, at = int(c.u_passage[u]), float(c.u_off[u])
        if q == p and abs(at - off) < errands.HERE:
            continue
        way = float(remaining(net, 0, p, off, q, at))
        if door > 0:
            way += float(remaining(net, 0, int(c.u_passage[door]), float(c.u_off[door]), q, at))
        luck = float(uniform(c.seed[0], HUNT_PICK, c.key[lead], np.uint64(u), t, 1))
        score = float(worth) * (0.3 + luck) / (way + 150.0)
        if score > most:
            best, most = u, score
    return best


_WRITES = once(
    *EVENTS,
    *DEEDS,
    *AIM,
    *PENDING,
    *WISH,
    *ANSWER_WRITES,
    *errands.ERRAND_WRITES,
    "g_feud_t",
    "g_hunt_at",
    "foe",
    "fires",
)
HUNTING = Process(
    "hunting", "minute", hunt_people, section="hunting", python=True,
    writes=_WRITES,
    reads=less((*errands.ERRAND_READS, *groups.GROUP_READS, "g_hunts", "g_leader", "g_people",
                "g_regard",
                "g_seen_t", "g_seen_at", "group_n", "left_group", "skill"), _WRITES),
    fixed=once(*errands.ERRAND_FIXED, *groups.GROUP_FIXED, "start_ms", "s_unit", "s_type",
               "s_stock"),
    meaning="hostile bands hunt people",
    of="bands",
)  # fmt: skip
