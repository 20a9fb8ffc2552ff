"""People who come into the city later: rows after everyone else's, off the map until they enter.

A newcomer is a household alone who knows nobody. Their key is made of what the scenario says of
them, so that nobody else's key, row, draw or household changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kinward.core.draws import key_of
from kinward.people.draw import person_keys
from kinward.people.names import full_names
from kinward.people.population import Population

WORD = "newcomer"


@dataclass(frozen=True)
class Newcomer:
    """Who comes: `name` "" to draw one; `sex` 0 male, 1 female; `role` of the domain "role";
    `place` as the scenario calls it; `home` and `work` units (0 no work); `enters` ms."""

    name: str
    age: int
    sex: int
    role: int
    place: str
    home: int
    work: int
    enters: int


def household_keys(newcomers: Sequence[Newcomer]) -> np.ndarray:
    """Stable keys of their households, uint64; those described alike are told apart by order."""
    seen: Counter[tuple] = Counter()
    keys = []
    for who in newcomers:
        words = (who.name, who.age, who.sex, who.role, who.place)
        keys.append(key_of(WORD, *words, seen[words]))
        seen[words] += 1
    return np.array(keys, np.uint64)


def with_newcomers(
    people: Population, newcomers: Sequence[Newcomer], culture: str, seed: int
) -> Population:
    """The population with rows for the newcomers at its end."""
    n, k, houses = people.n, len(newcomers), len(people.h_key)
    h_key = household_keys(newcomers)
    key = person_keys(h_key, np.zeros(k, np.int64))
    sex = np.array([who.sex for who in newcomers], np.int8)
    drawn = full_names(culture, seed, h_key, np.arange(k, dtype=np.int32), key, sex)
    more = {
        "key": key, "age": [who.age for who in newcomers], "sex": sex,
        "household": houses + np.arange(k), "role": [who.role for who in newcomers],
        "infected": [False] * k, "home": [who.home for who in newcomers],
        "work": [who.work for who in newcomers], "shift": [0] * k, "teaches": [-1] * k,
        "pupil": [0] * k, "longing": [-1] * k, "h_key": h_key,
        "h_home": [who.home for who in newcomers], "team": [-1] * k,
        "h_member": n + np.arange(k), "tie_ptr": np.full(k, people.tie_ptr[-1]),
        "h_ptr": people.h_ptr[-1] + 1 + np.arange(k),
    }  # fmt: skip
    columns = {}
    for name, rows in more.items():
        old = getattr(people, name)
        columns[name] = np.concatenate([old, np.asarray(rows).astype(old.dtype)])
    enters = [who.enters for who in newcomers]
    if len(people.dead):
        columns["dead"] = np.concatenate([people.dead, np.zeros(k, bool)])
    if len(people.creature):
        columns["creature"] = np.concatenate([people.creature, np.zeros(k, bool)])
    if len(people.spare):
        columns["spare"] = np.concatenate([people.spare, np.zeros(k, bool)])
    return replace(
        people, **columns,
        name=(*people.name, *(who.name or name for who, name in zip(newcomers, drawn))),
        enters=np.concatenate([np.full(n, -1, np.int64), np.array(enters, np.int64)]),
    )  # fmt: skip
