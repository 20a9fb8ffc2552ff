"""Falling: what a fall of h metres does, and who catches whom.

P(death) = 1 / (1 + (h50/h)^s): half die at 12.1 m (40 ft, trauma registers from the 1940s to
2005; 14.6 m with a trauma centre at hand), nine tenths at 1.75 times that (84 against 48 ft).
Who lives is hurt and bleeds in proportion to the height (assumed). The infected are ended by a
fall half as often: only what breaks the head ends them (story K4). An awning halves the height.
A companion within reach holds who falls by strength, weight, and whether the hands are free.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.body import heights as q
from kinward.body.vocabulary import AWNING, CAUGHT, FELL, PULLED_ALONG
from kinward.city.graph import MASS
from kinward.city.places import cell_index, place_of, put_in, slot_of, take_out
from kinward.core.bundles import EVENTS, PENDING, PLACES, SOUNDS, WISH
from kinward.core.draws import uniform
from kinward.core.drop import deadly
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.math import log
from kinward.core.occasion import raise_occasion
from kinward.core.purposes import AWNING as AWNING_DRAW
from kinward.core.purposes import CATCH, FALL
from kinward.core.vocabulary import BY_FALL, C_WOUNDED, DESTROYED, DIED
from kinward.core.wish import stay

ADULT = 65.0  # kg (assumed)
GROWN = 14  # years from which one can hold somebody (assumed)
SOFT = 0.5  # share of the height that counts after an awning (assumed)
LEAST = 1.0  # m: a lower fall hurts nobody
REACHED, BROKEN, DOWN = 200, 400, 600  # ms after it began: a hand, an awning, the ground
WRITES = (
    PLACES[0], "offset", *PLACES[1:], *WISH, *PENDING, *SOUNDS, *EVENTS, "hurt", "bleeding",
    "blood_lost", "bleed_t", "wound_event", "fate", "fate_t", "ended_t", "gone", "foe", "held_by",
    "moving",
)  # fmt: skip
READS = (
    "active_list", "active_n", "awake_mind", "carrying", "carried_by", "weapon", "load",
    "party", "party_next",
)  # fmt: skip
FIXED = (
    "p_len", "p_cell", "p_ncell", "age", "household", "partner_at_work", "key", "seed", "loudness",
)  # fmt: skip


class Bodies(NamedTuple):
    """The columns of who falls and who catches, bundled inside kernels."""

    offset: np.ndarray
    hurt: np.ndarray
    bleeding: np.ndarray
    blood_lost: np.ndarray
    bleed_t: np.ndarray
    wound_event: np.ndarray
    fate: np.ndarray
    fate_t: np.ndarray
    ended_t: np.ndarray
    gone: np.ndarray
    foe: np.ndarray
    held_by: np.ndarray
    moving: np.ndarray
    awake_mind: np.ndarray
    carrying: np.ndarray
    carried_by: np.ndarray
    weapon: np.ndarray
    load: np.ndarray
    party: np.ndarray
    party_next: np.ndarray
    p_len: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray
    age: np.ndarray
    household: np.ndarray
    partner_at_work: np.ndarray
    key: np.ndarray
    seed: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@lean
def weight(m, b):
    """Mass of m with all that m carries, kg (children by age, assumed)."""
    kg = min(ADULT, 10.0 + 3.4 * b.age[m])
    for i in range(MASS.size):
        kg += b.load[m, i] * MASS[i]
    return kg


@lean
def strength(m, b):
    """Strength of m's grip 0..1: falls off above 45 and below 20 years (assumed), and with hurt."""
    age = b.age[m]
    own = 1.0
    if age < 20:
        own = 0.5 + 0.5 * (age - GROWN) / (20.0 - GROWN)
    elif age > 45:
        own = max(0.2, 1.0 - 0.02 * (age - 45.0))
    return own * (1.0 - min(b.hurt[m], 1.0))


@lean
def move_to(m, p, off, u, b, at):
    """Put m at offset `off` of passage p, or into unit u there; the goal is left to others."""
    take_out(at, m)
    at.passage[m] = p
    b.offset[m] = off
    at.unit[m] = u
    at.cell[m] = b.p_cell[p] + cell_index(b.p_len, b.p_ncell, p, off)
    at.facing[m] = 2
    put_in(at, m)


@lean
def fall(m, t, height, p, off, u, street, cause, par, b, at, want, wait):
    """Let m fall `height` metres to (p, off, u); returns the number of the event.

    Args:
        street: it ends in the street, where an awning may break it.
    """
    n_pass = b.p_len.size
    move_to(m, p, off, u, b, at)
    stay(want, m)
    b.moving[m] = False
    b.held_by[m] = -1
    b.foe[m] = -1
    place = place_of(at, m, n_pass)
    far = height
    if street and height > 3.0:
        if uniform(b.seed[0], AWNING_DRAW, b.key[m], 0, t, 0) < par[q.AWNINGS]:
            far = SOFT * height
            cause = emit(b.ints, b.reals, b.head, t + BROKEN, AWNING, m, -1, 0, place, -1,
                         height - 3.0, 0.0, cause)  # fmt: skip
    dies = 0.0
    if far > LEAST:
        dies = deadly(far, par[q.HALF_DIE], par[q.SLOPE])
    ends = uniform(b.seed[0], FALL, b.key[m], 0, t, 0)
    bleeds = 0.0
    if b.fate[m] == 0 and far > LEAST:
        bleeds = -par[q.BLEEDS] * far * log(uniform(b.seed[0], FALL, b.key[m], 0, t, 1))
    n = emit(b.ints, b.reals, b.head, t + DOWN, FELL, m, -1, 0, place, -1, height, bleeds, cause)
    if b.fate[m] != 0:
        if ends < 0.5 * dies:
            emit(b.ints, b.reals, b.head, t + DOWN, DESTROYED, m, -1, 0, place, -1, 0.0, 0.0, n)
            b.ended_t[m] = t + DOWN
            _remove(m, b, at)
        return n
    b.wound_event[m] = n
    if ends < dies:
        emit(b.ints, b.reals, b.head, t + DOWN, DIED, m, -1, 0, place, BY_FALL, 0.0, 0.0, n)
        b.fate[m] = 1
        b.fate_t[m] = t + DOWN
        _remove(m, b, at)
        return n
    b.blood_lost[m] += b.bleeding[m] * max(0, t - b.bleed_t[m]) / 60_000.0
    b.bleed_t[m] = t
    b.bleeding[m] += bleeds
    if far > LEAST:
        worse = 2.0 * uniform(b.seed[0], FALL, b.key[m], 0, t, 2)
        b.hurt[m] = min(0.95, b.hurt[m] + par[q.HURTS] * far * worse)
    if b.hurt[m] > 0.25:
        o = b.party[m]
        while o >= 0:  # those who move with m see it
            if o != m and b.fate[o] == 0 and not b.gone[o] and b.awake_mind[o]:
                raise_occasion(wait, o, C_WOUNDED, m, n, t + 2000)
            o = b.party_next[o]
    return n


@lean
def _remove(m, b, at):
    """Take who did not live through it out of the world of bodies."""
    take_out(at, m)
    b.gone[m] = True


@lean
def is_caught(m, t, falling, n_falling, cause, par, b, at):
    """Whether a companion within reach holds m.

    Args:
        falling: who falls with m, first n_falling: they catch nobody.

    Returns:
        (1 held, 0 nobody there or missed, -1 missed and pulled along; who reached, -1).
    """
    if par[q.CATCH_ON] == 0.0 or b.fate[m] != 0:
        return 0, -1
    c = _catcher(m, falling, n_falling, par[q.REACH], b, at)
    if c < 0:
        return 0, -1
    heavy = weight(m, b) / ADULT
    chance = par[q.CATCHES] * strength(c, b) / max(heavy, 0.3)
    if b.weapon[c] > 0 and b.foe[c] >= 0:
        chance *= 0.5  # the hands are not free (assumed)
    place = place_of(at, m, b.p_len.size)
    if uniform(b.seed[0], CATCH, b.key[c], b.key[m], t, 0) < min(chance, 0.95):
        emit(b.ints, b.reals, b.head, t + REACHED, CAUGHT, c, m, 0, place, -1, 0.0, 0.0, cause)
        return 1, c
    if uniform(b.seed[0], CATCH, b.key[c], b.key[m], t, 1) < par[q.PULLED] * min(heavy, 2.0):
        emit(
            b.ints, b.reals, b.head, t + REACHED, PULLED_ALONG, c, m, 0, place, -1, 0.0, 0.0, cause
        )
        return -1, c
    return 0, c


@lean
def _catcher(m, falling, n_falling, reach, b, at):
    """The companion who is nearest to m and can reach out, -1 if there is none."""
    best, best_d = -1, np.inf
    c = at.first_in[slot_of(at, m)]
    while c >= 0:
        d = abs(b.offset[c] - b.offset[m])
        able = (
            c != m
            and b.fate[c] == 0
            and not b.gone[c]
            and b.awake_mind[c]
            and b.age[c] >= GROWN
            and b.held_by[c] < 0
            and b.carrying[c] < 0
            and b.carried_by[c] < 0
            and at.passage[c] == at.passage[m]
            and d <= reach
        )
        if able and _together(c, m, b):
            free = True
            for i in range(n_falling):
                free = free and falling[i] != c
            if free and (d < best_d or (d == best_d and b.key[c] < b.key[best])):
                best, best_d = c, d
        c = at.next_in[c]
    return best


@lean
def _together(c, m, b):
    """Whether c and m belong together: on the way, at work or at home."""
    return (
        (b.party[m] >= 0 and b.party[c] == b.party[m])
        or b.partner_at_work[c] == m
        or b.household[c] == b.household[m]
    )
