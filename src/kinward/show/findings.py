"""What a reader asks of a run first, as rows: who turned, who was left, who was wrongly killed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kinward.chronicle.moments import clock_of, day_of
from kinward.core.clock import HOUR

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

_NAMED = """
    SELECT e.event, e.t, e.subject, s.name, s.age, s.fate, e.object, o.name, o.age, o.fate,
        e.value, e.value2, e.place, t.kind
    FROM events e LEFT JOIN people s ON s.person = e.subject
    LEFT JOIN people o ON o.person = e.object
    LEFT JOIN ties t ON t.a = e.subject AND t.b = e.object
    WHERE e.kind = '{kind}'{where} ORDER BY e.event"""


@dataclass(frozen=True)
class Deed:
    """An event between two people, with their names."""

    event: int
    t: int
    subject: int | None
    name: str
    age: int
    fate: str
    object: int | None
    other: str
    other_age: int
    other_fate: str
    value: float | None
    value2: float | None
    place: int | None
    tie: str | None

    def when(self, record: Record) -> str:
        """Day and time of day."""
        return f"day {day_of(self.t, record.start_hour)}, {clock_of(self.t, record.start_hour)}"


def deeds(record: Record, kind: str, where: str = "") -> list[Deed]:
    """Events of one kind with the names of those in them; `where` is SQL after an AND."""
    rows = record.rows(_NAMED.format(kind=kind, where=where and f" AND {where}"))
    return [Deed(*row) for row in rows]


def wrong_killings(record: Record) -> list[Deed]:
    """Killings under the protocol of people who were not infected."""
    return deeds(record, "protocol", "e.value = 0")


def fates(record: Record) -> dict[str, int]:
    """How many of the living came to which fate, in the order of the vocabulary.

    Who was to come in by an intervention and never did (missing from the start) is left out.
    """
    found = dict(
        record.rows(
            "SELECT fate, count(*) FROM people WHERE NOT infected"
            " AND NOT (fate = 'missing' AND coalesce(fate_t, 1) = 0) GROUP BY fate"
        )
    )
    return {word: int(found.get(word, 0)) for word in record.vocabulary.domains["fate"]}


def counts_of(record: Record) -> dict[str, int]:
    """How often each kind of event happened."""
    return {k: int(n) for k, n in record.rows("SELECT kind, count(*) FROM events GROUP BY kind")}


def households(record: Record) -> list[tuple[str, int]]:
    """Households of two or more by what became of them together."""
    rows = record.rows(
        """
        WITH h AS (SELECT household, count(*) AS n,
            count(*) FILTER (fate IN ('alive', 'evacuated')) AS alive
            FROM people WHERE NOT infected GROUP BY household HAVING n > 1)
        SELECT CASE WHEN alive = n THEN 'whole' WHEN alive = 0 THEN 'gone'
            WHEN alive = 1 THEN 'one left' ELSE 'broken' END AS word, count(*) FROM h GROUP BY word
        """
    )
    found = dict(rows)
    return [(w, int(found.get(w, 0))) for w in ("whole", "broken", "one left", "gone")]


@dataclass(frozen=True)
class SupplyRun:
    """One supply run: who went, when, for how long, and what it brought.

    `hours` is until the last of them was back, or where no return was seen, until what they
    brought was in the stores; None where neither came.
    """

    run: int
    t: int
    people: list[str]
    hours: float | None
    brought: list[tuple[str, float]]
    lost: list[str]


def transports(record: Record) -> list[tuple[int, str, int, int, int]]:
    """By hour and checkpoint: (start of the hour in ms, place, transports, aboard, seats)."""
    if "transport_left" not in counts_of(record):
        return []
    rows = record.rows(
        """
        SELECT e.t // 3600000 AS h, l.name, count(*), sum(e.value), sum(e.value2)
        FROM events e JOIN places l USING (place) WHERE e.kind = 'transport_left'
        GROUP BY h, l.name ORDER BY h, l.name
        """
    )
    return [
        (int(h) * 3_600_000, str(name), int(n), int(on or 0), int(of or 0))
        for h, name, n, on, of in rows
    ]


def supply_runs(record: Record) -> list[SupplyRun]:
    """Supply runs in the order in which they left."""
    went = record.rows(
        """
        SELECT e.k, min(e.t), list(DISTINCT p.name ORDER BY p.name)
        FROM events e JOIN people p ON p.person = e.subject WHERE e.kind = 'run_left'
        GROUP BY e.k ORDER BY min(e.t), e.k
        """
    )
    back = dict(record.rows("SELECT k, max(value) FROM events WHERE kind = 'run_back' GROUP BY k"))
    stored = dict(record.rows("SELECT k, max(t) FROM events WHERE kind = 'delivered' GROUP BY k"))

    def hours(k: int, left: int) -> float | None:
        return back.get(k) or ((stored[k] - left) / HOUR if k in stored else None)

    brought: dict[int, list[tuple[str, float]]] = {}
    for k, what, amount in record.rows(
        "SELECT k, what, sum(value) FROM events WHERE kind = 'delivered' GROUP BY k, what"
        " ORDER BY k, sum(value) DESC, what"
    ):
        brought.setdefault(k, []).append((what, amount))
    lost = {
        k: names
        for k, names in record.rows(
            """
            SELECT l.k, list(DISTINCT p.name ORDER BY p.name) FROM events l
            JOIN people p ON p.person = l.subject LEFT JOIN events b
                ON b.kind = 'run_back' AND b.k = l.k AND b.subject = l.subject
            WHERE l.kind = 'run_left' AND b.event IS NULL AND p.fate <> 'alive' GROUP BY l.k
            """
        )
    }
    return [
        SupplyRun(k, t, names, hours(k, t), brought.get(k, []), lost.get(k, []))
        for k, t, names in went
    ]
