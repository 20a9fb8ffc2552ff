"""Strong feeling lowers watchfulness: what is near is noticed late."""

from __future__ import annotations

import numpy as np
import pytest
from tests.body.small import City

from kinward.core.attention import strongest, watchfulness


def test_the_strongest_feeling_counts():
    assert watchfulness(0.8, 0.0, 0.0, 0.0) == 1.0
    assert watchfulness(0.8, 0.5, 1.0, 0.2) == pytest.approx(1 / 1.8)
    assert watchfulness(0.0, 1.0, 1.0, 1.0) == 1.0
    assert [strongest(*f) for f in ((1, 0, 0), (0, 1, 0), (0, 0, 1))] == [1, 2, 3]


@pytest.mark.parametrize(
    ("grief", "far", "careless", "sees"),
    [(0.0, 30.0, 0.8, True), (1.0, 30.0, 0.8, False), (1.0, 15.0, 0.8, True),
     (1.0, 30.0, 0.0, True)],
)  # fmt: skip
def test_who_grieves_sees_it_late(grief, far, careless, sees):
    city = City()
    c = city.c
    before = c.careless[0]
    c.careless[0] = careless
    try:
        long = np.flatnonzero(~c.p_zone & (c.p_host < 0) & (c.p_len > 60))
        p = int(long[0])
        m, (x,) = city.rows()[0], city.infected(1)
        others = np.flatnonzero((c.fate == 2) & (c.p_axis[c.passage] == c.p_axis[p]))
        c.gone[others] = True
        c.gone[x] = False
        c.sight_m[0] = 150.0
        city.put_on(m, p, 5.0)
        city.put(x, passage=p, offset=5.0 + far)
        city.hunts(x)
        c.grief[m] = grief
        c.threat_t[m] = c.saw_t[m] = -1_000_000
        city.second("sense")
        assert bool(c.pending[m] >= 0) == sees
        assert city.count("overlooked") == (not sees)
        assert not city.second("sense") or sees  # told once
    finally:
        c.careless[0] = before
