"""Movement: people walk a lattice of 300,312 streets of 100 m toward 256 shared destinations.

The engine's own processes are stepped second by second: `walk` (everyone moves in their density
cell), `cross` (edges of cells and nodes are passed in order of arrival, at capacity) and `sense`
(who is near along the street is put in order and looked at; one draw decides for each pair in
reach whether it is noticed). To every four walkers there is one of the infected, who stands on
the street, is noticed within 60 m, and whom nothing wakes, so that nobody leaves the step. A
mover-step is one walker in one second; those who stand are not counted. Everyone gets a goal by
`set_out` before the clock is started.
"""

from __future__ import annotations

import numpy as np

from benchmarks.rows import Row, timed
from kinward.city import lattice
from kinward.engine.plan import Step
from kinward.engine.world import Live
from kinward.verify.worlds import process, rebuild_lists, world

SIDE = 388  # places a side: 300,312 passages
STREET = 100.0  # m
GOALS = 256
STANDING = 4  # walkers to each of the infected who stand
REACH = 60.0  # m along the street within which two notice one another
PROCESSES = ("walk", "cross", "sense")
WARM, ROUNDS, STEPS = 5, 4, 15  # s before the clock is started; rounds, and s of each


def walkers(movers: int, side: int, seed: int = 1) -> Live:
    """A lattice with `movers` who are on their way, and those who stand.

    Rows follow the streets, as those of households do.
    """
    graph = lattice(side, STREET)
    names = [process(name) for name in ("set_out", *PROCESSES)]
    only = {c for p in names for c in (*p.writes, *p.reads, *p.when)}
    n = movers + movers // STANDING
    live = world(
        graph, n, only=only, horde={"notice": "0 /s", "sight": f"{REACH} m"},
        fixed={"gate_passage": np.zeros(0, np.int32), "gate_offset": np.zeros(0),
               "careless": np.zeros(1), "p_zone": np.zeros(len(graph.p_len), bool)},
    )  # fmt: skip
    rng = np.random.default_rng(seed)
    column = live.array
    street = rng.integers(0, graph.n_street, n)
    street[:movers].sort()
    street[movers:].sort()
    column("passage")[:] = street
    column("offset")[:] = rng.random(n) * STREET
    column("free_speed")[:] = rng.normal(1.34, 0.26, n).clip(0.8, 1.9)
    column("fate")[movers:] = 2
    column("stage")[movers:] = 3
    column("infested")[:] = True
    rebuild_lists(live)
    _send(live, movers, rng)
    return live


def _send(live: Live, movers: int, rng: np.random.Generator) -> None:
    """Give each of the first `movers` one of the shared goals."""
    column = live.array
    goals = rng.integers(0, live.world.graph.n_street, GOALS)
    column("wish")[:movers] = 1
    column("wish_passage")[:movers] = goals[rng.integers(0, GOALS, movers)]
    column("wish_offset")[:movers] = STREET / 2
    column("wishers")[:movers] = np.arange(movers)
    column("wish_n")[0] = movers
    Step(process("set_out"), live)(0)


def in_reach(live: Live, movers: int) -> float:
    """Mean number of those who stand within reach of a walker: so many draws a mover-step."""
    column = live.array
    street = column("passage")
    axis = column("p_axis")[street].astype(np.float64)
    along = column("p_axis_off")[street] + column("p_axis_dir")[street] * column("offset")
    far = axis * (2.0 * float(np.abs(along).max()) + 10 * REACH) + along
    standing = np.sort(far[movers:])
    here = far[:movers]
    pairs = np.searchsorted(standing, here + REACH) - np.searchsorted(standing, here - REACH)
    return float(pairs.mean())


def measure(movers: int, threads: int, side: int = SIDE) -> list[Row]:
    """Mover-steps a second, and what each process takes of one."""
    live = walkers(movers, side)
    steps = [Step(process(name), live) for name in PROCESSES]
    now = [0]
    own = [0.0]  # s of the processor in walk and cross

    def go(seconds: int) -> None:
        for _ in range(seconds):
            own[0] += timed(lambda: [step(now[0]) for step in steps[:2]]).cpu
            steps[2](now[0])
            now[0] += 1_000

    go(WARM)
    crossed = int(live.array("pass_n")[0])
    for step in steps:
        step.time = own[0] = 0.0
    times = [timed(lambda: go(STEPS)) for _ in range(ROUNDS)]
    done = movers * STEPS
    share = ", ".join(
        f"{step.process.name} {step.time / ROUNDS / done * 1e9:.0f} ns" for step in steps
    )
    crossed = int(live.array("pass_n")[0]) - crossed
    what = f"{movers:,} walkers, {threads} thread{'s' if threads > 1 else ''}"
    place = f"{movers}-{threads}"
    wall, cpu = min(t.wall for t in times), min(t.cpu for t in times)
    return [
        Row(f"walk-{place}", what, done / wall / 1e6, "million mover-steps/s", share),
        Row(f"walk-{place}-cpu", f"{what}, by processor time", done / cpu / 1e6,
            "million mover-steps/CPU s",
            f"{in_reach(live, movers):.2f} pairs in reach and {crossed / ROUNDS / done:.3f} "
            f"crossings a mover-step; {int(live.array('moving_n')[0]):,} still walk"),
        Row(f"walk-{place}-own", f"{what}, without encounters and draws",
            done * ROUNDS / own[0] / 1e6, "million mover-steps/CPU s",
            "walk and cross alone, mean of the rounds"),
    ]  # fmt: skip
