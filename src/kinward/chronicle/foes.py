"""Foes: what a world calls those that come at people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

_WORDS = (("the infected", "the creatures"), ("The infected", "The creatures"))


def in_this_world(record: Record, text: str) -> str:
    """A text about the infected, as it is told in a world that has creatures and no infected."""
    facts = record.manifest
    if not facts.get("creatures") or facts.get("first_infected"):
        return text
    for infected, creatures in _WORDS:
        text = text.replace(infected, creatures)
    return text
