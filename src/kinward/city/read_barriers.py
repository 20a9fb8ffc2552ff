"""Take the barriers of a map file into its survey: cut streets at posts, keep walls as lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kinward.city.barriers import (
    GATES,
    NARROW,
    POSTS,
    RAILS,
    SOLID,
    STEPPED_OVER,
    Post,
    cut_at_posts,
    is_low,
    kind_of,
    offsets,
    post_of,
)
from kinward.city.graph import PassageKind, Use
from kinward.city.shapes import line_of
from kinward.city.streets import layer_of
from kinward.city.survey import Fence, Survey
from kinward.core.errors import InputError

if TYPE_CHECKING:
    import shapely as sh

MOST_FENCES = 60_000  # lines of walls and fences, at most
GAP_M = 2.0  # a gate this near to where a street crosses a wall is its gap, m (assumed)
PASSES = "streets pass through a wall or fence with no gap mapped: a gap is assumed"


@dataclass
class Barred:
    """The barriers of a file before they are taken in."""

    posts: dict[int, Post] = field(default_factory=dict)  # by node
    across: list[tuple[np.ndarray, Post, int]] = field(default_factory=list)  # line, post, layer
    gates: list[tuple[float, float]] = field(default_factory=list)  # where walls have gaps, m


def line_barrier(
    refs: list[int], xy: np.ndarray, tags: dict[str, str], survey: Survey, barred: Barred
) -> None:
    """Take a line for the barrier that its tags name.

    Args:
        refs: its nodes. xy: those that exist, float64 (n, 2) m, finite, at least 2.
    """
    kind = kind_of(tags)
    if not kind or "building" in tags or kind == "no":
        return
    if "highway" in tags:  # a street that is also tagged as a wall is a street
        survey.report.drop("barriers on the line of a street itself")
    elif kind in SOLID or kind in RAILS:
        if len(survey.fences) >= MOST_FENCES:
            raise InputError(
                f"{survey.report.source}: over {MOST_FENCES:,} walls and fences; "
                "cut the map to the city you want"
            )
        solid = kind in SOLID and not is_low(tags)
        survey.fences.append(Fence(xy, kind, solid, layer_of(tags), frozenset(refs)))
    elif (post := post_of(tags)) is not None:
        barred.across.append((xy, post, layer_of(tags)))
        if kind in GATES:
            barred.gates += [(x, y) for x, y in xy.tolist()]
    else:
        _unknown(kind, survey)


def point_barrier(
    ref: int, at: tuple[float, float], tags: dict[str, str], survey: Survey, barred: Barred
) -> None:
    """Take a point for the barrier that its tags name."""
    kind = kind_of(tags)
    if not kind or kind == "no":
        return
    post = post_of(tags)
    if post is None:
        _unknown(kind, survey)
        return
    barred.posts[ref] = post
    if kind in GATES or kind in NARROW:
        barred.gates.append(at)


def _unknown(kind: str, survey: Survey) -> None:
    if kind in STEPPED_OVER:
        survey.report.drop("kerbs and other barriers that stop nobody")
    else:
        name = kind[:24] if kind.replace("_", "").isalnum() and kind.isascii() else "?"
        kinds = {r for r in survey.report.dropped if r.startswith("barriers of kind")}
        reason = f"barriers of kind {name!r}, which is unknown here"
        few = reason in kinds or len(kinds) < 12
        survey.report.drop(reason if few else "barriers of other unknown kinds")


def take_barriers(survey: Survey, barred: Barred) -> None:
    """Cut the streets at their posts, and say what was understood."""
    import shapely

    report = survey.report
    passing = _through_walls(survey, barred)
    lines = shapely.STRtree([shapely.LineString(xy) for xy, _, _ in barred.across])
    met: set[int] = set()
    crossed: set[int] = set()
    ways = []
    for way in survey.ways:
        found: list[tuple[float, Post]] = []
        at = offsets(way.xy)
        for i, key in enumerate(way.keys or ()):
            if isinstance(key, int) and key in barred.posts:
                met.add(key)
                found.append((at[i], barred.posts[key]))
        if barred.across:
            line = shapely.LineString(way.xy)
            for j in sorted(lines.query(line, predicate="intersects").tolist()):
                _, post, layer = barred.across[j]
                if layer == way.layer:
                    crossed.add(j)
                    for x, y in _meetings(line, line_of(lines, j)):
                        found.append((float(line.project(shapely.Point(x, y))), post))
        ways += cut_at_posts(way, found) if found else [way]
    survey.ways = ways
    took = [barred.posts[ref] for ref in met] + [barred.across[j][1] for j in sorted(crossed)]
    _count(survey, took)
    lost = len(barred.posts) - len(met) + len(barred.across) - len(crossed)
    report.drop("bollards and gates on no street", lost)
    if passing:
        report.rules.append(f"barriers: {passing} {PASSES}")
    shut = sum(not w.use for w in ways)
    if shut:
        report.rules.append(
            f"barriers: {shut} streets are cut by a locked gate; other gates are open or climbed "
            "on foot, assumed"
        )


def _count(survey: Survey, took: list[Post]) -> None:
    """What was understood, by kind, for the report."""
    counts = survey.report.counts
    if not survey.fences and not took:
        return
    kinds = [p.kind for p in took]
    counts["walls, fences and hedges read"] = len(survey.fences)
    counts["bollards and blocks read"] = sum(k in POSTS for k in kinds)
    counts["gates read"] = sum(k in GATES for k in kinds)
    counts["cycle barriers and turnstiles read"] = sum(k in NARROW for k in kinds)
    counts["streets shut to cars by a barrier"] = sum(bool(w.shut & Use.DRIVE) for w in survey.ways)


def _through_walls(survey: Survey, barred: Barred) -> int:
    """Streets that cross a wall where neither a common node nor a gate is mapped."""
    import shapely

    if not survey.fences:
        return 0
    fences = shapely.STRtree([shapely.LineString(f.xy) for f in survey.fences])
    gates = shapely.STRtree([shapely.Point(x, y) for x, y in barred.gates])
    n = 0
    for way in survey.ways:
        if way.kind in (PassageKind.BRIDGE, PassageKind.TUNNEL):
            continue
        line = shapely.LineString(way.xy)
        for j in fences.query(line, predicate="crosses").tolist():
            fence = survey.fences[j]
            if fence.layer != way.layer or not fence.keys.isdisjoint(way.keys or ()):
                continue
            meet = [shapely.Point(p) for p in _meetings(line, line_of(fences, j))]
            if any(not len(gates.query(p, predicate="dwithin", distance=GAP_M)) for p in meet):
                n += 1
                break
    return n


def _meetings(one: sh.LineString, two: sh.LineString) -> list[tuple[float, float]]:
    """Where two lines meet; of a stretch that they share its ends."""
    import shapely

    return [(x, y) for x, y in shapely.get_coordinates(shapely.intersection(one, two)).tolist()]
