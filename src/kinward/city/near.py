"""Pairs of shapes near one another, found in small helpings so that no input can exhaust memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from kinward.city.shapes import linestrings
from kinward.core.errors import InputError

if TYPE_CHECKING:
    import shapely as sh

HELPING = 256  # shapes asked for at a time, at most
FULL = 50_000  # hits of one helping from which on the next is smaller
MOST_OVER = 5_000_000  # pairs of things that lie over one another; more is no map
OVER = (
    f"its buildings, shops and grounds lie over one another more than {MOST_OVER:,} times; such as "
    "are not drawn over one another are right"
)
MOST_KNOTS = 300  # times that one line may cross itself; more is a scribble


def _helpings(
    shapes: np.ndarray, ask: Callable[[np.ndarray], np.ndarray]
) -> Iterator[tuple[int, np.ndarray]]:
    """First row and hits (k, n) of each helping: few shapes at a time where they find many."""
    start, size = 0, 8
    while start < len(shapes):
        hits = ask(shapes[start : start + size])
        yield start, hits
        start += size
        size = max(size // 4, 1) if hits.shape[1] > FULL else min(size * 2, HELPING)


def pairs(shapes: np.ndarray, most: int, complaint: str, within: float = 0.0) -> np.ndarray:
    """Pairs (i, j), i < j, of shapes that meet or lie within a distance; int64 (n, 2), sorted.

    Args:
        shapes: geometries (n,). within: m; 0 means that they meet.
        most: more pairs than this are refused. complaint: what to say then.

    Raises:
        InputError: there are more than `most` pairs.
    """
    import shapely

    tree: sh.STRtree = shapely.STRtree(shapes)

    def ask(some: np.ndarray) -> np.ndarray:
        if within > 0:
            return tree.query(some, predicate="dwithin", distance=within)
        return tree.query(some, predicate="intersects")

    found, total = [], 0
    for start, (one, two) in _helpings(shapes, ask):
        one = one + start
        keep = one < two
        found.append(np.column_stack([one[keep], two[keep]]))
        total += len(found[-1])
        if total > most:
            raise InputError(complaint)
    rows = np.vstack(found) if found else np.zeros((0, 2), np.int64)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def nearest(
    tree: sh.STRtree, shapes: np.ndarray, within: float, source: str
) -> dict[int, tuple[float, int]]:
    """The nearest shape of a tree to each of some shapes; of those equally near the first.

    Args:
        shapes: asked for, (n,). within: m; those that have none so near are left out.
        source: the map, for the message.

    Returns:
        Row asked for: (distance, m, to 1 mm; row found).

    Raises:
        InputError: more than MOST_OVER of them are equally near.
    """

    def ask(some: np.ndarray) -> np.ndarray:
        found = cast(Any, tree.query_nearest(
            some, max_distance=within, return_distance=True, all_matches=True
        ))  # fmt: skip
        return np.vstack([*found[0], found[1]])

    best: dict[int, tuple[float, int]] = {}
    total = 0
    for start, hits in _helpings(shapes, ask):
        total += hits.shape[1]
        if total > MOST_OVER:
            raise InputError(f"{source}: {OVER}")
        which, near, gap = hits
        for i, k, g in zip((which + start).tolist(), near.tolist(), gap.tolist()):
            best[int(i)] = min(best.get(int(i), (np.inf, 0)), (round(g, 3), int(k)))
    return best


def meeting(
    tree: sh.STRtree, shapes: np.ndarray, how: Literal["within", "intersects"], source: str
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of shapes and rows of those of a tree that they meet or lie within, int64 (n,) each.

    Raises:
        InputError: there are more than MOST_OVER such pairs.
    """
    found, total = [np.zeros((2, 0), np.int64)], 0
    for start, hits in _helpings(shapes, lambda some: tree.query(some, predicate=how)):
        found.append(np.stack([hits[0] + start, hits[1]]))
        total += hits.shape[1]
        if total > MOST_OVER:
            raise InputError(f"{source}: {OVER}")
    which, whose = np.hstack(found)
    return which, whose


def scribbled(lines: list[np.ndarray], most: int = MOST_KNOTS) -> bool:
    """Whether lines, each (n, 2) m, meet themselves and one another more than `most` times.

    Working with such lines would take hours: a thousand points at random meet 300,000 times.
    """
    import shapely

    if len(lines) == 1 and shapely.LineString(lines[0]).is_simple:
        return False
    pieces = np.vstack([np.stack([xy[:-1], xy[1:]], axis=1) for xy in lines])
    try:
        pairs(linestrings(pieces), most + 4 * len(pieces), "")
    except InputError:
        return True
    return False
