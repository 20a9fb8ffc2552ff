"""Check of those who leave a danger that comes without notice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.verify.check import Line, at_least, check, near
from kinward.verify.dangers import FIRE, evacuees, gathered, town

SEEDS = range(1, 5)


@check(
    "M1", "households gather in a small town, no notice, a working morning",
    "Angora fire 2007 (thesis, University of Utah): all households gathered or were together, "
    "near 80 % within 30 min; ratio 3.2: the design's, its source not found again; 800 people on "
    f"foot, all households of {len(SEEDS)} seeds together; time from the first word in the "
    "household; at home or on the way, or safe within 200 m of one another",
    breaks=("gathering", "keeping"), quick=False,
)  # fmt: skip
def households_gather(broken: str) -> Iterator[Line]:
    """Share that gathers, share within half an hour, and what dropping in costs."""
    facts = {**FIRE, **({broken: False} if broken else {})}
    scenes = [town(seed, facts) for seed in SEEDS]
    when = np.concatenate([gathered(scene) for scene in scenes])
    left = [evacuees(scene) for scene in scenes]
    yield at_least("gathered or together", float(np.isfinite(when).mean()), 0.97)
    yield at_least("within 30 min", float((when <= 30.0).mean()), 0.80)
    inn = np.concatenate([e.on_way[e.dropped_in] for e in left])
    at_once = np.concatenate([e.on_way[~e.dropped_in] for e in left])
    ratio = inn.mean() / at_once.mean() if len(inn) and len(at_once) else np.nan
    yield near("time to safety, dropped in / at once", 3.2, ratio, 0.5)
