"""The way out: where the checkpoints of a scenario stand, and what they add to the city.

Each is a unit of its own behind a door at the end of a way out: the ground beyond the barricade,
on which the queue, the tents and the transports have room.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kinward.chronicle.placewords import near_names, on_street
from kinward.city.graph import PlaceGraph, UnitKind
from kinward.core.errors import InputError
from kinward.core.process import pack
from kinward.core.quantity import ms
from kinward.core.words import shown
from kinward.engine.targets import site
from kinward.engine.world import Live, World
from kinward.mind.havens import havens, through
from kinward.society.checkpoint.columns import (
    ABOARD,
    FREE,
    HELD_BACK,
    LEFT,
    LOOKED_OVER,
    QUEUE,
    SERVES,
)
from kinward.society.checkpoint.parameters import PRIORITIES, TWICE

GROUND = 40_000.0  # m2 of the ground of a checkpoint (assumed)
Spot = tuple[int, float, int]


def open_checkpoints(world: World) -> None:
    """Find the places of the checkpoints and add their grounds to the city of `world`.

    Raises:
        InputError: there is no such place, nobody can reach it, or there are fewer ways out.
    """
    par, warning = world.scenario.checkpoint, world.scenario.warning
    if par.priority not in PRIORITIES:
        raise InputError(f"checkpoint.priority = {shown(par.priority)}: expected one of "
                         f"{', '.join(PRIORITIES)}")  # fmt: skip
    if not par.on:
        return
    if not warning.on:
        raise InputError("checkpoint.on = true: nobody leaves a city without a danger; expected "
                         "warning.on = true as well")  # fmt: skip
    graph = world.graph
    unit = site(world, warning.site, "warning.site") if warning.safe == "site" else 0
    ways_out = havens(graph, warning, unit)
    spots = _at_site(world, par.site) if par.site else _by_rule(world, ways_out)
    reached = _nearest(graph, through(graph, ways_out, spots, True), world)
    if not (reached >= 0).any():
        key = f"checkpoint.site = {shown(par.site)}" if par.site else "checkpoint.on = true"
        raise InputError(f"{key}: no way leads there from where anybody lives; expected a place "
                         "that people can walk to")  # fmt: skip
    world.graph, units = with_grounds(graph, spots)
    world.checkpoints = [(p, off, u) for (p, off, _), u in zip(spots, units)]


def _at_site(world: World, name: str) -> list[Spot]:
    """The street before a named place."""
    g, unit = world.graph, site(world, name, "checkpoint.site")
    p, off = int(g.u_passage[unit]), float(g.u_off[unit])
    while g.p_host[p] >= 0:
        p, off = int(g.p_host[p]), float(g.p_host_off[p])
    return [(p, off, 0)]


def _by_rule(world: World, ways_out: dict[str, np.ndarray]) -> list[Spot]:
    """The ways out that most people have the shortest way to, far enough apart."""
    par, g = world.scenario.checkpoint, world.graph
    of = _nearest(g, ways_out, world)
    count = np.bincount(of[of >= 0], minlength=len(ways_out["haven_passage"]))
    at = [g.point(int(p), float(off))
          for p, off in zip(ways_out["haven_passage"], ways_out["haven_off"])]  # fmt: skip
    chosen: list[int] = []
    for i in np.argsort(-count, kind="stable").tolist():
        far = all(np.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1]) >= par.apart for j in chosen)
        if far and len(chosen) < par.posts_at and (chosen or count[i] > 0):
            chosen.append(i)
    if len(chosen) < par.posts_at and chosen:
        raise InputError(
            f"checkpoint.posts_at = {par.posts_at}: only {len(chosen)} ways out stand "
            f"{par.apart:.0f} m apart (checkpoint.apart); expected at most as many"
        )
    if not chosen:
        raise InputError("checkpoint.on = true: nobody has a way out of this map; expected "
                         "warning.safe to name places that people can walk to")  # fmt: skip
    return [(int(ways_out["haven_passage"][i]), float(ways_out["haven_off"][i]), 0)
            for i in chosen]  # fmt: skip


def _nearest(graph: PlaceGraph, ways_out: dict[str, np.ndarray], world: World) -> np.ndarray:
    """Of the home of each of the living the nearest way out on foot, -1 none."""
    people = world.population
    home = people.home[~people.infected]
    p, off = graph.u_passage[home].astype(np.int64), graph.u_off[home].astype(float)
    for _ in range(3):  # what hangs on an attached passage
        hung = graph.p_host[p] >= 0
        off = np.where(hung, graph.p_host_off[p], off)
        p = np.where(hung, graph.p_host[p], p)
    d, of = ways_out["haven_d"][0], ways_out["haven_of"][0]
    a, b = off + d[graph.p_a[p]], graph.p_len[p] - off + d[graph.p_b[p]]
    out = np.where(a <= b, of[graph.p_a[p]], of[graph.p_b[p]])
    return np.where(np.isfinite(np.minimum(a, b)), out, -1).astype(np.int64)


def with_grounds(graph: PlaceGraph, spots: list[Spot]) -> tuple[PlaceGraph, list[int]]:
    """The graph with a unit more at each spot, and the numbers of these units."""
    n, k = len(graph.u_passage), len(spots)

    def more(column: str, values: object) -> np.ndarray:
        old = getattr(graph, column)
        return np.concatenate([old, np.broadcast_to(np.asarray(values, old.dtype), (k,))])

    new = replace(
        graph,
        u_passage=more("u_passage", [p for p, _, _ in spots]),
        u_off=more("u_off", [off for _, off, _ in spots]),
        u_building=more("u_building", -1), u_floor=more("u_floor", 0),
        u_area=more("u_area", GROUND), u_kind=more("u_kind", UnitKind.OTHER),
        u_name=more("u_name", 0), u_exits=more("u_exits", 2),
    )  # fmt: skip
    return new, list(range(n, n + k))


def checkpoint_columns(world: World) -> dict[str, np.ndarray]:
    """The fixed columns of checkpoints; empty where there is none."""
    passage, off, unit = zip(*world.checkpoints) if world.checkpoints else ((), (), ())
    s = world.scenario
    return {
        "check_passage": np.array(passage, np.int32), "check_off": np.array(off, np.float64),
        "check_unit": np.array(unit, np.int32),
        "check_first": np.array([ms(s.warning.at) + ms(s.checkpoint.first)], np.int64),
        "warning_weights": pack(s.warning),
        "boards": np.array([s.checkpoint.boards]),
    }  # fmt: skip


def places_at_checkpoints(world: World) -> dict[str, int]:
    """Rows of the tables of state that checkpoints have."""
    n = len(world.checkpoints)
    return {
        "comer": world.n if n else 1, "checkpoint": max(1, n),
        "post": max(1, n * world.scenario.checkpoint.posts * TWICE),
    }  # fmt: skip


def checkpoint_names(world: World) -> dict[int, str]:
    """Phrases for the places of checkpoints, by their number."""
    g = world.graph
    near, out = near_names(g), {}
    for p, _, u in world.checkpoints:
        street = on_street(g.names[near[p]]) if len(world.checkpoints) > 1 else ""
        out[len(g.p_len) + u] = f"at the checkpoint {street}".strip()
    return out


def at_checkpoints(live: Live) -> dict[str, float]:
    """What is counted at the checkpoints of a live world."""
    state = live.array("cp_state")
    counts = np.bincount(state, minlength=LEFT + 1)
    missed = (live.array("cp_waits_for") >= 0) & (state == FREE)
    return {
        "in_queue": int(counts[QUEUE] + counts[LOOKED_OVER]),
        "in_quarantine": int(counts[HELD_BACK]),
        "free_to_board": int(counts[FREE] + counts[ABOARD]),
        "waiting_for_own": int(missed.sum()),
        "serving": int(counts[SERVES]),
        "driven_out": int(counts[LEFT]),
    }
