"""Node street lines where they meet: vertices, crossings, ends that only touch.

Lines of one layer get a common vertex where they cross; an end that stops within SNAP_M of
another line of its layer is joined to it; lines of different layers meet only where they share a
vertex by identity. What comes out are links: pairs of vertices with the line they belong to.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kinward.city.near import pairs
from kinward.city.report import MapReport
from kinward.city.shapes import linestrings
from kinward.city.survey import Way
from kinward.core.errors import InputError

SNAP_M = 2.5  # an end this near to a line touches it, m (assumed; some maps round to 1 m)
SAME_M = 0.5  # a crossing this near to a vertex is that vertex, m (assumed)
MOST_MEETINGS = 1_500_000  # pairs of pieces of street that meet; more is no street map
MOST_CROSSINGS = 100_000  # of them without a common node


class Vertices:
    """Vertices of the street lines, with those found to be one place united."""

    def __init__(self) -> None:
        self.xy: list[tuple[float, float]] = []
        self.parent: list[int] = []
        self.by_key: dict = {}

    def add(self, x: float, y: float, keys: tuple) -> int:
        """The vertex known by any of these keys, or a new one at (x, y)."""
        found = next((self.by_key[k] for k in keys if k in self.by_key), None)
        if found is None:
            found = len(self.xy)
            self.xy.append((x, y))
            self.parent.append(found)
        for k in keys:
            self.by_key.setdefault(k, found)
        return found

    def root(self, v: int) -> int:
        """Representative of a vertex."""
        while self.parent[v] != v:
            self.parent[v] = self.parent[self.parent[v]]
            v = self.parent[v]
        return v

    def unite(self, v: int, w: int) -> None:
        """Declare two vertices one place; the lower number stays."""
        v, w = self.root(v), self.root(w)
        if v != w:
            self.parent[max(v, w)] = min(v, w)


def node_lines(ways: list[Way], report: MapReport) -> tuple[np.ndarray, list[list[int]]]:
    """Give lines common vertices wherever they meet.

    Returns:
        Positions of the vertices, float64 (V, 2) m, and for each way its vertex numbers (fewer
        than 2 where nothing of it is left).
    """
    vertices = Vertices()
    runs = []
    for way in ways:
        run: list[int] = []
        for i, (x, y) in enumerate(way.xy.tolist()):
            place = (round(x * 20), round(y * 20), way.layer)
            keys = (place,) if way.keys is None else (("key", way.keys[i]), place)
            v = vertices.add(x, y, keys)
            if not run or run[-1] != v:
                run.append(v)
        runs.append(run)
    short = sum(len(run) < 2 for run in runs)
    report.drop("street lines of no length", short)
    _cut_crossings(ways, runs, vertices, report.source)
    _join_ends(ways, runs, vertices)
    merged = []
    for run in runs:
        out: list[int] = []
        for v in run:
            r = vertices.root(v)
            if not out or out[-1] != r:
                out.append(r)
        merged.append(out)
    return np.array(vertices.xy, np.float64).reshape(-1, 2), merged


def _segments(runs: list[list[int]], ways: list[Way]) -> np.ndarray:
    """Rows (way, position in run, vertex, vertex, layer), int64 (n, 5)."""
    rows = [
        (w, i, a, b, ways[w].layer)
        for w, run in enumerate(runs)
        for i, (a, b) in enumerate(pairwise(run))
    ]
    return np.array(rows, np.int64).reshape(-1, 5)


def _lines(segments: np.ndarray, vertices: Vertices) -> np.ndarray:
    xy = np.array(vertices.xy)
    return linestrings(np.stack([xy[segments[:, 2]], xy[segments[:, 3]]], axis=1))


def _insert(runs: list[list[int]], cuts: dict[tuple[int, int], list[tuple[float, int]]]) -> None:
    """Put cut vertices into the runs, in order along each segment."""
    for (w, i), found in sorted(cuts.items(), reverse=True):
        runs[w][i + 1 : i + 1] = [v for _, v in sorted(found)]


def _cut_crossings(ways: list[Way], runs: list[list[int]], vertices: Vertices, source: str) -> None:
    """Insert a common vertex where lines of one layer cross or overlap."""
    import shapely

    seg = _segments(runs, ways)
    if not len(seg):
        return
    lines = _lines(seg, vertices)
    one, two = pairs(
        lines,
        MOST_MEETINGS,
        f"{source}: its streets meet more than {MOST_MEETINGS:,} times; a street map of fewer "
        "crossings is right",
    ).T
    ends = seg[:, 2:4]
    shared = (ends[one][:, :, None] == ends[two][:, None, :]).any(axis=(1, 2))
    keep = (seg[one, 4] == seg[two, 4]) & ~shared
    one, two = one[keep], two[keep]
    if len(one) > MOST_CROSSINGS:
        raise InputError(
            f"{source}: its streets cross {len(one):,} times without a common node; at most "
            f"{MOST_CROSSINGS:,} such crossings are right"
        )
    cuts: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for i, j, meet in zip(one.tolist(), two.tolist(), shapely.intersection(lines[one], lines[two])):
        for x, y in shapely.get_coordinates(meet).tolist():
            near = [v for v in (*ends[i], *ends[j]) if _near(vertices.xy[v], (x, y), SAME_M)]
            place = ("cut", round(x * 20), round(y * 20), int(seg[i, 4]))
            v = int(near[0]) if near else vertices.add(x, y, (place,))
            for w in near[1:]:
                vertices.unite(v, int(w))
            for s in (i, j):
                if v not in ends[s]:
                    at = _along(vertices, ends[s], (x, y))
                    cuts.setdefault((int(seg[s, 0]), int(seg[s, 1])), []).append((at, v))
    _insert(runs, cuts)


def _join_ends(ways: list[Way], runs: list[list[int]], vertices: Vertices) -> None:
    """Join an end that stops just short of a line of its layer to that line."""
    import shapely

    seg = _segments(runs, ways)
    if not len(seg):
        return
    degree = np.bincount(seg[:, 2:4].ravel(), minlength=len(vertices.xy))
    loose = sorted(
        {
            (end, ways[w].layer)
            for w, run in enumerate(runs)
            if len(run) > 1
            for end in (run[0], run[-1])
            if degree[end] == 1
        }
    )
    if not loose:
        return
    neighbour = np.full(len(vertices.xy), -1)  # exact for ends, which have one
    neighbour[seg[:, 2]], neighbour[seg[:, 3]] = seg[:, 3], seg[:, 2]
    lines = _lines(seg, vertices)
    points = shapely.points([vertices.xy[v] for v, _ in loose])
    which, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=SNAP_M)
    gap = shapely.distance(points[which], lines[line])
    cuts: dict[tuple[int, int], list[tuple[float, int]]] = {}
    joined: set[int] = set()
    for k in np.lexsort((line, gap, which)).tolist():
        (v, layer), s = loose[which[k]], int(line[k])
        if v in joined or seg[s, 4] != layer or v in seg[s, 2:4]:
            continue
        if neighbour[v] in seg[s, 2:4]:  # the next piece of its own line
            continue
        joined.add(v)
        close = [u for u in seg[s, 2:4] if _near(vertices.xy[u], vertices.xy[v], SNAP_M)]
        if close:
            vertices.unite(v, int(close[0]))
        else:
            at = _along(vertices, seg[s, 2:4], vertices.xy[v])
            cuts.setdefault((int(seg[s, 0]), int(seg[s, 1])), []).append((at, v))
    _insert(runs, cuts)


def _near(p: tuple[float, float], q: tuple[float, float], limit: float) -> bool:
    return (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 <= limit * limit


def _along(vertices: Vertices, ends: np.ndarray, p: tuple[float, float]) -> float:
    """Share of the way from the first to the second end at which p projects."""
    (ax, ay), (bx, by) = vertices.xy[ends[0]], vertices.xy[ends[1]]
    dx, dy = bx - ax, by - ay
    return ((p[0] - ax) * dx + (p[1] - ay) * dy) / max(dx * dx + dy * dy, 1e-12)
