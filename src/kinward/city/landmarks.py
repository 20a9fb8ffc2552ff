"""What people steer by: named places that everyone knows."""

from __future__ import annotations

from collections.abc import Mapping

from kinward.city.streets import name_of
from kinward.city.survey import Survey

_MARKED = ("hospital", "school", "university", "place_of_worship", "townhall", "police")
_MARKED += ("fire_station", "theatre", "library")


def mark(tags: Mapping[str, str], x: float, y: float, survey: Survey) -> None:
    """Label what people steer by."""
    name = name_of(tags)
    known = (
        tags.get("amenity") in _MARKED
        or tags.get("tourism") in ("attraction", "museum")
        or tags.get("railway") == "station"
        or tags.get("shop") in ("mall", "department_store")
        or tags.get("historic") in ("castle", "monument")
    )
    if name and known:
        survey.landmarks.append((name, x, y))


def first_of_each(landmarks: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Of landmarks with one name the first."""
    first: dict[str, tuple[str, float, float]] = {}
    for landmark in landmarks:
        first.setdefault(landmark[0], landmark)
    return list(first.values())
