"""Check that means depend neither on the step of the clock nor on the seconds passed over."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.city import Draft, Law
from kinward.core.purposes import START_PLACE, WALKING_SPEED
from kinward.engine.world import Live
from kinward.verify import calm
from kinward.verify.check import Line, check, near
from kinward.verify.worlds import Walk, spread, stand, world

PEOPLE, CROWDS = 60, 12
HALL, WAY = 40.0, 20.0  # m, before and after a door of 1 m
STEP = 1.0  # s, of the body's clock


class Fine(Walk):
    """Walks on by `step` s at a time."""

    def __init__(self, live: Live, step: float) -> None:
        super().__init__(live)
        self.ms = round(step * 1000)

    def step(self) -> None:
        """One step."""
        for step in self.steps:
            step(self.t)
        self.t += self.ms


def times(step: float, stride: float, crowd: int) -> tuple[float, float]:
    """Mean time (s) of a crowd's arrival, and that of the last.

    Args:
        step: of the clock, s. stride: time that a mover is given in each, s. crowd: number of it.
    """
    draft = Draft("hall")
    a, b, c = draft.node(0, 0), draft.node(HALL, 0), draft.node(HALL + WAY, 0)
    draft.passage(a, b, width=6.0, law=Law.SFPE_LEVEL)
    door = draft.passage(b, c, width=1.0, law=Law.SFPE_LEVEL, room=draft.room(400.0))
    live = world(draft.compile(), PEOPLE, seed=crowd, walking={"step": f"{stride:g} s"})
    begin = HALL * spread(crowd, START_PLACE, PEOPLE)
    stand(live, [(0, x) for x in begin], 0.94 + 0.8 * spread(crowd, WALKING_SPEED, PEOPLE))
    walk = Fine(live, step)
    for m in range(PEOPLE):
        walk.send.to_point(m, door, WAY - 1.0)
    arrived, at = live.array("arrived"), np.full(PEOPLE, np.nan)
    while np.isnan(at).any() and walk.seconds < 1_000:
        walk.step()
        at[arrived & np.isnan(at)] = walk.seconds
    return float(at.mean()), float(at.max())


@check(
    "D4", "the step of the clock halved; the calm step on and off",
    f"design: equal means; {CROWDS} crowds of {PEOPLE} through a door of 1 m, the same at steps of "
    "1 s and 0.5 s; tolerance: 3 standard errors of the difference, and the step by which an "
    "arrival is told late; who stands in a quiet street notices the same in the same minute, and "
    f"{calm.ZONES} zones lived in and a district of bands have the same events, who sits in a room "
    "with one of the infected wakes it in the same second; broken: half the step of the clock, the "
    "whole stride; who stands has not looked about before the quiet seconds are passed over; these "
    "include those in which somebody shares a room with one of the infected",
    breaks=("step", "calm", "beside"),
)  # fmt: skip
def steps(broken: str) -> Iterator[Line]:
    """Half the step against the whole; the calm step against every second."""
    yield from _halved(broken)
    yield from calm.looking(broken)
    yield from calm.sharing(broken)
    yield from calm.living(broken)
    yield from calm.surviving(broken)


def _halved(broken: str) -> Iterator[Line]:
    """Mean and last arrival at half the step, against those at the whole."""
    whole = np.array([times(STEP, STEP, i) for i in range(CROWDS)])
    stride = STEP if broken == "step" else STEP / 2
    half = np.array([times(STEP / 2, stride, i) for i in range(CROWDS)])
    for i, word in enumerate(("mean", "last")):
        late = STEP / 2 - STEP / 4  # an arrival is told half a step late on average
        apart = whole[:, i] - half[:, i] - late
        error = apart.std(ddof=1) / np.sqrt(CROWDS)
        yield near(f"{word} arrival, s", whole[:, i].mean(), half[:, i].mean() + late,
                   3 * error + STEP / 2)  # fmt: skip
