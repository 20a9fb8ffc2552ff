"""Square lattices: places of known distances, for checks."""

from __future__ import annotations

from kinward.city.draft import Draft
from kinward.city.graph import PlaceGraph
from kinward.core.errors import InputError


def lattice(n: int, spacing: float = 100.0, width: float = 6.0) -> PlaceGraph:
    """n x n places on a square grid of streets.

    Node (row i, column j) has id i n + j and stands at (j spacing, i spacing) m. East-west
    passages come first, row by row, then north-south ones.

    Args:
        n: places a side, 2 to 1000. spacing: m. width: clear width of the streets, m.
    """
    if not 2 <= n <= 1000:
        raise InputError(f"lattice: n = {n}; use 2 to 1000")
    d = Draft(f"lattice-{n}")
    for i in range(n):
        for j in range(n):
            d.node(j * spacing, i * spacing)
    for i in range(n):
        for j in range(n - 1):
            d.passage(i * n + j, i * n + j + 1, width=width, name=f"Row {i}")
    for j in range(n):
        for i in range(n - 1):
            d.passage(i * n + j, (i + 1) * n + j, width=width, name=f"Column {j}")
    return d.compile()
