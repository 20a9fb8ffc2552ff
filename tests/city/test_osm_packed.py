"""Packed map files that were cut or changed are read or refused by name, never more than that."""

from __future__ import annotations

import bz2
import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .contract import read_or_refuse
from .test_osm import GOOD


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The same small map by the ending of its name."""
    import osmium

    path = tmp_path_factory.mktemp("packed") / "town.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for o in osmium.FileProcessor(osmium.io.FileBuffer(GOOD, "osm")):
            writer.add(o)
    return {
        "osm.gz": gzip.compress(GOOD), "osm.bz2": bz2.compress(GOOD), "osm.pbf": path.read_bytes(),
    }  # fmt: skip


@settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(["osm.gz", "osm.bz2", "osm.pbf"]), st.data())
def test_a_damaged_packed_map_is_read_or_refused(packed, tmp_path, kind, data):
    whole = packed[kind]
    at = data.draw(st.integers(0, len(whole)))
    content = whole[:at]
    if data.draw(st.booleans()):  # changed rather than cut
        content += data.draw(st.binary(min_size=1, max_size=4)) + whole[at + 4 :]
    path = tmp_path / f"damaged.{kind}"
    path.write_bytes(content)
    read_or_refuse(path, f"damaged.{kind}")
