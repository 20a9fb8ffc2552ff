"""The cache of compiled cities."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city import load
from kinward.city.cache import cache_dir

TOWN = """
name = "ford"
[[street]]
name = "High Street"
points = [[0, 0], [200, 10], [400, 0]]
[[street]]
name = "Mill Lane"
class = "footway"
points = [[200, -100], [200, 120]]
[[river]]
name = "Mill Brook"
width = "6 m"
points = [[-50, 60], [450, 60]]
"""


@pytest.fixture
def town(tmp_path, monkeypatch):
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "ford.toml"
    path.write_text(TOWN)
    return path


def same(one, two):
    assert one.arrays().keys() == two.arrays().keys()
    for name, column in one.arrays().items():
        other = two.arrays()[name]
        assert column.dtype == other.dtype, name
        assert np.array_equal(column, other, equal_nan=column.dtype.kind == "f"), name
    for key in ("name", "crs", "synthetic", "names", "landmarks"):
        assert getattr(one, key) == getattr(two, key)
    assert all(np.array_equal(a, b) for a, b in zip(one.water, two.water, strict=True))


def test_the_second_time_it_comes_from_the_cache(town):
    first, report = load(town)
    second, again = load(town)
    assert not report.cached
    assert again.cached
    assert again.counts == report.counts
    assert again.digest == report.digest
    same(first, second)


def test_a_damaged_cache_is_rebuilt(town):
    first, _ = load(town)
    (kept,) = cache_dir().glob("*.npz")
    for damage in (b"", b"nonsense", kept.read_bytes()[:900]):
        kept.write_bytes(damage)
        second, report = load(town)
        assert not report.cached
        same(first, second)


def test_another_content_is_another_city(town):
    load(town)
    town.write_text(TOWN.replace("400, 0", "500, 0"))
    graph, report = load(town)
    assert not report.cached
    assert graph.p_len.max() > 250


def test_a_cache_that_cannot_be_written_is_no_error(town, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "file" / "below"))
    graph, _ = load(town)
    assert graph.n_street == 4


def test_compiling_twice_gives_the_same(town):
    same(load(town, cache=False)[0], load(town, cache=False)[0])
