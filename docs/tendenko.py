"""What does gathering the family first cost, and save? Pairs of runs, and the page that says so.

    python docs/tendenko.py --people 1500 --seeds 24 --workers 2 --out RUNS

In A the order to leave forbids looking for one's own first (tendenko), in B it allows it: else the
two are the same world with the same draws, an impact on the centre of Shanghai. Runs are kept in
RUNS, so that a measurement that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

import kinward
from kinward.core.clock import MINUTE
from kinward.lab.effects import interval
from kinward.lab.outcomes import Difference

HERE = Path(__file__).resolve().parent
PAGE, PLOT = HERE / "model" / "tendenko.md", HERE / "model" / "tendenko.svg"
DAYS, SHOWN = "8 h", 240  # simulated; min after the impact that the plot shows
A, B = "evacuation.gathering=forbidden", "evacuation.gathering=allowed"
ALONE = ("swarm.on=false", "platoon.on=false", "checkpoint.on=false")
"""The impact by itself: neither creatures nor soldiers, and safe at the edge of the map."""
TIMES = ("time_to_safety", "part_decision", "part_warning", "part_preparation", "part_milling",
         "part_gathering", "part_travel", "clearance_50", "clearance_90")  # fmt: skip
CONDUCT = ("warned", "ordered", "set_out", "left", "left_at_once", "stayed", "shadow",
           "reunion_50")  # fmt: skip
LIVES = ("lost", "dead", "missing", "dug_out", "alive", "evacuated", "households_apart",
         "households_whole", "households_out", "households_broken", "households_gone")  # fmt: skip

HEAD = """# What does gathering the family first cost, and save?

An impact on the centre of Shanghai on a working afternoon, {people:,} people, eight hours. A
quarter of an hour after it those in charge order everybody to leave at once. In **A** the order
forbids looking for one's own first (*tsunami tendenko*: each for themselves, at once); in **B** it
allows it. {pairs} pairs of runs share every draw (`kinward compare`), so that a pair differs in
what the order says and in what follows from it. It is the impact by itself: the swarm, the soldiers
and the checkpoint of the built-in world are off: who comes to the edge of the map is safe. Made by
`python docs/tendenko.py --people {people} --seeds {pairs}`; the same question on the command line:

```text
kinward compare shanghai --set swarm.on=false --set platoon.on=false --set checkpoint.on=false \\
    --set {a} --set-b {b} --seeds {pairs}
```

Differences are B less A with the 95 % interval of their mean by Student's t over the pairs. A row
whose interval leaves zero out is in bold. What the words mean: [evacuation](evacuation.md).

![Share of the residents who set out for safety and were safe over time, and the differences
between the orders](tendenko.svg)
"""
NOTES = """
## What has been published

Looked for in a search over stored public pages; no figure stands here that was not read there.

- Makinoshima, Imamura and Oishi 2022, doi 10.1016/j.ijdrr.2022.102810: neither its text nor its
  abstract was found, so that nothing is compared with its figures. It remains to be done by
  somebody who has the paper.
- *Exploring Family Ties and Interpersonal Dynamics*, ISPRS Int. J. Geo-Information 13(7):258, 2024,
  doi 10.3390/ijgi13070258: the title and the beginnings of abstract and introduction were found,
  its results were not. It simulates how ties of family, and flats shared by people who have none,
  influence how efficiently urban communities evacuate. Nothing is compared with its figures either.
- Chen, Koll, Wang and Lindell 2023, doi 10.5194/nhess-23-733-2023 (abstract, two communities before
  a tsunami): milling time and participation have large and nonlinear effects on the deaths. Here
  too preparation is the greater part of the time to safety, and it is what the order changes.
- Of tsunami evacuees 44 % went home or dropped in first, a figure that the model was fitted to and
  whose source was not found again ([targets of minds](mind-targets.md)).

## What this page does not say

- Here nothing comes after the impact but fire, dust and rubble. No wave arrives at a known minute
  and kills whoever is late, and that is what *tendenko* is about: a cost in time is measured, and
  what the same minutes would cost in lives depends on what comes next.
- The weight of an order (`warning.advice`) is fitted to what parents *said* they would do (63 %
  to the school against the order). How much an order weighs that allows gathering is not observed:
  it is assumed that it weighs nothing against it. An order weighs as much as one believes in the
  danger.
- Most have set out for home or school before the order reaches them; it acts on who has not, and on
  who thinks again. A weaker or later order would change less.
- How fast the order goes about (`evacuation.reaches`) and how long it is carried
  (`evacuation.lasts`) are assumed.
- There are no vehicles, no telephones, no checkpoint, no transports: everybody walks to the edge of
  the map and is then safe. Crowds are those of {people:,} people in streets for many more.
- The parts of the time to safety are of those who came to safety; who died on the way is not in
  them, and who came is not quite the same people in A and in B. Nearly everybody perceives the
  impact, so that decision and warning are near 0.
- Many rows are tested at 5 %: one in twenty leaves zero out by luck.
"""


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--seeds", type=int, default=24, help="pairs of runs: seeds 1 to this")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "tendenko")
    return parser.parse_args()


def number(x: float) -> str:
    """A number with as many places as it needs."""
    if x == 0:
        return "0"
    return f"{x:,.0f}" if abs(x) >= 100 else f"{x:.1f}" if abs(x) >= 1 else f"{x:.2f}"


def signed(x: float) -> str:
    """The same with its sign."""
    return ("+" if x > 0 else "−" if x < 0 else "") + number(abs(x))


def row(d: Difference) -> str:
    """One line of the table."""
    n = len(d.a)
    cells = [d.outcome.what, d.outcome.unit if d.outcome.unit != "1" else "share",
             number(sum(d.a) / n), number(sum(d.b) / n), signed(d.mean),
             f"{signed(d.low)} to {signed(d.high)}"]  # fmt: skip
    if d.shown:
        cells = [f"**{cells[0]}**", *cells[1:4], f"**{cells[4]}**", cells[5]]
    return "| " + " | ".join(cells) + " |"


def table(found: Any, names: tuple[str, ...]) -> str:
    """The lines of those outcomes that are not 0 in every run."""
    head = ["| outcome | unit | A: forbidden | B: allowed | B − A | 95 % interval |",
            "|---|---|---|---|---|---|"]  # fmt: skip
    lines = [row(d) for name in names if (d := found.outcome(name)) is not None]
    return "\n".join(head + lines)


def findings(found: Any) -> str:
    """What the intervals say, in sentences made of them."""
    out = []
    for name, more, less in (
        ("time_to_safety", "people took longer to safety", "people were safe sooner"),
        ("part_gathering", "they spent longer on gathering", "they spent less time on gathering"),
        ("part_travel", "they travelled longer", "they travelled for less time"),
        ("evacuated", "more people were out at the end", "fewer people were out at the end"),
        ("lost", "more people were lost, dead or missing", "fewer people were lost"),
        ("dead", "more people were known dead", "fewer people were known dead"),
        ("dug_out", "more people were dug out alive", "fewer people were dug out alive"),
        ("missing", "more people were missing", "fewer people were missing"),
        ("households_whole", "more households were whole", "fewer households were whole"),
    ):
        d = found.outcome(name)
        if d is None:
            out.append(f"- {name.replace('_', ' ')}: 0 in every run.")
            continue
        size = f"{number(abs(d.mean))} {d.outcome.unit}, {signed(d.low)} to {signed(d.high)}"
        if not d.shown:
            out.append(f"- Of *{d.outcome.what}* no difference is shown ({signed(d.mean)} "
                       f"{d.outcome.unit}, {signed(d.low)} to {signed(d.high)}).")  # fmt: skip
        else:
            out.append(f"- Where it was allowed, {more if d.mean > 0 else less} ({size}).")
    d = found.outcome("dead")
    if d is not None:
        apart = np.array(d.b) - np.array(d.a)
        most = int(np.argmax(np.abs(apart)))
        out.append(f"- The median difference in the dead is {signed(float(np.median(apart)))}, the "
                   f"greatest of one pair {signed(float(apart[most]))} (seed {found.seeds[most]}): "
                   "a fire that reaches a crowded room, or does not, moves the mean.")  # fmt: skip
    return "\n".join(out)


def deaths(found: Any) -> str:
    """What people died of in A and in B, a run, by a table."""
    n = len(found.seeds)
    count: dict[str, dict[str, int]] = {}
    for side in "ab":
        for seed in found.seeds:
            run = kinward.open_run(found.folder / side / f"seed-{seed}")
            query = "SELECT what, count(*) FROM events WHERE kind = 'died' GROUP BY what"
            for what, of_it in run.sql(query).fetchall():
                count.setdefault(what, {"a": 0, "b": 0})[side] += of_it
    rows = sorted(count.items(), key=lambda x: -x[1]["a"])
    lines = [f"| {what} | {number(c['a'] / n)} | {number(c['b'] / n)} |" for what, c in rows]
    return "\n".join(["| died of, people a run | A | B |", "|---|---|---|", *lines])


def curve(folder: Path, column: str, at: np.ndarray) -> np.ndarray:
    """Share of the residents of a run for whom a time had come by each minute after it showed."""
    run = kinward.open_run(folder)
    ((showed,),) = run.sql("SELECT min(t) FROM events WHERE kind = 'danger_showed'").fetchall()
    times = run.sql(f"SELECT {column} FROM evacuation").fetchnumpy()[column]
    mine = np.sort(np.ma.compressed(np.ma.asarray(times)).astype(float))
    return np.searchsorted(mine, showed + at * MINUTE, side="right") / len(times)


def plot(found: Any, path: Path) -> None:
    """Curves of both sides, and the differences of every pair with the interval of their mean."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    mpl.rcParams.update({"svg.hashsalt": "tendenko", "svg.fonttype": "none", "font.size": 9,
                         "path.simplify_threshold": 0.5})  # fmt: skip
    figure, (left, right, last) = plt.subplots(
        1, 3, figsize=(10, 3.6), gridspec_kw={"width_ratios": [2, 1, 1]}, layout="constrained"
    )
    at = np.arange(0, SHOWN + 1, 2.0)
    for side, colour, word in (("a", "#3d79ab", "forbidden"), ("b", "#c8642a", "allowed")):
        for column, dashes, what in (("leave_t", (0, (3, 2)), "set out for safety"),
                                     ("safe_t", "-", "safe")):  # fmt: skip
            runs = [curve(found.folder / side / f"seed-{s}", column, at) for s in found.seeds]
            left.plot(at, np.mean(runs, 0), color=colour, ls=dashes, lw=1.6,
                      label=f"{word}: {what}")  # fmt: skip
    left.set(xlabel="min after the impact", ylabel="share of the residents", ylim=(0, 1),
             xlim=(0, SHOWN))  # fmt: skip
    left.legend(frameon=False, loc="lower right", fontsize=8)
    for axes, names, what in (
        (right, ("time_to_safety", "part_gathering", "part_travel"), "min, allowed − forbidden"),
        (last, ("dead", "missing", "evacuated", "households_whole"), "number, allowed − forbidden"),
    ):
        shown = [d for n in names if (d := found.outcome(n)) is not None]
        for i, d in enumerate(shown):
            apart = np.array(d.b) - np.array(d.a)
            spread = i + 0.22 * np.linspace(-1, 1, len(apart))
            axes.plot(apart, spread, ".", ms=3, color="#6f6a62", alpha=0.5)
            axes.plot([d.low, d.high], [i, i], color="#23211e", lw=2.4)
            axes.plot([d.mean], [i], "o", ms=5, color="#23211e")
        axes.axvline(0, color="#999999", lw=0.8)
        axes.set_yticks(range(len(shown)), [
            d.outcome.what.removeprefix("mean ").replace("of preparation, ", "")
            .replace("of it, ", "").replace("households all", "households\nall")
            for d in shown
        ])  # fmt: skip
        axes.set(xlabel=what, ylim=(len(shown) - 0.5, -0.5))
    for axes in (left, right, last):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Run the pairs and write the page and its plot."""
    args = arguments()
    found = kinward.compare(
        "shanghai", sets=[*ALONE, A], sets_b=[B], seeds=range(1, args.seeds + 1), jobs=args.workers,
        out=args.out, people=args.people, days=DAYS,
        progress=lambda done, of, text: print(f"{done}/{of} {text}", flush=True),
    )  # fmt: skip
    for name, seed, reason in found.failures:
        print(f"{name} (seed {seed}) failed: {reason}")
    plot(found, PLOT)
    lives = np.mean([len(p.changed) for p in found.pairs])
    fates = [float(len(p.fates)) for p in found.pairs]
    low, high = interval(fates)
    reach = (f"In a pair {lives:,.0f} of {args.people:,} lives differ, and {np.mean(fates):,.0f} "
             f"fates (95 % interval {low:.0f} to {high:.0f}).")  # fmt: skip
    parts = [
        HEAD.format(people=args.people, pairs=len(found.seeds), a=A, b=B),
        "## Time", table(found, TIMES), "## Lives", table(found, LIVES), deaths(found),
        "## What people did", table(found, CONDUCT), reach,
        "## In words", findings(found), NOTES.format(people=args.people),
    ]  # fmt: skip
    PAGE.write_text("\n\n".join(p.strip("\n") for p in parts) + "\n", encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
