"""Count, in finished runs of Shanghai, what soldiers, families and friends came to do.

    python examples/what_shanghai_did.py RUN [RUN ...]

Each question is one query over the log of a run (`run.sql`); nothing in the engine knows of them.
"""

from __future__ import annotations

import sys

import kinward

QUESTIONS = {
    "a soldier who left the squad for one of their own": """
        SELECT subject, object, t, event FROM events WHERE kind = 'left_post' AND object >= 0""",
    "a soldier who stayed, not knowing of their own": """
        SELECT subject, object, t, event FROM events WHERE kind = 'stayed_on'""",
    "a parent who goes in after a child who was taken": """
        SELECT w.subject, w.object, w.t, w.event FROM events w
        JOIN ties r ON r.a = w.object AND r.b = w.subject AND r.kind = 'parent'
        JOIN people c ON c.person = w.object AND c.age < 18
        WHERE w.kind = 'went_below'""",
    "one who goes in after any of their own": """
        SELECT subject, object, t, event FROM events WHERE kind = 'went_below'""",
    "somebody freed from a nest": """
        SELECT subject, object, t, event FROM events WHERE kind = 'freed'""",
    "a friend who refuses to follow and lives": """
        SELECT l.subject, l.object, l.t, l.event FROM events l
        JOIN ties r ON r.a = l.subject AND r.b = l.object AND r.kind = 'friend'
        JOIN people a ON a.person = l.subject AND a.fate IN ('alive', 'evacuated')
        WHERE l.kind = 'would_not_follow'""",
    "a family that boards because one of them stays to serve": """
        SELECT s.subject, s.object, s.t, s.event FROM events s
        JOIN events b ON b.kind = 'boarded' AND b.object = s.subject
        WHERE s.kind = 'stayed_to_serve'""",
    "a house harvested from below while somebody hides above": """
        SELECT arg_min(g.subject, g.t), arg_min(h.subject, g.t), min(g.t) AS t,
            arg_min(g.event, g.t) AS event
        FROM events g JOIN places p ON p.place = g.place AND p.unit > 0
        JOIN passages s ON s.passage = p.passage AND s.kind = 'stairs'
        JOIN events h ON h.kind = 'hid' AND h.t BETWEEN g.t - 3600000 AND g.t + 600000
        JOIN places q ON q.place = h.place AND q.passage = p.passage AND q.floor > p.floor
        WHERE g.kind = 'grasped' AND h.subject <> g.subject
        GROUP BY p.passage ORDER BY t""",
    "a squad under its third leader": """
        SELECT subject, k AS squad, t, event FROM events
        WHERE kind = 'took_command' AND value >= 3""",
    "somebody who waits at the checkpoint for one who never comes": """
        SELECT w.subject, w.object, w.t, w.event FROM events w
        JOIN people o ON o.person = w.object AND o.fate IN ('dead', 'captured', 'missing')
        WHERE w.kind = 'waited_here'""",
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
