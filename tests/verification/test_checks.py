"""Each published check passes, and fails when the model is broken as it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinward.verify import checks, run_checks
from kinward.verify.duels import HOPELESS, PEOPLE, Duels

ALL = checks()
SLOW = {"I1", "I2", "I3", "I7", "D3", "M1"}


def marked(ids):
    return [pytest.param(i, marks=pytest.mark.slow) if i in SLOW else i for i in ids]


@pytest.mark.parametrize("id", marked(ALL))
def test_check_passes(id):
    (result,) = run_checks(only=[id])
    assert result.passed, str(result)


@pytest.mark.parametrize(
    ("id", "way"),
    [
        pytest.param(i, b, marks=pytest.mark.slow if i in SLOW else ())
        for i, c in ALL.items()
        for b in c.breaks
    ],
)
def test_check_fails_when_the_model_is_broken(id, way):
    (result,) = run_checks(only=[id], break_=way, first=True)
    assert not result.passed, str(result)


def test_a_few_towns_fight_it_out():
    """The world of I3, which only the slow tier runs whole."""
    duels = Duels(alpha=0.5, first=2, towns=4)
    duels.run()
    assert ((duels.infected == 0) | (duels.infected >= HOPELESS + 2)).all()
    assert (duels.lost < PEOPLE).all()
    assert duels.lost.any()


def test_the_page_of_checks_lists_every_check_and_break():
    page = (Path(__file__).parents[2] / "docs" / "model" / "checks.md").read_text("utf-8")
    for check in checks().values():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {check.id} |")]
        assert row.endswith(f"| {'quick' if check.quick else 'full'} |"), check.id
        for name in check.breaks:
            assert f"`{name}`" in row, (check.id, name)
            assert f"| `{name}` |" in page, name
