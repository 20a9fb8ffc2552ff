"""Kinds of event that other rooms declare and society emits, by their name."""

from __future__ import annotations

from functools import cache

from kinward.core.events import KINDS


@cache
def named(name: str) -> int:
    """Code of the kind of event called `name`. Raises KeyError if no room declares it."""
    for kind in KINDS.values():
        if kind.name == name:
            return kind.code
    raise KeyError(f"no kind of event is called {name!r}")
