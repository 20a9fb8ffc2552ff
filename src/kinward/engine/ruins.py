"""What impact and fire take of a scenario: where, when, what will fall, what can burn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kinward.chronicle.places import along
from kinward.core.errors import InputError
from kinward.core.quantity import ms
from kinward.engine.scenario import Scenario
from kinward.engine.targets import site
from kinward.engine.world import World
from kinward.threats.adjoining import adjoining
from kinward.threats.damage import damage
from kinward.threats.vehicles import left_standing


def ruin_columns(world: World, columns: dict[str, Any]) -> dict[str, np.ndarray]:
    """The fixed columns of impact and fire. Raises InputError where it would miss the map."""
    par = world.scenario.impact
    x, y = epicentre(world)
    ruins = damage(columns, par, x, y)
    open_ = left_standing(columns, world.scenario.traffic)
    rubble, least = (
        ruins["rubble_open"],
        par.least / np.repeat(world.graph.p_width, world.graph.p_ncell),
    )
    # vehicles under rubble, or beside it, leave whoever climbs over it as much room
    ruins["rubble_open"] = np.maximum(rubble * open_, np.minimum(rubble, least))
    ruins["car_cell"] = open_ < 1.0
    return ruins | {
        "impact_ms": np.array([ms(par.at)], np.int64),
        "impact_x": np.array([x]), "impact_y": np.array([y]),
        "impact_place": np.array([nearest_street(world, x, y)]), "b_place": door_places(world),
        "depth_mean": np.array([par.depth]), "dusk": dusk(world.scenario),
        **fire_columns(world, columns),
    }  # fmt: skip


def fire_columns(world: World, columns: dict[str, Any]) -> dict[str, np.ndarray]:
    """The fixed columns of fires. Raises InputError where one would start nowhere."""
    par, g = world.scenario.fire, world.graph
    starts = -1
    if par.on and par.site:
        starts = int(g.u_building[site(world, par.site, "fire.site")])
        if starts < 0:
            raise InputError(f"fire.site = {par.site!r}: no building; expected one that can burn")
    rooms = np.flatnonzero(g.u_building >= 0)
    order = rooms[np.argsort(g.u_building[rooms], kind="stable")]
    ptr = np.zeros(len(g.b_x) + 1, np.int64)
    np.cumsum(np.bincount(g.u_building[rooms], minlength=len(g.b_x)), out=ptr[1:])
    return adjoining(columns, par.furthest if par.on else -1.0) | {
        "fire_ms": np.array([ms(par.at)], np.int64), "fire_at": np.array([starts], np.int64),
        "room_ptr": ptr, "room_at": order.astype(np.int32),
    }  # fmt: skip


def nearest_street(world: World, x: float, y: float) -> int:
    """The street passage whose middle is nearest to a point."""
    g = world.graph
    p = np.arange(g.n_street)
    px, py = along(g, p, g.p_len[p] / 2)
    return int(np.argmin((px - x) ** 2 + (py - y) ** 2))


def dusk(scenario: Scenario) -> np.ndarray:
    """Extinction (1/m) from which the day is as dark as the night, and sight in the dark, m."""
    air = scenario.air
    dark = -math.log(air.dark) / air.depth if air.dark > 0.0 else math.inf
    return np.array([dark, scenario.sky.sight_dark])


def door_places(world: World) -> np.ndarray:
    """Place (B,) of the first room of each building; its street where it has none."""
    g = world.graph
    out = g.b_passage.astype(np.int64)
    rooms = np.flatnonzero(g.u_building >= 0)[::-1]
    out[g.u_building[rooms]] = len(g.p_len) + rooms  # the first is written last
    return out


def epicentre(world: World) -> tuple[float, float]:
    """Where it falls, m east and north."""
    par, g = world.scenario.impact, world.graph
    if not par.on or not par.site:
        x, y = float(par.x), float(par.y)
    else:
        unit = site(world, par.site, "impact.site")
        b = int(g.u_building[unit])
        if b >= 0:
            x, y = float(g.b_x[b]), float(g.b_y[b])
        else:
            x, y = g.point(int(g.u_passage[unit]), float(g.u_off[unit]))
    low = (float(g.node_x.min()), float(g.node_y.min()))
    high = (float(g.node_x.max()), float(g.node_y.max()))
    if par.on and not (low[0] <= x <= high[0] and low[1] <= y <= high[1]):
        raise InputError(
            f"impact.x = {x:g}, impact.y = {y:g}: outside the map; expected x from {low[0]:.0f} "
            f"to {high[0]:.0f} m and y from {low[1]:.0f} to {high[1]:.0f} m"
        )
    return x, y
