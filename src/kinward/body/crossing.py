"""Crossing: edges of cells, nodes, stairs and doors are passed one by one, at capacity.

Each cell keeps a next-free time per direction of entry. A crossing happens at
max(arrival, next free), which then advances by 1/C; C is the peak of the passage's law (or its
declared flow) on its effective width, times the direction's present share of the people there,
and never above what its lane at its density can take in (Godunov; Daganzo's cell transmission).
Two streams form lanes: neither fills the part of the width that the other keeps, or two crowds
that meet would stand for ever.
Who does not get through waits at the edge in order of arrival.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.body.laws import critical, peak, receiving
from kinward.body.walking import CAPACITY, COUNTERFLOW, edge, law_in_force, speed_of
from kinward.city.places import Places, cell_index, face, put_in, take_out
from kinward.city.routes import (
    LEG_DOOR,
    LEG_FOOT,
    LEG_GOAL,
    Net,
    chart_of,
    leg,
    leg_through,
    next_passage,
)
from kinward.core.bundles import GOES_BY, NET, PLACES
from kinward.core.lean import lean
from kinward.core.order import in_order
from kinward.core.process import Process

ROUNDS = 24  # edges that one mover can pass in one step
LANE = 0.25  # share of the width that is left to those who come the other way (assumed)


class Movers(NamedTuple):
    """The columns of who crosses, bundled inside the kernel."""

    offset: np.ndarray
    leg_to: np.ndarray
    leg_end: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray
    goal_unit: np.ndarray
    moving: np.ndarray
    arrived: np.ndarray
    blocked: np.ndarray
    waiting_since: np.ndarray
    wait_cell: np.ndarray
    chart: np.ndarray
    driving: np.ndarray


@nb.njit(cache=True)
def cross(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n,
          cell_free, leg_to, leg_end, moving, arrived, blocked, waiting_since, wait_cell, pass_n,
          goal_passage, goal_offset, goal_unit, active_list, active_n, cross_t, running, chart,
          driving, free_speed,
          run_speed, pace, stamina, p_open, door_left, fate, lamps_on, smoke, key, p_gate,
          p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost, table,
          row_of, owner, turn, p_law, p_cell, p_ncell, p_width, p_layer, p_cap,
          cell_area):  # fmt: skip
    """Let everyone who stands at an edge pass it, in order of arrival, while this step lasts."""
    net = Net(p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost,
              table, row_of, owner, turn)  # fmt: skip
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    me = Movers(offset, leg_to, leg_end, goal_passage, goal_offset, goal_unit, moving, arrived,
                blocked, waiting_since, wait_cell, chart, driving)  # fmt: skip
    dt = par[4]
    now = t / 1000.0
    who = np.empty(active_n[0], np.int32)
    when = np.empty(active_n[0], np.float64)
    n = 0
    for i in range(active_n[0]):
        m = active_list[i]
        if cross_t[m] < 0.0 or _behind(m, me, cell_free, now + dt):
            continue
        who[n] = m
        # those who queue come first, in the order in which they came
        when[n] = waiting_since[m] if waiting_since[m] >= 0.0 else now + cross_t[m]
        n += 1
    for _ in range(ROUNDS):
        if n == 0:
            break
        order = in_order(when[:n], who[:n], key)
        left = 0
        who2 = np.empty(n, np.int32)
        when2 = np.empty(n, np.float64)
        for j in range(n):
            m = who[order[j]]
            if _behind(m, me, cell_free, now + dt):
                continue
            free_at = _pass_edge(m, max(when[order[j]], now), now + dt, at, me, net, cell_free,
                                 p_open, door_left, fate, lamps_on, p_gate, p_law, p_cell,
                                 p_ncell, p_width, p_layer,
                                 p_cap, cell_area, when[order[j]], par)  # fmt: skip
            if free_at < 0.0:
                continue
            pass_n[0] += 1
            rest = now + dt - free_at
            p = passage[m]
            c = cell[m]
            v = speed_of(p_law[p], cell_n[c, 0] + cell_n[c, 1], cell_n[c, 2], cell_area[c],
                         smoke[c], free_speed[m], run_speed[m], pace[m], running[m], stamina[m],
                         driving[m], par)  # fmt: skip
            stop = edge(p_len, p_ncell, p, c - p_cell[p], offset[m], leg_to[m])
            gap = abs(stop - offset[m])
            if v * rest >= gap:
                offset[m] = stop
                who2[left] = m
                when2[left] = free_at + (gap / v if v > 0.0 else 0.0)
                left += 1
            else:
                offset[m] += v * rest if stop > offset[m] else -v * rest
        who, when, n = who2, when2, left


@lean
def _behind(m, me, cell_free, t_end):
    """Whether m waits behind others at an edge that is full until `t_end`: nothing to look up."""
    if me.waiting_since[m] < 0.0 or me.wait_cell[m] < 0:
        return False
    return cell_free[me.wait_cell[m] // 2, me.wait_cell[m] % 2] >= t_end


@lean
def _pass_edge(m, t_here, t_end, at, me, net, cell_free, p_open, door_left, fate, lamps_on, p_gate,
               p_law, p_cell, p_ncell, p_width, p_layer, p_cap, cell_area, since,
               par):  # fmt: skip
    """Let mover m pass the edge it stands at.

    Returns:
        The time (s) at which it is through and walks on, -1 if it stays or has arrived.
    """
    p = at.passage[m]
    off = me.offset[m]
    inside = at.unit[m] > 0
    within = not inside and abs(off - me.leg_to[m]) > 1e-9  # between two cells of one passage
    at_node = False
    if inside or within:
        q, q_off = p, off
    elif me.leg_end[m] == LEG_GOAL:
        _arrive(m, at, me, door_left, fate)
        return -1.0
    elif me.leg_end[m] == LEG_FOOT:
        q, q_off = net.p_host[p], net.p_host_off[p]
    elif me.leg_end[m] == LEG_DOOR:
        q, q_off = me.goal_passage[m], 0.0
    else:
        node = net.p_a[p] if off <= 0.0 else net.p_b[p]
        g, g_off = me.goal_passage[m], me.goal_offset[m]
        if net.p_host[g] >= 0:
            g, g_off = net.p_host[g], net.p_host_off[g]
        q = next_passage(net, chart_of(me.chart, me.driving, m), node, g, g_off)
        if q < 0:
            _halt(m, at, me)
            return -1.0
        # a loop passage has the node at both ends: enter at the nearer to the goal
        q_off = 0.0 if net.p_a[q] == node else net.p_len[q]
        at_node = True
    if fate[m] != 0 and inside and door_left[at.unit[m]] > 0.0:
        return -1.0
    # a closure stands at the ends of a passage: who is within, or lives on it, may come out
    if (at_node and not p_open[q]) or (fate[m] != 0 and p_gate[q] and lamps_on[0]):
        _halt(m, at, me)
        return -1.0
    if within:
        to, end = me.leg_to[m], me.leg_end[m]
    elif at_node:
        to, end = leg_through(net, q, q_off, me.goal_passage[m], me.goal_offset[m])
    else:
        to, end = leg(net, chart_of(me.chart, me.driving, m), q, q_off, me.goal_passage[m],
                      me.goal_offset[m])  # fmt: skip
    if end < 0:
        _halt(m, at, me)
        return -1.0
    ahead = 0 if to >= q_off else 1
    if inside:
        c = p_cell[q] + cell_index(net.p_len, p_ncell, q, q_off)
    elif within:
        c = at.cell[m] + (1 if ahead == 0 else -1)
        c = min(max(c, p_cell[p]), p_cell[p] + p_ncell[p] - 1)
    elif q_off <= 0.0:
        c = p_cell[q]
    elif q_off >= net.p_len[q]:
        c = p_cell[q] + p_ncell[q] - 1
    else:
        c = p_cell[q] + cell_index(net.p_len, p_ncell, q, q_off)
    t_through = _gate(c, ahead, t_here, t_end, q, at.cell_n, cell_free, p_law, p_width, p_layer,
                      p_cap, cell_area, par)  # fmt: skip
    if t_through < 0.0:
        me.waiting_since[m] = since
        me.wait_cell[m] = 2 * c + ahead
        return -1.0
    me.wait_cell[m] = -1
    take_out(at, m)
    at.passage[m] = q
    at.unit[m] = 0
    at.cell[m] = c
    at.facing[m] = ahead
    me.offset[m] = q_off
    me.leg_to[m] = to
    me.leg_end[m] = end
    me.waiting_since[m] = -1.0
    put_in(at, m)
    return t_through


@lean
def _gate(c, ahead, t_here, t_end, q, cell_n, cell_free, p_law, p_width, p_layer, p_cap,
          cell_area, par):  # fmt: skip
    """Time (s) at which one more enters cell c of passage q, -1 if not before t_end."""
    if par[CAPACITY] == 0.0:
        return t_here if t_here < t_end else -1.0
    law = law_in_force(p_law[q], par)
    width = max(p_width[q] - 2.0 * p_layer[q], 0.3)
    same, other, stand = cell_n[c, ahead], cell_n[c, 1 - ahead], cell_n[c, 2]
    share = 1.0
    if par[COUNTERFLOW] != 0.0 and other > 0:
        share = min(max((same + 1.0) / (same + other + 1.0), LANE), 1.0 - LANE)
    flow = peak(law) if np.isnan(p_cap[q]) else p_cap[q]
    rho = (same / share + stand) / cell_area[c]
    if rho > critical(law):  # below, a declared flow may be above the law's own peak
        flow = min(flow, receiving(law, rho))
    flow *= width * share
    t = max(t_here, cell_free[c, ahead])
    if flow <= 1e-9 or t >= t_end:
        return -1.0
    cell_free[c, ahead] = t + 1.0 / flow
    return t


@lean
def _arrive(m, at, me, door_left, fate):
    """End of the way: step into the unit of the goal, or stand where one is."""
    u = me.goal_unit[m]
    me.moving[m] = False
    me.arrived[m] = True
    me.waiting_since[m] = -1.0
    if u > 0 and (fate[m] == 0 or door_left[u] <= 0.0):
        take_out(at, m)
        at.unit[m] = u
        at.facing[m] = 2
        put_in(at, m)
    else:
        face(at, m, 2)


@lean
def _halt(m, at, me):
    """Stop where no way leads on."""
    me.moving[m] = False
    me.blocked[m] = True
    me.waiting_since[m] = -1.0
    face(at, m, 2)


CROSS = Process(
    "cross", "second", cross, section="walking",
    writes=(PLACES[0], "offset", *PLACES[1:], "cell_free", "leg_to", "leg_end", "moving",
            "arrived", "blocked", "waiting_since", "wait_cell", "pass_n"),
    reads=("goal_passage", "goal_offset", "goal_unit", "active_list", "active_n", "cross_t",
           "running", *GOES_BY, "free_speed", "run_speed", "pace", "stamina", "p_open",
           "door_left", "fate", "lamps_on", "smoke"),
    fixed=("key", "p_gate", *NET, "p_law", "p_cell", "p_ncell", "p_width", "p_layer", "p_cap",
           "cell_area"),
    meaning="edges, nodes, stairs and doors are passed one by one, at capacity",
    when=("active_n",),
)  # fmt: skip
