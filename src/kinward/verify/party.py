"""Checks of those who walk together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.city import Draft
from kinward.core.bundles import PARTY
from kinward.core.party import Party, join
from kinward.verify.check import Line, at_most, check, near
from kinward.verify.worlds import Walk, stand, world

WAY = 15.0  # m
SPEEDS = [1.25, 1.25, 1.25, 1.25, 0.5] + [0.2] * 10  # m/s; the first five are the party


def arrivals(together: bool, broken: str) -> np.ndarray:
    """Seconds at which the five arrive at the end of a hall of 15 x 10 m."""
    draft = Draft("hall")
    draft.passage(draft.node(0, 0), draft.node(WAY, 0), width=10.0, layer=0.0)
    live = world(draft.compile(), len(SPEEDS))
    stand(live, [(0, 0.0)] * 5 + [(0, 1.0 + i) for i in range(10)], SPEEDS)
    walk = Walk(live, drop=("keep",) if broken == "party" else ())
    if together:
        columns = Party(*(live.array(name) for name in PARTY))
        for m in range(1, 5):
            join(columns, m, 0)
    for m in range(len(SPEEDS)):
        walk.send.to_point(m, 0, WAY)
    arrived = live.array("arrived")
    times = np.zeros(5)
    while not arrived[:5].all() and walk.seconds < 120:
        walk.step()
        times[arrived[:5] & (times == 0)] = walk.seconds
    return times


@check(
    "B10", "five walk 15 m as one party, the slowest at 0.5 m/s",
    "NIST TN 1822 Verif.2.9; four at 1.25 m/s, ten others at 0.2 m/s in the hall of 15 x 10 m; "
    "tolerance of the last two: a step of 1 s at each end",
    breaks=("party",),
)  # fmt: skip
def one_party(broken: str) -> Iterator[Line]:
    """They arrive within 10 s of each other; without the party 18 s lie between them."""
    times = arrivals(True, broken)
    yield at_most("first to last, as a party, s", float(np.ptp(times)), 10.0)
    yield near("the last is not held up, s", WAY / 0.5, float(times.max()), 2.0)
    yield near("first to last, each alone, s", 18.0, float(np.ptp(arrivals(False, broken))), 2.0)
