"""Maps that no mapper draws, drawn and lived in: one message each or none, and no hang."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.city.wild_maps import READABLE, towns
from tests.fuzzing import examples, one_message

LIVES = st.tuples(
    towns(READABLE, odd=False), st.integers(1, 20), st.integers(0, 23), st.integers(0, 999)
)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("KINWARD_CACHE", str(tmp_path / "cache"))


def live_in(drawn):
    """Draw a town, and let a few people live there for an hour with every step checked."""
    text, people, hour, seed = drawn
    with tempfile.TemporaryDirectory() as place:
        file, folder = Path(place) / "any.osm", Path(place) / "run"
        file.write_text(text, encoding="utf-8")
        read = one_message("map", file, "--out", Path(place) / "any.png")
        ran = one_message(
            "run", "kyoto", "--map", file, "--people", people, "--days", "1 h", "--seed", seed,
            "--set", f"start_hour={hour}", "--out", folder, "--strict", "--quiet",
        )  # fmt: skip
        assert ran == 2 or read == 0
        if ran == 0:
            assert one_message("check", folder) == 0
            assert one_message("life", folder, "0") == 0


def test_lives_in_a_few_wild_towns():
    examples(12)(given(LIVES)(live_in))()


@pytest.mark.slow
def test_lives_in_many_wild_towns():
    examples(250)(given(LIVES)(live_in))()
