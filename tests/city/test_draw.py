"""Pictures of maps."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city import Draft, draw_map, lattice, load
from kinward.city.draw import NARROWEST_M, WIDEST_M, width_of
from kinward.city.labels import readable, without_letters
from kinward.city.report import MapReport
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


@pytest.mark.parametrize("name", ["$x_{$ 1", "$ $", "$\\frac{$", "5 $ a day, 6 $ a week"])
def test_a_dollar_in_a_name_is_a_dollar(tmp_path, name):
    d = Draft(name)
    way = d.passage(d.node(0, 0), d.node(400, 0), name=name)
    d.building(centre=(60, 12), door=(way, 60.0), name=name)
    d.landmark(name, 60, 12)
    assert draw_map(d.compile(), tmp_path / "d.svg", width=4, dpi=50).exists()


def test_a_map_far_longer_than_wide_is_drawn_without_a_word(tmp_path, caplog):
    d = Draft("strip")
    d.passage(d.node(0, 0), d.node(3000, 1))
    draw_map(d.compile(), tmp_path / "d.png", width=4, dpi=50)
    assert not caplog.records


def test_what_is_no_name_of_a_picture(tmp_path):
    for name in ("town.osm", "town"):
        with pytest.raises(InputError, match=r"expected a name that ends in \.png"):
            draw_map(lattice(2), tmp_path / name)
    with pytest.raises(InputError, match="a folder"):
        draw_map(lattice(2), tmp_path)


def test_water_given_as_a_line_is_as_wide_as_the_streets_leave_room():
    graph = lattice(6)
    x, y = graph.node_x, graph.node_y
    step = np.min(np.diff(np.unique(np.round(x, 3))))
    middle = (np.unique(np.round(x, 3))[0] + step / 2) * np.ones(2)
    between = np.column_stack([middle, [y.min(), y.max()]])
    assert NARROWEST_M < width_of(between, graph) <= min(WIDEST_M, step)
    along = np.column_stack([np.full(2, x.min()), [y.min(), y.max()]])
    assert width_of(along, graph) == NARROWEST_M
    far = between + np.array([[50_000.0, 0.0]])
    assert width_of(far, graph) == pytest.approx(min(WIDEST_M, np.ptp(y) / 6))


def test_the_legend_stands_beside_the_streets(monkeypatch, tmp_path):
    from matplotlib.figure import Figure

    boxes = []

    def measure(figure, *_, **__):
        drawn = figure.axes[0].get_window_extent()
        boxes.append((figure.legends[0].get_window_extent().x1, drawn.x0))

    monkeypatch.setattr(Figure, "savefig", measure)
    draw_map(load("kyoto")[0], tmp_path / "k.png")
    legend, streets = boxes[0]
    assert legend <= streets


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Shijo-dori", "Shijo-dori"), ("四条通", "Shijo-dori"),
        ("東山線 (Higashiyama line)", "Higashiyama line"), ("\U0001f600通", ""), ("", ""),
    ],
)  # fmt: skip
def test_names_are_drawn_in_letters_that_the_font_has(name, drawn):
    assert readable(name) == drawn


def test_names_that_cannot_be_drawn_are_counted():
    graph = lattice(3)
    assert without_letters(graph) == 0


def test_one_of_a_kind_is_in_the_singular():
    report = MapReport("a.osm")
    report.drop("pieces of street drawn twice", 1)
    report.drop("street lines of no length", 1)
    report.drop("buildings whose outline is not closed", 21)
    report.rules.append("scaffolding on 1 buildings, corridors through 1 malls, 1,001 buildings")
    text = "\n".join(report.lines())
    assert "1 piece of street" in text
    assert "1 street line of no length" in text
    assert "21 buildings whose" in text
    assert "on 1 building, corridors through 1 mall, 1,001 buildings" in text
