"""Doors on their own side: a way to a street that leads through no wall, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kinward.city.shapes import line_of, linestrings, points
from kinward.city.survey import Fence

if TYPE_CHECKING:
    import shapely as sh

STEP_M = 4.0  # a street is tried this often along its length, m
AT_WALL_M = 0.3  # a wall this near to a house is a wall of the house, m (assumed)


class OwnSide:
    """The walls, fences and hedges that no door leads through."""

    def __init__(self, fences: list[Fence], streets: sh.STRtree, reach: float) -> None:
        """Args: fences: of the map. streets: lines. reach: m that a door is from its street."""
        import shapely

        lines = [shapely.LineString(f.xy) for f in fences if f.solid and f.layer == 0]
        self._walls = shapely.STRtree(lines) if lines else None
        self._streets, self._reach = streets, reach
        self._tried: dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
        self.moved = self.through = 0

    def street(self, shape: Any, street: int, off: float) -> tuple[int, float]:
        """The street and offset (m) for the door of a building or point.

        Args:
            shape: polygon or point. street, off: what lies nearest.

        Returns:
            The nearest place of a street to which no wall is in between, else what was given.
        """
        if self._walls is None:
            return street, off
        import shapely

        given = line_of(self._streets, street).interpolate(off)
        if not self._between(shape, points([(given.x, given.y)]))[0]:
            return street, off
        best: tuple[float, int, float] | None = None
        near = self._streets.query(shape, predicate="dwithin", distance=self._reach)
        x0, y0, x1, y1 = shape.bounds
        r = self._reach
        for k in sorted(near.tolist()):
            at, places, (x, y) = self._places(k)
            rows = (x >= x0 - r) & (x <= x1 + r) & (y >= y0 - r) & (y <= y1 + r)
            at, places = at[rows], places[rows]
            far = np.asarray(shapely.distance(shape, places))
            rows = np.flatnonzero(far <= self._reach)
            rows = rows[np.argsort(far[rows], kind="stable")]
            if best is not None:
                rows = rows[far[rows] < best[0]]
            free = rows[~self._between(shape, places[rows])] if len(rows) else rows
            if len(free):
                i = int(free[0])
                best = (float(far[i]), k, float(at[i]))
        if best is None:
            self.through += 1
            return street, off
        self.moved += 1
        return best[1], best[2]

    def _places(self, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Places every STEP_M along a street: offsets, points, and their x and y (2, n)."""
        import shapely

        if k not in self._tried:
            line = line_of(self._streets, k)
            at = np.linspace(0.0, line.length, max(2, int(line.length / STEP_M) + 2))
            places = np.asarray(shapely.line_interpolate_point(line, at))
            self._tried[k] = at, places, shapely.get_coordinates(places).T
        return self._tried[k]

    def _between(self, shape: Any, places: np.ndarray) -> np.ndarray:
        """Whether a wall lies between a shape and each of some places, bool (n,)."""
        import shapely

        assert self._walls is not None
        ways = np.asarray(shapely.shortest_line(shape, places))
        ends = shapely.get_coordinates(ways).reshape(-1, 2, 2)
        step = ends[:, 1] - ends[:, 0]
        far = np.hypot(step[:, 0], step[:, 1])
        share = np.minimum(AT_WALL_M / np.maximum(far, 1e-9), 1.0)
        ends[:, 0] += step * share[:, None]
        out = np.zeros(len(places), bool)
        long = np.flatnonzero(far > AT_WALL_M)
        if len(long):
            hit = self._walls.query(linestrings(ends[long]), predicate="intersects")[0]
            out[long[np.unique(hit)]] = True
        return out
