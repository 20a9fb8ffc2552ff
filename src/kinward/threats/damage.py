"""Damage: which buildings an impact brings down, and what their rubble leaves of the streets.

All of it follows from the map, the seed and the section `impact`, so that it is found when the
world is built; the process *impact* lets it come true.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from kinward.city.graph import UnitKind
from kinward.city.points import LINES, Lines, point_at
from kinward.core.draws import uniforms
from kinward.core.purposes import FALLS_DOWN
from kinward.threats.blast import overpressure, withstands
from kinward.threats.impact_parameters import FURTHEST, Impact

NAMES = ("falls", "b_pressure", "rubble_open", "rubble_shut", "heap")
HEAPS = 24  # heaps of rubble that are told apart, as facts that people learn, at most
STOREYS = (4, 7, 20)  # from which a building is of masonry, of concrete, a tower


def damage(c: Mapping[str, np.ndarray], par: Impact, x: float, y: float) -> dict[str, np.ndarray]:
    """What the impact does to the city.

    Args:
        c: columns of the city by name, and the seed.
        par: the impact. x, y: where it falls, m.

    Returns:
        falls bool (B,); b_pressure float64 (B,) kPa; rubble_open float64 (C,) share of the width
        of each cell that is left; rubble_shut bool (P,) passages that are closed; heap int32 (P,)
        number of the heap of rubble that closes each street, -1 none.
    """
    pressure = np.zeros(len(c["b_x"]))
    falls = np.zeros(len(pressure), bool)
    if par.on:
        far = np.sqrt((c["b_x"] - x) ** 2 + (c["b_y"] - y) ** 2)
        pressure[:] = [overpressure(d, par.energy) for d in far.tolist()]
        falls = par.collapse & (pressure >= _strength(c, par))
    open_, shut = np.ones(len(c["cell_area"])), np.zeros(len(c["p_len"]), bool)
    if par.rubble and falls.any():
        open_, shut = narrowed(c, par, rubble(c, par, falls))
    heap = heaps(c, shut)
    stairs = c["b_stair"][falls]
    shut[stairs[stairs >= 0]] = True
    return dict(zip(NAMES, (falls, pressure, open_, shut, heap), strict=True))


def _strength(c: Mapping[str, np.ndarray], par: Impact) -> np.ndarray:
    """Pressure (B,) kPa that each building withstands, by its height."""
    kinds = np.array([par.house, par.masonry, par.concrete, par.tower])
    median = kinds[np.searchsorted(STOREYS, c["b_floors"], side="right")]
    median[c["b_kind"] == UnitKind.BUS] = par.bus
    u = np.empty(len(median))
    uniforms(c["seed"][0], FALLS_DOWN, np.arange(len(u), dtype=np.uint64), 0, 0, u)
    return np.array([withstands(m, par.spread, v) for m, v in zip(median.tolist(), u.tolist())])


def reach(height: float) -> float:
    """How far (m) the rubble of a building so high (m) lies at most."""
    heights, shares = zip(*FURTHEST, strict=True)
    return float(np.interp(height, heights, shares)) * height


class Rubble(NamedTuple):
    """What lies in each cell, from each side of the street, (C, 2): m into it, and m high."""

    into: np.ndarray
    high: np.ndarray


def rubble(c: Mapping[str, np.ndarray], par: Impact, falls: np.ndarray) -> Rubble:
    """The heaps that the houses of a street leave in it.

    A house lies along its street for as long as its front; of several on one side the widest
    heap counts.
    """
    lines, houses = Lines(*(c[n] for n in LINES)), c["b_kind"] != UnitKind.BUS
    out = Rubble(np.zeros((len(c["cell_area"]), 2)), np.zeros((len(c["cell_area"]), 2)))
    for b in np.flatnonzero(falls & (c["b_passage"] >= 0) & houses).tolist():
        p, off = int(c["b_passage"][b]), float(c["b_off"][b])
        front, height = float(np.sqrt(c["b_area"][b])), float(c["b_height"][b])
        x, y = point_at(lines, p, off)
        back, ahead = (point_at(lines, p, min(max(off + d, 0.0), c["p_len"][p])) for d in (-1, 1))
        dx, dy = ahead[0] - back[0], ahead[1] - back[1]
        ox, oy = float(c["b_x"][b]) - x, float(c["b_y"][b]) - y
        side = int(dx * oy - dy * ox > 0.0)
        setback = max(0.0, np.sqrt(ox * ox + oy * oy) - front / 2 - c["p_width"][p] / 2)
        n, size = int(c["p_ncell"][p]), float(c["p_len"][p]) / int(c["p_ncell"][p])
        first, last = int((off - front / 2) / size), int((off + front / 2) / size)
        cells = c["p_cell"][p] + np.arange(max(0, first), min(n - 1, last) + 1)
        lies = max(0.0, par.debris * reach(height) - setback)
        out.into[cells, side] = np.maximum(out.into[cells, side], lies)
        out.high[cells, side] = np.maximum(out.high[cells, side], par.heap * height)
    return out


def narrowed(
    c: Mapping[str, np.ndarray], par: Impact, lies: Rubble
) -> tuple[np.ndarray, np.ndarray]:
    """What is left of the streets.

    Heaps slope down from their houses. Where those of both sides meet, people climb over the
    lowest point between them as long as it is not higher than `climbs`.

    Returns:
        Share (C,) of the width of each cell that is free, at least that of one who climbs; and
        whether each passage (P,) bool is closed.
    """
    open_, shut = np.ones(len(c["cell_area"])), np.zeros(len(c["p_len"]), bool)
    both = lies.into.sum(axis=1)
    for p in np.flatnonzero(c["p_host"] < 0).tolist():
        cells = slice(int(c["p_cell"][p]), int(c["p_cell"][p] + c["p_ncell"][p]))
        width = float(c["p_width"][p])
        left = np.maximum(1.0 - both[cells] / width, min(1.0, par.least / width))
        open_[cells] = np.minimum(open_[cells], left)
        over = np.maximum(both[cells] - width, 0.0) / np.maximum(both[cells], width)
        shut[p] = (lies.high[cells].max(axis=1) * over > par.climbs).any()
    return open_, shut


def heaps(c: Mapping[str, np.ndarray], shut: np.ndarray) -> np.ndarray:
    """Number (P,) int32 of the heap that each closed street lies under, -1 for the open.

    Closed streets whose middles are near one another are one heap: who stands before it knows
    it. How near, is doubled until there are few enough.
    """
    out = np.full(len(shut), -1, np.int32)
    rows = np.flatnonzero(shut)
    if not len(rows):
        return out
    lines = Lines(*(c[n] for n in LINES))
    xy = np.array([point_at(lines, p, float(c["p_len"][p]) / 2) for p in rows.tolist()])
    near = 100.0
    while True:
        group = _together(xy, near)
        if group.max() < HEAPS:
            break
        near *= 2.0
    out[rows] = group
    return out


def _together(xy: np.ndarray, near: float) -> np.ndarray:
    """Groups (n,) of points (n, 2) that hang together by steps of at most `near` m."""
    group = np.full(len(xy), -1, np.int32)
    n = 0
    for i in range(len(xy)):
        if group[i] >= 0:
            continue
        front = [i]
        group[i] = n
        while front:
            at = xy[front.pop()]
            found = np.flatnonzero((group < 0) & (((xy - at) ** 2).sum(axis=1) <= near * near))
            group[found] = n
            front += found.tolist()
        n += 1
    return group
