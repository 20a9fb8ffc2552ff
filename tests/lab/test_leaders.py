"""The measurement of control and care: what counts as shown, and what the page says."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def leaders(monkeypatch):
    monkeypatch.syspath_prepend(str(DOCS))
    yield __import__("leaders")
    del sys.modules["leaders"]


def found(leaders, danger=0.0, calm=0.0, without=0.0, spread=1.0):
    """Outcomes in which control keeps so many more in danger, in calm, and without ties."""
    noise = np.random.default_rng(2).normal(0.0, spread, (8, 20))
    out = {}
    for arm, row in zip(leaders.ARMS, noise, strict=True):
        more = (danger if arm.threat else calm) + (0.0 if arm.ties else without)
        kept = 20.0 + row + (more if arm.style == leaders.CONTROL else 0.0)
        lots = np.stack([kept, 36.0 - kept, np.zeros(20), np.full(20, 0.5)], 1)
        out[arm] = np.stack([lots, lots], 1)
    return out


def test_what_is_shown_has_the_sign_that_is_claimed(leaders):
    so = {c.words: c.so for c in leaders.claims(found(leaders, danger=5.0, calm=-5.0))}
    assert so["In danger control keeps more after a week"]
    assert so["In danger fewer leave control within a week"]
    assert not so["In danger fewer die under control within a week"]
    assert so["In calm control keeps fewer at the end"]
    so = {c.words: c.so for c in leaders.claims(found(leaders, danger=-5.0, calm=5.0))}
    assert not any(so.values())


def test_ties_are_judged_by_the_difference_of_differences(leaders):
    def of_ties(**change):
        return [c for c in leaders.claims(found(leaders, **change)) if "Ties" in c.words]

    assert not any(c.so for c in of_ties(danger=5.0, calm=-5.0))
    assert all(c.so for c in of_ties(danger=5.0, calm=-5.0, without=-5.0))


def test_the_page_says_whether_both_halves_are_shown(leaders):
    seeds = range(1, 21)
    whole = leaders.page(found(leaders, danger=5.0, calm=-5.0), seeds)
    assert leaders.WHOLE in whole
    half = leaders.page(found(leaders, danger=0.0, calm=-5.0), seeds)
    assert leaders.NOT_WHOLE in half
    assert "| high | off | 7 days | died |" in half


def test_arms_differ_in_nothing_but_what_they_say(leaders):
    a, b = (leaders.scenario_data(arm, 3) for arm in leaders.ARMS[:2])
    styles = []
    for data in (a, b):
        bands = data["bands"].pop("band")
        styles.append([band["style"] for band in bands])
        data["bands"]["band"] = [{**band, "style": None} for band in bands]
    assert a == b
    assert styles == [[1.0] * 3 + [0.85], [0.0] * 3 + [0.85]]
    a, b = leaders.scenario_data(leaders.ARMS[0], 3), leaders.scenario_data(leaders.ARMS[4], 3)
    assert (a["ties"].pop("on"), b["ties"].pop("on")) == (True, False)
    assert a == b
