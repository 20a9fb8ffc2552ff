"""Where: the place graph, and what makes one of a map, a sketch or a draft by hand."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinward.city.draft import Draft
    from kinward.city.draw import draw_map
    from kinward.city.graph import (
        CELL_M,
        FLOOR_M,
        ITEM,
        ITEMS,
        STAIR_M,
        Law,
        NodeKind,
        PassageKind,
        PlaceGraph,
        UnitKind,
        Use,
    )
    from kinward.city.lattices import lattice
    from kinward.city.loader import builtin, load
    from kinward.city.report import MapReport

_HOME = {
    **dict.fromkeys(("CELL_M", "FLOOR_M", "ITEM", "ITEMS", "STAIR_M", "Law"), "graph"),
    **dict.fromkeys(("NodeKind", "PassageKind", "PlaceGraph", "UnitKind", "Use"), "graph"),
    "Draft": "draft",
    "MapReport": "report",
    "builtin": "loader",
    "draw_map": "draw",
    "lattice": "lattices",
    "load": "loader",
}
__all__ = [
    "CELL_M",
    "FLOOR_M",
    "ITEM",
    "ITEMS",
    "STAIR_M",
    "Draft",
    "Law",
    "MapReport",
    "NodeKind",
    "PassageKind",
    "PlaceGraph",
    "UnitKind",
    "Use",
    "builtin",
    "draw_map",
    "lattice",
    "load",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"kinward.city.{_HOME[name]}"), name)
