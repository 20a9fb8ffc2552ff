"""Air: dust and smoke are put into the streets, spread along them, settle, and harm who breathes.

The extinction K (1/m) of each cell is that of the air above it, well mixed to a depth. Between
neighbours it spreads with one diffusivity: a pair of volumes V joined by a conductance k = D A/dx
nears its mean as exp(-k (1/V1 + 1/V2) t), which loses nothing and holds for any step; every other
pair of a street takes its turn, then those between. Those that meet at a crossing near their common
mean at the mean of their rates. It settles at one rate. One sees 3/K m in it (Jin 1978, things that
reflect light): 6 m at 0.5 /m; where the layer lets next to no light through, it is dark at noon
(core/haze.py).
"""

from __future__ import annotations

import numba as nb

from kinward.core.lean import inner
from kinward.core.math import exp
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Duration, Length, Real, Share, Switch


class Air(Parameters):
    """How dust and smoke spread, settle and harm."""

    spreads: Switch = param(True, "dust and smoke spread along the streets", "story S1")
    mixing: Real = param(20, "diffusivity along a street, m2/s", "assumed", ge=0, le=1000)
    depth: Length = param("20 m", "air above a street that it fills", "assumed", ge="1 m",
                          le="1 km")  # fmt: skip
    settles: Duration = param("2 h", "mean time until it has settled", "assumed", ge="1 s",
                              le="60 days")  # fmt: skip
    lungs: Switch = param(True, "breathing it harms", "story S1")
    harm: Real = param(0.05, "strength that an hour in an extinction of 1 /m costs", "assumed",
                       ge=0, le=10)  # fmt: skip
    indoors: Share = param(0.2, "of what is outside, behind a door", "assumed")
    dark: Share = param(0.01, "light of day that comes through to the street, below which it is as "
                        "dark as by night", "assumed: 100 lux under an overcast sky")  # fmt: skip


SPREADS, MIXING, DEPTH, SETTLES, LUNGS, HARM, INDOORS, DARK = range(8)
CLEAR = 1e-4  # /m: where there is no more than that anywhere, the air is clear
STEP = 60.0  # s
PARTS = 4  # in which it spreads


@nb.njit(cache=True)
def air(t, par, smoke, raised, air_n, hurt, fate, gone, passage, unit, cell, cell_area,
        p_a, p_len, p_host, p_cell, p_ncell, adj_ptr, adj_passage):  # fmt: skip
    """Let what was raised into the air spread and settle for a minute."""
    if par[SPREADS] == 0.0:
        raised[:] = 0.0
        air_n[0] = 0
        return
    volume = cell_area * par[DEPTH]
    for c in range(smoke.size):
        smoke[c] += raised[c] / volume[c]
        raised[c] = 0.0
    for _ in range(PARTS):
        for p in range(p_len.size):
            if p_host[p] < 0 and p_ncell[p] > 1:
                _along(p, par, smoke, volume, p_len, p_cell, p_ncell)
        for n in range(adj_ptr.size - 1):
            _at_node(n, par, smoke, volume, p_a, p_len, p_cell, p_ncell, adj_ptr, adj_passage)
    keep, most = exp(-STEP / par[SETTLES]), 0.0
    for c in range(smoke.size):
        smoke[c] *= keep
        most = max(most, smoke[c])
    if most < CLEAR:
        smoke[:] = 0.0
        air_n[0] = 0
    if par[LUNGS] != 0.0:
        for m in range(fate.size):
            here = fate[m] == 0 and not gone[m] and passage[m] >= 0
            # in a stair it is for threats/stairwell.py
            if here and smoke[cell[m]] > 0.0 and p_host[passage[m]] < 0:
                dose = smoke[cell[m]] * STEP / 3600.0 * (par[INDOORS] if unit[m] > 0 else 1.0)
                hurt[m] = min(0.95, hurt[m] + par[HARM] * dose)


@inner
def _along(p, par, smoke, volume, p_len, p_cell, p_ncell):
    """Mix neighbouring cells of passage p."""
    dx = p_len[p] / p_ncell[p]
    for first in range(2):
        for c in range(p_cell[p] + first, p_cell[p] + p_ncell[p] - 1, 2):
            a, b = volume[c], volume[c + 1]
            through = par[MIXING] * 0.5 * (a + b) / (dx * dx)  # D A/dx with A = V/dx
            part = 1.0 - exp(-through * (1.0 / a + 1.0 / b) * STEP / PARTS)
            mean = (smoke[c] * a + smoke[c + 1] * b) / (a + b)
            smoke[c] += part * (mean - smoke[c])
            smoke[c + 1] += part * (mean - smoke[c + 1])


@inner
def _at_node(n, par, smoke, volume, p_a, p_len, p_cell, p_ncell, adj_ptr, adj_passage):
    """Mix the cells that meet at node n."""
    whole, amount, rate = 0.0, 0.0, 0.0
    first, end = adj_ptr[n], adj_ptr[n + 1]
    if end - first < 2:
        return
    for e in range(first, end):
        p = adj_passage[e]
        c = p_cell[p] + (0 if p_a[p] == n else p_ncell[p] - 1)
        half = 0.5 * p_len[p] / p_ncell[p]
        whole += volume[c]
        amount += smoke[c] * volume[c]
        rate += par[MIXING] / (2.0 * half * half)  # k/V of half a cell
    mean = amount / whole
    part = 1.0 - exp(-rate / (end - first) * STEP / PARTS)
    for e in range(first, end):
        p = adj_passage[e]
        c = p_cell[p] + (0 if p_a[p] == n else p_ncell[p] - 1)
        smoke[c] += part * (mean - smoke[c])


AIR = Process(
    "air", "minute", air, section="air",
    writes=("smoke", "raised", "air_n", "hurt"),
    reads=("fate", "gone", "passage", "unit", "cell"),
    fixed=("cell_area", "p_a", "p_len", "p_host", "p_cell", "p_ncell", "adj_ptr",
           "adj_passage"),
    meaning="dust and smoke spread along the streets, settle, and harm who breathes",
    when=("air_n",),
)  # fmt: skip
