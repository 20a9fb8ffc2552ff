"""Households: each a function of (seed, its number), together as the census has them.

Household number h of a seed takes the typical household at the point frac(s + h * golden ratio)
of the weighted pool (`archetypes`), s being a hash of the seed. Any stretch of numbers is spread
evenly over the pool (Weyl 1916), so that shares come out like a quota, and yet no household
depends on another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinward.core.draws import bits
from kinward.core.errors import InputError
from kinward.people.archetypes import archetypes
from kinward.people.census import Census
from kinward.people.draw import household_keys, person_keys, seed64
from kinward.people.purposes import COMPOSITION

LIVING, FORMER = "household", "former household"
"""Words that household keys are made of: those of the living, those of the first infected."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio, odd
_CHUNK = 1024


@dataclass(frozen=True)
class Households:
    """Members of H households, household by household, the oldest first; N people.

    Attributes:
        h_key: uint64 (H,) `key_of(word, number)`.
        h_ptr: int64 (H+1,) first person of each household.
        household: int32 (N,).
        key: uint64 (N,) `key_of(household key, place)`.
        age: int16 (N,) years.
        sex: int8 (N,) 0 male, 1 female.
        place: int8 (N,) HEAD .. MATE of `archetypes`.
    """

    h_key: np.ndarray
    h_ptr: np.ndarray
    household: np.ndarray
    key: np.ndarray
    age: np.ndarray
    sex: np.ndarray
    place: np.ndarray

    @property
    def h_size(self) -> np.ndarray:
        """Members of each household, int64 (H,)."""
        return np.diff(self.h_ptr)


def _choose(seed: int, number: np.ndarray, word: str, rise: np.ndarray) -> np.ndarray:
    """Row of the pool for each household number, int64 (n,)."""
    who = np.uint64(0 if word == LIVING else 1)
    zero = np.uint64(0)
    start = np.uint64(bits(seed64(seed), np.uint64(COMPOSITION), who, zero, zero, zero))
    turn = number.astype(np.uint64) * _GOLDEN + np.full(len(number), start, np.uint64)
    u = ((turn >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    return np.minimum(np.searchsorted(rise, u), len(rise) - 1)


def synthesise(
    seed: int, people: int, table: str | Census = "kyoto", word: str = LIVING
) -> Households:
    """Make households until there are `people` people.

    The last household is cut to fit: its oldest members are there.

    Args:
        seed: of the run.
        people: number wanted, at least 0.
        table: census, by name or itself.
        word: LIVING or FORMER.

    Raises:
        InputError: a negative or fractional number, or no such table.
    """
    if isinstance(people, bool) or not isinstance(people, (int, np.integer)) or people < 0:
        raise InputError(f"people {people!r}: must be a whole number, 0 or more")
    pool = archetypes(table)
    rows = np.zeros(0, np.int64)
    total = 0
    while total < people:
        more = max(_CHUNK, int(0.55 * (people - total)))
        number = np.arange(len(rows), len(rows) + more)
        rows = np.concatenate([rows, _choose(seed, number, word, pool.rise)])
        total = int(pool.size[rows].sum())
    end = np.cumsum(pool.size[rows])
    count = int(np.searchsorted(end, people)) + 1 if people else 0
    rows, end = rows[:count], np.minimum(end[:count], people)
    h_ptr = np.concatenate([[0], end]).astype(np.int64)
    household = np.repeat(np.arange(count), np.diff(h_ptr)).astype(np.int32)
    place = np.arange(people) - h_ptr[household]
    h_key = household_keys(word, np.arange(count))
    source = rows[household]
    return Households(
        h_key=h_key,
        h_ptr=h_ptr,
        household=household,
        key=person_keys(h_key[household], place),
        age=pool.age[source, place],
        sex=pool.sex[source, place],
        place=pool.place[source, place],
    )
