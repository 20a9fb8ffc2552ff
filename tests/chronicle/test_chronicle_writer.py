"""Segments: numbering, hashes, what a resumed run deletes."""

from __future__ import annotations

import json

import numpy as np
import pytest

from kinward.chronicle import writer
from kinward.chronicle.tables import columns_of, connect, scan, sha256
from kinward.chronicle.writer import LogWriter, segment_paths
from kinward.core.events import N_INT


def rows(n: int, t: int = 0) -> tuple[np.ndarray, np.ndarray]:
    ints = np.zeros((n, N_INT), np.int64)
    ints[:, 0] = t + np.arange(n)
    ints[:, 7] = -1
    return ints, np.ones((n, 2))


def test_segments_are_numbered_and_hashed(tmp_path):
    log = LogWriter(tmp_path)
    log.append(*rows(3), 0)
    log.series(5, "alive", -1, 2.0)
    log.append(*rows(2, t=3), 3)
    manifest = log.seal()
    assert [(s["number"], s["table"], s["rows"]) for s in manifest] == [
        (1, "events", 5), (2, "series", 1),
    ]  # fmt: skip
    for segment in manifest:
        assert sha256(tmp_path / "segments" / segment["file"]) == segment["sha256"]
    con = connect()
    found = columns_of(con, f"SELECT * FROM {scan(segment_paths(tmp_path, 'events'))}")
    assert found["n"].tolist() == [0, 1, 2, 3, 4]
    assert found["t"].tolist() == [0, 1, 2, 3, 4]
    assert json.loads((tmp_path / "segments" / "segments.json").read_text()) == manifest


def test_nothing_buffered_seals_nothing(tmp_path):
    log = LogWriter(tmp_path)
    assert log.seal() == []
    log.append(*rows(0), 0)
    assert log.seal() == []


def test_resume_deletes_what_the_checkpoint_does_not_list(tmp_path):
    log = LogWriter(tmp_path)
    log.append(*rows(3), 0)
    checkpoint = log.seal()
    log.append(*rows(4, t=3), 3)
    log.seal()
    (tmp_path / "segments" / "events-000009.parquet.tmp").write_bytes(b"half")
    again = LogWriter(tmp_path, checkpoint)
    files = {p.name for p in (tmp_path / "segments").glob("*.parquet*")}
    assert files == {checkpoint[0]["file"]}
    again.append(*rows(1, t=3), 3)
    assert [s["number"] for s in again.seal()] == [1, 2]


def test_a_new_writer_clears_old_segments(tmp_path):
    log = LogWriter(tmp_path)
    log.append(*rows(3), 0)
    log.seal()
    LogWriter(tmp_path)
    assert segment_paths(tmp_path, "events") == []


def test_buffer_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "SEAL_ROWS", 10)
    log = LogWriter(tmp_path)
    for i in range(5):
        log.append(*rows(4, t=4 * i), 4 * i)
    assert len(segment_paths(tmp_path, "events")) == 1
    log.seal()
    con = connect()
    found = columns_of(con, f"SELECT n FROM {scan(segment_paths(tmp_path, 'events'))} ORDER BY n")
    assert found["n"].tolist() == list(range(20))


def test_series_take_arrays(tmp_path):
    log = LogWriter(tmp_path)
    log.series(0, "food", np.array([0, 1]), np.array([10.0, 20.0]))
    log.series(1, "alive", -1, 5)
    log.seal()
    con = connect()
    query = f"SELECT t, measure, group_id, value FROM {scan(segment_paths(tmp_path, 'series'))}"
    assert con.execute(query).fetchall() == [
        (0, "food", 0, 10.0), (0, "food", 1, 20.0), (1, "alive", -1, 5.0),
    ]  # fmt: skip


@pytest.mark.parametrize("n", [1, 3])
def test_tracks(tmp_path, n):
    log = LogWriter(tmp_path)
    log.tracks(*(np.arange(n) for _ in range(7)))
    assert log.seal()[0]["rows"] == n
