"""Draft: put a city together by hand, then compile it to a place graph.

    d = Draft("corridor")
    a, b = d.node(0, 0), d.node(40, 0)
    way = d.passage(a, b, kind=PassageKind.CORRIDOR, width=2.3)
    house = d.building(centre=(20, 10), size=(10, 10), floors=3, door=(way, 20.0))
    flat = d.unit(house, floor=2, area=50.0)
    graph = d.compile()

Ids that `node`, `passage`, `building`, `unit` and `site` return are the rows of the compiled
arrays. An attached passage (a stair, a scaffold) comes after all street passages, so `attach`
returns a negative handle h; its row is `graph.n_street + ~h` (a stair: `graph.b_stair[building]`).
Everything is checked when it is added: an `InputError` names the thing and what would be right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kinward.city.graph import (
    FLOOR_M,
    ITEM,
    ITEMS,
    STAIR_M,
    Law,
    NodeKind,
    PassageKind,
    UnitKind,
    Use,
)
from kinward.core.errors import InputError

if TYPE_CHECKING:
    from kinward.city.graph import PlaceGraph

BOUNDARY_M = 0.15  # boundary layer on each side, m (SFPE: 0.15 on stairs; streets assumed alike)
STAIR_WIDTH_M = 1.2  # clear width of a house or flat stair, m (assumed; common building codes)
PUBLIC_STAIR_M = 3.6  # several public stairs taken as one, m (assumed)
SCAFFOLD_M = 0.9  # width of a scaffold's walkway, m (assumed)

_INDOOR = {PassageKind.CORRIDOR, PassageKind.ROOM}
_WIDE_STAIRS = {UnitKind.MALL, UnitKind.HOSPITAL, UnitKind.SCHOOL, UnitKind.HALL}
_NOT_DRIVEN = {PassageKind.PATH, PassageKind.STEPS, PassageKind.STAIRS, *_INDOOR}


def law_of(kind: PassageKind) -> Law:
    """The usual walking law of a kind of passage."""
    if kind in (PassageKind.STEPS, PassageKind.STAIRS, PassageKind.SCAFFOLD):
        return Law.SFPE_STAIR
    return Law.SFPE_LEVEL if kind in _INDOOR else Law.WEIDMANN


def use_of(kind: PassageKind) -> Use:
    """Who may usually use a kind of passage."""
    if kind is PassageKind.SEWER:
        return Use.CRAWL
    if kind is PassageKind.SCAFFOLD:
        return Use.WALK | Use.CLIMB
    return Use.WALK if kind in _NOT_DRIVEN else Use.WALK | Use.DRIVE


class Draft:
    """A city being put together; `compile` turns it into a `PlaceGraph`."""

    def __init__(
        self,
        name: str,
        *,
        crs: str = "local",
        origin: tuple[float, float] = (math.nan, math.nan),
    ) -> None:
        self.name = name
        self.crs = crs
        self.origin = origin
        self.synthetic: list[str] = []
        self.names: dict[str, int] = {"": 0}
        self.nodes: list[tuple[float, float, int]] = []
        self.passages: list[dict] = []
        self.attached: list[dict] = []
        self.rooms: list[float] = []
        self.buildings: list[dict] = []
        self.units: list[dict] = []
        self.sites: list[tuple[int, int, list[float]]] = []
        self.water: list[list[tuple[float, float]]] = []
        self.green: list[list[tuple[float, float]]] = []
        self.fences: list[list[tuple[float, float]]] = []
        self.landmarks: list[tuple[str, float, float]] = []

    # --- streets -----------------------------------------------------------------------------
    def node(self, x: float, y: float, kind: NodeKind = NodeKind.JUNCTION) -> int:
        """Add a place at (x, y) metres and return its id."""
        self._finite("node", x=x, y=y)
        self.nodes.append((float(x), float(y), int(kind)))
        return len(self.nodes) - 1

    def room(self, area: float) -> int:
        """Add a room or square of `area` m2; passages given this room share one density cell."""
        self._positive("room", area=area)
        self.rooms.append(float(area))
        return len(self.rooms) - 1

    def passage(
        self,
        a: int,
        b: int,
        *,
        kind: PassageKind = PassageKind.STREET,
        width: float = 4.0,
        law: Law | None = None,
        layer: float = BOUNDARY_M,
        length: float | None = None,
        capacity: float = math.nan,
        use: Use | None = None,
        name: str = "",
        room: int | None = None,
        line: Sequence[tuple[float, float]] | None = None,
    ) -> int:
        """Add a passage between the nodes a and b and return its id.

        Args:
            a, b: different node ids; offset 0 is at a.
            kind: what it is; it sets the usual `law` and `use`.
            width: clear width, m. layer: boundary layer on each side, m.
            length: m; None takes the length of the line.
            capacity: declared specific flow, 1/(m s); nan takes the peak of the law.
            room: a room from `room`; then the passage has no cell of its own.
            line: points between a and b (both left out), m.
        """
        for end in (a, b):
            if not 0 <= end < len(self.nodes):
                raise InputError(f"passage {name!r}: there is no node {end}; add it first")
        if a == b:
            raise InputError(f"passage {name!r}: both ends are node {a}; put a node in between")
        self._positive(f"passage {name!r}", width=width)
        if not 0 <= 2 * layer < width:
            raise InputError(
                f"passage {name!r}: boundary layer {layer} m must be at least 0 and under half "
                f"of the width {width} m"
            )
        pts = [self.nodes[a][:2], *[(float(x), float(y)) for x, y in line or ()]]
        pts.append(self.nodes[b][:2])
        run = sum(math.dist(p, q) for p, q in pairwise(pts))
        length = run if length is None else float(length)
        self._positive(f"passage {name!r}", length=length)
        if room is not None and not 0 <= room < len(self.rooms):
            raise InputError(f"passage {name!r}: there is no room {room}; add it with room(area)")
        self.passages.append(
            {
                "a": a,
                "b": b,
                "len": length,
                "width": float(width),
                "layer": float(layer),
                "law": int(law_of(kind) if law is None else law),
                "kind": int(kind),
                "use": int(use_of(kind) if use is None else use),
                "cap": float(capacity),
                "name": self._name(name),
                "room": -1 if room is None else room,
                "line": pts,
            }
        )
        return len(self.passages) - 1

    def attach(
        self,
        host: int,
        off: float,
        length: float,
        *,
        kind: PassageKind = PassageKind.STAIRS,
        width: float = STAIR_WIDTH_M,
        layer: float = BOUNDARY_M,
        building: int = -1,
        law: Law | None = None,
        use: Use | None = None,
        capacity: float = math.nan,
        name: str = "",
    ) -> int:
        """Attach a passage with its foot at `off` m of a host passage; returns a handle h < 0."""
        self._door(f"attached passage {name!r}", (host, off))
        self._positive(f"attached passage {name!r}", width=width, length=length)
        self.attached.append(
            {
                "host": host,
                "off": float(off),
                "len": float(length),
                "width": float(width),
                "layer": float(layer),
                "law": int(law_of(kind) if law is None else law),
                "kind": int(kind),
                "use": int(use_of(kind) if use is None else use),
                "cap": float(capacity),
                "name": self._name(name),
                "building": building,
            }
        )
        return ~(len(self.attached) - 1)

    # --- buildings ---------------------------------------------------------------------------
    def building(
        self,
        ring: Sequence[tuple[float, float]] | None = None,
        *,
        centre: tuple[float, float] | None = None,
        size: tuple[float, float] = (10.0, 10.0),
        floors: int = 1,
        kind: UnitKind = UnitKind.DWELLING,
        door: tuple[int, float],
        flat: bool = True,
        height: float | None = None,
        stair_width: float | None = None,
        name: str = "",
        made: bool = False,
    ) -> int:
        """Add a building and, from two floors on, its stair; returns its id.

        Args:
            ring: footprint, at least 3 points, m; or give `centre` and `size`.
            door: (street passage, offset m) that its door opens on.
            flat: a flat roof that can be walked on.
            height: m; None takes 3 m a floor.
            made: raised by rule rather than read.
        """
        if ring is None:
            if centre is None:
                raise InputError(f"building {name!r}: give a ring, or a centre and a size")
            (x, y), (w, h) = centre, (size[0] / 2, size[1] / 2)
            ring = [(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]
        if len(ring) < 3:
            raise InputError(f"building {name!r}: a footprint needs 3 points, got {len(ring)}")
        if not 1 <= floors <= 200:
            raise InputError(f"building {name!r}: floors = {floors}; use 1 to 200")
        self._door(f"building {name!r}", door)
        area, cx, cy = _centroid(ring)
        b = len(self.buildings)
        stair = 0
        if floors >= 2:
            wide = PUBLIC_STAIR_M if kind in _WIDE_STAIRS else STAIR_WIDTH_M
            stair = self.attach(
                door[0],
                door[1],
                (floors - 1) * STAIR_M,
                width=stair_width or wide,
                building=b,
                name=name,
            )
        self.buildings.append(
            {
                "x": cx,
                "y": cy,
                "floors": int(floors),
                "height": float(height or floors * FLOOR_M),
                "area": area,
                "kind": int(kind),
                "name": self._name(name),
                "passage": door[0],
                "off": float(door[1]),
                "stair": stair,
                "flat": bool(flat),
                "made": bool(made),
                "ring": ring,
            }
        )
        return b

    def unit(
        self,
        building: int = -1,
        *,
        floor: int = 0,
        area: float = 50.0,
        kind: UnitKind = UnitKind.DWELLING,
        door: tuple[int, float] | None = None,
        exits: int = 1,
        name: str = "",
    ) -> int:
        """Add a flat, shop or room; returns its id (1 or more).

        Args:
            building: its building, or -1 for a room that only has a door.
            floor: 0 is the ground; higher ones open on the building's stair.
            door: (passage or attached handle, offset m) instead of the building's door or stair.
            exits: ways out, 1 or 2.
        """
        self._positive(f"unit {name!r}", area=area)
        if door is None:
            if not 0 <= building < len(self.buildings):
                raise InputError(f"unit {name!r}: give a building or a door")
            b = self.buildings[building]
            if not 0 <= floor < b["floors"]:
                raise InputError(
                    f"unit {name!r}: floor {floor} of a building of {b['floors']} floors; "
                    f"use 0 to {b['floors'] - 1}"
                )
            door = (b["passage"], b["off"]) if floor == 0 else (b["stair"], floor * STAIR_M)
        else:
            self._door(f"unit {name!r}", door)
        self.units.append(
            {
                "passage": door[0],
                "off": float(door[1]),
                "building": building,
                "floor": int(floor),
                "area": float(area),
                "kind": int(kind),
                "name": self._name(name),
                "exits": int(exits),
            }
        )
        return len(self.units)

    def site(self, unit: int, kind: str, stock: Mapping[str, float] | None = None) -> int:
        """Say what lies in a unit: a type in words and amounts by item name; returns its id."""
        if not 1 <= unit <= len(self.units):
            raise InputError(f"site {kind!r}: there is no unit {unit}; add it first")
        row = [0.0] * len(ITEMS)
        for item, amount in (stock or {}).items():
            if item not in ITEM:
                raise InputError(f"site {kind!r}: unknown item {item!r}; use {', '.join(ITEMS)}")
            row[ITEM[item]] = float(amount)
        self.sites.append((unit, self._name(kind), row))
        return len(self.sites) - 1

    def landmark(self, name: str, x: float, y: float) -> None:
        """Label a place on the map."""
        self.landmarks.append((name, float(x), float(y)))

    def compile(self) -> PlaceGraph:
        """Compute cells, adjacency, axes of sight and roofs; returns the place graph."""
        from kinward.city.compile import compile_draft

        return compile_draft(self)

    # --- checks ------------------------------------------------------------------------------
    def _name(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))

    def _finite(self, what: str, **values: float) -> None:
        for key, value in values.items():
            if not math.isfinite(value):
                raise InputError(f"{what}: {key} = {value}; use a finite number of metres")

    def _positive(self, what: str, **values: float) -> None:
        for key, value in values.items():
            if not (math.isfinite(value) and value > 0):
                raise InputError(f"{what}: {key} = {value}; use a number above 0")

    def _door(self, what: str, door: tuple[int, float]) -> None:
        p, off = door
        table = self.passages if p >= 0 else self.attached
        row = p if p >= 0 else ~p
        if row >= len(table):
            raise InputError(f"{what}: its door is on passage {p}, which does not exist")
        if not 0 <= off <= table[row]["len"] + 1e-9:
            raise InputError(
                f"{what}: its door is at {off} m of passage {p}, which is "
                f"{table[row]['len']:.2f} m long"
            )


def _centroid(ring: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Area (m2) and centroid of a ring; the mean of the points if the area vanishes."""
    x0, y0 = ring[0]
    double = cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]]):
        ax, ay, bx, by = x1 - x0, y1 - y0, x2 - x0, y2 - y0
        cross = ax * by - bx * ay
        double += cross
        cx += (ax + bx) * cross
        cy += (ay + by) * cross
    if abs(double) < 1e-9:
        n = len(ring)
        return 0.0, sum(p[0] for p in ring) / n, sum(p[1] for p in ring) / n
    return abs(double) / 2, x0 + cx / (3 * double), y0 + cy / (3 * double)
