"""A process: one thing that happens at a clock, with the columns it reads and writes declared.

A kernel is called as `kernel(t, par, *writes, *reads, *fixed)`: its arguments are exactly its
columns, never the whole state. Processes over few things (groups, supply runs) may be plain
Python; they get the same columns through a `Columns` view and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kinward.core.parameters import Parameters

CLOCKS = ("second", "minute", "hour")


@dataclass(frozen=True)
class Process:
    """One row of the plan.

    Attributes:
        name: as the plan prints it.
        clock: "second" (while somebody is active), "minute" or "hour".
        kernel: compiled function, or a Python function of (t, par, columns) if `python`.
        writes, reads: state columns; fixed: columns of the world and of the city.
        section: name of its parameters in the scenario, "" for none.
        meaning: one line.
        when: state columns of which one must be above zero for the kernel to be called; these
            are counters in the "world" table.
        every: seconds of the body's clock from one call to the next.
        of: section of the institution that it belongs to: without `on` there, it is not run.
    """

    name: str
    clock: str
    kernel: Callable[..., Any] = field(compare=False)
    writes: tuple[str, ...]
    reads: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    section: str = ""
    meaning: str = ""
    when: tuple[str, ...] = ()
    python: bool = False
    every: int = 1
    of: str = ""

    def __post_init__(self) -> None:
        if self.clock not in CLOCKS:
            raise ValueError(f"process {self.name}: clock {self.clock!r} is none of {CLOCKS}")
        if not self.python:
            code = getattr(self.kernel, "py_func", self.kernel).__code__
            named = code.co_varnames[2 : code.co_argcount]
            declared = (*self.writes, *self.reads, *self.fixed)
            if named != declared:
                i = next((i for i, (a, b) in enumerate(zip(named, declared)) if a != b), -1)
                raise ValueError(
                    f"process {self.name}: the kernel's arguments are not its columns, from "
                    f"{named[i:][:3]} against {declared[i:][:3]}"
                )
        double = set(self.writes) & set(self.reads)
        if double:
            raise ValueError(f"process {self.name}: {sorted(double)} are read and written")


class Columns:
    """The columns of one process, by name; anything undeclared is an AttributeError."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self.__dict__.update(arrays)


def pack(section: Parameters | None) -> np.ndarray:
    """Numbers of a section as float64 in order of declaration; texts are left out."""
    if section is None:
        return np.zeros(0)
    values = (getattr(section, name) for name in type(section).model_fields)
    return np.array([float(v) for v in values if isinstance(v, bool | int | float)])


def slots(section: type[Parameters]) -> dict[str, int]:
    """Place of each numeric parameter in the array that `pack` makes."""
    model = section()
    names = [n for n in section.model_fields if isinstance(getattr(model, n), bool | int | float)]
    return {n: i for i, n in enumerate(names)}
