"""Check that a run does not depend on the number of threads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kinward.verify.check import Line, check, equal

PEOPLE, DAYS = 400, 1


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


@check(
    "D3", "the same run on 1, 2 and 4 threads",
    "design: equal digests and equal tables; kyoto, 400 people, one day; broken: another seed on "
    "two threads",
    breaks=("threads",), quick=False,
)  # fmt: skip
def same_on_threads(broken: str) -> Iterator[Line]:
    """Digest of the log and hash of every table."""
    with tempfile.TemporaryDirectory() as folder:
        runs = {
            n: manifest(n, 2 if broken and n == 2 else 1, Path(folder) / str(n)) for n in (1, 2, 4)
        }
    for n in (2, 4):
        yield equal(f"{n} threads: digest differs from 1", 0,
                    int(runs[n]["digest"] != runs[1]["digest"]))  # fmt: skip
        tables = runs[1]["tables"]
        other = sum(runs[n]["tables"][name]["sha256"] != tables[name]["sha256"] for name in tables)
        yield equal(f"{n} threads: tables that differ from 1", 0, other)
