"""Run folders: where a new one goes, and whether a given one is one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kinward.core.errors import InputError

if TYPE_CHECKING:
    from kinward.engine.scenario import Scenario

RUNS = "runs"
LOCK = ".lock"  # held by the process that writes into a run folder
MARKS = ("manifest.json", "scenario.toml")  # a folder with one of them is a run folder


def new_run_folder(out: str | os.PathLike[str] | None, scenario: Scenario) -> Path:
    """Make the folder of a new run.

    Args:
        out: where; None for runs/<scenario>-<seed>, with -2, -3 ... if that exists.
        scenario: names the folder.

    Raises:
        InputError: `out` is a file, holds something already, or cannot be written.
    """
    if out is None:
        return _numbered(Path(RUNS) / f"{scenario.name}-{scenario.seed}")
    folder = Path(out)
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise InputError(f"--out {folder}: a file; expected a folder that is new or empty")
    _make(folder, exist_ok=True)
    if any(path.name != LOCK for path in folder.iterdir()):
        if is_run_folder(folder):
            raise InputError(
                f"--out {folder}: holds a run already; choose another folder, "
                f"or continue it with: kinward resume {folder}"
            )
        raise InputError(f"--out {folder}: not empty; expected a folder that is new or empty")
    return folder


def existing_run_folder(folder: str | os.PathLike[str]) -> Path:
    """The folder, if it holds a run. Raises InputError."""
    path = Path(folder)
    if not os.path.exists(path):
        raise InputError(f"run folder {os.fspath(folder)!r}: there is no such folder")
    if not os.path.isdir(path):
        raise InputError(f"run folder {os.fspath(folder)!r}: a file; expected the folder of a run")
    if not is_run_folder(path):
        raise InputError(
            f"run folder {os.fspath(folder)!r}: holds no run (there is no {MARKS[0]} in it)"
        )
    return path


def is_run_folder(folder: Path) -> bool:
    """True if a run was begun in this folder."""
    return any(os.path.isfile(folder / mark) for mark in MARKS)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other processes from writing into a run folder; an empty folder is removed after.

    The lock ends with the process, however that ends.

    Raises:
        InputError: another process writes there.
    """
    path = folder / LOCK
    with open(path, "w", encoding="utf-8") as file:
        if not _locked(file):
            raise InputError(
                f"run folder {os.fspath(folder)!r}: another run is being written there; "
                "wait for it, or choose another folder"
            )
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
                folder.rmdir()  # only succeeds on an empty folder


def _locked(file: TextIO) -> bool:
    """Lock a file if nobody else has; True where the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _numbered(base: Path) -> Path:
    """`base`, or the first of base-2, base-3 ... that does not exist; made."""
    k = 1
    while True:
        folder = base if k == 1 else base.with_name(f"{base.name}-{k}")
        try:
            _make(folder, exist_ok=False)
        except FileExistsError:
            k += 1
            continue
        return folder


def _make(folder: Path, exist_ok: bool) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=exist_ok)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except FileExistsError:
        if exist_ok or not os.path.exists(folder):
            raise InputError(f"--out {folder}: a file is in the way") from None
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"--out {folder}: cannot be made: {reason}") from None
    if not writable:
        raise InputError(f"--out {folder}: cannot be written to")
