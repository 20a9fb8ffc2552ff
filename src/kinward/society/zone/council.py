"""Council: how the zone is led - its commander, how its people take it, and the music class (K13).

Every evening each grown member of the zone reckons as the members of bands do
(society/bands/leading.py): hardship H, legitimacy L of those who lead, grievance H (1 - L), which
weighs against every duty to the zone (mind/deciding.py); who has cause to think about it may leave
(society/zone/walkouts.py). On cut rations the commander weighs
closing the music class as waste; its teacher speaks for it. Those whom it was for feel it missing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import EVENTS, PENDING
from kinward.core.choices import O_CLOSE_CLASS
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Real, Share, Switch
from kinward.core.vocabulary import C_CLASS, C_GRIEVANCE, OFFICER
from kinward.society import groups
from kinward.society.acts import less, note, occasion, once
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.hardship import HARDSHIP_READS, hardship
from kinward.society.purposes import VOTE
from kinward.society.zone.life import GROUP_ZONE
from kinward.society.zone.meals import members
from kinward.society.zone.run_rows import clock
from kinward.society.zone.school import heir_of
from kinward.society.zone.vocabulary import CLASS_CLOSED, CLASS_KEPT, CLASS_REOPENED, MUSIC

RECKONING = 20 * 60 + 15  # minute of the day (assumed)


class Council(Parameters):
    """How the zone is led."""

    on: Switch = param(True, "people take stock of those who lead the zone", "stories")
    threshold: Share = param(0.1, "grievance beyond which people grumble", "Epstein 2002")
    leaving: Switch = param(True, "members leave the zone", "story R3, for every group")
    returns: Switch = param(True, "who left comes back when nothing is left to eat", "assumed")
    deposing: Switch = param(True, "members bring the commander down", "story R3, for every group")
    depose_share: Share = param(0.4, "share of the grown members against that brings the commander "
                                "down", "assumed")  # fmt: skip
    anew: Real = param(0.02, "by how much a grievance has to grow for people to think about it "
                       "again", "assumed", ge=0, le=1)  # fmt: skip
    music: Share = param(0.15, "hardship of those whose music class is closed",
                         "story K13, assumed")  # fmt: skip
    weighs: Switch = param(True, "on cut rations closing the music class is weighed", "story K13")
    after: Count = param(3, "days on a cut ration after which it is", "assumed", ge=1, le=365)
    again: Real = param(7, "days until it is weighed again", "assumed", ge=1, le=365)


def take_stock(t: int, par: Council, c: Any) -> None:
    """Carry out what was decided about the class; in the evening, reckon."""
    for said in take(c, C_CLASS):
        _decided(c, t, said)
    if not par.on or clock(c, t)[1] != RECKONING:
        return
    who = np.flatnonzero(members(c) & (c.passage >= 0))
    if not len(who):
        return
    leader = _commander(c, t, who)
    _reckon(c, t, par, who, leader)
    c.short_days[0] = c.short_days[0] + 1 if c.ration[0] < 1.0 else 0
    if par.weighs and leader >= 0:
        _weigh(c, t, par, leader)


def commander(role: np.ndarray, age: np.ndarray, here: np.ndarray) -> int:
    """The oldest officer of those who are `here` (N,) bool; -1 where there is none."""
    officers = np.flatnonzero((role == OFFICER) & here)
    return int(officers[np.argmax(age[officers])]) if len(officers) else -1


def _commander(c: Any, t: int, who: np.ndarray) -> int:
    """Who leads the zone; a commander who is lost is followed by the oldest officer left."""
    now = int(c.g_leader[GROUP_ZONE])
    if now >= 0 and c.fate[now] == 0 and not c.gone[now]:
        return now
    here = np.zeros(len(c.fate), bool)
    here[who] = c.awake_mind[who]
    m = commander(c.role, c.age, here)
    if m >= 0:
        groups.lead(c, t, GROUP_ZONE, m, 1.0, -1)
    else:
        c.g_leader[GROUP_ZONE] = -1
    return m


def _reckon(c: Any, t: int, par: Council, who: np.ndarray, leader: int) -> None:
    """Grievances of the evening."""
    h = hardship(c, who, float(c.ration[0]), 0.0)
    if c.class_shut_t[0] >= 0:
        h = np.clip(h + par.music * ((c.pupil[who] >> MUSIC & 1) > 0), 0.0, 1.0)
    legit = min(1.0, max(0.0, 0.5 + 0.5 * float(c.zone_trust[0])))
    was = c.grievance[who].copy()
    c.grievance[who], c.legit[who] = h * (1.0 - legit), legit
    old = c.age[who] >= groups.GROWN
    sore = old & (c.grievance[who] > par.threshold) & (who != leader)
    c.g_ration[GROUP_ZONE] = c.ration[0]
    c.g_people[GROUP_ZONE], c.g_sore[GROUP_ZONE] = len(who), int(sore.sum())
    c.g_loyal[GROUP_ZONE] = int((old & ~sore).sum())
    c.g_threat[GROUP_ZONE] = 1.0  # beyond the wall
    for m in who[sore & (c.grievance[who] > was + par.anew) & (c.leaving[who] < 0)].tolist():
        if leader >= 0 and c.awake_mind[m] and c.p_zone[c.passage[m]]:
            u = float(uniform(c.seed[0], VOTE, c.key[m], np.uint64(0), t, 2))
            occasion(c, m, C_GRIEVANCE, leader, int(c.aim_event[m]), t + int(u * 2 * HOUR))


def _weigh(c: Any, t: int, par: Council, leader: int) -> None:
    """The commander thinks about the music class: whether to close it, or to let it begin again."""
    due = c.council_t[0] < 0 or t - c.council_t[0] >= par.again * DAY
    is_open = c.class_shut_t[0] < 0
    called_for = c.short_days[0] >= par.after if is_open else c.short_days[0] == 0
    if not due or not called_for:
        return
    teacher = _teacher(c)
    if teacher < 0:
        return
    c.council_t[0] = t
    occasion(c, leader, C_CLASS, teacher, int(c.council_event[0]), t + MINUTE)


def _teacher(c: Any) -> int:
    """Who holds the music class now; -1 nobody."""
    first = np.flatnonzero((c.teaches == MUSIC) & ~c.infected)
    if not len(first):
        return -1
    return heir_of(c, int(first[np.argmin(c.key[first])]))


def _decided(c: Any, t: int, said: Said) -> None:
    """Close the class, keep it, or let it begin again."""
    is_open, closes = bool(c.class_shut_t[0] < 0), said.option == O_CLOSE_CLASS
    days = float(c.short_days[0])
    if closes and is_open:
        what = CLASS_CLOSED
    elif is_open:
        what = CLASS_KEPT
    elif closes:
        return  # it stays closed
    else:
        what, days = CLASS_REOPENED, (t - int(c.class_shut_t[0])) / DAY
    c.class_shut_t[0] = t if closes else -1
    c.council_event[0] = note(c, t, what, said.who, said.about, what=MUSIC, value=days,
                              cause=said.event)  # fmt: skip


_WRITES = once(*EVENTS, *PENDING, *ANSWER_WRITES, "grievance", "legit", "g_leader", "g_style",
               "g_ration", "g_people", "g_sore", "g_loyal", "g_threat", "class_shut_t",
               "short_days", "council_t", "council_event")  # fmt: skip
COUNCIL = Process(
    "council", "minute", take_stock, section="council", python=True,
    writes=_WRITES,
    reads=less((*HARDSHIP_READS, "group_id", "fate", "gone", "awake_mind", "passage", "unit",
                "ration", "zone_trust", "took_over", "aim_event", "cares", "leaving"), _WRITES),
    fixed=("p_len", "age", "role", "key", "seed", "pupil", "teaches", "infected", "start_ms",
           "p_zone"),
    meaning="the people of the zone take stock of those who lead it; the music class is weighed",
    of="zone",
)  # fmt: skip
