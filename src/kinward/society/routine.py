"""The routine: at the times of their timetable people set out for where it puts them.

The timetable is data; only deviations are events. Who follows another aim, or is hurt, is left
alone. Departures of a minute are found in a table sorted by minute of the day.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.heading import Heading, send
from kinward.city.places import Places
from kinward.city.routes import Net
from kinward.core.bundles import HEADING, NET, PLACES
from kinward.core.clock import DAY, MINUTE
from kinward.core.process import Process

TO_HOME, TO_WORK, TO_POST = -1, -2, -3  # entries of activity_unit that depend on the person


def departures(timetable) -> dict[str, np.ndarray]:
    """Who sets out for what at each minute of the day.

    Returns:
        due_ptr (1441,), due_who and due_activity, sorted by minute and person.
    """
    n = len(timetable.pattern)
    count = np.diff(timetable.ptr)
    who = np.flatnonzero(timetable.pattern >= 0)
    each = count[timetable.pattern[who]]
    person = np.repeat(who, each)
    start = np.repeat(timetable.ptr[timetable.pattern[who]], each)
    entry = start + np.arange(len(person)) - np.repeat(np.cumsum(each) - each, each)
    shift = np.round(timetable.jitter[person] / 60.0).astype(np.int64)
    minute = (timetable.minute[entry].astype(np.int64) + shift) % 1440
    order = np.lexsort((person, minute))
    ptr = np.zeros(1441, np.int64)
    np.cumsum(np.bincount(minute, minlength=1440), out=ptr[1:])
    assert n >= 0
    return {
        "due_ptr": ptr,
        "due_who": person[order].astype(np.int32),
        "due_activity": timetable.activity[entry][order].astype(np.int8),
    }


@nb.njit(cache=True)
def routine(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, goal_passage,
            goal_offset, goal_unit, leg_to, leg_end, moving, arrived, blocked, waiting_since,
            active, active_list, active_n, activity, running, offset, aim, gone, fate, awake_mind,
            p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, walk_cost, table,
            row_of, owner, turn, due_ptr, due_who, due_activity, activity_unit, home, work,
            post_passage, post_offset, hall_of, u_passage, u_off, start_ms):  # fmt: skip
    """Send on their way those whose timetable says so in this minute."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    to = Heading(goal_passage, goal_offset, goal_unit, leg_to, leg_end, moving, arrived, blocked,
                 waiting_since, active, active_list, active_n)  # fmt: skip
    net = Net(p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, walk_cost,
              table, row_of, owner, turn)  # fmt: skip
    minute = ((t + start_ms[0]) % DAY) // MINUTE
    for i in range(due_ptr[minute], due_ptr[minute + 1]):
        m = due_who[i]
        a = due_activity[i]
        activity[m] = a
        if gone[m] or fate[m] != 0 or aim[m] != 0 or not awake_mind[m]:
            continue
        go_to_activity(m, a, to, at, net, offset, running, activity_unit, home, work, post_passage,
                       post_offset, hall_of, u_passage, u_off)  # fmt: skip


@nb.njit(cache=True)
def go_to_activity(m, a, to, at, net, offset, running, activity_unit, home, work, post_passage,
                   post_offset, hall_of, u_passage, u_off):  # fmt: skip
    """Send m to the place of activity a. False if there is no way."""
    running[m] = False
    u = activity_unit[a]
    if u == TO_POST and post_passage[m] >= 0:
        return send(to, at, net, offset, m, post_passage[m], post_offset[m], 0)
    if u == TO_WORK and work[m] > 0:
        u = work[m]
    elif u == 0:
        u = hall_of[m]
    elif u < 0:
        u = home[m]
    return send(to, at, net, offset, m, u_passage[u], u_off[u], u)


ROUTINE = Process(
    "routine", "minute", routine,
    writes=(*PLACES, *HEADING, "activity", "running"),
    reads=("offset", "aim", "gone", "fate", "awake_mind"),
    fixed=(*NET, "due_ptr", "due_who", "due_activity", "activity_unit", "home", "work",
           "post_passage", "post_offset", "hall_of", "u_passage", "u_off", "start_ms"),
    meaning="people set out for where their timetable puts them",
)  # fmt: skip
