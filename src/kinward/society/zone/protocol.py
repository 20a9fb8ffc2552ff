"""The protocol: those thought bitten are to die before they turn (story K11).

For each condemned person whose whereabouts are known the officer tells the nearest soldier or
medic who is free, awake and not of the household to carry it out. They decide for themselves
(occasion C_ORDERED): who obeys goes there (aim A_ENFORCE) and does it within `reach`. Who
has not set out after `answer` has refused, and the next nearest is told; after `asks` of them the
officer goes in person. Whoever else comes on their own to carry it out, does. zone.protocol
switches it off. Whether the killed carried The Rage is asked by nobody beforehand.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import PENDING
from kinward.core.clock import MINUTE
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import (
    Count,
    Duration,
    Length,
    Probability,
    Rate,
    Real,
    Share,
    Switch,
    ms,
)
from kinward.core.vocabulary import (
    A_ENFORCE,
    A_QUARANTINE,
    A_ROUTINE,
    C_ORDERED,
    MEDIC,
    OFFICER,
    SLEEP,
    SOLDIER,
)
from kinward.core.wish import W_NONE
from kinward.society import acts
from kinward.society.zone.siting import QUARANTINE_HOUSE
from kinward.society.zone.vocabulary import ORDERED, REFUSED


class Protocol(Parameters):
    """How the protocol is carried out, and how the bitten are found. Its switch: zone.protocol."""

    reach: Length = param("3 m", "distance at which it is carried out", "assumed", ge="1 m",
                          le="50 m")  # fmt: skip
    answer: Duration = param("30 min", "who has not set out by then has refused", "assumed",
                             ge="1 min", le="1 day")  # fmt: skip
    patience: Duration = param("3 h", "longest way that is waited for", "assumed", ge="1 min",
                               le="2 days")  # fmt: skip
    asks: Count = param(3, "people told before the officer goes in person", "assumed", ge=0, le=100)
    near: Length = param("10 m", "one in Stage One is noticed within this on the street", "assumed",
                         ge="0 m", le="200 m")  # fmt: skip
    notice: Rate = param("1 /h", "rate at which somebody near attends to one in Stage One",
                         "assumed")  # fmt: skip
    sure: Real = param(1.5, "log odds above which a look is sure of Stage One", "assumed", ge=0,
                       le=20)  # fmt: skip
    loves: Share = param(0.6, "a witness with a tie above this decides for themselves",
                         "story K11, "
                         "assumed")  # fmt: skip
    finds: Probability = param(0.9, "a search of a room finds who is in it", "assumed")
    hides: Probability = param(0.5, "it does so where somebody hides them", "assumed")
    stays: Duration = param("10 min", "time that a search takes at each place", "assumed",
                            ge="1 min",
                            le="1 day")  # fmt: skip
    homes: Count = param(3, "homes of the closest that are searched after one's own", "story K11, "
                         "assumed", ge=0, le=20)  # fmt: skip
    rests: Duration = param("12 h", "time until a search in vain is taken up again", "assumed",
                            ge="10 min", le="60 days")  # fmt: skip
    light: Duration = param("48 h", "a wrong killing comes to light after this, up to half as long "
                            "again", "assumed: the body shows no fungus", ge="1 h",
                            le="60 days")  # fmt: skip
    blame: Share = param(0.5, "share of the way to -1 that trust in who did it falls",
                         "model page, "
                         "Trust: g-, assumed")  # fmt: skip
    scandal: Share = param(0.05, "share of the way to -1 that trust in the zone falls", "assumed")
    reckons: Switch = param(True, "wrong killings come to light", "story K11")


def carry_out(t: int, p: Protocol, c: Any) -> None:
    """Let those who came to do it do it, and tell others to."""
    rows = acts.rolled(c)
    rows = rows[(c.fate[rows] == 0) & ~c.gone[rows]]
    if not len(rows):
        return
    doers = rows[c.aim[rows] == A_ENFORCE]
    condemned = rows[(c.held[rows] == acts.CONDEMNED)]
    if not (len(doers) or len(condemned)):
        return
    way = acts.Way(c)
    for e in acts.by_key(c, doers):
        _come(c, t, p, way, e)
    if c.rule_protocol[0]:
        for m in acts.by_key(c, condemned):
            if not c.gone[m] and not c.sought[m]:
                _order(c, t, p, way, m)


def within(c: Any, e: int, m: int, reach: float) -> bool:
    """Whether e can lay hands on m."""
    same = c.passage[e] == c.passage[m] and c.unit[e] == c.unit[m]
    return bool(same and (c.unit[e] > 0 or abs(c.offset[e] - c.offset[m]) <= reach))


def _come(c: Any, t: int, p: Protocol, way: acts.Way, e: int) -> None:
    """e is on the way to somebody, or there."""
    m = int(c.aim_about[e])
    if m < 0 or m == e or c.gone[m] or c.fate[m] != 0 or c.held[m] == acts.CLEARED:
        acts.send_home(c, way, e)
        return
    if not c.awake_mind[e]:
        return
    if within(c, e, m, p.reach):
        acts.kill(c, way, t, m, e)
        acts.send_home(c, way, e)
    elif not c.moving[e] and c.wish[e] == W_NONE:
        if c.enforcer[m] == e and c.aim[m] == A_QUARANTINE and not c.sought[m]:
            way.to_person(e, m)
        else:  # not where they were thought to be
            acts.send_home(c, way, e)


def _order(c: Any, t: int, p: Protocol, way: acts.Way, m: int) -> None:
    """See to it that somebody is on the way to m."""
    e = int(c.enforcer[m])
    if e >= 0:
        since = t - c.asked_t[m]
        goes = c.aim[e] == A_ENFORCE and c.aim_about[e] == m and not c.gone[e] and c.fate[e] == 0
        if since < ms(p.patience if goes else p.answer):
            return
        undecided = c.pending[e] == C_ORDERED and c.pending_about[e] == m
        if not goes and not undecided and c.fate[e] == 0 and not c.gone[e]:
            acts.note(c, t, REFUSED, e, m, 0, way.place(e), -1, 0.0, 0.0, int(c.case_event[m]))
        c.enforcer[m] = -1
    if c.asked_n[m] < p.asks:
        e = nearest(c, way, m, (SOLDIER, MEDIC))
        if e >= 0:
            tell(c, t, way, e, m)
            acts.occasion(c, e, C_ORDERED, m, int(c.case_event[m]), t + MINUTE)
            return
    e = nearest(c, way, m, (OFFICER,))
    if e < 0:
        e = nearest(c, way, m, (OFFICER, SOLDIER, MEDIC), anyone=True)
    if e >= 0:
        tell(c, t, way, e, m)
        c.aim[e], c.aim_about[e] = A_ENFORCE, m
        c.aim_event[e] = c.case_event[m]
        way.to_person(e, m)


def tell(c: Any, t: int, way: acts.Way, e: int, m: int) -> None:
    """e is told to carry out the protocol on m."""
    c.case_event[m] = acts.note(c, t, ORDERED, e, m, 0, way.place(e), -1, 0.0, 0.0,
                               int(c.case_event[m]))  # fmt: skip
    c.enforcer[m], c.ordered[e], c.asked_t[m] = e, m, t
    c.asked_n[m] += 1


def nearest(
    c: Any, way: acts.Way, m: int, roles: tuple[int, ...], anyone: bool = False, wake: bool = False
) -> int:
    """The nearest free person of these roles who is awake in the zone, -1 nobody.

    With `anyone` those who were told before and those on other errands count too, with `wake`
    those who are asleep.
    """
    who = np.flatnonzero(np.isin(c.role, roles) & (c.fate == 0) & ~c.gone & c.awake_mind)
    who = who[(c.passage[who] >= 0) & (who != m) & (c.household[who] != c.household[m])]
    who = who[(c.p_zone | c.p_gate)[c.passage[who]] & (c.held[who] == acts.FREE)]
    if not anyone:
        up = wake | (c.activity[who] != SLEEP)
        who = who[(c.aim[who] == A_ROUTINE) & up & (c.ordered[who] != m)]
    best, best_d = -1, np.inf
    for e in acts.by_key(c, who):
        d = way.length(e, m)
        if d < best_d:
            best, best_d = e, d
    return best


def in_house(c: Any, m: int) -> bool:
    """Whether m is in the quarantine house."""
    return bool(c.unit[m] == c.place_unit[QUARANTINE_HOUSE, 0])


_WRITES = acts.once(*acts.ACT_WRITES, *acts.KILL_WRITES, *PENDING, "ordered", "asked_n", "asked_t")
PROTOCOL_CARRIED = Process(
    "protocol", "minute", carry_out, section="protocol", python=True,
    writes=_WRITES,
    reads=acts.less(
        (*acts.ACT_READS, *acts.WAY_READS,
         "roll", "roll_n", "stage", "activity", "awake_mind", "rule_protocol"),
        _WRITES,
    ),
    fixed=acts.once(*acts.ACT_FIXED, *acts.WAY_FIXED, "key", "role", "household", "p_zone",
                    "p_gate"),
    meaning="the condemned are killed by those who obey",
    of="zone",
)  # fmt: skip
