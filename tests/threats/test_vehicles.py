"""Vehicles left standing: how many, where, and what they leave of a street."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city import Draft
from kinward.city.graph import PassageKind
from kinward.engine.build import build
from kinward.engine.scenario import load_scenario
from kinward.threats.vehicles import Traffic, lanes, left_standing

LENGTH, N = 1000.0, 40  # m of each street, streets


@pytest.fixture(scope="module")
def city():
    """Forty wide streets, as many narrow ones, and a corridor's worth of alleys."""
    draft = Draft("streets")
    kinds = [(20.0, PassageKind.STREET)] * N + [(6.0, PassageKind.STREET)] * N
    kinds += [(20.0, PassageKind.ALLEY)] * 5
    for i, (width, kind) in enumerate(kinds):
        y = 100.0 * i
        draft.passage(draft.node(0, y), draft.node(LENGTH, y), width=width, kind=kind)
    graph = draft.compile()
    return {**graph.arrays(), "seed": np.array([7], np.uint64)}


def share(city, rows, **traffic):
    """Share of the width that is free in the cells of some streets."""
    open_ = left_standing(city, Traffic.model_validate({"on": True, **traffic}))
    return np.concatenate([
        open_[city["p_cell"][p] : city["p_cell"][p] + city["p_ncell"][p]] for p in rows
    ])  # fmt: skip


def test_off_all_of_it_is_free(city):
    assert (left_standing(city, Traffic()) == 1.0).all()


def test_lanes_are_those_that_fit_between_the_pavements():
    par = Traffic()
    assert [lanes(w, par) for w in (4.0, 7.2, 7.3, 20.0, 500.0)] == [0, 0, 1, 4, 8]


def test_as_many_as_the_density_says(city):
    """Of cells of 25 m of four lanes the share without a vehicle is exp(-4 x 0.028 x 25)."""
    free = share(city, range(N))
    empty = np.exp(-4 * 0.028 * 25.0)
    error = 3.0 * np.sqrt(empty * (1 - empty) / len(free))
    assert (free == 1.0).mean() == pytest.approx(empty, abs=error)
    taken = np.round((1.0 - free) * 20.0 / 2.0, 9)  # vehicles abreast, of 2 m
    assert set(taken.tolist()) <= {0.0, 1.0, 2.0, 3.0, 4.0}
    lane = 1.0 - np.exp(-0.028 * 25.0)
    assert taken.mean() == pytest.approx(4 * lane, abs=3 * np.sqrt(4 * lane / len(free)))


def test_none_where_nobody_drives(city):
    assert (share(city, range(N, 2 * N + 5)) == 1.0).all()


def test_a_jam_leaves_less_than_free_traffic(city):
    assert share(city, range(N), density=130).mean() < share(city, range(N)).mean() - 0.1
    assert (share(city, range(N), density=0) == 1.0).all()


def test_vehicles_in_rubble_leave_as_much_room_as_rubble_does():
    """Rubble times vehicles left 34 cm of a street, before which 2,000 people stood all night."""
    live = build(load_scenario("shanghai", people=200, seed=1))
    a = live.array
    width = np.repeat(a("p_width"), a("p_ncell"))
    left, both = a("rubble_open") * width, a("car_cell")
    least = float(live.world.scenario.impact.least)
    assert (left[width > least] >= least - 1e-9).all()
    assert (np.abs(left[both] - least) < 1e-9).sum() > 10, (
        "of those with both, many are that narrow"
    )
    assert (left <= width).all()
