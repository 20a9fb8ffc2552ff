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

from kinward.body.laws import clear_width, critical, most_flow, receiving
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
from kinward.core.lean import lean, row
from kinward.core.lend import lend
from kinward.core.order import in_order
from kinward.core.process import Process
from kinward.core.stamina import running_left

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


class Speeds(NamedTuple):
    """The columns that say how fast one is, bundled inside the kernel."""

    free_speed: np.ndarray
    run_speed: np.ndarray
    pace: np.ndarray
    stamina: np.ndarray
    stamina_t: np.ndarray
    run_full: np.ndarray
    recover: np.ndarray
    running: np.ndarray


class Ahead(NamedTuple):
    """What decides who gets into the next cell, bundled inside the kernel."""

    p_open: np.ndarray
    door_left: np.ndarray
    fate: np.ndarray
    lamps_on: np.ndarray
    smoke: np.ndarray
    cell_open: np.ndarray
    sealed: np.ndarray
    p_gate: np.ndarray
    p_law: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray
    p_width: np.ndarray
    p_layer: np.ndarray
    p_cap: np.ndarray
    cell_area: np.ndarray
    cell_free: np.ndarray


@nb.njit(cache=True)
def cross(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n,
          cell_free, leg_to, leg_end, moving, arrived, blocked, waiting_since, wait_cell, pass_n,
          goal_passage, goal_offset, goal_unit, active_list, active_n, cross_t, running, chart,
          driving, free_speed, run_speed, pace, stamina, stamina_t, run_full, recover, p_open,
          door_left, fate, lamps_on, smoke, cell_open, sealed, key, p_gate,
          p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost, table,
          row_of, owner, turn, p_law, p_cell, p_ncell, p_width, p_layer, p_cap,
          cell_area):  # fmt: skip
    """Let everyone who stands at an edge pass it, in order of arrival, while this step lasts."""
    net = lend(Net(p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost,
                   table, row_of, owner, turn))  # fmt: skip
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    me = lend(Movers(offset, leg_to, leg_end, goal_passage, goal_offset, goal_unit, moving, arrived,
                     blocked, waiting_since, wait_cell, chart, driving))  # fmt: skip
    own = lend(Speeds(free_speed, run_speed, pace, stamina, stamina_t, run_full, recover, running))
    ahead = lend(Ahead(p_open, door_left, fate, lamps_on, smoke, cell_open, sealed, p_gate, p_law,
                       p_cell, p_ncell, p_width, p_layer, p_cap, cell_area, cell_free))  # fmt: skip
    now = t / 1000.0
    n = active_n[0]
    who, when = np.empty(n, np.int32), np.empty(n)
    who_next, when_next = np.empty(n, np.int32), np.empty(n)
    n = _at_edges(active_list, n, cross_t, now, now + par[4], who, when, me, cell_free)
    for _ in range(ROUNDS):
        if n == 0:
            break
        order = in_order(when[:n], who[:n], key)
        n = _pass_in_turn(n, order, who, when, who_next, when_next, t, at, me, own, net, ahead,
                          pass_n, par)  # fmt: skip
        who, when, who_next, when_next = who_next, when_next, who, when


@lean
def _at_edges(active_list, n, cross_t, now, t_end, who, when, me, cell_free):
    """Fill `who` and `when` (s) with those who stand at an edge before `t_end`; how many."""
    k = 0
    for i in range(n):
        m = row(active_list[i])
        if cross_t[m] < 0.0 or _behind(m, me, cell_free, t_end):
            continue
        who[k] = m
        # those who queue come first, in the order in which they came
        when[k] = me.waiting_since[m] if me.waiting_since[m] >= 0.0 else now + cross_t[m]
        k += 1
    return k


@lean
def _pass_in_turn(n, order, who, when, who_next, when_next, t, at, me, own, net, ahead, pass_n,
                  par):  # fmt: skip
    """Let the first `n` of `who` pass in their order; list who is at the next edge, how many."""
    now, k = t / 1000.0, 0
    t_end = now + par[4]
    for j in range(n):
        m, since = row(who[order[j]]), when[order[j]]
        if _behind(m, me, ahead.cell_free, t_end):
            continue
        free_at = _pass_edge(m, max(since, now), t_end, at, me, net, ahead, since, par)
        if free_at < 0.0:
            continue
        pass_n[0] += 1
        p = at.passage[m]
        c = at.cell[m]
        left = running_left(own.stamina[m], own.stamina_t[m], own.run_full[m], own.recover[0], t)
        v = speed_of(ahead.p_law[p], at.cell_n[c, 0] + at.cell_n[c, 1], at.cell_n[c, 2],
                     ahead.cell_area[c] * ahead.cell_open[c], ahead.smoke[c], own.free_speed[m],
                     own.run_speed[m], own.pace[m], left if own.running[m] else 0.0,
                     me.driving[m], par)  # fmt: skip
        stop = edge(net.p_len, ahead.p_ncell, p, c - ahead.p_cell[p], me.offset[m], me.leg_to[m])
        gap = abs(stop - me.offset[m])
        rest = t_end - free_at
        if v * rest >= gap:
            me.offset[m] = stop
            who_next[k] = m
            when_next[k] = free_at + (gap / v if v > 0.0 else 0.0)
            k += 1
        else:
            me.offset[m] += v * rest if stop > me.offset[m] else -v * rest
    return k


@lean
def _behind(m, me, cell_free, t_end):
    """Whether m waits behind others at an edge that is full until `t_end`: nothing to look up."""
    if me.waiting_since[m] < 0.0 or me.wait_cell[m] < 0:
        return False
    return cell_free[me.wait_cell[m] // 2, me.wait_cell[m] % 2] >= t_end


@lean
def _pass_edge(m, t_here, t_end, at, me, net, ahead, since, par):
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
        _arrive(m, at, me, ahead)
        return -1.0
    elif me.leg_end[m] == LEG_FOOT:
        q, q_off = net.p_host[p], net.p_host_off[p]
    elif me.leg_end[m] == LEG_DOOR:
        q, q_off = me.goal_passage[m], 0.0
        if not ahead.p_open[q]:  # its stair has fallen: one stands before the ruin
            _stand(m, at, me)
            return -1.0
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
    if ahead.fate[m] != 0 and inside and ahead.door_left[at.unit[m]] > 0.0:
        return -1.0
    # a closure stands at the ends of a passage: who is within, or lives on it, may come out
    if (at_node and not ahead.p_open[q]) or (
        ahead.fate[m] != 0 and ahead.p_gate[q] and ahead.lamps_on[0]
    ):
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
    facing = 0 if to >= q_off else 1
    if inside:
        c = ahead.p_cell[q] + cell_index(net.p_len, ahead.p_ncell, q, q_off)
    elif within:
        c = at.cell[m] + (1 if facing == 0 else -1)
        c = min(max(c, ahead.p_cell[p]), ahead.p_cell[p] + ahead.p_ncell[p] - 1)
    elif q_off <= 0.0:
        c = ahead.p_cell[q]
    elif q_off >= net.p_len[q]:
        c = ahead.p_cell[q] + ahead.p_ncell[q] - 1
    else:
        c = ahead.p_cell[q] + cell_index(net.p_len, ahead.p_ncell, q, q_off)
    t_through = _gate(c, facing, t_here, t_end, q, at.cell_n, ahead, par)
    if t_through < 0.0:
        me.waiting_since[m] = since
        me.wait_cell[m] = 2 * c + facing
        return -1.0
    me.wait_cell[m] = -1
    take_out(at, m)
    at.passage[m] = q
    at.unit[m] = 0
    at.cell[m] = c
    at.facing[m] = facing
    me.offset[m] = q_off
    me.leg_to[m] = to
    me.leg_end[m] = end
    me.waiting_since[m] = -1.0
    put_in(at, m)
    return t_through


@lean
def _gate(c, facing, t_here, t_end, q, cell_n, ahead, par):
    """Time (s) at which one more enters cell c of passage q, -1 if not before t_end."""
    if par[CAPACITY] == 0.0:
        return t_here if t_here < t_end else -1.0
    law = law_in_force(ahead.p_law[q], par)
    width = clear_width(ahead.p_width[q], ahead.p_layer[q]) * ahead.cell_open[c]
    same, other, stand = cell_n[c, facing], cell_n[c, 1 - facing], cell_n[c, 2]
    share = 1.0
    if par[COUNTERFLOW] != 0.0 and other > 0:
        share = min(max((same + 1.0) / (same + other + 1.0), LANE), 1.0 - LANE)
    flow = most_flow(law, ahead.p_cap[q])
    rho = (same / share + stand) / (ahead.cell_area[c] * ahead.cell_open[c])
    if rho > critical(law):  # below, a declared flow may be above the law's own peak
        flow = min(flow, receiving(law, rho))
    flow *= width * share
    t = max(t_here, ahead.cell_free[c, facing])
    if flow <= 1e-9 or t >= t_end:
        return -1.0
    ahead.cell_free[c, facing] = t + 1.0 / flow
    return t


@lean
def _arrive(m, at, me, ahead):
    """End of the way: step into the unit of the goal, or stand where one is."""
    u = me.goal_unit[m]
    _stand(m, at, me)
    if u > 0 and not ahead.sealed[u] and (ahead.fate[m] == 0 or ahead.door_left[u] <= 0.0):
        take_out(at, m)
        at.unit[m] = u
        put_in(at, m)


@lean
def _stand(m, at, me):
    """Have arrived, and stand where one is."""
    me.moving[m] = False
    me.arrived[m] = True
    me.waiting_since[m] = -1.0
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
           "running", *GOES_BY, "free_speed", "run_speed", "pace", "stamina",
           "stamina_t", "run_full", "recover", "p_open",
           "door_left", "fate", "lamps_on", "smoke", "cell_open", "sealed"),
    fixed=("key", "p_gate", *NET, "p_law", "p_cell", "p_ncell", "p_width", "p_layer", "p_cap",
           "cell_area"),
    meaning="edges, nodes, stairs and doors are passed one by one, at capacity",
    when=("active_n",),
)  # fmt: skip
