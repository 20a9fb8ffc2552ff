"""Drifting: dormant infected in the open stray some metres now and then; lamps keep them off.

Each is visited every ten minutes, by its key. The awake at an unlit wall may get over it.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, cell_index, put_in, take_out
from kinward.core.bundles import PLACES
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.math import exp
from kinward.core.process import Process
from kinward.core.purposes import DRIFT
from kinward.threats.infected import DRIFT as DRIFT_RATE

EVERY = 10  # minutes
STRAY = 12.0  # m at most in one drift (assumed)


@nb.njit(cache=True)
def drift(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, alert,
          fate, gone, key, seed, p_len, p_cell, p_ncell):  # fmt: skip
    """Let a tenth of the dormant infected stray."""
    at = Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n)
    turn = np.uint64((t // MINUTE) % EVERY)
    chance = 1.0 - exp(-par[DRIFT_RATE] * 60.0 * EVERY)
    for m in range(fate.size):
        if key[m] % np.uint64(EVERY) != turn or fate[m] != 2 or gone[m] or alert[m] != 0:
            continue
        if unit[m] > 0 or passage[m] < 0:
            continue
        if uniform(seed[0], DRIFT, key[m], 0, t, 0) >= chance:
            continue
        p = passage[m]
        far = STRAY * (2.0 * uniform(seed[0], DRIFT, key[m], 0, t, 1) - 1.0)
        take_out(at, m)
        offset[m] = min(max(offset[m] + far, 0.0), p_len[p])
        cell[m] = p_cell[p] + cell_index(p_len, p_ncell, p, offset[m])
        put_in(at, m)


DRIFT_PROCESS = Process(
    "drift", "minute", drift, section="horde",
    writes=(PLACES[0], "offset", *PLACES[1:]),
    reads=("alert", "fate", "gone"),
    fixed=("key", "seed", "p_len", "p_cell", "p_ncell"),
    meaning="dormant infected in the open stray some metres",
)  # fmt: skip
