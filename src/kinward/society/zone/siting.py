"""Siting a zone by rule: which streets it holds, where its wall and gates are, what houses what."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kinward.city.graph import PlaceGraph, UnitKind, Use
from kinward.city.routes import field_from
from kinward.core.errors import InputError
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Area, Count, Duration, Share, Switch

# public places of a zone, in this order everywhere
HALL, SCHOOL_ROOM, MUSIC_ROOM, CLINIC_WARD, STORES, QUARANTINE_HOUSE, COMMAND, RANGE_HALL = range(8)
PLACES = (
    "dining hall", "school", "music room", "clinic", "stores", "quarantine", "command post",
    "range",
)  # fmt: skip


class Zone(Parameters):
    """The zone: its wall, gates, lamps and rules."""

    on: Switch = param(True, "there is a zone; off: a city without walls", "story K6")
    center: str = param("", "landmark or street at its middle; empty: placed by rule", "assumed")
    room: Area = param("9 m2", "floor area of dwellings a person", "assumed: huts for two",
                       ge="2 m2",
                       le="200 m2")  # fmt: skip
    gates: Count = param(2, "gates", "assumed", ge=1, le=12)
    hall_seats: Count = param(1300, "people to each dining hall", "assumed", ge=20, le=100000)
    school_seats: Count = param(4500, "people of the zone to each school, range and drill hall",
                                "assumed", ge=20, le=1000000)  # fmt: skip
    curfew: Switch = param(True, "people keep indoors from curfew to the bell", "story K6")
    curfew_from: Duration = param("21 h", "time of day of curfew", "assumed", ge="0 h", le="24 h")
    curfew_to: Duration = param(
        "6 h", "time of day at which it ends", "assumed", ge="0 h", le="24 h"
    )
    screening: Switch = param(True, "who comes in is looked over at the gate", "story K11")
    quarantine: Duration = param("48 h", "stay of those with a possible exposure", "story K1: 40 h",
                                 ge="0 h", le="60 days")  # fmt: skip
    beds: Count = param(60, "places in quarantine", "assumed", ge=0, le=100000)
    sensitivity: Share = param(0.9, "signs of Stage One are seen at a look", "assumed")
    specificity: Share = param(
        0.97, "a calm healthy person is seen as healthy at a look", "assumed"
    )
    lamps: Switch = param(True, "ultraviolet lamps at the wall keep the infected off", "story K6")
    protocol: Switch = param(True, "the bitten are to die before they turn", "story K11")
    search: Switch = param(True, "a team that does not report is looked for", "story K10")
    wall: Switch = param(True, "a wall cuts the streets between its gates", "story K6")
    scars: Switch = param(True, "who was bitten and stays well is noticed by the scar", "story K11")


@dataclass(frozen=True)
class ZonePlan:
    """A sited zone.

    Attributes:
        passages: bool (P,) street passages inside, with the stairs on them.
        walls: int32 passages that the wall cuts; wall_nodes: their node on the inner side.
        gates: int32 passages with a gate, each open to members.
        gate_inside: int32 node of each gate on the inner side.
        place_unit: int32 (8, k) units of the public places, by PLACES; unused entries 0.
        dwellings: int32 units to live in. outside: int32 dwellings beyond the wall.
        center: x, y in m. radius: m along the streets.
    """

    passages: np.ndarray
    walls: np.ndarray
    wall_nodes: np.ndarray
    gates: np.ndarray
    gate_inside: np.ndarray
    place_unit: np.ndarray
    dwellings: np.ndarray
    outside: np.ndarray
    center: tuple[float, float]
    radius: float


def site_zone(graph: PlaceGraph, living: int, zone: Zone) -> ZonePlan:
    """Choose the streets of a zone around its centre until there is room for `living`.

    Rule: nodes are taken in order of walking distance from the centre until the dwellings on
    passages between them offer `zone.room` a person. Passages that leave that set are walled off,
    but for the gates: the widest that cars can pass, as far apart in direction as can be.

    Raises:
        InputError: the map has too few dwellings, or the centre is not on it.
    """
    center = _center_node(graph, zone)
    near = field_from(graph, center).astype(np.float64)
    street_of_unit = _street(graph, graph.u_passage)
    reach = np.maximum(near[graph.p_a[street_of_unit]], near[graph.p_b[street_of_unit]])
    home = (graph.u_kind == UnitKind.DWELLING) & np.isfinite(reach)
    home[0] = False
    order = np.argsort(np.where(home, reach, np.inf), kind="stable")[: int(home.sum())]
    area = np.cumsum(graph.u_area[order])
    need = living * zone.room
    # at most 60 % of the housing, so that a city is left around the zone
    if len(area) == 0 or area[-1] * 0.75 < need:
        room = area[-1] if len(area) else 0.0
        raise InputError(
            f"people = {living}: a zone for them needs {need:,.0f} m2 of dwellings "
            f"({zone.room:g} m2 each, zone.room), and three quarters of the map's are "
            f"{0.75 * room:,.0f} m2; use fewer people, a larger map, or less zone.room"
        )
    radius = float(reach[order[int(np.searchsorted(area, need))]])
    inside_node = near <= radius
    street = graph.p_host < 0
    a_in = np.zeros(len(graph.p_len), bool)
    b_in = a_in.copy()
    a_in[street] = inside_node[graph.p_a[street]]
    b_in[street] = inside_node[graph.p_b[street]]
    inside = a_in & b_in
    crossing = np.flatnonzero(a_in != b_in)
    gates = _gates(graph, crossing, a_in, (graph.node_x[center], graph.node_y[center]), zone.gates)
    inner = np.where(a_in[gates], graph.p_a[gates], graph.p_b[gates])
    walls = np.setdiff1d(crossing, gates)
    wall_nodes = np.where(a_in[walls], graph.p_a[walls], graph.p_b[walls])
    host = np.where(street, np.arange(len(street)), graph.p_host)
    inside = inside[host]
    in_zone = inside[graph.u_passage]
    in_zone[0] = False
    place_unit = _public_places(graph, in_zone, reach, living, zone)
    taken = np.zeros(len(in_zone), bool)
    taken[place_unit[place_unit > 0]] = True
    dwellings = np.flatnonzero(in_zone & ~taken & (graph.u_kind == UnitKind.DWELLING))
    outside = np.flatnonzero(~in_zone & (graph.u_kind == UnitKind.DWELLING))
    return ZonePlan(
        inside, walls.astype(np.int32), wall_nodes.astype(np.int32), gates.astype(np.int32),
        inner.astype(np.int32), place_unit,
        dwellings.astype(np.int32), outside[outside > 0].astype(np.int32),
        (float(graph.node_x[center]), float(graph.node_y[center])), radius,
    )  # fmt: skip


def no_zone(graph: PlaceGraph, dwellings: np.ndarray, outside: np.ndarray) -> ZonePlan:
    """A city without a zone: no wall, no gate and no public place of its own.

    Args:
        graph: the city.
        dwellings: units that the living live in. outside: former homes of the infected.
    """
    none = np.zeros(0, np.int32)
    n = graph.n_street
    x, y = graph.node_x, graph.node_y
    centre = (float(x.mean()), float(y.mean())) if n else (0.0, 0.0)
    return ZonePlan(
        np.zeros(len(graph.p_len), bool), none, none, none, none,
        np.zeros((len(PLACES), 1), np.int32), dwellings.astype(np.int32),
        outside.astype(np.int32), centre, 0.0,
    )  # fmt: skip


def _street(graph: PlaceGraph, passage: np.ndarray) -> np.ndarray:
    """The street passage of each passage: itself, or the host of a stair."""
    host = graph.p_host[passage]
    return np.where(host >= 0, host, passage)


def _center_node(graph: PlaceGraph, zone: Zone) -> int:
    x = y = math.nan
    if zone.center:
        wanted = zone.center.casefold()
        for name, lx, ly in graph.landmarks:
            if wanted in name.casefold():
                x, y = lx, ly
                break
        else:
            for p in range(graph.n_street):
                if wanted in graph.names[graph.p_name[p]].casefold():
                    x, y = graph.node_x[graph.p_a[p]], graph.node_y[graph.p_a[p]]
                    break
        if math.isnan(x):
            near = ", ".join(n for n, *_ in graph.landmarks[:6]) or "the map has none"
            raise InputError(
                f"zone.center = {zone.center!r}: no such landmark or street; landmarks: {near}"
            )
    else:  # where the dwellings are, weighed by area, but off the very middle of the map
        home = graph.u_kind == UnitKind.DWELLING
        home[0] = False
        b = graph.u_building[home]
        w = graph.u_area[home]
        if not len(b):
            raise InputError("the map has no dwellings: a zone cannot be placed on it")
        x = float(np.average(graph.b_x[b], weights=w))
        y = float(np.average(graph.b_y[b], weights=w))
    return int(np.argmin((graph.node_x - x) ** 2 + (graph.node_y - y) ** 2))


def _gates(graph, crossing, a_in, center, count) -> np.ndarray:
    """The widest drivable crossings, each far in direction from those chosen before."""
    if not len(crossing):
        raise InputError("the zone takes in the whole map: use a larger map or fewer people")
    inner = np.where(a_in[crossing], graph.p_a[crossing], graph.p_b[crossing])
    angle = np.arctan2(graph.node_y[inner] - center[1], graph.node_x[inner] - center[0])
    drive = (graph.p_use[crossing] & int(Use.DRIVE)) > 0
    score = graph.p_width[crossing] + np.where(drive, 100.0, 0.0)
    chosen: list[int] = []
    for _ in range(min(count, len(crossing))):
        apart = np.ones(len(crossing))
        for c in chosen:
            apart = np.minimum(apart, np.abs(np.sin((angle - angle[c]) / 2)))
        chosen.append(int(np.argmax(np.where(np.isin(np.arange(len(crossing)), chosen), -np.inf,
                                             score * apart))))  # fmt: skip
    return crossing[np.array(sorted(chosen))]


_WANTED = {
    HALL: (UnitKind.HALL, UnitKind.FOOD, UnitKind.SCHOOL, UnitKind.MALL, UnitKind.OFFICE),
    SCHOOL_ROOM: (UnitKind.SCHOOL, UnitKind.HALL, UnitKind.OFFICE, UnitKind.SHOP),
    MUSIC_ROOM: (UnitKind.SCHOOL, UnitKind.HALL, UnitKind.FOOD, UnitKind.SHOP, UnitKind.OFFICE),
    CLINIC_WARD: (UnitKind.HOSPITAL, UnitKind.PHARMACY, UnitKind.OFFICE, UnitKind.SHOP),
    STORES: (UnitKind.MALL, UnitKind.WORKSHOP, UnitKind.SHOP, UnitKind.OFFICE),
    QUARANTINE_HOUSE: (UnitKind.INN, UnitKind.OFFICE, UnitKind.HALL, UnitKind.SHOP),
    COMMAND: (UnitKind.OFFICE, UnitKind.HALL, UnitKind.SHOP),
    RANGE_HALL: (UnitKind.WORKSHOP, UnitKind.HALL, UnitKind.MALL, UnitKind.SHOP),
}


def _public_places(graph, in_zone, reach, living, zone) -> np.ndarray:
    """Units for the public places: of the wanted kind, the largest; else the largest dwellings."""
    free = in_zone & (graph.u_floor == 0)
    count = dict.fromkeys(range(len(PLACES)), 1)
    count[HALL] = -(-living // zone.hall_seats)
    count[SCHOOL_ROOM] = count[RANGE_HALL] = -(-living // zone.school_seats)
    out = np.zeros((len(PLACES), max(count.values())), np.int32)
    for place in range(len(PLACES)):
        for j in range(count[place]):
            unit = _best(graph, free, _WANTED[place], out[place, :j])
            if unit < 0:
                raise InputError(
                    f"people = {living}: the zone is too small to hold its {PLACES[place]}; "
                    "use more people or another zone.center"
                )
            free[unit] = False
            out[place, j] = unit
    return out


APART = 150.0  # m: public places of one kind are spread at least so far where they can (assumed)


def _best(graph: PlaceGraph, free: np.ndarray, kinds: tuple, taken: np.ndarray) -> int:
    """The largest free unit of the first wanted kind, away from those taken; -1 if none is free."""
    rows = np.flatnonzero(free)
    if not len(rows):
        return -1
    rank = np.full(len(rows), 50.0)
    for r, kind in reversed(list(enumerate(kinds))):
        rank[graph.u_kind[rows] == kind] = r
    b = graph.u_building[rows]
    for u in taken:
        o = graph.u_building[u]
        near = np.hypot(graph.b_x[b] - graph.b_x[o], graph.b_y[b] - graph.b_y[o]) < APART
        rank[near] += 100.0
    best = rows[rank == rank.min()]
    return int(best[np.argmax(graph.u_area[best])])
