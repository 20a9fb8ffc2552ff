"""One self-contained HTML page about an ensemble, from what `ensemble.json` holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kinward.chronicle.tables import write_text
from kinward.show.page import plain, rendered, signed
from kinward.show.spread import points


def write_page(data: Mapping[str, Any], path: Path) -> Path:
    """Write the page; returns its path.

    Args:
        data: as `Ensemble.to_data` gives it.
        path: file to write.
    """
    write_text(path, rendered("ensemble.html.j2", **context(data)))
    return path


def context(data: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the template shows."""
    seconds = data["seconds"]
    return {
        **data,
        "facts": [
            ("runs", plain(len(data["seeds"]))),
            ("failed", plain(len(data["failures"]))),
            ("seconds a run", plain(sum(seconds) / max(len(seconds), 1))),
        ],
        "heads": [f"{q:.0%}" for q in data["quantiles"]],
        "rows": [_row(o) for o in data["outcomes"]],
        "plots": [
            points(o["what"].capitalize(), o["values"], o["mean"], o["low"], o["high"],
                   note=f"{plain(o['mean'])} {o['unit']}")
            for o in data["outcomes"] if len(o["values"]) > 1
        ],
    }  # fmt: skip


def _row(o: Mapping[str, Any]) -> dict[str, Any]:
    known = o["low"] is not None
    return {
        "what": o["what"], "mean": plain(o["mean"]), "sd": plain(o["sd"]),
        "interval": f"{_bound(o['low'])} to {_bound(o['high'])}" if known else "",
        "quantiles": [plain(q) for q in o["quantiles"]],
    }  # fmt: skip


def _bound(value: float) -> str:
    return plain(value) if value >= 0 else signed(value)
