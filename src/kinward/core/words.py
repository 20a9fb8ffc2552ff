"""Words of messages: the nearest known name, a value cut short."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LISTED = 40  # keys named in a message


def unknown_key(path: str, known: Iterable[str]) -> str:
    """Message for a key that does not exist, with the nearest that does."""
    *front, last = path.split(".")
    prefix = "".join(part + "." for part in front)
    near = nearest(last, known)
    if near:
        return f"{path}: no such key; did you mean '{prefix}{near}'?"
    names = sorted(known)
    listed = ", ".join(names[:LISTED]) + (", ..." if len(names) > LISTED else "")
    return f"{path}: no such key; there are: {listed}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None if none is near."""
    found = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def shown(value: object) -> str:
    """A value in a message, cut to one short line."""
    try:
        text = repr(value)
    except ValueError:  # an integer of more digits than Python will write
        text = "a very long number"
    return text if len(text) <= 60 else text[:57] + "..."


def lower_first(text: str) -> str:
    """The text with a small first letter, to stand after a colon."""
    return text[:1].lower() + text[1:]
