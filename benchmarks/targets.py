"""What is aimed at: figures and ratios of figures, and the known cause where one falls short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.results import value_of


@dataclass(frozen=True)
class Target:
    """One thing aimed at.

    Attributes:
        what: in words.
        figure: id of a row. over: id of the row it is divided by, "" for the figure itself.
        wanted: least value, or most if `below`.
        unit: of the figure, "times" for a ratio.
        cause: why it falls short, as far as is known.
    """

    what: str
    figure: str
    over: str
    wanted: float
    unit: str
    cause: str = ""
    below: bool = False

    def found(self, results: Mapping[str, Any]) -> float | None:
        """The value; None where a figure is missing."""
        one = value_of(results, self.figure)
        other = value_of(results, self.over) if self.over else 1.0
        return one / other if one is not None and other else None

    def met(self, results: Mapping[str, Any]) -> bool | None:
        """Whether it is reached; None where it was not measured."""
        found = self.found(results)
        if found is None:
            return None
        return found <= self.wanted if self.below else found >= self.wanted


ENCOUNTERS = ""
MOVING = ""
TARGETS = (
    Target("mover-steps with encounters and draws, 10^6 movers, one core", "walk-1000000-1", "",
           17.0, "million/s", ENCOUNTERS),
    Target("the same, 10^5 movers", "walk-100000-1", "", 17.0, "million/s", ENCOUNTERS),
    Target("the same on four threads over one, 10^6 movers", "walk-1000000-4", "walk-1000000-1",
           2.8, "times", ""),
    Target("Kinward over Mesa 3, one core", "walk-1000000-1-cpu", "mesa", 60.0, "times",
           ENCOUNTERS),
    Target("Kinward over Mesa 3, without encounters and draws", "walk-1000000-1-own", "mesa-own",
           60.0, "times", MOVING),
    Target("Kinward over jupedsim-network (neither has encounters), per CPU second",
           "walk-1000000-1-own", "jupedsim", 2.0, "times", MOVING),
    Target("infection: Kinward over Starsim, the same contacts, per CPU second", "infection",
           "starsim", 3.0, "times", ""),
    Target("infection: Kinward over Starsim with contacts of its own", "infection",
           "starsim-random", 3.0, "times", ""),
    Target("one life out of 10^7 events", "life", "", 50.0, "ms", "", below=True),
)  # fmt: skip
