"""Builds the final tables of a run from its segments and its starting tables."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kinward.chronicle.decided import rank_decisions, save_decisions
from kinward.chronicle.digest import batches, digest
from kinward.chronicle.evacuation import save_evacuation
from kinward.chronicle.fold import ITEM_STRIDE, Tables, fold_events, read_start
from kinward.chronicle.manifest import MANIFEST
from kinward.chronicle.tables import (
    SINGLE,
    columns_of,
    plain,
    save,
    save_columns,
    scan,
    sha256,
    write_text,
)
from kinward.chronicle.tables import connect as open_database
from kinward.chronicle.vocabulary import Vocabulary, read_vocabulary
from kinward.chronicle.writer import drop_segments, segment_paths
from kinward.core.vocabulary import MISSING
from kinward.version import __version__

if TYPE_CHECKING:
    import duckdb

# what a run folder holds beside its tables; the report may be written again at any time
OTHER_FILES = ("scenario.toml", "final_state.npz", "vocabulary.json", "start/about.json")
EMPTY_EVENTS = (
    "SELECT 0::BIGINT AS n, 0::BIGINT AS t, 0::SMALLINT AS kind, 0 AS subject, 0 AS object,"
    " 0::BIGINT AS k, 0 AS place, 0::SMALLINT AS what, 0.0::DOUBLE AS value,"
    " 0.0::DOUBLE AS value2, 0::BIGINT AS cause WHERE false"
)
EMPTY_TRACKS = (
    "SELECT 0 AS person, 0::BIGINT AS t, 0::BIGINT AS t_end, 0 AS passage,"
    ' 0.0::DOUBLE AS "offset",'
    " 0.0::DOUBLE AS offset_end, 0 AS unit WHERE false"
)


def finish(
    folder: Path | str,
    manifest: Mapping[str, Any],
    segments: Sequence[dict[str, Any]] | None = None,
    *,
    threads: int = 1,
    keep_segments: bool = False,
) -> dict[str, Any]:
    """Write every final table and `manifest.json`; returns the manifest.

    Args:
        folder: the run folder with `start/` and `segments/`.
        manifest: what the engine knows: scenario, seed, people, days, threads, wall_s and more.
        segments: the valid segments (of the last seal); None takes all in the folder.
        threads: threads for DuckDB. No result depends on them.
        keep_segments: leave the segments in place.
    """
    folder = Path(folder)
    words = read_vocabulary(folder)
    spill = folder / "spill.tmp"
    con = open_database(spill, threads)
    _register_kinds(con, words)
    people = scan(folder / "start" / "people.parquet")
    con.execute(f"CREATE TABLE persons AS SELECT person::INTEGER AS person, key FROM {people}")
    rank_decisions(con, folder, segments)
    count = save_events(con, folder, segment_paths(folder, "events", segments))
    keys = columns_of(con, "SELECT key FROM persons ORDER BY person")["key"]
    events = folder / "events.parquet"
    sum_of_log = digest(batches(con, events), keys, words)
    tables = fold_events(read_start(folder), words, batches(con, events))
    write_tables(folder, tables, words)
    save_decisions(con, folder, segments)
    _save_series(con, folder, segments)
    con.close()
    con = open_database(spill, threads)
    save_evacuation(con, folder)
    con.close()
    shutil.rmtree(spill, ignore_errors=True)
    own, fate = ~tables.people["infected"], tables.people["fate"]
    never = (fate == MISSING) & (np.ma.filled(tables.people["fate_t"], -1) == 0)  # did not come in
    fates, numbers = np.unique(fate[own & ~never], return_counts=True)
    counts = dict.fromkeys(words.domains["fate"], 0)
    counts |= {words.word("fate", int(f)): int(n) for f, n in zip(fates, numbers)}
    creature = tables.people["creature"].astype(bool)
    infected = int((tables.people["infected"] & ~creature).sum())
    creatures = int((creature & (fate != MISSING)).sum())  # without rows for those yet to come
    out = {
        "kinward": __version__,
        **manifest,
        "complete": True,
        "digest": sum_of_log,
        "counts": counts,
        "first_infected": infected,
        "creatures": creatures,
        "events": count,
        "tables": table_hashes(folder),
        "files": _hashes([folder / name for name in OTHER_FILES], folder),
    }
    write_text(folder / MANIFEST, json.dumps(out, indent=1, ensure_ascii=False))
    if not keep_segments:
        drop_segments(folder)
    return out


def write_manifest(folder: Path | str, manifest: Mapping[str, Any]) -> None:
    """Write the manifest of a run that goes on: `complete` is false, there is no digest."""
    out = {"kinward": __version__, **manifest, "complete": False, "digest": None}
    write_text(Path(folder) / MANIFEST, json.dumps(out, indent=1, ensure_ascii=False))


def table_hashes(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of every table in a run folder."""
    return _hashes(sorted([*folder.glob("*.parquet"), *folder.glob("start/*.parquet")]), folder)


def _hashes(paths: Sequence[Path], folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of those files that are there, by their path within the folder."""
    return {
        p.relative_to(folder).as_posix(): {"bytes": p.stat().st_size, "sha256": sha256(p)}
        for p in paths
        if p.is_file()
    }


def _register_kinds(con: duckdb.DuckDBPyConnection, words: Vocabulary) -> None:
    con.execute(
        "CREATE TABLE kinds (code SMALLINT, name VARCHAR, s_person BOOLEAN, o_person BOOLEAN,"
        " has_value BOOLEAN, has_value2 BOOLEAN, k_decision BOOLEAN)"
    )
    rows = [
        [
            c,
            k.name,
            k.subject == "person",
            k.object == "person",
            bool(k.value),
            bool(k.value2),
            k.k == "decision",
        ]
        for c, k in words.kinds.items()
    ]
    con.executemany("INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    con.execute("CREATE TABLE whats (code SMALLINT, what_code SMALLINT, word VARCHAR)")
    rows = [
        [c, i, word]
        for c, k in words.kinds.items()
        for i, word in enumerate(words.domains.get(k.what, ()))
    ]
    con.executemany("INSERT INTO whats VALUES (?, ?, ?)", rows)


def save_events(con: duckdb.DuckDBPyConnection, folder: Path, segments: Sequence[Path]) -> int:
    """Write `events.parquet` in canonical order and `events_by_person.parquet`.

    Needs the tables `kinds`, `whats`, `persons` and `decision_ranks` in the database. Returns the
    number of events.
    """
    source = scan(segments) if segments else f"({EMPTY_EVENTS})"
    _rank_within_moments(con, source)
    con.execute(
        f"""
        CREATE TABLE ordered AS
        SELECT e.* REPLACE (CASE WHEN d.k_decision THEN coalesce(q.decision, -1) ELSE e.k END AS k),
            d.name, d.s_person, d.o_person, d.has_value, d.has_value2,
            row_number() OVER (ORDER BY e.t, coalesce(m.depth, 0),
                coalesce(s.key, (e.subject + 1)::UBIGINT), e.kind,
                coalesce(o.key, (e.object + 1)::UBIGINT),
                CASE WHEN d.k_decision THEN coalesce(q.decision, -1) ELSE e.k END,
                e.place, e.what, e.value, e.value2, e.n) - 1 AS event
        FROM {source} e LEFT JOIN kinds d ON d.code = e.kind
        LEFT JOIN persons s ON d.s_person AND s.person = e.subject
        LEFT JOIN persons o ON d.o_person AND o.person = e.object
        LEFT JOIN decision_ranks q ON d.k_decision AND q.n = e.k
        LEFT JOIN depths m ON m.n = e.n
        """
    )
    count = con.execute("SELECT count(*) FROM ordered").fetchall()[0][0]
    save(
        con,
        """
        SELECT o.event, o.t, coalesce(o.name, 'kind ' || o.kind) AS kind,
            nullif(o.subject, -1) AS subject, nullif(o.object, -1) AS object, o.k,
            nullif(o.place, -1) AS place,
            CASE WHEN o.what >= 0 THEN coalesce(w.word, o.what::VARCHAR) END AS what,
            CASE WHEN o.has_value AND NOT isnan(o.value) THEN o.value END AS value,
            CASE WHEN o.has_value2 AND NOT isnan(o.value2) THEN o.value2 END AS value2,
            c.event AS cause, o.kind AS code, nullif(o.what, -1) AS what_code
        FROM ordered o LEFT JOIN ordered c ON o.cause >= 0 AND c.n = o.cause
        LEFT JOIN whats w ON w.code = o.kind AND w.what_code = o.what
        ORDER BY o.event
        """,
        folder / "events.parquet",
    )
    con.execute("CREATE TABLE ranks AS SELECT n, event FROM ordered")
    con.execute("DROP TABLE ordered")
    con.execute("DROP TABLE depths")
    events = scan(folder / "events.parquet")
    save(
        con,
        f"""
        SELECT subject AS person, 'subject' AS part, e.* FROM {events} e
            SEMI JOIN (FROM kinds WHERE s_person) d ON d.code = e.code WHERE subject IS NOT NULL
        UNION ALL
        SELECT object AS person, 'object' AS part, e.* FROM {events} e
            SEMI JOIN (FROM kinds WHERE o_person) d ON d.code = e.code
            WHERE object IS NOT NULL AND object IS DISTINCT FROM subject
        ORDER BY person, event
        """,
        folder / "events_by_person.parquet",
    )
    return count


def _rank_within_moments(con: duckdb.DuckDBPyConnection, source: str) -> None:
    """Make `depths` (n, depth): how many causes of the same millisecond an event has behind it.

    With it, nothing stands in the log before what caused it.
    """
    con.execute(
        f"""
        CREATE TABLE depths AS
        WITH RECURSIVE after AS (
            SELECT e.n, e.cause FROM {source} e JOIN {source} c ON c.n = e.cause
            WHERE e.cause >= 0 AND c.t = e.t),
        chain(n, depth) AS (
            SELECT n, 1 FROM after WHERE cause NOT IN (SELECT n FROM after)
            UNION ALL
            SELECT a.n, c.depth + 1 FROM after a JOIN chain c ON a.cause = c.n)
        SELECT n, depth FROM chain
        """
    )


def _save_series(con: duckdb.DuckDBPyConnection, folder: Path, segments) -> None:
    paths = segment_paths(folder, "series", segments)
    source = scan(paths) if paths else (
        "(SELECT 0::BIGINT AS t, '' AS measure, 0::BIGINT AS group_id, 0.0::DOUBLE AS value"
        " WHERE false)"
    )  # fmt: skip
    save(
        con,
        f"SELECT t, measure, nullif(group_id, -1)::INTEGER AS group_id, value FROM {source}"
        " ORDER BY t, measure, group_id",
        folder / "series.parquet",
    )
    paths = segment_paths(folder, "tracks", segments)
    source = scan(paths) if paths else f"({EMPTY_TRACKS})"
    save(
        con,
        f"SELECT person::INTEGER AS person, t, t_end, passage::INTEGER AS passage,"
        f' "offset", offset_end,'
        f" unit::INTEGER AS unit FROM {source} ORDER BY person, t, t_end",
        folder / "tracks.parquet",
    )


def write_tables(folder: Path, tables: Tables, words: Vocabulary) -> None:
    """Write people, ties, groups, stocks and loads as they are after the log."""
    people = {name: column for name, column in tables.people.items()}
    con = open_database()
    con.register("columns", {n: plain(np.ma.filled(c, -1)) for n, c in people.items()})
    fates = ", ".join("'" + w + "'" for w in words.domains["fate"])
    stages = ", ".join("'" + w + "'" for w in words.domains["stage"])
    save(
        con,
        f"SELECT * REPLACE (list_extract([{fates}], fate + 1) AS fate, nullif(fate_t, -1) AS"
        " fate_t, nullif(group_id, -1)::INTEGER AS group_id, nullif(home, -1)::INTEGER AS home,"
        " nullif(work, -1)::INTEGER AS work, nullif(ended_t, -1) AS ended_t,"
        f" CASE sex WHEN 0 THEN 'male' ELSE 'female' END AS sex,"
        f" list_extract([{stages}], stage + 1) AS stage) FROM columns ORDER BY person",
        folder / "people.parquet",
        SINGLE,
    )
    con.register("columns", {n: plain(np.ma.filled(c, -1)) for n, c in tables.ties.items()})
    kinds = ", ".join("'" + w + "'" for w in words.domains["tie"])
    save(
        con,
        f"SELECT a::INTEGER AS a, b::INTEGER AS b, list_extract([{kinds}], kind + 1) AS kind,"
        " strength, trust, since, nullif(until, -1) AS until FROM columns",
        folder / "ties.parquet",
    )
    con.register("columns", {n: plain(np.ma.filled(c, -1)) for n, c in tables.groups.items()})
    save(
        con,
        "SELECT * REPLACE (group_id::INTEGER AS group_id, nullif(leader, -1)::INTEGER AS leader,"
        " style::DOUBLE AS style, since::BIGINT AS since, nullif(until, -1)::BIGINT AS until)"
        " FROM columns ORDER BY group_id",
        folder / "groups.parquet",
    )
    if tables.passages:
        path = folder / "passages.parquet"
        con.register("columns", {"open": tables.passages["open"]})
        con.execute("CREATE TABLE ways AS SELECT row_number() OVER () - 1 AS i, open FROM columns")
        save(
            con,
            f"SELECT p.* REPLACE (w.open AS open) FROM {scan(path)} p JOIN ways w"
            " ON w.i = p.passage ORDER BY p.passage",
            path,
        )
    con.close()
    for name, of in (("stocks", "place"), ("loads", "person")):
        keys, amount = getattr(tables, name)
        item = np.array(words.domains["item"], object)
        columns = {
            of: keys // ITEM_STRIDE,
            "item": item[keys % ITEM_STRIDE],
            "item_code": keys % ITEM_STRIDE,
            "amount": amount,
        }
        save_columns(columns, folder / f"{name}.parquet")
