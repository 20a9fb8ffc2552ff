"""Walling off: streets are cut at a node, so that nothing passes, sees or aims across."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kinward.city.adjacency import adjacency
from kinward.city.axes import axes_of_sight
from kinward.city.graph import NodeKind, PlaceGraph
from kinward.city.routes import field_from

EARSHOT = 250.0  # m before the wall, along the streets, listed as near it


def wall_off(graph: PlaceGraph, passages: np.ndarray, nodes: np.ndarray) -> PlaceGraph:
    """The graph with passages[i] cut at nodes[i]: that end becomes a dead end at the wall.

    Args:
        graph: the city.
        passages: int32 (n,) street passages.
        nodes: int32 (n,) one end node of each.

    Returns:
        A graph with n nodes more, the same passages, buildings and units.
    """
    if len(passages) == 0:
        return graph
    n, k = len(graph.node_x), len(passages)
    a, b = graph.p_a.copy(), graph.p_b.copy()
    fresh = np.arange(n, n + k, dtype=np.int32)
    at_a = a[passages] == nodes
    a[passages[at_a]] = fresh[at_a]
    b[passages[~at_a]] = fresh[~at_a]
    street = graph.n_street
    links = adjacency(a[:street], b[:street], n + k)
    columns = {**graph.arrays(), "p_a": a, "p_b": b, **links}
    return replace(
        graph,
        node_x=np.concatenate([graph.node_x, graph.node_x[nodes]]),
        node_y=np.concatenate([graph.node_y, graph.node_y[nodes]]),
        node_kind=np.concatenate([graph.node_kind, np.full(k, NodeKind.DEAD_END, np.int8)]),
        p_a=a,
        p_b=b,
        **links,
        **axes_of_sight(columns, n + k, street),
    )


def wall_points(
    graph: PlaceGraph, passages: np.ndarray, nodes: np.ndarray, inside: np.ndarray
) -> dict[str, np.ndarray]:
    """Where the wall cuts streets, and the street behind it, as fixed columns.

    Args:
        graph: the city after `wall_off`.
        passages, nodes: as given to `wall_off`.
        inside: bool (P,) passages within the wall.

    Returns:
        wall_passage (W,), wall_offset: the dead end before the wall, m; wall_inner: passage
        behind it, -1 if there is none; wall_inner_offset: m; near_wall (K,): street passages
        beyond the wall and within earshot of it; near_which: number of the wall nearest to each;
        near_far: m to it from the middle.
    """
    outer = np.where(graph.p_a[passages] >= len(graph.node_x) - len(passages), 0.0, 1.0)
    inner = np.full(len(passages), -1, np.int32)
    offset = np.zeros(len(passages))
    for i, v in enumerate(nodes):
        for q in graph.adj_passage[graph.adj_ptr[v] : graph.adj_ptr[v + 1]]:
            if inside[q]:
                inner[i] = q
                offset[i] = 0.0 if graph.p_a[q] == v else graph.p_len[q]
                break
    return {
        "wall_passage": passages.astype(np.int32), "wall_offset": outer * graph.p_len[passages],
        "wall_inner": inner, "wall_inner_offset": offset, **_near(graph, passages, inside, inner),
    }  # fmt: skip


def _near(
    graph: PlaceGraph, passages: np.ndarray, inside: np.ndarray, inner: np.ndarray
) -> dict[str, np.ndarray]:
    """The streets beyond the wall within EARSHOT of one that leads up to it."""
    street = np.flatnonzero((graph.p_host < 0) & ~inside)
    best = np.full(len(street), np.inf)
    which = np.zeros(len(street), np.int32)
    first = len(graph.node_x) - len(passages)  # the dead ends before the wall come last
    for i in np.flatnonzero(inner >= 0):
        far = field_from(graph, first + int(i)).astype(np.float64)
        middle = (far[graph.p_a[street]] + far[graph.p_b[street]]) / 2.0
        which[middle < best] = i
        best = np.minimum(best, middle)
    near = best <= EARSHOT
    return {
        "near_wall": street[near].astype(np.int32), "near_which": which[near],
        "near_far": best[near],
    }  # fmt: skip
