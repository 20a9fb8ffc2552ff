"""Start: how long the program takes to import, to help, and to reach its first minute.

Each in a process of its own, best of three, once everything is compiled.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.rows import Row, best

FIRST_MINUTE = (
    "from kinward.engine.build import build\n"
    "from kinward.engine.scenario import load_scenario\n"
    "from kinward.engine.stepping import Engine\n"
    "live = build(load_scenario('kyoto'))\n"
    "engine = Engine(live, lambda _: (live.events.drain(), live.decisions.drain()))\n"
    "engine.minute(0)"
)
CASES = (
    ("bare", "python -c pass", ("-c", "pass")),
    ("import", "import kinward", ("-c", "import kinward")),
    ("help", "kinward --help", ("-m", "kinward", "--help")),
    ("minute", "kyoto, 4,000 people, to the end of the first minute", ("-c", FIRST_MINUTE)),
)


def measure() -> list[Row]:
    """Seconds of each."""
    rows = []
    for id, what, args in CASES:
        command = [sys.executable, *args]
        took = best(3, lambda c=command: subprocess.run(c, check=True, capture_output=True)).wall
        rows.append(Row(f"start-{id}", what, took, "s"))
    return rows
