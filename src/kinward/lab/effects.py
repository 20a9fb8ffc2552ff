"""Effects: what a mechanism changes, by runs with it and without it that share every draw.

Each effect is a switch, a measured quantity and a small world in which the mechanism has
something to do. For every seed the world is run twice, with the mechanism and without; draws do
not depend on what else happens, so that the difference of the two is the mechanism's. The mean
difference stands with its 95 % interval by Student's t; an interval that includes zero reads
"no effect shown".
"""

from __future__ import annotations

import hashlib
import inspect
import json
import math
import multiprocessing
import os
import shutil
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kinward.chronicle import Record

NONE_SHOWN = "no effect shown"
LEVEL = 0.95

Tiny = Callable[[int, Mapping[str, Mapping[str, Any]]], float]
"""A world too small for a whole run: (seed, parameters by section) to the measured value."""


@dataclass(frozen=True)
class World:
    """A small world: top-level keys of a scenario, and parameters raised above the default."""

    name: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    sets: tuple[str, ...] = ()
    base: str = "kyoto"

    def words(self) -> str:
        """What was changed of the scenario, in one line."""
        keys = [f"{k}={v}" for k, v in self.keys.items()]
        return ", ".join([self.base, *keys, *self.sets])


@dataclass(frozen=True)
class Measure:
    """A measured quantity: words with the unit, and how it is read from a finished run.

    Attributes:
        what: such as "people bitten".
        unit: such as "people", "m", "h".
        query: SQL that gives one number (null counts as 0), or a function of the record.
    """

    what: str
    unit: str
    query: str | Callable[[Record], float]

    def of(self, record: Record) -> float:
        """The quantity in a run."""
        if callable(self.query):
            return float(self.query(record))
        ((value,),) = record.rows(self.query)
        return float(value or 0.0)


@dataclass(frozen=True)
class Effect:
    """A mechanism, what switches it off, and what should move.

    Attributes:
        section: heading of the table that it stands under.
        mechanism: in a few words.
        off: changes that switch it off, as --set takes them.
        measure: the quantity; of a `Tiny` world its words and unit, with an empty query.
        world: a small world that is run whole, or a function that steps a purpose-made one.
    """

    section: str
    mechanism: str
    off: tuple[str, ...]
    measure: Measure
    world: World | Tiny

    def where(self) -> str:
        """The world in words."""
        if isinstance(self.world, World):
            return self.world.name
        return (self.world.__doc__ or "").strip().splitlines()[0].rstrip(".")


@dataclass(frozen=True)
class Row:
    """What came out for one effect: values by seed, with the mechanism and without."""

    effect: Effect
    seeds: tuple[int, ...]
    with_it: tuple[float, ...]
    without: tuple[float, ...]

    @property
    def difference(self) -> float:
        """Mean of with less without."""
        return statistics.fmean(a - b for a, b in zip(self.with_it, self.without, strict=True))

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the mean difference."""
        return interval([a - b for a, b in zip(self.with_it, self.without, strict=True)])

    @property
    def verdict(self) -> str:
        """Whether the quantity is more or less with the mechanism, or nothing is shown."""
        low, high = self.interval
        if not (low > 0.0 or high < 0.0):
            return NONE_SHOWN
        return "more with it" if low > 0.0 else "less with it"


def interval(values: Sequence[float], level: float = LEVEL) -> tuple[float, float]:
    """Interval of the mean of `values` at `level`, by Student's t; infinite for a single one."""
    from scipy.stats import t

    n = len(values)
    mean = statistics.fmean(values)
    if n < 2:
        return -math.inf, math.inf
    half = float(t.ppf(0.5 + level / 2.0, n - 1)) * statistics.stdev(values) / math.sqrt(n)
    return mean - half, mean + half


def measure(
    effects: Iterable[Effect],
    seeds: Iterable[int],
    cache: Path | str,
    *,
    workers: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> list[Row]:
    """Measure effects, each over the same seeds.

    Args:
        effects: what to measure.
        seeds: of the pairs of runs.
        cache: folder that keeps the runs; what it holds already is not run again.
        workers: processes at a time.
        say: told what is done.

    Raises:
        InputError: a switch or a world is not right.
    """
    effects, seeds, cache = list(effects), tuple(seeds), Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    keys = {
        (i, s, off): _key(e, s, off)
        for s in seeds for i, e in enumerate(effects) for off in (False, True)
    }  # fmt: skip
    tasks = {key: (effects[i], s, off) for (i, s, off), key in keys.items()}
    missing = {key: job for key, job in tasks.items() if not _done(cache, key, job[0])}
    say(f"{len(tasks)} runs for {len(effects)} effects, {len(missing)} to do")
    for n, key in enumerate(_carry_out(missing, cache, workers), 1):
        effect, seed, off = missing[key]
        without = f"without {' '.join(effect.off)}" if off else "with everything"
        say(f"{n} of {len(missing)}: {effect.where()}, seed {seed}, {without}")
    rows = []
    for i, e in enumerate(effects):
        values = [[_value(cache, e, keys[i, s, off]) for s in seeds] for off in (False, True)]
        rows.append(Row(e, seeds, tuple(values[0]), tuple(values[1])))
    return rows


def _carry_out(missing: Mapping[str, tuple], cache: Path, workers: int) -> Iterator[str]:
    """Do the tasks, several at a time; gives the key of each when it is done."""
    if workers <= 1:
        for key, job in missing.items():
            _do(key, job, cache)
            yield key
        return
    spawn = multiprocessing.get_context("spawn")
    with one_thread(), ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        todo: dict[Future[None], str] = {
            pool.submit(_do, key, job, cache): key for key, job in missing.items()
        }
        try:
            for done in as_completed(todo):
                done.result()
                yield todo[done]
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let the processes started within take one thread each."""
    name = "NUMBA_NUM" + "_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _key(effect: Effect, seed: int, off: bool) -> str:
    """What a run is known by: the world, the seed, what is switched off, and the code."""
    sets = effect.off if off else ()
    if isinstance(effect.world, World):
        what = _scenario(effect.world, seed, sets).digest()
    else:
        code = effect.world if inspect.isfunction(effect.world) else type(effect.world)
        name = getattr(effect.world, "__qualname__", repr(effect.world))
        what = f"{name} {_source(code.__module__)} {seed} {sorted(sets)}"
    return hashlib.sha256(f"{_code()} {what}".encode()).hexdigest()[:24]


@cache
def _code() -> str:
    """Digest of the engine's code."""
    from kinward.compiled import digest

    return digest()


@cache
def _source(name: str) -> str:
    """Digest of a module, and of those beside it that it takes from."""
    folder = Path(sys.modules[name].__file__ or "").parent
    seen: dict[str, str] = {}
    todo = [name]
    while todo:
        module = sys.modules.get(todo.pop())
        file = Path(getattr(module, "__file__", None) or "/")
        if module is None or module.__name__ in seen or file.parent != folder:
            continue
        seen[module.__name__] = file.read_text(encoding="utf-8")
        for value in vars(module).values():
            of = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
            todo.append(str(of or ""))
    return hashlib.sha256("".join(seen[n] for n in sorted(seen)).encode()).hexdigest()


def _scenario(world: World, seed: int, sets: tuple[str, ...]) -> Any:
    from kinward.engine.scenario import load_scenario

    keys = {k: v for k, v in world.keys.items()}
    return load_scenario(world.base, (*world.sets, *sets), seed=seed, **keys)


def _do(key: str, job: tuple[Effect, int, bool], cache: Path) -> None:
    """Do one task and keep its outcome under `key`."""
    effect, seed, off = job
    sets = effect.off if off else ()
    if not isinstance(effect.world, World):
        value = effect.world(seed, sections(sets))
        (cache / f"{key}.json").write_text(json.dumps(value), encoding="utf-8")
        return
    from kinward.engine import run

    part = cache / f"{key}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    run(_scenario(effect.world, seed, sets), part, threads=1)
    shutil.rmtree(cache / key, ignore_errors=True)
    part.rename(cache / key)


def sections(sets: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Changes as --set takes them, as data by section."""
    from kinward.engine.scenario import apply_set

    data: dict[str, Any] = {}
    for text in sets:
        apply_set(data, text)
    return data


def _done(cache: Path, key: str, effect: Effect) -> bool:
    if isinstance(effect.world, World):
        return (cache / key / "manifest.json").exists()
    return (cache / f"{key}.json").exists()


def _value(cache: Path, effect: Effect, key: str) -> float:
    """The measured quantity of a task that is done."""
    if not isinstance(effect.world, World):
        return float(json.loads((cache / f"{key}.json").read_text(encoding="utf-8")))
    return effect.measure.of(_record(cache / key))


@lru_cache(maxsize=32)
def _record(folder: Path) -> Record:
    """The record of a run; the last ones stay open, as many effects read the same run."""
    from kinward.chronicle import Record

    return Record(folder)
