"""Meeting: people know when they last saw those close to them, and who is back is missed no more.

A tenth of the people look about each minute, by a rota keyed by a hash of the person.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of
from kinward.city.sight import Axes, distance
from kinward.core.bundles import AXES, EVENTS, PLACES
from kinward.core.clock import MINUTE
from kinward.core.events import emit
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.ties import KNOWN_DEAD, MISSING, WELL
from kinward.mind import parameters as q
from kinward.mind.vocabulary import FOUND_ALIVE

EVERY = 10  # minutes of the rota
SEES = 40.0  # m along the street at which one knows a face (assumed)
RELIEF = 0.7  # grief that goes, at a tie of full strength, when the lost is seen alive (assumed)


@nb.njit(cache=True)
def meet(t, par, tie_seen_t, tie_state, tie_alive, grief, ev_ints, ev_reals, ev_head, tie_to,
         tie_strength, tie_end, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n,
         offset, fate, gone, awake_mind, tie_ptr, key, p_axis, p_axis_off, p_axis_dir, axis_ptr,
         axis_passage, p_cell, p_ncell, p_len):  # fmt: skip
    """Let those whose turn it is see who of theirs is with them."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    turn = np.uint64((t // MINUTE) % EVERY)
    for m in range(fate.size):
        if fate[m] != 0 or key[m] % np.uint64(EVERY) != turn:
            continue
        if gone[m] or passage[m] < 0 or not awake_mind[m]:
            continue
        for r in range(tie_ptr[m], tie_end[m]):
            o = tie_to[r]
            if fate[o] != 0 or gone[o] or passage[o] < 0:
                continue
            if unit[m] > 0 or unit[o] > 0:
                if unit[m] != unit[o] or passage[m] != passage[o]:
                    continue
            elif distance(ax, passage[m], offset[m], passage[o], offset[o]) > SEES:
                continue
            tie_seen_t[r] = t
            missed = tie_state[r] == MISSING or tie_state[r] == KNOWN_DEAD
            if missed and par[q.BELIEFS] != 0.0:
                emit(ev_ints, ev_reals, ev_head, t, FOUND_ALIVE, m, o, 0,
                     place_of(at, m, p_len.size), -1, tie_alive[r], 0.0, -1)  # fmt: skip
                if tie_state[r] == KNOWN_DEAD:
                    grief[m] = max(0.0, grief[m] - RELIEF * tie_strength[r])
                tie_state[r] = WELL
                tie_alive[r] = 1.0


MEET = Process(
    "meet", "minute", meet, section="mind",
    writes=("tie_seen_t", "tie_state", "tie_alive", "grief", *EVENTS),
    reads=("tie_to", "tie_strength", "tie_end", *PLACES, "offset", "fate", "gone", "awake_mind"),
    fixed=("tie_ptr", "key", *AXES, "p_len"),
    meaning="people see who of theirs is with them; who is back is missed no more",
)  # fmt: skip
