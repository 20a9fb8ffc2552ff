"""Turning back: who queues at one end of a way goes out by the other, if that is sooner.

Every few seconds those who wait, in the order in which they came, set the time that their queue
will take against the way to the other end, the queue there and the longer rest. Who turned before
them counts there, so that nobody runs after a crowd. Those in a party stay with it.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.body.laws import clear_width, most_flow
from kinward.body.walking import TURNS_BACK, law_in_force
from kinward.city.places import Places, face
from kinward.city.routes import LEG_NODE, Net, chart_of, next_passage, remaining, street_of
from kinward.core.bundles import GOES_BY, NET, PLACES
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.order import in_order
from kinward.core.process import Process

EVERY = 5  # s between two looks back (assumed)
GAIN = 10.0  # s that must be won (assumed)
LINE = 8  # people before one from whom on one looks back (assumed); few ask for ways so


class _Way(NamedTuple):
    """The columns of who is on the way where, bundled inside the kernel."""

    leg_to: np.ndarray
    leg_end: np.ndarray
    waiting_since: np.ndarray
    wait_cell: np.ndarray
    moving: np.ndarray
    fate: np.ndarray
    party: np.ndarray
    offset: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray
    chart: np.ndarray
    driving: np.ndarray
    free_speed: np.ndarray
    pace: np.ndarray


class _Outlets(NamedTuple):
    """What says how many a passage takes in, bundled inside the kernel."""

    p_law: np.ndarray
    p_width: np.ndarray
    p_layer: np.ndarray
    p_cap: np.ndarray
    cell_open: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray


@nb.njit(cache=True)
def turn_back(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, leg_to,
              leg_end, waiting_since, wait_cell, active_list, active_n, moving, fate, party, offset,
              goal_passage, goal_offset, chart, driving, free_speed, pace, cell_open, key, p_a, p_b,
              p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost, table, row_of,
              owner, turn, p_law, p_width, p_layer, p_cap, p_cell, p_ncell):  # fmt: skip
    """Let those who queue at an end of a way turn to its other end."""
    if par[TURNS_BACK] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    net = lend(Net(p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost,
                   table, row_of, owner, turn))  # fmt: skip
    way = _Way(leg_to, leg_end, waiting_since, wait_cell, moving, fate, party, offset, goal_passage,
               goal_offset, chart, driving, free_speed, pace)  # fmt: skip
    outlets = _Outlets(p_law, p_width, p_layer, p_cap, cell_open, p_cell, p_ncell)
    who, since = np.empty(active_n[0], np.int32), np.empty(active_n[0])
    n = _who_queue(active_list, active_n[0], at, way, who, since)
    if n <= LINE:
        return
    toward = np.zeros((p_len.size, 2), np.int32)  # people who make for each end of a passage
    _count(active_list, active_n[0], at, way, toward)
    before = np.zeros((p_len.size, 2), np.int32)  # of those who queue there, who came before
    order = in_order(since[:n], who[:n], key)
    _look_back(n, order, who, before, toward, at, way, net, outlets, par)


@lean
def _end_of(m, way):
    """Number of the end that m makes for: 0 at offset 0, else 1."""
    return 0 if way.leg_to[m] <= 0.0 else 1


@lean
def _to_node(m, at, way):
    """Whether m is on foot on a passage and makes for one of its ends."""
    on_foot = way.moving[m] and not way.driving[m] and way.fate[m] == 0
    return on_foot and at.unit[m] == 0 and at.passage[m] >= 0 and way.leg_end[m] == LEG_NODE


@lean
def _who_queue(active_list, n, at, way, who, since):
    """List those who wait to leave a passage at its end, and since when (s); how many."""
    k = 0
    for i in range(n):
        m = active_list[i]
        if way.waiting_since[m] >= 0.0 and _to_node(m, at, way):
            who[k] = m
            since[k] = way.waiting_since[m]
            k += 1
    return k


@lean
def _count(active_list, n, at, way, toward):
    """Count the people who make for each end of each passage."""
    for i in range(n):
        m = active_list[i]
        if _to_node(m, at, way):
            toward[at.passage[m], _end_of(m, way)] += 1


@lean
def _look_back(n, order, who, before, toward, at, way, net, outlets, par):
    """Let each in turn stay in the queue or turn to the other end."""
    for j in range(n):
        m = who[order[j]]
        p, end = at.passage[m], _end_of(m, way)
        other = 1 - end
        if before[p, end] >= LINE and way.party[m] < 0 and net.p_host[p] < 0:
            stays = _time_by(end, before[p, end], m, p, way, net, outlets, par)
            if _time_by(other, toward[p, other], m, p, way, net, outlets, par) + GAIN < stays:
                toward[p, end] -= 1
                toward[p, other] += 1
                way.leg_to[m] = net.p_len[p] if other == 1 else 0.0
                way.waiting_since[m] = -1.0
                way.wait_cell[m] = -1
                face(at, m, other ^ 1)
                continue
        before[p, end] += 1


@lean
def _time_by(end, queue, m, p, way, net, outlets, par):
    """Time (s) that m takes to its goal by an end of its passage p where `queue` people wait.

    Infinity where no way leads on from there but back.
    """
    node = net.p_a[p] if end == 0 else net.p_b[p]
    off = 0.0 if end == 0 else net.p_len[p]
    chart = chart_of(way.chart, way.driving, m)
    goal, goal_off = way.goal_passage[m], way.goal_offset[m]
    base, base_off = street_of(net, goal, goal_off)
    q = next_passage(net, chart, node, base, base_off)
    if q < 0 or q == p:
        return np.inf
    law = law_in_force(outlets.p_law[q], par)
    flow = most_flow(law, outlets.p_cap[q]) * clear_width(outlets.p_width[q], outlets.p_layer[q])
    c = outlets.p_cell[q] + (0 if net.p_a[q] == node else outlets.p_ncell[q] - 1)
    flow *= outlets.cell_open[c]
    metres = abs(off - way.offset[m]) + remaining(net, chart, p, off, goal, goal_off)
    return metres / max(way.free_speed[m] * way.pace[m], 0.1) + queue / max(flow, 1e-9)


TURN_BACK = Process(
    "turn_back", "second", turn_back, section="walking",
    writes=(*PLACES, "leg_to", "leg_end", "waiting_since", "wait_cell"),
    reads=("active_list", "active_n", "moving", "fate", "party", "offset", "goal_passage",
           "goal_offset", *GOES_BY, "free_speed", "pace", "cell_open"),
    fixed=("key", *NET, "p_law", "p_width", "p_layer", "p_cap", "p_cell", "p_ncell"),
    meaning="who queues at one end of a way leaves by the other, if that is sooner",
    when=("active_n",), every=EVERY,
)  # fmt: skip
