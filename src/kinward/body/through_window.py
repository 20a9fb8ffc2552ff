"""Through the window: who chose it falls from their storey to the street before the house."""

from __future__ import annotations

import numba as nb

from kinward.body import falling as f
from kinward.city.graph import FLOOR_M
from kinward.city.places import Places
from kinward.core.lend import lend
from kinward.core.occasion import Pending
from kinward.core.process import Process
from kinward.core.vocabulary import ALIVE
from kinward.core.wish import Wish

LEAVES = 2  # of `window` (mind/at_window.py)


@nb.njit(cache=True)
def through_window(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n,
                   wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, pending,
                   pending_about, pending_event, pending_t, thinkers, think_n, word_of, word_event,
                   word_t, sound_who, sound_passage, sound_offset, sound_unit, sound_class,
                   sound_level, sound_event, sound_n, ev_ints, ev_reals, ev_head, hurt, bleeding,
                   blood_lost, bleed_t, wound_event, fate, fate_t, ended_t, gone, foe, held_by,
                   moving, window, window_n, active_list, active_n, awake_mind, carrying,
                   carried_by, weapon, load, party, party_next, window_event, p_len, p_cell,
                   p_ncell, age, household, partner_at_work, key, seed, loudness, u_floor,
                   u_building, b_passage, b_off):  # fmt: skip
    """Let those who chose it fall."""
    window_n[0] = 0
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    b = f.Bodies(offset, hurt, bleeding, blood_lost, bleed_t, wound_event, fate, fate_t, ended_t,
                 gone, foe, held_by, moving, awake_mind, carrying, carried_by, weapon, load, party,
                 party_next, p_len, p_cell, p_ncell, age, household, partner_at_work, key, seed,
                 ev_ints, ev_reals, ev_head)  # fmt: skip
    for m in range(window.size):
        if window[m] != LEAVES:
            continue
        window[m] = 0
        u = unit[m]
        if u <= 0 or fate[m] != ALIVE or gone[m] or u_building[u] < 0:
            continue
        house = u_building[u]
        high = max(1, u_floor[u]) * FLOOR_M
        f.fall(m, t, high, b_passage[house], b_off[house], 0, True, window_event[m], par, b, at,
               want, wait)  # fmt: skip


THROUGH_WINDOW = Process(
    "through_window", "minute", through_window, section="heights",
    writes=(*f.WRITES, "window", "window_n"),
    reads=(*f.READS, "window_event"),
    fixed=(*f.FIXED, "u_floor", "u_building", "b_passage", "b_off"),
    meaning="who chose the window falls to the street",
    when=("window_n",),
    of="fire",
)  # fmt: skip
