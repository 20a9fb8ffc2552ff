"""Searches: a team that is not back by dusk is overdue, and looked for in the morning (K10).

Those close to the missing are told in the evening. At daybreak comrades and those close to them
are asked; who offers to go goes, the most attached first; too few, and the pair of scouts most
attached to the missing is sent. The party follows the places that the lost team was to clear,
by car if one is free.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import EVENTS, PENDING
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Duration, Switch
from kinward.core.vocabulary import C_CALL, C_OVERDUE, SOLDIER
from kinward.society.acts import less, note, once
from kinward.society.purposes import SEARCH_ORDER
from kinward.society.zone.life import GROUP_ZONE
from kinward.society.zone.news import NEWS_FIXED, NEWS_READS, bond, in_reach, tell
from kinward.society.zone.run_rows import (
    FIT_READS,
    LOST,
    MADE_WRITES,
    MISSED,
    OUT,
    cars_free,
    clock,
    is_fit,
    make,
    open_rows,
    out_there,
)
from kinward.society.zone.supply import pairs
from kinward.society.zone.vocabulary import OVERDUE

COMRADE = 0.3  # how much being a scout counts beside a tie, when people are asked (assumed)


class Search(Parameters):
    """Searches for teams that do not come back."""

    on: Switch = param(True, "the missing are noticed and looked for", "story K10")
    late: Duration = param("1 h", "after the time to be back a team is overdue", "assumed",
                           le="12 h")  # fmt: skip
    call_at: Duration = param("5.5 h", "time of day at which volunteers are asked for", "assumed",
                              le="23 h")  # fmt: skip
    choose_at: Duration = param("6.4 h", "time of day at which the party is chosen, before the "
                                "day's runs are planned", "assumed", le="23 h")  # fmt: skip
    leave_at: Duration = param("7.5 h", "time of day at which the party leaves",
                               "story K10: after a night", le="23 h")  # fmt: skip
    back_by: Duration = param("16.5 h", "time of day at which it is to be back", "assumed",
                              ge="1 h", le="24 h")  # fmt: skip
    asked: Count = param(8, "people who are asked", "assumed", ge=2, le=100)
    party: Count = param(4, "people of a party at most", "assumed", ge=2, le=4)
    days: Count = param(2, "days on which a party is sent", "assumed", le=60)


def search(t: int, par: Search, c: Any) -> None:
    """Notice who is overdue, call for volunteers, and send parties."""
    if not par.on or c.open_n[0] == 0:
        return
    minute = clock(c, t)[1]
    for r in open_rows(c):
        state = c.run_state[r]
        if state == OUT and t >= c.run_due[r] + int(par.late * 1000) and out_there(c, r):
            _miss(t, par, c, r)
        elif state == MISSED and c.rule_search[0]:
            if minute == int(par.call_at // 60):
                _call(t, par, c, r)
            elif minute == int(par.choose_at // 60):
                _send(t, par, c, r, t - minute * MINUTE)
        elif state == MISSED and t > c.run_due[r] + (par.days + 1) * DAY:
            c.run_state[r] = LOST
    _forget(c)


def _miss(t: int, par: Search, c: Any, r: int) -> None:
    """Run r is overdue: those close to its members are told."""
    c.run_state[r] = MISSED
    lead_event = int(c.run_event[r])
    for i, m in out_there(c, r):
        n = note(c, t, OVERDUE, m, -1, r, value=(t - int(c.run_due[r])) / HOUR, cause=lead_event)
        if i == 0 or c.run_event[r] == lead_event:
            c.run_event[r] = n
        tell(c, in_reach(c, m), C_OVERDUE, m, n, t)
    c.site_risk[c.run_stops[r, : c.run_stops_n[r]]] += 0.5


def _fondness(c: Any, r: int) -> dict[int, float]:
    """How much each who is tied to those of run r who are missing is attached to them."""
    fond: dict[int, float] = {}
    for _, o in out_there(c, r):
        for m in c.tie_to[c.tie_ptr[o] : c.tie_end[o]]:
            fond[int(m)] = fond.get(int(m), 0.0) + bond(c, int(m), o)
    return fond


def _call(t: int, par: Search, c: Any, r: int) -> None:
    """Ask comrades and those close to the missing whether they go."""
    missing = [m for _, m in out_there(c, r)]
    if not missing:
        return
    fond = _fondness(c, r)
    day = clock(c, t)[0]

    def rank(m: int) -> tuple[float, float]:
        u = uniform(c.seed[0], SEARCH_ORDER, c.key[m], c.key[missing[0]], day, 0)
        return (-fond.get(m, 0.0) - COMRADE * (c.partner_at_work[m] >= 0), u)

    def able(rows: np.ndarray) -> list[int]:
        rows = rows[c.group_id[rows] == GROUP_ZONE]
        fit = (c.age[rows] >= 16) & (c.age[rows] < 60) & (c.role[rows] != SOLDIER)
        return sorted((int(m) for m in rows[fit & is_fit(c, rows)]), key=rank)

    near = [int(o) for m in missing for o in in_reach(c, m)]
    asked = able(np.unique(np.array([*near, *fond], np.int64)))
    if sum(rank(m)[0] < -COMRADE for m in asked) < par.asked:  # else no other scout comes first
        scouts = np.flatnonzero(c.partner_at_work >= 0)
        asked = able(np.union1d(np.array(asked, np.int64), scouts))
    tell(c, np.array(asked[: par.asked], np.int64), C_CALL, missing[0], int(c.run_event[r]), t)


def _send(t: int, par: Search, c: Any, r: int, midnight: int) -> None:
    """Form a party for lost run r of those who offered, or of a pair that is told to go."""
    if c.run_tries[r] >= par.days or not out_there(c, r):
        c.run_state[r] = LOST
        return
    c.run_tries[r] += 1
    fond = _fondness(c, r)
    offered = [int(m) for m in np.flatnonzero(c.volunteers_for == r) if is_fit(c, int(m))]
    offered.sort(key=lambda m: (-fond.get(m, 0.0), int(c.key[m])))
    party = offered[: par.party]
    if len(party) < 2:
        fit = is_fit(c, slice(None))
        ready = [p for p in pairs(c) if fit[p[0]] and fit[p[1]]]
        ready = [p for p in ready if p[0] not in party and p[1] not in party]
        if ready:
            party += [*max(ready, key=lambda p: sum(fond.get(m, 0.0) for m in p))]
    if len(party) < 2:
        return
    stops = c.run_stops[r, : c.run_stops_n[r]]
    start = max(t + MINUTE, midnight + int(par.leave_at // 60) * MINUTE)
    make(c, party, stops, start, midnight + int(par.back_by * 1000),
         cars_free(c) > 0, of=r)  # fmt: skip


def _forget(c: Any) -> None:
    """An offer stands until its search is over."""
    who = np.flatnonzero(c.volunteers_for >= 0)
    over = c.run_state[c.volunteers_for[who]] != MISSED
    c.volunteers_for[who[over]] = -1


_WRITES = once(
    *MADE_WRITES, *EVENTS, *PENDING, "run_event", "run_tries", "site_risk", "volunteers_for",
)  # fmt: skip
SEARCH = Process(
    "search", "minute", search, section="search", python=True,
    writes=_WRITES,
    reads=less((*FIT_READS, *NEWS_READS, "aim", "group_id", "run_in", "rule_search", "cars",
                "cars_lost"), _WRITES),
    fixed=once(*NEWS_FIXED, "partner_at_work", "age", "role", "start_ms"),
    meaning="overdue teams are missed in the evening and looked for in the morning",
    of="zone",
)  # fmt: skip
