"""Read one life, and ask why its person decided as they did.

    python examples/one_life.py runs/kyoto-6 ["Name or number"]

Without a name it takes the person with the most decisions.
"""

from __future__ import annotations

import sys

import kinward


def main(folder: str, who: str | None = None) -> int:
    """Print a life and its weightiest decision; returns the person's number."""
    run = kinward.open_run(folder)
    if who is None:
        rows = run.rows("""
            SELECT p.person FROM people p LEFT JOIN decisions d USING (person)
            WHERE NOT p.infected
            GROUP BY p.person ORDER BY count(d.decision) DESC, p.person LIMIT 1
        """)
        person = int(rows[0][0])
    else:
        person = run.find(who)
    print(run.life(person))
    print()
    try:
        print(run.why(person))  # at="day 2, 14:05" asks for the decision nearest to that time
    except kinward.InputError as nothing:  # a quiet life: nothing had to be decided
        print(nothing)
    return person


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:3])
