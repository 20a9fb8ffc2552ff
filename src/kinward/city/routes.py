"""Routes: shortest ways as pure functions of the graph and the destination.

A *chart* is the city as somebody knows it: which passages they take to be closed. There are two
charts of a number for each such knowledge, one on foot and one by car (`chart_of`); numbers 0
and 1 have nothing closed. A *field* is the distance of every node from one goal node on one chart
(Dijkstra 1959). Up to FULL_NODES all fields of chart 0 are kept; the others are found when asked
for, and again when evicted, so that what is kept never changes a result. Ties fall to the lowest
passage id.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numba as nb
import numpy as np

from kinward.city.graph import PassageKind, PlaceGraph, Use
from kinward.core.heap import pop, push
from kinward.core.lean import lean, light, shared

FULL_NODES = 5_000  # fields of all nodes are kept up to here
POOL = 3_000  # fields kept above
BYTES = 1 << 26  # memory for fields of other charts, up to there
CHARTS = 33  # pictures of the city that are kept at a time
KNOWN = CHARTS - 1  # of these, those of people who know of closures; the last is that of sewers

# what the end of a leg is
LEG_GOAL, LEG_NODE, LEG_FOOT, LEG_DOOR = range(4)


@shared
def dijkstra(source, adj_ptr, adj_passage, adj_node, cost, out):
    """Distances from `source` into `out` (N,) float32 m; `cost` (P,) m, inf where closed.

    Binary heap with lazy deletion; equal distances settle in order of node number.
    """
    n = out.size
    out[:] = np.inf
    dist = np.full(n, np.inf)
    heap_d = np.empty(4 * adj_node.size + 8, np.float64)
    heap_v = np.empty(4 * adj_node.size + 8, np.int32)
    dist[source] = 0.0
    heap_d[0] = 0.0
    heap_v[0] = source
    size = 1
    while size > 0:
        d = heap_d[0]
        u = heap_v[0]
        size = pop(heap_d, heap_v, size)
        if d > dist[u]:
            continue
        out[u] = d
        for e in range(adj_ptr[u], adj_ptr[u + 1]):
            v = adj_node[e]
            nd = d + cost[adj_passage[e]]
            if nd < dist[v]:
                dist[v] = nd
                size = push(heap_d, heap_v, size, nd, v)


@nb.njit(cache=True, parallel=True)
def all_fields(adj_ptr, adj_passage, adj_node, cost, out):
    """Fill `out` (N, N) with the field of each node."""
    for s in nb.prange(out.shape[0]):
        dijkstra(s, adj_ptr, adj_passage, adj_node, cost, out[s])


def cost_of(graph: PlaceGraph, use: Use) -> np.ndarray:
    """Length of each passage (P,) m for those who need `use`; inf where it may not be used."""
    return np.where((graph.p_use & int(use)) > 0, graph.p_len, np.inf)


def field_from(graph: PlaceGraph, node: int, use: Use = Use.WALK) -> np.ndarray:
    """Distance (N,) float32 m of every node from `node`."""
    out = np.empty(len(graph.node_x), np.float32)
    dijkstra(node, graph.adj_ptr, graph.adj_passage, graph.adj_node, cost_of(graph, use), out)
    return out


def spread(
    c: Mapping[str, Any], cost: np.ndarray, starts: Sequence[tuple[float, int, int]]
) -> tuple[np.ndarray, np.ndarray]:
    """Distance (N,) m of every node from the nearest start, and int32 (N,) which it is, -1 none.

    Args:
        c: the columns of a graph by name. cost: (P,) m, inf where closed.
        starts: (m, node, number) each; the first of equals counts.
    """
    n = len(c["node_x"])
    dist, of = np.full(n, np.inf), np.full(n, -1, np.int32)
    heap = [(d, i, node) for d, node, i in starts]
    heapq.heapify(heap)
    while heap:
        d, i, node = heapq.heappop(heap)
        if d >= dist[node]:
            continue
        dist[node], of[node] = d, i
        for e in range(int(c["adj_ptr"][node]), int(c["adj_ptr"][node + 1])):
            far = d + float(cost[c["adj_passage"][e]])
            if far < dist[c["adj_node"][e]]:
                heapq.heappush(heap, (far, i, int(c["adj_node"][e])))
    return dist, of


@light
def chart_of(chart, driving, m):
    """The chart that mover m goes by now."""
    return 2 * chart[m] + (1 if driving[m] else 0)


class Ways:
    """The charts of a city, and the distance fields on them.

    Attributes:
        cost: float64 (2 CHARTS, P) length of each passage, m; inf where it cannot be used.
        table: float32 (rows, N) distances, m.
        row_of: int32 (2 CHARTS, N) row of each goal node on each chart, -1 where it is not there.
        owner: int64 (rows,) chart * N + node of each row, -1 none.
        turn: int64 (2,) next row to be given up, counted from the first that may be; that row.
    """

    def __init__(self, graph: PlaceGraph) -> None:
        n = len(graph.node_x)
        self.graph = graph
        self.base = np.stack([cost_of(graph, use) for use in (Use.WALK, Use.DRIVE)])
        self.cost = np.tile(self.base, (CHARTS, 1))
        self.cost[2 * KNOWN :] = np.where(graph.p_kind == PassageKind.SEWER, graph.p_len, np.inf)
        full = n if n <= FULL_NODES else 0
        rows = full + min(2 * CHARTS * n, BYTES // (4 * n)) if full else min(2 * n, POOL)
        self.table = np.full((rows, n), np.inf, np.float32)
        self.row_of = np.full((2 * CHARTS, n), -1, np.int32)
        self.owner = np.full(rows, -1, np.int64)
        self.turn = np.array([0, full], np.int64)
        if full:
            adjacency = graph.adj_ptr, graph.adj_passage, graph.adj_node
            all_fields(*adjacency, self.cost[0], self.table[:full])
            self.row_of[0] = self.owner[:full] = np.arange(n)

    def draw(self, number: int, closed: np.ndarray) -> None:
        """Let knowledge `number`, above 0, be that the passages `closed` (P,) bool are closed."""
        n = self.row_of.shape[1]
        for chart in (2 * number, 2 * number + 1):
            self.cost[chart] = np.where(closed, np.inf, self.base[chart % 2])
            self.row_of[chart] = -1
            self.owner[self.turn[1] :][self.owner[self.turn[1] :] // n == chart] = -1

    def columns(self) -> dict[str, np.ndarray]:
        """The fixed columns that ways are found with, by name."""
        return {"way_cost": self.cost, "table": self.table, "row_of": self.row_of,
                "owner": self.owner, "turn": self.turn}  # fmt: skip


class Net(NamedTuple):
    """The columns that a way is found with, bundled inside kernels (never at their edge)."""

    p_a: np.ndarray
    p_b: np.ndarray
    p_len: np.ndarray
    p_host: np.ndarray
    p_host_off: np.ndarray
    adj_ptr: np.ndarray
    adj_passage: np.ndarray
    adj_node: np.ndarray
    cost: np.ndarray
    table: np.ndarray
    row_of: np.ndarray
    owner: np.ndarray
    turn: np.ndarray


@shared
def row(net, chart, node):
    """Row of the field of `node` on a chart, computed now if it is not there."""
    r = net.row_of[chart, node]
    if r < 0:
        n = net.row_of.shape[1]
        first = net.turn[1]
        r = first + net.turn[0] % (net.owner.size - first)
        net.turn[0] += 1
        old = net.owner[r]
        if old >= 0:
            net.row_of[old // n, old % n] = -1
        net.owner[r] = chart * n + node
        net.row_of[chart, node] = r
        cost = net.cost[chart]
        dijkstra(node, net.adj_ptr, net.adj_passage, net.adj_node, cost, net.table[r])
    return r


@lean
def ends_of(net, chart, base):
    """Rows of the fields of both ends of street passage `base`; (-1, -1) if it is closed."""
    if net.cost[chart, base] == np.inf:
        return -1, -1
    ra, rb = net.row_of[chart, net.p_a[base]], net.row_of[chart, net.p_b[base]]
    if ra < 0 or rb < 0:
        ra = row(net, chart, net.p_a[base])
        rb = row(net, chart, net.p_b[base])
        if ra == rb and net.p_a[base] != net.p_b[base]:  # the second took the place of the first
            ra = row(net, chart, net.p_a[base])
    return ra, rb


@lean
def to_goal(table, ends, node, length, off):
    """Distance (m) from `node` to offset `off` of a street passage; inf if it is closed.

    Args:
        ends: of that passage, from `ends_of`. length: of it, m.
    """
    if ends[0] < 0:
        return np.inf
    return min(table[ends[0], node] + off, table[ends[1], node] + (length - off))


@light
def next_passage(net, chart, node, base, off):
    """The passage to take at `node` towards offset `off` of `base`; -1 if there is no way."""
    best = np.inf
    take = -1
    ends = ends_of(net, chart, base)
    for e in range(net.adj_ptr[node], net.adj_ptr[node + 1]):
        p = net.adj_passage[e]
        if net.cost[chart, p] == np.inf:
            continue
        if p == base:
            d = off if net.p_a[p] == node else net.p_len[p] - off
        else:
            d = net.cost[chart, p] + to_goal(net.table, ends, net.adj_node[e], net.p_len[base],
                                             off)  # fmt: skip
        if d < best or (d == best and p < take):
            best = d
            take = p
    return take


@light
def street_of(net, p, off):
    """The street passage and offset where an attached passage meets it; itself for a street."""
    if net.p_host[p] >= 0:
        return net.p_host[p], net.p_host_off[p]
    return p, off


@light
def leg(net, chart, p, off, goal_p, goal_off):
    """The next stretch on the own passage towards a goal.

    Returns:
        (offset to walk to on passage p, LEG_*), or (off, -1) where there is no way.
    """
    if p == goal_p:
        return goal_off, LEG_GOAL
    if net.p_host[p] >= 0:
        return 0.0, LEG_FOOT
    base, base_off = street_of(net, goal_p, goal_off)
    if base == p:
        return base_off, LEG_DOOR
    ends = ends_of(net, chart, base)
    da = off + to_goal(net.table, ends, net.p_a[p], net.p_len[base], base_off)
    db = (net.p_len[p] - off) + to_goal(net.table, ends, net.p_b[p], net.p_len[base], base_off)
    if da == np.inf and db == np.inf:
        return off, -1
    if da <= db:
        return 0.0, LEG_NODE
    return net.p_len[p], LEG_NODE


@lean
def leg_through(net, p, off, goal_p, goal_off):
    """The stretch on passage p for who enters it at a node, at offset `off` (one of its ends).

    They go on to the other end: comparing the ends again would be a tie that float32 decides.
    """
    if p == goal_p:
        return goal_off, LEG_GOAL
    base, base_off = street_of(net, goal_p, goal_off)
    if base == p:
        return base_off, LEG_DOOR
    return (net.p_len[p] if off <= 0.0 else 0.0), LEG_NODE


@light
def remaining(net, chart, p, off, goal_p, goal_off):
    """Length of the way from (p, off) to (goal_p, goal_off), m; inf where there is none."""
    if p == goal_p:
        return abs(goal_off - off)
    q, q_off = street_of(net, p, off)
    g, g_off = street_of(net, goal_p, goal_off)
    extra = (off if q != p else 0.0) + (goal_off if g != goal_p else 0.0)
    if q == g:
        return extra + abs(g_off - q_off)
    ends = ends_of(net, chart, g)
    da = q_off + to_goal(net.table, ends, net.p_a[q], net.p_len[g], g_off)
    db = (net.p_len[q] - q_off) + to_goal(net.table, ends, net.p_b[q], net.p_len[g], g_off)
    return extra + min(da, db)


@shared
def ways(net, chart, p, off, q, q_off):
    """Lengths (n, k) m of the ways by a chart from each (p, off) to each (q, q_off)."""
    out = np.empty((p.size, q.size))
    for i in range(p.size):
        for j in range(q.size):
            out[i, j] = remaining(net, chart, p[i], off[i], q[j], q_off[j])
    return out
