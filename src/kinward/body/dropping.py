"""Dropping: a weapon struck from the hand lies in the room, or in the nearest doorway."""

from __future__ import annotations

import numpy as np

from kinward.body import weapons as w
from kinward.body.fight_parameters import DROPS
from kinward.body.vocabulary import DROPPED
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.purposes import DROP
from kinward.core.vocabulary import HANDS


@lean
def lose_weapon(m, x, ms, place, event, a, par, seed):
    """The weapon in hand may be lost: it lies in the room, or in the nearest doorway."""
    item = w.ITEM_OF[a.weapon[m]]
    if item < 0 or a.load[m, item] < 1.0:
        return
    if uniform(seed[0], DROP, a.key[m], a.key[x], ms, 0) >= par[DROPS]:
        return
    u = place - a.unit_near.size
    if u <= 0:
        u = _doorway(place, a.offset[m], a)
    if u <= 0:
        return
    emit(a.ints, a.reals, a.head, ms, DROPPED, m, -1, 0, a.unit_near.size + u, item, 1.0, 0.0,
         event)  # fmt: skip
    a.load[m, item] -= 1.0
    a.stock[u, item] += 1.0
    a.weapon[m] = HANDS
    if a.lying_n[0] < a.lying.size:
        a.lying[a.lying_n[0]] = u
        a.lying_item[a.lying_n[0]] = item
        a.lying_n[0] += 1
        a.lies[a.u_passage[u]] = True


@lean
def _doorway(p, off, a):
    """The unit of passage p whose door is the nearest to offset `off`; 0 if there is none."""
    best, best_d = a.unit_near[p], np.inf
    for i in range(a.unit_ptr[p], a.unit_ptr[p + 1]):
        d = abs(a.u_off[a.unit_at[i]] - off)
        if d < best_d:
            best, best_d = a.unit_at[i], d
    return best
