"""A run from start to end: build, step, write, check; and going on with one that was stopped."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from kinward.chronicle import Record
from kinward.chronicle.manifest import read_manifest
from kinward.chronicle.tables import write_text
from kinward.chronicle.writer import SEGMENTS, drop_segments
from kinward.core.clock import DAY, HOUR
from kinward.core.errors import InputError
from kinward.core.words import shown
from kinward.engine import checkpoint, restart
from kinward.engine.build import build, settle_lists
from kinward.engine.folder import held, is_run_folder
from kinward.engine.invariants import Invariants
from kinward.engine.journal import Journal, naming
from kinward.engine.scenario import Scenario, load_scenario
from kinward.engine.stepping import Engine
from kinward.engine.tracks import Tracks
from kinward.engine.warmup import warm_up
from kinward.engine.world import Live

Progress = Callable[..., None]
SCENARIO = "scenario.toml"
MOST_THREADS = 1024


def run(
    scenario: Scenario,
    folder: Path | str,
    *,
    threads: int | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Record:
    """Run a scenario into `folder`; returns its record.

    Args:
        scenario: checked.
        folder: new or empty.
        threads: of compiled kernels and tables, 1 to 1024; None for all. No result depends on it.
        strict: check the invariants every minute (slower).
        progress: called as progress(t_ms, text).

    Raises:
        InputError: the world cannot be made. RunStopped, CheckFailed: see `Invariants`.
    """
    folder = Path(folder)
    if scenario.walking.step != 1.0:
        raise InputError(
            f"walking.step = {scenario.walking.step:g} s: a run steps by 1 s; other steps are for "
            "checks of single processes"
        )
    say = progress or (lambda *_: None)
    with held(folder):
        used = _use_threads(threads)
        if is_run_folder(folder):
            raise InputError(f"--out {folder}: holds a run already; choose another folder")
        live = build(scenario, lambda text: say(0, text))
        with naming(folder / SCENARIO):
            write_text(folder / SCENARIO, scenario.to_toml())
        return _begin(live, folder, used, strict, say)


def resume(
    folder: Path | str,
    *,
    threads: int | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    tell: Callable[[str], None] = warnings.warn,
) -> Record:
    """Go on with a run that was stopped; returns its record.

    A run that was stopped before its first checkpoint begins anew. A checkpoint that is damaged,
    or whose log is, is passed over for the one before; `tell` is told.

    Raises:
        InputError: the scenario or the map is not as the run left it, or no checkpoint is.
    """
    folder = Path(folder)
    say = progress or (lambda *_: None)
    record = _finished(folder)
    if record is not None:
        checkpoint.drop(folder)
        drop_segments(folder)
        return record
    if not (folder / SCENARIO).is_file():
        raise InputError(f"{folder}: no {SCENARIO}, so it cannot be resumed; run it again")
    used = _use_threads(threads)
    with held(folder):
        scenario = load_scenario(folder / SCENARIO, begun=True)
        found = restart.find(folder, scenario, tell)
        live = build(scenario, lambda text: say(0, text))
        if found is None:
            return _begin(live, folder, used, strict, say)
        journal = Journal(folder, live, found.segments)
        journal.open(found.t)  # again: no checkpoint knows whether these tables are whole
        own = checkpoint.restore(live, found)
        return _go(live, journal, found.t, used, strict, say, own)


def _begin(live: Live, folder: Path, threads: int, strict: bool, say: Progress) -> Record:
    """Go from the start, with an empty journal."""
    journal = Journal(folder, live)
    journal.open()
    journal.hourly(0)
    return _go(live, journal, 0, threads, strict, say)


def _finished(folder: Path) -> Record | None:
    try:
        complete = read_manifest(folder).get("complete")
    except InputError:  # of a run that goes on, it is written again
        return None
    return Record(folder) if complete else None


def _use_threads(threads: int | None) -> int:
    import numba
    from numba.core import config

    if threads is not None and (type(threads) is not int or not 1 <= threads <= MOST_THREADS):
        raise InputError(
            f"threads = {shown(threads)}: expected a whole number such as 2 (1 to {MOST_THREADS}), "
            "or None for all"
        )
    most: int = getattr(config, "NUMBA_NUM_THREADS")  # noqa: B009 (set when it is imported)
    used = min(threads or most, most)
    numba.set_num_threads(used)
    return used


def _go(
    live: Live,
    journal: Journal,
    start: int,
    threads: int,
    strict: bool,
    say: Progress,
    own: Mapping[str, np.ndarray] | None = None,
) -> Record:
    """Go from `start` (ms) to the end; `own` is what a checkpoint held beside the state."""
    tracks = Tracks(live, live.world.scenario.tracks, start, journal.writer.tracks)
    if own is not None:
        tracks.reopen(own["legs"], own["offsets"])
        journal.most_awake = int(own["most_awake"])
    invariants = Invariants(live) if strict else None
    drain = invariants.watched(journal.drain) if invariants else journal.drain
    engine = Engine(live, drain, tracks)
    warm_up(engine.all_steps(), lambda text: say(start, text))
    end = live.world.scenario.end_ms
    pace = checkpoint.Pace()

    def tick(t: int) -> None:
        if invariants is not None:
            invariants.check(t)
        journal.minutely()
        if t % HOUR == 0:
            journal.hourly(t)
            say(t, now(live))
        if t % DAY == 0 or t == end:
            tracks.close(t)
        if t % DAY == 0 and t < end:
            settle_lists(live)
        if t < end and pace.due(t):
            _keep(live, journal, tracks, t)
            pace.written()

    engine.until(start, end, tick)
    say(end, "writing the record")
    journal.close(end, threads, engine.timings())
    checkpoint.drop(journal.folder)
    return Record(journal.folder)


def _keep(live: Live, journal: Journal, tracks: Tracks, t: int) -> None:
    """Write a checkpoint of time `t` (ms), which changes nothing of what is yet to come."""
    own = tracks.open() | {"most_awake": np.array(journal.most_awake)}
    with naming(journal.folder / SEGMENTS):
        segments = journal.writer.seal()
    with naming(journal.folder / checkpoint.NAME):
        checkpoint.save(journal.folder, live, t, segments, own)
    journal.reached(t)


def now(live: Live) -> str:
    """What is happening, in a few words, for the progress line."""
    fate, own = live.array("fate"), ~live.array("infected")
    words = [f"{int((own & (fate == 0)).sum()):,} alive"]
    for column, word in (("hunt_n", "infected awake"), ("turned_n", "turned"),
                         ("swarm_n", "creatures out")):  # fmt: skip
        n = int(live.array(column)[0])
        if n:
            words.append(f"{n:,} {word}")
    if live.array("alarm_on")[0]:
        words.append("alarm")
    return ", ".join(words)
