"""Infection: a disease with a latent and an infectious stage among 100,000 people, 180 days.

The engine's process `infection` is stepped once a day over its contact layers: pairs of those who
live together, and ten lasting random contacts of each (contacts.py, the same arrays for both
sides). Times are exponential, 4 and 8 days; a housemate is infected with a chance of 0.05 a day,
another contact with 0.03, or 0.012 in an epidemic that hardly spreads: only those who are
ill cost the engine anything. The process steps by minutes of the engine's clock; every time is
given 1,440 times shorter, so that one of its steps is one day. A person-step is one person in one
day, whatever their state. Building the population is not counted on either side.
"""

from __future__ import annotations

import numpy as np

from benchmarks.contacts import DAYS, HOME, ILL, INFECTIOUS, LATENT, OUT, PEOPLE, pairs
from benchmarks.rows import Row, timed
from kinward.body.courses import EXPONENTIAL, Layer, Stage, columns_of, start_infection
from kinward.body.infection import give_dose
from kinward.core.clock import MINUTE
from kinward.engine.plan import Step
from kinward.engine.world import Live
from kinward.verify.infection import square
from kinward.verify.worlds import process, world

DAY = 60.0  # s of the engine's clock that stand for a day
ROUNDS = 3


def town(people: int, chance: float, seed: int = 1) -> Live:
    """The population with its contact layers, the first infected exposed."""
    home, out = pairs(people)
    course = [Stage(), Stage(EXPONENTIAL, LATENT * DAY, next=2),
              Stage(EXPONENTIAL, INFECTIOUS * DAY, next=3, sheds=(1.0, 1.0)),
              Stage()]  # fmt: skip
    layers = [
        Layer(name, -float(np.log1p(-chance)) / DAY, np.concatenate([who, who[:, ::-1]]))
        for name, chance, who in (("home", HOME, home), ("out", chance, out))
    ]
    columns = columns_of([course], layers, people)
    infection = process("infection")
    live = world(
        square(), people, seed=seed, fixed=columns,
        sizes={"contact": len(columns["contact_to"]), "layer": 2},
        only=(*infection.writes, *infection.reads, *infection.when),
    )  # fmt: skip
    start_infection(live.array, live.world.scenario.sections, seed)
    live.array("immune")[:] = False
    dose = [live.array(name) for name in ("new_dose", "dosed", "dosed_n")]
    for m in np.random.default_rng(seed).choice(people, ILL, replace=False):
        give_dose(*dose, int(m), 99)
    return live


def epidemic(live: Live, days: int) -> None:
    """Step the infection day by day."""
    step = Step(process("infection"), live)
    for day in range(days):
        step(day * MINUTE)
        live.events.drain()


def measure(people: int = PEOPLE, days: int = DAYS) -> list[Row]:
    """Person-steps per second of the processor."""
    epidemic(town(people, 0.0), 2)  # compiled by then
    rows = []
    for word, chance in OUT.items():
        times, stages = [], np.zeros(0)
        for seed in range(1, ROUNDS + 1):
            live = town(people, chance, seed)
            times.append(timed(lambda live=live: epidemic(live, days)).cpu)
            stages = live.array("stage")
        rows.append(
            Row(f"infection{word}", f"Kinward, {people:,} people, {days} days, chance {chance}",
                people * days / min(times) / 1e6, "million person-steps/CPU s",
                f"{float((stages != 0).mean()):.1%} infected by the end; best of {ROUNDS} "
                "epidemics; every infection and stage is an event")
        )  # fmt: skip
    return rows
