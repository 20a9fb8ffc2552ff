"""Small files that ask for hours or for all the memory: a message, or a city, soon."""

from __future__ import annotations

import math
import random

import pytest
from tests.fuzzing import in_time

from kinward.city import draw_map, load, near, osm
from kinward.core.errors import InputError

from .contract import check, read_or_refuse
from .test_osm import CROSS, STREET, square
from .test_osm import osm as written

SHARES = ((0, 0), (80, 0), (0, 80), (20, 20), (60, 60))  # m in one square of a town
PATIENCE = 120  # s: a guard against hangs, not a measurement
STREETS = [([1, 2], STREET), ([3, 4], STREET)]


@pytest.fixture
def read(tmp_path):
    """Read a map; returns its graph and its report."""

    def read(nodes: dict, ways: list, extra: str = ""):
        path = tmp_path / "bomb.osm"
        path.write_bytes(written({**CROSS, **nodes}, [*STREETS, *ways], extra))
        with in_time(PATIENCE):
            graph, report = load(path, cache=False)
        check(graph)
        return graph, report

    return read


def at_random(n: int, first: int = 10) -> dict:
    """Nodes anywhere around the streets."""
    draw = random.Random(1)
    return {first + i: (draw.uniform(0, 300), draw.uniform(-60, 300)) for i in range(n)}


@pytest.mark.parametrize(
    "tags",
    [
        {"building": "yes"}, {"leisure": "park"}, {"natural": "water"}, {"amenity": "school"},
        {"building:part": "yes", "height": "9"}, {"waterway": "river"}, {"barrier": "wall"},
        {"barrier": "gate", "locked": "yes"},
    ],
)  # fmt: skip
def test_a_scribble_is_left_out(read, tags):
    nodes = at_random(1500)
    ring = [*nodes] if "waterway" in tags else [*nodes, 10]
    _, report = read(nodes, [(ring, tags)])
    assert report.dropped[osm.SCRIBBLED] == 1


def test_what_crosses_itself_a_little_is_kept(read):
    bow = {10: (20, 10), 11: (40, 30), 12: (40, 10), 13: (20, 30)}
    park = {20 + i: (20 + 10 * i, 40 + 9 * (i % 2)) for i in range(8)}
    graph, report = read(
        bow | park,
        [([10, 11, 12, 13, 10], {"building": "yes"}), ([*park, 20], {"leisure": "park"})],
    )
    assert osm.SCRIBBLED not in report.dropped
    assert len(graph.green) == 1
    assert (~graph.b_made).sum() == 1


def test_lines_that_meet_too_often_are_a_scribble():
    star = [
        [[math.cos(a), math.sin(a)], [-math.cos(a), -math.sin(a)]]
        for a in (math.pi * i / 60 for i in range(60))
    ]
    lines = [near.np.array(line) for line in star]
    assert near.scribbled(lines, most=1000)
    assert not near.scribbled(lines, most=2000)
    assert not near.scribbled(lines[:1], most=0)


def test_things_drawn_over_one_another_are_refused(read, monkeypatch):
    monkeypatch.setattr(near, "MOST_OVER", 300)
    many, ways, parts, parks = {}, [], [], []
    for i in range(40):
        nodes, refs = square(1000 + 4 * i, 20, 8)
        many |= nodes
        ways.append((refs, {"building": "yes"}))
        parts.append((refs, {"building:part": "yes", "building:levels": "3"}))
        nodes, refs = square(5000 + 4 * i, -200, -200, 500)
        many |= nodes
        parks.append((refs, {"leisure": "park"}))
    shops = {100 + i: (26, 14, {"shop": "music"}) for i in range(40)}
    for nodes, lines in ((shops, ways), ({}, [*ways, *parts]), ({}, parks)):
        with pytest.raises(InputError, match=r"bomb\.osm: .* lie over one another"):
            read(many | nodes, lines)


def test_the_nearest_is_the_first_of_those_equally_near(monkeypatch):
    import shapely

    houses = [shapely.box(x, 0, x + 1, 1) for x in (5, 0, 0, 9)]
    tree = shapely.STRtree(houses)
    asked = near.np.array([shapely.Point(0.5, 0.5), shapely.Point(7, 0.5), shapely.Point(99, 0)])
    assert near.nearest(tree, asked, 3.0, "x") == {0: (0.0, 1), 1: (1.0, 0)}
    where = near.np.array([shapely.Point(0.5, 0.5)] * 500)
    monkeypatch.setattr(near, "FULL", 10)  # in helpings of very few
    assert near.nearest(tree, where, 3.0, "x") == {i: (0.0, 1) for i in range(500)}
    one, two = near.pairs(where[:50], 5000, "").T
    assert len(one) == 50 * 49 / 2
    assert (one < two).all()
    assert [a.tolist() for a in near.meeting(tree, where[:2], "within", "x")] == [
        [0, 0, 1, 1], [1, 2, 1, 2],
    ]  # fmt: skip


def test_rivers_that_cross_everywhere_are_refused(read):
    nodes, ways = {}, []
    for i in range(120):
        k = 10 + 4 * i
        nodes |= {k: (i, 0), k + 1: (i, 150), k + 2: (0, i), k + 3: (150, i)}
        ways += [([k, k + 1], {"waterway": "river"}), ([k + 2, k + 3], {"waterway": "stream"})]
    with pytest.raises(InputError, match="its rivers and streams cross more than 10,000 times"):
        read(nodes, ways)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("MOST_NODES", "over 3 nodes"), ("MOST_LINES", "over 3 ways"),
        ("MOST_REFS", "3 nodes named by them"), ("MOST_POINTS", "way 3 has 4 nodes"),
    ],
)  # fmt: skip
def test_a_file_of_too_many_things_is_refused(read, monkeypatch, name, says):
    monkeypatch.setattr(osm, name, 3)
    with pytest.raises(InputError, match=says):
        read({}, [([1, 2, 3, 4], STREET), ([1, 2], STREET)])


def test_a_relation_names_each_line_once(read, monkeypatch):
    nodes, refs = square(10, 20, 8, 20)
    building = '<tag k="type" v="multipolygon"/><tag k="building" v="yes"/>'
    member = '<member type="way" ref="3" role="outer"/>'
    again = f'<relation id="1">{member * 500}{building}</relation>'
    monkeypatch.setattr(osm, "MOST_REFS", 100)
    graph, _ = read(nodes, [(refs, {})], again)
    assert (~graph.b_made).sum() == 1
    with pytest.raises(InputError, match="name the same lines again and again"):
        read(nodes, [(refs, {})], "".join(again.replace('"1"', f'"{i}"', 1) for i in range(50)))


def test_of_landmarks_with_one_name_the_first_is_kept(read):
    library = {"amenity": "library", "name": "Library"}
    graph, _ = read({9: (30, 5, library), 10: (40, 5, library)}, [])
    assert [(name, round(x)) for name, x, _ in graph.landmarks] == [("Library", 30 - 50)]


def through_one_point(n: int) -> tuple[dict, list]:
    """Streets that all cross in one point without a common node."""
    turn = [math.pi * i / n for i in range(n)]
    ends = [(300 * math.cos(a), 300 * math.sin(a)) for a in turn]
    nodes = {
        2 * i + k: (x * s, y * s) for i, (x, y) in enumerate(ends) for k, s in ((0, 1), (1, -1))
    }
    return nodes, [([2 * i, 2 * i + 1], STREET) for i in range(n)]


def house(tags: dict) -> tuple[dict, list]:
    nodes, refs = square(10, 20, 8)
    return {**CROSS, **nodes}, [*STREETS, (refs, {"building": "yes", **tags})]


BOMBS = {
    "far apart": (
        {1: (0, 0), 2: (4_000_000, -7_000_000)},
        [([1, 2], {"highway": "steps", "indoor": "yes"})],
    ),
    "to and fro": (CROSS, [([1, 2] * 50_000, STREET)]),
    "to and fro, fewer": (CROSS, [([1, 2] * 10_000, STREET)]),
    "through one point": through_one_point(50_000),
    "high": house({"building:levels": "10000", "height": "30000"}),
}


REFUSED = {
    "far apart": "a city map of at most 60 km is right",
    "to and fro": "at most 20,000 are right",
    "to and fro, fewer": "meet more than 1,500,000 times",
    "through one point": "meet more than 1,500,000 times",
}  # the others are read


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(tmp_path, name):
    path = tmp_path / "bomb.osm"
    path.write_bytes(written(*BOMBS[name]))
    with in_time(PATIENCE):
        read = read_or_refuse(path, REFUSED.get(name, "nothing to say"))
    assert read == (name not in REFUSED)


@pytest.mark.slow
def test_sixty_thousand_landmarks_are_read_and_drawn(read, tmp_path):
    named = {i: (20, 8, {"amenity": "library", "name": f"No {i}"}) for i in range(10, 60_000)}
    graph, _ = read(named, [])
    with in_time(PATIENCE):
        draw_map(graph, tmp_path / "l.png", width=4, dpi=50)
    assert (tmp_path / "l.png").stat().st_size > 1_000


@pytest.mark.slow
def test_ten_thousand_streams_beside_as_many_streets_are_drawn(read, tmp_path):
    nodes, ways = {}, []
    for i in range(2500):
        x, y = 80 * (i % 50), 80 * (i // 50)
        nodes |= {5 * i + 10 + k: (x + a, y + b) for k, (a, b) in enumerate(SHARES)}
        ways += [([5 * i + 10, 5 * i + 10 + k], STREET) for k in (1, 2)]
        ways.append(([5 * i + 13, 5 * i + 14], {"waterway": "stream"}))
    graph, _ = read(nodes, ways)
    with in_time(PATIENCE):
        draw_map(graph, tmp_path / "s.png", width=4, dpi=50)
    assert (tmp_path / "s.png").stat().st_size > 1_000


@pytest.mark.slow
def test_houses_behind_a_wall_on_a_street_of_fifty_kilometres(tmp_path):
    nodes = {1: (0, 0), 2: (50_000, 0), 3: (-10, 10), 4: (50_000, 10)}
    ways = [([1, 2], STREET), ([3, 4], {"barrier": "wall"})]
    for i in range(20_000):
        corners, refs = square(10 + 4 * i, 20 + 12 * (i % 3000), 20 + 12 * (i // 3000), 8)
        nodes |= corners
        ways.append((refs, {"building": "yes"}))
    path = tmp_path / "bomb.osm"
    path.write_bytes(written(nodes, ways))
    with in_time(PATIENCE):
        assert read_or_refuse(path, "bomb.osm")
