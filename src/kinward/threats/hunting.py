"""Hunting: the awake infected go for the nearest prey they perceive, to its door and through it.

Prey is perceived along the street within their sense (further for those who see), in the same
room, or for as long as it was in view, which dust and smoke shorten. They sprint while they can,
shriek on finding prey, beat on the door that it went behind, and go dormant when nothing holds
their attention. Windows, facades and roofs are for body/climbing.py. Lit lamps keep them from gate
and wall.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of, put_in, slot_of, take_out
from kinward.city.ranks import (
    LIVING,
    Lives,
    ask,
    line_up,
    line_up_rows,
    nearest,
    no_streets,
    place_in,
)
from kinward.city.sight import Axes, coordinate, mark_near
from kinward.city.sight import distance as seen_distance
from kinward.core.bundles import AXES, EVENTS, PLACES, SOUNDS, WISH
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.haze import sees_in
from kinward.core.lean import inner, lean
from kinward.core.noise import Noise, make_noise
from kinward.core.process import Process
from kinward.core.purposes import SHRIEKS
from kinward.core.vocabulary import OF_SWARM, S_BLOWS, S_SHRIEK
from kinward.core.wish import Wish, go, stay
from kinward.threats.infected import (
    HUNTING,
    SENSE,
    SHRIEK,
    SIGHT,
    notices_within,
)
from kinward.threats.vocabulary import (
    DOOR_BEATEN,
    DOOR_BROKEN,
    HUNTED,
    SHRIEKED,
)

LOSES_AFTER = 20_000  # ms it keeps going for prey out of its senses (assumed)
SHRIEK_AGAIN = 120_000  # ms between shrieks of one (assumed)
CHASE = 2.5  # prey once found is followed this many times as far as it is noticed (assumed)


MARK, SCENT = range(2)  # tasks that threads share
# what a hunter does in this second: nothing that others share; it has its prey in view, perceives
# it only now, had none, turns toward it, may have to do with a door
AS_IT_WAS, IN_VIEW, FOUND, HAD_NONE, TURNS, DOOR = 0, 1, 2, 4, 8, 16
SHARED = 32  # there is something to be done in order
FEW = 1_000  # hunters from which the active are gone through, and not the hunters
MANY = 8_000  # movers from which it is worth waking other threads
BLOCK = 256  # movers that a thread takes at a time


class Chase(NamedTuple):
    """The columns of hunters, and of doors, bundled inside the kernel."""

    foe: np.ndarray
    attend_until: np.ndarray
    active: np.ndarray
    in_hunt: np.ndarray
    arrived: np.ndarray
    blocked: np.ndarray
    running: np.ndarray
    moving: np.ndarray
    stage: np.ndarray
    offset: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray
    goal_unit: np.ndarray
    door_left: np.ndarray
    u_passage: np.ndarray
    u_off: np.ndarray


class Scent(NamedTuple):
    """Whom each hunter goes for, and what it does (AS_IT_WAS to SHARED), both by mover."""

    prey: np.ndarray
    told: np.ndarray


class Senses(NamedTuple):
    """Whether they hunt, how far (m) the blind and those who see perceive, and the time.

    And the air of each cell, in which one sees less far.
    """

    hunting: bool
    blind: float
    seeing: float
    t: int
    smoke: np.ndarray
    dusk: np.ndarray


@nb.njit(cache=True)
def hunt(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
         wish_passage, wish_offset, wish_unit, wishers, wish_n, active, active_list, active_n,
         arrived, blocked, alert, attend_until, in_hunt, hunters, hunt_n, scent, scent_what,
         shriek_t, foe, running, act_t, infested, door_left, door_event, sound_who,
         sound_passage, sound_offset, sound_unit, sound_class,
         sound_level, sound_event, sound_n, ev_ints, ev_reals, ev_head, offset, goal_passage,
         goal_offset, goal_unit, moving, fate, gone, stage, awake_mind, sight_m, daylight, stamina,
         smoke, dusk, p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_cell, p_ncell,
         p_len, u_passage, u_off, key, seed, loudness):  # fmt: skip
    """Move the attention and the goals of all awake infected; drop those who go dormant."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    want = Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n)
    ax = Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell)
    noise = Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                  sound_event, sound_n)  # fmt: skip
    lives = Lives(fate, gone, awake_mind, alert, key)
    chase = Chase(foe, attend_until, active, in_hunt, arrived, blocked, running, moving, stage,
                  offset, goal_passage, goal_offset, goal_unit, door_left, u_passage,
                  u_off)  # fmt: skip
    senses = Senses(par[HUNTING] != 0.0, par[SENSE], max(min(par[SIGHT], sight_m[0]), par[SENSE]),
                    t, smoke, dusk)  # fmt: skip
    take_scent(hunters, hunt_n[0], active_list, active_n[0], Scent(scent, scent_what), at, ax,
               lives, chase, senses)  # fmt: skip
    kept = 0
    for i in range(hunt_n[0]):
        x = hunters[i]
        what = scent_what[x]
        if what == AS_IT_WAS:
            hunters[kept] = x
            kept += 1
            continue
        if gone[x] or par[HUNTING] == 0.0:
            in_hunt[x] = False
            foe[x] = -1
            continue
        prey = scent[x]
        in_view = what & IN_VIEW != 0
        if what & FOUND:
            if what & HAD_NONE and alert[x] != 2:
                n = emit(ev_ints, ev_reals, ev_head, t, HUNTED, prey, x, 0,
                         place_of(at, x, p_len.size), -1, 0.0, 0.0, -1)  # fmt: skip
                fresh = t - shriek_t[x] > SHRIEK_AGAIN
                if fresh and uniform(seed[0], SHRIEKS, key[x], key[prey], t, 0) < par[SHRIEK]:
                    shriek_t[x] = t
                    n = emit(ev_ints, ev_reals, ev_head, t, SHRIEKED, x, prey, 0,
                             place_of(at, x, p_len.size), -1, 0.0, 0.0, n)  # fmt: skip
                    make_noise(noise, x, passage[x], offset[x], unit[x], S_SHRIEK,
                               loudness[S_SHRIEK], n)  # fmt: skip
            alert[x] = 2
        if in_view:
            attend_until[x] = t + LOSES_AFTER
        if not in_view and t > attend_until[x]:
            alert[x] = 0
            in_hunt[x] = False
            if unit[x] == 0 and passage[x] >= 0:
                mark_near(ax, infested, passage[x], offset[x], offset[x],
                          notices_within(par))  # fmt: skip
            foe[x] = -1
            act_t[x] = -1.0
            running[x] = False
            stay(want, x)
            continue
        hunters[kept] = x
        kept += 1
        foe[x] = prey
        if not active[x]:
            active[x] = True
            active_list[active_n[0]] = x
            active_n[0] += 1
        if prey >= 0:
            running[x] = True
            if what & TURNS:
                go(want, x, passage[prey], offset[prey], unit[prey])
        if what & DOOR:
            _doors(x, prey, t, at, moving, noise, offset, goal_unit, door_left, door_event,
                   u_passage, u_off, p_len, ev_ints, ev_reals, ev_head, loudness)  # fmt: skip
        arrived[x] = False
        blocked[x] = False
    hunt_n[0] = kept


@inner
def take_scent(hunters, n, active_list, active_n, out, at, ax, lives, chase, senses):
    """Find whom each hunter goes for, -1 nobody, and what it does; fills `out`.

    What concerns nobody but the hunter is done.
    """
    streets = no_streets(ax.axis_ptr.size - 1)
    if n < FEW:
        _ask_around(hunters, n, streets, at, ax, chase, max(senses.blind, senses.seeing))
        ranks = line_up(streets, LIVING, at, ax, chase.offset, lives)
        _some(SCENT, 0, n, hunters, out, streets, ranks, at, ax, lives, chase, senses)
        return
    streets.low[:], streets.high[:] = -np.inf, np.inf
    ranks = line_up(streets, LIVING, at, ax, chase.offset, lives)  # nobody yet
    # in the order of the active list, which is that of the columns: hunters stand in any order
    fresh = np.empty(n, np.int32)
    k = _not_active(hunters, n, chase.active, fresh)
    for task in (MARK, SCENT):
        if task == SCENT:
            ranks = line_up_rows(streets, LIVING, at, ax, chase.offset, lives)
        _some(task, 0, k, fresh, out, streets, ranks, at, ax, lives, chase, senses)
        if active_n < MANY:
            _some(task, 0, active_n, active_list, out, streets, ranks, at, ax, lives, chase,
                  senses)  # fmt: skip
        else:
            _all(task, active_n, active_list, out, streets, ranks, at, ax, lives, chase, senses)


@lean
def _ask_around(hunters, n, streets, at, ax, chase, reach):
    """Ask for the streets within `reach` m of the first `n` of `hunters`."""
    for i in range(n):
        x = hunters[i]
        if at.passage[x] >= 0 and at.unit[x] == 0:
            here = coordinate(ax, at.passage[x], chase.offset[x])
            ask(streets, ax.p_axis[at.passage[x]], here - reach, here + reach)


@lean
def _not_active(hunters, n, active, out):
    """Fill `out` with those of the first `n` of `hunters` not yet in the active list."""
    k = 0
    for i in range(n):
        if not active[hunters[i]]:
            out[k] = hunters[i]
            k += 1
    return k


@nb.njit(cache=True, parallel=True)
def _all(task, n, active_list, out, streets, ranks, at, ax, lives, chase, senses):
    """Do `task` for `n` of the active, shared among the threads.

    Each writes what is of its own hunters alone, and of streets nothing but that they are asked
    for.
    """
    for b in nb.prange((n + BLOCK - 1) // BLOCK):
        _some(task, b * BLOCK, min(n, (b + 1) * BLOCK), active_list, out, streets, ranks, at, ax,
              lives, chase, senses)  # fmt: skip


@lean
def _some(task, begin, end, active_list, out, streets, ranks, at, ax, lives, chase, senses):
    """Do `task` for places `begin` to `end` of the active list."""
    for i in range(begin, end):
        x = active_list[i]
        if not chase.in_hunt[x] or lives.alert[x] == OF_SWARM:
            continue
        if task == MARK:
            if at.passage[x] >= 0 and at.unit[x] == 0:
                streets.asked[ax.p_axis[at.passage[x]]] = True
        else:
            _scent_of(x, out, ranks, at, ax, lives, chase, senses)


@lean
def _scent_of(x, out, ranks, at, ax, lives, chase, senses):
    """What `take_scent` says of x; if nobody else could notice, it is done here."""
    told = SHARED
    prey = -1
    if not lives.gone[x] and senses.hunting:
        prey, in_view = _prey_of(x, at, ax, lives, chase, senses)
        told = IN_VIEW if in_view else 0
        if not in_view:
            if at.unit[x] > 0:
                found = _nearest_in_room(x, at, lives)
            else:
                a = ax.p_axis[at.passage[x]]
                here = coordinate(ax, at.passage[x], chase.offset[x])
                far = senses.blind
                if chase.stage[x] < 4:
                    clear = sees_in(senses.smoke[at.cell[x]], senses.dusk)
                    far = max(far, min(senses.seeing, clear))
                found, _ = nearest(ranks, a, place_in(ranks, a, here), here, far, lives.key)
            if found >= 0:
                told = IN_VIEW | FOUND | SHARED | (HAD_NONE if prey < 0 else 0)
                prey = found
            elif senses.t > chase.attend_until[x]:
                told = SHARED
        if _at_door(x, at, chase):
            told |= DOOR | SHARED
        if prey >= 0 and _must_turn(x, prey, at, chase):
            told |= TURNS | SHARED
        if not chase.active[x]:
            told |= SHARED
    out.prey[x] = prey
    if told & SHARED == 0:
        if prey >= 0:
            chase.running[x] = True
        if told & IN_VIEW:
            chase.attend_until[x] = senses.t + LOSES_AFTER
        chase.foe[x] = prey
        chase.arrived[x] = False
        chase.blocked[x] = False
        told = AS_IT_WAS
    out.told[x] = told


@lean
def _prey_of(x, at, ax, lives, chase, senses):
    """The prey that x goes for, -1 if none, and whether it has it in view."""
    prey = chase.foe[x]
    if prey < 0 or (
        lives.gone[prey]
        or lives.fate[prey] != 0
        or at.passage[prey] < 0
        or not lives.awake_mind[prey]
    ):
        return -1, False
    far = CHASE * senses.blind
    if chase.stage[x] < 4:
        far = max(far, min(CHASE * senses.seeing, sees_in(senses.smoke[at.cell[x]], senses.dusk)))
    d = seen_distance(ax, at.passage[x], chase.offset[x], at.passage[prey], chase.offset[prey])
    if at.unit[x] == at.unit[prey] and at.passage[x] == at.passage[prey] and at.unit[x] > 0:
        return prey, True
    return prey, at.unit[prey] == 0 and at.unit[x] == 0 and d <= far


@lean
def _must_turn(x, prey, at, chase):
    """Whether x is not where its prey is, and not on the way there either."""
    there = at.passage[x] == at.passage[prey] and at.unit[x] == at.unit[prey]
    off = chase.offset[prey]
    if there and (at.unit[x] > 0 or abs(chase.offset[x] - off) <= 0.8):
        return False
    return (
        chase.goal_passage[x] != at.passage[prey]
        or chase.goal_unit[x] != at.unit[prey]
        or abs(chase.goal_offset[x] - off) > 0.5
        or not chase.moving[x]
    )


@lean
def _at_door(x, at, chase):
    """Whether x may have to do with a door in this second; no other hunter makes this true."""
    u = at.unit[x]
    if u > 0:
        return chase.moving[x] and chase.door_left[u] > 0.0
    u = chase.goal_unit[x]
    return (
        u > 0
        and chase.u_passage[u] == at.passage[x]
        and abs(chase.u_off[u] - chase.offset[x]) <= 1.0
    )


@lean
def _nearest_in_room(x, at, lives):
    """Of the living in the room of x that with the lowest key, -1 if none."""
    best = -1
    m = at.first_in[slot_of(at, x)]
    while m >= 0:
        if lives.fate[m] == 0 and not lives.gone[m] and lives.awake_mind[m]:
            if best < 0 or lives.key[m] < lives.key[best]:
                best = m
        m = at.next_in[m]
    return best


@lean
def _doors(x, prey, t, at, moving, noise, offset, goal_unit, door_left, door_event, u_passage,
           u_off, p_len, ev_ints, ev_reals, ev_head, loudness):  # fmt: skip
    """Beat on the door between x and its goal, from either side; go through when it breaks."""
    u = at.unit[x]
    if u > 0 and (not moving[x] or door_left[u] <= 0.0):
        return
    if u == 0:
        u = goal_unit[x]
        if u <= 0 or u_passage[u] != at.passage[x] or abs(u_off[u] - offset[x]) > 1.0:
            return
        if door_left[u] <= 0.0:
            if not moving[x]:
                take_out(at, x)
                at.unit[x] = u
                at.facing[x] = 2
                put_in(at, x)
            return
    if door_left[u] <= 0.0:
        return
    if door_event[u] < 0:
        n = emit(ev_ints, ev_reals, ev_head, t, DOOR_BEATEN, x, prey, u, p_len.size + u, -1,
                 door_left[u], 0.0, -1)  # fmt: skip
        door_event[u] = n
    if t % 5000 < 1000:
        make_noise(noise, x, at.passage[x], offset[x], 0, S_BLOWS, loudness[S_BLOWS], door_event[u])
    door_left[u] -= 1.0 / 60.0
    if door_left[u] > 0.0:
        return
    door_left[u] = 0.0
    emit(ev_ints, ev_reals, ev_head, t, DOOR_BROKEN, x, prey, u, p_len.size + u, -1, 0.0, 0.0,
         door_event[u])  # fmt: skip
    door_event[u] = -1


HUNT = Process(
    "hunt", "second", hunt, section="horde",
    writes=(*PLACES, *WISH, "active", "active_list", "active_n", "arrived", "blocked", "alert",
            "attend_until", "in_hunt", "hunters", "hunt_n", "scent", "scent_what", "shriek_t",
            "foe", "running", "act_t", "infested", "door_left", "door_event", *SOUNDS, *EVENTS),
    reads=("offset", "goal_passage", "goal_offset", "goal_unit", "moving", "fate", "gone",
           "stage", "awake_mind", "sight_m", "daylight", "stamina", "smoke"),
    fixed=("dusk", *AXES, "p_len", "u_passage", "u_off", "key", "seed", "loudness"),
    meaning="the awake infected go for the nearest prey, to its door and through it",
    when=("hunt_n",),
)  # fmt: skip
