"""Searches: who is overdue is missed in the evening, and looked for after the night."""

import numpy as np
import pytest
from tests.society.supply_worlds import Quiet

from kinward.core.clock import DAY, HOUR
from kinward.core.vocabulary import A_HIDE, A_ROUTINE, C_CALL, C_GRIEF, C_OVERDUE
from kinward.society.zone.run_rows import DONE, FOUND, LOST, MISSED, SOUGHT

DAILY = {"supply": {"every": 1.0}, "search": {"late": "1 h"}}


def out(world):
    """A run that is at its first place, and its two members."""
    r = next(
        r for r in range(world.a("run_n")[0])
        if world.a("run_left")[r] and world.a("unit")[world.a("run_member")[r, 0]] > 0
    )  # fmt: skip
    return r, *world.a("run_member")[r, :2].tolist()


def lost_team(**sets):
    """A world in which one team dies on its run."""
    world = Quiet(**(DAILY | sets)).until(2.9)
    r, a, b = out(world)
    world.end(a)
    world.end(b)
    return world, r, a, b


@pytest.fixture(scope="module")
def searched():
    """A team died; the evening, the night and the next day."""
    world, r, a, b = lost_team()
    world.until(12)
    world.evening = (world.a("pending").copy(), world.a("pending_about").copy())
    world.a("pending")[:] = -1
    world.a("think_n")[0] = 0
    world.until(23.9)
    world.called = np.flatnonzero(world.a("pending") == C_CALL)
    world.a("pending")[:] = -1
    world.a("think_n")[0] = 0
    return world.until(35), r, a, b


def test_a_team_that_is_not_back_is_overdue(searched):
    world, r, a, b = searched
    missed = world.seen("overdue")
    assert {e["subject"] for e in missed if e["k"] == r} == {a, b}
    assert all(17.5 <= (e["t"] / HOUR + 6) < 17.6 and e["value"] >= 1 for e in missed)


def test_those_close_to_them_are_told(searched):
    world, _, a, b = searched
    pending, about = world.evening
    told = set(np.flatnonzero(pending == C_OVERDUE).tolist())
    for m in (a, b):
        h = world.a("household")[m]
        housemates = world.a("h_member")[world.a("h_ptr")[h] : world.a("h_ptr")[h + 1]]
        assert set(housemates.tolist()) - {a, b} <= told
    assert {int(x) for x in about[list(told)]} <= {a, b}


def test_some_are_asked_to_go_in_the_morning(searched):
    world, _, a, b = searched
    assert 1 <= len(world.called) <= 8
    assert (world.a("age")[world.called] >= 16).all()
    assert {a, b}.isdisjoint(world.called.tolist())


def test_a_party_goes_and_finds_the_dead(searched):
    world, r, a, b = searched
    sent, found = world.seen("search_sent"), world.seen("search_found")
    assert 2 <= len(sent) <= 4
    assert {e["object"] for e in found} == {a, b}
    assert all(e["value"] == 0 for e in found)
    assert world.a("run_state")[r] == SOUGHT
    assert (world.a("run_in")[r, :2] == FOUND).all()
    s = sent[0]["k"]
    assert world.a("run_of")[s] == r
    assert (world.a("run_in")[s, : len(sent)] == DONE).all()
    assert all(e["t"] > DAY for e in sent)


def test_the_chain_of_causes_goes_back_to_the_run(searched):
    world, _r, *_ = searched
    by_number = {e["n"]: e for name in ("run_left", "overdue", "search_sent", "search_found")
                 for e in world.seen(name)}  # fmt: skip
    for e in world.seen("search_found"):
        chain = []
        while e:
            chain.append(e["kind"])
            e = by_number.get(e["cause"])
        assert chain == [412, 411, 410, 404]


def test_word_of_the_dead_comes_with_the_party(searched):
    world, _, a, b = searched
    grieving = np.flatnonzero(world.a("pending") == C_GRIEF)
    assert len(grieving) > 0
    assert {int(m) for m in world.a("pending_about")[grieving]} <= {a, b}


def test_who_hides_is_found_alive_and_brought_home():
    world = Quiet(**DAILY).until(2.9)
    _r, a, b = out(world)
    for m in (a, b):
        world.a("aim")[m], world.a("moving")[m] = A_HIDE, False
    world.until(34)
    found = world.seen("search_found")
    assert {(e["object"], e["value"]) for e in found} == {(a, 1.0), (b, 1.0)}
    assert world.a("p_zone")[world.a("passage")[[a, b]]].all()
    assert (world.a("aim")[[a, b]] == A_ROUTINE).all()
    assert (world.a("on_run")[[a, b]] == -1).all()
    assert not world.seen("search_ended")


def test_who_offers_goes_first():
    world, r, _a, _b = lost_team()
    world.until(24.2)
    idle = np.flatnonzero((world.a("role") == 9) & (world.a("age") > 20))[:3]
    world.a("volunteers_for")[idle] = r
    world.until(28)
    assert {e["subject"] for e in world.seen("search_sent")} == set(idle.tolist())
    assert (world.a("volunteers_for")[idle] == -1).all() or world.a("run_state")[r] == MISSED


def test_what_is_not_there_is_given_up():
    world, r, a, b = lost_team(search={"days": 1})
    for m in (a, b):
        world.a("passage")[m] = -1  # carried off
    world.until(35)
    assert not world.seen("search_found")
    assert {e["object"] for e in world.seen("search_ended")} == {a, b}
    assert world.a("run_state")[r] == LOST


def test_a_fallen_leader_gives_up_nothing_and_the_others_do():
    world, r, a, b = lost_team(search={"days": 1})
    for m in (a, b):
        world.a("passage")[m] = -1  # carried off
    world.until(24.2)
    idle = np.flatnonzero((world.a("role") == 9) & (world.a("age") > 20))[:4]
    world.a("volunteers_for")[idle] = r
    world.until(26)
    party = {e["subject"] for e in world.seen("search_sent")}
    search = int(np.flatnonzero(world.a("run_of") == r)[0])
    lead = int(world.a("run_lead")[search])
    assert lead in party
    world.end(lead)
    world.until(35)
    ended = world.seen("search_ended")
    assert {e["object"] for e in ended} == {a, b}
    assert {e["subject"] for e in ended} <= party - {lead}


def test_no_search_by_order():
    world, _r, *_ = lost_team()
    world.a("rule_search")[0] = False
    world.until(30)
    assert world.seen("overdue")
    assert not world.seen("search_sent")


def test_who_comes_back_alone_tells_of_the_other():
    world = Quiet(**DAILY).until(2.9)
    r, a, b = out(world)
    world.end(b)
    world.until(12)
    assert not world.seen("overdue")
    assert [e["subject"] for e in world.seen("run_back") if e["k"] == r] == [a]
    grieving = np.flatnonzero(world.a("pending") == C_GRIEF)
    assert set(world.a("pending_about")[grieving].tolist()) == {b}
