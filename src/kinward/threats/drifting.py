"""Drifting: dormant infected in the open stray some metres now and then; lamps keep them off.

Each is visited every ten minutes, by its key. The awake at an unlit wall may get over it.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, cell_index, put_in, take_out
from kinward.city.sight import Axes, mark_near
from kinward.core.bundles import AXES, PLACES
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.process import Process
from kinward.core.purposes import DRIFT
from kinward.threats.infected import DRIFT as DRIFT_RATE
from kinward.threats.infected import notices_within

EVERY = 10  # minutes
STRAY = 12.0  # m at most in one drift (assumed)


@nb.njit(cache=True)
def drift(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n,
          infested, alert, fate, gone, p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage,
          p_cell, p_ncell, p_len, key, seed, creature):  # fmt: skip
    """Let a tenth of the dormant infected stray; mark the passages that any is near to."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    reach = notices_within(par)
    turn = np.uint64((t // MINUTE) % EVERY)
    chance = 1.0 - exp(-par[DRIFT_RATE] * 60.0 * EVERY)
    low, high = np.full(p_len.size, np.inf), np.full(p_len.size, -np.inf)
    for m in range(fate.size):
        if fate[m] != 2 or gone[m] or creature[m] or unit[m] > 0 or passage[m] < 0:
            continue
        p = passage[m]
        strays = key[m] % np.uint64(EVERY) == turn and alert[m] == 0
        if strays and uniform(seed[0], DRIFT, key[m], 0, t, 0) < chance:
            far = STRAY * (2.0 * uniform(seed[0], DRIFT, key[m], 0, t, 1) - 1.0)
            take_out(at, m)
            offset[m] = min(max(offset[m] + far, 0.0), p_len[p])
            cell[m] = p_cell[p] + cell_index(p_len, p_ncell, p, offset[m])
            put_in(at, m)
        low[p], high[p] = min(low[p], offset[m]), max(high[p], offset[m])
    infested[:] = False
    for p in range(p_len.size):
        if low[p] <= high[p]:
            mark_near(ax, infested, p, low[p], high[p], reach)


DRIFT_PROCESS = Process(
    "drift", "minute", drift, section="horde",
    writes=(PLACES[0], "offset", *PLACES[1:], "infested"),
    reads=("alert", "fate", "gone"),
    fixed=(*AXES, "p_len", "key", "seed", "creature"),
    meaning="dormant infected in the open stray some metres",
)  # fmt: skip
