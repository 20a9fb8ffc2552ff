"""Try a policy: the same town and seeds with one parameter changed, and the counts side by side.

    python examples/two_policies.py

Every draw is a hash of who, whom, what for and when, so the two runs of a seed have the same
people and the same luck: what differs follows from the policy. One pair of runs is still one
story; look at several seeds before you believe a difference.
"""

from __future__ import annotations

from collections.abc import Sequence

import kinward

POLICIES = {
    "each pair every third day": [],
    "each pair every day": ["supply.every=1"],
}
COUNTS = {
    "runs begun": "SELECT count(DISTINCT k) FROM events WHERE kind = 'run_left'",
    "rations brought": """
        SELECT coalesce(sum(value), 0) FROM events WHERE kind = 'delivered' AND what = 'food'
    """,
    "people lost": "SELECT count(*) FROM people WHERE NOT infected AND fate <> 'alive'",
}


def main(
    people: int = 1000, days: float = 4, seeds: Sequence[int] = (5, 6), out: str = "runs"
) -> dict[str, list[dict[str, float]]]:
    """Run both policies on each seed and print the counts; returns them by policy."""
    table: dict[str, list[dict[str, float]]] = {}
    for number, (policy, sets) in enumerate(POLICIES.items()):
        for seed in seeds:
            folder = f"{out}/policy-{number}-seed-{seed}"
            run = kinward.run(
                "kyoto", people=people, days=days, seed=seed, sets=sets, out=folder
            )  # fmt: skip
            row = {name: float(run.rows(query)[0][0]) for name, query in COUNTS.items()}
            table.setdefault(policy, []).append(row)
    for name in COUNTS:
        print(name)
        for policy, rows in table.items():
            values = "  ".join(f"{row[name]:8,.0f}" for row in rows)
            print(f"  {policy:<26}{values}")
    return table


if __name__ == "__main__":
    main()
