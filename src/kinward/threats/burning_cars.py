"""Cars that burn: a house beside them, the acid of a creature or the next cars set them alight.

What stands in a cell of a street burns as one. While it burns nobody passes close by, smoke rises
from it, and the cells before and behind may catch; then a wreck is left where it stood. What a
crawler has pushed aside does not burn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import EVENTS
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.process import Process
from kinward.core.purposes import CAR_BURNS_FOR, CAR_CATCHES
from kinward.threats.fire import BURNS
from kinward.threats.vehicles import Traffic
from kinward.threats.vocabulary import BY_A_HOUSE, BY_ACID_, BY_THE_NEXT, CARS_BURN

STEP = 60.0  # s
LEAST = 0.6  # m of a street that is left beside them (as impact.least)


def burn_cars(t: int, par: Traffic, c: Any) -> None:
    """Let vehicles left standing take fire, burn and burn out for a minute."""
    if not par.burns or c.struck_t[0] < 0:
        return
    _burn_out(t, c)
    for cells, chance, how, cause in (_beside_houses(par, c), _next(t, par, c), _acid(t, par, c)):
        for i, cell in enumerate(cells.tolist()):
            stands = c.car_cell[cell] and c.car_out_t[cell] < 0 and not c.c_pushed[cell]
            if stands and _draw(c, CAR_CATCHES, cell, t, how) < chance:
                _light(t, par, c, cell, how, int(cause[i]))
    burn = np.flatnonzero(c.car_out_t > t)
    if len(burn):
        c.raised[burn] += par.smoke * STEP
        c.air_n[0] = 1


def _draw(c: Any, purpose: int, cell: int, t: int, k: int) -> float:
    return float(uniform(c.seed[0], purpose, np.uint64(cell), np.uint64(0), t, k))


def _burn_out(t: int, c: Any) -> None:
    """What has burnt out lets people pass again."""
    done = np.flatnonzero((c.car_out_t >= 0) & (c.car_out_t <= t) & (c.car_heat > 0.0))
    # a crawler may have opened the cell meanwhile
    c.cell_open[done] = np.minimum(1.0, c.cell_open[done] + c.car_heat[done])
    c.car_heat[done] = 0.0


def _beside_houses(par: Traffic, c: Any) -> tuple[np.ndarray, float, int, np.ndarray]:
    """Cells before the doors of houses that burn, each once."""
    b = np.flatnonzero((c.burning == BURNS) & (c.b_passage >= 0))
    p = c.b_passage[b]
    n = c.p_ncell[p]
    at = np.minimum(n - 1, (c.b_off[b] / np.maximum(c.p_len[p], 1e-9) * n).astype(np.int64))
    cells, first = np.unique(c.p_cell[p] + at, return_index=True)
    return cells, 1.0 - float(np.exp(-par.catches * STEP)), BY_A_HOUSE, c.fire_event[b[first]]


def _next(t: int, par: Traffic, c: Any) -> tuple[np.ndarray, float, int, np.ndarray]:
    """Cells before and behind those that burn, on the same street, each once."""
    burn = np.flatnonzero(c.car_out_t > t)
    p = np.searchsorted(c.p_cell, burn, side="right") - 1
    ahead = burn + 1 < c.p_cell[p] + c.p_ncell[p]
    behind = burn > c.p_cell[p]
    cells = np.concatenate((burn[ahead] + 1, burn[behind] - 1))
    cause = np.concatenate((c.car_event[burn[ahead]], c.car_event[burn[behind]]))
    cells, first = np.unique(cells, return_index=True)
    return cells, 1.0 - float(np.exp(-par.spreads * STEP)), BY_THE_NEXT, cause[first]


def _acid(t: int, par: Traffic, c: Any) -> tuple[np.ndarray, float, int, np.ndarray]:
    """Cells in which a creature has died in the last minute, each once."""
    over = c.creature & (c.ended_t > t - MINUTE) & (c.ended_t <= t)
    x = np.flatnonzero(over & (c.unit == 0) & (c.passage >= 0))
    cells, first = np.unique(c.cell[x], return_index=True)
    return cells, float(par.acid), BY_ACID_, np.full(len(first), -1)


def _light(t: int, par: Traffic, c: Any, cell: int, how: int, cause: int) -> None:
    """What stands in a cell takes fire, and keeps people at a distance."""
    p = int(np.searchsorted(c.p_cell, cell, side="right") - 1)
    lasts = -par.burns_for * np.log(_draw(c, CAR_BURNS_FOR, cell, 0, 0))
    c.car_out_t[cell] = t + int(1000.0 * lasts)
    width = float(c.p_width[p])
    c.car_heat[cell] = max(0.0, min(par.heat / width, c.cell_open[cell] - LEAST / width))
    c.cell_open[cell] -= c.car_heat[cell]
    c.car_event[cell] = emit(c.ev_ints, c.ev_reals, c.ev_head, t, CARS_BURN, -1, -1, 0, p, how,
                             lasts / 60.0, 0.0, cause)  # fmt: skip


CARS = Process(
    "burn_cars", "minute", burn_cars, section="traffic", python=True,
    writes=("car_out_t", "car_heat", "car_event", "cell_open", "raised", "air_n", *EVENTS),
    reads=("struck_t", "burning", "fire_event", "ended_t", "unit", "passage", "cell", "c_pushed"),
    fixed=("car_cell", "creature", "b_passage", "b_off", "p_len", "p_width", "p_cell", "p_ncell",
           "seed"),
    meaning="vehicles left standing take fire, burn, and are wrecks",
    of="traffic",
)  # fmt: skip
