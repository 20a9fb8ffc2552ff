"""One scenario over many seeds: the outcomes of each in one table, with their spread."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinward.chronicle.tables import save_rows, write_text
from kinward.core.errors import InputError, RunStopped
from kinward.core.words import shown
from kinward.lab.compare import as_text, folder_of
from kinward.lab.outcomes import OUTCOMES, QUANTILES, Outcome, spread
from kinward.lab.runs import Result, Say, Task, begun, carry_out, jobs_of, seeds_of, task_of
from kinward.version import __version__

if TYPE_CHECKING:
    from kinward.engine.scenario import Scenario

FILE = "ensemble.json"
TABLE = "ensemble.parquet"
ROWS = "rows"


@dataclass(frozen=True)
class Ensemble:
    """Runs of one scenario over seeds.

    Attributes:
        scenario: in words.
        folder: where the tables are.
        results: by run, in the order of the seeds; a failed one has its reason.
        changed: what the scenario sets differently from the defaults.
    """

    scenario: str
    folder: Path
    results: tuple[Result, ...]
    changed: dict[str, tuple[Any, Any]]

    @property
    def done(self) -> tuple[Result, ...]:
        """The runs that came to their end."""
        return tuple(r for r in self.results if r.done)

    @property
    def failures(self) -> tuple[Result, ...]:
        """The others."""
        return tuple(r for r in self.results if not r.done)

    def values(self, name: str) -> list[float]:
        """One outcome by run. Raises InputError where there is none of that name."""
        if name not in {o.name for o in OUTCOMES}:
            known = ", ".join(o.name for o in OUTCOMES)
            raise InputError(f"outcome = {shown(name)}: there is none; there are: {known}")
        return [r.outcomes[name] for r in self.done]

    def to_data(self) -> dict[str, Any]:
        """All of it as JSON holds it."""
        return {
            "kinward": __version__, "scenario": self.scenario,
            "changed": {p: [as_text(x) for x in v] for p, v in self.changed.items()},
            "seeds": [r.seed for r in self.done], "quantiles": list(QUANTILES),
            "seconds": [r.seconds for r in self.done],
            "outcomes": [self._outcome(o) for o in OUTCOMES if any(self.values(o.name))],
            "failures": [{"seed": r.seed, "reason": r.reason} for r in self.failures],
        }  # fmt: skip

    def _outcome(self, outcome: Outcome) -> dict[str, Any]:
        values = self.values(outcome.name)
        found = spread(values)
        low, high = (None if math.isinf(x) else x for x in (found.low, found.high))
        return {
            "outcome": outcome.name, "what": outcome.what, "unit": outcome.unit,
            "mean": found.mean, "sd": found.sd, "low": low, "high": high,
            "quantiles": list(found.quantiles), "values": values,
        }  # fmt: skip

    def __repr__(self) -> str:
        failed = f", {len(self.failures)} failed" if self.failures else ""
        return f"<Ensemble of {len(self.done)} runs of {self.scenario}{failed} ({self.folder})>"


def ensemble(
    scenario: Any = "kyoto",
    *,
    seeds: Any = range(10),
    sets: Iterable[str] = (),
    jobs: int | None = None,
    executor: Executor | None = None,
    out: str | os.PathLike[str] | None = None,
    progress: Say | None = None,
    keep: bool = False,
    **keys: Any,
) -> Ensemble:
    """Run a scenario over many seeds; see `kinward.ensemble`."""
    from kinward.engine.scenario import load_scenario

    say = progress or (lambda *_: None)
    sets = [sets] if isinstance(sets, str) else list(sets)
    if "seed" in keys or any(s.split("=")[0].strip() == "seed" for s in sets):
        raise InputError("seed: an ensemble runs over seeds; give seeds instead (--seeds)")
    base = load_scenario(scenario, sets, **keys)
    numbers = seeds_of(seeds)
    folder = folder_of(out, f"ensemble-{base.name}", base.digest())
    known = _known(folder, base)
    width = jobs_of(jobs, len(numbers))
    threads = max(1, (os.cpu_count() or 1) // width)
    tasks = [
        _task(base, seed, folder, keep, threads)
        for seed in numbers
        if seed not in known or (keep and not (folder / f"seed-{seed}").is_dir())
    ]
    before, total = len(numbers) - len(tasks), len(numbers)
    (folder / ROWS).mkdir(parents=True, exist_ok=True)
    write_text(folder / "about.json", json.dumps(_about(base)))
    found = carry_out(
        tasks, jobs=min(width, max(len(tasks), 1)), executor=executor,
        say=lambda done, _, text: say(before + done, total, text),
        take=lambda _, result: _put(folder, result),
    )  # fmt: skip
    fresh = {r.seed: r for r in found.values()}
    results = tuple(fresh.get(seed) or known[seed] for seed in numbers)
    if not any(r.done for r in results):
        raise RunStopped(f"no run came to its end; seed {results[0].seed}: {results[0].reason}")
    out_ = Ensemble(base.name, folder, results, base.differences_from_default())
    write_tables(out_)
    return out_


def _task(base: Scenario, seed: int, folder: Path, keep: bool, threads: int) -> Task:
    path = folder / f"seed-{seed}"
    begun(path, type(base).from_data(base.to_data() | {"seed": seed}))
    return task_of(base, seed, f"seed-{seed}", path, keep=keep, threads=threads)


def _about(base: Scenario) -> dict[str, str]:
    """What the rows in a folder are of."""
    return {"kinward": __version__, "scenario": base.digest()}


def _known(folder: Path, base: Scenario) -> dict[int, Result]:
    """Results that an ensemble of the same scenario left in the folder.

    Raises:
        InputError: the folder holds an ensemble of something else.
    """
    path = folder / "about.json"
    if not path.exists():
        return {}
    try:
        if json.loads(path.read_text(encoding="utf-8")) != _about(base):
            raise InputError(
                f"{folder}: holds an ensemble of another scenario or version; choose another "
                "folder with --out, or remove it"
            )
        rows = [json.loads(p.read_text(encoding="utf-8")) for p in (folder / ROWS).glob("*.json")]
        names = [o.name for o in OUTCOMES]
        found = [
            Result(r["seed"], {n: r["outcomes"][n] for n in names}, r["seconds"]) for r in rows
        ]
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{folder}: damaged ({error}); remove it, or choose another") from None
    return {r.seed: r for r in found}


def _put(folder: Path, result: Result) -> None:
    """Keep what a run came to, so that it is not run again."""
    if result.done:
        data = {"seed": result.seed, "outcomes": result.outcomes, "seconds": result.seconds}
        write_text(folder / ROWS / f"seed-{result.seed}.json", json.dumps(data))


def write_tables(found: Ensemble) -> None:
    """Write ensemble.json and ensemble.parquet, a row for every seed."""
    write_text(found.folder / FILE, json.dumps(found.to_data(), indent=1, ensure_ascii=False))
    names = [o.name for o in OUTCOMES]
    types = {"seed": "BIGINT", **dict.fromkeys(names, "DOUBLE"), "seconds": "DOUBLE"}
    rows = [
        [r.seed, *(r.outcomes.get(n) for n in names), r.seconds if r.done else None,
         r.reason or None]
        for r in found.results
    ]  # fmt: skip
    save_rows({**types, "reason": "VARCHAR"}, rows, found.folder / TABLE)
