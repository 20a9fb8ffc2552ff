"""Restart: from which checkpoint a run that was stopped goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kinward.chronicle.manifest import read_manifest
from kinward.chronicle.tables import sha256
from kinward.chronicle.writer import SEGMENTS
from kinward.core.clock import words
from kinward.core.errors import InputError
from kinward.engine import checkpoint
from kinward.engine.checkpoint import Checkpoint
from kinward.engine.scenario import Scenario
from kinward.version import __version__

AGAIN = "restore what is missing or damaged, or delete the folder and run it again"


def find(folder: Path, scenario: Scenario, tell: Callable[[str], None]) -> Checkpoint | None:
    """The newest checkpoint that can be used, None where none was written yet.

    One that is not whole, or whose segments of the log are not, is passed over for the one before.

    Args:
        folder: of the run.
        scenario: of the run.
        tell: told which one was passed over, and why.

    Raises:
        InputError: there were checkpoints, and none of them can be used; or the one that would
            be is of another version of Kinward, or of another scenario.
    """
    wrong = []
    for name in (checkpoint.NAME, checkpoint.OLDER):
        path = folder / name
        try:
            found = checkpoint.read(path)
            _expect_ours(found, folder, scenario)
            _expect_segments(folder, found.segments)
        except _Refused:
            raise
        except InputError as error:
            wrong.append((path, str(error)))
            continue
        if wrong:
            why = "; ".join(f"{p}: {text}" for p, text in wrong)
            at = words(found.t, scenario.start_hour)
            tell(f"{why}\n      going on from the checkpoint before, {path} ({at})")
            _pass_over(path for path, _ in wrong)
        return found
    if all(not path.exists() for path, _ in wrong) and not read_manifest(folder).get("t"):
        return None  # no checkpoint was written yet
    lines = "\n  ".join(f"{path}: {text}" for path, text in wrong)
    raise InputError(f"run folder {str(folder)!r} cannot be resumed:\n  {lines}\n{AGAIN}")


class _Refused(InputError):
    """A checkpoint that is whole, and not this program's or this scenario's."""


def _expect_ours(found: Checkpoint, folder: Path, scenario: Scenario) -> None:
    if found.kinward != __version__:
        raise _Refused(
            f"{found.path}: written by Kinward {found.kinward}, this is {__version__}; "
            "resume with the version that began it"
        )
    if found.scenario != scenario.digest():
        raise _Refused(f"{found.path}: belongs to another scenario than {folder}/scenario.toml")


def _expect_segments(folder: Path, segments: list[dict[str, Any]]) -> None:
    """Raise InputError unless the segments of the log are as they were written."""
    for segment in segments:
        file = folder / SEGMENTS / segment["file"]
        if not file.is_file():
            raise InputError(f"its log is not whole: {file} is missing")
        if sha256(file) != segment["sha256"]:
            raise InputError(f"its log is not whole: {file} is not as it was written")


def _pass_over(paths: Any) -> None:
    """Delete checkpoints that cannot be used, or the next one would push out one that can."""
    for path in paths:
        path.unlink(missing_ok=True)
