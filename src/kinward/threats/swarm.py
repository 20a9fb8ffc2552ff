"""The swarm: what each creature does, second by second.

It comes through the sewers to the manhole nearest to where its pack hunts, takes somebody
(threats/harvest.py), carries them down the nearest manhole to its nest, and returns. Who is of no
more use is killed; who fights one, and whoever has hurt one of its pack, is struck
(body/fight.py). A dead creature lets go of whom it held.
"""

from __future__ import annotations

import numba as nb

from kinward.city.graph import FLOOR_M
from kinward.city.places import Places, place_of, put_in, take_out
from kinward.city.routes import KNOWN
from kinward.city.sight import Axes
from kinward.core.bundles import AXES, CHASE, EVENTS, PARTY, PLACES, SOUNDS, TRAIL, WISH
from kinward.core.chase import RISES, Chase, take_up
from kinward.core.clock import MINUTE
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.noise import Noise
from kinward.core.party import Party
from kinward.core.process import Process
from kinward.core.vocabulary import CAPTURED, OF_SWARM
from kinward.core.wish import Wish, go, stay
from kinward.threats import swarm_parameters as q
from kinward.threats.brood import Brood, Lair, is_idle, is_prey, move_to, rouse
from kinward.threats.harvest import climbs_in, hunts, release
from kinward.threats.manholes import Manholes, hole_of
from kinward.threats.packs import (
    CLIMBS_DOWN,
    CLIMBS_UP,
    COMES,
    FLANKS,
    GOES_BELOW,
    GUARDS,
    LEAVES,
    LIES,
    OUT,
    SEEKS,
    TURNS_ON,
)
from kinward.threats.shafts import down_shaft, in_shaft
from kinward.threats.trail import Trail, mark
from kinward.threats.vocabulary import CAPTURED_BY, LET_GO


@nb.njit(cache=True)
def swarm(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
          wish_passage, wish_offset, wish_unit, wishers, wish_n, party, party_next, party_n, hold,
          task, task_t, by_window, by_shaft, rose_t, quarry, sought_by, found_in, seized_event,
          grip_t, carrying, carried_by, chart, pace, running, moving, arrived, blocked, foe, fate,
          fate_t, gone, alert, in_hunt, door_left, pk_t, pk_foe, swarm_n, active, active_list,
          active_n, drag_t, drag_to, drag_off, drag_n, chase, chasers, chase_n, in_chase, sound_who,
          sound_passage, sound_offset, sound_unit, sound_class, sound_level, sound_event, sound_n,
          ev_ints, ev_reals, ev_head, ride_start, ride_to, dark_t, goal_passage, goal_offset,
          goal_unit, hurt, awake_mind, aim, weapon, pk_out, pk_place, pk_off, pk_house, brood,
          pack, grapples, pack_nest, nest_passage, nest_off, sewer_of, street_of_sewer, hole_d,
          hole_node, p_a, p_b, p_len, p_host, adj_ptr, adj_passage, p_axis, p_axis_off, p_axis_dir,
          axis_ptr, axis_passage, p_cell, p_ncell, p_building, u_passage, u_off, u_floor,
          u_building, b_passage, b_off, room_ptr, room_at, b_block, lift_room, loudness, key,
          seed):  # fmt: skip
    """Let every creature that is out do what it is about for a second."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    holes = lend(Manholes(sewer_of, street_of_sewer, hole_d, hole_node, p_a, p_b, p_len, p_host,
                          adj_ptr, adj_passage))  # fmt: skip
    p = lend(Party(party, party_next, party_n, hold))
    noise = lend(Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                       sound_event, sound_n))  # fmt: skip
    b = lend(Brood(task, task_t, by_window, by_shaft, rose_t, ride_start, ride_to, quarry,
                   sought_by, found_in, seized_event, grip_t, carrying, carried_by, chart, pace,
                   running, moving, arrived, blocked, foe, offset, goal_passage, goal_offset,
                   goal_unit, fate, fate_t, gone, alert, in_hunt, hurt, awake_mind, aim, door_left,
                   weapon, active, active_list, active_n, key, seed, ev_ints, ev_reals,
                   ev_head))  # fmt: skip
    lair = lend(Lair(pack, grapples, pk_out, pk_t, pk_place, pk_off, pk_house, pk_foe, pack_nest,
                     nest_passage, nest_off, p_building, u_passage, u_off, u_floor, u_building,
                     b_passage, b_off, room_ptr, room_at, dark_t, b_block, lift_room,
                     loudness))  # fmt: skip
    trail = lend(Trail(drag_t, drag_to, drag_off))
    chases = lend(Chase(chase, chasers, chase_n, in_chase))
    out = 0
    _who_threatens(brood, par, b, lair, at)
    for i in range(brood.size):
        x = brood[i]
        c = carrying[x]
        if c >= 0:
            if gone[x] or gone[c] or fate[c] != 0:
                _let_go(x, c, t, b, at, p_len.size)
                if fate[c] == 0 and not gone[c] and street_of_sewer[passage[c]] >= 0:
                    take_up(chases, c, RISES)
            else:
                if par[q.TRACKS] != 0.0:
                    mark(trail, passage[c], passage[x], offset[c], offset[x], t)
                    drag_n[0] = 1
                _hold_on(x, c, b, at)
        if gone[x] or task[x] == LIES:
            continue
        out += 1
        rouse(x, b)
        running[x] = True
        pace[x] = 1.0 if carrying[x] < 0 else par[q.CARRIES] / par[q.SPEED]
        k = task[x]
        if k == COMES:
            _comes(x, t, b, lair, at, ax, want, holes)
        elif k == SEEKS or k == GUARDS:
            hunts(x, t, par, b, lair, at, ax, want, p, noise)
        elif k == CLIMBS_UP:
            if t >= task_t[x]:
                climbs_in(x, t, b, lair, at, ax)
            elif by_shaft[x]:
                in_shaft(x, t, par, b, lair, at, ax, noise)
        elif k == CLIMBS_DOWN:
            if t >= task_t[x]:
                h = u_building[unit[x]]
                move_to(x, b_passage[h], b_off[h], 0, b, at, ax)
                task[x], by_window[x], by_shaft[x] = LEAVES, False, False
        elif k == LEAVES:
            _leaves(x, t, par, b, lair, at, ax, want, holes)
        elif k == TURNS_ON:  # threats/below.py leads it
            if quarry[x] < 0 or not is_prey(x, quarry[x], b, at):
                release(x, b)
                task[x] = GOES_BELOW
        elif k == FLANKS:  # threats/flanking.py does
            release(x, b)
        else:
            _goes_below(x, t, b, lair, at, want)
    swarm_n[0] = out


@lean
def _who_threatens(brood, par, b, lair, at):
    """Of each pack whoever fights one of it; of several the one with the lowest key."""
    lair.pk_foe[:] = -1
    for i in range(brood.size):
        x = brood[i]
        m = b.foe[x]
        if m < 0 or b.gone[x]:
            continue
        lost = b.gone[m] or b.fate[m] != 0 or b.carried_by[m] >= 0 or at.passage[m] < 0
        if lost or par[q.DEFENDS] == 0.0:
            b.foe[x] = -1
            continue
        k = lair.pack[x]
        if lair.pk_foe[k] < 0 or b.key[m] < b.key[lair.pk_foe[k]]:
            lair.pk_foe[k] = m


@lean
def _hold_on(x, c, b, at):
    """Whom x carries is where x is."""
    if at.passage[c] != at.passage[x] or at.unit[c] != at.unit[x] or at.cell[c] != at.cell[x]:
        take_out(at, c)
        at.passage[c], at.unit[c], at.cell[c] = at.passage[x], at.unit[x], at.cell[x]
        at.facing[c] = 2
        put_in(at, c)
    b.offset[c] = b.offset[x]


@lean
def _let_go(x, c, t, b, at, n_pass):
    """x holds c no more: x is dead, or c is."""
    b.carrying[x] = -1
    b.carried_by[c] = -1
    if not b.gone[c] and b.fate[c] == 0:
        emit(b.ints, b.reals, b.head, t, LET_GO, c, x, 0, place_of(at, c, n_pass), -1, 0.0, 0.0,
             b.seized_event[c])  # fmt: skip


@lean
def _comes(x, t, b, lair, at, ax, want, holes):
    """Below the street: on to the manhole, and up."""
    k = lair.pack[x]
    if b.blocked[x] or lair.pk_out[k] != OUT:
        b.task[x] = GOES_BELOW
    elif not is_idle(x, b, want):
        return
    elif b.arrived[x]:
        move_to(x, holes.street_of_sewer[at.passage[x]], b.offset[x], 0, b, at, ax)
        b.chart[x] = 0
        b.by_shaft[x], b.rose_t[x] = False, t
        b.alert[x], b.in_hunt[x], b.by_window[x] = OF_SWARM, True, False
        b.task[x] = SEEKS if lair.grapples[x] else GUARDS
        go(want, x, lair.pk_place[k], lair.pk_off[k], 0)
    else:
        s, off = hole_of(holes, lair.pk_place[k], lair.pk_off[k])
        go(want, x, s, off, 0)


@lean
def _leaves(x, t, par, b, lair, at, ax, want, holes):
    """Above ground, to the nearest manhole, and down: with somebody in the grip, or without."""
    u = at.unit[x]
    if u > 0 and (b.by_window[x] or b.by_shaft[x]) and lair.u_building[u] >= 0:
        b.task[x] = CLIMBS_DOWN
        if b.by_shaft[x]:
            b.task_t[x] = t + down_shaft(x, u, par, b, lair)
        else:
            b.task_t[x] = t + int(1000.0 * lair.u_floor[u] * FLOOR_M / par[q.CLIMBS])
        stay(want, x)
        return
    if u > 0 and b.door_left[u] > 0.0:
        b.door_left[u] = 0.0
    p, off = at.passage[x], b.offset[x]
    while holes.p_host[p] >= 0:
        p, off = holes.p_host[p], 0.0
    if holes.p_host[at.passage[x]] >= 0:  # from the stair: by the manhole before the house
        h = lair.p_building[at.passage[x]]
        off = lair.b_off[h] if h >= 0 else off
    s, off = hole_of(holes, p, off)
    if s < 0:
        return
    street = holes.street_of_sewer[s]
    here = at.passage[x] == street and u == 0 and abs(b.offset[x] - off) <= 0.1
    if here:
        release(x, b)
        move_to(x, s, off, 0, b, at, ax)
        b.chart[x] = KNOWN
        b.task[x] = GOES_BELOW
        stay(want, x)
    elif is_idle(x, b, want):
        go(want, x, street, off, 0)


@lean
def _goes_below(x, t, b, lair, at, want):
    """Through the sewers to the nest; whom it carries is taken there."""
    n = lair.pack_nest[lair.pack[x]]
    p, off = lair.nest_passage[n], lair.nest_off[n]
    there = at.passage[x] == p and abs(b.offset[x] - off) <= 0.1
    if not there:
        if is_idle(x, b, want) or b.goal_passage[x] != p or b.goal_offset[x] != off:
            go(want, x, p, off, 0)
        return
    c = b.carrying[x]
    if c >= 0:
        emit(b.ints, b.reals, b.head, t, CAPTURED_BY, c, x, 0, p, -1,
             (t - b.grip_t[c]) / MINUTE, 0.0, b.seized_event[c])  # fmt: skip
        b.fate[c], b.fate_t[c], b.gone[c] = CAPTURED, t, True
        b.carrying[x], b.carried_by[c] = -1, -1
        take_out(at, c)
        b.moving[c], b.foe[c] = False, -1
        stay(want, c)
    if lair.pk_out[lair.pack[x]] == OUT:
        b.task[x] = COMES
        return
    b.task[x], b.in_hunt[x] = LIES, False
    stay(want, x)


SWARM = Process(
    "swarm", "second", swarm, section="swarm",
    writes=(PLACES[0], "offset", *PLACES[1:], *WISH, *PARTY, "task", "task_t", "by_window",
            "by_shaft", "rose_t", "quarry", "sought_by", "found_in", "seized_event", "grip_t",
            "carrying", "carried_by", "chart", "pace", "running", "moving", "arrived", "blocked",
            "foe", "fate", "fate_t", "gone", "alert", "in_hunt", "door_left", "pk_t", "pk_foe",
            "swarm_n", "active", "active_list", "active_n", *TRAIL, "drag_n", *CHASE, *SOUNDS,
            *EVENTS),
    reads=("ride_start", "ride_to", "dark_t", "goal_passage", "goal_offset", "goal_unit",
           "hurt", "awake_mind", "aim", "weapon", "pk_out", "pk_place", "pk_off", "pk_house"),
    fixed=("brood", "pack", "grapples", "pack_nest", "nest_passage", "nest_off", "sewer_of",
           "street_of_sewer", "hole_d", "hole_node", "p_a", "p_b", "p_len", "p_host", "adj_ptr",
           "adj_passage", *AXES, "p_building", "u_passage", "u_off", "u_floor", "u_building",
           "b_passage", "b_off", "room_ptr", "room_at", "b_block", "lift_room", "loudness", "key",
           "seed"),
    meaning="the swarm hunts, carries people off, and returns",
    of="swarm",
)  # fmt: skip
