"""Discovery: who reports a bite, who is reported, and who is seen to change.

Whoever reports their own bite at the clinic or a gate is condemned by the protocol, or kept in
quarantine where there is none; whoever is reported by another is sought. One in Stage One who
goes about in the zone is noticed by grown people near them: in a room, or within `near` along the
street, each with the rate `notice`, and if the look is sure (society/zone/signs.py). Strangers
raise the hue; those with a tie above `loves` have to make up their own mind (story K11:
institutions act on signs, lovers on persons). Who was condemned long ago and stays well is
noticed too.
"""

from __future__ import annotations

from typing import Any

from kinward.core.bundles import PENDING
from kinward.core.clock import MINUTE
from kinward.core.math import exp
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_QUARANTINE,
    A_REPORT,
    C_LEARNED_BITE,
    OFFICER,
    SLEEP,
    SOLDIER,
    STAGE_ONE,
)
from kinward.society import acts
from kinward.society.zone.news import bond
from kinward.society.zone.protocol import Protocol
from kinward.society.zone.purposes_gate import GLANCE
from kinward.society.zone.siting import CLINIC_WARD, COMMAND, QUARANTINE_HOUSE
from kinward.society.zone.vocabulary import DISCOVERED, SUSPECT

GROWN = 14  # age from which a witness counts


def discover(t: int, p: Protocol, c: Any) -> None:
    """Take in reports, and let people near notice who is in Stage One."""
    rows = acts.rolled(c)
    rows = rows[c.fate[rows] == 0]
    if not len(rows):
        return
    reports = rows[(c.aim[rows] == A_REPORT) & c.arrived[rows]]
    free = c.held[rows] == acts.FREE
    accused = rows[c.sought[rows] & free & (c.reported_t[rows] < 0)]
    inside = c.p_zone[c.passage[rows]]
    changing = rows[(c.stage[rows] == STAGE_ONE) & free & inside & ~c.sought[rows]
                    & (c.aim[rows] != A_QUARANTINE)]  # fmt: skip
    if not (len(reports) or len(accused) or len(changing)):
        return
    way = acts.Way(c)
    for m in acts.by_key(c, reports):
        _report(c, t, way, m)
    for m in acts.by_key(c, accused):
        if c.reported_t[m] < 0:
            _accuse(c, t, way, m, -1, 1)
    for m in acts.by_key(c, changing):
        if c.fate[m] == 0 and c.held[m] == acts.FREE:
            _noticed(c, t, p, way, m)


def _report(c: Any, t: int, way: acts.Way, m: int) -> None:
    """m has come to report: a bite of their own, or somebody else."""
    if c.unit[m] not in offices(c) and not (c.unit[m] == 0 and c.p_gate[c.passage[m]]):
        return
    other = int(c.aim_about[m])
    if other < 0 or other == m:
        own_bite(c, t, way, m)
        return
    if c.fate[other] == 0 and not c.gone[other] and c.reported_t[other] < 0:
        _accuse(c, t, way, other, m, 1)
    acts.send_home(c, way, m)


def offices(c: Any) -> list[int]:
    """Units where a report is taken."""
    return [int(c.place_unit[i, 0]) for i in (CLINIC_WARD, QUARANTINE_HOUSE, COMMAND)]


def own_bite(c: Any, t: int, way: acts.Way, m: int) -> None:
    """m says that they are bitten: to quarantine, and with the protocol to die there."""
    if acts.is_scar(c, m):
        acts.notice_well(c, way, t, m, -1, int(c.aim_event[m]))
        return
    c.reported_t[m] = t
    c.case_event[m] = acts.note(c, t, DISCOVERED, m, -1, 0, way.place(m), SUSPECT,
                               acts.is_infected(c, m), 0.0, int(c.aim_event[m]))  # fmt: skip
    c.held[m] = acts.CONDEMNED if c.rule_protocol[0] else acts.WATCHED
    c.sought[m] = False
    acts.to_quarantine(c, way, m)


def _accuse(c: Any, t: int, way: acts.Way, m: int, by: int, step: int) -> None:
    """The zone knows of m: looked for, from `step` of the search on."""
    told = by >= 0 and step > 0
    cause = int(c.aim_event[by] if told else c.exposed_event[m])
    place = way.place(m) if step == 0 else -1
    c.case_event[m] = acts.note(c, t, DISCOVERED, m, by, 0, place, SUSPECT, acts.is_infected(c, m),
                                0.0, cause)  # fmt: skip
    c.reported_t[m] = t
    c.held[m] = acts.CONDEMNED if c.rule_protocol[0] else acts.WATCHED
    c.sought[m], c.search_step[m], c.searcher[m], c.look_t[m] = True, step, -1, t


def _noticed(c: Any, t: int, p: Protocol, way: acts.Way, m: int) -> None:
    """Those near m, by key: the first stranger who is sure raises the hue."""
    who = acts.around(c, int(c.passage[m]), float(c.offset[m]), int(c.unit[m]), p.near)
    who = who[(who != m) & (c.fate[who] == 0) & c.awake_mind[who] & (c.age[who] >= GROWN)
              & (c.activity[who] != SLEEP)]  # fmt: skip
    chance = 1.0 - float(exp(-p.notice * MINUTE / 1000.0))
    for o in acts.by_key(c, who):
        if acts.draw(c, GLANCE, m, o, t) >= chance or acts.look(c, t, m, o) <= p.sure:
            continue
        if c.shelters[o] == m:
            continue
        if bond(c, o, m) > p.loves:
            acts.occasion(c, o, C_LEARNED_BITE, m, -1, t + MINUTE)
            continue
        _accuse(c, t, way, m, o, 0)
        if c.role[o] in (SOLDIER, OFFICER):
            c.searcher[m] = o
        return


_WRITES = acts.once(*acts.ACT_WRITES, *acts.WELL_WRITES, *PENDING, "reported_t", "look_t",
                    "search_step", "searcher")  # fmt: skip
DISCOVERY = Process(
    "discovery", "minute", discover, section="protocol", python=True,
    writes=_WRITES,
    reads=acts.less(
        (*acts.ACT_READS, *acts.LOOK_READS, *acts.NEAR_READS, "arrived", "roll", "roll_n",
         "stage", "fate", "gone", "exposed_t", "exposed_event", "activity", "awake_mind",
         "shelters", "tie_end", "tie_to", "tie_strength", "rule_protocol"),
        _WRITES,
    ),
    fixed=acts.once(*acts.ACT_FIXED, *acts.NEAR_FIXED, *acts.LOOK_FIXED,
                    *acts.SCAR_FIXED,
                    "role", "age",
                    "tie_ptr", "p_zone", "p_gate"),
    meaning="bites are reported, those who change are noticed",
    of="zone",
)  # fmt: skip
