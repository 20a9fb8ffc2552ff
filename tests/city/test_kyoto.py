"""The built-in sketch against facts of the real place.

The coordinates are facts about Kyoto (where two streets meet, where a bridge lies), read from
open street data and rounded to about a metre.
"""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city import MapReport, PassageKind, PlaceGraph, UnitKind, Use, load
from kinward.city.project import Projection

from .contract import check
from .streets import off_crossing

CROSSINGS = [  # street, street, longitude, latitude
    ("Sanjo-dori", "Teramachi-dori", 135.76706, 35.00865),
    ("Sanjo-dori", "Shinkyogoku-dori", 135.76744, 35.00871),
    ("Sanjo-dori", "Kawaramachi-dori", 135.76898, 35.00878),
    ("Sanjo-dori", "Kiyamachi-dori", 135.77048, 35.00892),
    ("Sanjo-dori", "Kawabata-dori", 135.77232, 35.00910),
    ("Sanjo-dori", "Hanamikoji-dori", 135.77544, 35.00938),
    ("Sanjo-dori", "Higashi-oji-dori", 135.77813, 35.00946),
    ("Sanjo-dori", "Jingu-michi", 135.78280, 35.00930),
    ("Shijo-dori", "Teramachi-dori", 135.76688, 35.00372),
    ("Shijo-dori", "Shinkyogoku-dori", 135.76719, 35.00372),
    ("Shijo-dori", "Kawaramachi-dori", 135.76932, 35.00378),
    ("Shijo-dori", "Nishi-Kiyamachi-dori", 135.77038, 35.00380),
    ("Shijo-dori", "Kiyamachi-dori", 135.77056, 35.00381),
    ("Shijo-dori", "Kawabata-dori", 135.77208, 35.00383),
    ("Shijo-dori", "Yamato-oji-dori", 135.77308, 35.00383),
    ("Shijo-dori", "Nawate-dori", 135.77308, 35.00383),
    ("Shijo-dori", "Kirido-oshi", 135.77438, 35.00384),
    ("Shijo-dori", "Hanamikoji", 135.77507, 35.00384),
    ("Shijo-dori", "Higashi-oji-dori", 135.77719, 35.00375),
    ("Matsubara-dori", "Teramachi-dori", 135.76691, 34.99899),
    ("Matsubara-dori", "Kawaramachi-dori", 135.76762, 34.99897),
    ("Matsubara-dori", "Kiyamachi-dori", 135.76830, 34.99893),
    ("Matsubara-dori", "Miyagawa-cho", 135.77026, 34.99882),
    ("Matsubara-dori", "Yamato-oji-dori", 135.77208, 34.99852),
    ("Matsubara-dori", "Rokuhara-dori", 135.77371, 34.99781),
    ("Matsubara-dori", "Higashi-oji-dori", 135.77700, 34.99763),
    ("Donguri-dori", "Kawabata-dori", 135.77138, 35.00202),
    ("Donguri-dori", "Yamato-oji-dori", 135.77268, 35.00180),
    ("Donguri-dori", "Hanamikoji", 135.77463, 35.00147),
    ("Shimbashi-dori", "Nawate-dori", 135.77288, 35.00587),
    ("Shimbashi-dori", "Hanamikoji-dori", 135.77526, 35.00574),
    ("Shimbashi-dori", "Higashi-oji-dori", 135.77768, 35.00554),
    ("Shinmonzen-dori", "Hanamikoji-dori", 135.77525, 35.00628),
    ("Furumonzen-dori", "Higashi-oji-dori", 135.77781, 35.00682),
    ("Wakamatsu-dori", "Hanamikoji-dori", 135.77546, 35.00801),
    ("Chion-in-michi", "Higashi-oji-dori", 135.77767, 35.00549),
    ("Chion-in-michi", "Jingu-michi", 135.78117, 35.00470),
    ("Ponto-cho", "Ryoma-dori", 135.77103, 35.00837),
    ("Yasaka-dori", "Higashi-oji-dori", 135.77719, 34.99871),
    ("Yasaka-dori", "Sannenzaka", 135.77901, 34.99844),
    ("Ninenzaka", "Ishin-no-michi", 135.78070, 34.99927),
    ("Sannenzaka steps", "Ishin-no-michi", 135.78103, 34.99695),
    ("Kiyomizu-michi", "Higashi-oji-dori", 135.77700, 34.99763),
    ("Kiyomizu-zaka", "Kiyomizu-michi", 135.78073, 34.99620),
]
LANDMARKS = [  # those that the street data show, by name: longitude, latitude, tolerance m
    ("Sannenzaka", 135.78104, 34.99690, 20),
    ("Ninenzaka", 135.78083, 34.99859, 20),
    ("Hanamikoji", 135.77485, 35.00265, 20),
    ("Ponto-cho", 135.77106, 35.00600, 20),
    ("Shijo Ohashi", 135.77155, 35.00382, 20),  # where Shijo crosses the river's middle
    ("Sanjo Ohashi", 135.77158, 35.00902, 25),
]
NEAR_M = 12.0


@pytest.fixture(scope="module")
def kyoto() -> tuple[PlaceGraph, MapReport]:
    return load("kyoto", cache=False)


def test_contract(kyoto):
    check(kyoto[0])


@pytest.mark.parametrize(("one", "two", "lon", "lat"), CROSSINGS)
def test_streets_meet_where_they_do(kyoto, one, two, lon, lat):
    assert off_crossing(kyoto[0], one, two, lon, lat) < NEAR_M


@pytest.mark.parametrize(("name", "lon", "lat", "tolerance"), LANDMARKS)
def test_landmarks_lie_where_they_do(kyoto, name, lon, lat, tolerance):
    g = kyoto[0]
    x, y = Projection(*g.origin).metres(np.array([[lon, lat]]))[0]
    places = [(px, py) for label, px, py in g.landmarks if label == name]
    assert len(places) == 1
    assert np.hypot(places[0][0] - x, places[0][1] - y) < tolerance


def test_the_river_is_crossed_by_bridges_only(kyoto):
    import shapely

    g = kyoto[0]
    river = shapely.Polygon(g.water[0])
    for p in range(g.n_street):
        lo, hi = g.p_xy[p], g.p_xy[p + 1]
        line = shapely.LineString(np.column_stack([g.line_x[lo:hi], g.line_y[lo:hi]]))
        if line.intersection(river).length > 20:
            assert g.p_kind[p] == PassageKind.BRIDGE, g.names[g.p_name[p]]


def test_it_houses_the_story(kyoto):
    g, report = kyoto
    assert np.ptp(g.node_x) > 1500
    assert np.ptp(g.node_y) > 1500
    assert 200 <= g.n_street <= 400
    homes = (g.u_kind[1:] == UnitKind.DWELLING).sum()
    assert homes * 2.2 > 10_000
    kinds = {g.names[k] for k in g.s_type}
    wanted = "pharmacy hospital school convenience restaurant tea_house inn music jewelry police"
    wanted += " fuel mall hardware books toys sports temple supermarket hunting clinic library"
    assert kinds >= set(wanted.split())
    assert g.s_unit.size >= 60
    assert len(g.landmarks) >= 30
    for kind in (UnitKind.MALL, UnitKind.HOSPITAL, UnitKind.SCHOOL, UnitKind.HALL, UnitKind.INN):
        assert (g.b_kind == kind).sum() >= 1
    assert any("raised" in rule for rule in report.rules)
    assert any("raised" in line for line in g.synthetic)


def test_malls_have_a_back_exit(kyoto):
    g = kyoto[0]
    malls = np.flatnonzero((g.u_kind == UnitKind.MALL) & (g.u_floor == 0))
    assert malls.size
    assert (g.u_exits[malls] == 2).all()


def test_houses_stand_clear_of_one_another_and_of_streets(kyoto):
    import shapely

    g = kyoto[0]
    xy = np.column_stack([g.foot_x, g.foot_y])
    made = np.flatnonzero(g.b_made)
    shapes = np.array([shapely.Polygon(xy[g.b_xy[b] : g.b_xy[b + 1]]) for b in made])
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    over = shapely.area(shapely.intersection(shapes[one], shapes[two]))[one < two]
    assert (over < 2.5).all()  # a sliver at a bend at most
    lines = [
        shapely.LineString(np.column_stack([g.line_x[a:b], g.line_y[a:b]]))
        for a, b, kind in zip(g.p_xy, g.p_xy[1:], g.p_kind[: g.n_street])
        if kind != PassageKind.TUNNEL
    ]
    assert not len(shapely.STRtree(shapes).query(lines, predicate="intersects")[0])


def test_one_can_walk_through_the_mall(kyoto):
    g = kyoto[0]
    halls = np.flatnonzero(g.p_kind == PassageKind.CORRIDOR)
    named = {g.names[g.p_name[p]] for p in halls}
    assert named & {"Takashimaya", "Kawaramachi mall"}
    rooms = np.isin(g.u_passage, halls)
    assert rooms.any()
    assert (g.u_floor[rooms] == 0).all()


def test_landmarks_stand_beside_the_streets(kyoto):
    import shapely

    g = kyoto[0]
    xy = np.column_stack([g.foot_x, g.foot_y])
    streets = [
        shapely.LineString(np.column_stack([g.line_x[a:b], g.line_y[a:b]])).buffer(width / 2 - 1)
        for a, b, kind, width in zip(g.p_xy, g.p_xy[1:], g.p_kind[: g.n_street], g.p_width)
        if kind not in (PassageKind.TUNNEL, PassageKind.CORRIDOR)
    ]
    roads = shapely.union_all(streets)
    river = shapely.Polygon(g.water[0])
    for b in np.flatnonzero(~g.b_made):
        outline = shapely.Polygon(xy[g.b_xy[b] : g.b_xy[b + 1]])
        assert not outline.intersects(roads), g.names[g.b_name[b]]
        assert not outline.intersects(river), g.names[g.b_name[b]]


def test_sewers_are_for_those_who_crawl(kyoto):
    dry = kyoto[0]
    wet, report = load("kyoto", cache=False, sewers=True)
    check(wet)
    sewer = wet.p_kind == PassageKind.SEWER
    assert sewer.sum() > 100
    assert (wet.p_use[sewer] == Use.CRAWL).all()
    assert np.array_equal(wet.node_x, dry.node_x)
    assert not set(wet.p_axis[sewer].tolist()) & set(wet.p_axis[~sewer].tolist())
    assert not np.isin(wet.u_passage, np.flatnonzero(sewer)).any()
    assert any("sewers" in rule for rule in report.rules)
