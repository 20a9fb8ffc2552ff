"""Small worlds for the tests of people: units in rows of houses, no streets."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from kinward.people import Population, populate


def huts(zone: int, outside: int, area: float = 26.0):
    """A city of `zone` huts and `outside` flats, four units a house on a square grid.

    Returns what `populate` needs of a graph, the units of the zone and those outside.
    """
    n = 1 + zone + outside
    unit = np.arange(n)
    building = np.where(unit > 0, (unit - 1) // 4, -1)
    b = np.arange(max(1, n // 4 + 1))
    side = int(np.ceil(np.sqrt(len(b))))
    graph = SimpleNamespace(
        u_area=np.where(unit <= zone, area, 45.0 + unit * 37 % 60),
        u_building=building,
        b_x=30.0 * (b % side),
        b_y=30.0 * (b // side),
    )
    return graph, np.arange(1, 1 + zone), np.arange(1 + zone, n)


def zone(seed: int = 1, living: int = 1500, infected: int = 600, **options) -> Population:
    """A population in huts enough for all; the same city for any numbers below 1000 apart."""
    graph, inside, outside = huts(living // 1000 * 1000 + 1000, infected // 1000 * 1000 + 1000)
    return populate(graph, seed, living, infected, inside, outside, **options)


def owners(p: Population) -> np.ndarray:
    """Person a of every row of the ties, int64 (E,)."""
    return np.repeat(np.arange(p.n), np.diff(p.tie_ptr))
