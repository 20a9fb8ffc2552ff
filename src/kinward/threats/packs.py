"""Packs: where the swarm goes next, and when it turns back.

Each minute a pack that has rested takes the house or the street where most people are, less by
the way through the sewers from its nest, count e^(-way/reach): so the harvest goes block by block
from the nests, and moves to the streets when the crowd is there. A pack that lost its share, or
found nobody for long, turns back.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.core.bundles import EVENTS, WISH
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.process import Process
from kinward.core.wish import Wish, go
from kinward.threats import swarm_parameters as q
from kinward.threats.manholes import Manholes, hole_of
from kinward.threats.vocabulary import PACK_CAME, PACK_TURNED

# `task`
LIES, COMES, SEEKS, GUARDS, LEAVES, GOES_BELOW, CLIMBS_UP, CLIMBS_DOWN, TURNS_ON, FLANKS = range(10)
IN, OUT, BACK = range(3)  # `pk_out`


class _Crowds(NamedTuple):
    """People by house and by street, and where on it one of them stands; filled once a minute."""

    house: np.ndarray
    street: np.ndarray
    off: np.ndarray
    key: np.ndarray


@nb.njit(cache=True)
def packs(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, task, pk_out, pk_t,
          pk_place, pk_off, pk_house, ev_ints, ev_reals, ev_head, passage, unit, offset, fate, gone,
          carried_by, brood, pack_ptr, pack_nest, below_d, sewer_of, street_of_sewer, hole_d,
          hole_node, p_a, p_b, p_len, p_host, p_building, adj_ptr, adj_passage, u_building,
          b_passage, b_off, key):  # fmt: skip
    """Let packs come, and turn back."""
    if t < par[q.AT] * 1000.0:
        return
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    holes = lend(Manholes(sewer_of, street_of_sewer, hole_d, hole_node, p_a, p_b, p_len, p_host,
                          adj_ptr, adj_passage))  # fmt: skip
    crowds = _Crowds(np.zeros(b_passage.size), np.zeros(p_len.size), np.zeros(p_len.size),
                     np.zeros(p_len.size, np.uint64))  # fmt: skip
    counted = False
    for k in range(pack_nest.size):
        left, lying, size = 0, 0, pack_ptr[k + 1] - pack_ptr[k]
        for i in range(pack_ptr[k], pack_ptr[k + 1]):
            left += not gone[brood[i]]
            lying += not gone[brood[i]] and task[brood[i]] == LIES
        if left == 0:
            continue
        if pk_out[k] != IN and lying == left:
            pk_out[k], pk_house[k] = IN, -1
            pk_t[k] = t + int(1000.0 * par[q.RESTS])
        lost = left < (1.0 - par[q.RETREATS]) * size
        if pk_out[k] == OUT and (lost or t - pk_t[k] > int(1000.0 * par[q.STAYS])):
            pk_out[k] = BACK
            emit(ev_ints, ev_reals, ev_head, t, PACK_TURNED, -1, -1, k, pk_place[k], -1, left, size,
                 -1)  # fmt: skip
            for i in range(pack_ptr[k], pack_ptr[k + 1]):
                x = brood[i]
                if not gone[x] and task[x] != LIES and task[x] != GOES_BELOW:
                    task[x] = GOES_BELOW if street_of_sewer[passage[x]] >= 0 else LEAVES
        if pk_out[k] == IN and t >= pk_t[k] and not lost:
            if not counted:
                _count(crowds, passage, unit, offset, fate, gone, carried_by, p_host, p_building,
                       u_building, key)  # fmt: skip
                counted = True
            if _choose(k, par, crowds, below_d[pack_nest[k]], pk_out, pk_place, pk_off, pk_house,
                       b_passage, b_off, holes):  # fmt: skip
                pk_out[k], pk_t[k] = OUT, t
                emit(ev_ints, ev_reals, ev_head, t, PACK_CAME, -1, -1, k, pk_place[k], -1, left,
                     0.0, -1)  # fmt: skip
                s, off = hole_of(holes, pk_place[k], pk_off[k])
                for i in range(pack_ptr[k], pack_ptr[k + 1]):
                    if not gone[brood[i]]:
                        task[brood[i]] = COMES
                        go(want, brood[i], s, off, 0)


@inner
def _count(crowds, passage, unit, offset, fate, gone, carried_by, p_host, p_building, u_building,
           key):  # fmt: skip
    """Count people in houses and on streets; of a street keep where the one of lowest key is."""
    for m in range(fate.size):
        if fate[m] != 0 or gone[m] or passage[m] < 0 or carried_by[m] >= 0:
            continue
        b = u_building[unit[m]] if unit[m] > 0 else p_building[passage[m]]
        p = passage[m]
        if b >= 0:
            crowds.house[b] += 1.0
        elif p_host[p] < 0:
            if crowds.street[p] == 0.0 or key[m] < crowds.key[p]:
                crowds.off[p], crowds.key[p] = offset[m], key[m]
            crowds.street[p] += 1.0


@inner
def _choose(k, par, crowds, below, pk_out, pk_place, pk_off, pk_house, b_passage, b_off, holes):
    """Choose where pack k goes; False if there is nobody it can get to."""
    best, house, street = 0.0, -1, -1
    way = np.empty(holes.p_len.size)
    for p in range(way.size):
        way[p] = _way(holes, below, p)
    for b in range(b_passage.size):
        if crowds.house[b] > 0.0 and not _taken(k, b, -1, pk_out, pk_place, pk_house):
            x = crowds.house[b] * exp(-way[b_passage[b]] / par[q.REACH])
            if x > best:
                best, house = x, b
    for p in range(way.size):
        if crowds.street[p] > 0.0 and not _taken(k, -1, p, pk_out, pk_place, pk_house):
            x = crowds.street[p] * exp(-way[p] / par[q.REACH])
            if x > best:
                best, house, street = x, -1, p
    if best <= 0.0:
        return False
    pk_house[k] = house
    pk_place[k] = b_passage[house] if house >= 0 else street
    pk_off[k] = b_off[house] if house >= 0 else crowds.off[street]
    return True


@lean
def _taken(k, b, p, pk_out, pk_place, pk_house):
    """Whether another pack is at house b, or in street p for the street's own sake."""
    for j in range(pk_out.size):
        if j != k and pk_out[j] == 1 and pk_house[j] == b and (b >= 0 or pk_place[j] == p):
            return True
    return False


@lean
def _way(holes, below, p):
    """Way from a nest to the middle of street p, below and above, m; inf where there is none."""
    if holes.p_host[p] >= 0 or holes.street_of_sewer[p] >= 0:
        return np.inf
    a, b = holes.p_a[p], holes.p_b[p]
    half = holes.p_len[p] / 2.0
    if holes.sewer_of[p] >= 0:
        return half + min(below[a], below[b])
    out = np.inf
    if holes.hole_node[a] >= 0:
        out = half + holes.hole_d[a] + below[holes.hole_node[a]]
    if holes.hole_node[b] >= 0:
        out = min(out, half + holes.hole_d[b] + below[holes.hole_node[b]])
    return out


PACKS = Process(
    "packs", "minute", packs, section="swarm",
    writes=(*WISH, "task", "pk_out", "pk_t", "pk_place", "pk_off", "pk_house", *EVENTS),
    reads=("passage", "unit", "offset", "fate", "gone", "carried_by"),
    fixed=("brood", "pack_ptr", "pack_nest", "below_d", "sewer_of", "street_of_sewer", "hole_d",
           "hole_node", "p_a", "p_b", "p_len", "p_host", "p_building", "adj_ptr", "adj_passage",
           "u_building", "b_passage", "b_off", "key"),
    meaning="packs of the swarm choose where to hunt, and turn back",
    of="swarm",
)  # fmt: skip
