"""Supply runs: each morning the pairs whose turn it is are given places to clear (story K7).

A pair goes out about every few days, in a fixed rota; twice as often when food runs short.
Worth, risk and order of the places: society/sites.py. On the way: society/zone/runs.py.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.bundles import EVENTS
from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import (
    Area,
    Count,
    Duration,
    Length,
    Mass,
    Probability,
    Real,
    Share,
    Speed,
    Switch,
)
from kinward.core.vocabulary import OFFICER
from kinward.society.acts import less, note, once
from kinward.society.purposes import RUN_LEAVE, RUN_ORDER, RUN_TURN
from kinward.society.sites import SITE_FIXED, Planner, missing
from kinward.society.zone.life import GROUP_ZONE
from kinward.society.zone.run_rows import FIT_READS, MADE_WRITES, cars_free, clock, is_fit, make
from kinward.society.zone.siting import STORES
from kinward.society.zone.vocabulary import RUN_PLANNED


class Supply(Parameters):
    """Supply runs by pairs of scouts."""

    on: Switch = param(True, "pairs of scouts go out for supplies", "story K7")
    every: Real = param(3, "days from one run of a pair to its next", "assumed", ge=1, le=60)
    short: Real = param(5, "days of food below which pairs go twice as often", "assumed", ge=0,
                        le=365)  # fmt: skip
    plan_at: Duration = param("6.5 h", "time of day at which runs are planned", "assumed",
                              ge="0 h", le="23 h")  # fmt: skip
    leave_at: Duration = param("8 h", "time of day from which they leave", "assumed", ge="0 h",
                               le="23 h")  # fmt: skip
    back_by: Duration = param("16.5 h", "time of day at which they are to be back",
                              "story K7: by dusk", ge="1 h", le="24 h")  # fmt: skip
    longest: Duration = param("6 h", "longest run that is planned", "assumed", ge="30 min",
                              le="16 h")  # fmt: skip
    stops: Count = param(5, "places of one run at most", "assumed", ge=1, le=6)
    cars: Share = param(0.3, "quiet electric cars, a pair of scouts", "story K7, assumed share")
    by_car: Length = param("600 m", "beyond this, or for more than two can carry, a team takes a "
                           "car if one is free", "assumed",
                           le="100 km")  # fmt: skip
    park: Length = param("60 m", "a car is parked at most this far from the place", "assumed",
                         le="1 km")  # fmt: skip
    on_foot: Length = param("150 m", "next place that one walks to from the parked car", "assumed",
                            le="5 km")  # fmt: skip
    drive: Speed = param("4 m/s", "speed that planners count on by car", "assumed", ge="0.5 m/s",
                         le="30 m/s")  # fmt: skip
    walk: Speed = param("1.2 m/s", "speed that planners count on afoot", "assumed", ge="0.3 m/s",
                        le="5 m/s")  # fmt: skip
    parking: Duration = param("2 min", "time that a stop by car costs besides", "assumed", le="1 h")
    area: Area = param("60 m2", "floor searched in the time below", "assumed", ge="1 m2",
                       le="10000 m2")  # fmt: skip
    search: Duration = param("10 min", "time to search that floor", "assumed", ge="1 min",
                             le="10 h")  # fmt: skip
    most_search: Duration = param("60 min", "longest time in one place", "assumed", ge="5 min",
                                  le="12 h")  # fmt: skip
    carry: Mass = param("20 kg", "one carries this much", "assumed", ge="1 kg", le="60 kg")
    car_load: Mass = param("200 kg", "a car takes this much", "assumed", ge="0 kg", le="2 t")
    longing: Real = param(40, "worth of a thing that one longs for, rations", "story K7,"
                          " assumed size", ge=0, le=10000)  # fmt: skip
    risk: Probability = param(0.0005, "believed chance that a place costs a life", "assumed")
    risk_met: Probability = param(0.02, "more of it where the infected were met", "assumed")
    life: Real = param(2000, "worth of a life, rations", "assumed", ge=0, le=1e9)
    suspended: Duration = param("90 min", "one waits this long for a companion who ran", "assumed",
                                le="12 h")  # fmt: skip
    rounds: Count = param(30, "rifle rounds one is issued; half as many for a pistol", "assumed",
                          le=1000)  # fmt: skip


def leader(c: Any, a: int, b: int) -> tuple[int, int]:
    """The pair with who leads first: the older, then the lower key."""
    first = (-int(c.age[a]), int(c.key[a])) < (-int(c.age[b]), int(c.key[b]))
    return (a, b) if first else (b, a)


def pairs(c: Any) -> list[tuple[int, int]]:
    """The pairs of scouts of the zone, leader first, in order of key."""
    rows = np.flatnonzero((c.partner_at_work >= 0) & (c.group_id == GROUP_ZONE))
    rows = rows[c.group_id[c.partner_at_work[rows]] == GROUP_ZONE]
    found = {leader(c, int(m), int(c.partner_at_work[m])) for m in rows}
    return sorted(found, key=lambda pair: int(c.key[pair[0]]))


def has_turn(c: Any, pair: tuple[int, int], day: int, every: float) -> bool:
    """Whether the rota of `every` days has the pair on this day."""
    u = uniform(c.seed[0], RUN_TURN, c.key[pair[0]], c.key[pair[1]], 0, 0)
    return math.floor((day + 1) / every + u) > math.floor(day / every + u)


def known_to_officers(c: Any) -> int:
    """Number of what the first of the officers by key knows of closures, 0 if there is none."""
    rows = np.flatnonzero((c.role == OFFICER) & (c.fate == 0) & ~c.gone)
    return int(c.chart[rows[np.argmin(c.key[rows])]]) if len(rows) else 0


def plan_runs(t: int, par: Supply, c: Any) -> None:
    """Give the pairs whose turn it is their places for the day."""
    day, minute = clock(c, t)
    if not par.on or minute != int(par.plan_at // 60):
        return
    living = int(((c.group_id >= 0) & (c.fate == 0) & ~c.gone).sum())
    stores = c.stock[c.place_unit[STORES, 0]]
    short = stores[ITEM["food"]] < par.short * living
    every = max(1.0, par.every / 2.0) if short else par.every
    every_pair = pairs(c)
    if c.cars[0] < 0:
        some = par.cars > 0 and c.p_park[c.u_passage[c.place_unit[STORES, 0]]] >= 0
        c.cars[0] = max(1, round(par.cars * len(every_pair))) if some else 0
    due = [p for p in every_pair if has_turn(c, p, day, every)]
    due = [p for p in due if is_fit(c, p[0]) and is_fit(c, p[1])]
    if not due:
        return
    seed, key = c.seed[0], c.key
    due.sort(key=lambda p: uniform(seed, RUN_ORDER, key[p[0]], key[p[1]], day, 0))
    midnight = t - minute * MINUTE
    left = cars_free(c)
    table = Planner(c, par, missing(stores, living), known_to_officers(c))
    latest = min(par.longest, 0.85 * (par.back_by - par.leave_at))
    for a, b in due:
        longed = tuple(int(c.longing[m]) for m in (a, b)
                       if c.longing[m] >= 0 and c.load[m, c.longing[m]] < 1.0)  # fmt: skip
        units, takes, car = table.choose(longed, latest, left > 0)
        if len(units) == 0:
            continue
        late = uniform(seed, RUN_LEAVE, key[a], key[b], day, 0) * 20.0
        start = midnight + (int(par.leave_at // 60) + int(late)) * MINUTE
        r = make(c, [a, b], units, start, midnight + int(par.back_by * 1000), car)
        if r < 0:
            return
        left -= car
        place = len(c.p_len) + int(units[0])
        for m, other in ((a, b), (b, a)):
            note(c, t, RUN_PLANNED, m, other, r, place, value=len(units),
                 value2=takes * 1000 / HOUR)  # fmt: skip


_WRITES = once(*MADE_WRITES, *EVENTS, "cars")
SUPPLY = Process(
    "supply", "minute", plan_runs, section="supply", python=True,
    writes=_WRITES,
    reads=less((*FIT_READS, "chart", "aim", "group_id", "stock", "load", "site_left", "site_risk",
                "cars_lost"), _WRITES),
    fixed=once(*SITE_FIXED, "place_unit", "partner_at_work", "longing", "age", "role", "key",
               "seed",
               "start_ms"),
    meaning="pairs of scouts are given places to clear and what to bring",
    of="zone",
)  # fmt: skip
