"""Populating a city: the contract, its limits and wrong input."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kinward.people as api
from kinward.core.errors import InputError
from kinward.core.vocabulary import CHILD, OUTSIDER, SOLDIER
from kinward.people import Population, make_timetable, populate, validate

from .worlds import huts, owners, zone


@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    st.integers(-(2**66), 2**66),
    st.integers(0, 300),
    st.integers(0, 300),
    st.sampled_from(sorted(api.CENSUS)),
    st.sampled_from(api.CULTURES),
)
def test_any_population_keeps_the_contract(seed, living, infected, census, culture):
    p = zone(seed, living, infected, census=census, culture=culture)
    validate(p)
    assert p.n == living + infected
    assert (p.infected == (np.arange(p.n) >= living)).all()
    assert len(make_timetable(p, seed=seed).pattern) == p.n


def columns(p: Population) -> dict:
    return {f.name: getattr(p, f.name) for f in fields(p)}


def test_the_same_seed_gives_the_same_people():
    a, b = zone(9), zone(9)
    for name, column in columns(a).items():
        assert np.array_equal(column, columns(b)[name]), name


def test_dtypes_are_those_of_the_contract():
    p = zone(living=50, infected=20)
    for name, dtype in (
        ("key", "u8"), ("age", "i2"), ("sex", "i1"), ("household", "i4"), ("role", "i1"),
        ("infected", "?"), ("home", "i4"), ("work", "i4"), ("shift", "i1"), ("teaches", "i1"),
        ("pupil", "i1"), ("longing", "i1"), ("tie_ptr", "i8"), ("tie_to", "i4"),
        ("tie_kind", "i1"), ("tie_strength", "f4"), ("tie_trust", "f4"), ("tie_since", "i8"),
        ("tie_back", "i8"), ("h_key", "u8"), ("h_home", "i4"), ("h_ptr", "i8"),
        ("h_member", "i4"), ("team", "i4"),
    ):  # fmt: skip
        assert getattr(p, name).dtype == np.dtype(dtype), name
        assert getattr(p, name).flags.c_contiguous


def test_more_infected_change_none_of_the_living():
    a, b = zone(1, 1000, 100), zone(1, 1000, 200)
    for name in ("key", "age", "sex", "role", "home", "longing", "shift", "team"):
        assert (getattr(a, name)[:1000] == getattr(b, name)[:1000]).all(), name
    assert a.name[:1000] == b.name[:1000]


def test_the_infected_have_no_role_and_live_outside():
    p = zone(1, 500, 400)
    graph, inside, outside = huts(1000, 1000)
    assert (p.role[p.infected] == OUTSIDER).all()
    assert (p.work[p.infected] == 0).all()
    assert np.isin(p.home[p.infected], outside).all()
    assert np.isin(p.home[~p.infected], inside).all()
    assert len(graph.u_area) == 2001


@pytest.mark.parametrize(("living", "infected"), [(1, 0), (0, 1), (0, 0), (2, 3), (1, 500)])
def test_a_world_of_few(living, infected):
    p = zone(1, living, infected)
    validate(p)
    assert p.n == living + infected
    assert make_timetable(p, seed=1).pattern.shape == (p.n,)


def test_work_places():
    graph, inside, outside = huts(1500, 10)
    posts, school = outside[:4], outside[5:6]
    p = populate(graph, 1, 1500, 10, inside, outside, workplaces={SOLDIER: posts, CHILD: school})
    soldiers = p.role == SOLDIER
    assert set(p.work[soldiers].tolist()) == set(posts.tolist())
    assert np.ptp(np.bincount(p.work[soldiers])[posts]) <= 1
    pupils = (p.pupil & 1 == 1) | (p.role == CHILD)
    assert (p.work[pupils] == school[0]).all()
    assert (p.work[~soldiers & ~pupils] == 0).all()


def test_a_warning_where_homes_are_overfull():
    graph, inside, outside = huts(50, 10, area=10.0)
    p = populate(graph, 1, 400, 0, inside, outside)
    assert len(p.warnings) == 1
    assert "less than 4 m2" in p.warnings[0]
    assert zone(1, 400, 0).warnings == ()


def test_buildings_are_not_needed():
    graph, inside, outside = huts(100, 10)
    graph.u_building[:] = -1
    validate(populate(graph, 1, 150, 10, inside, outside))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"living": -1}, "living = -1"),
        ({"infected": 2.5}, "infected = 2.5"),
        ({"living": "many"}, "living = 'many'"),
        ({"zone_units": np.array([], int)}, "no dwelling"),
        ({"outside_units": []}, "no dwelling"),
        ({"zone_units": np.array([0, 1])}, "unit 0 is not in 1"),
        ({"zone_units": np.array([1, 10_000])}, "unit 10000"),
        ({"zone_units": np.array([1.5])}, "zone_units"),
        ({"zone_units": np.array([[1], [2]])}, "zone_units"),
        ({"zone_units": np.array([1, 1])}, "twice"),
        ({"culture": "elvish"}, "elvish"),
        ({"census": "atlantis"}, "atlantis"),
        ({"workplaces": {SOLDIER: np.array([99_999])}}, "work places"),
    ],
)
def test_wrong_input(change, words):
    graph, inside, outside = huts(20, 10)
    given = {"living": 20, "infected": 10, "zone_units": inside, "outside_units": outside}
    with pytest.raises(InputError, match=words):
        populate(graph, 1, **(given | change))


def broken(p: Population):
    """One way each to break the contract, with a word of the message."""
    e = len(p.tie_to)
    swapped = p.tie_to.copy()
    swapped[:2] = swapped[:2][::-1]
    itself = p.tie_to.copy()
    itself[0] = owners(p)[0]
    return {
        "tie_trust": (np.full(e, 1.5, np.float32), "tie_trust"),
        "tie_strength": (np.full(e, np.nan, np.float32), "tie_strength"),
        "tie_back": (np.roll(p.tie_back, 1), "tie_back"),
        "tie_to": (itself, "themself|sorted|tie_back"),
        "tie_kind": (np.zeros(e, np.int8) + 1, "mirror"),
        "tie_since": (np.ones(e, np.int64), "after the start"),
        "tie_ptr": (p.tie_ptr[:-1], "tie_ptr"),
        "key": (np.zeros_like(p.key), "same key"),
        "age": (p.age - 200, "age"),
        "sex": (p.sex + 2, "sex"),
        "role": (np.full_like(p.role, 99), "role"),
        "household": (p.household[::-1], "household"),
        "home": (p.home + 1, "home"),
        "infected": (p.infected[::-1], "living must come first"),
        "h_ptr": (p.h_ptr + 1, "h_ptr"),
        "h_member": (p.h_member[::-1], "household"),
        "name": (p.name[:-1], "name"),
        "shift": (p.shift[:-1], "shift"),
        "team": (p.team[:-1], "team"),
    }


@pytest.mark.parametrize("column", sorted(broken(zone(1, 60, 20))))
def test_validate_finds_what_is_broken(column):
    p = zone(1, 60, 20)
    value, words = broken(p)[column]
    with pytest.raises(InputError, match=words):
        validate(replace(p, **{column: value}))


def test_public_names():
    assert len(set(api.__all__)) == len(api.__all__)
    assert all(hasattr(api, name) for name in api.__all__)


def test_importing_compiles_nothing():
    code = (
        "import kinward.people.draw as d, kinward.people, kinward.people.archetypes as a;"
        "assert not d._fill.signatures and not a._rake.signatures"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
