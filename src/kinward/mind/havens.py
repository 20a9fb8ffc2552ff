"""Havens: where one is safe from a danger, and how far that is from everywhere on foot."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kinward.city.graph import PlaceGraph, Use
from kinward.city.routes import CHARTS, cost_of, spread
from kinward.core.errors import InputError
from kinward.core.words import shown
from kinward.mind.warning_parameters import SAFE, Warned

NAMES = ("haven_d", "haven_of", "haven_passage", "haven_off", "haven_unit", "p_safe")


def no_havens(graph: PlaceGraph) -> dict[str, np.ndarray]:
    """The columns of a world in which nobody has to get anywhere."""
    n = len(graph.node_x)
    return _columns(graph, np.full(n, np.inf), np.zeros(n, np.int32), [(0, 0.0, 0)],
                    np.zeros(n, bool))  # fmt: skip


def havens(graph: PlaceGraph, par: Warned, unit: int) -> dict[str, np.ndarray]:
    """Distances to safety, and the nearest safe spot.

    Args:
        graph: the city.
        par: what is safe. unit: the safe site, where that is asked for.

    Returns:
        haven_d float64 (CHARTS, N) m on foot from each node, by what one knows to be closed (at
        first nothing), and haven_of int32 (CHARTS, N) the spot it leads to, -1 none;
        of each spot haven_passage, haven_off (m) and haven_unit; p_safe bool (P,).

    Raises:
        InputError: no such kind of safety, or nothing of it is on the map.
    """
    if par.safe not in SAFE:
        raise InputError(f"warning.safe = {shown(par.safe)}: expected one of {', '.join(SAFE)}")
    cost = cost_of(graph, Use.WALK)
    if par.safe == "site":
        p = int(graph.u_passage[unit])
        base, off = p, float(graph.u_off[unit])
        while graph.p_host[base] >= 0:
            base, off = int(graph.p_host[base]), float(graph.p_host_off[base])
        ends = [(off, int(graph.p_a[base]), 0),
                (float(graph.p_len[base]) - off, int(graph.p_b[base]), 0)]  # fmt: skip
        spots = [(p, float(graph.u_off[unit]), unit)]
        return _columns(
            graph, *spread(graph.arrays(), cost, ends), spots, np.zeros(len(cost), bool)
        )
    safe = _safe_nodes(graph, par)
    spots, starts = [], []
    for n in np.flatnonzero(safe).tolist():
        rows = graph.adj_passage[graph.adj_ptr[n] : graph.adj_ptr[n + 1]]
        rows = rows[np.isfinite(cost[rows])]
        if len(rows):
            p = int(rows.min())
            starts.append((0.0, n, len(spots)))
            spots.append((p, 0.0 if graph.p_a[p] == n else float(graph.p_len[p]), 0))
    if not spots:
        raise InputError(f"warning.safe = {shown(par.safe)}: nothing on this map is; expected a "
                         "place that one can walk to")  # fmt: skip
    return _columns(graph, *spread(graph.arrays(), cost, starts), spots, safe)


def _safe_nodes(graph: PlaceGraph, par: Warned) -> np.ndarray:
    street = np.diff(graph.adj_ptr) > 0
    x, y = graph.node_x, graph.node_y
    if par.safe == "beyond":
        return street & (np.hypot(x - par.x, y - par.y) > par.beyond)
    sides = (x - x[street].min(), x[street].max() - x, y - y[street].min(), y[street].max() - y)
    return street & (np.minimum.reduce(sides) <= par.rim)


def through(
    graph: PlaceGraph, columns: Mapping[str, np.ndarray], posts: list, cordon: bool
) -> dict[str, np.ndarray]:
    """The columns of safety where one gets out through checkpoints.

    Args:
        graph: the city. columns: of `havens`.
        posts: of each checkpoint its passage, offset (m) and unit.
        cordon: every other way out is closed, and nowhere else is safe.
    """
    names = ("haven_passage", "haven_off", "haven_unit")
    spots = list(posts)
    if not cordon:  # a checkpoint stands in the place of the way out that it is at
        taken = {(p, off) for p, off, _ in posts}
        others = zip(*(columns[n].tolist() for n in names))
        spots += [spot for spot in others if spot[:2] not in taken]
    passage, off, unit = zip(*spots)
    out = dict(columns) | {
        "haven_passage": np.array(passage, np.int32), "haven_off": np.array(off, np.float64),
        "haven_unit": np.array(unit, np.int32),
    }  # fmt: skip
    cost = cost_of(graph, Use.WALK)
    dist, of = spread(graph.arrays(), cost, _starts({**graph.arrays(), **out}, cost))
    out["haven_d"], out["haven_of"] = np.tile(dist, (CHARTS, 1)), np.tile(of, (CHARTS, 1))
    if cordon:
        out["p_safe"] = np.zeros(len(graph.p_len), bool)
    return out


def redraw(c: Mapping[str, np.ndarray], number: int) -> None:
    """Find the ways to safety anew for those who go by chart `number`.

    Args:
        c: the columns of ways and of safety by name; haven_d and haven_of are changed.
    """
    cost = c["way_cost"][2 * number]
    c["haven_d"][number], c["haven_of"][number] = spread(c, cost, _starts(c, cost))


def _starts(c: Mapping[str, np.ndarray], cost: np.ndarray) -> list[tuple[float, int, int]]:
    """Distance (m), node and number of the spots at which the ways to them begin."""
    starts: list[tuple[float, int, int]] = []
    for i in range(len(c["haven_passage"])):
        p, off = int(c["haven_passage"][i]), float(c["haven_off"][i])
        while c["p_host"][p] >= 0:
            p, off = int(c["p_host"][p]), float(c["p_host_off"][p])
        ends = ((off, int(c["p_a"][p])), (float(c["p_len"][p]) - off, int(c["p_b"][p])))
        starts += [(d, node, i) for d, node in ends if d == 0.0 or np.isfinite(cost[p])]
    return starts


def _columns(
    graph: PlaceGraph, dist: np.ndarray, of: np.ndarray, spots: list, safe: np.ndarray
) -> dict[str, np.ndarray]:
    """The columns by name; a passage is safe where both its ends are."""
    p_safe = np.zeros(len(graph.p_len), bool)
    if len(safe) == len(graph.node_x):
        street = np.flatnonzero(graph.p_host < 0)
        p_safe[street] = safe[graph.p_a[street]] & safe[graph.p_b[street]]
        own = np.flatnonzero(graph.p_host >= 0)
        for _ in range(3):  # what hangs on an attached passage
            p_safe[own] = p_safe[graph.p_host[own]]
    passage, off, unit = zip(*spots)
    return dict(zip(NAMES, (
        np.tile(dist, (CHARTS, 1)), np.tile(of.astype(np.int32), (CHARTS, 1)),
        np.array(passage, np.int32), np.array(off, np.float64), np.array(unit, np.int32), p_safe,
    )))  # fmt: skip
