"""Notes: who leaves a place where their own would look for them writes where they went, and when.

Such places are the home, where one is at that hour of the day (work, school), and the meeting
place. At home everybody writes one, elsewhere a share `writes`. Who comes by reads the newest of
each of their household: strangers' notes say nothing to anyone. A note of age a is gone by with a
chance e^(-a/fades), one draw for each note and reader: an old one says less.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import place_number
from kinward.core.bundles import EVENTS, PARTY
from kinward.core.choices import O_FETCH, O_HOME, O_MEETING, O_SAFETY, O_SEARCH
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.few import one_of
from kinward.core.hope import LEFT, NOT_AT_DAY, NOT_AT_HOME, SPOKE, TO_POINT
from kinward.core.math import exp
from kinward.core.process import Process
from kinward.core.purposes import NOTE_TRUSTED, NOTE_WRITTEN
from kinward.core.vocabulary import A_COLLECT, A_GATHER, A_LOOK_FOR, A_SAFETY, SCHOOL
from kinward.mind.reunion_parameters import Reunion
from kinward.mind.warned import DECIDES, GROWN, REACH
from kinward.mind.warning_vocabulary import LEFT_NOTE, READ_NOTE

AT_HOME, AT_DAY, AT_MEETING = range(3)  # places of notes: columns of note_t and its kin
_POINT = -2  # `note_unit` of who is at the meeting place
_WORK, _POST, _SCHOOL = -2, -3, -4  # entries of activity_unit (mind/warned.py)
OPTION_OF = {A_SAFETY: O_SAFETY, A_COLLECT: O_FETCH, A_LOOK_FOR: O_SEARCH}


def read_notes(t: int, p: Reunion, c: Any) -> None:
    """Let everyone who has come to a place read what their own have left there."""
    if c.danger_t[0] < 0 or not p.notes:
        return
    at = np.where(c.unit > 0, c.unit, np.where(_at_point(c), _POINT, 0))
    able = _able(c) & (c.warned_t >= 0)
    for m in np.flatnonzero(able & (at != c.note_unit) & (at != 0)).tolist():
        for o in _others(c, m):
            _read(c, t, p, m, o, int(at[m]))
    c.note_unit[:] = at


def _able(c: Any) -> np.ndarray:
    """Who can read and write, and is there."""
    here = (c.fate == 0) & ~c.gone & (c.passage >= 0)
    return here & c.awake_mind & (c.age >= DECIDES) & (c.carried_by < 0)


def _at_point(c: Any) -> np.ndarray:
    """Who stands where the household agreed to meet, on the way there or waiting."""
    near = c.to_point & (c.unit == 0) & (c.passage == c.meet_passage[c.household])
    return near & (np.abs(c.offset - c.meet_off[c.household]) <= REACH)


def _others(c: Any, m: int) -> list[int]:
    """The others of m's household who do not go with m."""
    h = int(c.household[m])
    who = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]].tolist()
    return [o for o in who if o != m and not (c.party[o] == c.party[m] >= 0)]


def _usual_unit(c: Any, o: int) -> int:
    """Unit in which o is at that hour of a usual day; 0 on a post out of doors."""
    u = int(c.activity_unit[c.activity_then[o]])
    if u > 0:
        return u
    if u == 0:
        return int(c.hall_of[o])
    if u == _WORK and c.work[o] > 0:
        return int(c.work[o])
    if u == _SCHOOL:
        return int(c.school_of[o])
    return 0 if u == _POST and c.post_passage[o] >= 0 else int(c.home[o])


def _read(c: Any, t: int, p: Reunion, m: int, o: int, at: int) -> None:
    """m reads the newest note of o at a place, if there is one that m has not read."""
    k = AT_MEETING
    if at != _POINT:
        k = AT_HOME if at == c.home[o] else AT_DAY
        if k == AT_DAY and at != _usual_unit(c, o):
            return
    written = int(c.note_t[o, k])
    rows = np.flatnonzero(c.tie_to[c.tie_ptr[m] : c.tie_end[m]] == o)
    if written < 0 or not len(rows):
        return
    r = int(c.tie_ptr[m] + rows[0])
    if c.tie_read_t[r] >= written:
        return
    c.tie_read_t[r] = written
    age = (t - written) / MINUTE
    u = uniform(c.seed[0], NOTE_TRUSTED, c.key[m], c.key[o], written, k)
    trusted = bool(u < exp(-(t - written) / 1000.0 / p.fades))
    code = int(c.note_to[o, k])
    emit(c.ev_ints, c.ev_reals, c.ev_head, t, READ_NOTE, m, o, 0, _place(c, m), code, age,
         float(trusted), int(c.note_event[o, k]))  # fmt: skip
    if trusted:
        _believe(c, m, r, code)


def _believe(c: Any, m: int, r: int, code: int) -> None:
    """m takes it that the other of tie r went where their note says."""
    hope = int(c.tie_hope[r]) | NOT_AT_DAY
    if code == O_SAFETY:
        hope |= LEFT
    elif code == O_HOME:
        hope = (hope | SPOKE) & ~NOT_AT_HOME
    elif code == O_MEETING:
        hope |= TO_POINT
        if not c.to_point[m]:
            c.point_t[m] = -1  # there is reason to go there once more
    c.tie_hope[r] = hope


def leave_notes(t: int, p: Reunion, c: Any) -> None:
    """Let those who set out in this minute write where to."""
    if c.danger_t[0] < 0 or not p.notes:
        return
    c.left_word[:] = False  # a note with its hour stands for the bare word
    ways = one_of(c.aim, (A_SAFETY, A_GATHER, A_COLLECT, A_LOOK_FOR))
    new = _able(c) & ways & (c.aim_event != c.note_aim)
    c.note_aim[ways] = c.aim_event[ways]
    for m in np.flatnonzero(new & (c.guide < 0)).tolist():
        k = _kind_of_place(c, m)
        if k < 0 or not _others(c, m):
            continue
        u = uniform(c.seed[0], NOTE_WRITTEN, c.key[m], np.uint64(0), t, 0)
        if k == AT_HOME or u < p.writes:
            _write(c, t, m, k)


def _kind_of_place(c: Any, m: int) -> int:
    """Which kind of place m leaves, -1 none where their own would look."""
    if c.unit[m] == 0:
        h = int(c.household[m])
        there = c.passage[m] == c.meet_passage[h] and abs(c.offset[m] - c.meet_off[h]) <= REACH
        return AT_MEETING if there and c.point_t[m] >= 0 else -1
    if c.unit[m] == c.home[m]:
        return AT_HOME
    child = c.age[m] < GROWN and c.activity_then[m] == SCHOOL
    return AT_DAY if c.unit[m] == _usual_unit(c, m) and not child else -1


def _write(c: Any, t: int, m: int, k: int) -> None:
    """m writes a note, in the name of those of the household who go with m from there."""
    code = O_MEETING if c.to_point[m] else O_HOME
    code = OPTION_OF.get(int(c.aim[m]), code)
    about = int(c.aim_about[m]) if code in (O_FETCH, O_SEARCH) else -1
    n = emit(c.ev_ints, c.ev_reals, c.ev_head, t, LEFT_NOTE, m, about, 0, _place(c, m), code, 0.0,
             0.0, int(c.aim_event[m]))  # fmt: skip
    h = int(c.household[m])
    for x in c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]].tolist():
        if x == m or (c.guide[x] == m and c.unit[x] == c.unit[m] and c.passage[x] == c.passage[m]):
            c.note_t[x, k], c.note_to[x, k], c.note_event[x, k] = t, code, n


def _place(c: Any, m: int) -> int:
    """Place number of m in events."""
    return place_number(c, m)


_ABOUT_NOTES = ("note_t", "note_to", "note_event")
_READS = (
    "fate", "gone", "passage", "unit", "offset", "awake_mind", "carried_by", "warned_t", PARTY[0],
    "home", "activity_then", "danger_t", "to_point", "post_passage",
)  # fmt: skip
_FIXED = (
    "age", "key", "household", "h_ptr", "h_member", "work", "school_of", "hall_of",
    "activity_unit", "meet_passage", "meet_off", "p_len", "seed",
)  # fmt: skip
READ_NOTES = Process(
    "read_notes", "minute", read_notes, section="reunion", python=True,
    writes=(*EVENTS, "note_unit", "tie_read_t", "tie_hope", "point_t"),
    reads=(*_READS, *_ABOUT_NOTES, "tie_to", "tie_end"),
    fixed=(*_FIXED, "tie_ptr"),
    meaning="who comes to a place reads what their own have left there",
    of="reunion",
)  # fmt: skip
LEAVE_NOTES = Process(
    "leave_notes", "minute", leave_notes, section="reunion", python=True,
    writes=(*EVENTS, "left_word", "note_aim", *_ABOUT_NOTES),
    reads=(*_READS, "aim", "aim_about", "aim_event", "guide", "point_t"),
    fixed=_FIXED,
    meaning="who leaves a place where their own would look writes a note",
    of="reunion",
)  # fmt: skip
