"""Routing: the field of distances of one destination over the whole network.

The compiled search that the engine fills its table with (`city.routes.dijkstra`), from nodes
drawn at random, on the streets of the built-in map and on the lattice of movement.py (150,544
nodes, 300,312 passages). On the small map also the table of all fields that a run builds at its
start, with all threads.
"""

from __future__ import annotations

import numpy as np

from benchmarks.movement import SIDE, STREET
from benchmarks.rows import Row, best, timed
from kinward import city
from kinward.city import PlaceGraph, lattice
from kinward.city.graph import Use
from kinward.city.routes import all_fields, cost_of, dijkstra

FIELDS = 40


def fields(graph: PlaceGraph, count: int) -> float:
    """Seconds of the processor for one field, best of three rounds of `count`."""
    n = len(graph.node_x)
    adjacency = graph.adj_ptr, graph.adj_passage, graph.adj_node
    cost, out = cost_of(graph, Use.WALK), np.empty(n, np.float32)
    nodes = np.random.default_rng(1).integers(0, n, count)

    def go() -> None:
        for v in nodes:
            dijkstra(v, *adjacency, cost, out)

    dijkstra(nodes[0], *adjacency, cost, out)
    return best(3, go).cpu / count


def measure(side: int = SIDE) -> list[Row]:
    """Flow fields a second, on a small network and a large one."""
    rows = []
    kyoto, _ = city.load("kyoto")
    for id, name, graph in (
        ("field-kyoto", "the built-in map", kyoto),
        ("field-lattice", "the lattice", lattice(side, STREET)),
    ):
        took = fields(graph, FIELDS if id == "field-lattice" else 50 * FIELDS)
        nodes, streets = len(graph.node_x), graph.n_street
        rows.append(
            Row(id, f"fields on {name}", 1.0 / took, "fields/CPU s",
                f"{nodes:,} nodes, {streets:,} streets; {took * 1e3:.2f} ms a field, "
                f"{nodes / took / 1e6:.1f} million nodes/s")
        )  # fmt: skip
    n = len(kyoto.node_x)
    table = np.empty((n, n), np.float32)
    adjacency = kyoto.adj_ptr, kyoto.adj_passage, kyoto.adj_node
    all_fields(*adjacency, cost_of(kyoto, Use.WALK), table)
    took = timed(lambda: all_fields(*adjacency, cost_of(kyoto, Use.WALK), table)).wall
    rows.append(
        Row("fields-all", "all fields of the built-in map at the start of a run", took, "s",
            f"{n:,} fields, {n / took:,.0f} a second, {table.nbytes / 1e6:.0f} MB")
    )  # fmt: skip
    return rows
