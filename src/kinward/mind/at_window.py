"""At the window: who sits above a stair full of smoke, in a room that fills, weighs the fall.

Nobody thinks of it before there is smoke in the room. What waiting and the window are worth stands
in mind/window_worth.py. The choice is by random utility as any other (mind/menu.py); its draw stays
as long as one is cut off, so that a mind changes with what it sees. Children decide nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.graph import FLOOR_M
from kinward.city.places import Places
from kinward.core.bundles import DECISIONS, EVENTS, PLACES
from kinward.core.choices import O_WINDOW
from kinward.core.lean import lean
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.vocabulary import ALIVE, C_CORNERED
from kinward.mind.menu import blank, choose, leave, report
from kinward.mind.self import tie_row
from kinward.mind.warned import DECIDES
from kinward.mind.window_worth import MINDS, ON, cornered

WAITS, LEAVES = 1, 2  # of `at_window`


class _Cut(NamedTuple):
    """The columns of who decides, bundled inside the kernel."""

    fear: np.ndarray
    tie_alive: np.ndarray
    tie_seen_t: np.ndarray
    tie_strength: np.ndarray
    tie_ptr: np.ndarray
    tie_end: np.ndarray
    tie_to: np.ndarray


@nb.njit(cache=True)
def at_window(t, par, window, window_event, window_n, ev_ints, ev_reals, ev_head, de_rows,
              de_options, de_parts, de_beliefs, de_values, de_head, passage, unit, cell, facing,
              next_in, prev_in, first_in, cell_n, fate, gone, awake_mind, cut_off, room_smoke,
              carrying, carried_by, fear, party, fire_event, tie_alive, tie_seen_t, tie_strength,
              tie_end, tie_to, tie_ptr, age, household, u_floor, u_building, p_len, option_on,
              danger_weights, fall_law, key, seed):  # fmt: skip
    """Let those who are cut off make up their minds."""
    if par[ON] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    s = _Cut(fear, tie_alive, tie_seen_t, tie_strength, tie_ptr, tie_end, tie_to)
    menu = blank()
    for m in range(fate.size):
        if not cut_off[m]:
            window[m] = 0
            continue
        u = unit[m]
        if fate[m] != ALIVE or gone[m] or u <= 0 or not awake_mind[m] or age[m] < DECIDES:
            continue
        if carrying[m] >= 0 or carried_by[m] >= 0 or room_smoke[u] < par[MINDS]:
            continue
        menu.n[0] = 0
        high = max(1, u_floor[u]) * FLOOR_M
        cornered(menu, par, room_smoke[u], high, _beside(m, s, at, fate, household), fall_law)
        leave(menu, option_on, False)
        if menu.n[0] == 0:
            continue
        chosen, best, second = choose(menu, m, -1, 0, danger_weights, key, seed)
        new = LEAVES if menu.code[chosen] == O_WINDOW else WAITS
        if new != window[m]:
            window[m] = new
            window_event[m] = report(
                menu, chosen, m, C_CORNERED, -1, t, fire_event[u_building[u]], best, second, s,
                party, at, p_len.size, ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts,
                de_beliefs, de_values, de_head, np.empty(0)
            )  # fmt: skip
            window_n[0] += new == LEAVES


@lean
def _beside(m, s, at, fate, household):
    """The strongest tie of m to one of the household in the same room, 0 without."""
    most = 0.0
    o = at.first_in[at.cell_n.shape[0] + at.unit[m]]
    while o >= 0:
        if o != m and household[o] == household[m] and fate[o] == ALIVE:
            r = tie_row(s, m, o)
            if r >= 0:
                most = max(most, s.tie_strength[r])
        o = at.next_in[o]
    return most


AT_WINDOW = Process(
    "at_window", "minute", at_window, section="cornered",
    writes=("window", "window_event", "window_n", *EVENTS, *DECISIONS),
    reads=(*PLACES, "fate", "gone", "awake_mind", "cut_off", "room_smoke", "carrying",
           "carried_by", "fear", "party", "fire_event", "tie_alive", "tie_seen_t", "tie_strength",
           "tie_end", "tie_to"),
    fixed=("tie_ptr", "age", "household", "u_floor", "u_building", "p_len", "option_on",
           "danger_weights", "fall_law", "key", "seed"),
    meaning="who is cut off by smoke weighs the window against waiting for help",
    when=("smoky_n",),
    of="fire",
)  # fmt: skip
