"""Blast: published pressures, and how far rubble lies."""

import itertools

import numpy as np
import pytest

from kinward.threats.blast import overpressure, withstands
from kinward.threats.damage import reach

PSI = 6.894757


def test_pressures_of_the_simplified_kingery_curves():
    # the worked example of the public calculator: 10 t at 500 m (Swisdak 1994)
    assert overpressure(500.0, 10_000.0) == pytest.approx(5.0549639655028455, rel=1e-12)


@pytest.mark.parametrize("z", [2.9, 23.8])
def test_the_pieces_of_the_curve_meet(z):
    below, above = overpressure(z - 1e-9, 1.0), overpressure(z + 1e-9, 1.0)
    assert below == pytest.approx(above, rel=0.01)  # they were fitted each by itself


def test_pressure_falls_with_distance_and_scales_by_the_cube_root():
    far = np.geomspace(0.25, 180.0, 200)
    p = [overpressure(d, 1.0) for d in far]
    assert all(a > b for a, b in itertools.pairwise(p))
    assert overpressure(300.0, 8e5) == pytest.approx(overpressure(150.0, 1e5), rel=1e-12)


def test_no_energy_no_blast_and_no_infinity_at_the_centre():
    assert overpressure(100.0, 0.0) == 0.0
    assert overpressure(0.0, 1e5) == overpressure(0.2 * 1e5 ** (1 / 3), 1e5)


def test_half_withstand_the_median_and_a_share_two_spreads_above():
    u = (np.arange(20_000) + 0.5) / 20_000
    p = np.array([withstands(5 * PSI, 0.3, x) for x in u])
    assert (p < 5 * PSI).mean() == pytest.approx(0.5)
    assert (p > 5 * PSI * np.exp(0.6)).mean() == pytest.approx(0.02275, abs=2e-4)
    assert [withstands(7.0, 0.0, x) for x in (0.01, 0.99)] == [7.0, 7.0]


def test_rubble_lies_as_far_as_the_table_says_at_most():
    assert [reach(h) for h in (12.0, 24.0, 54.0, 100.0, 160.0, 250.0)] == pytest.approx(
        [8.0, 16.0, 27.0, 50.0, 64.0, 75.0]
    )
    assert reach(39.0) == pytest.approx(39.0 * (2 / 3 + 0.5) / 2)
