"""jupedsim-network: a hydraulic egress with as many people to a street, on one core.

Its rooms are the streets of a lattice of 79,600: one node of 100 m by 6 m for each, linked
at every crossing to the streets that go on toward the nearest exit by openings of 6 m; it lets
people walk at the speed of the density in the node, queue in order of arrival and pass at
capacity. It has neither encounters nor draws, so that its rate stands against Kinward's without
them too. Steps of one second, no series recorded; an agent that has left is not counted. Its
start is not timed; one of its checks of the input, quadratic in the streets, is left out.
"""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.movement import STREET
from benchmarks.rows import Row, missing, timed
from kinward.city import lattice
from kinward.city.routes import field_from

SIDE, MOVERS, EXITS = 200, 265_000, 64
WARM, ROUNDS, STEPS = 80, 3, 10  # s until most have come to a crossing; rounds, s of each
WIDTH = 6.0  # m


def town(module: Any, side: int, exits: int, seed: int = 1) -> tuple[Any, list[str]]:
    """Network of the streets of a lattice, and the names of its nodes that lead to an exit."""
    graph = lattice(side, STREET)
    rng = np.random.default_rng(seed)
    nodes = rng.choice(len(graph.node_x), min(exits, len(graph.node_x)), replace=False)
    far = np.full(len(graph.node_x), np.inf)
    for v in nodes:
        np.minimum(far, field_from(graph, int(v)), out=far)
    network = module.Network()
    names = [f"s{p}" for p in range(graph.n_street)]
    for name in names:
        network.add_room(name, area=STREET * WIDTH)
    network.add_safe("out")
    # everybody leaves a street by the end that is nearer to an exit, so that links have one way
    ends = np.where(far[graph.p_a] <= far[graph.p_b], graph.p_a, graph.p_b)
    leads = set(nodes.tolist())
    for p, name in enumerate(names):
        v = int(ends[p])
        if v in leads:
            network.connect(name, "out", width=WIDTH, length=STREET / 2, kind="opening")
            continue
        for e in range(graph.adj_ptr[v], graph.adj_ptr[v + 1]):
            q = int(graph.adj_passage[e])
            if q != p and far[graph.adj_node[e]] < far[v]:
                network.connect(name, names[q], width=WIDTH, length=STREET, kind="opening",
                                bidirectional=False)  # fmt: skip
    return network, names


def measure(movers: int = MOVERS, side: int = SIDE) -> list[Row]:
    """Mover-steps per second of the processor."""
    what = f"jupedsim-network, {movers:,} people on {2 * side * (side - 1):,} streets"
    try:
        import jupedsim_network as module
        from jupedsim_network import simulation
    except ImportError:
        return [missing("jupedsim", what, "jupedsim-network")]
    network, names = town(module, side, EXITS)
    count = np.bincount(np.random.default_rng(2).integers(0, len(names), movers))
    speed = module.Normal(mean=1.34, std=0.26, lower=0.8, upper=1.9)
    people = [module.Population(node=names[p], count=int(n), speed=speed)
              for p, n in enumerate(count) if n]  # fmt: skip
    # a check of its start copies all links for each street where people stand: hours at this size
    with patch.object(simulation, "_check_area_factor"):
        egress = module.NetworkSimulation(network, people, dt=1.0, t_max=1e6)
    run = simulation._Run(egress, np.random.default_rng(1), False)  # to time the steps alone
    now = [0.0]

    def go(seconds: int) -> None:
        for _ in range(seconds):
            run._step(now[0])
            now[0] += 1.0

    go(WARM)
    inside = _inside(run)
    cpu = min(timed(lambda: go(STEPS)).cpu for _ in range(ROUNDS))
    left = _inside(run)
    rate = (inside + left) / 2 * STEPS / cpu / 1e6
    return [Row("jupedsim", what, rate, "million mover-steps/CPU s",
                f"from {WARM} s after the start, {left:,} still within at the end")]  # fmt: skip


def _inside(run: Any) -> int:
    """People who have not left yet."""
    return int(np.isnan(run.agents.exit_time).sum())
