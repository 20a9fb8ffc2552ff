"""Parking: where a car is left for a place that no car comes to.

Cars keep to the streets that hang together for them. Of several such parts of a city the one is
taken that has the most of given passages (the gates of a zone), then the most street.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import numpy as np

from kinward.city.graph import PlaceGraph, Use

ASIDE = 2.0  # m from the corner at which a car is left, as far as its street is that long


def parking(graph: PlaceGraph, among: Iterable[int]) -> dict[str, np.ndarray]:
    """The nearest place on foot, from each passage, to which one can drive.

    Args:
        graph: a city.
        among: passages that cars should reach.

    Returns:
        `p_park` int32 (P,): the passage; itself where one can drive there; -1 where there is none.
        `p_park_off` float64 (P,): offset on it, m; nan where it is the passage itself.
    """
    g, n = graph, len(graph.p_len)
    car = _network(g, np.array(list(among), np.int64))
    spot, off = np.full(n, -1, np.int32), np.full(n, np.nan)
    far, corner = _corners(g, car)
    for p in range(g.n_street):
        if car[p]:
            spot[p] = p
            continue
        ends = (int(g.p_a[p]), int(g.p_b[p]))
        near = min(ends, key=lambda v: (far[v], v))
        if corner[near] >= 0:
            q, at_b = divmod(corner[near], 2)
            aside = min(ASIDE, float(g.p_len[q]) / 2.0)
            spot[p], off[p] = q, g.p_len[q] - aside if at_b else aside
    attached = np.flatnonzero(g.p_host >= 0)
    spot[attached], off[attached] = spot[g.p_host[attached]], off[g.p_host[attached]]
    return {"p_park": spot, "p_park_off": off}


def _network(g: PlaceGraph, among: np.ndarray) -> np.ndarray:
    """Passages (P,) bool of the part of the city that cars use."""
    drive = (g.p_use & int(Use.DRIVE)) > 0
    drive[g.n_street :] = False
    part = np.full(len(g.p_len), -1)
    best, best_rank = np.zeros(len(g.p_len), bool), (-1, -1.0)
    for first in np.flatnonzero(drive):
        if part[first] >= 0:
            continue
        todo, rows = [int(first)], []
        part[first] = first
        while todo:
            p = todo.pop()
            rows.append(p)
            for v in (g.p_a[p], g.p_b[p]):
                for q in g.adj_passage[g.adj_ptr[v] : g.adj_ptr[v + 1]].tolist():
                    if drive[q] and part[q] < 0:
                        part[q] = first
                        todo.append(q)
        rank = (int((part[among] == first).sum()), float(g.p_len[rows].sum()))
        if rank > best_rank:
            best, best_rank = part == first, rank
    return best


def _corners(g: PlaceGraph, car: np.ndarray) -> tuple[list[float], list[int]]:
    """Way on foot (m) from each node to the nearest street of cars, inf if none; 2 that street,
    plus 1 where it is come to at its end b, -1 if none."""
    n = len(g.node_x)
    far, corner = [np.inf] * n, [-1] * n
    heap: list[tuple[float, int, int]] = []
    for p in np.flatnonzero(car).tolist():
        heap += [(0.0, int(g.p_a[p]), 2 * p), (0.0, int(g.p_b[p]), 2 * p + 1)]
    heapq.heapify(heap)
    while heap:
        d, v, end = heapq.heappop(heap)
        if corner[v] >= 0:
            continue
        far[v], corner[v] = d, end
        for i in range(int(g.adj_ptr[v]), int(g.adj_ptr[v + 1])):
            q, u = int(g.adj_passage[i]), int(g.adj_node[i])
            if corner[u] < 0 and g.p_use[q] & int(Use.WALK):
                heapq.heappush(heap, (d + float(g.p_len[q]), u, end))
    return far, corner
