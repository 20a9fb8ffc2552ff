"""Ties that a scenario names, added to those that were drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kinward.core.errors import InputError
from kinward.core.vocabulary import INVERSE_TIE
from kinward.people.population import Population
from kinward.people.tie_table import YEAR_MS


def with_ties(
    people: Population, pairs: Sequence[tuple[int, int, int, float, float]]
) -> Population:
    """The population with further ties (a, b, what b is to a, strength, trust), a year old.

    Raises:
        InputError: two people are tied twice.
    """
    if not pairs:
        return people
    n = people.n
    a, b, kind = (np.array([p[i] for p in pairs], np.int64) for i in range(3))
    strength, trust = (np.array([p[i] for p in pairs], np.float32) for i in (3, 4))
    old = np.repeat(np.arange(n), np.diff(people.tie_ptr))
    rows = {
        "from": np.concatenate([old, a, b]), "to": np.concatenate([people.tie_to, b, a]),
        "kind": np.concatenate([people.tie_kind, kind, INVERSE_TIE[kind]]),
        "strength": np.concatenate([people.tie_strength, strength, strength]),
        "trust": np.concatenate([people.tie_trust, trust, trust]),
        "since": np.concatenate([people.tie_since, np.full(2 * len(a), -YEAR_MS)]),
    }  # fmt: skip
    key = rows["from"] * n + rows["to"]
    order = np.argsort(key, kind="stable")
    key = key[order]
    twice = np.flatnonzero(np.diff(key) == 0)
    if len(twice):
        one, two = divmod(int(key[twice[0]]), n)
        raise InputError(
            f"bands.tie: {people.name[one]!r} and {people.name[two]!r} are tied twice; expected "
            "each pair once"
        )
    back = np.searchsorted(key, (key % n) * n + key // n)
    return people.but(
        tie_ptr=np.searchsorted(key // n, np.arange(n + 1)).astype(np.int64),
        tie_to=rows["to"][order].astype(np.int32), tie_kind=rows["kind"][order].astype(np.int8),
        tie_strength=rows["strength"][order], tie_trust=rows["trust"][order],
        tie_since=rows["since"][order].astype(np.int64), tie_back=back.astype(np.int64),
    )  # fmt: skip
