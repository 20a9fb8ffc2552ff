"""Smoke slows who walks or runs in it, in its own cell and nowhere else, and no car."""

from __future__ import annotations

import pytest

from kinward.city import Draft
from kinward.verify.worlds import Walk, stand, world


def way(smoke, switch=True, driving=False, running=False):
    """Metres that one gets in 10 s, from 5 m before a cell with so much smoke (1/m) to within."""
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(200, 0), width=6.0)
    live = world(draft.compile(), 1, walking={"smoke": switch})
    live.array("smoke")[1:] = smoke  # the first cell of 25 m is clear
    stand(live, [(0, 20.0)], 1.0)
    live.array("driving")[:] = driving
    walk = Walk(live)
    walk.send.to_point(0, 0, 150.0, run=running)
    for _ in range(10):
        walk.step()
    return float(live.array("offset")[0]) - 20.0


@pytest.mark.parametrize(("smoke", "factor"), [(0.0, 1.0), (0.6, 0.7), (1.6, 0.2), (50.0, 0.2)])
def test_it_slows_from_its_cell_on(smoke, factor):
    assert way(smoke) == pytest.approx(5.0 + 5.0 * factor)


def test_it_slows_who_runs():
    assert way(1.0, running=True) == pytest.approx(5.0 + (10.0 - 5.0 / 3.5) * 3.5 * 0.5)


def test_a_car_keeps_its_speed():
    assert way(1.0, driving=True) == way(0.0, driving=True) == pytest.approx(55.0)


def test_switched_off_it_slows_nobody():
    assert way(1.0, switch=False) == way(0.0)
