"""What goes wrong on disk while a run is written or read: one message, the right code, no loss."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import ANY

import duckdb
import numpy as np
import pytest

import kinward
from kinward.chronicle import tables
from kinward.cli import main
from kinward.core.errors import InputError
from kinward.engine import checkpoint
from kinward.engine.folder import LOCK, held

SMALL = ("run", "kyoto", "--people", "80", "--days", "8 h")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished run, only to be copied."""
    folder = tmp_path_factory.mktemp("bad") / "run"
    assert main([*SMALL, "--out", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    """Run a command in an empty folder; returns (code, stderr)."""
    monkeypatch.chdir(tmp_path)

    def run(*args):
        code = main(list(args))
        err = capsys.readouterr().err
        assert "Traceback" not in err
        assert err.count("error:") == (code != 0)
        return code, err

    return run


READ = {
    "people": (("life", "3"), ("why", "3"), ("sql", "FROM people"), ("report",)),
    "ties": (("life", "3"), ("report",)),
    "places": (("life", "3"), ("report",)),
    "series": (("report",), ("sql", "FROM series")),
    "events": (("sql", "FROM events"), ("life", "3"), ("why", "3"), ("report",)),
    "decisions": (("why", "3"), ("life", "3"), ("report",)),
}


@pytest.mark.parametrize("table", READ)
def test_a_missing_table_is_named(call, finished, table):
    shutil.copytree(finished, "run")
    Path("run", f"{table}.parquet").unlink()
    for command, *rest in READ[table]:
        code, err = call(command, "run", *rest)
        assert code == 2, command
        assert f"run/{table}.parquet: missing" in err, command
    code, err = call("check", "run")
    assert code == 1
    assert f"{table}.parquet is missing" in err


@pytest.mark.parametrize(
    ("file", "code"),
    [("people.parquet", 1), ("final_state.npz", 1), ("manifest.json", 2), ("vocabulary.json", 2)],
)
def test_a_damaged_file_is_named(call, finished, file, code):
    shutil.copytree(finished, "run")
    path = Path("run", file)
    path.write_bytes(path.read_bytes()[:300])
    found, err = call("check", "run")
    assert found == code
    assert file in err


@pytest.mark.parametrize("more", [(), ("--csv",)])
@pytest.mark.parametrize("query", ["select cast('x' as int)", "select error(name) from people"])
def test_a_query_that_fails_while_it_runs_is_one_message(call, finished, query, more):
    code, err = call("sql", str(finished), query, *more)
    assert code == 2
    assert err.startswith("error: query: ")
    with pytest.raises(InputError, match="query: "):
        kinward.open_run(finished).sql(query)


def test_closed_streams_do_not_keep_a_run_from_starting(tmp_path):
    command = f'"{sys.executable}" -m kinward {" ".join(SMALL[:4])} --days 1h --out run >&- 2>&-'
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert kinward.open_run(tmp_path / "run").complete
    assert kinward.open_run(tmp_path / "run").check() == []


def test_a_run_closes_with_its_report(call, finished, capsys):
    assert finished.joinpath("report.html").stat().st_size > 10_000
    shutil.copytree(finished, "run")
    Path("run", "report.html").unlink()
    code = main(["resume", "run"])
    out = capsys.readouterr().out
    assert code == 0
    assert out.endswith("run folder: run\nreport:     run/report.html\n")
    assert "kinward report" not in out
    assert Path("run", "report.html").exists()


def test_a_run_that_is_not_finished_is_not_called_whole(call, finished, capsys):
    shutil.copytree(finished, "run")
    manifest = Path("run", "manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"complete": False}))
    assert main(["check", "run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("run: not finished")
    assert "whole" not in out


@pytest.mark.parametrize("name", ["final_state.npz", "scenario.toml", "start/about.json"])
def test_check_misses_no_file(call, finished, name):
    assert call("check", str(finished))[0] == 0
    shutil.copytree(finished, "run")
    content = Path("run", name).read_bytes()
    Path("run", name).write_bytes(content[: len(content) // 2])
    code, err = call("check", "run")
    assert code == 1
    assert f"{name} is not as it was written" in err
    Path("run", name).unlink()
    code, err = call("check", "run")
    assert code == 1
    assert f"{name} is missing" in err


def full_disk(monkeypatch, name):
    """Let the disk be full as soon as a file of this name is written."""
    real = tables.save

    def save(con, query, path):
        if path.name.startswith(name):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(con, query, path)

    monkeypatch.setattr(tables, "save", save)
    for module in ("start", "finish", "decided"):
        used = sys.modules[f"kinward.chronicle.{module}"]
        if hasattr(used, "save"):
            monkeypatch.setattr(used, "save", save)


@pytest.mark.parametrize("name", ["places", "events-", "people"])
def test_a_full_disk_stops_the_run_and_resume_goes_on(call, monkeypatch, finished, name):
    with monkeypatch.context() as patch:
        full_disk(patch, name)
        code, err = call(*SMALL, "--out", "run")
        assert code == 3
        assert "no space left on the disk" in err
        assert err.endswith("stopped; resume with: kinward resume run\n")
    assert call("resume", "run")[0] == 0
    assert call("check", "run")[0] == 0
    again, before = (json.loads(Path(f, "manifest.json").read_text()) for f in ("run", finished))
    assert again["digest"] == before["digest"]


@pytest.mark.parametrize("name", [checkpoint.NAME, "final_state.npz"])
def test_a_disk_that_fills_up_in_numpy_is_named_too(call, monkeypatch, name):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(np, "savez" if name == checkpoint.NAME else "savez_compressed", full)
        code, err = call(*SMALL[:4], "--days", "26 h", "--out", "run")
    assert code == 3
    assert f"run/{name}: no space left on the disk" in err


def test_what_duckdb_says_of_the_disk_is_an_error_of_the_system(tmp_path):
    message = 'IO Error: Could not write file "x.tmp": No space left on device","errno":"28"'
    found = tables.disk_error(duckdb.IOException(message), tmp_path / "x")
    assert (found.errno, found.filename) == (errno.ENOSPC, str(tmp_path / "x"))
    with pytest.raises(OSError, match="bbb"):
        tables.save(tables.connect(), "SELECT 1", tmp_path / "a" / ("b" * 300))


def test_a_run_that_never_began_leaves_no_folder(call):
    Path("bad.osm").write_text("<osm version='0.6'></osm>")
    for _ in range(2):
        assert call("run", "kyoto", "--map", "bad.osm")[0] == 2
    assert not list(Path("runs").iterdir())
    with pytest.raises(InputError, match="no street"):
        kinward.run("kyoto", map="bad.osm", out="here")
    assert not Path("here").exists()


def test_a_folder_in_which_another_run_is_written_is_refused(call, finished):
    Path("run").mkdir()
    with held(Path("run")):
        code, err = call(*SMALL, "--out", "run")
        assert code == 2
        assert "run folder 'run': another run is being written there" in err
    shutil.copytree(finished, "run")
    code, err = call(*SMALL, "--out", "run")
    assert code == 2
    assert "holds a run already" in err
    assert not Path("run", LOCK).exists()


def test_resume_says_what_it_lacks(call, finished):
    shutil.copytree(finished, "run")
    manifest = Path("run", "manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"complete": False}))
    Path("run", checkpoint.NAME).write_bytes(b"PK no archive")
    code, err = call("resume", "run")
    assert code == 2
    assert "run/checkpoint.npz: damaged" in err
    Path("run", "scenario.toml").unlink()
    code, err = call("resume", "run")
    assert code == 2
    assert "scenario.toml" in err


def start(folder, *more):
    """A run in a process of its own."""
    command = [sys.executable, "-m", "kinward", "run", "kyoto", "--people", "150", "--days", "3"]
    return subprocess.Popen(
        [*command, "--out", str(folder), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # whoever runs the tests in the background has interrupts ignored, and it is inherited
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def wait_for(path, process):
    """Wait until a file is there."""
    until = time.monotonic() + 300
    while not path.exists():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("mark", ["scenario.toml", checkpoint.NAME])
def test_a_run_that_is_stopped_or_killed_goes_on_to_the_same_end(call, tmp_path, how, mark):
    whole = kinward.run("kyoto", people=150, days=3, out="whole")
    process = start(tmp_path / "run")
    wait_for(tmp_path / "run" / mark, process)
    process.send_signal(how)
    _, err = process.communicate(timeout=300)
    if how == signal.SIGINT:
        assert process.returncode == 3
        assert "Traceback" not in err
        assert f"resume with: kinward resume {tmp_path / 'run'}" in err
    assert call("resume", "run") == (0, ANY)
    assert call("check", "run") == (0, ANY)
    assert kinward.open_run("run").manifest["digest"] == whole.manifest["digest"]


@pytest.mark.slow
def test_two_runs_into_one_folder(tmp_path):
    two = [start(tmp_path / "run", "--quiet") for _ in range(2)]
    ends = [(p.communicate(timeout=600)[1], p.returncode) for p in two]
    assert sorted(code for _, code in ends) == [0, 2]
    loser = next(err for err, code in ends if code == 2)
    assert "another run is being written there" in loser or "holds a run already" in loser
