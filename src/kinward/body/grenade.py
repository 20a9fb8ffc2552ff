"""Grenades: who throws one at whom, and what the fragments do (story S5).

A casualty radius is where half of those who stand are hit (15 m, and 5 m where it kills, for the
M67). Fragments fly apart evenly, so that the number that hits one r metres off is Poisson with the
mean

    n = ln 2 (R/r)^2,  R = casualty radius,

0.7 at 15 m and 6 at 5 m, where six wounds kill most. Who lies flat shows a part of the body; the
armour of a creature takes half of each wound. Soldiers throw themselves down when one of them
throws, so that they may be nearer than others.
"""

from __future__ import annotations

import numpy as np

from kinward.body.acid import spill
from kinward.body.arena import cry, remove, wound
from kinward.body.fight_parameters import ARMOUR, CASUALTY, FLAT, GRENADES, THROWN_FROM, THROWN_TO
from kinward.body.vocabulary import BY_FRAGMENTS, GRENADE_BURST
from kinward.city.places import place_of
from kinward.city.sight import along
from kinward.city.sight import distance as axis_distance
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.haze import sees_in
from kinward.core.lean import inner, lean
from kinward.core.math import exp
from kinward.core.noise import make_noise
from kinward.core.purposes import FRAGMENTS
from kinward.core.vocabulary import (
    BY_GRENADE,
    DEAD,
    DESTROYED,
    DIED,
    GRENADE,
    OFFICER,
    S_GRENADE,
    SOLDIER,
)

ITEM = 19  # of city.graph.ITEMS
TOGETHER = 5.0  # m about the target within which a second creature makes it worth one (assumed)
WAITS = 6000  # ms from one burst in a street to the next: they see what it did (assumed)
RISEN = 8000  # ms for which one is taken to come out of a manhole or shaft (assumed)
FLY = 30.0  # m beyond which fragments are left out: 0.2 hits on average (rule of this model)
MOST = 12  # wounds by one grenade
LAST = MOST + 1  # number of the draw after those of the wounds
LN2 = 0.6931471805599453
LEAST, SPREAD = 0.1, 0.3  # loss of strength by a fragment: uniform from 0.1 to 0.4 (assumed)
BLEEDS = 40.0  # ml/min by each (assumed)


@inner
def throws(m, x, ms, k, a, at, ax, noise, par, seed):
    """Whether m throws a grenade at x instead of shooting; if so it bursts beside x."""
    if par[GRENADES] == 0.0 or a.load[m, ITEM] < 1.0 or at.unit[m] > 0 or at.unit[x] > 0:
        return False
    p = at.passage[x]
    d = axis_distance(ax, at.passage[m], a.offset[m], p, a.offset[x])
    if d < par[THROWN_FROM] or d > par[THROWN_TO] or ms - a.burst_t[p] < WAITS:
        return False
    sees = _sees(m, a, at)
    if d > sees:
        return False
    who, far = along(ax, at, a.offset, p, a.offset[x], max(par[CASUALTY], TOGETHER))
    others = 0
    for j in range(who.size):
        o = who[j]
        if o == m or o == x or a.gone[o]:
            continue
        if a.fate[o] != 0:
            others += a.fate[o] == 2 and far[j] <= TOGETHER
            continue
        seen = axis_distance(ax, at.passage[m], a.offset[m], at.passage[o], a.offset[o]) <= sees
        if seen and not (_falls_flat(o, a) and far[j] >= par[THROWN_FROM]):
            return False
    # several, or one that comes out of the ground or up a stair
    if others == 0 and ms - a.rose_t[x] > RISEN and a.p_host[p] < 0:
        return False
    _burst(m, p, a.offset[x], ms, k, d, others + 1, a, at, ax, noise, par, seed)
    return True


@lean
def _sees(m, a, at):
    """How far (m) m sees here and now."""
    return min(sees_in(a.smoke[at.cell[m]], a.dusk), a.sight_m[0])


@lean
def _falls_flat(o, a):
    """Whether o throws themselves down when a grenade is thrown: soldiers do."""
    return a.awake_mind[o] and (a.role[o] == SOLDIER or a.role[o] == OFFICER)


@inner
def _burst(m, p, off, ms, k, d, beasts, a, at, ax, noise, par, seed):
    """The grenade of m bursts at offset `off` (m) of passage p."""
    a.load[m, ITEM] -= 1.0
    a.burst_t[p] = ms
    n = emit(a.ints, a.reals, a.head, ms, GRENADE_BURST, m, -1, k, p, ITEM, 1.0, d, -1)
    make_noise(noise, m, p, off, 0, S_GRENADE, a.loudness[S_GRENADE], n)
    who, far = along(ax, at, a.offset, p, off, FLY)
    for i in range(1, who.size):  # by key: the order of lists must not matter
        o, r, j = who[i], far[i], i
        while j > 0 and a.key[who[j - 1]] > a.key[o]:
            who[j], far[j] = who[j - 1], far[j - 1]
            j -= 1
        who[j], far[j] = o, r
    for j in range(who.size):
        o = who[j]
        if not a.gone[o] and (a.fate[o] == 0 or a.fate[o] == 2):
            _hit(o, far[j], p, m, ms, k, n, a, at, ax, noise, par, seed)


@inner
def _hit(o, r, p, m, ms, k, cause, a, at, ax, noise, par, seed):
    """Fragments of m's grenade hit o, r metres off along the street: as many as a draw says.

    Across it o stands anywhere, as the grenade lies.
    """
    u = uniform(seed[0], FRAGMENTS, a.key[m], a.key[o], k, LAST)
    across = (u - uniform(seed[0], FRAGMENTS, a.key[m], np.uint64(0), k, LAST)) * a.p_width[p]
    r = np.sqrt(r * r + across * across)
    ratio = par[CASUALTY] / max(r, 1.0)
    mean = LN2 * ratio * ratio
    if o == m or (a.fate[o] == 0 and _falls_flat(o, a)):
        mean *= par[FLAT]
    u = uniform(seed[0], FRAGMENTS, a.key[m], a.key[o], k, 0)
    hits, term = 0, exp(-mean)
    total = term
    while hits < MOST and u > total:
        hits += 1
        term *= mean / hits
        total += term
    if hits == 0:
        return
    severity = 0.0
    for i in range(hits):
        severity += LEAST + SPREAD * uniform(seed[0], FRAGMENTS, a.key[m], a.key[o], k, 1 + i)
    place = place_of(at, o, a.unit_near.size)
    if a.fate[o] == 2:
        a.hurt[o] += severity * (par[ARMOUR] if a.creature[o] else 1.0)
        if a.creature[o] and a.foe[o] < 0:
            a.foe[o] = m
        if a.hurt[o] < 1.0:
            return
        n = emit(a.ints, a.reals, a.head, ms, DESTROYED, o, m, 0, place, GRENADE, 0.0, 0.0, cause)
        a.ended_t[o] = ms
        if a.creature[o]:
            spill(o, m, ms, n, a, at, ax, noise, par, seed)
        remove(o, a, at)
        return
    n = emit(a.ints, a.reals, a.head, ms, BY_FRAGMENTS, o, m, k, place, -1, severity, hits, cause)
    wound(o, severity, BLEEDS * hits, ms, n, a, par)
    if a.hurt[o] >= 1.0:
        emit(a.ints, a.reals, a.head, ms, DIED, o, m, 0, place, BY_GRENADE, 0.0, 0.0, n)
        a.fate[o], a.fate_t[o] = DEAD, ms
        remove(o, a, at)
    else:
        cry(o, m, ms, n, a, at, noise)
