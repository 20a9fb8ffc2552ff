"""What a reader understood of a map, in metres, before it is compiled."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

from kinward.city.graph import PassageKind, Use
from kinward.city.report import MapReport

NOBODY = Use(0)


@dataclass
class Way:
    """One street line."""

    xy: np.ndarray  # float64 (n, 2) m
    keys: list[Hashable] | None = None  # identity of each vertex; None: only its place counts
    kind: PassageKind = PassageKind.STREET
    width: float = 5.0  # m
    use: Use = Use.WALK | Use.DRIVE
    layer: int = 0
    name: str = ""
    frontage: str = ""  # building style along it, "" for none
    barrier: str = ""  # kind of the barrier that stands on it, "" for none
    shut: Use = NOBODY  # who would use it but for the barrier


@dataclass
class Plot:
    """One building outline; None where the map says nothing."""

    ring: np.ndarray  # float64 (n, 2) m, open
    style: str = "yes"  # key of the style table
    name: str = ""
    floors: int | None = None
    height: float | None = None
    flat: bool | None = None
    sites: list[tuple[str, str]] = field(default_factory=list)  # (type, name)
    made: bool = False
    door: tuple[int, float] | None = None  # street passage and offset, if known
    corridor: int | None = None  # passage through it


@dataclass
class Part:
    """A part of a building, drawn for its own height; None where the map says nothing."""

    ring: np.ndarray  # float64 (n, 2) m
    floors: int | None = None
    height: float | None = None


@dataclass
class Spot:
    """A shop or amenity drawn as a point."""

    x: float
    y: float
    type: str
    name: str = ""


@dataclass
class Fence:
    """A wall, fence, hedge or rail."""

    xy: np.ndarray  # float64 (n, 2) m
    kind: str = "wall"
    solid: bool = True  # no door leads through it
    layer: int = 0
    keys: frozenset[Hashable] = frozenset()  # identity of its vertices


@dataclass
class District:
    """An area with a building style."""

    name: str
    style: str
    ring: np.ndarray  # float64 (n, 2) m


@dataclass
class Survey:
    """Everything a reader hands on."""

    name: str
    report: MapReport
    crs: str = "local"
    origin: tuple[float, float] = (math.nan, math.nan)
    ways: list[Way] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    districts: list[District] = field(default_factory=list)
    water: list[np.ndarray] = field(default_factory=list)
    green: list[np.ndarray] = field(default_factory=list)  # rings where nothing is raised
    fences: list[Fence] = field(default_factory=list)
    campuses: list[tuple[str, np.ndarray]] = field(default_factory=list)  # (style, ring)
    landmarks: list[tuple[str, float, float]] = field(default_factory=list)
    edge: np.ndarray | None = None  # ring outside which nothing is raised
