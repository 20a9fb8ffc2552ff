"""Walking out: members of the zone who will not be led any longer, and what becomes of them (K13).

Who has a grievance thinks about it (mind/social.py: grievance). Who means to leave tells friends,
and goes in the morning with those who follow and their small children, with a few days of food, to
an empty dwelling beyond the wall. Who has nothing left to eat there comes back to the gate, is
looked over like anybody, and belongs to the zone again. Enough who stand against the commander
bring the commander down.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM, UnitKind
from kinward.city.routes import Net, ways
from kinward.core.bundles import EVENTS, NET
from kinward.core.choices import (
    O_DEPOSE,
    O_FOLLOW,
    O_GRUMBLE,
    O_LEAVE_GROUP,
    O_TAKE_WEAPON,
)
from kinward.core.clock import DAY
from kinward.core.draws import uniform
from kinward.core.process import Process
from kinward.core.vocabulary import A_GATE, A_ROUTINE, C_FRIEND_LEAVES, C_GRIEVANCE
from kinward.society import dissent, groups
from kinward.society.acts import ACT_FIXED, ACT_READS, ACT_WRITES, Way, less, note, once
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.bands.vocabulary import GRUMBLED
from kinward.society.purposes import WALK_OUT_TO
from kinward.society.zone.council import Council
from kinward.society.zone.life import GROUP_ZONE
from kinward.society.zone.run_rows import FIT_READS, clock, is_fit
from kinward.society.zone.siting import STORES
from kinward.society.zone.vocabulary import CAME_BACK, MOVED

MORNING, NOON = 7 * 60 + 15, 12 * 60  # minutes of the day (assumed)
HOLDS_OUT = 2 * DAY  # ms for which who left does not think of coming back (assumed)
BEYOND = 150.0  # m of way from the gate, nearer than which nobody settles (assumed)
CHOICE = 12  # dwellings of which one is taken (assumed)
FOOD = ITEM["food"]


def walk_out(t: int, par: Council, c: Any) -> None:
    """Carry out what members chose; in the morning let those go who meant to."""
    for said in take(c, C_GRIEVANCE, C_FRIEND_LEAVES):
        _hear(c, t, par, said)
    minute = clock(c, t)[1]
    if minute == MORNING:
        _go(c, t)
    elif minute == NOON and par.returns:
        _hungry(c, t)
    if minute % 60 == 0:
        _belong_again(c, t)


def _hear(c: Any, t: int, par: Council, said: Said) -> None:
    """Carry out what a member chose."""
    m = said.who
    if c.group_id[m] != GROUP_ZONE:
        return
    if said.option == O_GRUMBLE:
        note(c, t, GRUMBLED, m, said.about, GROUP_ZONE, groups.where(c, m), -1,
             float(c.grievance[m]), float(c.legit[m]), said.event)  # fmt: skip
    elif said.option == O_LEAVE_GROUP and par.leaving:
        dissent.plan_to_leave(c, t, GROUP_ZONE, m, m, said.event, True)
    elif said.option == O_FOLLOW and c.leaving[said.about] == said.about:
        dissent.plan_to_leave(c, t, GROUP_ZONE, m, said.about, said.event, True)
    elif said.option == O_DEPOSE and par.deposing:
        _rise(c, t, par, said)
    elif said.option == O_TAKE_WEAPON:
        dissent.disarm(c, t, said)


def _rise(c: Any, t: int, par: Council, said: Said) -> None:
    """One stands against the commander; those who still have a grievance are counted."""
    if said.about != c.g_leader[GROUP_ZONE]:
        return
    c.against_t[said.who] = t
    who = groups.grown(c, groups.members(c, GROUP_ZONE))
    against = who[(c.against_t[who] >= 0) & (c.grievance[who] > par.threshold)]
    share = len(against) / max(len(who), 1)
    if len(against) >= 2 and share >= par.depose_share:
        dissent.bring_down(c, t, GROUP_ZONE, against, share, said.event)
        c.zone_trust[0] = max(float(c.zone_trust[0]), 0.0)  # the new one is given a chance


def _go(c: Any, t: int) -> None:
    """Those who meant to leave, leave, if nothing keeps them: nobody leaves a child behind who
    cannot go."""
    leads = np.flatnonzero(c.leaving == np.arange(len(c.leaving)))
    refuges = _refuges(c) if len(leads) else leads
    inside = c.p_zone | c.p_gate
    for lead in leads.tolist():
        event = int(c.leave_event[lead])
        went = np.flatnonzero((c.leaving == lead) & (c.group_id == GROUP_ZONE))
        c.leaving[c.leaving == lead] = -1
        went = went[is_fit(c, went) & (c.passage[went] >= 0)]
        went = went[inside[c.passage[went]]]
        who = groups.members(c, GROUP_ZONE)
        out = np.array(dissent.with_children(c, went.tolist(), who), np.int64)
        kept = c.household[out[~is_fit(c, out)]]
        out = out[~np.isin(c.household[out], kept)]
        if lead in out and len(refuges):
            u = float(uniform(c.seed[0], WALK_OUT_TO, c.key[lead], np.uint64(0), t, 0))
            _leave(c, t, out.tolist(), int(refuges[int(u * len(refuges))]), len(who), event)


def _refuges(c: Any) -> np.ndarray:
    """Dwellings beyond the wall, the nearest to a gate of those that are not beside it."""
    rooms = np.flatnonzero((c.u_kind == UnitKind.DWELLING) & ~c.p_zone[c.u_passage])
    rooms = rooms[rooms > 0]
    if not len(rooms) or not len(c.gate_passage):
        return rooms[:0]
    net = Net(*(getattr(c, n) for n in NET))
    way = ways(net, 0, c.gate_passage.astype(np.int64), c.gate_offset,
               c.u_passage[rooms].astype(np.int64), c.u_off[rooms]).min(0)  # fmt: skip
    far = np.isfinite(way) & (way >= BEYOND)
    return rooms[far][np.argsort(way[far], kind="stable")[:CHOICE]]


def _leave(c: Any, t: int, out: list[int], unit: int, n: int, event: int) -> None:
    """Those of `out` leave the zone of `n` together, and live in a unit beyond the wall."""
    stores, go = int(c.place_unit[STORES, 0]), Way(c)
    for m in out:
        dissent.walks_out(c, t, GROUP_ZONE, m, event)
        dissent.share_of(c, t, GROUP_ZONE, stores, m, n)
        c.home_before[m], c.group_id[m] = c.home[m], -1
        cause = int(c.leave_event[m]) if c.age[m] >= groups.GROWN else event
        note(c, t, MOVED, m, -1, -1, cause=cause)
        groups.live_at(c, t, m, unit, cause)
        go.to_unit(m, unit)


def _hungry(c: Any, t: int) -> None:
    """Who left, and has nothing more to eat, comes back to the nearest gate."""
    who = np.flatnonzero((c.left_group == GROUP_ZONE) & (c.group_id < 0) & (c.home_before > 0))
    who = who[(c.load[who, FOOD] < 1.0) & (t - c.left_t[who] >= HOLDS_OUT) & (c.passage[who] >= 0)]
    who = who[is_fit(c, who)]
    go, net = Way(c), Net(*(getattr(c, n) for n in NET))
    for m in who.tolist():
        far = ways(net, 0, c.gate_passage.astype(np.int64), c.gate_offset,
                   c.passage[m : m + 1].astype(np.int64), c.offset[m : m + 1])  # fmt: skip
        if not len(far) or not np.isfinite(far.min()):
            continue
        g = int(np.argmin(far[:, 0]))
        n = note(c, t, CAME_BACK, m, -1, g, groups.where(c, m), -1, int(c.hungry_days[m]),
                 cause=int(c.leave_event[m]))  # fmt: skip
        groups.live_at(c, t, m, int(c.home_before[m]), n)
        c.aim[m], c.aim_about[m], c.aim_event[m] = A_GATE, -1, n
        go.to_point(m, int(c.gate_passage[g]), float(c.gate_offset[g]))


def _belong_again(c: Any, t: int) -> None:
    """Who came back and was let in belongs to the zone again."""
    back = np.flatnonzero((c.left_group == GROUP_ZONE) & (c.group_id < 0) & (c.fate == 0) & ~c.gone)
    back = back[(c.passage[back] >= 0) & (c.home[back] == c.home_before[back])]
    back = back[(c.aim[back] == A_ROUTINE) & c.p_zone[c.passage[back]]]
    for m in back.tolist():
        c.group_id[m], c.home_before[m] = GROUP_ZONE, 0
        note(c, t, MOVED, m, -1, GROUP_ZONE, cause=int(c.case_event[m]))


_WRITES = once(*EVENTS, *ANSWER_WRITES, *ACT_WRITES, *dissent.DISSENT_WRITES, "home_before",
               "zone_trust")  # fmt: skip
WALKOUTS = Process(
    "walkouts", "minute", walk_out, section="council", python=True,
    writes=_WRITES,
    reads=less((*dissent.DISSENT_READS, *ACT_READS, *FIT_READS, "on_run", "aim", "hungry_days"),
               _WRITES),
    fixed=once(*dissent.DISSENT_FIXED, *ACT_FIXED, *NET, "u_kind", "p_zone", "p_gate",
               "gate_passage", "gate_offset", "start_ms"),
    meaning="members of the zone leave it, come back, or bring its commander down",
    of="zone",
)  # fmt: skip
