"""Validation: does a population keep its contract?"""

from __future__ import annotations

import numpy as np

from kinward.core.errors import InputError
from kinward.core.events import DOMAINS
from kinward.core.vocabulary import INVERSE_TIE
from kinward.people.population import Population

_PER_PERSON = (
    "key", "age", "sex", "household", "role", "infected", "home", "work", "shift", "teaches",
    "pupil", "longing",
)  # fmt: skip
_PER_TIE = ("tie_to", "tie_kind", "tie_strength", "tie_trust", "tie_since", "tie_back")


def _need(holds: bool | np.bool_, message: str) -> None:
    if not holds:
        raise InputError(f"population: {message}")


def _within(p: Population, name: str, low: float, high: float) -> None:
    column = getattr(p, name)
    bad = ~((column >= low) & (column <= high))  # catches nan as well
    if bad.any():
        i = int(np.argmax(bad))
        raise InputError(f"population: {name}[{i}] is {column[i]}, must be in {low} .. {high}")


def _rising(p: Population, name: str, rows: int, end: int) -> None:
    ptr = getattr(p, name)
    _need(len(ptr) == rows + 1, f"{name} has {len(ptr)} entries, must have {rows + 1}")
    _need(ptr[0] == 0 and ptr[-1] == end, f"{name} must run from 0 to {end}")
    _need((np.diff(ptr) >= 0).all(), f"{name} must never fall")


def _people(p: Population) -> None:
    for name in _PER_PERSON:
        _need(len(getattr(p, name)) == p.n, f"{name} must have {p.n} rows")
    _need(len(p.name) == p.n, f"name must have {p.n} rows")
    _need(len(p.team) in (0, p.n), f"team must have {p.n} rows or none")
    _need(len(np.unique(p.key)) == p.n, "two people have the same key")
    _need(not (np.diff(p.infected.astype(np.int8)) < 0).any(), "the living must come first")
    _within(p, "age", 0, 125)
    _within(p, "sex", 0, 1)
    _within(p, "role", 0, len(DOMAINS["role"]) - 1)
    _within(p, "shift", 0, 2)
    _within(p, "teaches", -1, 1)
    _within(p, "pupil", 0, 3)
    _within(p, "longing", -1, len(DOMAINS["item"]) - 1)
    for name in ("home", "work"):
        _within(p, name, 0, np.iinfo(np.int32).max)


def _households(p: Population) -> None:
    h = len(p.h_key)
    _within(p, "household", 0, h - 1)
    _need(len(p.h_home) == h, f"h_home must have {h} rows")
    _need(len(np.unique(p.h_key)) == h, "two households have the same key")
    _rising(p, "h_ptr", h, p.n)
    _need((np.sort(p.h_member) == np.arange(p.n)).all(), "everyone must be in one household")
    of_member = np.repeat(np.arange(h), np.diff(p.h_ptr))
    _need((p.household[p.h_member] == of_member).all(), "h_member and household disagree")
    _need((p.home[p.h_member] == p.h_home[of_member]).all(), "home and h_home disagree")
    same = of_member[1:] == of_member[:-1]
    older = np.diff(p.age[p.h_member]) > 0
    _need(not (same & older).any(), "members of a household must stand oldest first")


def _ties(p: Population) -> None:
    e = len(p.tie_to)
    for name in _PER_TIE:
        _need(len(getattr(p, name)) == e, f"{name} must have {e} rows")
    _rising(p, "tie_ptr", p.n, e)
    _within(p, "tie_to", 0, p.n - 1)
    _within(p, "tie_kind", 0, len(INVERSE_TIE) - 1)
    _within(p, "tie_strength", 0.0, 1.0)
    _within(p, "tie_trust", -1.0, 1.0)
    _within(p, "tie_back", 0, e - 1)
    _need((p.tie_since <= 0).all(), "a tie begins after the start")
    a = np.repeat(np.arange(p.n), np.diff(p.tie_ptr))
    _need((a != p.tie_to).all(), "somebody has a tie with themself")
    same = a[1:] == a[:-1]
    _need((np.diff(p.tie_to)[same] > 0).all(), "ties of a person must be sorted, each pair once")
    back = p.tie_back
    _need((p.tie_to[back] == a).all() and (a[back] == p.tie_to).all(), "tie_back is wrong")
    _need((INVERSE_TIE[p.tie_kind] == p.tie_kind[back]).all(), "kinds of a tie do not mirror")
    _need((p.tie_strength == p.tie_strength[back]).all(), "strengths of a tie differ")
    _need((p.tie_since == p.tie_since[back]).all(), "two ages of one tie")
    _need(not (p.infected[a] & p.infected[p.tie_to]).any(), "two of the infected have a tie")


def validate(population: Population) -> None:
    """Check everything that others rely on.

    Raises:
        InputError: naming the column and what would be right.
    """
    _people(population)
    if population.n:
        _households(population)
        _ties(population)
