"""An evacuation on the page: who was warned, set out and was safe by when, and the time it took."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from kinward.core.clock import HOUR, MINUTE

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

WIDTH, HEIGHT = 800, 310
LEFT, RIGHT, TOP, BOTTOM = 44, 186, 22, 34
POINTS = 300  # of a curve
CURVES = (
    ("warned_t", "warned", "var(--latent)", ""),
    ("out_t", "set out at all", "var(--stage)", "3 3"),
    ("leave_t", "set out for safety", "var(--stage)", ""),
    ("safe_t", "safe", "var(--evacuated)", ""),
)
"""Column of the table, what it is called, colour and dashes of its curve."""
PARTS = (
    ("decision", "decision", "decision"), ("warning", "warning", "warning"),
    ("preparation", "preparation", "milling + gathering"),
    ("milling", "of it, milling", "milling"), ("gathering", "of it, gathering", "gathering"),
    ("travel", "travel", "travel"),
    ("whole", "time to safety", "decision + warning + milling + gathering + travel"),
)  # fmt: skip
QUANTILES = (0.1, 0.5, 0.9)


def facts(record: Record) -> dict[str, Any] | None:
    """What the page says of an evacuation; None where no danger showed."""
    if "evacuation" not in record.tables:
        return None
    ((residents,),) = record.rows("SELECT count(*) FROM evacuation")
    if not residents:
        return None
    ((showed, given),) = record.rows(
        "SELECT min(t) FILTER (kind = 'danger_showed'), min(t) FILTER (kind = 'order_given')"
        " FROM events"
    )
    return {
        "curves": curves(record, int(showed), None if given is None else int(given), residents),
        "parts": [_part(record, word, sql) for _, word, sql in PARTS],
        "timed": record.rows("SELECT count(travel) FROM evacuation")[0][0],
        "numbers": numbers(record, residents),
        "order": record.rows("SELECT any_value(ordered) FROM evacuation")[0][0],
    }


def _part(record: Record, word: str, sql: str) -> tuple[str, ...]:
    """One line of the table of parts: mean and quantiles, min."""
    columns = ", ".join(f"quantile_cont({sql}, {q})" for q in QUANTILES)
    ((mean, *rest),) = record.rows(f"SELECT avg({sql}), {columns} FROM evacuation")
    return (word, *("-" if v is None else f"{v / MINUTE:.1f}" for v in (mean, *rest)))


def numbers(record: Record, residents: int) -> list[tuple[str, str]]:
    """Counts of an evacuation: words and numbers."""
    ((warned, out, left, safe, heard, shadow),) = record.rows(
        "SELECT count(warned_t), count(out_t), count(leave_t), count(safe_t), count(ordered_t),"
        " count(*) FILTER (leave_t IS NOT NULL AND (ordered_t IS NULL OR ordered_t > leave_t))"
        " FROM evacuation"
    )
    rows = [("residents when it showed", residents), ("learned of it", warned),
            ("set out for anywhere", out), ("set out for safety (participation)", left),
            ("came to safety", safe)]  # fmt: skip
    if heard:
        rows.append(("heard the order", heard))
        rows += [(f"of them, {word}", n) for word, n in record.rows(
            "SELECT response, count(*) FROM evacuation WHERE response IS NOT NULL"
            " GROUP BY response ORDER BY count(*) DESC, response")]  # fmt: skip
        rows.append(("set out for safety with no order heard (shadow)", shadow))
    ((several, apart, whole, met, median),) = record.rows(
        "SELECT count(*), count(*) FILTER (away > 0), count(*) FILTER (whole),"
        " count(reunion_t) FILTER (away > 0), median(reunion_t) FILTER (away > 0)"
        " FROM reunions WHERE members > 1"
    )
    rows += [("households of two and more", several), ("apart when it showed", apart),
             ("of those, some found each other", met),
             ("all alive or out at the end", whole)]  # fmt: skip
    out_ = [(word, f"{n:,}") for word, n in rows]
    if median is not None:
        ((showed,),) = record.rows("SELECT min(t) FROM events WHERE kind = 'danger_showed'")
        out_.append(("time to the first reunion, median", f"{(median - showed) / MINUTE:.0f} min"))
    return out_


def curves(record: Record, showed: int, given: int | None, residents: int) -> str:
    """The cumulative curves in one chart, as share of the residents over hours."""
    found = record.columns("SELECT warned_t, out_t, leave_t, safe_t FROM evacuation")
    lines = [(word, np.sort(np.ma.compressed(np.ma.asarray(found[name])).astype(float)),
              colour, dash) for name, word, colour, dash in CURVES]  # fmt: skip
    last = max((float(t[-1]) for _, t, _, _ in lines if len(t)), default=showed + HOUR)
    ((closed,),) = record.rows("SELECT max(t) FROM series")
    end = max(min(last + 0.05 * (last - showed), float(closed or last)), showed + 10.0 * MINUTE)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(t: float) -> float:
        return LEFT + width * (t - showed) / (end - showed)

    def y(share: float) -> float:
        return TOP + height * (1.0 - share)

    parts = [_axes(x, y, showed, end)]
    if given is not None and given <= end:
        parts.append(
            f'<line x1="{x(given):.1f}" x2="{x(given):.1f}" y1="{y(1):.1f}" y2="{y(0):.1f}"'
            ' stroke="var(--soft)" stroke-dasharray="2 3"/>'
            f'<text x="{x(given):.1f}" y="{TOP - 7}" class="cl" text-anchor="middle">the order'
            "</text>"
        )
    ends = []
    for word, t, colour, dash in lines:
        at = np.arange(1, len(t) + 1) / residents
        keep = np.unique(np.linspace(0, len(t) - 1, min(len(t), POINTS)).astype(int))
        path = [f"{x(showed):.1f},{y(0):.1f}"]
        for i in keep:
            before = float(at[i - 1]) if i else 0.0
            there = x(float(t[i]))
            path += [f"{there:.1f},{y(before):.1f}", f"{there:.1f},{y(float(at[i])):.1f}"]
        share = len(t) / residents
        path.append(f"{x(end):.1f},{y(share):.1f}")
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(
            f'<polyline points="{" ".join(path)}" fill="none" stroke="{colour}"'
            f' stroke-width="{1.2 if dash else 2}"{dashes} stroke-linejoin="round"/>'
        )
        ends.append((y(share), f"{word} {share:.0%}", colour))
    parts += _labels(ends, x(end) + 7)
    return (f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Share of the residents'
            f' warned, set out and safe over time">{"".join(parts)}</svg>')  # fmt: skip


def _axes(x: Any, y: Any, showed: float, end: float) -> str:
    """Grid lines with shares and hours."""
    out = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        out.append(
            f'<line x1="{LEFT}" x2="{x(end):.1f}" y1="{y(share):.1f}" y2="{y(share):.1f}"'
            f' class="ax"/><text x="{LEFT - 6}" y="{y(share) + 4:.1f}" class="cl"'
            f' text-anchor="end">{share:.0%}</text>'
        )
    minutes = (end - showed) / MINUTE
    step = next((s for s in (5, 10, 20, 30, 60, 120, 240, 360, 720, 1440) if minutes / s <= 8),
                2880)  # fmt: skip
    for k in range(int(minutes // step) + 1):
        t = showed + k * step * MINUTE
        word = f"{k * step} min" if step < 60 else f"{k * step / 60:g} h"
        out.append(f'<text x="{x(t):.1f}" y="{HEIGHT - BOTTOM + 16}" class="cl"'
                   f' text-anchor="middle">{word if k else "it showed"}</text>')  # fmt: skip
    return "".join(out)


def _labels(ends: Sequence[tuple[float, str, str]], at: float) -> list[str]:
    """Words at the ends of the curves, moved apart where they would overlap."""
    out, floor = [], float("-inf")
    for height, word, colour in sorted(ends):
        floor = max(height, floor + 15.0)
        out.append(f'<text x="{at:.1f}" y="{floor + 4:.1f}" class="ct" style="fill:{colour}">'
                   f"{escape(word)}</text>")  # fmt: skip
    return out
