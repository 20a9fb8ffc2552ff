"""Where one met creatures: for a while one goes round it, or waits."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mind.test_gather_anew import T0, Danger

from kinward.city.routes import Net, remaining
from kinward.core import vocabulary as v
from kinward.core.bundles import NET
from kinward.core.clock import MINUTE
from kinward.core.events import KIND, SUBJECT
from kinward.engine.build import settle_lists
from kinward.mind import warning_parameters as q
from kinward.mind.evacuation_vocabulary import GO
from kinward.mind.warning_vocabulary import HELD_OUT

LATER = T0 + 300 * MINUTE


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
    doors = a("u_passage")[1:][(a("u_off")[1:] < 30.0) & (a("u_kind")[1:] != 0)]
    for p in (x for x in outside if x in doors):
        ways = _ways(a, p, 5.0)
        first, second = np.argsort(ways)[:2].tolist()
        if not ways[second] < 2.0 * ways[first]:
            continue
        for x in outside:
            mid = float(a("p_len")[x]) / 2
            far, onward = remaining(net, 0, p, 5.0, x, mid), _ways(a, x, mid)
            on_first = far + onward[first] <= ways[first] + 0.5
            if x != p and on_first and far + onward[second] > ways[second] + 102.0:
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


def _met(danger, one, on, t):
    a = danger.a
    a("threat_t")[one], a("threat_passage")[one], a("threat_offset")[one] = t, *on


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
    _met(danger, one, on, T0 - MINUTE)
    danger.minute()
    assert danger.a("aim")[one] == v.A_SAFETY
    assert _goal(danger, one) != shortest


def test_after_hours_they_are_thought_to_be_gone(scene):
    danger, one, shortest, on = scene
    _met(danger, one, on, T0 - MINUTE)
    danger.a("think_t")[one] = LATER
    danger.minute(LATER)
    assert _goal(danger, one) == shortest


def test_off_the_shortest_way_is_taken_again(scene):
    danger, one, shortest, on = scene
    danger.step.args[0][q.AVOIDS] = 0.0
    _met(danger, one, on, T0 - MINUTE)
    danger.minute()
    assert _goal(danger, one) == shortest


def _shut_other_ways(danger, spot):
    """Leave one safe spot, so that nobody can go round."""
    a = danger.a
    for other in range(a("haven_passage").size):
        a("haven_passage")[other], a("haven_off")[other] = spot
        a("haven_unit")[other] = 0


def _door_near(a):
    """(street, offset) beside the door of a house."""
    for u in range(1, a("u_passage").size):
        p = int(a("u_passage")[u])
        if a("p_host")[p] < 0 and not a("p_safe")[p] and not a("sealed")[u]:
            return p, float(a("u_off")[u])
    pytest.fail("no door on a street")


def test_who_met_them_often_thinks_for_longer_that_they_are_there(scene):
    danger, one, shortest, on = scene
    a = danger.a
    _shut_other_ways(danger, shortest)
    a("order_heard")[one] = 0
    _met(danger, one, on, LATER - 45 * MINUTE)
    for times, goes in ((12, False), (1, True)):
        a("think_t")[one], a("met_foe_t")[one] = LATER, a("threat_t")[one]
        a("met_foe_n")[one] = times
        danger.minute(LATER)
        assert (a("aim")[one] == v.A_SAFETY) == goes


def test_a_meeting_is_counted_once_and_told_once(scene):
    danger, one, shortest, on = scene
    a = danger.a
    _shut_other_ways(danger, shortest)
    _met(danger, one, on, T0 - 10_000)
    a("met_foe_t")[one], a("met_foe_n")[one] = T0 - 60 * MINUTE, 4
    told = 0
    for _ in range(3):
        a("think_t")[one] = T0
        ints = danger.minute()
        told += int(((ints[:, KIND] == HELD_OUT) & (ints[:, SUBJECT] == one)).sum())
    assert a("met_foe_n")[one] == 5
    assert told == 1


def test_who_holds_out_goes_in_by_the_next_door(scene):
    danger, one, shortest, _ = scene
    a = danger.a
    p, off = _door_near(a)
    a("passage")[one], a("offset")[one], a("unit")[one] = p, off, 0
    settle_lists(danger.live)
    for i in range(a("haven_passage").size):
        a("haven_passage")[i], a("haven_off")[i], a("haven_unit")[i] = *shortest, 0
    # they are right before the door: every way leads by there
    _met(danger, one, (p, off), T0 - 10_000)
    a("met_foe_t")[one], a("met_foe_n")[one] = T0 - 60 * MINUTE, 9
    danger.minute()
    assert a("aim")[one] == v.A_INDOORS
    assert (a("wish_passage")[one], a("wish_unit")[one] > 0) == (p, True)


def test_an_order_to_leave_sends_nobody_by_creatures(scene):
    """It speaks for going as far as one believes that one gets through."""
    danger, one, shortest, on = scene
    a = danger.a
    _shut_other_ways(danger, shortest)
    a("order_heard")[one] = GO
    _met(danger, one, on, T0 - 10_000)
    danger.minute()
    assert a("aim")[one] != v.A_SAFETY
    a("think_t")[one] = LATER
    danger.minute(LATER)
    assert a("aim")[one] == v.A_SAFETY


def test_a_room_in_which_somebody_was_seized_is_no_place_to_hold_out_in(scene):
    danger, one, shortest, on = scene
    a = danger.a
    _shut_other_ways(danger, shortest)
    u = int(np.flatnonzero((a("u_passage") == a("passage")[one]) & (a("u_kind") != 0))[0])
    a("unit")[one], a("offset")[one] = u, a("u_off")[u]
    settle_lists(danger.live)
    a("order_heard")[one] = 0
    for seen, goes in ((0, False), (u, True)):
        a("think_t")[one], a("found_in")[one] = T0, seen
        _met(danger, one, on, T0 - 10_000)
        danger.minute()
        assert (a("aim")[one] == v.A_SAFETY) == goes
