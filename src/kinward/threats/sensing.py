"""Sensing: people outside and the infected notice one another along the street, or in a room.

For everyone of the living who moves beyond the wall (or near one that is awake): a dormant
infected within its sense wakes at a rate; those who see, by day, from further off. People see
the infected as far as light, dust and smoke allow, and what they see becomes an occasion to
decide; strong grief, anger or love makes them notice it late (core/attention.py).
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of, slot_of
from kinward.city.sight import Axes, cells_between, coordinate
from kinward.core.attention import strongest, watchfulness
from kinward.core.bundles import AXES, EVENTS, PENDING, PLACES
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import REACTION
from kinward.core.vocabulary import C_THREAT
from kinward.threats.infected import CLOSE, HUNTING, SEEN, SENSE, SIGHT, notices_within, rouse
from kinward.threats.infected import NEAR as WAKES_NEAR
from kinward.threats.infected import NOTICE as NOTICE_RATE
from kinward.threats.lookout import in_view, lookout
from kinward.threats.vocabulary import OVERLOOKED, WOKE
from kinward.threats.watching import (
    NEAR,
    ROOM,
    STIRRED,
    Crowd,
    Horde,
    Waking,
    clear_to,
    nearer,
    reach_of,
    stir_rooms,
    wakes_at,
    watch_out,
)

AGAIN = 120_000  # ms: a sight counts as new after this long
HEEDLESS = 0.8  # watchfulness below which it is worth telling (assumed)


@nb.njit(cache=True)
def sense(t, par, alert, attend_until, in_hunt, hunters, hunt_n, threat_t, threat_passage,
          threat_offset, threat_who, saw_t, pending, pending_about, pending_event, pending_t,
          thinkers, think_n, word_of, word_event, word_t, beside_n, foe, active, active_list,
          active_n, ev_ints, ev_reals, ev_head, infested, passage, unit, cell, facing, next_in,
          prev_in, first_in, cell_n, offset, moving, driving, fate, gone, stage, awake_mind, anger,
          grief, love, sight_m, daylight, smoke, dusk, p_axis, p_axis_off, p_axis_dir, axis_ptr,
          axis_passage, p_cell, p_ncell, p_len, p_zone, careless, key, seed):  # fmt: skip
    """Let people and the infected near one another notice it."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    ax = Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell)
    wait = Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                   word_of, word_event, word_t)  # fmt: skip
    seen = par[SIGHT] if daylight[0] else min(par[SIGHT], sight_m[0])
    wakes = Waking(par[HUNTING] > 0.0 and par[WAKES_NEAR] > 0.0, par[SENSE], max(par[SENSE], seen),
                   1.0 - exp(-par[NOTICE_RATE]), 1.0 - exp(-STIRRED * par[NOTICE_RATE]), t,
                   seed[0], notices_within(par), sight_m[0])  # fmt: skip
    them = Horde(fate, gone, stage, alert, attend_until, in_hunt, hunters, hunt_n, foe, key,
                 ev_ints, ev_reals, ev_head)  # fmt: skip
    crowd = Crowd(offset, moving, active, active_list, active_n, awake_mind, infested, smoke, dusk,
                  p_zone)  # fmt: skip
    stir_rooms(at, them, crowd)
    watch, n, woken = watch_out(active_list, active_n[0], at, ax, them, crowd, wakes)
    view = lookout(watch.hot.size * woken, cell_n.shape[0] * woken, fate.size * woken)
    stirs = np.zeros(axis_ptr.size - 1, np.bool_)  # axes on which one has woken in this second
    beside_n[0] = 0
    for i in range(n):
        m = watch.who[i]
        best, best_d = watch.best[i], watch.best_d[i]
        worst, worst_d = watch.worst[i], watch.worst_d[i]
        if best < 0:
            continue
        beside_n[0] += unit[m] > 0
        if watch.wakes[i] or stirs[p_axis[passage[m]]]:
            stirs[p_axis[passage[m]]] = True
            best, best_d, worst, worst_d = _wake_all(m, view, at, ax, them, crowd, watch, wakes)
        if not awake_mind[m] or (unit[m] == 0 and par[SEEN] == 0.0):
            continue
        long_ago = t - saw_t[m] > AGAIN
        saw_t[m] = t
        show, d = (worst, worst_d) if worst >= 0 and worst_d <= NEAR else (best, best_d)
        sees = NEAR if alert[show] >= 2 else CLOSE
        if d > sees:
            continue
        w = watchfulness(careless[0], anger[m], grief[m], love[m])
        if d > sees * w:
            if w < HEEDLESS and long_ago:
                emit(ev_ints, ev_reals, ev_head, t, OVERLOOKED, m, show, 0,
                     place_of(at, m, p_len.size), strongest(anger[m], grief[m], love[m]), d, w,
                     -1)  # fmt: skip
            continue
        fresh = t - threat_t[m] > AGAIN or threat_who[m] != show
        threat_t[m] = t
        threat_passage[m] = passage[show]
        threat_offset[m] = offset[show]
        threat_who[m] = show
        if fresh and foe[m] < 0 and not driving[m]:
            late = int((500.0 + 1500.0 * uniform(seed[0], REACTION, key[m], key[show], t, 0)) / w)
            raise_occasion(wait, m, C_THREAT, show, -1, t + late)


@lean
def _wake_all(m, view, at, ax, them, crowd, watch, wakes):
    """Let all who wake at m do so; whom m sees, as `_in_room`."""
    if at.unit[m] > 0:
        return _in_room(m, at, them, wakes, ax.p_len)
    reach = reach_of(m, ax.p_axis[at.passage[m]], watch, wakes)
    return _in_street(m, reach, clear_to(m, at, crowd), crowd.moving[m], view, crowd.offset, at,
                      ax, them, wakes)  # fmt: skip


@lean
def _in_room(m, at, them, wakes, p_len):
    """The infected in the room of m; those who wake at it do so.

    Returns:
        (nearest, its distance in m, nearest of the awake, its distance), -1 and inf if none.
    """
    found = (-1, np.inf, -1, np.inf)
    x = at.first_in[slot_of(at, m)]
    while x >= 0:
        if them.fate[x] == 2 and not them.gone[x]:
            found = nearer(found, x, ROOM, them)
            _may_wake(x, m, ROOM, True, np.inf, place_of(at, x, p_len.size), them, wakes)
        x = at.next_in[x]
    return found


@lean
def _in_street(m, reach, clear, goes, view, offset, at, ax, them, wakes):
    """As `_in_room`, within `reach` m along the street, in air that is `clear` for so many.

    Only who goes there wakes them.
    """
    found = (-1, np.inf, -1, np.inf)
    p = at.passage[m]
    a = ax.p_axis[p]
    here = coordinate(ax, p, offset[m])
    if not in_view(a, here, reach, 2, view, at, ax, offset, them.fate, them.gone):
        return found
    for i in range(ax.axis_ptr[a], ax.axis_ptr[a + 1]):
        q = ax.axis_passage[i]
        c0, c1 = cells_between(ax, q, here - reach, here + reach)
        for c in range(c0, c1):
            x = view.first[c]
            while x >= 0:
                d = abs(coordinate(ax, q, offset[x]) - here)
                if d <= reach and at.passage[x] == q:
                    if d <= clear:
                        found = nearer(found, x, d, them)
                    if goes:
                        _may_wake(x, m, d, False, clear, q, them, wakes)
                x = view.after[x]
    return found


@lean
def _may_wake(x, m, d, inside, clear, place, them, wakes):
    """Let x wake at m, which is d m away, if it does."""
    if not wakes_at(them.alert[x], them.stage[x], them.key[x], them.key[m], d, inside, clear,
                    wakes):  # fmt: skip
        return
    emit(them.ev_ints, them.ev_reals, them.ev_head, wakes.t, WOKE, x, m, 0, place, -1, d, 0.0, -1)
    rouse(x, 2, wakes.t + 60_000, them.alert, them.attend_until, them.in_hunt, them.hunters,
          them.hunt_n)  # fmt: skip
    them.foe[x] = m


SENSE_PROCESS = Process(
    "sense", "second", sense, section="horde",
    writes=("alert", "attend_until", "in_hunt", "hunters", "hunt_n", "threat_t",
            "threat_passage", "threat_offset", "threat_who", "saw_t", *PENDING, "beside_n", "foe",
            "active", "active_list", "active_n", *EVENTS),
    reads=("infested", *PLACES, "offset", "moving", "driving", "fate", "gone", "stage",
           "awake_mind", "anger", "grief", "love", "sight_m", "daylight", "smoke"),
    fixed=("dusk", *AXES, "p_len", "p_zone", "careless", "key", "seed"),
    meaning="people beyond the wall and the infected notice one another",
    when=("active_n", "beside_n"),  # once more when nobody is left, to set that to none
)  # fmt: skip
