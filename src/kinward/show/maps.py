"""Maps of a run as inline SVG: streets, and what happened on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

SIZE = 900.0  # of the longer side, in units of the drawing
MARGIN = 60.0  # m around what happened
LEAST = 400.0  # m of the shorter side at least
STREETS = 40_000  # polylines drawn at most, widest first
BIN = 14.0  # side of a square of the noise map, in units of the drawing


@dataclass(frozen=True)
class Frame:
    """What part of the city a map shows, and how metres become units of the drawing."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def scale(self) -> float:
        """Units a metre."""
        return SIZE / max(self.x1 - self.x0, self.y1 - self.y0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the drawing."""
        return (self.x1 - self.x0) * self.scale, (self.y1 - self.y0) * self.scale

    def at(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Coordinates of the drawing."""
        return (x - self.x0) * self.scale, (self.y1 - y) * self.scale


def frame_of(x: np.ndarray, y: np.ndarray) -> Frame | None:
    """The frame around 99 % of the points, None if there are none."""
    if not len(x):
        return None
    x0, x1 = np.quantile(x, [0.005, 0.995])
    y0, y1 = np.quantile(y, [0.005, 0.995])
    half_x = max((x1 - x0) / 2 + MARGIN, LEAST / 2)
    half_y = max((y1 - y0) / 2 + MARGIN, LEAST / 2)
    half_y = max(half_y, half_x * 0.55)
    half_x = max(half_x, half_y * 0.8)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    return Frame(cx - half_x, cy - half_y, cx + half_x, cy + half_y)


def streets(record: Record, frame: Frame) -> str:
    """The streets in a frame as one path a class of width."""
    rows = record.rows(
        "SELECT width, x, y FROM passages WHERE host < 0 AND len(x) > 1"
        f" AND list_max(x) > {frame.x0} AND list_min(x) < {frame.x1}"
        f" AND list_max(y) > {frame.y0} AND list_min(y) < {frame.y1}"
        f" ORDER BY width DESC, passage LIMIT {STREETS}"
    )
    paths: dict[str, list[str]] = {"st1": [], "st2": [], "st3": []}
    for width, xs, ys in rows:
        px, py = frame.at(np.asarray(xs), np.asarray(ys))
        name = "st1" if width < 4.5 else "st2" if width < 10 else "st3"
        points = " ".join(f"{a:.0f} {b:.0f}" for a, b in zip(px, py))
        paths[name].append(f"M{points}")
    return "".join(f'<path class="{n}" d="{"".join(p)}"/>' for n, p in paths.items() if p)


def _svg(record: Record, frame: Frame, inner: str, label: str) -> str:
    width, height = frame.size
    bar = next(b for b in (1000, 500, 200, 100, 50) if b * frame.scale < width / 3 or b == 50)
    length = bar * frame.scale
    return (
        f'<svg class="map" viewBox="0 0 {width:.0f} {height:.0f}" role="img"'
        f' aria-label="{escape(label)}">{streets(record, frame)}{inner}'
        f'<g class="sb"><line x1="14" x2="{14 + length:.0f}" y1="{height - 14:.0f}"'
        f' y2="{height - 14:.0f}"/><text x="14" y="{height - 20:.0f}">{bar} m</text></g></svg>'
    )


@dataclass(frozen=True)
class Mark:
    """Something that happened somewhere."""

    x: float
    y: float
    css: str  # class that gives its colour
    title: str


def marks_of(record: Record, kinds: dict[str, str]) -> list[Mark]:
    """Events of some kinds, of people who were not infected at the start: {kind: CSS class}."""
    names = ", ".join(f"'{k}'" for k in kinds)
    rows = record.rows(
        f"SELECT l.x, l.y, e.kind, p.name, p.age, l.name FROM events e JOIN people p"
        f" ON p.person = e.subject JOIN places l USING (place) WHERE e.kind IN ({names})"
        " AND NOT p.infected ORDER BY e.event"
    )
    return [
        Mark(x, y, kinds[kind], f"{name}, {age}: {kind.replace('_', ' ')} {where}")
        for x, y, kind, name, age, where in rows
    ]


def ruins(record: Record, frame: Frame) -> str:
    """What an impact left: houses that fell, streets under rubble, and where it was."""
    fallen = record.columns(
        "SELECT l.x AS x, l.y AS y, coalesce(e.value, 1) AS floors FROM events e"
        " JOIN places l USING (place) WHERE e.kind = 'building_fell' ORDER BY e.event"
    )
    out = []
    for x, y, floors in zip(*frame.at(fallen["x"], fallen["y"]), fallen["floors"]):
        out.append(f'<rect class="m-fell" x="{x - 2.5:.1f}" y="{y - 2.5:.1f}" width="5" height="5">'
                   f"<title>a building of {floors:.0f} storeys fell</title></rect>")  # fmt: skip
    for xs, ys in record.rows(
        "SELECT p.x, p.y FROM events e JOIN passages p ON p.passage = e.place"
        " WHERE e.kind = 'rubble' AND p.host < 0 ORDER BY e.event"
    ):
        px, py = frame.at(np.asarray(xs), np.asarray(ys))
        points = " ".join(f"{a:.0f} {b:.0f}" for a, b in zip(px, py))
        out.append(f'<path class="m-shut" d="M{points}"/>')
    for x, y in record.rows(
        "SELECT l.x, l.y FROM events e JOIN places l USING (place) WHERE e.kind = 'impact'"
    ):
        px, py = frame.at(np.array([x]), np.array([y]))
        out.append(f'<circle class="m-hit" cx="{px[0]:.0f}" cy="{py[0]:.0f}" r="14"/>')
    return "".join(out)


def map_of_marks(
    record: Record, marks: Sequence[Mark], frame: Frame, label: str, under: str = ""
) -> str:
    """A map with a dot for each mark; marks at one spot are spread in a small spiral."""
    x, y = frame.at(np.array([m.x for m in marks]), np.array([m.y for m in marks]))
    seen: dict[tuple[int, int], int] = {}
    out = []
    radius = float(np.clip(9 - np.log10(max(len(marks), 1)) * 2.2, 2.2, 6.0))
    for mark, px, py in zip(marks, x, y):
        spot = (round(px / radius), round(py / radius))
        n = seen[spot] = seen.get(spot, -1) + 1
        angle, away = n * 2.39996, radius * 0.9 * n**0.5
        px, py = px + away * np.cos(angle), py + away * np.sin(angle)
        out.append(
            f'<circle class="{mark.css}" cx="{px:.1f}" cy="{py:.1f}" r="{radius:.1f}">'
            f"<title>{escape(mark.title)}</title></circle>"
        )
    return _svg(record, frame, under + "".join(out), label)


def map_of_noise(record: Record, frame: Frame) -> str:
    """A map of how much was heard where: squares by the number of noises above 80 dBA."""
    columns = record.columns(
        "SELECT l.x AS x, l.y AS y, count(*) AS n FROM events e JOIN places l USING (place)"
        " WHERE e.kind = 'sound' AND e.value >= 80 GROUP BY l.x, l.y ORDER BY l.x, l.y"
    )
    if not len(columns["n"]):
        return ""
    x, y = frame.at(columns["x"], columns["y"])
    width, height = frame.size
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    cols = int(width // BIN) + 1
    cell = (y[inside] // BIN).astype(int) * cols + (x[inside] // BIN).astype(int)
    cells, where = np.unique(cell, return_inverse=True)
    total = np.bincount(where, weights=columns["n"][inside])
    if not len(total):
        return ""
    level = np.log1p(total) / np.log1p(total.max())
    squares = [
        f'<rect class="no" x="{(c % cols) * BIN:.0f}" y="{(c // cols) * BIN:.0f}" width="{BIN:.0f}"'
        f' height="{BIN:.0f}" opacity="{0.15 + 0.8 * v:.2f}"><title>{n:,.0f} noises</title></rect>'
        for c, v, n in zip(cells.tolist(), level, total)
    ]
    return _svg(record, frame, "".join(squares), "Noise over the streets")


def frame_of_run(record: Record) -> Frame | None:
    """The part of the city in which things happened."""
    columns = record.columns(
        "SELECT l.x AS x, l.y AS y FROM (SELECT DISTINCT place FROM events WHERE place IS NOT NULL"
        " AND kind IN ('died', 'turned', 'sound', 'bitten', 'took', 'destroyed', 'building_fell'))"
        " JOIN places l USING (place) ORDER BY x, y"
    )
    if not len(columns["x"]):
        columns = record.columns("SELECT x, y FROM places WHERE unit = 0 ORDER BY place")
    return frame_of(columns["x"], columns["y"])
