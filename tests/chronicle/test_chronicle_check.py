"""The check finds what is wrong, and nothing where nothing is."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from synthetic import World, _coordinates, make_run, timetable

from kinward.chronicle import LogWriter, check, finish, require, write_start
from kinward.chronicle.check import soundness
from kinward.chronicle.tables import connect, save
from kinward.core import vocabulary as core
from kinward.core.errors import CheckFailed, InputError
from kinward.mind import vocabulary as mind
from kinward.society.zone import vocabulary as society
from kinward.threats import vocabulary as threats


def test_a_sound_run_has_no_findings(toy):
    assert check(toy[0]) == []
    require([])


def broken(folder, emit) -> list[str]:
    """Findings of a run whose log `emit(world)` has written."""
    world = World(1, 5, 4)
    write_start(
        folder, world.people, timetable(world.n, 4), [], _coordinates(world.start_stocks),
        world.graph, loads=_coordinates(world.start_loads),
    )  # fmt: skip
    log = LogWriter(folder)
    emit(world)
    log.append(*world.buffer.drain())
    log.decisions(world.decided.drain())
    finish(folder, {"days": 1}, log.seal())
    return [str(f) for f in check(folder)]


def died_twice(w):
    w.emit(core.DIED, 0, what=1)
    w.t += 5
    w.emit(core.DIED, 0, what=1)


def dead_acts(w):
    w.emit(core.DIED, 0, what=1)
    w.t += 5
    w.emit(mind.HELPED, 0, 1)


def cause_after_effect(w):
    w.emit(mind.HELPED, 0, 1, cause=1)
    w.t += 5
    w.emit(mind.HELPED, 1, 2)


def from_nowhere(w):
    w.emit(society.TOOK, 0, place=w.base + 1, what=1, value=3)


def same_identity(w):
    w.emit(mind.HELPED, 0, 1)
    w.emit(mind.HELPED, 0, 1)


def no_such_place(w):
    w.emit(mind.HELPED, 0, 1, place=10_000)


def no_such_person(w):
    w.emit(mind.HELPED, 0, 10_000)


def no_such_kind(w):
    w.emit(99, 0, 1)


def too_late(w):
    w.t = 2 * 86_400_000
    w.emit(mind.HELPED, 0, 1)


def turned_again(w):
    w.emit(core.TURNED_EVENT, w.n - 1)


def dead_in_the_nest(w):
    w.emit(threats.CAPTURED_BY, 0, 1)
    w.t += 5
    w.emit(core.DIED, 0, what=1)


def freed_from_nowhere(w):
    w.emit(threats.FREED_FROM, 0, 1)


def test_who_is_freed_from_a_nest_may_come_to_another_end(tmp_path):
    def freed(w):
        for kind in (threats.CAPTURED_BY, threats.FREED_FROM):
            w.emit(kind, 0, 1)
            w.t += 5
        w.emit(core.DIED, 0, what=1)

    assert not [f for f in broken(tmp_path, freed) if f.startswith("fates")]


CASES = [
    (died_twice, "fates"), (dead_acts, "the dead"), (cause_after_effect, "causes"),
    (from_nowhere, "conservation"), (same_identity, "identity"), (no_such_place, "places"),
    (no_such_person, "rows"), (no_such_kind, "kinds"), (too_late, "times"),
    (turned_again, "fates"), (dead_in_the_nest, "fates"), (freed_from_nowhere, "fates"),
]  # fmt: skip


@pytest.mark.parametrize(("emit", "rule"), CASES, ids=[c[0].__name__ for c in CASES])
def test_broken_logs_are_found(tmp_path, emit, rule):
    findings = broken(tmp_path, emit)
    assert any(f.startswith(rule) for f in findings), findings


def test_final_state_must_agree(toy, tmp_path):
    shutil.copytree(toy[0], tmp_path / "run")
    folder = tmp_path / "run"
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"]["final_state.npz"]  # so that the file itself may be another one
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with np.load(folder / "final_state.npz") as state:
        arrays = dict(state)
    for name in ("fate", "trust", "stocks_amount", "stage"):
        wrong = {**arrays, name: arrays[name].copy()}
        wrong[name][0] += 1
        np.savez(folder / "final_state.npz", **wrong)
        findings = [str(f) for f in check(folder)]
        word = "stocks" if name == "stocks_amount" else name
        assert len(findings) == 1
        assert f"state {word}" in findings[0]
    with pytest.raises(CheckFailed, match="1 checks failed"):
        require(check(folder))


def test_changed_files_are_found(toy, tmp_path):
    shutil.copytree(toy[0], tmp_path / "run")
    path = tmp_path / "run" / "people.parquet"
    con = connect()
    save(con, f"SELECT * REPLACE ('dead' AS fate) FROM '{toy[0] / 'people.parquet'}'", path)
    assert [f.rule for f in check(tmp_path / "run")] == ["files"]
    (tmp_path / "run" / "ties.parquet").unlink()
    assert [f.rule for f in check(tmp_path / "run")] == ["files", "files"]


FILES = ("final_state.npz", "scenario.toml", "vocabulary.json", "start/about.json",
         "start/people.parquet", "places.parquet")  # fmt: skip


def test_every_file_of_a_run_is_in_its_manifest(toy):
    manifest = json.loads((toy[0] / "manifest.json").read_text())
    there = {p.relative_to(toy[0]).as_posix() for p in toy[0].rglob("*") if p.is_file()}
    listed = {*manifest["tables"], *manifest["files"], "manifest.json"}
    assert there - {"report.html"} == listed


@pytest.mark.parametrize("name", [f for f in FILES if f != "scenario.toml"])
@pytest.mark.parametrize("how", ["missing", "cut", "changed"])
def test_a_file_that_is_missing_or_changed_is_found(toy, tmp_path, name, how):
    shutil.copytree(toy[0], tmp_path / "run")
    path = tmp_path / "run" / name
    content = path.read_bytes()
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(content[: len(content) // 2] if how == "cut" else content + b"\n")
    try:
        found = [str(f) for f in check(tmp_path / "run")]
    except InputError as error:  # without its vocabulary nothing can be read
        found = [str(error)]
    assert len(found) == 1
    assert name in found[0]


def test_a_table_that_does_not_follow_from_the_log_is_found(toy, tmp_path):
    shutil.copytree(toy[0], tmp_path / "run")
    folder = tmp_path / "run"
    con = connect()
    save(
        con,
        f"SELECT * REPLACE (CASE person WHEN 0 THEN 'evacuated' ELSE fate END AS fate)"
        f" FROM '{toy[0] / 'people.parquet'}' ORDER BY person",
        folder / "people.parquet",
    )
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["tables"] = {}
    manifest["digest"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))
    rules = {f.rule for f in check(folder)}
    assert {"digest", "fold"} <= rules


def test_segments_of_an_unfinished_run(tmp_path):
    make_run(tmp_path, steps=200, done=False)
    (tmp_path / "manifest.json").write_text('{"complete": false}')
    assert check(tmp_path) == []
    victim = next((tmp_path / "segments").glob("events-*"))
    victim.write_bytes(victim.read_bytes() + b"x")
    assert [f.rule for f in check(tmp_path)] == ["segments"]
    assert "the files of its log so far (5) are as they were written" in soundness(tmp_path)
    victim.unlink()
    assert "missing" in str(check(tmp_path)[0])
    (tmp_path / "segments" / "segments.json").write_text("[{")
    assert "segments.json is damaged" in str(check(tmp_path)[0])


def test_what_a_check_has_shown_is_said(toy, tmp_path):
    assert soundness(toy[0]) == "whole, and the log adds up"
    (tmp_path / "manifest.json").write_text('{"complete": false}')
    assert check(tmp_path) == []
    assert soundness(tmp_path).startswith("not finished, and nothing of its log is sealed yet")


def test_what_is_no_run(tmp_path):
    with pytest.raises(InputError, match="not a run folder"):
        check(tmp_path)
