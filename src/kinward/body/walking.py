"""Walking: everyone on the way moves within their cell; who reaches its edge asks to cross.

v = v_own f(rho)/f(0) times the law's free speed over 1.34 m/s, with rho the people in the cell
over its effective area; a crowd past the density of the peak flow comes apart from its front
(body/laws.py). Smoke in the cell slows who walks or runs there. Running lasts as long as stamina;
a car keeps its speed.
"""

from __future__ import annotations

import numba as nb

from kinward.body.laws import WEIDMANN_V0, free, sending, through_smoke
from kinward.core.lean import lean, light, row
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Duration, Length, Real, Speed, Switch
from kinward.core.stamina import running_left


class Walking(Parameters):
    """Movement on foot and by car."""

    run_factor: Real = param(2.6, "running speed over own walking speed",
                             "assumed: 3.5 m/s at 1.34",
                             ge=1, le=5)  # fmt: skip
    run_for: Duration = param("30 s", "running that a rested adult has in them", "model: tens of s",
                              ge="0 s", le="30 min")  # fmt: skip
    recover: Real = param(0.2, "running regained a second of walking or rest, s", "assumed",
                          ge=0, le=5)  # fmt: skip
    car_speed: Speed = param("5.5 m/s", "quiet electric car among wrecks and rubble", "assumed",
                             ge="1 m/s", le="30 m/s")  # fmt: skip
    step: Duration = param("1 s", "step of the body's clock", "architecture", ge="0.1 s", le="1 s")
    together: Length = param("4 m", "how far ahead of the last of a party one gets", "model page",
                             ge="0 m", le="1 km")  # fmt: skip
    density: Switch = param(True, "a crowd slows those in it", "Weidmann 1993; SFPE")
    capacity: Switch = param(True, "edges of cells let only so many pass in a second", "SFPE")
    counterflow: Switch = param(True, "those who come the other way take their share of the width",
                                "model page")  # fmt: skip
    stairs: Switch = param(True, "one is slower on stairs than on the level", "SFPE")
    parties: Switch = param(True, "members of a party wait for one another", "model page")
    stamina: Switch = param(True, "running tires", "model: tens of s")
    smoke: Switch = param(True, "one is slower in smoke, by max(0.2, 1 - 0.5 K) at extinction K",
                          "model page, assumed")  # fmt: skip
    turns_back: Switch = param(True, "who queues at one end of a way leaves by the other, if that "
                               "is sooner", "RiMEA 11, assumed rule")  # fmt: skip


DENSITY, CAPACITY, COUNTERFLOW, STAIRS, PARTIES, STAMINA, SMOKE, TURNS_BACK = range(6, 14)
MANY = 4_000  # movers from which it is worth waking other threads
BLOCK = 512  # movers that a thread takes at a time
LEVEL, STAIR = 1, 2  # laws (city.graph.Law)


@light
def law_in_force(law, par):
    """The law of a passage; that of the level for a stair where stairs cost nothing."""
    return LEVEL if law == STAIR and par[STAIRS] == 0.0 else int(law)


@lean
def speed_of(law, walking, standing, area, smoke, walks, runs, pace, left, driving, par):
    """Speed (m/s) of one mover in a cell with so many who walk and who stand.

    Args:
        area: of the cell, m2. smoke: extinction of its air, 1/m.
        left: s of running that one who runs has left, 0 of one who walks.
    """
    if driving:
        return par[3]
    v = (runs if left > 0.0 else walks) * pace
    law = law_in_force(law, par)
    if par[DENSITY] != 0.0:
        v *= sending(law, (walking + standing) / area, walking, standing)
    if law != 0:  # own speeds are those of a street
        v *= free(law) / WEIDMANN_V0
    return v * through_smoke(smoke) if smoke > 0.0 and par[SMOKE] != 0.0 else v


@lean
def _some(t, begin, end, active_list, par, offset, cross_t, stamina, stamina_t, moving, hold,
          carried_by, running, driving, free_speed, run_speed, run_full, recover, pace, leg_to,
          passage, unit, cell, waiting_since, cell_n, smoke, cell_open, p_len, p_law, p_cell,
          p_ncell, cell_area):  # fmt: skip
    """Move places `begin` to `end` of the active within their cells; how many are on the way.

    Each mover is its own affair: it touches nobody else.
    """
    dt = par[4]
    n = 0
    for i in range(begin, end):
        m = row(active_list[i])
        n += moving[m]
        cross_t[m] = -1.0
        if not moving[m] or hold[m] or carried_by[m] >= 0:
            continue
        if unit[m] > 0 or waiting_since[m] >= 0.0:
            cross_t[m] = 0.0
            continue
        p, c = row(passage[m]), row(cell[m])
        left = 0.0
        if running[m]:
            left = running_left(stamina[m], stamina_t[m], run_full[m], recover[0], t)
            stamina[m] = max(0.0, left - (dt if par[STAMINA] != 0.0 else 0.0))
            stamina_t[m] = t + int(1000.0 * dt)
        area = cell_area[c] * cell_open[c]
        v = speed_of(p_law[p], cell_n[c, 0] + cell_n[c, 1], cell_n[c, 2], area, smoke[c],
                     free_speed[m], run_speed[m], pace[m], left, driving[m], par)  # fmt: skip
        stop = edge(p_len, p_ncell, p, cell[m] - p_cell[p], offset[m], leg_to[m])
        gap = abs(stop - offset[m])
        if v * dt >= gap:
            cross_t[m] = gap / v if v > 0.0 else 0.0
            offset[m] = stop
        elif stop > offset[m]:
            offset[m] += v * dt
        else:
            offset[m] -= v * dt
    return n


@nb.njit(cache=True, parallel=True)
def walk(t, par, offset, cross_t, stamina, stamina_t, moving_n, active_list, active_n, moving,
         hold, carried_by, running, driving, free_speed, run_speed, run_full, recover, pace, leg_to,
         passage, unit, cell, waiting_since, cell_n, smoke, cell_open,
         p_len, p_law, p_cell, p_ncell, cell_area):  # fmt: skip
    """Move every active mover within its cell for one step.

    `cross_t` becomes the second within the step at which the mover stands at the end of its leg
    or the edge of its cell, -1 if it does not.
    """
    n = 0
    if active_n[0] < MANY:
        n += _some(t, 0, active_n[0], active_list, par, offset, cross_t, stamina, stamina_t, moving,
                   hold, carried_by, running, driving, free_speed, run_speed, run_full, recover,
                   pace, leg_to, passage, unit, cell, waiting_since, cell_n, smoke, cell_open,
                   p_len, p_law, p_cell, p_ncell, cell_area)  # fmt: skip
    else:
        for b in nb.prange((active_n[0] + BLOCK - 1) // BLOCK):
            n += _some(t, b * BLOCK, min(active_n[0], (b + 1) * BLOCK), active_list, par, offset,
                       cross_t, stamina, stamina_t, moving, hold, carried_by, running, driving,
                       free_speed, run_speed, run_full, recover, pace, leg_to, passage, unit, cell,
                       waiting_since, cell_n, smoke, cell_open, p_len, p_law, p_cell,
                       p_ncell, cell_area)  # fmt: skip
    moving_n[0] = n


@light
def edge(p_len, p_ncell, p, i, off, to):
    """Offset (m) where a walk from off toward `to` leaves cell i of passage p, or ends."""
    n = p_ncell[p]
    if to >= off:
        return min(to, p_len[p] * (i + 1) / n)
    return max(to, p_len[p] * i / n)


WALK = Process(
    "walk", "second", walk, section="walking",
    writes=("offset", "cross_t", "stamina", "stamina_t", "moving_n"),
    reads=("active_list", "active_n", "moving", "hold", "carried_by", "running", "driving",
           "free_speed", "run_speed", "run_full", "recover", "pace", "leg_to", "passage", "unit",
           "cell", "waiting_since", "cell_n", "smoke", "cell_open"),
    fixed=("p_len", "p_law", "p_cell", "p_ncell", "cell_area"),
    meaning="everyone on the way moves within their density cell",
    when=("active_n",),
)  # fmt: skip
