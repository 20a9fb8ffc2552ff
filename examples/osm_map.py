"""Run the built-in scenario on a town from OpenStreetMap.

    python examples/osm_map.py town.osm

Any export works: .osm, .osm.gz, .osm.bz2 or .osm.pbf, as openstreetmap.org and many other sites
offer it; some square kilometres are enough. What the map does not say is raised by rule: homes
along bare streets, floors, shops, and where the zone lies. The report says what was read, what was
dropped and what was assumed. Without a file it takes crossing.osm, a few streets made up by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

import kinward
from kinward.chronicle import Record

CROSSING = Path(__file__).parent / "crossing.osm"


def main(
    path: str | Path = CROSSING, people: int = 100, days: float = 1, out: str | None = None
) -> Record:
    """Say what is on the map and run a scenario there; returns the record of the run."""
    _, report = kinward.load_map(path)
    print("\n".join(report.lines()))
    run = kinward.run("kyoto", map=str(path), people=people, days=days, out=out)
    streets = run.sql("""
        SELECT title, count(*) AS homes FROM people p JOIN places ON place = home
        WHERE NOT p.infected GROUP BY title ORDER BY homes DESC, title LIMIT 5
    """)
    print("Where people live:")
    print(streets)
    return run


if __name__ == "__main__":
    main(*sys.argv[1:2])
