"""From noded lines to a street network: edges between junctions, cleaned and in one piece."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from kinward.city.noding import node_lines
from kinward.city.report import MapReport
from kinward.city.survey import Way
from kinward.core.errors import InputError

SHORT_M = 5.0  # shorter edges are merged into their junction, m
CLUSTER_M = (
    10.0  # a merged junction is at most this far from the places merged into it, m (assumed)
)
BEND_DEG = 30.0  # a sharper bend becomes a place: sight does not follow it
PIECE_M = 8.0  # no piece between bends is shorter, m (assumed)


@dataclass
class Edge:
    """A street between two junctions."""

    a: int
    b: int
    line: list[tuple[float, float]]  # from a to b, ends included
    way: Way  # its attributes

    @property
    def length(self) -> float:
        """Length of the line, m."""
        return sum(math.dist(p, q) for p, q in pairwise(self.line))


@dataclass
class Network:
    """Junctions and edges; edges refer to junctions by number."""

    xy: list[tuple[float, float]]
    edges: list[Edge]


def street_network(ways: list[Way], report: MapReport) -> Network:
    """Node, chain, merge and keep the largest component of street lines.

    Raises:
        InputError: no street is left.
    """
    xy, runs = node_lines(ways, report)
    net = Network([tuple(p) for p in xy.tolist()], _chain(xy, runs, ways, report))
    net.edges = [e for e in net.edges if e.way.use]  # a locked gate cuts its street
    _largest(net, report)
    _merge_short(net, report)
    net.edges = [piece for e in net.edges for piece in _split_loops(net, e)]
    net.edges = [piece for e in net.edges for piece in _split_bends(net, e)]
    if not net.edges:
        raise InputError(
            f"{report.source}: no street was found; a map needs ways with a highway tag "
            "(or streets with at least two different points)"
        )
    return _renumber(net)


def _signature(way: Way) -> tuple:
    return (way.kind, way.name, way.width, way.use, way.layer, way.frontage, way.barrier)


def _chain(xy: np.ndarray, runs: list[list[int]], ways: list[Way], report: MapReport) -> list[Edge]:
    """Join links through vertices where exactly two links of one street meet."""
    links: dict[tuple[int, int], int] = {}
    twice = 0
    for w, run in enumerate(runs):
        for a, b in pairwise(run):
            key = (a, b) if a < b else (b, a)
            twice += key in links
            links.setdefault(key, w)
    report.drop("pieces of street drawn twice", twice)
    at: dict[int, list[tuple[int, int]]] = {}
    for key in links:
        for v in key:
            at.setdefault(v, []).append(key)

    def through(v: int) -> bool:
        if len(at[v]) != 2:
            return False
        p, q = (ways[links[k]] for k in at[v])
        return p is q or _signature(p) == _signature(q)

    used: set[tuple[int, int]] = set()
    edges = []
    stops = [v for v in sorted(at) if not through(v)]
    for v in [*stops, *sorted(at)]:  # then rings without any junction
        for key in at[v]:
            if key in used:
                continue
            trail, here = [v], v
            while key not in used:
                used.add(key)
                here = key[1] if key[0] == here else key[0]
                trail.append(here)
                if here == v or not through(here):
                    break
                key = at[here][0] if at[here][0] != key else at[here][1]
            line = [tuple(p) for p in xy[trail].tolist()]
            edges.append(Edge(v, here, line, ways[links[key]]))
    return edges


def _largest(net: Network, report: MapReport) -> None:
    """Keep the component with most metres; report the rest."""
    parent = list(range(len(net.xy)))

    def root(v: int) -> int:
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v

    for e in net.edges:
        parent[max(root(e.a), root(e.b))] = min(root(e.a), root(e.b))
    metres: dict[int, float] = {}
    for e in net.edges:
        metres[root(e.a)] = metres.get(root(e.a), 0.0) + e.length
    if not metres:
        return
    best = min(metres, key=lambda r: (-metres[r], r))
    total = sum(metres.values())
    lost = total - metres[best]
    report.counts["street length read, m"] = round(total, 1)
    if len(metres) > 1:
        report.drop(
            f"pieces of street apart from the largest ({lost:,.0f} m of {total:,.0f} m, "
            f"{100 * lost / total:.1f} %)",
            len(metres) - 1,
        )
    net.edges = [e for e in net.edges if root(e.a) == best]


def _merge_short(net: Network, report: MapReport) -> None:
    """Merge edges under SHORT_M into one junction; drop stubs and loops that short."""
    degree: dict[int, int] = {}
    drivable: dict[int, bool] = {}
    for e in net.edges:
        for v in (e.a, e.b):
            degree[v] = degree.get(v, 0) + 1
            drivable[v] = drivable.get(v, False) or _driven(e)
    into = {v: v for v in degree}
    members = {v: [v] for v in degree}

    def root(v: int) -> int:
        while into[v] != v:
            v = into[v]
        return v

    merged = 0
    order = sorted(range(len(net.edges)), key=lambda i: (net.edges[i].length, i))
    gone: set[int] = set()
    for i in order:
        e = net.edges[i]
        if e.length >= SHORT_M or len(gone) + 1 == len(net.edges):
            break
        a, b = root(e.a), root(e.b)
        if a == b or min(degree[e.a], degree[e.b]) == 1:
            gone.add(i)
            continue
        if e.way.barrier:
            continue  # a barrier stays one
        if not _driven(e) and drivable[e.a] and drivable[e.b]:
            continue  # a footpath between two carriageways stays a footpath
        keep, drop = (a, b) if (-degree[a], a) <= (-degree[b], b) else (b, a)
        if any(math.dist(net.xy[keep], net.xy[m]) > CLUSTER_M for m in members[drop]):
            continue
        into[drop] = keep
        members[keep] += members.pop(drop)
        gone.add(i)
        merged += 1
    kept = []
    for i, e in enumerate(net.edges):
        if i in gone:
            continue
        a, b = root(e.a), root(e.b)
        line = [net.xy[a], *e.line[1:-1], net.xy[b]]
        moved = Edge(a, b, line, e.way)
        if a == b and moved.length < 2 * SHORT_M:
            continue
        kept.append(moved)
    report.counts["short edges merged"] = merged
    net.edges = kept


def _driven(e: Edge) -> bool:
    return bool(e.way.use & 2)


def _split_loops(net: Network, e: Edge) -> list[Edge]:
    """Cut an edge that returns to its own junction in the middle."""
    if e.a != e.b:
        return [e]
    i = max(1, min(len(e.line) // 2, len(e.line) - 2))
    if len(e.line) < 3 or e.line[i] == e.line[0]:
        return []
    net.xy.append(e.line[i])
    m = len(net.xy) - 1
    return [Edge(e.a, m, e.line[: i + 1], e.way), Edge(m, e.b, e.line[i:], e.way)]


def _split_bends(net: Network, e: Edge) -> list[Edge]:
    """Thin out the line and make a place of each sharp bend."""
    import shapely

    line = [
        tuple(p)
        for p in shapely.get_coordinates(shapely.simplify(shapely.LineString(e.line), 0.6)).tolist()
    ]
    if e.a == e.b or len(line) < 3:
        return [replace(e, line=line)] if len(line) > 1 else []
    run = np.concatenate([[0.0], np.cumsum([math.dist(p, q) for p, q in pairwise(line)])])
    limit = math.cos(math.radians(BEND_DEG))
    cuts = [0]
    for i in range(1, len(line) - 1):
        (ax, ay), (bx, by), (cx, cy) = line[i - 1 : i + 2]
        dot = (bx - ax) * (cx - bx) + (by - ay) * (cy - by)
        sharp = dot < limit * math.dist(line[i - 1], line[i]) * math.dist(line[i], line[i + 1])
        if sharp and run[i] - run[cuts[-1]] >= PIECE_M and run[-1] - run[i] >= PIECE_M:
            cuts.append(i)
    ends = [e.a]
    for i in cuts[1:]:
        net.xy.append(line[i])
        ends.append(len(net.xy) - 1)
    ends.append(e.b)
    cuts.append(len(line) - 1)
    return [
        Edge(ends[k], ends[k + 1], line[cuts[k] : cuts[k + 1] + 1], e.way)
        for k in range(len(cuts) - 1)
    ]


def _renumber(net: Network) -> Network:
    """Keep the used junctions only, numbered by first use."""
    number: dict[int, int] = {}
    xy = []
    for e in net.edges:
        for v in (e.a, e.b):
            if v not in number:
                number[v] = len(xy)
                xy.append(net.xy[v])
    return Network(xy, [replace(e, a=number[e.a], b=number[e.b]) for e in net.edges])
