"""Who will not be led by the zone any longer: leaving, coming back, bringing the commander down."""

import numpy as np
import pytest
from tests.society.zone_world import Zone

from kinward.city.graph import ITEM
from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import DAY, MINUTE
from kinward.core.events import KINDS
from kinward.society.zone.vocabulary import CAME_BACK

FOOD = ITEM["food"]


def at(hour, minute=0, day=0):
    return (hour * 60 + minute - 6 * 60) * MINUTE + day * DAY


def sore(zone, ration=0.5, trust=-0.4):
    """An evening of a zone that is hungry and badly led; people think about it."""
    zone.c.ration[0], zone.c.zone_trust[0] = ration, trust
    zone.c.hungry_days[:] = 3
    zone.t = at(20, 15)
    zone.run("council")


def say(zone, m, occasion, option, about):
    c, n = zone.c, int(zone.c.answer_n[0])
    c.answerers[n], c.answer_n[0] = m, n + 1
    c.answer[m], c.answer_to[m], c.answer_about[m], c.answer_event[m] = option, occasion, about, -1


def leave(zone, m, *friends):
    """m says so, friends follow; the next morning comes."""
    say(zone, m, v.C_GRIEVANCE, o.O_LEAVE_GROUP, int(zone.c.g_leader[0]))
    zone.run("walkouts")
    for friend in friends:
        say(zone, friend, v.C_FRIEND_LEAVES, o.O_FOLLOW, m)
    zone.run("walkouts")
    zone.t = at(7, 15, day=1)
    zone.run("walkouts")


def test_who_has_a_new_grievance_thinks_about_it_and_chooses():
    zone = Zone()
    c = zone.c
    sore(zone)
    asked = np.flatnonzero(c.pending == v.C_GRIEVANCE)
    grown = (c.age >= 16) & (c.group_id == 0) & (c.fate == 0) & ~c.gone
    assert len(asked) == c.g_sore[0] > 50
    assert grown[asked].all()
    assert c.g_leader[0] not in asked
    for _ in range(130):
        zone.run("deal", "walkouts")
    assert zone.count("grumbled") > 0
    zone.t = at(20, 15, day=1)
    zone.run("council")
    assert (c.pending != v.C_GRIEVANCE).all(), "nothing new"


def test_who_leaves_goes_in_the_morning_with_a_friend_and_food_to_a_dwelling_beyond_the_wall():
    zone = Zone()
    c = zone.c
    sore(zone)
    m, friend = (int(x) for x in zone.rows(v.WORKER, 2))
    before = float(c.stock[zone.stores, FOOD])
    had = float(c.load[[m, friend], FOOD].sum())
    leave(zone, m, friend)
    assert c.group_id[m] == c.group_id[friend] == -1
    assert c.left_group[m] == 0
    assert c.home[m] == c.home[friend] > 0
    assert not c.p_zone[c.u_passage[c.home[m]]]
    assert (c.wish_unit[m], c.wish_unit[friend]) == (c.home[m], c.home[m])
    taken = float(c.load[[m, friend], FOOD].sum()) - had
    assert 0 < taken == before - float(c.stock[zone.stores, FOOD])
    assert taken <= 6
    assert zone.count("left_group") == 2
    assert zone.last("member_of").k == -1


@pytest.mark.parametrize("well", [True, False])
def test_small_children_go_with_those_who_bring_them_up_and_are_not_left_behind(well):
    zone = Zone()
    c = zone.c
    sore(zone)
    for h in range(len(c.h_ptr) - 1):
        own = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]]
        own = own[c.fate[own] == 0]
        small, old = own[c.age[own] < 14], own[c.age[own] >= 14]
        if len(small) and len(old) == 1:
            break
    else:
        small, old = own[:0], own[:0]
    assert len(small), "the world has such a household"
    if not well:
        c.hurt[small[0]] = 0.6
    leave(zone, int(old[0]))
    assert (c.group_id[small] == (-1 if well else 0)).all()
    assert (c.home[small] == c.home[old[0]]).all()
    assert c.group_id[old[0]] == (-1 if well else 0)


@pytest.mark.parametrize("how", ["switch", "sick", "on a run", "kept"])
def test_nobody_leaves_who_may_not_or_cannot(how):
    zone = Zone(**({"council": {"leaving": False}} if how == "switch" else {}))
    sore(zone)
    m = int(zone.rows(v.WORKER, 1)[0])
    if how == "sick":
        zone.c.hurt[m] = 0.6
    if how == "on a run":
        zone.c.on_run[m] = 0
    if how == "kept":
        zone.c.stay_until[m] = at(20, 0, day=3)
    leave(zone, m)
    assert zone.c.group_id[m] == 0
    assert zone.count("left_group") == 0


def test_who_left_lives_where_they_live_whatever_the_timetable_says():
    zone = Zone()
    c = zone.c
    sore(zone)
    m = int(zone.rows(v.SOLDIER, 1)[0])
    leave(zone, m)
    for activity in (v.EAT, v.POST, v.WORK, v.SLEEP):
        c.activity[m], c.resume[m], c.wish[m] = activity, True, 0
        zone.run("routine")
        assert c.wish_unit[m] == c.home[m], activity


@pytest.mark.parametrize("returns", [True, False])
def test_who_has_nothing_left_comes_back_through_the_gate_and_belongs_again(returns):
    zone = Zone(council={"returns": returns})
    c = zone.c
    sore(zone)
    m = int(zone.rows(v.WORKER, 1)[0])
    home = int(c.home[m])
    leave(zone, m)
    zone.put(m, int(c.home[m]))
    zone.t = at(12, 0, day=2)
    zone.run("walkouts")
    assert c.aim[m] == v.A_ROUTINE, "there is still food"
    c.load[m, FOOD] = 0
    zone.t = at(12, 0, day=2)
    zone.run("walkouts")
    assert c.aim[m] == v.A_ROUTINE, "it is too soon"
    zone.t = at(12, 0, day=4)
    zone.run("walkouts")
    if not returns:
        assert c.aim[m] == v.A_ROUTINE
        return
    assert c.aim[m] == v.A_GATE
    assert zone.count(KINDS[CAME_BACK].name) == 1
    assert c.home[m] == home
    zone.go(m)
    soldier = int(zone.rows(v.SOLDIER, 1)[0])
    zone.post(soldier)
    zone.at_gate(m)
    zone.c.rule_stay[0] = 0
    c.hurt[m] = 0
    zone.run("gate", minutes=4)
    assert c.aim[m] == v.A_ROUTINE
    zone.put(m, home)
    zone.t = at(13, 0, day=4)
    zone.run("walkouts")
    assert c.group_id[m] == 0


@pytest.mark.parametrize("deposing", [True, False])
def test_enough_who_stand_against_the_commander_bring_the_commander_down(deposing):
    zone = Zone(council={"deposing": deposing})
    c = zone.c
    sore(zone)
    old = int(c.g_leader[0])
    who = np.flatnonzero((c.age >= 16) & (c.group_id == 0) & (c.fate == 0) & ~c.gone)
    against = [int(m) for m in who if m != old and c.grievance[m] > 0.1]
    need = int(np.ceil(0.4 * len(who)))
    assert len(against) > need
    for m in against[: need - 1]:
        say(zone, m, v.C_GRIEVANCE, o.O_DEPOSE, old)
    zone.run("walkouts")
    assert c.g_leader[0] == old, "not yet enough"
    say(zone, against[need - 1], v.C_GRIEVANCE, o.O_DEPOSE, old)
    zone.run("walkouts")
    assert zone.count("deposed") == deposing
    assert (c.g_leader[0] != old) == deposing
    if deposing:
        assert c.g_leader[0] in against
        assert c.zone_trust[0] == 0.0
