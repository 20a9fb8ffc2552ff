"""Manhunt: whoever the zone seeks is looked for where they were seen, at home, with the closest.

The nearest free soldier goes to one place after the other: where they were last seen (if a
witness raised the hue), their home, the homes of the closest by tie, and stays `stays` at each.
Somebody in the room is found with `finds`, or with `hides` where they are sheltered (story K11:
they go deeper into hiding from the search). Found, they are taken to quarantine, and the searcher
is the first who is told to carry out the protocol. In vain, the search rests for `rests`.
Switched off with zone.search = false.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import PENDING
from kinward.core.clock import MINUTE
from kinward.core.process import Process
from kinward.core.quantity import ms
from kinward.core.vocabulary import A_ROUTINE, A_SEARCH, C_ORDERED, SOLDIER
from kinward.society import acts
from kinward.society.zone.protocol import Protocol, in_house, nearest, tell, within
from kinward.society.zone.purposes_gate import FOUND
from kinward.society.zone.vocabulary import SEARCH_ENDED, SEARCH_FOUND, SEARCH_SENT


def hunt_down(t: int, p: Protocol, c: Any) -> None:
    """Carry every search within the zone a minute further."""
    rows = acts.rolled(c)
    idle = rows[(c.aim[rows] == A_SEARCH) & (c.fate[rows] == 0)]
    sought = rows[c.sought[rows] & (c.fate[rows] == 0) & ~c.gone[rows]]
    if not (len(idle) or len(sought)):
        return
    way = acts.Way(c)
    for s in acts.by_key(c, idle):
        m = int(c.aim_about[s])
        if m >= 0 and c.searcher[m] == s and (c.gone[m] or c.fate[m] != 0 or not c.sought[m]):
            c.searcher[m] = -1
            acts.send_home(c, way, s)
    if not c.rule_search[0]:
        return
    for m in acts.by_key(c, sought):
        if in_house(c, m) and c.stay_until[m] >= 0:
            c.sought[m] = False
        elif c.look_t[m] <= t:
            _search(c, t, p, way, m)


def _search(c: Any, t: int, p: Protocol, way: acts.Way, m: int) -> None:
    s = int(c.searcher[m])
    on_it = s >= 0 and c.aim[s] == A_SEARCH and c.aim_about[s] == m and c.fate[s] == 0
    if not on_it or c.gone[s]:
        fresh = s >= 0 and not c.gone[s] and c.fate[s] == 0 and c.aim[s] == A_ROUTINE
        s = s if fresh else nearest(c, way, m, (SOLDIER,))
        c.searcher[m] = s
        if s >= 0:
            _send(c, t, p, way, m, s)
        return
    if c.moving[s]:
        return
    if c.asked_t[m] < 0:  # just arrived: the search of this place begins
        c.asked_t[m] = t
    if finds(c, t, p, m, s):
        _found(c, t, way, m, s)
    elif t - c.asked_t[m] >= ms(p.stays):
        c.search_step[m] += 1
        _send(c, t, p, way, m, s)


def finds(c: Any, t: int, p: Protocol, m: int, s: int) -> bool:
    """Whether s, at a place, comes on m there. One draw for each place of each search."""
    if not within(c, s, m, p.reach):
        return False
    hidden = c.shelters[m] >= 0
    return acts.draw(c, FOUND, m, s, int(c.asked_t[m])) < (p.hides if hidden else p.finds)


def _send(c: Any, t: int, p: Protocol, way: acts.Way, m: int, s: int) -> None:
    """Send s to the next place, or end the search."""
    step = int(c.search_step[m])
    c.asked_t[m] = -1
    units = places(c, m, p.homes)
    if step > len(units):
        acts.note(c, t, SEARCH_ENDED, s, m, 0, way.place(s), -1, 0.0, 0.0, int(c.aim_event[s]))
        c.search_step[m], c.searcher[m] = 1, -1
        c.look_t[m] = t + ms(p.rests)
        acts.send_home(c, way, s)
        return
    fresh = c.aim[s] != A_SEARCH
    c.aim[s], c.aim_about[s] = A_SEARCH, m
    if fresh:
        c.aim_event[s] = acts.note(c, t, SEARCH_SENT, s, m, step, way.place(s), -1, 0.0, 0.0,
                                   int(c.case_event[m]))  # fmt: skip
    if step == 0:
        way.to_person(s, m, True)
    else:
        way.to_unit(s, units[step - 1])


def places(c: Any, m: int, homes: int) -> list[int]:
    """Units searched for m: the own home, then the homes of the closest by tie."""
    lo, hi = int(c.tie_ptr[m]), int(c.tie_end[m])
    to = c.tie_to[lo:hi]
    inside = c.p_zone[c.u_passage[c.home[to]]]
    order = np.lexsort((c.key[to], -c.tie_strength[lo:hi]))
    out = [int(c.home[m])]
    for i in order:
        if len(out) > homes:
            break
        if inside[i] and int(c.home[to[i]]) not in out:
            out.append(int(c.home[to[i]]))
    return out


def _found(c: Any, t: int, way: acts.Way, m: int, s: int) -> None:
    """s has found m: taken to quarantine, and s is told first."""
    c.case_event[m] = acts.note(c, t, SEARCH_FOUND, s, m, 0, way.place(m), -1, 1.0, 0.0,
                               int(c.aim_event[s]))  # fmt: skip
    c.sought[m], c.searcher[m], c.asked_n[m], c.asked_t[m] = False, -1, 0, t
    if acts.is_scar(c, m):
        acts.notice_well(c, way, t, m, s, int(c.case_event[m]))
        acts.send_home(c, way, s)
        return
    acts.to_quarantine(c, way, m)
    acts.send_home(c, way, s)
    if c.rule_protocol[0] and c.household[s] != c.household[m]:
        c.held[m] = acts.CONDEMNED
        tell(c, t, way, s, m)
        acts.occasion(c, s, C_ORDERED, m, int(c.case_event[m]), t + MINUTE)
    else:
        c.held[m] = max(int(c.held[m]), acts.WATCHED)


_WRITES = acts.once(*acts.ACT_WRITES, *acts.WELL_WRITES, *PENDING, "ordered", "enforcer",
                    "asked_n", "asked_t", "searcher", "search_step", "look_t")  # fmt: skip
MANHUNT = Process(
    "manhunt", "minute", hunt_down, section="protocol", python=True,
    writes=_WRITES,
    reads=acts.less(
        (*acts.ACT_READS, *acts.WAY_READS,
         "moving", "roll", "roll_n", "stage", "fate", "gone", "exposed_t",
         "activity", "awake_mind", "shelters", "tie_end", "tie_to", "tie_strength",
         "rule_protocol", "rule_search"),
        _WRITES,
    ),
    fixed=acts.once(*acts.ACT_FIXED, *acts.WAY_FIXED, *acts.LOOK_FIXED,
                    *acts.SCAR_FIXED,
                    "role", "household",
                    "tie_ptr", "p_zone", "p_gate"),
    meaning="those sought within the zone are looked for",
    of="zone",
)  # fmt: skip
