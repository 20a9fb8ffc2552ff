"""Corridors through large public buildings: in at the front, out at the back.

A mall, hospital or station with streets on two sides gets a walkable passage from one to the
other; its ground floor rooms open on it. Assumed: which buildings, the width, and that the
corridor runs through the middle.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kinward.city.graph import PassageKind, UnitKind, Use
from kinward.city.network import Edge, Network
from kinward.city.shapes import line_of
from kinward.city.styles import STYLES
from kinward.city.survey import Plot, Survey, Way

if TYPE_CHECKING:
    import shapely as sh

WIDTH_M = 4.0  # clear width, m (assumed)
REACH_M = 45.0  # a street this near to the building can be reached, m (assumed)
LEAST_M2 = 500.0  # smaller buildings have none, m2 (assumed)
OPPOSITE = -0.3  # cosine between the ways out, at most: they lie on different sides
TRIED = 12  # nearest streets tried as exits
END_M = 6.0  # an exit this near to a junction comes out at the junction, m
SHUT = (
    PassageKind.BRIDGE,
    PassageKind.TUNNEL,
    PassageKind.SEWER,
    PassageKind.CORRIDOR,
    PassageKind.ROOM,
)


def add_corridors(net: Network, survey: Survey) -> int:
    """Add corridors to a network, cutting the streets at their exits; returns how many."""
    import shapely

    rows = [i for i, e in enumerate(net.edges) if e.way.layer == 0 and e.way.kind not in SHUT]
    public = [p for p in survey.plots if _is_public(p)]
    if not rows or not public:
        return 0
    lines = [shapely.LineString(net.edges[i].line) for i in rows]
    streets = shapely.STRtree(lines)
    outlines = shapely.STRtree([shapely.Polygon(p.ring) for p in survey.plots])
    cuts: dict[int, list[tuple[float, int]]] = {}
    made = []
    for plot in public:
        way = _way_through(plot, streets, outlines)
        if way is None:
            continue
        (front, s), middle, (back, t) = way
        ends = [
            _exit(net, cuts, rows[k], lines[k].length, off, lines[k])
            for k, off in ((front, s), (back, t))
        ]
        if ends[0] == ends[1]:
            continue
        look = Way(
            np.zeros((0, 2)),
            kind=PassageKind.CORRIDOR,
            width=WIDTH_M,
            use=Use.WALK,
            name=plot.name,
        )
        made.append(
            (plot, Edge(ends[0], ends[1], [net.xy[ends[0]], middle, net.xy[ends[1]]], look))
        )
    net.edges = [part for i, e in enumerate(net.edges) for part in _cut(net, e, cuts.get(i, []))]
    for plot, edge in made:
        plot.corridor = len(net.edges)
        net.edges.append(edge)
    return len(made)


def _is_public(plot: Plot) -> bool:
    kind = STYLES[plot.style].kind
    station = any(site == "station" for site, _ in plot.sites)
    if kind not in (UnitKind.MALL, UnitKind.HOSPITAL) and not station:
        return False
    x, y = plot.ring[:, 0] - plot.ring[0, 0], plot.ring[:, 1] - plot.ring[0, 1]
    return abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())) / 2 >= LEAST_M2


def _way_through(
    plot: Plot, streets: sh.STRtree, outlines: sh.STRtree
) -> tuple[tuple[int, float], tuple[float, float], tuple[int, float]] | None:
    """Front exit, middle and back exit: (street, offset m), point, (street, offset m)."""
    import shapely

    shape = shapely.Polygon(plot.ring)
    middle = shapely.point_on_surface(shape)
    options = []
    for k in sorted(streets.query(shape, predicate="dwithin", distance=REACH_M).tolist()):
        line = line_of(streets, k)
        off = line.project(middle)
        at = line.interpolate(off)
        dx, dy = at.x - middle.x, at.y - middle.y
        far = math.hypot(dx, dy)
        if far > 1.0:
            options.append((round(shape.distance(line), 2), k, off, dx / far, dy / far, at))
    options = sorted(options, key=lambda o: o[:2])[:TRIED]
    for i, (_, front, s, fx, fy, out) in enumerate(options):
        for _, back, t, bx, by, away in options[i + 1 :]:
            if back != front and fx * bx + fy * by <= OPPOSITE:
                path = shapely.LineString([out, middle, away])
                if _free(path, shape, streets, outlines):
                    return (front, s), (middle.x, middle.y), (back, t)
    return None


def _free(path: sh.LineString, own: sh.Polygon, streets: sh.STRtree, outlines: sh.STRtree) -> bool:
    """Whether a path, but for its ends, crosses no street and no other building."""
    from shapely.ops import substring

    if path.length < 4.0:
        return False
    inner = substring(path, 1.0, path.length - 1.0)
    if len(streets.query(inner, predicate="intersects")):
        return False
    hit = outlines.geometries.take(outlines.query(path, predicate="intersects")).tolist()
    return all(other.equals(own) for other in hit)


def _exit(
    net: Network,
    cuts: dict[int, list[tuple[float, int]]],
    edge: int,
    length: float,
    off: float,
    line: sh.LineString,
) -> int:
    """The node at which a corridor comes out on a street: a junction, or a new place."""
    if off < END_M:
        return net.edges[edge].a
    if off > length - END_M:
        return net.edges[edge].b
    for at, node in cuts.get(edge, []):
        if abs(at - off) < END_M:
            return node
    point = line.interpolate(off)
    net.xy.append((round(point.x, 3), round(point.y, 3)))
    cuts.setdefault(edge, []).append((off, len(net.xy) - 1))
    return len(net.xy) - 1


def _cut(net: Network, e: Edge, places: list[tuple[float, int]]) -> list[Edge]:
    """Cut an edge at places (offset m, node)."""
    out, line, a, gone = [], list(e.line), e.a, 0.0
    for off, node in sorted(places):
        left, first = off - gone, [line[0]]
        k = 1
        while k < len(line) - 1 and math.dist(line[k - 1], line[k]) < left:
            left -= math.dist(line[k - 1], line[k])
            first.append(line[k])
            k += 1
        out.append(Edge(a, node, [*first, net.xy[node]], e.way))
        line, a, gone = [net.xy[node], *line[k:]], node, off
    return [*out, Edge(a, e.b, line, e.way)]
