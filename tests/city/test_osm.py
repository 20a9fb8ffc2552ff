"""OpenStreetMap files: what is understood, what is refused, and nothing in between."""

from __future__ import annotations

import bz2
import gzip
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinward.city import NodeKind, PassageKind, UnitKind, Use, load
from kinward.core.errors import InputError

from .contract import check, read_or_refuse

LAT, LON = 35.0, 135.0
M_LAT, M_LON = 1 / 110_941, 1 / 91_290  # degrees a metre at 35 north


def osm(nodes: dict, ways: list, extra: str = "") -> bytes:
    """A map file: nodes id -> (x, y[, tags]) in m, ways (refs, tags)."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    for i, (x, y, *tags) in nodes.items():
        out.append(f'<node id="{i}" version="1" lat="{LAT + y * M_LAT}" lon="{LON + x * M_LON}">')
        out += _tags(tags[0] if tags else {})
        out.append("</node>")
    for i, (refs, tags) in enumerate(ways, 1):
        out.append(f'<way id="{i}" version="1">')
        out += [f'<nd ref="{r}"/>' for r in refs]
        out += _tags(tags)
        out.append("</way>")
    return "\n".join([*out, extra, "</osm>"]).encode()


def _tags(tags: dict) -> list[str]:
    from xml.sax.saxutils import quoteattr

    return [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items()]


@pytest.fixture
def read(tmp_path):
    def read(data: bytes, name: str = "town.osm"):
        path = tmp_path / name
        path.write_bytes(data)
        graph, report = load(path, cache=False)
        check(graph)
        return graph, report

    return read


STREET = {"highway": "residential", "name": "High Street"}
CROSS = {1: (0, 0), 2: (100, 0), 3: (50, -60), 4: (50, 60)}


def square(first: int, x: float, y: float, size: float = 12.0) -> tuple[dict, list[int]]:
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    nodes = {first + i: c for i, c in enumerate(corners)}
    return nodes, [*nodes, first]


def test_streets_that_cross_without_a_node_are_joined(read):
    g, _ = read(osm(CROSS, [([1, 2], STREET), ([3, 4], {"highway": "footway"})]))
    assert g.node_x.size == 5
    assert g.n_street == 4
    assert (g.node_kind == NodeKind.DEAD_END).sum() == 4
    assert sorted(np.round(g.p_len[:4]).tolist()) == [50, 50, 60, 60]
    walk_only = (g.p_use[:4] & Use.DRIVE) == 0
    assert walk_only.sum() == 2


def test_a_bridge_passes_over(read):
    over = {"highway": "primary", "bridge": "yes", "layer": "1"}
    g, report = read(osm(CROSS, [([1, 2], STREET), ([3, 4], over)]))
    assert g.n_street == 1
    assert any("apart from the largest (100 m of 220 m" in reason for reason in report.dropped)


def test_an_end_that_only_touches_is_joined(read):
    g, _ = read(osm({**CROSS, 3: (50, 1.6)}, [([1, 2], STREET), ([3, 4], STREET)]))
    assert g.n_street == 3
    assert g.node_x.size == 4


def test_pieces_of_one_street_are_one_passage(read):
    nodes = {i: (i * 30.0, 0) for i in range(5)}
    g, _ = read(osm(nodes, [([i, i + 1], STREET) for i in range(4)]))
    assert g.n_street == 1
    assert g.p_len[0] == pytest.approx(120, abs=0.1)


def test_a_short_edge_is_merged_into_its_junction(read):
    nodes = {1: (-80, 0), 2: (0, 0), 3: (3, 0), 4: (80, 0), 5: (0, 50), 6: (3, -50)}
    ways = [([1, 2, 3, 4], STREET), ([2, 5], STREET), ([3, 6], STREET)]
    g, report = read(osm(nodes, ways))
    assert report.counts["short edges merged"] == 1
    assert g.n_street == 4


def test_a_sharp_bend_is_a_place_and_ends_the_axis(read):
    g, _ = read(osm({1: (0, 0), 2: (60, 0), 3: (60, 60)}, [([1, 2, 3], STREET)]))
    assert g.n_street == 2
    assert g.p_axis[0] != g.p_axis[1]


def test_a_round_way_and_a_way_that_crosses_itself(read):
    nodes = {1: (0, 0), 2: (100, 0), 3: (100, 80), 4: (50, -40)}
    g, _ = read(osm(nodes, [([1, 2, 3, 4], STREET)]))
    assert g.node_x.size == 5  # one of them where it crosses itself, two at its bends
    ring = {i: (50 * math.cos(i), 50 * math.sin(i)) for i in range(1, 7)}
    g, _ = read(osm(ring, [([1, 2, 3, 4, 5, 6, 1], STREET)]))
    assert g.n_street >= 2


def test_a_building_with_shops_becomes_units_and_sites(read):
    ring, refs = square(10, 30, 6, 20)
    shop = {40: (40.0, 16.0, {"shop": "music", "name": "Strings & Co"})}
    ways = [
        ([1, 2], STREET),
        (refs, {"building": "apartments", "building:levels": "4", "roof:shape": "flat"}),
    ]
    g, report = read(osm({1: (0, 0), 2: (100, 0), **ring, **shop}, ways))
    assert g.b_floors.tolist() == [4]
    assert g.b_flat.tolist() == [True]
    assert g.b_area[0] == pytest.approx(400, rel=0.01)
    assert g.b_off[0] == pytest.approx(40, abs=11)
    assert g.names[g.s_type[0]] == "music"
    assert g.names[g.u_name[g.s_unit[0]]] == "Strings & Co"
    assert g.u_floor[g.s_unit[0]] == 0
    homes = g.u_kind[1:] == UnitKind.DWELLING
    assert set(g.u_floor[1:][homes].tolist()) == {0, 1, 2, 3}
    assert homes[g.u_floor[1:] == 1].sum() == 5  # 320 m2 net in flats of some 55
    assert not any("floors of" in rule for rule in report.rules)


def test_streets_without_buildings_get_some_and_say_so(read):
    nodes = {1: (0, 0), 2: (300, 0), 3: (150, -150), 4: (150, 150)}
    g, report = read(osm(nodes, [([1, 2], STREET), ([3, 4], STREET)]))
    assert g.b_made.all()
    assert g.b_made.sum() > 40
    assert any("raised along the streets" in rule for rule in report.rules)
    assert any("raised" in line for line in g.synthetic)


def test_steps_tunnels_and_widths(read):
    nodes = {i: (i * 50.0, 0) for i in range(6)}
    ways = [
        ([0, 1], {"highway": "steps", "width": "3,5 m"}),
        ([1, 2], {"highway": "primary", "tunnel": "yes", "lanes": "4"}),
        ([2, 3], {"highway": "residential", "width": "99999"}),
        ([3, 4], {"highway": "residential", "width": "3", "name": "Alley"}),
        ([4, 5], {"highway": "secondary", "bridge": "yes"}),
    ]
    g, _ = read(osm(nodes, ways))
    kinds = [PassageKind(k) for k in g.p_kind[: g.n_street]]
    assert kinds == [
        PassageKind.STEPS,
        PassageKind.TUNNEL,
        PassageKind.STREET,
        PassageKind.ALLEY,
        PassageKind.BRIDGE,
    ]
    assert g.p_width[: g.n_street].tolist() == [3.5, 17.0, 5.0, 3.0, 11.0]


def test_a_tunnel_by_name_and_a_river_by_its_banks(read):
    nodes = {
        **{1: (-200, 0), 2: (200, 0), 3: (-200, 150), 4: (-200, -150), 5: (200, 150)},
        **{6: (200, -150), 10: (-40, -200), 11: (-40, 200), 12: (40, -200), 13: (40, 200)},
    }
    under = {"highway": "primary", "name": "River Tunnel"}
    river = {"waterway": "river"}
    ways = [([1, 2], under), ([3, 1, 4], STREET), ([5, 2, 6], STREET)]
    g, report = read(osm(nodes, [*ways, ([10, 11], river), ([12, 13], river)]))
    assert PassageKind.TUNNEL in g.p_kind
    assert any("0.02 km2 between open river lines" in rule for rule in report.rules)
    assert any("tunnels: 1 " in rule for rule in report.rules)
    assert not (np.abs(g.b_x) < 40).any()


def test_absurd_tags_are_ignored_and_counted(read):
    ring, refs = square(10, 30, 6)
    tags = {"building": "yes", "building:levels": "999999999", "height": "tall"}
    g, report = read(osm({1: (0, 0), 2: (100, 0), **ring}, [([1, 2], STREET), (refs, tags)]))
    assert g.b_floors[0] <= 10
    assert any("cannot be" in reason for reason in report.dropped)


def test_missing_nodes_and_ways_of_no_length_are_reported(read):
    nodes = {**CROSS, 5: (0, 0)}
    ways = [([1, 99, 2], STREET), ([1, 5], STREET), ([3], STREET), ([77, 78], STREET)]
    g, report = read(osm(nodes, ways))
    assert g.n_street == 1
    assert report.dropped["street points whose node is missing"] == 3
    assert report.dropped["streets of no length or with fewer than two nodes"] == 3


def test_a_map_across_the_date_line(tmp_path):
    data = osm(CROSS, [([1, 2], STREET), ([3, 4], STREET)]).decode()
    for i, (x, _) in CROSS.items():
        lon = 179.9995 + x * M_LON
        lon = lon - 360 if lon > 180 else lon
        data = data.replace(f'lon="{LON + x * M_LON}"', f'lon="{lon}"')
        assert i
    (tmp_path / "line.osm").write_text(data)
    g, _ = load(tmp_path / "line.osm", cache=False)
    assert g.p_len[: g.n_street].sum() == pytest.approx(220, rel=0.01)


@pytest.mark.parametrize("pack", ["osm.gz", "osm.bz2", "osm.pbf"])
def test_packed_files_read_alike(read, tmp_path, pack):
    data = osm(CROSS, [([1, 2], STREET), ([3, 4], STREET)])
    plain, _ = read(data)
    if pack == "osm.pbf":
        import osmium

        path = tmp_path / "town.osm.pbf"
        with osmium.SimpleWriter(str(path)) as writer:
            for o in osmium.FileProcessor(osmium.io.FileBuffer(data, "osm")):
                writer.add(o)
        packed, _ = load(path, cache=False)
    else:
        packed, _ = read({"osm.gz": gzip, "osm.bz2": bz2}[pack].compress(data), f"town.{pack}")
    assert np.allclose(packed.node_x, plain.node_x, atol=0.01)
    assert packed.p_kind.tolist() == plain.p_kind.tolist()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
<osm version="0.6"><node id="1" lat="1" lon="1"><tag k="a" v="&d;"/></node></osm>"""
GOOD = osm(CROSS, [([1, 2], STREET), ([3, 4], STREET)])
BAD = {
    "laughs.osm": (LAUGHS, "not a whole OpenStreetMap file .*entities"),
    "short.osm": (GOOD[: len(GOOD) // 2], "not a whole OpenStreetMap file"),
    "short.osm.gz": (gzip.compress(GOOD)[:60], "cannot be read"),
    "short.osm.bz2": (bz2.compress(GOOD)[:60], "cannot be read"),
    "not.osm.gz": (GOOD, "cannot be read"),
    "junk.osm.pbf": (b"\x00\x00\x00\x0d\x0a\x09OSMHeader" * 9, "not a whole OpenStreetMap file"),
    "page.osm": (b"<html><body>404</body></html>", "not a whole OpenStreetMap file"),
    "empty.osm": (b"", "not a whole OpenStreetMap file"),
    "json.osm": (b'{"type": "FeatureCollection"}', "not a whole OpenStreetMap file"),
    "map.geojson": (b"{}", "unknown kind of map; use .osm"),
    "nothing.osm": (b'<osm version="0.6"></osm>', "no street was found"),
    "houses.osm": (
        osm(square(1, 0, 0)[0], [([1, 2, 3, 4, 1], {"building": "yes"})]),
        "no street was found",
    ),
    "pole.osm": (
        GOOD.replace(b'lat="35.', b'lat="89.').replace(b'lat="34.', b'lat="89.'),
        "too near to a pole",
    ),
    "wide.osm": (GOOD.replace(b'lon="135.0"', b'lon="99.0"'), "span"),
    "beyond.osm": (GOOD.replace(b'lat="35.0"', b'lat="935.0"'), "not a whole OpenStreetMap"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name(tmp_path, name):
    data, says = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        load(path, cache=False)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_a_map_with_too_many_crossings_is_refused(tmp_path, monkeypatch):
    from kinward.city import noding

    nodes, ways = {}, []
    for i in range(30):
        nodes |= {2 * i + 1: (i * 9.0, 0), 2 * i + 2: (290 - i * 9.7, 200)}
        ways.append(([2 * i + 1, 2 * i + 2], STREET))
    path = tmp_path / "web.osm"
    path.write_bytes(osm(nodes, ways))
    monkeypatch.setattr(noding, "MOST_CROSSINGS", 100)
    with pytest.raises(InputError, match=r"web\.osm: its streets cross \d+ times"):
        load(path, cache=False)
    monkeypatch.setattr(noding, "MOST_MEETINGS", 100)
    with pytest.raises(InputError, match=r"web\.osm: its streets meet more than 100 times"):
        load(path, cache=False)


def test_no_such_map(tmp_path):
    with pytest.raises(InputError, match=r"built-in name: .*kyoto"):
        load("atlantis")
    with pytest.raises(InputError, match="is a folder"):
        load(tmp_path)


@settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_any_map_is_read_or_refused(tmp_path, data):
    near = st.floats(-300, 300).map(lambda v: round(v, 1))
    coordinate = st.one_of(near, st.sampled_from([0.0, 10.0, 50.0, 100.0]))
    text = st.one_of(
        st.sampled_from(
            ["yes", "no", "-1", "1e400", "3;4", "0", "5 m", "١٢", "apartments", "mall"]
        ),
        st.text(
            st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"), max_size=12
        ),
    )
    words = "highway building building:levels height width lanes layer bridge tunnel shop amenity"
    keys = st.sampled_from([*words.split(), "name", "natural", "landuse", "roof:shape", "indoor"])
    tags = st.dictionaries(keys, text, max_size=5)
    street = st.sampled_from(["residential", "steps", "primary", "footway", "service", "razed"])
    ids = st.integers(1, 14)
    nodes = data.draw(st.dictionaries(ids, st.tuples(coordinate, coordinate, tags), max_size=14))
    ways = data.draw(
        st.lists(st.tuples(st.lists(st.integers(1, 16), max_size=9), tags, street), max_size=7)
    )
    made = [(refs, {**t, "highway": s} if "building" not in t else t) for refs, t, s in ways]
    path = tmp_path / "any.osm"
    path.write_bytes(osm(nodes, made))
    read_or_refuse(path, "no street was found")


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=6), st.integers(0, 40))
def test_a_damaged_map_is_read_or_refused(tmp_path, at, patch, cut):
    path = tmp_path / "damaged.osm"
    path.write_bytes(GOOD[:at] + patch + GOOD[at + cut :])
    read_or_refuse(path, "damaged.osm")


MAPS = Path(__file__).parents[3] / "shared" / "maps"
REAL = {
    "kyoto_gion_kiyomizu_streets": (700, 1200, True),
    "kyoto_fushimi_inari": (400, 900, False),
    "tokyo_asakusa_2025": (500, 1100, False),
    "shanghai_bund_streets": (800, 1400, True),
    "shanghai_tongji_2026": (250, 600, False),
}


@pytest.mark.parametrize("name", REAL)
def test_the_shared_maps(name):
    path = MAPS / f"{name}.osm"
    if not path.exists():
        pytest.skip("the shared maps are not beside this checkout")
    low, high, raised = REAL[name]
    g, report = load(path, cache=False)
    check(g)
    assert low < g.node_x.size < high < 5_000
    assert bool(g.b_made.any()) == raised
    assert (g.u_kind[1:] == UnitKind.DWELLING).sum() > 1_000
    assert report.counts["places"] == g.node_x.size
    assert report.lines()
    if raised:
        kinds = {g.names[k] for k in g.s_type}
        assert {"school", "hospital", "mall", "temple", "inn", "police", "pharmacy"} <= kinds


def test_a_building_is_as_high_as_its_highest_part(read):
    ring, refs = square(10, 30, 6, 20)
    low, below = square(20, 31, 7, 8)
    high, above = square(30, 40, 8, 8)
    part = {"building:part": "yes", "building:levels": "2"}
    tower = {"building:part": "yes", "building:levels": "9", "height": "31 m"}
    ways = [([1, 2], STREET), (refs, {"building": "office"}), (below, part), (above, tower)]
    g, report = read(osm({1: (0, 0), 2: (100, 0), **ring, **low, **high}, ways))
    assert g.b_floors.tolist() == [9]
    assert g.b_height.tolist() == [31.0]
    assert any("heights: 1 buildings are as high" in rule for rule in report.rules)
    ways[1] = (refs, {"building": "office", "building:levels": "3"})  # its own tag goes before
    g, _ = read(osm({1: (0, 0), 2: (100, 0), **ring, **low, **high}, ways))
    assert g.b_floors.tolist() == [3]
