"""Raise buildings along streets that have none.

The rule: on both sides of every street whose class has frontage, plots follow one another; the
style is that of the district, else drawn from the street class's mix; frontage, depth, floors and
empty plots are drawn by place from the style's figures. A plot is left out where it would touch
a street, water, ground kept free, a building of the map or an earlier plot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kinward.city.hashing import draw, pick
from kinward.city.near import meeting, pairs
from kinward.city.network import Edge
from kinward.city.shapes import points, polygons
from kinward.city.styles import FRONTAGE, STYLES
from kinward.city.survey import Plot, Survey
from kinward.core.errors import InputError

if TYPE_CHECKING:
    import shapely as sh

BARE = 0.2  # streets are raised where buildings line less of the frontage than this (assumed)
NEAR_M = 20.0  # a building this near lines the street, m (assumed)
SETBACK_M = 0.4  # between the street's edge and the front, m (assumed)
MOST_M = 2_500_000.0  # metres of built-up street, at most
MOST_RIVALS = 5_000_000  # pairs of plots that overlap, at most
STEP_M = 20.0  # frontage is sampled this often, m


def frontage_covered(edges: list[Edge], plots: list[Plot]) -> float:
    """Share of the frontage of built-up streets with a building within NEAR_M."""
    import shapely

    ours = [e for e in edges if e.way.frontage]
    if not plots or not ours:
        return 0.0 if ours else 1.0
    beside = []
    for e in ours:
        line = shapely.LineString(e.line)
        at = np.arange(STEP_M / 2, max(line.length, STEP_M), STEP_M)
        for side in (-1, 1):
            beside.append(_beside(line, at, side * (e.way.width / 2 + 1.0)))
    where = points(np.vstack(beside))
    tree = shapely.STRtree([shapely.Polygon(p.ring) for p in plots])
    hit = tree.query(where, predicate="dwithin", distance=NEAR_M)[0]
    return len(np.unique(hit)) / len(where)


def raise_buildings(edges: list[Edge], survey: Survey) -> list[Plot]:
    """Plots along the streets, none touching another or anything else.

    Raises:
        InputError: there are more streets than a city has.
    """
    import shapely

    metres = sum(e.length for e in edges if e.way.frontage)
    if metres > MOST_M:
        raise InputError(
            f"{survey.report.source}: {metres / 1000:,.0f} km of streets to raise buildings along; "
            f"at most {MOST_M / 1000:,.0f} km are right, cut the map to the city you want"
        )
    candidates = _candidates(edges, survey)
    if not candidates:
        return []
    shapes = polygons(p.ring for p in candidates)
    clear = ~_touches(shapes, _obstacles(edges, survey), survey.report.source)
    if survey.edge is not None:
        rim = shapely.Polygon(survey.edge)
        shapely.prepare(rim)
        clear &= shapely.contains_properly(rim, shapes)
    rows = np.flatnonzero(clear)
    inset = shapely.buffer(shapes[rows], -0.05, join_style="mitre")
    rivals: dict[int, list[int]] = {}
    for j, i in pairs(inset, MOST_RIVALS, f"{survey.report.source}: too many streets").tolist():
        rivals.setdefault(i, []).append(j)
    taken = np.zeros(len(rows), bool)
    for i in range(len(rows)):
        taken[i] = not any(taken[j] for j in rivals.get(i, ()))
    return [candidates[k] for k in rows[taken].tolist()]


def _candidates(edges: list[Edge], survey: Survey) -> list[Plot]:
    """Plots in order of street width, then street, side and offset."""
    import shapely

    districts = [(shapely.Polygon(a.ring), a.style) for a in survey.districts]
    for area, _ in districts:
        shapely.prepare(area)
    order = sorted(range(len(edges)), key=lambda i: (-edges[i].way.width, i))
    out = []
    for i in order:
        e = edges[i]
        if e.way.frontage and e.length >= 8.0:
            for side in (1, -1):
                out += _one_side(e, i, side, districts)
    return out


def _one_side(e: Edge, row: int, side: int, districts: list[tuple[sh.Polygon, str]]) -> list[Plot]:
    """Plots along one side of a street."""
    import shapely

    line = shapely.LineString(e.line)
    style_at = _styles_along(e, line, side, districts)
    plots: list[tuple[float, float, float, str]] = []
    s = 1.0
    while s < line.length - 4.0:
        x, y = line.interpolate(s).coords[0]
        style = style_at(s, draw(x, y, side + 10))
        if style in ("", "none"):
            s += STEP_M
            continue
        look = STYLES[style]
        front = _between(look.frontage, draw(x, y, side + 20))
        depth = _between(look.depth, draw(x, y, side + 30))
        if s + front > line.length:
            break
        if draw(x, y, side + 40) >= look.vacant:
            plots.append((s, s + front, depth, style))
        s += front + look.gap
    if not plots:
        return []
    near = e.way.width / 2 + SETBACK_M
    starts, ends = (np.array([p[k] for p in plots]) for k in (0, 1))
    depths = np.array([p[2] for p in plots])
    a, b = _beside(line, starts, side * near), _beside(line, ends, side * near)
    along = b - a
    norm = np.hypot(along[:, 0], along[:, 1])
    normal = side * np.column_stack([-along[:, 1], along[:, 0]]) / np.maximum(norm, 1e-9)[:, None]
    rings = np.stack([a, b, b + normal * depths[:, None], a + normal * depths[:, None]], axis=1)
    return [
        Plot(np.round(rings[k], 3), style=p[3], made=True, door=(row, (p[0] + p[1]) / 2))
        for k, p in enumerate(plots)
        if norm[k] > 0.5 * (p[1] - p[0])
    ]


def _styles_along(e: Edge, line: sh.LineString, side: int, districts: list):
    """A function of offset and draw that gives the style of a plot."""
    import shapely

    at = np.arange(0.0, line.length + STEP_M, STEP_M)
    probe = shapely.points(_beside(line, np.minimum(at, line.length), side * (e.way.width + 4.0)))
    found: list[str] = [""] * len(at)
    for area, name in districts:  # later districts lie on top
        for k in np.flatnonzero(shapely.contains(area, probe)).tolist():
            found[k] = name
    mix = FRONTAGE.get(e.way.frontage)

    def style(s: float, u: float) -> str:
        here = found[min(int(s / STEP_M + 0.5), len(found) - 1)]
        if here in ("", "mix"):
            return pick(mix, u) if mix else e.way.frontage
        return here

    return style


def _beside(line: sh.LineString, at: np.ndarray, away: float) -> np.ndarray:
    """Points beside a line at offsets `at`, `away` m to its left; (n, 2)."""
    import shapely

    xy = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    lo = shapely.line_interpolate_point(line, np.maximum(at - 1.0, 0.0))
    hi = shapely.line_interpolate_point(line, np.minimum(at + 1.0, line.length))
    d = shapely.get_coordinates(hi) - shapely.get_coordinates(lo)
    norm = np.maximum(np.hypot(d[:, 0], d[:, 1]), 1e-9)
    return xy + away * np.column_stack([-d[:, 1], d[:, 0]]) / norm[:, None]


def _between(span: tuple[float, float], u: float) -> float:
    return span[0] + (span[1] - span[0]) * u


def _obstacles(edges: list[Edge], survey: Survey) -> list[sh.Geometry]:
    """Streets with their width, buildings, walls and fences, water and free ground."""
    import shapely

    shapes: list[sh.Geometry] = [
        shapely.buffer(shapely.LineString(e.line), e.way.width / 2, cap_style="flat")
        for e in edges
        if e.way.layer == 0
    ]
    shapes += [shapely.Polygon(p.ring) for p in survey.plots]
    shapes += [shapely.LineString(f.xy) for f in survey.fences if f.solid and f.layer == 0]
    for ring in [*survey.water, *survey.green]:
        closed = len(ring) >= 4 and np.allclose(ring[0], ring[-1])
        shape = shapely.Polygon(ring) if closed else shapely.LineString(ring).buffer(2.0)
        shapes.append(shapely.make_valid(shape))
    return shapes


def _touches(shapes: np.ndarray, obstacles: list[sh.Geometry], source: str) -> np.ndarray:
    """Which shapes meet an obstacle, bool (n,)."""
    import shapely

    hit = np.zeros(len(shapes), bool)
    if obstacles:
        hit[meeting(shapely.STRtree(obstacles), shapes, "intersects", source)[0]] = True
    return hit
