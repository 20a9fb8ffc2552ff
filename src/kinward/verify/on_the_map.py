"""Checks of towers and bridges on the built-in map of Shanghai: B15."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from kinward import city
from kinward.city import PlaceGraph
from kinward.core.draws import uniforms
from kinward.core.math import normal_quantile
from kinward.core.purposes import START_PLACE, WALKING_SPEED
from kinward.verify.check import Line, at_least, check
from kinward.verify.counterflow import MEAN, SPREAD
from kinward.verify.towers import CRITICAL, FREE, PEAK
from kinward.verify.worlds import Walk, rebuild_lists, stand, without, world

TOWER, BRIDGE = "Broadway Mansions", "Henan Road Bridge"
UP = 300  # people who go up its stair
SPEEDS = (0.5, 0.75, 1.0)  # m/s, own free speeds
CROWD, OTHERS = 600, (0, 150, 600)  # over the bridge, and against them
BANK = 60.0  # m of street before the bridge that a crowd stands on


def tower_of(graph: PlaceGraph) -> int:
    """The building of that name."""
    return next(b for b, n in enumerate(graph.b_name.tolist()) if graph.names[n] == TOWER)


def to_the_top(graph: PlaceGraph, broken: str, most: int = 2_000) -> tuple[float, float, float]:
    """All stand before the tower and go up its stair.

    Returns:
        Time of the last (s), and the least and the most that the law lets it be.
    """
    b = tower_of(graph)
    stair = int(graph.b_stair[b])
    length = float(graph.p_len[stair])
    rooms = np.flatnonzero((graph.u_building == b) & (graph.u_passage == stair))
    top = int(rooms[np.argmax(graph.u_off[rooms])])
    built = _without_layers(graph) if broken == "layer" else graph
    live = world(built, UP, walking=without(broken))
    stand(live, [(int(graph.b_passage[b]), float(graph.b_off[b]))] * UP)
    walk = Walk(live)
    for m in range(UP):
        walk.send.to_unit(m, top)
    walk.until(lambda: bool((live.array("unit") == top).all()), most)
    flow = PEAK * float(graph.p_width[stair] - 2 * graph.p_layer[stair])
    way = float(graph.u_off[top])
    return walk.seconds, way / FREE + (UP - 1) / flow, length / (PEAK / CRITICAL) + UP / flow


def _without_layers(graph: PlaceGraph) -> PlaceGraph:
    """The map with passages that are walked on from side to side."""
    cells = np.repeat(graph.p_width * graph.p_len / graph.p_ncell, graph.p_ncell)
    area = graph.cell_area.copy()
    at = np.arange(len(cells)) - np.repeat(np.cumsum(graph.p_ncell) - graph.p_ncell, graph.p_ncell)
    area[np.repeat(graph.p_cell, graph.p_ncell) + at] = cells
    return replace(graph, p_layer=np.zeros(len(graph.p_len)), cell_area=area)


def out_of_tower(graph: PlaceGraph, speed: float, broken: str) -> tuple[float, float]:
    """One from each room of the tower leaves it.

    Returns:
        Time of the last (s), and the longest way (m on the level that takes as long).
    """
    b = tower_of(graph)
    stair, street = int(graph.b_stair[b]), int(graph.b_passage[b])
    rooms = np.flatnonzero((graph.u_building == b) & (graph.u_passage == stair))
    live = world(graph, len(rooms))
    live.array("unit")[:] = rooms
    where = [(stair, float(graph.u_off[u])) for u in rooms]
    stand(live, where, 1.0 / speed if broken == "speed" else speed)
    walk = Walk(live)
    for m in range(len(rooms)):
        walk.send.to_point(m, street, float(graph.b_off[b]))
    walk.until(lambda: bool(live.array("arrived").all()), 4_000)
    return walk.seconds, float(graph.u_off[rooms].max()) / (FREE / 1.34)


def over_the_bridge(graph: PlaceGraph, others: int, broken: str, most: int = 3_000) -> float:
    """Time (s) until the last of the crowd is over the bridge, against so many others."""
    bridge = next(p for p, n in enumerate(graph.p_name.tolist()) if graph.names[n] == BRIDGE)
    ends = [_bank(graph, bridge, node) for node in (graph.p_a[bridge], graph.p_b[bridge])]
    n = CROWD + others
    apart = {"counterflow": False, "density": False} if broken == "counterflow" else {}
    live = world(graph, n, walking=apart)
    begin, own = np.empty(n), np.empty(n)
    uniforms(np.uint64(1), START_PLACE, live.array("key"), 0, 0, begin)
    uniforms(np.uint64(1), WALKING_SPEED, live.array("key"), 0, 0, own)
    speed = MEAN + SPREAD * np.clip([normal_quantile(u) for u in own], -2.0, 2.0)
    side = np.arange(n) >= CROWD
    where = [_on(ends[int(s)], u) for s, u in zip(side, begin)]
    stand(live, where, speed)
    rebuild_lists(live)
    walk = Walk(live)
    for m in range(n):
        p, off = _on(ends[1 - int(side[m])], begin[m])
        walk.send.to_point(m, p, off)
    arrived = live.array("arrived")
    walk.until(lambda: bool(arrived[:CROWD].all()), most)
    return walk.seconds


def _bank(graph: PlaceGraph, bridge: int, node: int) -> tuple[int, float, float]:
    """The longest street before a bridge, and where its stretch nearest to the bridge lies, m."""
    row = slice(int(graph.adj_ptr[node]), int(graph.adj_ptr[node + 1]))
    streets = [int(p) for p in graph.adj_passage[row] if p != bridge]
    p = max(streets, key=lambda q: (float(graph.p_len[q]), -q))
    length = float(graph.p_len[p])
    far = min(BANK, length)
    return (p, 0.0, far) if graph.p_a[p] == node else (p, length, length - far)


def _on(bank: tuple[int, float, float], u: float) -> tuple[int, float]:
    """A place on it."""
    p, near, far = bank
    return p, near + u * (far - near)


@check(
    "B15", "a tower and a bridge of the built-in map of Shanghai",
    f"as B7, RiMEA 8 and B11, on {TOWER} and {BRIDGE} as the map has them: L/S0 + (N - 1)/C to the "
    "time at the speed of the densest flow; never slower, nor before one alone; each rise of the "
    "crowd against one: a step",
    breaks=("capacity", "layer", "stairs", "speed", "counterflow"),
)  # fmt: skip
def on_the_map(broken: str) -> Iterator[Line]:
    """Up its stair; out of its rooms at three speeds; over the bridge against others."""
    graph, _ = city.load("shanghai")
    got, low, high = to_the_top(graph, broken)
    yield Line(f"{UP} people up {graph.b_floors[tower_of(graph)]} storeys, last, s",
               f"{low:.4g} .. {high:.4g}", got, low, high)  # fmt: skip
    times = []
    for speed in SPEEDS:
        time, way = out_of_tower(graph, speed, broken)
        times.append(time)
        yield at_least(f"out of its rooms at {speed:g} m/s: last, s", time, way / speed)
    for (slow, fast), (a, b) in zip(pairwise(times), pairwise(SPEEDS)):
        yield at_least(f"sooner at {b:g} than at {a:g} m/s by, s", slow - fast, 0.0)
    crossing = [over_the_bridge(graph, n, broken) for n in OTHERS]
    for (few, many), (a, b) in zip(pairwise(crossing), pairwise(OTHERS)):
        yield at_least(f"{CROWD} over the bridge against {b}, later than against {a} by, s",
                       many - few, 1.0)  # fmt: skip
