"""Brood: the columns of creatures, of whom they hold and of their packs, as kernels bundle them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.places import cell_index, put_in, take_out
from kinward.core.lean import lean
from kinward.core.wish import go

ARM = 1.2  # m within which one is in reach (body/fight.py)


class Brood(NamedTuple):
    """The columns of creatures and of whom they hold, bundled inside the kernel."""

    task: np.ndarray
    task_t: np.ndarray
    by_window: np.ndarray
    by_shaft: np.ndarray
    rose_t: np.ndarray
    ride_start: np.ndarray
    ride_to: np.ndarray
    quarry: np.ndarray
    sought_by: np.ndarray
    found_in: np.ndarray
    seized_event: np.ndarray
    grip_t: np.ndarray
    carrying: np.ndarray
    carried_by: np.ndarray
    chart: np.ndarray
    pace: np.ndarray
    running: np.ndarray
    moving: np.ndarray
    arrived: np.ndarray
    blocked: np.ndarray
    foe: np.ndarray
    offset: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray
    goal_unit: np.ndarray
    fate: np.ndarray
    fate_t: np.ndarray
    gone: np.ndarray
    alert: np.ndarray
    in_hunt: np.ndarray
    hurt: np.ndarray
    awake_mind: np.ndarray
    aim: np.ndarray
    door_left: np.ndarray
    weapon: np.ndarray
    active: np.ndarray
    active_list: np.ndarray
    active_n: np.ndarray
    key: np.ndarray
    seed: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


class Lair(NamedTuple):
    """The columns of packs and nests, and of the houses they go into, bundled inside the kernel."""

    pack: np.ndarray
    grapples: np.ndarray
    pk_out: np.ndarray
    pk_t: np.ndarray
    pk_place: np.ndarray
    pk_off: np.ndarray
    pk_house: np.ndarray
    pk_foe: np.ndarray
    pack_nest: np.ndarray
    nest_passage: np.ndarray
    nest_off: np.ndarray
    p_building: np.ndarray
    u_passage: np.ndarray
    u_off: np.ndarray
    u_floor: np.ndarray
    u_building: np.ndarray
    b_passage: np.ndarray
    b_off: np.ndarray
    room_ptr: np.ndarray
    room_at: np.ndarray
    dark_t: np.ndarray
    b_block: np.ndarray
    lift_room: np.ndarray
    loudness: np.ndarray


@lean
def move_to(x, p, off, u, b, at, ax):
    """Put x at offset `off` (m) of passage p, or into unit u there."""
    take_out(at, x)
    at.passage[x], at.unit[x], b.offset[x] = p, u, off
    at.cell[x] = ax.p_cell[p] + cell_index(ax.p_len, ax.p_ncell, p, off)
    at.facing[x] = 2
    put_in(at, x)
    b.moving[x], b.arrived[x], b.blocked[x] = False, False, False


@lean
def rouse(m, b):
    """Let m, who may have stood or sat still all along, look around from the next second on."""
    if not b.active[m]:
        b.active[m] = True
        b.active_list[b.active_n[0]] = m
        b.active_n[0] += 1


@lean
def is_prey(x, m, b, at):
    """Whether m is alive, on the map, and nobody else's."""
    if b.fate[m] != 0 or b.gone[m] or at.passage[m] < 0 or b.carried_by[m] >= 0:
        return False
    other = b.sought_by[m]
    return other < 0 or other == x or b.quarry[other] != m or b.gone[other]


@lean
def head_for(m, p, off, b, want):
    """m goes to offset `off` (m) of passage p, if not on the way there already."""
    there = b.goal_passage[m] == p and abs(b.goal_offset[m] - off) <= 0.5
    if not there or is_idle(m, b, want):
        go(want, m, p, off, 0)


@lean
def is_idle(x, b, want):
    """Whether x neither moves nor wants to."""
    return not b.moving[x] and want.wish[x] == 0
