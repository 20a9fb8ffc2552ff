"""Threats at the start: where the first infected stand, what is frail, which doors are shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kinward.city.graph import PassageKind, UnitKind
from kinward.city.routes import KNOWN
from kinward.core.draws import uniforms
from kinward.core.purposes import GIVES_WAY, STAGE_THREE, START_PLACE
from kinward.core.vocabulary import MISSING, OF_SWARM

TIRELESS = 1e9  # s a creature can run


def start_threats(column: Callable[[str], np.ndarray], scenario: Any) -> None:
    """Place the first infected in their former homes and on the streets outside the zone."""
    p = scenario.horde
    seed = np.uint64(scenario.seed)
    key, infected = column("key"), np.flatnonzero(column("infected"))
    u = np.empty((4, len(infected)))
    for i in range(3):
        uniforms(seed, START_PLACE, key[infected], 0, i, u[i])
    uniforms(seed, STAGE_THREE, key[infected], 0, 0, u[3])
    column("stage")[infected] = np.where(u[3] < p.stage_three, 4, 3)
    column("dose")[infected] = 1.0
    # the rest stand on streets outside, wherever there is street, by its length
    street = (column("p_host") < 0) & ~column("p_zone") & np.isfinite(column("way_cost")[0])
    rows = np.flatnonzero(street & ~column("p_gate"))
    out = u[0] >= p.indoors
    if len(rows):
        metres = np.cumsum(column("p_len")[rows])
        where = u[1] * metres[-1]
        i = np.minimum(np.searchsorted(metres, where), len(rows) - 1)
        off = where - (metres[i] - column("p_len")[rows][i])
        who = infected[out]
        column("passage")[who] = rows[i[out]]
        column("offset")[who] = np.clip(off[out], 0.0, column("p_len")[rows][i[out]])
        column("unit")[who] = 0
    _doors(column, p, seed)
    _frail(column, scenario.heights, seed)


def start_swarm(column: Callable[[str], np.ndarray], p: Any) -> None:
    """Lay the creatures into their nests."""
    brood = column("brood")
    nest = column("pack_nest")[column("pack")[brood]]
    column("passage")[brood] = column("nest_passage")[nest]
    column("offset")[brood] = column("nest_off")[nest]
    column("unit")[brood] = 0
    column("chart")[brood] = KNOWN
    column("alert")[brood] = OF_SWARM  # nobody who is carried past wakes it
    column("free_speed")[brood] = column("run_speed")[brood] = p.speed
    spare = brood[column("unborn")[brood]]
    column("fate")[spare], column("fate_t")[spare], column("gone")[spare] = MISSING, 0, True
    column("run_full")[brood] = column("stamina")[brood] = TIRELESS


def _frail(column: Callable[[str], np.ndarray], p: Any, seed: np.uint64) -> None:
    """What may give way: scaffolds everywhere; beyond the wall stairs, and some upper floors."""
    frail, outside = column("frail"), ~column("p_zone")
    frail[column("p_kind") == PassageKind.SCAFFOLD] = p.scaffold
    frail[(column("p_kind") == PassageKind.STAIRS) & outside] = p.stair
    n = len(column("u_passage"))
    u = np.empty(n)
    uniforms(seed, GIVES_WAY, np.arange(n, dtype=np.uint64), 0, 2, u)
    upper = (column("u_floor") > 0) & outside[column("u_passage")]
    column("rotten")[upper & (u < p.rotten)] = p.floor


def _doors(column: Callable[[str], np.ndarray], p: Any, seed: np.uint64) -> None:
    """Doors: shut in the zone; outside, dwellings by a share, shops by half of it."""
    n = len(column("u_passage"))
    units = np.arange(n, dtype=np.uint64)
    u = np.empty(n)
    uniforms(seed, GIVES_WAY, units, 0, 1, u)
    share = np.where(column("u_kind") == UnitKind.DWELLING, p.doors_shut, p.doors_shut / 2)
    inside = column("p_zone")[column("u_passage")]
    shut = inside | (u < share)
    column("door_left")[:] = np.where(shut, p.door / 60.0, 0.0)
    column("door_left")[0] = 0.0
