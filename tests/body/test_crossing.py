"""Two crowds that meet in a street keep a lane each and pass."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kinward.city import Draft
from kinward.verify.worlds import Walk, stand, world

EACH = 250  # they have room to stand where they arrive
MINUTES = 15


def test_two_full_crowds_that_meet_in_a_narrow_street_all_get_through():
    draft = Draft("lane")
    nodes = [draft.node(x, 0) for x in (0.0, 40.0, 80.0, 120.0)]
    first, _, last = [draft.passage(a, b, width=3.0) for a, b in pairwise(nodes)]
    live = world(draft.compile(), 2 * EACH)
    there = [(first, 38.0 * m / EACH) for m in range(EACH)]
    stand(live, there + [(last, 2.0 + p) for _, p in there], np.full(2 * EACH, 1.3))
    walk = Walk(live)
    for m in range(2 * EACH):
        walk.send.to_point(m, last if m < EACH else first, 39.0 if m < EACH else 1.0)
    for _ in range(60 * MINUTES):
        walk.step()
    assert live.array("arrived")[: 2 * EACH].all()
