"""Policies of an evacuation compared over the same seeds, and the page that says what came of it.

    python docs/policies.py --people 1500 --seeds 8 --workers 2 --out RUNS

Each policy is the built-in world of Shanghai with one thing changed. Runs of one seed share every
draw, so that differences are taken seed by seed. What has been run stays in RUNS, and a measurement
that was stopped goes on there.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from scale import scaled
from tendenko import number, signed

import kinward
from kinward.lab.effects import interval

PAGE = Path(__file__).resolve().parent / "model" / "policies.md"
BRIDGES = ("Zhejiang Road Bridge", "Fujian Road Bridge", "Shanxi Road Bridge", "Henan Road Bridge",
           "Sichuan Road Bridge", "Zhapu Road Bridge", "Waibaidu Bridge")  # fmt: skip
BLOWN = "150 min"  # an hour and a half after the impact, half an hour after the swarm


class Policy(NamedTuple):
    """One thing that is done otherwise."""

    name: str
    words: str
    sets: tuple[str, ...] = ()
    blown: bool = False


BASE = Policy("built in", "everybody is ordered out at 15:15; quarantine 12 h; transports by queue")
POLICIES = (
    Policy("gathering forbidden", "the order forbids looking for one's own first",
           ("evacuation.gathering=forbidden",)),
    Policy("shelter", "everybody is ordered to stay indoors", ("evacuation.order=shelter",)),
    Policy("no order", "nobody orders anything", ("evacuation.order=none",)),
    Policy("bridges blown", f"the seven bridges over Suzhou Creek are closed after {BLOWN}",
           blown=True),
    Policy("quarantine 0 h", "who has been looked over may board at once",
           ("checkpoint.quarantine=0 s",)),
    Policy("quarantine 24 h", "nobody boards before a day is over",
           ("checkpoint.quarantine=24 h",)),
    Policy("quarantine 48 h", "nobody boards before two days are over: not in these thirty hours",
           ("checkpoint.quarantine=48 h",)),
    Policy("by family", "households that are whole board first, and are not parted",
           ("checkpoint.priority=family",)),
)  # fmt: skip
OUTCOMES = {
    "evacuated": "driven out", "alive": "alive in the city", "dead": "dead",
    "captured": "carried off", "missing": "missing", "lost": "lost in all",
    "households_broken": "households that lost somebody",
}  # fmt: skip
_HEAD = """# Policies compared

The built-in world of Shanghai ({people:,} people, thirty hours: impact, swarm, soldiers, crews,
checkpoints with posts, tents and seats in proportion) with one thing done otherwise, over the
same {n} seeds. Runs of a seed share every draw. Numbers are people (households in the last
column), the mean over seeds; below it the difference from the world as it is built in, with the
95 % interval of its mean by Student's t over the seeds; in bold where that leaves zero out. Made
by `python docs/policies.py --people {people} --seeds {n}`. What an order that forbids gathering
does where nothing comes after the impact: [tendenko](tendenko.md).

| policy | {outcomes} |
|---|{rule}|
"""
_NOTES = """
What is changed:

{words}

## What this page does not say

- It is a comparison within this model, whose swarm is invented; of a real city it says nothing.
- {n} seeds show large differences alone. Many cells are tested at 5 %, and one in twenty leaves
  zero out by luck.
- After thirty hours some who are alive in the city wait for a seat; what becomes of them is not in
  the table.
- In this world nobody brings the danger out with them: what a quarantine is good for is not
  weighed against what it costs those who wait.
- An order is one of many parts of worth ([evacuation](evacuation.md)): not everybody obeys it.
- Bridges are closed, nothing falls on anybody, and creatures do not need them.
"""


def scenario(policy: Policy, folder: Path) -> Any:
    """The scenario of a policy: the built-in one, or a file that closes the bridges."""
    if not policy.blown:
        return "shanghai"
    closed = "".join(
        f'\n[[interventions]]\nat = "{BLOWN}"\ndo = "close_passage"\nstreet = "{bridge}"\n'
        for bridge in BRIDGES
    )
    path = folder / "blown.toml"
    path.write_text(f'extends = "shanghai"\n{closed}')
    return path


def outcomes(policy: Policy, args: argparse.Namespace) -> dict[str, list[float]]:
    """What came of a policy, by outcome and seed."""
    found = kinward.ensemble(
        scenario(policy, args.out), seeds=range(1, args.seeds + 1),
        sets=(*scaled(args.people), *policy.sets), jobs=args.workers,
        out=args.out / policy.name.replace(" ", "-"), people=args.people,
        progress=lambda done, of, text: print(f"{policy.name}: {text}", flush=True),
    )  # fmt: skip
    for seed, reason in ((r.seed, r.reason) for r in found.failures):
        raise SystemExit(f"{policy.name}, seed {seed} failed: {reason}")
    return {name: found.values(name) for name in OUTCOMES}


def cell(its: list[float], base: list[float] | None) -> str:
    """A mean, and how it differs from the base."""
    mean = number(statistics.fmean(its))
    if base is None:
        return mean
    apart = [a - b for a, b in zip(its, base, strict=True)]
    low, high = interval(apart)
    by = f"{signed(statistics.fmean(apart))} ({signed(low)} to {signed(high)})"
    return f"{mean}<br>" + (f"**{by}**" if low > 0.0 or high < 0.0 else by)


def main() -> None:
    """Run all policies, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "policies")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    base = outcomes(BASE, args)
    text = _HEAD.format(people=args.people, n=args.seeds, outcomes=" | ".join(OUTCOMES.values()),
                        rule="|".join("---" for _ in OUTCOMES))  # fmt: skip
    for policy in (BASE, *POLICIES):
        its = base if policy is BASE else outcomes(policy, args)
        row = [cell(its[n], None if policy is BASE else base[n]) for n in OUTCOMES]
        text += f"| {policy.name} | {' | '.join(row)} |\n"
    words = "\n".join(f"- *{p.name}*: {p.words}." for p in (BASE, *POLICIES))
    PAGE.write_text(text + _NOTES.format(words=words, n=args.seeds), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
