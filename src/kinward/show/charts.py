"""Small charts as inline SVG that take their ink from the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from kinward.core.clock import DAY, HOUR

WIDTH, HEIGHT = 340, 132
LEFT, RIGHT, TOP, BOTTOM = 4, 62, 22, 18
NIGHT = (18, 6)  # hours between which the background is shaded
POINTS = 400  # of a curve; longer series are thinned


def curve(
    title: str,
    t: Sequence[float],
    value: Sequence[float],
    *,
    start_hour: float = 0.0,
    colour: str = "var(--ink)",
    end: float | None = None,
) -> str:
    """One measure over time, with its last value at its end.

    Args:
        title: what it is.
        t: ms since the start, rising.
        value: as many.
        start_hour: time of day at t = 0, for days and nights.
        colour: CSS colour of the line.
        end: ms of the right edge; None takes the last time.
    """
    times, values = np.asarray(t, float), np.asarray(value, float)
    keep = np.unique(np.linspace(0, len(times) - 1, min(len(times), POINTS)).astype(int))
    times, values = times[keep], values[keep]
    right = max(float(end or times[-1]), 1.0)
    low, high = min(0.0, float(values.min())), max(float(values.max()), 1e-9)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(ms: float) -> float:
        return LEFT + width * ms / right

    def y(v: float) -> float:
        return TOP + height * (1 - (v - low) / (high - low))

    line = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in zip(times, values))
    area = f"{x(times[0]):.1f},{y(low):.1f} {line} {x(times[-1]):.1f},{y(low):.1f}"
    last = values[-1]
    peak = f" · peak {short(values.max())}" if values.max() > last * 1.02 else ""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{_nights(right, start_hour, x, height)}"
        f'<text x="{LEFT}" y="13" class="ct">{escape(title)}<tspan class="cs">{peak}</tspan></text>'
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(low):.1f}" y2="{y(low):.1f}" class="ax"/>'
        f'<polygon points="{area}" fill="{colour}" opacity=".13"/>'
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.8"'
        ' stroke-linejoin="round"/>'
        f'<circle cx="{x(times[-1]):.1f}" cy="{y(last):.1f}" r="2.6" fill="{colour}"/>'
        f'<text x="{x(times[-1]) + 6:.1f}" y="{y(last) + 4:.1f}" class="cv">{short(last)}</text>'
        f"{_days(right, start_hour, x)}</svg>"
    )


def _nights(right: float, start_hour: float, x, height: float) -> str:
    first, length = NIGHT[0] * HOUR - start_hour * HOUR, (24 - NIGHT[0] + NIGHT[1]) * HOUR
    out = []
    a = first - DAY
    while a < right:
        b = min(a + length, right)
        if b > 0:
            left = max(a, 0.0)
            out.append(
                f'<rect x="{x(left):.1f}" y="{TOP}" width="{x(b) - x(left):.1f}"'
                f' height="{height}" class="nt"/>'
            )
        a += DAY
    return "".join(out)


def _days(right: float, start_hour: float, x) -> str:
    days = int((right + start_hour * HOUR) // DAY) + 1
    step = max(1, round(days / 7))
    out = []
    for day in range(1, days + 1, step):
        at = max((day - 1) * DAY - start_hour * HOUR, 0.0)
        following = (day - 1 + step) * DAY - start_hour * HOUR
        crowded = min(following, right) - at < 0.1 * right and not (day == 1 and days == 1)
        if not crowded or (day > 1 and following < right):
            out.append(f'<text x="{x(at):.1f}" y="{HEIGHT - 4}" class="cl">day {day}</text>')
    return "".join(out)


def short(value: float) -> str:
    """A number as a label: 4,213 or 12.4k or 0.37; next to nothing as 0."""
    if abs(value) < 0.0005:
        return "0"
    if abs(value) >= 100_000:
        return f"{value / 1000:,.0f}k"
    if abs(value) >= 99.95 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2g}"


def bars(rows: Sequence[tuple[str, float, str]], total: float | None = None) -> str:
    """Horizontal bars: (label, value, CSS colour)."""
    whole = total or max((v for _, v, _ in rows), default=1.0) or 1.0
    sum_ = sum(v for _, v, _ in rows) or 1.0
    out = ['<div class="bars">']
    for label, value, colour in rows:
        out.append(
            f'<span class="bl">{escape(label)}</span><span class="bt"><i style="width:'
            f"{100 * value / whole:.1f}%;min-width:{int(value > 0)}px;"
            f'background:{colour}"></i></span>'
            f'<span class="bn">{value:,.0f}</span><span class="bp">{value / sum_:.1%}</span>'
        )
    return "".join(out) + "</div>"
