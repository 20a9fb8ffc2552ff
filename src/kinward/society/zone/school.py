"""School: lessons and the music class, and who takes over from a teacher who was lost (K13).

A class is held when its teacher sits in the room at its time. Where a teacher has not come for
some days and is known to be lost, the pupil most attached to them who is old enough takes over
(in music; lessons go on with the other teachers). Music lowers the fear and the grief of those
who are there; the size of that is assumed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.dispatch import DISPATCH_FIXED, DISPATCH_READS, DISPATCH_WRITES, Dispatcher
from kinward.core.bundles import EVENTS
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Age, Count, Share, Switch
from kinward.core.vocabulary import A_ROUTINE, ALIVE, MUSIC_CLASS, PUPIL
from kinward.society.acts import less, note, once
from kinward.society.zone.run_rows import LOST, MISSED, clock
from kinward.society.zone.vocabulary import CLASS_HELD, CLASS_TAKEN_OVER, LESSON, MUSIC

ROLL_CALL = {630: LESSON, 945: MUSIC}  # minute of the day: which class sits (10:30, 15:45)
CALLED = 905  # minute at which who took over sets out for the class (15:05)


class School(Parameters):
    """Lessons and the music class."""

    on: Switch = param(True, "there are lessons and a music class", "story K13")
    music: Switch = param(True, "the music class does people good", "story K13")
    eases: Share = param(0.25, "share of fear that a music class takes away", "assumed")
    consoles: Share = param(0.1, "share of grief that it takes away", "assumed")
    after: Count = param(2, "classes in a row that fail before somebody takes over", "assumed",
                         ge=1, le=60)  # fmt: skip
    closed: Switch = param(False, "the music class is closed by order", "story K13")
    heir_from: Age = param(16, "age from which a pupil can take over", "assumed", ge=10, le=30)


def school(t: int, par: School, c: Any) -> None:
    """Hold the classes of this minute."""
    if not par.on:
        return
    minute = clock(c, t)[1]
    if minute == CALLED:
        _call_heirs(c)
    if minute in ROLL_CALL:
        subject = ROLL_CALL[minute]
        _hold(t, par, c, subject)


def heir_of(c: Any, teacher: int) -> int:
    """Who took over the class of `teacher`, in the end; the teacher if nobody did."""
    now, seen = teacher, {teacher}
    while True:
        after = [int(m) for m in np.flatnonzero(c.took_over == now) if int(m) not in seen]
        if not after:
            return now
        now = after[-1]
        seen.add(now)


def _call_heirs(c: Any) -> None:
    """Send those who took over a music class to it, whatever their own timetable says."""
    who = np.flatnonzero(c.took_over >= 0)
    if len(who) == 0:
        return
    go = Dispatcher(c)
    for m in who.tolist():
        if c.fate[m] == ALIVE and not c.gone[m] and c.aim[m] == A_ROUTINE and c.awake_mind[m]:
            go.to_unit(m, int(c.activity_unit[MUSIC_CLASS]))


def _hold(t: int, par: School, c: Any, subject: int) -> None:
    """Hold the classes of a subject."""
    if subject == MUSIC and (par.closed or c.class_shut_t[0] >= 0):
        return
    # lessons are held in everyone's own school, the music class in one room
    room = c.school_of if subject == LESSON else int(c.activity_unit[MUSIC_CLASS])
    here = (c.fate == ALIVE) & ~c.gone & (c.unit == room) & (c.passage >= 0) & c.awake_mind
    pupils = here & ((c.pupil >> subject & 1) > 0)
    first = np.flatnonzero((c.teaches == subject) & ~c.infected)
    first = first[np.argsort(c.key[first], kind="stable")].tolist()
    now = [heir_of(c, teacher) for teacher in first]
    held = [m for m in now if here[m]]
    pupils[np.array(now, np.int64)] = False
    for i, m in enumerate(sorted(held, key=lambda m: int(c.key[m]))):
        part = (int(pupils.sum()) + len(held) - 1 - i) // len(held)
        place = len(c.p_len) + int(c.unit[m])
        note(c, t, CLASS_HELD, m, place=place, what=subject, value=part)
    for teacher, m in zip(first, now):
        c.class_failed[m] = 0 if here[m] else min(int(c.class_failed[m]) + 1, 100)
        if subject == MUSIC and c.class_failed[m] >= par.after and _is_lost(c, m):
            _take_over(t, par, c, teacher, m)
    if subject == MUSIC and held and par.music:
        c.fear[pupils] *= 1.0 - par.eases
        c.grief[pupils] *= 1.0 - par.consoles


def _is_lost(c: Any, m: int) -> bool:
    """Whether m is dead, turned, or did not come back from a run."""
    r = int(c.on_run[m])
    return bool(c.fate[m] != ALIVE or c.gone[m] or (r >= 0 and c.run_state[r] in (MISSED, LOST)))


def _take_over(t: int, par: School, c: Any, teacher: int, lost: int) -> None:
    """The pupil most attached to the teacher takes over, if one is fit and old enough."""
    taught = [*dict.fromkeys((lost, teacher))]
    best: tuple[float, int, int] | None = None
    for master in taught:
        for row in range(int(c.tie_ptr[master]), int(c.tie_end[master])):
            m = int(c.tie_to[row])
            if c.tie_kind[row] != PUPIL or c.age[m] < par.heir_from or c.took_over[m] >= 0:
                continue
            if c.fate[m] != ALIVE or c.gone[m] or not c.awake_mind[m] or c.infected[m]:
                continue
            found = (float(c.tie_strength[row]), int(c.key[m]), m)
            best = found if best is None or found > best else best
    if best is None:
        return
    m = best[2]
    c.took_over[m] = lost
    c.class_failed[m] = 0
    note(c, t, CLASS_TAKEN_OVER, m, lost, what=MUSIC)


_WRITES = once(*DISPATCH_WRITES, *EVENTS, "took_over", "class_failed", "fear",
               "grief")  # fmt: skip
SCHOOL_DAY = Process(
    "school", "minute", school, section="school", python=True,
    writes=_WRITES,
    reads=less((*DISPATCH_READS, "fate", "gone", "awake_mind", "aim", "on_run", "run_state",
                "tie_end", "tie_to", "tie_kind", "tie_strength", "class_shut_t"),
               _WRITES),
    fixed=once(*DISPATCH_FIXED, "activity_unit", "school_of", "teaches", "pupil", "infected",
               "age", "key", "tie_ptr", "start_ms"),
    meaning="lessons and the music class are held; who was lost is followed by a pupil",
    of="zone",
)  # fmt: skip
