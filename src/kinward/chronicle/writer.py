"""Writes the log of a run as numbered segments, so that an interrupted run can go on."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kinward.chronicle.tables import save_columns, sha256, sync_folder, write_text
from kinward.core.decisions import DecisionRows

SEAL_ROWS = 2_000_000
SEGMENTS = "segments"
EVENT_INTS = ("t", "kind", "subject", "object", "k", "place", "what", "cause")
_EVENT_SQL = (
    "n, t, kind::SMALLINT AS kind, subject::INTEGER AS subject, object::INTEGER AS object, k,"
    " place::INTEGER AS place, what::SMALLINT AS what, value, value2, cause"
)
_DECISION_SQL = (
    "n, t, person::INTEGER AS person, party, occasion::SMALLINT AS occasion,"
    " chosen::SMALLINT AS chosen, first_option, n_options::SMALLINT AS n_options, first_belief,"
    " n_beliefs::SMALLINT AS n_beliefs, event"
)
TRACK_COLUMNS = ("person", "t", "t_end", "passage", "offset", "offset_end", "unit")


class LogWriter:
    """Buffers what a run reports and seals it into segments.

    Args:
        folder: the run folder; segments go into its folder `segments`.
        segments: manifest of the segments that a checkpoint lists. Others are deleted. None
            begins anew and deletes all.
    """

    def __init__(self, folder: Path | str, segments: Sequence[dict[str, Any]] | None = None):
        self.folder = Path(folder) / SEGMENTS
        self.folder.mkdir(parents=True, exist_ok=True)
        self.segments: list[dict[str, Any]] = list(segments or [])
        valid = {s["file"] for s in self.segments}
        for path in self.folder.iterdir():
            if path.name not in valid:
                path.unlink()
        self._next = 1 + max((int(s["number"]) for s in self.segments), default=0)
        self._clear()

    def _clear(self) -> None:
        self._events: list[tuple[np.ndarray, np.ndarray, int]] = []
        self._decided: list[DecisionRows] = []
        self._series: list[tuple[Any, str, Any, Any]] = []
        self._tracks: list[tuple[np.ndarray, ...]] = []
        self._rows = 0

    def append(self, ints: np.ndarray, reals: np.ndarray, first: int) -> None:
        """Add events in order of emission: (n, 8) int64, (n, 2) float64, number of the first."""
        if len(ints):
            self._events.append((ints, reals, int(first)))
            self._grow(len(ints))

    def decisions(self, rows: DecisionRows) -> None:
        """Add what a `DecisionBuffer` drained."""
        if len(rows.rows):
            self._decided.append(rows)
            self._grow(len(rows.options))

    def series(self, t: int, measure: str, group_id: Any, value: Any) -> None:
        """Add values of a measure at time `t`; group -1 is all. Scalars or arrays."""
        self._series.append((t, measure, group_id, value))
        self._grow(np.size(value))

    def tracks(self, person, t, t_end, passage, offset, offset_end, unit) -> None:
        """Add legs of movers, arrays of one length: ms, row of a passage, m, row of a unit."""
        self._tracks.append((person, t, t_end, passage, offset, offset_end, unit))
        self._grow(len(person))

    def _grow(self, rows: int) -> None:
        self._rows += rows
        if self._rows > SEAL_ROWS:
            self.seal()

    def seal(self) -> list[dict[str, Any]]:
        """Write what is buffered; returns the manifest of all valid segments."""
        if self._events:
            self._seal("events", self._event_columns(), _EVENT_SQL)
        if self._decided:
            self._seal_decisions()
        if self._series:
            self._seal("series", self._series_columns(), "*")
        if self._tracks:
            parts = [np.concatenate([row[i] for row in self._tracks]) for i in range(7)]
            self._seal("tracks", dict(zip(TRACK_COLUMNS, parts)), "*")
        if self._rows:
            write_text(self.folder / "segments.json", json.dumps(self.segments, indent=1))
            sync_folder(self.folder)
        self._clear()
        return [dict(s) for s in self.segments]

    def _event_columns(self) -> dict[str, np.ndarray]:
        ints = np.concatenate([e[0] for e in self._events])
        reals = np.concatenate([e[1] for e in self._events])
        columns = {
            "n": np.concatenate([np.arange(f, f + len(i)) for i, _, f in self._events]),
            "value": np.ascontiguousarray(reals[:, 0]),
            "value2": np.ascontiguousarray(reals[:, 1]),
        }
        for j, name in enumerate(EVENT_INTS):
            columns[name] = np.ascontiguousarray(ints[:, j])
        return columns

    def _series_columns(self) -> dict[str, Any]:
        sizes = [np.size(v) for *_, v in self._series]
        names = np.array([m for _, m, _, _ in self._series], object)
        groups = [
            np.broadcast_to(np.asarray(g, np.int64), n)
            for (_, _, g, _), n in zip(self._series, sizes)
        ]
        return {
            "t": np.repeat(np.array([t for t, *_ in self._series], np.int64), sizes),
            "measure": np.repeat(names, sizes),
            "group_id": np.concatenate(groups),
            "value": np.concatenate([np.atleast_1d(np.float64(v)) for *_, v in self._series]),
        }

    def _seal_decisions(self) -> None:
        rows = np.concatenate([d.rows for d in self._decided])
        names = ("t", "person", "party", "occasion", "chosen", "first_option", "n_options",
                 "first_belief", "n_beliefs", "event")  # fmt: skip
        columns = {n: np.ascontiguousarray(rows[:, i]) for i, n in enumerate(names)}
        columns["n"] = _numbers([(d.first[0], len(d.rows)) for d in self._decided])
        self._seal("decisions", columns, _DECISION_SQL)
        options = np.concatenate([d.options for d in self._decided])
        parts = np.concatenate([d.parts for d in self._decided])
        columns = {"n": _numbers([(d.first[1], len(d.options)) for d in self._decided])}
        for i, name in enumerate(("option", "person", "place", "worth")):
            columns[name] = np.ascontiguousarray(options[:, i])
        for i in range(parts.shape[1]):
            columns[f"part{i}"] = np.ascontiguousarray(parts[:, i])
        self._seal("options", columns, "* REPLACE (worth::SMALLINT AS worth)")
        beliefs = np.concatenate([d.beliefs for d in self._decided])
        if len(beliefs):
            columns = {
                "n": _numbers([(d.first[2], len(d.beliefs)) for d in self._decided]),
                "belief": np.ascontiguousarray(beliefs[:, 0]),
                "about": np.ascontiguousarray(beliefs[:, 1]),
                "value": np.concatenate([d.values for d in self._decided]),
            }
            self._seal("beliefs", columns, "*")

    def _seal(self, table: str, columns: dict[str, Any], select: str) -> None:
        path = self.folder / f"{table}-{self._next:06d}.parquet"
        save_columns(columns, path, select)
        self.segments.append(
            {
                "number": self._next,
                "table": table,
                "file": path.name,
                "rows": len(next(iter(columns.values()))),
                "bytes": path.stat().st_size,
                "sha256": sha256(path),
            }
        )
        self._next += 1


def _numbers(runs: Sequence[tuple[int, int]]) -> np.ndarray:
    return np.concatenate([np.arange(f, f + n) for f, n in runs])


def segment_paths(folder: Path, table: str, segments: Sequence[dict] | None = None) -> list[Path]:
    """Paths of the segments of a table, in order; all that are there unless a list is given."""
    where = Path(folder) / SEGMENTS
    if segments is None:
        return sorted(where.glob(f"{table}-*.parquet"))
    return [where / s["file"] for s in segments if s["table"] == table]


def drop_segments(folder: Path) -> None:
    """Delete the segments of a finished run."""
    where = Path(folder) / SEGMENTS
    if where.is_dir():
        for path in where.iterdir():
            path.unlink()
        os.rmdir(where)
