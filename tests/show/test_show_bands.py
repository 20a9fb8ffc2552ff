"""The picture of the bands: everybody is in it once a day, and ribbons lead where they went."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from kinward.show.bands import BAR, LOST, ROAD, Flow, picture

NAMES = {1: "the people of the mill", 2: "the den", ROAD: "on the road, or few",
         LOST: "dead or turned"}  # fmt: skip
BEFORE = {0: 1, 1: 1, 2: 1, 3: 2}
AFTER = {0: 1, 1: 2, 2: LOST, 3: 2}


@pytest.fixture(scope="module")
def svg():
    return ElementTree.fromstring(picture(Flow([0, 86_400_000], [BEFORE, AFTER], NAMES), 6.0))


def titles(svg, tag):
    return [e.find("title").text for e in svg.iter(tag) if e.find("title") is not None]


def test_bars_are_as_high_as_groups_are_large(svg):
    bars = [e for e in svg.iter("rect") if float(e.get("width")) == BAR]
    assert titles(svg, "rect") == [
        "the people of the mill: 3", "the den: 1", "the people of the mill: 1", "the den: 2",
        "dead or turned: 1",
    ]  # fmt: skip
    heights = [float(e.get("height")) for e in bars]
    assert heights[0] == pytest.approx(3 * heights[1], abs=0.3)
    assert heights[0] + heights[1] == pytest.approx(sum(heights[2:]), abs=0.3)


def test_ribbons_lead_where_people_went(svg):
    assert sorted(titles(svg, "path")) == sorted([
        "the people of the mill", "1 from the people of the mill to the den",
        "1 from the people of the mill to dead or turned", "the den",
    ])  # fmt: skip


def test_ribbons_lie_within_the_bars_that_they_leave(svg):
    bars = {
        e.find("title").text.split(":")[0]: (float(e.get("y")), float(e.get("height")))
        for e in svg.iter("rect")
        if float(e.get("x")) == 0
    }
    for path in svg.iter("path"):
        words = path.find("title").text
        origin = re.sub(r"^\d+ from (.*) to .*$", r"\1", words)
        y = float(re.match(r"M[\d.]+,([\d.]+)", path.get("d"))[1])
        top, height = bars[origin]
        assert top - 0.2 <= y <= top + height


def test_days_and_bands_are_named(svg):
    text = [e.text for e in svg.iter("text")]
    assert text[:2] == ["day 1", "day 2"]
    assert "the mill 1" in text
    assert "the den 2" in text
