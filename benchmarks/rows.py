"""Rows of results, and the clocks that they are taken with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured figure.

    Attributes:
        id: by which targets and ratios refer to it.
        what: in words.
        value: None where it could not be measured.
        unit: of the value.
        note: what else there is to say, or why it could not be measured.
    """

    id: str
    what: str
    value: float | None
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Time:
    """How long some work took: on the wall, and of the processor by all threads together, s."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Time:
    """Time of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Time(time.perf_counter() - wall, time.process_time() - cpu)


def best(rounds: int, work: Callable[[], object]) -> Time:
    """The shortest times of some rounds: others on the machine only make them longer."""
    times = [timed(work) for _ in range(rounds)]
    return Time(min(t.wall for t in times), min(t.cpu for t in times))


def missing(id: str, what: str, package: str) -> Row:
    """The row of a peer that is not installed."""
    return Row(id, what, None, "", f"{package} is not installed: make bench installs it")
