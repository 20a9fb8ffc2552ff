"""Hunting: the awake infected go for the nearest prey they perceive, to its door and through it.

Prey is perceived along the street within their sense (further for those who see), in the same
room, or for as long as it was in view. They sprint while they can, shriek on finding prey, beat
on the door that it went behind, and go dormant when nothing holds their attention. Windows,
facades and roofs are for body/climbing.py. Lit lamps keep them from gate and wall.
"""

from __future__ import annotations

import numba as nb

from kinward.city.places import Places, place_of, put_in, slot_of, take_out
from kinward.city.sight import Axes, coordinate, mark_near
from kinward.city.sight import distance as seen_distance
from kinward.core.bundles import AXES, EVENTS, PLACES, SOUNDS, WISH
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.noise import Noise, make_noise
from kinward.core.process import Process
from kinward.core.purposes import SHRIEKS
from kinward.core.vocabulary import S_BLOWS, S_SHRIEK
from kinward.core.wish import Wish, go, stay
from kinward.threats.infected import (
    HUNTING,
    SENSE,
    SHRIEK,
    SIGHT,
    notices_within,
)
from kinward.threats.prey import find_prey, nearest
from kinward.threats.vocabulary import (
    DOOR_BEATEN,
    DOOR_BROKEN,
    HUNTED,
    SHRIEKED,
)

LOSES_AFTER = 20_000  # ms it keeps going for prey out of its senses (assumed)
SHRIEK_AGAIN = 120_000  # ms between shrieks of one (assumed)
CHASE = 2.5  # prey once found is followed this many times as far as it is noticed (assumed)


@nb.njit(cache=True)
def hunt(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
         wish_passage, wish_offset, wish_unit, wishers, wish_n, active, active_list, active_n,
         arrived, blocked, alert, attend_until, in_hunt, hunters, hunt_n, shriek_t, foe, running,
         act_t, infested, door_left, door_event, sound_who, sound_passage, sound_offset,
         sound_unit, sound_class,
         sound_level, sound_event, sound_n, ev_ints, ev_reals, ev_head, offset, goal_passage,
         goal_offset, goal_unit, moving, fate, gone, stage, awake_mind, sight_m, daylight, stamina,
         p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_cell, p_ncell, p_len, u_passage,
         u_off, key, seed, loudness):  # fmt: skip
    """Move the attention and the goals of all awake infected; drop those who go dormant."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    want = Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n)
    ax = Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell)
    noise = Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                  sound_event, sound_n)  # fmt: skip
    prey_of = find_prey(hunters, hunt_n[0], at, ax, offset, fate, gone, awake_mind, key)
    kept = 0
    for i in range(hunt_n[0]):
        x = hunters[i]
        if gone[x] or par[HUNTING] == 0.0:
            in_hunt[x] = False
            foe[x] = -1
            continue
        see = par[SENSE] if stage[x] >= 4 else max(min(par[SIGHT], sight_m[0]), par[SENSE])
        prey = foe[x]
        if prey >= 0 and (
            gone[prey] or fate[prey] != 0 or passage[prey] < 0 or not awake_mind[prey]
        ):
            prey = -1
        in_view = False
        if prey >= 0:
            d = seen_distance(ax, passage[x], offset[x], passage[prey], offset[prey])
            same_room = unit[x] == unit[prey] and passage[x] == passage[prey]
            in_view = same_room and (unit[x] > 0 or d <= CHASE * see)
            in_view = in_view or (unit[prey] == 0 and unit[x] == 0 and d <= CHASE * see)
            if in_view:
                attend_until[x] = t + LOSES_AFTER
        if not in_view:
            found = _nearest_prey(x, see, at, ax, offset, fate, gone, awake_mind, key, prey_of)
            if found >= 0:
                if prey < 0 and alert[x] != 2:
                    n = emit(ev_ints, ev_reals, ev_head, t, HUNTED, found, x, 0,
                             place_of(at, x, p_len.size), -1, 0.0, 0.0, -1)  # fmt: skip
                    fresh = t - shriek_t[x] > SHRIEK_AGAIN
                    if fresh and uniform(seed[0], SHRIEKS, key[x], key[found], t, 0) < par[SHRIEK]:
                        shriek_t[x] = t
                        n = emit(ev_ints, ev_reals, ev_head, t, SHRIEKED, x, found, 0,
                                 place_of(at, x, p_len.size),
                                 -1, 0.0, 0.0, n)  # fmt: skip
                        make_noise(noise, x, passage[x], offset[x], unit[x], S_SHRIEK,
                                   loudness[S_SHRIEK], n)  # fmt: skip
                prey = found
                in_view = True
                alert[x] = 2
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
            together = passage[x] == passage[prey] and unit[x] == unit[prey]
            if not together or (unit[x] == 0 and abs(offset[x] - offset[prey]) > 0.8):
                if (
                    goal_passage[x] != passage[prey]
                    or goal_unit[x] != unit[prey]
                    or abs(goal_offset[x] - offset[prey]) > 0.5
                    or not moving[x]
                ):
                    go(want, x, passage[prey], offset[prey], unit[prey])
        _doors(x, prey, t, at, moving, noise, offset, goal_unit, door_left, door_event, u_passage,
               u_off, p_len, ev_ints, ev_reals, ev_head, loudness)  # fmt: skip
        arrived[x] = False
        blocked[x] = False
    hunt_n[0] = kept


@lean
def _nearest_prey(x, see, at, ax, offset, fate, gone, awake_mind, key, prey_of):
    """The nearest of the living that x perceives, -1 if none."""
    p = at.passage[x]
    if at.unit[x] == 0:
        return nearest(prey_of, ax.p_axis[p], coordinate(ax, p, offset[x]), see, key)
    best = -1
    m = at.first_in[slot_of(at, x)]
    while m >= 0:
        if fate[m] == 0 and not gone[m] and awake_mind[m] and (best < 0 or key[m] < key[best]):
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
            "attend_until", "in_hunt", "hunters", "hunt_n", "shriek_t", "foe", "running", "act_t",
            "infested", "door_left", "door_event", *SOUNDS, *EVENTS),
    reads=("offset", "goal_passage", "goal_offset", "goal_unit", "moving", "fate", "gone",
           "stage", "awake_mind", "sight_m", "daylight", "stamina"),
    fixed=(*AXES, "p_len", "u_passage", "u_off", "key", "seed", "loudness"),
    meaning="the awake infected go for the nearest prey, to its door and through it",
    when=("hunt_n",),
)  # fmt: skip
