"""Curfew: who is out of doors after it without duty and meets a patrol is sent home.

Between zone.curfew_from (and a grace) and zone.curfew_to a patrol that sees somebody within
`meets` along its street sends them home, unless they are on their way there, are soldiers, or have
a duty: a post, a patrol, work, the clinic, a run, a report, an order (story K6). Its switch:
zone.curfew.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places
from kinward.city.ranks import LIVING, Lives, line_up_rows, no_streets, place_in
from kinward.city.sight import Axes, coordinate
from kinward.core.bundles import AXES, EVENTS, PLACES, WISH
from kinward.core.clock import DAY
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Duration, Length
from kinward.core.vocabulary import (
    A_FETCH,
    A_FOLLOW,
    A_ROUTINE,
    A_WAIT,
    CLINIC,
    PATROL,
    POST,
    SOLDIER,
    WORK,
)
from kinward.core.wish import W_GO, Wish, go
from kinward.society.zone.vocabulary import BREACH


class Curfew(Parameters):
    """How the curfew is kept. Whether there is one, and when: zone.curfew, curfew_from, _to."""

    meets: Length = param("30 m", "a patrol sees people this far along its street", "assumed",
                          ge="0 m", le="1 km")  # fmt: skip
    grace: Duration = param("15 min", "time left to get home", "assumed", ge="0 s", le="4 h")


MEETS, GRACE = range(2)


@lean
def _may(role, activity, aim):
    """Whether somebody may be out: soldiers, those on duty, those who follow a greater need."""
    if role == SOLDIER or activity in (POST, PATROL, CLINIC, WORK):
        return True
    return aim != A_ROUTINE and aim != A_WAIT and aim != A_FETCH and aim != A_FOLLOW


@nb.njit(cache=True)
def keep_curfew(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, running, aim,
                aim_about, aim_event, ev_ints, ev_reals, ev_head, home, passage, unit, cell, facing,
                next_in, prev_in, first_in, cell_n, offset, goal_unit, moving, activity, fate, gone,
                awake_mind, alert, rule_curfew, rule_from, rule_to, p_axis, p_axis_off, p_axis_dir,
                axis_ptr, axis_passage, p_cell, p_ncell, p_len, p_zone, role, u_passage, u_off,
                start_ms, key):  # fmt: skip
    """Let the patrols send home whom they meet.

    Those out of doors are put in order along each street once: a large zone has long streets and
    hundreds of patrols.
    """
    if not rule_curfew[0]:
        return
    of_day = (t + start_ms[0]) % DAY
    begins, ends = rule_from[0] + int(par[GRACE] * 1000.0), rule_to[0]
    if begins > ends:
        if ends <= of_day < begins:
            return
    elif not begins <= of_day < ends:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    streets = no_streets(axis_ptr.size - 1)
    patrols = np.empty(role.size, np.int32)
    n = 0
    for g in range(role.size):
        if role[g] != SOLDIER or activity[g] != PATROL or fate[g] != 0 or gone[g]:
            continue
        if not awake_mind[g] or unit[g] > 0 or passage[g] < 0 or aim[g] != A_ROUTINE:
            continue
        patrols[n] = g
        n += 1
        streets.asked[p_axis[passage[g]]] = True
    if n == 0:
        return
    ranks = line_up_rows(streets, LIVING, at, ax, offset, Lives(fate, gone, awake_mind, alert, key))
    for j in range(n):
        a = p_axis[passage[patrols[j]]]
        here = coordinate(ax, passage[patrols[j]], offset[patrols[j]])
        for i in range(place_in(ranks, a, here - par[MEETS]), ranks.last[a]):
            if ranks.where[i] - here > par[MEETS]:
                break
            m = ranks.who[i]
            if not p_zone[passage[m]]:
                continue
            if _may(role[m], activity[m], aim[m]) or (moving[m] and goal_unit[m] == home[m]):
                continue
            if wish[m] == W_GO and wish_unit[m] == home[m]:  # has just turned home
                continue
            emit(ev_ints, ev_reals, ev_head, t, BREACH, m, -1, 0, passage[m], -1, 0.0, 0.0,
                 aim_event[m])  # fmt: skip
            aim[m] = A_ROUTINE
            aim_about[m] = -1
            aim_event[m] = -1
            running[m] = False
            go(want, m, u_passage[home[m]], u_off[home[m]], home[m])


CURFEW = Process(
    "curfew", "minute", keep_curfew, section="curfew",
    writes=(*WISH, "running", "aim", "aim_about", "aim_event", *EVENTS),
    reads=("home", *PLACES, "offset", "goal_unit", "moving", "activity", "fate", "gone",
           "awake_mind",
           "alert", "rule_curfew", "rule_from", "rule_to"),
    fixed=(*AXES, "p_len", "p_zone", "role", "u_passage", "u_off", "start_ms", "key"),
    meaning="patrols send home who is out after curfew",
    of="zone",
)  # fmt: skip
