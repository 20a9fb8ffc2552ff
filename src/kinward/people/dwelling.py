"""Placing households in dwellings by floor area.

The bigger the household, the bigger its dwelling. Every household has a place in the order of
dwellings by area that it would like, from its size and a hash; the biggest choose first, each
taking the nearest place that is free. One household more moves only those whom it displaces.
Where dwellings are fewer than households, they are shared, to about the same floor a head.
"""

from __future__ import annotations

import numpy as np

from kinward.core.errors import InputError
from kinward.core.lean import shared
from kinward.people.draw import draw
from kinward.people.purposes import DWELLING

_SPREAD = 0.5  # taste and luck move a dwelling in the order of areas by up to +-25 % (assumed)
_SLACK = 1.08  # places a head that shared dwellings offer before floor is cut (assumed)
_LADDER = 0.8408964152537145  # 2**-0.25: step of the floor a head in shared dwellings
_MOST, _LEAST = 64.0, 0.25  # m2 a head, ends of the ladder


def _check(h_size, unit_ids, unit_area, h_key) -> None:
    if len(h_size) != len(h_key):
        raise InputError(f"{len(h_size)} household sizes, but {len(h_key)} household keys")
    if len(unit_ids) != len(unit_area):
        raise InputError(f"{len(unit_ids)} dwellings, but {len(unit_area)} floor areas")
    if len(h_size) and not len(unit_ids):
        raise InputError(
            f"no dwelling for {len(h_size)} households: where they are to live the map has none "
            "left; use a map with more houses"
        )
    if len(np.unique(unit_ids)) != len(unit_ids):
        raise InputError("dwellings: a unit is listed twice")
    if len(unit_ids) and np.min(unit_ids) < 1:
        raise InputError(f"dwelling {np.min(unit_ids)}: unit ids start at 1 (0 is no unit)")
    bad = ~(np.isfinite(unit_area) & (unit_area > 0))
    if bad.any():
        i = int(np.argmax(bad))
        raise InputError(f"floor area {unit_area[i]} of unit {unit_ids[i]}: must be above 0 m2")
    if len(h_size) and np.min(h_size) < 1:
        raise InputError(f"household size {np.min(h_size)}: must be at least 1")


def settle(
    h_size: np.ndarray,
    unit_ids: np.ndarray,
    unit_area: np.ndarray,
    seed: int,
    h_key: np.ndarray,
) -> np.ndarray:
    """Choose a dwelling for every household.

    With dwellings enough, each household has its own. With too few they are shared: a dwelling
    takes as many people as its area over a common floor a head, which is as large as it can be;
    a household too big for any has one for itself, overfull. Nobody is left without.

    Args:
        h_size: members, (H,).
        unit_ids: candidate units, (U,), each once.
        unit_area: floor area, m2, (U,).
        seed: of the run.
        h_key: stable keys of the households, uint64 (H,).

    Returns:
        Unit of each household, int32 (H,).

    Raises:
        InputError: lengths that differ, no units, a unit twice, an area not above 0.
    """
    h_size, h_key = np.asarray(h_size, np.int64), np.asarray(h_key, np.uint64)
    unit_ids, unit_area = np.asarray(unit_ids, np.int64), np.asarray(unit_area, np.float64)
    _check(h_size, unit_ids, unit_area, h_key)
    if not len(h_size):
        return np.zeros(0, np.int32)
    liked = draw(seed, DWELLING, unit_ids.astype(np.uint64), k=1)
    order = np.lexsort((unit_ids, unit_area * (1.0 + _SPREAD * (liked - 0.5))))
    half = 0.5 ** h_size.astype(np.float64)  # singles like the lower half, couples the next quarter
    wish = 1.0 - half * (1.0 + draw(seed, DWELLING, h_key))
    if len(h_size) <= len(unit_ids):
        room, need = np.ones(len(unit_ids), np.int64), np.ones(len(h_size), np.int64)
    else:
        room = _places(unit_area[order], int(h_size.sum()))
        need = np.minimum(h_size, room.max())
    first = np.lexsort((np.arange(len(h_size)), -h_size))
    chosen = np.empty(len(h_size), np.int64)
    _choose(first, need, (wish * len(unit_ids)).astype(np.int64), room, chosen)
    return unit_ids[order[chosen]].astype(np.int32)


def _places(area: np.ndarray, people: int) -> np.ndarray:
    """How many people each dwelling takes when shared, int64 (U,), enough for all."""
    floor = _MOST
    while floor > _LEAST:
        room = np.floor(area / floor).astype(np.int64)
        if room.sum() >= _SLACK * people:
            return room
        floor *= _LADDER
    return np.ceil(_SLACK * people * area / area.sum()).astype(np.int64)


@shared
def _find(link, i):
    """End of the chain of links from i, shortened on the way."""
    end = i
    while link[end] != end:
        end = link[end]
    while link[i] != end:
        link[i], i = end, link[i]
    return end


@shared
def _choose(first, need, wish, room, chosen):
    """Give each household, in the order `first`, the nearest place with room to its wish.

    `need` must not rise along `first`. Slots 0 and U + 1 of the links are the ends.
    """
    n = len(room)
    up, down = np.arange(n + 2), np.arange(n + 2)
    now = -1
    most = need[first[0]]  # room never grows: what could not be had once cannot be had again
    for h in first:
        wanted = min(need[h], most)
        while True:
            if wanted != now:  # fewer are asked for: places that were too small open again
                now = wanted
                for u in range(n):
                    shut = room[u] < now
                    up[u + 1] = u + 2 if shut else u + 1
                    down[u + 1] = u if shut else u + 1
            above, below = _find(up, wish[h] + 1), _find(down, wish[h] + 1)
            if above <= n or below >= 1 or wanted == 1:
                break
            wanted -= 1
            most = wanted
        if above <= n and (below < 1 or above - wish[h] - 1 <= wish[h] + 1 - below):
            u = above - 1
        elif below >= 1:
            u = below - 1
        else:
            u = wish[h]  # no room anywhere: closer together where one wished to be
        chosen[h] = u
        room[u] = max(0, room[u] - need[h])
        if room[u] < now:
            up[u + 1], down[u + 1] = u + 2, u


def crowding(home: np.ndarray, unit_ids: np.ndarray, unit_area: np.ndarray) -> np.ndarray:
    """Floor area a head in each person's home, m2, float64 (N,).

    Args:
        home: unit of each person, (N,).
        unit_ids: units, each once; every home is one of them.
        unit_area: m2, (U,).
    """
    area = dict(zip(np.asarray(unit_ids).tolist(), np.asarray(unit_area).tolist()))
    units, where, heads = np.unique(home, return_inverse=True, return_counts=True)
    return np.array([area[u] for u in units.tolist()])[where] / heads[where]
