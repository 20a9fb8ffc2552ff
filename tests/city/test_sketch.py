"""Sketches: towns in a short TOML."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinward.city import PassageKind, UnitKind, load
from kinward.core.errors import InputError

from .contract import check, read_or_refuse
from .test_cache import TOWN


@pytest.fixture
def read(tmp_path):
    def read(text: str):
        path = tmp_path / "town.toml"
        path.write_text(text)
        return load(path, cache=False)

    return read


def test_a_town_of_two_streets(read):
    g, report = read(TOWN)
    check(g)
    assert g.name == "ford"
    assert g.crs == "local"
    assert g.n_street == 4
    assert g.b_made.all()
    assert len(g.water) == 1
    assert report.format == "sketch"


def test_styles_landmarks_and_sites(read):
    more = """
[[district]]
name = "East end"
style = "tower"
ring = [[210, -200], [500, -200], [500, 200], [210, 200]]
[[landmark]]
name = "St Mary"
kind = "hospital"
at = [100, -40]
size = ["40 m", "30 m"]
floors = 4
[sites]
pharmacy = [[30, 12]]
"""
    g, _ = read(TOWN + more)
    check(g)
    assert g.b_floors.max() >= 12
    assert UnitKind.HOSPITAL in g.b_kind
    assert {"hospital", "pharmacy"} <= {g.names[k] for k in g.s_type}
    assert ("St Mary", 100.0, -40.0) in g.landmarks
    assert (g.b_x[g.b_floors >= 12] > 200).all()


def test_a_bridge_and_an_underpass(read):
    g, _ = read(
        """
name = "ford"
[[street]]
name = "Bridge"
bridge = true
points = [[0, 0], [100, 0]]
[[street]]
name = "Underpass"
layer = -1
points = [[100, 0], [50, -50], [50, 50], [0, 0]]
"""
    )
    check(g)
    kinds = {PassageKind(k) for k in g.p_kind[: g.n_street]}
    assert kinds == {PassageKind.BRIDGE, PassageKind.TUNNEL}
    assert not ((abs(g.node_x - 50) < 1) & (abs(g.node_y) < 1)).any()  # no crossing of levels


BAD = {
    "name = 1": "name",
    "[[street": "is not TOML",
    'name = "x"': "street: is missing",
    TOWN.replace(
        '"footway"', '"canal"'
    ): r"street\.1\.class = 'canal': 'canal' is unknown; use one of",
    TOWN.replace("6 m", "6 ft"): "is no length; write it like",
    TOWN.replace("[400, 0]", "[nan, 0]"): "finite",
    TOWN.replace("[400, 0]", "[1e300, 0]"): "less than or equal",
    TOWN + "colour = 3": r"river\.0\.colour: no such key",
    'name = "x"\n[[street]]\npoints = [[1, 1], [1, 1]]': "no street was found",
    'name = "x"\nunits = "lonlat"\n[[street]]\npoints = [[500, 0], [600, 0]]': "longitude",
    'name = "x"\n[[street]]\npoints = [[0, 0]]': "at least 2",
    'name = "x"\n[[landmark]]\nkind = "castle"\nat=[0,0]\n[[street]]\npoints=[[0,0],[9,9]]': "kind",
}


@pytest.mark.parametrize("text", BAD)
def test_a_wrong_sketch_is_named(read, text):
    with pytest.raises(InputError, match=BAD[text]) as caught:
        read(text)
    assert str(caught.value).startswith("town.toml")
    assert "pydantic" not in str(caught.value)
    assert "Input should" not in str(caught.value)


def test_a_sketch_that_is_no_text(tmp_path):
    path = tmp_path / "town.toml"
    path.write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(InputError, match="is not text"):
        load(path)


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, len(TOWN)), st.text(max_size=8), st.integers(0, 30))
def test_a_damaged_sketch_is_read_or_refused(tmp_path, at, patch, cut):
    path = tmp_path / "town.toml"
    text = TOWN[:at] + patch + TOWN[at + cut :]
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    read_or_refuse(path, "town.toml")
