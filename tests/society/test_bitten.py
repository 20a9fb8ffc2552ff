"""The bitten in bands, graves and keepsakes, hunters and raiders."""

from itertools import pairwise

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.city.graph import ITEM
from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE

NAMES = ("Ann", "Bea", "Cal", "Dan")
FOOD = ITEM["food"]


def world(bitten="apart", members=None, bands=None, ties=None, **sections):
    members = members or [person(n, "mill", age=30 + i) for i, n in enumerate(NAMES)]
    bands = bands or [{"name": "mill", "leader": "Ann", "bitten": bitten}]
    all_ = [tie(a, b, 0.6, 0.6) for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]]
    w = Bands(members, bands, all_ if ties is None else ties, **sections)
    w.a("activity")[:] = v.FREE
    return w


def bite(w, name, known=True):
    m = w.row[name]
    w.a("stage")[m], w.a("bite_known")[m] = v.STAGE_LATENT, known
    w.a("exposed_t")[m] = 0
    return m


def reported(w, name):
    m = bite(w, name)
    w.a("aim")[m] = v.A_REPORT
    w.step("bitten", 10 * MINUTE)
    return m


def test_nobody_is_dealt_with_who_tells_nobody():
    w = world()
    bite(w, "Bea")
    w.step("bitten", 10 * MINUTE)
    assert not w.events("discovered")


def test_stage_one_is_seen_by_those_in_the_room_but_not_by_who_hides_them():
    w = world()
    m = bite(w, "Bea")
    w.a("stage")[m] = v.STAGE_ONE
    for name in ("Ann", "Cal", "Dan"):
        w.a("shelters")[m] = w.row[name] if name == "Cal" else w.a("shelters")[m]
    w.step("bitten", 10 * MINUTE)
    (found,) = w.events("discovered")
    assert found["subject"] == m
    assert found["object"] in (w.row["Ann"], w.row["Dan"])


def test_kept_apart_behind_a_shut_door_and_let_back_when_nothing_came():
    w = world("apart")
    m = reported(w, "Bea")
    (kept,) = w.events("kept_apart")
    unit = int(w.a("wish_unit")[m])
    assert kept["place"] == len(w.a("p_len")) + unit
    assert unit != w.a("home")[m]
    w.a("unit")[m] = unit
    w.step("bitten", HOUR)
    assert w.a("door_left")[unit] > 0
    w.step("bitten", 61 * HOUR)
    assert not w.events("let_back"), "still on the way to the change"
    w.a("stage")[m] = v.STAGE_IMMUNE
    w.step("bitten", 62 * HOUR)
    assert [e["subject"] for e in w.events("let_back")] == [m]
    assert w.a("aim")[m] == v.A_ROUTINE


def test_a_rule_to_end_them_tells_one_who_is_not_of_the_household():
    w = world("end")
    w.a("household")[w.row["Cal"]] = w.a("household")[w.row["Bea"]]
    m = reported(w, "Bea")
    told = [n for n in NAMES if w.a("pending")[w.row[n]] == v.C_ORDERED]
    assert len(told) == 1
    assert told[0] in ("Ann", "Dan")
    one = w.row[told[0]]
    w.a("aim")[one], w.a("aim_about")[one] = v.A_ENFORCE, m
    w.step("bitten", 12 * MINUTE)
    assert w.a("fate")[m] == v.DEAD
    (died,) = w.events("died")
    assert died["object"] == one
    assert w.a("deed_who")[0] == one


def test_a_rule_to_care_leaves_them_be():
    w = world("care")
    m = reported(w, "Bea")
    assert w.events("discovered")
    assert not w.events("kept_apart")
    assert (w.a("pending") != v.C_ORDERED).all()
    assert w.a("fate")[m] == 0


def test_without_the_rule_nothing_happens():
    w = Bands([person(n, "mill") for n in NAMES], [{"name": "mill", "bitten": "end"}],
              bitten={"on": False})  # fmt: skip
    reported(w, "Bea")
    assert not w.events()


# --- graves --------------------------------------------------------------------------------------


def dead(w, name, t=0):
    m = w.row[name]
    w.a("fate")[m], w.a("fate_t")[m], w.a("gone")[m] = v.DEAD, t, True
    return m


def test_who_held_most_to_the_dead_takes_something_of_theirs():
    w = world()
    r = w.ties_row("Cal", "Dan")
    w.a("tie_strength")[r] = w.a("tie_strength")[w.a("tie_back")[r]] = 0.9
    m = dead(w, "Dan", 5 * MINUTE)
    w.step("graves", 10 * MINUTE)
    assert w.a("keepsake_of")[w.row["Cal"]] == m
    (taken,) = w.events("keepsake_taken")
    assert (taken["subject"], taken["object"]) == (w.row["Cal"], m)


def test_nobody_takes_from_one_who_died_elsewhere():
    w = world()
    m = dead(w, "Dan", 5 * MINUTE)
    w.a("unit")[m] += 1
    w.step("graves", 10 * MINUTE)
    assert (w.a("keepsake_of") == -1).all()


def test_the_dead_are_buried_before_the_door_once_and_visited():
    w = world(graves={"visits": 1})
    m = dead(w, "Dan", 5 * MINUTE)
    w.step("graves", w.at(9, 30))
    w.step("graves", w.at(9, 30, day=1))
    (buried,) = w.events("buried")
    assert buried["object"] == m
    assert w.a("p_host")[w.a("grave_at")[m]] < 0, "in the street"
    w.a("grief")[w.row["Ann"]] = 0.8
    w.step("graves", w.at(16, 30, day=1))
    assert [e["subject"] for e in w.events("at_grave")] == [w.row["Ann"]]
    assert w.a("grief")[w.row["Ann"]] == pytest.approx(0.76)


def test_who_buries_somebody_knows_of_the_death():
    w = world(ties=[tie("Ann", "Bea", 0.9), tie("Cal", "Bea", 0.5)])
    unit = int(w.a("g_unit")[1])
    dead = w.row["Bea"]
    w.a("fate")[dead], w.a("gone")[dead], w.a("grave_at")[dead] = 1, True, -1
    w.a("unit")[w.row["Cal"]] = 0  # out when the others bury her
    w.a("tie_state")[:] = 0
    assert w.a("unit")[dead] == unit
    w.step("graves", w.at(9, 30, day=1))
    assert len(w.events("buried")) == 1
    assert w.a("pending")[w.row["Ann"]] == v.C_GRIEF
    assert w.a("pending_about")[w.row["Ann"]] == dead
    assert w.a("pending")[w.row["Cal"]] != v.C_GRIEF


# --- hunters -------------------------------------------------------------------------------------


def feud(**sections):
    members = [person(n, "mill", age=30) for n in NAMES]
    members += [person(n, "den", age=30) for n in ("Xan", "Yve", "Zed")]
    bands = [{"name": "mill", "leader": "Ann"},
             {"name": "den", "leader": "Zed", "hostile": True, "strangers": "rob"}]  # fmt: skip
    w = Bands(members, bands, [], **sections)
    w.a("load")[:] = 0
    for n in ("Xan", "Yve", "Zed"):
        w.a("load")[w.row[n], [8, 5]] = [1, 20]
    w.a("g_people")[1], w.a("g_people")[2] = 4, 3
    w.a("daylight")[0] = True
    u = int(w.a("g_unit")[2])
    w.a("stock")[u, FOOD] = 500
    return w


def test_a_hostile_band_hunts_with_armed_people_and_goes_where_the_others_live():
    w = feud()
    w.step("hunting", w.at(9))
    (hunt,) = w.events("hunt_begun")
    assert hunt["object"] == w.row["Ann"]
    r = int(w.a("o_open")[0])
    team = [m for m in w.a("o_member")[r].tolist() if m >= 0]
    assert len(team) == 3
    assert (w.a("load")[team, 8] >= 1).all()
    assert w.a("o_passage")[r] == w.a("u_passage")[w.a("g_unit")[1]]
    w.clear()
    w.step("hunting", w.at(9, day=1))
    assert not w.events("hunt_begun"), "not before its time is over"


@pytest.mark.parametrize("how", ["switch", "unarmed", "peaceful"])
def test_nobody_hunts_without_cause_or_means(how):
    w = feud(**({"hunting": {"on": False}} if how == "switch" else {}))
    if how == "unarmed":
        w.a("load")[:] = 0
    if how == "peaceful":
        w.a("g_hunts")[:] = False
    w.step("hunting", w.at(9))
    assert not w.events("hunt_begun")


def test_hunters_look_on_and_give_up_after_a_time():
    w = feud()
    w.step("hunting", w.at(9))
    r = int(w.a("o_open")[0])
    w.a("o_state")[r], w.a("o_until")[r] = 3, 0
    first = int(w.a("o_passage")[r])
    w.a("passage")[w.a("o_lead")[r]] = first
    w.step("hunting", w.at(11))
    assert w.a("o_state")[r] == 2
    assert w.a("o_passage")[r] != first
    w.a("o_state")[r], w.a("o_until")[r] = 3, 0
    w.step("hunting", w.at(19))
    assert len(w.events("hunt_given_up")) == 1
    assert w.a("o_state")[r] == 4


def there(w, hour):
    """The hunters of the first errand have waited in vain until an hour; where they go then."""
    r = int(w.a("o_open")[0])
    w.a("o_state")[r], w.a("o_until")[r] = 3, 0
    w.a("passage")[w.a("o_lead")[r]] = w.a("o_passage")[r]
    w.a("offset")[w.a("o_lead")[r]] = w.a("o_offset")[r]
    w.step("hunting", w.at(hour))
    return int(w.a("o_passage")[r]), float(w.a("o_offset")[r])


def test_hunters_look_where_people_go_for_food_and_towards_evening_at_the_door():
    w = feud()
    w.step("hunting", w.at(9))
    u = int(w.a("g_unit")[1])
    door = (int(w.a("u_passage")[u]), float(w.a("u_off")[u]))
    sites = {(int(w.a("u_passage")[s]), float(w.a("u_off")[s])) for s in w.a("s_unit")}
    seen = [there(w, hour) for hour in (10, 11, 12, 13)]
    assert set(seen) <= sites
    assert all(a != b for a, b in pairwise(seen)), "on each time"
    assert there(w, 16) == door


@pytest.mark.parametrize("learns", [True, False])
def test_hunters_in_vain_set_out_earlier_the_next_time(learns):
    w = feud(hunting={"learns": learns, "every": "20 h"})
    begun = []
    for day in range(7):
        for hour in range(4, 10):
            w.clear()
            w.step("hunting", w.at(hour, day=day))
            if w.events("hunt_begun"):
                begun.append(hour)
                there(w, 24 * day + 19)
                assert w.events("hunt_given_up")
                w.a("outing")[:] = -1
                w.a("o_open_n")[0] = 0
    assert begun == ([9, 8, 7, 6, 5, 5, 5] if learns else [9] * 7)


def test_errands_leave_hunters_where_they_wait():
    w = feud()
    w.step("hunting", w.at(9))
    r = int(w.a("o_open")[0])
    w.a("o_state")[r], w.a("o_until")[r] = 3, w.at(10)
    for name in ("Xan", "Yve", "Zed"):
        w.a("aim")[w.row[name]] = v.A_ERRAND
    w.step("errands", w.at(11))
    assert w.a("o_state")[r] == 3, "they decide themselves when to look on"


def test_raiders_ask_at_the_door_and_take_what_is_yielded():
    w = feud()
    w.a("stock")[w.a("g_unit")[2], FOOD] = 2
    u = int(w.a("g_unit")[1])
    w.a("stock")[u, FOOD] = 60
    w.step("hunting", w.at(9))
    r = int(w.a("o_open")[0])
    w.a("o_state")[r], w.a("o_until")[r] = 3, w.at(12)
    w.step("hunting", w.at(10))
    assert w.a("pending")[w.row["Ann"]] == v.C_RAIDED
    w.say("Ann", v.C_RAIDED, o.O_YIELD, int(w.a("o_lead")[r]))
    w.step("hunting", w.at(10, 1))
    raided = w.events("raided")
    assert len(raided) == 3
    taken = sum(e["value"] for e in raided)
    assert w.a("stock")[u, FOOD] == 60 - taken
    assert w.a("load")[[w.row[n] for n in ("Xan", "Yve", "Zed")], FOOD].sum() == taken
    assert np.isclose(taken, 30, atol=6)
