"""The routine: at the times of their timetable people set out for where it puts them.

The timetable is data; only deviations are events. Who follows another aim, or is hurt, is left
alone. Departures of a minute are found in a table sorted by minute of the day.
"""

from __future__ import annotations

from collections.abc import Callable

import numba as nb
import numpy as np

from kinward.core.bundles import WISH
from kinward.core.clock import DAY, MINUTE
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.wish import Wish, go

TO_HOME, TO_WORK, TO_POST, TO_SCHOOL, TO_RANGE, TO_SHOP = -1, -2, -3, -4, -5, -6
"""Entries of activity_unit that depend on the person; 0 is one's own hall."""


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


def begin_day(column: Callable[[str], np.ndarray]) -> None:
    """Put the living where the day has them at the start: in place, not on the way there."""
    who, activity = column("due_who"), column("activity")
    first = int(column("start_ms")[0]) // MINUTE % 1440
    minute = np.repeat(np.arange(1440), np.diff(column("due_ptr")))
    order = np.argsort((minute - first) % 1440, kind="stable")
    activity[who[order]] = column("due_activity")[order]  # of several the last before the start
    m = np.unique(who)
    m = m[(column("fate")[m] == 0) & ~column("gone")[m] & (column("passage")[m] >= 0)]
    kind = column("activity_unit")[activity[m]]
    unit = np.where(kind > 0, kind, column("home")[m])
    for what, places in (
        (TO_SCHOOL, "school_of"),
        (TO_RANGE, "range_of"),
        (TO_SHOP, "shop_of"),
        (0, "hall_of"),
    ):
        unit = np.where(kind == what, column(places)[m], unit)
    unit = np.where((kind == TO_WORK) & (column("work")[m] > 0), column("work")[m], unit)
    column("unit")[m] = unit
    column("passage")[m], column("offset")[m] = column("u_passage")[unit], column("u_off")[unit]
    on_post = m[(kind == TO_POST) & (column("post_passage")[m] >= 0)]
    column("unit")[on_post] = 0
    column("passage")[on_post] = column("post_passage")[on_post]
    column("offset")[on_post] = column("post_offset")[on_post]


@nb.njit(cache=True)
def routine(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, activity, running,
            resume, home, group_id, aim, gone, fate, awake_mind, passage, post_passage,
            post_offset, warned_t, due_ptr, due_who, due_activity, activity_unit, work, hall_of,
            school_of, range_of, shop_of, u_passage, u_off, start_ms):  # fmt: skip
    """Send on their way those whose timetable says so in this minute, or who take it up again."""
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    minute = ((t + start_ms[0]) % DAY) // MINUTE
    for i in range(due_ptr[minute], due_ptr[minute + 1]):
        activity[due_who[i]] = due_activity[i]
        resume[due_who[i]] = True
    for m in range(resume.size):
        if not resume[m]:
            continue
        resume[m] = False
        if gone[m] or fate[m] != 0 or aim[m] != 0 or not awake_mind[m] or passage[m] < 0:
            continue
        running[m] = False
        a = activity[m]
        u = activity_unit[a]
        left = hall_of[m] > 0 and group_id[m] != 0  # who has left the zone lives where they live
        if left or warned_t[m] >= 0:  # and who knows of a danger goes nowhere else
            go(want, m, u_passage[home[m]], u_off[home[m]], home[m])
            continue
        if u == TO_POST and post_passage[m] >= 0:
            go(want, m, post_passage[m], post_offset[m], 0)
            continue
        if u == TO_WORK and work[m] > 0:
            u = work[m]
        elif u == 0:
            u = hall_of[m]
        elif u == TO_SCHOOL:
            u = school_of[m]
        elif u == TO_RANGE:
            u = range_of[m]
        elif u == TO_SHOP:
            u = shop_of[m]
        elif u < 0:
            u = home[m]
        go(want, m, u_passage[u], u_off[u], u)


ROUTINE = Process(
    "routine", "minute", routine,
    writes=(*WISH, "activity", "running", "resume"),
    reads=("home", "group_id", "aim", "gone", "fate", "awake_mind", "passage", "post_passage",
           "post_offset", "warned_t"),
    fixed=("due_ptr", "due_who", "due_activity", "activity_unit", "work", "hall_of",
           "school_of", "range_of", "shop_of", "u_passage", "u_off", "start_ms"),
    meaning="people set out for where their timetable puts them",
)  # fmt: skip
