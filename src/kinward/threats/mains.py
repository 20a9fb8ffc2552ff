"""Mains: blocks of the city lose their power where houses fall or burn.

A block is a square of the map. It goes dark at once when a share of its buildings fell, or stood
under a pressure that breaks lines and substations; and at a rate for each that burns, against a
threshold drawn once, exponential with mean 1 (Sellke 1983). Nobody mends it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numba as nb
import numpy as np

from kinward.core.bundles import EVENTS
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.math import log
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import LOSES_POWER
from kinward.core.quantity import Duration, Length, Pressure, Share, Switch
from kinward.threats.vocabulary import MAINS_FAILED


class Mains(Parameters):
    """Power of a city, by blocks."""

    on: Switch = param(False, "the city has power, which can fail", "story S1")
    block: Length = param("300 m", "side of a block: a square of the map", "assumed", ge="10 m",
                          le="100 km")  # fmt: skip
    struck: Pressure = param("5 psi", "pressure that breaks lines and substations", "assumed: that "
                             "of poles snapped and masonry down", ge="0.1 kPa")  # fmt: skip
    share: Share = param(0.1, "of its buildings that fell or stood under that: a block is dark at "
                         "once", "assumed")  # fmt: skip
    fire: Duration = param("2 h", "mean time in which one that burns cuts off its block", "assumed",
                           ge="1 s", le="60 days")  # fmt: skip


STRUCK, SHARE, FIRE = 2, 3, 4
STEP = 60.0  # s
BURNS = 1  # of `burning`


def blocks(c: Mapping[str, np.ndarray], par: Mains) -> dict[str, np.ndarray]:
    """The block of each building, int32 (B,), and how many buildings each has, int64.

    Blocks are numbered from west to east, row by row, and only those with a building; without
    power there is one for all.
    """
    n = len(c["b_x"])
    if not par.on or not n:
        return {"b_block": np.zeros(n, np.int32), "block_n": np.array([n], np.int64)}
    cell = [np.floor(c[x] / par.block).astype(np.int64) for x in ("b_y", "b_x")]
    _, number, count = np.unique(np.stack(cell), axis=1, return_inverse=True, return_counts=True)
    return {"b_block": number.reshape(-1).astype(np.int32), "block_n": count.astype(np.int64)}


@nb.njit(cache=True)
def mains(t, par, dark_t, strain, ev_ints, ev_reals, ev_head, struck_t, burning, fire_event, falls,
          b_pressure, b_block, block_n, b_place, seed):  # fmt: skip
    """Let blocks go dark for what befell them in this minute."""
    lost = np.zeros(block_n.size, np.int64)
    first = np.full(block_n.size, -1, np.int64)  # a building of each where it began
    fires = np.zeros(block_n.size, np.int64)
    for b in range(b_block.size):
        k = b_block[b]
        if struck_t[0] == t and (falls[b] or b_pressure[b] >= par[STRUCK]):
            lost[k] += 1
            first[k] = b if first[k] < 0 else first[k]
        if burning[b] == BURNS:
            fires[k] += 1
            first[k] = b if first[k] < 0 else first[k]
    for k in range(block_n.size):
        if dark_t[k] >= 0 or first[k] < 0:
            continue
        strain[k] += fires[k] * STEP / par[FIRE]
        limit = -log(uniform(seed[0], LOSES_POWER, np.uint64(k), np.uint64(0), 0, 0))
        if lost[k] >= max(1.0, par[SHARE] * block_n[k]) or strain[k] >= limit:
            dark_t[k] = t
            b = first[k]
            emit(ev_ints, ev_reals, ev_head, t, MAINS_FAILED, -1, -1, k, b_place[b], -1, block_n[k],
                 lost[k], fire_event[b])  # fmt: skip


MAINS = Process(
    "mains", "minute", mains, section="mains",
    writes=("dark_t", "strain", *EVENTS),
    reads=("struck_t", "burning", "fire_event"),
    fixed=("falls", "b_pressure", "b_block", "block_n", "b_place", "seed"),
    meaning="blocks of the city lose their power",
    of="mains",
)  # fmt: skip
