"""The examples run, at a small size; those that only read share one run."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(p.stem for p in FOLDER.glob("*.py"))


def example(name):
    """The module of an example."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory):
    """The run of `first_run.py`."""
    out = tmp_path_factory.mktemp("examples") / "run"
    assert example("first_run").main(people=150, days=1, out=str(out)) == str(out)
    return str(out)


def test_each_says_what_it_shows_and_is_listed():
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in SCRIPTS:
        assert example(name).__doc__.strip(), name
        assert f"`{name}.py" in listed


def test_one_life(run_folder, capsys):
    person = example("one_life").main(run_folder)
    assert example("one_life").main(run_folder, str(person)) == person
    text = capsys.readouterr().out
    assert f" {person}" in text or re.search(r"was \d+,", text)


def test_the_example_of_the_readme_tells_a_life_and_a_why(monkeypatch, tmp_path, capsys):
    text = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert re.search(r" was \d+, ", printed)
    assert "Why then: " in printed


def test_questions(run_folder, capsys):
    answers = example("questions").main(run_folder)
    assert len(answers) == 5
    roles = answers["Who lives here, by role"]
    assert sum(row[1] for row in roles) == 150
    assert "What happened most" in capsys.readouterr().out


def test_two_policies(tmp_path, capsys):
    table = example("two_policies").main(people=150, days=1, seeds=[1], out=str(tmp_path))
    (rare,), (daily,) = table.values()
    assert daily["runs begun"] > rare["runs begun"]
    assert "rations brought" in capsys.readouterr().out


def test_own_town(tmp_path, capsys):
    run = example("own_town").main(
        picture=str(tmp_path / "ford.png"), out=str(tmp_path / "run"), people=80, days="6 h"
    )
    assert run.complete
    assert run.manifest["scenario"] == "ford-winter"
    assert (tmp_path / "ford.png").read_bytes().startswith(b"\x89PNG")
    assert "drawn to" in capsys.readouterr().out


def test_osm_map(tmp_path, capsys):
    run = example("osm_map").main(people=80, days="6 h", out=str(tmp_path / "run"))
    assert run.complete
    assert "Understood:" in capsys.readouterr().out
