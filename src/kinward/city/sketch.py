"""Read a sketch: a town in a short TOML, for people who invent places.

    name = "ford"
    units = "m"                       # or "lonlat"
    [[street]]
    name = "High Street"
    class = "residential"             # any highway class of OpenStreetMap
    points = [[0, 0], [200, 10], [400, 0]]
    [[landmark]]
    name = "St Mary"
    kind = "hospital"                 # any type of site
    at = [200, 40]
    size = ["40 m", "30 m"]

Streets are joined wherever they meet. Houses are raised along them in the style of the district.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kinward.city.graph import PassageKind
from kinward.city.project import WIDEST_M, projection_for
from kinward.city.report import MapReport
from kinward.city.sites import TYPES
from kinward.city.streets import CLASSES, NARROW_M
from kinward.city.styles import STYLES, style_of
from kinward.city.survey import District, Plot, Spot, Survey, Way
from kinward.core.errors import InputError
from kinward.core.problems import told

LARGEST = 4 << 20  # bytes of a sketch, at most
MOST_TOLD = 6  # problems told in one message
_ALSO = ("none", "mix")  # district styles that are no style: nothing, the street class's mix


def _metres(value: Any) -> Any:
    """A length such as "4.5 m" or 4.5."""
    if isinstance(value, str):
        match = re.fullmatch(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*m\s*", value, re.ASCII)
        if not match:
            raise ValueError(f'{value!r} is no length; write it like "4.5 m"')
        return float(match[1])
    return value


def _one_of(known: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"{value!r} is unknown; use one of {', '.join(sorted(known))}")
        return value

    return AfterValidator(check)


Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e6, le=1e6)]
Point = tuple[Number, Number]
Line = Annotated[list[Point], Field(min_length=2, max_length=5000)]
Ring = Annotated[list[Point], Field(min_length=3, max_length=5000)]
Length = Annotated[float, BeforeValidator(_metres), Field(gt=0, le=2000, allow_inf_nan=False)]
Words = Annotated[str, Field(max_length=80)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Words = ""


class StreetPart(_Part):
    """A street."""

    cls: Annotated[str, _one_of(tuple(CLASSES)), Field(alias="class")] = "residential"
    points: Line
    width: Length | None = None
    layer: Annotated[int, Field(ge=-5, le=5)] = 0
    bridge: bool = False
    tunnel: bool = False


class RiverPart(_Part):
    """A river or canal by its middle line."""

    points: Line
    width: Length = 20.0


class PondPart(_Part):
    """Standing water by its shore."""

    points: Ring


class DistrictPart(_Part):
    """A quarter with a building style; "none" is left open, "mix" goes by class of street."""

    style: Annotated[str, _one_of((*STYLES, *_ALSO))]
    ring: Ring


class LandmarkPart(_Part):
    """A place to steer by, with a building."""

    kind: Annotated[str, _one_of(tuple(TYPES))]
    at: Point
    size: tuple[Length, Length] = (20.0, 20.0)
    floors: Annotated[int, Field(ge=1, le=150)] = 1
    height: Length | None = None
    invented: bool = False


class LabelPart(_Part):
    """A name on the map."""

    at: Point


class Sketch(BaseModel):
    """A town in a short TOML."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, Field(min_length=1, max_length=60)]
    title: Words = ""
    units: Literal["lonlat", "m"] = "m"
    frame: Ring | None = None
    street: Annotated[list[StreetPart], Field(min_length=1, max_length=20_000)]
    river: list[RiverPart] = []
    pond: list[PondPart] = []
    district: list[DistrictPart] = []
    landmark: list[LandmarkPart] = []
    label: list[LabelPart] = []
    sites: dict[Annotated[str, _one_of(tuple(TYPES))], list[Point]] = {}


def read_sketch(path: Path) -> Survey:
    """Read a sketch file.

    Raises:
        InputError: not TOML, an unknown key or value (named), or no street.
    """
    return survey_of(parse_sketch(path), MapReport(path.name, "sketch"))


def parse_sketch(path: Path) -> Sketch:
    """The checked content of a sketch file."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path.name}: over {LARGEST >> 20} MB; a sketch is short")
        return Sketch.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise InputError(f"{path.name}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(f"{path.name}: is not text; a sketch is a TOML file in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{path.name}: is not TOML ({error})") from None
    except ValidationError as error:
        lines = [told(problem) for problem in error.errors()]
        more = [f"and {len(lines) - MOST_TOLD} more"] if len(lines) > MOST_TOLD else []
        text = ("\n" + " " * len("error: ")).join([*lines[:MOST_TOLD], *more])
        raise InputError(f"{path.name}: {text}") from None


def survey_of(sketch: Sketch, report: MapReport) -> Survey:
    """What a sketch says, in metres."""
    survey = Survey(sketch.name, report)
    every = np.array([p for s in sketch.street for p in s.points])
    if sketch.units == "lonlat":
        projection, unrolled = projection_for(every, report.source)
        survey.crs, survey.origin = projection.crs, projection.origin
        shift = 360.0 if (unrolled[:, 0] > 180).any() else 0.0

        def metres(points: list[Point]) -> np.ndarray:
            lonlat = np.array(points, np.float64)
            if np.abs(lonlat[:, 0]).max() > 180 or np.abs(lonlat[:, 1]).max() > 90:
                raise InputError(
                    f"{report.source}: {points[0]} is no longitude and latitude; "
                    'write units = "m" if metres are meant'
                )
            lonlat[:, 0] = np.where(lonlat[:, 0] < 0, lonlat[:, 0] + shift, lonlat[:, 0])
            return projection.metres(lonlat)
    else:
        if np.ptp(every, axis=0).max() > WIDEST_M:
            raise InputError(
                f"{report.source}: the streets span {np.ptp(every, axis=0).max() / 1000:,.0f} km; "
                f"a town of at most {WIDEST_M / 1000:.0f} km is right"
            )

        def metres(points: list[Point]) -> np.ndarray:
            return np.array(points, np.float64)

    survey.ways = [_way(s, metres(s.points)) for s in sketch.street]
    survey.districts = [District(d.name, d.style, metres(d.ring)) for d in sketch.district]
    survey.water = [_bed(metres(r.points), r.width) for r in sketch.river]
    survey.water += [np.vstack([w, w[:1]]) for w in (metres(p.points) for p in sketch.pond)]
    survey.green = [d.ring for d in survey.districts if d.style == "none"]
    for mark in sketch.landmark:
        x, y = metres([mark.at])[0].tolist()
        survey.plots.append(_landmark(mark, x, y))
        survey.landmarks.append((mark.name, x, y))
    survey.landmarks += [(b.name, *metres([b.at])[0].tolist()) for b in sketch.label]
    for kind, places in sketch.sites.items():
        at = [metres([p])[0].tolist() for p in places]
        survey.spots += [Spot(x, y, kind) for x, y in at]
    frame = metres(sketch.frame) if sketch.frame else _box(np.vstack([w.xy for w in survey.ways]))
    survey.edge = frame
    invented = sum(m.invented for m in sketch.landmark)
    report.rules.append(
        f"landmarks: {len(sketch.landmark)} by hand, {invented} of them invented; "
        "their outlines are assumed"
    )
    return survey


def _way(part: StreetPart, xy: np.ndarray) -> Way:
    """One street with the usual figures of its class."""
    usual = CLASSES[part.cls]
    width = part.width or usual.width
    kind = usual.kind
    if kind is PassageKind.STREET and width <= NARROW_M:
        kind = PassageKind.ALLEY
    if part.bridge:
        kind = PassageKind.BRIDGE
    elif part.tunnel or part.layer < 0:
        kind = PassageKind.TUNNEL
    open_air = kind not in (PassageKind.BRIDGE, PassageKind.TUNNEL)
    return Way(
        xy,
        keys=[(x, y) for x, y in xy.tolist()],  # the same point is the same place
        kind=kind,
        width=width,
        use=usual.use,
        layer=part.layer,
        name=part.name,
        frontage=usual.frontage if open_air else "",
    )


def _bed(middle: np.ndarray, width: float) -> np.ndarray:
    """The closed shore of a river of this width."""
    import shapely

    bed = shapely.buffer(shapely.LineString(middle), width / 2, cap_style="flat", quad_segs=4)
    part = max(shapely.get_parts(bed), key=lambda p: p.area)
    return shapely.get_coordinates(part.exterior)


def _landmark(mark: LandmarkPart, x: float, y: float) -> Plot:
    w, h = mark.size[0] / 2, mark.size[1] / 2
    ring = np.array([(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)])
    return Plot(
        ring,
        style=style_of({}, mark.kind),
        name=mark.name,
        floors=mark.floors,
        height=mark.height,
        sites=[(mark.kind, mark.name)],
    )


def _box(xy: np.ndarray, margin: float = 60.0) -> np.ndarray:
    (x0, y0), (x1, y1) = xy.min(axis=0) - margin, xy.max(axis=0) + margin
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
