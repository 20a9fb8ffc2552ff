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
    from kinward.chronicle import Record

__all__ = [
    "CheckFailed",
    "InputError",
    "KinwardError",
    "RunStopped",
    "__version__",
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
