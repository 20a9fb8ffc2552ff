"""Going on with a run whose files are not as it left them: what is told, and from where it goes."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.engine.stopped import WORLD, hourly, stop

import kinward
from kinward.cli import main
from kinward.engine import checkpoint, restart


@pytest.fixture(scope="module")
def digest(tmp_path_factory):
    """Of the run that nobody stopped."""
    out = tmp_path_factory.mktemp("restart") / "whole"
    return kinward.run("kyoto", **WORLD, out=out).manifest["digest"]


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A stopped run, only to be copied."""
    return stop(tmp_path_factory.mktemp("restart") / "run")


@pytest.fixture
def run(stopped, tmp_path, monkeypatch):
    """A copy of it, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(stopped, "run")
    return Path("run")


@pytest.fixture
def resume(capsys):
    """Resume the run; returns (code, stderr)."""

    def call():
        code = main(["resume", "run", "--quiet"])
        return code, capsys.readouterr().err

    return call


def flip(path):
    """Change one bit in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def cut(path):
    """Leave the first half."""
    os.truncate(path, path.stat().st_size // 2)


def ended(digest):
    run = kinward.open_run("run")
    assert run.complete
    assert not list(Path("run").glob("checkpoint*"))
    return run.manifest["digest"] == digest


def segment_of(own):
    """A segment that the newest checkpoint lists, and the one before it (`own`: does not)."""
    newest, older = (checkpoint.read(Path("run", n)) for n in (checkpoint.NAME, checkpoint.OLDER))
    shared = {s["file"] for s in older.segments}
    found = [s["file"] for s in newest.segments if (s["file"] not in shared) == own]
    return Path("run/segments", found[0])


def test_the_last_two_checkpoints_are_kept(run):
    newest, older = (checkpoint.read(run / n) for n in (checkpoint.NAME, checkpoint.OLDER))
    assert (newest.t, older.t) == (4 * 3_600_000, 3 * 3_600_000)
    assert newest.kinward == kinward.__version__
    assert {s["file"] for s in older.segments} < {s["file"] for s in newest.segments}
    assert not list(run.rglob("*.tmp"))


def test_a_checkpoint_by_the_clock_changes_nothing(digest, run, resume):
    """The whole run had none; this one had four, and goes on from the last."""
    assert resume() == (0, "")
    assert ended(digest)


@pytest.mark.parametrize(("harm", "words"), [
    (cut, "damaged"), (flip, "damaged"), (Path.unlink, "missing"),
    (lambda path: path.write_bytes(b""), "damaged"),
])  # fmt: skip
def test_a_damaged_checkpoint_gives_way_to_the_one_before(digest, run, resume, harm, words):
    harm(run / checkpoint.NAME)
    code, err = resume()
    assert code == 0
    assert f"note: run/checkpoint.npz: {words}" in err
    assert "going on from the checkpoint before, run/checkpoint-1.npz" in err
    assert "(day 1, 09:00)" in err
    assert ended(digest)


@pytest.mark.parametrize("harm", [cut, flip, Path.unlink])
def test_a_damaged_segment_takes_its_checkpoint_with_it(digest, run, resume, harm):
    segment = segment_of(own=True)
    harm(segment)
    code, err = resume()
    assert code == 0
    assert f"run/checkpoint.npz: its log is not whole: {segment}" in err
    assert ended(digest)


def test_where_no_checkpoint_can_be_used_it_says_what_to_do(run, resume):
    segment = segment_of(own=False)
    kept = segment.read_bytes()
    segment.unlink()
    before = sorted(run.rglob("*"))
    code, err = resume()
    assert code == 2
    assert err.count(f"{segment} is missing") == 2
    assert "restore what is missing or damaged, or delete the folder and run it again" in err
    assert sorted(run.rglob("*")) == before
    segment.write_bytes(kept)
    assert resume() == (0, "")


def test_checkpoints_that_are_gone_do_not_let_a_run_begin_anew(run, resume):
    for name in (checkpoint.NAME, checkpoint.OLDER):
        (run / name).unlink()
    code, err = resume()
    assert code == 2
    assert "run/checkpoint.npz: missing" in err
    assert "run/checkpoint-1.npz: missing" in err


def test_another_version_is_refused(run, resume, monkeypatch):
    monkeypatch.setattr(restart, "__version__", "9.9.9")
    code, err = resume()
    assert code == 2
    assert f"written by Kinward {kinward.__version__}, this is 9.9.9" in err
    assert (run / checkpoint.NAME).exists()


def test_another_scenario_is_refused(run, resume):
    file = run / "scenario.toml"
    file.write_text(file.read_text().replace("people = 80", "people = 81"))
    code, err = resume()
    assert code == 2
    assert "belongs to another scenario" in err


def test_starting_tables_that_are_damaged_are_written_again(digest, run, resume):
    for path in [*run.glob("start/*.parquet"), run / "places.parquet", run / "vocabulary.json"]:
        cut(path) if path.stem != "people" else path.unlink()
    code, _ = resume()
    assert code == 0
    assert ended(digest)
    assert main(["check", "run"]) == 0


def test_a_disk_that_fills_up_at_a_checkpoint(digest, run, resume, monkeypatch):
    """The message names the file, what is half written goes, and the run can go on."""

    def full(file, **_):
        file.write(b"PK" * 1000)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with hourly() as patch:
        patch.setattr(checkpoint.Pace, "due", lambda _, t: t % 600_000 == 0)
        patch.setattr(np, "savez", full)
        code, err = resume()
    assert code == 3
    assert "run/checkpoint.npz: no space left on the disk" in err
    assert "resume with: kinward resume run" in err
    assert not (run / checkpoint.FRESH).exists()
    assert resume() == (0, "")
    assert ended(digest)


LIMITED = """
import resource, sys
from kinward.cli import main
from kinward.core.clock import HOUR
from kinward.engine import checkpoint
checkpoint.Pace.due = lambda _, t: t % (HOUR // 4) == 0
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(sys.argv[2:]))
"""


def test_files_that_may_not_grow_any_more(digest, run, resume):
    """The system itself refuses to write on."""
    child = subprocess.run(
        [sys.executable, "-c", LIMITED, "400000", "resume", "run", "--quiet"],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert child.returncode == 3, child.stderr
    assert "Traceback" not in child.stderr
    assert "error: run/checkpoint.npz: the file would be larger than" in child.stderr
    assert "resume with: kinward resume run" in child.stderr
    assert not list(run.rglob("*.tmp"))
    assert resume() == (0, "")
    assert ended(digest)


SHUT = """
import resource, sys
from kinward.chronicle import tables
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
import numpy as np
try:
    tables.save_columns({"a": np.random.default_rng(1).random(1000)}, tables.Path("big.parquet"))
except OSError as error:
    print(error.errno, error.filename)
"""


def test_a_table_that_may_not_grow_is_an_error_of_the_system(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SHUT], cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=False
    )
    assert done.stdout.split() == [str(errno.EFBIG), "big.parquet"]
    assert not list(tmp_path.iterdir())
