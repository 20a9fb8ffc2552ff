"""Sensing: people outside and the infected notice one another along the street, or in a room.

For everyone of the living who moves beyond the wall (or near one that is awake): a dormant
infected within its sense wakes at a rate; those who see, by day, from further off. People see
the infected as far as light allows, and what they see becomes an occasion to decide; strong
grief, anger or love makes them notice it late (core/attention.py).
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of, slot_of
from kinward.city.sight import Axes, along
from kinward.core.attention import strongest, watchfulness
from kinward.core.bundles import AXES, EVENTS, PENDING, PLACES
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.math import exp
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import NOTICE, REACTION
from kinward.core.vocabulary import C_THREAT
from kinward.threats.infected import CLOSE, HUNTING, SEEN, SENSE, SIGHT, notices_within, rouse
from kinward.threats.infected import NEAR as WAKES_NEAR
from kinward.threats.infected import NOTICE as NOTICE_RATE
from kinward.threats.vocabulary import OVERLOOKED, WOKE

AGAIN = 120_000  # ms: a sight counts as new after this long
NEAR = 40.0  # m: the awake within this are a threat at once
HEEDLESS = 0.8  # watchfulness below which it is worth telling (assumed)


class Alarm(NamedTuple):
    """The columns of what a person last knew of the threat."""

    threat_t: np.ndarray
    threat_passage: np.ndarray
    threat_offset: np.ndarray
    threat_who: np.ndarray


@nb.njit(cache=True)
def sense(t, par, alert, attend_until, in_hunt, hunters, hunt_n, threat_t, threat_passage,
          threat_offset, threat_who, saw_t, pending, pending_about, pending_event, pending_t,
          thinkers, think_n, foe, ev_ints, ev_reals, ev_head, infested, passage, unit, cell,
          facing, next_in, prev_in, first_in, cell_n, offset, moving, driving, active_list,
          active_n, fate, gone,
          stage, awake_mind, anger, grief, love, sight_m, daylight, p_axis, p_axis_off,
          p_axis_dir, axis_ptr, axis_passage, p_cell, p_ncell, p_len, p_zone, careless, key,
          seed):  # fmt: skip
    """Let people and the infected near one another notice it."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    ax = Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell)
    wait = Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n)
    # only streets with one of them nearby need a look; inside the wall, where nobody is dormant,
    # only those where one is awake
    hot = np.zeros(axis_ptr.size - 1, np.bool_)
    for i in range(hunt_n[0]):
        if passage[hunters[i]] >= 0:
            hot[p_axis[passage[hunters[i]]]] = True
    notices = notices_within(par)
    seen = par[SIGHT] if daylight[0] else min(par[SIGHT], sight_m[0])
    for i in range(active_n[0]):
        m = active_list[i]
        if fate[m] != 0 or gone[m] or passage[m] < 0:
            continue
        a = p_axis[passage[m]]
        p = passage[m]
        if not hot[a] and (p_zone[p] or (unit[m] == 0 and not infested[p])):
            continue
        if not moving[m] and unit[m] == 0 and (t // 1000) % 4 != key[m] % np.uint64(4):
            continue  # who stands still looks about every four seconds, and wakes nobody
        best, best_d, worst, worst_d = -1, np.inf, -1, np.inf
        if unit[m] > 0:
            who, far = _in_room(at, m)
        else:
            reach = max(NEAR, notices) if hot[a] else notices
            who, far = along(ax, at, offset, p, offset[m], min(reach, sight_m[0]))
        for j in range(who.size):
            x = who[j]
            if fate[x] != 2 or gone[x]:
                continue
            if far[j] < best_d or (far[j] == best_d and key[x] < key[best]):
                best, best_d = x, far[j]
            if alert[x] == 2 and (far[j] < worst_d or (far[j] == worst_d and key[x] < key[worst])):
                worst, worst_d = x, far[j]
            if alert[x] < 2 and par[HUNTING] > 0.0 and par[WAKES_NEAR] > 0.0:
                range_ = max(par[SENSE], seen) if stage[x] < 4 else par[SENSE]
                if far[j] > range_ or not (moving[m] or unit[m] > 0):
                    continue
                rate = par[NOTICE_RATE] * (4.0 if alert[x] == 1 or unit[m] > 0 else 1.0)
                if uniform(seed[0], NOTICE, key[x], key[m], t, 0) < 1.0 - exp(-rate):
                    emit(ev_ints, ev_reals, ev_head, t, WOKE, x, m, 0, place_of(at, x, p_len.size),
                         -1, far[j], 0.0, -1)  # fmt: skip
                    rouse(x, 2, t + 60_000, alert, attend_until, in_hunt, hunters, hunt_n)
                    foe[x] = m
        if best < 0 or not awake_mind[m] or (unit[m] == 0 and par[SEEN] == 0.0):
            continue
        long_ago = t - saw_t[m] > AGAIN
        saw_t[m] = t
        show, d = (worst, worst_d) if worst >= 0 and worst_d <= NEAR else (best, best_d)
        sees = NEAR if alert[show] == 2 else CLOSE
        w = watchfulness(careless[0], anger[m], grief[m], love[m])
        if d > sees * w:
            if d <= sees and w < HEEDLESS and long_ago:
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


@inner
def _in_room(at, m):
    """Those in the same unit as m, at 2 m."""
    n = 0
    x = at.first_in[slot_of(at, m)]
    while x >= 0:
        n += 1
        x = at.next_in[x]
    who = np.empty(n, np.int32)
    x = at.first_in[slot_of(at, m)]
    i = 0
    while x >= 0:
        who[i] = x
        i += 1
        x = at.next_in[x]
    return who, np.full(n, 2.0)


SENSE_PROCESS = Process(
    "sense", "second", sense, section="horde",
    writes=("alert", "attend_until", "in_hunt", "hunters", "hunt_n", "threat_t",
            "threat_passage", "threat_offset", "threat_who", "saw_t", *PENDING, "foe", *EVENTS),
    reads=("infested", *PLACES, "offset", "moving", "driving", "active_list", "active_n", "fate",
           "gone", "stage", "awake_mind", "anger", "grief", "love", "sight_m", "daylight"),
    fixed=(*AXES, "p_len", "p_zone", "careless", "key", "seed"),
    meaning="people beyond the wall and the infected notice one another",
    when=("active_n",),
)  # fmt: skip
