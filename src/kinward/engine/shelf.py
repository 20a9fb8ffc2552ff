"""The shelf of built-in scenarios: `src/kinward/scenarios/*.toml`."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from kinward.core.errors import InputError
from kinward.core.words import nearest
from kinward.engine import toml

FOLDER = Path(__file__).resolve().parent.parent / "scenarios"


@cache
def builtin_names() -> tuple[str, ...]:
    """Names of the built-in scenarios, sorted."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml")))


def find(source: str) -> Path:
    """Path of a scenario given by name or as a file. Raises InputError."""
    if source in builtin_names():
        return FOLDER / f"{source}.toml"
    if os.path.isfile(source):
        return Path(source)
    if os.path.isdir(source):
        inside = os.path.join(source, "scenario.toml")
        if os.path.isfile(inside):
            return Path(inside)
        raise InputError(f"scenario {source!r} is a folder: expected a name or a TOML file")
    if source.endswith(".toml") or "/" in source or os.sep in source:
        raise InputError(f"scenario {source!r}: there is no such file")
    near = nearest(source, builtin_names())
    hint = f"did you mean '{near}'? " if near else ""
    names = ", ".join(builtin_names())
    raise InputError(f"scenario {source!r}: no such scenario; {hint}There are: {names}")


def titles() -> dict[str, str]:
    """Built-in scenarios, as {name: title}."""
    return {name: str(toml.load(find(name)).get("title", "")) for name in builtin_names()}
