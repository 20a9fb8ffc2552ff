"""Whom strangers lead goes with their own when these come."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mind.test_gather_anew import Danger

from kinward.core import vocabulary as v
from kinward.core.events import KIND, OBJECT, SUBJECT
from kinward.core.hope import (
    AWAY,
    LEFT,
    LISTED,
    MET,
    NOT_AT_DAY,
    NOT_AT_HOME,
    NOT_AT_LAST,
    SPOKE,
    TAKEN,
    TO_POINT,
)
from kinward.core.party import join
from kinward.engine.build import settle_lists
from kinward.mind.warning_columns import COLUMNS
from kinward.mind.warning_vocabulary import REUNITED


@pytest.fixture
def danger():
    return Danger()


def _class(danger, n=4):
    """(a parent, the child, the teacher, the other pupils), the last three in one room."""
    a = danger.a
    for h in range(len(a("h_ptr")) - 1):
        who = a("h_member")[a("h_ptr")[h] : a("h_ptr")[h + 1]]
        kids = who[(a("age")[who] >= 6) & (a("age")[who] < 14)]
        grown = who[(a("age")[who] >= 20) & (a("age")[who] < 60)]
        if len(kids) and len(grown):
            break
    parent, child = int(grown[0]), int(kids[0])
    others = np.flatnonzero((a("age") >= 6) & (a("age") < 14) & (a("household") != h))
    others = others[np.unique(a("household")[others], return_index=True)[1]][:n].tolist()
    teacher = next(m for m in danger.grown(8) if a("household")[m] != h)
    assert len(others) == n
    room = next(u for u in range(1, len(a("u_passage"))) if u not in a("unit"))
    for m in (parent, child, teacher, *others):
        _put(danger, m, room)
        a("aim")[m], a("guide")[m], a("think_t")[m] = v.A_ROUTINE, -1, -1
    for m in (child, *others):
        join(danger.party, m, teacher)
        a("guide")[m] = teacher
    return parent, child, teacher, others


def _put(danger, m, u):
    a = danger.a
    a("passage")[m], a("offset")[m], a("unit")[m] = a("u_passage")[u], a("u_off")[u], u
    a("moving")[m], a("gone")[m], a("fate")[m] = False, False, v.ALIVE
    a("warned_t")[m], a("believes")[m], a("awake_mind")[m], a("hurt")[m] = 0, 0.9, True, 0.0
    settle_lists(danger.live)


def _tie(a, m, o):
    rows = np.arange(a("tie_ptr")[m], a("tie_ptr")[m + 1])
    return int(rows[a("tie_to")[rows] == o][0])


def test_a_child_goes_with_its_parent_and_the_class_with_its_teacher(danger):
    a = danger.a
    parent, child, teacher, others = _class(danger)
    ints = danger.minute()
    met = ints[ints[:, KIND] == REUNITED]
    assert {parent, child} in [{r[SUBJECT], r[OBJECT]} for r in met.tolist()]
    assert a("party")[child] == a("party")[parent] >= 0
    assert a("guide")[child] == parent
    assert a("party")[teacher] != a("party")[parent]
    assert (a("party")[others] == a("party")[teacher]).all()
    assert (a("guide")[others] == teacher).all()


def test_a_child_whom_one_of_them_carries_is_set_down(danger):
    a = danger.a
    parent, child, teacher, _ = _class(danger)
    a("carrying")[teacher], a("carried_by")[child] = child, teacher
    danger.minute()
    assert a("carried_by")[child] == a("carrying")[teacher] == -1
    assert a("party")[child] == a("party")[parent]


def test_who_cannot_walk_stays_in_the_arms_of_who_carries_them(danger):
    a = danger.a
    parent, child, teacher, _ = _class(danger)
    a("carrying")[teacher], a("carried_by")[child], a("hurt")[child] = child, teacher, 0.8
    danger.minute()
    assert a("carried_by")[child] == teacher
    assert a("party")[parent] == a("party")[child] == a("party")[teacher]
    assert a("guide")[parent] == teacher


def test_two_children_led_by_two_strangers_stay_with_these(danger):
    a = danger.a
    parent, child, teacher, others = _class(danger)
    a("age")[parent] = 12
    second = next(m for m in danger.grown(9) if m != teacher and m not in others)
    _put(danger, second, int(a("unit")[child]))
    join(danger.party, parent, second)
    a("guide")[parent], a("guide")[second] = second, -1
    danger.minute()
    assert a("party")[parent] == a("party")[second] != a("party")[teacher]
    assert a("party")[child] == a("party")[teacher]


def test_a_hurt_parent_and_their_child_both_follow_the_stranger_who_leads_the_child(danger):
    a = danger.a
    parent, child, teacher, others = _class(danger)
    a("hurt")[parent] = 0.7
    danger.minute()
    assert a("party")[parent] == a("party")[child] == a("party")[teacher]
    assert (a("guide")[[parent, child, *others]] == teacher).all()
    assert a("guide")[teacher] == -1


def test_whom_one_meets_is_neither_taken_nor_named_elsewhere_any_more(danger):
    a = danger.a
    parent, child, _, _ = _class(danger)
    for m, o in ((parent, child), (child, parent)):
        a("tie_hope")[_tie(a, m, o)] = LEFT | TAKEN | TO_POINT | LISTED
    danger.minute()
    hope = a("tie_hope")[_tie(a, parent, child)]
    assert hope & MET
    assert not hope & AWAY


def test_every_bit_of_what_one_knows_of_another_has_one_meaning():
    bits = [MET, NOT_AT_DAY, NOT_AT_HOME, SPOKE, LEFT, TAKEN, TO_POINT, LISTED, NOT_AT_LAST]
    assert bits == [1 << i for i in range(len(bits))]
    column = next(c for c in COLUMNS if c.name == "tie_hope")
    assert np.iinfo(column.dtype).max > sum(bits)
    for bit in bits:
        assert f"{bit} " in column.meaning
