"""One part in a process of its own, so that threads, memory and seconds are its own.

    python -m benchmarks.part MODULE FUNCTION JSON FILE

calls the function with the arguments and writes its rows, the seconds and the memory into FILE.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.machine import cores, machine
from benchmarks.rows import Row
from benchmarks.subjects import Part

ROOT = Path(__file__).parents[1]
LIBRARIES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(part: Part) -> dict[str, Any]:
    """Measure a part in another process; returns its record."""
    about = machine() | {"threads": part.threads}
    if part.threads > cores():
        why = f"not measured: {part.threads} threads, and the machine has {cores()} processors"
        return about | {"rows": [asdict(Row(part.name, part.name, None, "", why))]}
    threads = str(part.threads)
    there = os.environ | dict.fromkeys(LIBRARIES, threads) | {"NUMBA_NUM_THREADS": threads}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "benchmarks.part", part.module, part.function,
                   json.dumps(part.call), str(out)]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, env=there, stderr=subprocess.PIPE, text=True)
        if done.returncode == 0:
            return about | json.loads(out.read_text(encoding="utf-8"))
    end = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
    print(done.stderr, file=sys.stderr)
    return about | {"rows": [asdict(Row(part.name, part.name, None, "", f"failed: {end[0]}"))]}


def main() -> None:
    """Measure the part that the command line names."""
    module, function, call, out = sys.argv[1:]
    start = time.perf_counter()
    found = getattr(importlib.import_module(f"benchmarks.{module}"), function)(**json.loads(call))
    used = resource.getrusage(resource.RUSAGE_SELF)
    record = {
        "wall_s": round(time.perf_counter() - start, 2),
        "cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": round(used.ru_maxrss / 1024),
        "rows": [asdict(row) for row in found],
    }
    Path(out).write_text(json.dumps(record), encoding="utf-8")


if __name__ == "__main__":
    main()
