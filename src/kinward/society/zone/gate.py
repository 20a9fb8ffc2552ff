"""The gate: who comes in queues, is looked over by the posts, and is let in, kept or killed.

Whoever arrives at a gate with the aim A_GATE joins its queue; each post there (a soldier standing
within reach, conscious) looks over `serves` people a minute, first come, first served; without
posts the queue waits. A verdict goes by signs (society/zone/signs.py), never by the truth:

    sure of Stage One at every one of `looks` looks    killed at once (story K11)
    a bite seen or told of, or sure at the first look  held as a suspect; a bite condemns
    signs, a wound, or infected blood seen             quarantine, while there are beds
    else                                               let through: home, back to the routine

A post who is to keep out, keep apart or kill one of theirs, or to kill a child, decides about it
first (occasion C_GATE): carries it out, lets them through against the rule,
or leaves it to another.

A scar where a bite was long ago is noticed, and its bearer brought in (K11). Who is turned away
for want of a bed tries again after `retry`. With zone.screening off everybody is let through.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import DEEDS, PENDING
from kinward.core.choices import O_DECLINE, O_LET_THROUGH
from kinward.core.clock import MINUTE, SECOND
from kinward.core.deeds import D_HELPED, Deeds, did
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Duration, Length, Probability, Real, Share, Switch, ms
from kinward.core.vocabulary import (
    A_GATE,
    A_POST,
    A_QUARANTINE,
    A_ROUTINE,
    C_GATE,
    POST,
    SOLDIER,
)
from kinward.society import acts
from kinward.society.answers import ANSWER_WRITES, take
from kinward.society.kinds import named
from kinward.society.zone.news import bond
from kinward.society.zone.purposes_gate import BLOOD_SEEN
from kinward.society.zone.vocabulary import (
    AT_GATE,
    KILLED_AT_GATE,
    LET_THROUGH,
    NO_HAND,
    PASSED,
    QUARANTINE,
    SCREENED,
    SUSPECT,
    TURNED_AWAY,
)

THEIRS = 0.2  # bond above which somebody is one of a post's own (assumed)
CHILD = 14  # years below which nobody is killed without a thought (assumed)
ANSWERS_IN = 2 * MINUTE  # after which a post without an answer does what the rule says (assumed)
WELL_SCAR = -2  # verdict of who bears a scar: noticed, not screened further


class Gate(Parameters):
    """How the gate works. Whether people are looked over at all: zone.screening."""

    on: Switch = param(True, "the gate is manned; off: everyone walks through", "story K6")
    serves: Real = param(2, "people that a post looks over in a minute", "assumed", ge=0.01,
                         le=1000)  # fmt: skip
    reach: Length = param("15 m", "posts stand within this of the gate", "assumed", ge="1 m",
                          le="200 m")  # fmt: skip
    looks: Count = param(2, "looks that must all be sure before anyone is killed", "assumed", ge=1,
                         le=20)  # fmt: skip
    sure: Real = param(1.5, "log odds above which a look is sure of Stage One", "assumed", ge=0,
                       le=20)  # fmt: skip
    wound: Share = param(0.05, "wounds above this are a possible exposure, share of strength",
                         "assumed")  # fmt: skip
    blood: Probability = param(0.5, "infected blood of the last hours is seen on somebody",
                               "assumed")  # fmt: skip
    fresh: Duration = param("12 h", "for how long it shows", "assumed", ge="0 s", le="60 days")
    turns_away: Switch = param(True,
                               "when quarantine is full, people are turned away; off: let through",
                               "assumed")  # fmt: skip
    own: Switch = param(True, "posts decide about their own, and about children", "stories, K11")
    retry: Duration = param("2 h", "those turned away try again after this", "assumed", ge="1 min",
                            le="60 days")  # fmt: skip


def gate(t: int, p: Gate, c: Any) -> None:
    """Serve the queues of all gates for a minute."""
    rows = acts.rolled(c)
    if not len(rows):
        return
    _lay_down(c, t, rows)
    aims = c.aim[rows] == A_GATE
    left = rows[(c.gate_t[rows] >= 0) & ~aims]
    c.gate_t[left] = -1
    c.gate_found[left] = -1
    c.gate_post[left] = -1
    rows = rows[aims & (c.fate[rows] == 0) & c.arrived[rows] & (c.unit[rows] == 0)]
    if not len(rows):
        return
    way = acts.Way(c)
    said = {(one.about, one.who): one for one in take(c, C_GATE)}
    for g in range(len(c.gate_passage)):
        here = rows[(c.passage[rows] == c.gate_passage[g])
                    & (np.abs(c.offset[rows] - c.gate_offset[g]) <= p.reach)]  # fmt: skip
        if not len(here):
            continue
        _join(c, t, way, here, g)
        for m in acts.by_key(c, here[c.gate_found[here] >= 0]):
            _settle(c, t, p, way, m, said.get((m, int(c.gate_post[m]))), g)
        queue = _in_order(c, here[(c.gate_t[here] >= 0) & (c.gate_found[here] < 0)])
        if not (p.on and c.rule_screening[0]) or c.gate_free[c.gate_passage[g]]:
            for m in queue:
                _let_in(c, way, m)
            continue
        posts = posts_at(c, g, p.reach)
        minute = t // MINUTE
        each = int(p.serves * (minute + 1)) - int(p.serves * minute)
        for i, m in enumerate(queue[: each * len(posts)]):
            _serve(c, t, p, way, m, _post_for(c, posts, i, m), g)


def _lay_down(c: Any, t: int, rows: np.ndarray) -> None:
    """Who was carried to a gate and lies there waits in its queue like the others."""
    down = rows[~c.awake_mind[rows] & (c.fate[rows] == 0) & (c.carried_by[rows] < 0)
                & (c.unit[rows] == 0) & (c.held[rows] == acts.FREE)]  # fmt: skip
    down = down[c.p_gate[c.passage[down]]]
    c.aim[down], c.aim_about[down], c.arrived[down] = A_GATE, -1, True


def _join(c: Any, t: int, way: acts.Way, here: np.ndarray, g: int) -> None:
    """New arrivals join the queue, in order of keys within the minute."""
    waiting = int((c.gate_t[here] >= 0).sum())
    for m in acts.by_key(c, here[(c.gate_t[here] < 0) & (c.look_t[here] <= t)]):
        c.gate_t[m] = t
        c.case_event[m] = acts.note(c, t, AT_GATE, m, -1, g, way.place(m), -1, waiting, 0.0,
                                   int(c.aim_event[m]))  # fmt: skip
        waiting += 1


def _in_order(c: Any, rows: np.ndarray) -> list[int]:
    return rows[np.lexsort((c.key[rows], c.gate_t[rows]))].tolist()


def posts_at(c: Any, g: int, reach: float) -> list[int]:
    """Soldiers on post at gate g who stand there awake, in the order of their keys."""
    who = acts.around(c, int(c.gate_passage[g]), float(c.gate_offset[g]), 0, reach)
    duty = ((c.aim[who] == A_ROUTINE) & (c.activity[who] == POST)) | (c.aim[who] == A_POST)
    fit = (c.fate[who] == 0) & ~c.gone[who] & c.awake_mind[who] & ~c.moving[who]
    who = who[(c.role[who] == SOLDIER) & duty & fit]
    return acts.by_key(c, who)


def verdict(c: Any, t: int, p: Gate, m: int, by: int) -> tuple[int, float]:
    """What a post makes of m: (verdict, log odds of the first look)."""
    x = acts.look(c, t, m, by)
    seen = acts.bite_seen(c, t, m, by)
    bite = c.reported_t[m] >= 0 or seen
    if bite and acts.is_scar(c, m):
        return WELL_SCAR, x
    if c.rule_protocol[0] and acts.looks_sure(c, t, m, by, x, p.sure, p.looks):
        return KILLED_AT_GATE, x
    if bite or x > p.sure:
        if bite and c.reported_t[m] < 0:
            c.reported_t[m] = t
        return SUSPECT, x
    return (QUARANTINE if x > 0.0 or _exposed(c, t, p, m, by) else PASSED), x


def _exposed(c: Any, t: int, p: Gate, m: int, by: int) -> bool:
    """Whether m looks as if there had been contact: a wound, or infected blood that is seen."""
    if c.hurt[m] > p.wound or c.bleeding[m] > 0.0:
        return True
    if c.exposed_t[m] < 0 or t - c.exposed_t[m] > ms(p.fresh):
        return False
    return acts.draw(c, BLOOD_SEEN, m, by, t) < p.blood


def _post_for(c: Any, posts: list[int], i: int, m: int) -> int:
    """The post whose turn it is; not the one who left m to another, if there are more."""
    by = posts[i % len(posts)]
    return posts[(i + 1) % len(posts)] if by == c.gate_post[m] else by


def _serve(c: Any, t: int, p: Gate, way: acts.Way, m: int, by: int, g: int) -> None:
    """Look m over; do what follows, or let the post decide who has a tie to m."""
    found, x = verdict(c, t, p, m, by)
    if c.rule_stay[0] == 0 and found == QUARANTINE:
        found = PASSED
    if found == QUARANTINE and beds_taken(c) >= c.rule_beds[0]:
        found = TURNED_AWAY if p.turns_away else PASSED
    c.case_event[m] = acts.note(
        c, t, SCREENED, m, by, g, way.place(m), max(found, PASSED), acts.score(x),
        acts.is_infected(c, m), int(c.case_event[m]),
    )  # fmt: skip
    if found in (PASSED, WELL_SCAR) or not _is_torn(c, p, by, m, found):
        _carry_out(c, t, p, way, m, by, found)
        return
    c.gate_found[m], c.gate_post[m] = found, by
    c.look_t[m] = t + ANSWERS_IN
    acts.occasion(c, by, C_GATE, m, int(c.case_event[m]), t + 5 * SECOND)


def _is_torn(c: Any, p: Gate, by: int, m: int, found: int) -> bool:
    """Whether post `by` has to make up their mind before anything is done to m."""
    if not p.own or c.gate_post[m] == by:
        return False
    return bond(c, by, m) > THEIRS or (found == KILLED_AT_GATE and bool(c.age[m] < CHILD))


def _settle(c: Any, t: int, p: Gate, way: acts.Way, m: int, said: Any, g: int) -> None:
    """Do what the post decided about m; without an answer in time the rule is carried out."""
    by, found = int(c.gate_post[m]), int(c.gate_found[m])
    if said is None and t < c.look_t[m]:
        return
    c.gate_found[m] = -1
    if said is not None and said.option == O_LET_THROUGH:
        n = acts.note(c, t, LET_THROUGH, by, m, g, way.place(m), found, cause=said.event)
        did(Deeds(*(getattr(c, name) for name in DEEDS)), by, m, D_HELPED, n, 1.0)
        c.gate_post[m] = -1
        c.reported_t[m] = -1  # what the post saw the zone does not know
        _let_in(c, way, m)
    elif said is not None and said.option == O_DECLINE:  # the next post looks m over
        acts.note(c, t, NO_HAND, by, m, g, way.place(m), found, cause=said.event)
    else:
        if said is not None:
            c.case_event[m] = said.event
        _carry_out(c, t, p, way, m, by, found)


def _carry_out(c: Any, t: int, p: Gate, way: acts.Way, m: int, by: int, found: int) -> None:
    """Do what follows from a verdict."""
    c.gate_t[m], c.gate_post[m] = -1, -1
    if not c.awake_mind[m] and found not in (KILLED_AT_GATE, TURNED_AWAY):
        acts.note(c, t, named("carried"), by, m, 0, way.place(m), -1, 0.0, 0.0,
                  int(c.case_event[m]))  # fmt: skip
    if found == WELL_SCAR:
        acts.notice_well(c, way, t, m, by, int(c.case_event[m]))
    elif found == KILLED_AT_GATE:
        acts.kill(c, way, t, m, by)
    elif found == TURNED_AWAY:
        c.look_t[m] = t + ms(p.retry)
    elif found == PASSED:
        _let_in(c, way, m)
    else:
        bitten = found == SUSPECT and c.reported_t[m] >= 0 and c.rule_protocol[0]
        c.held[m] = acts.CONDEMNED if bitten else acts.WATCHED
        acts.to_quarantine(c, way, m)


def beds_taken(c: Any) -> int:
    """Places of the quarantine that are taken or promised."""
    rows = acts.rolled(c)
    inside = (c.held[rows] > 0) & (c.aim[rows] == A_QUARANTINE) & ~c.gone[rows]
    return int(inside.sum())


def _let_in(c: Any, way: acts.Way, m: int) -> None:
    c.gate_t[m] = -1
    acts.send_home(c, way, m)


_WRITES = acts.once(*acts.ACT_WRITES, *acts.KILL_WRITES, *acts.WELL_WRITES, *PENDING,
*ANSWER_WRITES, *DEEDS,
                    "reported_t", "look_t", "arrived", "gate_found", "gate_post")  # fmt: skip
GATE = Process(
    "gate", "minute", gate, section="gate", python=True,
    writes=_WRITES,
    reads=acts.less(
        (*acts.ACT_READS, *acts.LOOK_READS, *acts.NEAR_READS, "carried_by", "roll", "roll_n",
         "stage", "hurt", "bleeding", "exposed_t", "activity", "awake_mind", "rule_screening",
         "rule_protocol", "rule_stay", "rule_beds", "gate_free", "tie_end", "tie_to",
         "tie_strength"),
        _WRITES,
    ),
    fixed=acts.once(*acts.ACT_FIXED, *acts.NEAR_FIXED, *acts.LOOK_FIXED,
                    *acts.SCAR_FIXED,
                    "role", "age", "tie_ptr", "p_gate", "gate_passage", "gate_offset"),
    meaning="who comes in is looked over by the posts",
    of="zone",
)  # fmt: skip
