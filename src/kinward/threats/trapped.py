"""Trapped: those under the rubble live for as long as they hold out.

How long is drawn when they are, from a Weibull law fitted to the shares found alive on the
first four days after earthquakes (threats/impact_parameters.py).
"""

from __future__ import annotations

import numba as nb

from kinward.city.places import Places, place_of
from kinward.core.bundles import EVENTS
from kinward.core.events import emit
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.vocabulary import BY_COLLAPSE, DEAD, DIED, MISSING


@nb.njit(cache=True)
def trapped(t, par, fate, fate_t, trapped_n, ev_ints, ev_reals, ev_head, trapped_until, wound_event,
           passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, p_len):  # fmt: skip
    """End those whose time has come."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    for m in range(fate.size):
        if fate[m] == MISSING and 0 <= trapped_until[m] <= t:
            emit(ev_ints, ev_reals, ev_head, trapped_until[m], DIED, m, -1, 0,
                 place_of(at, m, p_len.size), BY_COLLAPSE, 0.0, 0.0, wound_event[m])  # fmt: skip
            fate[m], fate_t[m] = DEAD, trapped_until[m]
            trapped_n[0] -= 1


TRAPPED_PROCESS = Process(
    "trapped", "minute", trapped,
    writes=("fate", "fate_t", "trapped_n", *EVENTS),
    reads=("trapped_until", "wound_event", "passage", "unit", "cell", "facing", "next_in",
           "prev_in", "first_in", "cell_n"),
    fixed=("p_len",),
    meaning="who lies under rubble holds out, or dies",
    when=("trapped_n",), of="impact",
)  # fmt: skip
