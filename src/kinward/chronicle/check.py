"""Checks a run folder against its own log: fold, digests, references, order, conservation."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kinward.chronicle.digest import batches, digest
from kinward.chronicle.fold import ITEM_STRIDE, Tables, effects_of, fold_events, read_start
from kinward.chronicle.manifest import read_manifest
from kinward.chronicle.rules import RULES
from kinward.chronicle.tables import columns_of, connect, filled, quote, scan, sha256
from kinward.chronicle.vocabulary import Vocabulary, read_vocabulary
from kinward.chronicle.writer import SEGMENTS
from kinward.core.errors import CheckFailed, InputError

if TYPE_CHECKING:
    import duckdb

REL = 1e-9  # relative tolerance of amounts and other reals
REL_STATE = 2e-5  # the same against the state of the engine, which adds in single precision
CONSERVED = ("food", "medicine", "rifle round", "shell", "pistol round")


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be.

    Attributes:
        rule: name of the check.
        message: what is wrong, where, and by how much.
        count: how many rows are affected.
    """

    rule: str
    message: str
    count: int = 1

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


def check(run: Path | str) -> list[Finding]:
    """Everything that is wrong with a run folder; empty if it is sound (see `soundness`).

    An unfinished run is checked as far as it goes: the hashes of its segments.
    Raises InputError where the folder is no run or cannot be read.
    """
    folder = Path(getattr(run, "folder", run))
    manifest = _manifest(folder)
    if not manifest.get("complete"):
        return check_segments(folder)
    words = read_vocabulary(folder)
    findings = _hashes(folder, manifest)
    if findings:
        return findings
    con = connect(folder / "spill.tmp")
    try:
        findings += _rules(con, folder, manifest)
        events = folder / "events.parquet"
        people = scan(folder / "start" / "people.parquet")
        keys = columns_of(con, f"SELECT key FROM {people} ORDER BY person")["key"]
        found = digest(batches(con, events), keys, words)
        if found != manifest["digest"]:
            findings.append(
                Finding("digest", f"the log gives {found}, the manifest says {manifest['digest']}")
            )
        start = read_start(folder)
        before = _totals(start.stocks, start.loads)
        tables = fold_events(start, words, batches(con, events))
        findings += _final_tables(con, folder, tables, words)
        findings += _conservation(con, events, words, before, tables)
        findings += _final_state(folder, tables, words)
    finally:
        con.close()
    return findings


def require(findings: Iterable[Finding]) -> None:
    """Raise CheckFailed with every finding, if there is any."""
    lines = [f"  {finding}" for finding in findings]
    if lines:
        raise CheckFailed(f"{len(lines)} checks failed:\n" + "\n".join(lines))


def _manifest(folder: Path) -> dict[str, Any]:
    found = read_manifest(folder)
    if not found:
        raise InputError(f"{folder}: no manifest.json; this is not a run folder")
    return found


def check_segments(folder: Path) -> list[Finding]:
    """Whether the segments of an unfinished run are what their manifest says."""
    findings = []
    try:
        segments = _segments(folder)
    except ValueError as error:
        return [Finding("segments", f"segments.json is damaged ({error})")]
    for segment in segments:
        file = folder / SEGMENTS / segment["file"]
        if not file.exists():
            findings.append(Finding("segments", f"{segment['file']} is missing"))
        elif sha256(file) != segment["sha256"]:
            findings.append(Finding("segments", f"{segment['file']} is not as it was written"))
    return findings


def _segments(folder: Path) -> list[dict[str, Any]]:
    """The segments that an unfinished run has sealed. Raises ValueError where the list is cut."""
    path = folder / SEGMENTS / "segments.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    if not isinstance(found, list) or not all(
        isinstance(s, dict) and {"file", "sha256"} <= s.keys() for s in found
    ):
        raise ValueError("no list of files with their sums")
    return found


def soundness(folder: Path) -> str:
    """What a check without findings has shown of a run, in words."""
    if _manifest(folder).get("complete"):
        return "whole, and the log adds up"
    sealed = _segments(folder)
    if not sealed:
        return f"not finished, and nothing of its log is sealed yet; kinward resume {folder}"
    return (
        f"not finished; the files of its log so far ({len(sealed)}) are as they were written, and "
        f"nothing else could be checked; kinward resume {folder}"
    )


def _hashes(folder: Path, manifest: dict[str, Any]) -> list[Finding]:
    findings = []
    for name, entry in [*manifest.get("tables", {}).items(), *manifest.get("files", {}).items()]:
        path = folder / name
        if not path.exists():
            findings.append(Finding("files", f"{name} is missing"))
        elif sha256(path) != entry["sha256"]:
            findings.append(Finding("files", f"{name} is not as it was written (SHA-256 differs)"))
    return findings


def _rules(con: duckdb.DuckDBPyConnection, folder: Path, manifest) -> list[Finding]:
    """Rules about events that SQL can see (see `rules.py`)."""
    for name in ("events", "people", "ties", "places", "decisions"):
        con.execute(f"CREATE VIEW {name} AS SELECT * FROM {scan(folder / f'{name}.parquet')}")
    con.execute(
        f"CREATE TABLE kinds AS SELECT unnest(kinds, max_depth := 2) FROM"
        f" read_json({quote(str(folder / 'vocabulary.json'))}, maximum_object_size = 33554432)"
    )
    end = int(float(manifest.get("days", 1e6)) * 86_400_000)
    con.execute(f"SET VARIABLE run_end = {end}")
    findings = []
    for rule in RULES:
        bad, first = con.execute(
            f"SELECT count(*), min(message) FROM ({rule.query}) AS broken"
        ).fetchall()[0]
        if bad:
            findings.append(Finding(rule.name, f"{rule.meaning}: {bad} times, e.g. {first}", bad))
    return findings


def _final_tables(con, folder: Path, tables: Tables, words: Vocabulary) -> list[Finding]:
    people = columns_of(con, f"SELECT * FROM {scan(folder / 'people.parquet')} ORDER BY person")
    fates = np.array(words.domains["fate"], object)
    findings = _same("people.fate", fates[tables.people["fate"]], people["fate"])
    for name in ("fate_t", "ended_t", "group_id", "immune"):
        ours = np.ma.filled(tables.people[name], -1)
        findings += _same(f"people.{name}", ours, filled(people[name], -1))
    ties = columns_of(con, f"SELECT a, b, trust, until FROM {scan(folder / 'ties.parquet')}")
    for name in ("a", "b", "trust", "until"):
        findings += _same(f"ties.{name}", tables.ties[name], filled(ties[name], -1))
    if tables.passages:
        ways = f"SELECT open FROM {scan(folder / 'passages.parquet')} ORDER BY passage"
        found = columns_of(con, ways)["open"].astype(bool)
        findings += _same("passages.open", tables.passages["open"], found)
    for name, of in (("stocks", "place"), ("loads", "person")):
        rows = columns_of(con, f"SELECT * FROM {scan(folder / f'{name}.parquet')}")
        theirs = (rows[of].astype(np.int64) * ITEM_STRIDE + rows["item_code"], rows["amount"])
        findings += _same_amounts(name, getattr(tables, name), theirs, words)
    return findings


def _same(name: str, ours: np.ndarray, theirs: np.ndarray) -> list[Finding]:
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if ours.shape != theirs.shape:
        text = f"{name}: {len(theirs)} rows, the log gives {len(ours)}"
        return [Finding("fold", text)]
    if ours.dtype.kind == "f":
        differ = ~np.isclose(ours, theirs, rtol=REL, atol=0, equal_nan=True)
    else:
        differ = ours != theirs
    rows = np.flatnonzero(differ)
    if not len(rows):
        return []
    i = rows[0]
    text = f"{name}: {len(rows)} rows differ, e.g. row {i}: {theirs[i]}, the log gives {ours[i]}"
    return [Finding("fold", text, len(rows))]


def _same_amounts(
    name: str, ours, theirs, words: Vocabulary | None = None, rel: float = REL
) -> list[Finding]:
    """Whether amounts agree, relative to the larger of the two and 1."""
    keys = np.union1d(ours[0], theirs[0])

    def dense(table) -> np.ndarray:
        out = np.zeros(len(keys))
        np.add.at(out, np.searchsorted(keys, table[0]), table[1])
        return out

    a, b = dense(ours), dense(theirs)
    scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1.0)
    rows = np.flatnonzero(np.abs(a - b) > rel * scale)
    if not len(rows):
        return []
    who, item = divmod(int(keys[rows[0]]), ITEM_STRIDE)
    item_word = words.word("item", item) if words else f"item {item}"
    text = (
        f"{name}: {len(rows)} amounts differ, e.g. {item_word} at {who}:"
        f" {b[rows[0]]:g}, the log gives {a[rows[0]]:g}"
    )
    return [Finding("fold", text, len(rows))]


def _totals(*amounts: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    total = np.zeros(ITEM_STRIDE)
    for keys, values in amounts:
        np.add.at(total, keys % ITEM_STRIDE, values)
    return total


def _conservation(con, events: Path, words: Vocabulary, before, tables) -> list[Finding]:
    """Nothing is made from nothing: start = end + consumed, but for what interventions brought;
    and no amount is below zero."""
    consumed = np.zeros(ITEM_STRIDE)
    brought = np.zeros(ITEM_STRIDE)  # from outside, by interventions: negative
    findings = []
    for code, effects in effects_of(words).items():
        moves = [e for e in effects if e.table in ("stocks", "loads")]
        net = sum(e.sign for e in moves)
        to = brought if words.kinds[code].outside else consumed
        if not moves or net == 0:
            continue
        rows = columns_of(
            con,
            f"SELECT what_code AS item, sum({moves[0].field or moves[0].constant}) AS amount"
            f" FROM {scan(events)} WHERE code = {code} AND what_code IS NOT NULL"
            " GROUP BY what_code",
        )
        np.add.at(to, rows["item"].astype(np.int64), -net * rows["amount"])
    after = _totals(tables.stocks, tables.loads)
    for item in CONSERVED:
        if item not in words.domains["item"]:
            continue
        i = words.domains["item"].index(item)
        if abs(before[i] - after[i] - consumed[i] - brought[i]) > REL * max(before[i], 1.0):
            text = f"{item}: {before[i]:g} at the start, {after[i]:g} left, {consumed[i]:g} used"
            findings.append(Finding("conservation", text))
        if consumed[i] < -REL:
            findings.append(Finding("conservation", f"{item}: {-consumed[i]:g} came from nowhere"))
    for name in ("stocks", "loads"):
        keys, amount = getattr(tables, name)
        rows = np.flatnonzero(amount < -1e-6)
        if len(rows):
            who, item = divmod(int(keys[rows[0]]), ITEM_STRIDE)
            text = (
                f"{name}: {len(rows)} amounts below zero, e.g. {amount[rows[0]]:g}"
                f" {words.word('item', item)} at {who}"
            )
            findings.append(Finding("conservation", text, len(rows)))
    return findings


def _final_state(folder: Path, tables: Tables, words: Vocabulary) -> list[Finding]:
    """Whether the fold agrees with what the engine held at the end, where that is there."""
    path = folder / "final_state.npz"
    if not path.exists():
        return []
    try:
        return _compare_state(path, tables, words)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError) as error:
        return [Finding("files", f"{path.name} is damaged ({error})")]


def _compare_state(path: Path, tables: Tables, words: Vocabulary) -> list[Finding]:
    findings = []
    with path.open("rb") as stream, np.load(stream) as state:
        if "open" in state and tables.passages:
            findings += _same("state open", tables.passages["open"], state["open"])
        for name in ("fate", "fate_t", "ended_t", "stage", "group_id", "immune"):
            if name in state:
                ours = np.ma.filled(tables.people[name], -1)
                findings += _same(f"state {name}", ours, _times(state[name]))
        if "trust" in state:
            findings += _same("state trust", tables.ties["trust"], state["trust"])
        for name, of in (("stocks", "place"), ("loads", "person")):
            if f"{name}_amount" in state:
                who, item = state[f"{name}_{of}"], state[f"{name}_item"]
                theirs = (who.astype(np.int64) * ITEM_STRIDE + item, state[f"{name}_amount"])
            elif name in state:
                who, item = np.nonzero(state[name])
                theirs = (who.astype(np.int64) * ITEM_STRIDE + item, state[name][who, item])
            else:
                continue
            findings += _same_amounts(
                f"state {name}", getattr(tables, name), theirs, words, REL_STATE
            )
    return findings


def _times(column: np.ndarray) -> np.ndarray:
    """Times that never came are -1 here; engines may hold them as any negative number."""
    return np.where(column < 0, -1, column) if column.dtype.kind == "i" else column
