"""Ensembles: one table over seeds; workers that die, runs that fail, executors of others."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

import kinward
from kinward.cli.guard import guarded
from kinward.core.errors import InputError, RunStopped
from kinward.lab import runs
from kinward.lab.outcomes import OUTCOMES
from kinward.lab.runs import Result, Task, carry_out, do, jobs_of, seeds_of, task_of

SMALL = {"people": 150, "days": "2 h"}
DYING = '''
"""Workers that die."""
import os
import time
from pathlib import Path

from kinward.lab.runs import Result


def work(task):
    """Dies the first time, or always, or runs; what it does is left as a file."""
    mark = Path(task.folder + ".tried")
    tries = len(mark.read_text()) if mark.exists() else 0
    mark.write_text("x" * (tries + 1))
    how = task.data["how"]
    if how == "dies" or (how == "dies once" and tries == 0):
        time.sleep(0.2)
        os._exit(9)
    if how == "fails":
        return Result(task.seed, reason="no such thing")
    if how == "raises":
        raise ValueError("a fault")
    return Result(task.seed, {"alive": float(task.seed)}, 0.1)
'''


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Three seeds within this process."""
    out = tmp_path_factory.mktemp("three")
    return kinward.ensemble("kyoto", seeds=[3, 1, 2], jobs=1, out=out, **SMALL)


@pytest.fixture
def dying(tmp_path, monkeypatch):
    """A function that a pool finds by name, and that dies as its task says."""
    (tmp_path / "workers_that_die.py").write_text(DYING)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield __import__("workers_that_die").work
    del sys.modules["workers_that_die"]


def tasks(tmp_path, *how):
    return [Task(f"seed-{n}", n, {"how": h}, str(tmp_path / str(n))) for n, h in enumerate(how)]


def tried(tmp_path, n):
    return len((tmp_path / f"{n}.tried").read_text())


def test_every_seed_is_a_row(three):
    con = duckdb.connect()
    rows = con.execute(
        f"SELECT seed, alive, seconds, reason FROM '{three.folder}/ensemble.parquet'"
    )
    found = rows.fetchall()
    assert [r[0] for r in found] == [3, 1, 2]
    assert all(0 < r[1] <= 150 and r[2] > 0 and r[3] is None for r in found)
    assert three.values("alive") == [r[1] for r in found]
    assert not list(three.folder.glob("seed-*"))  # the runs themselves are not kept


def test_an_outcome_is_that_of_the_run(three, tmp_path):
    record = kinward.run("kyoto", seed=1, out=tmp_path / "run", **SMALL)
    ((alive,),) = record.rows("SELECT count(*) FROM people WHERE fate = 'alive' AND NOT infected")
    assert three.results[1].outcomes["alive"] == alive


def test_means_quantiles_and_a_plot(three):
    data = json.loads((three.folder / "ensemble.json").read_text())
    (alive,) = [o for o in data["outcomes"] if o["outcome"] == "alive"]
    assert alive["mean"] == pytest.approx(sum(three.values("alive")) / 3)
    assert alive["quantiles"][3] == sorted(three.values("alive"))[1]
    page = (three.folder / "ensemble.html").read_text()
    assert page.count("<svg") == len(data["outcomes"])
    with pytest.raises(InputError, match="outcome = 'joy'"):
        three.values("joy")


def test_it_goes_on_where_it_was(three, monkeypatch):
    ran = []
    monkeypatch.setattr(
        runs, "do", lambda task, tell=None: ran.append(task.seed) or Result(task.seed, reason="no")
    )
    again = kinward.ensemble("kyoto", seeds=[1, 2, 8], jobs=1, out=three.folder, **SMALL)
    assert ran == [8, 8]  # tried twice
    assert [r.seed for r in again.done] == [1, 2]
    assert [(r.seed, r.reason) for r in again.failures] == [(8, "no")]
    with pytest.raises(InputError, match="another scenario"):
        kinward.ensemble("kyoto", seeds=[1], jobs=1, out=three.folder, people=151, days="2 h")


def test_a_worker_that_dies_costs_one_run_again(dying, tmp_path):
    how = ("runs", "dies once", "runs", "runs", "raises", "fails")
    found = carry_out(tasks(tmp_path, *how), jobs=2, work=dying)
    assert [found[f"seed-{n}"].done for n in range(6)] == [True] * 4 + [False] * 2
    assert tried(tmp_path, 1) == 2
    assert found["seed-4"].reason == "ValueError: a fault"
    assert found["seed-5"].reason == "no such thing"
    assert (tried(tmp_path, 4), tried(tmp_path, 5)) == (2, 2)


def test_a_run_that_kills_its_worker_twice_is_reported_and_the_others_stand(dying, tmp_path):
    found = carry_out(tasks(tmp_path, "runs", "dies", "runs", "dies"), jobs=2, work=dying)
    assert [found[f"seed-{n}"].done for n in range(4)] == [True, False, True, False]
    assert "its process died" in found["seed-1"].reason
    assert tried(tmp_path, 1) == 2
    assert found["seed-2"].outcomes == {"alive": 2.0}


def test_any_executor_will_do(tmp_path):
    with ThreadPoolExecutor(1) as pool:
        found = kinward.ensemble("kyoto", seeds=2, executor=pool, out=tmp_path, **SMALL)
    assert [r.seed for r in found.done] == [0, 1]


def test_an_executor_that_is_shut_takes_nothing(tmp_path):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(RunStopped, match="no run came to its end; seed 0: the executor took no"):
        kinward.ensemble("kyoto", seeds=2, executor=pool, out=tmp_path, **SMALL)


def test_a_failed_run_is_told_with_its_reason(tmp_path):
    scenario = small_scenario()
    task = task_of(scenario, 1, "seed-1", tmp_path / "x", keep=False, threads=1)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "scenario.toml").write_text("people = 'many'")
    found = do(task)
    assert not found.done
    assert "people" in found.reason


def small_scenario():
    from kinward.engine.scenario import load_scenario

    return load_scenario("kyoto", **SMALL)


def test_progress_is_told_all_the_time(tmp_path):
    said = []
    kinward.ensemble(
        "kyoto", seeds=[4], jobs=1, out=tmp_path, progress=lambda *x: said.append(x), **SMALL
    )
    done = [d for d, _, _ in said]
    assert done == sorted(done)
    assert done[-1] == 1
    assert any(0 < d < 1 for d in done)


@pytest.mark.parametrize("seeds", [-1, 0, [], [1, 1], [2**63], ["a"], [1.5], None, True, "ab"])
def test_bad_seeds_are_named(seeds):
    with pytest.raises(InputError, match="seeds = "):
        seeds_of(seeds)


def test_good_seeds():
    assert seeds_of(3) == (0, 1, 2)
    assert seeds_of(iter([5, 2])) == (5, 2)
    assert jobs_of(None, 1) == 1
    with pytest.raises(InputError, match="jobs = 'x'"):
        jobs_of("x", 1)


def test_the_command_gathers(three, capsys):
    shutil.rmtree(three.folder / "seed-1", ignore_errors=True)
    args = ["ensemble", "kyoto", "--seeds", "1-2", "--people", "150", "--days", "2 h"]
    assert guarded([*args, "--jobs", "1", "--out", str(three.folder)]) == 0
    assert "alive at the end" in capsys.readouterr().out
    assert guarded([*args, "--seeds", "x"]) == 2
    assert "--seeds 'x'" in capsys.readouterr().err


def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def scheduler(tmp_path):
    """A real Dask scheduler and two workers on the loopback, as processes of their own."""
    pytest.importorskip("distributed", reason="needs the extra [dask]: distributed")
    address = f"tcp://127.0.0.1:{port()}"
    env = {**os.environ, "NUMBA_NUM_THREADS": "1"}
    script = "import sys; from distributed.cli.dask_{} import main; main(args=sys.argv[1:])"
    options = {"env": env, "cwd": tmp_path, "stdout": subprocess.DEVNULL}
    with open(tmp_path / "dask.log", "w") as log:
        options["stderr"] = log
        place, name = ["--host", "127.0.0.1"], address.rsplit(":", 1)[1]
        boss = [sys.executable, "-c", script.format("scheduler"), *place, "--port", name]
        worker = [sys.executable, "-c", script.format("worker"), address, *place, "--no-nanny"]
        started = [subprocess.Popen([*boss, "--no-dashboard"], **options)]
        started += [
            subprocess.Popen([*worker, "--nthreads", "1", "--no-dashboard"], **options)
            for _ in range(2)
        ]
        yield address
        for process in reversed(started):  # a worker without its scheduler would wait for it
            process.kill()
            process.wait()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_on_a_dask_scheduler_with_two_workers(scheduler, tmp_path, capsys):
    from distributed import Client

    with Client(scheduler, timeout="60s") as client:
        client.wait_for_workers(2, timeout=60)
        found = kinward.ensemble(
            "kyoto", seeds=3, executor=client.get_executor(), out=tmp_path / "e", **SMALL
        )
        assert len(client.scheduler_info()["workers"]) == 2
    assert [r.seed for r in found.done] == [0, 1, 2]
    args = ["ensemble", "--seeds", "4", "--people", "150", "--days", "2 h", "--dask", scheduler]
    assert guarded([*args, "--out", str(tmp_path / "e")]) == 0


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_does_not_answer_is_named(capsys):
    pytest.importorskip("distributed", reason="needs the extra [dask]: distributed")
    assert guarded(["ensemble", "--seeds", "1", "--dask", "nonsense://x"]) == 2
    assert "--dask nonsense://x" in capsys.readouterr().err


def test_every_outcome_has_its_own_name():
    assert len({o.name for o in OUTCOMES}) == len(OUTCOMES)
