"""Friends, comrades, mentors: ties that people chose or were thrown into."""

from __future__ import annotations

import numpy as np

from kinward.core.lean import shared
from kinward.core.vocabulary import ACQUAINTANCE, COMRADE, FRIEND, MENTOR, SCOUT, SOLDIER
from kinward.people.circle import Circle
from kinward.people.draw import draw
from kinward.people.edges import SWORN, USUAL, Edges
from kinward.people.households import Households
from kinward.people.parameters import TieParameters
from kinward.people.purposes import CLASS, FRIEND_CHOICE, FRIEND_SLOTS, SPOT, TEAM
from kinward.people.roles import MUSIC, Roles

_FRIENDS_FROM = 3  # years: age of the first friends (assumed)
_GROWN = 16  # years: from here on friends are sought among the grown (assumed)
_CHILD_SPREAD = 3.0  # years: largest difference of age that a child looks for (assumed)
_FAR_APART = 20  # years: nobody is friends beyond (assumed)
_TRIES = 3
_SCHOOL = 20  # group of the pupils, after those of the roles


def squads(
    seed: int, people: Households, roles: Roles, p: TieParameters, company: np.ndarray
) -> np.ndarray:
    """Number of the squad of each soldier and of the pair of each scout, int32 (N,), -1.

    Soldiers of one shift, in the order of a hash, cut into squads of nearly `p.squad`; scouts
    in the order of age bands of eight years, then of a hash. Nobody is in a team with one of
    another company.
    """
    team = np.full(len(people.age), -1, np.int32)
    spot = draw(seed, TEAM, people.key)
    count = 0
    for own in np.unique(company):
        here = company == own
        number = _squads(people, roles, p, spot, here, count, team)
        count += number
    return team


def _squads(people, roles, p, spot, here, first, team) -> int:
    """Squads and pairs of one company, numbered from `first`; returns how many."""
    scouts = np.flatnonzero((roles.role == SCOUT) & here)
    order = np.lexsort((people.key[scouts], spot[scouts], people.age[scouts] // 8))
    team[scouts[order]] = first + np.arange(len(scouts)) // 2
    number = len(scouts) // 2
    for shift in range(3):
        rows = np.flatnonzero((roles.role == SOLDIER) & (roles.shift == shift) & here)
        if len(rows):
            count = max(1, round(len(rows) / p.squad))
            order = np.lexsort((people.key[rows], spot[rows]))
            team[rows[order]] = first + number + np.arange(len(rows)) * count // len(rows)
            number += count
    return number


def comrades(roles: Roles, team: np.ndarray) -> Edges:
    """Every pair of a squad; the two scouts of a pair, sworn."""
    rows = np.flatnonzero(team >= 0)
    rows = rows[np.argsort(team[rows], kind="stable")]
    size = np.bincount(team[rows]) if len(rows) else np.zeros(0, np.int64)
    after = np.repeat(np.cumsum(size), size) - np.arange(len(rows)) - 1
    a = np.repeat(np.arange(len(rows)), after)
    b = a + 1 + np.arange(len(a)) - np.repeat(np.cumsum(after) - after, after)
    scouts = roles.role[rows[a]] == SCOUT
    parts = [(scouts, SWORN), (~scouts, USUAL)]
    return Edges.join([Edges.of(rows[a[m]], rows[b[m]], COMRADE, g) for m, g in parts])


def companions(company: np.ndarray) -> Edges:
    """Every pair of a company (-1 none): whoever lives in one band knows everyone in it."""
    rows = np.flatnonzero(company >= 0)
    rows = rows[np.argsort(company[rows], kind="stable")]
    size = np.unique(company[rows], return_counts=True)[1]
    after = np.repeat(np.cumsum(size), size) - np.arange(len(rows)) - 1
    a = np.repeat(np.arange(len(rows)), after)
    b = a + 1 + np.arange(len(a)) - np.repeat(np.cumsum(after) - after, after)
    return Edges.of(rows[a], rows[b], ACQUAINTANCE)


def mentors(seed: int, people: Households, roles: Roles, p: TieParameters) -> Edges:
    """Music teachers with those of their pupils who are close to them; heirs are sworn."""
    heirs = np.flatnonzero(roles.heir >= 0)
    parts = [Edges.of(heirs, roles.heir[heirs], MENTOR, SWORN)]
    teachers = np.flatnonzero(roles.teaches == MUSIC)
    pupils = np.flatnonzero((roles.pupil >> MUSIC & 1).astype(bool) & (roles.heir < 0))
    pupils = pupils[np.lexsort((people.key[pupils], draw(seed, CLASS, people.key[pupils])))]
    for i, teacher in enumerate(teachers.tolist()):
        mine = pupils[i :: len(teachers)]
        mine = mine[people.household[mine] != people.household[teacher]][: p.close_pupils - 1]
        parts.append(Edges.of(mine, np.full(len(mine), teacher), MENTOR))
    return Edges.join(parts)


def _seekers(seed: int, people: Households, p: TieParameters) -> tuple[np.ndarray, np.ndarray]:
    """Who seeks a friend, and which of theirs it is: (S,) rows and slot numbers."""
    u = draw(seed, FRIEND_SLOTS, people.key)
    # a friendship is sought from one side: half of the mean; 8 % are lost to kin and repeats
    slots = np.floor(u * p.friends * 1.08 + 0.5).astype(np.int64)
    slots[people.age < _FRIENDS_FROM] = 0
    rows = np.repeat(np.arange(len(slots)), slots)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(slots) - slots, slots)


def friends(
    seed: int, people: Households, roles: Roles, area: np.ndarray, p: TieParameters
) -> Edges:
    """Friends of like age, from school or work, from near home, or from anywhere.

    Args:
        seed: of the run.
        people, roles: of the living.
        area: int64 (N,) the square that each home lies in, from 0.
        p: parameters.
    """
    n = len(people.age)
    everyone = np.flatnonzero(people.age >= _FRIENDS_FROM)
    grown = people.age >= _GROWN
    daily = np.where(roles.pupil & 1, _SCHOOL, roles.role).astype(np.int64)
    groups = [g * 2 + grown for g in (daily, area, np.zeros(n, np.int64))]
    spot = draw(seed, SPOT, people.key)
    circles = [Circle(everyone, g[everyone], people.age[everyone], spot[everyone]) for g in groups]
    rows, slot = _seekers(seed, people, p)
    parts = []
    for attempt in range(_TRIES):
        u = [
            draw(seed, FRIEND_CHOICE, people.key[rows], k=slot * 16 + attempt * 4 + j)
            for j in range(4)
        ]
        spread = np.where(people.age[rows] < _GROWN, _CHILD_SPREAD, p.age_spread)
        age = people.age[rows] + np.floor((u[0] - u[1]) * spread + 0.5).astype(np.int64)
        where = np.where(
            u[2] < p.friends_work, 0, np.where(u[2] < p.friends_work + p.friends_near, 1, 2)
        )
        found = np.full(len(rows), -1, np.int64)
        for c, (circle, group) in enumerate(zip(circles, groups)):
            mine = where == c
            found[mine] = circle.pick(group[rows[mine]], np.maximum(age[mine], 0), u[3][mine])
        good = (found >= 0) & (people.household[found] != people.household[rows])
        apart = people.age[found].astype(np.int64) - people.age[rows]
        good &= np.abs(apart) <= np.where(people.age[rows] < _GROWN, 5, _FAR_APART)
        parts.append(Edges.of(rows[good], found[good], FRIEND))
        rows, slot = rows[~good], slot[~good]
    return Edges.join(parts)


@shared
def _admit(a, b, limit, held, kept):
    for e in range(len(a)):
        if held[a[e]] < limit and held[b[e]] < limit:
            held[a[e]] += 1
            held[b[e]] += 1
            kept[e] = True


def closest(edges: Edges, n: int, limit: int) -> Edges:
    """The edges that leave nobody with more than `limit`, admitted in their order."""
    kept = np.zeros(len(edges), bool)
    _admit(edges.a, edges.b, limit, np.zeros(n, np.int64), kept)
    return edges.take(kept)
