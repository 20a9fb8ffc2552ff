"""Screening: who comes to a checkpoint queues, is looked over, and waits the quarantine out.

Whoever the mind has brought there (aim A_CHECKPOINT) joins the queue. Each of `posts` posts takes
the next party, first come, first served; those of a party who are there are looked over together,
one after the other, each for an Erlang time of mean `takes` in `stages` stages (one stage: M/M/c;
tests hold the queue against its theory). Who bleeds is taken to the aid station at once, other
wounds that are found are dressed after the screening. Then everybody waits `quarantine` in a tent,
as long as there are any, else in the open. Who comes back goes on with the quarantine that they
had begun, if the checkpoint `remembers`: the lists say when they were looked over.

Every party that bears wounds is a report of what happened. n of them make a belief
1 - (1 - credence)^n; from `believes_after` on there are twice as many posts, and departures.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import place_number
from kinward.core.bundles import EVENTS, PARTY, PLACES, WISH
from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.few import one_of
from kinward.core.math import log
from kinward.core.party import those_with
from kinward.core.process import Process
from kinward.core.quantity import ms
from kinward.core.vocabulary import A_CHECKPOINT, A_HOME, A_ROUTINE, A_SAFETY
from kinward.core.wish import Wish, stay
from kinward.society.acts import note
from kinward.society.checkpoint.columns import (
    ABOARD,
    FREE,
    HELD_BACK,
    LOOKED_OVER,
    NOT_HERE,
    QUEUE,
    SERVES,
)
from kinward.society.checkpoint.comers import at, in_order, parties, site_place
from kinward.society.checkpoint.parameters import TWICE, Checkpoint
from kinward.society.checkpoint.purposes import LOOK_TIME, WOUND_FOUND
from kinward.society.checkpoint.vocabulary import (
    AIDED,
    CAME_TO_BELIEVE,
    GOT_TENT,
    HURT,
    JOINED_QUEUE,
    LOOKED_OVER_,
    MAY_BOARD,
    OPEN,
    QUARANTINE_BEGAN,
    RAIDED,
    TENT,
    WELL,
    WENT_FROM,
)

RAID_OVER = 30 * MINUTE  # after so long without anybody seized the next is another raid (assumed)


def screen(t: int, p: Checkpoint, c: Any) -> None:
    """Carry all checkpoints a minute further, up to the boarding."""
    for g in range(len(c.check_unit)):
        _raid(c, t, g)
        _keep(c, t, g)
        _join(c, t, p, g)
        _serve(c, t, p, g)
        rows = at(c, g, LOOKED_OVER)
        for m in in_order(c, rows[c.cp_due[rows] <= t]).tolist():
            _looked_over(c, p, m, g)
        _wait_out(c, t, p, g)


def _raid(c: Any, t: int, g: int) -> None:
    """Note that the danger is there: somebody who waits there is in the grip of it."""
    rows = at(c, g, QUEUE, LOOKED_OVER, HELD_BACK, FREE, ABOARD, SERVES)
    seized = in_order(c, rows[(c.held_by[rows] >= 0) & (c.fate[rows] == 0)])
    if len(seized) == 0:
        return
    if c.cp_raid_t[g] < 0 or t - c.cp_raid_t[g] > RAID_OVER:
        c.cp_raids[g] += 1
        m = int(seized[0])
        note(c, t, RAIDED, -1, m, g, site_place(c, g), -1, float(c.cp_raids[g]), len(rows),
             int(c.cp_event[m]))  # fmt: skip
    c.cp_raid_t[g] = t


def _keep(c: Any, t: int, g: int) -> None:
    """Who is done with what came between takes their place again; who has gone loses it."""
    rows = at(c, g, QUEUE, LOOKED_OVER, HELD_BACK, FREE, ABOARD, SERVES)
    on_watch = (c.cp_state[rows] == SERVES) & (c.cp_watch[rows] > 0)
    out = (c.unit[rows] != c.check_unit[g]) & ~on_watch  # the barricade stands outside
    away = (c.fate[rows] != 0) | c.gone[rows] | out
    for m in in_order(c, rows[away]).tolist():
        if c.fate[m] == 0 and not c.gone[m]:
            hours = (t - int(c.cp_t[m])) / HOUR
            note(c, t, WENT_FROM, m, -1, 0, place_number(c, m), -1, hours, 0.0, int(c.cp_event[m]))
        c.cp_state[m], c.cp_at[m], c.cp_tent[m], c.cp_asked[m] = NOT_HERE, -1, False, 0
        c.cp_says[m] = -1
    rows = rows[~away]
    idle = one_of(c.aim[rows], (A_ROUTINE, A_HOME)) | (c.aim[rows] >= A_SAFETY)
    wish = Wish(*(getattr(c, n) for n in WISH))
    for m in rows[idle & (c.aim[rows] != A_CHECKPOINT)].tolist():
        c.aim[m], c.aim_about[m] = A_CHECKPOINT, -1
        stay(wish, m)


def _join(c: Any, t: int, p: Checkpoint, g: int) -> None:
    """New arrivals join the queue, in order of keys within the minute."""
    new = (c.aim == A_CHECKPOINT) & (c.cp_state == NOT_HERE) & (c.unit == c.check_unit[g])
    new = np.flatnonzero(new & (c.fate == 0) & ~c.gone)
    ahead = len(at(c, g, QUEUE))
    for m in new[np.argsort(c.key[new], kind="stable")].tolist():
        c.cp_state[m], c.cp_at[m], c.cp_t[m] = QUEUE, g, t
        c.cp_raids_then[m] = c.cp_raids[g]
        since = (t - int(c.danger_t[0])) / MINUTE
        c.cp_event[m] = note(c, t, JOINED_QUEUE, m, -1, 0, site_place(c, g), -1, ahead, since,
                             int(c.aim_event[m]))  # fmt: skip
        ahead += 1
        if p.aid and c.bleeding[m] > 0.0:  # that is seen at once
            _dress(c, t, m, g)


def posts_of(c: Any, p: Checkpoint, g: int) -> np.ndarray:
    """Rows of the posts that checkpoint g has now."""
    n = p.posts * (TWICE if c.cp_believes[g] else 1)
    return np.arange(g * p.posts * TWICE, g * p.posts * TWICE + n)


def _serve(c: Any, t: int, p: Checkpoint, g: int) -> None:
    """Every post that comes free within this minute takes the next party."""
    queue = parties(c, at(c, g, QUEUE))
    posts = posts_of(c, p, g)
    for members in queue:
        first = int(posts[np.argmin(c.post_free[posts])])
        start = max(int(c.post_free[first]), t)
        if start >= t + MINUTE:
            return
        until = start
        for m in members:
            until += _takes(c, p, m)
            c.cp_state[m], c.cp_due[m] = LOOKED_OVER, until
        c.cp_due[members] = until
        c.post_free[first] = until


def _takes(c: Any, p: Checkpoint, m: int) -> int:
    """Time that it takes to look m over, ms."""
    total = 0.0
    for k in range(p.stages):
        u = uniform(c.seed[0], LOOK_TIME, c.key[m], np.uint64(0), int(c.cp_t[m]), k)
        total -= float(log(u))
    return int(1000.0 * p.takes * total / p.stages)


def _looked_over(c: Any, p: Checkpoint, m: int, g: int) -> None:
    """m has been looked over: to the aid station, and into quarantine."""
    t = int(c.cp_due[m])
    wound, bleeds = c.hurt[m] > p.wound, c.bleeding[m] > 0.0
    u = uniform(c.seed[0], WOUND_FOUND, c.key[m], np.uint64(0), int(c.cp_t[m]), 0)
    found = bool(bleeds or (wound and u < p.finds))
    where = site_place(c, g)
    waited = (t - int(c.cp_t[m])) / MINUTE
    c.cp_event[m] = note(c, t, LOOKED_OVER_, m, -1, g, where, HURT if found else WELL, waited, 0.0,
                         int(c.cp_event[m]))  # fmt: skip
    if found and p.aid and (bleeds or not c.cp_aided[m]):
        _dress(c, t, m, g)
    if found and p.news:
        _report(c, t, p, m, g)
    until = t + ms(p.quarantine)
    if p.remembers and c.cp_until[m] >= 0:
        until = max(t, int(c.cp_until[m]))
    c.cp_state[m], c.cp_due[m], c.cp_until[m], c.cp_lists_t[m] = HELD_BACK, until, until, t
    if until <= t:
        return
    c.cp_tent[m] = int(c.cp_tent[at(c, g, HELD_BACK, FREE)].sum()) < p.tents
    c.cp_event[m] = note(c, t, QUARANTINE_BEGAN, m, -1, 0, where, TENT if c.cp_tent[m] else OPEN,
                         (until - t) / HOUR, 0.0, int(c.cp_event[m]))  # fmt: skip


def _dress(c: Any, t: int, m: int, g: int) -> None:
    """The aid station sees to the wounds of m."""
    c.cp_event[m] = note(c, t, AIDED, m, -1, 0, site_place(c, g), -1, float(c.bleeding[m]), 0.0,
                         int(c.cp_event[m]))  # fmt: skip
    c.bleeding[m], c.cp_aided[m] = 0.0, True


def _report(c: Any, t: int, p: Checkpoint, m: int, g: int) -> None:
    """The first of a party whose wounds are found tells what happened."""
    own = those_with(c, m) if c.party[m] >= 0 else np.empty(0, np.int64)
    if ((c.cp_at[own] == g) & (c.cp_reported[own] > 0)).any():
        return
    c.cp_reported[m] = True
    c.cp_reports[g] += 1
    belief = 1.0 - (1.0 - p.credence) ** int(c.cp_reports[g])
    if belief >= p.believes_after and not c.cp_believes[g]:
        c.cp_believes[g] = True
        note(c, t, CAME_TO_BELIEVE, -1, -1, g, site_place(c, g), -1, int(c.cp_reports[g]), belief,
             int(c.cp_event[m]))  # fmt: skip


def _wait_out(c: Any, t: int, p: Checkpoint, g: int) -> None:
    """Those whose quarantine is over may board; tents that are free go to those in the open."""
    rows = at(c, g, HELD_BACK)
    for m in in_order(c, rows[c.cp_due[rows] <= t]).tolist():
        c.cp_state[m], c.cp_tent[m] = FREE, False
        here = (t - int(c.cp_t[m])) / HOUR
        c.cp_event[m] = note(c, t, MAY_BOARD, m, -1, 0, site_place(c, g), -1, here, 0.0,
                             int(c.cp_event[m]))  # fmt: skip
    rows = at(c, g, HELD_BACK)
    room = p.tents - int(c.cp_tent[rows].sum())
    if room <= 0 or p.quarantine <= 0.0:
        return
    for m in in_order(c, rows[~c.cp_tent[rows]])[:room].tolist():
        c.cp_tent[m] = True
        since = (t - max(int(c.cp_due[m]) - ms(p.quarantine), int(c.cp_t[m]))) / HOUR
        note(c, t, GOT_TENT, m, -1, 0, site_place(c, g), -1, since, 0.0, int(c.cp_event[m]))


SCREEN_WRITES = (
    *EVENTS, *WISH, "aim", "aim_about", "bleeding", "cp_at", "cp_state", "cp_t", "cp_due",
    "cp_event", "cp_until", "cp_tent", "cp_aided", "cp_asked", "cp_says", "cp_lists_t",
    "cp_reported", "cp_reports", "cp_believes", "cp_raids_then", "cp_raids", "cp_raid_t",
    "post_free",
)  # fmt: skip
SCREEN = Process(
    "check_in", "minute", screen, section="checkpoint", python=True,
    writes=SCREEN_WRITES,
    reads=(*PLACES, *PARTY[:2], "fate", "gone", "held_by", "hurt", "aim_event", "danger_t",
           "cp_watch"),
    fixed=("key", "seed", "p_len", "check_unit"),
    meaning="who comes to the checkpoint queues, is looked over and waits the quarantine out",
    of="checkpoint",
)  # fmt: skip
