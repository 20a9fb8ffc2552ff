"""Climbing: over the roofs, up facades, through windows, and down on people (K4, K5).

A person whose aim is the roofs leaps from roof to roof (city/ways_up.py) until the house below
opens on another street than that of the threat, and comes down there. A leap over g metres is
missed with p = p3 (g/3)^2, more often by the weak, the hurt, in the dark and on pitched roofs
(factors assumed); who misses falls to the street unless a companion holds them.

Of the infected, any may come through a ground-floor window; the agile, whose mind went lately
(Stage One and Two), also go up the front of a house to prey behind a shut door, leap after prey
over the roofs, and throw themselves down on people in the street below.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.body import falling as f
from kinward.body import heights as q
from kinward.body.vocabulary import CAME_THROUGH, LEAPT, OVER_ROOF, THREW_DOWN
from kinward.city.graph import FLOOR_M, STAIR_M
from kinward.city.places import Places, place_of
from kinward.core.bundles import AIM
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.noise import Noise, make_noise
from kinward.core.occasion import Pending
from kinward.core.process import Process
from kinward.core.purposes import CLIMB_DRAW, LEAP_GAP
from kinward.core.purposes import WINDOW as WINDOW_DRAW
from kinward.core.vocabulary import A_FLEE, A_ROOF, S_GLASS, STAGE_THREE
from kinward.core.wish import Wish, go, go_to_gate, stay

TOP = 0.2  # m from the end of a stair at which one stands on the roof
STEP = 0.5  # m: a narrower gap is stepped over
FOOT = 4.5  # m from the foot of a house from which one of them goes up its front (assumed)
EDGE = 1.5  # m from the top from which one of them leaps (assumed)
DARK = 1.5  # factor on missing a leap in the dark (assumed)
PITCHED = 1.5  # factor on missing it on a roof that is not flat (assumed)
AGILE = 0.5  # factor for the infected (assumed)
PLUNGE = 10.0  # m: they throw themselves down from no higher (assumed)
BARRED = 0.4  # rate at which they get through a barricaded window, share (assumed)
SHUT = 3.0  # minutes that a door holds above which windows are barricaded too (assumed)


class Roofs(NamedTuple):
    """The columns of houses and their roofs, bundled inside the kernel."""

    p_host: np.ndarray
    p_host_off: np.ndarray
    p_building: np.ndarray
    b_stair: np.ndarray
    b_passage: np.ndarray
    b_off: np.ndarray
    b_height: np.ndarray
    b_flat: np.ndarray
    roof_ptr: np.ndarray
    roof_to: np.ndarray
    roof_gap: np.ndarray
    roof_next: np.ndarray
    roof_next_gap: np.ndarray
    u_passage: np.ndarray
    u_off: np.ndarray
    u_floor: np.ndarray
    u_exits: np.ndarray
    door_left: np.ndarray
    daylight: np.ndarray


@nb.njit(cache=True)
def climb(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
          wish_passage, wish_offset, wish_unit, wishers, wish_n, pending, pending_about,
          pending_event, pending_t, thinkers, think_n, word_of, word_event, word_t, sound_who,
          sound_passage, sound_offset, sound_unit, sound_class, sound_level, sound_event, sound_n,
          ev_ints, ev_reals, ev_head, hurt, bleeding, blood_lost, bleed_t, wound_event, fate,
          fate_t, ended_t, gone, foe, held_by, moving, aim, aim_about, aim_until, aim_event,
          running, home, active_list, active_n, awake_mind, carrying, carried_by, weapon, load,
          party, party_next, hunters, hunt_n, stage, door_left, threat_passage, daylight, p_len,
          p_cell, p_ncell, age, household, partner_at_work, key, seed, loudness, p_host, p_host_off,
          p_building, p_zone, b_stair, b_passage, b_off, b_height, b_flat, roof_ptr, roof_to,
          roof_gap, roof_next, roof_next_gap, u_passage, u_off, u_floor, u_exits):  # fmt: skip
    """Let those who flee over the roofs go on, and the infected climb after their prey."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    noise = lend(Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                       sound_event, sound_n))  # fmt: skip
    b = f.Bodies(offset, hurt, bleeding, blood_lost, bleed_t, wound_event, fate, fate_t, ended_t,
                 gone, foe, held_by, moving, awake_mind, carrying, carried_by, weapon, load, party,
                 party_next, p_len, p_cell, p_ncell, age, household, partner_at_work, key, seed,
                 ev_ints, ev_reals, ev_head)  # fmt: skip
    r = lend(Roofs(p_host, p_host_off, p_building, b_stair, b_passage, b_off, b_height, b_flat,
                   roof_ptr, roof_to, roof_gap, roof_next, roof_next_gap, u_passage, u_off, u_floor,
                   u_exits, door_left, daylight))  # fmt: skip
    for i in range(active_n[0]):
        m = active_list[i]
        if aim[m] != A_ROOF or moving[m] or fate[m] != 0 or gone[m] or not awake_mind[m]:
            continue
        down = True
        if _on_roof(m, b, at, r) and held_by[m] < 0:
            # on the roof: over to the next while the threat is in the street below
            house = p_building[passage[m]]
            street = b_passage[house]
            danger = threat_passage[m]
            if danger >= 0 and p_host[danger] >= 0:
                danger = p_host[danger]
            if roof_next[house] >= 0 and danger == street:
                down = _leap(m, house, roof_next[house], roof_next_gap[house], t, aim_event[m],
                             par, b, at, want, wait, r)  # fmt: skip
        if down and not gone[m]:
            aim[m], aim_until[m] = A_FLEE, t + 20 * MINUTE
            running[m] = True
            if p_zone[passage[m]]:
                u = home[m]
                go(want, m, u_passage[u], u_off[u], u)
            else:
                go_to_gate(want, m)
    if par[q.CLIMBS] == 0.0:
        return
    for i in range(hunt_n[0]):
        x = hunters[i]
        y = foe[x]
        if y < 0 or gone[x] or gone[y] or passage[x] < 0 or passage[y] < 0 or fate[y] != 0:
            continue
        # in the street after prey in the street there is nothing to climb
        if unit[x] == 0 and (unit[y] > 0 or p_host[passage[x]] >= 0):
            _after(x, y, t, stage[x] < STAGE_THREE, par, b, at, want, wait, noise, loudness, r)


@lean
def _on_roof(m, b, at, r):
    """Whether m stands at the top of a stair or scaffold."""
    p = at.passage[m]
    if at.unit[m] > 0 or r.p_host[p] < 0 or r.p_building[p] < 0:
        return False
    return b.offset[m] >= b.p_len[p] - TOP


@lean
def _miss(m, gap, house, par, b, r):
    """Chance that m misses a leap over `gap` metres."""
    p = par[q.MISSES] * (gap / 3.0) * (gap / 3.0)
    if b.fate[m] != 0:
        return AGILE * p
    p *= (1.0 + 2.0 * b.hurt[m]) / max(f.strength(m, b), 0.2)
    if not r.daylight[0]:
        p *= DARK
    if not r.b_flat[house]:
        p *= PITCHED
    return min(p, 0.9)


@inner
def _leap(m, house, to, gap, t, cause, par, b, at, want, wait, r):
    """Let m leap from the roof of `house` to that of `to`; True if m is to come down now."""
    place = r.b_passage[house]
    if gap < STEP:
        emit(b.ints, b.reals, b.head, t, OVER_ROOF, m, -1, to, place, -1, 0.0, 0.0, cause)
    else:
        lands = uniform(b.seed[0], LEAP_GAP, b.key[m], 0, t, 0) >= _miss(m, gap, house, par, b, r)
        n = emit(b.ints, b.reals, b.head, t, LEAPT, m, -1, to, place, -1, gap,
                 1.0 if lands else 0.0, cause)  # fmt: skip
        if not lands:
            alone = np.full(2, m, np.int32)
            held, c = f.is_caught(m, t, alone, 1, n, par, b, at)
            if held == 1:
                return True
            if held < 0:
                f.fall(c, t, r.b_height[house], r.b_passage[house], r.b_off[house], 0, True, n,
                       par, b, at, want, wait)  # fmt: skip
            f.fall(m, t, r.b_height[house], r.b_passage[house], r.b_off[house], 0, True, n, par, b,
                   at, want, wait)  # fmt: skip
            return True
    if r.b_stair[to] >= 0:
        f.move_to(m, r.b_stair[to], b.p_len[r.b_stair[to]], 0, b, at)
        stay(want, m)
        return False
    # a house of one storey: down from its eaves
    f.move_to(m, r.b_passage[to], r.b_off[to], 0, b, at)
    return True


@inner
def _after(x, y, t, agile, par, b, at, want, wait, noise, loudness, r):
    """One second of infected x, which stands on a passage, after prey y."""
    p, u = at.passage[x], at.unit[y]
    n_pass = b.p_len.size
    s = b.seed[0]
    if u > 0 and r.door_left[u] > 0.0:
        q_y = r.u_passage[u]
        if q_y == p and r.u_floor[u] == 0 and abs(r.u_off[u] - b.offset[x]) <= 1.0:
            if r.u_exits[u] < 2 or b.moving[x]:
                return
            if uniform(s, WINDOW_DRAW, b.key[x], np.uint64(u), 0, 0) >= par[q.WINDOW]:
                return
            rate = 1.0 / par[q.SMASHES] * (BARRED if r.door_left[u] > SHUT else 1.0)
            if uniform(s, WINDOW_DRAW, b.key[x], np.uint64(u), t, 1) < 1.0 - exp(-rate):
                _enter(x, y, u, 0.0, t, b, at, want, noise, loudness, r)
        elif agile and r.p_host[q_y] == p and r.u_floor[u] > 0:
            if abs(r.p_host_off[q_y] - b.offset[x]) > FOOT:
                return
            if uniform(s, CLIMB_DRAW, b.key[x], np.uint64(u), 0, 0) >= par[q.FACADE]:
                return
            stay(want, x)  # it goes up the front, not in by the stairs
            high = r.u_floor[u] * FLOOR_M
            if uniform(s, CLIMB_DRAW, b.key[x], np.uint64(u), t, 1) >= par[q.CLIMB] / high:
                return
            if uniform(s, CLIMB_DRAW, b.key[x], np.uint64(u), t, 2) < par[q.SLIPS] * r.u_floor[u]:
                drop = high * uniform(s, CLIMB_DRAW, b.key[x], np.uint64(u), t, 3)
                f.fall(x, t, drop, p, b.offset[x], 0, True, -1, par, b, at, want, wait)
            else:
                _enter(x, y, u, high, t, b, at, want, noise, loudness, r)
        return
    if not agile or r.p_host[p] < 0 or r.p_building[p] < 0 or u > 0:
        return
    house, there = r.p_building[p], at.passage[y]
    high = b.offset[x] / STAIR_M * FLOOR_M
    if there == r.p_host[p] and abs(b.offset[y] - r.p_host_off[p]) <= FOOT:
        if FLOOR_M <= high <= PLUNGE and uniform(s, CLIMB_DRAW, b.key[x], b.key[y], t, 4) < 0.5:
            n = emit(b.ints, b.reals, b.head, t, THREW_DOWN, x, y, 0, place_of(at, y, n_pass), -1,
                     high, 0.0, -1)  # fmt: skip
            f.fall(x, t, high, there, b.offset[y], 0, False, n, par, b, at, want, wait)
            if not b.gone[x]:
                b.foe[x] = y
    elif r.p_host[there] >= 0 and r.p_building[there] >= 0 and r.p_building[there] != house:
        _follow(x, house, r.p_building[there], t, par, b, at, want, wait, r)


@inner
def _follow(x, house, to, t, par, b, at, want, wait, r):
    """Let x leap to the roof of `to`, or go up to where it can."""
    p = at.passage[x]
    for e in range(r.roof_ptr[house], r.roof_ptr[house + 1]):
        if r.roof_to[e] != to:
            continue
        if b.offset[x] < b.p_len[p] - EDGE:
            if b.offset[x] >= 0.4 * b.p_len[p]:
                go(want, x, p, b.p_len[p], 0)
        else:
            prey = b.foe[x]
            _leap(x, house, to, r.roof_gap[e], t, -1, par, b, at, want, wait, r)
            if not b.gone[x]:
                b.foe[x] = prey
        return


@lean
def _enter(x, y, u, high, t, b, at, want, noise, loudness, r):
    """Let x come through the window of unit u."""
    f.move_to(x, r.u_passage[u], r.u_off[u], u, b, at)
    stay(want, x)
    n = emit(b.ints, b.reals, b.head, t, CAME_THROUGH, x, y, u, b.p_len.size + u, -1, high, 0.0, -1)
    make_noise(noise, x, at.passage[x], b.offset[x], u, S_GLASS, loudness[S_GLASS], n)


CLIMB = Process(
    "climb", "second", climb, section="heights",
    writes=(*f.WRITES, *AIM, "running"),
    reads=("home", *f.READS, "hunters", "hunt_n", "stage", "door_left", "threat_passage",
           "daylight"),
    fixed=(*f.FIXED, "p_host", "p_host_off", "p_building", "p_zone", "b_stair", "b_passage",
           "b_off", "b_height", "b_flat", "roof_ptr", "roof_to", "roof_gap", "roof_next",
           "roof_next_gap", "u_passage", "u_off", "u_floor", "u_exits", ),
    meaning="people flee over the roofs; the infected leap, climb and come through windows",
    when=("climb_n",),
)  # fmt: skip
