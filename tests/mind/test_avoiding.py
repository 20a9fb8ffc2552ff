"""Where one met creatures: for a while one goes round it, or waits."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mind.test_gather_anew import T0, Danger

from kinward.city.routes import Net, remaining
from kinward.core import vocabulary as v
from kinward.core.bundles import NET
from kinward.core.clock import MINUTE
from kinward.engine.build import settle_lists
from kinward.mind import warning_parameters as q


def _ways(a, p, off):
    """Ways on foot from a spot to each safe spot, m."""
    net = Net(*(a(n) for n in NET))
    return np.array([remaining(net, 0, p, off, int(q), float(x))
                     for q, x in zip(a("haven_passage"), a("haven_off"))])  # fmt: skip


def _two_ways(a):
    """(street, the nearest safe spot from it, a spot on the way there alone) with two ways out."""
    net = Net(*(a(n) for n in NET))
    streets = [q for q in np.flatnonzero(a("p_host") < 0).tolist() if a("p_len")[q] > 12.0]
    outside = [q for q in streets if not a("p_safe")[q]]
    for p in outside:
        ways = _ways(a, p, 5.0)
        first, second = np.argsort(ways)[:2].tolist()
        if not ways[second] < 2.0 * ways[first]:
            continue
        for x in outside:
            mid = float(a("p_len")[x]) / 2
            far, onward = remaining(net, 0, p, 5.0, x, mid), _ways(a, x, mid)
            on_first = far + onward[first] <= ways[first] + 0.5
            if x != p and on_first and far + onward[second] > ways[second] + 2.0:
                return p, first, (x, mid)
    pytest.fail("no street with two ways out")


@pytest.fixture
def scene():
    """(danger, one who is about to leave, where their shortest way out leads by)."""
    danger = Danger()
    a = danger.a
    (one,) = danger.grown(1)
    p, first, on = _two_ways(a)
    a("passage")[one], a("offset")[one], a("unit")[one] = p, 5.0, 0
    settle_lists(danger.live)
    a("aim")[one], a("think_t")[one], a("believes")[one] = v.A_ROUTINE, T0, 0.95
    a("been_home")[one], a("moving")[one], a("wish")[one] = True, False, 0
    return danger, one, (int(a("haven_passage")[first]), float(a("haven_off")[first])), on


def _met(danger, one, on, ago):
    a = danger.a
    a("threat_t")[one], a("threat_passage")[one], a("threat_offset")[one] = T0 - ago, *on


def _goal(danger, one):
    a = danger.a
    return int(a("wish_passage")[one]), float(a("wish_offset")[one])


def test_who_met_nobody_takes_the_shortest_way_out(scene):
    danger, one, shortest, _ = scene
    danger.minute()
    assert danger.a("aim")[one] == v.A_SAFETY
    assert _goal(danger, one) == shortest


def test_who_met_creatures_on_it_takes_another_way_out(scene):
    danger, one, shortest, on = scene
    _met(danger, one, on, MINUTE)
    danger.minute()
    assert danger.a("aim")[one] == v.A_SAFETY
    assert _goal(danger, one) != shortest


def test_after_hours_they_are_thought_to_be_gone(scene):
    danger, one, shortest, on = scene
    _met(danger, one, on, 180 * MINUTE)
    danger.minute()
    assert _goal(danger, one) == shortest


def test_off_the_shortest_way_is_taken_again(scene):
    danger, one, shortest, on = scene
    danger.step.args[0][q.AVOIDS] = 0.0
    _met(danger, one, on, MINUTE)
    danger.minute()
    assert _goal(danger, one) == shortest
