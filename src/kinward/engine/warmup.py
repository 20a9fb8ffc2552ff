"""Compiling the kernels of a plan before the first run, several at a time.

numba compiles one kernel at a time in a process; a first start would wait two minutes. The
kernels' signatures are known once a world is built, so that other processes can compile them
into the shared cache: each takes the next kernel of a list until none is left. A file in the
cache folder says that it was done.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kinward.engine.plan import Step


def warm_up(steps: list[Step], say: Callable[[str], None], workers: int | None = None) -> None:
    """Compile the kernels of `steps` that the cache does not hold yet.

    Args:
        steps: bound processes.
        say: told what is happening.
        workers: processes at a time; None for the processors there are, at most 4.
    """
    import numba

    cache = os.environ.get("NUMBA_CACHE_DIR")
    if not cache:
        return
    tasks = {
        s.process.name: tuple(numba.typeof(a) for a in (0, *s.args))
        for s in sorted(steps, key=lambda s: -len(s.args))
        if not s.process.python
    }
    mark = Path(cache) / f"plan-{hashlib.sha256(repr(tasks).encode()).hexdigest()[:16]}"
    if mark.exists():
        return
    count = min(workers or os.cpu_count() or 1, 4)
    with tempfile.TemporaryDirectory(prefix="kinward-") as folder:
        (Path(folder) / "tasks").write_bytes(pickle.dumps(tasks))
        crew = [
            subprocess.Popen(
                [sys.executable, "-m", "kinward.engine.warmup", folder],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            for _ in range(count)
        ]  # fmt: skip
        try:
            while any(worker.poll() is None for worker in crew):
                done = len(list(Path(folder).glob("*.done")))
                say(f"compiling the engine (first start only): {done} of {len(tasks)}")
                time.sleep(0.5)
        finally:
            for worker in crew:
                if worker.poll() is None:
                    worker.terminate()
        done = len(list(Path(folder).glob("*.done")))
    if done == len(tasks):
        mark.touch()


def _work(folder: Path) -> None:
    """Take kernels off the list and compile them, until none is left."""
    from kinward.engine.plan import PLAN

    tasks: dict[str, tuple[Any, ...]] = pickle.loads((folder / "tasks").read_bytes())
    kernels = {p.name: p.kernel for p in PLAN}
    for name, signature in tasks.items():
        try:
            os.close(os.open(folder / f"{name}.taken", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        kernels[name].compile(signature)  # type: ignore[attr-defined]
        (folder / f"{name}.done").touch()


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
