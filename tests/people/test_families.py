"""Families of a whole population: nobody has kin that cannot be, and surnames follow the lines."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from kinward.core.vocabulary import (
    CHILD_OF,
    GRANDCHILD,
    GRANDPARENT,
    HOUSEMATE,
    PARENT,
    PARTNER,
    SIBLING,
)
from kinward.people import PeopleParameters, TieParameters

from .worlds import owners, zone

BACK = {
    PARTNER: PARTNER, PARENT: CHILD_OF, CHILD_OF: PARENT, SIBLING: SIBLING,
    GRANDPARENT: GRANDCHILD, GRANDCHILD: GRANDPARENT,
}  # fmt: skip


class Kin:
    """A population with its kin as lists by kind, the infected included."""

    def __init__(self, p):
        self.p = p
        self.kind = {
            (a, b): k for a, b, k in zip(owners(p).tolist(), p.tie_to.tolist(), p.tie_kind.tolist())
        }
        self.of = {k: defaultdict(list) for k in (*BACK, HOUSEMATE)}
        for (a, b), k in self.kind.items():
            if k in self.of:
                self.of[k][a].append(b)
        self.surname = [name.split()[0] for name in p.name]
        self.wife = {a for a in self.of[PARTNER] if p.sex[a] and not p.sex[self.of[PARTNER][a][0]]}

    def gap(self, a, b):
        return int(self.p.age[b]) - int(self.p.age[a])


@pytest.fixture(scope="module", params=[1, 2, 202])
def kin(request):
    return Kin(zone(seed=request.param, living=4000, infected=8000))


def test_nobody_has_more_than_two_parents(kin):
    assert max(len(both) for both in kin.of[PARENT].values()) == 2


def test_two_parents_of_one_sex_are_a_couple_under_one_roof(kin):
    p = kin.p
    alike = 0
    for child, both in kin.of[PARENT].items():
        if len(both) == 2 and p.sex[both[0]] == p.sex[both[1]]:
            alike += 1
            assert kin.kind.get(tuple(both)) == PARTNER
            assert len(set(p.household[[child, *both]].tolist())) == 1
    assert alike < 0.002 * p.n


def test_ages_of_a_family_fit(kin):
    for child, both in kin.of[PARENT].items():
        assert all(15 <= kin.gap(child, parent) <= 50 for parent in both)
    for child, old in kin.of[GRANDPARENT].items():
        for grandparent in old:
            assert all(kin.gap(parent, grandparent) > 0 for parent in kin.of[PARENT][child])
            between = [x for x in kin.of[PARENT][child] if (x, grandparent) in kin.kind]
            assert any(kin.kind[x, grandparent] == PARENT for x in between)


def test_nobody_has_two_partners_or_kin_for_a_partner(kin):
    assert max(map(len, kin.of[PARTNER].values())) == 1
    for a, (b,) in kin.of[PARTNER].items():
        assert not set(kin.of[PARENT][a]) & set(kin.of[PARENT][b])


def test_ties_are_seen_alike_from_both_sides(kin):
    for (a, b), k in kin.kind.items():
        if k in BACK:
            assert kin.kind[b, a] == BACK[k]


def test_who_turned_is_lost_to_the_whole_family(kin):
    """A turned brother is also the parents' son, a turned mother that of every child."""
    found = 0
    for a, others in kin.of[SIBLING].items():
        for b in others:
            if kin.p.infected[b]:
                found += 1
                assert set(kin.of[PARENT][a]) <= set(kin.of[PARENT][b])
            elif any(kin.p.infected[x] for x in kin.of[PARENT][a]):
                assert set(kin.of[PARENT][a]) == set(kin.of[PARENT][b])
    assert found > 20


def test_housemates_have_surnames_of_their_own(kin):
    p = kin.p
    pairs = [
        (a, b) for a, others in kin.of[HOUSEMATE].items() for b in others
        if a < b and not kin.of[PARTNER][a] and not kin.of[PARTNER][b]
    ]  # fmt: skip
    same = sum(kin.surname[a] == kin.surname[b] for a, b in pairs)
    assert len(pairs) > 100
    assert same < 0.05 * len(pairs)
    assert all(p.household[a] == p.household[b] for a, b in pairs)


def test_sons_and_unmarried_daughters_share_the_surname_of_their_parents(kin):
    away = 0
    for child, both in kin.of[PARENT].items():
        if not both or child in kin.wife or kin.p.infected[[child, *both]].any():
            continue
        names = {kin.surname[parent] for parent in both}
        if len(both) == 2 and kin.kind.get(tuple(both)) == PARTNER:
            assert kin.surname[child] in names
            assert len(names) == 1 or kin.p.sex[both[0]] == kin.p.sex[both[1]]
        else:
            assert names == {kin.surname[child]}
        away += sum(kin.p.household[child] != kin.p.household[x] for x in both)
    assert away > 100


def test_siblings_share_a_surname_unless_a_sister_married(kin):
    away = 0
    for a, others in kin.of[SIBLING].items():
        for b in others:
            if kin.wife & {a, b} or kin.p.infected[[a, b]].any():
                continue
            away += kin.p.household[a] != kin.p.household[b]
            assert kin.surname[a] == kin.surname[b]
    assert away > 100


def test_couples_have_one_surname(kin):
    for wife in kin.wife:
        assert kin.surname[wife] == kin.surname[kin.of[PARTNER][wife][0]]


def test_a_chinese_wife_keeps_her_surname():
    kin = Kin(zone(seed=1, living=2000, infected=500, culture="chinese"))
    same = sum(kin.surname[w] == kin.surname[kin.of[PARTNER][w][0]] for w in kin.wife)
    assert same < 0.05 * len(kin.wife)
    for child, both in kin.of[PARENT].items():
        fathers = [x for x in both if kin.p.sex[x] == 0 and x < 2000]
        if child < 2000 and len(fathers) == 1:
            assert kin.surname[child] == kin.surname[fathers[0]]


def test_surnames_do_not_hang_on_ties_being_known():
    off = PeopleParameters(ties=TieParameters(on=False))
    here, there = (zone(seed=3, living=1500, infected=300, params=p) for p in (None, off))
    assert not len(there.tie_to)
    surname = [[name.split()[0] for name in p.name] for p in (here, there)]
    assert surname[0] == surname[1]


def test_somebody_more_renames_hardly_anybody():
    """Names are hashes of stable keys: only who is found to be kin of another may change."""
    few, many = zone(living=3000, infected=500), zone(living=3003, infected=500)
    name = dict(zip(many.key.tolist(), many.name))
    changed = sum(name[k] != n for k, n in zip(few.key.tolist(), few.name))
    assert changed <= 6


def test_full_names_still_find_one_person(kin):
    """As many different full names as when a household had one surname."""
    living = np.flatnonzero(~kin.p.infected)
    assert len({kin.p.name[i] for i in living}) > 0.96 * len(living)
