"""What figures are measured on: processor, cores, load, versions."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import kinward

PACKAGES = ("numpy", "numba", "scipy", "duckdb", "mesa", "jupedsim-network", "starsim")


def machine() -> dict[str, Any]:
    """The machine and the hour, as figures are kept with."""
    return {
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "processor": processor(),
        "cores": cores(),
        "memory_gb": memory_gb(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "versions": {"kinward": kinward.__version__, **versions()},
    }


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_gb() -> float | None:
    """Memory of the machine, GB."""
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, OSError, ValueError):
        return None


def processor() -> str:
    """The model of the processor as the system names it."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        text = ""
    for line in text.splitlines():
        if line.startswith("model name"):
            return f"{platform.machine()}, {line.split(':', 1)[1].strip()}"
    return f"{platform.machine()}, {platform.processor() or 'unknown processor'}"


def versions() -> dict[str, str | None]:
    """Versions of what the figures rest on; None of what is not installed."""
    found: dict[str, str | None] = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found
