"""Company: who flees the same way goes together, a reflex cuts apart, some go back."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person, tie

from kinward.city.places import rebuild
from kinward.core import vocabulary as v
from kinward.core.bundles import PENDING
from kinward.core.choices import O_LEAVE, O_TURN_BACK, O_WAIT, OPTIONS
from kinward.core.clock import MINUTE
from kinward.core.occasion import Pending, raise_occasion

NAMES = ("Ann", "Bea", "Cal", "Dan")
NOW = 60 * MINUTE
_LISTS = (
    "passage", "offset", "unit", "cell", "facing", "next_in", "prev_in", "first_in", "cell_n",
    "gone", "p_len", "p_cell", "p_ncell",
)  # fmt: skip


def street(bond=0.8, ages=(40, 30, 30, 30), goal=None, **sections):
    """All on one long street in one danger, on the way to one place, unless `goal` says where."""
    members = [person(n, "mill", age=a) for n, a in zip(NAMES, ages)]
    ties = [tie("Ann", "Bea", bond)] if bond else []
    w = Bands(members, [{"name": "mill", "leader": "Ann"}], ties, **sections)
    a = w.a
    p = int(np.argmax(np.where(a("p_host") < 0, a("p_len"), 0)))
    for i, n in enumerate(NAMES):
        m = w.row[n]
        a("passage")[m], a("offset")[m], a("unit")[m] = p, 20.0 + i, 0
        a("facing")[m], a("moving")[m] = 1, True
        a("goal_passage")[m], a("goal_offset")[m], a("goal_unit")[m] = p, 0.0, 0
        a("threat_t")[m], a("aim")[m] = NOW - MINUTE, v.A_FLEE
    if goal is not None:
        a("goal_passage")[w.row[goal]] += 1
    settle(w)
    return w


def settle(w):
    rebuild(*(w.a(n) for n in _LISTS))


def only(w, *names):
    """Take the others out of danger: they are no company."""
    for n in NAMES:
        if n not in names:
            w.a("threat_t")[w.row[n]] = -1


def together(w, *names):
    heads = {int(w.a("party")[w.row[n]]) for n in names}
    return len(heads) == 1 and heads != {-1}


def go(w, minutes=1):
    for i in range(minutes):
        threat = w.a("threat_t")
        threat[threat >= 0] = NOW + (i - 1) * MINUTE
        w.step("company", NOW + i * MINUTE)


def test_who_has_a_tie_falls_in_at_once_and_the_log_says_with_whom():
    w = street()
    only(w, "Ann", "Bea")
    go(w)
    assert together(w, "Ann", "Bea")
    (joined,) = w.events("party_joined")
    assert {joined["subject"], joined["object"]} == {w.row["Ann"], w.row["Bea"]}


def test_strangers_who_flee_to_one_place_fall_in_by_and_by():
    w = street(bond=0)
    only(w, "Ann", "Bea")
    go(w, 30)
    assert together(w, "Ann", "Bea")
    w = street(bond=0, mind={"falls_in": 0})
    go(w, 30)
    assert (w.a("party") == -1).all()


@pytest.mark.parametrize("change", ["goal", "side", "danger", "switch", "still"])
def test_strangers_on_other_ways_are_no_company(change):
    sections = {"mind": {"company": False}} if change == "switch" else {}
    w = street(bond=0, goal="Bea" if change == "goal" else None, **sections)
    only(w, "Ann", "Bea")
    bea = w.row["Bea"]
    if change == "side":
        w.a("facing")[bea] = 0
        settle(w)
    if change == "danger":
        w.a("threat_t")[bea] = -1
    if change == "still":
        w.a("moving")[bea] = False
    go(w, 30)
    assert (w.a("party") == -1).all()


def test_of_two_who_are_dear_to_each_other_the_younger_goes_where_the_older_goes():
    w = street(goal="Bea")
    only(w, "Ann", "Bea")
    go(w)
    bea = w.row["Bea"]
    assert together(w, "Ann", "Bea")
    assert w.a("aim")[bea] == v.A_FOLLOW
    assert w.a("aim_about")[bea] == w.row["Ann"]
    assert w.a("aim")[w.row["Ann"]] == v.A_FLEE


def test_company_ends_with_the_danger():
    w = street()
    only(w, "Ann", "Bea")
    go(w)
    w.a("aim")[w.row["Bea"]] = v.A_ROUTINE
    w.a("threat_t")[:] = -1
    go(w)
    assert (w.a("party") == -1).all()


def cut(**sections):
    """Ann ran, Bea hid: of a party of two each is out of sight of the other."""
    w = street(**sections)
    only(w, "Ann", "Bea")
    go(w)
    ann, bea = w.row["Ann"], w.row["Bea"]
    w.a("offset")[ann] += 60.0
    w.a("aim")[bea], w.a("moving")[bea] = v.A_HIDE, False
    settle(w)
    w.clear()
    go(w)
    return w


def test_a_reflex_cuts_apart_those_who_moved_together():
    w = cut()
    assert (w.a("party") == -1).all()
    (parted,) = w.events("parted")
    assert {parted["subject"], parted["object"]} == {w.row["Ann"], w.row["Bea"]}
    for one, other in (("Ann", "Bea"), ("Bea", "Ann")):
        assert w.a("pending")[w.row[one]] == v.C_PARTED
        assert w.a("pending_about")[w.row[one]] == w.row[other]


def test_without_the_switch_nobody_is_cut_apart():
    w = cut(mind={"parting": False})
    assert together(w, "Ann", "Bea")


def test_those_who_run_to_one_place_are_not_cut_apart_by_a_lead():
    w = street()
    only(w, "Ann", "Bea")
    go(w)
    w.a("offset")[w.row["Ann"]] += 60.0
    settle(w)
    go(w)
    assert together(w, "Ann", "Bea")


def choice(w, who, about, t=NOW + MINUTE):
    """Worths of going back, waiting and going on."""
    wait = Pending(*(w.a(n) for n in PENDING))
    w.a("think_n")[0] = 0
    m, o = w.row[who], w.row[about]
    w.a("pending")[m] = -1
    raise_occasion(wait, m, v.C_PARTED, o, -1, t)
    w.live.decisions.drain()
    w.step("decide", t)
    got = w.live.decisions.drain()
    return {int(code): worth / 100.0 for code, _, _, worth in got.options}


def test_a_child_is_gone_back_for_and_a_stranger_is_not():
    child = choice(street(bond=0.9, ages=(40, 7, 30, 30)), "Ann", "Bea")
    friend = choice(street(bond=0.9), "Ann", "Bea")
    stranger = choice(street(bond=0), "Ann", "Bea")
    assert set(child) == {O_TURN_BACK, O_WAIT, O_LEAVE}
    back = [x[O_TURN_BACK] - x[O_LEAVE] for x in (child, friend, stranger)]
    assert back[0] > back[1] > 0 > back[2]


def test_who_has_others_to_bring_away_goes_on():
    w = street(bond=0.9, ages=(40, 30, 6, 6))
    alone = choice(w, "Ann", "Bea")
    for n in ("Cal", "Dan"):
        w.a("household")[w.row[n]] = w.a("household")[w.row["Ann"]]
    members = [w.row[n] for n in ("Ann", "Cal", "Dan")]
    h = int(w.a("household")[w.row["Ann"]])
    w.a("h_ptr")[h + 1 :] = w.a("h_ptr")[h] + 3
    w.a("h_member")[w.a("h_ptr")[h] : w.a("h_ptr")[h] + 3] = members
    burdened = choice(w, "Ann", "Bea", NOW + 2 * MINUTE)
    gap = [x[O_TURN_BACK] - x[O_LEAVE] for x in (alone, burdened)]
    assert gap[1] == pytest.approx(gap[0] - 2.0, abs=0.15)


def test_who_goes_back_finds_them_and_brings_them_home():
    w = street(bond=0.95, ages=(40, 7, 30, 30))
    ann, bea = w.row["Ann"], w.row["Bea"]
    for o in range(len(OPTIONS)):
        w.a("option_on")[o] = o == O_TURN_BACK
    wait = Pending(*(w.a(n) for n in PENDING))
    raise_occasion(wait, ann, v.C_PARTED, bea, 5, NOW)
    w.step("decide", NOW)
    (back,) = w.events("turned_back")
    assert (back["subject"], back["object"]) == (ann, bea)
    assert w.a("aim")[ann] == v.A_FETCH
    w.step("aims", NOW + MINUTE)  # Bea is a step away
    assert w.a("aim")[bea] == v.A_FOLLOW
    assert w.a("aim")[ann] == v.A_HOME


def threatened(w, who="Ann", t=NOW):
    """Worths of the options before an infected that is near."""
    wait = Pending(*(w.a(n) for n in PENDING))
    w.a("think_n")[0] = 0
    m = w.row[who]
    w.a("pending")[m] = -1
    raise_occasion(wait, m, v.C_THREAT, -1, -1, t)
    w.live.decisions.drain()
    w.step("decide", t)
    got = w.live.decisions.drain()
    return {OPTIONS[int(code)]: worth / 100.0 for code, _, _, worth in got.options}


@pytest.mark.parametrize(("aim", "option"), [
    (v.A_FLEE, "flee"), (v.A_HIDE, "hide silently"),
])  # fmt: skip
def test_in_a_danger_one_flees_or_hides_as_those_do_with_whom_one_moves(aim, option):
    worths = {}
    for together in (True, False):
        # noise so strong that the choice is always close to another, and so in the log
        w = street(bond=0.9, mind={"together": together, "theta": 50})
        only(w, "Ann", "Bea")
        go(w)
        w.a("aim")[w.row["Bea"]] = aim
        for t in range(NOW, NOW + 60_000, 1000):
            worths[together] = threatened(w, t=t)
            w.a("aim")[w.row["Ann"]] = v.A_ROUTINE
            if option in worths[together]:
                break
    gap = {o: worths[True][o] - worths[False][o] for o in ("flee", "hide silently", "fight")}
    held = 0.5 * 4.0 * 0.9  # weight of others, of companions, and the bond
    assert gap.pop(option) == pytest.approx(held, abs=0.1)
    assert max(map(abs, gap.values())) < 0.35


def test_one_who_moves_alone_does_as_they_think_best():
    w = street(bond=0.9, mind={"company": False, "theta": 50})
    w.a("aim")[w.row["Bea"]] = v.A_FIGHT
    alone = threatened(w)
    w = street(bond=0.9, mind={"company": False, "theta": 50})
    w.a("aim")[w.row["Bea"]] = v.A_FLEE
    assert threatened(w)["fight"] == pytest.approx(alone["fight"], abs=0.02)
