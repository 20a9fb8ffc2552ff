"""Kinward simulates a city in crisis in which people will not leave each other behind.

import kinward

run = kinward.run("kyoto", seed=7)
print(run.life("Tanaka Juri"))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kinward.compiled import prepare as _prepare
from kinward.core.errors import CheckFailed, InputError, KinwardError, RunStopped
from kinward.version import __version__

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kinward.chronicle import Record
    from kinward.lab.compare import Comparison
    from kinward.lab.ensemble import Ensemble

__all__ = [
    "CheckFailed",
    "InputError",
    "KinwardError",
    "RunStopped",
    "__version__",
    "compare",
    "ensemble",
    "explain",
    "load_map",
    "open_run",
    "resume",
    "run",
    "scenarios",
]
_prepare()


def run(
    scenario: Any = "kyoto",
    *,
    out: str | os.PathLike[str] | None = None,
    sets: Iterable[str] = (),
    threads: int | None = None,
    strict: bool = False,
    progress: Callable[[int, str], None] | None = None,
    **keys: Any,
) -> Record:
    """Run a scenario and return its record.

    Args:
        scenario: name of a built-in scenario, path of a TOML file, or a `Scenario`.
        out: run folder; by default runs/<scenario>-<seed>, numbered if there is one.
        sets: changes such as "rage.latent=30 h".
        threads: number of threads, 1 to 1024; the result does not depend on it.
        strict: check the state after every step (slow).
        progress: called with simulated milliseconds and what is happening.
        keys: top-level keys of the scenario, such as people=500, days=2, seed=7, map="town.osm".

    Raises:
        InputError: the scenario, a key or the folder is not right.
        RunStopped: the run stopped after it had begun; `kinward.resume` continues it.

    The command `kinward run` also writes the report; here `kinward.show.report(record)` does.
    """
    from kinward.engine import run as engine_run
    from kinward.engine.folder import new_run_folder
    from kinward.engine.scenario import load_scenario

    checked = load_scenario(scenario, sets, **keys)
    folder = new_run_folder(None if out is None else _path(out, "out"), checked)
    return engine_run(checked, folder, threads=threads, strict=strict, progress=progress)


def resume(
    folder: str | os.PathLike[str],
    *,
    threads: int | None = None,
    progress: Callable[[int, str], None] | None = None,
) -> Record:
    """Continue a run that was stopped. Raises InputError if the folder holds no such run."""
    from kinward.engine import resume as engine_resume
    from kinward.engine.folder import existing_run_folder

    return engine_resume(
        existing_run_folder(_path(folder, "folder")), threads=threads, progress=progress
    )


def open_run(folder: str | os.PathLike[str]) -> Record:
    """Record of a run folder. Raises InputError if the folder is not one."""
    from kinward.engine.folder import existing_run_folder

    path = existing_run_folder(_path(folder, "folder"))
    from kinward.chronicle import Record

    return Record(path)


def compare(
    a: Any,
    b: Any = None,
    *,
    seeds: int | Iterable[int] = range(10),
    sets: Iterable[str] = (),
    sets_b: Iterable[str] = (),
    jobs: int | None = None,
    executor: Executor | None = None,
    out: str | os.PathLike[str] | None = None,
    progress: Callable[[float, int, str], None] | None = None,
    **keys: Any,
) -> Comparison:
    """Compare two scenarios over pairs of runs that share every draw, person by person.

    Args:
        a: a scenario, as for `run`; or the folder of a finished run.
        b: another; None for the first one with `sets_b`.
        seeds: of the pairs; a number n takes the seeds 0 to n - 1.
        sets: changes of both.
        sets_b: changes of B alone, over `sets`.
        jobs: processes at a time; 1 runs within this one, None takes one for each core (4 at most).
        executor: where to run instead, such as `distributed.Client(address).get_executor()`.
        out: folder of the runs and tables, with `compare.html`; one that was begun is gone on with.
        progress: called with runs done (parts count), runs in all and what is happening.
        keys: top-level keys of both scenarios, such as people=500, days=2.

    Raises:
        InputError: a scenario, a seed or the folder is not right.
        RunStopped: no pair of runs came to its end.

    With `jobs` above 1, a script must call it under `if __name__ == "__main__":`.
    """
    from kinward.lab.compare import compare as find
    from kinward.show.compare_page import write_page

    found = find(
        a, b, seeds=seeds, sets=sets, sets_b=sets_b, jobs=jobs, executor=executor,
        out=None if out is None else _path(out, "out"), progress=progress, **keys,
    )  # fmt: skip
    write_page(found.to_data(), found.folder / "compare.html")
    return found


def ensemble(
    scenario: Any = "kyoto",
    *,
    seeds: int | Iterable[int] = range(10),
    sets: Iterable[str] = (),
    jobs: int | None = None,
    executor: Executor | None = None,
    out: str | os.PathLike[str] | None = None,
    progress: Callable[[float, int, str], None] | None = None,
    keep: bool = False,
    **keys: Any,
) -> Ensemble:
    """Run a scenario over many seeds; gathers the outcomes of each in one table.

    Args:
        scenario: as for `run`.
        seeds, sets, jobs, executor, out, progress, keys: as for `compare`.
        keep: keep the run folders too, not the outcomes alone.

    Raises:
        InputError: the scenario, a seed or the folder is not right.
        RunStopped: no run came to its end.
    """
    from kinward.lab.ensemble import ensemble as gather
    from kinward.show.ensemble_page import write_page

    found = gather(
        scenario, seeds=seeds, sets=sets, jobs=jobs, executor=executor,
        out=None if out is None else _path(out, "out"), progress=progress, keep=keep, **keys,
    )  # fmt: skip
    write_page(found.to_data(), found.folder / "ensemble.html")
    return found


def scenarios() -> dict[str, str]:
    """Built-in scenarios, as {name: title}."""
    from kinward.engine.shelf import titles

    return titles()


def explain(path: str = "") -> str:
    """Unit, range, default, meaning and source of a parameter, a section, or all ("")."""
    if not isinstance(path, str):
        raise InputError(f"path = {path!r}: expected the name of a parameter, such as rage.latent")
    from kinward.engine.explain import explain as words

    return words(path)


def load_map(source: str | os.PathLike[str]) -> Any:
    """Read a map: a file, or the name of a built-in map.

    Returns:
        The place graph, and the report of what was read.

    Raises:
        InputError: there is no such map, or it cannot be understood.
    """
    from kinward.city import load

    return load(_path(source, "source"))


def _path(value: Any, name: str) -> str:
    """A path as text. Raises InputError where an argument is none."""
    if isinstance(value, str | os.PathLike) and isinstance(os.fspath(value), str):
        return os.fspath(value)
    raise InputError(f"{name} = {value!r}: expected a path")
