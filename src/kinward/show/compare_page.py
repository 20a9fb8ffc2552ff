"""One self-contained HTML page about a comparison, from what `compare.json` holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kinward.chronicle.tables import write_text
from kinward.show.page import plain, rendered, signed
from kinward.show.spread import points

SHOWN = 60  # people listed on the page; the table holds all


def write_page(data: Mapping[str, Any], path: Path) -> Path:
    """Write the page; returns its path.

    Args:
        data: as `Comparison.to_data` gives it.
        path: file to write.
    """
    write_text(path, rendered("compare.html.j2", **context(data)))
    return path


def context(data: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the template shows."""
    pairs = data["pairs"]
    return {
        **data,
        "facts": [
            ("pairs of runs", plain(len(pairs))),
            ("lives in a pair", plain(_mean(pairs, "lives"))),
            ("lives that differ", plain(_mean(pairs, "changed"))),
            ("fates that differ", plain(_mean(pairs, "fates"))),
        ],
        "rows": [_row(o) for o in data["outcomes"]],
        "plots": [_plot(o) for o in data["outcomes"]] if len(pairs) > 1 else [],
        "reach": [_reach(p) for p in pairs],
        "fates_shown": data["fates"][:SHOWN],
    }  # fmt: skip


def _mean(pairs: list[dict[str, Any]], name: str) -> float:
    return sum(p[name] for p in pairs) / max(len(pairs), 1)


def _row(o: Mapping[str, Any]) -> dict[str, str]:
    known = o["low"] is not None
    return {
        "what": o["what"], "a": plain(o["mean_a"]), "b": plain(o["mean_b"]),
        "difference": signed(o["difference"]),
        "interval": f"{signed(o['low'])} to {signed(o['high'])}" if known else "",
        "saved": "" if o["saved"] is None else f"{o['saved']:.0%}",
        "css": "" if o["shown"] or not known else "no-effect",
    }  # fmt: skip


def _plot(o: Mapping[str, Any]) -> str:
    apart = [b - a for a, b in zip(o["a"], o["b"])]
    return points(
        o["what"].capitalize(), apart, o["difference"], o["low"], o["high"], zero=True,
        note=f"{signed(o['difference'])} {o['unit']}",
    )  # fmt: skip


def _reach(pair: Mapping[str, Any]) -> dict[str, str]:
    return {
        "seed": str(pair["seed"]), "changed": plain(pair["changed"]), "fates": plain(pair["fates"]),
        "infected": plain(pair["infected_changed"]), "steps": " · ".join(map(str, pair["steps"])),
    }  # fmt: skip
