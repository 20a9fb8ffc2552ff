"""The manifest of a run, and the other small JSON files of its folder, as they are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kinward.core.errors import InputError

MANIFEST = "manifest.json"
AGAIN = "restore it or run again"
_TYPES: dict[str, type | tuple[type, ...]] = {
    "complete": bool, "t": int, "days": (int, float), "seed": int, "people": int, "counts": dict,
    "tables": dict, "files": dict, "warnings": list, "timings": dict,
}  # fmt: skip
_OF_WHOLE = ("digest", "tables")  # what a finished run cannot be read without


def read_json(path: Path) -> dict[str, Any]:
    """The table in a JSON file, empty where there is no such file. Raises InputError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise InputError(f"{path}: damaged ({error}); {AGAIN}") from None
    if not isinstance(found, dict):
        raise InputError(f"{path}: damaged (no table of names and values); {AGAIN}")
    return found


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run, empty where there is none.

    Raises:
        InputError: it is damaged: no JSON, or an entry of it is not what it should be.
    """
    path = folder / MANIFEST
    found = read_json(path)
    wrong = [n for n, kind in _TYPES.items() if n in found and not isinstance(found[n], kind)]
    if found.get("complete"):
        wrong += [n for n in _OF_WHOLE if n not in found]
    for name in ("tables", "files"):
        if name not in wrong:
            entries = found.get(name, {}).values()
            wrong += [name for e in entries if not (isinstance(e, dict) and "sha256" in e)][:1]
    if wrong:
        raise InputError(f"{path}: damaged (its {wrong[0]!r} is not as written); {AGAIN}")
    return found
