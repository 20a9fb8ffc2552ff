"""Runs that are killed at any moment end as if nothing had been.

A child process kills itself where it is told: at a minute of the run, or while it writes a file,
when half of it is written, when it is written and not renamed yet, or right after.
"""

import random
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import kinward
from kinward.engine import session

# infected enough to be hunted and to decide, legs and closures under way at any moment
SCENARIO = """
name = "killed"
map = "kyoto"
people = 200
infected_per_living = 30
days = "30 h"
tracks = 100
interventions = [
  { at = "40 min", do = "close_passage", street = "Shijo-dori" },
  { at = "2 h", do = "open_gate" },
  { at = "4 h", do = "add_person", person = { name = "Mori Aki", age = 40, place = "Chion-in" } },
  { at = "20 h", do = "open_passage", street = "Shijo-dori" },
]
"""
CHILD = """
import os, signal, sys
import kinward
from kinward.core.clock import MINUTE
from kinward.engine import checkpoint, stepping

scenario, folder, how, what, left = *sys.argv[1:5], int(sys.argv[5])
checkpoint.Pace.due = lambda self, t: t % (97 * MINUTE) == 0 or t % (1440 * MINUTE) == 0
replace, minute = os.replace, stepping.Engine.minute

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def counted(name):
    global left
    left -= name.startswith(what)
    return name.startswith(what) and left == 0

def dying_replace(old, new):
    now = how != "minute" and counted(os.path.basename(new))
    if now and how == "half":
        os.truncate(old, os.path.getsize(old) // 2)
    if now and how != "after":
        die()
    replace(old, new)
    if now:
        die()

def dying_minute(self, t):
    if how == "minute" and counted("minute"):
        die()
    minute(self, t)

os.replace, stepping.Engine.minute = dying_replace, dying_minute
if os.path.exists(folder):
    kinward.resume(folder)
else:
    kinward.run(scenario, out=folder)
"""
FILES = (  # that are written while a run goes on
    "checkpoint.npz", "checkpoint-1.npz", "events-", "tracks-", "series-", "segments.json",
)  # fmt: skip
LAST = ("decisions.parquet", "series.parquet", "loads.parquet")  # at its end alone
FAR = 4  # checkpoints, or that many times 97 minutes: as far as a child gets


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The run that nobody stopped."""
    folder = tmp_path_factory.mktemp("kills")
    (folder / "killed.toml").write_text(SCENARIO)
    run = kinward.run(folder / "killed.toml", out=folder / "whole")
    assert run.rows("SELECT count(*) FROM decisions")[0][0] > 0
    return run


def rows(folder):
    """All rows of all tables, in their order."""
    return {
        path.name: duckdb.sql(f"FROM read_parquet('{path}')").fetchall()
        for path in sorted(Path(folder).glob("*.parquet"))
    }


def expect_same(run, whole):
    """The same digest, and the same rows of every table."""
    assert run.manifest["digest"] == whole.manifest["digest"]
    ours, theirs = rows(run.folder), rows(whole.folder)
    assert list(ours) == list(theirs)
    for name in ours:
        assert ours[name] == theirs[name], name
    assert run.check() == []
    left = {p.name for p in run.folder.iterdir()} - {p.name for p in whole.folder.iterdir()}
    assert not left


def killed(folder, how, what, count):
    """Let a child run, or go on, until it kills itself."""
    scenario = folder.parent / "killed.toml"
    scenario.write_text(SCENARIO)
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(scenario), str(folder), how, what, str(count)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert child.returncode == -signal.SIGKILL, (how, what, count, child.stdout)


def moments(dice, many):
    """Moments of death: (how, what, count)."""
    for i in range(many):
        if i % 3 == 2:
            yield "minute", "minute", dice.randint(1, 97 * FAR)
        else:
            yield dice.choice(("half", "before", "after")), FILES[dice.randrange(len(FILES))], (
                dice.randint(2, FAR)
            )  # fmt: skip


def test_a_run_killed_again_and_again_ends_like_one_that_was_not(tmp_path, whole):
    """Half a checkpoint, half a segment, any minute, and in the middle of the final tables."""
    dice = random.Random(1)
    killed(tmp_path / "run", "half", "checkpoint.npz", dice.randint(2, FAR))
    killed(tmp_path / "run", "before", "events-", dice.randint(2, FAR))
    killed(tmp_path / "run", "minute", "minute", dice.randint(1, 97 * FAR))
    killed(tmp_path / "run", "half", dice.choice(LAST), 1)
    expect_same(session.resume(tmp_path / "run"), whole)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_thirty_kills(tmp_path, whole, seed):
    dice = random.Random(100 + seed)
    for how, what, count in moments(dice, 4):
        killed(tmp_path / "run", how, what, count)
    killed(tmp_path / "run", dice.choice(("half", "before", "after")), dice.choice(LAST), 1)
    told = []
    expect_same(session.resume(tmp_path / "run", tell=told.append), whole)


def test_killed_between_the_two_renames_of_a_checkpoint(tmp_path, whole):
    killed(tmp_path / "run", "before", "checkpoint.npz", 3)
    assert not (tmp_path / "run" / "checkpoint.npz").exists()
    told = []
    expect_same(session.resume(tmp_path / "run", tell=told.append), whole)
    assert len(told) == 1
    assert "checkpoint.npz: missing" in told[0]
    assert "going on from the checkpoint before" in told[0]
