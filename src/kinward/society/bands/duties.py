"""Duties: the work that people do in a band, and who takes over from one who is lost (K13).

Everybody begins with the work of their role. Where one who worked as healer, cook, guard, scout,
teacher, technician or officer has died, as far as those at home know, or has left, the pupil who
holds most to them and has learned enough takes over; a pupil is who has them as a mentor, or last
learned from them (mind/hearts.py). Whoever is healer sees to wounds at home with what the stores
hold, the better the more they have learned.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.bundles import EVENTS
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Age, Real, Share, Switch
from kinward.core.vocabulary import COOK, MEDIC, OFFICER, PUPIL, SCOUT, SOLDIER, TEACHER, TECHNICIAN
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.bands.vocabulary import CARED_FOR, TOOK_WORK, WORK_LAPSED
from kinward.society.zone.run_rows import clock

EVENING, CARE_HOUR = 20 * 60, 19 * 60 + 30  # minutes of the day (assumed)
WORKS = (SCOUT, SOLDIER, MEDIC, TEACHER, COOK, TECHNICIAN, OFFICER)
LOST = 3  # what a tie believes of one who is lost
BANDAGE, MEDICINE = ITEM["bandage"], ITEM["medicine"]


class Duties(Parameters):
    """Work in bands."""

    on: Switch = param(True, "pupils take over the work of those who are lost", "story K13")
    learned: Share = param(0.4, "skill from which a pupil can take over", "assumed")
    heir_from: Age = param(14, "age from which a pupil can take over", "assumed", ge=8, le=40)
    care: Switch = param(True, "healers of bands see to wounds", "assumed")
    heals: Real = param(0.2, "wounds that a healer of full skill takes away a day", "assumed", ge=0,
                        le=1)  # fmt: skip
    dressed: Share = param(0.1, "wounds from which a bandage is used up on one", "assumed")
    treated: Share = param(0.4, "wounds from which medicine is used up on one", "assumed")


def do_duties(t: int, par: Duties, c: Any) -> None:
    """The evening's care, and who takes over from whom."""
    _, minute = clock(c, t)
    if minute == CARE_HOUR and par.care:
        for g in groups.bands(c):
            if c.g_unit[g] > 0:
                _care(t, par, c, g)
    elif minute == EVENING and par.on:
        for m in np.flatnonzero(_lost(c)).tolist():
            _pass_on(t, par, c, m)


def _lost(c: Any) -> np.ndarray:
    """Whose work is open: who had one, and is dead or has left a band, bool (N,)."""
    had = np.isin(c.duty, WORKS) & ~c.duty_passed
    dead = ((c.fate != 0) | c.gone) & (c.group_id > 0)
    return had & (dead | (c.left_group > 0))


def _pass_on(t: int, par: Duties, c: Any, m: int) -> None:
    """m's work in the band goes to a pupil, once the band knows that m is lost."""
    dead = c.fate[m] != 0 or c.gone[m]
    g = int(c.group_id[m]) if dead else int(c.left_group[m])
    who = groups.members(c, g)
    if g <= 0 or c.g_kind[g] == 0 or not len(who):
        c.duty_passed[m] = True
        return
    rows = slice(int(c.tie_ptr[m]), int(c.tie_end[m]))
    ours = np.isin(c.tie_to[rows], who)
    back = c.tie_back[rows][ours]
    if dead and not (c.grave_at[m] >= 0 or (c.tie_state[back] == LOST).any()):
        return  # nobody there knows yet
    c.duty_passed[m] = True
    heir, event = _heir(par, c, m, g, rows), int(c.leave_event[m]) if not dead else -1
    duty = int(c.duty[m])
    if heir >= 0:
        c.duty[heir] = duty
        note(c, t, TOOK_WORK, heir, m, g, -1, duty, float(c.skill[heir]), 0.0, event)
    elif not (c.duty[who] == duty).any():
        finds = int(c.g_leader[g]) if c.g_leader[g] in who else int(who[0])
        note(c, t, WORK_LAPSED, finds, m, g, -1, duty, 0.0, 0.0, event)


def _heir(par: Duties, c: Any, m: int, g: int, rows: slice) -> int:
    """The pupil of m who takes over: who holds most to m; -1 nobody."""
    best = (-1.0, 0, -1)
    for r in range(rows.start, rows.stop):
        o = int(c.tie_to[r])
        taught = c.tie_kind[r] == PUPIL or c.learned_of[o] == m
        able = c.fate[o] == 0 and not c.gone[o] and c.group_id[o] == g and c.awake_mind[o]
        if not taught or not able or c.age[o] < par.heir_from or c.duty[o] == c.duty[m]:
            continue
        if c.skill[o] >= par.learned and o != c.g_leader[g]:
            best = max(best, (float(c.tie_strength[r]), int(c.key[o]), o))
    return best[2]


def _care(t: int, par: Duties, c: Any, g: int) -> None:
    """The healer of most skill at home sees to the hurt, the worst first, while stores last."""
    u = int(c.g_unit[g])
    who = groups.household_of(c, g)
    home = who[c.unit[who] == u]
    able = home[(c.duty[home] == MEDIC) & c.awake_mind[home] & (c.hurt[home] < 0.5)
                & (c.group_id[home] == g)]  # fmt: skip
    if not len(able):
        return
    by = int(able[np.lexsort((c.key[able], -c.skill[able]))[0]])
    hurt = home[(c.hurt[home] >= par.dressed) & (home != by)]
    for m in hurt[np.lexsort((c.key[hurt], -c.hurt[hurt]))].tolist():
        item = MEDICINE if c.hurt[m] >= par.treated and c.stock[u, MEDICINE] >= 1.0 else BANDAGE
        if c.stock[u, item] < 1.0:
            continue
        c.stock[u, item] -= 1.0
        c.hurt[m] = max(0.0, float(c.hurt[m]) - par.heals * float(c.skill[by]))
        note(c, t, CARED_FOR, m, by, g, groups.place_of_unit(c, u), item, 1.0, float(c.hurt[m]),
             int(c.wound_event[m]))  # fmt: skip


_WRITES = once(*EVENTS, "duty", "duty_passed", "stock", "hurt")
DUTIES = Process(
    "duties", "minute", do_duties, section="duties", python=True,
    writes=_WRITES,
    reads=less(("fate", "gone", "passage", "unit", "group_id", "guest_of", "g_kind", "g_leader",
                "g_unit", "group_n", "left_group", "leave_event", "grave_at", "tie_end", "tie_to",
                "tie_kind", "tie_strength", "tie_state", "tie_back", "skill", "learned_of",
                "awake_mind", "wound_event"), _WRITES),
    fixed=once("tie_ptr", "age", "key", "p_len", "start_ms"),
    meaning="healers see to wounds; pupils take over the work of those who are lost",
    of="bands",
)  # fmt: skip
