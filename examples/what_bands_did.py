"""Count, in finished runs of the ruins, what bands and those who left them came to do.

    python examples/what_bands_did.py RUN [RUN ...]

Each question is one query over the log of a run (`run.sql`); nothing in the engine knows of them.
"""

from __future__ import annotations

import sys

import kinward

QUESTIONS = {
    "a leader left by three or more at once, and later taken in by another band": """
        WITH leaving AS (
            SELECT object AS leader, k AS band, t FROM events WHERE kind = 'left_group'
            GROUP BY object, k, t HAVING count(*) >= 3)
        SELECT DISTINCT l.leader, l.t, i.t AS taken_in, i.event FROM leaving l
        JOIN events i ON i.kind = 'taken_in' AND i.subject = l.leader AND i.t > l.t
            AND i.k <> l.band""",
    "members who left, and were taken in by a third band": """
        SELECT l.subject, l.t, i.t AS taken_in, i.event FROM events l
        JOIN events i ON i.kind = 'taken_in' AND i.subject = l.subject AND i.t > l.t
            AND i.k <> l.k
        WHERE l.kind = 'left_group'""",
    "two who left each other, and met again": """
        SELECT m.subject, m.object, m.t, m.event FROM events m
        WHERE m.kind = 'met_again' AND EXISTS (
            SELECT 1 FROM events l WHERE l.kind = 'left_group' AND l.t < m.t
                AND l.subject IN (m.subject, m.object))""",
    "a hostile party that found the one it hunted": """
        SELECT subject, object, t, event FROM events WHERE kind = 'quarry_found'""",
    "a band that split": "SELECT subject, object, t, event FROM events WHERE kind = 'split'",
    "a band that took in a child and refused an armed man": """
        SELECT i.k AS band, i.subject AS child, r.subject AS man, r.event FROM events i
        JOIN people p ON p.person = i.subject AND p.age < 14
        JOIN events r ON r.kind = 'turned_off' AND r.k = i.k AND r.value = 1
        JOIN people q ON q.person = r.subject AND q.sex = 'male'
        WHERE i.kind = 'taken_in'""",
}


def main(folders: list[str]) -> None:
    """Print how often each happened in each run, and in how many runs."""
    runs = [kinward.open_run(folder) for folder in folders]
    for question, query in QUESTIONS.items():
        counts = [len(run.sql(query).fetchall()) for run in runs]
        happened = sum(n > 0 for n in counts)
        print(f"{question}: {sum(counts)} times in {happened} of {len(runs)} runs")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
