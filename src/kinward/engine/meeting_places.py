"""Where households agreed to meet: the street door of the home, or a public house nearby."""

from __future__ import annotations

import numpy as np

from kinward.city.graph import PlaceGraph, UnitKind
from kinward.core.draws import uniform
from kinward.core.process import pack
from kinward.core.purposes import AGREED, AT_DOOR
from kinward.engine.world import World

PUBLIC = (UnitKind.SCHOOL, UnitKind.HALL, UnitKind.HOSPITAL, UnitKind.MALL)
GROWN, REMEMBERS = 14, 10  # years (mind/warned.py)


def meeting_columns(world: World) -> dict[str, np.ndarray]:
    """The fixed columns of meeting places: of each household the spot in the street, -1 none.

    Which households have one, and which kind, are draws by the key of the household. Those of
    whom only one is old enough to remember have none.
    """
    par, pop, g = world.scenario.reunion, world.population, world.graph
    n, seed = len(pop.h_key), np.uint64(world.scenario.seed)
    passage, off = np.full(n, -1, np.int32), np.zeros(n)
    columns = {"meet_passage": passage, "meet_off": off, "reunion": pack(par)}
    if not par.on or not world.scenario.warning.on:
        return columns
    public = _public(g)
    for h in range(n):
        who = pop.h_member[pop.h_ptr[h] : pop.h_ptr[h + 1]]
        who = who[~pop.infected[who]]
        key = pop.h_key[h]
        if (pop.age[who] >= REMEMBERS).sum() < 2 or not (pop.age[who] >= GROWN).any():
            continue
        if uniform(seed, AGREED, key, np.uint64(0), 0, 0) >= par.agreed:
            continue
        home = int(pop.home[who[0]])
        if home <= 0:
            continue
        spot = _street(g, home)
        at = np.array(g.point(*spot))
        if uniform(seed, AT_DOOR, key, np.uint64(0), 0, 0) >= par.door and len(public[0]):
            far = np.hypot(*(public[1] - at).T)
            i = int(np.argmin(far))
            if far[i] <= par.near:
                spot = public[0][i]
        passage[h], off[h] = spot
    return columns


def _public(g: PlaceGraph) -> tuple[list[tuple[int, float]], np.ndarray]:
    """(spots in the street before public houses, their points)."""
    units = np.flatnonzero(np.isin(g.u_kind, PUBLIC) & (g.u_floor == 0))
    spots = sorted({_street(g, int(u)) for u in units if u > 0})
    return spots, np.array([g.point(p, off) for p, off in spots]).reshape(-1, 2)


def _street(g: PlaceGraph, unit: int) -> tuple[int, float]:
    """The spot in the street before a unit, however high it lies."""
    p, off = int(g.u_passage[unit]), float(g.u_off[unit])
    while g.p_host[p] >= 0:
        p, off = int(g.p_host[p]), float(g.p_host_off[p])
    return p, off
