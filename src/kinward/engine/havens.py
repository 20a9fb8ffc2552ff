"""What a danger takes of a scenario: where one is safe, what is ordered, how surely one chooses."""

from __future__ import annotations

import numpy as np

from kinward.core.process import pack
from kinward.engine.targets import site
from kinward.engine.world import World
from kinward.mind.evacuation_parameters import facts
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


def orders(world: World) -> np.ndarray:
    """What those in charge order in a danger. Raises InputError where it cannot be."""
    return facts(world.scenario.evacuation, world.scenario.warning)
