"""Small charts of values over seeds as inline SVG: a point for each, their mean, its interval."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kinward.show.charts import short

WIDTH, HEIGHT = 340, 96
LEFT, RIGHT, TOP, BOTTOM = 12, 12, 30, 22
_ROWS = 5  # heights over which points that would cover each other are spread


def points(
    title: str,
    values: Sequence[float],
    mean: float,
    low: float | None,
    high: float | None,
    *,
    zero: bool = False,
    note: str = "",
) -> str:
    """Values as points on one line, their mean and its interval under them.

    Args:
        title: what they are of.
        values: one for each seed.
        mean, low, high: of all; without an interval low and high are None.
        zero: whether zero is on the line, and marked.
        note: beside the title.
    """
    marks = [*values, mean, *(x for x in (low, high) if x is not None), *([0.0] if zero else [])]
    left, right = min(marks), max(marks)
    if left == right:
        left, right = left - 1.0, right + 1.0
    width, base = WIDTH - LEFT - RIGHT, HEIGHT - BOTTOM

    def x(value: float) -> float:
        return LEFT + width * (value - left) / (right - left)

    out = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="dots" role="img"'
        f' aria-label="{escape(title)}">',
        f'<text x="{LEFT}" y="13" class="ct">{escape(title)}'
        f'<tspan class="cs"> {escape(note)}</tspan></text>',
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{base}" y2="{base}"/>',
    ]
    if zero:
        out.append(
            f'<line x1="{x(0):.1f}" x2="{x(0):.1f}" y1="{TOP - 8}" y2="{base}" class="zero"/>'
        )
    seen: dict[int, int] = {}
    for value in values:
        at = round(x(value) / 6)
        row = seen.get(at, 0) % _ROWS
        seen[at] = seen.get(at, 0) + 1
        out.append(f'<circle cx="{x(value):.1f}" cy="{base - 14 - 6 * row}" r="3"/>')
    if low is not None and high is not None:
        out.append(
            f'<line x1="{x(low):.1f}" x2="{x(high):.1f}" y1="{base - 5}" y2="{base - 5}"'
            ' class="ci"/>'
        )
    out.append(f'<circle cx="{x(mean):.1f}" cy="{base - 5}" r="3.6" class="mean"/>')
    for value, anchor in ((left, "start"), (right, "end")):
        out.append(
            f'<text x="{x(value):.1f}" y="{HEIGHT - 7}" text-anchor="{anchor}" class="cl">'
            f"{short(value)}</text>"
        )
    return "".join(out) + "</svg>"
