"""Read OpenStreetMap files (.osm, .osm.gz, .osm.bz2, .osm.pbf) into a survey."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kinward.city.landmarks import first_of_each, mark
from kinward.city.near import scribbled
from kinward.city.parts import floors_and_height, is_part, raise_by_parts
from kinward.city.project import Projection, projection_for
from kinward.city.read_barriers import Barred, line_barrier, point_barrier, take_barriers
from kinward.city.report import MapReport
from kinward.city.rivers import close_rivers
from kinward.city.sites import TYPES, site_type
from kinward.city.streets import Street, is_tunnel, name_of, street_of
from kinward.city.styles import NOT_BUILDINGS, style_of
from kinward.city.survey import Part, Plot, Spot, Survey, Way
from kinward.core.errors import InputError

LARGEST = 1 << 29  # bytes of an unpacked map, at most
MOST_NODES = 4_000_000
MOST_LINES = 1_000_000  # ways of any kind, at most
MOST_REFS = 8_000_000  # nodes named by ways, or by the lines of relations, at most
MOST_WAYS = 60_000  # streets, at most
MOST_BUILDINGS = 100_000
MOST_MEETINGS = 10_000  # of rivers and streams with one another, at most
MOST_POINTS = 20_000  # of one line (OpenStreetMap allows 2,000)
SHED_M2 = 12.0  # smaller outlines are sheds and left out, m2 (assumed)
LARGEST_M2 = 120_000.0  # a larger "building" is a drawing error, m2 (assumed)
SCRIBBLED = "outlines, rivers or barriers drawn over themselves again and again"
CAMPUS = {"school": "school", "kindergarten": "school", "hospital": "hospital"}
SUFFIXES = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf", ".pbf", ".osm.xml")
_FREE = {
    "landuse": "forest cemetery grass railway recreation_ground farmland meadow orchard "
    "village_green religious military basin",
    "leisure": "park pitch garden stadium playground golf_course nature_reserve track marina",
    "natural": "wood scrub beach grassland wetland bare_rock sand heath",
    "amenity": "parking grave_yard",
    "railway": "platform",
}
FREE = {key: frozenset(values.split()) for key, values in _FREE.items()}


@dataclass
class Raw:
    """The objects of a file, as they are."""

    nodes: dict[int, tuple[float, float]] = field(default_factory=dict)
    tagged: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    ways: dict[int, tuple[list[int], dict[str, str]]] = field(default_factory=dict)
    areas: list[tuple[list[int], dict[str, str]]] = field(default_factory=list)  # outer way ids


def read_osm(path: Path) -> Survey:
    """Read a map file.

    Raises:
        InputError: the file is missing, cut short, not a map, too large, or without streets.
    """
    source = path.name
    raw = _objects(_unpack(path), path)
    report = MapReport(source, _format(path))
    streets = _streets(raw, report)
    used = np.array([raw.nodes[r] for refs, _ in streets for r in refs], np.float64)
    projection, unrolled = projection_for(used, source)
    wrapped = bool((unrolled[:, 0] > 180).any())
    place = _Places(raw, projection, wrapped)
    survey = Survey(path.name.split(".")[0], report, crs=projection.crs, origin=projection.origin)
    for refs, street in streets:
        survey.ways.append(
            Way(
                place.ring(refs),
                keys=list(refs),
                kind=street.kind,
                width=street.width,
                use=street.use,
                layer=street.layer,
                name=street.name,
                frontage=street.frontage,
            )
        )
    rim = _rim(survey)
    rivers = _areas(raw, place, survey, rim)
    _barriers(raw, place, survey, rim)
    _spots(raw, place, survey, rim)
    raise_by_parts(survey)
    _on_campus(survey)
    close_rivers(survey, rivers)
    survey.landmarks = first_of_each(survey.landmarks)
    if len(survey.plots) > MOST_BUILDINGS:
        raise InputError(
            f"{source}: {len(survey.plots):,} buildings; at most {MOST_BUILDINGS:,} are right, "
            "cut the map to the city you want"
        )
    report.counts["streets read"] = len(streets)
    report.counts["buildings read"] = len(survey.plots)
    report.counts["shops and amenities read"] = len(survey.spots) + sum(
        len(p.sites) for p in survey.plots
    )
    return survey


def _format(path: Path) -> str:
    name = path.name.lower()
    return "pbf" if name.endswith(".pbf") else "osm"


def _unpack(path: Path) -> bytes:
    """The bytes of a map file, unpacked with a limit on their size."""
    name = path.name.lower()
    if not name.endswith(SUFFIXES):
        raise InputError(f"{path.name}: unknown kind of map; use {', '.join(SUFFIXES)} or .toml")
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path.name}: over {LARGEST >> 20} MB; cut it to a city")
        data = path.read_bytes()
        packed = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix.lower())
        if packed is not None:
            with packed(io.BytesIO(data)) as stream:
                data = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(
            f"{path.name}: cannot be read ({reason}); a whole map file is right"
        ) from None
    if len(data) > LARGEST:
        raise InputError(f"{path.name}: unpacks to over {LARGEST >> 20} MB; cut it to a city")
    return data


def _objects(data: bytes, path: Path) -> Raw:
    """Nodes, ways and area relations of a file."""
    from osmium import FileProcessor
    from osmium.io import FileBuffer
    from osmium.osm.types import Node, Relation
    from osmium.osm.types import Way as OsmWay

    raw = Raw()
    named = 0
    try:
        for o in FileProcessor(FileBuffer(data, _format(path))):  # type: ignore[arg-type]
            if isinstance(o, Node):
                if o.location.valid():
                    raw.nodes[o.id] = (o.location.lon, o.location.lat)
                    if len(o.tags):
                        raw.tagged.append((o.id, dict(o.tags)))
                if len(raw.nodes) > MOST_NODES:
                    raise InputError(
                        f"{path.name}: over {MOST_NODES:,} nodes; cut it to the city you want"
                    )
            elif isinstance(o, OsmWay):
                if len(o.nodes) > MOST_POINTS:
                    raise InputError(
                        f"{path.name}: way {o.id} has {len(o.nodes):,} nodes; at most "
                        f"{MOST_POINTS:,} are right (OpenStreetMap allows 2,000)"
                    )
                named += len(o.nodes)
                if len(raw.ways) >= MOST_LINES or named > MOST_REFS:
                    raise InputError(
                        f"{path.name}: over {MOST_LINES:,} ways, or {MOST_REFS:,} nodes named by "
                        "them; cut it to the city you want"
                    )
                raw.ways[o.id] = ([n.ref for n in o.nodes], dict(o.tags))
            elif isinstance(o, Relation) and o.tags.get("type") == "multipolygon":
                outer = [m.ref for m in o.members if m.type == "w" and m.role in ("outer", "")]
                raw.areas.append((outer, dict(o.tags)))
    except InputError:
        raise
    except Exception as error:  # osmium raises its own kinds and the standard ones
        reason = " ".join(str(error).split())[:160]
        raise InputError(
            f"{path.name}: not a whole OpenStreetMap file ({reason}); export it again as "
            ".osm or .osm.pbf"
        ) from None
    return raw


def _streets(raw: Raw, report: MapReport) -> list[tuple[list[int], Street]]:
    """The ways one can walk along, with the nodes that exist."""
    out = []
    unknown: dict[str, int] = {}
    missing = short = highways = 0
    for refs, tags in raw.ways.values():
        if "highway" not in tags:
            continue
        highways += 1
        street = street_of(tags)
        if street is None:
            kind = tags["highway"] if tags["highway"].isidentifier() else "?"
            unknown[kind[:24]] = unknown.get(kind[:24], 0) + 1
            continue
        there = [r for r in refs if r in raw.nodes]
        missing += len(refs) - len(there)
        if len({raw.nodes[r] for r in there}) < 2:
            short += 1
            continue
        out.append((there, street))
    for kind, n in sorted(unknown.items(), key=lambda kv: (-kv[1], kv[0]))[:12]:
        report.drop(f"streets of class {kind!r}, which nobody walks", n)
    named = sum("tunnel" not in t and is_tunnel(t) for _, t in raw.ways.values() if "highway" in t)
    if named:
        report.rules.append(f"tunnels: {named} streets taken for tunnels by their name alone")
    report.drop("street points whose node is missing", missing)
    report.drop("streets of no length or with fewer than two nodes", short)
    if not out:
        found = (
            f"{highways} ways with a highway tag, none usable"
            if highways
            else ("no way has a highway tag")
        )
        raise InputError(
            f"{report.source}: no street was found ({found}); a map needs ways with a highway "
            "tag and at least two different nodes"
        )
    if len(out) > MOST_WAYS:
        raise InputError(
            f"{report.source}: {len(out):,} streets; at most {MOST_WAYS:,} are right, "
            "cut the map to the city you want"
        )
    return out


class _Places:
    """Nodes in metres."""

    def __init__(self, raw: Raw, projection: Projection, wrapped: bool) -> None:
        ids = list(raw.nodes)
        lonlat = np.array([raw.nodes[i] for i in ids], np.float64).reshape(-1, 2)
        if wrapped:
            lonlat[:, 0] = np.where(lonlat[:, 0] < 0, lonlat[:, 0] + 360, lonlat[:, 0])
        self._xy = dict(zip(ids, projection.metres(lonlat).tolist()))

    def ring(self, refs: list[int]) -> np.ndarray:
        """Positions of the nodes that exist, float64 (n, 2) m."""
        xy = self._xy
        return np.array([xy[r] for r in refs if r in xy], np.float64).reshape(-1, 2)

    def at(self, ref: int) -> tuple[float, float]:
        """Position of a node."""
        x, y = self._xy[ref]
        return x, y


def _rim(survey: Survey) -> tuple[float, float, float, float]:
    """The box of the streets with 200 m around it."""
    xy = np.vstack([w.xy for w in survey.ways])
    (x0, y0), (x1, y1) = xy.min(axis=0) - 200.0, xy.max(axis=0) + 200.0
    return float(x0), float(y0), float(x1), float(y1)


def _areas(raw: Raw, place: _Places, survey: Survey, rim: tuple) -> list[np.ndarray]:
    """Buildings, water and free ground from closed ways and multipolygons; open river lines."""
    import shapely

    rivers, streams = [], []
    points = 0
    shapes = [(refs, tags) for refs, tags in raw.ways.values() if tags and "highway" not in tags]
    for outer, tags in raw.areas:
        parts = [place.ring(raw.ways[w][0]) for w in dict.fromkeys(outer) if w in raw.ways]
        points += sum(map(len, parts))
        if points > MOST_REFS:
            raise InputError(
                f"{survey.report.source}: its relations name the same lines again and again; "
                "export it again as .osm or .osm.pbf"
            )
        lines = [shapely.LineString(p) for p in parts if len(p) > 1 and np.isfinite(p).all()]
        if lines and ("building" in tags or is_part(tags) or _is_water(tags) or _is_free(tags)):
            rings = shapely.get_parts(shapely.polygonize(lines))
            for polygon in rings:
                _area(shapely.get_coordinates(polygon.exterior), tags, survey, rim)
    for refs, tags in shapes:
        xy = place.ring(refs)
        if len(xy) < 2 or not np.isfinite(xy).all():
            continue
        if scribbled([xy]):
            survey.report.drop(SCRIBBLED, "barrier" not in tags)  # those are counted elsewhere
            continue
        if len(refs) > 3 and refs[0] == refs[-1] and len(xy) > 3:
            _area(xy, tags, survey, rim)
        elif tags.get("waterway") in ("river", "canal", "stream") and _inside(xy, rim):
            streams.append(xy)
            survey.water.append(xy)
            rivers += [xy] if tags["waterway"] == "river" else []
        elif "building" in tags:
            survey.report.drop("buildings whose outline is not closed")
    if streams and scribbled(streams, MOST_MEETINGS):
        raise InputError(
            f"{survey.report.source}: its rivers and streams cross more than {MOST_MEETINGS:,} "
            "times; such as flow beside one another are right"
        )
    return rivers


def _is_water(tags: dict[str, str]) -> bool:
    return tags.get("natural") == "water" or tags.get("waterway") in ("riverbank", "dock")


def _is_free(tags: dict[str, str]) -> bool:
    return any(tags.get(key) in values for key, values in FREE.items())


def _inside(xy: np.ndarray, rim: tuple[float, float, float, float]) -> bool:
    (x0, y0), (x1, y1) = xy.min(axis=0), xy.max(axis=0)
    return bool(x1 >= rim[0] and x0 <= rim[2] and y1 >= rim[1] and y0 <= rim[3])


def _area(xy: np.ndarray, tags: dict[str, str], survey: Survey, rim: tuple) -> None:
    """Take one closed outline for what its tags say."""
    if not _inside(xy, rim):
        return
    if "building" in tags:
        _building(xy, tags, survey)
        return
    if is_part(tags):
        floors, height = floors_and_height(tags, survey.report)
        survey.parts.append(Part(xy, floors, height))
    if _is_water(tags):
        survey.water.append(xy)
    elif _is_free(tags):
        survey.green.append(xy)
    kind = site_type(tags)
    if kind in CAMPUS and "building" not in tags:
        survey.campuses.append((CAMPUS[kind], xy))
    middle = xy[:-1].mean(axis=0)
    if kind and TYPES[kind].area < 400:  # a campus is no shop; its buildings stand for it
        survey.spots.append(Spot(float(middle[0]), float(middle[1]), kind, name_of(tags)))
    mark(tags, float(middle[0]), float(middle[1]), survey)


def _building(xy: np.ndarray, tags: dict[str, str], survey: Survey) -> None:
    """A building outline: repaired, measured, styled."""
    import shapely

    report = survey.report
    if tags["building"] in NOT_BUILDINGS:
        report.drop("roofs, sheds and ruins that house nothing")
        return
    shape = shapely.make_valid(shapely.Polygon(xy))
    if shape.geom_type != "Polygon":
        parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
        shape = max(parts, key=lambda p: p.area) if parts else shapely.Polygon()
    if shape.area < SHED_M2 or shape.area > LARGEST_M2:
        report.drop(f"buildings under {SHED_M2:.0f} m2 or over {LARGEST_M2:,.0f} m2")
        return
    outline = shapely.simplify(shape, 0.1)
    assert isinstance(outline, shapely.Polygon)
    ring = shapely.get_coordinates(outline.exterior)[:-1]
    floors, height = floors_and_height(tags, report)
    kind, name = site_type(tags), name_of(tags)
    roof = tags.get("roof:shape")
    survey.plots.append(
        Plot(
            np.ascontiguousarray(ring),
            style=style_of(tags, kind),
            name=name,
            floors=floors,
            height=height,
            flat=None if roof is None else roof == "flat",
            sites=[(kind, name)] if kind else [],
        )
    )
    x, y = (float(v) for v in ring.mean(axis=0))
    mark(tags, x, y, survey)


def _barriers(raw: Raw, place: _Places, survey: Survey, rim: tuple) -> None:
    """Walls, fences, bollards and gates; those drawn around an area count as its outline."""
    barred = Barred()
    lines = [(refs, tags) for refs, tags in raw.ways.values() if "barrier" in tags]
    for outer, tags in raw.areas:
        if "barrier" in tags:
            parts = (raw.ways[w] for w in dict.fromkeys(outer) if w in raw.ways)
            lines += [(refs, tags) for refs, own in parts if "barrier" not in own]
    for refs, tags in lines:
        xy = place.ring(refs)
        if not np.isfinite(xy).all() or not (xy[1:] != xy[:1]).any() or not _inside(xy, rim):
            survey.report.drop("barriers of no length or off the streets' map")
        elif scribbled([xy]):
            survey.report.drop(SCRIBBLED)
        else:
            line_barrier(refs, xy, tags, survey, barred)
    for ref, tags in raw.tagged:
        if "barrier" in tags:
            point_barrier(ref, place.at(ref), tags, survey, barred)
    take_barriers(survey, barred)


def _on_campus(survey: Survey) -> None:
    """A building without a use on the ground of a school or hospital belongs to it."""
    import shapely

    plain = [p for p in survey.plots if p.style == "yes" and not p.sites]
    if not plain:
        return
    middles = shapely.points([p.ring.mean(axis=0) for p in plain])
    for style, ring in survey.campuses:
        ground = shapely.make_valid(shapely.Polygon(ring))
        for i in np.flatnonzero(shapely.contains(ground, middles)).tolist():
            plain[i].style = style


def _spots(raw: Raw, place: _Places, survey: Survey, rim: tuple) -> None:
    """Shops and amenities drawn as points."""
    for ref, tags in raw.tagged:
        kind = site_type(tags)
        x, y = place.at(ref)
        if not (rim[0] <= x <= rim[2] and rim[1] <= y <= rim[3]):
            continue
        if kind and tags.get("railway") != "station":
            survey.spots.append(Spot(x, y, kind, name_of(tags)))
        mark(tags, x, y, survey)
