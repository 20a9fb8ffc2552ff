"""Vehicles: what drives when it falls, and is left standing where it is.

Traffic at its capacity has a density of 28 vehicles to a kilometre of lane (HCM 2010). Who drove
gets out and is gone; each vehicle narrows the street for those on foot.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kinward.city.graph import PassageKind, Use
from kinward.core.draws import uniforms
from kinward.core.parameters import Parameters, param
from kinward.core.purposes import LEFT_STANDING
from kinward.core.quantity import Duration, Length, Probability, Rate, Real, Switch

LANES = 8  # of a street, at most


class Traffic(Parameters):
    """Vehicles on the streets when something falls on the city."""

    on: Switch = param(False, "vehicles are left standing in the streets", "story S9")
    density: Real = param(
        28, "vehicles on a kilometre of lane", "HCM 2010: 45 pc/mi at capacity",
        ge=0, le=150,
    )  # fmt: skip
    lane: Length = param("3.25 m", "width of a lane", "CJJ 37-2012: cars, up to 60 km/h",
                         ge="2 m", le="10 m")  # fmt: skip
    pavement: Length = param("2 m", "width on each side where nobody drives", "assumed",
                             ge="0 m", le="20 m")  # fmt: skip
    car: Length = param("2 m", "width that one takes, with its mirrors", "assumed", ge="0.5 m",
                        le="4 m")  # fmt: skip
    burns: Switch = param(True, "they take fire", "story S6: burning vehicles")
    catches: Rate = param(
        "0.6 /h", "those before a house that burns take fire", "assumed: as fire.rate"
    )
    spreads: Rate = param(
        "3 /h",
        "those behind or before others that burn take fire",
        "assumed: 20 min, as the cars of a car park burn one after the other",
    )
    acid: Probability = param(0.3, "the acid of a creature that dies among them sets them alight",
                              "story S4; assumed")  # fmt: skip
    burns_for: Duration = param("30 min", "mean time that they burn", "assumed", ge="1 min",
                                le="1 day")  # fmt: skip
    heat: Length = param("3 m", "further from them than a car's side nobody passes", "assumed",
                         ge="0 m", le="50 m")  # fmt: skip
    smoke: Real = param(1, "smoke of them that stays in the street, m2 of extinction a second",
                        "assumed: half of fire.smoke", ge=0, le=1e4)  # fmt: skip


def left_standing(c: Mapping[str, np.ndarray], par: Traffic) -> np.ndarray:
    """What vehicles leave of the streets.

    In each cell each lane has a vehicle with the chance that a Poisson process of the density has
    one there; the narrowest place of a cell counts for all of it.

    Args:
        c: columns of the city by name, and the seed.
        par: the traffic.

    Returns:
        Share (C,) of the width of each cell that is free of vehicles.
    """
    open_ = np.ones(len(c["cell_area"]))
    if not par.on:
        return open_
    drives = ((c["p_use"] & int(Use.DRIVE)) > 0) & (c["p_host"] < 0)
    drives &= (c["p_kind"] == PassageKind.STREET) | (c["p_kind"] == PassageKind.BRIDGE)
    u = np.empty(len(open_))
    for lane in range(LANES):
        uniforms(c["seed"][0], LEFT_STANDING, np.arange(len(u), dtype=np.uint64), 0, lane, u)
        for p in np.flatnonzero(drives).tolist():
            width, n = float(c["p_width"][p]), int(c["p_ncell"][p])
            if lane >= lanes(width, par):
                continue
            cells = slice(int(c["p_cell"][p]), int(c["p_cell"][p]) + n)
            stands = u[cells] < 1.0 - np.exp(-par.density * float(c["p_len"][p]) / n / 1000.0)
            open_[cells] -= stands * par.car / width
    return open_


def lanes(width: float, par: Traffic) -> int:
    """Lanes of a street so wide (m)."""
    return min(LANES, max(0, int((width - 2.0 * par.pavement) / par.lane)))
