"""Run a small Kyoto and print what became of everybody.

    python examples/first_run.py

The first run on a machine compiles the engine, which takes a minute or two; after that this takes
some seconds. In a smaller world, or a shorter time, hardly anything happens. The run folder is
printed last: the other examples read it.
"""

from __future__ import annotations

import kinward
from kinward.show import summary


def main(people: int = 1000, days: float = 4, seed: int = 6, out: str | None = None) -> str:
    """Run the scenario; returns the run folder."""
    run = kinward.run("kyoto", people=people, days=days, seed=seed, out=out)
    print(summary(run))
    print("\nrun folder:", run.folder)
    return str(run.folder)


if __name__ == "__main__":
    main()
