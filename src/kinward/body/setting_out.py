"""Setting out: wishes to go somewhere become goals, and who has no way is told so.

Who is in a room above a stair full of smoke has none. Who is carried or unconscious goes nowhere.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.heading import Heading, send, stop
from kinward.city.places import Places
from kinward.city.routes import Net, chart_of, remaining
from kinward.core.bundles import GOES_BY, HEADING, NET, PLACES
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.wish import W_GATE, W_NONE, W_STOP


@nb.njit(cache=True)
def set_out(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, goal_passage,
            goal_offset, goal_unit, leg_to, leg_end, moving, arrived, blocked, waiting_since,
            active, active_list, active_n, wish, wish_n, offset, wish_passage, wish_offset,
            wish_unit, wishers, fate, gone, awake_mind, carried_by, cut_off, chart, driving, p_a,
            p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost, table, row_of,
            owner, turn, gate_passage, gate_offset):  # fmt: skip
    """Carry out the wishes since the last second."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    to = lend(Heading(goal_passage, goal_offset, goal_unit, leg_to, leg_end, moving, arrived,
                      blocked, waiting_since, active, active_list, active_n))  # fmt: skip
    net = lend(Net(p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost,
                   table, row_of, owner, turn))  # fmt: skip
    for i in range(wish_n[0]):
        m = wishers[i]
        kind = wish[m]
        wish[m] = W_NONE
        faint = fate[m] == 0 and not awake_mind[m]
        if gone[m] or passage[m] < 0 or carried_by[m] >= 0 or faint:
            moving[m] = False
            continue
        if kind == W_STOP:
            stop(to, at, m)
            continue
        if cut_off[m] and unit[m] > 0:
            moving[m], blocked[m] = False, True
            continue
        by = chart_of(chart, driving, m)
        p, off, u = wish_passage[m], wish_offset[m], wish_unit[m]
        if kind == W_GATE:
            best = np.inf
            for g in range(gate_passage.size):
                d = remaining(net, by, passage[m], offset[m], gate_passage[g], gate_offset[g])
                if d < best:
                    best = d
                    p, off, u = gate_passage[g], gate_offset[g], 0
            if best == np.inf:
                blocked[m] = True
                continue
        send(to, at, net, by, offset, m, p, off, u)
    wish_n[0] = 0


SET_OUT = Process(
    "set_out", "second", set_out,
    writes=(*PLACES, *HEADING, "wish", "wish_n"),
    reads=("offset", "wish_passage", "wish_offset", "wish_unit", "wishers", "fate", "gone",
           "awake_mind", "carried_by", "cut_off", *GOES_BY),
    fixed=(*NET, "gate_passage", "gate_offset"),
    meaning="wishes to go somewhere become goals",
    when=("wish_n",),
)  # fmt: skip
