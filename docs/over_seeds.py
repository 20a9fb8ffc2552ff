"""Count what people came to do over many seeds, and trace some of it back to its causes.

    python docs/over_seeds.py ruins --runs RUNS [--seeds 30]
    python docs/over_seeds.py shanghai --runs RUNS [--seeds 30] [--people 1500]

Runs the scenario into RUNS, seed by seed, unless the run is there already (a run that was stopped
goes on), asks the questions of its example, follows three occurrences of each from cause to cause,
and writes the page of it in docs/model/.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from scale import scaled

import kinward

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "examples"))

HOUR = 3_600_000  # ms
TRACED, LONGEST = 3, 12  # occurrences of each; events of a trace


class Page(NamedTuple):
    """What is asked of a scenario, and where the answers stand."""

    example: str  # module in examples/ that has the QUESTIONS
    out: str  # in docs/model/
    people: int  # by default
    days: str
    title: str
    note: str = ""  # below the table
    sets: Callable[[int], tuple[str, ...]] = lambda people: ()  # changes for so many people


PAGES = {
    "ruins": Page("what_bands_did", "what-bands-did.md", 240, "40 days",
                  "What bands did, unscripted"),
    "shanghai": Page("what_shanghai_did", "what-shanghai-did.md", 1500, "30 hours",
                     "What people did in Shanghai, unscripted",
                     "Posts, tents and seats of the checkpoints are in proportion to the people. "
                     "With four or five\ncreatures few houses are harvested floor by floor; in one "
                     "run of 30,000 people (seed 1, 90\ncreatures) that happened 4 times.\n",
                     scaled),
}  # fmt: skip
_HEAD = """# {title}

`kinward run {scenario} --people {people}{sets}` ({days}) with seeds 1 to {n}, and the questions of
`examples/{example}.py`, each one query over the log. Nothing in the engine knows of them.
Made by `python docs/over_seeds.py {scenario} --runs RUNS --seeds {n} --people {people}`.

| what | times | in how many of {n} runs | least and most in a run |
|---|---|---|---|
"""
_TRACES = """
## How three of each came about

From the event back through `cause`, the event that led to it, as far as the log goes; a decision
shows what was chosen, against what, and the parts of both worths that differ most. The three are
the first in the three runs with the lowest seeds in which it happened: nobody chose them.
"""


def runs_of(
    scenario: str, people: int, sets: tuple[str, ...], folder: Path, seeds: int
) -> dict[int, Any]:
    """Finished runs by seed; those that are missing are made."""
    out = {}
    for seed in range(1, seeds + 1):
        at = folder / f"{scenario}-{seed}"
        if not (at / "report.html").exists():
            print(f"seed {seed}", flush=True)
            command = [sys.executable, "-m", "kinward"]
            new = ["run", scenario, "--people", str(people), "--seed", str(seed), "--out", str(at)]
            new += [part for one in sets for part in ("--set", one)]
            subprocess.run(command + (["resume", str(at)] if at.exists() else new), check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        out[seed] = kinward.open_run(at)
    return out


def when(run: Any, t: int) -> str:
    """Day and hour of a time."""
    hour = run.start_hour + t / HOUR
    minute = round(hour * 60)
    return f"day {1 + minute // 1440}, {minute // 60 % 24:02}:{minute % 60:02}"


def name(run: Any, person: int | None) -> str:
    """Somebody's name and age."""
    if person is None:
        return "nobody"
    ((its, age),) = run.sql(f"SELECT name, age FROM people WHERE person = {person}").fetchall()
    return f"{its} ({age})"


def parts(run: Any, event: int) -> str:
    """What a decision chose, against what, and the parts that made the difference."""
    ((occasion, chosen, options),) = run.sql(
        f"SELECT occasion, chosen, options FROM decisions WHERE event = {event}"
    ).fetchall()
    first = options[chosen]
    others = sorted((o for i, o in enumerate(options) if i != chosen), key=lambda o: -o["worth"])
    if not others:
        return f" [{occasion}: {first['name']} {first['worth']:+.2f}]"
    gap = {p: first["parts"][p] - others[0]["parts"][p] for p in first["parts"]}
    most = sorted(gap, key=lambda p: -abs(gap[p]))[:3]
    why = ", ".join(f"{p} {gap[p]:+.2f}" for p in most if abs(gap[p]) > 0.005)
    return (f" [{occasion}: {first['name']} {first['worth']:+.2f} against {others[0]['name']} "
            f"{others[0]['worth']:+.2f}; {why or 'nothing between them'}]")  # fmt: skip


def trace(run: Any, event: int) -> list[str]:
    """An event and those that led to it, in words, the first cause last."""
    out: list[str] = []
    now: int | None = event
    kinds = {k.name: k for k in run.vocabulary.kinds.values()}
    while now is not None and len(out) < LONGEST:
        ((t, kind, subject, other, what, cause),) = run.sql(
            f"SELECT t, kind, subject, object, what, cause FROM events WHERE event = {now}"
        ).fetchall()
        of = kinds[kind]
        who = name(run, subject) if of.subject == "person" else f"band {subject}"
        whom = f" · {name(run, other)}" if other is not None and of.object == "person" else ""
        said = f"{who} {of.meaning}{whom}" + (f" · {what}" if what else "")
        out.append(f"{when(run, t)}: {said}{parts(run, now) if kind == 'decided' else ''}")
        now = cause
    return out


def page(head: str, note: str, runs: dict[int, Any], questions: dict[str, str]) -> str:
    """The page in Markdown."""
    found = {
        what: {seed: run.sql(query).fetchall() for seed, run in runs.items()}
        for what, query in questions.items()
    }
    text = head
    for what, rows in found.items():
        counts = [len(r) for r in rows.values()]
        runs_with = sum(c > 0 for c in counts)
        text += f"| {what} | {sum(counts)} | {runs_with} | {min(counts)}, {max(counts)} |\n"
    text += f"\n{note}" if note else ""
    text += _TRACES
    for what, rows in found.items():
        text += f"\n### {what[0].upper()}{what[1:]}\n"
        seeds = [seed for seed, r in rows.items() if r][:TRACED]
        for seed in seeds:
            first = min(rows[seed], key=lambda r: r[-1])
            lines = trace(runs[seed], int(first[-1]))
            text += f"\nSeed {seed}:\n\n" + "".join(f"- {line}\n" for line in lines)
        if not seeds:
            text += "\nIt did not happen.\n"
    return text


def main() -> None:
    """Run, ask, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", choices=PAGES)
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--people", type=int)
    a = parser.parse_args()
    its = PAGES[a.scenario]
    people = a.people or its.people
    out = Path(__file__).resolve().parent / "model" / its.out
    sets = its.sets(people)
    words = {**its._asdict(), "people": people, "sets": "".join(f" --set {s}" for s in sets)}
    head = _HEAD.format(scenario=a.scenario, n=a.seeds, **words)
    a.runs.mkdir(parents=True, exist_ok=True)
    runs = runs_of(a.scenario, people, sets, a.runs, a.seeds)
    out.write_text(page(head, its.note, runs, import_module(its.example).QUESTIONS))
    print(out)


if __name__ == "__main__":
    main()
