"""Adjoining: which buildings stand so close that fire can pass between them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

NAMES = ("near_ptr", "near_to", "near_gap", "near_dx", "near_dy")


def adjoining(c: Mapping[str, np.ndarray], furthest: float) -> dict[str, np.ndarray]:
    """Pairs of buildings at most `furthest` m apart (none below 0), both ways, as CSR by number.

    The gap is that of two squares of the same areas, corner to corner along the line between
    their middles, at least 0.

    Returns:
        near_ptr int64 (B+1,), near_to int32, near_gap float64 m, and the unit vector from the one
        to the other, near_dx and near_dy.
    """
    x, y = c["b_x"], c["b_y"]
    if furthest < 0.0:
        none, ptr = np.zeros(0), np.zeros(len(x) + 1, np.int64)
        return dict(zip(NAMES, (ptr, none.astype(np.int32), none, none, none), strict=True))
    half = np.sqrt(c["b_area"]) / 2
    n = len(x)
    size = 2 * float(half.max()) + furthest + 1.0 if n else 1.0
    squares: dict[tuple[int, int], list[int]] = {}
    column, line = np.floor(x / size).astype(int), np.floor(y / size).astype(int)
    for b in range(n):
        squares.setdefault((column[b], line[b]), []).append(b)
    to: list[np.ndarray] = []
    for b in range(n):
        around = [
            o
            for i in (-1, 0, 1) for j in (-1, 0, 1)
            for o in squares.get((column[b] + i, line[b] + j), ())
        ]  # fmt: skip
        others = np.array(sorted(around), np.int32)
        far = np.sqrt((x[others] - x[b]) ** 2 + (y[others] - y[b]) ** 2)
        near = (far - half[others] - half[b] <= furthest) & (others != b)
        to.append(others[near])
    ptr = np.zeros(n + 1, np.int64)
    np.cumsum([len(rows) for rows in to], out=ptr[1:])
    two = np.concatenate(to) if n else np.zeros(0, np.int32)
    one = np.repeat(np.arange(n), np.diff(ptr))
    dx, dy = x[two] - x[one], y[two] - y[one]
    far = np.sqrt(dx * dx + dy * dy)
    gap = np.maximum(far - half[one] - half[two], 0.0)
    far = np.maximum(far, 1e-9)
    return dict(zip(NAMES, (ptr, two.astype(np.int32), gap, dx / far, dy / far), strict=True))
