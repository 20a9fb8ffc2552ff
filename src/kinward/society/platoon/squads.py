"""Squads at the start: who serves with whom, under whom, from which station, with what arms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from kinward.city.graph import ITEM, UnitKind
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Count, Duration, Length, Probability, Real, Share, Switch
from kinward.core.vocabulary import OFFICER, SOLDIER
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.vocabulary import LIEUTENANT, PRIVATE, SERGEANT

Column = Callable[[str], np.ndarray]
STATIONS = (UnitKind.HALL, UnitKind.SCHOOL, UnitKind.OFFICE)
LEGIT = 0.7  # standing of a squad's leader at the start (assumed)


class Platoon(Parameters):
    """Soldiers of a city, in squads."""

    on: Switch = param(False, "the city's soldiers act in squads", "story S5")
    stations: Count = param(3, "stations from which they serve", "assumed", ge=1, le=100)
    rounds: Count = param(120, "rifle rounds of each: four magazines of 30", "assumed", ge=0,
                          le=10_000)  # fmt: skip
    reached: Probability = param(0.5, "an order to muster reaches one by radio or telephone",
                                 "story S1: the net goes dead; assumed")  # fmt: skip
    gathers: Duration = param("30 min", "a squad waits for its own before it is sent out",
                              "assumed", ge="0 s", le="2 days")  # fmt: skip
    orders: Duration = param("15 min", "from one order to the next", "assumed", ge="1 min",
                             le="2 days")  # fmt: skip
    holds: Duration = param("24 h", "squads are let go this long after the danger showed",
                            "assumed", ge="0 s", le="60 days")  # fmt: skip
    takes_over: Duration = param("2 min", "until the next in rank leads", "assumed", ge="0 s",
                                 le="1 day")  # fmt: skip
    least: Count = param(3, "with fewer a squad is not sent out", "assumed", ge=1, le=100)
    nearby: Length = param("40 m", "who is within this is with the squad", "assumed", ge="1 m",
                           le="1 km")  # fmt: skip
    succession: Switch = param(True, "the next in rank takes over from a leader who fell",
                               "story S5")  # fmt: skip
    commands: Switch = param(True, "squads of a station are platoons, and close up when few",
                             "story S5")  # fmt: skip
    squads: Count = param(3, "squads of a platoon", "assumed: as in most armies", ge=1, le=100)
    closes: Duration = param("5 min", "from one order to close up to the next", "assumed",
                             ge="1 min", le="1 day")  # fmt: skip
    shares: Switch = param(True, "ammunition is shared out", "story S5")
    formations: Switch = param(True, "a squad near creatures stands in line or circle, and shares "
                               "the targets out", "story S5")  # fmt: skip
    ready: Length = param("60 m", "as far off as creatures make it form", "assumed", ge="1 m",
                          le="1 km")  # fmt: skip
    peels: Switch = param(True, "a squad that is pressed goes back by turns", "story S5")
    bound: Length = param("20 m", "as far as one half goes back beyond the other", "assumed",
                          ge="1 m", le="1 km")  # fmt: skip
    low: Count = param(15, "rounds each on average from which on a squad is pressed", "assumed",
                       ge=0, le=10_000)  # fmt: skip
    fallen: Share = param(0.34, "part of those who formed whose loss presses it", "assumed")
    close: Length = param("15 m", "within which creatures press it", "assumed", ge="1 m",
                          le="1 km")  # fmt: skip
    each_stops: Real = param(0.3, "creatures there that each of a squad can stop", "assumed: a "
                             "rifle ends one in 12 s", ge=0, le=100)  # fmt: skip
    grenades: Count = param(2, "hand grenades of each", "assumed", ge=0, le=100)
    side_arms: Switch = param(True, "each has a pistol as well", "story S5")
    pistol_rounds: Count = param(30, "rounds for it: two magazines of 15", "assumed", ge=0,
                                 le=1000)  # fmt: skip


def found_squads(column: Column, par: Platoon) -> None:
    """Put the soldiers of a city into their squads (people/friends.py), groups from 1.

    Args:
        column: any column by name. par: the section.
    """
    role, key = column("role"), column("key")
    here = (column("fate") == 0) & ~column("gone")
    force = np.flatnonzero(((role == SOLDIER) | (role == OFFICER)) & here)
    if not par.on or not len(force):
        return
    team = column("team")[force]
    numbers = np.unique(team[team >= 0])
    squads = max(1, len(numbers))
    squad_of = np.searchsorted(numbers, team)
    loose = np.flatnonzero(team < 0)  # officers, and soldiers without a squad, are dealt out
    order = loose[np.lexsort((key[force][loose], role[force][loose] != OFFICER))]
    squad_of[order] = np.arange(len(order)) % squads
    stations = _stations(column, int(par.stations))
    column("group_n")[0] = 1 + squads
    for i in range(squads):
        g, who = 1 + i, force[squad_of == i]
        unit = int(stations[i % len(stations)])
        column("g_kind")[g], column("g_unit")[g] = SQUAD_KIND, unit
        column("group_id")[who] = g
        column("rank")[who] = PRIVATE
        column("rank")[who[role[who] == OFFICER]] = LIEUTENANT
        plain = who[role[who] == SOLDIER]
        oldest = plain[np.lexsort((key[plain], -column("age")[plain]))]
        column("rank")[oldest[: max(1, len(who) // 5)]] = SERGEANT
        column("g_leader")[g] = in_rank(column, who)[0]
        column("g_heads")[g] = 1
        column("g_people")[g] = len(who)
        column("g_post")[g] = column("u_passage")[unit]
        column("g_post_off")[g] = column("u_off")[unit]
        column("post_passage")[who] = column("u_passage")[unit]
        column("post_offset")[who] = column("u_off")[unit]
        column("legit")[who] = LEGIT
    column("load")[force, ITEM["rifle"]] = 1
    column("load")[force, ITEM["rifle_round"]] = par.rounds
    column("load")[force, ITEM["bandage"]] = 2
    column("load")[force, ITEM["grenade"]] = par.grenades
    if par.side_arms:
        column("load")[force, ITEM["pistol"]] = 1
        column("load")[force, ITEM["pistol_round"]] = par.pistol_rounds


def living_of(c: Any, kind: int) -> list[tuple[int, np.ndarray]]:
    """Each group of a kind with anybody left, and the rows of its living; `c` any columns."""
    ours = (c.group_id >= 0) & (c.g_kind[c.group_id] == kind)
    rows = np.flatnonzero(ours & (c.fate == 0) & ~c.gone)
    rows = rows[np.argsort(c.group_id[rows], kind="stable")]
    numbers, first = np.unique(c.group_id[rows], return_index=True)
    return list(zip(numbers.tolist(), np.split(rows, first[1:])))


def in_rank(c: Any, who: np.ndarray) -> np.ndarray:
    """Rows in the order in which they would lead: rank, then age, then key. `c`: any column."""
    return who[np.lexsort((c("key")[who], -c("age")[who], -c("rank")[who]))]


def _stations(column: Column, n: int) -> np.ndarray:
    """The largest rooms of public houses on the ground floor; any ground floor where there is
    none."""
    kind, floor = column("u_kind"), column("u_floor")
    rows = np.flatnonzero(np.isin(kind, STATIONS) & (floor == 0))
    rows = rows[rows > 0]
    if not len(rows):
        rows = np.flatnonzero(floor == 0)[1:]
    return rows[np.argsort(-column("u_area")[rows], kind="stable")][:n]


def squad_groups(column: Column) -> list[Mapping[str, Any]]:
    """Rows of the starting table of groups for the squads."""
    kinds = column("g_kind")[: int(column("group_n")[0])]
    return [
        {
            "group_id": g, "name": f"squad {g}", "kind": "squad",
            "leader": int(column("g_leader")[g]), "style": 0.5, "since": 0, "until": None,
        }
        for g in np.flatnonzero(kinds == SQUAD_KIND).tolist()
    ]  # fmt: skip
