"""Those at a checkpoint: who is there, who goes together, who decides for them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from kinward.society.checkpoint.columns import FREE, HELD_BACK, LOOKED_OVER, QUEUE

GROWN, DECIDES = 14, 10  # years, as in mind/warned.py


def site_place(c: Any, g: int) -> int:
    """Place number of checkpoint g."""
    return len(c.p_len) + int(c.check_unit[g])


def in_order(c: Any, rows: np.ndarray) -> np.ndarray:
    """Rows in order of arrival, then of keys."""
    return rows[np.lexsort((c.key[rows], c.cp_t[rows]))]


def at(c: Any, g: int, *states: int) -> np.ndarray:
    """Rows of those at checkpoint g in one of some states."""
    rows = np.flatnonzero(c.cp_at == g)
    state = c.cp_state[rows]
    among = state == states[0]
    for other in states[1:]:
        among |= state == other
    return rows[among]


def parties(c: Any, rows: np.ndarray) -> list[list[int]]:
    """Rows by party, parties in order of their first; those of a party in order of arrival."""
    rows = in_order(c, rows)
    own = np.where(c.party[rows] >= 0, c.party[rows], rows)
    _, first, number = np.unique(own, return_index=True, return_inverse=True)
    order = np.argsort(first[number], kind="stable")
    who, of = rows[order].tolist(), number[order]
    ends = [0, *(np.flatnonzero(of[1:] != of[:-1]) + 1).tolist(), len(who)]
    return [who[a:b] for a, b in pairwise(ends) if b > a]


def leader(c: Any, members: list[int]) -> int:
    """The grown one whom most ties bind to the others; else who can decide at all; else -1."""
    best, most = -1, (-1.0, 0)
    for m in members:
        if not c.awake_mind[m] or c.age[m] < DECIDES:
            continue
        bonds = 0.0
        if c.age[m] >= GROWN:
            rows = slice(int(c.tie_ptr[m]), int(c.tie_end[m]))
            to, strength = c.tie_to[rows].tolist(), c.tie_strength[rows].tolist()
            bonds = 1.0 + sum(s for o, s in zip(to, strength) if o in members)
        if (bonds, -int(c.key[m])) > most or best < 0:
            best, most = m, (bonds, -int(c.key[m]))
    return best


def still_to_come(c: Any, g: int) -> set[int]:
    """Parties of which some are at checkpoint g and may not board yet."""
    rows = at(c, g, QUEUE, LOOKED_OVER, HELD_BACK)
    numbers = c.party[rows[c.fate[rows] == 0]]
    return set(numbers[numbers >= 0].tolist())


def is_whole(c: Any, members: list[int]) -> bool:
    """Whether they are a household of several, all of it."""
    h = int(c.household[members[0]])
    whole = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]]
    return len(whole) > 1 and bool(np.isin(whole, members).all())


def has_children(c: Any, members: list[int]) -> bool:
    """Whether there are children with a grown one among them."""
    ages = c.age[members]
    return bool((ages < GROWN).any() and (ages >= GROWN).any())


def free_groups(c: Any, g: int) -> list[list[int]]:
    """Those at checkpoint g who may board, by party, in order of arrival."""
    return parties(c, at(c, g, FREE))
