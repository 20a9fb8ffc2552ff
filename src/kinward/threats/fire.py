"""Fire: buildings take fire, light those close by, fill streets with smoke, and burn out.

A building that burns heats each one near it at the rate rate exp(-gap/g + d w cos a), with the gap
between them and the wind w at an angle a to the line from the one to the other; that one takes
fire when its heat passes a threshold drawn once, exponential with mean 1 (Sellke 1983). It burns
for a time that is exponential with a mean for each storey (threats/fire_parameters.py). Who notices
gets out to the street, unless the stair is too full of smoke (threats/stairwell.py); who is still
inside, or lies under its rubble, dies at a rate, against a threshold of their own. Nobody can get
in. Who fights a fire (column hoses_at, written by the crews of society/services) works toward a
threshold drawn once, exponential with a mean for each storey, at which it is out.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.places import Places, cell_index, place_of, take_out
from kinward.core.bundles import EVENTS, PLACES, WISH
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.math import exp, log
from kinward.core.process import Process
from kinward.core.purposes import (
    BURNS_FOR,
    CATCHES_FIRE,
    FIRE_KILLS,
    NOTICES_FIRE,
    PUTS_OUT,
    STARTS_FIRE,
)
from kinward.core.vocabulary import A_ROUTINE, ALIVE, BY_FIRE, DEAD, DIED, MISSING
from kinward.core.wish import Wish, go
from kinward.threats import fire_parameters as q
from kinward.threats.vocabulary import BURNT_OUT, FLED_FIRE, PUT_OUT, TOOK_FIRE

STEP = 60.0  # s
UNBURNT, BURNS, BURNT = range(3)  # of `burning`


class _Houses(NamedTuple):
    """The columns of what burns, bundled inside the kernel."""

    burning: np.ndarray
    lit_t: np.ndarray
    burns_until: np.ndarray
    fire_event: np.ndarray
    doused: np.ndarray
    sealed: np.ndarray
    b_place: np.ndarray
    b_floors: np.ndarray
    room_ptr: np.ndarray
    room_at: np.ndarray
    seed: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@nb.njit(cache=True)
def fire(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
         wish_passage, wish_offset, wish_unit, wishers, wish_n, burning, lit_t, burns_until,
         fire_event, heat, doused, sealed, raised, air_n, fate, fate_t, gone, moving, running, aim,
         scorched, trapped_n, wound_event, been_home, ev_ints, ev_reals, ev_head, struck_t, ruin_of,
         awake_mind, cut_off, hoses_at, home, fire_ms, fire_at, b_pressure, b_place, b_floors,
         b_passage, b_off, room_ptr, room_at, near_ptr, near_to, near_gap, near_dx, near_dy,
         u_building, p_building, p_len, p_cell, p_ncell, key, seed):  # fmt: skip
    """Let what burns burn for a minute."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    houses = _Houses(burning, lit_t, burns_until, fire_event, doused, sealed, b_place, b_floors,
                     room_ptr, room_at, seed, ev_ints, ev_reals, ev_head)  # fmt: skip
    if fire_at[0] >= 0 and burning[fire_at[0]] == UNBURNT and t >= fire_ms[0]:
        _light(fire_at[0], t, -1, -1, houses, par)
    if struck_t[0] == t:
        for b in range(burning.size):
            if b_pressure[b] >= par[q.STRUCK]:
                u = uniform(seed[0], STARTS_FIRE, np.uint64(b), np.uint64(0), 0, 0)
                if u < par[q.IGNITES]:
                    _light(b, t, -1, -1, houses, par)
    angle = par[q.WIND_FROM] * np.pi / 180.0
    # toward where it blows
    wx, wy = -par[q.WIND] * np.sin(angle), -par[q.WIND] * np.cos(angle)
    for b in range(burning.size):
        if burning[b] != BURNS or lit_t[b] == t:
            continue
        if burns_until[b] <= t:
            burning[b] = BURNT
            emit(ev_ints, ev_reals, ev_head, t, BURNT_OUT, -1, -1, b, b_place[b], -1, b_floors[b],
                 0.0, fire_event[b])  # fmt: skip
            continue
        c = p_cell[b_passage[b]] + cell_index(p_len, p_ncell, b_passage[b], b_off[b])
        raised[c] += par[q.SMOKE] * STEP
        air_n[0] = 1
        if par[q.SPREADS] == 0.0:
            continue
        for e in range(near_ptr[b], near_ptr[b + 1]):
            o = near_to[e]
            if burning[o] == UNBURNT:
                wind = par[q.DOWNWIND] * (wx * near_dx[e] + wy * near_dy[e])
                heat[o] += par[q.RATE] * STEP * exp(wind - near_gap[e] / par[q.GAP])
                limit = -log(uniform(seed[0], CATCHES_FIRE, np.uint64(o), np.uint64(0), 0, 0))
                if heat[o] >= limit:
                    _light(o, t, b, fire_event[b], houses, par)
    _fight(t, par, houses, hoses_at, fate, gone, key, at, p_len.size)
    for m in range(fate.size):
        here = fate[m] == ALIVE and not gone[m] and passage[m] >= 0
        if not here and (fate[m] != MISSING or ruin_of[m] < 0):
            continue
        b = ruin_of[m]
        fights = False
        if here:
            b = u_building[unit[m]] if unit[m] > 0 else p_building[passage[m]]
            fights = b < 0 and hoses_at[m] >= 0
            b = hoses_at[m] if fights else b
        if b < 0 or burning[b] != BURNS or lit_t[b] == t:
            continue
        scorched[m] += par[q.KILLS] * STEP * (par[q.FIGHTERS] if fights else 1.0)
        if scorched[m] >= -log(uniform(seed[0], FIRE_KILLS, key[m], np.uint64(0), 0, 0)):
            wound_event[m] = emit(ev_ints, ev_reals, ev_head, t, DIED, m, -1, 0,
                                  place_of(at, m, p_len.size), BY_FIRE, 0.0, 0.0,
                                  fire_event[b])  # fmt: skip
            if here:
                take_out(at, m)
            else:
                trapped_n[0] -= 1
            fate[m], fate_t[m], gone[m], moving[m] = DEAD, t, True, False
        elif (
            here
            and not fights
            and par[q.FLEES] != 0.0
            and awake_mind[m]
            and not moving[m]
            and not cut_off[m]
        ):
            late = -par[q.WARNS] * log(uniform(seed[0], NOTICES_FIRE, key[m], np.uint64(b), 0, 0))
            if t >= lit_t[b] + int(1000.0 * late):
                aim[m], running[m] = A_ROUTINE, True
                if u_building[home[m]] == b:
                    been_home[m] = True  # and does not try again
                go(want, m, b_passage[b], b_off[b], 0)
                emit(ev_ints, ev_reals, ev_head, t, FLED_FIRE, m, -1, 0,
                     place_of(at, m, p_len.size), -1, (t - lit_t[b]) / 60_000.0, 0.0,
                     fire_event[b])  # fmt: skip


@inner
def _fight(t, par, houses, hoses_at, fate, gone, key, at, n_pass):
    """Let those who fight fires do the work of a minute; what is done for is out."""
    first = np.full(houses.burning.size, -1, np.int32)
    for m in range(hoses_at.size):
        b = hoses_at[m]
        if b >= 0 and fate[m] == ALIVE and not gone[m] and houses.burning[b] == BURNS:
            houses.doused[b] += 1.0 / par[q.CREW]
            if first[b] < 0 or key[m] < key[first[b]]:
                first[b] = m
    for b in range(first.size):
        m = first[b]
        if m < 0:
            continue
        u = uniform(houses.seed[0], PUTS_OUT, np.uint64(b), np.uint64(0), 0, 0)
        if houses.doused[b] >= -par[q.DOUSE] / STEP * houses.b_floors[b] * log(u):
            houses.burning[b] = BURNT
            emit(houses.ints, houses.reals, houses.head, t, PUT_OUT, m, -1, b,
                 place_of(at, m, n_pass), -1, houses.b_floors[b],
                 (t - houses.lit_t[b]) / STEP / 1000.0, houses.fire_event[b])  # fmt: skip


@inner
def _light(b, t, by, cause, houses, par):
    """Building b takes fire, from building `by` (-1 by itself)."""
    houses.burning[b], houses.lit_t[b] = BURNS, t
    u = uniform(houses.seed[0], BURNS_FOR, np.uint64(b), np.uint64(0), 0, 0)
    lasts = -par[q.BURNS_FOR] * houses.b_floors[b] * log(u)
    houses.burns_until[b] = t + int(1000.0 * lasts)
    houses.fire_event[b] = emit(houses.ints, houses.reals, houses.head, t, TOOK_FIRE, -1, -1, b,
                                houses.b_place[b], -1, houses.b_floors[b], by, cause)  # fmt: skip
    for i in range(houses.room_ptr[b], houses.room_ptr[b + 1]):
        houses.sealed[houses.room_at[i]] = True


FIRE = Process(
    "fire", "minute", fire, section="fire",
    writes=(*PLACES, *WISH, "burning", "lit_t", "burns_until", "fire_event", "heat", "doused",
            "sealed", "raised", "air_n", "fate", "fate_t", "gone", "moving", "running", "aim",
            "scorched", "trapped_n", "wound_event", "been_home", *EVENTS),
    reads=("struck_t", "ruin_of", "awake_mind", "cut_off", "hoses_at", "home"),
    fixed=("fire_ms", "fire_at", "b_pressure", "b_place", "b_floors", "b_passage", "b_off",
           "room_ptr", "room_at", "near_ptr", "near_to", "near_gap", "near_dx", "near_dy",
           "u_building", "p_building", "p_len", "p_cell", "p_ncell", "key", "seed"),
    meaning="buildings burn: fire spreads, smoke rises, people get out or die",
    of="fire",
)  # fmt: skip
