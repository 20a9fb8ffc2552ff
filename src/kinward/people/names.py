"""Names: hash draws from word lists by culture, one surname a line (see `lineage`)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from kinward.core.draws import uniform
from kinward.core.errors import InputError
from kinward.core.lean import shared
from kinward.people.draw import draw, seed64
from kinward.people.purposes import GIVEN_NAME, SURNAME

CULTURES = ("japanese", "chinese", "english")
_TRIES = 12  # draws before two of a household may share a given name


@lru_cache(maxsize=8)
def word_lists(culture: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Surnames, male and female given names. Raises InputError for an unknown culture."""
    from kinward.people import name_lists as lists

    if culture not in CULTURES:
        raise InputError(f"culture {culture!r}: there are no such names; use one of {CULTURES}")
    upper = culture.upper()
    kinds = ("SURNAMES", "MALE", "FEMALE")
    surnames, male, female = (lists.words(getattr(lists, f"{upper}_{kind}")) for kind in kinds)
    return surnames, male, female


@shared
def _fill_given(seed, household, key, sex, kin_ptr, kin_to, n_male, n_female, out):
    """Number of each person's given name, another than those of older kin and housemates."""
    first = 0
    for i in range(out.size):
        if household[i] != household[first]:
            first = i
        n = n_female if sex[i] else n_male
        for k in range(_TRIES):
            u = uniform(
                seed, np.uint64(GIVEN_NAME), key[i], np.uint64(0), np.uint64(0), np.uint64(k)
            )
            out[i] = min(n - 1, int(u * n))
            taken = False
            for j in range(first, i):
                if sex[j] == sex[i] and out[j] == out[i]:
                    taken = True
            for r in range(kin_ptr[i], kin_ptr[i + 1]):
                j = kin_to[r]
                if j < i and sex[j] == sex[i] and out[j] == out[i]:
                    taken = True
            if not taken:
                break


def full_names(
    culture: str,
    seed: int,
    line: np.ndarray,
    household: np.ndarray,
    key: np.ndarray,
    sex: np.ndarray,
    kin: tuple[np.ndarray, np.ndarray] | None = None,
) -> tuple[str, ...]:
    """Name everyone; a name depends on the person, on kin and housemates named before only.

    Args:
        culture: one of CULTURES. Surname first ("Tanaka Juri") except in English ("Alice Shaw").
        seed: of the run.
        line: uint64 (N,) keys that the surnames are drawn by; equal keys, equal surnames.
        household: int32 (N,) household of each person, members side by side.
        key: uint64 (N,) keys of people.
        sex: int8 (N,) 0 male, 1 female.
        kin: CSR (ptr, to) of those in other households who must not have the same given name.
    """
    surnames, male, female = word_lists(culture)
    u = draw(seed, SURNAME, line)
    rank = u * (0.5 + 0.5 * u)  # the first of the list are up to twice as common (assumed)
    surname = np.minimum((rank * len(surnames)).astype(np.int64), len(surnames) - 1)
    given = np.zeros(len(key), np.int64)
    ptr, to = kin or (np.zeros(len(key) + 1, np.int64), np.zeros(0, np.int32))
    _fill_given(seed64(seed), household, key, sex, ptr, to, len(male), len(female), given)
    family = [surnames[i] for i in surname.tolist()]
    both = (male, female)
    own = [both[s][g] for s, g in zip(sex.tolist(), given.tolist())]
    if culture == "english":
        return tuple(f"{g} {f}" for f, g in zip(family, own))
    return tuple(f"{f} {g}" for f, g in zip(family, own))
