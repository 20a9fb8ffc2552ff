"""Over the wall: where the lamps are out, the awake at the wall get over it (K6).

Lit lamps keep the infected off. Where they are out, the dormant in the streets before the wall
wake to the steps and voices behind it, at the rate `stirs` at the wall and a third of that 100 m
off, and come up to it. Each that is awake within some metres of where the wall cuts a street gets
over it at the rate `over_wall`. It stands on the inner side then, and what drew it draws it on.
This is the only way through the wall but the gates (engine/invariants.py).
"""

from __future__ import annotations

import numba as nb

from kinward.city.places import Places, cell_index, put_in, take_out
from kinward.core.bundles import EVENTS, PLACES, WISH
from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.process import Process
from kinward.core.purposes import OVER_WALL_DRAW
from kinward.core.wish import Wish, go, stay
from kinward.threats.infected import CLIMBS_WALLS, HUNTING, STIRS, rouse
from kinward.threats.infected import OVER_WALL as RATE
from kinward.threats.vocabulary import OVER_WALL, WOKE

AT_WALL = 15.0  # m from the wall (assumed)
FADES = 100.0  # m of street over which they hear a third of the life behind it (assumed)
STAYS = 15 * MINUTE  # ms that one attends to it, on the way and at the wall (assumed)
INSIDE = 6 * HOUR  # ms that one inside the wall, among so much life, does not settle (assumed)


@nb.njit(cache=True)
def stir(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, alert, attend_until,
         in_hunt, hunters, hunt_n, ev_ints, ev_reals, ev_head, lamps_on, passage, first_in, next_in,
         fate, gone, wall_passage, wall_offset, near_wall, near_which, near_far, p_cell, p_ncell,
         key, seed):  # fmt: skip
    """Let the dormant before an unlit wall wake and come up to it."""
    if lamps_on[0] or par[CLIMBS_WALLS] == 0.0 or par[HUNTING] == 0.0:
        return
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    for i in range(near_wall.size):
        p, w = near_wall[i], near_which[i]
        chance = 1.0 - exp(-par[STIRS] * 60.0 * exp(-near_far[i] / FADES))
        for c in range(p_cell[p], p_cell[p] + p_ncell[p]):
            x = first_in[c]
            while x >= 0:
                if fate[x] == 2 and not gone[x] and alert[x] == 0 and passage[x] == p:
                    if uniform(seed[0], OVER_WALL_DRAW, key[x], 0, t, 1) < chance:
                        emit(ev_ints, ev_reals, ev_head, t, WOKE, x, -1, 0, p, -1, near_far[i],
                             0.0, -1)  # fmt: skip
                        rouse(x, 1, t + STAYS, alert, attend_until, in_hunt, hunters, hunt_n)
                        go(want, x, wall_passage[w], wall_offset[w], 0)
                x = next_in[x]


@nb.njit(cache=True)
def over_wall(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n,
              wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, over, attend_until,
              ev_ints, ev_reals, ev_head, hunters, hunt_n, gone, lamps_on, goal_passage,
              goal_offset, goal_unit, p_wall, wall_passage, wall_offset, wall_inner,
              wall_inner_offset, p_zone, p_len, p_cell, p_ncell, key, seed):  # fmt: skip
    """Let the awake at an unlit wall get over it."""
    if lamps_on[0] or par[CLIMBS_WALLS] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    chance = 1.0 - exp(-par[RATE])
    for i in range(hunt_n[0]):
        x = hunters[i]
        p = passage[x]
        if gone[x] or p < 0 or unit[x] > 0 or not p_wall[p]:
            continue
        if uniform(seed[0], OVER_WALL_DRAW, key[x], 0, t, 0) >= chance:
            continue
        for w in range(wall_passage.size):
            q = wall_inner[w]
            if wall_passage[w] != p or q < 0 or abs(wall_offset[w] - offset[x]) > AT_WALL:
                continue
            take_out(at, x)
            passage[x], offset[x] = q, wall_inner_offset[w]
            cell[x] = p_cell[q] + cell_index(p_len, p_ncell, q, offset[x])
            facing[x] = 2
            put_in(at, x)
            over[x] = not over[x]
            attend_until[x] = max(attend_until[x], t + INSIDE)
            emit(ev_ints, ev_reals, ev_head, t, OVER_WALL, x, -1, 0, q, -1, 0.0, 0.0, -1)
            if goal_passage[x] >= 0 and p_zone[goal_passage[x]]:
                go(want, x, goal_passage[x], goal_offset[x], goal_unit[x])
            else:
                stay(want, x)
            break


STIR = Process(
    "stir", "minute", stir, section="horde",
    writes=(*WISH, "alert", "attend_until", "in_hunt", "hunters", "hunt_n", *EVENTS),
    reads=("lamps_on", "passage", "first_in", "next_in", "fate", "gone"),
    fixed=("wall_passage", "wall_offset", "near_wall", "near_which", "near_far", "p_cell",
           "p_ncell", "key", "seed"),
    meaning="where the lamps are out, the dormant before the wall wake and come up to it",
    of="zone",
)  # fmt: skip
OVER_WALL_PROCESS = Process(
    "over_wall", "second", over_wall, section="horde",
    writes=(PLACES[0], "offset", *PLACES[1:], *WISH, "over", "attend_until", *EVENTS),
    reads=("hunters", "hunt_n", "gone", "lamps_on", "goal_passage", "goal_offset", "goal_unit"),
    fixed=("p_wall", "wall_passage", "wall_offset", "wall_inner", "wall_inner_offset", "p_zone",
           "p_len", "p_cell", "p_ncell", "key", "seed"),
    meaning="where the lamps are out, the awake at the wall get over it",
    when=("hunt_n",),
    of="zone",
)  # fmt: skip
