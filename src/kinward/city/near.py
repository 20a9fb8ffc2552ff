"""Pairs of shapes near one another, found in small helpings so that no input can exhaust memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kinward.core.errors import InputError

if TYPE_CHECKING:
    import shapely as sh

HELPING = 256  # shapes asked for at a time


def pairs(shapes: np.ndarray, most: int, complaint: str, within: float = 0.0) -> np.ndarray:
    """Pairs (i, j), i < j, of shapes that meet or lie within a distance; int64 (n, 2), sorted.

    Args:
        shapes: geometries (n,). within: m; 0 means that they meet.
        most: more pairs than this are refused. complaint: what to say then.

    Raises:
        InputError: there are more than `most` pairs.
    """
    import shapely

    tree: sh.STRtree = shapely.STRtree(shapes)
    found, total = [], 0
    for start in range(0, len(shapes), HELPING):
        ask = shapes[start : start + HELPING]
        if within > 0:
            one, two = tree.query(ask, predicate="dwithin", distance=within)
        else:
            one, two = tree.query(ask, predicate="intersects")
        one = one + start
        keep = one < two
        found.append(np.column_stack([one[keep], two[keep]]))
        total += len(found[-1])
        if total > most:
            raise InputError(complaint)
    rows = np.vstack(found) if found else np.zeros((0, 2), np.int64)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]
