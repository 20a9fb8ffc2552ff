"""What a danger takes of a scenario: where one is safe in it, and how surely people choose."""

from __future__ import annotations

import numpy as np

from kinward.core.process import pack
from kinward.engine.targets import site
from kinward.engine.world import World
from kinward.mind.havens import havens, no_havens, through
from kinward.mind.parameters import THETA


def haven_columns(world: World) -> dict[str, np.ndarray]:
    """The fixed columns of safety. Raises InputError where there is none."""
    par = world.scenario.warning
    if not par.on:
        return no_havens(world.graph)
    unit = site(world, par.site, "warning.site") if par.safe == "site" else 0
    columns = havens(world.graph, par, unit)
    if not world.checkpoints:
        return columns
    return through(world.graph, columns, world.checkpoints, world.scenario.checkpoint.cordon)


def danger_weights(world: World) -> np.ndarray:
    """What weighs how much in a mind, with the noise of choices in a danger."""
    weights = pack(world.scenario.mind)
    weights[THETA] *= world.scenario.warning.noise
    return weights
