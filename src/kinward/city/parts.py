"""Floors and heights of buildings, from their own tags or from those of their parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kinward.city.near import meeting
from kinward.city.report import MapReport
from kinward.city.shapes import polygons
from kinward.city.streets import number
from kinward.city.survey import Survey

MOST_FLOORS, MOST_M = 150, 700.0  # more is a mistake of the map


def floors_and_height(
    tags: Mapping[str, str], report: MapReport
) -> tuple[int | None, float | None]:
    """Floors above ground and height (m) that tags name; None for what they do not."""
    levels = tags.get("building:levels") or tags.get("levels")
    high = tags.get("height") or tags.get("building:height") or tags.get("est_height")
    floors, height = number(levels, 1, MOST_FLOORS), number(high, 2.0, MOST_M)
    absurd = bool(levels and floors is None) + bool(high and height is None)
    report.drop("floors or heights that cannot be (ignored)", absurd)
    return None if floors is None else max(1, round(floors)), height


def is_part(tags: Mapping[str, str]) -> bool:
    """Whether an outline is a part of a building, not a building."""
    return "building" not in tags and tags.get("building:part", "no") != "no"


def raise_by_parts(survey: Survey) -> None:
    """Give buildings without floors or height those of their highest part."""
    import shapely

    told = [p for p in survey.parts if p.floors is not None or p.height is not None]
    blind = [p for p in survey.plots if p.floors is None and p.height is None]
    if not told or not blind:
        return
    tree = shapely.STRtree([shapely.make_valid(shapely.Polygon(p.ring)) for p in blind])
    middles = shapely.point_on_surface(shapely.make_valid(polygons(p.ring for p in told)))
    which, whose = meeting(tree, np.asarray(middles), "within", survey.report.source)
    for i, k in zip(which.tolist(), whose.tolist()):
        part, plot = told[i], blind[k]
        plot.floors = max(plot.floors or 0, part.floors or 0) or None
        plot.height = max(plot.height or 0.0, part.height or 0.0) or None
    found = len(np.unique(whose))
    if found:
        survey.report.rules.append(
            f"heights: {found} buildings are as high as the highest part drawn of them"
        )
