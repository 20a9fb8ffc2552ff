"""The place graph: nodes, passages, buildings, units and sites as columns of arrays.

A *node* is a place where one can choose a way (junction, door to a corridor, manhole, gate).
A *passage* is an edge one moves along: street, alley, corridor, stairs, roof gap, facade.
A *street passage* has two end nodes. An *attached passage* (the stair of a building) has no
nodes: its foot stands at an offset of a host passage, so that a city of 20,000 houses still
routes over its streets alone. A *unit* is a flat, a shop or a room behind a door at an offset
of a passage. Unit 0 means "on the passage itself".
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum, IntFlag

import numpy as np

CELL_M = 25.0  # longest density cell, m
FLOOR_M = 3.0  # rise of one floor, m
STAIR_M = 5.546  # slope length of one floor of an 18/28 cm stair, m: 3.0/0.18*hypot(0.18, 0.28)


class NodeKind(IntEnum):
    """What a node is."""

    JUNCTION = 0
    DEAD_END = 1
    DOOR = 2
    MANHOLE = 3
    GATE = 4


class PassageKind(IntEnum):
    """What a passage is."""

    STREET = 0
    ALLEY = 1
    PATH = 2
    STEPS = 3  # outdoor steps
    BRIDGE = 4
    TUNNEL = 5
    CORRIDOR = 6
    STAIRS = 7  # the stair of a building (attached)
    ROOM = 8  # a hall one walks through
    SEWER = 9
    SCAFFOLD = 10  # rusted scaffolding: a way up a facade that may give way (attached)


class Law(IntEnum):
    """Walking law of a passage: speed as a function of density."""

    WEIDMANN = 0  # streets (Weidmann 1993)
    SFPE_LEVEL = 1  # indoors, level (SFPE handbook)
    SFPE_STAIR = 2  # 18/28 cm stair (SFPE handbook)


class Use(IntFlag):
    """Who may use a passage."""

    WALK = 1
    DRIVE = 2
    CLIMB = 4
    CRAWL = 8


class UnitKind(IntEnum):
    """What stands behind a door."""

    DWELLING = 0
    SHOP = 1
    FOOD = 2  # restaurant, tea house
    PHARMACY = 3
    HOSPITAL = 4
    SCHOOL = 5
    HALL = 6  # hall, temple, theatre, museum, inn lobby
    OFFICE = 7
    WORKSHOP = 8
    MALL = 9
    INN = 10
    OTHER = 11
    LIFT = 12  # the lifts of a building: one comes out of them at another storey
    BUS = 13  # one that stands at its stop


# What sites hold, in this order, everywhere.
ITEMS = (
    "food",  # rations (person-days)
    "medicine",  # courses of antibiotics
    "bandage",
    "medkit",
    "fuel",  # litres
    "rifle_round",
    "shell",
    "pistol_round",
    "rifle",
    "shotgun",
    "pistol",
    "machete",
    "chain_sickle",
    "sheet_music",
    "strings",
    "ring",
    "toy",
    "book",
    "water",  # days of water for one
    "grenade",
)
ITEM = {name: i for i, name in enumerate(ITEMS)}
MASS = np.array([1.0, 0.1, 0.1, 1.5, 0.8, 0.025, 0.045, 0.015, 4.0, 3.5, 1.0, 0.7, 1.2, 0.3, 0.05,
                 0.01, 0.5, 0.5, 2.0, 0.4])  # fmt: skip
"""Mass of one of each item, kg (assumed; a litre of fuel 0.8, a day's water 2)."""


@dataclass(frozen=True)
class PlaceGraph:
    """A compiled city. All arrays are C-contiguous; ids are row numbers.

    Shapes: N nodes, P passages, C cells, B buildings, U units (row 0 is "no unit"), S sites.
    Street passages come first (rows 0..n_street-1), attached passages after them.
    """

    name: str
    crs: str  # what x and y are, e.g. "EPSG:32653" or "local"
    origin: tuple[float, float]  # longitude, latitude of x = y = 0 (nan, nan if none)
    synthetic: tuple[str, ...]  # what was raised by rule rather than read, in words
    names: tuple[str, ...]  # strings; index 0 is ""

    # nodes
    node_x: np.ndarray  # float64 (N,) m east
    node_y: np.ndarray  # float64 (N,) m north
    node_kind: np.ndarray  # int8 (N,) NodeKind

    # passages
    p_a: np.ndarray  # int32 (P,) end node at offset 0, -1 if attached
    p_b: np.ndarray  # int32 (P,) end node at offset p_len, -1 if attached
    p_len: np.ndarray  # float64 (P,) m
    p_width: np.ndarray  # float64 (P,) clear width, m
    p_layer: np.ndarray  # float64 (P,) boundary layer on each side, m
    p_law: np.ndarray  # int8 (P,) Law
    p_kind: np.ndarray  # int8 (P,) PassageKind
    p_use: np.ndarray  # int8 (P,) Use flags
    p_cap: np.ndarray  # float64 (P,) declared specific flow on effective width, 1/(m s);
    #                    nan: the peak of the law
    p_name: np.ndarray  # int32 (P,) into names
    p_host: np.ndarray  # int32 (P,) host passage of an attached passage, -1
    p_host_off: np.ndarray  # float64 (P,) offset of its foot on the host, m
    p_building: np.ndarray  # int32 (P,) building that it belongs to, -1
    p_xy: np.ndarray  # int64 (P+1,) CSR into line_x/line_y: the polyline of a street passage
    line_x: np.ndarray  # float64 m
    line_y: np.ndarray  # float64 m

    # cells of at most CELL_M along passages; passages of one room share theirs
    p_cell: np.ndarray  # int32 (P,) first cell
    p_ncell: np.ndarray  # int32 (P,) number of cells
    cell_area: np.ndarray  # float64 (C,) m2 of effective width times length

    # adjacency of nodes over street passages, sorted by (node, passage)
    adj_ptr: np.ndarray  # int64 (N+1,)
    adj_passage: np.ndarray  # int32
    adj_node: np.ndarray  # int32 node at the other end

    # axes of sight: passages that continue one another within 30 degrees share an axis and a
    # coordinate along it: coordinate = p_axis_off + p_axis_dir * offset
    p_axis: np.ndarray  # int32 (P,)
    p_axis_off: np.ndarray  # float64 (P,) m
    p_axis_dir: np.ndarray  # float64 (P,) +1 or -1
    axis_ptr: np.ndarray  # int64 (A+1,) CSR: passages of an axis in order of coordinate
    axis_passage: np.ndarray  # int32

    # buildings
    b_x: np.ndarray  # float64 (B,) centroid, m
    b_y: np.ndarray  # float64 (B,)
    b_floors: np.ndarray  # int16 (B,) at least 1
    b_height: np.ndarray  # float64 (B,) m
    b_area: np.ndarray  # float64 (B,) footprint, m2
    b_kind: np.ndarray  # int8 (B,) UnitKind of its main use
    b_name: np.ndarray  # int32 (B,) into names
    b_passage: np.ndarray  # int32 (B,) street passage that its door opens on
    b_off: np.ndarray  # float64 (B,) offset of the door, m
    b_stair: np.ndarray  # int32 (B,) its stair passage, -1 for one storey
    b_flat: np.ndarray  # bool (B,) flat roof that can be walked on
    b_made: np.ndarray  # bool (B,) raised by rule
    b_xy: np.ndarray  # int64 (B+1,) CSR into foot_x/foot_y: footprint ring
    foot_x: np.ndarray  # float64
    foot_y: np.ndarray  # float64

    # roofs one can jump between: pairs both ways, sorted by (from, to)
    roof_ptr: np.ndarray  # int64 (B+1,)
    roof_to: np.ndarray  # int32 building
    roof_gap: np.ndarray  # float64 m

    # units; row 0 is a placeholder
    u_passage: np.ndarray  # int32 (U,) passage that the door opens on (street or stair)
    u_off: np.ndarray  # float64 (U,) offset of the door, m
    u_building: np.ndarray  # int32 (U,)
    u_floor: np.ndarray  # int16 (U,) 0 = ground
    u_area: np.ndarray  # float64 (U,) m2
    u_kind: np.ndarray  # int8 (U,) UnitKind
    u_name: np.ndarray  # int32 (U,) into names
    u_exits: np.ndarray  # int8 (U,) ways out (1, or 2 with a back exit or a window at ground level)

    # sites: units with something to find
    s_unit: np.ndarray  # int32 (S,)
    s_type: np.ndarray  # int32 (S,) into names: "pharmacy", "convenience", "music" ...
    s_stock: np.ndarray  # float64 (S, len(ITEMS)) what lies there at the start

    # drawing only
    water: tuple[np.ndarray, ...]  # polygons or lines, each (n, 2) float64 m
    landmarks: tuple[tuple[str, float, float], ...]  # name, x, y
    green: tuple[np.ndarray, ...] = ()  # parks and woods, rings (n, 2) float64 m
    fences: tuple[np.ndarray, ...] = ()  # walls, fences and hedges, lines (n, 2) float64 m

    @property
    def n_street(self) -> int:
        """Number of street passages (those with end nodes)."""
        return int((self.p_host < 0).sum())

    def arrays(self) -> dict[str, np.ndarray]:
        """Every array column by name, in declaration order."""
        return {
            f.name: getattr(self, f.name)
            for f in fields(self)
            if isinstance(getattr(self, f.name), np.ndarray)
        }

    def point(self, passage: int, off: float) -> tuple[float, float]:
        """Where an offset (m) of a passage lies; for an attached one, where its foot stands."""
        while self.p_host[passage] >= 0:
            passage, off = int(self.p_host[passage]), float(self.p_host_off[passage])
        lo, hi = int(self.p_xy[passage]), int(self.p_xy[passage + 1])
        x, y = self.line_x[lo:hi], self.line_y[lo:hi]
        run = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        at = off * run[-1] / self.p_len[passage]  # a declared length stretches the line
        return float(np.interp(at, run, x)), float(np.interp(at, run, y))
