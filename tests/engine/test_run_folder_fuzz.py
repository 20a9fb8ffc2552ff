"""Run folders whose files were cut, changed or deleted: one message each, no traceback, no hang."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.stopped import WORLD, stop
from tests.fuzzing import examples, one_message

import kinward

ASKED = (
    ("check",), ("life", "3"), ("why", "3"), ("sql", "SELECT count(*) FROM events"),
    ("sql", "SELECT * FROM people"), ("sql", "FROM series"), ("report",),
)  # fmt: skip
HARMS = st.tuples(
    st.integers(0, 10**6), st.sampled_from(("cut", "flip", "delete", "empty")), st.floats(0, 1)
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished run, only to be copied."""
    folder = tmp_path_factory.mktemp("fuzz") / "run"
    kinward.run("kyoto", **WORLD, out=folder)
    return folder


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A stopped run, only to be copied."""
    return stop(tmp_path_factory.mktemp("fuzz") / "run")


def harm(folder, which, how, where):
    """Damage one file; returns what was done, in words."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    path = files[which % len(files)]
    content = bytearray(path.read_bytes())
    at = min(int(where * len(content)), max(len(content) - 1, 0))
    if how == "delete":
        path.unlink()
    elif how == "empty" or not content:
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(content[:at])
    else:
        content[at] ^= 1 << which % 8
        path.write_bytes(content)
    return f"{how} {path.relative_to(folder)} at {at}"


def expect_one_message(folder, done, *commands):
    """Every command ends in time, with the right code and at most one error."""
    for command, *rest in commands:
        one_message(command, folder, *rest, codes=(0, 1, 2, 3), about=f"after {done}", report=False)


def damaged(source, harms, *commands):
    """Copy a run folder, damage it, and ask it everything."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "run"
        shutil.copytree(source, folder)
        done = [harm(folder, *one) for one in harms]
        expect_one_message(folder, done, *commands)


def test_a_damaged_run(finished):
    examples(5)(given(st.lists(HARMS, min_size=1, max_size=2))(
        lambda harms: damaged(finished, harms, *ASKED, ("resume", "--quiet"))
    ))()  # fmt: skip


def test_a_damaged_run_that_was_stopped(stopped):
    examples(5)(given(st.lists(HARMS, min_size=1, max_size=2))(
        lambda harms: damaged(stopped, harms, *ASKED, ("resume", "--quiet"), ("check",))
    ))()  # fmt: skip


@pytest.mark.parametrize("text", ["[]", "null", "3", '{"complete": true}', '[{"file": "x"}]'])
def test_json_of_another_shape(finished, stopped, tmp_path, text):
    for source, name in (
        (finished, "manifest.json"), (finished, "start/about.json"), (stopped, "manifest.json"),
        (stopped, "segments/segments.json"), (stopped, "vocabulary.json"),
    ):  # fmt: skip
        folder = tmp_path / source.parent.name / name.replace("/", "-")
        shutil.copytree(source, folder)
        (folder / name).write_text(text)
        expect_one_message(folder, f"{name} is {text}", *ASKED[:5])


@pytest.mark.slow
@pytest.mark.parametrize("how", ["cut", "flip", "delete", "empty"])
def test_every_file_of_a_run_damaged(finished, stopped, how):
    """Each file in turn, at a few places of it."""
    for source in (finished, stopped):
        count = sum(p.is_file() for p in source.rglob("*"))
        for which in range(count):
            for where in (0.0, 0.5, 1.0) if how in ("cut", "flip") else (0.0,):
                damaged(source, [(which, how, where)], *ASKED[:-1])


@pytest.mark.slow
@pytest.mark.parametrize("which", ["finished", "stopped"])
def test_many_damaged_runs(which, request):
    source = request.getfixturevalue(which)
    examples(120)(given(st.lists(HARMS, min_size=1, max_size=3))(
        lambda harms: damaged(source, harms, *ASKED[:-1], ("resume", "--quiet"))
    ))()  # fmt: skip
