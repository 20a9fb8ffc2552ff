"""Checkpoints: the whole state of a run at a moment, from which it goes on.

Written to a temporary name and renamed, last after the segments of the log that it lists, so
that a checkpoint is either whole or not there.
"""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from kinward.chronicle.tables import sha256
from kinward.chronicle.writer import SEGMENTS
from kinward.core.errors import InputError
from kinward.engine.world import Live
from kinward.version import __version__

NAME = "checkpoint.npz"


def save(folder: Path, live: Live, t: int, segments: list[dict[str, Any]]) -> None:
    """Write the checkpoint of time `t` (ms)."""
    note = {
        "kinward": __version__, "t": t, "segments": segments,
        "scenario": live.world.scenario.digest(),
    }  # fmt: skip
    path = folder / NAME
    fresh = path.with_suffix(".tmp")
    with open(fresh, "wb") as file:
        np.savez(
            file, allow_pickle=False, **{f"s_{n}": a for n, a in live.state.arrays.items()},
            events=live.events.head, decisions=live.decisions.head,
            note=np.frombuffer(json.dumps(note).encode(), np.uint8),
        )  # fmt: skip
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def load(folder: Path, live: Live) -> tuple[int, list[dict[str, Any]]]:
    """Put the state of the checkpoint into a world built from the same scenario.

    Returns:
        Its time (ms) and the segments of the log that are valid.

    Raises:
        InputError: there is none, it is damaged, or it is of another scenario or version.
    """
    path = folder / NAME
    if not path.exists():
        raise InputError(
            f"{folder}: no checkpoint was written yet (the run stopped in its first day); "
            "delete the folder and run it again"
        )
    try:
        with path.open("rb") as stream, np.load(stream) as saved:
            note = json.loads(saved["note"].tobytes())
            if note["kinward"] != __version__:
                raise InputError(
                    f"{path}: written by Kinward {note['kinward']}, this is {__version__}; "
                    "resume with the version that began it"
                )
            if note["scenario"] != live.world.scenario.digest():
                raise InputError(f"{path}: belongs to another scenario than {folder}/scenario.toml")
            for name, array in live.state.arrays.items():
                array[...] = saved[f"s_{name}"]
            live.events.head[:] = saved["events"]
            live.decisions.head[:] = saved["decisions"]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: damaged ({error}); delete the folder and run again") from None
    _same_segments(folder, note["segments"])
    return int(note["t"]), note["segments"]


def _same_segments(folder: Path, segments: list[dict[str, Any]]) -> None:
    """Raise InputError unless the segments of the log are as they were written."""
    for segment in segments:
        file = folder / SEGMENTS / segment["file"]
        if not file.is_file():
            raise InputError(f"{file}: missing; restore it, or delete the folder and run again")
        if sha256(file) != segment["sha256"]:
            raise InputError(f"{file}: not as it was written; delete the folder and run again")
