"""Picking up: a weapon that was lost is taken up by somebody without one who is next to it.

Of those within reach who are about, fit, grown, conscious and free, the nearest takes it, then the
one with the lowest key: a blade who carries no blade, a firearm who has none but rounds for it. Who
is in a fight needs some seconds to stoop for it (rule of this model).
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.body import weapons as w
from kinward.body.fight_parameters import PICKS_UP
from kinward.body.vocabulary import PICKED_UP
from kinward.city.places import Places
from kinward.core.bundles import EVENTS, PLACES
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.process import Process

NEXT_TO = 4.0  # m from the doorway in which it lies (assumed)
STOOP = 5  # s: in a fight one finds the moment once in so long (assumed)
FIT = 0.5  # more hurt than this one does not stoop for it (assumed)
GROWN = 14  # years (assumed)


@nb.njit(cache=True)
def pick_up(t, par, stock, load, lying, lying_item, lying_n, lies, ev_ints, ev_reals, ev_head,
            passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, offset, active,
            active_list, active_n, fate, gone, awake_mind, hurt, held_by, foe, driving, carried_by,
            p_len, p_cell, p_ncell, u_passage, u_off, age, key):  # fmt: skip
    """Let each weapon that lies about be taken by who is nearest to it."""
    if par[PICKS_UP] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    busy = (t // 1000) % STOOP != 0
    walked = np.zeros(p_len.size, np.bool_)
    for i in range(active_n[0]):
        m = active_list[i]
        if fate[m] == 0 and passage[m] >= 0:
            walked[passage[m]] = True
    kept = 0
    for i in range(lying_n[0]):
        lies[u_passage[lying[i]]] = False
    for i in range(lying_n[0]):
        u, item = lying[i], lying_item[i]
        if stock[u, item] < 1.0:
            continue  # somebody carried it off
        p = u_passage[u]
        best, best_d = -1, np.inf
        for c in range(-1, p_ncell[p] if walked[p] else -1):
            if c >= 0 and abs(u_off[u] - (c + 0.5) * p_len[p] / p_ncell[p]) > (
                NEXT_TO + p_len[p] / p_ncell[p]
            ):
                continue
            slot = p_cell[p] + c if c >= 0 else cell_n.shape[0] + u
            m = at.first_in[slot]
            while m >= 0:
                d = 0.0 if c < 0 else 1.0 + abs(offset[m] - u_off[u])
                able = (
                    active[m] and fate[m] == 0 and not gone[m] and awake_mind[m] and hurt[m] < FIT
                    and age[m] >= GROWN and held_by[m] < 0 and carried_by[m] < 0
                    and not driving[m] and passage[m] == p and d <= 1.0 + NEXT_TO
                    and not (busy and foe[m] >= 0)
                )  # fmt: skip
                if able and (d < best_d or (d == best_d and key[m] < key[best])):
                    if _wants(m, item, load):
                        best, best_d = m, d
                m = at.next_in[m]
        if best < 0:
            lying[kept], lying_item[kept] = u, item
            kept += 1
            lies[p] = True
            continue
        stock[u, item] -= 1.0
        load[best, item] += 1.0
        emit(ev_ints, ev_reals, ev_head, t, PICKED_UP, best, -1, 0, p_len.size + u, item, 1.0, 0.0,
             -1)  # fmt: skip
    lying_n[0] = kept


@lean
def _wants(m, item, load):
    """Whether m has no weapon of its sort, and can use it."""
    which = 0
    for k in range(1, w.ITEM_OF.size):
        if w.ITEM_OF[k] == item:
            which = k
    for k in range(1, w.ITEM_OF.size):
        if w.FIREARM[k] == w.FIREARM[which] and load[m, w.ITEM_OF[k]] >= 1.0:
            return False
    return w.AMMO_OF[which] < 0 or load[m, w.AMMO_OF[which]] >= 1.0


PICK_UP = Process(
    "pick_up", "second", pick_up, section="fight",
    writes=("stock", "load", "lying", "lying_item", "lying_n", "lies", *EVENTS),
    reads=(*PLACES, "offset", "active", "active_list", "active_n", "fate", "gone", "awake_mind",
           "hurt", "held_by", "foe", "driving", "carried_by"),
    fixed=("p_len", "p_cell", "p_ncell", "u_passage", "u_off", "age", "key"),
    meaning="weapons that were lost are taken up by the unarmed next to them",
    when=("pick_n",),
)  # fmt: skip
