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
    "Walking and crossing. Among 1,000,000 `walk` takes 26 to 40 ns a mover-step by how busy the "
    "machine is, `cross` 43 to 50; among 100,000, each in a street of their own, 47 to 77 and 37 "
    "to 48. A step of `walk` reads some 20 columns of a mover and 8 of its street and cell, and "
    "divides four times; in `cross` one mover-step in 18 passes the edge of a cell, 0.8 to 1 "
    "microsecond a passing, for the lists of who stands where and four entries of the tables of "
    "ways, all far apart, one after the other on one thread. A mover's, street's or cell's "
    "columns in one record were tried: slower by a third and more in `walk` and `sense`, `cross` "
    "little quicker. Kinward's step also does more than its peers': stamina, smoke, parties, "
    "counterflow and the receiving flow of the next cell."
)
ENCOUNTERS = (
    "Encounters. `sense` takes half of the step, 75 to 110 ns among 100,000 and 117 to 173 among "
    "1,000,000. Of 117, finding the nearest takes 47, the draws for pairs in reach 27, what "
    "follows from what is seen some 20, and listing those who stand 14: keeping these lists from "
    "second to second would save no more than that. What is found for one mover decides which way "
    "the processor goes for it, which it cannot foresee."
)
THREADS = (
    "Four threads are not measured, for want of a machine with four processors. Of 186 ns a "
    "mover-step among 1,000,000, those that threads share are 105 (`walk`, and looking in "
    "`sense`): by Amdahl's law four can be no more than 1.7 times as fast as one. Crossings "
    "and what follows from looking keep one order on one thread."
)
INFECTION = (
    "Infection. The cost grows with the contacts of those who infect, and every infection and "
    "stage is an event with its cause: while a fifth falls ill Kinward is further ahead than where "
    "nine in ten do."
)
MILLION = (
    "A million people. Building them, 1.5 million infected and 2,400 km of streets took 8 of the "
    "55 minutes, the day 46, on two cores on which tests ran most of the time (2,774 s of the "
    "processor). Walking, crossing and looking are half of the time in processes; 16 % were the "
    "curfew, which is mended since (patrols went through all passages of their long streets; of a "
    "day of 100,000 it took 3.8 s and takes 1.4, and the rest is not measured again), and 9 % are "
    "queues (`turn_back`). "
    "Without the curfew some 2,300 s of the processor remain, twice the 1,200 that four cores "
    "have in five minutes, and less than half of it is shared by threads."
)
LIFE = (
    "A life asks some ten questions of the files, of 1 to 10 ms each; the one for the events of a "
    "person decodes a part of 122,880 rows (parts of 16,384 to 65,536 were tried, and no "
    "quicker). The machine was slow in this hour: a day of 10,000 people took 1.7 times what it "
    "took on 2026-11-24, when a life took 54 ms by an older code that takes 1.5 times as long as "
    "this one side by side."
)
TARGETS = (
    Target("mover-steps with encounters and draws, 10^6 movers, one core", "walk-1000000-1", "",
           17.0, "million/s", ENCOUNTERS),
    Target("the same, 10^5 movers", "walk-100000-1", "", 17.0, "million/s", ENCOUNTERS),
    Target("the same on four threads over one, 10^6 movers", "walk-1000000-4", "walk-1000000-1",
           2.8, "times", THREADS),
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
