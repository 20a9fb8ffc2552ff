"""Two policies, person by person: pairs of runs that share every draw, and what differs."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from csv import writer
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinward.chronicle.tables import save_columns, write_text
from kinward.core.errors import InputError, RunStopped
from kinward.core.words import shown
from kinward.lab.because import Because, Words, called
from kinward.lab.outcomes import OUTCOMES, Difference, differences, outcomes_of
from kinward.lab.pairs import Pair, Parting, pair_of
from kinward.lab.runs import Result, Say, Task, begun, carry_out, each, jobs_of, seeds_of, task_of
from kinward.version import __version__

if TYPE_CHECKING:
    from kinward.chronicle import Record
    from kinward.engine.scenario import Scenario

FILE = "compare.json"
MOST_TOLD = 120  # people whose fate differs of whom it is told why
MOST_CHAINS = 3  # lives of a pair that only went another way of which the chain is told


@dataclass(frozen=True)
class Story:
    """Somebody of a pair, with why the fate differs and how the change came to them."""

    seed: int
    parting: Parting
    because: Because
    chain: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between A and B.

    Attributes:
        a, b: the two in words.
        folder: where the tables are.
        seeds: of the pairs that stand.
        differences: by outcome, B less A.
        pairs: person by person, one for each seed.
        fates: people whose fate differs, with the reason (the first `MOST_TOLD`).
        ways: of each pair a few whose fate is the same but whose life is not.
        changed: parameters that differ, as {path: (in A, in B)}.
        failures: (run, seed, reason) of those that did not come to their end.
    """

    a: str
    b: str
    folder: Path
    seeds: tuple[int, ...]
    differences: tuple[Difference, ...]
    pairs: tuple[Pair, ...]
    fates: tuple[Story, ...]
    ways: tuple[Story, ...]
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    failures: tuple[tuple[str, int, str], ...] = ()

    def outcome(self, name: str) -> Difference | None:
        """The difference of one outcome; None where it was 0 in every run."""
        if name not in {o.name for o in OUTCOMES}:
            known = ", ".join(o.name for o in OUTCOMES)
            raise InputError(f"outcome = {shown(name)}: there is none; there are: {known}")
        return next((d for d in self.differences if d.outcome.name == name), None)

    def to_data(self) -> dict[str, Any]:
        """All of it as JSON holds it; intervals of a single pair are null."""
        return {
            "kinward": __version__, "a": self.a, "b": self.b, "seeds": list(self.seeds),
            "changed": {p: [as_text(x) for x in v] for p, v in self.changed.items()},
            "outcomes": [_outcome_data(d) for d in self.differences],
            "pairs": [_pair_data(p) for p in self.pairs],
            "fates": [_story_data(s) for s in self.fates],
            "fates_all": sum(len(p.fates) for p in self.pairs),
            "ways": [_story_data(s) for s in self.ways],
            "failures": [{"run": n, "seed": s, "reason": r} for n, s, r in self.failures],
        }  # fmt: skip

    def __repr__(self) -> str:
        n, changed = len(self.pairs), sum(len(p.changed) for p in self.pairs)
        fates = sum(len(p.fates) for p in self.pairs)
        return f"<Comparison of {n} pairs: {changed} lives differ, {fates} fates ({self.folder})>"


def compare(
    a: Any,
    b: Any = None,
    *,
    seeds: Any = range(10),
    sets: Iterable[str] = (),
    sets_b: Iterable[str] = (),
    jobs: int | None = None,
    executor: Executor | None = None,
    out: str | os.PathLike[str] | None = None,
    progress: Say | None = None,
    **keys: Any,
) -> Comparison:
    """Compare two scenarios or two finished runs; see `kinward.compare`."""
    say = progress or (lambda *_: None)
    sets, sets_b = _listed(sets), _listed(sets_b)
    if _is_run(a) or _is_run(b):
        if sets or sets_b or any(v is not None for v in keys.values()):
            raise InputError("finished runs are compared as they are: give no changes with them")
        return _of_runs(a, b, out, say)
    if "seed" in keys or any(s.split("=")[0].strip() == "seed" for s in [*sets, *sets_b]):
        raise InputError("seed: a comparison runs over seeds; give seeds instead (--seeds)")
    from kinward.engine.scenario import load_scenario

    one = load_scenario(a, sets, **keys)
    two = load_scenario(a if b is None else b, [*sets, *sets_b], **keys)
    if one.digest() == two.digest():
        raise InputError(
            "A and B are the same: give B changes of its own (--set-b zone.protocol=false), "
            "or a second scenario"
        )
    return _of_scenarios(one, two, seeds_of(seeds), jobs, executor, out, say)


def _of_scenarios(
    one: Scenario, two: Scenario, seeds: tuple[int, ...], jobs: int | None,
    executor: Executor | None, out: str | os.PathLike[str] | None, say: Say,
) -> Comparison:  # fmt: skip
    """Run the pairs, or go on with them, and compare."""
    both = f"{one.digest()} {two.digest()}"
    name = one.name if one.name == two.name else f"{one.name}-{two.name}"
    folder = folder_of(out, f"compare-{name}", both)
    tasks: list[Task] = []
    results: dict[str, Result] = {}
    width = jobs_of(jobs, 2 * len(seeds))
    threads = max(1, (os.cpu_count() or 1) // width)
    for seed in seeds:
        for side, scenario in (("a", one), ("b", two)):
            path, label = folder / side / f"seed-{seed}", f"{side}/seed-{seed}"
            mine = type(scenario).from_data(scenario.to_data() | {"seed": seed})
            if begun(path, mine) and (record := _complete(path)):
                results[label] = Result(seed, outcomes_of(record), record.manifest["wall_s"])
            else:
                tasks.append(task_of(scenario, seed, label, path, keep=True, threads=threads))
    before = len(results)
    total = before + len(tasks)
    folder.mkdir(parents=True, exist_ok=True)
    results |= carry_out(
        tasks, jobs=min(width, max(len(tasks), 1)), executor=executor,
        say=lambda done, _, text: say(before + done, total, text),
    )  # fmt: skip
    done = [s for s in seeds if all(results[f"{x}/seed-{s}"].done for x in "ab")]
    failures = tuple((name, r.seed, r.reason) for name, r in each(results))
    if not done:
        name, seed, reason = failures[0]
        raise RunStopped(f"no pair of runs came to its end; {name} (seed {seed}): {reason}")
    folders = [(s, folder / "a" / f"seed-{s}", folder / "b" / f"seed-{s}") for s in done]
    values = [[results[f"{x}/seed-{s}"].outcomes for s in done] for x in "ab"]
    changed = two.differences_from(one)
    words = _side_words(one, two, changed)
    return _gathered(words, folder, folders, values, changed, failures, say)


def _of_runs(a: Any, b: Any, out: str | os.PathLike[str] | None, say: Say) -> Comparison:
    """Compare two finished runs."""
    from kinward.chronicle import Record
    from kinward.engine.folder import existing_run_folder
    from kinward.engine.scenario import load_scenario

    if b is None:
        raise InputError(f"{_path(a)}: a finished run; give the run to compare it with as well")
    paths = [existing_run_folder(_path(x)) for x in (a, b)]
    records = [Record(path) for path in paths]
    for record in records:
        if not record.complete:
            raise InputError(
                f"{record.folder}: not finished; continue it with: kinward resume {record.folder}"
            )
    digests = " ".join(str(r.manifest.get("digest")) for r in records)
    folder = folder_of(out, "compare-runs", digests)
    values = [[outcomes_of(r)] for r in records]
    one, two = (load_scenario(p / "scenario.toml", begun=True) for p in paths)
    seed = int(records[0].manifest.get("seed", 0))
    return _gathered(
        (str(paths[0]), str(paths[1])), folder, [(seed, paths[0], paths[1])], values,
        two.differences_from(one), (), say,
    )  # fmt: skip


def _gathered(
    words: tuple[str, str],
    folder: Path,
    folders: Sequence[tuple[int, Path, Path]],
    values: list[list[dict[str, float]]],
    changed: dict[str, tuple[Any, Any]],
    failures: tuple[tuple[str, int, str], ...],
    say: Say,
) -> Comparison:
    """Compare pairs of finished runs and write the tables."""
    from kinward.chronicle import Record

    pairs: list[Pair] = []
    fates: list[Story] = []
    ways: list[Story] = []
    for n, (seed, one, two) in enumerate(folders):
        say(n, len(folders), f"seed {seed}: comparing lives")
        a, b = Record(one), Record(two)
        pair = pair_of(a, b)
        tell = Words(a, b, pair)
        pairs.append(pair)
        for p in pair.fates[: max(MOST_TOLD - len(fates), 0)]:
            say(n, len(folders), f"seed {seed}: telling of {p.name}")
            fates.append(Story(seed, p, tell.because(p), tuple(tell.chain(p))))
        for p in _far(pair):
            ways.append(Story(seed, p, tell.because(p), tuple(tell.chain(p))))
    say(len(folders), len(folders), "writing the tables")
    found = Comparison(
        *words, folder, tuple(seed for seed, _, _ in folders),
        tuple(differences(*values)), tuple(pairs), tuple(fates), tuple(ways), changed, failures,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(found)
    return found


def _far(pair: Pair) -> list[Parting]:
    """Of those whose fate is the same: the ones to whom the change came by the longest way."""
    same = [p for p in pair.changed if not p.other_fate]
    return sorted(same, key=lambda p: (-p.steps, p.t, p.a))[:MOST_CHAINS]


def write_tables(found: Comparison) -> None:
    """Write compare.json, outcomes.csv, outcomes.parquet and partings.parquet."""
    folder = found.folder
    write_text(folder / FILE, json.dumps(found.to_data(), indent=1, ensure_ascii=False))
    with open(folder / "outcomes.csv", "w", newline="", encoding="utf-8") as file:
        lines = writer(file, lineterminator="\n")
        rows = [_outcome_data(d) for d in found.differences]
        names = (
            "outcome",
            "what",
            "unit",
            "mean_a",
            "mean_b",
            "difference",
            "low",
            "high",
            "saved",
        )
        lines.writerow([*names, "pairs"])
        lines.writerows([[*(r[n] for n in names), len(found.seeds)] for r in rows])
    flat = [
        (seed, d.outcome.name, a, b)
        for d in found.differences for seed, a, b in zip(found.seeds, d.a, d.b)
    ]  # fmt: skip
    columns = {n: [r[i] for r in flat] for i, n in enumerate(("seed", "outcome", "a", "b"))}
    save_columns(columns, folder / "outcomes.parquet", "*, b - a AS difference")
    save_partings(found)


def save_partings(found: Comparison) -> None:
    """Write one row for everybody whose life differs, in every pair."""
    import numpy as np

    told = {(s.seed, s.parting.key): s for s in (*found.ways, *found.fates)}
    rows = [(seed, p) for seed, pair in zip(found.seeds, found.pairs) for p in pair.partings]
    words = ("name", "role", "fate_a", "fate_b")
    numbers = ("a", "b", "age", "fate_t_a", "fate_t_b", "t", "event_a", "event_b", "steps")
    columns: dict[str, Any] = {"seed": np.array([s for s, _ in rows], np.int64)}
    columns["key"] = np.array([p.key for _, p in rows], np.uint64)
    columns["source"] = np.array([p.source or 0 for _, p in rows], np.uint64)
    columns["infected"] = np.array([p.infected for _, p in rows], bool)
    for name in numbers:
        values = [getattr(p, name) for _, p in rows]
        columns[name] = np.array([-1 if v is None else v for v in values], np.int64)
    for name in words:
        columns[name] = _texts([getattr(p, name) or "" for _, p in rows])
    columns["link"] = _texts([p.by for _, p in rows])
    said = [told.get((s, p.key)) for s, p in rows]
    columns["because"] = _texts([s.because.sentence if s else "" for s in said])
    empty = ", ".join(f"nullif({n}, -1) AS {n}" for n in numbers)
    save_columns(
        columns, found.folder / "partings.parquet",
        f"* REPLACE ({empty}, nullif(source, 0) AS source, nullif(because, '') AS because)",
    )  # fmt: skip


def _texts(values: Sequence[str]) -> Any:
    import numpy as np

    out = np.empty(len(values), object)
    out[:] = values
    return out


def _outcome_data(d: Difference) -> dict[str, Any]:
    low, high = (None if math.isinf(x) else x for x in (d.low, d.high))
    n = len(d.a)
    return {
        "outcome": d.outcome.name, "what": d.outcome.what, "unit": d.outcome.unit,
        "mean_a": sum(d.a) / n, "mean_b": sum(d.b) / n, "difference": d.mean,
        "low": low, "high": high, "saved": d.saved, "shown": d.shown,
        "a": list(d.a), "b": list(d.b),
    }  # fmt: skip


def _pair_data(p: Pair) -> dict[str, Any]:
    steps = [x.steps for x in p.changed]
    return {
        "seed": p.seed, "lives": p.lives, "changed": len(p.changed), "fates": len(p.fates),
        "infected_changed": len(p.partings) - len(p.changed), "newcomers": p.newcomers,
        "first_t": p.changed[0].t if p.changed else None,
        "steps": [steps.count(n) for n in range(max(steps, default=-1) + 1)],
    }  # fmt: skip


def _story_data(s: Story) -> dict[str, Any]:
    p = s.parting
    return {
        "seed": s.seed, "person_a": p.a, "person_b": p.b, "name": called(p), "age": p.age,
        "role": p.role, "fate_a": p.fate_a, "fate_b": p.fate_b, "t": p.t, "when": s.because.when,
        "in_a": s.because.in_a, "in_b": s.because.in_b, "lost": s.because.lost,
        "because": s.because.sentence, "chain": list(s.chain),
    }  # fmt: skip


def _side_words(one: Scenario, two: Scenario, changed: dict[str, Any]) -> tuple[str, str]:
    """What A and B are called: the scenario, and the values in which they differ."""
    if one.name != two.name or not changed:
        return one.name, two.name
    short = [(p, *map(as_text, v)) for p, v in list(changed.items())[:3]]
    return tuple(f"{one.name}, " + ", ".join(f"{p}={v[i]}" for p, *v in short) for i in (0, 1))  # type: ignore[return-value]


def as_text(value: Any) -> str:
    """A value of a scenario as one writes it after --set."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def folder_of(out: str | os.PathLike[str] | None, name: str, what: str) -> Path:
    """Where to keep it: `out`, or a folder under runs/ that the same question comes back to."""
    from kinward.engine.folder import RUNS, is_run_folder

    digest = hashlib.sha256(what.encode()).hexdigest()[:8]
    folder = Path(out) if out is not None else Path(RUNS) / f"{name}-{digest}"
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise InputError(f"--out {folder}: a file; expected a folder")
    if is_run_folder(folder):
        raise InputError(f"--out {folder}: the folder of a run; choose another folder")
    return folder


def _complete(path: Path) -> Record | None:
    """The record of a run that is done."""
    from kinward.chronicle import Record

    if not (path / "manifest.json").exists():
        return None
    record = Record(path)
    return record if record.complete else None


def _is_run(source: Any) -> bool:
    """Whether a source is the folder of a run, or its record."""
    from kinward.engine.folder import is_run_folder

    path = getattr(source, "folder", source)
    return isinstance(path, str | os.PathLike) and os.path.isdir(path) and is_run_folder(Path(path))


def _path(source: Any) -> Path:
    path = getattr(source, "folder", source)
    if isinstance(path, str | os.PathLike):
        return Path(path)
    raise InputError(f"{shown(source)}: expected the folder of a finished run")


def _listed(sets: Iterable[str]) -> list[str]:
    return [sets] if isinstance(sets, str) else list(sets)
