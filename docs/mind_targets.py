"""Run the scenes of a danger without notice, and write what minds give beside what was observed.

python docs/mind_targets.py       # all seeds, into docs/model/mind-targets.md
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from parameters import write_if_changed

from kinward.verify import duties
from kinward.verify.dangers import FIRE, SHORE, evacuees, gathered, town

PAGE = Path(__file__).parent / "model" / "mind-targets.md"
SEEDS = range(21, 45)  # none of those that were looked at while parameters were fitted
HEAD = """# Targets of minds

What people are seen to do in a danger without notice, and what the process *gather* gives with one
set of parameters, the defaults of the section `warning`. Made by `python docs/mind_targets.py`.

FITTED: the named parameter was moved until this figure came near; it shows nothing but that it can.
PREDICTED: no parameter was moved for it. Interval: mean of {n} seeds and 1.96 standard errors of
their mean (seeds {first} to {last}; the fit used 1 to 18). A figure is "reached" within 5 points,
or within a tenth of a time; 3.2 within 0.5 (the design's tolerances).

| what | source | target | got | interval | {kind} | reached |
|---|---|---|---|---|---|---|
"""
TAIL = """
## Scenes

Facts of the scenes differ, weights never: a *town* of 800 on foot (map `ruins`) at ten on a
working morning, safe at the edge of the map. **Shock**: all feel it, 30 min are thought to be left.
**Fire**: all see it, 2 h. **Order**: all are told to leave, and that the school sees to the
children; 1 h; what parents of a child at school do first. **Call**: a danger elsewhere; medics off
duty; contagious or not. **Flood**: police on their posts in squads, days left, their own known to
have left. **Rooms**: one hurt stranger to each grown person there, staff or guest.

## What is weak

- Facts that no source gives (clarity of the cue, time thought to be left, who is at home) were
  chosen once and are no fit, but the results depend on them.
- Stated intentions (parents, reporting) are compared with what people here do.
- In the shock more wait for those who do not come than the ratio of 3.2 allows.
- `PREDICTED` figures were seen on the fitted seeds while the code was written: structure, such as
  who counts as in one's charge or that word is left at home, was chosen with them in sight.
- Police whose own are in the same danger, and not known to have left, mostly go to them; the
  target is one of a city whose people had days.
- Households are those of Kyoto, not of the places observed; there are no cars and no telephones.
- Word left at home hardly matters: with these weights those at home wait for the late.
- Parties do not split a task: who is together fetches the child together.
"""
REDLENER = "Redlener, Grant, Abramson, Johnson 2008, American Preparedness Project (stated)"
QURESHI = "Qureshi et al. 2005, J Urban Health 82(3), doi 10.1093/jurban/jti086 (stated)"
ANGORA = "thesis on the Angora fire 2007, University of Utah (id 192235)"
DESIGN = "the design's figure (Goto 2016); not found again"
CLUB = "Johnson and Feinberg on the Beverly Hills fire 1977, as told by Ripley, The Unthinkable"


class Target(NamedTuple):
    """One row: what was observed, and how the model gets it."""

    what: str
    source: str
    target: float
    within: float
    fitted: str  # the parameter that was fitted to it, "" if predicted
    got: Callable[[int], float]


def share(pair: tuple[int, int]) -> float:
    """A share of those asked."""
    return pair[0] / max(1, pair[1])


def targets() -> list[Target]:
    """All targets; the two towns are run once for each seed."""
    towns: dict[tuple[str, int], tuple] = {}

    def of(name: str, seed: int) -> tuple:
        if (name, seed) not in towns:
            scene = town(seed, SHORE if name == "shock" else FIRE)
            towns[name, seed] = evacuees(scene), gathered(scene)
        return towns[name, seed]

    return [
        Target("parents go to the school against the order", REDLENER, 0.63, 0.05, "advice",
               lambda s: share(duties.parents(s))),
        Target("shock: went home or dropped in first", DESIGN, 0.44, 0.05, "house, life",
               lambda s: of("shock", s)[0].share),
        Target("shock: times as long to safety", DESIGN, 3.2, 0.5, "comes_within",
               lambda s: of("shock", s)[0].ratio),
        Target("fire: times as long to safety", DESIGN, 3.2, 0.5, "comes_within",
               lambda s: of("fire", s)[0].ratio),
        Target("fire: households gather or are together", ANGORA, 1.0, 0.05,
               "family, meets_home", lambda s: float(np.isfinite(of("fire", s)[1]).mean())),
        Target("fire: of all, within 30 min", ANGORA, 0.8, 0.05, "the fact cue",
               lambda s: float((of("fire", s)[1] <= 30).mean())),
        Target("shock: set out, mean of those who got out, min", "Weathernews 2011, "
               "survivors 19 min (mean), weathernews.jp/ip/info/tsunami2011_research", 19.0, 1.9,
               "usual, look", lambda s: float(of("shock", s)[0].set_out.mean())),
        Target("medics report, many hurt", QURESHI, 0.86, 0.05, "duty",
               lambda s: share(duties.reporting(s, False))),
        Target("medics report, contagion", QURESHI, 0.48, 0.05, "exposure",
               lambda s: share(duties.reporting(s, True))),
        Target("flood: police who stay", "New Orleans 2005: Crime Library, NOPD and Katrina; see "
               "Deflem and Sutphin 2009", 0.9, 0.05, "comrades, post_risk",
               lambda s: share(duties.police(s))),
        Target("staff help a stranger", CLUB, 0.6, 0.05, "duty",
               lambda s: share(duties.helping(s, True))),
        Target("guests help a stranger", CLUB, 0.17, 0.05, "stranger",
               lambda s: share(duties.helping(s, False))),
    ]  # fmt: skip


def main() -> None:
    """Run everything and write the page."""
    rows = []
    for t in targets():
        got = np.array([t.got(seed) for seed in SEEDS])
        mean, error = got.mean(), 1.96 * got.std(ddof=1) / np.sqrt(len(got))
        kind = f"FITTED ({t.fitted})" if t.fitted else "**PREDICTED**"
        reached = "yes" if abs(mean - t.target) <= t.within else "**no**"
        f = "{:.0%}" if t.target <= 1 else "{:.1f}"
        interval = f"{f.format(mean - error)} .. {f.format(mean + error)}"
        cells = (t.what, t.source, f.format(t.target), f.format(mean), interval, kind, reached)
        rows.append("| " + " | ".join(cells) + " |")
        print(rows[-1], flush=True)
    head = HEAD.format(n=len(SEEDS), first=SEEDS[0], last=SEEDS[-1], kind="fitted or predicted")
    write_if_changed(PAGE, head + "\n".join(rows) + "\n" + TAIL)


if __name__ == "__main__":
    sys.exit(main())
