"""Write the page of all kinds of events and their words from what the rooms declare."""

from __future__ import annotations

from pathlib import Path

from parameters import cell, write_if_changed

from kinward.chronicle.vocabulary import Vocabulary, current
from kinward.core.events import Kind

_HEAD = """# Events

Every kind of event that a log can hold. This page is made from the code; each run folder carries
the same as `vocabulary.json`. A row of `events.parquet` has `event` (its rank in the finished
order), `t` (ms since the start), `kind`, `subject`, `object`, `k`, `place`, `what`, `value`,
`value2`, and `cause` (the event that led to it). What the columns of a kind hold is listed here;
subject and object are persons unless said. *Changes* is what folding the event does to the tables
([the record](../model/record.md)).
"""
_ROOMS = {"Fates": (0,), "Bodies": (1,), "Threats": (2,), "Minds": (3,), "Society": (4, 5)}
"""The hundreds of the codes of each room (core/events.py)."""


def write_page(path: Path) -> None:
    """Write the page, if it would change."""
    write_if_changed(path, page())


def page() -> str:
    """The whole page in Markdown."""
    words = current()
    parts = [_HEAD]
    for title, hundreds in _ROOMS.items():
        kinds = [k for code, k in sorted(words.kinds.items()) if code // 100 in hundreds]
        parts += [f"## {title}", _table(kinds)]
    return "\n\n".join([*parts, "## Words", _domains(words)]) + "\n"


def _table(kinds: list[Kind]) -> str:
    rows = ["| code | kind | meaning | columns | changes |", "|---|---|---|---|---|"]
    for k in kinds:
        effects = "<br>".join(f"`{e}`" for e in k.effects)
        rows.append(f"| {k.code} | `{k.name}` | {cell(k.meaning)} | {_columns(k)} | {effects} |")
    return "\n".join(rows)


def _columns(k: Kind) -> str:
    held = []
    if k.subject != "person":
        held.append(f"subject: {k.subject or 'none'}")
    for name in ("object", "k", "place", "what", "value", "value2"):
        text = getattr(k, name)
        if text and text != name:
            held.append(f"{name}: {text}")
        elif text:
            held.append(name)
    return cell("; ".join(held))


def _domains(words: Vocabulary) -> str:
    rows = ["| `what` | words |", "|---|---|"]
    rows += [f"| {cell(name)} | {cell(', '.join(w))} |" for name, w in words.domains.items()]
    return "\n".join(rows)


if __name__ == "__main__":
    write_page(Path(__file__).parent / "reference" / "events.md")
