"""Invent a town in a short TOML file, look at it, and run a scenario of your own in it.

    python examples/own_town.py

The town is own_town/ford.toml, the scenario own_town/winter.toml; edit both. The command line
does the same: `kinward map examples/own_town/ford.toml`, `kinward run
examples/own_town/winter.toml`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kinward
from kinward.chronicle import Record
from kinward.city import draw_map

HERE = Path(__file__).parent / "own_town"


def main(picture: str = "ford.png", out: str | None = None, **keys: Any) -> Record:
    """Draw the town, run the scenario in it; returns the record of the run."""
    graph, report = kinward.load_map(HERE / "ford.toml")
    print("\n".join(report.lines()))
    print("drawn to", draw_map(graph, picture))
    run = kinward.run(HERE / "winter.toml", out=out, **keys)
    print(run.manifest["title"], run.manifest["counts"])
    rows = run.sql(
        "SELECT name, age, role FROM people WHERE NOT infected ORDER BY age DESC LIMIT 5"
    )
    print(rows)
    return run


if __name__ == "__main__":
    main()
