"""Keeping together: members of a party share a route and cross singly.

Whoever is more than `together` (4 m, model page) of remaining way ahead of the last waits; a
party that is longer as it walks two abreast is together within its length. Only those on the way
to the same goal count: who has arrived, lies hurt or is carried holds up nobody. Nobody stops in a
crowd: who is ahead in one walks on, and waits where there is room.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.body.laws import critical
from kinward.body.walking import PARTIES, law_in_force
from kinward.city.routes import Net, chart_of, remaining
from kinward.core.bundles import GOES_BY, NET
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.process import Process

TOGETHER = 5  # place of the parameter in the section of walking
ROUNDING = 1e-6  # m by which two ways may be off as they are added up
FILE = 0.5  # m of a file, two abreast, to each of a long party (assumed)
SAME_GOAL = 10.0  # m between two points of one passage that count as one goal (assumed)


class _Ways(NamedTuple):
    """The columns of who is on the way where, bundled inside the kernel."""

    moving: np.ndarray
    fate: np.ndarray
    carried_by: np.ndarray
    passage: np.ndarray
    offset: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray
    goal_unit: np.ndarray
    chart: np.ndarray
    driving: np.ndarray


class _Room(NamedTuple):
    """The columns that say how crowded it is around one, bundled inside the kernel."""

    unit: np.ndarray
    cell: np.ndarray
    cell_n: np.ndarray
    cell_open: np.ndarray
    cell_area: np.ndarray
    p_law: np.ndarray


@nb.njit(cache=True)
def keep(t, par, hold, party, party_next, active_list, active_n, moving, fate, carried_by, passage,
         offset, goal_passage, goal_offset, goal_unit, chart, driving, unit, cell, cell_n,
         cell_open, p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost,
         table, row_of, owner, turn, cell_area, p_law):  # fmt: skip
    """Say of each member of a party on the way whether they wait in this second."""
    net = lend(Net(p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost,
                   table, row_of, owner, turn))  # fmt: skip
    rest = np.empty(moving.size)  # way before those whose party has been looked at, m
    ways = _Ways(moving, fate, carried_by, passage, offset, goal_passage, goal_offset, goal_unit,
                 chart, driving)  # fmt: skip
    room = _Room(unit, cell, cell_n, cell_open, cell_area, p_law)
    for i in range(active_n[0]):
        m = active_list[i]
        if party[m] < 0 or not moving[m]:
            continue
        if par[PARTIES] == 0.0 or not _on_the_way(ways, m):
            hold[m] = False
            continue
        first = party[m]
        while not _on_the_way(ways, first):
            first = party_next[first]
        if first == m:  # the first of them sees to all
            lead = max(par[TOGETHER], FILE * _count(party_next, ways, m))
            _keep_one(hold, rest, party, party_next, ways, room, net, m, lead, par)


@lean
def _keep_one(hold, rest, party, party_next, ways, room, net, first, lead, par):
    """Let the members wait who are more than `lead` (m) ahead of the last."""
    if _close(party, party_next, ways, first, lead - ROUNDING):
        m = party[first]
        while m >= 0:
            hold[m] = False
            m = party_next[m]
        return
    longest = 0.0
    m = party[first]
    while m >= 0:
        if _on_the_way(ways, m) and _same_goal(ways, m, first):
            rest[m] = _rest(ways, net, m)
            longest = max(longest, rest[m])
        m = party_next[m]
    m = party[first]
    while m >= 0:
        ahead = _on_the_way(ways, m) and _same_goal(ways, m, first) and rest[m] < longest - lead
        hold[m] = ahead and not _in_a_crowd(room, ways.passage[m], m, par)
        m = party_next[m]


@lean
def _in_a_crowd(room, p, m, par):
    """Whether so many are about m, on passage p, that whoever stops holds up the others."""
    if room.unit[m] > 0:
        return False
    c = room.cell[m]
    people = room.cell_n[c, 0] + room.cell_n[c, 1] + room.cell_n[c, 2]
    law = law_in_force(room.p_law[p], par)
    return people > critical(law) * room.cell_area[c] * room.cell_open[c]


@lean
def _count(party_next, ways, first):
    """How many are on the way, from the first of them on."""
    n = 0
    m = first
    while m >= 0:
        n += _on_the_way(ways, m)
        m = party_next[m]
    return n


@lean
def _close(party, party_next, ways, first, lead):
    """Whether the ways of those who count surely differ by no more than `lead`, m.

    On one passage two ways differ by what lies between those who go, and between their goals, m.
    So it is in most seconds, and needs no look at the map.
    """
    p, low, high = ways.passage[first], ways.offset[first], ways.offset[first]
    near, far = ways.goal_offset[first], ways.goal_offset[first]
    m = party[first]
    while m >= 0:
        if _on_the_way(ways, m) and _same_goal(ways, m, first):
            same = ways.chart[m] == ways.chart[first] and ways.driving[m] == ways.driving[first]
            if ways.passage[m] != p or not same:
                return False
            low, high = min(low, ways.offset[m]), max(high, ways.offset[m])
            near, far = min(near, ways.goal_offset[m]), max(far, ways.goal_offset[m])
        m = party_next[m]
    return high - low + far - near <= lead


@lean
def _on_the_way(ways, m):
    return ways.moving[m] and ways.fate[m] == 0 and ways.carried_by[m] < 0 and ways.passage[m] >= 0


@lean
def _same_goal(ways, m, first):
    if ways.goal_unit[m] != ways.goal_unit[first]:
        return False
    if ways.goal_passage[m] != ways.goal_passage[first]:
        return False
    return ways.goal_unit[m] > 0 or (
        abs(ways.goal_offset[m] - ways.goal_offset[first]) <= SAME_GOAL
    )


@lean
def _rest(ways, net, m):
    """Way that m has before them, m; nobody waits for one who has none."""
    way = remaining(net, chart_of(ways.chart, ways.driving, m), ways.passage[m], ways.offset[m],
                    ways.goal_passage[m], ways.goal_offset[m])  # fmt: skip
    return way if way < np.inf else 0.0


KEEP = Process(
    "keep", "second", keep, section="walking",
    writes=("hold",),
    reads=("party", "party_next", "active_list", "active_n", "moving", "fate", "carried_by",
           "passage", "offset", "goal_passage", "goal_offset", "goal_unit", *GOES_BY, "unit",
           "cell", "cell_n", "cell_open"),
    fixed=(*NET, "cell_area", "p_law"),
    meaning="members of a party wait for the last of them",
    when=("party_n",),
)  # fmt: skip
