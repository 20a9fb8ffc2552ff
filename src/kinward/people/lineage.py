"""Lineage: from whom each person has the surname.

A child has the name of the father, where there is none here that of the mother; a wife has that
of her husband (article 750 of the Civil Code of Japan asks a couple for one name, and 95 of 100
take his: vital statistics of 2022; for English names assumed), but in China keeps the name she
was born with (Civil Code, article 1056). Siblings whose parents are not here were born with one
name. Housemates, and the parents of a wife, have their own. Couples of one sex keep theirs.

Whoever has the name from nobody here is the root of a line, and a hash of the root's key alone
draws the surname (`names`).
"""

from __future__ import annotations

import numpy as np

from kinward.core.vocabulary import CHILD_OF, PARENT, PARTNER, SIBLING
from kinward.people.edges import Edges

KEEP_THEIR_OWN = ("chinese",)
"""Cultures in which a wife keeps the name she was born with."""
_STEPS = 24  # doublings: chains of up to 2**24 ancestors


def parents_of(kin: Edges) -> tuple[np.ndarray, np.ndarray]:
    """Rows (child, parent), whichever way the pair is written."""
    up, down = kin.take(kin.kind == PARENT), kin.take(kin.kind == CHILD_OF)
    return np.concatenate([up.a, down.b]), np.concatenate([up.b, down.a])


def lines(kin: Edges, key: np.ndarray, sex: np.ndarray, living: int, culture: str) -> np.ndarray:
    """Key of the root of each person's line, uint64 (N,).

    The first infected are named after their kin among the living, never the other way round, so
    that more of them rename nobody.

    Args:
        kin: partners, parents and siblings, at home and elsewhere, the infected included.
        key: uint64 (N,) stable keys, the living first.
        sex: int8 (N,) 0 male, 1 female.
        living: how many are.
        culture: of the names.
    """
    n = len(key)
    # two names each: row i is the name somebody has, row n + i the one they were born with
    source = np.concatenate([n + np.arange(n), n + np.arange(n)])
    _siblings(kin, key, living, source)
    _turned(kin, living, source)
    _parents(kin, sex, living, source)
    if culture not in KEEP_THEIR_OWN:
        pairs = kin.take((kin.kind == PARTNER) & (sex[kin.a] != sex[kin.b]))
        wife = np.where(sex[pairs.a] == 1, pairs.a, pairs.b)
        source[wife] = pairs.a + pairs.b - wife
    for _ in range(_STEPS):
        further = source[source]
        if (further == source).all():
            break
        source = further
    return key[source[:n] % n]


def _siblings(kin: Edges, key: np.ndarray, living: int, source: np.ndarray) -> None:
    """Of two siblings the one with the lower key stands for both, until parents are found."""
    n = len(key)
    pairs = kin.take((kin.kind == SIBLING) & (kin.a < living) & (kin.b < living))
    first = np.where(key[pairs.a] <= key[pairs.b], pairs.a, pairs.b)
    source[n + pairs.a + pairs.b - first] = n + first


def _turned(kin: Edges, living: int, source: np.ndarray) -> None:
    """One of the first infected was born with the name that a sibling or child here was."""
    n = len(source) // 2
    with_kin = np.isin(kin.kind, (SIBLING, PARENT)) & (kin.a < living) & (kin.b >= living)
    pairs = kin.take(with_kin)
    order = np.argsort(-pairs.a, kind="stable")  # the first of the living is written last
    source[n + pairs.b[order]] = n + pairs.a[order]


def _parents(kin: Edges, sex: np.ndarray, living: int, source: np.ndarray) -> None:
    """Everybody was born with the name of the father here, else of the mother."""
    n = len(source) // 2
    child, parent = parents_of(kin)
    known = (child >= living) | (parent < living)
    child, parent = child[known], parent[known]
    # written last wins: fathers after mothers, of two fathers the first
    order = np.lexsort((-parent, -sex[parent].astype(np.int64)))
    source[n + child[order]] = parent[order]
