"""The pages keep up with the code: commands exist, links to sections hold, tables are complete."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kinward.cli.app import app
from kinward.core.events import KINDS
from kinward.engine.sections import SECTIONS

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {
    str(p.relative_to(DOCS)): p.read_text(encoding="utf-8")
    for p in sorted(DOCS.rglob("*.md"))
    if "_build" not in p.parts
}
COMMANDS = {c.name or c.callback.__name__ for c in app.registered_commands}


def script(name, monkeypatch):
    """A Python file of docs/ as a module."""
    monkeypatch.syspath_prepend(str(DOCS))
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_of_the_pages_exists():
    for page, text in PAGES.items():
        for word in re.findall(r"(?:^\$ |^|`)kinward ([a-z]+)\b", text, re.MULTILINE):
            if word not in ("simulates",):
                assert word in COMMANDS, f"{page}: kinward {word}"


def test_every_command_has_a_line():
    assert set(re.findall(r"^\| `([a-z]+)", PAGES["reference/cli.md"], re.MULTILINE)) == COMMANDS


def test_every_parameter_that_a_page_names_exists():
    known = {f"{s}.{k}" for s, model in SECTIONS.items() for k in model.model_fields}
    for page, text in PAGES.items():
        if page == "reference/parameters.md":
            continue
        for section, key in re.findall(r"`([a-z]+)\.([a-z_]+)`", text):
            if section in SECTIONS:
                assert f"{section}.{key}" in known, f"{page}: {section}.{key}"


def test_the_generated_pages_hold_everything(monkeypatch):
    parameters, events = script("parameters", monkeypatch), script("events", monkeypatch)
    told = parameters.page()
    for name, model in SECTIONS.items():
        for key in model.model_fields:
            assert f"`{name}.{key}`" in told
    page = events.page()
    for kind in KINDS.values():
        assert f"`{kind.name}`" in page


def test_the_tutorial_is_run_block_by_block(monkeypatch, tmp_path):
    page = (
        "<!-- WHO: Abe Ichiro -->\n\n```console\n$ kinward --version\nold\n```\n\n"
        "```python\nimport kinward\nopen('here', 'w').write(kinward.__version__)\n```\nAbe Ichiro\n"
    )
    new = script("refresh", monkeypatch).refresh(page, tmp_path)
    version = (tmp_path / "here").read_text()
    assert f"$ kinward --version\nkinward {version}\n```" in new
    assert new.replace(f"kinward {version}\n", "old\n") == page


@pytest.mark.slow
def test_the_tutorial_runs():
    done = subprocess.run(
        [sys.executable, str(DOCS / "refresh.py"), "--check"],
        capture_output=True, text=True, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
