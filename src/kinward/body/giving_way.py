"""Giving way: rusted scaffolds, rotten floors and stairs come down under those on them (K5).

Under n people of weights w_i a structure gives way at the rate r (sum w / 65 kg)^2: a person's
part is r (w_i/65)(sum w/65), so that two are worse than twice one (square assumed). Stairs and
scaffolds count those within 3 m and while they climb; a floor all who are in the room. What gave
way is broken: it gives way no more, and a broken scaffold is no way up.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.body import falling as f
from kinward.body import heights as q
from kinward.body.heights import Heights  # noqa: F401  (section of this process)
from kinward.body.vocabulary import FLOOR_GAVE, GAVE_WAY, SCAFFOLD_GAVE, STAIR_GAVE
from kinward.city.graph import FLOOR_M, STAIR_M
from kinward.city.places import Places, place_of, slot_of
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.noise import Noise, make_noise
from kinward.core.occasion import Pending
from kinward.core.process import Process
from kinward.core.purposes import COLLAPSE
from kinward.core.vocabulary import S_CRASH, S_METAL
from kinward.core.wish import Wish

SPAN = 3.0  # m of stair or scaffold over which weights count together (assumed)
BREAK = 1.2  # m around who broke it that go down with it (assumed)
SCAFFOLDING = 10  # city.graph.PassageKind.SCAFFOLD
MOST = 64  # people that one collapse takes down at most


@nb.njit(cache=True)
def give_way(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
             wish_passage, wish_offset, wish_unit, wishers, wish_n, pending, pending_about,
             pending_event, pending_t, thinkers, think_n, word_of, word_event, word_t, sound_who,
             sound_passage, sound_offset, sound_unit, sound_class, sound_level, sound_event,
             sound_n, ev_ints, ev_reals, ev_head, hurt, bleeding, blood_lost, bleed_t, wound_event,
             fate, fate_t, ended_t, gone, foe, held_by, moving, frail, gave_way, rotten,
             active_list, active_n, awake_mind, carrying, carried_by, weapon, load, party,
             party_next, p_len, p_cell, p_ncell, age, household, partner_at_work, key, seed,
             loudness, p_kind, p_host, p_host_off, u_floor, u_building, u_passage, u_off, unit_ptr,
             unit_at):  # fmt: skip
    """Let what is frail give way under those who are active on it."""
    if par[q.GIVES_WAY] == 0.0:
        return
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
    who = np.empty(MOST, np.int32)
    for i in range(active_n[0]):
        m = active_list[i]
        p = passage[m]
        if p < 0 or gone[m]:
            continue
        u = unit[m]
        rate = rotten[u] if u > 0 else frail[p]
        if rate <= 0.0 or carried_by[m] >= 0 or (u == 0 and offset[m] < f.LEAST):
            continue
        total = _weight_here(m, b, at)
        rate *= f.weight(m, b) * total / (f.ADULT * f.ADULT)
        if u == 0 and not moving[m]:
            rate *= par[q.STANDING]
        where = np.uint64(p_len.size + u if u > 0 else p)
        if uniform(seed[0], COLLAPSE, key[m], where, t, 0) >= 1.0 - exp(-rate):
            continue
        if u > 0:
            kind = FLOOR_GAVE
            rotten[u] = 0.0
        else:
            kind = SCAFFOLD_GAVE if p_kind[p] == SCAFFOLDING else STAIR_GAVE
            frail[p] = 0.0
            gave_way[p] = True
        n = emit(ev_ints, ev_reals, ev_head, t, GAVE_WAY, m, -1, 0, place_of(at, m, p_len.size),
                 kind, total, 0.0, -1)  # fmt: skip
        loud = S_METAL if kind == SCAFFOLD_GAVE else S_CRASH
        make_noise(noise, m, p, offset[m], u, loud, loudness[loud], n)
        down = _who_goes_down(m, t, who, par, b, at)
        floors = 1
        while uniform(seed[0], COLLAPSE, key[m], where, t, floors) < par[q.FURTHER]:
            floors += 1
        _bring_down(who, down, t, floors, kind, u, p, n, par, b, at, want, wait, p_host,
                    p_host_off, u_floor, u_building, u_passage, u_off, unit_ptr,
                    unit_at)  # fmt: skip


@lean
def _weight_here(m, b, at):
    """Weight (kg) of all in m's room, or within some metres of m on the stair or scaffold."""
    # taken in whole grams, so that the order of the list makes no difference
    total = 0
    o = at.first_in[slot_of(at, m)]
    while o >= 0:
        near = at.unit[m] > 0 or abs(b.offset[o] - b.offset[m]) <= SPAN
        if near and at.passage[o] == at.passage[m]:
            total += int(1000.0 * f.weight(o, b))
        o = at.next_in[o]
    return total / 1000.0


@lean
def _who_goes_down(m, t, who, par, b, at):
    """Fill `who` with m and those who go down with m, by key; returns how many."""
    who[0] = m
    n = 1
    o = at.first_in[slot_of(at, m)]
    while o >= 0 and n < MOST:
        if o != m and not b.gone[o] and at.passage[o] == at.passage[m]:
            if at.unit[m] > 0:
                goes = b.carried_by[o] == m or (
                    uniform(b.seed[0], COLLAPSE, b.key[o], b.key[m], t, 0) < par[q.HOLE]
                )
            else:
                goes = b.carried_by[o] == m or abs(b.offset[o] - b.offset[m]) <= BREAK
            if goes:
                who[n] = o
                n += 1
        o = at.next_in[o]
    for i in range(1, n):  # by key: the order of lists must not matter
        x, j = who[i], i
        while j > 1 and b.key[who[j - 1]] > b.key[x]:
            who[j] = who[j - 1]
            j -= 1
        who[j] = x
    return n


@lean
def _bring_down(who, n, t, floors, kind, u, p, cause, par, b, at, want, wait, p_host, p_host_off,
                u_floor, u_building, u_passage, u_off, unit_ptr, unit_at):  # fmt: skip
    """Let all of them fall whom nobody catches, and who is pulled along after them."""
    street = p_host[p]
    i = 0
    while i < n:
        m = who[i]
        i += 1
        if i == 1 or b.carried_by[m] < 0:
            held, c = f.is_caught(m, t, who, n, cause, par, b, at)
            if held == 1:
                continue
            if held < 0 and n < who.size:
                who[n] = c
                n += 1
        off = b.offset[m]
        if kind == SCAFFOLD_GAVE:
            f.fall(m, t, off, street, p_host_off[p], 0, True, cause, par, b, at, want, wait)
            continue
        if kind == STAIR_GAVE:
            low = max(0.0, off - floors * STAIR_M)
            f.fall(m, t, (off - low) * FLOOR_M / STAIR_M, p, low, 0, False, cause, par, b, at,
                   want, wait)  # fmt: skip
            continue
        level = max(0, u_floor[u] - floors)
        height = (u_floor[u] - level) * FLOOR_M
        v = _room_at(u, level, street if level == 0 and street >= 0 else p, u_floor, u_building,
                     unit_ptr, unit_at)  # fmt: skip
        if v > 0:
            f.fall(m, t, height, u_passage[v], u_off[v], v, False, cause, par, b, at, want, wait)
        else:
            low = off if street < 0 else level * STAIR_M
            f.fall(m, t, height, p, low, 0, False, cause, par, b, at, want, wait)


@lean
def _room_at(u, level, p, u_floor, u_building, unit_ptr, unit_at):
    """A room of u's house on floor `level` whose door opens on passage p, 0 if there is none."""
    for i in range(unit_ptr[p], unit_ptr[p + 1]):
        v = unit_at[i]
        if u_building[v] == u_building[u] and u_floor[v] == level:
            return v
    return 0


GIVE_WAY = Process(
    "give_way", "second", give_way, section="heights",
    writes=(*f.WRITES, "frail", "gave_way", "rotten"),
    reads=f.READS,
    fixed=(*f.FIXED, "p_kind", "p_host", "p_host_off", "u_floor", "u_building", "u_passage",
           "u_off", "unit_ptr", "unit_at"),
    meaning="scaffolds, floors and stairs give way under those on them; some are caught",
    when=("shaky_n",),
)  # fmt: skip
