"""Roles of the zone: who is soldier, scout, medic, teacher; shifts, classes and longings.

Each role takes its share of the adults by weighted sampling with hashes (`draw.clock`), the
scarcest trades first: one more household changes the role of at most a few people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinward.core.vocabulary import (
    CHILD,
    COOK,
    ELDER,
    FIREMAN,
    MEDIC,
    OFFICER,
    OUTSIDER,
    POLICE,
    SCOUT,
    SOLDIER,
    TEACHER,
    TECHNICIAN,
    WORKER,
)  # fmt: skip
from kinward.people.archetypes import HEAD, OFFSPRING, SPOUSE
from kinward.people.draw import clock, draw
from kinward.people.households import Households
from kinward.people.parameters import RoleParameters
from kinward.people.purposes import HEIR, LONGING, MUSIC_PUPIL, ROLE, SERVICE, SHIFT

SHEET_MUSIC, STRINGS, RING, TOY, BOOK = 13, 14, 15, 16, 17  # rows of city.graph.ITEMS
LESSONS, MUSIC = 0, 1  # what is taught; also the bits of `pupil`
_LONGED = ((SHEET_MUSIC, 0.25), (STRINGS, 0.15), (RING, 0.30), (BOOK, 0.30))  # shares (assumed)
_FEW = 60  # below, shifts are dealt out in turn; above, each person's hash decides
_HEIR_AGE = (16, 35)  # of the pupil who could take over a music class (assumed)

# youngest, oldest, weight of women against men (assumed)
_FIT = {
    OFFICER: (28, 60, 0.5),
    MEDIC: (22, 65, 1.2),
    TEACHER: (23, 69, 1.2),
    TECHNICIAN: (18, 69, 0.4),
    COOK: (18, 69, 1.0),
    SCOUT: (18, 40, 0.8),
    SOLDIER: (18, 50, 0.35),
    FIREMAN: (18, 50, 0.1),
    POLICE: (20, 60, 0.3),
}


@dataclass(frozen=True)
class Roles:
    """What each of the living does, (N,) each; see `Population` for the codes.

    `heir` is the music teacher (row) whose class a person could take over, -1.
    """

    role: np.ndarray
    shift: np.ndarray
    teaches: np.ndarray
    pupil: np.ndarray
    longing: np.ndarray
    heir: np.ndarray


def _counts(adults: int, pupils: int, p: RoleParameters) -> dict[int, int]:
    """How many of each role; a trade with any share has at least one."""

    def some(share: float) -> int:
        return max(1, round(share * adults)) if share > 0 and adults else 0

    teachers = max(2, int(np.ceil(pupils / p.pupils_per_teacher))) if pupils else 0
    return {
        OFFICER: some(p.officers),
        MEDIC: some(p.medics),
        TEACHER: teachers,
        TECHNICIAN: some(p.technicians),
        COOK: some(p.cooks),
        SCOUT: 2 * round(p.scouts * adults / 2),
        SOLDIER: round(p.soldiers * adults),
        FIREMAN: some(p.firefighters),
        POLICE: some(p.police),
    }


def _employ(
    seed: int, people: Households, role: np.ndarray, pupils: int, p: RoleParameters
) -> None:
    """Give the adults their trades; fills `role` in place."""
    adult = (people.age >= p.adult_from) & (people.age < p.elder_from)
    for code, wanted in _counts(int(adult.sum()), pupils, p).items():
        youngest, oldest, women = _FIT[code]
        fit = adult & (role == WORKER) & (people.age >= youngest) & (people.age <= oldest)
        weight = np.where(fit, np.where(people.sex == 1, women, 1.0), 0.0)
        wait = clock(seed, SERVICE + code if code > OUTSIDER else ROLE + code, people.key, weight)
        found = np.lexsort((people.key, wait))[: min(wanted, int(fit.sum()))]
        if code == SCOUT:
            found = _in_pairs(found, people.household)
        role[found] = code


def _in_pairs(found: np.ndarray, household: np.ndarray) -> np.ndarray:
    """Scouts such that they can be paired across households: one a household, an even number."""
    _, first = np.unique(household[found], return_index=True)
    kept = found[np.sort(first)]
    return kept[: len(kept) // 2 * 2]


def _teach(
    seed: int, people: Households, role: np.ndarray, pupil: np.ndarray, p: RoleParameters
) -> np.ndarray:
    """What each teacher teaches, int8 (N,): music at least one, at most half of them."""
    teaches = np.full(len(role), -1, np.int8)
    rows = np.flatnonzero(role == TEACHER)
    teaches[rows] = LESSONS
    players = int((pupil >> MUSIC & 1).sum())
    if players and len(rows) > 1:
        wanted = min(max(1, round(players / p.music_pupils)), len(rows) // 2)
        u = draw(seed, MUSIC_PUPIL, people.key[rows], k=1)
        teaches[rows[np.lexsort((people.key[rows], u))[:wanted]]] = MUSIC
    return teaches


def _heirs(seed, people: Households, role, teaches, pupil) -> np.ndarray:
    """A pupil of age who could take over from each music teacher; sets their bit of `pupil`."""
    heir = np.full(len(role), -1, np.int32)
    teachers = np.flatnonzero(teaches == MUSIC)
    of_age = (people.age >= _HEIR_AGE[0]) & (people.age <= _HEIR_AGE[1])
    free = np.flatnonzero(of_age & ((role == WORKER) | (role == SCOUT)))
    order = free[np.lexsort((people.key[free], draw(seed, HEIR, people.key[free])))]
    for teacher in teachers.tolist():
        for row in order.tolist():
            if heir[row] < 0 and people.household[row] != people.household[teacher]:
                heir[row] = teacher
                pupil[row] |= 1 << MUSIC
                break
    return heir


def _longings(seed, people: Households, roles: tuple, p: RoleParameters) -> np.ndarray:
    """The thing that some adults long for, int8 (N,), -1 for none."""
    role, teaches, heir = roles
    out = np.full(len(role), -1, np.int8)
    u, what = (draw(seed, LONGING, people.key, k=k) for k in (0, 1))
    edges = np.cumsum([share for _, share in _LONGED])
    items = np.array([item for item, _ in _LONGED], np.int8)
    longs = (u < p.longing) & (people.age >= p.adult_from)
    out[longs] = items[np.minimum(np.searchsorted(edges, what), len(items) - 1)][longs]
    small = (people.place == OFFSPRING) & (people.age < 10)
    with_small = np.zeros(len(people.h_key), bool)
    with_small[people.household[small]] = True
    parent = with_small[people.household] & ((people.place == HEAD) | (people.place == SPOUSE))
    out[longs & parent & (draw(seed, LONGING, people.key, k=2) < p.toy_share)] = TOY
    players = ((teaches == MUSIC) | (heir >= 0)) & (p.longing > 0)
    out[players] = np.where(what[players] < 0.6, SHEET_MUSIC, STRINGS)
    return out


def assign_roles(seed: int, people: Households, p: RoleParameters | None = None) -> Roles:
    """Give everyone a role by age and need.

    Children and elders by age; adults by the shares of `p`; the rest are workers. Soldiers and
    medics stand in three shifts, a third each.
    """
    p = p or RoleParameters()
    n = len(people.age)
    role = np.full(n, WORKER, np.int8)
    role[people.age < p.child_below] = CHILD
    role[people.age >= p.elder_from] = ELDER
    lessons = (people.age >= p.school_from) & (people.age < p.school_below)
    plays = lessons & (people.age >= 8) & (draw(seed, MUSIC_PUPIL, people.key) < p.music_share)
    pupil = (lessons.astype(np.int8) << LESSONS) | (plays.astype(np.int8) << MUSIC)
    _employ(seed, people, role, int(lessons.sum()), p)
    teaches = _teach(seed, people, role, pupil, p)
    heir = _heirs(seed, people, role, teaches, pupil)
    shift = np.zeros(n, np.int8)
    for code in (SOLDIER, MEDIC):
        rows = np.flatnonzero(role == code)
        u = draw(seed, SHIFT, people.key[rows])
        if len(rows) < _FEW:  # in turn, so that no shift is empty
            shift[rows[np.lexsort((people.key[rows], u))]] = np.arange(len(rows)) % 3
        else:
            shift[rows] = (u * 3.0).astype(np.int8)
    longing = _longings(seed, people, (role, teaches, heir), p)
    return Roles(role, shift, teaches, pupil.astype(np.int8), longing, heir)


def outsiders(n: int) -> Roles:
    """Roles of n former residents: none of the zone's."""
    none = np.full(n, -1, np.int8)
    zero = np.zeros(n, np.int8)
    role = np.full(n, OUTSIDER, np.int8)
    return Roles(role, zero, none, zero.copy(), none.copy(), np.full(n, -1, np.int32))
