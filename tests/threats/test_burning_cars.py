"""Cars that burn: what lights them, how they spread, what they leave of the street."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from kinward.core.clock import MINUTE
from kinward.core.events import CAUSE, KIND, WHAT, EventBuffer
from kinward.threats.burning_cars import burn_cars
from kinward.threats.vehicles import Traffic
from kinward.threats.vocabulary import BY_A_HOUSE, BY_ACID_, BY_THE_NEXT, CARS_BURN

CELLS, STREETS, WIDE = 8, 40, 10.0  # cells to a street, streets, m


def streets(cars=None):
    """Forty streets of eight cells, with a house at the fourth of each, and one creature."""
    n = CELLS * STREETS
    events = EventBuffer(4096)
    c = SimpleNamespace(
        events=events, ev_ints=events.ints, ev_reals=events.reals, ev_head=events.head,
        struck_t=np.array([0]), burning=np.zeros(STREETS, np.int8),
        fire_event=np.arange(STREETS) + 100, b_passage=np.arange(STREETS),
        b_off=np.full(STREETS, 35.0), p_len=np.full(STREETS, 80.0),
        p_width=np.full(STREETS, WIDE), p_cell=np.arange(STREETS) * CELLS,
        p_ncell=np.full(STREETS, CELLS), seed=np.array([5], np.uint64),
        car_cell=np.ones(n, bool) if cars is None else cars,
        car_out_t=np.full(n, -1), car_heat=np.zeros(n), car_event=np.full(n, -1),
        cell_open=np.full(n, 0.8), raised=np.zeros(n), air_n=np.array([0]),
        c_pushed=np.zeros(n, bool), creature=np.array([True]), ended_t=np.array([-1]),
        unit=np.array([0]), passage=np.array([0]), cell=np.array([0]),
    )  # fmt: skip
    return c


def minutes(c, n, first=1, **par):
    """What happened in n minutes: (cells that took fire, by what)."""
    traffic = Traffic.model_validate({"on": True, **par})
    for i in range(first, first + n):
        burn_cars(i * MINUTE, traffic, c)
    ints, _, _ = c.events.drain()
    assert (ints[:, KIND] == CARS_BURN).all()
    return np.flatnonzero(c.car_out_t >= 0), ints


def test_nothing_burns_by_itself():
    lit, _ = minutes(streets(), 30)
    assert not len(lit)


def test_a_house_lights_those_before_it_at_the_rate():
    c = streets()
    c.burning[:] = 1
    lit, ints = minutes(c, 60, catches="1 /h", spreads="0 /h")
    assert set(lit % CELLS) == {3}
    assert (ints[:, CAUSE] >= 100).all()
    share = len(lit) / STREETS
    expected = 1.0 - np.exp(-1.0)
    assert abs(share - expected) <= 3 * np.sqrt(expected * (1 - expected) / STREETS)
    assert set(ints[:, WHAT].tolist()) == {BY_A_HOUSE}


def test_fire_goes_from_those_before_to_those_behind_and_no_further_than_the_street():
    c = streets()
    c.burning[7] = 1
    lit, ints = minutes(c, 200, catches="60 /h", spreads="60 /h", burns_for="10 h")
    assert set(lit // CELLS) == {7}
    assert len(lit) == CELLS
    assert sorted(ints[:, WHAT].tolist()) == sorted([BY_A_HOUSE] + [BY_THE_NEXT] * (CELLS - 1))
    assert (ints[1:, CAUSE] < 100).all(), "by those before or behind, which the house lit"
    after = c.car_event[7 * CELLS : 8 * CELLS]
    assert (np.diff(after[3:]) > 0).all()
    assert (np.diff(after[:4]) < 0).all()


def test_acid_lights_those_among_which_a_creature_dies():
    c = streets()
    c.ended_t[0], c.cell[0] = MINUTE - 10, 21
    lit, ints = minutes(c, 3, acid=1.0, spreads="0 /h")
    assert lit.tolist() == [21]
    assert ints[:, WHAT].tolist() == [BY_ACID_]
    c = streets()
    c.ended_t[0], c.cell[0], c.unit[0] = MINUTE - 10, 21, 4
    lit, _ = minutes(c, 3, acid=1.0, spreads="0 /h")
    assert not len(lit), "one that dies in a room"


def test_they_narrow_the_street_while_they_burn_and_no_longer():
    c = streets()
    c.burning[2] = 1
    minutes(c, 5, catches="60 /h", spreads="0 /h", heat="3 m", burns_for="1 d")
    cell = 2 * CELLS + 3
    assert c.cell_open[cell] == pytest.approx(0.5)
    assert c.raised[cell] > 0
    assert c.air_n[0] == 1
    c.burning[2], c.car_out_t[cell] = 0, 8 * MINUTE
    minutes(c, 3, first=6, spreads="0 /h")
    assert c.cell_open[cell] == pytest.approx(0.8)
    before = c.raised[cell]
    c.burning[2] = 1
    minutes(c, 100, first=9, catches="60 /h", spreads="0 /h")
    assert c.raised[cell] == before, "a wreck burns no more"


def test_what_a_crawler_opens_meanwhile_is_no_wider_than_the_street():
    c = streets()
    c.burning[2] = 1
    minutes(c, 5, catches="60 /h", spreads="0 /h", heat="3 m", burns_for="1 d")
    cell = 2 * CELLS + 3
    c.cell_open[cell], c.c_pushed[cell], c.car_out_t[cell] = 0.9, True, 8 * MINUTE
    minutes(c, 4, first=6, spreads="0 /h")
    assert c.car_heat[cell] == 0.0
    assert c.cell_open[cell] == 1.0


def test_somebody_can_always_squeeze_by():
    c = streets()
    c.burning[:] = 1
    minutes(c, 100, catches="60 /h", spreads="60 /h", heat="50 m", burns_for="10 h")
    assert c.cell_open.min() * WIDE == pytest.approx(0.6)


@pytest.mark.parametrize("why", ["off", "no cars", "pushed aside", "nothing fell"])
def test_where_nothing_can_burn_nothing_does(why):
    c = streets(np.zeros(CELLS * STREETS, bool) if why == "no cars" else None)
    c.burning[:] = 1
    c.c_pushed[:] = why == "pushed aside"
    c.struck_t[0] = -1 if why == "nothing fell" else 0
    lit, _ = minutes(c, 60, catches="60 /h", burns=why != "off")
    assert not len(lit)
