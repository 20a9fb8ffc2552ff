"""Who has not been seen for long is missed by those they live with."""

import pytest
from tests.society.band_world import Bands, person, tie

from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.core.ties import MISSING

NAMES = ("Ann", "Bea", "Cal")


def world(strength=0.8, apart=False, **sections):
    """Bea was lost, and nobody saw what became of her; Ann lives with her, or does not."""
    members = [person(n, "mill", age=30 + i) for i, n in enumerate(NAMES)]
    members += [person("Dan", "depot", age=40)]
    w = Bands(members, [{"name": "mill", "leader": "Cal"}, {"name": "depot", "leader": "Dan"}],
              [tie("Ann", "Bea", strength)], **sections)  # fmt: skip
    ann, bea = w.row["Ann"], w.row["Bea"]
    w.a("g_people")[1:3] = 3, 1
    w.a("household")[bea] = w.a("household")[ann] + 1
    if apart:
        w.a("group_id")[bea] = 2
    w.a("fate")[bea], w.a("gone")[bea] = v.DEAD, True
    w.a("activity")[:] = v.FREE
    return w


def missed(w, hours):
    """Who misses whom, after so many hours."""
    w.clear()
    w.step("miss", hours * HOUR)
    return [(e["subject"], e["object"]) for e in w.events("missed")]


def test_who_has_not_been_seen_for_a_day_and_a_half_is_missed():
    w = world()
    ann, bea = w.row["Ann"], w.row["Bea"]
    assert missed(w, 35) == []
    assert missed(w, 36) == [(ann, bea)], "Cal knew her too little"
    assert w.a("pending")[ann] == v.C_OVERDUE
    assert w.a("pending_about")[ann] == bea
    assert w.events("missed")[0]["value"] == 36.0
    assert w.a("tie_state")[w.ties_row("Ann", "Bea")] == MISSING
    w.a("pending")[ann] = -1
    assert missed(w, 37) == [], "she is missed once"


def test_who_was_seen_since_is_not_missed_yet():
    w = world()
    w.a("tie_seen_t")[w.ties_row("Ann", "Bea")] = 10 * HOUR
    assert missed(w, 45) == []
    assert len(missed(w, 46)) == 1


def test_who_is_known_to_be_out_is_waited_for_twice_as_long():
    w = world()
    w.a("aim")[w.row["Bea"]] = v.A_ERRAND
    assert missed(w, 71) == []
    assert len(missed(w, 72)) == 1


def test_who_is_kept_apart_is_not_missed():
    w = world()
    w.a("aim")[w.row["Bea"]] = v.A_QUARANTINE
    assert missed(w, 200) == []


def test_nobody_misses_whom_they_know_to_be_lost_or_wait_for_already():
    for state in (1, 3):
        w = world()
        w.a("tie_state")[w.ties_row("Ann", "Bea")] = state
        assert missed(w, 100) == []


def test_who_went_to_live_elsewhere_is_not_missed():
    assert missed(world(apart=True), 100) == []


def test_who_has_a_home_of_their_own_is_not_missed():
    w = world()
    w.a("home")[w.row["Bea"]] = w.a("home")[w.row["Dan"]]
    assert missed(w, 100) == []


def test_in_a_crowd_only_the_household_is_missed():
    w = world()
    w.a("g_people")[1] = 151
    assert missed(w, 100) == []
    w.a("household")[w.row["Bea"]] = w.a("household")[w.row["Ann"]]
    assert len(missed(w, 101)) == 1


def test_an_acquaintance_is_not_missed():
    assert missed(world(strength=0.5), 100) == []


def test_nobody_thinks_of_it_asleep_or_between_the_hours():
    w = world()
    w.a("activity")[:] = v.SLEEP
    assert missed(w, 100) == []
    w.a("activity")[:] = v.FREE
    w.step("miss", 101 * HOUR + MINUTE)
    assert not w.events("missed")


def test_behind_a_wall_nobody_has_to_be_missed():
    w = world()
    w.a("no_wall")[0] = False
    assert missed(w, 100) == []


@pytest.mark.parametrize("switch", [{"missing": False}, {"beliefs": False}])
def test_switches(switch):
    assert missed(world(mind=switch), 100) == []
