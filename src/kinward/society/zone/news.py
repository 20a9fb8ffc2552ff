"""News: who is told when somebody does not come back, is found or is lost.

The household and those with a strong tie are told; word takes up to half an hour (assumed).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import PENDING
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.occasion import Pending, raise_occasion
from kinward.society.purposes import WORD_OF

STRONG = 0.6  # strength of a tie whose holder is told (assumed)
TAKES = 30 * MINUTE  # ms: longest time that word takes (assumed)
NEWS_READS = (
    "fate", "gone", "awake_mind", "passage", "tie_end", "tie_to", "tie_strength",
)  # fmt: skip
NEWS_FIXED = (
    "key", "seed", "p_zone", "p_gate", "household", "h_ptr", "h_member", "tie_ptr",
)  # fmt: skip


def close_to(c: Any, m: int) -> np.ndarray:
    """The living of m's household and those with a strong tie to m, in order of row."""
    h = int(c.household[m])
    housemates = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]]
    rows = slice(c.tie_ptr[m], c.tie_end[m])
    tied = c.tie_to[rows][c.tie_strength[rows] > STRONG]
    both = np.union1d(housemates, tied)
    here = (c.fate[both] == 0) & ~c.gone[both] & c.awake_mind[both] & (both != m)
    return both[here]


def in_reach(c: Any, m: int) -> np.ndarray:
    """Those close to m to whom word comes: nobody beyond the wall is told anything."""
    who = close_to(c, m)
    p = c.passage[who]
    return who[(p >= 0) & (c.p_zone | c.p_gate)[p]]


def tell(
    c: Any, whom: np.ndarray, occasion: int, about: int, event: int, t: int, takes: int = TAKES
) -> None:
    """Let each of `whom` make up their mind about `about`, when word has reached them.

    The process declares PENDING as written, NEWS_READS and NEWS_FIXED.

    Args:
        takes: ms that word takes at most, 0 for those who see it.
    """
    wait = Pending(*(getattr(c, n) for n in PENDING))
    for m in whom:
        u = uniform(c.seed[0], WORD_OF, c.key[m], c.key[about], t, occasion)
        raise_occasion(wait, int(m), occasion, about, event, t + MINUTE + int(u * takes))


def bond(c: Any, m: int, o: int) -> float:
    """Strength of the tie between m and o, 0 if there is none."""
    rows = slice(c.tie_ptr[m], c.tie_end[m])
    return float(c.tie_strength[rows][c.tie_to[rows] == o].sum())
