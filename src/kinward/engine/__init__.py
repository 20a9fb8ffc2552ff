"""The roof: scenario, build, plan, run and its record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["resume", "run"]


def run(scenario: Any, folder: Path | str, **options: Any) -> Any:
    """Run a scenario into a folder; see `kinward.engine.session.run`."""
    from kinward.engine import session

    return session.run(scenario, folder, **options)


def resume(folder: Path | str, **options: Any) -> Any:
    """Go on with a run that was stopped; see `kinward.engine.session.resume`."""
    from kinward.engine import session

    return session.resume(folder, **options)
