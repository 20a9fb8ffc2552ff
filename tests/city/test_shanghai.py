"""The built-in sketch of Shanghai against facts of the real place.

The coordinates are facts about Shanghai (where two streets meet), read from open street data and
rounded to about a metre.
"""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city import MapReport, PassageKind, PlaceGraph, UnitKind, load

from .contract import check
from .streets import off_crossing

CROSSINGS = [  # street, street, longitude, latitude
    ("Beijing East Road", "Henan Middle Road", 121.47926, 31.24240),
    ("Beijing East Road", "Yuanmingyuan Road", 121.48381, 31.24269),
    ("Fuzhou Road", "Henan Middle Road", 121.48125, 31.23669),
    ("Fuzhou Road", "Sichuan Middle Road", 121.48441, 31.23730),
    ("Jiujiang Road", "Jiangxi Middle Road", 121.48241, 31.23904),
    ("Hankou Road", "Shandong Middle Road", 121.47985, 31.23764),
    ("Guangdong Road", "Fujian Middle Road", 121.47798, 31.23431),
    ("Ningbo Road", "Zhejiang Middle Road", 121.47294, 31.23889),
    ("Tianjin Road", "Fujian Middle Road", 121.47537, 31.23901),
    ("Tiantong Road", "Henan North Road", 121.47781, 31.24574),
    ("Tiantong Road", "Zhapu Road", 121.48334, 31.24756),
    ("Tanggu Road", "Sichuan North Road", 121.48068, 31.25015),
    ("Haining Road", "Henan North Road", 121.47681, 31.24975),
    ("Wuchang Road", "Zhapu Road", 121.48309, 31.24903),
    ("Jinling East Road", "Henan South Road", 121.48247, 31.23208),
    ("Dianchi Road", "Sichuan Middle Road", 121.48276, 31.24141),
    ("Nanjing East Road", "Sichuan Middle Road", 121.48323, 31.24045),
    ("Zhongshan East 1st Road", "Beijing East Road", 121.48585, 31.24265),
    ("Hankou Road", "Sichuan Middle Road", 121.48402, 31.23856),
]
BRIDGES = {
    "Zhejiang Road Bridge", "Fujian Road Bridge", "Shanxi Road Bridge", "Henan Road Bridge",
    "Sichuan Road Bridge", "Zhapu Road Bridge", "Waibaidu Bridge",
}  # fmt: skip
NEAR_M = 15.0


@pytest.fixture(scope="module")
def shanghai() -> tuple[PlaceGraph, MapReport]:
    return load("shanghai", cache=False)


def _lines(g: PlaceGraph) -> list:
    import shapely

    xy = np.column_stack([g.line_x, g.line_y])
    return [shapely.LineString(xy[g.p_xy[p] : g.p_xy[p + 1]]) for p in range(g.n_street)]


def test_contract(shanghai):
    check(shanghai[0])


@pytest.mark.parametrize(("one", "two", "lon", "lat"), CROSSINGS)
def test_streets_meet_where_they_do(shanghai, one, two, lon, lat):
    assert off_crossing(shanghai[0], one, two, lon, lat) < NEAR_M


def test_seven_bridges_and_nothing_else_lead_over_the_creek(shanghai):
    import shapely

    g = shanghai[0]
    over = [
        p for p, line in enumerate(_lines(g))
        if line.intersection(shapely.Polygon(g.water[0])).length > 10
    ]  # fmt: skip
    assert {g.names[g.p_name[p]] for p in over} == BRIDGES
    assert all(g.p_kind[p] == PassageKind.BRIDGE for p in over)


def test_no_street_runs_into_the_river(shanghai):
    import shapely

    g = shanghai[0]
    river = shapely.Polygon(g.water[1])
    assert river.area > 500_000
    assert not any(line.intersects(river) for line in _lines(g))


def test_it_houses_the_story(shanghai):
    g = shanghai[0]
    homes = g.u_kind[1:] == UnitKind.DWELLING
    assert homes.sum() * 2.2 > 30_000, "30,000 people by default, and half as many again"
    assert (g.b_floors >= 20).sum() >= 10
    lives_high = g.u_floor[1:][homes] >= 20
    assert lives_high.sum() > 100, "people live at the top of towers"
    kinds = {g.names[k] for k in g.s_type}
    assert kinds >= {"hospital", "school", "kindergarten", "police", "fire_station", "mall", "inn"}
    assert (g.b_kind == UnitKind.SCHOOL).sum() >= 6


def test_landmarks_stand_clear_of_streets_and_water(shanghai):
    import shapely

    g = shanghai[0]
    xy = np.column_stack([g.foot_x, g.foot_y])
    roads = shapely.union_all([
        line.buffer(width / 2 - 1)
        for line, kind, width in zip(_lines(g), g.p_kind, g.p_width)
        if kind != PassageKind.CORRIDOR
    ])  # fmt: skip
    water = shapely.union_all([shapely.Polygon(w) for w in g.water])
    for b in np.flatnonzero(~g.b_made):
        outline = shapely.Polygon(xy[g.b_xy[b] : g.b_xy[b + 1]])
        assert not outline.intersects(roads), g.names[g.b_name[b]]
        assert not outline.intersects(water), g.names[g.b_name[b]]
