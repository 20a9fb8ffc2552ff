"""Checks of the laws of the SFPE Handbook, on the level and on stairs: B2, B7."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.city import Draft, Law
from kinward.verify.check import Line, check, near
from kinward.verify.movement import ring_speed
from kinward.verify.worlds import Walk, stand, without, world

LAYER = 0.15  # m on each side
CRITICAL = 1.88  # 1/m2, density of the peak
# law to its name, k in v = k (1 - 0.266 rho), free speed (m/s), peak flow 1/(m s)
LAWS = {
    Law.SFPE_LEVEL: ("level", 1.40, 1.199, 1.316),
    Law.SFPE_STAIR: ("stair 18/28", 1.0768, 0.922, 1.012),
}
FREE, PEAK = LAWS[Law.SFPE_STAIR][2:]


def up(n: int, length: float, width: float, law: Law, broken: str) -> tuple[np.ndarray, np.ndarray]:
    """`n` people who all stand at the entry of a way walk it, and on into the open.

    Args:
        length: along the slope, m. width: clear width, m.

    Returns:
        How many have entered it, and how many have left it, at the end of each second.
    """
    draft = Draft("stair")
    nodes = [draft.node(x, 0) for x in (0.0, 10.0, 10.0 + length, 20.0 + length)]
    open_ = {"width": 100.0, "layer": 0.0, "law": Law.SFPE_LEVEL}
    foot = draft.passage(nodes[0], nodes[1], room=draft.room(1e5), **open_)
    way = draft.passage(nodes[1], nodes[2], width=width, law=law,
                        layer=0.0 if broken == "layer" else LAYER)  # fmt: skip
    head = draft.passage(nodes[2], nodes[3], room=draft.room(1e5), **open_)
    live = world(draft.compile(), n, walking=without(broken))
    stand(live, [(foot, 10.0)] * n)
    walk = Walk(live)
    for m in range(n):
        walk.send.to_point(m, head, 10.0)
    passage = live.array("passage")
    entered, left = [0], [0]
    while left[-1] < n and walk.seconds < 3_000:
        walk.step()
        left.append(int((passage == head).sum()))
        entered.append(left[-1] + int((passage == way).sum()))
    return np.array(entered), np.array(left)


def free_speed(law: Law, broken: str, seconds: int = 15) -> float:
    """Speed (m/s) of one person alone, whose own free speed is 1.34 m/s, on a way of a law."""
    draft = Draft("line")
    draft.passage(draft.node(0, 0), draft.node(100, 0), width=2.0, law=law)
    live = world(draft.compile(), 1, walking=without(broken))
    stand(live, [(0, 0.0)])
    walk = Walk(live)
    walk.send.to_point(0, 0, 100.0)
    for _ in range(seconds):
        walk.step()
    return float(live.array("offset")[0]) / seconds


@check(
    "B2", "free speed and peak flow on the level and on stairs",
    "SFPE Handbook (Gwynne and Rosenbaum 2016): k 1.40 and, on an 18/28 cm stair, 1.0768, peak at "
    "1.88 /m2; tolerance: the third decimal; on a ring of 100 m2 one person in a cell of 25 m2; "
    "at an entry one person of 100",
    breaks=("stairs", "capacity", "layer"),
)  # fmt: skip
def handbook(broken: str) -> Iterator[Line]:
    """One alone; a ring at the density of the peak; a queue that enters a way of 1 m."""
    for law, (word, k, free, peak) in LAWS.items():
        yield near(f"{word}: free speed, m/s", free, free_speed(law, broken), 0.0005)
        flow = CRITICAL * ring_speed(CRITICAL, broken, law)
        yield near(f"{word}: flow of a ring at 1.88 /m2, 1/(m s)", peak, flow,
                   CRITICAL * k * 0.266 / 25.0)  # fmt: skip
        entered, _ = up(100, 25.0, 1.0 + 2 * LAYER, law, broken)
        t = len(entered) - 1 - int(np.argmax(entered[::-1] < 90))  # before the last have entered
        rate = (entered[t] - entered[1]) / (t - 1)
        yield near(f"{word}: flow into a way of 1 m, 1/(m s)", peak, rate, 1.0 / (t - 1))


@check(
    "B7", "up a stair, all at its foot",
    "EvacuatioNZ verification: L/S0 + (N - 1)/C, C = 1.012 (w - 0.3), to the time at the speed of "
    "the densest flow, as published; of one person alone a step of 1 s",
    breaks=("capacity", "layer", "stairs"),
)  # fmt: skip
def stairs(broken: str) -> Iterator[Line]:
    """Slope length x clear width: 10 x 1 m with 1 and 100 people, 200 x 5 m with 1000."""

    def last(n: int, length: float, width: float) -> float:
        return float(len(up(n, length, width, Law.SFPE_STAIR, broken)[1]) - 1)

    yield near("10 x 1 m, 1 person, s", 10.0 / FREE, last(1, 10.0, 1.0), 1.0)
    for n, length, width, low, high in ((100, 10.0, 1.0, 150.5, 159.8),
                                        (1000, 200.0, 5.0, 426.8, 581.8)):  # fmt: skip
        got = last(n, length, width)
        yield Line(f"{length:g} x {width:g} m, {n} people, s", f"{low} .. {high}", got, low,
                   high)  # fmt: skip
