"""State: the columns that change during a run, declared by the rooms that own them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

TABLES = (
    "mover", "household", "party", "tie", "unit", "building", "block", "passage", "cell", "slot",
    "group", "group word", "pack", "run", "outing", "deed", "sound", "node", "contact", "layer",
    "comer", "checkpoint", "post", "world",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of state.

    Attributes:
        name: what kernels and events call it.
        dtype: NumPy type of an element.
        per: table that it belongs to, one of TABLES ("world" has a single row).
        meaning: one line.
        unit: unit of the value, "" for none.
        default: value of every row at the start.
        width: elements a row (1 = a plain column); of a table's name: one for each of its rows.
    """

    name: str
    dtype: str
    per: str
    meaning: str
    unit: str = ""
    default: float = 0
    width: int | str = 1


class State:
    """All changing columns of a run; `state.name` is the array."""

    def __init__(self, columns: Iterable[Column], sizes: Mapping[str, int]) -> None:
        self.columns: dict[str, Column] = {}
        self.sizes = dict(sizes)
        self.arrays: dict[str, np.ndarray] = {}
        for c in columns:
            if c.name in self.columns:
                raise ValueError(f"column {c.name!r} is declared twice")
            if c.per not in self.sizes:
                raise ValueError(f"column {c.name!r}: no size for table {c.per!r}")
            n = self.sizes[c.per]
            width = self.sizes[c.width] if isinstance(c.width, str) else c.width
            shape = (n,) if c.width == 1 else (n, width)
            self.columns[c.name] = c
            self.arrays[c.name] = np.full(shape, c.default, dtype=c.dtype)

    def __getattr__(self, name: str) -> np.ndarray:
        try:
            return self.__dict__["arrays"][name]
        except KeyError:
            raise AttributeError(f"state has no column {name!r}") from None

    def bytes_per_mover(self) -> int:
        """Bytes a mover in State columns (limit 400)."""
        return sum(
            a.itemsize * (a.shape[1] if a.ndim > 1 else 1)
            for n, a in self.arrays.items()
            if self.columns[n].per == "mover"
        )
