"""Flanking: a pack that is shot at from some way off sends part of itself round below the street.

Each of the pack with free hands goes round with the chance `swarm.round`, once in a sortie: down
the nearest manhole, through the sewers, and up by one on the far side of whoever shoots.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.places import Places
from kinward.city.routes import KNOWN
from kinward.city.sight import Axes, coordinate, distance
from kinward.core.bundles import AXES, EVENTS, PLACES, WISH
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.purposes import FLANKS_BY
from kinward.core.vocabulary import ALIVE, PISTOL
from kinward.core.wish import Wish, stay
from kinward.threats import swarm_parameters as q
from kinward.threats.brood import head_for, move_to
from kinward.threats.manholes import Manholes, hole_of
from kinward.threats.packs import FLANKS, GOES_BELOW, GUARDS, LEAVES, LIES, OUT, SEEKS
from kinward.threats.vocabulary import FLANKED

LINE = 8.0  # m from which on one who shoots is not simply run down (assumed)
BEYOND = 40.0  # m behind whoever shoots at which they come up, or so (assumed)
NOT_YET, TO_GO_DOWN, BELOW_NOW, IS_DONE = range(4)  # `flank`


class _Round(NamedTuple):
    """The columns of creatures that go round, bundled inside the kernel."""

    task: np.ndarray
    flank: np.ndarray
    flank_at: np.ndarray
    flank_off: np.ndarray
    flank_foe: np.ndarray
    offset: np.ndarray
    moving: np.ndarray
    arrived: np.ndarray
    blocked: np.ndarray
    chart: np.ndarray
    foe: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray


@nb.njit(cache=True)
def go_round(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
             wish_passage, wish_offset, wish_unit, wishers, wish_n, task, flank, flank_at,
             flank_off, flank_foe, rose_t, moving, arrived, blocked, chart, foe, ev_ints, ev_reals,
             ev_head, goal_passage, goal_offset, quarry, gone, fate, weapon, pk_out, pk_foe, brood,
             pack, grapples, sewer_of, street_of_sewer, hole_d, hole_node, p_a, p_b, p_len, p_host,
             adj_ptr, adj_passage, p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_cell,
             p_ncell, key, seed):  # fmt: skip
    """Let those of a pack go round whom it sends, and lead them."""
    if par[q.FLANKS] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    holes = lend(Manholes(sewer_of, street_of_sewer, hole_d, hole_node, p_a, p_b, p_len, p_host,
                          adj_ptr, adj_passage))  # fmt: skip
    b = _Round(task, flank, flank_at, flank_off, flank_foe, offset, moving, arrived, blocked,
               chart, foe, goal_passage, goal_offset)  # fmt: skip
    for i in range(brood.size):
        x = brood[i]
        if gone[x]:
            continue
        if task[x] == LIES:
            flank[x] = NOT_YET
        elif task[x] == FLANKS:
            m = flank_foe[x]
            if fate[m] != ALIVE or gone[m]:  # or whoever else shoots at the pack by then
                m = pk_foe[pack[x]]
            lost = pk_out[pack[x]] != OUT or blocked[x]
            up = _lead(x, lost, grapples[x], b, at, ax, want, holes)
            if up:
                rose_t[x] = t
            if up and m >= 0 and fate[m] == ALIVE:
                foe[x] = m
                emit(ev_ints, ev_reals, ev_head, t, FLANKED, x, m, 0, passage[x], -1, 0.0, 0.0, -1)
        elif (task[x] == SEEKS or task[x] == GUARDS) and flank[x] == NOT_YET:
            m = pk_foe[pack[x]]
            if m < 0 or quarry[x] >= 0 or fate[m] != ALIVE or weapon[m] < PISTOL:
                continue
            if unit[x] > 0 or unit[m] > 0:
                continue
            d = distance(ax, passage[x], offset[x], passage[m], offset[m])
            if d < LINE or d == np.inf:
                continue
            flank[x] = IS_DONE
            if uniform(seed[0], FLANKS_BY, key[x], key[m], t, 0) < par[q.ROUND]:
                _send_round(x, m, b, at, ax, want, holes)


@lean
def _send_round(x, m, b, at, ax, want, holes):
    """x is to come up behind m."""
    p = at.passage[m]
    ahead = coordinate(ax, p, b.offset[m]) >= coordinate(ax, at.passage[x], b.offset[x])
    on = ax.p_axis_dir[p] * (BEYOND if ahead else -BEYOND)
    s, off = hole_of(holes, p, min(max(b.offset[m] + on, 0.0), ax.p_len[p]))
    if s < 0:
        return
    b.task[x], b.flank[x], b.foe[x] = FLANKS, TO_GO_DOWN, -1
    b.flank_at[x], b.flank_off[x], b.flank_foe[x] = s, off, m
    stay(want, x)


@lean
def _lead(x, lost, grapples, b, at, ax, want, holes):
    """One second of x on the way round; whether it has come up."""
    p = at.passage[x]
    below = holes.street_of_sewer[p] >= 0
    if lost:
        b.task[x], b.flank[x] = (GOES_BELOW if below else LEAVES), IS_DONE
        return False
    if b.flank[x] == TO_GO_DOWN:
        s, off = hole_of(holes, p, b.offset[x])
        street = holes.street_of_sewer[s] if s >= 0 else -1
        if p == street and abs(b.offset[x] - off) <= 0.1:
            move_to(x, s, off, 0, b, at, ax)
            b.chart[x], b.flank[x] = KNOWN, BELOW_NOW
            stay(want, x)
        elif s >= 0:
            head_for(x, street, off, b, want)
        return False
    if p != b.flank_at[x] or abs(b.offset[x] - b.flank_off[x]) > 0.1:
        head_for(x, b.flank_at[x], b.flank_off[x], b, want)
        return False
    move_to(x, holes.street_of_sewer[p], b.offset[x], 0, b, at, ax)
    b.chart[x], b.flank[x] = 0, IS_DONE
    b.task[x] = SEEKS if grapples else GUARDS
    stay(want, x)
    return True


FLANK = Process(
    "flank", "second", go_round, section="swarm",
    writes=(PLACES[0], "offset", *PLACES[1:], *WISH, "task", "flank", "flank_at", "flank_off",
            "flank_foe", "rose_t", "moving", "arrived", "blocked", "chart", "foe", *EVENTS),
    reads=("goal_passage", "goal_offset", "quarry", "gone", "fate", "weapon", "pk_out", "pk_foe"),
    fixed=("brood", "pack", "grapples", "sewer_of", "street_of_sewer", "hole_d", "hole_node",
           "p_a", "p_b", "p_len", "p_host", "adj_ptr", "adj_passage", *AXES, "key", "seed"),
    meaning="part of a pack that is shot at goes round, and comes up behind",
    when=("swarm_n",), of="swarm",
)  # fmt: skip
