"""Maps that no mapper draws, drawn and lived in: one message each or none, and no hang."""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.city.wild_maps import READABLE, towns
from tests.hangs import in_time

from kinward.cli import main

PATIENCE = 240  # s for one command
FEW = settings(
    max_examples=12, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
MANY = settings(FEW, max_examples=250)
LIVES = st.tuples(
    towns(READABLE, odd=False), st.integers(1, 20), st.integers(0, 23), st.integers(0, 999)
)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "cache"))


def expect_one_message(*args):
    """A command ends in time, with the right code and at most one error; returns the code."""
    out, err = io.StringIO(), io.StringIO()
    with in_time(PATIENCE), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(a) for a in args])
    said = err.getvalue()
    assert code in (0, 2), (args, said)
    assert "Traceback" not in said, (args, said)
    assert said.count("error:") == (code != 0), (args, said)
    assert "was not written" not in said, (args, said)
    return code


def live_in(drawn):
    """Draw a town, and let a few people live there for an hour with every step checked."""
    text, people, hour, seed = drawn
    with tempfile.TemporaryDirectory() as place:
        file, folder = Path(place) / "any.osm", Path(place) / "run"
        file.write_text(text, encoding="utf-8")
        read = expect_one_message("map", file, "--out", Path(place) / "any.png")
        ran = expect_one_message(
            "run", "kyoto", "--map", file, "--people", people, "--days", "1 h", "--seed", seed,
            "--set", f"start_hour={hour}", "--out", folder, "--strict", "--quiet",
        )  # fmt: skip
        assert ran == 2 or read == 0
        if ran == 0:
            assert expect_one_message("check", folder) == 0
            assert expect_one_message("life", folder, "0") == 0


def test_lives_in_a_few_wild_towns():
    FEW(given(LIVES)(live_in))()


@pytest.mark.slow
def test_lives_in_many_wild_towns():
    MANY(given(LIVES)(live_in))()
