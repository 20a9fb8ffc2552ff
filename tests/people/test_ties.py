"""Ties: kin, comrades, mentors, friends, the turned."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.vocabulary import (
    CHILD_OF,
    COMRADE,
    FRIEND,
    GRANDPARENT,
    MENTOR,
    PARENT,
    PARTNER,
    PUPIL,
    SCOUT,
    SIBLING,
    SOLDIER,
)
from kinward.people import PeopleParameters, TieParameters
from kinward.people.archetypes import PARENT_GAP

from .worlds import owners, zone

NON_KIN = (FRIEND, COMRADE, MENTOR, PUPIL)


@pytest.fixture(scope="module")
def people():
    return zone(seed=1, living=4000, infected=3000)


def rows(p, kind):
    """Pairs (a, b) of a kind among the living."""
    a = owners(p)
    mine = (p.tie_kind == kind) & ~p.infected[a] & ~p.infected[p.tie_to]
    return a[mine], p.tie_to[mine], mine


def test_parents_are_older(people):
    a, b, _ = rows(people, PARENT)
    gap = people.age[b].astype(int) - people.age[a]
    assert gap.min() >= PARENT_GAP[0]
    assert gap.max() <= PARENT_GAP[1]
    a, b, _ = rows(people, GRANDPARENT)
    assert (people.age[b].astype(int) - people.age[a]).min() >= 2 * PARENT_GAP[0]


def test_nobody_has_three_parents_or_two_partners(people):
    a, _, _ = rows(people, PARENT)
    assert np.bincount(a).max() <= 2
    a, _, _ = rows(people, PARTNER)
    assert np.bincount(a).max() == 1


def test_families_are_whole(people):
    """Children of the same parent are siblings, and a parent's parents are grandparents."""
    a = owners(people)
    kind = {(i, j): k for i, j, k in zip(a.tolist(), people.tie_to.tolist(), people.tie_kind)}
    parents: dict[int, list[int]] = {}
    for (i, j), k in kind.items():
        if k == PARENT and not people.infected[[i, j]].any():
            parents.setdefault(i, []).append(j)
    children: dict[int, list[int]] = {}
    for child, both in parents.items():
        for parent in both:
            children.setdefault(parent, []).append(child)
    sworn = 0
    for family in children.values():
        for i in family:
            for j in family:
                if i != j and kind.get((i, j)) != SIBLING:
                    sworn += kind.get((i, j)) == COMRADE
                    assert kind.get((i, j)) == COMRADE
    for child, both in parents.items():
        for parent in both:
            for old in parents.get(parent, ()):
                assert kind.get((child, old)) == GRANDPARENT
    assert sworn <= 4  # brothers who scout together are told as partners in work


def test_kin_elsewhere_exist(people):
    for kind in (PARENT, SIBLING, GRANDPARENT):
        a, b, _ = rows(people, kind)
        away = people.household[a] != people.household[b]
        assert 0.02 < len(np.unique(a[away])) / 4000 < 0.5


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scouts_come_in_pairs(seed):
    p = zone(seed=seed, living=3000, infected=10)
    a, b, mine = rows(p, COMRADE)
    scouts = np.flatnonzero(p.role == SCOUT)
    assert len(scouts) > 50
    assert (np.bincount(a, minlength=p.n)[scouts] == 1).all()
    pair = p.role[a] == SCOUT
    assert (p.role[b][pair] == SCOUT).all()
    assert (p.team[a[pair]] == p.team[b[pair]]).all()
    assert (p.household[a[pair]] != p.household[b[pair]]).all()
    trust, strength = p.tie_trust[mine][pair], p.tie_strength[mine][pair]
    assert trust.min() >= 0.699
    assert trust.max() <= 0.951
    assert strength.min() >= 0.799


def test_squads_of_about_eight(people):
    soldiers = people.role == SOLDIER
    teams = people.team[soldiers]
    assert (teams >= 0).all()
    size = np.bincount(teams)
    size = size[size > 0]
    assert 6 <= size.min() <= size.max() <= 10
    for team in np.unique(teams):
        assert len(np.unique(people.shift[people.team == team])) == 1
    assert (people.team[~np.isin(people.role, (SOLDIER, SCOUT))] == -1).all()


def test_a_music_teacher_has_pupils_and_one_heir(people):
    teachers = np.flatnonzero(people.teaches == 1)
    a, b, mine = rows(people, PUPIL)
    assert set(a.tolist()) == set(teachers.tolist())
    assert (people.pupil[b] & 2 == 2).all()
    for teacher in teachers:
        strength = people.tie_strength[mine][a == teacher]
        assert 1 <= len(strength) <= 6
        assert (strength > 0.79).sum() == 1  # the heir


def test_friends(people):
    a, b, _ = rows(people, FRIEND)
    assert 4.0 < len(a) / 4000 < 6.0
    gap = np.abs(people.age[a].astype(int) - people.age[b])
    assert gap.max() <= 20
    assert gap.mean() < 7
    children = people.age[a] < 16
    assert (people.age[b][children] < 22).all()


def test_friends_live_near(people):
    from .worlds import huts

    graph, _, _ = huts(5000, 4000)
    house = graph.u_building[people.home]
    x, y = graph.b_x[house], graph.b_y[house]
    a, b, _ = rows(people, FRIEND)
    near = np.hypot(x[a] - x[b], y[a] - y[b]) < 120
    other = np.roll(b, len(b) // 2)
    chance = np.hypot(x[a] - x[other], y[a] - y[other]) < 120
    assert near.mean() > 3 * chance.mean()


def test_at_most_fifteen_beyond_kin(people):
    a = owners(people)[np.isin(people.tie_kind, NON_KIN)]
    assert np.bincount(a).max() <= 15


def test_some_have_turned_kin(people):
    a = owners(people)
    near = np.isin(people.tie_kind, (PARENT, CHILD_OF, SIBLING))
    turned = people.infected[people.tie_to] & ~people.infected[a] & near
    assert np.bincount(a[turned]).max() == 1
    # one lost is lost to the whole family: some three at a time
    share = turned.sum() / 4000
    assert abs(share - 0.05) < 3 * np.sqrt(3 * 0.05 * 0.95 / 4000)
    assert set(people.tie_kind[turned].tolist()) == {PARENT, CHILD_OF, SIBLING}
    gap = people.age[people.tie_to[turned]].astype(int) - people.age[a[turned]]
    parent = people.tie_kind[turned] == PARENT
    assert gap[parent].min() >= 18


def test_trust_is_directed_and_within_range(people):
    back = people.tie_back
    assert (people.tie_trust != people.tie_trust[back]).mean() > 0.99
    assert np.isfinite(people.tie_trust).all()
    assert np.isfinite(people.tie_strength).all()
    assert (people.tie_since < 0).all()
    a, b = owners(people), people.tie_to
    years = -people.tie_since / 31_557_600_000
    assert (years <= np.minimum(people.age[a], people.age[b]) + 1.01).all()


def test_nobody_is_lonely_by_mistake(people):
    count = np.diff(people.tie_ptr)[:4000]
    assert (count == 0).mean() < 0.03
    assert 5 < count.mean() < 12


def test_ties_can_be_switched_off():
    none = TieParameters(
        parent_elsewhere=0, sibling_elsewhere=0, turned_kin=0, friends=0, close_pupils=1
    )
    p = zone(living=1500, params=PeopleParameters(ties=none))
    a = owners(p)
    away = p.household[a] != p.household[p.tie_to]
    assert set(np.unique(p.tie_kind[away])) <= {COMRADE, MENTOR, PUPIL}


def test_one_household_more_leaves_most_ties():
    few, many = zone(living=3000, infected=500), zone(living=3001, infected=500)

    def told(p):
        a = owners(p)
        return set(
            zip(p.key[a].tolist(), p.key[p.tie_to].tolist(), p.tie_kind.tolist(), p.tie_trust)
        )

    before, after = told(few), told(many)
    assert len(before - after) < 0.02 * len(before)
