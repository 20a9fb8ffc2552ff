"""Strangers in the street: sizing up, talking, sharing, robbing; being taken in or turned away."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.core import choices as o
from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import DOMAINS

OUTCOMES = DOMAINS["outcome"]


def world(apart=30.0, **sections):
    """Ann of the mill and Zoe, alone, on one street by day."""
    w = Bands(
        [person("Ann", "mill", age=35), person("Bea", "mill", age=40), person("Zoe", age=30)],
        [{"name": "mill", "leader": "Bea", "strangers": "voucher"}], [tie("Ann", "Bea")],
        **sections,
    )  # fmt: skip
    a = w.a
    street = int(np.argmax(np.where(a("p_host") < 0, a("p_len"), 0)))
    for name, off in (("Ann", 10.0), ("Zoe", 10.0 + apart)):
        put(w, name, street, off)
    a("sight_m")[0] = 150.0
    return w


def put(w, name, passage, offset, unit=0):
    from kinward.engine.build import settle_lists

    a, m = w.a, w.row[name]
    a("passage")[m], a("offset")[m], a("unit")[m] = passage, offset, unit
    cells = a("p_ncell")[passage]
    a("cell")[m] = a("p_cell")[passage] + min(int(offset / a("p_len")[passage] * cells), cells - 1)
    a("facing")[m] = 2
    settle_lists(w.live)


def meet(w, t=0):
    w.step("strangers", t)
    return w


def test_strangers_in_sight_stop_and_size_each_other_up():
    w = meet(world())
    a, ann, zoe = w.a, w.row["Ann"], w.row["Zoe"]
    (met,) = w.events("met_strangers")
    assert {met["subject"], met["object"]} == {ann, zoe}
    assert met["value"] == pytest.approx(30.0)
    assert (a("aim")[[ann, zoe]] == v.A_FACE).all()
    assert (a("pending")[[ann, zoe]] == v.C_STRANGERS).all()


@pytest.mark.parametrize("how", ["far", "dark", "indoors", "same band", "switch"])
def test_nobody_meets_who_does_not_see(how):
    w = world(90.0 if how == "far" else 30.0,
              **({"strangers": {"on": False}} if how == "switch" else {}))  # fmt: skip
    if how == "dark":
        w.a("sight_m")[0] = 10.0
    if how == "indoors":
        u = int(w.a("home")[w.row["Zoe"]])
        put(w, "Zoe", int(w.a("u_passage")[u]), float(w.a("u_off")[u]), u)
    if how == "same band":
        w.a("group_id")[w.row["Zoe"]] = 1
    meet(w)
    assert not w.events("met_strangers")


def both(w, ann, zoe, t=MINUTE):
    w.say("Ann", v.C_STRANGERS, ann, "Zoe")
    w.say("Zoe", v.C_STRANGERS, zoe, "Ann")
    w.step("strangers", t)


@pytest.mark.parametrize(
    ("ann", "zoe", "outcome"),
    [
        (o.O_TALK, o.O_TALK, "talked"),
        (o.O_TALK, o.O_AVOID, "kept out of each other's way"),
        (o.O_THREATEN, o.O_TALK, "were told to go"),
        (o.O_TALK, o.O_ROB, "were robbed"),
        (o.O_ATTACK, o.O_TALK, "fought"),
    ],
)
def test_two_stances_make_an_outcome(ann, zoe, outcome):
    w = meet(world())
    both(w, ann, zoe)
    (dealt,) = w.events("dealt")
    assert OUTCOMES[dealt["what"]] == outcome


def test_who_talked_is_asked_what_next_and_they_part_and_go_on():
    w = meet(world())
    both(w, o.O_TALK, o.O_TALK)
    a, rows = w.a, [w.row["Ann"], w.row["Zoe"]]
    assert (a("pending")[rows] == v.C_PARLEY).all()
    for name, other in (("Ann", "Zoe"), ("Zoe", "Ann")):
        w.say(name, v.C_PARLEY, o.O_PART, other)
    w.step("strangers", 2 * MINUTE)
    assert (a("met_whom")[rows] == -1).all()
    assert (a("aim")[rows] == v.A_ROUTINE).all()
    w.clear()
    w.step("strangers", 3 * MINUTE)
    assert not w.events("met_strangers"), "they have just met"


def test_food_that_is_shared_changes_hands_and_is_a_deed():
    w = meet(world())
    w.a("load")[w.row["Ann"], 0] = 8
    both(w, o.O_TALK, o.O_TALK)
    w.say("Ann", v.C_PARLEY, o.O_SHARE, "Zoe")
    w.step("strangers", 2 * MINUTE)
    assert w.a("load")[w.row["Ann"], 0] == 4
    assert w.a("load")[w.row["Zoe"], 0] == 4
    (gave,) = w.events("gave")
    assert gave["value"] == 4
    assert DOMAINS["deed"][w.a("deed_kind")[0]] == "shared with"


def test_who_yields_is_stripped():
    w = meet(world())
    w.a("load")[w.row["Ann"]] = 0
    w.a("load")[w.row["Ann"], [0, 1, 10, 7]] = [5, 2, 1, 9]
    both(w, o.O_TALK, o.O_ROB)
    assert w.a("pending")[w.row["Ann"]] == v.C_ATTACKED
    w.say("Ann", v.C_ATTACKED, o.O_YIELD, "Zoe")
    w.step("strangers", 2 * MINUTE)
    assert w.a("load")[w.row["Ann"]].sum() == 0
    assert w.a("load")[w.row["Zoe"], 10] == 1
    assert {DOMAINS["deed"][k] for k in w.a("deed_kind")[: w.a("deed_n")[0]]} == {"robbed"}


def asked(w):
    """Ann and Zoe have talked, and Zoe asks to be taken in."""
    meet(w)
    both(w, o.O_TALK, o.O_TALK)
    w.say("Zoe", v.C_PARLEY, o.O_ASK_IN, "Ann")
    w.step("strangers", 2 * MINUTE)
    return w


def at_door(w, t):
    u = int(w.a("home")[w.row["Ann"]])
    put(w, "Zoe", int(w.a("u_passage")[u]), float(w.a("u_off")[u]))
    w.step("strangers", t)
    return w


def test_who_asks_goes_to_the_door_and_the_leader_is_asked():
    w = asked(world())
    zoe, bea = w.row["Zoe"], w.row["Bea"]
    assert w.a("seeks")[zoe] == 1
    assert w.a("pending")[w.row["Ann"]] == v.C_VOUCH
    assert w.a("wish")[zoe] == 1
    at_door(w, 10 * MINUTE)
    assert w.a("pending")[bea] == v.C_ASKED_IN
    assert w.a("pending_about")[bea] == zoe


def test_a_guest_before_a_member():
    w = at_door(asked(world()), 10 * MINUTE)
    zoe = w.row["Zoe"]
    w.say("Bea", v.C_ASKED_IN, o.O_TAKE_IN, "Zoe")
    w.step("strangers", 11 * MINUTE)
    assert w.a("guest_of")[zoe] == 1
    assert w.a("group_id")[zoe] != 1
    assert w.a("home")[zoe] == w.a("g_unit")[1]
    assert [e["subject"] for e in w.events("taken_in")] == [zoe]
    w.say("Zoe", v.C_GUEST, o.O_JOIN, "Bea")
    w.step("strangers", 12 * MINUTE)
    assert w.a("guest_of")[zoe] == -1
    assert w.a("group_id")[zoe] == 1
    assert w.events("became_member")
    assert w.events("member_of")


def test_without_guests_one_is_a_member_at_once():
    w = at_door(asked(world(strangers={"guests": False})), 10 * MINUTE)
    w.say("Bea", v.C_ASKED_IN, o.O_TAKE_IN, "Zoe")
    w.step("strangers", 11 * MINUTE)
    assert w.a("group_id")[w.row["Zoe"]] == 1


def test_who_is_turned_away_goes_their_way():
    w = at_door(asked(world()), 10 * MINUTE)
    w.say("Bea", v.C_ASKED_IN, o.O_REFUSE, "Zoe")
    w.step("strangers", 11 * MINUTE)
    zoe = w.row["Zoe"]
    assert w.a("seeks")[zoe] == -1
    assert w.a("aim")[zoe] == v.A_ROUTINE
    assert [e["object"] for e in w.events("turned_off")] == [w.row["Bea"]]


def test_a_word_for_a_stranger_is_remembered():
    w = asked(world())
    w.say("Ann", v.C_VOUCH, o.O_VOUCH, "Zoe")
    w.step("strangers", 3 * MINUTE)
    assert w.a("vouched")[w.row["Zoe"]] == w.row["Ann"]
    assert len(w.events("vouched")) == 1


def test_nobody_waits_at_a_door_for_ever():
    w = at_door(asked(world()), 10 * MINUTE)
    w.step("strangers", 2 * MINUTE + 27 * HOUR)
    assert w.a("seeks")[w.row["Zoe"]] == -1


def test_a_meeting_that_nobody_answers_is_over_in_minutes():
    w = meet(world())
    w.step("strangers", 5 * MINUTE)
    assert (w.a("met_whom") == -1).all()


def seeking(w, day):
    """Whether Zoe, on the road, sets out to ask for a place on a morning."""
    w.clear()
    w.a("aim")[w.row["Zoe"]] = v.A_ROUTINE
    w.a("seeks")[w.row["Zoe"]] = -1
    w.step("strangers", w.at(8, 15, day=day))
    return bool(w.events("set_out_to_ask"))


def test_who_was_refused_asks_nobody_for_two_days_and_not_there_for_ten():
    w = at_door(asked(world(strangers={"seeks": 1.0})), 10 * MINUTE)
    w.say("Bea", v.C_ASKED_IN, o.O_REFUSE, "Zoe")
    w.step("strangers", 11 * MINUTE)
    w.a("g_regard")[:] = 0.5
    assert [seeking(w, day) for day in (1, 2, 5, 9)] == [False] * 4  # there is only one band
    assert seeking(w, 11)


def test_guests_do_not_ask_where_they_are():
    w = at_door(asked(world(strangers={"seeks": 1.0})), 10 * MINUTE)
    w.say("Bea", v.C_ASKED_IN, o.O_TAKE_IN, "Zoe")
    w.step("strangers", 11 * MINUTE)
    w.a("g_regard")[:] = 0.5
    assert not seeking(w, 1)
    w.a("guest_of")[w.row["Zoe"]] = -1
    assert seeking(w, 2)
