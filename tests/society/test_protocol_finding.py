"""Finding the bitten: reports, witnesses, the search of homes."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.clock import HOUR
from kinward.core.vocabulary import (
    A_HIDE,
    A_QUARANTINE,
    A_REPORT,
    A_ROUTINE,
    A_SEARCH,
    C_LEARNED_BITE,
    C_ORDERED,
    SOLDIER,
    STAGE_IMMUNE,
    STAGE_ONE,
)
from kinward.society import acts
from kinward.society.zone.manhunt import places

SURE = {"sensitivity": 1.0, "specificity": 1.0}


def test_who_reports_a_bite_is_condemned_and_goes_to_quarantine():
    zone = Zone()
    c = zone.c
    (m,) = zone.rows(n=1)
    zone.bite(m, known=True)
    c.aim[m], c.aim_about[m] = A_REPORT, m
    zone.run("discovery")  # at home still: on the way
    assert zone.count("discovered") == 0
    zone.put(m, zone.ward)
    zone.run("discovery")
    assert zone.last("discovered").value == 1.0
    assert c.reported_t[m] == zone.t - 60_000
    assert (c.held[m], c.aim[m]) == (acts.CONDEMNED, A_QUARANTINE)
    assert c.wish_unit[m] == zone.house


def test_where_there_is_no_protocol_a_report_leads_to_a_stay():
    zone = Zone(zone={"protocol": False})
    (m,) = zone.rows(n=1)
    zone.bite(m, known=True)
    zone.c.aim[m] = A_REPORT
    zone.put(m, zone.ward)
    zone.run("discovery")
    assert zone.c.held[m] == acts.WATCHED


def test_who_reports_with_a_scar_is_noticed_well():
    zone = Zone()
    (m,) = zone.rows(n=1)
    zone.bite(m, stage=STAGE_IMMUNE, known=True)
    zone.c.aim[m] = A_REPORT
    zone.put(m, zone.ward)
    zone.run("discovery")
    assert zone.last("noticed_well").subject == m
    assert zone.c.held[m] == acts.CLEARED


def test_who_is_reported_by_another_is_sought():
    zone = Zone()
    c = zone.c
    m, o = zone.rows(n=2)
    c.aim[o], c.aim_about[o] = A_REPORT, m
    zone.put(o, zone.ward)
    zone.run("discovery")
    assert (zone.last("discovered").subject, zone.last("discovered").object) == (m, o)
    assert c.sought[m]
    assert c.aim[o] == A_ROUTINE
    c.aim[o], c.aim_about[o] = A_REPORT, m
    zone.run("discovery")
    assert zone.count("discovered") == 1


def in_one_room(zone, *who):
    room = int(zone.c.hall_of[who[0]])
    for m in who:
        zone.put(m, room)


def strangers(zone):
    """Two who have no tie."""
    c = zone.c
    m = zone.rows(n=1)[0]
    known = set(c.tie_to[c.tie_ptr[m] : c.tie_ptr[m + 1]].tolist())
    return m, next(o for o in zone.rows() if o != m and o not in known)


def test_strangers_raise_the_hue():
    zone = Zone(zone=SURE, protocol={"notice": "60 /h"})
    c = zone.c
    m, o = strangers(zone)
    zone.bite(m, stage=STAGE_ONE)
    in_one_room(zone, m, o)
    zone.run("discovery", minutes=20)
    assert zone.count("discovered") == 1
    assert zone.last("discovered").object == o
    assert c.sought[m]
    assert c.search_step[m] == 0


def test_the_rate_at_which_one_is_noticed():
    zone = Zone(zone=SURE)
    m, o = strangers(zone)
    zone.bite(m, stage=STAGE_ONE)
    in_one_room(zone, m, o)
    found = []
    for _ in range(60):
        zone.c.held[m], zone.c.sought[m], zone.c.reported_t[m] = 0, False, -1
        before = zone.t
        while not zone.c.sought[m]:
            zone.run("discovery")
        found.append((zone.t - before) / HOUR)
    assert np.mean(found) == pytest.approx(1.0, abs=0.45)  # 1 /h, 3.5 standard errors


def test_those_who_love_decide_for_themselves():
    zone = Zone(zone=SURE, protocol={"notice": "60 /h"})
    c = zone.c
    m = next(
        m for m in zone.rows()
        if any(c.tie_strength[r] > 0.6 and c.age[c.tie_to[r]] >= 18 and c.fate[c.tie_to[r]] == 0
               for r in range(c.tie_ptr[m], c.tie_ptr[m + 1]))
    )  # fmt: skip
    rows = range(c.tie_ptr[m], c.tie_ptr[m + 1])
    o = next(int(c.tie_to[r]) for r in rows if c.tie_strength[r] > 0.6
             and c.age[c.tie_to[r]] >= 18 and c.fate[c.tie_to[r]] == 0)  # fmt: skip
    zone.bite(m, stage=STAGE_ONE)
    in_one_room(zone, m, o)
    zone.run("discovery", minutes=20)
    assert zone.count("discovered") == 0
    assert (c.pending[o], c.pending_about[o]) == (C_LEARNED_BITE, m)


def test_the_well_are_not_denounced_by_passers_by():
    zone = Zone(protocol={"notice": "60 /h"})
    m, o = strangers(zone)
    zone.bite(m)
    in_one_room(zone, m, o)
    zone.run("discovery", minutes=60)
    assert zone.count("discovered") == 0


def seek(zone, where, **protocol):
    """Somebody is sought; returns them and their searcher after the first minute."""
    c = zone.c
    m = next(x for x in zone.rows() if c.role[x] != SOLDIER)
    zone.bite(m, known=True)
    c.aim[m], c.sought[m], c.reported_t[m] = A_HIDE, True, zone.t
    c.held[m], c.search_step[m] = acts.CONDEMNED, 1
    zone.put(m, where(m))
    zone.run("manhunt")
    s = int(c.searcher[m])
    assert zone.last("search_sent").subject == s
    assert (c.aim[s], c.aim_about[s]) == (A_SEARCH, m)
    assert c.role[s] == SOLDIER
    return m, s


def test_found_at_home_and_taken_to_quarantine():
    zone = Zone(protocol={"finds": 1.0})
    c = zone.c
    m, s = seek(zone, lambda m: int(c.home[m]))
    zone.go(s)
    zone.run("manhunt")
    assert zone.last("search_found").object == m
    assert not c.sought[m]
    assert (c.aim[m], c.wish_unit[m]) == (A_QUARANTINE, zone.house)
    assert c.ordered[s] == m
    assert c.pending[s] == C_ORDERED


def test_found_with_a_friend_unless_hidden_well():
    zone = Zone(protocol={"finds": 1.0, "hides": 0.0})
    c = zone.c

    def friend(m):
        return places(c, m, 3)[2]

    m, s = seek(zone, friend)
    host = int(np.flatnonzero(c.home == friend(m))[0])
    c.shelters[m] = host
    visited = [int(c.wish_unit[s])]
    zone.go(s)
    for _ in range(200):
        zone.run("manhunt")
        if c.wish[s] == 1:
            if c.aim[s] != A_SEARCH:
                break
            visited.append(int(c.wish_unit[s]))
            zone.go(s)
    assert visited == places(c, m, 3)
    assert zone.last("search_ended").object == m
    assert c.sought[m]
    c.shelters[m] = -1
    zone.t += 12 * HOUR
    zone.run("manhunt")
    assert zone.count("search_sent") == 2


def test_no_search_where_the_zone_does_not_search():
    zone = Zone(zone={"search": False})
    m = zone.rows(n=1)[0]
    zone.c.sought[m], zone.c.search_step[m] = True, 1
    zone.run("manhunt", minutes=5)
    assert zone.count("search_sent") == 0


def test_who_comes_back_by_themselves_is_sought_no_more():
    zone = Zone(protocol={"finds": 0.0})
    c = zone.c
    m, s = seek(zone, lambda m: int(c.home[m]))
    c.aim[m], c.stay_until[m] = A_QUARANTINE, zone.t + HOUR
    zone.put(m, zone.house)
    zone.run("manhunt", minutes=2)
    assert not c.sought[m]
    assert c.aim[s] == A_ROUTINE
