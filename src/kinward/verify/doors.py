"""Checks of rooms that empty through doors: B4, B5, B6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kinward.city import Draft, Law
from kinward.verify.check import Line, at_least, at_most, check, near
from kinward.verify.movement import excess
from kinward.verify.worlds import Walk, stand, without, world

FLOW = 1.33  # 1/(m s), specific flow of a door (IMO MSC.1/Circ.1533)
OUTSIDE = 1e4  # m2, so much that nobody beyond a door is in the way of those who come after
STEP = 1.0  # s


@dataclass(frozen=True)
class Door:
    """A door at an end of a hall.

    Attributes:
        end: 0 at its start, 1 at its end. width: clear width, m. layer: on each side, m.
        flow: specific flow on what is left, 1/(m s).
    """

    end: int = 1
    width: float = 1.0
    layer: float = 0.0
    flow: float = FLOW


def emptied(
    n: int, length: float, width: float, doors: Sequence[Door], broken: str, most: int = 900
) -> np.ndarray:
    """`n` people spread evenly over a hall leave it, each half of it through the doors at its end.

    Returns:
        How many are out at the end of each second, the first number at 0 s.
    """
    draft = Draft("hall")
    ends = [draft.node(0, 0), draft.node(length, 0)]
    hall = draft.passage(*ends, width=width, layer=0.0, law=Law.SFPE_LEVEL,
                         room=draft.room(length * width))  # fmt: skip
    rows = [
        draft.passage(ends[d.end], draft.node(length + 20.0 * (1 + i), 20.0), width=d.width,
                      layer=0.0 if broken == "layer" else d.layer, capacity=d.flow, length=20.0,
                      law=Law.SFPE_LEVEL, room=draft.room(OUTSIDE))
        for i, d in enumerate(doors)
    ]  # fmt: skip
    live = world(draft.compile(), n, walking=without(broken))
    where = (np.arange(n) + 0.5) / n * length
    stand(live, [(hall, x) for x in where])
    walk = Walk(live)
    for end in (0, 1):  # those of a half go to its doors in turn
        at = [row for row, d in zip(rows, doors) if d.end == end]
        both = any(d.end != end for d in doors)
        mine = np.flatnonzero((where >= length / 2) == (end == 1)) if both else np.arange(n)
        for i, m in enumerate(mine if at else ()):
            walk.send.to_point(int(m), at[i % len(at)], 20.0)
    passage, counts = live.array("passage"), [0]
    while counts[-1] < n and walk.seconds < most:
        walk.step()
        counts.append(int((passage != hall).sum()))
    return np.array(counts)


def first_to_last(counts: np.ndarray) -> float:
    """Time (s) from the second in which the first went out to that of the last."""
    return float(len(counts) - 1 - np.argmax(counts > 0))


@check(
    "B4", "100 people leave a room of 8 x 5 m through a door of 1 m",
    "IMO MSC.1/Circ.1533 test 4, NIST TN 1822; assumed: 1.33 /(m s) on the clear width; "
    "tolerance of the last: the way of the first, one step",
    breaks=("capacity",),
)  # fmt: skip
def one_room(broken: str) -> Iterator[Line]:
    """Never more than the door lets through, and the door never idle."""
    n = 100
    counts = emptied(n, 8.0, 5.0, [Door()], broken)
    least = (n - 1) / FLOW
    yield at_most("most above 1.33 (t - s) + 1 in any (s, t]", excess(counts, FLOW), 1e-9)
    yield at_least("last out, s", len(counts) - 1.0, least)
    yield at_most("nor later than a door in use all the time, s", len(counts) - 1.0,
                  least + np.argmax(counts > 0) + STEP)  # fmt: skip


@check(
    "B5", "1000 people leave a room of 30 x 20 m through four doors, then two",
    "IMO MSC.1/Circ.1533 test 9; assumed: doors of 1 m, 1.33 /(m s), no boundary layer, each "
    "taken by as many; tolerance -1/+5 %, of the ratio 5 %",
    breaks=("capacity",),
)  # fmt: skip
def many_doors(broken: str) -> Iterator[Line]:
    """Half the doors, twice the time."""
    times = []
    for ends in ((0, 0, 1, 1), (0, 1)):
        counts = emptied(1000, 30.0, 20.0, [Door(end) for end in ends], broken)
        times.append(float(len(counts) - 1))
        want = 1000 / len(ends) / FLOW
        yield Line(f"{len(ends)} doors: last out, s", f"{want:.6g}", times[-1], 0.99 * want,
                   1.05 * want)  # fmt: skip
    yield near("ratio", 2.0, times[1] / times[0], 0.1)


def through_crowd(rho: float, length: float, broken: str) -> float:
    """Time (s) that one person takes through a corridor of 2 m in which all others stand."""
    draft = Draft("crowd")
    draft.passage(draft.node(0, 0), draft.node(length, 0), width=2.0, layer=0.0,
                  law=Law.SFPE_LEVEL)  # fmt: skip
    n = round(rho * length * 2.0)
    live = world(draft.compile(), n)
    if broken == "density":  # everyone believes to have three times the room
        live.world.arrays["cell_area"] = live.array("cell_area") * 3.0
    stand(live, [(0, 0.0), *((0, (i + 0.5) / n * length) for i in range(n - 1))])
    walk = Walk(live)
    walk.send.to_point(0, 0, length)
    walk.until(lambda: bool(live.array("arrived")[0]), 200)
    return walk.seconds


@check(
    "B6", "doors and a dense corridor by hand",
    "EvacuatioNZ verification: (N - 1)/C from the first out; L/v; assumed: all others stand in "
    "the corridor, so that its density does not change; tolerance: a step of 1 s",
    breaks=("capacity", "layer", "density"),
)  # fmt: skip
def by_hand(broken: str) -> Iterator[Line]:
    """A door of 1 m with boundary layers, an opening of 0.6 m, 20 m at 2 people a m2."""
    counts = emptied(100, 10.0, 10.0, [Door(layer=0.15)], broken)
    yield near("door of 1 m, 100: first to last out, s", 99 / 0.931, first_to_last(counts), STEP)
    counts = emptied(50, 10.0, 5.0, [Door(width=0.6, flow=1.3)], broken)
    yield near("opening of 0.6 m, 50: first to last out, s", 49 / 0.78, first_to_last(counts),
               STEP)  # fmt: skip
    want = 20.0 / (1.40 * (1.0 - 0.266 * 2.0))
    yield near("20 m of corridor at 2 /m2, s", want, through_crowd(2.0, 20.0, broken), STEP)
