"""Who waits for the others of a party, against the rule reckoned by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kinward.body.keeping import FILE, SAME_GOAL
from kinward.body.laws import WEIDMANN_PEAK
from kinward.city import Draft
from kinward.city.routes import Net, remaining
from kinward.core.bundles import NET, PARTY
from kinward.core.party import Party, join
from kinward.verify.worlds import Walk, stand, world

LEAD = 4.0  # m: walking.together


def street():
    """Three passages in a line and one beside them."""
    draft = Draft("street")
    nodes = [draft.node(x, 0) for x in (0, 60, 130, 200)]
    for a, b in pairwise(nodes):
        draft.passage(a, b, width=6.0, layer=0.0)
    draft.passage(nodes[1], draft.node(60, 90), width=4.0, layer=0.0)
    return draft.compile()


def waits(live, who):
    """Who of a party waits: more than `together`, or its length two abreast, before the last."""
    a = live.array
    net = Net(*(a(n) for n in NET))
    on_way = [m for m in who if a("moving")[m]]
    first = on_way[0] if on_way else -1
    same = [m for m in on_way if a("goal_passage")[m] == a("goal_passage")[first]
            and abs(a("goal_offset")[m] - a("goal_offset")[first]) <= SAME_GOAL]  # fmt: skip
    rest = {m: remaining(net, 0, a("passage")[m], a("offset")[m], a("goal_passage")[m],
                         a("goal_offset")[m]) for m in same}  # fmt: skip
    lead = max(LEAD, FILE * len(on_way))
    return {m for m in same if rest[m] < max(rest.values()) - lead}


@pytest.mark.parametrize("seed", range(30))
def test_the_quick_way_says_what_the_rule_says(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 16))
    near = rng.random() < 0.5
    live = world(street(), n)
    p0, off0 = int(rng.integers(0, 4)), 30.0
    places = [
        (p0 if near else int(rng.integers(0, 4)), off0 + float(rng.uniform(-8, 8)))
        for _ in range(n)
    ]
    stand(live, places)
    walk = Walk(live)
    columns = Party(*(live.array(name) for name in PARTY))
    for m in range(1, n):
        join(columns, m, 0)
    goal = int(rng.integers(0, 4))
    for m in range(n):
        if rng.random() < 0.9:
            walk.send.to_point(m, goal, 20.0 + (rng.uniform(0, 4) if rng.random() < 0.3 else 0.0))
    expected = waits(live, list(range(n)))
    keep = next(s for s in walk.steps if s.process.name == "keep")
    keep(0)
    assert set(np.flatnonzero(live.array("hold")).tolist()) == expected
    assert not near or n < 2 or len(expected) < n


def last_through(pairs, width):
    """Time (s) in which pairs, one at the front and one at the back each, pass a narrow place."""
    draft = Draft("ruins")
    nodes = [draft.node(x, 0) for x in (0, 60, 80, 200)]
    for (a, b), w in zip(pairwise(nodes), (10.0, width, 10.0)):
        draft.passage(a, b, width=w, layer=0.0)
    live = world(draft.compile(), 2 * pairs)
    stand(live, [(0, 55.0 - 20.0 * m / (2 * pairs)) for m in range(2 * pairs)])
    walk = Walk(live)
    columns = Party(*(live.array(name) for name in PARTY))
    for m in range(pairs):
        join(columns, m + pairs, m)
    for m in range(2 * pairs):
        walk.send.to_point(m, 2, 110.0)
    while (live.array("passage") != 2).any():
        assert walk.seconds < 3600
        walk.step()
    return walk.seconds


def test_nobody_waits_for_others_in_a_narrow_place_that_all_have_to_pass():
    pairs, width = 150, 0.6
    assert last_through(pairs, width) < 1.1 * 2 * pairs / (WEIDMANN_PEAK * width) + 40.0
