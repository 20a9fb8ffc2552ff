"""A run as one reads it: tables, queries, lives and reasons."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinward.chronicle.manifest import read_json, read_manifest
from kinward.chronicle.tables import columns_of, connect, scan
from kinward.chronicle.vocabulary import Vocabulary, read_vocabulary
from kinward.chronicle.writer import segment_paths
from kinward.core.errors import InputError

if TYPE_CHECKING:
    import duckdb

    from kinward.chronicle.check import Finding

TABLES = (
    "people", "ties", "groups", "events", "events_by_person", "decisions", "series", "places",
    "passages", "tracks", "stocks", "loads", "evacuation", "reunions",
)  # fmt: skip
RAW = ("events", "decisions", "options", "beliefs", "series", "tracks")
_OF_LIVES = (  # what a life and its reasons are told from
    "people", "ties", "groups", "events", "events_by_person", "decisions", "places",
)  # fmt: skip
_NO_TABLE = re.compile(r"Table with name (\w+) does not exist")
_EVENT_VIEW = """
    SELECT e.n AS event, e.t, coalesce(k.name, 'kind ' || e.kind) AS kind,
        nullif(e.subject, -1) AS subject, nullif(e.object, -1) AS object, e.k,
        nullif(e.place, -1) AS place, w.word AS what, e.value, e.value2,
        nullif(e.cause, -1) AS cause, e.kind AS code, nullif(e.what, -1) AS what_code
    FROM {source} e LEFT JOIN kinds k ON k.code = e.kind
    LEFT JOIN whats w ON w.code = e.kind AND w.what_code = e.what"""


class Record:
    """A run folder, finished or not, opened for reading.

    Args:
        folder: a run folder.

    Raises:
        InputError: it is not a run folder, or a file of it is damaged.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise InputError(f"{self.folder}: no such folder; give the folder of a run")
        self.vocabulary: Vocabulary = read_vocabulary(self.folder)
        self.manifest: dict[str, Any] = read_manifest(self.folder)
        self.complete = bool(self.manifest.get("complete"))
        self.about: dict[str, Any] = read_json(self.folder / "start" / "about.json")
        self._con: duckdb.DuckDBPyConnection | None = None

    @property
    def start_hour(self) -> float:
        """Time of day at t = 0, in hours."""
        return float(self.about.get("start_hour", self.manifest.get("start_hour", 0.0)))

    @cached_property
    def surname_first(self) -> bool:
        """Whether names begin with what a household shares: "Sato Taro", not "Ruby Adams"."""
        rows = self.rows(
            "SELECT count(DISTINCT (household, split_part(name, ' ', 1))),"
            " count(DISTINCT (household, split_part(name, ' ', -1))) FROM people WHERE NOT infected"
        )
        first, last = rows[0]
        return first <= last

    @cached_property
    def group_kinds(self) -> dict[int, str]:
        """What each group is: a zone, a band, a company on the road."""
        if "groups" not in self.tables or "kind" not in self.table("groups").columns:
            return {}
        return {int(g): str(kind) for g, kind in self.rows("SELECT group_id, kind FROM groups")}

    @property
    def has_bands(self) -> bool:
        """Whether people of this run live in bands."""
        return any(
            kind not in ("zone", "none", "squad", "crew") for kind in self.group_kinds.values()
        )

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database with a view for every table that is there."""
        if self._con is None:
            self._con = connect(threads=2)
            self._con.execute("SET parquet_metadata_cache = true")  # many questions, few files
            for name in TABLES:
                if (self.folder / f"{name}.parquet").exists():
                    self._view(name, self.folder / f"{name}.parquet")
            if not self.complete:
                self._views_of_segments()
        return self._con

    def _view(self, name: str, path: Path) -> None:
        import duckdb

        assert self._con is not None
        source = self._in_words(scan(path)) if name == "events" else scan(path)
        try:
            self._con.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM {source}')
        except duckdb.Error as error:
            raise damaged(path, error) from None

    def _in_words(self, events: str) -> str:
        """The SQL of a log in which `subject` is always a person; a group stands in `group_id`.

        The file holds both in one column, by which an event is known.
        """
        kinds = self.vocabulary.kinds.items()
        other = ", ".join(["-1", *(str(c) for c, k in kinds if k.subject != "person")])
        group = ", ".join(["-1", *(str(c) for c, k in kinds if k.subject == "group")])
        return (
            f"(SELECT * REPLACE (CASE WHEN code NOT IN ({other}) THEN subject END AS subject),"
            f" CASE WHEN code IN ({group}) THEN subject END AS group_id FROM {events})"
        )

    def _views_of_segments(self) -> None:
        """Views over what an unfinished run has written so far, with the raw columns."""
        con = self._con
        assert con is not None
        for name in ("people", "ties", "groups", "stocks", "loads"):
            path = self.folder / "start" / f"{name}.parquet"
            if path.exists():
                self._view(name if name not in ("people", "ties") else f"start_{name}", path)
        words = self.vocabulary
        con.execute("CREATE TABLE kinds (code SMALLINT, name VARCHAR)")
        con.executemany(
            "INSERT INTO kinds VALUES (?, ?)", [[c, k.name] for c, k in words.kinds.items()]
        )
        con.execute("CREATE TABLE whats (code SMALLINT, what_code SMALLINT, word VARCHAR)")
        rows = [
            [c, i, word]
            for c, k in words.kinds.items()
            for i, word in enumerate(words.domains.get(k.what, ()))
        ]
        con.executemany("INSERT INTO whats VALUES (?, ?, ?)", rows)
        for name in RAW:
            paths = segment_paths(self.folder, name)
            if paths and name == "events":
                query = self._in_words(f"({_EVENT_VIEW.format(source=scan(paths))})")
                con.execute(f"CREATE OR REPLACE VIEW events AS SELECT * FROM {query}")
            elif paths:
                con.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {scan(paths)}")
        for view, query in unfinished_views(words, bool(segment_paths(self.folder, "events"))):
            con.execute(f"CREATE OR REPLACE VIEW {view} AS {query}")

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """A table by name, lazily. Raises InputError where this run has none of that name."""
        if name not in self.tables:
            if self.complete and self._is_due(name):
                raise self.missing(name)
            why = "" if self.complete else "; the run is not finished: `kinward resume` it"
            there = ", ".join(self.tables)
            raise InputError(f"{self.folder}: no table {name!r}{why}; there are {there}")
        return self.connection.sql(f'SELECT * FROM "{name}"')

    @property
    def tables(self) -> list[str]:
        """Names of the tables of this run."""
        rows = self.connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
        ).fetchall()
        return [name for (name,) in rows]

    @property
    def people(self) -> duckdb.DuckDBPyRelation:
        """Everyone, with what became of them."""
        return self.table("people")

    @property
    def events(self) -> duckdb.DuckDBPyRelation:
        """The log in its order."""
        return self.table("events")

    @property
    def ties(self) -> duckdb.DuckDBPyRelation:
        """Directed ties with strength and trust."""
        return self.table("ties")

    @property
    def groups(self) -> duckdb.DuckDBPyRelation:
        """Groups and their leaders."""
        return self.table("groups")

    @property
    def decisions(self) -> duckdb.DuckDBPyRelation:
        """Decisions with their options and beliefs."""
        return self.table("decisions")

    @property
    def series(self) -> duckdb.DuckDBPyRelation:
        """Measures over time."""
        return self.table("series")

    @property
    def places(self) -> duckdb.DuckDBPyRelation:
        """Places by id, in words."""
        return self.table("places")

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """Run a query and hold its rows; tables go by their names.

        Raises InputError where it is wrong, in its words or in what it makes of the values.
        """
        import duckdb

        try:
            found: Any = self.connection.sql(query)
            # run now: a wrong cast is found out only by running it (older DuckDBs call it execute)
            run = getattr(found, "materialize", None) or getattr(found, "execute", None)
            return run() if run else found  # a statement without rows gives None
        except duckdb.IOException as error:
            raise InputError(f"{self.folder}: cannot be read: {_first(error)}") from None
        except duckdb.Error as error:
            self._expect(error)
            there = ", ".join(self.tables)
            raise InputError(f"query: {_first(error)}\n  tables: {there}") from None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        import duckdb

        try:
            return self.connection.execute(query).fetchall()
        except duckdb.Error as error:
            self._expect(error)
            raise InputError(f"{self.folder}: {_first(error)}") from None

    def columns(self, query: str) -> dict[str, Any]:
        """The result of a query as arrays by column."""
        import duckdb

        try:
            return columns_of(self.connection, query)
        except duckdb.Error as error:
            self._expect(error)
            raise InputError(f"{self.folder}: {_first(error)}") from None

    def missing(self, name: str) -> InputError:
        """The error for a table that this run should have."""
        if not self.complete:
            return InputError(
                f"{self.folder}: no table {name!r} before the run is finished: "
                f"kinward resume {self.folder}"
            )
        return InputError(
            f"{self.folder / name}.parquet: missing; restore it or run again "
            "(`kinward check` lists what is wrong)"
        )

    def require(self, *names: str) -> None:
        """Raise InputError for the first table that this finished run should have and has not.

        Args:
            names: of tables; all that the manifest lists where none is given.
        """
        due = [n.removesuffix(".parquet") for n in self.manifest.get("tables", {}) if "/" not in n]
        for name in names or due:
            if self.complete and name in due and not (self.folder / f"{name}.parquet").exists():
                raise self.missing(name)

    def _expect(self, error: Exception) -> None:
        """Raise InputError if `error` says that a table of the contract is not there."""
        found = _NO_TABLE.search(str(error))
        if found and self._is_due(found[1]):
            raise self.missing(found[1]) from None

    def _is_due(self, name: str) -> bool:
        """Whether this run should have a table of this name, now or when it is finished."""
        if self.complete:
            return f"{name}.parquet" in self.manifest.get("tables", {})
        return name in TABLES

    @cached_property
    def place_words(self) -> dict[int, tuple[str, str]]:
        """Phrase and noun phrase of places, filled as they are asked for (see `place`)."""
        return {}

    def place(self, place: int | None) -> tuple[str, str]:
        """Phrase with its preposition ("on Ninenzaka") and noun phrase of a place."""
        if place is None or place < 0:
            return "", "a place"
        if place not in self.place_words:
            rows = self.rows(f"SELECT name, title FROM places WHERE place = {int(place)}")
            self.place_words[place] = rows[0] if rows else ("", "a place")
        return self.place_words[place]

    def find(self, who: int | str) -> int:
        """The row of a person, by row, exact name or a part of the name that only they have.

        Raises InputError where nobody or more than one fits, listing them.
        """
        from kinward.chronicle.find import find

        return find(self, who)

    def life(self, who: int | str, *, width: int | None = 96) -> str:
        """The life of a person in words, with the numbers of the events it tells.

        Args:
            who: as for `find`.
            width: characters of a line; None leaves each paragraph one line.
        """
        self.require(*_OF_LIVES)
        from kinward.chronicle.life import life

        return life(self, self.find(who), width)

    def why(self, who: int | str, at: int | str | None = None) -> str:
        """What a person believed, weighed and chose.

        Args:
            who: as for `find`.
            at: ms since the start or words ("day 2, 14:05"); the nearest decision is told. None
                takes the one that mattered most.
        """
        self.require(*_OF_LIVES)
        from kinward.chronicle.why import why

        return why(self, self.find(who), at)

    def check(self) -> list[Finding]:
        """Everything that is wrong with this run; empty if it is whole and adds up."""
        from kinward.chronicle.check import check

        return check(self.folder)

    def __repr__(self) -> str:
        state = "complete" if self.complete else "unfinished"
        return f"<Record {self.folder} ({self.manifest.get('scenario', '?')}, {state})>"


def open_run(folder: Path | str) -> Record:
    """Open a run folder for reading. Raises InputError where it is none."""
    return Record(folder)


def unfinished_views(words: Vocabulary, has_events: bool) -> list[tuple[str, str]]:
    """Views of people and ties in words, with the fates that the log has reached so far."""

    def word(domain: str, code: str) -> str:
        literal = ", ".join("'" + w.replace("'", "''") + "'" for w in words.domains[domain])
        return f"list_extract([{literal}], {code} + 1)"

    fated = {
        kind.name: effect.rsplit(" ", 1)[-1]
        for kind in words.kinds.values()
        for effect in kind.effects
        if effect.startswith("people.fate[subject]")
    }
    cases = " ".join(f"WHEN '{kind}' THEN '{fate}'" for kind, fate in fated.items())
    names = ", ".join(f"'{kind}'" for kind in fated)
    lost = (
        f"SELECT subject, t, CASE kind {cases} END AS fate FROM events WHERE kind IN ({names})"
        if has_events and fated
        else "SELECT NULL::INTEGER AS subject, NULL::BIGINT AS t, NULL AS fate WHERE false"
    )
    people = (
        f"SELECT p.* REPLACE (coalesce(l.fate, {word('fate', 'p.fate')}) AS fate,"
        " coalesce(l.t, nullif(p.fate_t, -1)) AS fate_t, nullif(p.ended_t, -1) AS ended_t,"
        " CASE p.sex WHEN 0 THEN 'male' ELSE 'female' END AS sex,"
        " nullif(p.group_id, -1) AS group_id, nullif(p.home, -1) AS home) FROM start_people p"
        f" LEFT JOIN ({lost}) l ON l.subject = p.person"
    )
    ties = f"SELECT * REPLACE ({word('tie', 'kind')} AS kind) FROM start_ties"
    return [("people", people), ("ties", ties)]


def damaged(path: Path, error: Exception) -> InputError:
    """The error for a file that cannot be read."""
    return InputError(
        f"{path}: damaged or not Parquet ({_first(error)}); `kinward check` lists what is wrong"
    )


def _first(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
