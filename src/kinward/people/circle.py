"""Circle: candidates for a tie in the order of group, age and a hash of each.

Whoever looks for somebody draws a group, an age and a point, and takes the first candidate at
or after it. A newcomer is found only by those whose point lies just before, and changes nobody
else's choice (consistent hashing, Karger et al. 1997).
"""

from __future__ import annotations

import numpy as np

_AGE, _GROUP = np.uint64(34), np.uint64(41)  # bits: 34 of hash, 7 of age, the rest group


class Circle:
    """Candidates sorted so that they can be looked up.

    Args:
        rows: people, int64 (n,).
        group: of each, from 0, below 2**22.
        age: of each, years, 0 to 127.
        spot: of each, uniform in (0, 1).
    """

    def __init__(
        self, rows: np.ndarray, group: np.ndarray, age: np.ndarray, spot: np.ndarray
    ) -> None:
        key = self._key(group, age, spot)
        order = np.argsort(key, kind="stable")
        self.key = key[order]
        self.rows = np.asarray(rows, np.int64)[order]

    @staticmethod
    def _key(group, age, spot) -> np.ndarray:
        point = (np.asarray(spot) * 2.0**34).astype(np.uint64)
        years = np.clip(age, 0, 127).astype(np.uint64)
        return (np.asarray(group).astype(np.uint64) << _GROUP) | (years << _AGE) | point

    def pick(
        self, group: np.ndarray, age: np.ndarray, spot: np.ndarray, exact: bool = False
    ) -> np.ndarray:
        """Whoever stands first at or after each point; int64 (m,), -1 where the group is empty.

        Args:
            group, age, spot: what is looked for, (m,) each.
            exact: the age must be met; otherwise the next older, or the oldest, will do.
        """
        if not len(self.rows):
            return np.full(len(np.asarray(group)), -1, np.int64)
        step, base = (_AGE, (group, age)) if exact else (_GROUP, (group, 0))
        low = self._key(*base, np.zeros(1))
        first = np.searchsorted(self.key, low)
        last = np.searchsorted(self.key, low + (np.uint64(1) << step))
        at = np.searchsorted(self.key, self._key(group, age, spot))
        at = np.where(at < last, at, first if exact else last - 1)
        return np.where(last > first, self.rows[np.minimum(at, len(self.rows) - 1)], -1)
