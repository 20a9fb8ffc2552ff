"""Transports: who boards, in what order, and who lets them go.

A transport of `seats` leaves every `every` (half of it where what is reported is believed), the
first `first` after the danger showed; boarding begins `boards` before. Those who go together and
may board are called in the order of `priority`:

    queue       in order of arrival
    family      households that are whole first; whoever goes together is never parted
    children    those with children first; where seats are few, the children with one grown one

Before all of them come those whose seats one of their own has bought by service. Whoever misses
somebody, or has somebody there who may not board yet, is asked (mind/boarding.py): board, or wait.
Where the seats left are too few for all, those who decide are asked to part or to stay together.
A seat is kept for who is asked. Who sits in a transport when it leaves is out of the danger.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import Places, place_number, take_out
from kinward.core.bundles import EVENTS, PARTY, PLACES, WISH
from kinward.core.choices import O_BOARD
from kinward.core.clock import HOUR
from kinward.core.few import one_of
from kinward.core.hope import LISTED, TAKEN
from kinward.core.party import Party, leave
from kinward.core.process import Process
from kinward.core.quantity import ms
from kinward.core.vocabulary import A_CHECKPOINT, EVACUATED
from kinward.core.wish import Wish, stay
from kinward.society.acts import note
from kinward.society.checkpoint import comers
from kinward.society.checkpoint.columns import ABOARD, FREE, LEFT
from kinward.society.checkpoint.parameters import TWICE, Checkpoint
from kinward.society.checkpoint.promises import PROMISE_FIXED, PROMISE_READS, answered, promise
from kinward.society.checkpoint.vocabulary import (
    BOARDED,
    GAVE_UP_WAITING,
    PARTED_HERE,
    STAYED_TOGETHER,
    TRANSPORT_LEFT,
    WAITED_HERE,
)

TURN, TOO_FEW = 1, 2  # column cp_asked


def transport(t: int, p: Checkpoint, c: Any) -> None:
    """Let people board, and transports leave."""
    for g in range(len(c.check_unit)):
        if c.cp_next[g] < 0:
            c.cp_next[g] = int(c.check_first[0])
        answered(c, t, g)
        if t >= c.cp_next[g]:
            _leave(c, t, p, g)
        elif t >= c.cp_next[g] - ms(p.boards):
            _board(c, t, p, g)
        promise(c, t, p, g)


def interval(c: Any, p: Checkpoint, g: int) -> int:
    """Time between two transports of checkpoint g now, ms."""
    return max(60_000, ms(p.every) // (TWICE if c.cp_believes[g] else 1))


def _board(c: Any, t: int, p: Checkpoint, g: int) -> None:
    """Hear those who were asked; then call who comes next, as long as there are seats."""
    groups = _called(c, p, g)
    number = int(c.cp_n[g])
    room = p.seats - len(comers.at(c, g, ABOARD))
    kept, calls = 0, []
    called = set(np.flatnonzero(one_of(c.cp_asked, (TURN, TOO_FEW))).tolist())
    for members in groups:
        asked = [m for m in members if m in called] if called else []
        if not asked:
            calls.append(members)
            continue
        m = asked[0]
        if c.cp_says[m] >= 0:
            room -= _answered(c, t, g, m, members, room, number)
        else:
            kept += len(members)  # their seats are kept
    room -= min(room, kept)
    passed = set(np.flatnonzero(c.cp_passed == number).tolist())
    coming = comers.still_to_come(c, g)
    for members in calls:
        if room <= 0:
            return
        if members[0] in passed:
            continue
        if kept and len(members) > room:
            return  # it will be known soon how many seats are left
        taken = _call(c, t, p, g, members, room, int(c.party[members[0]]) in coming)
        room -= taken
        kept += taken if (c.cp_asked[members] != 0).any() else 0


def _called(c: Any, p: Checkpoint, g: int) -> list[list[int]]:
    """Those who may board, by party, in the order in which they are called."""
    groups = comers.free_groups(c, g)
    if p.priority == "family":
        groups.sort(key=lambda who: not comers.is_whole(c, who))
    elif p.priority == "children":
        groups.sort(key=lambda who: not comers.has_children(c, who))
    groups.sort(key=lambda who: bool(c.cp_bought[who[0]] < 0))
    return groups


def _call(
    c: Any, t: int, p: Checkpoint, g: int, members: list[int], room: int, more_come: bool
) -> int:  # fmt: skip
    """Call the next group to `room` seats; returns how many of these are taken, or kept.

    `more_come`: some of their party are at the checkpoint, and may not board yet.
    """
    m = comers.leader(c, members)
    fits = len(members) <= room
    c.cp_parted[members] = False
    if m >= 0 and fits and (c.cp_missing[m] > 0 or more_come):
        _ask(c, t, p, g, m, TURN)
        return len(members)
    if fits:
        _take_seats(c, members)
        return len(members)
    if m < 0 or (p.priority == "family" and len(members) <= p.seats):
        _pass(c, members, int(c.cp_n[g]))
        return 0
    first = _first_to_go(c, m, members)[:room]
    if not _can_part(c, members, first):
        _pass(c, members, int(c.cp_n[g]))
        return 0
    c.cp_parted[[x for x in members if x not in first]] = True
    _ask(c, t, p, g, m, TOO_FEW)
    return room


def _can_part(c: Any, members: list[int], first: list[int]) -> bool:
    """Whether nobody would leave children, or send them, without a grown one."""
    halves = first, [x for x in members if x not in first]
    alone = [who for who in halves if who and not (c.age[who] >= comers.GROWN).any()]
    torn = len(first) == 1 and bool((c.age[members] < comers.GROWN).any())
    return not alone and not (torn and c.age[first[0]] >= comers.GROWN and len(halves[1]) < 2)


def _first_to_go(c: Any, m: int, members: list[int]) -> list[int]:
    """Who goes first where a group is parted: children, one grown one, the old and hurt, others."""
    young = [x for x in members if c.age[x] < comers.GROWN]
    rest = [x for x in members if x not in young and x != m]
    rest.sort(key=lambda x: (not (c.age[x] >= 80 or c.hurt[x] > 0.5), int(c.key[x])))
    young.sort(key=lambda x: int(c.key[x]))
    return [m, *young, *rest] if young else [*rest, m]


def _ask(c: Any, t: int, p: Checkpoint, g: int, m: int, what: int) -> None:
    c.cp_asked[m], c.cp_asked_t[m], c.cp_says[m] = what, t, -1
    c.cp_hours[m] = (int(c.cp_next[g]) - t + interval(c, p, g)) / HOUR


def _answered(
    c: Any, t: int, g: int, m: int, members: list[int], room: int, number: int
) -> int:  # fmt: skip
    """Do what m has chosen for those together; returns how many seats are taken."""
    what, boards = int(c.cp_asked[m]), c.cp_says[m] == O_BOARD
    event = int(c.cp_says_event[m])
    c.cp_asked[m], c.cp_says[m] = 0, -1
    if what == TURN:
        if boards and len(members) <= room:
            if c.cp_waits_for[m] >= 0 and c.cp_waits_for[m] not in members:
                waited = (t - int(c.cp_waits_t[m])) / HOUR
                event = note(c, t, GAVE_UP_WAITING, m, int(c.cp_waits_for[m]), 0,
                             place_number(c, m), -1, waited, 0.0, event)  # fmt: skip
            c.cp_event[members] = event
            _take_seats(c, members)
            return len(members)
        if not boards:
            _wait(c, t, m, event)
    else:
        going = [x for x in members if not c.cp_parted[x]]
        if boards and 0 < len(going) <= room:
            _part(c, t, m, members, going, event)
            return len(going)
        note(c, t, STAYED_TOGETHER, m, -1, 0, place_number(c, m), -1, len(members), room, event)
    _pass(c, members, number)
    return 0


def _wait(c: Any, t: int, m: int, event: int) -> None:
    """m waits for the one who weighs most of those missing."""
    o = int(c.cp_waits_for[m])
    best = _dearest_missing(c, m)
    if best < 0 or best == o:
        return
    c.cp_waits_for[m] = best
    if o < 0:
        c.cp_waits_t[m] = t
    hours = (t - int(c.cp_t[m])) / HOUR
    c.cp_event[m] = note(c, t, WAITED_HERE, m, best, 0, place_number(c, m), -1, hours, 0.0, event)


def _dearest_missing(c: Any, m: int) -> int:
    """Of m's household the one with the strongest tie who is not with m and may not board."""
    best, most = -1, 0.0
    for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
        o = int(c.tie_to[r])
        if c.household[o] != c.household[m] or c.tie_alive[r] <= 0.0:
            continue
        if c.tie_hope[r] & (LISTED | TAKEN):
            continue
        if c.party[o] == c.party[m] >= 0 and c.cp_state[o] >= FREE and c.fate[o] == 0:
            continue
        if c.tie_strength[r] > most:
            best, most = o, float(c.tie_strength[r])
    return best


def _part(c: Any, t: int, m: int, members: list[int], going: list[int], event: int) -> None:
    """Those for whom there are seats go, the others stay and go on without them."""
    left = [x for x in members if x not in going]
    who = m if m in going else going[0]
    c.cp_event[going] = note(c, t, PARTED_HERE, who, left[0], 0, place_number(c, m), -1, 0.0, 0.0,
                             event)  # fmt: skip
    for x in going:
        leave(Party(*(getattr(c, n) for n in PARTY)), x)
    _take_seats(c, going)
    c.cp_parted[members] = False


def _pass(c: Any, members: list[int], number: int) -> None:
    """They let transport `number` go."""
    c.cp_passed[members] = number


def _take_seats(c: Any, members: list[int]) -> None:
    c.cp_state[members] = ABOARD
    c.cp_asked[members] = 0


def _leave(c: Any, t: int, p: Checkpoint, g: int) -> None:
    """The transport of checkpoint g leaves with those who sit in it."""
    rows = comers.at(c, g, ABOARD)
    number = int(c.cp_n[g])
    where = comers.site_place(c, g)
    if len(rows):
        note(c, t, TRANSPORT_LEFT, -1, -1, number, where, -1, len(rows), p.seats)
    for m in rows[np.argsort(c.key[rows], kind="stable")].tolist():
        _drive_out(c, t, m, number, where)
    unanswered = comers.at(c, g, FREE)
    late = unanswered[one_of(c.cp_asked[unanswered], (TURN, TOO_FEW))]
    c.cp_asked[late], c.cp_says[late] = 0, -1
    c.cp_n[g] += 1
    c.cp_next[g] = t + interval(c, p, g)


def _drive_out(c: Any, t: int, m: int, number: int, where: int) -> None:
    """m is out of the danger, and off the map."""
    here = (t - int(c.cp_t[m])) / HOUR
    waited = (t - int(c.cp_waits_t[m])) / HOUR if c.cp_waits_t[m] >= 0 else 0.0
    note(c, t, BOARDED, m, int(c.cp_bought[m]), number, where, -1, here, waited,
         int(c.cp_event[m]))  # fmt: skip
    p, wish = Party(*(getattr(c, n) for n in PARTY)), Wish(*(getattr(c, n) for n in WISH))
    c.guide[(c.guide == m)] = -1
    leave(p, m)
    c.guide[m] = -1
    c.fate[m], c.fate_t[m] = EVACUATED, t
    take_out(Places(*(getattr(c, n) for n in PLACES)), m)
    stay(wish, m)
    c.gone[m] = True
    c.mourned[m] = c.witnessed[m] = True  # nobody has an end to learn of
    c.cp_state[m] = LEFT
    c.aim[m] = A_CHECKPOINT


TRANSPORT = Process(
    "transport", "minute", transport, section="checkpoint", python=True,
    writes=(*EVENTS, *PLACES, *WISH, *PARTY, "guide", "fate", "fate_t", "gone", "mourned",
            "witnessed", "aim", "cp_state", "cp_asked", "cp_asked_t", "cp_hours", "cp_parted",
            "cp_says", "cp_event", "cp_waits_for", "cp_waits_t", "cp_passed", "cp_bought",
            "cp_lists_t", "cp_offered", "cp_promised_by", "cp_next", "cp_n"),
    reads=("cp_at", "cp_t", "cp_missing", "cp_says_event", "cp_believes", "tie_to",
           "tie_end", "tie_strength", "tie_alive", "tie_hope", "awake_mind", *PROMISE_READS),
    fixed=("key", "age", "household", "h_ptr", "h_member", "tie_ptr", "p_len", "check_unit",
           "check_first", *PROMISE_FIXED),
    meaning="transports are boarded, and leave; seats are promised against service",
    of="checkpoint",
)  # fmt: skip
