"""What all tests share: an engine that is compiled once, before several workers need it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kinward import compiled


def pytest_configure(config: pytest.Config) -> None:
    """Compile the engine with all processors before the workers of pytest-xdist begin.

    Each would compile it anew otherwise: a kernel is in the cache only once it is done.
    """
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        return
    compiled.prepare()
    mark = Path(os.environ["NUMBA_CACHE_DIR"]) / f"tests-{compiled.digest()[:16]}"
    if mark.exists():
        return
    for scenario in ("kyoto", "ruins", "shanghai"):
        with tempfile.TemporaryDirectory(prefix="kinward-") as folder:
            subprocess.run(
                [sys.executable, "-m", "kinward", "run", scenario, "--people", "60",
                 "--days", "1 h", "--out", folder + "/run"],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
    mark.touch()
