"""Many runs at once: tasks over processes, kept where they are done, gone on with if stopped.

A task is one run in one folder. What is done is not done again; what was begun is resumed. A
worker that dies takes down only what it was at: the pool is made anew, and what was lost is run
once more, each alone, so that only a run that kills its worker itself fails for it. A run that
fails twice is reported with its reason; the others stand.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinward.core.errors import InputError
from kinward.core.words import shown
from kinward.lab.effects import one_thread

if TYPE_CHECKING:
    from kinward.engine.scenario import Scenario

MOST_JOBS = 1024
MOST_SEEDS = 100_000
ATTEMPTS = 2  # of a run that fails
POLL_S = 0.5  # how often progress is looked at
STEP_S = 0.5  # how often a run writes how far it is
_UNGUARDED = '; in a script, call it under `if __name__ == "__main__":`, or with jobs=1'

Say = Callable[[float, int, str], None]
"""Told of progress: runs done (parts of runs count), runs in all, what is happening."""


@dataclass(frozen=True)
class Task:
    """One run.

    Attributes:
        name: such as "a/seed-3".
        seed: of its draws.
        data: the scenario as `Scenario.to_data` gives it.
        folder: where it runs, absolute.
        keep: keep the folder; else it is removed when its outcomes are known.
        threads: of its kernels.
    """

    name: str
    seed: int
    data: dict[str, Any]
    folder: str
    keep: bool = True
    threads: int = 1


@dataclass(frozen=True)
class Result:
    """What came of a task: its outcomes, or the reason why there are none."""

    seed: int
    outcomes: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    reason: str = ""

    @property
    def done(self) -> bool:
        """Whether the run came to its end."""
        return not self.reason


def seeds_of(seeds: Any) -> tuple[int, ...]:
    """Seeds as a number of them or one by one. Raises InputError."""
    wrong = f"seeds = {shown(seeds)}: expected how many (1 to {MOST_SEEDS:,}), or different whole"
    wrong += " numbers from 0 to 2^63 - 1"
    if type(seeds) is int:
        seeds = range(seeds) if seeds <= MOST_SEEDS else ()
    try:
        out = tuple(int(s) if type(s) is not bool and s == int(s) else -1 for s in seeds)
    except (TypeError, ValueError):
        raise InputError(wrong) from None
    if not 0 < len(out) <= MOST_SEEDS or len(set(out)) < len(out):
        raise InputError(wrong)
    if bad := [s for s, o in zip(seeds, out) if not 0 <= o < 2**63]:
        raise InputError(wrong + f"; {shown(bad[0])} is none")
    return out


def jobs_of(jobs: int | None, tasks: int) -> int:
    """How many processes; None takes one for each core, 4 at most. Raises InputError."""
    if jobs is None:
        jobs = min(4, os.cpu_count() or 1)
    if type(jobs) is not int or not 1 <= jobs <= MOST_JOBS:
        raise InputError(
            f"jobs = {shown(jobs)}: expected a whole number such as 2 (1 to {MOST_JOBS})"
        )
    return max(1, min(jobs, tasks))


def carry_out(
    tasks: Sequence[Task],
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    say: Say = lambda *_: None,
    take: Callable[[Task, Result], None] = lambda *_: None,
    work: Callable[[Task], Result] | None = None,
) -> dict[str, Result]:
    """Do tasks; gives the result of each by name.

    Args:
        tasks: what to do.
        jobs: processes at a time; 1 runs within this one.
        executor: where to run instead.
        say: told of progress twice a second.
        take: given each result as it comes.
        work: what does a task; None for `do`. Not within this process.
    """
    out: dict[str, Result] = {}

    def gave(task: Task, result: Result) -> None:
        out[task.name] = result
        take(task, result)

    if executor is not None:
        _Crew(tasks, lambda: executor, len(tasks), gave, say, work or do, own=False).work()
    elif jobs == 1:
        _here(tasks, gave, say)
    else:
        spawn = multiprocessing.get_context("spawn")
        with one_thread():
            make = lambda: ProcessPoolExecutor(jobs, mp_context=spawn)  # noqa: E731
            _Crew(tasks, make, jobs, gave, say, work or do, own=True).work()
    return out


def _here(tasks: Sequence[Task], gave: Callable[[Task, Result], None], say: Say) -> None:
    """Do the tasks one after the other in this process."""
    for n, task in enumerate(tasks):
        end = max(float(task.data.get("_end_ms", 0)), 1.0)

        def tell(t: int, text: str = "", n=n, task=task, end=end) -> None:
            say(n + min(t / end, 0.999), len(tasks), f"{task.name}: {text}")

        result = Result(task.seed)
        for _ in range(ATTEMPTS):
            result = do(task, tell)
            if result.done:
                break
        gave(task, result)
        say(n + 1, len(tasks), f"{task.name}: {result.reason or 'done'}")


class _Crew:
    """Tasks over an executor, with what fails tried once more."""

    def __init__(
        self,
        tasks: Sequence[Task],
        make: Callable[[], Executor],
        width: int,
        gave: Callable[[Task, Result], None],
        say: Say,
        do: Callable[[Task], Result],
        own: bool,
    ) -> None:
        self.make, self.width, self.gave, self.say, self.own = make, width, gave, say, own
        self.do = do
        self.todo = list(reversed(tasks))
        self.suspects: list[Task] = []  # were under way when a worker died: each alone, once more
        self.under_way: dict[Future[Result], Task] = {}
        self.failures: dict[str, int] = {}
        self.total, self.done = len(tasks), 0
        self.pool = make()

    def work(self) -> None:
        """Do everything."""
        try:
            while self.todo or self.suspects or self.under_way:
                self._submit()
                ready, _ = wait(self.under_way, timeout=POLL_S, return_when=FIRST_COMPLETED)
                broken = [self.under_way[f] for f in ready if self._settle(f)]
                if broken:
                    self._renew(broken)
                self._tell()
        finally:
            if self.own:
                self.pool.shutdown(wait=False, cancel_futures=True)
            else:
                for future in self.under_way:
                    future.cancel()

    def _submit(self) -> None:
        """Give the executor what it has room for; a suspect only when nothing else is there."""
        while self.todo and not self.suspects and len(self.under_way) < self.width:
            self._start(self.todo.pop())
        if self.suspects and not self.under_way:
            self._start(self.suspects.pop())

    def _start(self, task: Task) -> None:
        try:
            self.under_way[self.pool.submit(self.do, task)] = task
        except (RuntimeError, OSError) as error:  # broken, or shut down
            self._failed(task, f"the executor took no more runs ({_words(error)})", final=True)

    def _settle(self, future: Future[Result]) -> bool:
        """Take the result of a future; True where its worker died."""
        error = future.exception() if not future.cancelled() else RuntimeError("was cancelled")
        if isinstance(error, BrokenExecutor):
            return True
        task = self.under_way.pop(future)
        if error is not None:
            self._failed(task, _words(error))
        elif not future.result().done:
            self._failed(task, future.result().reason)
        else:
            self._finished(task, future.result())
        return False

    def _renew(self, broken: list[Task]) -> None:
        """Make the pool anew; what was under way is run again, each alone."""
        alone = len(self.under_way) == 1
        lost = list(self.under_way.values())
        self.under_way.clear()
        hint = _UNGUARDED if self.own and not self.done else ""
        for task in lost:
            if not self.own:
                self._failed(task, "the executor broke", final=True)
            elif alone:
                self._failed(task, "its process died" + hint)
            else:
                self.failures.setdefault(task.name, 1)
                self.suspects.append(task)
        if self.own:
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = self.make()

    def _failed(self, task: Task, reason: str, final: bool = False) -> None:
        """Count a failure; the task is tried again, or reported."""
        self.failures[task.name] = self.failures.get(task.name, 0) + 1
        if final or self.failures[task.name] >= ATTEMPTS:
            self._finished(task, Result(task.seed, reason=reason))
        else:
            self.suspects.append(task)

    def _finished(self, task: Task, result: Result) -> None:
        self.done += 1
        self.gave(task, result)

    def _tell(self) -> None:
        parts = sorted((task.name, *_how_far(task)) for task in self.under_way.values())
        part = sum(p for _, p, _ in parts)
        words = [f"{name}: {text}" for name, _, text in parts if text][:2]
        self.say(self.done + part, self.total, "; ".join(words) or "starting workers")


def do(task: Task, tell: Callable[[int, str], None] | None = None) -> Result:
    """Do one task: run, or go on, or read what is done; a failure is told in the result."""
    from kinward.core.errors import KinwardError

    folder = Path(task.folder)
    began = time.perf_counter()
    try:
        record = _run(task, folder, tell or _writes(task))
        from kinward.lab.outcomes import outcomes_of

        outcomes = outcomes_of(record)
        seconds = float(record.manifest.get("wall_s") or time.perf_counter() - began)
        if not task.keep:
            shutil.rmtree(folder, ignore_errors=True)
        return Result(task.seed, outcomes, seconds)
    except KinwardError as error:
        return Result(task.seed, reason=str(error))
    except MemoryError:
        return Result(task.seed, reason="out of memory")
    except Exception as error:  # a fault of one run is told with its seed; the others stand
        return Result(task.seed, reason=_words(error))
    finally:
        with contextlib.suppress(OSError):
            _mark(task).unlink()


def _run(task: Task, folder: Path, tell: Callable[[int, str], None]) -> Any:
    """The record of a task's run, carried to its end."""
    from kinward.engine import resume, run
    from kinward.engine.folder import is_run_folder
    from kinward.engine.scenario import Scenario

    folder.mkdir(parents=True, exist_ok=True)
    if is_run_folder(folder):
        return resume(folder, threads=task.threads, progress=tell)
    data = {k: v for k, v in task.data.items() if not k.startswith("_")}
    return run(Scenario.from_data(data), folder, threads=task.threads, progress=tell)


def task_of(
    scenario: Scenario, seed: int, name: str, folder: Path, *, keep: bool, threads: int
) -> Task:
    """The task of one seed of a scenario."""
    data = scenario.to_data() | {"seed": seed, "_end_ms": scenario.end_ms}
    return Task(name, seed, data, str(folder.absolute()), keep, threads)


def begun(folder: Path, scenario: Scenario) -> bool:
    """Whether a folder holds this run, begun or finished.

    Raises:
        InputError: it holds another run, or one that another version began.
    """
    from kinward.engine.folder import is_run_folder
    from kinward.engine.scenario import load_scenario
    from kinward.engine.session import SCENARIO
    from kinward.version import __version__

    if not is_run_folder(folder):
        return False
    from kinward.chronicle import Record

    other = load_scenario(folder / SCENARIO, begun=True).digest() != scenario.digest()
    record = Record(folder) if (folder / "vocabulary.json").exists() else None
    version = record.manifest.get("kinward", __version__) if record else __version__
    if other or version != __version__:
        what = "of another scenario" if other else f"of kinward {version}"
        raise InputError(
            f"{folder}: holds a run {what}; choose another folder with --out, or remove it"
        )
    return True


def _mark(task: Task) -> Path:
    """The small file in which a run under way says how far it is."""
    return Path(f"{task.folder}.progress")


def _writes(task: Task) -> Callable[[int, str], None]:
    """A reporter that writes how far a run is, for the process that waits for it."""
    path, last = _mark(task), [0.0]
    end = max(float(task.data.get("_end_ms", 0)), 1.0)

    def tell(t: int, text: str = "") -> None:
        now = time.monotonic()
        if now - last[0] < STEP_S:
            return
        last[0] = now
        with contextlib.suppress(OSError):
            path.write_text(f"{min(t / end, 0.999):.4f} {text}", encoding="utf-8")

    return tell


def _how_far(task: Task) -> tuple[float, str]:
    """Share of a run that is done, and what it is at; nothing where that is not known here."""
    try:
        share, _, text = _mark(task).read_text(encoding="utf-8").partition(" ")
        return float(share), text
    except (OSError, ValueError):
        return 0.0, ""


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error) else ''}"


def each(results: dict[str, Result]) -> Iterator[tuple[str, Result]]:
    """Those that failed, by name."""
    return ((name, r) for name, r in sorted(results.items()) if not r.done)
