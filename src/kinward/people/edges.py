"""Edges: pairs of people with a kind, before they become the two rows of a tie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# how close a kind is in a given pair; the row of `tie_table.RULES` besides the kind
USUAL, APART, SWORN = range(3)
"""Under one roof or in daily touch; in another household; a scout's partner, a mentor's heir."""


@dataclass(frozen=True)
class Edges:
    """Pairs (a, b), each once: to a, b is of the kind `kind`.

    Attributes:
        a, b: int64 (E,) rows of people.
        kind: int8 (E,) domain "tie".
        grade: int8 (E,) USUAL, APART or SWORN.
    """

    a: np.ndarray
    b: np.ndarray
    kind: np.ndarray
    grade: np.ndarray

    @staticmethod
    def of(a, b, kind: int | np.ndarray, grade: int = USUAL) -> Edges:
        """Edges of one kind and grade (or a kind each)."""
        a, b = np.asarray(a, np.int64), np.asarray(b, np.int64)
        kinds = np.broadcast_to(np.asarray(kind, np.int8), a.shape).copy()
        return Edges(a, b, kinds, np.full(len(a), grade, np.int8))

    @staticmethod
    def none() -> Edges:
        """No edges."""
        return Edges.of([], [], 0)

    @staticmethod
    def join(parts: list[Edges]) -> Edges:
        """All edges of several lists, in their order."""
        names = ("a", "b", "kind", "grade")
        return Edges(*(np.concatenate([getattr(p, n) for p in parts]) for n in names))

    def take(self, which: np.ndarray) -> Edges:
        """The edges at `which` (mask or rows)."""
        return Edges(self.a[which], self.b[which], self.kind[which], self.grade[which])

    def between(self, n: int) -> np.ndarray:
        """A number for each unordered pair among n people, int64 (E,)."""
        return np.minimum(self.a, self.b) * n + np.maximum(self.a, self.b)

    def __len__(self) -> int:
        return len(self.a)
