"""Air: dust is neither made nor lost by spreading, settles at its rate, and nears a mean."""

import numpy as np
import pytest

from kinward.city import Draft
from kinward.core.haze import sees_through
from kinward.core.process import pack
from kinward.engine.plan import AIR
from kinward.threats.air import Air
from kinward.verify.worlds import world

MINUTE = 60_000


def crossing(**air):
    """A crossing of three streets of unlike width in clear air."""
    draft = Draft("crossing")
    middle = draft.node(0, 0)
    for (x, y), width in (((100, 0), 6.0), ((-100, 0), 12.0), ((0, 100), 3.0)):
        draft.passage(middle, draft.node(x, y), width=width)
    return _air(draft, air)


def one(length=500.0, **air):
    """A street in clear air, and a function that lets so many minutes pass."""
    draft = Draft("street")
    draft.passage(draft.node(0, 0), draft.node(length, 0), width=6.0)
    return _air(draft, air)


def _air(draft, air):
    live = world(draft.compile(), 2, air=air)
    par = pack(live.world.scenario.air)
    args = [live.array(n) for n in (*AIR.writes, *AIR.reads, *AIR.fixed)]

    def pass_by(minutes):
        for n in range(minutes):
            AIR.kernel(n * MINUTE, par, *args)

    return live.array, pass_by


def amount(a, depth=20.0):
    return float((a("smoke") * a("cell_area")).sum() * depth)


def test_spreading_loses_nothing():
    a, pass_by = one(settles="60 days", mixing=2.0)
    a("raised")[10] = 1000.0
    pass_by(30)
    assert amount(a) == pytest.approx(1000.0 * np.exp(-30 / (60 * 24 * 60)), rel=1e-9)
    assert abs(a("smoke").argmax() - 10) <= 1
    assert (np.diff(a("smoke")[11:]) < 0).all()
    assert (np.diff(a("smoke")[:10]) > 0).all()
    assert (a("raised") == 0).all()


def test_at_a_crossing_it_takes_every_way_and_none_is_lost():
    a, pass_by = crossing(settles="60 days")
    a("raised")[0] = 1000.0
    pass_by(10)
    assert amount(a) == pytest.approx(1000.0 * np.exp(-10 / (60 * 24 * 60)), rel=1e-9)
    ends = a("p_cell") + a("p_ncell") - 1
    assert (a("smoke")[ends] > 0).all()


def test_it_settles_at_its_rate():
    a, pass_by = one(settles="2 h")
    a("raised")[:] = a("cell_area") * 20.0  # 1 /m everywhere
    pass_by(60)
    assert a("smoke") == pytest.approx(np.full(len(a("smoke")), np.exp(-0.5)), rel=1e-9)


def test_a_spread_is_that_of_diffusion():
    """Variance 2 D t on a line, within the splitting's error of the coarsest step."""
    a, pass_by = one(length=2000.0, mixing=2.0, settles="60 days")
    n = len(a("smoke"))
    a("raised")[n // 2] = 1000.0
    pass_by(1)
    x = (np.arange(n) + 0.5) * 2000.0 / n

    def variance():
        w = a("smoke") / a("smoke").sum()
        return float((w * x * x).sum() - (w * x).sum() ** 2)

    before = variance()
    pass_by(60)
    assert variance() - before == pytest.approx(2 * 2.0 * 3600.0, rel=0.1)


def test_in_time_the_air_is_the_same_everywhere():
    a, pass_by = one(settles="60 days", mixing=200.0)
    a("raised")[0] = 1000.0
    pass_by(600)
    assert np.ptp(a("smoke")) < 1e-3 * a("smoke").mean()


def test_switched_off_nothing_is_in_the_air():
    a, pass_by = one(spreads=False)
    a("raised")[0], a("air_n")[0] = 1000.0, 1
    pass_by(1)
    assert (a("smoke") == 0).all()
    assert (a("raised") == 0).all()
    assert a("air_n")[0] == 0


@pytest.mark.parametrize(("inside", "share"), [(False, 1.0), (True, 0.2)])
def test_who_breathes_it_is_harmed(inside, share):
    a, pass_by = one(mixing=0.0, settles="60 days", harm=0.05)
    a("passage")[:1], a("cell")[:1], a("unit")[:1] = 0, 0, int(inside)
    a("raised")[0] = a("cell_area")[0] * 20.0
    pass_by(60)
    assert a("hurt")[0] == pytest.approx(0.05 * share, rel=1e-3)
    assert a("hurt")[1] == 0.0, "who is not on the map breathes nothing"


def test_air_that_cleared_is_left_alone():
    a, pass_by = one(settles="1 min")
    a("raised")[0], a("air_n")[0] = 10.0, 1
    pass_by(30)
    assert (a("smoke") == 0).all()
    assert a("air_n")[0] == 0


def test_six_metres_at_half_a_metre():
    assert sees_through(0.5) == 6.0
    assert sees_through(0.0) == np.inf
    assert Air().depth == 20.0
