"""Kin: partners, parents and children, siblings, grandparents, at home and elsewhere."""

from __future__ import annotations

import numpy as np

from kinward.core.lean import shared
from kinward.core.vocabulary import (
    CHILD_OF,
    GRANDCHILD,
    GRANDPARENT,
    HOUSEMATE,
    PARENT,
    PARTNER,
    SIBLING,
)  # fmt: skip
from kinward.people.archetypes import (
    ELDER_OF_HEAD,
    ELDER_SPOUSE,
    HEAD,
    MATE,
    OFFSPRING,
    PARENT_GAP,
    SPOUSE,
)  # fmt: skip
from kinward.people.circle import Circle
from kinward.people.draw import draw
from kinward.people.edges import APART, Edges
from kinward.people.households import Households
from kinward.people.lineage import parents_of
from kinward.people.parameters import TieParameters
from kinward.people.purposes import PARENT_ELSEWHERE, SIBLING_ELSEWHERE, SPOT

_COHORT = 6  # years: siblings found again were born within a cohort (assumed)


def _at_home_table() -> np.ndarray:
    """What the second is to the first, by their places in a household; int8 (6, 6)."""
    table = np.full((6, 6), HOUSEMATE, np.int8)
    pairs = (
        (HEAD, SPOUSE, PARTNER, PARTNER),
        (ELDER_OF_HEAD, ELDER_SPOUSE, PARTNER, PARTNER),
        (OFFSPRING, HEAD, PARENT, CHILD_OF),
        (OFFSPRING, SPOUSE, PARENT, CHILD_OF),
        (OFFSPRING, OFFSPRING, SIBLING, SIBLING),
        (HEAD, ELDER_OF_HEAD, PARENT, CHILD_OF),
        (HEAD, ELDER_SPOUSE, PARENT, CHILD_OF),
        (OFFSPRING, ELDER_OF_HEAD, GRANDPARENT, GRANDCHILD),
        (OFFSPRING, ELDER_SPOUSE, GRANDPARENT, GRANDCHILD),
    )
    for a, b, there, back in pairs:
        table[a, b], table[b, a] = there, back
    return table


@shared
def _fill_pairs(h_ptr, place, table, a, b, kind):
    e = 0
    for h in range(len(h_ptr) - 1):
        for i in range(h_ptr[h], h_ptr[h + 1]):
            for j in range(i + 1, h_ptr[h + 1]):
                a[e], b[e], kind[e] = i, j, table[place[i], place[j]]
                e += 1


def at_home(people: Households) -> Edges:
    """Every pair under one roof; a parent's spouse's parents are housemates."""
    size = people.h_size
    n = int((size * (size - 1) // 2).sum())
    a, b, kind = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int8)
    _fill_pairs(people.h_ptr, people.place, _at_home_table(), a, b, kind)
    return Edges(a, b, kind, np.zeros(n, np.int8))


def _other_half(people: Households, home: Edges) -> np.ndarray:
    """Partner of each, int64 (N,), -1."""
    half = np.full(len(people.age), -1, np.int64)
    pairs = home.take(home.kind == PARTNER)
    half[pairs.a], half[pairs.b] = pairs.b, pairs.a
    return half


def grown_without_parents(people: Households) -> np.ndarray:
    """Adults none of whose parents is at home, bool (N,)."""
    with_elders = np.zeros(len(people.h_key), bool)
    with_elders[people.household[people.place == ELDER_OF_HEAD]] = True
    child = (people.place == OFFSPRING) | ((people.place == HEAD) & with_elders[people.household])
    return (people.age >= 18) & ~child


def _origins(seed: int, people: Households, half, p: TieParameters) -> np.ndarray:
    """One parent in another household for some of the grown, int64 (N,), -1.

    A couple counts as one: its member of the lower row stands for both.
    """
    n = len(people.age)
    origin = np.full(n, -1, np.int64)
    parents = np.flatnonzero((people.age >= 36) & (people.place != MATE))
    u = [draw(seed, PARENT_ELSEWHERE, people.key, k=k) for k in range(4)]
    seeks = grown_without_parents(people) & (people.age < 60) & (u[0] < p.parent_elsewhere)
    rows = np.flatnonzero(seeks)
    if not len(rows) or not len(parents):
        return origin
    gap = 20 + np.floor((u[1] + u[2])[rows] * 10.0).astype(np.int64)  # 20 to 40 years
    spot = draw(seed, SPOT, people.key)
    # a couple of one sex has no children elsewhere (assumed: these are of an earlier time)
    with_mate = np.flatnonzero(half >= 0)
    same = with_mate[people.sex[with_mate] == people.sex[half[with_mate]]]
    parents = parents[~np.isin(parents, same)]
    circle = Circle(parents, np.zeros(len(parents)), people.age[parents], spot[parents])
    found = circle.pick(np.zeros(len(rows)), people.age[rows] + gap, u[3][rows], exact=True)
    good = (found >= 0) & (people.household[found] != people.household[rows])
    rows, found = rows[good], found[good]
    other = half[found]
    couple = np.where(other >= 0, np.minimum(other, found), found)
    order = np.lexsort((people.key[rows], spot[rows], couple))  # at most so many a couple
    start = np.searchsorted(couple[order], couple[order])
    kept = order[np.arange(len(order)) - start < p.children_elsewhere]
    origin[rows[kept]] = couple[kept]
    return origin


@shared
def _pairs_within(ptr, member, household, a, b):
    """Pairs of different households inside each group; returns how many."""
    e = 0
    for g in range(len(ptr) - 1):
        for i in range(ptr[g], ptr[g + 1]):
            for j in range(i + 1, ptr[g + 1]):
                if household[member[i]] != household[member[j]]:
                    if e < len(a):
                        a[e], b[e] = member[i], member[j]
                    e += 1
    return e


def _siblings(people: Households, child: np.ndarray, couple: np.ndarray) -> Edges:
    """Children of one couple, at home or not, are siblings."""
    order = np.lexsort((child, couple))
    member = child[order]
    ptr = np.flatnonzero(np.diff(couple[order], prepend=-1, append=-1))
    none = np.zeros(0, np.int64)
    n = _pairs_within(ptr, member, people.household, none, none)
    a, b = np.empty(n, np.int64), np.empty(n, np.int64)
    _pairs_within(ptr, member, people.household, a, b)
    return Edges.of(a, b, SIBLING, APART)


def _right_gap(people: Households, child: np.ndarray, parent: np.ndarray) -> np.ndarray:
    gap = people.age[parent].astype(np.int64) - people.age[child]
    return (gap >= PARENT_GAP[0]) & (gap <= PARENT_GAP[1])


def elsewhere(seed: int, people: Households, home: Edges, p: TieParameters) -> Edges:
    """Kin in other households: parents and children, their siblings, the children's grandparents.

    The family is one: children of a couple are siblings, the grown one's children at home are
    the couple's grandchildren.
    """
    half = _other_half(people, home)
    origin = _origins(seed, people, half, p)
    child = np.flatnonzero(origin >= 0)
    parent = origin[child]
    other = half[parent]
    ok = other >= 0
    c2, p2 = np.concatenate([child, child[ok]]), np.concatenate([parent, other[ok]])
    good = _right_gap(people, c2, p2)
    c2, p2 = c2[good], p2[good]
    home_child, home_parent = parents_of(home)
    mate = half[home_parent]
    home_couple = np.where(mate >= 0, np.minimum(mate, home_parent), home_parent)
    concerned = np.isin(home_couple, parent)
    both = np.unique(
        np.stack([home_child[concerned], home_couple[concerned]]), axis=1
    )  # fmt: skip
    siblings = _siblings(
        people, np.concatenate([child, both[0]]), np.concatenate([parent, both[1]])
    )
    return Edges.join(
        [
            Edges.of(c2, p2, PARENT, APART),
            siblings,
            _grandparents(np.concatenate([home_child, c2]), np.concatenate([home_parent, p2])),
            _lost_siblings(seed, people, origin, p),
        ]
    )


def _grandparents(child: np.ndarray, parent: np.ndarray) -> Edges:
    """The parents of everybody's parents; pairs under one roof are among them."""
    order = np.argsort(child, kind="stable")
    first = np.searchsorted(child[order], parent)
    count = np.searchsorted(child[order], parent, side="right") - first
    who = np.repeat(child, count)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return Edges.of(who, parent[order[np.repeat(first, count) + nth]], GRANDPARENT, APART)


def _lost_siblings(seed: int, people: Households, origin: np.ndarray, p: TieParameters) -> Edges:
    """Siblings whose parents are not here: pairs of an age, next to one another by hash."""
    rows = np.flatnonzero(grown_without_parents(people) & (origin < 0))
    cohort = people.age[rows] // _COHORT
    order = np.lexsort((people.key[rows], draw(seed, SIBLING_ELSEWHERE, people.key[rows]), cohort))
    rows, cohort = rows[order], cohort[order]
    a, b = rows[:-1], rows[1:]
    # links never chain, so that half as many again must try: l(1-l/2) of the pairs come off
    rate = 1.0 - np.sqrt(max(0.0, 1.0 - p.sibling_elsewhere))
    link = draw(seed, SIBLING_ELSEWHERE, people.key[a], k=1) < rate
    link &= (cohort[:-1] == cohort[1:]) & (people.household[a] != people.household[b])
    link[1:] &= ~link[:-1]
    return Edges.of(a[link], b[link], SIBLING, APART)
