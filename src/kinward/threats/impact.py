"""Impact: the blast kills, traps and hurts, houses fall, and their dust fills the streets.

What falls, and what the rubble leaves, was found when the world was built (threats/damage.py).
Who is in a building that falls is dead at once with one chance, trapped with another, and else
gets out to the street, hurt. In the open, and in what stands, a person is killed above a pressure
that is lognormal between people, and hurt above a lower one (threats/impact_parameters.py).
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.places import Places, cell_index, place_of, put_in, take_out
from kinward.city.points import LINES, Lines, point_at
from kinward.core.bundles import EVENTS, PENDING, PLACES
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.math import log, power
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import BLAST_HURTS, BLAST_KILLS, HELD_OUT, UNDER_RUBBLE
from kinward.core.vocabulary import BY_BLAST, BY_COLLAPSE, C_GRIEF, DEAD, DIED, MISSING
from kinward.threats import impact_parameters as q
from kinward.threats.blast import overpressure, withstands
from kinward.threats.vocabulary import BLASTED, BUILDING_FELL, IMPACT, RUBBLE, TRAPPED


class _Ruins(NamedTuple):
    """The columns of what falls, bundled inside the kernel."""

    b_passage: np.ndarray
    b_off: np.ndarray
    b_floors: np.ndarray
    p_len: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray


class _Lives(NamedTuple):
    """The columns of who is struck, bundled inside the kernel."""

    offset: np.ndarray
    hurt: np.ndarray
    bleeding: np.ndarray
    blood_lost: np.ndarray
    bleed_t: np.ndarray
    wound_event: np.ndarray
    fate: np.ndarray
    fate_t: np.ndarray
    gone: np.ndarray
    moving: np.ndarray
    witnessed: np.ndarray
    trapped_until: np.ndarray
    trapped_n: np.ndarray
    ruin_of: np.ndarray
    depth: np.ndarray
    key: np.ndarray
    seed: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@nb.njit(cache=True)
def impact(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, pending,
           pending_about, pending_event, pending_t, thinkers, think_n, word_of, word_event, word_t,
           hurt, bleeding, blood_lost, bleed_t, wound_event, fate, fate_t, gone, moving, witnessed,
           trapped_until, trapped_n, ruin_of, depth, struck_t, sealed, cell_open, p_open,
           raised, air_n, ev_ints, ev_reals, ev_head, awake_mind, tie_end, tie_to, tie_ptr, key,
           seed, impact_ms, impact_x, impact_y, impact_place, falls, b_pressure, rubble_open,
           rubble_shut, b_passage, b_place, b_off, b_floors, b_area, b_height, p_building,
           u_building, p_cell, p_ncell, p_host, p_host_off, p_xy, line_x, line_y,
           p_len):  # fmt: skip
    """Let it fall, once, in its minute."""
    if struck_t[0] >= 0 or t < impact_ms[0]:
        return
    struck_t[0] = t
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    lines = lend(Lines(p_host, p_host_off, p_xy, line_x, line_y, p_len))
    ruins = _Ruins(b_passage, b_off, b_floors, p_len, p_cell, p_ncell)
    who = _Lives(offset, hurt, bleeding, blood_lost, bleed_t, wound_event, fate, fate_t, gone,
                 moving, witnessed, trapped_until, trapped_n, ruin_of, depth, key, seed, ev_ints,
                 ev_reals, ev_head)  # fmt: skip
    n = emit(ev_ints, ev_reals, ev_head, t, IMPACT, -1, -1, 0, impact_place[0], -1,
             par[q.ENERGY] / 1000.0, falls.sum(), -1)  # fmt: skip
    for b in range(falls.size):
        if not falls[b]:
            continue
        emit(ev_ints, ev_reals, ev_head, t, BUILDING_FELL, -1, -1, b, b_place[b], -1,
             b_floors[b], 0.0, n)  # fmt: skip
        p = b_passage[b]
        c = p_cell[p] + cell_index(p_len, p_ncell, p, b_off[b])
        raised[c] += par[q.DUST] * b_area[b] * b_height[b]
        air_n[0] = 1
    for u in range(1, sealed.size):
        if u_building[u] >= 0 and falls[u_building[u]]:
            sealed[u] = True
    cell_open[:] = rubble_open
    for p in range(p_open.size):
        if rubble_shut[p] and p_open[p]:
            p_open[p] = False
            emit(ev_ints, ev_reals, ev_head, t, RUBBLE, -1, -1, 0, p, -1, 0.0, 0.0, n)
    inside = np.zeros(fate.size, np.int32)  # unit that one was in when it fell
    for m in range(fate.size):
        if fate[m] != 0 or gone[m] or passage[m] < 0:
            continue
        b = u_building[unit[m]] if unit[m] > 0 else p_building[passage[m]]
        if b >= 0 and falls[b]:
            inside[m] = unit[m]
            _in_ruins(m, b, b_pressure[b], t, n, par, at, who, ruins)
        else:
            x, y = point_at(lines, passage[m], offset[m])
            far = np.sqrt((x - impact_x[0]) ** 2 + (y - impact_y[0]) ** 2)
            _in_blast(m, overpressure(far, par[q.ENERGY]), t, n, par, at, who, p_len.size)
    _learn(t, inside, wait, who, awake_mind, tie_ptr, tie_end, tie_to)


@lean
def _draw(who, purpose, m, k):
    return uniform(who.seed[0], purpose, who.key[m], np.uint64(0), 0, k)


@lean
def _is_killed(m, pressure, par, who):
    """Whether a pressure (kPa) kills m in the open."""
    limit = withstands(par[q.KILLS], par[q.BODIES], _draw(who, BLAST_KILLS, m, 0))
    return par[q.HURTS] != 0.0 and pressure >= limit


@inner
def _in_ruins(m, b, pressure, t, cause, par, at, who, ruins):
    """What becomes of m in building b, which falls.

    One draw decides about death by the fall and by the blast: the likelier of the two counts.
    """
    killed = _draw(who, BLAST_KILLS, m, 0) < par[q.KILLS_INSIDE]
    killed = killed or _is_killed(m, pressure, par, who)
    lies = killed or _draw(who, UNDER_RUBBLE, m, 0) < par[q.TRAPS]
    if lies:
        who.ruin_of[m] = b
        who.depth[m] = -par[q.DEPTH] * ruins.b_floors[b] * log(_draw(who, UNDER_RUBBLE, m, 1))
    if killed:
        _die(m, t, BY_COLLAPSE, cause, at, who, ruins.p_len.size)
    elif lies:
        lives = -log(_draw(who, HELD_OUT, m, 0))
        seconds = par[q.HOLDS_OUT] * power(lives, 1.0 / par[q.FAILS])
        n = emit(who.ints, who.reals, who.head, t, TRAPPED, m, -1, 0,
                 place_of(at, m, ruins.p_len.size), -1, ruins.b_floors[b], 0.0, cause)  # fmt: skip
        who.wound_event[m] = n
        who.fate[m], who.fate_t[m] = MISSING, t
        who.trapped_until[m] = t + int(1000.0 * seconds)
        who.trapped_n[0] += 1
        who.witnessed[m] = True  # nobody sees under the rubble
        _leave(m, at, who)
    else:
        take_out(at, m)
        p = ruins.b_passage[b]
        at.passage[m], at.unit[m], who.offset[m] = p, 0, ruins.b_off[b]
        at.cell[m] = ruins.p_cell[p] + cell_index(ruins.p_len, ruins.p_ncell, p, who.offset[m])
        at.facing[m] = 2
        put_in(at, m)
        who.moving[m] = False
        _wound(m, t, cause, par, at, who, ruins.p_len.size)


@inner
def _in_blast(m, pressure, t, cause, par, at, who, n_pass):
    """What a pressure (kPa) does to m, in the open or in a building that stands."""
    if par[q.HURTS] == 0.0:
        return
    if _is_killed(m, pressure, par, who):
        _die(m, t, BY_BLAST, cause, at, who, n_pass)
    elif pressure >= withstands(par[q.WOUNDS], par[q.BODIES], _draw(who, BLAST_HURTS, m, 0)):
        _wound(m, t, cause, par, at, who, n_pass)


@inner
def _wound(m, t, cause, par, at, who, n_pass):
    """Hurt m: strength lost is uniform about its mean, bleeding exponential."""
    worse = 2.0 * par[q.SEVERE] * _draw(who, BLAST_HURTS, m, 1)
    flow = -par[q.BLEEDS] * log(_draw(who, BLAST_HURTS, m, 2))
    who.wound_event[m] = emit(who.ints, who.reals, who.head, t, BLASTED, m, -1, 0,
                              place_of(at, m, n_pass), -1, worse, flow, cause)  # fmt: skip
    who.blood_lost[m] += who.bleeding[m] * max(0, t - who.bleed_t[m]) / 60_000.0
    who.bleed_t[m] = t
    who.bleeding[m] += flow
    who.hurt[m] = min(0.95, who.hurt[m] + worse)


@inner
def _die(m, t, what, cause, at, who, n_pass):
    n = emit(who.ints, who.reals, who.head, t, DIED, m, -1, 0, place_of(at, m, n_pass),
             what, 0.0, 0.0, cause)  # fmt: skip
    who.wound_event[m] = n
    who.fate[m], who.fate_t[m] = DEAD, t
    _leave(m, at, who)


@inner
def _leave(m, at, who):
    """Take m out of the world of bodies, where they are."""
    take_out(at, m)
    who.gone[m], who.moving[m] = True, False


@inner
def _learn(t, inside, wait, who, awake_mind, tie_ptr, tie_end, tie_to):
    """Who got out of a room knows of those of their own who died in it."""
    for d in range(inside.size):
        if inside[d] <= 0 or who.fate[d] != DEAD:
            continue
        for r in range(tie_ptr[d], tie_end[d]):
            o = tie_to[r]
            if inside[o] == inside[d] and who.fate[o] == 0 and awake_mind[o]:
                raise_occasion(wait, o, C_GRIEF, d, who.wound_event[d], t)


IMPACT_PROCESS = Process(
    "impact", "minute", impact, section="impact",
    writes=(PLACES[0], "offset", *PLACES[1:], *PENDING, "hurt", "bleeding", "blood_lost", "bleed_t",
            "wound_event", "fate", "fate_t", "gone", "moving", "witnessed", "trapped_until",
            "trapped_n", "ruin_of", "depth", "struck_t", "sealed", "cell_open", "p_open",
            "raised", "air_n", *EVENTS),
    reads=("awake_mind", "tie_end", "tie_to"),
    fixed=("tie_ptr", "key", "seed", "impact_ms", "impact_x", "impact_y", "impact_place", "falls",
           "b_pressure", "rubble_open", "rubble_shut", "b_passage", "b_place", "b_off", "b_floors",
           "b_area", "b_height", "p_building", "u_building", "p_cell", "p_ncell", *LINES),
    meaning="something falls from orbit: buildings collapse, people are killed, trapped and hurt",
    of="impact",
)  # fmt: skip
