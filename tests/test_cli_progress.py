"""Progress: lines elsewhere than on a terminal, with day, speed and time left."""

import io

import pytest

from kinward.cli import progress as module
from kinward.cli.progress import Progress

HOUR = 3_600_000


@pytest.fixture
def clock(monkeypatch):
    """A wall clock that the test sets, in seconds."""
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_plain_lines(clock):
    out = io.StringIO()
    with Progress(48 * HOUR, 6, out) as progress:
        progress(0, "building the city")
        progress(0, "people")
        progress(HOUR, "the bell")
        for second in range(1, 12):
            clock[0] = 100 + second
            progress((1 + 2 * second) * HOUR, "a supply run")
        progress(48 * HOUR, "done")
    lines = out.getvalue().split("\n")
    assert lines[0] == "building the city"
    assert lines[1] == "people"
    assert lines[2] == "day 1, 17:00: a supply run  2 simulated h/s  18 s left"
    assert len(lines) == 6  # every five seconds, and the last
    assert lines[-2].startswith("day 3, 06:00: done")
    assert "left" not in lines[-2]


def test_a_live_line(clock):
    out = io.StringIO()
    with Progress(48 * HOUR, 6, out, live=True) as progress:
        progress(0, "building [the city]")
        clock[0] += 1
        progress(HOUR, "the bell")
        clock[0] += 1
        progress(2 * HOUR)
    progress = Progress(1, live=False, stream=out)
    progress.update(1, "x")
