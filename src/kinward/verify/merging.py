"""Check of two streams that merge: B8."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.city import Draft, Law
from kinward.verify.check import Line, at_least, check, near
from kinward.verify.worlds import Walk, stand, without, world

WIDTHS = (1.0, 3.0)  # m, the weights of the two arms
LENGTH = 20.0  # m of each arm
BASIN = 400  # people behind each arm for a metre of its width


def merged(broken: str, warm: int = 200, seconds: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """Two arms, fed at what they can take in, merge into a corridor of 1 m.

    Returns:
        How many people of each arm have gone through in `seconds` after the first `warm`, and
        the fewest that stood before the corridor in each at the end of a second.
    """
    draft = Draft("merging")
    meet, out = draft.node(0, 0), draft.node(0, -20)
    exit_ = draft.passage(meet, out, width=1.0, layer=0.0, law=Law.SFPE_LEVEL,
                          room=draft.room(1e4))  # fmt: skip
    arms, where, arm_of = [], [], []
    for i, (width, side) in enumerate(zip(WIDTHS, (-1, 1))):
        far = draft.node(side * LENGTH, 0)
        back = draft.node(side * (LENGTH + 10.0), 0)
        arms.append(draft.passage(far, meet, width=width, layer=0.0, law=Law.SFPE_LEVEL))
        basin = draft.passage(back, far, width=50.0, law=Law.SFPE_LEVEL, room=draft.room(1e4))
        n = round(BASIN * width)
        where += [(basin, 10.0)] * n
        arm_of += [i] * n
    arm = np.array(arm_of)
    live = world(draft.compile(), len(arm), walking=without(broken))
    stand(live, where)
    walk = Walk(live)
    for m in range(len(arm)):
        walk.send.to_point(m, exit_, 20.0)
    passage, waiting = live.array("passage"), live.array("waiting_since")
    before, fewest = np.zeros(2), np.full(2, np.inf)
    for i in range(warm + seconds):
        if broken == "merging":  # the narrow arm always has the right of way
            waiting[(passage == arms[0]) & (waiting >= 0.0)] = 0.0
        walk.step()
        if i == warm:
            before = _through(passage == exit_, arm)
        if i >= warm:
            queue = _through((waiting >= 0.0) & np.isin(passage, arms), arm)
            fewest = np.minimum(fewest, queue)
    return _through(passage == exit_, arm) - before, fewest


def _through(there: np.ndarray, arm: np.ndarray) -> np.ndarray:
    """How many of each arm are there."""
    return np.bincount(arm[there], minlength=2).astype(float)


@check(
    "B8", "two streams merge, one three times as wide",
    "EvacuatioNZ verification: flows as the weights, 1 : 3; assumed: the weights are the widths "
    "of the arms, for the model has no others; tolerance: 15 %, as published",
    breaks=("merging", "capacity"),
)  # fmt: skip
def merging(broken: str) -> Iterator[Line]:
    """The ratio of the flows, while people wait in both arms."""
    flow, fewest = merged(broken)
    yield at_least("fewest that wait in either arm", float(fewest.min()), 1.0)
    yield near("flow of the wide arm over that of the narrow", 3.0, flow[1] / max(flow[0], 1.0),
               0.45)  # fmt: skip
    yield near("both together, 1/s", 1.316, flow.sum() / 299.0, 2.0 / 299.0)
