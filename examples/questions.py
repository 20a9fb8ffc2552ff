"""Ask a run questions in SQL: the tables are Parquet files, any tool can read them.

    python examples/questions.py runs/kyoto-6

Times are milliseconds since the start of the run; places, kinds and fates are in words.
"""

from __future__ import annotations

import sys

import kinward

QUESTIONS = {
    "Who lives here, by role": """
        SELECT role, count(*) AS people, round(avg(age)) AS mean_age
        FROM people WHERE NOT infected GROUP BY role ORDER BY people DESC
    """,
    "What happened most": """
        SELECT kind, count(*) AS times FROM events GROUP BY kind ORDER BY times DESC LIMIT 8
    """,
    "Who has the strongest bond with somebody of another household": """
        SELECT a.name, t.kind, b.name, round(t.strength, 2) AS strength
        FROM ties t JOIN people a ON a.person = t.a JOIN people b ON b.person = t.b
        WHERE a.household <> b.household AND NOT a.infected AND NOT b.infected
        ORDER BY t.strength DESC, t.a LIMIT 5
    """,
    "What people chose, and how close it was": """
        SELECT options[chosen + 1].name AS choice, count(*) AS times,
               round(avg(options[chosen + 1].worth), 2) AS mean_worth
        FROM decisions GROUP BY choice ORDER BY times DESC LIMIT 8
    """,
    "How much food there was at noon": """
        SELECT CAST(1 + t // 86400000 AS INTEGER) AS day, value AS rations FROM series
        WHERE measure = 'food' AND t % 86400000 = 21600000 ORDER BY t
    """,
}


def main(folder: str) -> dict[str, list[tuple]]:
    """Print every question with its answer; returns the rows by question."""
    run = kinward.open_run(folder)
    answers = {}
    for question, query in QUESTIONS.items():
        table = run.sql(query)
        print(question)
        print(table)
        answers[question] = table.fetchall()
    return answers


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
