"""Check of two crowds that meet in a corridor: B11."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from kinward.city import Draft, Law
from kinward.core.draws import uniforms
from kinward.core.math import normal_quantile
from kinward.core.purposes import START_PLACE, WALKING_SPEED
from kinward.verify.check import Line, at_least, check
from kinward.verify.worlds import Walk, stand, world

SIDE, LENGTH, WIDTH = 10.0, 10.0, 2.0  # m: the rooms, the corridor
CROWD, OTHERS, SEEDS = 100, (0, 10, 50, 100), 20
STEP = 1.0  # s
MEAN, SPREAD = 1.34, 0.26  # m/s, free speed (Weidmann 1993)


def rooms() -> tuple[Draft, int, int]:
    """Two rooms of 10 x 10 m, a corridor of 10 x 2 m between them; the rows of the rooms."""
    draft = Draft("counterflow")
    nodes = [draft.node(x, 0) for x in (0.0, SIDE, SIDE + LENGTH, 2 * SIDE + LENGTH)]
    one, _, two = (
        draft.passage(nodes[i], nodes[i + 1], width=width, layer=0.0, law=Law.SFPE_LEVEL)
        for i, width in enumerate((SIDE, WIDTH, SIDE))
    )
    return draft, one, two


def time_across(others: int, seed: int, broken: str, most: int = 2_000) -> float:
    """Time (s) until the last of the 100 is in the other room, against so many others."""
    draft, one, two = rooms()
    n = CROWD + others
    # broken: who comes the other way takes neither width nor room
    apart = {"counterflow": False, "density": False} if broken == "counterflow" else {}
    live = world(draft.compile(), n, seed=seed, walking=apart)
    begin, end, own = np.empty(n), np.empty(n), np.empty(n)
    key = live.array("key")
    uniforms(np.uint64(seed), START_PLACE, key, 0, 0, begin)
    uniforms(np.uint64(seed), START_PLACE, key, 0, 1, end)
    uniforms(np.uint64(seed), WALKING_SPEED, key, 0, 0, own)
    speed = MEAN + SPREAD * np.clip([normal_quantile(u) for u in own], -2.0, 2.0)
    crowd = np.arange(n) < CROWD
    stand(live, [(one if m < CROWD else two, begin[m] * SIDE) for m in range(n)], speed)
    walk = Walk(live)
    for m in range(n):
        walk.send.to_point(m, two if m < CROWD else one, end[m] * SIDE)
    passage = live.array("passage")
    walk.until(lambda: bool((passage[crowd] == two).all()), most)
    return walk.seconds


@check(
    "B11", "100 people through a corridor of 10 x 2 m against 0, 10, 50 and 100",
    f"IMO MSC.1/Circ.1533 test 8; {SEEDS} seeds of places and speeds (Weidmann 1993, cut at two "
    "sd), the same for every number; tolerance: each rise 3 standard errors of it, and a step of "
    "1 s in one seed",
    breaks=("counterflow",), quick=False,
)  # fmt: skip
def counterflow(broken: str) -> Iterator[Line]:
    """The more come the other way, the longer it takes."""
    times = np.array(
        [[time_across(n, seed, broken) for n in OTHERS] for seed in range(1, SEEDS + 1)]
    )
    for i, (few, many) in enumerate(pairwise(OTHERS)):
        rise = times[:, i + 1] - times[:, i]
        error = float(rise.std(ddof=1)) / SEEDS**0.5
        least = max(3.0 * error, STEP / SEEDS)
        yield at_least(f"from {few} to {many}: mean time rises by, s", rise.mean(), least)
