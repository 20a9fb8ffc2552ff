"""Roofs one can jump between."""

from __future__ import annotations

import numpy as np

from kinward.city.graph import FLOOR_M
from kinward.city.near import pairs
from kinward.city.shapes import polygons

JUMP_M = 3.0  # widest gap jumped, m (assumed: a running jump with a pack)
MOST_PAIRS = 2_000_000  # more is no city
STEP_FLOORS = 1.5  # largest difference of roof height, floors (assumed)


def roofs_within_jump(c: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """CSR of buildings whose footprints are at most JUMP_M apart at about one height.

    Both directions are listed, sorted by (from, to), whatever the form of the roof; who can only
    stand on a flat one looks at `b_flat`.
    """
    n = c["b_x"].size
    empty = {
        "roof_ptr": np.zeros(n + 1, np.int64),
        "roof_to": np.zeros(0, np.int32),
        "roof_gap": np.zeros(0),
    }
    if n < 2:
        return empty
    import shapely

    xy = np.column_stack([c["foot_x"], c["foot_y"]])
    shapes = polygons(xy[c["b_xy"][i] : c["b_xy"][i + 1]] for i in range(n))
    one, two = pairs(
        shapes,
        MOST_PAIRS,
        f"over {MOST_PAIRS:,} pairs of buildings stand within {JUMP_M:.0f} m; buildings that are "
        "not drawn over one another are right",
        within=JUMP_M,
    ).T
    near = np.abs(c["b_height"][one] - c["b_height"][two]) <= STEP_FLOORS * FLOOR_M
    one, two = np.concatenate([one[near], two[near]]), np.concatenate([two[near], one[near]])
    order = np.lexsort((two, one))
    one, two = one[order], two[order]
    gap = np.round(shapely.distance(shapes[one], shapes[two]), 3)
    counts = np.bincount(one, minlength=n)
    return {
        "roof_ptr": np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        "roof_to": two.astype(np.int32),
        "roof_gap": gap,
    }
