"""Where the streets of a compiled city run and meet, for tests against facts of the real place."""

from __future__ import annotations

import numpy as np

from kinward.city import PlaceGraph
from kinward.city.project import Projection


def nodes_of(g: PlaceGraph, street: str) -> set[int]:
    """Nodes of all passages of a street."""
    rows = np.flatnonzero(g.p_name[: g.n_street] == g.names.index(street))
    return set(g.p_a[rows].tolist()) | set(g.p_b[rows].tolist())


def off_crossing(g: PlaceGraph, one: str, two: str, lon: float, lat: float) -> float:
    """How far (m) from a point two streets meet; they have to meet."""
    common = nodes_of(g, one) & nodes_of(g, two)
    assert common, f"{one} and {two} do not meet"
    x, y = Projection(*g.origin).metres(np.array([[lon, lat]]))[0]
    return min(np.hypot(g.node_x[v] - x, g.node_y[v] - y) for v in common)
