"""Results as they are kept: a record for each part, merged so that one can be measured anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"
Results = dict[str, Any]  # by name of the part: machine, threads, seconds, memory, rows


def read(path: Path = RESULTS) -> Results:
    """What has been measured so far; empty where there is no file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def merge(found: Mapping[str, Any], path: Path = RESULTS) -> Results:
    """Put the records of some parts in place of those that are kept; returns all."""
    results = read(path) | dict(found)
    text = json.dumps(results, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return results


def rows(results: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row with the name of its part."""
    for name, record in results.items():
        for row in record["rows"]:
            yield name, row


def value_of(results: Mapping[str, Any], id: str) -> float | None:
    """The figure of a row; None where there is none."""
    return next((row["value"] for _, row in rows(results) if row["id"] == id), None)
