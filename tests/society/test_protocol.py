"""The protocol: who is told, who obeys, who refuses; wrong killings and what they cost."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.clock import HOUR, MINUTE
from kinward.core.vocabulary import (
    A_ENFORCE,
    A_QUARANTINE,
    A_ROUTINE,
    BY_PROTOCOL,
    C_ORDERED,
    DEAD,
    MEDIC,
    OFFICER,
    SOLDIER,
)
from kinward.society import acts


def condemn(zone, bitten=True):
    """Somebody condemned in the quarantine house."""
    c = zone.c
    m = next(x for x in zone.rows() if c.role[x] not in (SOLDIER, MEDIC, OFFICER))
    if bitten:
        zone.bite(m, known=True)
    c.reported_t[m], c.held[m], c.aim[m] = zone.t, acts.CONDEMNED, A_QUARANTINE
    c.stay_until[m] = zone.t + 48 * HOUR
    zone.put(m, zone.house)
    return m


def free_minds(zone):
    """Everybody has decided, to do nothing about it."""
    zone.c.pending[:] = -1
    zone.c.think_n[0] = 0


def test_the_nearest_is_told_and_asked():
    zone = Zone()
    c = zone.c
    m = condemn(zone)
    zone.run("protocol")
    told = zone.last("ordered")
    e = told.subject
    assert told.object == m
    assert c.role[e] in (SOLDIER, MEDIC)
    assert c.household[e] != c.household[m]
    assert c.enforcer[m] == e
    assert (c.pending[e], c.pending_about[e]) == (C_ORDERED, m)
    way = acts.Way(c)
    others = [x for x in np.flatnonzero(np.isin(c.role, (SOLDIER, MEDIC))) if c.aim[x] == 0
              and c.household[x] != c.household[m]]  # fmt: skip
    assert way.length(e, m) == min(way.length(x, m) for x in others)
    zone.run("protocol", minutes=10)
    assert zone.count("ordered") == 1


def test_who_obeys_kills():
    zone = Zone()
    c = zone.c
    m = condemn(zone)
    zone.run("protocol")
    e = int(c.enforcer[m])
    c.aim[e], c.aim_about[e] = A_ENFORCE, m  # what the mind does
    zone.put(e, zone.house)
    zone.run("protocol")
    killed, died = zone.last("protocol"), zone.last("died")
    assert (killed.subject, killed.object, killed.value) == (m, e, 1.0)
    assert (died.subject, died.object, died.what) == (m, e, BY_PROTOCOL)
    assert c.fate[m] == DEAD
    assert c.aim[e] == A_ROUTINE
    zone.run("protocol", minutes=3)
    assert zone.count("died") == 1


def test_a_wish_that_has_not_been_carried_out_is_no_giving_up():
    zone = Zone()
    c = zone.c
    m = condemn(zone)
    zone.run("protocol")
    e = int(c.enforcer[m])
    c.aim[e], c.aim_about[e] = A_ENFORCE, m
    acts.Way(c).to_person(e, m)
    zone.run("protocol")
    assert c.aim[e] == A_ENFORCE


def test_who_does_not_set_out_has_refused_and_the_next_is_told():
    zone = Zone()
    c = zone.c
    condemn(zone)
    zone.run("protocol")
    first = zone.last("ordered").subject
    free_minds(zone)
    zone.run("protocol", minutes=31)
    assert zone.last("refused").subject == first
    assert zone.last("ordered").subject != first
    assert c.ordered[first] == zone.last("ordered").object


def test_after_three_the_officer_goes_in_person():
    zone = Zone()
    c = zone.c
    m = condemn(zone)
    for _ in range(4 * 31):
        zone.run("protocol")
        free_minds(zone)
    assert zone.count("ordered") == 4
    assert zone.count("refused") == 3
    officer = zone.last("ordered").subject
    assert c.role[officer] == OFFICER
    assert (c.aim[officer], c.aim_about[officer]) == (A_ENFORCE, m)
    zone.go(officer)
    zone.run("protocol")
    assert c.fate[m] == DEAD


def test_who_was_not_asked_may_do_it_too():
    zone = Zone()
    c = zone.c
    m = condemn(zone)
    lover = next(x for x in zone.rows() if x != m and c.role[x] not in (SOLDIER, MEDIC))
    c.aim[lover], c.aim_about[lover] = A_ENFORCE, m
    zone.put(lover, zone.house)
    zone.run("protocol")
    assert zone.last("protocol").object == lover


def test_without_the_protocol_nobody_is_told():
    zone = Zone(zone={"protocol": False})
    condemn(zone)
    zone.run("protocol", minutes=5)
    assert zone.count("ordered") == 0


def test_whoever_is_sought_is_not_ordered_about():
    zone = Zone()
    m = condemn(zone)
    zone.c.sought[m] = True
    zone.run("protocol", minutes=5)
    assert zone.count("ordered") == 0


def wrong(zone):
    """Somebody well is killed by somebody whom those close to them know."""
    c = zone.c
    m = condemn(zone, bitten=False)
    rows = slice(c.tie_ptr[m], c.tie_ptr[m + 1])
    close = c.tie_to[rows][(c.tie_strength[rows] >= 0.5) & (c.fate[c.tie_to[rows]] == 0)]
    for o in close.tolist():
        for by in c.tie_to[c.tie_ptr[o] : c.tie_ptr[o + 1]].tolist():
            if by != m and c.fate[by] == 0 and by not in close:
                c.aim[by], c.aim_about[by] = A_ENFORCE, m
                zone.put(by, zone.house)
                zone.run("protocol")
                return m, o, by
    raise AssertionError("nobody fits")


def test_a_wrong_killing_comes_to_light_and_costs_trust():
    zone = Zone()
    c = zone.c
    m, o, by = wrong(zone)
    assert c.wronged[m]
    lo, hi = c.tie_ptr[o], c.tie_ptr[o + 1]
    r = lo + np.searchsorted(c.tie_to[lo:hi], by)
    before = float(c.tie_trust[r])
    zone.run("reckoning", minutes=47, step=HOUR)
    assert zone.count("wrong_killing") == 0
    zone.run("reckoning", minutes=26, step=HOUR)
    event = zone.last("wrong_killing")
    assert (event.subject, event.object) == (m, by)
    assert not c.wronged[m]
    assert c.tie_trust[r] == pytest.approx(before + 0.5 * (-1.0 - before))
    assert c.zone_trust[0] == pytest.approx(0.5 - 0.05 * 1.5)
    trust = [e for e in zone.events if e[3] == by and e[2] == o and e[7] >= 0]
    assert trust[-1][8] == pytest.approx(float(c.tie_trust[r]))
    zone.run("reckoning", minutes=30, step=HOUR)
    assert zone.count("wrong_killing") == 1


def test_a_right_killing_is_no_wrong():
    zone = Zone()
    c = zone.c
    m = condemn(zone)
    e = zone.rows(OFFICER, 1)[0]
    c.aim[e], c.aim_about[e] = A_ENFORCE, m
    zone.put(e, zone.house)
    zone.run("protocol", "reckoning", minutes=80, step=HOUR)
    assert c.fate[m] == DEAD
    assert zone.count("wrong_killing") == 0
    assert zone.t % MINUTE == 0
