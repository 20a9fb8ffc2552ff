"""Aims come to their end, and nobody is left standing with one that cannot."""

from __future__ import annotations

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.clock import MINUTE
from kinward.core.events import DOMAINS, KINDS
from kinward.core.vocabulary import (
    A_CARRY,
    A_FLEE,
    A_GATE,
    A_QUARANTINE,
    A_REPORT,
    A_ROUTINE,
    A_RUN,
    A_TREAT,
    C_BITTEN,
    DEAD,
)


def beyond(zone):
    """A street beyond the wall that is no gate."""
    c = zone.c
    return int(np.flatnonzero(~c.p_zone & ~c.p_gate & (c.p_host < 0) & (c.p_len > 20))[0])


def test_who_is_on_no_run_any_more_does_not_stay_beyond_the_wall():
    zone = Zone()
    (m,) = zone.rows(n=1)
    zone.put(m, passage=beyond(zone), offset=5.0)
    zone.c.aim[m], zone.c.on_run[m] = A_RUN, -1
    zone.run("aims")
    assert zone.c.aim[m] == A_FLEE
    assert zone.c.wish[m] > 0


def test_inside_the_wall_it_is_the_routine_again():
    zone = Zone()
    (m,) = zone.rows(n=1)
    zone.c.aim[m], zone.c.on_run[m] = A_RUN, -1
    zone.run("aims")
    assert zone.c.aim[m] == A_ROUTINE


def test_a_foe_behind_a_door_is_no_foe_and_one_in_the_street_is():
    zone = Zone()
    c = zone.c
    near, far = zone.rows(n=2)
    x, y = (int(i) for i in np.flatnonzero((c.fate == 2) & ~c.gone)[:2])
    street = beyond(zone)
    zone.put(near, passage=street, offset=5.0)
    zone.put(x, passage=street, offset=8.0)
    zone.put(y, passage=street, offset=9.0)
    assert c.unit[far] > 0
    c.foe[near], c.foe[far] = x, y
    zone.run("aims")
    assert c.foe[near] == x
    assert c.foe[far] == -1


def test_who_fled_into_a_house_beyond_the_wall_goes_on_to_the_gate():
    zone = Zone()
    c = zone.c
    u = int(np.flatnonzero(~c.p_zone[c.u_passage] & (c.u_passage > 0) & (c.u_floor == 0))[1])
    for aim in (A_FLEE, A_GATE):
        (m,) = zone.rows(n=1)
        zone.put(m, unit=u)
        c.aim[m], c.arrived[m], c.moving[m], c.wish[m], c.wish_n[0] = aim, True, False, 0, 0
        zone.run("aims")
        assert c.aim[m] == aim
        assert c.wish[m] > 0


def test_who_is_kept_in_quarantine_can_report_a_bite_there_and_does_nothing_else():
    zone = Zone()
    c = zone.c
    kept = [m for m in zone.rows(n=60) if c.age[m] >= 16]
    n = len(kept)
    for m in kept:
        zone.bite(m, known=True)
        zone.put(m, unit=zone.house)
    c.aim[kept], c.pending[kept], c.pending_about[kept] = A_QUARANTINE, C_BITTEN, -1
    c.pending_event[kept], c.pending_t[kept] = -1, zone.t
    c.thinkers[:n], c.think_n[0] = kept, n
    zone.run("decide")
    decided = {e[2]: DOMAINS["option"][e[6]] for e in zone.events if KINDS[e[1]].name == "decided"}
    reports = [m for m in kept if decided[m] == "report a bite"]
    assert 0 < len(reports) < n
    for m in kept:
        if decided[m] == "obey the protocol":
            assert c.fate[m] == DEAD
            continue
        assert c.aim[m] == (A_REPORT if m in reports else A_QUARANTINE)
        assert c.wish[m] == 0


@pytest.mark.parametrize("aim", [A_TREAT, A_CARRY])
@pytest.mark.parametrize("end", ["late", "dead", "gone"])
def test_nobody_stands_by_for_ever_to_help_one_out_of_reach(aim, end):
    zone = Zone()
    m, o = zone.rows(n=2)
    zone.c.aim[m], zone.c.aim_about[m] = aim, o
    zone.c.aim_until[m] = zone.t + 20 * MINUTE
    zone.run("aims")
    assert zone.c.aim[m] == aim
    if end == "late":
        zone.t += 20 * MINUTE
    elif end == "dead":
        zone.c.fate[o] = DEAD
    else:
        zone.c.gone[o] = True
    zone.run("aims")
    assert zone.c.aim[m] == A_ROUTINE
