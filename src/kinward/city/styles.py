"""Building styles: how the houses of a quarter look, and what a building tag means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinward.city.graph import UnitKind

K = UnitKind
FLAT_M2 = 55.0  # net floor of one flat, m2 (assumed; Japan's rented flats average about 46)
NET = 0.8  # net share of the gross floor (assumed)
HOUSE_M2 = 120.0  # a smaller footprint of up to 3 floors is one house (assumed)


@dataclass(frozen=True)
class Style:
    """What is built and used: all figures are assumed."""

    kind: UnitKind
    floors: Mapping[int, float]  # floors -> weight, where the map does not say
    ground: UnitKind | None = None  # use of the ground floor, where it differs
    ground_share: float = 1.0  # share of buildings with that ground floor
    trade: Mapping[str, float] | None = None  # types of its shops; None: the usual trade
    flat: bool = True
    frontage: tuple[float, float] = (8.0, 12.0)  # m along the street, when raised
    depth: tuple[float, float] = (10.0, 14.0)  # m
    gap: float = 0.6  # m between neighbours
    vacant: float = 0.06  # share of plots left empty


_TEA = {"tea_house": 5, "restaurant": 4, "bar": 2, "gift": 1}
_APPROACH = {"gift": 8, "sweets": 4, "tea_house": 3, "cafe": 2, "restaurant": 2, "antiques": 1}

STYLES: dict[str, Style] = {
    "house": Style(K.DWELLING, {1: 1, 2: 7, 3: 2}, flat=False, gap=1.2, frontage=(7.5, 11)),
    "machiya": Style(
        K.DWELLING,
        {1: 1, 2: 8, 3: 1},
        K.SHOP,
        0.12,
        flat=False,
        frontage=(6, 9.5),
        depth=(13, 20),
        gap=0.2,
        vacant=0.06,
    ),
    "teahouse": Style(
        K.DWELLING,
        {2: 9, 3: 1},
        K.FOOD,
        0.55,
        _TEA,
        flat=False,
        frontage=(6, 9),
        depth=(13, 18),
        gap=0.2,
        vacant=0.02,
    ),
    "approach": Style(
        K.DWELLING,
        {1: 2, 2: 8},
        K.SHOP,
        0.8,
        _APPROACH,
        flat=False,
        frontage=(6, 10),
        depth=(10, 15),
        gap=0.3,
        vacant=0.05,
    ),
    "shops": Style(
        K.DWELLING,
        {2: 4, 3: 4, 4: 2},
        K.SHOP,
        0.8,
        frontage=(5.5, 9),
        depth=(12, 18),
        gap=0.3,
        vacant=0.02,
    ),
    "commercial": Style(
        K.OFFICE,
        {3: 2, 4: 3, 5: 3, 6: 2, 8: 2, 9: 1},
        K.SHOP,
        0.75,
        frontage=(9, 18),
        depth=(14, 22),
        gap=0.6,
        vacant=0.04,
    ),
    "apartment": Style(
        K.DWELLING,
        {3: 2, 4: 3, 5: 3, 6: 1, 7: 1},
        K.SHOP,
        0.12,
        frontage=(14, 24),
        depth=(11, 15),
        gap=2.5,
        vacant=0.06,
    ),
    "tower": Style(
        K.DWELLING,
        {12: 2, 18: 2, 24: 1, 30: 1},
        K.SHOP,
        0.5,
        frontage=(22, 32),
        depth=(18, 24),
        gap=10.0,
        vacant=0.15,
    ),
    "temple": Style(
        K.HALL,
        {1: 1},
        trade={"temple": 1},
        flat=False,
        frontage=(14, 24),
        depth=(12, 20),
        gap=14.0,
        vacant=0.35,
    ),
    "workshops": Style(
        K.WORKSHOP,
        {1: 3, 2: 2},
        trade={"car_repair": 2, "warehouse": 1},
        frontage=(12, 22),
        depth=(12, 20),
        gap=2.0,
    ),
    # what tags mean
    "yes": Style(K.DWELLING, {2: 5, 3: 3, 4: 2}),
    "retail": Style(K.SHOP, {1: 2, 2: 3, 3: 3}, trade=None),
    "office": Style(K.OFFICE, {3: 2, 4: 3, 6: 3, 8: 2}),
    "school": Style(K.SCHOOL, {2: 2, 3: 5, 4: 3}),
    "hospital": Style(K.HOSPITAL, {3: 2, 4: 3, 5: 2}),
    "clinic": Style(K.HOSPITAL, {1: 1, 2: 2}),
    "hall": Style(K.HALL, {1: 4, 2: 1}, flat=False),
    "mall": Style(K.MALL, {3: 2, 4: 3, 5: 2}),
    "inn": Style(K.INN, {2: 2, 3: 3, 5: 2}),
    "ryokan": Style(K.INN, {2: 3, 3: 1}, flat=False),
    "workshop": Style(K.WORKSHOP, {1: 4, 2: 1}),
    "dormitory": Style(K.DWELLING, {4: 1, 5: 2, 6: 2}),
    "food": Style(K.FOOD, {1: 1, 2: 3}, flat=False),
    "other": Style(K.OTHER, {1: 1}),
}

# a street class's frontage where no district says otherwise: style -> weight
FRONTAGE: dict[str, dict[str, float]] = {
    "commercial": {"commercial": 7, "apartment": 2, "shops": 1},
    "mixed": {"shops": 4, "apartment": 4, "commercial": 2},
    "quarter": {"house": 6, "machiya": 2, "apartment": 2},
    "shops": {"shops": 8, "approach": 2},
}

_MEANS = {
    "apartment": "apartments apartment residential",
    "dormitory": "dormitory",
    "house": "house detached semidetached_house terrace bungalow farm cabin hut villa",
    "retail": "retail supermarket kiosk shop convenience",
    "commercial": "commercial multiple",
    "office": "office government public civic bank",
    "school": "school kindergarten university college",
    "hospital": "hospital",
    "clinic": "clinic",
    "hall": "temple shrine church cathedral chapel mosque synagogue pagoda monastery museum "
    "theatre train_station station transportation sports_hall sports_centre stadium hall townhall "
    "fire_station gatehouse castle pavilion religious",
    "mall": "mall department_store",
    "inn": "hotel hostel guest_house",
    "workshop": "industrial warehouse factory manufacture garage garages workshop hangar barn",
}
_TAG_STYLE = {tag: style for style, tags in _MEANS.items() for tag in tags.split()}
_NO_HOUSE = (
    "no roof carport shed ruins construction collapsed greenhouse service toilets toilet bridge "
    "container tent canopy parking sty stable silo storage_tank transformer_tower proposed"
)
NOT_BUILDINGS = frozenset(_NO_HOUSE.split())
_SITE_STYLE = {
    "hospital": "hospital",
    "clinic": "clinic",
    "school": "school",
    "kindergarten": "school",
    "mall": "mall",
    "department_store": "mall",
    "inn": "inn",
    "temple": "hall",
    "church": "hall",
    "theatre": "hall",
    "museum": "hall",
    "hall": "hall",
    "library": "hall",
    "station": "hall",
    "fire_station": "hall",
    "warehouse": "workshop",
}


def style_of(tags: Mapping[str, str], site: str) -> str:
    """Key of the style that a building's tags and its own site type mean."""
    by_tag = _TAG_STYLE.get(tags.get("building", ""))
    if site in _SITE_STYLE and by_tag in (None, "retail", "commercial"):
        return _SITE_STYLE[site]
    if by_tag is None and tags.get("historic") == "wayside_shrine":
        return "other"
    return by_tag or "yes"
