"""Creatures: rows for those that are no people, after all people that are there from the start."""

from __future__ import annotations

import numpy as np

from kinward.core.vocabulary import OUTSIDER
from kinward.people.newcomers import Newcomer, with_newcomers
from kinward.people.population import Population

WORD = "creature"


def with_creatures(
    people: Population, n: int, culture: str, seed: int, spare: int = 0
) -> Population:
    """The population with `n` creatures at its end: nameless, of no household but their own.

    Behind them stand `spare` rows for those that a nest may bring forth (threats/growing.py).
    """
    if n <= 0:
        return people
    rows = [Newcomer(f"{WORD} {i + 1}", 0, 0, OUTSIDER, WORD, 0, 0, -1) for i in range(n + spare)]
    more = with_newcomers(people, rows, culture, seed)
    new = np.arange(more.n) >= people.n
    return more.but(
        infected=more.infected | new, creature=new, spare=np.arange(more.n) >= people.n + n
    )
