"""Bands on the stage: how they are led, live, meet others, hunt, and deal with bitten and dead."""

from __future__ import annotations

import numpy as np
from effects_district import BANDS, District, Sections, clock

from kinward.city.graph import ITEM
from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.society.bands.errands import THERE
from kinward.society.bands.vocabulary import RAID

FOOD, WATER = ITEM["food"], ITEM["water"]


# --- leading -----------------------------------------------------------------------------------
def taking_stock(seed: int, sets: Sections) -> float:
    """four bands in which all have gone hungry for three days, on an evening"""
    w = District(seed, sets)
    w.a("hungry_days")[w.who] = 3
    w.trust(0.0)
    w.evening()
    return float(w.pending(v.C_GRIEVANCE))


def going(seed: int, sets: Sections) -> float:
    """three of each of four bands who have made up their mind to leave, until after dawn"""
    w = District(seed, sets)
    for g in range(1, BANDS + 1):
        who = w.of(g, 3)
        w.say(who, v.C_GRIEVANCE, o.O_LEAVE_GROUP, w.leader_of(who))
    w.step("leading", t=clock(21))
    w.step("leading", t=clock(5, 45, 1))
    return float(w.count("left_group"))


def telling_friends(seed: int, sets: Sections) -> float:
    """one of each of four bands, in which few trust the leader, who means to leave"""
    w = District(seed, sets)
    w.trust(0.6, -0.5)
    for g in range(1, BANDS + 1):
        who = w.of(g, 1)
        w.say(who, v.C_GRIEVANCE, o.O_LEAVE_GROUP, w.leader_of(who))
    w.step("leading", t=clock(21))
    return float(w.pending(v.C_FRIEND_LEAVES))


def rising(seed: int, sets: Sections) -> float:
    """four bands all of whom stand against their leaders"""
    w = District(seed, sets)
    who = w.others()
    w.say(who, v.C_GRIEVANCE, o.O_DEPOSE, w.leader_of(who))
    w.step("leading", t=clock(21))
    return float(w.count("deposed"))


def after_losses(seed: int, sets: Sections) -> float:
    """four bands that lose two of their people every day, for six days"""
    w = District(seed, sets)
    w.a("g_style")[1 : BANDS + 1] = 0.5
    for day in range(6):
        w.a("g_losses")[1 : BANDS + 1] = 2.0
        w.evening(day)
    return float(w.a("g_style")[1 : BANDS + 1].mean())


def at_breaking_point(seed: int, sets: Sections) -> float:
    """four bands that have starved and grieved for long under leaders whom nobody trusts"""
    w = District(seed, sets)
    w.trust(0.4, -0.9)
    w.a("hungry_days")[w.others()], w.a("grief")[w.others()] = 5, 1.0
    w.evening()
    return float(w.count("split"))


def few_and_in_need(seed: int, sets: Sections) -> float:
    """four bands of five, three of them on short rations, that think well of one another"""
    w = District(seed, sets)
    a = w.a
    for g in range(1, BANDS + 1):
        a("gone")[np.setdiff1d(np.flatnonzero(a("group_id") == g),
                               [*w.of(g, 4), a("g_leader")[g]])] = True  # fmt: skip
    a("g_regard")[1 : BANDS + 1, 1 : BANDS + 1] = 0.8
    a("g_ration")[1:BANDS] = 0.5
    w.evening()
    return float(w.count("merged"))


def _legitimacy(seed: int, sets: Sections, style: float, threat: float) -> float:
    w = District(seed, sets)
    w.trust(0.0)
    w.a("g_style")[1 : BANDS + 1] = style
    w.a("g_threat")[1 : BANDS + 1] = threat
    w.evening()
    return float(w.a("legit")[w.others()].mean())


def control_in_danger(seed: int, sets: Sections) -> float:
    """four bands led by control, in full danger"""
    return _legitimacy(seed, sets, 1.0, 1.0)


def control_in_calm(seed: int, sets: Sections) -> float:
    """four bands led by control, in full calm"""
    return _legitimacy(seed, sets, 1.0, 0.0)


def care_in_calm(seed: int, sets: Sections) -> float:
    """four bands led by care, in full calm"""
    return _legitimacy(seed, sets, 0.0, 0.0)


def care_in_danger(seed: int, sets: Sections) -> float:
    """four bands led by care, in full danger"""
    return _legitimacy(seed, sets, 0.0, 1.0)


# --- camp --------------------------------------------------------------------------------------
def empty_stores(seed: int, sets: Sections) -> float:
    """four bands with empty stores, at a quarter to eight in the morning"""
    w = District(seed, sets)
    w.a("stock")[w.a("g_unit")[1 : BANDS + 1]] = 0.0
    w.step("camp", t=clock(7))
    w.step("camp", t=clock(7, 45))
    return float((w.a("outing")[w.who] >= 0).sum())


def supper(seed: int, sets: Sections) -> float:
    """four bands with food for two days, on an evening"""
    w = District(seed, sets)
    w.step("camp", t=clock(18))
    units = w.a("g_unit")[1 : BANDS + 1]
    w.a("stock")[units, FOOD] = 2.0 * w.a("g_people")[1 : BANDS + 1]
    w.step("camp", t=clock(19))
    return sum(e.value for e in w.noted if e.name == "fed" and e.what == FOOD)


def hungry_by_night(seed: int, sets: Sections) -> float:
    """four bands all of whom are hungry beside full stores, for three nights"""
    w = District(seed, sets)
    w.a("hungry_days")[w.who] = 3
    w.a("g_ration")[1 : BANDS + 1] = 0.5
    w.a("stock")[w.a("g_unit")[1 : BANDS + 1], FOOD] = 100.0
    found = 0
    for day in range(3):
        w.step("theft", t=clock(23, 0, day))
        found += w.pending(v.C_STORES)
        w.a("pending")[:], w.a("think_n")[0] = -1, 0
    return float(found)


# --- strangers ---------------------------------------------------------------------------------
def _two_companies(seed: int, sets: Sections) -> tuple[District, np.ndarray, np.ndarray]:
    """Two of each of two bands on one street by day, 30 m apart, who have seen each other."""
    w = District(seed, sets)
    one, other = w.of(1, 2), w.of(2, 2)
    w.street(one, 10.0)
    w.street(other, 40.0)
    w.step("strangers", t=clock(10))
    return w, one, other


def coming_upon(seed: int, sets: Sections) -> float:
    """two people of each of two bands on one street by day, 30 m apart"""
    w, *_ = _two_companies(seed, sets)
    return float(w.count("met_strangers"))


def _asks(seed: int, sets: Sections) -> District:
    """Two companies have talked, and one asks the other to be taken in."""
    w, one, other = _two_companies(seed, sets)
    met = w.a("met_whom")
    for m in (*one, *other):
        if met[m] >= 0:
            w.say(m, v.C_STRANGERS, o.O_TALK, met[m])
    w.step("strangers", t=clock(10, 1))
    for m in one:
        if met[m] >= 0:
            w.say(m, v.C_PARLEY, o.O_ASK_IN, met[m])
    w.step("strangers", t=clock(10, 2))
    return w


def asking(seed: int, sets: Sections) -> float:
    """two people of each of two bands who have met, and of whom some ask to be taken in"""
    return float(_asks(seed, sets).count("asked_in"))


def needing_a_word(seed: int, sets: Sections) -> float:
    """two people of each of two bands who have met, and of whom some ask to be taken in"""
    return float(_asks(seed, sets).pending(v.C_VOUCH))


def let_in(seed: int, sets: Sections) -> float:
    """five of one band before the door of another, whose leader takes them in"""
    w = District(seed, sets)
    a, who, leader = w.a, w.of(1, 5), int(w.a("g_leader")[2])
    a("seeks")[who], a("seeks_t")[who], a("aim")[who] = 2, clock(10), v.A_FACE
    for m in who:
        w.say(leader, v.C_ASKED_IN, o.O_TAKE_IN, int(m))
        w.step("strangers", t=clock(10))
    return float((a("guest_of")[who] == 2).sum())


def on_the_road(seed: int, sets: Sections) -> float:
    """three bands without a place, and one with, on ten mornings"""
    w = District(seed, sets)
    for g in range(1, BANDS):
        w.homeless(g)
    start = {n: w.a(n).copy() for n in ("seeks", "aim", "outing", "party")}
    for day in range(10):
        w.step("strangers", t=clock(8, 15, day))
        for name, a in start.items():
            w.a(name)[:] = a
    return float(w.count("set_out_to_ask"))


# --- hunters -----------------------------------------------------------------------------------
def _hostile(seed: int, sets: Sections, food: float) -> District:
    """One of four bands is hostile, and all of it are armed; food for so many days."""
    w = District(seed, sets)
    a = w.a
    a("g_hunts")[1] = True
    who = w.of(1)
    a("load")[who, ITEM["rifle"]], a("load")[who, ITEM["rifle_round"]] = 1, 20
    w.step("camp", t=clock(6))
    a("stock")[a("g_unit")[1], FOOD] = food * a("g_people")[1]
    return w


def _hunters(seed: int, sets: Sections, food: float) -> District:
    """Four mornings of it."""
    w = _hostile(seed, sets, food)
    for day in range(4):
        w.step("hunting", t=clock(9, 0, 2 * day))
        w.a("outing")[:] = -1
    return w


def hunted(seed: int, sets: Sections) -> float:
    """four bands one of which is hostile, armed, and fed, on four mornings"""
    return float(_hunters(seed, sets, 20.0).count("hunt_begun"))


def hunters_set_out(seed: int, sets: Sections) -> float:
    """four bands one of which hunts in vain on five days; the hour at which it sets out then"""
    w = _hostile(seed, sets, 20.0)
    a = w.a
    for day in range(5):
        for hour in range(4, 11):
            w.step("hunting", t=clock(hour, 0, 2 * day))
        rows = a("o_open")[: int(a("o_open_n")[0])]
        a("o_state")[rows], a("o_until")[rows] = THERE, 0
        w.step("hunting", t=clock(19, 0, 2 * day))
        a("outing")[:] = -1
        a("o_open_n")[0] = 0
    return float(a("g_hunt_at")[1]) / 60.0


def raided(seed: int, sets: Sections) -> float:
    """four bands one of which is hostile, armed, and hungry, on four mornings"""
    w = _hunters(seed, sets, 1.0)
    n = int(w.a("o_open_n")[0])
    return float((w.a("o_purpose")[w.a("o_open")[:n]] == RAID).sum())


# --- the bitten and the dead -------------------------------------------------------------------
def bitten_at_home(seed: int, sets: Sections) -> float:
    """three of each of four bands who tell that they are bitten"""
    w = District(seed, sets)
    who = np.concatenate([w.of(g, 3) for g in range(1, BANDS + 1)])
    w.a("stage")[who], w.a("bite_known")[who] = v.STAGE_LATENT, True
    w.a("exposed_t")[who], w.a("aim")[who] = 0, v.A_REPORT
    w.a("activity")[:] = v.FREE
    w.step("bitten", t=10 * MINUTE)
    return float(w.count("kept_apart"))


def _mourning(seed: int, sets: Sections) -> District:
    """One of each of four bands has died at home; all who are left grieve; three days."""
    w = District(seed, sets)
    a = w.a
    a("activity")[:] = v.FREE
    rows = w.rows()
    a("tie_strength")[rows] = 0.6
    w.die(np.concatenate([w.of(g, 1) for g in range(1, BANDS + 1)]), 5 * MINUTE)
    w.step("graves", t=10 * MINUTE)
    for day in range(3):
        w.step("graves", t=clock(9, 30, day))
        a("grief")[:] = 0.8
        w.step("graves", t=clock(16, 30, day))
    return w


def buried(seed: int, sets: Sections) -> float:
    """four bands, one of each of which has died at home and is mourned, for three days"""
    return float(_mourning(seed, sets).count("buried"))


def visited(seed: int, sets: Sections) -> float:
    """four bands, one of each of which has died at home and is mourned, for three days"""
    return float(_mourning(seed, sets).count("at_grave"))


def kept_of_them(seed: int, sets: Sections) -> float:
    """four bands, one of each of which has died at home and is mourned, for three days"""
    return float(_mourning(seed, sets).count("keepsake_taken"))


def belonging(seed: int, sets: Sections) -> float:
    """60 people in the ruins, at the start"""
    w = District(seed, sets)
    return float((w.a("group_id") > 0).sum())


def giving_their_word(seed: int, sets: Sections) -> float:
    """four bands with empty stores, who are sent out on an errand each, and go"""
    w = District(seed, sets)
    w.a("stock")[w.a("g_unit")[1 : BANDS + 1]] = 0.0
    w.a("tie_strength")[w.rows()] = 0.8
    w.a("daylight")[0] = True
    w.step("camp", t=clock(7, 45))
    for minute in (46, 57, 58):
        w.step("errands", t=clock(7, minute))
    return float(w.count("promised"))
