"""Growing: a nest brings forth creatures, for each who has lain in it for a day (hourly).

New creatures come in packs, whose rows are there from the start (people/creatures.py): a pack comes
forth when as many creatures have grown as it has. Where no row is left, the nest grows no more.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, put_in
from kinward.core.bundles import EVENTS, PLACES
from kinward.core.clock import HOUR
from kinward.core.events import emit
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.vocabulary import CAPTURED, TURNED
from kinward.threats import swarm_parameters as q
from kinward.threats.vocabulary import HATCHED


@nb.njit(cache=True)
def grow(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, fate, fate_t,
         gone, pk_grown, pk_t, ev_ints, ev_reals, ev_head, brood, pack_ptr, pack_nest, unborn,
         nest_passage):  # fmt: skip
    """Let each nest grow for an hour."""
    if t % HOUR or par[q.GROWS] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    lie = np.zeros(nest_passage.size)
    for c in range(fate.size):
        if fate[c] == CAPTURED and t - fate_t[c] >= int(1000.0 * par[q.GROWS_AFTER]):
            for n in range(nest_passage.size):
                lie[n] += passage[c] == nest_passage[n]
    for k in range(pack_nest.size):
        x, n = brood[pack_ptr[k]], pack_nest[k]
        if not unborn[x] or fate[x] == TURNED or lie[n] == 0.0:
            continue
        size = pack_ptr[k + 1] - pack_ptr[k]
        pk_grown[k] += lie[n] * par[q.PER_CAPTIVE] * HOUR / 1000.0
        if pk_grown[k] >= size:
            pk_t[k] = t + int(1000.0 * par[q.RESTS])
            for i in range(pack_ptr[k], pack_ptr[k + 1]):
                x = brood[i]
                emit(ev_ints, ev_reals, ev_head, t, HATCHED, x, -1, k, nest_passage[n], -1,
                     lie[n], 0.0, -1)  # fmt: skip
                fate[x], fate_t[x], gone[x] = TURNED, t, False
                put_in(at, x)
        lie[n] = 0.0  # one pack at a time


GROW = Process(
    "grow", "minute", grow, section="swarm",
    writes=(*PLACES, "fate", "fate_t", "gone", "pk_grown", "pk_t", *EVENTS),
    fixed=("brood", "pack_ptr", "pack_nest", "unborn", "nest_passage"),
    meaning="nests bring forth creatures, for those who lie in them",
    of="swarm",
)  # fmt: skip
