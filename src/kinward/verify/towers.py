"""Checks of towers: twenty storeys cleared by the stair, with and against those who go up: B14."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.city import Draft, Law
from kinward.city.graph import STAIR_M
from kinward.verify.check import Line, at_least, check
from kinward.verify.worlds import Walk, rebuild_lists, without, world

FLOORS, EACH = 20, 40  # storeys; people of each but the ground floor
WIDTH, LAYER = 1.2, 0.15  # m: of the stair, and on each side
FREE, PEAK, CRITICAL = 0.922, 1.012, 1.88  # m/s, 1/(m s), 1/m2: an 18/28 cm stair (SFPE)
AGAINST = (0, 30, 90)  # firemen who go up at the same time
OUTSIDE = 50.0  # m from the door at which those who go up stand


def cleared(up: int, broken: str, most: int = 4_000) -> tuple[float, float, float]:
    """All leave a tower by its stair while so many go up it to the top.

    Returns:
        Seconds until the last is out, until the last who goes up is on the top storey, and until
        both are.
    """
    draft = Draft("tower")
    open_ = {"width": 100.0, "layer": 0.0, "law": Law.SFPE_LEVEL}
    street = draft.passage(draft.node(0, 0), draft.node(OUTSIDE, 0), **open_,
                           room=draft.room(1e5))  # fmt: skip
    house = draft.building(centre=(0, 20), floors=FLOORS, door=(street, 0.0), stair_width=WIDTH)
    if broken == "layer":
        draft.attached[~draft.buildings[house]["stair"]]["layer"] = 0.0
    rooms = [draft.unit(house, floor=f) for f in range(1, FLOORS)]
    top = draft.unit(house, floor=FLOORS - 1)
    graph = draft.compile()
    n = EACH * len(rooms)
    rules = {**without(broken), **({"counterflow": False} if broken == "lanes" else {})}
    live = world(graph, n + up, walking=rules)
    a = live.array
    a("unit")[:n] = np.repeat(rooms, EACH)
    a("passage")[:n] = graph.u_passage[a("unit")[:n]]
    a("offset")[:n] = graph.u_off[a("unit")[:n]]
    a("passage")[n:], a("offset")[n:] = street, 0.0
    a("free_speed")[:] = 1.34
    rebuild_lists(live)
    walk = Walk(live)
    for m in range(n):
        walk.send.to_point(m, street, OUTSIDE)
    for m in range(n, n + up):
        walk.send.to_unit(m, top)
    down_at = up_at = 0.0
    while walk.seconds < most and not (down_at and up_at):
        walk.step()
        if not down_at and (a("passage")[:n] == street).all():
            down_at = walk.seconds
        if not up_at and (a("unit")[n:] == top).all():
            up_at = walk.seconds
    return down_at or np.inf, up_at or np.inf, max(down_at or np.inf, up_at or np.inf)


def by_hand(n: int) -> tuple[float, float]:
    """Time (s) in which n people clear the tower: the way of the first, and n - 1 at the most flow.

    And that of who enters the lowest stretch of the stair last, at its far end, at the speed of
    the densest flow.
    """
    flow = PEAK * (WIDTH - 2 * LAYER)
    cells = int(np.ceil((FLOORS - 1) * STAIR_M / 25.0))
    longest = (FLOORS - 1) * STAIR_M / cells / (PEAK / CRITICAL)
    return STAIR_M / FREE + (n - 1) / flow, longest + (n - 1) / flow


@check(
    "B14", "a tower of twenty storeys is cleared by its stair",
    "SFPE Handbook, hydraulic model: the way of the first and (N - 1)/C, C = 1.012 (w - 0.3); "
    f"{EACH} people on each of 19 storeys, a stair of 1.2 m; tolerance: the way of who enters the "
    "lowest stretch of the stair last, at the speed of the densest flow; against N people come M "
    "the other way: never sooner than (N + M - 1)/C, and later the more they are",
    breaks=("capacity", "layer", "stairs", "lanes"),
)  # fmt: skip
def twenty_storeys(broken: str) -> Iterator[Line]:
    """Nobody against them, then 30 and 90 firemen on the way up."""
    n = EACH * (FLOORS - 1)
    before = 0.0
    for up in AGAINST:
        down, _, both = cleared(up, broken)
        if not up:
            low, high = by_hand(n)
            yield Line(f"{n} people, last out, s", f"{low:.4g} .. {high:.4g}", down, low, high)
        else:
            most = PEAK * (WIDTH - 2 * LAYER)
            yield at_least(f"against {up}: all through, s", both, (n + up - 1) / most)
            yield at_least("and the last out later than with fewer by, s", down - before, 1.0)
        before = down
