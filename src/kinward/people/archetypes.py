"""A pool of typical households, weighted so that drawing from it gives the census.

The pool holds households of consistent ages; iterative proportional updating (Ye, Konduri,
Pendyala, Sana and Waddell 2009, "A methodology to match distributions of both household and
person attributes in the generation of synthetic populations") weighs them until household sizes
and the age-sex pyramid are those of the table. A household of a run is then one draw from the
pool, so that no household depends on any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kinward.core.draws import uniform
from kinward.core.lean import inner, shared
from kinward.core.math import power
from kinward.people.census import AGE_BANDS, MAX_SIZE, Census, band_of, census
from kinward.people.purposes import ARCHETYPE

# places in a household
HEAD, SPOUSE, OFFSPRING, ELDER_OF_HEAD, ELDER_SPOUSE, MATE = range(6)

POOL = 24_000  # typical households
PARENT_GAP = (18, 45)  # years that a parent is older than a child
ROUNDS = 400  # of the raking, at most
TOLERANCE = 1e-4  # largest relative error of a margin
_SAME_SEX = 0.02  # share of couples of one sex among those without children at home (assumed)
_SAME_SEX_PARENTS = 0.002  # among those with children (assumed)

# size, spouse, children, elders, housemates, share among households of this size (assumed)
COMPOSITIONS = (
    (1, 0, 0, 0, 0, 1.00),
    (2, 1, 0, 0, 0, 0.60), (2, 0, 1, 0, 0, 0.30), (2, 0, 0, 0, 1, 0.10),
    (3, 1, 1, 0, 0, 0.62), (3, 0, 2, 0, 0, 0.13), (3, 0, 1, 1, 0, 0.06), (3, 1, 0, 1, 0, 0.14),
    (3, 0, 0, 0, 1, 0.05),
    (4, 1, 2, 0, 0, 0.75), (4, 0, 3, 0, 0, 0.05), (4, 1, 1, 1, 0, 0.10), (4, 1, 0, 2, 0, 0.06),
    (4, 0, 0, 0, 1, 0.04),
    (5, 1, 3, 0, 0, 0.55), (5, 1, 2, 1, 0, 0.25), (5, 1, 1, 2, 0, 0.12), (5, 0, 4, 0, 0, 0.03),
    (5, 0, 0, 0, 1, 0.05),
    (6, 1, 4, 0, 0, 0.25), (6, 1, 3, 1, 0, 0.30), (6, 1, 2, 2, 0, 0.42), (6, 0, 0, 0, 1, 0.03),
)  # fmt: skip
_POOL_SIZES = (0.25, 0.25, 0.18, 0.15, 0.10, 0.07)  # share of the pool by size


@dataclass(frozen=True)
class Archetypes:
    """Typical households in order of size, composition and age of the oldest.

    Attributes:
        size: int64 (A,).
        age: int16 (A, 6) oldest first, -1 beyond the size.
        sex: int8 (A, 6) 0 male, 1 female.
        place: int8 (A, 6) HEAD .. MATE.
        rise: float64 (A,) running sum of the weights, ends at 1.
        error: largest relative error of a margin after the raking.
    """

    size: np.ndarray
    age: np.ndarray
    sex: np.ndarray
    place: np.ndarray
    rise: np.ndarray
    error: float


@shared
def _u(i, k):
    return uniform(
        np.uint64(0), np.uint64(ARCHETYPE), np.uint64(i + 1), np.uint64(0), np.uint64(0),
        np.uint64(k),
    )  # fmt: skip


@inner
def _about(i, k, reach):
    """A whole number around 0, triangular within +-reach."""
    return int(np.floor((_u(i, k) - _u(i, k + 1)) * reach + 0.5))


@inner
def _gap(i, k):
    """Years between a parent and a child, triangular on 18 .. 45."""
    return PARENT_GAP[0] + int((_u(i, k) + _u(i, k + 1)) * 0.5 * (PARENT_GAP[1] - PARENT_GAP[0]))


@inner
def _alone(i, size, age, sex, place):
    """One living alone, or housemates of like age."""
    # a third of those alone are young: students and first jobs
    age[0] = 18 + int(_u(i, 0) * (79 if size == 1 and _u(i, 2) < 0.67 else 12))
    place[0] = HEAD if size == 1 else MATE
    sex[0] = 1 if _u(i, 1) < 0.5 else 0
    for j in range(1, size):
        age[j] = min(max(18, age[0] + _about(i, 2 + 3 * j, 9.0)), 90)
        sex[j] = sex[0] if _u(i, 4 + 3 * j) < 0.75 else 1 - sex[0]
        place[j] = MATE


@inner
def _family(i, first, spouse, children, elders, age, sex, place):
    """Try once to fill a family; False if the ages contradict one another."""
    age[0] = 20 + int(_u(i, first) * (76 if elders == 0 else 56))
    sex[0] = 1 if _u(i, first + 1) < 0.5 else 0
    place[0] = HEAD
    if _u(i, first + 2) * 25.0 < age[0] - 80:  # the oldest are fewer
        return False
    n, young, old = 1, age[0], age[0]
    if spouse:
        shift = -1 if sex[0] == 0 else 1  # men are a little older
        age[1] = age[0] + shift + _about(i, first + 3, 7.0)
        alike = _SAME_SEX_PARENTS if children else _SAME_SEX
        sex[1] = sex[0] if _u(i, first + 5) < alike else 1 - sex[0]
        place[1] = SPOUSE
        young, old, n = min(age[0], age[1]), max(age[0], age[1]), 2
        if young < 18 or old > 98:
            return False
    next_age = young - _gap(i, first + 6)
    if children and _u(i, first + 8) * (next_age - 10) > 25.0:  # the grown have mostly left
        return False
    for j in range(children):
        if next_age < 0 or old - next_age > PARENT_GAP[1]:
            return False
        age[n], sex[n] = next_age, 1 if _u(i, first + 10 + j) < 0.5 else 0
        place[n] = OFFSPRING
        n += 1
        next_age -= 1 + int(_u(i, first + 16 + j) * 4.0)
    for j in range(elders):
        age[n] = age[0] + _gap(i, first + 22) if j == 0 else age[n - 1] + _about(i, first + 24, 7.0)
        sex[n] = (1 if _u(i, first + 26) < 0.6 else 0) if j == 0 else 1 - sex[n - 1]
        place[n] = ELDER_OF_HEAD if j == 0 else ELDER_SPOUSE
        if age[n] > 100 or not PARENT_GAP[0] <= age[n] - age[0] <= PARENT_GAP[1]:
            return False
        n += 1
    return True


@shared
def _fill_pool(spec, age, sex, place):
    """Fill each row of the pool by its spec (size, spouse, children, elders, mates)."""
    for i in range(len(spec)):
        size = spec[i, 0]
        if size == 1 or spec[i, 4]:
            _alone(i, size, age[i], sex[i], place[i])
        else:
            attempt = 0
            while not _family(
                i, 32 * attempt, spec[i, 1], spec[i, 2], spec[i, 3], age[i], sex[i], place[i]
            ):
                attempt += 1
        for j in range(1, size):  # oldest first; equals keep their order
            for m in range(j, 0, -1):
                if age[i, m] <= age[i, m - 1]:
                    break
                age[i, m], age[i, m - 1] = age[i, m - 1], age[i, m]
                sex[i, m], sex[i, m - 1] = sex[i, m - 1], sex[i, m]
                place[i, m], place[i, m - 1] = place[i, m - 1], place[i, m]


@shared
def _rake(size, form, ptr, row, count, target_form, target_cell, weight, rounds, tolerance):
    """Iterative proportional updating in place; returns the largest relative error left.

    A household is moved by factor**(members in the cell / size), so that the ages of those who
    live alone give way before families do. `ptr`, `row`, `count` are CSR: the households with
    members in a cell, and how many.
    """
    worst = np.inf
    step = np.ones((MAX_SIZE + 1, MAX_SIZE + 1))
    for _ in range(rounds):
        worst = 0.0
        for c in range(len(target_cell)):
            total = 0.0
            for e in range(ptr[c], ptr[c + 1]):
                total += weight[row[e]] * count[e]
            if total <= 0.0:
                continue
            factor = target_cell[c] / total
            worst = max(worst, abs(1.0 / factor - 1.0))
            for s in range(1, MAX_SIZE + 1):
                for m in range(1, s + 1):
                    step[s, m] = power(factor, m / s)
            for e in range(ptr[c], ptr[c + 1]):
                weight[row[e]] *= step[size[row[e]], count[e]]
        by_form = np.zeros(len(target_form))
        for i in range(len(form)):
            by_form[form[i]] += weight[i]
        for i in range(len(form)):
            weight[i] *= target_form[form[i]] / by_form[form[i]]
        if worst < tolerance:
            break
    return worst


def _cells(age: np.ndarray, sex: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """CSR of the households with members in each cell (band, sex): ptr, row, count."""
    row, place = np.nonzero(age >= 0)
    cell = band_of(age[row, place]) * 2 + sex[row, place]
    pair, count = np.unique(cell * len(age) + row, return_counts=True)
    ptr = np.searchsorted(pair // len(age), np.arange(2 * len(AGE_BANDS) + 1))
    return ptr, pair % len(age), count


def _forms() -> np.ndarray:
    """Row in COMPOSITIONS of every household of the pool, int64 (POOL,), by quota."""
    count = [max(200, round(POOL * _POOL_SIZES[c[0] - 1] * c[5])) for c in COMPOSITIONS]
    return np.repeat(np.arange(len(COMPOSITIONS)), count)


@lru_cache(maxsize=8)
def _raked(table: Census) -> Archetypes:
    form = _forms()
    spec = np.array([c[:5] for c in COMPOSITIONS], np.int64)[form]
    n = len(form)
    age = np.full((n, MAX_SIZE), -1, np.int16)
    sex = np.zeros((n, MAX_SIZE), np.int8)
    place = np.full((n, MAX_SIZE), -1, np.int8)
    _fill_pool(spec, age, sex, place)
    size = spec[:, 0].copy()
    form_share = np.array([table.size_share[c[0] - 1] * c[5] for c in COMPOSITIONS])
    weight = np.ones(n)
    of_cell = (table.band_share * table.mean_size).reshape(-1)
    cells = _cells(age, sex)
    error = _rake(size, form, *cells, form_share, of_cell, weight, ROUNDS, TOLERANCE)
    order = np.lexsort((age[:, 0], form))
    rise = np.cumsum(weight[order])
    rise /= rise[-1]
    return Archetypes(size[order], age[order], sex[order], place[order], rise, float(error))


def archetypes(table: str | Census = "kyoto") -> Archetypes:
    """The weighted pool of a census table; made once a process (some 0.1 s)."""
    return _raked(census(table) if isinstance(table, str) else table)
