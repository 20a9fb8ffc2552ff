"""Curfew: who is met, who may be out."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.core.clock import HOUR, MINUTE
from kinward.core.vocabulary import A_RUN, FREE, PATROL, SOLDIER, WORK

NIGHT = 16 * HOUR  # 22:00


def meet(zone, t=NIGHT, apart=20.0):
    """A patrol in a street and somebody some metres off; returns them."""
    c = zone.c
    zone.t = t
    street = int(np.flatnonzero(c.p_zone & (c.p_host < 0) & (c.p_len > 60.0))[0])
    patrol = zone.rows(SOLDIER, 1)[0]
    c.activity[patrol] = PATROL
    zone.put(patrol, passage=street, offset=5.0)
    m = next(x for x in zone.rows() if c.role[x] != SOLDIER)
    c.activity[m] = FREE
    zone.put(m, passage=street, offset=5.0 + apart)
    return patrol, m


def test_who_is_met_is_sent_home():
    zone = Zone()
    c = zone.c
    _, m = meet(zone)
    zone.run("curfew", minutes=3)
    assert zone.last("curfew_broken").subject == m
    assert zone.count("curfew_broken") == 1  # on the way home afterwards
    assert c.wish_unit[m] == c.home[m]


@pytest.mark.parametrize(
    ("t", "broken"),
    [(14 * HOUR, 0), (15 * HOUR + 10 * MINUTE, 0), (15 * HOUR + 20 * MINUTE, 1),
     (23 * HOUR + 50 * MINUTE, 1), (24 * HOUR, 0)],
)  # fmt: skip
def test_hours_of_the_curfew(t, broken):
    """It begins at 21:00 with 15 minutes of grace and ends at 6:00; the run starts at six."""
    zone = Zone()
    meet(zone, t)
    zone.run("curfew")
    assert zone.count("curfew_broken") == broken


def test_who_is_further_off_is_not_met():
    zone = Zone()
    meet(zone, apart=31.0)
    zone.run("curfew")
    assert zone.count("curfew_broken") == 0


@pytest.mark.parametrize("why", ["works", "runs", "goes home", "soldier", "indoors"])
def test_who_may_be_out(why):
    zone = Zone()
    c = zone.c
    _, m = meet(zone)
    if why == "works":
        c.activity[m] = WORK
    elif why == "runs":
        c.aim[m] = A_RUN
    elif why == "goes home":
        c.moving[m], c.goal_unit[m] = True, c.home[m]
    elif why == "soldier":
        zone.put(m, int(c.home[m]))
        other = zone.rows(SOLDIER, 2)[1]
        zone.put(other, passage=int(c.passage[zone.rows(SOLDIER, 1)[0]]), offset=10.0)
    else:
        zone.put(m, int(c.home[m]))
    zone.run("curfew")
    assert zone.count("curfew_broken") == 0


def test_no_patrol_no_breach():
    zone = Zone()
    patrol, _ = meet(zone)
    zone.c.awake_mind[patrol] = False
    zone.run("curfew")
    assert zone.count("curfew_broken") == 0


def test_no_curfew_where_there_is_none():
    zone = Zone(zone={"curfew": False})
    meet(zone)
    zone.run("curfew")
    assert zone.count("curfew_broken") == 0
