"""Barriers of a map: who is stopped, what is narrowed, on which side a door opens."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinward.city import Use, load
from kinward.city.barriers import LEAST_M, cut_at_posts, post_of
from kinward.city.cache import cache_dir
from kinward.city.draw import draw_map
from kinward.city.routes import field_from
from kinward.city.survey import Way

from .contract import check, read_or_refuse
from .test_osm import MAPS, osm, square

STREET = {"highway": "residential", "name": "High Street"}
ROAD = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (0, 60), 5: (200, 60)}
AROUND = [([1, 4, 5, 3], {"highway": "residential", "name": "Back Lane"})]  # the longer way
BAR = ([1, 2, 3], STREET)


@pytest.fixture
def read(tmp_path):
    def read(nodes: dict, ways: list, extra: str = ""):
        path = tmp_path / "town.osm"
        path.write_bytes(osm(nodes, ways, extra))
        graph, report = load(path, cache=False)
        check(graph)
        return graph, report

    return read


def way_between(g, one, two, use):
    """Length of the way between the places nearest to two points, m."""
    ends = [int(np.argmin((g.node_x - x) ** 2 + (g.node_y - y) ** 2)) for x, y in (one, two)]
    return float(field_from(g, ends[0], use)[ends[1]])


def ends_of(g):
    """The west and the east end of the street, wherever the projection put them."""
    west, east = g.node_x.min(), g.node_x.max()
    south = g.node_y.min()
    return (west, south), (east, south)


def with_post(**tags):
    return {**ROAD, 2: (100, 0, tags)}


def ways_of(g):
    one, two = ends_of(g)
    return [round(way_between(g, one, two, use)) for use in (Use.WALK, Use.DRIVE)]


@pytest.mark.parametrize(
    ("tags", "walk", "drive"),
    [
        ({}, 200, 200),
        ({"barrier": "bollard"}, 200, 320),
        ({"barrier": "block", "access": "no"}, 200, 320),
        ({"barrier": "Bollard; gate"}, 200, 320),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, 200, 200),
        ({"barrier": "turnstile"}, 200, 320),
        ({"barrier": "gate"}, 200, 200),
        ({"barrier": "lift_gate", "access": "private"}, 200, 320),
        ({"barrier": "gate", "access": "no", "motor_vehicle": "yes"}, 200, 200),
        ({"barrier": "gate", "locked": "yes"}, 320, 320),
        ({"barrier": "gate", "locked": "no"}, 200, 200),
        ({"barrier": "kerb"}, 200, 200),
        ({"barrier": "portcullis"}, 200, 200),
    ],
)
def test_who_passes(read, tags, walk, drive):
    g, _ = read(with_post(**tags), [BAR, *AROUND])
    assert ways_of(g) == [walk, drive]


def test_only_the_piece_at_the_post_is_changed(read):
    g, report = read(with_post(barrier="bollard"), [BAR, *AROUND])
    shut = np.flatnonzero((g.p_use[: g.n_street] & Use.DRIVE) == 0)
    assert g.p_len[shut] == pytest.approx([4.0], abs=0.05)
    assert g.p_width[shut].tolist() == [4.0]  # four fifths of 5 m
    assert report.counts["bollards and blocks read"] == 1
    assert report.counts["streets shut to cars by a barrier"] == 1


@pytest.mark.parametrize(
    ("tags", "width"),
    [
        ({"barrier": "bollard", "maxwidth:physical": "1.6 m"}, 1.6),
        ({"barrier": "bollard", "width": "0.7"}, 4.0),  # the post's own
        ({"barrier": "cycle_barrier"}, 1.2),
        ({"barrier": "cycle_barrier", "opening": "0.9"}, 0.9),
        ({"barrier": "gate", "width": "3"}, 3.0),
        ({"barrier": "gate", "width": "9"}, None),
        ({"barrier": "gate", "maxwidth:physical": "0"}, None),
        ({"barrier": "stile", "opening": "-3"}, LEAST_M),
    ],
)
def test_a_barrier_narrows_the_way(read, tags, width):
    g, _ = read(with_post(**tags), [BAR, *AROUND])
    narrow = g.p_width[: g.n_street][g.p_width[: g.n_street] != 5.0].tolist()
    assert narrow == ([] if width is None else [width])


def test_a_gate_without_another_way_round_leaves_the_rest_apart(read):
    g, report = read(with_post(barrier="gate", locked="yes"), [BAR])
    assert g.n_street == 1
    assert any("apart from the largest" in reason for reason in report.dropped)
    assert any("cut by a locked gate" in rule for rule in report.rules)


def test_a_post_at_a_crossing_and_at_the_end_of_two_ways(read):
    ways = [([1, 2], STREET), ([2, 3], {**STREET, "name": "Other Street"}), *AROUND]
    g, _ = read(with_post(barrier="bollard"), ways)
    assert ways_of(g) == [200, 320]
    side = ([2, 6], {"highway": "residential", "name": "Side"})
    nodes = {**with_post(barrier="gate", locked="yes"), 6: (110, 30)}
    g, _ = read(nodes, [*ways, side])
    assert ways_of(g) == [320, 320]


def test_a_line_of_bollards_across_a_street(read):
    nodes = {**ROAD, 8: (50, -5), 9: (50, 5)}
    g, report = read(nodes, [BAR, *AROUND, ([8, 9], {"barrier": "bollard"})])
    assert ways_of(g) == [200, 320]
    assert report.counts["bollards and blocks read"] == 1


def house(barrier: dict | None, end: float = 400.0):
    """A house between a near street in the south and a far one in the north, and a wall."""
    ring, refs = square(20, 100, 20, 12)
    nodes = {1: (-400, 0), 2: (400, 0), 3: (-400, 60), 4: (400, 60), **ring}
    nodes |= {50: (-end, 12), 51: (end, 12)}
    ways = [
        ([1, 2], {"highway": "residential", "name": "South"}),
        ([3, 4], {"highway": "residential", "name": "North"}),
        ([1, 3], STREET),
        (refs, {"building": "house"}),
    ]
    return nodes, [*ways, ([50, 51], barrier)] if barrier else ways


@pytest.mark.parametrize(
    ("barrier", "street"),
    [
        (None, "South"),
        ({"barrier": "wall"}, "North"),
        ({"barrier": "fence", "height": "2 m"}, "North"),
        ({"barrier": "hedge"}, "North"),
        ({"barrier": "wall", "height": "0.5"}, "South"),
        ({"barrier": "guard_rail"}, "South"),
        ({"barrier": "wall", "layer": "1"}, "South"),
    ],
)
def test_a_door_prefers_its_own_side(read, barrier, street):
    g, report = read(*house(barrier))
    read_ones = np.flatnonzero(~g.b_made)
    assert [g.names[g.p_name[g.b_passage[b]]] for b in read_ones] == [street]
    moved = any("doors open on their own side" in rule for rule in report.rules)
    assert moved == (street == "North")


def test_a_door_goes_round_the_end_of_a_short_wall(read):
    g, _ = read(*house({"barrier": "wall"}, end=110.0))
    (b,) = np.flatnonzero(~g.b_made).tolist()
    assert g.names[g.p_name[g.b_passage[b]]] == "South"
    x, _ = g.point(int(g.b_passage[b]), float(g.b_off[b]))
    assert x > g.b_x[b] + 5


def test_a_house_walled_in_all_round_still_has_a_door(read):
    ring, refs = square(20, 100, 20, 12)
    wall, around = square(60, 95, 15, 22)
    nodes = {1: (0, 0), 2: (200, 0), **ring, **wall}
    ways = [([1, 2], STREET), (refs, {"building": "house"})]
    g, report = read(nodes, [*ways, (around, {"barrier": "wall", "landuse": "religious"})])
    assert (~g.b_made).sum() == 1
    assert report.counts["walls, fences and hedges read"] == 1
    assert any("1 doors lead through a wall" in rule for rule in report.rules)
    assert len(g.fences) == 1
    assert len(g.green) == 1  # what the ring is besides is read as before


def test_a_barrier_on_a_multipolygon_is_its_outline(read):
    nodes = {1: (0, 0), 2: (200, 0), 60: (20, 20), 61: (40, 20), 62: (40, 40)}
    members = '<member type="way" ref="2" role="outer"/><member type="way" ref="3" role="outer"/>'
    extra = f'<relation id="1" version="1">{members}'
    extra += '<tag k="type" v="multipolygon"/><tag k="barrier" v="hedge"/></relation>'
    ways = [([1, 2], STREET), ([60, 61, 62], {}), ([62, 60], {})]
    _, report = read(nodes, ways, extra)
    assert report.counts["walls, fences and hedges read"] == 2


@pytest.mark.parametrize(
    ("middle", "gate", "says"),
    [(None, False, True), (2, False, False), (2, True, False), (None, True, False)],
)
def test_a_street_through_a_wall_has_a_gap(read, middle, gate, says):
    nodes = {**ROAD, 8: (50, -20), 9: (50, 20), 10: (50, 1.0, {"barrier": "gate"} if gate else {})}
    if middle:
        nodes[8], nodes[9] = (100, -20), (100, 20)
    wall = ([8, middle, 9] if middle else [8, 10, 9], {"barrier": "city_wall"})
    g, report = read(nodes, [BAR, *AROUND, wall])
    assert ways_of(g) == [200, 200]
    assert any("1 streets pass through a wall" in rule for rule in report.rules) == says


def test_what_is_not_understood_is_counted(read):
    nodes = with_post(barrier="portcullis") | {7: (50, 50, {"barrier": "bollard"})}
    nodes |= {8: (50, -5), 9: (50, 5)}
    odd = [([8, 9], {"barrier": "kerb"}), ([8], {"barrier": "wall"}), ([8, 99], {"barrier": "x y"})]
    _, report = read(nodes, [BAR, *AROUND, *odd])
    assert report.dropped["barriers of kind 'portcullis', which is unknown here"] == 1
    assert report.dropped["kerbs and other barriers that stop nobody"] == 1
    assert report.dropped["bollards and gates on no street"] == 1
    assert report.dropped["barriers of no length or off the streets' map"] == 2


def test_sewers_run_on_under_a_bollard(tmp_path):
    path = tmp_path / "town.osm"
    path.write_bytes(osm(with_post(barrier="bollard"), [BAR, *AROUND]))
    g, _ = load(path, cache=False, sewers=True)
    one, two = ends_of(g)
    assert way_between(g, one, two, Use.CRAWL) == pytest.approx(200, abs=1)


def test_the_cache_keeps_the_walls_and_the_picture_shows_them(tmp_path, monkeypatch):
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "town.osm"
    path.write_bytes(osm(*house({"barrier": "wall"})))
    first, _ = load(path)
    again, report = load(path)
    assert report.cached
    assert report.counts["walls, fences and hedges read"] == 1
    assert np.array_equal(first.fences[0], again.fences[0])
    path.write_bytes(osm(*house({"barrier": "fence", "height": "0.3"})))
    _, report = load(path)
    assert not report.cached  # another content is another city
    assert len(list(cache_dir().glob("*.npz"))) == 2
    assert draw_map(first, tmp_path / "town.svg").read_text().count("walls, fences") >= 1


@given(
    st.lists(st.floats(0, 50), max_size=6),
    st.sampled_from(["bollard", "gate", "stile", "chain", "kerb", ""]),
)
def test_pieces_of_a_street_make_up_the_street(at, kind):
    xy = np.array([(0, 0), (0, 0), (20, 0), (20, 30)], np.float64)
    way = Way(xy, keys=[1, 1, 2, 3])
    post = post_of({"barrier": kind, "locked": "yes"})
    pieces = cut_at_posts(way, [(a, post) for a in at] if post else [])
    lengths = [float(np.hypot(*np.diff(p.xy, axis=0).T).sum()) for p in pieces]
    assert sum(lengths) == pytest.approx(50)
    assert min(lengths) > 0
    for one, two in pairwise(pieces):
        assert one.keys is not None
        assert two.keys is not None
        assert one.keys[-1] == two.keys[0]
        assert one.xy[-1].tolist() == two.xy[0].tolist()
    assert all(p.barrier or p.use == way.use for p in pieces)
    assert bool(at and post) == any(p.barrier for p in pieces)


ODD = ["yes", "no", "bollard", "gate", "wall", "fence", "hedge", "kerb", "private", "1e9", "-2",
       ";", "stile", "turnstile", "０.9", "0.9", "guard_rail"]  # fmt: skip


@settings(
    max_examples=100,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_any_barriers_are_read_or_refused(tmp_path, data):
    near = st.one_of(st.integers(-60, 60), st.sampled_from([0, 1, 2, 50]))
    words = "barrier access locked width opening maxwidth:physical height layer area motor_vehicle"
    keys = st.sampled_from([*["barrier"] * 6, *words.split(), "building", "landuse"])
    tags = st.dictionaries(keys, st.one_of(st.sampled_from(ODD), st.just("é \t7")), max_size=4)
    nodes = data.draw(st.dictionaries(st.integers(1, 12), st.tuples(near, near, tags), min_size=2))
    refs = st.lists(st.integers(1, 13), max_size=7)
    highway = st.sampled_from(["residential", "footway", "steps", None])
    drawn = data.draw(st.lists(st.tuples(refs, tags, highway), max_size=7))
    path = tmp_path / "any.osm"
    path.write_bytes(osm(nodes, [(r, {**t, "highway": h} if h else t) for r, t, h in drawn]))
    read_or_refuse(path, "no street was found")


FOUND = {  # lines, bollards, gates, cycle barriers and turnstiles
    "kyoto_fushimi_inari": (77, 0, 2, 1),
    "tokyo_asakusa_2025": (214, 7, 10, 2),
    "shanghai_tongji_2026": (6, 2, 14, 0),
}


@pytest.mark.parametrize("name", FOUND)
def test_barriers_of_the_shared_maps(name):
    path = Path(MAPS) / f"{name}.osm"
    if not path.exists():
        pytest.skip("the shared maps are not beside this checkout")
    g, report = load(path, cache=False)
    keys = ("walls, fences and hedges", "bollards and blocks", "gates")
    found = [report.counts[f"{key} read"] for key in (*keys, "cycle barriers and turnstiles")]
    assert tuple(found) == FOUND[name]
    assert len(g.fences) == FOUND[name][0]
