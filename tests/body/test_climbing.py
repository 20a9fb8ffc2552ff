"""Over the roofs, up facades, through windows."""

from __future__ import annotations

import numpy as np
import pytest
from tests.body.small import City

from kinward.city.draft import Draft
from kinward.city.ways_up import ways_up
from kinward.core.vocabulary import A_FLEE, A_ROOF, C_THREAT


def two_streets():
    """A row of three houses of two floors on one street, a fourth behind them on another."""
    d = Draft("roofs")
    a, b = d.node(0, 0), d.node(100, 0)
    e, f = d.node(0, 40), d.node(100, 40)
    low, high = d.passage(a, b), d.passage(e, f)
    d.passage(a, e)
    for x in (20, 31, 42):
        d.building(centre=(x, 10), size=(10, 10), floors=2, door=(low, float(x)))
    d.building(centre=(42, 22), size=(10, 10), floors=2, door=(high, 42.0))
    d.building(centre=(80, 10), size=(10, 10), floors=2, door=(low, 80.0))
    return d.compile()


def test_the_way_over_the_roofs_leads_to_another_street():
    g = two_streets()
    c = g.arrays() | {"p_zone": np.zeros(len(g.p_len), bool)}
    ways = ways_up(c, True)
    assert ways["roof_next"].tolist() == [1, 3, 3, 2, -1]
    assert ways["roof_next_gap"][:4].tolist() == [1.0, 2.236, 2.0, 2.0]
    low = 0
    up = ways["up_at"][ways["up_ptr"][low] : ways["up_ptr"][low + 1]]
    assert sorted(g.p_building[up].tolist()) == [0, 1, 2]  # the lone house leads nowhere
    assert ways["up_gap"][ways["up_ptr"][low]] == 2.236  # the widest on the way counts
    assert len(ways_up(c, False)["up_at"]) == 0


def test_no_way_leads_over_the_wall():
    g = two_streets()
    zone = np.zeros(len(g.p_len), bool)
    zone[1] = True
    zone[g.p_host == 1] = True
    assert (ways_up(g.arrays() | {"p_zone": zone}, True)["roof_next"] == -1).all()


def leap(city, wide, wanted=None):
    """A house beyond the wall with a stair and a next roof, more or less than half a metre off."""
    c = city.c
    ok = (c.roof_next >= 0) & (c.b_stair >= 0) & ~c.p_zone[c.b_passage]
    ok &= (c.roof_next_gap > 1.0) if wide else (c.roof_next_gap < 0.5)
    return next(
        int(b) for b in np.flatnonzero(ok)
        if c.b_stair[c.roof_next[b]] >= 0 and c.b_passage[c.roof_next[b]] != c.b_passage[b]
    )  # fmt: skip


def on_roof(city, m, b):
    c = city.c
    city.put_on(m, int(c.b_stair[b]), float(c.p_len[c.b_stair[b]]))
    c.moving[m] = False
    c.aim[m] = A_ROOF
    c.threat_passage[m] = c.b_passage[b]


@pytest.mark.parametrize("wide", [False, True])
def test_who_flees_over_the_roofs_comes_down_on_another_street(wide):
    city = City(heights={"misses": 0.0})
    m = city.rows()[0]
    b = leap(city, wide)
    on_roof(city, m, b)
    (first, *_) = city.second("climb")
    assert first[0] == ("leapt" if wide else "over_roof")
    to = city.c.roof_next[b]
    assert city.c.passage[m] == city.c.b_stair[to]
    assert city.c.aim[m] == A_ROOF
    city.second("climb")
    assert city.c.aim[m] == A_FLEE
    assert city.c.wish[m] > 0


def test_who_misses_falls_from_the_roof_unless_held():
    city = City(heights={"misses": 1.0, "awning": 0.0, "half_die": "100 m"})
    m = city.rows()[0]
    b = leap(city, True)
    fell = 0
    for _ in range(40):
        on_roof(city, m, b)
        names = [e[0] for e in city.second("climb")]
        fell += "fell" in names
        if "fell" in names:
            assert city.last("fell").value == pytest.approx(city.c.b_height[b])
            assert city.c.passage[m] == city.c.b_passage[b]
    assert fell > 5


def prey_upstairs(city, floor=1, exits=None):
    """Somebody behind a shut door on a floor of a house beyond the wall; the unit."""
    c = city.c
    ok = (c.u_floor == floor) & ~c.p_zone[c.u_passage] & (c.u_building >= 0)
    if exits:
        ok &= c.u_exits == exits
    u = int(np.flatnonzero(ok)[0])
    m = city.rows()[0]
    city.put(m, unit=u)
    c.door_left[u] = 3.0
    return m, u


def test_the_agile_come_up_the_front_and_the_others_do_not():
    for stage, comes in ((3, True), (4, False)):
        city = City(heights={"facade": 1.0, "slips": 0.0})
        m, u = prey_upstairs(city)
        (x,) = city.infected(1)
        q = city.c.u_passage[u]
        city.put(x, passage=int(city.c.p_host[q]), offset=float(city.c.p_host_off[q]))
        city.hunts(x, m, stage)
        city.second("climb", n=40)
        assert (city.c.unit[x] == u) is comes or bool(city.c.unit[x] == u) == comes
        assert city.count("came_through") == comes
        assert city.c.door_left[u] == 3.0  # the door still stands


def test_they_smash_ground_floor_windows_unless_switched_off():
    for on in (True, False):
        city = City(heights={"window": 1.0, "climbs": on})
        m, u = prey_upstairs(city, floor=0, exits=2)
        (x,) = city.infected(1)
        city.put(x, passage=int(city.c.u_passage[u]), offset=float(city.c.u_off[u]))
        city.hunts(x, m, 4)
        city.second("climb", n=120)
        assert city.count("came_through") == on
        assert bool(city.c.unit[x] == u) == on


def test_the_agile_leap_after_their_prey_and_throw_themselves_down():
    city = City(heights={"misses": 0.0, "half_die": "100 m"})
    c = city.c
    m, (x,) = city.rows()[0], city.infected(1)
    b = leap(city, True)
    to = int(c.roof_next[b])
    stair = int(c.b_stair[to])
    city.put_on(m, stair, float(c.p_len[stair]))
    city.put(x, passage=int(c.b_stair[b]), offset=float(c.p_len[c.b_stair[b]]))
    city.hunts(x, m)
    assert ("leapt", x, -1) in city.second("climb")
    assert c.passage[x] == stair
    city.put_on(m, int(c.b_passage[to]), float(c.b_off[to]))
    c.offset[x] = 5.546
    city.settle()
    city.second("climb", n=20)
    assert city.last("threw_down").object == m
    assert c.passage[x] == c.passage[m]
    assert c.foe[x] == m


def roofs_chosen(city, tries=60, hurt=0.0):
    """How often somebody in a street with a way up, chased from 15 m, takes to the roofs."""
    c = city.c
    long = (c.p_kind[c.up_at] != 10) & (c.p_len[c.p_host[c.up_at]] > 40)
    q = int(c.up_at[long & ~c.p_zone[c.up_at]][0])  # a stair that leads up, beyond the wall
    p, off = int(c.p_host[q]), float(c.p_host_off[q])
    m, (x,) = city.rows()[0], city.infected(1)
    city.put_on(m, p, off)
    city.put(x, passage=p, offset=min(off + 15.0, float(c.p_len[p])))
    city.hunts(x, m)
    n = 0
    for _ in range(tries):
        c.aim[m], c.hurt[m], c.pending[m] = 0, hurt, C_THREAT
        c.pending_about[m], c.pending_event[m], c.pending_t[m] = x, -1, city.t
        c.thinkers[0], c.think_n[0] = m, 1
        city.second("decide")
        if c.aim[m] == A_ROOF:
            n += 1
            q = c.wish_passage[m]
            assert c.p_building[q] >= 0
            assert c.wish_offset[m] == c.p_len[q]
    return n


def test_the_roofs_are_one_of_the_ways_to_flee():
    assert 2 < roofs_chosen(City()) < 50
    assert roofs_chosen(City(), hurt=0.8) == 0  # who is lame does not climb
    city = City()
    ptr = city.c.up_ptr
    kept = ptr.copy()
    try:
        ptr[:] = 0  # as with heights.roofs = false
        assert roofs_chosen(city) == 0
    finally:
        ptr[:] = kept
