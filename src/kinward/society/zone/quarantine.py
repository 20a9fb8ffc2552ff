"""Quarantine: a stay of `zone.quarantine` with looks every few hours, and what is found.

Who enters gets a bed and stays until the end of the stay (zone.quarantine, zone.beds). Every
`every`, and at the end, they are looked at. Signs that are sure at each of `looks` looks are
Stage One: found out, and condemned where the protocol is in force. Signs that are not lead to
another look after `again`; nobody leaves without a look that shows none. A bite that is seen
condemns too; a scar is noticed. With sure signs what is let out is exactly the share whose latent
time is longer than the stay (verification I6).

To be parted from a partner, parent or child outside fills both with love and grief, at least to
`apart`, at entry and at each look: being torn apart brings the signs on (story K11). Who is not
where they are held has escaped and is sought. Switch it off with zone.quarantine = "0 h".
"""

from __future__ import annotations

from typing import Any

from kinward.core.clock import HOUR
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Duration, Real, Share, Switch, ms
from kinward.core.vocabulary import (
    A_QUARANTINE,
    CHILD_OF,
    CLINIC,
    MEDIC,
    PARENT,
    PARTNER,
)
from kinward.society import acts
from kinward.society.zone.gate import beds_taken
from kinward.society.zone.siting import CLINIC_WARD, QUARANTINE_HOUSE
from kinward.society.zone.vocabulary import (
    DISCOVERED,
    ESCAPED,
    QUARANTINED,
    RELEASED,
    SCREENED,
    SUSPECT,
    TURNED_AWAY,
)


class Quarantine(Parameters):
    """What is done in quarantine. Its stay and its beds: zone.quarantine, zone.beds."""

    every: Duration = param("4 h", "time between looks", "assumed", ge="1 min", le="60 days")
    again: Duration = param("30 min", "time to the next look after doubtful signs", "assumed",
                            ge="1 min", le="1 day")  # fmt: skip
    looks: Count = param(2, "looks that must all be sure before somebody is found out", "assumed",
                         ge=1, le=20)  # fmt: skip
    sure: Real = param(1.5, "log odds above which a look is sure of Stage One", "assumed", ge=0,
                       le=20)  # fmt: skip
    parting: Switch = param(True, "those parted by the quarantine feel it", "story K11, K14")
    apart: Share = param(0.5, "love of those parted rises to at least this", "story K11, assumed")


def quarantine(t: int, p: Quarantine, c: Any) -> None:
    """Take in who arrives, look at whom it is time for, let out who shows nothing."""
    rows = acts.rolled(c)
    rows = rows[(c.held[rows] > 0) | (c.aim[rows] == A_QUARANTINE)]
    turned = rows[(c.fate[rows] != 0) & (c.held[rows] > 0)]
    if len(turned):  # lost: no longer held
        c.held[turned], c.sought[turned], c.stay_until[turned] = acts.FREE, False, -1
    rows = rows[(c.fate[rows] == 0) & (c.held[rows] != acts.CLEARED)]
    if not len(rows):
        return
    house = int(c.place_unit[QUARANTINE_HOUSE, 0])
    here = (c.unit[rows] == house) & (c.aim[rows] == A_QUARANTINE)
    due = here & ((c.look_t[rows] <= t) | (c.stay_until[rows] <= t))
    held = (c.stay_until[rows] >= 0) | (c.aim[rows] != A_QUARANTINE)
    away = ~here & held & ~c.sought[rows]
    if not (due.any() or away.any()):
        return
    way = acts.Way(c)
    for m in acts.by_key(c, rows[away]):
        _escape(c, t, way, m)
    by = warden(c)
    for m in acts.by_key(c, rows[due]):
        if c.stay_until[m] < 0:
            _admit(c, t, p, way, m)
        else:
            _look_at(c, t, p, way, m, by)


def warden(c: Any) -> int:
    """The medic who does the looking: the first by key on duty in the clinic, -1 nobody."""
    who = acts.around(c, -1, 0.0, int(c.place_unit[CLINIC_WARD, 0]), 0.0)
    who = who[(c.role[who] == MEDIC) & (c.fate[who] == 0) & c.awake_mind[who]
              & (c.activity[who] == CLINIC)] if len(who) else who  # fmt: skip
    order = acts.by_key(c, who) if len(who) else []
    return order[0] if order else -1


def _admit(c: Any, t: int, p: Quarantine, way: acts.Way, m: int) -> None:
    """m has come to the door: a bed, or none."""
    if c.held[m] == acts.FREE:
        if beds_taken(c) >= c.rule_beds[0] or c.rule_stay[0] == 0:
            acts.note(c, t, SCREENED, m, -1, 0, way.place(m), TURNED_AWAY, 0.0,
                      acts.is_infected(c, m), int(c.aim_event[m]))  # fmt: skip
            acts.send_home(c, way, m)
            return
        c.held[m] = acts.WATCHED
    c.stay_from[m] = t
    c.stay_until[m] = t + int(c.rule_stay[0])
    c.look_t[m] = t + ms(p.every)
    hours = c.rule_stay[0] / HOUR
    c.case_event[m] = acts.note(c, t, QUARANTINED, m, -1, 0, way.place(m), -1, hours, 0.0,
                                int(c.aim_event[m]))  # fmt: skip
    _part(c, p, m)


def _look_at(c: Any, t: int, p: Quarantine, way: acts.Way, m: int, by: int) -> None:
    """Look at m, and decide: found out, once more, later, or out."""
    _part(c, p, m)
    bite = c.reported_t[m] >= 0 or acts.bite_seen(c, t, m, by)
    c.look_t[m] = t + ms(p.every)
    over = c.stay_until[m] <= t
    if bite and acts.is_scar(c, m):
        acts.notice_well(c, way, t, m, by, int(c.case_event[m]))
        return
    if c.held[m] == acts.CONDEMNED:
        if c.rule_protocol[0]:
            return
        c.held[m] = acts.WATCHED  # the protocol has been given up
    x = acts.look(c, t, m, by)
    sure = acts.looks_sure(c, t, m, by, x, p.sure, p.looks)
    if sure or (bite and c.rule_protocol[0]):
        find_out(c, t, way, m, by)
    elif x > 0.0:
        c.look_t[m] = t + ms(p.again)
        c.stay_until[m] = max(int(c.stay_until[m]), t + ms(p.again))
    elif over:
        _release(c, t, way, m)


def find_out(c: Any, t: int, way: acts.Way, m: int, by: int) -> None:
    """m is found out in quarantine: condemned, or kept on where there is no protocol."""
    if c.reported_t[m] < 0 or c.rule_protocol[0]:
        c.case_event[m] = acts.note(c, t, DISCOVERED, m, by, 0, way.place(m), SUSPECT,
                                   acts.is_infected(c, m), 0.0, int(c.case_event[m]))  # fmt: skip
    if c.reported_t[m] < 0:
        c.reported_t[m] = t
    if c.rule_protocol[0]:
        c.held[m] = acts.CONDEMNED
    else:
        c.stay_until[m] = max(int(c.stay_until[m]), t + HOUR)


def _release(c: Any, t: int, way: acts.Way, m: int) -> None:
    acts.note(c, t, RELEASED, m, -1, 0, way.place(m), -1, (t - c.stay_from[m]) / HOUR, 0.0,
              int(c.case_event[m]))  # fmt: skip
    c.held[m] = acts.FREE
    c.stay_until[m] = c.stay_from[m] = -1
    acts.send_home(c, way, m)


def _escape(c: Any, t: int, way: acts.Way, m: int) -> None:
    """m is not where they are held: sought from now on, at home first."""
    c.case_event[m] = acts.note(c, t, ESCAPED, m, -1, 0, way.place(m), -1, 0.0, 0.0,
                               int(c.case_event[m]))  # fmt: skip
    c.sought[m], c.search_step[m], c.searcher[m] = True, 1, -1
    c.stay_until[m] = c.stay_from[m] = -1
    c.look_t[m] = t


def _part(c: Any, p: Quarantine, m: int) -> None:
    """Partners, parents and children on the two sides of the door are filled with it."""
    if not p.parting or p.apart <= 0.0:
        return
    for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
        o = int(c.tie_to[r])
        if c.tie_kind[r] not in (PARTNER, PARENT, CHILD_OF) or c.household[o] != c.household[m]:
            continue
        if c.fate[o] != 0 or c.gone[o] or c.unit[o] == c.unit[m]:
            continue
        for who in (m, o):
            c.love[who] = max(c.love[who], p.apart)
            c.grief[who] = max(c.grief[who], p.apart / 2.0)


_WRITES = acts.once(*acts.ACT_WRITES, *acts.WELL_WRITES, "reported_t", "look_t", "search_step",
                    "searcher", "love", "grief")  # fmt: skip
QUARANTINE_STAY = Process(
    "quarantine", "minute", quarantine, section="quarantine", python=True,
    writes=_WRITES,
    reads=acts.less(
        (*acts.ACT_READS, *acts.LOOK_READS, *acts.NEAR_READS, "roll", "roll_n", "stage", "fate",
         "gone", "exposed_t", "tie_end", "tie_to", "tie_kind", "activity", "awake_mind",
         "rule_protocol", "rule_stay",
         "rule_beds"),
        _WRITES,
    ),
    fixed=acts.once(*acts.ACT_FIXED, *acts.NEAR_FIXED, *acts.LOOK_FIXED,
                    *acts.SCAR_FIXED,
                    "role", "household",
                    "tie_ptr"),
    meaning="stays, looks and what they find",
    of="zone",
)  # fmt: skip
