"""Finds the person that a user means."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kinward.chronicle.tables import quote
from kinward.core.errors import InputError

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

SHOWN = 12


def find(record: Record, who: int | str) -> int:
    """The row of a person; see `Record.find`."""
    text = unicodedata.normalize("NFC", str(who)).strip()
    if text.lstrip("#").isdigit():
        row = int(text.lstrip("#"))
        last = int(record.rows("SELECT coalesce(max(person), -1) FROM people")[0][0])
        if row > last:
            raise InputError(f"person {row}: there is none; this run has persons 0 to {last}")
        return row
    if not text:
        raise InputError("who: empty; give a name, a part of one, or the number of a person")
    words = " AND ".join(f"contains(lower(name), {quote(w.lower())})" for w in text.split())
    queries = (
        f"lower(name) = {quote(text.lower())} AND NOT infected",
        f"lower(name) = {quote(text.lower())}",
        f"{words} AND NOT infected",
        words,
    )
    for condition in queries:
        rows = record.rows(f"SELECT * FROM ({_listing(record)}) WHERE {condition} ORDER BY person")
        if len(rows) == 1:
            return int(rows[0][0])
        if rows:
            lines = [
                f"  {r[0]:>7}  {r[1]}, {r[2]}, {r[3]}, {_fate(record, r[4])}" for r in rows[:SHOWN]
            ]
            more = f"\n  and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
            raise InputError(
                f"{text!r}: {len(rows)} people fit; give the whole name or the number\n"
                + "\n".join(lines)
                + more
            )
    raise InputError(f"{text!r}: nobody of that name in {record.folder}{_near(record, text)}")


def _listing(record: Record) -> str:
    return "SELECT person, name, age, role, fate, infected FROM people"


def _fate(record: Record, fate: object) -> str:
    return record.vocabulary.word("fate", fate) if isinstance(fate, int) else str(fate)


def _near(record: Record, text: str) -> str:
    rows = record.rows(
        f"SELECT name, max(jaro_winkler_similarity(lower(name), {quote(text.lower())})) AS s"
        " FROM people WHERE NOT infected GROUP BY name HAVING s > 0.75 ORDER BY s DESC, name"
        " LIMIT 3"
    )
    return f"; did you mean {', '.join(name for name, _ in rows)}?" if rows else ""
