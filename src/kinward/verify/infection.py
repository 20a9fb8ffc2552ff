"""Checks of the infection process: classical epidemics through the process that runs The Rage."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.body.courses import (
    EXPONENTIAL,
    FIXED,
    Layer,
    Stage,
    columns_of,
    start_infection,
)
from kinward.body.infection import give_dose
from kinward.city import Draft, PlaceGraph
from kinward.core.clock import MINUTE
from kinward.engine.plan import Step
from kinward.engine.world import Live
from kinward.verify.check import Line, check, near
from kinward.verify.worlds import process, world

INFECTIOUS = 300.0  # s, mean time that one is infectious; the final size does not depend on it
# R0 to final size and, for the exponential and the fixed time, its sd times the root of N
FINAL_SIZE = {1.5: (0.582812, 1.835, 1.318), 2.0: (0.796812, 0.913, 0.678),
              3.0: (0.940480, 0.357, 0.288)}  # fmt: skip
TOWN, TOWNS = 5_000, 220  # people of a town, towns side by side


def square() -> PlaceGraph:
    """One street, for those who need no place."""
    draft = Draft("square")
    draft.passage(draft.node(0, 0), draft.node(10, 0), width=4.0)
    return draft.compile()


def towns(r0: float, law: int, town: int, count: int, seed: int = 1) -> Live:
    """`count` well-mixed towns of `town` people, in each of which one is ill from the start."""
    n = town * count
    groups = [np.arange(i * town, (i + 1) * town) for i in range(count)]
    course = [Stage(), Stage(law, INFECTIOUS, next=2, sheds=(1.0,)), Stage()]
    columns = columns_of([course], [Layer("town", r0 / INFECTIOUS, groups=groups)], n)
    infection = process("infection")
    live = world(
        square(), n, seed=seed, fixed=columns, sizes={"contact": 0, "layer": 1},
        only=(*infection.writes, *infection.reads, *infection.when),
    )  # fmt: skip
    start_infection(live.array, live.world.scenario.sections, seed)
    live.array("immune")[:] = False
    for i in range(count):
        give_dose(live.array("new_dose"), live.array("dosed"), live.array("dosed_n"), i * town, 99)
    return live


def epidemic(live: Live, most: int = 100_000) -> None:
    """Step the infection minute by minute until nobody is infectious."""
    step = Step(process("infection"), live)
    for i in range(most):
        step(i * MINUTE)
        live.events.drain()
        if live.array("ailing_n")[0] == 0:
            return
    raise RuntimeError("the epidemic does not end")


def final_sizes(
    r0: float, law: int, broken: str, town: int = TOWN, count: int = TOWNS
) -> np.ndarray:
    """Shares ever infected, of the towns in which the outbreak was a major one."""
    live = towns(r0, law, town, count)
    if broken == "threshold":  # everyone withstands a tenth more
        live.array("withstands")[:] *= 1.1
    epidemic(live)
    share = (live.array("stage") != 0).reshape(count, town).mean(1)
    return share[share > FINAL_SIZE[r0][0] / 4]


@check(
    "I1", f"final size of an epidemic in {TOWNS} towns of {TOWN:,} people",
    "z = 1 - exp(-R0 z); spread of a general stochastic epidemic; well mixed, one ill at first, "
    "major outbreaks only (over a quarter of the expected size); tolerance: 3 standard errors, "
    "and 2/N for the mean of a finite town",
    breaks=("threshold",),
)  # fmt: skip
def final_size(broken: str) -> Iterator[Line]:
    """Mean and spread for three R0 and two laws of the infectious time."""
    for r0, (z, sd_exponential, sd_fixed) in FINAL_SIZE.items():
        for law, word, sd in (
            (EXPONENTIAL, "exponential", sd_exponential),
            (FIXED, "fixed", sd_fixed),
        ):
            got = final_sizes(r0, law, broken)
            n = len(got)
            error = sd / np.sqrt(TOWN * n)
            yield near(f"R0 {r0:g}, {word}: mean of {n}", z, got.mean(), 3 * error + 2 / TOWN)
            yield near(f"R0 {r0:g}, {word}: sd x root N", sd, got.std(ddof=1) * np.sqrt(TOWN),
                       3 * sd / np.sqrt(2 * n))  # fmt: skip
