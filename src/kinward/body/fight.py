"""Fight: blows, bites and shots as rates of pairs in reach, ordered in continuous time.

Everyone with a foe in reach has the time of the next action, exponential with the rate of what
they fight with. Within a step the actions are taken in order of time from a queue, so that who
is ended no longer bites. Outcomes are draws by who, whom and number of the action.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.body import weapons as w
from kinward.body.acid import spill
from kinward.body.arena import Arena, cry, remove, wound
from kinward.body.dropping import lose_weapon
from kinward.body.fight_parameters import (
    AMMUNITION,
    ARMED,
    ATTACK,
    BITES,
    BREAKS_FREE,
    CLAW_BLEEDS,
    COVERED,
    DARK,
    GRABS,
    HELD,
    HOLDS,
    LANDS,
    ON,
    PAIRS,
    SKILLED,
    SPLASH,
    SPLASH_DOSE,
    STRAYS,
    TRAINED,
    UNNOTICED,
)
from kinward.body.grenade import throws
from kinward.body.infection import give_dose
from kinward.body.ricochet import WEAK, whom_it_hits
from kinward.body.tail import strike_with_tail
from kinward.body.vocabulary import (
    BITTEN,
    BROKE_FREE,
    CLAWED,
    DREW_SIDEARM,
    EXPOSED,
    GRABBED,
    HELD_FIRE,
    RICOCHET_HIT,
    ROUND_SPENT,
    SHOT,
    STRUCK,
)
from kinward.city.places import Places, place_of
from kinward.city.sight import Axes, along, coordinate
from kinward.city.sight import distance as axis_distance
from kinward.core import heap
from kinward.core.attention import watchfulness
from kinward.core.bundles import AXES, EVENTS, PENDING, PLACES, SOUNDS
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.math import exp, log
from kinward.core.noise import Noise, make_noise
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import CAPTIVE, FIGHT_HIT, FIGHT_PART, FIGHT_TIME, FIGHT_WOUND, FLUIDS
from kinward.core.vocabulary import (
    BY_BLADE,
    BY_SHOT,
    BY_WOUNDS,
    C_ATTACKED,
    C_BITTEN,
    C_THREAT,
    DESTROYED,
    DIED,
    HANDS,
    MACHETE,
    PISTOL,
)

UPON = 2.6  # m within which who has no blade fires, whatever the shot calls (assumed)


@nb.njit(cache=True)
def fight(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, fate, fate_t,
          ended_t, gone, foe, act_t, act_k, held_by, weapon, load, stock, lying, lying_item,
          lying_n, lies, rotten, hurt, bleeding, blood_lost, bleed_t, wound_event, dose, new_dose,
          dosed, dosed_n, exposed_event, bite_part, bite_known, moving, pending, pending_about,
          pending_event, pending_t, thinkers, think_n, word_of, word_event, word_t, sound_who,
          sound_passage, sound_offset, sound_unit, sound_class, sound_level, sound_event, sound_n,
          burst_t, frail, ev_ints, ev_reals, ev_head, offset, awake_mind, fires, carrying,
          active_list, active_n, fear, anger, grief, love, daylight, driving, brawl_n, smoke,
          sight_m, rose_t, role, partner_at_work, p_axis, p_axis_off, p_axis_dir, axis_ptr,
          axis_passage, p_cell, p_ncell, p_len, unit_near, unit_ptr, unit_at, u_off, u_passage,
          u_floor, u_area, creature, careless, key, seed, loudness, dusk, p_host, p_kind,
          p_width):  # fmt: skip
    """Take all blows, bites and shots of this step in order of time."""
    if par[ON] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    noise = lend(Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                       sound_event, sound_n))  # fmt: skip
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    a = lend(Arena(offset, fate, fate_t, ended_t, gone, foe, act_t, act_k, held_by, weapon, load,
                   stock, lying, lying_item, lying_n, lies, hurt, bleeding, blood_lost, bleed_t,
                   wound_event, dose, new_dose, dosed, dosed_n, exposed_event, bite_part,
                   bite_known, moving, awake_mind, fires, role, partner_at_work, fear, anger, grief,
                   love, daylight, rotten, carrying, creature, u_floor, u_area, key, unit_near,
                   unit_ptr, unit_at, u_off, u_passage, careless, loudness, smoke, dusk, sight_m,
                   burst_t, rose_t, frail, p_host, p_kind, p_width, p_len, ev_ints, ev_reals,
                   ev_head))  # fmt: skip
    now, end = t / 1000.0, t / 1000.0 + 1.0
    times = np.empty(2 * active_n[0] + 8)
    rows = np.empty(2 * active_n[0] + 8, np.int32)
    n = 0
    for i in range(active_n[0]):
        m = active_list[i]
        if foe[m] < 0:
            continue
        alike = fate[m] == fate[foe[m]] and fate[m] != 0  # people may fight people
        if gone[m] or gone[foe[m]] or alike or driving[m]:
            foe[m] = -1
            act_t[m] = -1.0
            continue
        if held_by[m] >= 0 and (gone[held_by[m]] or foe[held_by[m]] != m):
            held_by[m] = -1
        # a moving car cannot be held; who sits in it neither strikes nor is struck
        if driving[foe[m]] or not _in_reach(m, foe[m], a, at, ax):
            act_t[m] = -1.0
            continue
        if act_t[m] < now:
            act_t[m] = now + _pause(m, a, par, seed)
        if act_t[m] < end:
            n = heap.push(times, rows, n, act_t[m], m)
    while n > 0:
        when, m = times[0], rows[0]
        n = heap.pop(times, rows, n)
        x = foe[m]
        if gone[m] or x < 0 or gone[x] or not awake_mind[m]:
            continue
        ms = int(when * 1000.0)
        if fate[m] == 0:
            _strike(m, x, ms, a, at, ax, noise, wait, par, seed)
        else:
            _attack(m, x, ms, a, at, noise, wait, par, seed)
        act_t[m] = when + _pause(m, a, par, seed)
        if act_t[m] < end and not gone[m] and foe[m] >= 0 and n < times.size:
            n = heap.push(times, rows, n, act_t[m], m)


@lean
def _reach_of(m, a):
    if a.fate[m] != 0:
        return 1.2
    return w.REACH[a.weapon[m]]


@lean
def _in_reach(m, x, a, at, ax):
    """Whether m can act on x from where they stand; draws the weapon that fits."""
    if at.passage[m] < 0 or at.passage[x] < 0:
        return False
    if at.unit[m] > 0 or at.unit[x] > 0:
        d = 0.8 if at.unit[m] == at.unit[x] else np.inf
    else:
        d = axis_distance(ax, at.passage[m], a.offset[m], at.passage[x], a.offset[x])
    if a.fate[m] == 0 and a.act_t[m] < 0.0:
        a.weapon[m] = choose_weapon(m, d, a.load, a.fires[m])
    return d <= _reach_of(m, a)


@lean
def choose_weapon(m, d, load, fires):
    """Weapon for a foe at d metres: a loaded firearm if one `fires`, else a blade; who has none
    fires all the same at what is upon them."""
    blade = HANDS
    for k in range(2, 0, -1):
        if load[m, w.ITEM_OF[k]] >= 1.0:
            blade = k
            break
    if fires or (blade == HANDS and d <= UPON):
        for k in range(5, 2, -1):
            if load[m, w.ITEM_OF[k]] >= 1.0 and load[m, w.AMMO_OF[k]] >= 1.0:
                return k
    return blade


@lean
def _pause(m, a, par, seed):
    """Time to the next action, s; each pause has a number of its own, the one broken off too."""
    a.act_k[m] += 1
    rate = par[ATTACK] if a.fate[m] != 0 else w.RATE[a.weapon[m]]
    return -log(uniform(seed[0], FIGHT_TIME, a.key[m], 0, a.act_k[m], 0)) / max(rate, 1e-9)


@lean
def _covered(m, a, at, par):
    """Whether the practised partner stands within 6 m and is fit."""
    p = a.partner_at_work[m]
    if p < 0 or par[PAIRS] == 0.0 or a.gone[p] or not a.awake_mind[p] or a.fate[p] != 0:
        return False
    return (
        at.passage[p] == at.passage[m]
        and at.unit[p] == at.unit[m]
        and abs(a.offset[p] - a.offset[m]) < 6.0
    )


@lean
def _landing(m, a, at, par):
    """Chance that an attack of the infected on person m lands."""
    p = par[LANDS]
    blade = a.load[m, w.ITEM_OF[1]] >= 1.0 or a.load[m, w.ITEM_OF[2]] >= 1.0
    if blade and a.held_by[m] < 0:
        p *= par[ARMED]
    if a.role[m] <= 1:
        p *= par[TRAINED]
    if _covered(m, a, at, par):
        p *= par[COVERED]
    if a.held_by[m] >= 0:
        p *= par[HELD]
    if not a.daylight[0]:
        p *= par[DARK]
    p /= watchfulness(a.careless[0], a.anger[m], a.grief[m], a.love[m])
    p *= 1.0 + a.hurt[m]
    return min(p, 0.95)


@lean
def _attack(x, m, ms, a, at, noise, wait, par, seed):
    """One attack of x, one of the infected or of the swarm, on person m."""
    if a.creature[x]:
        strike_with_tail(x, m, ms, a, at, noise, par, seed)
        return
    k = a.act_k[x]
    u = uniform(seed[0], FIGHT_HIT, a.key[x], a.key[m], k, 0)
    if u >= _landing(m, a, at, par):
        return
    place = place_of(at, m, a.unit_near.size)
    what = uniform(seed[0], FIGHT_PART, a.key[x], a.key[m], k, 0)
    part = int(7.0 * uniform(seed[0], FIGHT_PART, a.key[x], a.key[m], k, 1))
    bites = par[BITES] * (2.0 if a.held_by[m] >= 0 else 1.0)
    if what < bites:
        bite = 0.5 + 1.5 * uniform(seed[0], FIGHT_WOUND, a.key[x], a.key[m], k, 0)
        noticed = uniform(seed[0], FIGHT_WOUND, a.key[x], a.key[m], k, 1) >= par[UNNOTICED]
        part = 1 + part % 6  # not the head
        n = emit(a.ints, a.reals, a.head, ms, BITTEN, m, x, k, place, part, bite,
                 1.0 if noticed else 0.0,
                 -1)  # fmt: skip
        give_dose(a.new_dose, a.dosed, a.dosed_n, m, bite)
        a.exposed_event[m] = n
        a.bite_part[m] = part
        wound(m, 0.06, 0.4 * par[CLAW_BLEEDS], ms, n, a, par)
        if noticed:
            a.bite_known[m] = True
            raise_occasion(wait, m, C_BITTEN, x, n, ms + 60_000)
        cry(m, x, ms, n, a, at, noise)
    elif what < bites + par[GRABS] and a.held_by[m] < 0:
        n = emit(a.ints, a.reals, a.head, ms, GRABBED, m, x, k, place, -1, 0.0, 0.0, -1)
        a.held_by[m] = x
        a.foe[m] = x
        lose_weapon(m, x, ms, place, n, a, par, seed)
    else:
        v = uniform(seed[0], FIGHT_WOUND, a.key[x], a.key[m], k, 2)
        severity = 0.04 + 0.16 * v
        bleeds = -par[CLAW_BLEEDS] * log(uniform(seed[0], FIGHT_WOUND, a.key[x], a.key[m], k, 3))
        n = emit(a.ints, a.reals, a.head, ms, CLAWED, m, x, k, place, part, severity, bleeds, -1)
        wound(m, severity, bleeds, ms, n, a, par)
        cry(m, x, ms, n, a, at, noise)
        lose_weapon(m, x, ms, place, n, a, par, seed)
    if a.hurt[m] >= 1.0:
        emit(a.ints, a.reals, a.head, ms, DIED, m, x, 0, place, BY_WOUNDS, 0.0, 0.0,
             a.wound_event[m])  # fmt: skip
        a.fate[m] = 1
        a.fate_t[m] = ms
        remove(m, a, at)
    elif a.foe[m] < 0:
        raise_occasion(wait, m, C_THREAT, x, -1, ms)


@lean
def _strike(m, x, ms, a, at, ax, noise, wait, par, seed):
    """One blow or shot of person m at x: one of the infected, or a person."""
    k = a.act_k[m]
    place = place_of(at, m, a.unit_near.size)
    if a.held_by[m] >= 0:
        if uniform(seed[0], FIGHT_HIT, a.key[m], a.key[x], k, 1) < par[BREAKS_FREE]:
            emit(a.ints, a.reals, a.head, ms, BROKE_FREE, m, a.held_by[m], k, place, -1, 0.0, 0.0,
                 -1)  # fmt: skip
            a.held_by[m] = -1
        return
    k_w = a.weapon[m]
    if w.FIREARM[k_w] and throws(m, x, ms, k, a, at, ax, noise, par, seed):
        return
    hit = w.HIT[k_w] * (par[SKILLED] if a.role[m] <= 1 else 1.0) * (1.0 - 0.6 * min(a.hurt[m], 1.0))
    d = 0.8
    if w.FIREARM[k_w]:
        if at.unit[m] == 0:
            d = axis_distance(ax, at.passage[m], a.offset[m], at.passage[x], a.offset[x])
            if a.fate[x] != 0 and _someone_between(m, x, d, a, at, ax):
                return
        if _holds_fire(m, x, _captive_of(x, a), ms, k, place, a, par, seed):
            return
        hit *= exp(-d / w.FALLS[k_w]) * (1.0 if a.daylight[0] else 0.6)
        if par[AMMUNITION] != 0.0:
            a.load[m, w.AMMO_OF[k_w]] -= 1.0
    struck = uniform(seed[0], FIGHT_HIT, a.key[m], a.key[x], k, 0) < min(hit, 0.97)
    kind = SHOT if w.FIREARM[k_w] else STRUCK
    n = emit(a.ints, a.reals, a.head, ms, kind, m, x, k, place, k_w, 1.0 if struck else 0.0, d, -1)
    if w.FIREARM[k_w]:
        if par[AMMUNITION] != 0.0:
            emit(a.ints, a.reals, a.head, ms, ROUND_SPENT, m, -1, k, -1, w.AMMO_OF[k_w], 1.0, 0.0,
                 n)  # fmt: skip
        make_noise(noise, m, at.passage[m], a.offset[m], at.unit[m], w.SOUND_OF[k_w],
                   a.loudness[w.SOUND_OF[k_w]], n)  # fmt: skip
        if a.load[m, w.AMMO_OF[k_w]] < 1.0:
            a.weapon[m] = choose_weapon(m, 0.8, a.load, True)
            if a.weapon[m] == PISTOL and a.creature[x]:
                emit(a.ints, a.reals, a.head, ms, DREW_SIDEARM, m, -1, k, place, PISTOL,
                     a.load[m, w.AMMO_OF[PISTOL]], 0.0, n)  # fmt: skip
        o = -1 if struck else whom_it_hits(m, x, k, a, at, ax, par, seed)
        if o >= 0:
            far = axis_distance(ax, at.passage[o], a.offset[o], at.passage[x], a.offset[x])
            n_o = emit(a.ints, a.reals, a.head, ms, RICOCHET_HIT, o, m, k,
                       place_of(at, o, a.unit_near.size), k_w, far, 0.0, n)  # fmt: skip
            _hurt_person(m, o, ms, k, k_w, WEAK, n_o, a, at, noise, wait, par, seed)
    if a.fate[x] == 0:
        if struck:
            _hurt_person(m, x, ms, k, k_w, 1.0, n, a, at, noise, wait, par, seed)
        return
    if a.creature[x] and a.foe[x] < 0:
        a.foe[x] = m
    if a.creature[x] and k_w == HANDS:  # of no use, as one sees at once
        a.foe[m] = -1
        raise_occasion(wait, m, C_THREAT, x, n, ms + 1000)
        return
    c = _captive_of(x, a)
    if struck and c >= 0 and w.FIREARM[k_w]:
        if uniform(seed[0], CAPTIVE, a.key[m], a.key[c], k, 1) < par[STRAYS]:
            _hurt_person(m, c, ms, k, k_w, 1.0, n, a, at, noise, wait, par, seed)
            return
    stops = w.STOPS_ARMOURED[k_w] if a.creature[x] else w.STOPS[k_w]
    if not struck or uniform(seed[0], FIGHT_PART, a.key[m], a.key[x], k, 2) >= stops:
        return
    n = emit(a.ints, a.reals, a.head, ms, DESTROYED, x, m, 0, place, k_w, 0.0, 0.0, n)
    a.ended_t[x] = ms
    if a.creature[x]:
        spill(x, m, ms, n, a, at, ax, noise, par, seed)
    remove(x, a, at)
    a.foe[m] = -1
    if a.creature[x]:
        return
    if k_w <= MACHETE + 1 and uniform(seed[0], FLUIDS, a.key[m], a.key[x], k, 0) < par[SPLASH]:
        n = emit(a.ints, a.reals, a.head, ms, EXPOSED, m, x, k, place, -1, par[SPLASH_DOSE], 0.0, n)
        give_dose(a.new_dose, a.dosed, a.dosed_n, m, par[SPLASH_DOSE])
        a.exposed_event[m] = n


@lean
def _captive_of(x, a):
    """Whom x holds alive, -1 nobody: who dies in its grip is let go of a second later."""
    c = a.carrying[x]
    return c if c >= 0 and a.fate[c] == 0 and not a.gone[c] else -1


@lean
def _holds_fire(m, x, c, ms, k, place, a, par, seed):
    """Whether m will not shoot at x, which holds person c (-1 nobody): one draw for each c."""
    if c < 0 or uniform(seed[0], CAPTIVE, a.key[m], a.key[c], 0, 0) >= par[HOLDS]:
        return False
    emit(a.ints, a.reals, a.head, ms, HELD_FIRE, m, c, k, place, -1, 0.0, 0.0, -1)
    a.foe[m] = -1
    return True


@lean
def _hurt_person(m, x, ms, k, k_w, force, event, a, at, noise, wait, par, seed):
    """A blow or shot of m wounds person x; one in ten shots hits the head (assumed).

    `force`: what is left of it, 1 of a shot that comes straight.
    """
    u = uniform(seed[0], FIGHT_WOUND, a.key[m], a.key[x], k, 4)
    v = uniform(seed[0], FIGHT_WOUND, a.key[m], a.key[x], k, 5)
    place = place_of(at, x, a.unit_near.size)
    if w.FIREARM[k_w]:
        severity, bleeds = 0.25 + 0.45 * u, 30.0 + 150.0 * v
        if uniform(seed[0], FIGHT_PART, a.key[m], a.key[x], k, 3) < 0.1:
            severity = 1.0
        severity, bleeds = force * severity, force * bleeds
    elif k_w != HANDS:
        severity, bleeds = 0.10 + 0.30 * u, 10.0 + 60.0 * v
    else:
        severity, bleeds = 0.02 + 0.06 * u, 0.0
    wound(x, severity, bleeds, ms, event, a, par)
    cry(x, m, ms, event, a, at, noise)
    if a.hurt[x] >= 1.0:
        cause = BY_SHOT if w.FIREARM[k_w] else (BY_BLADE if k_w != HANDS else BY_WOUNDS)
        emit(a.ints, a.reals, a.head, ms, DIED, x, m, 0, place, cause, 0.0, 0.0, event)
        a.fate[x] = 1
        a.fate_t[x] = ms
        remove(x, a, at)
        a.foe[m] = -1
    elif a.foe[x] < 0:
        raise_occasion(wait, x, C_ATTACKED, m, event, ms)


@inner
def _someone_between(m, x, d, a, at, ax):
    """Whether one of the living stands in the line of fire."""
    who, far = along(ax, at, a.offset, at.passage[m], a.offset[m], d)
    here = coordinate(ax, at.passage[m], a.offset[m])
    there = coordinate(ax, at.passage[x], a.offset[x])
    for j in range(who.size):
        o = who[j]
        if o == m or a.fate[o] != 0 or a.gone[o]:
            continue
        c = coordinate(ax, at.passage[o], a.offset[o])
        if (c - here) * (there - here) > 0.0 and 1.0 < far[j] < d - 0.3:
            return True
    return False


FIGHT = Process(
    "fight", "second", fight, section="fight",
    writes=(*PLACES, "fate", "fate_t", "ended_t", "gone", "foe", "act_t", "act_k", "held_by",
            "weapon", "load", "stock", "lying", "lying_item", "lying_n", "lies", "rotten", "hurt",
            "bleeding", "blood_lost", "bleed_t", "wound_event", "dose", "new_dose", "dosed",
            "dosed_n", "exposed_event", "bite_part", "bite_known", "moving", *PENDING, *SOUNDS,
            "burst_t", "frail", *EVENTS),
    reads=("offset", "awake_mind", "fires", "carrying", "active_list", "active_n", "fear", "anger",
           "grief", "love", "daylight", "driving", "brawl_n", "smoke", "sight_m", "rose_t"),
    fixed=("role", "partner_at_work", *AXES, "p_len", "unit_near", "unit_ptr", "unit_at", "u_off",
           "u_passage", "u_floor", "u_area", "creature", "careless", "key", "seed", "loudness",
           "dusk", "p_host", "p_kind", "p_width"),
    meaning="blows, bites and shots in order of time within the step",
    when=("hunt_n", "brawl_n", "swarm_n"),
)  # fmt: skip
