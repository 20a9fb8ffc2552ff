"""Bodies at the start: everyone in their home, with their own speed and strength."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kinward.core.draws import uniforms
from kinward.core.math import normal_quantile
from kinward.core.purposes import WALKING_SPEED

AGES = np.array([3, 8, 14, 20, 30, 50, 65, 80, 95], float)
SPEEDS = np.array([0.7, 1.15, 1.42, 1.50, 1.50, 1.38, 1.12, 0.70, 0.50])
"""Free walking speed by age (m/s): about 1.5 at 30 and 0.7 at 80 (model page), children
assumed; its mean over the census of Kyoto is 1.3."""
SPREAD = 0.26 / 1.34  # relative standard deviation (Weidmann 1993)


def start_bodies(column: Callable[[str], np.ndarray], scenario: Any) -> None:
    """Put everyone into their home and draw their walking speeds.

    Args:
        column: gives any column by name.
        scenario: for its sections walking and horde.
    """
    home, infected = column("home"), column("infected")
    column("passage")[:] = column("u_passage")[home]
    column("offset")[:] = column("u_off")[home]
    column("unit")[:] = home
    column("facing")[:] = 2
    u = np.empty(len(home))
    uniforms(np.uint64(scenario.seed), WALKING_SPEED, column("key"), 0, 0, u)
    z = np.clip([normal_quantile(x) for x in u], -2.0, 2.0)
    own = np.interp(column("age"), AGES, SPEEDS) * (1.0 + SPREAD * z)
    column("free_speed")[:] = np.where(infected, scenario.horde.walk, np.maximum(own, 0.3))
    column("run_speed")[:] = np.where(
        infected, scenario.horde.sprint, column("free_speed") * scenario.walking.run_factor
    )
    column("run_full")[:] = np.where(infected, scenario.horde.sprint_for, scenario.walking.run_for)
    column("stamina")[:] = column("run_full")
    column("recover")[:] = scenario.walking.recover
    column("fate")[infected] = 2
    column("fate_t")[infected] = 0
    column("stage")[infected] = 3
