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
    "Walking and crossing. Among 10,000 walkers, whose columns stay in the cache, both together "
    "take 50 to 60 ns a mover-step, 17 to 19 million a second. Among 100,000 and more on 300,000 "
    "streets they wait for memory: some 20 columns of a mover and 8 of its street and cell in "
    "`walk` (52 ns among 1,000,000, whose neighbours in the columns are neighbours in the street; "
    "104 among 100,000, each in a street of their own), and in `cross` (62 to 77), where one "
    "mover-step in 18 passes the edge of a cell, 1.1 to 1.4 microseconds a passing, for the lists "
    "of who stands where and four entries of the tables of ways, all far apart, one after the "
    "other on one thread. Movers kept in the order of their streets, and a cell's columns in one "
    "record, are not built. Kinward's step also does more than its peers': stamina, smoke, "
    "parties, counterflow and the receiving flow of the next cell."
)
ENCOUNTERS = (
    "Encounters. `sense` takes a third of the step among 100,000 (86 ns) and half among 1,000,000 "
    "(160 ns): those who stand are put in order anew in each second, then everybody finds the "
    "nearest by halving, and a draw of 20 ns is made for each pair in reach. Most who stand have "
    "not moved since the second before; lists that are kept, and mended where somebody wakes, are "
    "not built yet."
)
INFECTION = (
    "Infection. The cost grows with the contacts of those who infect, and every infection and "
    "stage is an event with its cause: while a fifth falls ill Kinward is far ahead, where nine "
    "in ten do it just misses three times."
)
LIFE = (
    "A life asks some ten questions of the files, of 1 to 10 ms each; each reads the table of the "
    "parts of its file, and the one for the events of a person decodes a part of 122,880 rows."
)
MILLION = (
    "A million people. Building them, 1.5 million infected and 2,400 km of streets takes 5 "
    "minutes on one core and 3.5 GB. The morning in which the scouts are out, 50,000 active at a "
    "time, takes 2.3 s a simulated minute on two cores (walking 25 %, looking 22 %, hunting 20 %, "
    "crossing 17 %, without the queues that are mended since): 3.9 hours of it were lived in 10 "
    "minutes, with two checkpoints of 2 GB, and then stopped. A whole day was not run; five "
    "minutes are out of reach on two cores, and four would have to be four times as fast as two."
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
    Target("a day of 1,000,000 people", "day-1000000", "", 300.0, "s", MILLION, below=True),
    Target("one life out of 10^7 events", "life", "", 50.0, "ms", LIFE, below=True),
)  # fmt: skip
