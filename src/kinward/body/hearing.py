"""Hearing: each sound of the step spreads along the streets; who hears it notes the loudest.

For each sound a search over the nodes, bounded by where it falls below what anybody notices,
keeps the distance and the corners turned. Dust and smoke muffle it where it is made and where it
is heard (body/sound.py). What the infected and people make of what they heard
is for their own rooms.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.body.sound import audible_to, level_at, muffled
from kinward.city.places import Places, cell_index
from kinward.core.bundles import PLACES, SOUNDS
from kinward.core.heap import pop, push
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.process import Process

LEAST = 45.0  # dBA: what is fainter goes unnoticed in a dead city by day (assumed)


class Ears(NamedTuple):
    """The columns that what is heard is written to, bundled inside the kernel."""

    heard_level: np.ndarray
    heard_by: np.ndarray
    hearers: np.ndarray
    hear_n: np.ndarray
    deaf: np.ndarray  # level (P, 2) up to which nobody on a passage, behind its doors hears anew


class Made(NamedTuple):
    """Who made each sound, and where, bundled inside the kernel."""

    who: np.ndarray
    passage: np.ndarray
    unit: np.ndarray


class Town(NamedTuple):
    """The columns that say who is within earshot, bundled inside the kernel.

    And what dust and smoke in the air of each cell take (dB at most, and m), if there are any.
    """

    offset: np.ndarray
    gone: np.ndarray
    unit_ptr: np.ndarray
    unit_at: np.ndarray
    u_off: np.ndarray
    p_len: np.ndarray
    p_cell: np.ndarray
    p_ncell: np.ndarray
    smoke: np.ndarray
    hazy: bool
    dust: float
    dense: float


@nb.njit(cache=True)
def hear(t, par, heard_level, heard_by, hearers, hear_n, ear_dist, ear_corners, ear_axis, ear_deaf,
         sound_n, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, sound_who,
         sound_passage, sound_offset, sound_unit, sound_class, sound_level, offset, gone, smoke,
         air_n, p_a, p_b, p_len, p_host, p_host_off, p_axis, adj_ptr, adj_passage, adj_node,
         unit_ptr, unit_at, u_off, att_ptr, att_passage, p_cell, p_ncell):  # fmt: skip
    """Let everyone hear the sounds of this step, then forget the sounds."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    ears = lend(Ears(heard_level, heard_by, hearers, hear_n, ear_deaf))
    made = lend(Made(sound_who, sound_passage, sound_unit))
    hazy = air_n[0] > 0 and par[5] > 0.0
    town = lend(Town(offset, gone, unit_ptr, unit_at, u_off, p_len, p_cell, p_ncell, smoke, hazy,
                     par[5], par[6]))  # fmt: skip
    fade, corner, rows, wall = par[1], par[2], par[3], par[4]
    for i in range(hear_n[0]):
        heard_level[hearers[i]] = 0.0
    hear_n[0] = 0
    if par[0] == 0.0:
        sound_n[0] = 0
        return
    ear_deaf[:] = 0.0
    order = np.argsort(-sound_level[: sound_n[0]], kind="mergesort")
    reached = np.empty(ear_dist.size, np.int32)
    heap_d = np.empty(4 * adj_node.size + 8)
    heap_v = np.empty(4 * adj_node.size + 8, np.int32)
    for j in range(order.size):
        s = order[j]
        p, off, level = sound_passage[s], sound_offset[s], sound_level[s]
        if _same_before(order, j, sound_passage, sound_offset, sound_unit, sound_class):
            continue
        inside = 0.0 if sound_unit[s] == 0 else wall
        # on the own passage, and in its units
        out = level - inside
        dust = _lost(p, off, town)
        _passage(s, p, off, 0.0, out, dust, fade, wall, at, ears, made, town)
        out -= dust
        street, s_off = p, off
        if p_host[p] >= 0:
            street, s_off = p_host[p], p_host_off[p]
            out -= wall
            _passage(s, street, s_off, off, out, 0.0, fade, wall, at, ears, made, town)
        reach = audible_to(out, LEAST, fade)
        if reach <= 1.0:
            continue
        n = _spread(street, s_off, reach, p_a, p_b, p_len, p_axis, adj_ptr, adj_passage, adj_node,
                    ear_dist, ear_corners, ear_axis, reached, heap_d, heap_v)  # fmt: skip
        _along(s, street, out, reached, n, ear_dist, ear_corners, ear_axis, p_a, p_len, p_axis,
               p_host_off, adj_ptr, adj_passage, att_ptr, att_passage, fade, corner, rows, wall, at,
               ears, made, town)  # fmt: skip
    sound_n[0] = 0


@lean
def _same_before(order, j, s_passage, s_offset, s_unit, s_class):
    """Whether a louder sound of the same class in the same place was heard already."""
    s = order[j]
    for i in range(j - 1, max(-1, j - 40), -1):
        r = order[i]
        if (
            s_class[r] == s_class[s]
            and s_passage[r] == s_passage[s]
            and s_unit[r] == s_unit[s]
            and abs(s_offset[r] - s_offset[s]) < 8.0
        ):
            return True
    return False


@lean
def _along(s, street, out, reached, n, dist, corners, axis, p_a, p_len, p_axis, p_host_off, adj_ptr,
           adj_passage, att_ptr, att_passage, fade, corner, rows, wall, at, ears, made,
           town):  # fmt: skip
    """Let those on the passages at the first `n` nodes of `reached` hear sound s; clears `dist`."""
    for i in range(n):
        v = reached[i]
        for e in range(adj_ptr[v], adj_ptr[v + 1]):
            q = adj_passage[e]
            if q == street:
                continue
            turns = corners[v] + (1 if p_axis[q] != axis[v] else 0)
            loss = min(rows, corner * turns)
            if level_at(out, dist[v], fade, loss) < LEAST:
                continue  # around so many corners nobody hears it
            begin = 0.0 if p_a[q] == v else p_len[q]
            _passage(s, q, begin, dist[v], out, loss, fade, wall, at, ears, made, town)
            for k in range(att_ptr[q], att_ptr[q + 1]):
                r = att_passage[k]
                d = dist[v] + abs(p_host_off[r] - begin)
                if level_at(out - wall, d, fade, loss) > LEAST:
                    _passage(s, r, 0.0, d, out - wall, loss, fade, wall, at, ears, made, town)
    for i in range(n):
        dist[reached[i]] = -1.0


@lean
def _spread(p, off, reach, p_a, p_b, p_len, p_axis, adj_ptr, adj_passage, adj_node, dist, corners,
            axis, reached, heap_d, heap_v):  # fmt: skip
    """Nodes within `reach` m of (p, off) along the streets; fills dist, corners and axis.

    Returns the number of nodes in `reached`. `dist` must be -1 everywhere before.
    """
    size = 0
    n = 0
    for end in range(2):
        v = p_a[p] if end == 0 else p_b[p]
        d = off if end == 0 else p_len[p] - off
        if d <= reach and (dist[v] < 0.0 or d < dist[v]):
            if dist[v] < 0.0:
                reached[n] = v
                n += 1
            dist[v], corners[v], axis[v] = d, 0, p_axis[p]
            size = push(heap_d, heap_v, size, d, v)
    while size > 0:
        d, v = heap_d[0], heap_v[0]
        size = pop(heap_d, heap_v, size)
        if d > dist[v]:
            continue
        for e in range(adj_ptr[v], adj_ptr[v + 1]):
            q, w = adj_passage[e], adj_node[e]
            nd = d + p_len[q]
            if nd > reach or (dist[w] >= 0.0 and dist[w] <= nd):
                continue
            if dist[w] < 0.0:
                reached[n] = w
                n += 1
            dist[w] = nd
            corners[w] = corners[v] + (1 if p_axis[q] != axis[v] else 0)
            axis[w] = p_axis[q]
            size = push(heap_d, heap_v, size, nd, w)
    return n


@lean
def _passage(s, q, from_off, d0, level, loss, fade, wall, at, ears, made, town):
    """Let those on passage q and in its units hear sound s, which enters at from_off after d0 m."""
    most = level_at(level, d0, fade, loss)  # nobody on q hears it louder
    if most < LEAST and q != made.passage[s]:
        return
    own = q == made.passage[s]
    if most > ears.deaf[q, 0]:
        ears.deaf[q, 0] = _in_the_open(s, q, from_off, d0, level, loss, fade, at, ears, made, town)
    if (most - wall >= LEAST and most - wall > ears.deaf[q, 1]) or own:
        ears.deaf[q, 1] = _behind_doors(s, q, from_off, d0, level, loss, fade, wall, at, ears,
                                        made, town)  # fmt: skip


@lean
def _in_the_open(s, q, from_off, d0, level, loss, fade, at, ears, made, town):
    """As `_passage`, for those out of doors; returns the least that any of them has heard."""
    most, least = level_at(level, d0, fade, loss), np.inf
    for c in range(town.p_cell[q], town.p_cell[q] + town.p_ncell[q]):
        m = at.first_in[c]
        while m >= 0:
            if at.passage[m] == q and not town.gone[m]:
                louder = most > ears.heard_level[m]  # else it need not be reckoned
                if louder and m != made.who[s]:
                    x = level_at(level, d0 + abs(town.offset[m] - from_off), fade, loss)
                    if town.hazy:
                        x -= muffled(town.smoke[c], town.dust, town.dense)
                    _note(m, x, s, ears)
                least = min(least, ears.heard_level[m])
            m = at.next_in[m]
    return least


@lean
def _behind_doors(s, q, from_off, d0, level, loss, fade, wall, at, ears, made, town):
    """As `_in_the_open`, for those in the units of passage q."""
    least = np.inf
    for i in range(town.unit_ptr[q], town.unit_ptr[q + 1]):
        u = town.unit_at[i]
        m = at.first_in[at.cell_n.shape[0] + u]
        if m < 0:
            continue
        same = u == made.unit[s]
        if same:
            x = level + wall  # in the same room: as loud as it is
        else:
            x = level_at(level, d0 + abs(town.u_off[u] - from_off), fade, loss + wall)
            x -= _lost(q, town.u_off[u], town)
        while m >= 0:
            if not town.gone[m]:
                if m != made.who[s]:
                    _note(m, x, s, ears)
                least = min(least, ears.heard_level[m])
            m = at.next_in[m]
    return least


@lean
def _lost(q, off, town):
    """What the air at an offset of passage q takes of a sound, dB."""
    if not town.hazy:
        return 0.0
    c = town.p_cell[q] + cell_index(town.p_len, town.p_ncell, q, off)
    return muffled(town.smoke[c], town.dust, town.dense)


@lean
def _note(m, level, s, ears):
    """Remember the loudest sound; of equal ones the first in the order of sounds."""
    if level < LEAST or level <= ears.heard_level[m]:
        return
    if ears.heard_level[m] == 0.0:
        ears.hearers[ears.hear_n[0]] = m
        ears.hear_n[0] += 1
    ears.heard_level[m] = level
    ears.heard_by[m] = s


HEAR = Process(
    "hear", "second", hear, section="sound",
    writes=("heard_level", "heard_by", "hearers", "hear_n", "ear_dist", "ear_corners", "ear_axis",
            "ear_deaf", "sound_n"),
    reads=(*PLACES, *SOUNDS[:-2], "offset", "gone", "smoke", "air_n"),
    fixed=("p_a", "p_b", "p_len", "p_host", "p_host_off", "p_axis", "adj_ptr", "adj_passage",
           "adj_node", "unit_ptr", "unit_at", "u_off", "att_ptr", "att_passage", "p_cell",
           "p_ncell"),
    meaning="sounds of the step spread along the streets; everyone notes the loudest they hear",
    when=("sound_n", "hear_n"),
)  # fmt: skip
