"""Mesa 3 doing the step of movement.py on one core, with fewer agents on as many fewer streets.

A lattice of 100 m streets with the same number of walkers and of those who stand to each street.
Every second each agent walks on in its cell of 25 m at the speed that the density there leaves
it (Weidmann's law, looked up by the number of people); those at an edge of a cell pass it in
order of arrival, at the capacity of the next; those on one line of streets are put in order, and
for each pair within 60 m a draw says whether it is noticed. Ways are looked up in a table per
goal. Agents are `mesa.Agent` in an `AgentSet` that is told what to do; lists and tables are
plain Python, which is quicker than Mesa's own spaces.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from math import exp
from typing import Any

import numpy as np

from benchmarks.movement import REACH, STANDING, STREET
from benchmarks.rows import Row, missing, timed
from kinward.city import lattice
from kinward.city.routes import field_from

SIDE, MOVERS, GOALS = 39, 10_000, 16  # 2,964 streets
CELL, WIDTH, PEAK = 25.0, 5.0, 1.225  # m, m that can be used, people /(m s)
WARM, ROUNDS = 2, 15  # s
WHAT = f"Mesa 3, {MOVERS:,} walkers"


class Streets:
    """The streets of a lattice: ends, lines of sight, cells, ways to the goals."""

    def __init__(self, side: int, seed: int) -> None:
        graph = lattice(side, STREET)
        self.a, self.b = graph.p_a.tolist(), graph.p_b.tolist()
        self.line, self.begin = graph.p_axis.tolist(), graph.p_axis_off.tolist()
        self.turned = graph.p_axis_dir.tolist()
        self.n, self.cells = len(self.a), round(STREET / CELL)
        self.people = [0] * (self.n * self.cells)
        self.free = [0.0] * (2 * self.n * self.cells)
        self.lines = len(graph.axis_ptr) - 1
        area = CELL * WIDTH
        self.factor = [1.0, *(_weidmann(k / area) for k in range(1, 700))]
        nodes = random.Random(seed).sample(range(side * side), GOALS)
        self.ways = [_ways(graph, node) for node in nodes]


def _weidmann(density: float) -> float:
    """Speed at a density (1/m2) over the free speed."""
    return max(0.0, 1.0 - exp(-1.913 * (1.0 / density - 1.0 / 5.4))) if density < 5.4 else 0.0


def _ways(graph: Any, goal: int) -> list[int]:
    """The street to take at each node toward a goal."""
    far = field_from(graph, goal)
    ways = []
    for v in range(len(far)):
        around = range(graph.adj_ptr[v], graph.adj_ptr[v + 1])
        best = min(around, key=lambda e: far[graph.adj_node[e]])
        ways.append(int(graph.adj_passage[best]))
    return ways


def town(mesa: Any, movers: int, side: int, seed: int = 1) -> Any:
    """A model of Mesa with its agents."""

    class Walker(mesa.Agent):
        def __init__(self, model: Any, street: int, offset: float, speed: float, way: list[int]):
            super().__init__(model)
            self.street, self.offset, self.speed, self.way = street, offset, speed, way
            self.forward = True
            self.cell = street * streets.cells + int(offset / CELL)
            self.since = -1.0
            streets.people[self.cell] += 1

        def walk(self) -> None:
            if self.since >= 0.0:
                model.at_edge.append((self.since, self.unique_id, self))
                return
            step = self.speed * streets.factor[streets.people[self.cell]]
            place = self.cell % streets.cells
            if self.forward:
                stop = (place + 1) * CELL
                gap = stop - self.offset
            else:
                stop = place * CELL
                gap = self.offset - stop
            if step >= gap:
                self.offset = stop
                when = model.now + (gap / step if step > 0.0 else 0.0)
                model.at_edge.append((when, self.unique_id, self))
            else:
                self.offset += step if self.forward else -step

        def cross(self, when: float) -> None:
            if 0.0 < self.offset < STREET:
                street, forward = self.street, self.forward
                cell = self.cell + (1 if forward else -1)
                offset = self.offset
            else:
                node = streets.b[self.street] if self.forward else streets.a[self.street]
                street = self.way[node]
                forward = streets.a[street] == node
                offset = 0.0 if forward else STREET
                cell = street * streets.cells + (0 if forward else streets.cells - 1)
            door = 2 * cell + forward
            at = max(when, streets.free[door])
            if at >= model.now + 1.0:
                self.since = when
                return
            streets.free[door] = at + 1.0 / (PEAK * WIDTH)
            streets.people[self.cell] -= 1
            streets.people[cell] += 1
            self.street, self.forward, self.cell, self.offset = street, forward, cell, offset
            self.since = -1.0
            rest = self.speed * streets.factor[streets.people[cell]] * (model.now + 1.0 - at)
            self.offset += rest if forward else -rest

        def notice(self) -> None:
            street = self.street
            here = streets.begin[street] + streets.turned[street] * self.offset
            ranks = model.ranks[streets.line[street]]
            chance, draw = model.chance, model.random.random
            for i in range(bisect_left(ranks, here - REACH), len(ranks)):
                if ranks[i] > here + REACH:
                    break
                if draw() < chance:
                    model.noticed += 1

    class Standing(mesa.Agent):
        def __init__(self, model: Any, street: int, offset: float):
            super().__init__(model)
            self.street, self.offset = street, offset
            streets.people[street * streets.cells + int(offset / CELL)] += 1

        def line_up(self) -> None:
            street = self.street
            model.ranks[streets.line[street]].append(
                streets.begin[street] + streets.turned[street] * self.offset
            )

    class Town(mesa.Model):
        def step(self) -> None:
            self.move()
            self.look()
            self.now += 1.0

        def move(self) -> None:
            self.at_edge = []
            walking.do("walk")
            self.at_edge.sort()
            for when, _, who in self.at_edge:
                who.cross(when)

        def look(self) -> None:
            self.ranks = [[] for _ in range(streets.lines)]
            standing.do("line_up")
            for ranks in self.ranks:
                ranks.sort()
            walking.do("notice")

    streets = Streets(side, seed)
    model = Town(rng=seed)
    model.now, model.noticed, model.chance, model.at_edge = 0.0, 0, 0.0, []
    rng = np.random.default_rng(seed)
    for _ in range(movers):
        street, offset = int(rng.integers(0, streets.n)), float(rng.random() * STREET)
        speed = min(max(float(rng.normal(1.34, 0.26)), 0.8), 1.9)
        Walker(model, street, offset, speed, streets.ways[int(rng.integers(0, GOALS))])
    for _ in range(movers // STANDING):
        Standing(model, int(rng.integers(0, streets.n)), float(rng.random() * STREET))
    walking = model.agents_by_type[Walker]
    standing = model.agents_by_type[Standing]
    return model


def measure(movers: int = MOVERS, side: int = SIDE) -> list[Row]:
    """Mover-steps per second of the processor."""
    try:
        import mesa
    except ImportError:
        return [missing("mesa", WHAT, "mesa")]
    model = town(mesa, movers, side)
    for _ in range(WARM):
        model.step()
    moves, looks = [], []
    for _ in range(ROUNDS):
        moves.append(timed(model.move).cpu)
        looks.append(timed(model.look).cpu)
        model.now += 1.0
    whole, own = min(map(sum, zip(moves, looks))), min(moves)
    note = f"Mesa {mesa.__version__}"
    return [
        Row("mesa", WHAT, movers / whole / 1e6, "million mover-steps/CPU s", note),
        Row("mesa-own", f"{WHAT}, without encounters and draws", movers / own / 1e6,
            "million mover-steps/CPU s", note),
    ]  # fmt: skip
