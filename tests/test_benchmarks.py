"""The benchmarks: what they write, and that each side of them does the work that is compared."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks import contacts, movement, page, results
from benchmarks.run import wanted
from benchmarks.subjects import SUBJECTS
from benchmarks.targets import TARGETS, Target


def record(*rows):
    """A record of a part as it is kept."""
    names = ("id", "what", "value", "unit", "note")
    return {
        "date": "2026-01-01 12:00", "processor": "some processor", "cores": 2, "load": 0.1,
        "python": "3.11", "versions": {"kinward": "1", "mesa": None}, "threads": 1,
        "rows": [dict(zip(names, row)) for row in rows],
    }  # fmt: skip


FOUND = {
    "sound": record(("fast", "a | b", 12.34, "sources/s", "all")),
    "mesa": record(("mesa", "Mesa", None, "", "not installed")),
}
AIMS = (
    Target("first", "fast", "", 10.0, "a second"),
    Target("second", "fast", "", 10.0, "a second", "It is too fast.", below=True),
    Target("third", "fast", "mesa", 2.0, "times", "no cause"),
)


def test_a_part_measured_anew_takes_the_place_of_its_own_alone(tmp_path):
    path = tmp_path / "results.json"
    results.merge(FOUND, path)
    found = results.merge({"mesa": record(("mesa", "Mesa", 2.0, "", ""))}, path)
    assert found == results.read(path)
    assert found["sound"] == FOUND["sound"]
    assert results.value_of(found, "mesa") == 2.0


def test_targets_say_what_is_reached_and_what_is_not_measured():
    assert [t.met(FOUND) for t in AIMS] == [True, False, None]
    assert page.causes(FOUND, AIMS) == "It is too fast.\n\nno cause"
    assert page.aims(FOUND, AIMS).splitlines()[2:] == [
        "| first | at least 10.0 a second | 12.3 | yes |",
        "| second | at most 10.0 a second | 12.3 | no |",
        "| third | at least 2.00 times | - | not measured |",
    ]


def test_the_page_tells_every_figure_and_its_machine():
    text = page.page(FOUND)
    assert "| a \\| b | 12.3 | sources/s | all |" in text
    assert "| Mesa | - |  | not installed |" in text
    assert "2 cores, some processor" in text
    assert "## Routing" not in text


def test_rows_of_targets_exist_in_the_names_of_parts():
    names = {part.name for parts in SUBJECTS.values() for part in parts}
    assert len(names) == sum(len(parts) for parts in SUBJECTS.values())
    assert all(t.figure for t in TARGETS)


def test_what_is_very_large_runs_only_when_asked_for():
    assert all(not part.large for part in wanted(None, False))
    assert any(part.large for part in wanted(["city"], True))
    assert [part.name for part in wanted(["city-1000000"], False)] == ["city-1000000"]


def test_everyone_has_the_contacts_that_are_said():
    home, out = contacts.pairs(2_000)
    ends = np.bincount(out.ravel(), minlength=2_000)
    assert 9.9 < ends.mean() <= contacts.CONTACTS
    assert len(np.unique(np.sort(home, 1), axis=0)) == len(home)
    assert (home[:, 0] != home[:, 1]).all()


@pytest.mark.slow
def test_walkers_walk_and_meet():
    live = movement.walkers(400, 12)
    assert live.array("moving")[:400].sum() > 390
    assert movement.in_reach(live, 400) > 0
    rows = movement.measure(400, 1, 12)
    assert all(row.value > 0 for row in rows)
