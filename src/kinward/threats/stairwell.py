"""Stairwell: the smoke of a fire fills the stair above it, and cuts off those who live there.

The fire stands on a storey drawn once. It puts smoke into the cell of the stair there; hot, it
mixes with what is above and never with what is below, and at the top it leaves at a rate. A shut
door keeps it out for a while. Two volumes V1 and V2 joined by a flow k near their mean as
exp(-k (1/V1 + 1/V2) t), so that nothing is made or lost: k is the area of the stair times a pace
between its cells, and the room over a time at a door. Who is in a room and would have to go down
through smoke denser than people turn back at stays there.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.graph import FLOOR_M, STAIR_M
from kinward.city.places import Places, cell_index, place_of
from kinward.core.bundles import EVENTS, PLACES
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import STOREY_BURNS
from kinward.core.quantity import Duration, Real, Speed, Switch
from kinward.core.vocabulary import ALIVE
from kinward.threats.vocabulary import CUT_OFF


class Stairwell(Parameters):
    """Smoke in the stair and the rooms of a building that burns."""

    smoke: Switch = param(True, "the smoke of a fire fills its stair", "story S8")
    gives: Real = param(0.5, "smoke of a fire that gets into the stair, m2 of extinction a second",
                        "assumed", ge=0, le=1e4)  # fmt: skip
    area: Real = param(15, "area of a stair with its landings, m2", "assumed", ge=1, le=1000)
    rises: Speed = param("0.2 m/s", "pace of smoke and air that pass each other in a stair",
                         "assumed", ge="0 m/s", le="20 m/s")  # fmt: skip
    vents: Duration = param("10 min", "mean time until the air of its top has left", "assumed",
                            ge="1 s", le="60 days")  # fmt: skip
    door: Duration = param("30 min", "after which a room behind a shut door has 63 % of the smoke "
                           "of its stair", "assumed", ge="1 s", le="60 days")  # fmt: skip
    turns: Real = param(0.5, "extinction that those who know the way turn back at, /m",
                        "Jin 2002", ge=0.01, le=100)  # fmt: skip
    harm: Real = param(0.3, "strength that an hour in smoke of 1 /m costs", "assumed", ge=0, le=10)


SMOKE, GIVES, AREA, RISES, VENTS, DOOR, TURNS, HARM = range(8)
STEP = 60.0  # s
PARTS = 4  # in which it mixes
CLEAR = 1e-4  # /m: with no more than that anywhere, a stair is clear
ROOM_M = 2.7  # m: height of a room (assumed)
BURNS = 1  # of `burning`


class _Stairs(NamedTuple):
    """The columns of stairs, and of the rooms on them, bundled inside the kernel."""

    smoke: np.ndarray
    room_smoke: np.ndarray
    unit_ptr: np.ndarray
    unit_at: np.ndarray
    u_off: np.ndarray
    u_area: np.ndarray
    p_len: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray


@nb.njit(cache=True)
def stairwell(t, par, smoke, room_smoke, smoky, smoky_n, hurt, cut_off, ev_ints, ev_reals, ev_head,
              passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, fate, gone, burning,
              fire_event, b_stair, b_floors, p_building, p_host, unit_ptr, unit_at, u_off,
              u_area, p_len, p_cell, p_ncell, seed):  # fmt: skip
    """Let smoke rise in the stairs of what burns for a minute, and harm who is there."""
    if par[SMOKE] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    s = _Stairs(smoke, room_smoke, unit_ptr, unit_at, u_off, u_area, p_len, p_cell, p_ncell)
    before = smoky_n[0]
    smoky_n[0] = 0
    for b in range(burning.size):
        p = b_stair[b]
        if p < 0 or (burning[b] != BURNS and not smoky[b]):
            continue
        u = uniform(seed[0], STOREY_BURNS, np.uint64(b), np.uint64(0), 0, 0)
        low = p_cell[p] + cell_index(p_len, p_ncell, p, int(u * b_floors[b]) * STAIR_M)
        if burning[b] == BURNS:
            smoke[low] += par[GIVES] * STEP / _volume(p, par, s)
        smoky[b] = _rise(p, low, par, s) >= CLEAR
        if smoky[b]:
            smoky_n[0] += 1
        else:
            _clear(p, s)
    if before == 0 and smoky_n[0] == 0:
        return
    for m in range(fate.size):
        p = passage[m]
        b = p_building[p] if p >= 0 and p_host[p] >= 0 else -1
        if b < 0 or not smoky[b] or fate[m] != ALIVE or gone[m]:
            cut_off[m] = False
            continue
        dense = room_smoke[unit[m]] if unit[m] > 0 else smoke[cell[m]]
        hurt[m] = max(hurt[m], min(0.95, hurt[m] + par[HARM] * dense * STEP / 3600.0))
        worst = 0.0
        for c in range(p_cell[p], cell[m] + 1):
            worst = max(worst, smoke[c])
        shut = unit[m] > 0 and worst > par[TURNS]
        if shut and not cut_off[m]:
            emit(ev_ints, ev_reals, ev_head, t, CUT_OFF, m, -1, 0, place_of(at, m, p_len.size), -1,
                 worst, 0.0, fire_event[b])  # fmt: skip
        cut_off[m] = shut


@lean
def _volume(p, par, s):
    """Air (m3) of each cell of stair p."""
    return par[AREA] * FLOOR_M / STAIR_M * s.p_len[p] / s.p_ncell[p]


@inner
def _rise(p, low, par, s):
    """Let the smoke of stair p mix from cell `low` up, leave, and seep through doors.

    Returns:
        The most that is left anywhere, 1/m.
    """
    first, top = s.p_cell[p], s.p_cell[p] + s.p_ncell[p] - 1
    volume = _volume(p, par, s)
    up = 1.0 - exp(-par[RISES] * par[AREA] * 2.0 / volume * STEP / PARTS)
    out = 1.0 - exp(-STEP / PARTS / par[VENTS])
    for _ in range(PARTS):
        s.smoke[top] -= out * s.smoke[top]
        for c in range(low, top):
            goes = up * 0.5 * (s.smoke[c] - s.smoke[c + 1])
            s.smoke[c] -= goes
            s.smoke[c + 1] += goes
    most = 0.0
    for i in range(s.unit_ptr[p], s.unit_ptr[p + 1]):
        u = s.unit_at[i]
        c = first + cell_index(s.p_len, s.p_ncell, p, s.u_off[u])
        room = s.u_area[u] * ROOM_M
        part = 1.0 - exp(-STEP / par[DOOR] * (1.0 + room / volume))  # k = room / door
        mean = (s.smoke[c] * volume + s.room_smoke[u] * room) / (volume + room)
        s.smoke[c] += part * (mean - s.smoke[c])
        s.room_smoke[u] += part * (mean - s.room_smoke[u])
        most = max(most, s.room_smoke[u])
    for c in range(first, top + 1):
        most = max(most, s.smoke[c])
    return most


@lean
def _clear(p, s):
    """No smoke is left in stair p and its rooms."""
    for c in range(s.p_cell[p], s.p_cell[p] + s.p_ncell[p]):
        s.smoke[c] = 0.0
    for i in range(s.unit_ptr[p], s.unit_ptr[p + 1]):
        s.room_smoke[s.unit_at[i]] = 0.0


STAIRWELL = Process(
    "stairwell", "minute", stairwell, section="stairwell",
    writes=("smoke", "room_smoke", "smoky", "smoky_n", "hurt", "cut_off", *EVENTS),
    reads=(*PLACES, "fate", "gone", "burning", "fire_event"),
    fixed=("b_stair", "b_floors", "p_building", "p_host", "unit_ptr", "unit_at", "u_off", "u_area",
           "p_len", "p_cell", "p_ncell", "seed"),
    meaning="smoke fills the stairs of what burns, and cuts off who lives there",
    of="fire",
)  # fmt: skip
