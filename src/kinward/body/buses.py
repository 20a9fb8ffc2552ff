"""Buses: some stand at their stops when something falls on the city, with who has just got on.

A bus is a room with one storey beside its street, which can be thrown over (threats/damage.py),
burn (threats/fire.py) and be dug out of, as a house. Who walks past it in the minutes before and
has far to go gets on. Buses do not drive; after the blow whoever is on one and can goes on on foot.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from kinward.body.vocabulary import GOT_ON
from kinward.city.graph import PassageKind, PlaceGraph, UnitKind, Use
from kinward.city.points import LINES, Lines, point_at
from kinward.core.bundles import EVENTS, WISH
from kinward.core.clock import MINUTE
from kinward.core.draws import uniforms
from kinward.core.events import emit
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import BUS_STOP
from kinward.core.quantity import Count, Duration, Length, Switch
from kinward.core.vocabulary import A_ROUTINE
from kinward.core.wish import Wish, go

LONG, WIDE, HIGH = 12.0, 2.5, 3.0  # m, of a city bus (GB 1589-2016: at most 12, 2.55, 4)
CHILD = 10  # years from which one rides alone (assumed)


class Buses(Parameters):
    """Buses of a city on which something falls."""

    on: Switch = param(False, "buses stand at their stops when something falls", "story S6")
    every: Length = param("600 m", "length of wide street for each", "assumed", ge="50 m")
    street: Length = param("10 m", "width of a street from which it has a stop", "assumed",
                           ge="5 m", le="100 m")  # fmt: skip
    seats: Count = param(40, "people whom it holds", "assumed", ge=1, le=200)
    waits: Duration = param("10 min", "since when people get on", "assumed", ge="1 min", le="2 h")
    rides: Length = param("500 m", "way that is left to who gets on", "assumed", ge="0 m")
    near: Length = param("50 m", "how near its door one passes", "assumed", ge="1 m", le="500 m")


def with_buses(graph: PlaceGraph, par: Buses, seed: int) -> PlaceGraph:
    """The graph with a building of one room more for each bus, at the side of its street."""
    if not par.on:
        return graph
    kinds = (graph.p_kind == PassageKind.STREET) & (graph.p_host < 0)
    wide = kinds & ((graph.p_use & int(Use.DRIVE)) > 0) & (graph.p_width >= par.street)
    rows = np.flatnonzero(wide & (graph.p_len >= 2.0 * LONG))
    u = np.empty(len(rows))
    keys = rows.astype(np.uint64)
    uniforms(np.uint64(seed), BUS_STOP, keys, 0, 0, u)
    p = rows[u < graph.p_len[rows] / par.every]
    at = np.empty(len(p))
    uniforms(np.uint64(seed), BUS_STOP, p.astype(np.uint64), 0, 1, at)
    off = LONG + at * (graph.p_len[p] - 2.0 * LONG)
    n, first = len(p), len(graph.b_x)
    rings = np.array([_ring(graph, *at) for at in zip(p.tolist(), off.tolist(), strict=True)])
    rings = rings.reshape(n, 4, 2)
    foot = graph.b_xy[-1] + 4 * np.arange(1, n + 1)
    more: dict[str, Any] = {
        "b_x": rings[:, :, 0].mean(axis=1), "b_y": rings[:, :, 1].mean(axis=1), "b_floors": 1,
        "b_height": HIGH, "b_area": LONG * WIDE, "b_kind": UnitKind.BUS, "b_name": 0,
        "b_passage": p, "b_off": off, "b_stair": -1, "b_flat": False, "b_made": True,
        "b_xy": foot, "foot_x": rings[:, :, 0].ravel(), "foot_y": rings[:, :, 1].ravel(),
        "roof_ptr": graph.roof_ptr[-1],
        "u_passage": p, "u_off": off, "u_building": first + np.arange(n), "u_floor": 0,
        "u_area": LONG * WIDE, "u_kind": UnitKind.BUS, "u_name": 0, "u_exits": 2,
    }  # fmt: skip
    size = {"foot_x": 4 * n, "foot_y": 4 * n}
    columns = graph.arrays()
    return replace(graph, **{
        name: np.concatenate([
            columns[name],
            np.broadcast_to(value, size.get(name, n)).astype(columns[name].dtype),
        ])
        for name, value in more.items()
    })  # fmt: skip


def _ring(graph: PlaceGraph, p: int, off: float) -> np.ndarray:
    """Corners (4, 2), m, of a bus that stands along street p at the side of it."""
    ahead = np.array(graph.point(p, off + LONG / 2)) - np.array(graph.point(p, off - LONG / 2))
    along = ahead / max(1e-9, float(np.hypot(*ahead)))
    aside = np.array([along[1], -along[0]])
    middle = np.array(graph.point(p, off)) + aside * (graph.p_width[p] / 2 - WIDE)
    a, b = along * LONG / 2, aside * WIDE / 2
    return np.array([middle - a - b, middle + a - b, middle + a + b, middle - a + b])


def get_on(t: int, par: Buses, c: Any) -> None:
    """Let those who pass a bus get on before it falls, and go on on foot a minute after."""
    falls = int(c.impact_ms[0])
    if not falls - 1000.0 * par.waits <= t <= falls + MINUTE:
        return
    buses = np.flatnonzero(c.u_kind == UnitKind.BUS)
    here = (c.fate == 0) & ~c.gone & c.awake_mind & (c.aim == A_ROUTINE) & (c.passage >= 0)
    if t > falls:
        c.resume[here & np.isin(c.unit, buses)] = True
        return
    walks = here & c.moving & (c.unit == 0) & (c.party < 0) & (c.age >= CHILD) & (c.wish == 0)
    want = Wish(*(getattr(c, n) for n in WISH))
    lines = Lines(*(getattr(c, n) for n in LINES))
    bound = np.isin(c.goal_unit, buses) & (c.fate == 0) & ~c.gone
    for u in buses.tolist():
        p, off = int(c.u_passage[u]), float(c.u_off[u])
        room = par.seats - int((bound & (c.goal_unit == u)).sum())
        passes = np.flatnonzero(walks & (c.passage == p) & (abs(c.offset - off) <= par.near))
        for m in passes[np.argsort(c.key[passes])].tolist():
            q = int(c.goal_passage[m])
            if room <= 0 or q < 0:
                continue
            x, y = point_at(lines, p, off)
            gx, gy = point_at(lines, q, float(c.goal_offset[m]))
            if np.hypot(gx - x, gy - y) < par.rides:
                continue
            room -= 1
            go(want, m, p, off, u)
            emit(c.ev_ints, c.ev_reals, c.ev_head, t, GOT_ON, m, -1, 0, p, -1, 0.0,
                 0.0, -1)  # fmt: skip


BUS = Process(
    "get_on", "minute", get_on, section="buses", python=True,
    writes=(*WISH, "resume", *EVENTS),
    reads=("fate", "gone", "awake_mind", "aim", "passage", "offset", "unit", "moving", "party",
           "goal_passage", "goal_offset", "goal_unit"),
    fixed=(*LINES, "impact_ms", "u_kind", "u_passage", "u_off", "age", "key"),
    meaning="who passes a bus gets on, until something falls",
    of="buses",
)  # fmt: skip
