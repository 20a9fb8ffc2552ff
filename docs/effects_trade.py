"""Bands on the stage: traders at the door, thieves who are found out, work that is passed on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from effects_district import BANDS, District, Sections, clock
from effects_stage import raised

from kinward.city.graph import ITEM
from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.society.bands.vocabulary import ROB, ROBBED_AT_DOOR, TRADE

FOOD, WATER, MEDICINE, BANDAGE, RIFLE = (
    ITEM[n] for n in ("food", "water", "medicine", "bandage", "rifle")
)  # fmt: skip
DAYS = 4
LOST = 3  # what a tie believes of one who is lost
SENDERS, HOSTS = (1, 3), (2, 4)


# --- trade -------------------------------------------------------------------------------------
def _senders(seed: int, sets: Sections, day: int) -> District:
    """Bands 1 and 3 have food to spare and no medicine, 2 and 4 the other way round; 1 knows and
    likes 2, and 3 likes 4; the morning on which traders are told to go."""
    w = District(seed, raised(sets, "trade.reach=20000"))
    a, people = w.a, w.a("g_people")
    a("load")[w.who], a("daylight")[0] = 0.0, True
    w.step("camp", t=clock(7, 0, day))
    a("g_regard")[1 : BANDS + 1, 1 : BANDS + 1] = -0.9
    for g, h in zip(SENDERS, HOSTS, strict=True):
        a("g_regard")[g, h] = a("g_regard")[h, g] = 0.5
        a("g_seen_t")[g, h] = a("g_seen_t")[h, g] = 0
        for band, food, medicine in ((g, 30.0, 0.0), (h, 1.0, 2.0)):
            u = int(a("g_unit")[band])
            a("stock")[u] = 0.0
            a("stock")[u, FOOD], a("stock")[u, MEDICINE] = (
                food * people[band], medicine * people[band],
            )  # fmt: skip
            a("stock")[u, WATER] = 3.0 * people[band]
    a("g_trade_t")[list(HOSTS)] = clock(8, 0, day)  # theirs were out a moment ago
    w.step("trading", t=clock(8, 15, day))
    return w


def _parties(w: District) -> list[int]:
    """Rows of the errands of those who are out to trade."""
    rows = w.a("o_open")[: int(w.a("o_open_n")[0])]
    return [int(r) for r in rows if w.a("o_purpose")[r] == TRADE]


def sent_to_trade(seed: int, sets: Sections) -> float:
    """four bands, two of which have food to spare and two medicine, on four mornings"""
    return float(sum(len(_parties(_senders(seed, sets, day))) for day in range(DAYS)))


def _at_the_door(seed: int, sets: Sections, day: int, strong: tuple[int, ...]) -> District:
    """The traders stand before the others; the `strong` bands are armed, hard, angry, hungry."""
    w = _senders(seed, sets, day)
    a = w.a
    members = w.who[np.isin(a("group_id")[w.who], strong)]
    a("load")[members, RIFLE] = 1.0
    a("anger")[members], a("hungry_days")[members] = 0.8, 3
    a("g_style")[1 : BANDS + 1], a("g_strangers")[1 : BANDS + 1] = 0.1, 0
    a("g_style")[list(strong)] = 0.9
    a("g_strangers")[list(strong)] = ROB
    a("pending")[:], a("think_n")[0] = -1, 0  # nobody declines
    w.step("errands", "trading", t=clock(8, 27, day))
    for r in _parties(w):
        crew = a("o_member")[r][a("o_member")[r] >= 0]
        a("passage")[crew], a("offset")[crew] = a("o_passage")[r], a("o_offset")[r]
        a("unit")[crew], a("moving")[crew] = 0, False
    w.step("errands", "trading", t=clock(9, 0, day))
    return w


def _bargain(w: District, day: int) -> District:
    """Both sides make up their minds, for nine minutes."""
    for minute in range(1, 10):
        w.step("deal", "trading", t=clock(9, minute, day))
    return w


def pressing(seed: int, sets: Sections) -> float:
    """traders of two armed and hard-led bands at the doors of two without arms, on four days"""
    code, pressed = o.O_PRESS, 0
    for day in range(DAYS):
        w = _bargain(_at_the_door(seed, sets, day, SENDERS), day)
        pressed += sum(e.name == "decided" and e.what == code for e in w.noted)
    return float(pressed)


def hard_price(seed: int, sets: Sections) -> float:
    """traders of two bands at the doors of two others, who press for more than a fair price"""
    w = _at_the_door(seed, sets, 0, SENDERS)
    for r in _parties(w):
        lead = int(w.a("o_lead")[r])
        w.say(lead, v.C_PRICE, o.O_PRESS, w.a("g_leader")[w.a("o_band")[r]])
    w.step("trading", t=clock(9, 1))
    return float(np.mean([e.value / e.value2 for e in w.noted if e.name == "price"]))


def robbed(seed: int, sets: Sections) -> float:
    """traders at the doors of two bands who are armed, hungry and rob strangers, on four days"""
    robberies = 0
    for day in range(DAYS):
        w = _bargain(_at_the_door(seed, sets, day, HOSTS), day)
        robberies += sum(e.name == "bargained" and e.what == ROBBED_AT_DOOR for e in w.noted)
    return float(robberies)


def goes_early(seed: int, sets: Sections) -> float:
    """four bands with empty stores that fear one another, at first light"""
    w = District(seed, sets)
    a = w.a
    a("stock")[a("g_unit")[1 : BANDS + 1]] = 0.0
    a("g_regard")[1 : BANDS + 1, 1 : BANDS + 1] = -0.8
    w.step("camp", t=clock(6, 5))
    return float((a("outing")[w.who] >= 0).sum())


# --- theft -------------------------------------------------------------------------------------
def _stolen(seed: int, sets: Sections) -> District:
    """Three of each of four bands take from the stores by night, all others being awake."""
    w = District(seed, sets)
    a = w.a
    a("activity")[:], a("load")[w.who] = v.FREE, 0.0
    a("tie_strength")[w.rows()], a("tie_kind")[w.rows()] = 0.2, v.FRIEND
    a("stock")[a("g_unit")[1 : BANDS + 1], FOOD] = 30.0
    for g in range(1, BANDS + 1):
        who = w.of(g, 3)
        w.say(who, v.C_STORES, o.O_STEAL, w.leader_of(who))
    w.step("theft", t=clock(23, 1))
    return w


def seen_stealing(seed: int, sets: Sections) -> float:
    """three of each of four bands who steal by night, all others being awake"""
    return float(_stolen(seed, sets).count("theft_found"))


def found_with_it(seed: int, sets: Sections) -> float:
    """three of each of four bands who steal unseen, until the count of the next evening"""
    w = _stolen(seed, raised(sets, "camp.sees_theft=0"))
    w.step("theft", t=clock(18, 45, 1))
    return float(w.count("theft_found"))


@dataclass(frozen=True)
class Judged:
    """four bands, each with a rule of its own about theft, whose leaders judge ten each"""

    option: str

    def __call__(self, seed: int, sets: Sections) -> float:
        """How often the option is chosen."""
        w = District(seed, sets)
        a, rng, chosen = w.a, w.rng, 0
        bands, leaders = slice(1, BANDS + 1), w.leaders()
        a("g_theft")[bands], a("g_style")[bands] = (0, 1, 2, 1), (0.2, 0.5, 0.9, 0.7)
        a("hungry_days")[w.who] = rng.integers(0, 5, len(w.who))
        a("thefts")[w.who] = rng.integers(1, 4, len(w.who))
        a("anger")[leaders] = rng.uniform(0.0, 1.0, len(leaders))
        for n in range(10):
            about = [w.of(g)[n % len(w.of(g))] for g in range(1, BANDS + 1)]
            a("pending")[:] = -1
            a("pending")[leaders], a("pending_about")[leaders] = v.C_THIEF, about
            a("pending_t")[leaders], a("pending_event")[leaders] = n * MINUTE, -1
            a("thinkers")[: len(leaders)], a("think_n")[0] = leaders, len(leaders)
            w.step("deal", t=n * MINUTE)
            chosen += int((a("answer")[leaders] == o.OPTIONS.index(self.option)).sum())
            a("answer")[:], a("answer_n")[0] = -1, 0
        return float(chosen)


# --- work --------------------------------------------------------------------------------------
def healers_lost(seed: int, sets: Sections) -> float:
    """four bands whose only healers have died, each with a pupil"""
    w = District(seed, sets)
    a, healers = w.a, np.array([w.of(g, 1)[0] for g in range(1, BANDS + 1)])
    a("duty")[w.who], a("duty")[healers] = v.WORKER, v.MEDIC
    for g, m in enumerate(healers, 1):
        pupil = w.of(g, 2)[1]
        a("learned_of")[pupil], a("skill")[pupil] = m, 0.7
    rows = w.rows()
    a("tie_state")[rows[np.isin(a("tie_to")[rows], healers)]] = LOST
    w.die(healers, 0)
    w.step("duties", t=clock(20))
    return float(w.count("took_work"))


def seen_to(seed: int, sets: Sections) -> float:
    """four bands, half of whom are hurt, with a healer each and bandages, on an evening"""
    w = District(seed, sets)
    a = w.a
    hurt, healers = w.pairs()
    a("duty")[w.who], a("duty")[healers] = v.WORKER, v.MEDIC
    a("skill")[healers], a("hurt")[hurt] = 0.9, 0.3
    a("stock")[a("g_unit")[1 : BANDS + 1], BANDAGE] = 20.0
    w.step("duties", t=clock(19, 30))
    return float(a("hurt")[hurt].mean())
