"""Check of two crowds that meet in a corridor: B11."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from kinward.city import Draft, Law
from kinward.verify.check import Line, at_least, check
from kinward.verify.worlds import Walk, stand, without, world

SIDE, LENGTH, WIDTH = 10.0, 10.0, 2.0  # m: the rooms, the corridor
CROWD, OTHERS, SEEDS = 100, (0, 10, 50, 100), 20
MEAN, SPREAD, SLOWEST, FASTEST = 1.34, 0.26, 0.82, 1.86  # m/s (Weidmann 1993), cut at two sd


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
    live = world(draft.compile(), n, seed=seed, **without(broken))
    draw = np.random.default_rng(seed)  # where they stand and how fast they are, not the model
    at, z = draw.uniform(0.0, SIDE, n), draw.normal(MEAN, SPREAD, n)
    crowd = np.arange(n) < CROWD
    stand(live, [(one if m < CROWD else two, float(at[m])) for m in range(n)],
          np.clip(z, SLOWEST, FASTEST))  # fmt: skip
    walk = Walk(live)
    for m in range(n):
        to = float(draw.uniform(0.0, SIDE))
        walk.send.to_point(m, two if m < CROWD else one, to)
    passage = live.array("passage")
    walk.until(lambda: bool((passage[crowd] == two).all()), most)
    return walk.seconds


@check(
    "B11", "100 people through a corridor of 10 x 2 m against 0, 10, 50 and 100",
    f"IMO MSC.1/Circ.1533 test 8; {SEEDS} seeds of places and speeds (Weidmann 1993, cut at two "
    "sd), the same for every number; tolerance: each rise above 3 standard errors of it",
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
        yield at_least(f"from {few} to {many}: mean time rises by, s", rise.mean(), 3.0 * error)
