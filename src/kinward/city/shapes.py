"""Many shapes at once, typed as the arrays that shapely gives for many.

shapely's functions give one geometry for one and an array for many, and are annotated as either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    import shapely as sh


def points(xy: Any) -> np.ndarray:
    """Points (n,) of positions (n, 2)."""
    import shapely

    return cast(np.ndarray, shapely.points(xy))


def polygons(rings: Iterable[np.ndarray]) -> np.ndarray:
    """Polygons (n,) of open or closed rings, each (k, 2)."""
    import shapely

    out = [shapely.Polygon(ring) for ring in rings]
    shapes = np.empty(len(out), object)
    shapes[:] = out
    return shapes


def linestrings(xy: np.ndarray, of: np.ndarray | None = None) -> np.ndarray:
    """Lines (n,) of positions (n, k, 2), or (m, 2) with the number of the line of each."""
    import shapely

    return cast(np.ndarray, shapely.linestrings(xy, indices=of))


def line_of(tree: sh.STRtree, k: int) -> sh.LineString:
    """Shape number `k` of a tree of lines."""
    return cast("sh.LineString", cast(Sequence[Any], tree.geometries)[k])
