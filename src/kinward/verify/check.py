"""A published check: what is expected, where that stands, and what the model gives."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One comparison of a check: passed while low <= got <= high (nan fails)."""

    what: str
    expected: str
    got: float
    low: float
    high: float

    @property
    def passed(self) -> bool:
        """Whether the value lies within the bounds."""
        return self.low <= self.got <= self.high

    @property
    def tolerance(self) -> str:
        """The bounds in words."""
        if math.isinf(self.high):
            return f">= {self.low:.6g}"
        if math.isinf(self.low):
            return f"<= {self.high:.6g}"
        return f"{self.low:.6g} .. {self.high:.6g}"

    def __str__(self) -> str:
        verdict = "ok" if self.passed else "FAILED"
        return (
            f"  {self.what:<44} {self.expected:>12} {self.got:>12.6g}   {self.tolerance:<22}"
            f" {verdict}"
        )


def near(what: str, expected: float, got: float, tolerance: float) -> Line:
    """A line that passes within `tolerance` of `expected`."""
    return Line(what, f"{expected:.6g}", float(got), expected - tolerance, expected + tolerance)


def at_least(what: str, got: float, low: float) -> Line:
    """A line that passes from `low` on."""
    return Line(what, f">= {low:.6g}", float(got), low, math.inf)


def at_most(what: str, got: float, high: float) -> Line:
    """A line that passes up to `high`."""
    return Line(what, f"<= {high:.6g}", float(got), -math.inf, high)


def equal(what: str, expected: int, got: int) -> Line:
    """A line that passes for exactly `expected`."""
    return Line(what, f"{expected}", float(got), expected, expected)


@dataclass(frozen=True)
class Check:
    """A check as declared.

    Attributes:
        id: short name, as on the page of checks.
        source: where the expected values come from, and what was assumed.
        run: gives the lines; its argument is the break in force, "" for none.
        breaks: named ways to break the model, each of which must make the check fail.
        quick: is part of the quick tier.
    """

    id: str
    title: str
    source: str
    run: Callable[[str], Iterator[Line]] = field(compare=False)
    breaks: tuple[str, ...]
    quick: bool


CHECKS: dict[str, Check] = {}


def check(
    id: str, title: str, source: str, *, breaks: tuple[str, ...], quick: bool = True
) -> Callable[[Callable[[str], Iterator[Line]]], Callable[[str], Iterator[Line]]]:
    """Register a function of the break in force ("" for none) that yields the lines of a check."""

    def register(run: Callable[[str], Iterator[Line]]) -> Callable[[str], Iterator[Line]]:
        if id in CHECKS:
            raise ValueError(f"check {id} is declared twice")
        CHECKS[id] = Check(id, title, source, run, breaks, quick)
        return run

    return register


@dataclass(frozen=True)
class Result:
    """What a check gave."""

    check: Check
    broken: str
    lines: tuple[Line, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether every line passed (and there are any)."""
        return bool(self.lines) and all(line.passed for line in self.lines)

    def __str__(self) -> str:
        broken = f", the model broken on purpose ({self.broken})" if self.broken else ""
        verdict = "passed" if self.passed else "FAILED"
        head = f"{self.check.id}  {self.check.title}{broken}: {verdict} ({self.seconds:.1f} s)"
        columns = f"  {'':<44} {'expected':>12} {'got':>12}   {'tolerance':<22}"
        return "\n".join(
            [head, f"  source: {self.check.source}", columns, *map(str, self.lines), ""]
        )
