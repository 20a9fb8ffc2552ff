"""A refuge: the door that who flees would hide behind."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mind.test_company import NOW, street, threatened


@pytest.mark.parametrize("ruins", [False, True])
def test_a_door_in_ruins_is_no_refuge(ruins):
    w = street(mind={"theta": 50})  # so that the choice is always close, and so in the log
    ann = w.row["Ann"]
    doors = np.flatnonzero(w.a("u_passage") == w.a("passage")[ann])
    w.a("offset")[ann] = w.a("u_off")[doors[0]]
    w.a("sealed")[doors] = ruins
    options = set()
    for t in range(NOW, NOW + 20_000, 1000):
        options |= set(threatened(w, t=t))
    assert "flee" in options
    assert ("hide silently" in options) != ruins
