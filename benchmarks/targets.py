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


MOVING = (
    "Walking and crossing. Among 10,000 walkers, whose columns stay in the cache, `walk` takes 25 "
    "to 30 ns a mover-step and `cross` 25 to 35; among 1,000,000 both wait for memory: some 20 "
    "columns of a mover and 5 of its cell in `walk` (50 to 75 ns), and in `cross`, where one "
    "mover-step in 18 passes the edge of a cell, 2 to 2.5 microseconds a passing, for the lists of"
    " who stands where and four entries of the tables of ways, all far apart, one after the other "
    "on one thread. Kinward's step also does more than its peers': stamina, smoke, parties, "
    "counterflow and the receiving flow of the next cell."
)
ENCOUNTERS = (
    "Encounters. `sense` takes two thirds of the step: of 150 ns a mover-step among 10,000 about "
    "60 go into picking who looks and lining up those in the streets, in lists of all who stand "
    "there, and about 90 into finding the nearest by halving, the draws (about 20 ns each) and "
    "noting what was seen, each with the key of the one who is noticed, so that nothing depends on"
    " the order. Among 1,000,000 it is 250 to 400 ns, most of it waiting for memory."
)
INFECTION = (
    "Infection. The inner functions of the process count references at every call and at every "
    "look into a bundle of columns; that takes four fifths of its time, which grows with the "
    "contacts of those who infect. While few are ill, Kinward is far ahead, since only the ill are"
    " looked at; here nine in ten fall ill within 180 days."
)
LIFE = (
    "A life asks some ten questions of the files; each reads the table of the parts of its file, "
    "and the one for the events of a person decodes a whole part of 122,880 rows. Smaller parts "
    "make it slower, since the table of the parts grows."
)
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
           "starsim", 3.0, "times", INFECTION),
    Target("the same while a fifth falls ill", "infection-slow", "starsim-slow", 3.0, "times",
           INFECTION),
    Target("infection: Kinward over Starsim with contacts of its own", "infection",
           "starsim-random", 3.0, "times", INFECTION),
    Target("one life out of 10^7 events", "life", "", 50.0, "ms", LIFE, below=True),
)  # fmt: skip
