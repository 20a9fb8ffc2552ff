"""The time of the next blow: one draw for each pause, also where the one before was broken off."""

from __future__ import annotations

import numpy as np
import pytest
from tests.body.small import City

RATE = 0.25  # attacks of one of the infected, 1/s
TIMES = 500


@pytest.fixture(scope="module")
def pauses():
    """Pauses (s) drawn by one of the infected whose prey comes into reach and leaves it again."""
    city = City(fight={"attack": f"{RATE} /s", "lands": 0.0})
    c = city.c
    street = int(np.flatnonzero((c.p_host < 0) & ~c.p_zone & (c.p_len > 60))[0])
    (m,), (x,) = city.rows(n=1), city.infected(1)
    city.put_on(m, street, 5.0)
    city.hunts(x, prey=m)
    found = []
    for _ in range(TIMES):
        city.put(x, passage=street, offset=5.5)
        number, now = c.act_k[x], city.t / 1000
        city.second("fight")
        if c.act_k[x] - number == 1:  # no attack fell in this second
            found.append(c.act_t[x] - now)
        city.put(x, passage=street, offset=50.0)
        city.second("fight")
        assert c.act_t[x] == -1
    return np.array(found)


def test_a_pause_that_was_broken_off_is_drawn_anew(pauses):
    assert len(pauses) > TIMES / 2
    assert len(np.unique(pauses)) == len(pauses)


def test_who_steps_back_and_forth_strikes_no_slower(pauses):
    """What remains of the pauses longer than a step is exponential again."""
    rest = pauses - 1.0
    assert abs(rest.mean() - 1 / RATE) < 3 / RATE / np.sqrt(len(rest))
