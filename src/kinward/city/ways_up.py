"""Ways up: which stairs and scaffolds lead to a roof from which one can leap to another street.

The roofs within a jump of one another (city/roofs.py) are a graph. From a roof one leaps on, by
the gaps that are the least in all, until one stands on a house whose door opens on another
street: `roof_next` is the next roof of that way. Roofs within the wall and beyond it are not
neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

import numpy as np

from kinward.city.graph import PassageKind

MOST_LEAPS = 6  # roofs on one way (assumed)
LEAP_COST = 1.0  # m of gap that another leap is worth (assumed)


def ways_up(c: Mapping[str, np.ndarray], on: bool) -> dict[str, np.ndarray]:
    """Fixed columns of the ways over the roofs.

    Args:
        c: columns of the city by name, and `p_zone`.
        on: False leaves no way up.

    Returns:
        roof_ptr, roof_to, roof_gap: the pairs of roofs on one side of the wall, as CSR.
        roof_next (B,): building to leap to, -1 none; roof_next_gap (B,): m to it.
        up_ptr (P+1,), up_at: the ways up from a street, or from a stair itself, as CSR: the
        attached passages; up_gap: m of the widest gap on the way from each.
    """
    pairs = _same_side(c)
    to, gap, widest = _next_roof(c, pairs)
    lift = np.isin(c["p_kind"], (PassageKind.STAIRS, PassageKind.SCAFFOLD)) & (c["p_host"] >= 0)
    b = c["p_building"]
    lift &= (b >= 0) & (to[np.maximum(b, 0)] >= 0) & on if len(to) else False
    rows = np.flatnonzero(lift)
    start = np.concatenate([c["p_host"][rows], rows])  # from the street, and from the stair itself
    order = np.argsort(start, kind="stable")
    at = np.concatenate([rows, rows])[order].astype(np.int32)
    ptr = np.zeros(len(c["p_len"]) + 1, np.int64)
    np.cumsum(np.bincount(start, minlength=len(c["p_len"])), out=ptr[1:])
    return {
        "roof_ptr": pairs[0], "roof_to": pairs[1], "roof_gap": pairs[2], "roof_next": to,
        "roof_next_gap": gap, "up_ptr": ptr, "up_at": at,
        "up_gap": widest[b[at]] if len(at) else np.zeros(0),
    }  # fmt: skip


def _same_side(c: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pairs of roofs that the wall does not part: ptr, to, gap."""
    n = c["b_x"].size
    one = np.repeat(np.arange(n), np.diff(c["roof_ptr"]))
    two = c["roof_to"]
    zone = c["p_zone"][c["b_passage"]] if n else np.zeros(0, bool)
    keep = zone[one] == zone[two]
    ptr = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(one[keep], minlength=n), out=ptr[1:])
    return ptr, two[keep].astype(np.int32), c["roof_gap"][keep].astype(np.float64)


def _next_roof(
    c: Mapping[str, np.ndarray], pairs: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Next roof (B,), gap to it, and the widest gap on the way to another street.

    Dijkstra over the roofs of one street, from those that have a neighbour on another.
    """
    ptr, two, gap = pairs
    n = c["b_x"].size
    street = c["b_passage"]
    to = np.full(n, -1, np.int32)
    step, widest, leaps = np.zeros(n), np.zeros(n), np.zeros(n, np.int64)
    best = np.full(n, np.inf)
    heap: list[tuple[float, int]] = []
    for b in range(n):
        for e in range(ptr[b], ptr[b + 1]):
            cost = float(gap[e]) + LEAP_COST
            if street[two[e]] != street[b] and cost < best[b]:
                best[b], to[b], step[b], widest[b], leaps[b] = cost, two[e], gap[e], gap[e], 1
        if to[b] >= 0:
            heappush(heap, (float(best[b]), b))
    while heap:
        d, b = heappop(heap)
        if d > best[b] or leaps[b] >= MOST_LEAPS or c["b_stair"][b] < 0:
            continue
        for e in range(ptr[b], ptr[b + 1]):
            o, cost = int(two[e]), d + float(gap[e]) + LEAP_COST
            if street[o] == street[b] and cost < best[o]:
                best[o], to[o], step[o] = cost, b, gap[e]
                widest[o], leaps[o] = max(widest[b], gap[e]), leaps[b] + 1
                heappush(heap, (cost, o))
    return to, step, widest
