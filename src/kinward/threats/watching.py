"""Watching: who beyond the wall looks around, and which of the infected they see.

Nothing is changed here but working memory, so that threads share it. What follows from it is for
sensing.py, in the order of the active list.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.heading import activate, settle
from kinward.city.places import slot_of
from kinward.city.ranks import (
    ASLEEP,
    AWAKE,
    Lives,
    Streets,
    ask,
    line_up,
    line_up_rows,
    nearest,
    no_streets,
    place_in,
)
from kinward.city.sight import coordinate
from kinward.core.draws import uniform
from kinward.core.haze import sees_in
from kinward.core.lean import inner, lean, row
from kinward.core.purposes import NOTICE

NEAR = 40.0  # m: the awake within this are a threat at once
STIRRED = 4.0  # times the rate at which who has heard something, or is in one room, notices
ROOM = 2.0  # m between two in one room
LOOKOUT = 4  # s in which each of those who stand looks about once
MARK, PICK, LOOK = range(3)  # tasks that threads share
MANY = 16_000  # movers from which it is worth waking other threads
FEW = 2_000  # those who look from which it is
BLOCK = 512  # movers that a thread takes at a time
CROWDED = 16  # movers to each who looks, from which on streets are gone through, not columns


class Horde(NamedTuple):
    """The columns of the infected, and of the events, bundled inside the kernel."""

    fate: np.ndarray
    gone: np.ndarray
    stage: np.ndarray
    alert: np.ndarray
    attend_until: np.ndarray
    in_hunt: np.ndarray
    hunters: np.ndarray
    hunt_n: np.ndarray
    foe: np.ndarray
    key: np.ndarray
    ev_ints: np.ndarray
    ev_reals: np.ndarray
    ev_head: np.ndarray


class Waking(NamedTuple):
    """What makes the dormant wake in this second: reach in m, chances, time and seed.

    And how far (m) the living look, and can see.
    """

    can: bool
    blind: float
    seeing: float
    asleep: float
    stirred: float
    t: int
    seed: int
    notices: float
    sight: float


class Crowd(NamedTuple):
    """The columns of people, and of streets, that say who looks around, bundled in the kernel."""

    offset: np.ndarray
    moving: np.ndarray
    active: np.ndarray
    active_list: np.ndarray
    active_n: np.ndarray
    awake_mind: np.ndarray
    infested: np.ndarray
    smoke: np.ndarray
    dusk: np.ndarray
    p_zone: np.ndarray


class Watch(NamedTuple):
    """Working memory of one second, by axis, by place in the active list, and by who looks.

    `hot` and `astir`: one of the infected is awake on the axis, or moves there. `looks`: who has
    to look. `who` are these, in their order, and `best` to `worst_d` whom they see (`nearer`);
    `wakes` says that one wakes at them. `in_room`, by unit, is one of the infected who are in
    there, -1 none, and `after`, by mover, the next of them.
    """

    hot: np.ndarray
    astir: np.ndarray
    looks: np.ndarray
    who: np.ndarray
    best: np.ndarray
    best_d: np.ndarray
    worst: np.ndarray
    worst_d: np.ndarray
    wakes: np.ndarray
    in_room: np.ndarray
    after: np.ndarray


@inner
def watch_out(active_list, n, at, ax, them, crowd, wakes):
    """Who looks around in this second and what they see; changes nothing.

    Returns:
        (Watch, how many look, whether one of the infected wakes).
    """
    axes = ax.axis_ptr.size - 1
    hot, astir = np.zeros(axes, np.bool_), np.zeros(axes, np.bool_)
    looks = np.zeros(n, np.bool_)
    none, nowhere = np.empty(0, np.int32), np.empty(0)
    streets = no_streets(axes)
    lives = Lives(them.fate, them.gone, crowd.awake_mind, them.alert, them.key)
    awake = line_up(streets, AWAKE, at, ax, crowd.offset, lives)  # nobody yet
    watch = Watch(hot, astir, looks, active_list, none, nowhere, none, nowhere, looks, none, none)
    _mark_fresh(at, ax, them, crowd, watch)
    _share(MARK, n, awake, awake, at, ax, them, crowd, watch, wakes)
    in_room, after = _rooms(n, at, ax, them, crowd, watch)
    watch = Watch(hot, astir, looks, active_list, none, nowhere, none, nowhere, looks, in_room,
                  after)  # fmt: skip
    _share(PICK, n, awake, awake, at, ax, them, crowd, watch, wakes)
    k = looks.sum()
    by_rows = k * CROWDED > them.fate.size
    lookers = np.empty(k, np.int32)
    _ask_all(n, lookers, by_rows, streets, at, ax, crowd, watch, wakes)
    watch = Watch(hot, astir, looks, lookers, np.empty(k, np.int32), np.empty(k),
                  np.empty(k, np.int32), np.empty(k), np.zeros(k, np.bool_), in_room,
                  after)  # fmt: skip
    if k == 0:
        return watch, k, False
    # the awake are on hot axes alone: streets without them need not be searched
    where = Streets(streets.asked & hot, streets.low, streets.high)
    awake = line_up(where, AWAKE, at, ax, crowd.offset, lives)
    if by_rows:
        asleep = line_up_rows(streets, ASLEEP, at, ax, crowd.offset, lives)
    else:
        asleep = line_up(streets, ASLEEP, at, ax, crowd.offset, lives)
    _share(LOOK, k, awake, asleep, at, ax, them, crowd, watch, wakes)
    return watch, k, watch.wakes.any()


@lean
def stir_rooms(at, them, crowd):
    """Let people at rest in a room that one of the infected is in be active from now on.

    One who neither moves nor hunts has been there since the active were last gone through
    (city/heading.py), so that those in the room are active already.
    """
    n = crowd.active_n[0]
    for i in range(n):
        x = crowd.active_list[i]
        if them.fate[x] == 2:
            _stir_room(x, at, them, crowd)
    for i in range(them.hunt_n[0]):
        if not crowd.active[them.hunters[i]]:
            _stir_room(them.hunters[i], at, them, crowd)
    settle(crowd.active_list, n, crowd.active_n[0])


@lean
def _stir_room(x, at, them, crowd):
    """Let the living in the room of x, if it is in one, be active."""
    if at.unit[x] <= 0 or them.gone[x] or at.passage[x] < 0:
        return
    m = at.first_in[slot_of(at, x)]
    while m >= 0:
        if them.fate[m] == 0 and not them.gone[m]:
            activate(crowd, m)
        m = at.next_in[m]


@inner
def _rooms(n, at, ax, them, crowd, watch):
    """Lists of the infected by unit (`Watch`); empty where none of the first `n` looks in a room.

    A full room takes long to look through for everybody in it, and most rooms have none of them.
    """
    first = np.full(at.first_in.size - at.cell_n.shape[0], -1, np.int32)
    inside = False
    for i in range(n):
        m = watch.who[i]
        if at.unit[m] > 0 and them.fate[m] == 0 and at.passage[m] >= 0:
            p = at.passage[m]
            if not crowd.p_zone[p] or watch.hot[ax.p_axis[p]]:
                inside = True
                break
    after = np.empty(them.fate.size if inside else 0, np.int32)
    for x in range(after.size):
        if them.fate[x] == 2 and at.unit[x] > 0 and not them.gone[x]:
            after[x] = first[at.unit[x]]
            first[at.unit[x]] = x
    return first, after


@lean
def _mark_fresh(at, ax, them, crowd, watch):
    """Mark the axes of those who hunt and are not yet in the active list."""
    for i in range(them.hunt_n[0]):
        x = them.hunters[i]
        if not crowd.active[x] and at.passage[x] >= 0:
            a = ax.p_axis[at.passage[x]]
            watch.hot[a], watch.astir[a] = True, True


@lean
def _ask_all(n, lookers, by_rows, streets, at, ax, crowd, watch, wakes):
    """List those of the first `n` active who look, and ask for what they can see.

    `by_rows`: the dormant are looked for by the columns, which takes streets as a whole.
    """
    k = 0
    for i in range(n):
        if not watch.looks[i]:
            continue
        m = row(watch.who[i])
        lookers[k] = m
        k += 1
        if at.unit[m] == 0:
            a = ax.p_axis[at.passage[m]]
            if by_rows and not watch.hot[a]:
                streets.asked[a] = True
                continue
            here = coordinate(ax, at.passage[m], crowd.offset[m])
            reach = reach_of(m, a, watch, wakes)
            ask(streets, a, here - reach, here + reach)


@inner
def _share(task, n, awake, asleep, at, ax, them, crowd, watch, wakes):
    """Do `task` for the first `n`, with all threads if they are many."""
    if n < (MANY if task != LOOK else FEW):
        _some(task, 0, n, awake, asleep, at, ax, them, crowd, watch, wakes)
    else:
        _all(task, n, awake, asleep, at, ax, them, crowd, watch, wakes)


@nb.njit(cache=True, parallel=True)
def _all(task, n, awake, asleep, at, ax, them, crowd, watch, wakes):
    """Do `task` for the first `n`, shared among the threads."""
    size = BLOCK // 8 if task == LOOK else BLOCK
    for b in nb.prange((n + size - 1) // size):
        _some(task, b * size, min(n, (b + 1) * size), awake, asleep, at, ax, them, crowd, watch,
              wakes)  # fmt: skip


@lean
def _some(task, begin, end, awake, asleep, at, ax, them, crowd, watch, wakes):
    """Do `task` for places `begin` to `end`."""
    for i in range(begin, end):
        m = row(watch.who[i])
        if task == LOOK:
            if at.unit[m] > 0:
                found, wakes_one = _seen_in_room(m, at, them, watch, wakes)
            else:
                found, wakes_one = _seen_in_street(m, awake, asleep, at, ax, them, crowd, watch,
                                                   wakes)  # fmt: skip
            watch.best[i], watch.best_d[i], watch.worst[i], watch.worst_d[i] = found
            watch.wakes[i] = wakes_one
        elif task == PICK:
            watch.looks[i] = _looks(m, at, ax, them, crowd, watch, wakes)
        elif them.fate[m] == 2 and at.passage[m] >= 0:
            a = ax.p_axis[at.passage[m]]
            if them.in_hunt[m]:
                watch.hot[a], watch.astir[a] = True, True
            elif crowd.moving[m]:
                watch.astir[a] = True


@lean
def _looks(m, at, ax, them, crowd, watch, wakes):
    """Whether m may see one of the infected, or be noticed by it, in this second."""
    # most sit in a room with none of them
    if at.unit[m] > 0 and watch.in_room[at.unit[m]] < 0:
        return False
    p = at.passage[m]
    if them.fate[m] != 0 or them.gone[m] or p < 0:
        return False
    # only streets with one of them nearby need a look; inside the wall, where nobody is dormant,
    # only those where one is awake
    a = ax.p_axis[p]
    if not watch.hot[a] and (crowd.p_zone[p] or (at.unit[m] == 0 and not crowd.infested[p])):
        return False
    if not crowd.moving[m] and at.unit[m] == 0:
        # who stands still wakes nobody, and looks about every four seconds; once a minute
        # where nothing stirs
        second = (wakes.t // 1000) % 60
        now = second % LOOKOUT == them.key[m] % np.uint64(LOOKOUT)
        return now and (second < LOOKOUT or watch.astir[a])
    return True


@lean
def clear_to(m, at, crowd):
    """How far (m) dust and smoke let m see, and be seen."""
    return sees_in(crowd.smoke[at.cell[m]], crowd.dusk)


@lean
def reach_of(m, a, watch, wakes):
    """How far (m) along the street m looks, in clear air."""
    far = max(NEAR, wakes.notices) if watch.hot[a] else wakes.notices
    return min(far, wakes.sight)


@lean
def _seen_in_room(m, at, them, watch, wakes):
    """Whom of the infected m sees in its room (`nearer`), and whether one wakes at it."""
    found = (-1, np.inf, -1, np.inf)
    wakes_one = False
    x = watch.in_room[at.unit[m]]
    while x >= 0:
        found = nearer(found, x, ROOM, them)
        wakes_one |= wakes_at(them.alert[x], them.stage[x], them.key[x], them.key[m], ROOM, True,
                              np.inf, wakes)  # fmt: skip
        x = watch.after[x]
    return found, wakes_one


@lean
def _seen_in_street(m, awake, asleep, at, ax, them, crowd, watch, wakes):
    """Whom of the infected m sees along the street (`nearer`), and whether one wakes at it."""
    p = at.passage[m]
    a = ax.p_axis[p]
    here = coordinate(ax, p, crowd.offset[m])
    reach = reach_of(m, a, watch, wakes)
    clear = clear_to(m, at, crowd)
    found = (-1, np.inf, -1, np.inf)
    if awake.first[a] < awake.last[a]:
        x, d = nearest(awake, a, place_in(awake, a, here), here, min(reach, clear), them.key)
        if x >= 0:
            found = nearer(found, x, d, them)
    place = place_in(asleep, a, here)
    x, d = nearest(asleep, a, place, here, reach, them.key)
    if x >= 0 and d <= clear:
        found = nearer(found, x, d, them)
    if x < 0 or not crowd.moving[m]:
        return found, False
    within = min(reach, max(min(wakes.seeing, clear), wakes.blind))
    return found, _wakes_one(m, asleep, a, place, here, within, clear, them, wakes)


@lean
def _wakes_one(m, asleep, a, place, here, within, clear, them, wakes):
    """Whether one of the dormant within so many m of m, on both sides of its place, wakes at m."""
    for step in (1, -1):
        i = place if step > 0 else place - 1
        while asleep.first[a] <= i < asleep.last[a]:
            d = abs(asleep.where[i] - here)
            if d > within:
                break
            x = asleep.who[i]
            if wakes_at(them.alert[x], them.stage[x], them.key[x], them.key[m], d, False, clear,
                        wakes):  # fmt: skip
                return True
            i += step
    return False


@lean
def nearer(found, x, d, them):
    """`found` with x at d m, if it is nearer; of two as near, the one with the lower key."""
    best, best_d, worst, worst_d = found
    if d < best_d or (d == best_d and them.key[x] < them.key[best]):
        best, best_d = x, d
    if them.alert[x] >= 2 and (d < worst_d or (d == worst_d and them.key[x] < them.key[worst])):
        worst, worst_d = x, d
    return best, best_d, worst, worst_d


@lean
def wakes_at(alert, stage, x_key, m_key, d, inside, clear, wakes):
    """Whether one wakes at somebody d m away, by chance: sooner if stirred, or in one room.

    Those who see, see as far as the air is `clear` (m); who is blind senses through it.
    """
    if not wakes.can or alert >= 2:
        return False
    if d > (max(min(wakes.seeing, clear), wakes.blind) if stage < 4 else wakes.blind):
        return False
    chance = wakes.stirred if inside or alert == 1 else wakes.asleep
    return uniform(wakes.seed, NOTICE, x_key, m_key, wakes.t, 0) < chance
