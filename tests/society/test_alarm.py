"""The alarm: who raises it, who is called, when it ends."""

import numpy as np
from tests.society.zone_world import Zone

from kinward.core.clock import HOUR, MINUTE
from kinward.core.vocabulary import (
    A_POST,
    A_ROUTINE,
    C_ALARM,
    S_SHOUT,
    SLEEP,
    SOLDIER,
    STAGE_TWO,
)
from kinward.engine.stepping import Engine


def street(zone):
    """A street passage inside the zone."""
    c = zone.c
    return int(np.flatnonzero(c.p_zone & (c.p_host < 0) & (c.p_len > 20.0))[0])


def turn(zone, m):
    zone.c.fate[m], zone.c.stage[m] = 2, 3


def in_the_street(zone, offset=10.0):
    """One who has turned stands in a street of the zone, somebody else 5 m off."""
    x, o = [m for m in zone.rows() if zone.c.role[m] != SOLDIER][:2]
    turn(zone, x)
    zone.put(x, passage=street(zone), offset=offset)
    zone.put(o, passage=street(zone), offset=offset + 5.0)
    return x, o


def test_one_seen_in_the_street_raises_the_alarm_once():
    zone = Zone()
    c = zone.c
    x, _ = in_the_street(zone)
    zone.run("alarm", minutes=3)
    assert zone.count("alarm") == 1
    assert c.alarm_on[0]
    assert zone.last("alarm").place == c.passage[x]


def test_one_whom_nobody_sees_raises_none():
    zone = Zone()
    c = zone.c
    x = zone.rows(n=1)[0]
    turn(zone, x)
    room = int(c.hall_of[x])
    zone.put(x, room)
    zone.run("alarm", minutes=3)
    assert zone.count("alarm") == 0
    c.alert[x] = 2
    zone.run("alarm")
    assert zone.count("alarm") == 1


def test_beyond_the_wall_they_are_no_alarm():
    zone = Zone()
    c = zone.c
    x, o = zone.rows(n=2)
    turn(zone, x)
    beyond = int(np.flatnonzero(~c.p_zone & ~c.p_gate & (c.p_host < 0))[0])
    zone.put(x, passage=beyond)
    zone.put(o, passage=beyond, offset=1.0)
    zone.run("alarm", minutes=2)
    assert zone.count("alarm") == 0


def test_soldiers_are_posted_but_for_sleepers_and_the_gates():
    zone = Zone()
    c = zone.c
    sleeper, guard, other = zone.rows(SOLDIER, 3)
    zone.post(guard)
    c.activity[sleeper] = SLEEP
    x, _ = in_the_street(zone)
    zone.run("alarm")
    assert c.aim[other] == A_POST
    assert c.fires[other]
    assert c.wish_passage[other] == c.passage[x]
    assert c.aim[sleeper] == A_ROUTINE
    assert not c.fires[sleeper]
    assert c.aim[guard] == A_ROUTINE
    assert c.fires[guard]
    posted = np.flatnonzero(c.aim == A_POST)
    assert (c.role[posted] == SOLDIER).all()
    assert zone.count("posted") == len(posted)


def test_everybody_else_in_the_zone_has_to_make_up_their_mind():
    zone = Zone()
    c = zone.c
    x, o = in_the_street(zone)
    faint = next(m for m in zone.rows() if c.role[m] != SOLDIER and m not in (x, o))
    c.awake_mind[faint] = False
    zone.run("alarm")
    asked = c.pending == C_ALARM
    assert (c.fate[asked] == 0).all()
    assert c.p_zone[c.passage[asked]].all()
    here = (c.fate == 0) & ~c.gone & (c.passage >= 0) & c.p_zone[c.passage] & c.awake_mind
    duty = (c.role == SOLDIER) & (c.activity != SLEEP)
    assert (asked == (here & ~duty)).all()
    assert not asked[faint]
    assert (c.pending_about[asked] == x).all()
    assert (c.pending_t[asked] <= zone.t - 60_000 + 31_000).all()


def test_all_clear_after_ten_quiet_minutes():
    zone = Zone()
    c = zone.c
    x, _ = in_the_street(zone)
    zone.run("alarm")
    posted = np.flatnonzero(c.aim == A_POST)
    c.gone[x] = True
    zone.settle()
    zone.run("alarm", minutes=9)
    assert zone.count("all_clear") == 0
    zone.run("alarm", minutes=2)
    assert zone.count("all_clear") == 1
    assert (c.aim[posted] == A_ROUTINE).all()
    assert c.resume[posted].all()
    assert not c.fires[posted].any()
    assert not c.alarm_on[0]


def test_no_alarm_where_it_is_switched_off():
    zone = Zone(alarm={"on": False})
    in_the_street(zone)
    zone.run("alarm")
    assert zone.count("alarm") == 0


def test_one_that_is_dormant_in_a_room_is_gone_into_and_called_out():
    zone = Zone()
    c = zone.c
    x, o = zone.rows(n=2)
    s = next(m for m in zone.rows(SOLDIER) if m not in (x, o))
    turn(zone, x)
    room = int(c.hall_of[x])
    zone.put(x, room)
    zone.put(o, room)
    zone.run("alarm")
    assert (c.aim[s], c.aim_about[s], c.wish_unit[s]) == (A_POST, x, room)
    assert c.sound_n[0] == 0
    zone.put(s, room)
    zone.run("alarm")
    n = int(c.sound_n[0])
    assert n == 1
    assert (c.sound_who[0], c.sound_unit[0], c.sound_class[0]) == (s, room, S_SHOUT)
    c.alert[x] = 2
    zone.run("alarm")
    assert c.sound_n[0] == n, "it is awake: nobody shouts"


def test_no_turned_one_stands_in_the_zone_for_ever():
    """Who turned among others in a room, and fell dormant, is ended within the hour."""
    zone = Zone()
    c, live = zone.c, zone.live
    x = zone.rows(n=1)[0]
    others = zone.rows(n=4)[1:]
    turn(zone, x)
    c.stage[x] = STAGE_TWO
    for m in (x, *others):
        zone.put(m, int(c.hall_of[x]))

    def drain(live):
        zone.events += [(*e, 0.0, 0.0) for e in live.events.drain()[0].tolist()]
        live.decisions.drain()

    engine = Engine(live, drain)
    for t in range(zone.t, zone.t + HOUR, MINUTE):
        engine.minute(t)
    assert c.gone[x], "somebody has ended it"
    assert zone.count("destroyed") == 1
