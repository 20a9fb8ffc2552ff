"""Acid: the blood of the swarm burns people, weapons and floors where one of them dies (S4)."""

from __future__ import annotations

import numpy as np

from kinward.body import weapons as w
from kinward.body.arena import cry, remove, wound
from kinward.body.fight_parameters import ACID_ARMS, ACID_BURNS, ACID_FLOOR, ACID_ON, ACID_REACH
from kinward.body.vocabulary import ACID, ACID_ATE, ACID_FLOOR_EATEN
from kinward.city.graph import STAIR_M
from kinward.city.places import place_of, slot_of
from kinward.city.sight import along
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.purposes import ACID_DRAW
from kinward.core.vocabulary import BY_ACID, DEAD, DIED, MACHETE

ROOM = 1.5  # m between two of one room who are within reach of each other (assumed)
STAIRS = 7  # city.graph.PassageKind.STAIRS
EATS = 0.5  # chance that the blade that killed it is eaten (assumed)


@inner
def spill(x, m, ms, cause, a, at, ax, noise, par, seed):
    """Creature x dies by m: burn whoever is within reach, the blade, the floor."""
    if par[ACID_ON] == 0.0:
        return
    u = at.unit[x]
    if u > 0:
        reached = np.pi * par[ACID_REACH] * par[ACID_REACH] / max(a.u_area[u], 1.0)
        o = at.first_in[slot_of(at, x)]
        while o >= 0:
            after = at.next_in[o]
            if o == m or uniform(seed[0], ACID_DRAW, a.key[o], a.key[x], 0, 3) < reached:
                _burn(o, x, ROOM, ms, cause, a, at, noise, par, seed)
            o = after
        if a.u_floor[u] > 0 and par[ACID_FLOOR] > a.rotten[u]:
            a.rotten[u] = par[ACID_FLOOR]
            emit(a.ints, a.reals, a.head, ms, ACID_FLOOR_EATEN, -1, -1, 0,
                 place_of(at, x, a.unit_near.size), -1, 60.0 * par[ACID_FLOOR], 0.0,
                 cause)  # fmt: skip
    else:
        p = at.passage[x]
        # of a stair one flight is eaten: who walks the whole of it is that part of the time on it
        rate = par[ACID_FLOOR] * min(1.0, STAIR_M / max(a.p_len[p], 1.0))
        if a.p_host[p] >= 0 and a.p_kind[p] == STAIRS and rate > a.frail[p]:
            a.frail[p] = rate
            emit(a.ints, a.reals, a.head, ms, ACID_FLOOR_EATEN, -1, -1, 0, p, -1, 60.0 * rate, 0.0,
                 cause)  # fmt: skip
        who, far = along(ax, at, a.offset, at.passage[x], a.offset[x], par[ACID_REACH])
        # across the street those who did not touch it stand anywhere
        reached = 2.0 * par[ACID_REACH] / max(a.p_width[p], 0.1)
        for j in range(who.size):
            o = who[j]
            touched = a.carrying[x] == o or (o == m and not w.FIREARM[a.weapon[m]])
            if touched or uniform(seed[0], ACID_DRAW, a.key[o], a.key[x], 0, 3) < reached:
                _burn(o, x, far[j], ms, cause, a, at, noise, par, seed)
    k_w = a.weapon[m]
    if a.fate[m] == 0 and 0 < k_w <= MACHETE + 1 and a.load[m, w.ITEM_OF[k_w]] >= 1.0:
        if uniform(seed[0], ACID_DRAW, a.key[m], a.key[x], 0, 2) < EATS:
            a.load[m, w.ITEM_OF[k_w]] -= 1.0
            a.weapon[m] = 0
            emit(a.ints, a.reals, a.head, ms, ACID_ATE, m, -1, 0, -1, w.ITEM_OF[k_w], 1.0, 0.0,
                 cause)  # fmt: skip


@inner
def _burn(o, x, far, ms, cause, a, at, noise, par, seed):
    """Burn o, so many metres from x: uniform about the mean, which falls to nothing at the edge."""
    if a.fate[o] != 0 or a.gone[o] or far >= par[ACID_REACH]:
        return
    near = 1.0 - far / par[ACID_REACH]
    severity = 2.0 * par[ACID_BURNS] * near * uniform(seed[0], ACID_DRAW, a.key[o], a.key[x], 0, 0)
    place = place_of(at, o, a.unit_near.size)
    part = int(7.0 * uniform(seed[0], ACID_DRAW, a.key[o], a.key[x], 0, 1))
    n = emit(a.ints, a.reals, a.head, ms, ACID, o, x, 0, place, part, severity, 0.0, cause)
    item = w.ITEM_OF[a.weapon[o]]
    if item >= 0 and w.FIREARM[a.weapon[o]] and a.load[o, item] >= 1.0:
        if uniform(seed[0], ACID_DRAW, a.key[o], a.key[x], 0, 4) < par[ACID_ARMS] * near:
            a.load[o, item] -= 1.0
            a.weapon[o] = 0
            emit(a.ints, a.reals, a.head, ms, ACID_ATE, o, -1, 0, -1, item, 1.0, 0.0, n)
    wound(o, severity, 0.0, ms, n, a, par)
    if a.hurt[o] >= 1.0:
        emit(a.ints, a.reals, a.head, ms, DIED, o, x, 0, place, BY_ACID, 0.0, 0.0, n)
        a.fate[o], a.fate_t[o] = DEAD, ms
        remove(o, a, at)
    else:
        cry(o, x, ms, n, a, at, noise)
