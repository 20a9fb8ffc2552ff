"""Checks of movement on foot: free walking, the ring, one door."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.city import Draft, Law, PlaceGraph
from kinward.verify.check import Line, at_least, at_most, check, near
from kinward.verify.worlds import Walk, stand, without, world

SIDE = 25.0  # m, a quarter of the ring
WEIDMANN = {0.5: 1.298, 1.0: 1.058, 1.5: 0.807, 2.0: 0.606, 3.0: 0.331, 4.0: 0.156, 5.0: 0.037}
"""Density (1/m2) to speed (m/s)."""


def ring(law: Law = Law.WEIDMANN) -> PlaceGraph:
    """A way of 1 m that runs 100 m in a ring, without boundary layer."""
    draft = Draft("ring")
    corners = [draft.node(x, y) for x, y in ((0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE))]
    for i in range(4):
        draft.passage(corners[i], corners[(i + 1) % 4], width=1.0, layer=0.0, law=law)
    return draft.compile()


def ring_speed(
    rho: float, broken: str, law: Law = Law.WEIDMANN, warm: int = 300, steps: int = 600
) -> float:
    """Mean speed (m/s) of a crowd of density `rho` that walks the ring without end."""
    n = round(100 * rho)
    live = world(ring(law), n, walking=without(broken))
    if broken == "density":  # everyone believes to have three times the room
        live.world.arrays["cell_area"] = live.array("cell_area") * 3.0
    s = (np.arange(n) * 0.6180339887498949 % 1.0) * 4 * SIDE  # spread without rows of equal gaps
    stand(live, [(int(x // SIDE), float(x % SIDE)) for x in s])
    walk = Walk(live)
    passage, offset = live.array("passage"), live.array("offset")
    laps, last = np.zeros(n), passage.copy()

    def ahead(m: int) -> None:
        walk.send.to_point(m, int(passage[m] + 1) % 4, SIDE - 0.1)

    for m in range(n):
        ahead(m)
    begin = np.zeros(n)
    for i in range(warm + steps):
        if i == warm:
            begin = laps + passage * SIDE + offset
        walk.step()
        for m in np.flatnonzero(passage != last):
            laps[m] += 4 * SIDE if passage[m] < last[m] else 0.0
            ahead(int(m))
        last[:] = passage
    return float((laps + passage * SIDE + offset - begin).mean() / steps)


@check(
    "B1", "fundamental diagram on a ring of 100 m2",
    "Weidmann 1993; people placed without order, 300 s to settle, 600 s measured; "
    "tolerance: one person more or less in a cell of 25 m2, and the third decimal",
    breaks=("density",),
)  # fmt: skip
def fundamental_diagram(broken: str) -> Iterator[Line]:
    """Speeds at seven densities, and the flow at the density of the peak."""
    for rho, v in WEIDMANN.items():
        got = ring_speed(rho, broken)
        yield near(f"speed at {rho:g} /m2, m/s", v, got, _one_person(rho) + 0.0005)
    flow = 1.75 * ring_speed(1.75, broken)
    yield near("peak flow at 1.75 /m2, 1/(m s)", 1.225, flow, 0.0005 + 1.75 * _one_person(1.75))


def _one_person(rho: float) -> float:
    """What one person in a cell of 25 m2 changes in the speed of Weidmann's law, m/s."""
    d = 1.0 / 25.0
    slope = 1.34 * 1.913 / rho**2 * np.exp(-1.913 * (1.0 / rho - 1.0 / 5.4))
    return float(slope * d)


def time_alone(length: float, speed: float, law: Law, broken: str) -> float:
    """Time (s) that one person takes for `length` (m) at `speed` (m/s) on a passage of a law."""
    draft = Draft("line")
    draft.passage(draft.node(0, 0), draft.node(length, 0), width=2.0, law=law)
    live = world(draft.compile(), 1, walking=without(broken))
    # what is said is the speed on this passage; one's own is for the level at 1.34 m/s
    own = speed / (0.922 / 1.34) if law == Law.SFPE_STAIR else speed
    stand(live, [(0, 0.0)], own * (1.3 if broken == "speed" else 1.0))
    walk = Walk(live)
    walk.send.to_point(0, 0, length)
    walk.until(lambda: bool(live.array("arrived")[0]), 200)
    return walk.seconds


@check(
    "B3", "one person walks alone",
    "RiMEA 1, IMO 1 to 3; a corridor of 2 m; the stair's speed is along its slope; "
    "tolerance of the last two: a step of 1 s",
    breaks=("speed", "stairs"),
)  # fmt: skip
def alone(broken: str) -> Iterator[Line]:
    """40 m at 1.33 m/s, 40 m at 1.0 m/s, 10 m of stair at 1.0 m/s."""
    got = time_alone(40.0, 1.33, Law.WEIDMANN, broken)
    yield Line("40 m at 1.33 m/s, s", "26 .. 34", got, 26.0, 34.0)
    yield near("40 m at 1.0 m/s, s", 40.0, time_alone(40.0, 1.0, Law.WEIDMANN, broken), 1.0)
    yield near("10 m of stair at 1.0 m/s, s", 10.0, time_alone(10.0, 1.0, Law.SFPE_STAIR, broken),
               1.0)  # fmt: skip


def through_door(n: int, gap: float, broken: str) -> tuple[np.ndarray, float]:
    """People walk at 1 m/s toward a door of 1 m (0.7 m effective, 1.33 /(m s)), `gap` m apart.

    Returns:
        How many are through at the end of each second, and the time from first to last, s.
    """
    draft = Draft("door")
    a, b, c = draft.node(0, 0), draft.node(n * gap + 5.0, 0), draft.node(n * gap + 25.0, 0)
    draft.passage(a, b, width=10.0, law=Law.SFPE_LEVEL)
    door = draft.passage(b, c, width=1.0, layer=0.0 if broken == "layer" else 0.15,
                         capacity=1.33, law=Law.SFPE_LEVEL, room=draft.room(400.0))  # fmt: skip
    live = world(draft.compile(), n)
    stand(live, [(0, (i + 1) * gap) for i in range(n)], 1.34 / 1.199)
    walk = Walk(live, forget_capacity=broken == "capacity")
    for m in range(n):
        walk.send.to_point(m, door, 20.0)
    entry = int(live.array("p_cell")[door])
    counts, edge = [0], [0.0, 0.0]

    def step() -> None:
        walk.step()
        counts.append(int((live.array("passage") == door).sum()))
        if counts[-1] > counts[-2]:  # the next free time tells when the last one went through
            edge[counts[-2] > 0] = float(live.array("cell_free")[entry, 0]) - 1.0 / 0.931

    while counts[-1] < n and walk.seconds < 10 * n:
        step()
    return np.array(counts), edge[1] - edge[0]


@check(
    "B9", "40 people come to a door one a second",
    "a known defect elsewhere; door of 1 m less 0.15 m on each side, 1.33 /(m s), so 0.931 /s; "
    "assumed: they walk at 1 m/s, 1 m apart",
    breaks=("capacity", "layer"),
)  # fmt: skip
def one_a_second(broken: str) -> Iterator[Line]:
    """The door lets nobody through before their time, though it is often idle for an instant."""
    counts, time = through_door(40, 1.0, broken)
    yield at_least("last through after the first, s", time, 41.8)
    yield at_most("nor later than one step and one gap, s", time, 41.9 + 1.0 + 1.0 / 0.931)
    yield at_most("most above 0.931 (t - s) + 1 in any (s, t]", excess(counts, 0.931), 0.0)


def excess(counts: np.ndarray, rate: float) -> float:
    """Largest count(s, t] - rate (t - s) - 1 over whole seconds s < t."""
    above = counts - rate * np.arange(len(counts))
    low = np.minimum.accumulate(above)
    return float((above[1:] - low[:-1]).max() - 1.0)
