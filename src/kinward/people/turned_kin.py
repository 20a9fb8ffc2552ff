"""Turned kin: the few of the first infected who were family of the living."""

from __future__ import annotations

import numpy as np

from kinward.core.vocabulary import (
    CHILD_OF,
    GRANDCHILD,
    GRANDPARENT,
    PARENT,
    PARTNER,
    SIBLING,
)  # fmt: skip
from kinward.people.archetypes import PARENT_GAP
from kinward.people.circle import Circle
from kinward.people.draw import draw
from kinward.people.edges import APART, Edges
from kinward.people.households import Households
from kinward.people.kin import grown_without_parents
from kinward.people.parameters import TieParameters
from kinward.people.purposes import SPOT, TURNED_KIN

_GROWN = 18  # years: who turned and is found again had left home
_WITH_GROWN = 45  # years from which one looks for a child rather than for a parent
_FOUND = 0.80  # of those tried, how many find one of the age (measured on the Kyoto census)


class _Family:
    """Relatives of each of the living by kind, as lists."""

    def __init__(self, kin: Edges, n: int) -> None:
        mirror = {PARENT: CHILD_OF, CHILD_OF: PARENT, GRANDPARENT: GRANDCHILD,
                  GRANDCHILD: GRANDPARENT, SIBLING: SIBLING, PARTNER: PARTNER}  # fmt: skip
        self._csr = {}
        for kind, other in mirror.items():
            ahead, back = kin.kind == kind, kin.kind == other
            a = np.concatenate([kin.a[ahead], kin.b[back]])
            pair = np.unique(a * n + np.concatenate([kin.b[ahead], kin.a[back]]))
            self._csr[kind] = (np.searchsorted(pair // n, np.arange(n + 1)), pair % n)

    def of(self, person: int, kind: int) -> list[int]:
        """Whoever is of that kind to a person."""
        ptr, to = self._csr[kind]
        return to[ptr[person] : ptr[person + 1]].tolist()

    def count(self, kind: int) -> np.ndarray:
        """How many of that kind each has, int64 (n,)."""
        return np.diff(self._csr[kind][0])


def among_the_turned(
    seed: int, living: Households, former: Households, kin: Edges, p: TieParameters
) -> Edges:
    """Kin among the first infected; to row a of the living row b of the former is of `kind`.

    A parent, sibling or child of a plausible age, who left home long ago, and is that to the whole
    family: a lost brother is also the parents' son. Nobody gets a third parent or a second of
    one sex, and nobody more than one of these kin among the infected.

    Args:
        seed: of the run.
        living, former: households of the living and of the first infected.
        kin: of the living, at home and elsewhere.
        p: parameters.
    """
    n = len(living.age)
    family = _Family(kin, n)
    kind = _wanted(seed, living, family)
    reach = 1 + family.count(SIBLING) + np.where(kind == SIBLING, family.count(PARENT), 0)
    parents = 1 + np.minimum(family.count(PARTNER), 1)
    reach = np.where(kind == CHILD_OF, family.count(CHILD_OF) + parents, reach)
    # whoever finds one finds it for `reach` people
    tried = draw(seed, TURNED_KIN, living.key) < p.turned_kin / _FOUND / reach
    rows = np.flatnonzero(tried & (kind >= 0))
    found = _find(seed, living, former, family, rows, kind[rows])
    rows, found = rows[found >= 0], found[found >= 0]
    order = np.lexsort((living.key[rows], draw(seed, TURNED_KIN, living.key[rows], k=6)))
    out: list[tuple[int, int, int]] = []
    seen: set[int] = set()
    taken: set[int] = set()
    for row, turned in zip(rows[order].tolist(), found[order].tolist()):
        close = _close(living, family, row, int(former.age[turned]), int(kind[row]))
        who = {person for person, _ in close}
        if close and turned not in taken and not who & seen:
            taken.add(turned)
            seen |= who
            far = _far(family, row, int(kind[row]), who)
            out += [(person, turned, what) for person, what in close + far]
    a, b, what = (np.array([t[i] for t in out], np.int64) for i in range(3))
    return Edges.of(a, b, what.astype(np.int8), APART)


def _wanted(seed: int, living: Households, family: _Family) -> np.ndarray:
    """What each of the living would look for among the infected, int8 (n,), -1 nothing."""
    age = living.age
    lacking = family.count(PARENT) < 2
    older = np.where((age < _WITH_GROWN) & lacking, PARENT, -1)
    older = np.where(age >= _WITH_GROWN, CHILD_OF, older)
    sibling = (age >= _GROWN) & ((draw(seed, TURNED_KIN, living.key, k=1) < 0.5) | (older < 0))
    return np.where(sibling, SIBLING, older).astype(np.int8)


def _find(seed: int, living: Households, former: Households, family: _Family, rows, kind):
    """One of the infected of the age and sex that each row looks for, int64, -1."""
    u = [draw(seed, TURNED_KIN, living.key[rows], k=k) for k in range(2, 6)]
    age = living.age[rows].astype(np.int64)
    far = 20 + np.floor((u[0] + u[1]) * 10.0).astype(np.int64)
    near = np.floor((u[0] - u[1]) * 8.0).astype(np.int64)
    wanted = age + np.where(kind == SIBLING, near, np.where(kind == PARENT, far, -far))
    sex = (u[3] < 0.5).astype(np.int64)
    for i in np.flatnonzero(kind == PARENT).tolist():
        for parent in family.of(int(rows[i]), PARENT):
            sex[i] = 1 - living.sex[parent]
    # whoever lived with parents of their own was nobody else's child
    pool = np.flatnonzero(grown_without_parents(former))
    spot = draw(seed, SPOT, former.key)
    circle = Circle(pool, former.sex[pool], former.age[pool], spot[pool])
    return circle.pick(sex, np.maximum(wanted, 0), u[2], exact=True)


def _close(
    living: Households, family: _Family, row: int, age: int, kind: int
) -> list[tuple[int, int]]:
    """Parents, siblings and children of the one found: (row, what the infected is to them).

    Empty if that would make a family that cannot be.
    """
    if kind == PARENT:
        children = [row, *family.of(row, SIBLING)]
        known = {parent for child in children for parent in family.of(child, PARENT)}
        if len(known) > 1 or any(not _right(age - int(living.age[c])) for c in children):
            return []
        return [(child, PARENT) for child in children]
    if kind == SIBLING:
        parents, siblings = family.of(row, PARENT), [row, *family.of(row, SIBLING)]
    else:
        parents = [row, *family.of(row, PARTNER)]
        siblings = sorted({c for parent in parents for c in family.of(parent, CHILD_OF)})
    sexes = [int(living.sex[parent]) for parent in parents]
    if len(set(sexes)) < len(sexes) or any(not _right(int(living.age[p]) - age) for p in parents):
        return []
    return [(parent, CHILD_OF) for parent in parents] + [(s, SIBLING) for s in siblings]


def _far(family: _Family, row: int, kind: int, close: set[int]) -> list[tuple[int, int]]:
    """Grandparents and grandchildren of the one found."""
    if kind == PARENT:
        below = {c for child in close for c in family.of(child, CHILD_OF)}
        return [(child, GRANDPARENT) for child in sorted(below)]
    parents = family.of(row, PARENT) if kind == SIBLING else [row, *family.of(row, PARTNER)]
    above = {old for parent in parents for old in family.of(parent, PARENT)}
    return [(old, GRANDCHILD) for old in sorted(above)]


def _right(gap: int) -> bool:
    return PARENT_GAP[0] <= gap <= PARENT_GAP[1]
