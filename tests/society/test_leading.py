"""Leaders: grievance, leaving with friends, falling, breaking, succession, drift."""

from types import SimpleNamespace

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.core.choices import O_DEPOSE, O_FOLLOW, O_GRUMBLE, O_LEAVE_GROUP, O_TAKE_WEAPON
from kinward.core.vocabulary import C_FRIEND_LEAVES, C_GRIEVANCE

NAMES = ("Ann", "Bea", "Cal", "Dan", "Eve", "Fay")


def world(style=0.8, trust=0.0, **sections):
    members = [person(n, "mill", age=30 + i) for i, n in enumerate(NAMES)]
    ties = [tie(a, b, 0.6, 0.7 if "Ann" not in (a, b) else trust)
            for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]]  # fmt: skip
    bands = [{"name": "mill", "leader": "Ann", "style": style}]
    return Bands(members, bands, ties, **sections)


def evening(w, **columns):
    for name, value in columns.items():
        w.a(name)[:] = value
    w.clear()
    w.step("leading", w.at(20, 15))
    return w


def test_grievance_is_hardship_times_what_legitimacy_lacks():
    w = evening(world(), hungry_days=3)
    a = w.a
    others = [w.row[n] for n in NAMES[1:]]
    hardship = 0.12 * 3
    assert a("grievance")[others] == pytest.approx(hardship * (1 - a("legit")[others]), abs=1e-6)
    assert (a("grievance")[others] > 0.1).all()
    pending = a("pending")[others]
    assert (pending == C_GRIEVANCE).all(), "who has a grievance thinks about it"


def test_nobody_thinks_about_a_leader_without_hardship():
    w = evening(world())
    assert (w.a("grievance") < 1e-6).all()
    assert (w.a("pending") < 0).all()


@pytest.mark.parametrize(("threat", "better"), [(1.0, 0.9), (0.0, 0.1)])
def test_control_is_legitimate_in_danger_and_care_in_calm(threat, better):
    legit = {}
    for style in (0.1, 0.9):
        w = world(style=style, leading={"unlike": 0})
        w.a("g_threat")[1] = threat
        evening(w)
        legit[style] = float(w.a("legit")[w.row["Bea"]])
    assert max(legit, key=legit.get) == better


def test_the_danger_of_the_day_counts_in_full_and_fades_overnight():
    w = world(style=1.0, leading={"unlike": 0})
    w.a("g_threat")[1] = 1.0
    evening(w)
    assert w.a("legit")[w.row["Bea"]] == pytest.approx(0.5 + 0.35)
    assert w.a("g_threat")[1] == pytest.approx(0.5**0.5)


def test_care_loses_in_danger_what_it_gains_in_calm():
    got = []
    for threat in (0.0, 0.5, 1.0):
        w = world(style=0.0, leading={"unlike": 0})
        w.a("g_threat")[1] = threat
        evening(w)
        got.append(float(w.a("legit")[w.row["Bea"]]))
    assert got == pytest.approx([0.6, 0.5, 0.4])


def test_who_leaves_tells_friends_and_goes_with_them_at_dawn():
    w = world()
    w.say("Bea", C_GRIEVANCE, O_LEAVE_GROUP, "Ann")
    w.step("leading", w.at(21))
    a = w.a
    assert a("leaving")[w.row["Bea"]] == w.row["Bea"]
    told = {n for n in NAMES if a("pending")[w.row[n]] == C_FRIEND_LEAVES}
    assert told == {"Cal", "Dan", "Eve", "Fay"}, "all trust her more than the leader"
    w.say("Cal", C_FRIEND_LEAVES, O_FOLLOW, "Bea")
    w.step("leading", w.at(21, 30))
    w.clear()
    w.step("leading", w.at(5, 45, day=1))
    left = w.events("left_group")
    assert {e["subject"] for e in left} == {w.row["Bea"], w.row["Cal"]}
    assert {e["object"] for e in left} == {w.row["Ann"]}
    g = int(a("group_id")[w.row["Bea"]])
    assert g == a("group_id")[w.row["Cal"]] != 1
    assert a("g_leader")[g] == w.row["Bea"]
    assert a("group_id")[w.row["Dan"]] == 1


def test_who_trusts_the_leader_more_is_not_told():
    w = world(trust=0.9)
    w.say("Bea", C_GRIEVANCE, O_LEAVE_GROUP, "Ann")
    w.step("leading", w.at(21))
    assert (w.a("pending") != C_FRIEND_LEAVES).all()


def test_small_children_go_with_their_household_and_not_alone():
    members = [person(n, "mill") for n in ("Ann", "Bea", "Cal")]
    w = Bands(members, [{"name": "mill", "leader": "Ann"}], [tie("Bea", "Cal")])
    from kinward.engine.plan import PLAN, Step
    from kinward.society import dissent

    process = next(p for p in PLAN if p.name == "leading")
    c = Step(process, w.live).args[1]
    who = np.array([w.row[n] for n in ("Ann", "Bea", "Cal")])
    a = w.a
    a("age")[w.row["Cal"]] = 6
    house = a("household").copy()
    try:
        # Cal lives with Bea: the households of checks are people alone
        h = int(a("household")[w.row["Bea"]])
        c.h_ptr, c.h_member = (
            np.array([0, *([2] * (h + 1))]),
            np.array([w.row["Bea"], w.row["Cal"]]),
        )
        c.h_ptr = np.zeros(len(c.h_ptr) + 1, np.int64)
        c.h_ptr[h + 1 :] = 2
        a("household")[w.row["Cal"]] = h
        assert dissent.with_children(c, [w.row["Bea"]], who) == sorted([w.row["Bea"], w.row["Cal"]])
        assert dissent.with_children(c, [w.row["Cal"]], who) == []
    finally:
        a("household")[:] = house


def test_enough_who_stand_against_a_leader_bring_them_down():
    w = world()
    for name in ("Bea", "Cal"):
        w.say(name, C_GRIEVANCE, O_DEPOSE, "Ann")
    w.step("leading", w.at(21))
    assert not w.events("deposed"), "two of six are fewer than two in five"
    w.say("Dan", C_GRIEVANCE, O_DEPOSE, "Ann")
    w.step("leading", w.at(22))
    (fell,) = w.events("deposed")
    assert fell["subject"] == w.row["Ann"]
    assert w.a("g_leader")[1] in [w.row[n] for n in ("Bea", "Cal", "Dan")]
    (leads,) = w.events("leads")
    assert leads["cause"] == w.events().index(fell)


def test_who_stood_against_one_who_fell_is_not_against_the_next():
    w = world()
    for name in NAMES[1:]:
        w.say(name, C_GRIEVANCE, O_DEPOSE, "Ann")
    w.step("leading", w.at(21))
    assert len(w.events("deposed")) == 1


def test_a_switch_keeps_leaders_in_place():
    w = world(leading={"deposing": False})
    for name in NAMES[1:]:
        w.say(name, C_GRIEVANCE, O_DEPOSE, "Ann")
    w.step("leading", w.at(21))
    assert w.a("g_leader")[1] == w.row["Ann"]


def test_whom_most_hold_to_follows_a_dead_leader():
    w = world()
    a = w.a
    for name in ("Bea", "Dan", "Eve", "Fay"):
        for r in (w.ties_row(name, "Cal"),):
            a("tie_strength")[r] = 1.0
    a("fate")[w.row["Ann"]], a("gone")[w.row["Ann"]] = 1, True
    evening(w)
    (leads,) = w.events("leads")
    assert leads["subject"] == w.row["Cal"]
    assert leads["object"] == w.row["Ann"]


def test_grumbling_is_written_down():
    w = world()
    w.say("Bea", C_GRIEVANCE, O_GRUMBLE, "Ann")
    w.step("leading", w.at(21))
    (grumble,) = w.events("grumbled")
    assert (grumble["subject"], grumble["object"]) == (w.row["Bea"], w.row["Ann"])


def test_hardship_breaks_a_band_along_its_weakest_ties():
    members = [person(n, "mill") for n in NAMES]
    camps = ("Ann", "Bea", "Cal"), ("Dan", "Eve", "Fay")
    ties = [tie(a, b, 0.9 if any({a, b} <= set(c) for c in camps) else 0.1, -0.9)
            for i, a in enumerate(NAMES) for b in NAMES[i + 1 :]]  # fmt: skip
    w = Bands(members, [{"name": "mill", "leader": "Ann", "style": 0.9}], ties)
    a = w.a
    a("hungry_days")[[w.row[n] for n in camps[1]]] = 5
    a("grief")[[w.row[n] for n in camps[1]]] = 1.0
    a("hungry_days")[[w.row[n] for n in camps[0]]] = 2
    evening(w)
    (split,) = w.events("split")
    assert {n for n in NAMES if a("group_id")[w.row[n]] != 1} == set(camps[1])
    assert (split["value"], split["value2"]) == (3, 3)
    assert split["object"] == w.row["Ann"]


def test_a_contented_band_of_any_size_does_not_break():
    w = evening(world(trust=0.9, style=0.3))
    assert not w.events("split")


def test_losses_harden_and_being_left_softens_a_leader():
    hard, soft = world(style=0.5), world(style=0.9)
    for _ in range(6):
        hard.a("g_losses")[1] = 2.0
        soft.a("g_left")[1] = 3.0
        hard.step("leading", hard.at(20, 15))
        soft.step("leading", soft.at(20, 15))
    assert hard.a("g_style")[1] > 0.53
    assert soft.a("g_style")[1] < 0.87
    assert hard.events("style_drifts")[0]["value2"] > 0 > soft.events("style_drifts")[0]["value2"]


def test_the_only_weapon_is_taken_from_a_friend_who_leaves():
    w = world()
    bea, cal = w.row["Bea"], w.row["Cal"]
    w.a("load")[:, 8:] = 0
    w.a("load")[bea, 8], w.a("load")[bea, 5] = 1, 7
    w.say("Cal", C_FRIEND_LEAVES, O_TAKE_WEAPON, "Bea")
    w.step("leading", w.at(21))
    assert w.a("load")[bea, 8] == 0
    assert w.a("load")[cal, 8] == 1
    assert w.a("load")[cal, 5] == 7
    assert {e["object"] for e in w.events("robbed")} == {bea}
    n = int(w.a("deed_n")[0])
    assert (w.a("deed_who")[:n] == cal).all()
    assert n == 1


def test_a_band_of_nobody_ends_and_says_so():
    w = world()
    for n in NAMES:
        w.a("fate")[w.row[n]], w.a("gone")[w.row[n]] = 1, True
    evening(w)
    assert [e["subject"] for e in w.events("group_ended")] == [1]
    assert w.a("g_kind")[1] == 0


def test_who_leaves_knows_what_the_band_knew():
    from kinward.society.groups import has_cleared, note_cleared

    w = world()
    c = SimpleNamespace(cleared=w.a("cleared"))
    note_cleared(c, 1, 7)
    n = int(w.a("group_n")[0])
    w.a("leaving")[w.row["Bea"]] = w.row["Bea"]
    w.step("leading", w.at(5, 45, day=1))
    assert w.a("group_id")[w.row["Bea"]] == n
    assert has_cleared(c, n, 7)
    assert not has_cleared(c, n, 8)
    assert not has_cleared(c, n + 1, 7)
