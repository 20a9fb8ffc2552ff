"""Roles, shifts, classes and longings."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from kinward.core.vocabulary import (
    CHILD,
    COOK,
    ELDER,
    MEDIC,
    OFFICER,
    SCOUT,
    SOLDIER,
    TEACHER,
    TECHNICIAN,
    WORKER,
)
from kinward.people import CITY_ROLES, PeopleParameters, RoleParameters
from kinward.people.archetypes import OFFSPRING
from kinward.people.households import synthesise
from kinward.people.roles import TOY, assign_roles


@pytest.fixture(scope="module")
def four_thousand():
    people = synthesise(1, 4000)
    return people, assign_roles(1, people)


def test_shares(four_thousand):
    people, r = four_thousand
    adults = ((people.age >= 18) & (people.age < 70)).sum()
    for role, share in (
        (SOLDIER, 0.12),
        (SCOUT, 0.04),
        (MEDIC, 0.02),
        (COOK, 0.02),
        (TECHNICIAN, 0.02),
        (OFFICER, 0.01),
    ):
        assert abs((r.role == role).sum() - share * adults) <= 2
    pupils = (r.pupil & 1).sum()
    assert (r.role == TEACHER).sum() == np.ceil(pupils / 25)
    assert 1 <= (r.teaches == 1).sum() <= 2


def test_ages(four_thousand):
    people, r = four_thousand
    assert ((r.role == CHILD) == (people.age < 15)).all()
    assert ((r.role == ELDER) == (people.age >= 70)).all()
    assert (people.age[(r.role != CHILD) & (r.role != WORKER)] >= 18).all()
    assert ((r.pupil & 1 == 1) == ((people.age >= 6) & (people.age < 18))).all()
    assert people.age[r.role == SCOUT].max() <= 40


def test_only_teachers_teach(four_thousand):
    _, r = four_thousand
    assert ((r.teaches >= 0) == (r.role == TEACHER)).all()


def test_each_music_class_has_an_heir(four_thousand):
    people, r = four_thousand
    teachers = np.flatnonzero(r.teaches == 1)
    heirs = np.flatnonzero(r.heir >= 0)
    assert sorted(r.heir[heirs]) == teachers.tolist()
    assert (r.pupil[heirs] & 2 == 2).all()
    assert (people.age[heirs] >= 16).all()
    assert np.isin(r.longing[heirs], (13, 14)).all()


def test_shifts_are_thirds(four_thousand):
    _, r = four_thousand
    soldiers = np.bincount(r.shift[r.role == SOLDIER], minlength=3)
    n = soldiers.sum()
    assert np.abs(soldiers - n / 3).max() < 3 * np.sqrt(n * 2 / 9)
    medics = np.bincount(r.shift[r.role == MEDIC], minlength=3)
    assert np.ptp(medics) <= 1
    assert (r.shift[(r.role != SOLDIER) & (r.role != MEDIC)] == 0).all()


def test_longing(four_thousand):
    people, r = four_thousand
    adults = people.age >= 18
    n, share = adults.sum(), (r.longing[adults] >= 0).mean()
    assert abs(share - 0.30) < 3 * np.sqrt(0.21 / n)
    assert (r.longing[~adults & (r.heir < 0)] == -1).all()
    assert set(np.unique(r.longing)) == {-1, 13, 14, 15, 16, 17}
    small = set(people.household[(people.place == OFFSPRING) & (people.age < 10)].tolist())
    assert set(people.household[r.longing == TOY].tolist()) <= small


def test_one_household_more_changes_few_roles():
    few, many = synthesise(1, 4000), synthesise(1, 4001)
    a, b = assign_roles(1, few), assign_roles(1, many)
    assert (a.role != b.role[:4000]).sum() <= 7


@pytest.mark.parametrize("people", [0, 1, 2, 7, 40])
def test_a_handful(people):
    r = assign_roles(1, synthesise(1, people))
    assert len(r.role) == people
    assert (r.role == SCOUT).sum() % 2 == 0


def test_a_city_has_no_soldiers():
    r = assign_roles(1, synthesise(1, 2000, "shanghai"), CITY_ROLES)
    assert not np.isin(r.role, (SOLDIER, SCOUT, COOK, OFFICER)).any()
    assert (r.longing == -1).all()
    assert (r.role == TEACHER).any()


def test_every_parameter_says_what_it_is():
    for model in (RoleParameters, type(PeopleParameters().ties), type(PeopleParameters().housing)):
        for spec in model.specs():
            assert spec.meaning
            assert spec.source
            assert spec.range


def test_parameters_are_frozen_and_checked():
    with pytest.raises(ValidationError):
        RoleParameters(soldiers=1.2)
    with pytest.raises(ValidationError):
        RoleParameters(poets=0.1)
    with pytest.raises(ValidationError):
        RoleParameters().soldiers = 0.5
