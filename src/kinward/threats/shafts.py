"""Shafts: creatures that go up inside a house by the shaft of its lifts (story S8).

Where the power of a block has failed the lifts stand. A creature at the foot of such a house goes
up the shaft to `by_shaft` of those whom it goes for above the ground floor: unseen from the street,
out on their landing, before their door. It can be heard in the stair and the rooms on it. Who is
stuck in a lift is found there. It leaves with somebody in its grip the same way.
"""

from __future__ import annotations

from kinward.city.graph import FLOOR_M, STAIR_M
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.noise import make_noise
from kinward.core.purposes import COMES_BY
from kinward.core.vocabulary import S_SHAFT
from kinward.core.wish import go, stay
from kinward.threats import swarm_parameters as q
from kinward.threats.brood import is_idle, move_to
from kinward.threats.packs import CLIMBS_UP
from kinward.threats.vocabulary import CAME_BY_SHAFT, CLIMBED_SHAFT, FOUND_IN_LIFT

STUCK = -2  # of `ride_start` (body/lifts.py)
FOOT = 4.5  # m from the door of a house, or from the foot of its stair, to its lifts (assumed)


@lean
def by_shaft(x, m, u, t, par, b, lair, at, ax, want, noise):
    """Whether x goes by the shaft to m in unit u, or to where it begins."""
    h = lair.u_building[u]
    if par[q.SHAFTS] == 0.0 or h < 0 or lair.lift_room[h] == 0:
        return False
    if lair.dark_t[lair.b_block[h]] < 0:
        return False
    stuck = is_stuck(m, u, h, b, lair)
    if not stuck and (u == lair.lift_room[h] or lair.u_floor[u] <= 0):
        return False
    p = at.passage[x]
    before = p == lair.b_passage[h] and abs(b.offset[x] - lair.b_off[h]) <= FOOT
    if not before and not (lair.p_building[p] == h and b.offset[x] <= FOOT):
        if stuck:
            there = b.goal_passage[x] == lair.b_passage[h] and b.goal_unit[x] == 0
            if not there or is_idle(x, b, want):
                go(want, x, lair.b_passage[h], lair.b_off[h], 0)
        return stuck
    chance = uniform(b.seed[0], COMES_BY, b.key[x], b.key[m], 0, 2)
    if not stuck and chance >= par[q.BY_SHAFT]:
        return False
    high = height(m, u, h, b, lair)
    b.task[x], b.by_shaft[x], b.by_window[x] = CLIMBS_UP, True, False
    b.task_t[x] = t + int(1000.0 * high / par[q.IN_SHAFT])
    stay(want, x)
    stair = lair.u_passage[lair.lift_room[h]]
    emit(b.ints, b.reals, b.head, t, CLIMBED_SHAFT, x, -1, 0, stair, -1, high, 0.0, -1)
    in_shaft(x, t, par, b, lair, at, ax, noise)
    return True


@lean
def in_shaft(x, t, par, b, lair, at, ax, noise):
    """A second of x in the shaft: it is heard on the storeys that it passes."""
    m = b.quarry[x] if b.foe[x] < 0 else b.foe[x]
    u = at.unit[m] if m >= 0 and not b.gone[m] else 0
    h = lair.u_building[u] if u > 0 else -1
    if h < 0 or lair.lift_room[h] == 0:
        return
    high = height(m, u, h, b, lair) - par[q.IN_SHAFT] * (b.task_t[x] - t) / 1000.0
    stair = lair.u_passage[lair.lift_room[h]]
    off = min(max(high, 0.0) / FLOOR_M * STAIR_M, ax.p_len[stair])
    make_noise(noise, x, stair, off, 0, S_SHAFT, lair.loudness[S_SHAFT], -1)


@lean
def is_stuck(m, u, h, b, lair):
    """Whether m, in unit u of house h, is stuck in a lift."""
    return u == lair.lift_room[h] and b.ride_start[m] == STUCK


@lean
def height(m, u, h, b, lair):
    """How high (m) m is, in unit u of house h or stuck in its lift."""
    if is_stuck(m, u, h, b, lair):
        return b.ride_to[m] / STAIR_M * FLOOR_M
    return lair.u_floor[u] * FLOOR_M


@lean
def out_of_shaft(x, m, u, t, b, lair, at, ax):
    """x is as high as m: on the landing before m's door, or in the lift with m."""
    h = lair.u_building[u]
    p = at.passage[x]
    if h < 0 or (p != lair.b_passage[h] and lair.p_building[p] != h):  # m is in another house now
        b.by_shaft[x] = False
        return
    b.rose_t[x] = t
    if is_stuck(m, u, h, b, lair):
        emit(b.ints, b.reals, b.head, t, FOUND_IN_LIFT, x, m, u, ax.p_len.size + u, -1,
             height(m, u, h, b, lair), 0.0, -1)  # fmt: skip
        move_to(x, lair.u_passage[u], lair.u_off[u], u, b, at, ax)
        return
    emit(b.ints, b.reals, b.head, t, CAME_BY_SHAFT, x, m, u, ax.p_len.size + u, -1,
         height(m, u, h, b, lair), 0.0, -1)  # fmt: skip
    move_to(x, lair.u_passage[u], lair.u_off[u], 0, b, at, ax)


@lean
def down_shaft(x, u, par, b, lair):
    """Time (ms) that x takes down the shaft from unit u, with whom it holds."""
    h, c = lair.u_building[u], b.carrying[x]
    high = lair.u_floor[u] * FLOOR_M
    if c >= 0:
        high = height(c, u, h, b, lair)
    return int(1000.0 * high / par[q.IN_SHAFT])
