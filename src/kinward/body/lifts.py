"""Lifts: who has many storeys to go takes one if that is sooner, while there is power.

The lifts of a building are one group that serves its stair, and a room behind a door: who enters it
comes out at another storey. A round trip of a car takes (Barney and Al-Sharif 2016, up-peak)

    RTT = 2 H tv + (S + 1) ts + 2 P tp,  S = N (1 - (1 - 1/N)^P),  H = N - sum_(i<N) (i/N)^P

with N storeys above the ground, P people, tv a storey, ts a stop and tp a person. L cars carry L P
people in it, so that each takes RTT/(L P) of the group's time, and one waits half of RTT/L, and for
those who came before. When the power fails who still waits walks, and who is under way is stuck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.body.laws import WEIDMANN_V0, free
from kinward.body.vocabulary import FREED_FROM_LIFT, STUCK_IN_LIFT
from kinward.city.graph import FLOOR_M, STAIR_M, PlaceGraph, UnitKind
from kinward.city.places import Places, cell_index, place_of, put_in, take_out
from kinward.core.bundles import EVENTS, PLACES
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.math import log
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import FREED
from kinward.core.quantity import Count, Duration, Real, Speed, Switch

_BARNEY = "assumed, in the range of Barney and Al-Sharif 2016"


class Lifts(Parameters):
    """Lifts of tall buildings."""

    on: Switch = param(False, "tall buildings have lifts", "story S8")
    storeys: Count = param(7, "storeys from which a building has one", "GB 50096-2011, 6.4.1",
                           ge=2, le=200)  # fmt: skip
    two: Count = param(12, "storeys from which it has two at least", "GB 50096-2011, 6.4.2",
                       ge=2, le=200)  # fmt: skip
    serves: Real = param(3000, "floor of a building for each of its lifts, m2", "assumed", ge=10,
                         le=1e6)  # fmt: skip
    holds: Count = param(10, "people on a trip: 80 % of thirteen", _BARNEY, ge=1, le=100)
    speed: Speed = param("1.75 m/s", "speed of a car", _BARNEY, ge="0.1 m/s", le="20 m/s")
    stop: Duration = param("10 s", "time that each stop costs", _BARNEY, ge="0 s", le="10 min")
    board: Duration = param("1.2 s", "time that one takes to get in or out", _BARNEY, ge="0 s",
                            le="10 min")  # fmt: skip
    walks: Count = param(2, "storeys up to which one walks", "assumed", le=200)
    freed: Duration = param("60 min", "mean time until who is stuck gets out", "assumed", ge="1 s",
                            le="7 days")  # fmt: skip


SPEED, STOP, BOARD, WALKS, FREED_AFTER = 5, 6, 7, 8, 9
LANDING = 0.5  # storeys above the foot of a stair in which one still turns to the lift (assumed)
STUCK = -2  # of `ride_start`


def stops(n: int, p: int) -> tuple[float, float]:
    """Expected stops S, and the highest storey H, of p people who go up to any of n storeys."""
    return n * (1.0 - (1.0 - 1.0 / n) ** p), n - sum((i / n) ** p for i in range(1, n))


def round_trip(n: int, par: Lifts) -> float:
    """Round trip (s) of a full car that serves n storeys above the ground."""
    often, high = stops(n, par.holds)
    return 2.0 * high * FLOOR_M / par.speed + (often + 1.0) * par.stop + 2.0 * par.holds * par.board


def with_lifts(graph: PlaceGraph, par: Lifts) -> PlaceGraph:
    """The graph with a room more for the lifts of each building that has some."""
    if not par.on:
        return graph
    b = np.flatnonzero((graph.b_floors >= par.storeys) & (graph.b_stair >= 0))
    more = {
        "u_passage": graph.b_stair[b], "u_off": 0.0, "u_building": b, "u_floor": 0, "u_area": 2.0,
        "u_kind": UnitKind.LIFT, "u_name": 0, "u_exits": 1,
    }  # fmt: skip
    rows = graph.arrays()
    columns = {
        name: np.concatenate([rows[name], np.broadcast_to(value, len(b)).astype(rows[name].dtype)])
        for name, value in more.items()
    }
    return replace(graph, **columns)


def lift_columns(c: Mapping[str, np.ndarray], par: Lifts) -> dict[str, np.ndarray]:
    """The fixed columns of lifts, by building.

    Returns:
        lift_room int32 (B,) the room of its lifts, 0 none; lift_gap float64 (B,) s of their time
        that each person takes; lift_wait float64 (B,) s that one waits for a car.
    """
    room = np.zeros(len(c["b_x"]), np.int32)
    gap, wait = np.zeros(len(room)), np.zeros(len(room))
    for u in np.flatnonzero(c["u_kind"] == UnitKind.LIFT).tolist() if par.on else ():
        b = int(c["u_building"][u])
        floors = int(c["b_floors"][b])
        cars = max(2.0 if floors >= par.two else 1.0, round(floors * c["b_area"][b] / par.serves))
        trip = round_trip(floors - 1, par)
        room[b], gap[b], wait[b] = u, trip / (cars * par.holds), 0.5 * trip / cars
    return {"lift_room": room, "lift_gap": gap, "lift_wait": wait}


class _Rides(NamedTuple):
    """The columns of who rides, bundled inside the kernel."""

    offset: np.ndarray
    hold: np.ndarray
    ride_start: np.ndarray
    ride_end: np.ndarray
    ride_to: np.ndarray
    riders: np.ndarray
    ride_n: np.ndarray
    moving: np.ndarray
    p_len: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray


@nb.njit(cache=True)
def lifts(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, hold,
          waiting_since, wait_cell, ride_start, ride_end, ride_to, riders, ride_n, lift_free,
          ev_ints, ev_reals, ev_head, active_list, active_n, moving, gone, fate, carried_by,
          free_speed, pace, goal_passage, goal_offset, dark_t, sealed, p_host, p_building,
          b_block, lift_room, lift_gap, lift_wait, p_len, p_cell, p_ncell, key, seed):  # fmt: skip
    """Carry those in lifts on, and let others get in."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    r = _Rides(offset, hold, ride_start, ride_end, ride_to, riders, ride_n, moving, p_len, p_cell,
               p_ncell)  # fmt: skip
    kept = 0
    for i in range(ride_n[0]):
        m = riders[i]
        b = p_building[passage[m]] if passage[m] >= 0 else -1
        if gone[m] or b < 0 or unit[m] != lift_room[b]:  # something took them out
            ride_end[m] = -1
            hold[m] = False
            continue
        if dark_t[b_block[b]] >= 0 and ride_start[m] != STUCK:
            if t < ride_start[m]:  # still before the door
                ride_to[m], ride_end[m] = offset[m], t
            elif t < ride_end[m]:
                _stick(m, t, par, r, at, key, seed, ev_ints, ev_reals, ev_head)
        if t >= ride_end[m]:
            if ride_start[m] == STUCK:
                emit(ev_ints, ev_reals, ev_head, t, FREED_FROM_LIFT, m, -1, 0,
                     place_of(at, m, p_len.size), -1, 0.0, 0.0, -1)  # fmt: skip
            _get_out(m, r, at)
            continue
        hold[m] = True
        riders[kept] = m
        kept += 1
    ride_n[0] = kept
    for i in range(active_n[0]):
        m = active_list[i]
        p = passage[m]
        if p < 0 or p_host[p] < 0 or not moving[m] or p_building[p] < 0:
            continue
        b = p_building[p]
        u = lift_room[b]
        if u == 0 or unit[m] == u or dark_t[b_block[b]] >= 0 or sealed[u]:
            continue
        if unit[m] == 0 and offset[m] > LANDING * STAIR_M:
            continue
        if fate[m] != 0 or gone[m] or carried_by[m] >= 0:
            continue
        to = goal_offset[m] if goal_passage[m] == p else 0.0
        storeys = abs(to - offset[m]) / STAIR_M
        if storeys <= par[WALKS] + LANDING:
            continue
        walk = storeys * STAIR_M / (free_speed[m] * pace[m] * free(2) / WEIDMANN_V0)
        begins = max(lift_free[b], t / 1000.0) + lift_wait[b]
        ride = 2.0 * par[BOARD] + storeys * FLOOR_M / par[SPEED] + 2.0 * par[STOP]
        if begins + ride >= t / 1000.0 + walk:
            continue
        lift_free[b] = max(lift_free[b], t / 1000.0) + lift_gap[b]
        ride_start[m], ride_end[m] = int(1000.0 * begins), int(1000.0 * (begins + ride))
        ride_to[m] = to
        take_out(at, m)
        unit[m], facing[m] = u, 2
        put_in(at, m)
        hold[m], waiting_since[m], wait_cell[m] = True, -1.0, -1
        riders[ride_n[0]] = m
        ride_n[0] += 1


@lean
def _stick(m, t, par, r, at, key, seed, ints, reals, head):
    """The lift of m stops where it is; after a time they get out on the next storey."""
    share = (t - r.ride_start[m]) / max(1, r.ride_end[m] - r.ride_start[m])
    high = r.offset[m] + share * (r.ride_to[m] - r.offset[m])
    storey = np.floor(high / STAIR_M + 0.5)
    r.ride_to[m] = min(max(storey * STAIR_M, 0.0), r.p_len[at.passage[m]])
    stays = -par[FREED_AFTER] * log(uniform(seed[0], FREED, key[m], np.uint64(0), t, 0))
    r.ride_start[m], r.ride_end[m] = STUCK, t + int(1000.0 * stays)
    emit(ints, reals, head, t, STUCK_IN_LIFT, m, -1, 0, place_of(at, m, r.p_len.size), -1, storey,
         0.0, -1)  # fmt: skip


@lean
def _get_out(m, r, at):
    """m steps out on the storey of the ride's end, and walks on if m was on the way."""
    p = at.passage[m]
    r.ride_end[m], r.hold[m] = -1, False
    take_out(at, m)
    r.offset[m] = r.ride_to[m]
    at.cell[m] = r.p_cell[p] + cell_index(r.p_len, r.p_ncell, p, r.offset[m])
    if not r.moving[m]:
        at.unit[m], at.facing[m] = 0, 2
    put_in(at, m)


LIFTS = Process(
    "lifts", "second", lifts, section="lifts",
    writes=(PLACES[0], "offset", *PLACES[1:], "hold", "waiting_since", "wait_cell", "ride_start",
            "ride_end", "ride_to", "riders", "ride_n", "lift_free", *EVENTS),
    reads=("active_list", "active_n", "moving", "gone", "fate", "carried_by", "free_speed", "pace",
           "goal_passage", "goal_offset", "dark_t", "sealed"),
    fixed=("p_host", "p_building", "b_block", "lift_room", "lift_gap", "lift_wait", "p_len",
           "p_cell", "p_ncell", "key", "seed"),
    meaning="who has many storeys to go takes the lift while there is power",
    when=("active_n", "ride_n"),
    of="lifts",
)  # fmt: skip
