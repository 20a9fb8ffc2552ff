"""Pairs of runs: whose life differs, where the two lives part, and from whom that came.

Persons are matched by their stable key. Two lives are the same while their events are, by time,
kind, part in it, the other participant's key, place and what; the first event that only one of
them has is where they part. A life that parts at an event with somebody whose own lives had
parted before got it from them; so chains go back to where the change entered the world.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kinward.chronicle.tables import connect, scan
from kinward.core.errors import InputError

if TYPE_CHECKING:
    import duckdb

    from kinward.chronicle import Record

BY_EVENT, BY_CAUSE, BY_MEETING = "together", "cause", "met before"
"""How a parting came from somebody: they were in the event, in what caused it, or met before."""
MOST_CAUSES = 12  # steps back along `cause`
_SAME = "t, kind, part, other, place, what"

_LIVES = f"""
    CREATE TABLE {{side}}_lives AS
    SELECT k.key, e.t, e.kind, e.part, coalesce(o.key, (other_id + 1)::UBIGINT, 0) AS other,
        coalesce(e.place, -1) AS place, coalesce(e.what, '') AS what, count(*) AS n,
        min(e.event) AS event
    FROM (SELECT *, CASE part WHEN 'subject' THEN object ELSE subject END AS other_id,
            CASE part WHEN 'subject' THEN o_person ELSE s_person END AS other_person
          FROM {{events}} JOIN kinds USING (code)) e
    JOIN {{side}}_keys k ON k.person = e.person
    LEFT JOIN {{side}}_keys o ON e.other_person AND o.person = e.other_id
    GROUP BY k.key, {_SAME.replace("other", "o.key, other_id")}"""

_PARTINGS = """
    WITH a AS (SELECT x.key, min_by((x.t, x.event), (x.t, x.event)) AS first FROM a_lives x
            ANTI JOIN b_lives y ON x.key = y.key AND x.t = y.t AND x.kind = y.kind
            AND x.part = y.part AND x.other = y.other AND x.place = y.place
            AND x.what = y.what AND x.n <= y.n GROUP BY x.key),
        b AS (SELECT x.key, min_by((x.t, x.event), (x.t, x.event)) AS first FROM b_lives x
            ANTI JOIN a_lives y ON x.key = y.key AND x.t = y.t AND x.kind = y.kind
            AND x.part = y.part AND x.other = y.other AND x.place = y.place
            AND x.what = y.what AND x.n <= y.n GROUP BY x.key)
    SELECT coalesce(a.key, b.key), a.first[1], a.first[2], b.first[1], b.first[2]
    FROM a FULL JOIN b ON a.key = b.key"""

_PEOPLE = """
    SELECT a.key, a.person, b.person, a.name, a.age, a.role, a.infected, a.fate, b.fate,
        a.fate_t, b.fate_t, a.name = b.name
    FROM a_people a JOIN b_people b USING (key) ORDER BY a.person"""


@dataclass(frozen=True)
class Parting:
    """Somebody whose life differs between the two runs of a pair.

    Attributes:
        key: stable key.
        a, b: rows in the two runs.
        t: ms at which the lives part: the earlier of the first events that only one run has.
        event_a, event_b: those events; None where a run has none.
        source: key of whom it came from; None where nobody who had parted was in it.
        by: how: `BY_EVENT`, `BY_CAUSE`, `BY_MEETING`, or "".
        steps: how many people stand before, back to where the change came in.
    """

    key: int
    a: int
    b: int
    name: str
    age: int
    role: str
    infected: bool
    fate_a: str
    fate_b: str
    fate_t_a: int | None
    fate_t_b: int | None
    t: int
    event_a: int | None
    event_b: int | None
    source: int | None = None
    by: str = ""
    steps: int = 0

    @property
    def other_fate(self) -> bool:
        """Whether the fate differs, not the way there alone."""
        return self.fate_a != self.fate_b


@dataclass(frozen=True)
class Pair:
    """Two runs side by side.

    Attributes:
        seed: of the first.
        lives: people of both runs who were alive at the start.
        partings: whose life differs, those who parted first first; the infected too.
        newcomers: people whom only one of the runs has.
    """

    seed: int
    lives: int
    partings: tuple[Parting, ...]
    newcomers: int

    @property
    def changed(self) -> tuple[Parting, ...]:
        """Those of the living at the start whose life differs."""
        return tuple(p for p in self.partings if not p.infected)

    @property
    def fates(self) -> tuple[Parting, ...]:
        """Those of them whose fate differs."""
        return tuple(p for p in self.changed if p.other_fate)

    def chain(self, parting: Parting) -> list[Parting]:
        """From whom it came, back to where the change came in; `parting` itself last."""
        known = {p.key: p for p in self.partings}
        out = [parting]
        while out[-1].source is not None and len(out) < len(known) + 1:
            out.append(known[out[-1].source])
        return out[::-1]


def pair_of(a: Record, b: Record) -> Pair:
    """Compare two finished runs person by person.

    Raises:
        InputError: a run is not finished, or its people are others.
    """
    for record in (a, b):
        if not record.complete:
            raise InputError(
                f"{record.folder}: not finished; continue it with: kinward resume {record.folder}"
            )
        record.require("people", "events", "events_by_person")
    con = connect(threads=1)
    _kinds(con, a)
    for side, record in (("a", a), ("b", b)):
        _load(con, side, record)
    people: dict[int, Any] = {row[0]: row for row in con.execute(_PEOPLE).fetchall()}
    same = sum(bool(row[-1]) for row in people.values())
    if 2 * same <= len(people):  # keys are numbers: another seed has them too, for other people
        raise InputError(
            f"{b.folder}: other people than in {a.folder} ({same:,} of {len(people):,} have the "
            "same name); expected a run of the same seed, number of people, census and culture"
        )
    partings = []
    for key, t_a, event_a, t_b, event_b in con.execute(_PARTINGS).fetchall():
        if key in people:
            t = min(x for x in (t_a, t_b) if x is not None)
            partings.append(Parting(*people[key][:-1], t=t, event_a=event_a, event_b=event_b))
    partings.sort(key=lambda p: (p.t, p.a))
    partings = _with_sources(con, partings)
    ((only,),) = con.execute(
        "SELECT count(*) FROM a_people FULL JOIN b_people USING (key)"
        " WHERE a_people.person IS NULL OR b_people.person IS NULL"
    ).fetchall()
    con.close()
    lives = sum(not row[6] for row in people.values())
    return Pair(int(a.manifest.get("seed", 0)), lives, tuple(partings), int(only))


def _kinds(con: duckdb.DuckDBPyConnection, record: Record) -> None:
    con.execute("CREATE TABLE kinds (code SMALLINT, s_person BOOLEAN, o_person BOOLEAN)")
    rows = [
        [code, kind.subject == "person", kind.object == "person"]
        for code, kind in record.vocabulary.kinds.items()
    ]
    con.executemany("INSERT INTO kinds VALUES (?, ?, ?)", rows)


def _load(con: duckdb.DuckDBPyConnection, side: str, record: Record) -> None:
    """Make <side>_people, _keys, _lives and _log."""
    start = scan(record.folder / "start" / "people.parquet")
    people = scan(record.folder / "people.parquet")
    con.execute(f"CREATE TABLE {side}_keys AS SELECT person, key FROM {start}")
    con.execute(
        f"CREATE TABLE {side}_people AS SELECT k.key, p.person, p.name, p.age, p.role, p.infected,"
        f" p.fate, p.fate_t FROM {people} p JOIN {side}_keys k ON k.person = p.person"
    )
    con.execute(_LIVES.format(side=side, events=scan(record.folder / "events_by_person.parquet")))
    con.execute(
        f"CREATE VIEW {side}_log AS SELECT e.event, e.t, e.cause, s.key AS subject,"
        f" o.key AS object FROM {scan(record.folder / 'events.parquet')} e"
        f" JOIN kinds USING (code) LEFT JOIN {side}_keys s ON s_person AND s.person = e.subject"
        f" LEFT JOIN {side}_keys o ON o_person AND o.person = e.object"
    )


def _with_sources(con: duckdb.DuckDBPyConnection, partings: list[Parting]) -> list[Parting]:
    """Each parting with whom it came from; `partings` in order of time."""
    when = {p.key: p.t for p in partings}
    behind = {side: _behind(con, side, partings) for side in ("a", "b")}
    before = _met_before(con, partings)
    steps: dict[int, int] = {}
    out = []
    for p in partings:
        found = _source(p, when, behind) or _earlier(p, before.get(p.key, ()), when)
        source, by = found if found else (None, "")
        steps[p.key] = 0 if source is None else steps[source] + 1
        out.append(replace(p, source=source, by=by, steps=steps[p.key]))
    return out


def _source(
    p: Parting, when: dict[int, int], behind: dict[str, dict[int, list[tuple[int, Any]]]]
) -> tuple[int, str] | None:
    """Whom a parting came from by the event itself, or by what caused it."""
    found = []
    for side, event in (("a", p.event_a), ("b", p.event_b)):
        for depth, key in behind[side].get(event if event is not None else -1, ()):
            if key != p.key and when.get(key, p.t) < p.t:
                found.append((depth, -when[key], key))
    if not found:
        return None
    depth, _, key = min(found)
    return key, BY_EVENT if depth == 0 else BY_CAUSE


def _earlier(
    p: Parting, met: Iterable[tuple[int, int]], when: dict[int, int]
) -> tuple[int, str] | None:
    """The last whom they met, in either run, after that one's lives had parted."""
    for t, key in met:
        if when.get(key, t + 1) <= t and when[key] < p.t:
            return key, BY_MEETING
    return None


def _behind(
    con: duckdb.DuckDBPyConnection, side: str, partings: list[Parting]
) -> dict[int, list[tuple[int, int]]]:
    """Participants of the events at which lives part (0) and of what caused those (1, 2 ...)."""
    events = [p.event_a if side == "a" else p.event_b for p in partings]
    con.execute("CREATE OR REPLACE TEMP TABLE first (event BIGINT)")
    known = sorted({e for e in events if e is not None})
    if known:
        con.execute("INSERT INTO first SELECT unnest(?::BIGINT[])", [known])
    rows = con.execute(
        f"""
        WITH RECURSIVE back(root, event, depth) AS (
            SELECT event, event, 0 FROM first
            UNION ALL
            SELECT b.root, e.cause, b.depth + 1 FROM back b JOIN {side}_log e ON e.event = b.event
            WHERE e.cause IS NOT NULL AND b.depth < {MOST_CAUSES})
        SELECT root, depth, subject, object FROM back JOIN {side}_log l ON l.event = back.event
        ORDER BY root, depth
        """
    ).fetchall()
    out: dict[int, list[tuple[int, int]]] = {}
    for root, depth, subject, object_ in rows:
        out.setdefault(root, []).extend((depth, k) for k in (subject, object_) if k is not None)
    return out


def _met_before(
    con: duckdb.DuckDBPyConnection, partings: list[Parting]
) -> dict[int, list[tuple[int, int]]]:
    """(t, key) of those who took part in events of a life before it parts, the last first."""
    if not partings:
        return {}
    con.execute("CREATE OR REPLACE TEMP TABLE parted (key UBIGINT, t BIGINT)")
    con.execute(
        "INSERT INTO parted SELECT unnest(?::UBIGINT[]), unnest(?::BIGINT[])",
        [[p.key for p in partings], [p.t for p in partings]],
    )
    rows = con.execute(
        """
        SELECT l.key, max(l.t) AS last, l.other
        FROM (FROM a_lives UNION ALL FROM b_lives) l JOIN parted p ON p.key = l.key
        JOIN parted q ON q.key = l.other
        WHERE l.t <= p.t AND l.other <> l.key AND q.t <= l.t
        GROUP BY l.key, l.other ORDER BY l.key, last DESC, l.other
        """
    ).fetchall()
    out: dict[int, list[tuple[int, int]]] = {}
    for key, t, other in rows:
        out.setdefault(key, []).append((t, other))
    return out
