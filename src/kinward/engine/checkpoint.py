"""Checkpoints: the whole state of a run at a moment, from which it goes on.

The last two are kept. Each is written under a temporary name, fsynced and renamed, last after the
segments of the log that it lists, and ends with the SHA-256 of all that stands before, so that a
checkpoint is either whole or known not to be.

Not compressed: the 79 MB of 90,000 movers take 0.14 s of processor to write and to sum. zlib's
fastest level would take 0.2 s more, and save space that is given back with the next one.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kinward.chronicle.tables import sync_folder
from kinward.core.clock import DAY
from kinward.core.errors import InputError
from kinward.engine.world import Live
from kinward.version import __version__

NAME = "checkpoint.npz"
OLDER = "checkpoint-1.npz"  # the one before
FRESH = "checkpoint.tmp"
EVERY = 300.0  # s of wall time after which one is due, though the day has not ended
_SEAL = b"\nsha256 "
_SEAL_SIZE = len(_SEAL) + 64
_STATE, _OWN = "s_", "o_"


class Pace:
    """Says when a checkpoint is due: every simulated day, and EVERY so much wall time.

    When one is written changes no result, so that it may depend on the clock of the machine.
    """

    def __init__(self) -> None:
        self.last = time.monotonic()

    def due(self, t: int) -> bool:
        """Whether one is due at time `t` (ms, a whole minute)."""
        return t % DAY == 0 or time.monotonic() - self.last >= EVERY

    def written(self) -> None:
        """Count from now."""
        self.last = time.monotonic()


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint that was found whole.

    Attributes:
        path: of its file.
        t: its time, ms.
        segments: of the log that are valid with it.
        kinward: version that wrote it.
        scenario: digest of its scenario.
    """

    path: Path
    t: int
    segments: list[dict[str, Any]]
    kinward: str
    scenario: str


def save(
    folder: Path,
    live: Live,
    t: int,
    segments: list[dict[str, Any]],
    own: Mapping[str, np.ndarray] | None = None,
) -> None:
    """Write the checkpoint of time `t` (ms); the last one becomes the older one.

    Args:
        folder: of the run.
        live: its world.
        t: now.
        segments: valid segments of the log.
        own: what the writers of the record hold beside the state.
    """
    note = {
        "kinward": __version__, "t": t, "segments": segments,
        "scenario": live.world.scenario.digest(),
    }  # fmt: skip
    fresh = folder / FRESH
    try:
        with open(fresh, "wb+") as file:
            np.savez(
                file, allow_pickle=False, note=np.frombuffer(json.dumps(note).encode(), np.uint8),
                events=live.events.head, decisions=live.decisions.head,
                **{_STATE + n: a for n, a in live.state.arrays.items()},
                **{_OWN + n: a for n, a in (own or {}).items()},
            )  # fmt: skip
            file.seek(0)
            sha = hashlib.file_digest(file, "sha256").hexdigest()
            file.write(_SEAL + sha.encode())
            file.flush()
            os.fsync(file.fileno())
    except BaseException:  # a disk that is full needs the space
        fresh.unlink(missing_ok=True)
        raise
    if (folder / NAME).exists():
        os.replace(folder / NAME, folder / OLDER)
    os.replace(fresh, folder / NAME)
    sync_folder(folder)


def read(path: Path) -> Checkpoint:
    """Look into a checkpoint.

    Raises:
        InputError: it is not as it was written; says only what is wrong, without the path.
    """
    try:
        _expect_whole(path)
        with path.open("rb") as stream, np.load(stream) as saved:
            note = json.loads(saved["note"].tobytes())
        return Checkpoint(
            path, int(note["t"]), list(note["segments"]), str(note["kinward"]),
            str(note["scenario"]),
        )  # fmt: skip
    except FileNotFoundError:
        raise InputError("missing") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})") from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"damaged ({error})") from None


def restore(live: Live, found: Checkpoint) -> dict[str, np.ndarray]:
    """Put the state of a checkpoint into a world built from its scenario; returns `own` of `save`.

    Raises:
        InputError: it is not of such a world.
    """
    with found.path.open("rb") as stream, np.load(stream) as saved:
        for name, array in live.state.arrays.items():
            column = saved.get(_STATE + name)
            if column is None or (column.shape, column.dtype) != (array.shape, array.dtype):
                raise InputError(
                    f"{found.path}: its {name} is not that of the scenario; was the map changed? "
                    "Delete the folder and run it again"
                )
            array[...] = column
        live.events.head[:] = saved["events"]
        live.decisions.head[:] = saved["decisions"]
        return {n.removeprefix(_OWN): saved[n] for n in saved.files if n.startswith(_OWN)}


def drop(folder: Path) -> None:
    """Delete the checkpoints of a finished run."""
    for name in (NAME, OLDER, FRESH):
        (folder / name).unlink(missing_ok=True)


def _expect_whole(path: Path) -> None:
    """Raise InputError unless a file ends with the SHA-256 of all that stands before."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        left = os.fstat(file.fileno()).st_size - _SEAL_SIZE
        while left > 0 and (part := file.read(min(left, 1 << 20))):
            sha.update(part)
            left -= len(part)
        end = file.read()
    if not end.startswith(_SEAL):
        raise InputError("damaged (cut short, or its end is not as it was written)")
    if end[len(_SEAL) :] != sha.hexdigest().encode():
        raise InputError("damaged (not as it was written: SHA-256 differs)")
