"""Households against the census."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.draws import key_of
from kinward.core.errors import InputError
from kinward.people.archetypes import (
    ELDER_OF_HEAD,
    HEAD,
    MATE,
    OFFSPRING,
    PARENT_GAP,
    SPOUSE,
    TOLERANCE,
    archetypes,
)
from kinward.people.census import AGE_BANDS, CENSUS, band_of, census
from kinward.people.draw import household_keys, person_keys
from kinward.people.households import FORMER, LIVING, synthesise

TABLES = sorted(CENSUS)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_source_and_adds_up(name):
    table = census(name)
    assert table.source
    assert table.size_share.shape == (6,)
    assert table.band_share.shape == (len(AGE_BANDS), 2)
    assert table.size_share.sum() == pytest.approx(1)
    assert table.band_share.sum() == pytest.approx(1)


def test_the_tables_are_the_published_figures():
    assert sum(CENSUS["kyoto"].households) == 3966
    assert sum(CENSUS["kyoto_kawaoka"].households) == 5346
    assert CENSUS["shanghai"].mean_size == pytest.approx(2.32, rel=0.02)
    people = np.array(CENSUS["shanghai"].people)
    assert people.sum() == pytest.approx(24870895)
    assert people[13:].sum() == pytest.approx(4049012)
    assert people[:, 0].sum() == pytest.approx(12875211)


@pytest.mark.parametrize("name", TABLES)
def test_the_weighted_pool_is_the_census(name):
    pool = archetypes(name)
    weight = np.diff(pool.rise, prepend=0.0)
    assert pool.error < TOLERANCE
    size = np.bincount(pool.size, weight, minlength=7)[1:]
    assert size == pytest.approx(census(name).size_share, abs=1e-9)
    row, place = np.nonzero(pool.age >= 0)
    cell = band_of(pool.age[row, place]) * 2 + pool.sex[row, place]
    share = np.bincount(cell, weight[row], minlength=32) / (weight * pool.size).sum()
    assert share == pytest.approx(census(name).band_share.ravel(), rel=1e-3)
    assert 1 / (weight**2).sum() > 5000  # no household stands for a crowd


@pytest.mark.parametrize("people", [4000, 60_000])
@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("seed", [1, 2**63, -5])
def test_sizes_ages_and_sex_are_within_three_standard_errors(name, people, seed):
    table, h = census(name), synthesise(seed, people, name)
    n = len(h.h_key)
    share, found = table.size_share, np.bincount(h.h_size, minlength=7)[1:] / n
    # sizes come out like a quota: to within a few households
    assert np.abs(found - share).max() < 5 / n
    share = table.band_share.ravel()
    found = np.bincount(band_of(h.age) * 2 + h.sex, minlength=32) / people
    error = np.sqrt(share * (1 - share) / people)
    assert (np.abs(found - share) < 3 * error).all()


def test_households_are_families():
    h = synthesise(3, 30_000)
    start = h.h_ptr[:-1]
    assert (h.age[start] >= 18).all()  # no child lives alone
    assert (h.age >= 0).all()
    assert h.age.max() <= 100
    a = np.repeat(np.arange(len(h.age)), h.h_size[h.household])
    b = np.concatenate([np.arange(h.h_ptr[k], h.h_ptr[k + 1]) for k in h.household])
    gap = h.age[a].astype(int) - h.age[b]
    low, high = PARENT_GAP
    for parent, child in ((HEAD, OFFSPRING), (SPOUSE, OFFSPRING), (ELDER_OF_HEAD, HEAD)):
        pair = (h.place[a] == parent) & (h.place[b] == child)
        assert pair.sum() > 100
        assert (gap[pair] >= low).all()
        assert (gap[pair] <= high).all()
    couple = (h.place[a] == HEAD) & (h.place[b] == SPOUSE)
    assert np.abs(gap[couple]).max() <= 8
    assert (h.age[np.isin(h.place, (HEAD, SPOUSE, MATE))] >= 18).all()
    apart = h.sex[a[couple]] != h.sex[b[couple]]
    assert 0.95 < apart.mean() < 1.0


def test_members_stand_oldest_first():
    h = synthesise(4, 5000)
    same = h.household[1:] == h.household[:-1]
    assert (np.diff(h.age)[same] <= 0).all()


@pytest.mark.parametrize("more", [1, 2, 50])
def test_adding_people_changes_nobody(more):
    few, many = synthesise(5, 3000), synthesise(5, 3000 + more)
    for column in ("key", "age", "sex", "household", "place"):
        assert (getattr(few, column) == getattr(many, column)[:3000]).all()
    assert (few.h_key == many.h_key[: len(few.h_key)]).all()


def test_seeds_and_words_differ():
    one, two = synthesise(1, 2000), synthesise(2, 2000)
    former = synthesise(1, 2000, word=FORMER)
    assert (one.key[:50] == two.key[:50]).any()  # keys do not depend on the seed
    assert (one.age != two.age).any()
    assert not np.isin(one.key, former.key).any()
    assert (one.age != former.age).any()


def test_keys_are_those_of_core_draws():
    number = np.array([0, 7, 10, 99, 12345678901])
    keys = household_keys(LIVING, number)
    assert keys.tolist() == [key_of(LIVING, n) for n in number.tolist()]
    persons = person_keys(keys, np.arange(5))
    assert persons.tolist() == [key_of(k, i) for i, k in enumerate(keys.tolist())]


@pytest.mark.parametrize("people", [0, 1, 2])
def test_few_people(people):
    h = synthesise(1, people)
    assert len(h.age) == people
    assert h.h_ptr[-1] == people


@pytest.mark.parametrize("people", [-1, 1.5, True, "ten", None])
def test_wrong_numbers(people):
    with pytest.raises(InputError, match="whole number"):
        synthesise(1, people)


def test_unknown_table():
    with pytest.raises(InputError, match="atlantis"):
        synthesise(1, 10, "atlantis")
