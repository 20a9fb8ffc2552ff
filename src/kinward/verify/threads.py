"""Check that a run depends neither on the number of threads nor on being stopped and resumed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kinward.core.clock import HOUR
from kinward.engine import session
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine
from kinward.engine.world import Live
from kinward.verify.check import Line, at_least, check, equal

PEOPLE, DAYS = 400, 1
STOPPED, END = 26, 30  # h: stopped after the checkpoint of the first day; end
LEAST = 1_000  # events
BUSY = (
    "infected_per_living=5", "horde.indoors=0.5", "supply.every=1", "supply.cars=0",
    "mind.fire_at=1",
)  # fmt: skip
"""What makes a small run eventful: crowds outside, and scouts out on foot each day."""


class _Stop(BaseException):
    """Stops a run in its midst, as ctrl-C does."""


def manifest(threads: int, seed: int, folder: Path) -> dict:
    """Manifest of a run of kyoto in a process of its own with so many threads."""
    subprocess.run(
        [sys.executable, "-m", "kinward", "run", "kyoto", "--people", str(PEOPLE), "--days",
         str(DAYS), "--seed", str(seed), "--threads", str(threads), "--out", str(folder),
         "--quiet"],
        check=True, stdout=subprocess.DEVNULL,
        env={**os.environ, "NUMBA_NUM_THREADS": str(max(threads, 1))},
    )  # fmt: skip
    return json.loads((folder / "manifest.json").read_text())


def stopped_and_resumed(folder: Path, broken: str) -> tuple[dict, dict]:
    """Manifests of a run of kyoto that went through, and of one that was stopped and resumed."""
    scenario = load_scenario("kyoto", BUSY, people=PEOPLE, days=f"{END} h", seed=1)
    one, other = folder / "through", folder / "stopped"
    one.mkdir()
    other.mkdir()
    through = session.run(scenario, one, threads=1).manifest

    def stop(t: int, text: str) -> None:
        if t >= STOPPED * HOUR:
            raise _Stop

    def forgetful(live: Live, *more: Any) -> Engine:
        live.array("stock")[:] *= 0.5
        return Engine(live, *more)

    with suppress(_Stop):
        session.run(scenario, other, threads=1, progress=stop)
    with patch.object(session, "Engine", forgetful if broken == "resume" else Engine):
        return through, session.resume(other, threads=1).manifest


def differences(word: str, one: dict, other: dict) -> Iterator[Line]:
    """Whether the log differs, and how many tables do, row by row in their order."""
    yield equal(f"{word}: digest differs", 0, int(other["digest"] != one["digest"]))
    tables = one["tables"]
    n = sum(other["tables"][name]["sha256"] != tables[name]["sha256"] for name in tables)
    yield equal(f"{word}: tables that differ", 0, n)


@check(
    "D3", "the same run on 1, 2 and 4 threads, and stopped and resumed",
    f"design: equal digests and equal tables; kyoto, {PEOPLE} people, one day; {END} h of which "
    f"one is stopped after {STOPPED} h and goes on from its checkpoint; broken: another seed on "
    "two threads; half of the stores forgotten on resuming",
    breaks=("threads", "resume"), quick=False,
)  # fmt: skip
def same_on_threads(broken: str) -> Iterator[Line]:
    """Digest of the log and hash of every table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if broken != "resume":
            seed = {2: 2} if broken == "threads" else {}
            runs = {n: manifest(n, seed.get(n, 1), folder / str(n)) for n in (1, 2, 4)}
            for n in (2, 4):
                yield from differences(f"{n} threads against 1", runs[1], runs[n])
        if broken != "threads":
            through, resumed = stopped_and_resumed(folder, broken)
            yield from differences("stopped and resumed", through, resumed)
            yield at_least("stopped and resumed: events", through["events"], LEAST)
