"""Check of the early growth of an epidemic whose stages have Erlang times."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.body.courses import ERLANG, EXPONENTIAL, Layer, Stage, columns_of
from kinward.body.infection import give_dose
from kinward.core.clock import MINUTE
from kinward.engine.plan import Step
from kinward.engine.world import Live
from kinward.verify.check import Line, check, near
from kinward.verify.infection import square
from kinward.verify.worlds import process, world

LATENT, INFECTIOUS, R0 = 40.0, 48.0, 3.0  # h, h, mean infected by one
FASTER = 12.0  # times as fast as that, so that an epidemic takes fewer steps
GROWTH = {(1, 1): 0.4000, (4, 1): 0.35894, (4, 4): 0.41982, (16, 4): 0.40406}
"""Phases of the latent and of the infectious time, to the growth of prevalence, 1/day."""
TOWN, TOWNS, ILL = 30_000, 8, 250  # people of a town, towns side by side, first ill of each
SETTLED, END = 6.5, 10.0  # days between which the growth is measured


def towns(phases: tuple[int, int], broken: str) -> Live:
    """Well-mixed towns in which nobody runs out of people to infect.

    What people withstand is laid evenly on 0 to 1 instead of drawn: as many fall ill for each
    unit of the force of infection as in an epidemic without depletion, as long as it lasts.
    """
    n = TOWN * TOWNS
    law = EXPONENTIAL if broken == "phases" else ERLANG
    hour = 3600.0 / FASTER
    course = [
        Stage(), Stage(law, LATENT * hour, phases[0], 2),
        Stage(law, INFECTIOUS * hour, phases[1], 3, (1.0,)), Stage(),
    ]  # fmt: skip
    groups = [np.arange(i * TOWN, (i + 1) * TOWN) for i in range(TOWNS)]
    layer = Layer("town", R0 / (INFECTIOUS * hour), groups=groups)
    infection = process("infection")
    live = world(
        square(), n, fixed=columns_of([course], [layer], n), sizes={"contact": 0, "layer": 1},
        only=(*infection.writes, *infection.reads, *infection.when),
    )  # fmt: skip
    live.array("immune")[:] = False
    live.array("withstands")[:] = np.tile((np.arange(TOWN) + 0.5) / TOWN, TOWNS)
    dose = [live.array(name) for name in ("new_dose", "dosed", "dosed_n")]
    for i in range(TOWNS):
        for j in range(ILL):
            give_dose(*dose, (i + 1) * TOWN - 1 - j, 99)
    return live


def growth(phases: tuple[int, int], broken: str) -> np.ndarray:
    """Growth (1/day) of the number infected and not yet over it, of each town."""
    live = towns(phases, broken)
    step, stage = Step(process("infection"), live), live.array("stage").reshape(TOWNS, TOWN)
    now = []
    for day in (SETTLED, END):
        upto = round(day * 24 * 60 / FASTER)
        for i in range(0 if not now else round(SETTLED * 24 * 60 / FASTER), upto):
            step(i * MINUTE)
            live.events.drain()
        now.append(((stage == 1) | (stage == 2)).sum(1))
    if float((stage != 0).mean(1).max()) > 0.99:
        raise RuntimeError("a town ran out of people to infect")
    return np.log(now[1] / now[0]) / (END - SETTLED)


@check(
    "I2", f"early growth with Erlang stages, {TOWNS} towns of {TOWN:,} people",
    "Wallinga and Lipsitch 2007; latent 40 h, infectious 2 d, R0 3, run twelve times as fast; no "
    f"depletion; days {SETTLED:g} to {END:g}; tolerance: 3 standard errors of the towns, and "
    "half a step of the clock in each generation; broken: exponential times",
    breaks=("phases",), quick=False,
)  # fmt: skip
def early_growth(broken: str) -> Iterator[Line]:
    """Growth for four pairs of numbers of phases."""
    for phases, r in GROWTH.items():
        got = growth(phases, broken)
        error = got.std(ddof=1) / np.sqrt(TOWNS)
        late = r * 0.5 / (LATENT * 60 / FASTER)
        yield near(f"{phases[0]} and {phases[1]} phases, 1/day", r, got.mean(), 3 * error + late)
