"""Footing: whether anybody stands where something may give way, be climbed, or be picked up.

Those three processes have many columns and little to do. This one looks over the active once a
second and sets the counters that they wait for.
"""

from __future__ import annotations

import numba as nb

from kinward.core.process import Process
from kinward.core.vocabulary import A_ROOF


@nb.njit(cache=True)
def footing(t, par, shaky_n, climb_n, pick_n, active_list, active_n, passage, unit, aim, fate, foe,
            frail, rotten, lies, lying_n, p_host):  # fmt: skip
    """Count who stands on what is frail, who climbs, and who is near a lost weapon."""
    shaky, climbs, picks = 0, 0, 0
    for i in range(active_n[0]):
        m = active_list[i]
        p, u = passage[m], unit[m]
        if p < 0:
            continue
        if (rotten[u] if u > 0 else frail[p]) > 0.0:
            shaky += 1
        if fate[m] == 0:
            climbs += aim[m] == A_ROOF
            picks += lies[p]
        elif foe[m] >= 0 and u == 0 and (unit[foe[m]] > 0 or p_host[p] >= 0):
            climbs += 1
    shaky_n[0], climb_n[0] = shaky, climbs
    pick_n[0] = picks if lying_n[0] > 0 else 0


FOOTING = Process(
    "footing", "second", footing,
    writes=("shaky_n", "climb_n", "pick_n"),
    reads=("active_list", "active_n", "passage", "unit", "aim", "fate", "foe", "frail", "rotten",
           "lies", "lying_n"),
    fixed=("p_host",),
    meaning="whether anybody stands on what is frail, climbs, or is near a lost weapon",
    when=("active_n",),
)  # fmt: skip
