"""Sound: the process `hear` over the built-in map, 4,000 people and 6,000 infected in place.

One step with as many sources as stated, each at a street of its own drawn at random. A scream is
heard some streets away, a shot across the map. A source is the whole search: over the streets,
around corners, through doors, and everybody within earshot told.
"""

from __future__ import annotations

import numpy as np

from benchmarks.rows import Row, best
from kinward.engine.build import build
from kinward.engine.plan import Step
from kinward.engine.scenario import load_scenario
from kinward.verify.worlds import process

SOUNDS = (("scream", "a scream, 100 dBA", 100.0), ("shot", "a rifle shot, 149 dBA", 149.0))
SOURCES = (1, 100)
ROUNDS = 10


def measure(people: int = 4_000) -> list[Row]:
    """Sources a second."""
    live = build(load_scenario("kyoto", people=people))
    hear = Step(process("hear"), live)
    column = live.array
    rng = np.random.default_rng(1)
    streets = rng.integers(0, live.world.graph.n_street, max(SOURCES))
    length = column("p_len")[streets]

    def make(sources: int, level: float) -> None:
        column("sound_n")[0] = sources
        column("sound_who")[:sources] = 0
        column("sound_passage")[:sources] = streets[:sources]
        column("sound_offset")[:sources] = length[:sources] / 2
        column("sound_unit")[:sources] = 0
        column("sound_class")[:sources] = 0
        column("sound_level")[:sources] = level
        hear(0)

    rows = []
    make(1, 100.0)
    for id, what, level in SOUNDS:
        for sources in SOURCES:
            took = best(ROUNDS, lambda s=sources, x=level: make(s, x)).cpu / sources
            heard = int(column("hear_n")[0])
            many = "one source" if sources == 1 else f"{sources} sources in one step"
            rows.append(
                Row(f"{id}-{sources}", f"{what}, {many}", 1.0 / took, "sources/CPU s",
                    f"{took * 1e3:.3f} ms a source; {heard:,} of {live.world.n:,} hear something")
            )  # fmt: skip
    return rows
