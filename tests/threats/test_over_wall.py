"""Over an unlit wall: the only way through it but the gates."""

from __future__ import annotations

import numpy as np
from tests.body.small import City

from kinward.engine.invariants import Side

SOON = {"over_wall": "1 /s"}


def at_wall(**horde):
    city = City(horde=SOON | horde)
    c = city.c
    w = int(np.flatnonzero(c.wall_inner >= 0)[0])
    (x,) = city.infected(1)
    p = int(c.wall_passage[w])
    city.put(x, passage=p, offset=abs(float(c.wall_offset[w]) - 3.0))
    city.hunts(x)
    c.lamps_on[0] = False
    return city, x, w


def test_it_gets_over_where_the_lamps_are_out_and_is_recorded():
    city, x, w = at_wall()
    side = Side(city.live)
    while not city.second("over_wall"):
        pass
    c = city.c
    assert city.last("over_wall").subject == x
    assert c.passage[x] == c.wall_inner[w]
    assert c.p_zone[c.passage[x]]
    assert c.over[x]
    assert side.through(60_000) == []


def test_the_dormant_before_an_unlit_wall_wake_and_come_up_to_it():
    for lit in (False, True):
        city, x, w = at_wall(stirs="60 /h")
        c = city.c
        c.hunt_n[0] = 0
        c.alert[x], c.in_hunt[x], c.lamps_on[0] = 0, False, lit
        i = int(np.argmin(c.near_far))
        p, w = int(c.near_wall[i]), int(c.near_which[i])
        city.put(x, passage=p, offset=0.5 * float(c.p_len[p]))
        names = city.run("stir", minutes=20)
        assert (("woke", x, -1) in names) is not lit
        if not lit:
            assert c.wish_passage[x] == c.wall_passage[w]
            assert c.wish_offset[x] == c.wall_offset[w]


def test_lamps_distance_and_the_switch_keep_it_out():
    city, x, _ = at_wall()
    city.c.lamps_on[0] = True
    assert not city.second("over_wall", n=60)
    city, x, _ = at_wall(climbs_walls=False)
    assert not city.second("over_wall", n=60)
    city, x, _w = at_wall()
    far = np.flatnonzero(~city.c.p_zone & ~city.c.p_wall & (city.c.p_host < 0))[0]
    city.put(x, passage=int(far), offset=1.0)
    assert not city.second("over_wall", n=60)


def test_who_comes_through_the_wall_unrecorded_is_found():
    city, x, w = at_wall()
    side = Side(city.live)
    side.speed = 0.0  # the zone is small: all of it is within a minute's sprint
    inner = int(city.c.wall_inner[w])
    city.put(x, passage=inner, offset=float(city.c.wall_inner_offset[w]))
    assert side.through(60_000) == ["1 came through the wall"]
    assert side.through(120_000) == []


def test_the_alarm_is_raised_when_it_is_seen():
    city, _x, _w = at_wall()
    while not city.second("over_wall"):
        pass
    names = [e[0] for e in city.run("alarm")]
    assert "alarm" in names
