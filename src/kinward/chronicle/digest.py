"""The digest of a log: SHA-256 over its events by identity, in canonical order.

A record of an event: t, code of the kind, stable keys of subject and object, k, place, code of
what, bits of value and value2, and the rank of its cause; each 8 bytes, little endian. Rows and
numbers of emission do not enter, so that runs are compared whatever order kernels wrote in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kinward.chronicle.tables import columns_of, filled, scan
from kinward.chronicle.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb

BATCH = 1_000_000
COLUMNS = "event, t, code, subject, object, k, place, what_code, value, value2, cause"


def batches(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[dict[str, np.ndarray]]:
    """The events of `events.parquet` in order, a million at a time."""
    n = con.execute(f"SELECT count(*) FROM {scan(path)}").fetchall()[0][0]
    for first in range(0, n, BATCH):
        yield columns_of(
            con,
            f"SELECT {COLUMNS}, what_code AS what FROM {scan(path)}"
            f" WHERE event >= {first} AND event < {first + BATCH} ORDER BY event",
        )


def role_tables(words: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """By code of the kind: whether subject and object are persons."""
    top = max(words.kinds, default=0) + 1
    subject, object_ = np.zeros(top, bool), np.zeros(top, bool)
    for code, kind in words.kinds.items():
        subject[code] = kind.subject == "person"
        object_[code] = kind.object == "person"
    return subject, object_


def stable(ids: np.ndarray, person: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Stable keys of participants: persons by key, others by number + 1, nobody 0."""
    known = person & (ids >= 0) & (ids < len(keys))
    out = (ids + 1).astype(np.uint64)
    if len(keys):
        out[known] = keys[ids[known]]
    return out


def digest(events: Iterable[dict[str, np.ndarray]], keys: np.ndarray, words: Vocabulary) -> str:
    """SHA-256, hexadecimal, over batches of events; `keys` (N,) uint64 of people."""
    sha = hashlib.sha256()
    subject_person, object_person = role_tables(words)
    for batch in events:
        column = {name: filled(values, -1) for name, values in batch.items()}
        code = column["code"].astype(np.int64)
        record = np.empty((len(code), 10), "<u8")
        subject = column["subject"].astype(np.int64)
        object_ = column["object"].astype(np.int64)
        record[:, 0] = column["t"].astype("<i8").view("<u8")
        record[:, 1] = code
        record[:, 2] = stable(subject, subject_person[code], keys)
        record[:, 3] = stable(object_, object_person[code], keys)
        for i, name in ((4, "k"), (5, "place"), (6, "what_code"), (9, "cause")):
            record[:, i] = column[name].astype("<i8").view("<u8")
        for i, name in ((7, "value"), (8, "value2")):
            real = filled(batch[name], np.nan).astype(np.float64) + 0.0
            record[:, i] = np.where(np.isnan(real), np.nan, real).view("<u8")
        sha.update(np.ascontiguousarray(record).data)
    return sha.hexdigest()
