"""Below: the ways of those who go after somebody whom the swarm took.

Who runs after one goes to where they see them, else by the marks (threats/trail.py): along the
streets, to the manhole, and once the mind is made up (mind/pursuing.py) down and through the
sewers to a nest. There they free who lies in it, one after the other, and come up by the nearest
manhole. In the dark one sees as far as a lamp shines; in a narrow pipe one stoops. Creatures that
meet people below, or lie where people come, turn on them.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.graph import PassageKind
from kinward.city.places import Places, put_in
from kinward.city.routes import KNOWN
from kinward.city.sight import Axes, distance
from kinward.core.bundles import AXES, CHASE, EVENTS, PARTY, PLACES, TRAIL, WISH
from kinward.core.chase import (
    AT_MOUTH,
    FREES,
    GOES_IN,
    LOST_WAY,
    NO_CHASE,
    RISES,
    RUNS,
    Chase,
    take_up,
)
from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.party import Party
from kinward.core.party import leave as part
from kinward.core.process import Process
from kinward.core.purposes import SEIZES_ONE, WAKES_IN_NEST
from kinward.core.vocabulary import ALIVE, CAPTURED, HANDS
from kinward.core.wish import Wish, stay
from kinward.threats import swarm_parameters as q
from kinward.threats.brood import ARM, head_for, is_prey, move_to, rouse
from kinward.threats.manholes import nearest_lid
from kinward.threats.packs import COMES, GOES_BELOW, LIES, TURNS_ON
from kinward.threats.trail import Trail, is_fresh
from kinward.threats.vocabulary import CAME_UP, FREED_FROM, SEIZED, WENT_BELOW

SEES = 60.0  # m along a street at which one knows one of one's own (mind/deciding.py)
NEAR = 10.0  # m within which creatures below notice people (assumed)
STRIKES = 3.0  # m within which one who is armed turns on what holds, or comes for, one (assumed)
NEW_MARKS = 30_000  # ms until one thinks that there are none (assumed)
_SEWER = int(PassageKind.SEWER)


class _Folk(NamedTuple):
    """The columns of people and creatures in a chase, bundled inside the kernel."""

    offset: np.ndarray
    moving: np.ndarray
    arrived: np.ndarray
    blocked: np.ndarray
    active: np.ndarray
    active_list: np.ndarray
    active_n: np.ndarray
    goal_passage: np.ndarray
    goal_offset: np.ndarray
    chart: np.ndarray
    pace: np.ndarray
    running: np.ndarray
    foe: np.ndarray
    fires: np.ndarray
    weapon: np.ndarray
    load: np.ndarray
    fate: np.ndarray
    fate_t: np.ndarray
    gone: np.ndarray
    witnessed: np.ndarray
    mourned: np.ndarray
    quarry: np.ndarray
    sought_by: np.ndarray
    seized_event: np.ndarray
    grip_t: np.ndarray
    carrying: np.ndarray
    carried_by: np.ndarray
    task: np.ndarray
    frees_t: np.ndarray
    bleed_t: np.ndarray
    aim_about: np.ndarray
    aim_event: np.ndarray
    taken_place: np.ndarray
    taken_off: np.ndarray
    sight_m: np.ndarray
    dusk: np.ndarray
    key: np.ndarray
    seed: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


class _Ways(NamedTuple):
    """The columns of streets, sewers and nests, bundled inside the kernel."""

    sewer_of: np.ndarray
    street_of_sewer: np.ndarray
    nest_passage: np.ndarray
    nest_off: np.ndarray
    p_kind: np.ndarray
    p_width: np.ndarray
    p_len: np.ndarray


@nb.njit(cache=True)
def below(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n,
          wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, party, party_next,
          party_n, hold, chase, chasers, chase_n, in_chase, moving, arrived, blocked, active,
          active_list, active_n, chart, pace, running, foe, fires, fate, fate_t, gone,
          witnessed, mourned, quarry, sought_by, seized_event, grip_t, carrying, carried_by,
          task, frees_t, bleed_t, aim_event, ev_ints, ev_reals, ev_head, goal_passage,
          goal_offset, weapon, load, aim_about, taken_place, taken_off, drag_t, drag_to,
          drag_off, sight_m, brood, grapples, sewer_of, street_of_sewer, nest_passage,
          nest_off, p_kind, p_width, p_len, p_axis, p_axis_off, p_axis_dir, axis_ptr,
          axis_passage, p_cell, p_ncell, dusk, key, seed):  # fmt: skip
    """Lead everyone on who goes after somebody, or comes up, for a second."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    k = lend(Chase(chase, chasers, chase_n, in_chase))
    trail = lend(Trail(drag_t, drag_to, drag_off))
    s = _Folk(offset, moving, arrived, blocked, active, active_list, active_n, goal_passage,
              goal_offset, chart, pace, running, foe, fires, weapon, load, fate, fate_t, gone,
              witnessed, mourned, quarry, sought_by, seized_event, grip_t, carrying, carried_by,
              task, frees_t, bleed_t, aim_about, aim_event, taken_place, taken_off, sight_m, dusk,
              key, seed, ev_ints, ev_reals, ev_head)  # fmt: skip
    ways = _Ways(sewer_of, street_of_sewer, nest_passage, nest_off, p_kind, p_width, p_len)
    p = lend(Party(party, party_next, party_n, hold))
    for i in range(chase_n[0]):
        m = chasers[i]
        if fate[m] != ALIVE or gone[m] or passage[m] < 0 or carried_by[m] >= 0:
            continue
        if p_kind[passage[m]] == _SEWER:
            _in_the_dark(m, par, s, at, ways)
            _beset(m, t, par, brood, grapples, s, at, ax, want, p)
            if carried_by[m] >= 0:
                continue
        if chase[m] == RUNS or chase[m] == GOES_IN:
            _after(m, t, par, k, s, at, ax, want, trail, ways)
        elif chase[m] == FREES:
            _frees(m, t, par, k, s, at, ax)
        elif chase[m] == RISES:
            _rises(m, t, k, s, at, ax, want, ways)


@lean
def _in_the_dark(m, par, s, at, ways):
    """Below one goes by the chart of the sewers, on foot, and stoops where it is narrow."""
    rouse(m, s)
    s.chart[m] = KNOWN
    s.running[m] = False
    if ways.p_width[at.passage[m]] < par[q.UPRIGHT]:
        s.pace[m] = min(s.pace[m], par[q.STOOPS])


@lean
def _after(m, t, par, k, s, at, ax, want, trail, ways):
    """One second of m on the way after c: to where m sees them, else by the marks."""
    c, p = s.aim_about[m], at.passage[m]
    if s.blocked[m]:
        s.blocked[m] = False
        k.chase[m] = LOST_WAY
        return
    sewer = ways.p_kind[p] == _SEWER
    far = s.dusk[1] if sewer else min(SEES, s.sight_m[0])
    if not s.gone[c] and at.passage[c] >= 0 and at.unit[c] == 0 and at.unit[m] == 0:
        d = distance(ax, p, s.offset[m], at.passage[c], s.offset[c])
        if d <= far:
            x = s.carried_by[c]
            if x >= 0 and s.fate[x] != ALIVE and d <= STRIKES and _is_armed(m, s):
                s.foe[m], s.fires[m] = x, False  # a shot may hit whom it holds
            if d > ARM or s.moving[c]:
                head_for(m, at.passage[c], s.offset[c], s, want)
            return
    if sewer:
        for i in range(ways.nest_passage.size):
            if ways.nest_passage[i] == p and abs(ways.nest_off[i] - s.offset[m]) <= far:
                head_for(m, p, ways.nest_off[i], s, want)
                if abs(ways.nest_off[i] - s.offset[m]) <= 1.0:
                    k.chase[m], s.frees_t[m] = FREES, t + int(1000.0 * par[q.FREES])
                    stay(want, m)
                return
    _by_the_marks(m, c, t, par, k, s, at, ax, want, trail, ways)


@lean
def _by_the_marks(m, c, t, par, k, s, at, ax, want, trail, ways):
    """m reads where somebody was dragged since c was seized, and goes there."""
    p = at.passage[m]
    since = s.grip_t[c]
    if not is_fresh(trail, p, since, t, par[q.MARKS_LAST]):
        base, off = s.taken_place[c], s.taken_off[c]
        at_it = p == base and abs(s.offset[m] - off) <= 5.0 and at.unit[m] == 0
        if at_it and t - since <= NEW_MARKS:
            return
        if base < 0 or at_it or ways.p_kind[p] == _SEWER:
            k.chase[m] = LOST_WAY
        else:
            head_for(m, base, off, s, want)
        return
    on = trail.drag_to[p]
    if on < 0:  # the marks end here, or whoever left them is still on this street
        head_for(m, p, trail.drag_off[p], s, want)
        if abs(s.offset[m] - trail.drag_off[p]) <= 1.0 and t - trail.drag_t[p] > 5_000:
            k.chase[m] = LOST_WAY
    elif on == ways.sewer_of[p]:
        hole = nearest_lid(ways.p_len[p], trail.drag_off[p])
        if at.unit[m] > 0 or abs(s.offset[m] - hole) > 0.5:
            head_for(m, p, hole, s, want)
        elif k.chase[m] == RUNS:
            k.chase[m] = AT_MOUTH
            stay(want, m)
        else:
            emit(s.ints, s.reals, s.head, t, WENT_BELOW, m, c, 0, p, -1,
                 (t - since) / MINUTE, 0.0, s.aim_event[m])  # fmt: skip
            move_to(m, on, hole, 0, s, at, ax)
            s.chart[m] = KNOWN
    else:
        known = is_fresh(trail, on, since, t, par[q.MARKS_LAST])
        head_for(m, on, trail.drag_off[on] if known else ways.p_len[on] / 2.0, s, want)


@lean
def _is_armed(m, s):
    """Whether m has a blade or a firearm (items 8 to 12)."""
    arms = 0.0
    for i in range(8, 13):
        arms += s.load[m, i]
    return arms >= 1.0


@inner
def _frees(m, t, par, k, s, at, ax):
    """m frees who lies in the nest: whom they came for first, else the lowest key."""
    if t < s.frees_t[m]:
        return
    best, more = -1, 0
    for c in range(s.fate.size):
        if s.fate[c] != CAPTURED or at.passage[c] != at.passage[m]:
            continue
        more += 1
        own = s.aim_about[m]
        if best < 0 or c == own or (best != own and s.key[c] < s.key[best]):
            best = c
    if best < 0:
        own = s.aim_about[m]
        found = own >= 0 and s.fate[own] == ALIVE and not s.gone[own]
        k.chase[m] = RISES if found else LOST_WAY
        return
    c = best
    n = emit(s.ints, s.reals, s.head, t, FREED_FROM, c, m, 0, at.passage[m], -1,
             (t - s.fate_t[c]) / HOUR, 0.0, s.aim_event[m])  # fmt: skip
    s.fate[c], s.fate_t[c], s.gone[c] = ALIVE, -1, False
    s.witnessed[c], s.mourned[c] = False, False
    s.bleed_t[c] = t  # in the nest wounds do not bleed on (assumed)
    at.facing[c] = 2
    put_in(at, c)
    move_to(c, at.passage[m], s.offset[m], 0, s, at, ax)
    rouse(c, s)
    s.aim_event[c] = n
    take_up(k, c, RISES)
    s.frees_t[m] = t + int(1000.0 * par[q.FREES])
    if more == 1:
        k.chase[m] = RISES


@lean
def _rises(m, t, k, s, at, ax, want, ways):
    """m goes to the nearest manhole, and up into the street."""
    p = at.passage[m]
    street = ways.street_of_sewer[p]
    if ways.p_kind[p] != _SEWER:
        k.chase[m] = NO_CHASE
        return
    if street < 0:  # a sewer that ends blind: towards the first nest, under a street
        head_for(m, ways.nest_passage[0], ways.nest_off[0], s, want)
        return
    hole = nearest_lid(ways.p_len[p], s.offset[m])
    if abs(s.offset[m] - hole) > 0.5:
        head_for(m, p, hole, s, want)
        return
    emit(s.ints, s.reals, s.head, t, CAME_UP, m, -1, 0, street, -1, 0.0, 0.0, s.aim_event[m])
    move_to(m, street, hole, 0, s, at, ax)
    s.chart[m], s.pace[m], k.chase[m] = 0, 1.0, NO_CHASE
    stay(want, m)


@inner
def _beset(m, t, par, brood, grapples, s, at, ax, want, p):
    """Creatures below that notice m turn on them; one in reach strikes, or seizes m."""
    for i in range(brood.size):
        x = brood[i]
        if s.gone[x] or s.carrying[x] >= 0 or at.passage[x] < 0:
            continue
        task = s.task[x]
        if task != LIES and task != COMES and task != GOES_BELOW and task != TURNS_ON:
            continue
        d = distance(ax, at.passage[x], s.offset[x], at.passage[m], s.offset[m])
        if d > NEAR:
            continue
        if task != TURNS_ON:
            sleeps = 1.0 - exp(-par[q.STIRS])
            if task == LIES and uniform(s.seed[0], WAKES_IN_NEST, s.key[x], s.key[m], t,
                                        0) >= sleeps:  # fmt: skip
                continue
            if not is_prey(x, m, s, at):
                continue
            s.task[x] = TURNS_ON
            s.quarry[x], s.sought_by[m] = m, x
            rouse(x, s)
        if s.quarry[x] != m:
            continue
        if d <= STRIKES and s.foe[m] < 0 and _is_armed(m, s):
            s.foe[m], s.fires[m] = x, True
        if d > ARM:
            head_for(x, at.passage[m], s.offset[m], s, want)
        elif not grapples[x] or par[q.HARVEST] == 0.0 or _fights_it(m, x, s, par):
            s.foe[x] = m
        elif uniform(s.seed[0], SEIZES_ONE, s.key[x], s.key[m], t, 0) < par[q.SEIZES]:
            s.seized_event[m] = emit(s.ints, s.reals, s.head, t, SEIZED, m, x, 0, at.passage[m],
                                     -1, 0.0, 0.0, s.aim_event[m])  # fmt: skip
            part(p, m)
            s.quarry[x], s.sought_by[m] = -1, -1
            s.carrying[x], s.carried_by[m] = m, x
            s.moving[m], s.foe[m], s.foe[x] = False, -1, -1
            stay(want, m)
            stay(want, x)
            s.task[x], s.grip_t[m] = GOES_BELOW, t
            return


@lean
def _fights_it(m, x, s, par):
    """Whether m has a weapon in hand and fights x."""
    return s.foe[m] == x and s.weapon[m] != HANDS and par[q.DEFENDS] != 0.0


BELOW = Process(
    "below", "second", below, section="swarm",
    writes=(PLACES[0], "offset", *PLACES[1:], *WISH, *PARTY, *CHASE, "moving", "arrived",
            "blocked", "active", "active_list", "active_n", "chart", "pace", "running", "foe",
            "fires", "fate", "fate_t", "gone", "witnessed", "mourned", "quarry", "sought_by",
            "seized_event", "grip_t", "carrying", "carried_by", "task", "frees_t", "bleed_t",
            "aim_event", *EVENTS),
    reads=("goal_passage", "goal_offset", "weapon", "load", "aim_about", "taken_place", "taken_off",
           *TRAIL, "sight_m"),
    fixed=("brood", "grapples", "sewer_of", "street_of_sewer", "nest_passage", "nest_off",
           "p_kind", "p_width", "p_len", *AXES, "dusk", "key", "seed"),
    meaning="who goes after one who was taken is led on, below the streets too",
    when=("chase_n",), of="swarm",
)  # fmt: skip
