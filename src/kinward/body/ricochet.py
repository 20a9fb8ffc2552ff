"""Ricochets: a shot that missed may glance off a wall and hit somebody else (story S5).

The narrower the way, the likelier a shot that missed meets a wall: with the chance `ricochet` where
it is NARROW or less, as the inverse of its width where it is wider.
"""

from __future__ import annotations

import numpy as np

from kinward.body.fight_parameters import RICOCHET, RICOCHETS
from kinward.city.sight import along, coordinate
from kinward.core.draws import uniform
from kinward.core.lean import inner
from kinward.core.purposes import GLANCES

NARROW = 6.0  # m (assumed)
STRAY = 20.0  # m about the target within which somebody may be hit (assumed)
CLEAR = 1.0  # m before the muzzle that no shot comes back to (assumed)
WEAK = 0.5  # what is left of a wound: it has lost most of its energy (assumed)


@inner
def whom_it_hits(m, x, k, a, at, ax, par, seed):
    """Who is hit by the shot of m that missed x, -1 nobody: any of those near x as likely."""
    if par[RICOCHETS] == 0.0 or at.unit[m] > 0 or at.unit[x] > 0:
        return -1
    p = at.passage[x]
    chance = par[RICOCHET] * min(1.0, NARROW / max(a.p_width[p], 0.1))
    if uniform(seed[0], GLANCES, a.key[m], a.key[x], k, 0) >= chance:
        return -1
    here, there = coordinate(ax, at.passage[m], a.offset[m]), coordinate(ax, p, a.offset[x])
    who, _ = along(ax, at, a.offset, p, a.offset[x], STRAY)
    best, lowest = -1, 2.0
    for j in range(who.size):
        o = who[j]
        if o == m or a.fate[o] != 0 or a.gone[o]:
            continue
        ahead = (coordinate(ax, at.passage[o], a.offset[o]) - here) * np.sign(there - here)
        if ahead < CLEAR:
            continue
        # the lowest draw: each as likely, and the order of lists does not matter
        u = uniform(seed[0], GLANCES, a.key[m], a.key[o], k, 1)
        if u < lowest:
            best, lowest = o, u
    return best
