"""The table of effects: its rows name switches that there are, and its numbers add up."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

import pytest

from kinward.lab import effects
from kinward.lab.effects import NONE_SHOWN, Effect, Measure, Row, World, interval, measure

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCORE = Measure("a score", "points", "")


@pytest.fixture
def listed(monkeypatch):
    """The modules of the list in docs."""
    monkeypatch.syspath_prepend(str(DOCS))
    yield __import__("effects_list"), __import__("effects_table")
    for name in [name for name in sys.modules if name.startswith("effects_")]:
        del sys.modules[name]


def game(seed, sets):
    """a game of dice"""
    return float(seed % 3) + (0.0 if sets else 2.0)


def coin(seed, sets):
    """a coin that nothing touches"""
    return float(seed % 2) * (1.0 if not sets else -1.0) - 0.5


def effect(world, off=("walking.density=false",)):
    return Effect("Games", "luck", off, SCORE, world)


def test_the_interval_is_that_of_student():
    low, high = interval([1.0, 2.0, 3.0, 4.0])
    half = 3.182446305 * 1.290994449 / 2.0
    assert (low, high) == pytest.approx((2.5 - half, 2.5 + half), abs=1e-6)
    assert interval([5.0]) == (-math.inf, math.inf)


def test_an_effect_is_measured_over_pairs_of_seeds(tmp_path):
    said = []
    (row,) = measure([effect(game)], range(4), tmp_path, say=said.append)
    assert row.with_it == (2.0, 3.0, 4.0, 2.0)
    assert row.without == (0.0, 1.0, 2.0, 0.0)
    assert (row.difference, row.interval, row.verdict) == (2.0, (2.0, 2.0), "more with it")
    assert len(said) == 9


def test_what_was_done_is_not_done_again(tmp_path):
    said = []
    measure([effect(game)], range(3), tmp_path)
    measure([effect(game)], range(4), tmp_path, say=said.append)
    assert said[0].endswith("2 to do")


def test_what_a_situation_takes_from_beside_it_counts(tmp_path, monkeypatch):
    (tmp_path / "dice_box.py").write_text("def throw():\n    return 1.0\n")
    (tmp_path / "dice_game.py").write_text(
        "from dice_box import throw\n\ndef play(seed, sets):\n    return throw()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    play = effect(__import__("dice_game").play)
    before = effects._key(play, 1, False)
    effects._source.cache_clear()
    assert effects._key(play, 1, False) == before
    (tmp_path / "dice_box.py").write_text("def throw():\n    return 2.0\n")
    effects._source.cache_clear()
    assert effects._key(play, 1, False) != before
    for name in ("dice_box", "dice_game"):
        del sys.modules[name]


def test_an_interval_with_zero_in_it_shows_nothing(tmp_path):
    (row,) = measure([effect(coin)], range(6), tmp_path)
    assert row.interval[0] < 0.0 < row.interval[1]
    assert row.verdict == NONE_SHOWN
    dead = Row(effect(coin), (1, 2), (3.0, 3.0), (3.0, 3.0))
    assert dead.verdict == NONE_SHOWN
    less = Row(effect(coin), (1, 2, 3), (1.0, 1.1, 0.9), (3.0, 3.0, 3.0))
    assert less.verdict == "less with it"


def test_every_row_names_switches_that_change_its_world(listed):
    from kinward.engine.scenario import load_scenario
    from kinward.lab.effects import sections

    for e in listed[0].EFFECTS:
        if not isinstance(e.world, World):
            assert sections(e.off), e.mechanism
            continue
        plain = load_scenario(e.world.base, e.world.sets, **e.world.keys)
        off = load_scenario(plain, e.off)
        changed = {path for path in off.differences_from(plain)}
        assert changed == {o.partition("=")[0] for o in e.off}, e.mechanism


def test_every_switch_has_its_row(listed):
    from kinward.engine.sections import SECTIONS

    named = {off.partition("=")[0] for e in listed[0].EFFECTS for off in e.off}
    switches = {
        f"{section}.{spec.name}"
        for section, model in SECTIONS.items() for spec in model.specs()
        if spec.range == "true or false"
    }  # fmt: skip
    assert len(switches) > 100
    assert switches - named == set()


def test_every_option_that_a_menu_opens_has_its_switch_and_no_other():
    from kinward.core import choices
    from kinward.mind.options import CODES, Options

    folder = Path(choices.__file__).resolve().parents[1] / "mind"
    text = "".join(f.read_text() for f in (folder / "social.py", *folder.glob("*worth.py")))
    opened = {getattr(choices, name) for name in re.findall(r"\bO_[A-Z_]+\b", text)}
    assert opened == set(CODES.values())
    assert set(CODES) == set(Options.model_fields)


def test_an_option_that_is_off_leaves_the_menu_and_an_empty_menu_is_no_choice(listed):
    council = __import__("effects_council").Council("part")
    off = {"options": {"part": False, "share": False, "trade": False, "invite": False,
                       "ask_in": False}}  # fmt: skip
    assert council(3, {}) > 0
    assert council(3, off) == 0


def test_no_two_rows_are_the_same(listed):
    rows = [(e.off, e.measure.what, e.where()) for e in listed[0].EFFECTS]
    assert len(rows) == len(set(rows))


def test_the_page_says_what_was_found(listed, tmp_path):
    rows = measure([effect(game), effect(coin)], range(4), tmp_path)
    text = listed[1].page(rows, 4)
    assert "1 of 2 mechanisms show an effect" in text
    assert (
        "| luck | `walking.density=false` | a score, points | a game of dice | 4 | 2.75 |" in text
    )
    assert NONE_SHOWN in text


@pytest.mark.slow
def test_a_real_effect(listed, tmp_path):
    chosen = [e for e in listed[0].EFFECTS if e.mechanism == "scouts"]
    (row,) = measure(chosen, (1, 2, 3), tmp_path)
    assert row.verdict == "more with it"
    assert set(row.without) == {0.0}
