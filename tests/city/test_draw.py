"""Pictures of maps."""

from __future__ import annotations

import pytest

from kinward.city import draw_map, lattice, load
from kinward.core.errors import InputError

from .test_cache import TOWN


def test_a_picture_is_drawn(tmp_path):
    path = tmp_path / "town.toml"
    path.write_text(TOWN)
    graph, _ = load(path, cache=False)
    picture = draw_map(graph, tmp_path / "town.png", width=5, dpi=60)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_lattice_can_be_drawn(tmp_path):
    assert draw_map(lattice(3), tmp_path / "l.png", width=4, dpi=50).stat().st_size > 1000


def test_a_place_one_cannot_write(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        draw_map(lattice(2), tmp_path / "no" / "l.png", width=4, dpi=50)


@pytest.mark.parametrize(("name", "start"), [("l.svg", b"<?xml"), ("l.PDF", b"%PDF")])
def test_the_ending_of_the_name_says_what_is_drawn(tmp_path, name, start):
    picture = draw_map(lattice(2), tmp_path / name, width=4, dpi=50)
    assert picture.read_bytes().startswith(start)


def test_what_is_no_name_of_a_picture(tmp_path):
    for name in ("town.osm", "town"):
        with pytest.raises(InputError, match=r"expected a name that ends in \.png"):
            draw_map(lattice(2), tmp_path / name)
    with pytest.raises(InputError, match="a folder"):
        draw_map(lattice(2), tmp_path)
