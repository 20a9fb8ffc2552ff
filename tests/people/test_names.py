"""Names."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.errors import InputError
from kinward.people import CULTURES, full_names
from kinward.people import name_lists as lists
from kinward.people.households import synthesise
from kinward.people.names import word_lists


def name_all(culture, h, seed=1):
    return full_names(culture, seed, h.key, h.household, h.key, h.sex)


@pytest.mark.parametrize("culture", CULTURES)
def test_lists_are_long_and_plain(culture):
    least = 150 if culture == "japanese" else 85
    for words in word_lists(culture):
        assert len(words) >= least
        assert len(set(words)) == len(words)
        assert all(w.isascii() and w.isalpha() and w.istitle() for w in words)


def test_equal_lines_share_a_surname_and_housemates_no_name():
    h = synthesise(1, 8000)
    line = h.h_key[h.household]
    names = full_names("japanese", 1, line, h.household, h.key, h.sex)
    surname = np.array([n.split()[0] for n in names])
    assert (surname == surname[h.h_ptr[:-1]][h.household]).all()
    for first, last in zip(h.h_ptr[:-1], h.h_ptr[1:]):
        assert len(set(names[first:last])) == last - first


def test_given_names_follow_the_sex():
    h = synthesise(1, 2000)
    male = set(lists.words(lists.JAPANESE_MALE))
    female = set(lists.words(lists.JAPANESE_FEMALE))
    for name, sex in zip(name_all("japanese", h), h.sex):
        assert name.split()[1] in (female if sex else male)


def test_names_stay_when_people_come():
    few, many = synthesise(1, 2000), synthesise(1, 2003)
    assert name_all("chinese", few) == name_all("chinese", many)[:2000]


def test_english_names_put_the_surname_last():
    h = synthesise(1, 50)
    surnames = set(lists.words(lists.ENGLISH_SURNAMES))
    assert all(n.split()[1] in surnames for n in name_all("english", h))


def test_seeds_give_other_names():
    h = synthesise(1, 500)
    assert name_all("japanese", h, 1) != name_all("japanese", h, 2)


def test_unknown_culture():
    with pytest.raises(InputError, match="elvish"):
        name_all("elvish", synthesise(1, 3))
