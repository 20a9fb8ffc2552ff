"""Small worlds for checks: a place graph, people put there by hand, some processes of the plan.

A check never writes a law again: it takes the engine's own processes by their names in the plan
and steps them as the engine does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from kinward.city import PlaceGraph
from kinward.city.dispatch import Dispatcher
from kinward.city.places import rebuild
from kinward.city.routes import Ways
from kinward.core.columns import State
from kinward.core.decisions import DecisionBuffer
from kinward.core.draws import uniforms
from kinward.core.events import EventBuffer
from kinward.core.process import Columns, Process
from kinward.engine.build import COLUMNS
from kinward.engine.plan import PLAN, Step
from kinward.engine.ruins import dusk
from kinward.engine.scenario import Scenario
from kinward.engine.world import Live, World
from kinward.people.population import Population, Timetable
from kinward.verify.keys import fill_keys

SECOND_MS = 1_000
SWITCHES = ("capacity", "stairs", "smoke")  # rules of walking that can be left out
_LISTS = (
    "passage", "offset", "unit", "cell", "facing", "next_in", "prev_in", "first_in", "cell_n",
    "gone", "p_len", "p_cell", "p_ncell",
)  # fmt: skip


def people(n: int) -> Population:
    """`n` adults of 30, each a household alone, who know nobody."""
    i4, i1 = np.int32, np.int8
    rows = np.arange(n, dtype=i4)
    key = np.empty(n, np.uint64)
    fill_keys(key)
    none = np.zeros(0)
    return Population(
        key=key, name=("",) * n, age=np.full(n, 30, np.int16),
        sex=np.zeros(n, i1), household=rows, role=np.full(n, 9, i1),
        infected=np.zeros(n, bool), home=np.zeros(n, i4), work=np.zeros(n, i4),
        shift=np.zeros(n, i1), teaches=np.full(n, -1, i1), pupil=np.zeros(n, i1),
        longing=np.full(n, -1, i1), tie_ptr=np.zeros(n + 1, np.int64), tie_to=none.astype(i4),
        tie_kind=none.astype(i1), tie_strength=none.astype(np.float32),
        tie_trust=none.astype(np.float32), tie_since=none.astype(np.int64),
        tie_back=none.astype(np.int64), h_key=key, h_home=np.zeros(n, i4),
        h_ptr=np.arange(n + 1), h_member=rows, team=np.full(n, -1, i4),
    )  # fmt: skip


def world(
    graph: PlaceGraph, n: int, *, seed: int = 1, fixed: Mapping[str, np.ndarray] | None = None,
    sizes: Mapping[str, int] | None = None, only: Iterable[str] | None = None,
    **sections: Mapping[str, Any],
) -> Live:  # fmt: skip
    """A world of `n` people on `graph`, nobody on the map yet.

    Args:
        fixed: further columns of the world, by name.
        sizes: rows of further tables of state.
        only: columns of state that there are (of worlds with very many people); None for all.
        sections: parameters that differ from the defaults, by section.
    """
    scenario = Scenario.from_data({"people": n, "seed": seed, **sections})
    population = people(n)
    ways = Ways(graph)
    none = np.zeros(0, np.int64)
    timetable = Timetable((), np.zeros(1, np.int64), none, none, np.full(n, -1), none)
    arrays = dict(graph.arrays())
    arrays |= {
        **ways.columns(), "seed": np.array([seed], np.uint64), "key": population.key,
        "household": population.household, "tie_ptr": population.tie_ptr,
        "age": population.age, "dusk": dusk(scenario),
        "b_block": np.zeros(len(graph.b_x), np.int32),
        "p_gate": np.zeros(len(graph.p_len), bool), "p_zone": np.ones(len(graph.p_len), bool),
        "unit_near": np.zeros(len(graph.p_len), np.int32),
        **(fixed or {}),
    }  # fmt: skip
    rows = {
        "mover": n, "household": n, "party": n, "tie": 0, "unit": len(graph.u_passage),
        "passage": len(graph.p_len), "cell": len(graph.cell_area), "node": len(graph.node_x),
        "slot": len(graph.cell_area) + len(graph.u_passage), "group": 1, "group word": 1,
        "outing": 1, "deed": 1,
        "block": 1, "building": len(graph.b_x), "run": 1, "sound": 1,
        "world": 1, **(sizes or {}),
    }  # fmt: skip
    keep = None if only is None else set(only)
    columns = [c for c in COLUMNS if c.per in rows and (keep is None or c.name in keep)]
    live = Live(
        World(scenario, graph, population, timetable, None, ways, arrays), State(columns, rows),
        EventBuffer(65_536 + n), DecisionBuffer(16),
    )  # fmt: skip
    if keep is None:
        live.array("lamps_on")[:] = False
    return live


def spread(seed: int, purpose: int, n: int, k: int = 0) -> np.ndarray:
    """`n` uniform draws, by the keys of the people of checks."""
    key, out = np.empty(n, np.uint64), np.empty(n)
    fill_keys(key)
    uniforms(np.uint64(seed), purpose, key, 0, k, out)
    return out


def process(name: str) -> Process:
    """A process of the plan."""
    return next(p for p in PLAN if p.name == name)


def without(broken: str) -> dict[str, bool]:
    """Parameters of walking without the rule that is broken on purpose, if it is one of these."""
    return {broken: False} if broken in SWITCHES else {}


def stand(live: Live, where: Iterable[tuple[int, float]], speed: Any = 1.34) -> None:
    """Put everyone on the map.

    Args:
        where: (passage, offset m) of each. speed: own free speed, m/s, of all or of each.
    """
    places = list(where)
    live.array("passage")[:] = [p for p, _ in places]
    live.array("offset")[:] = [off for _, off in places]
    live.array("free_speed")[:] = speed
    rebuild_lists(live)


def rebuild_lists(live: Live) -> None:
    """Derive the lists of who is where from the positions."""
    rebuild(*(live.array(n) for n in _LISTS))


class Walk:
    """Steps the processes of movement over a small world, second by second.

    Args:
        live: the world.
        drop: names of processes left out (a model broken on purpose).
        forget_capacity: forget each second who has just gone through (broken on purpose).
    """

    names = ("keep", "walk", "cross", "turn_back")

    def __init__(
        self, live: Live, *, drop: Iterable[str] = (), forget_capacity: bool = False
    ) -> None:
        self.live = live
        self.t = 0
        self.steps = [
            Step(p, live) for p in PLAN if p.name in self.names and p.name not in set(drop)
        ]
        self.forget = forget_capacity
        names = {*live.state.arrays, *live.world.arrays}
        self.send = Dispatcher(Columns({n: live.array(n) for n in names}))

    @property
    def seconds(self) -> float:
        """Time that has passed, s."""
        return self.t / SECOND_MS

    def step(self) -> None:
        """One second."""
        if self.forget:
            self.live.array("cell_free")[:] = 0.0
        for step in self.steps:
            step(self.t)
        self.t += SECOND_MS

    def until(self, done: Callable[[], bool], most: int) -> None:
        """Steps until `done()`, at most `most` seconds."""
        for _ in range(most):
            if done():
                return
            self.step()
