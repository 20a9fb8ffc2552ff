"""Meeting places and notes: who has one, who goes there, what those read who come by."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.choices import O_MEETING, O_SAFETY
from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KIND, PLACE, SUBJECT, WHAT
from kinward.core.hope import LEFT, NOT_AT_DAY, TO_POINT
from kinward.core.vocabulary import A_SAFETY
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.mind import reunion_parameters as rp
from kinward.mind.notes import LEAVE_NOTES, READ_NOTES
from kinward.mind.warning_vocabulary import AT_POINT, LEFT_NOTE, READ_NOTE, SET_OUT
from kinward.verify.dangers import FIRE, NO_TRADES


def world(people=200, seed=5, warning=None, **reunion):
    return build(Scenario.from_data({
        "map": "ruins", "people": people, "infected_per_living": 0, "seed": seed, "days": 1,
        "start_hour": 9.5, "zone": {"on": False}, "roles": NO_TRADES,
        "warning": {"on": True, "at": "10 min", **FIRE, **(warning or {})},
        "reunion": {"on": True, **reunion},
    }))  # fmt: skip


def played(minutes=120, **kw):
    live, seen = world(**kw), []

    def drain(live):
        seen.append(live.events.drain()[0])
        live.decisions.drain()

    engine = Engine(live, drain)
    for t in range(0, minutes * MINUTE, MINUTE):
        engine.minute(t)
    return live, np.concatenate(seen)


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    for name, place in rp.S.items():
        assert getattr(rp, name.upper()) == place, name


def test_a_share_of_households_agreed_and_none_where_it_is_off():
    live = world(people=800)
    a = live.array
    old = np.bincount(a("household"), weights=a("age") >= 10, minlength=len(a("meet_passage")))
    able = old >= 2
    assert (a("meet_passage") >= 0)[~able].sum() == 0
    assert 0.3 < (a("meet_passage") >= 0)[able].mean() < 0.5
    assert (world(on=False).array("meet_passage") < 0).all()
    home = world(people=800, door=1.0).array
    h = np.flatnonzero(home("meet_passage") >= 0)[0]
    m = home("h_member")[home("h_ptr")[h]]
    p = home("u_passage")[home("home")[m]]
    assert home("meet_passage")[h] in (p, home("p_host")[p])


def test_people_go_there_only_where_agreed_and_nobody_can_call():
    live, log = played(agreed=1.0, keeps=0.9)
    went = log[(log[:, KIND] == SET_OUT) & (log[:, WHAT] == O_MEETING)]
    assert len(went) > 5
    assert (log[:, KIND] == AT_POINT).sum() > 3
    there = log[log[:, KIND] == AT_POINT][:, SUBJECT]
    assert (live.array("point_t")[there] >= 0).all()
    for kw in ({"agreed": 0.0}, {"warning": {"calls": True}}, {"on": False}):
        _, log = played(**{"agreed": 1.0, **kw})
        assert not ((log[:, KIND] == SET_OUT) & (log[:, WHAT] == O_MEETING)).any()


def pair(live):
    """Two grown ones of a household, of whom one is at home and one is in the street."""
    a = live.array
    for h in range(len(a("h_ptr")) - 1):
        who = a("h_member")[a("h_ptr")[h] : a("h_ptr")[h + 1]]
        who = who[a("age")[who] >= 18]
        if len(who) >= 2 and a("home")[who[0]] > 0:
            return int(who[0]), int(who[1])
    raise AssertionError("no such household")


def put(live, m, unit):
    a = live.array
    at = unit or int(a("home")[m])
    a("passage")[m], a("offset")[m], a("unit")[m] = a("u_passage")[at], a("u_off")[at], unit
    settle_lists(live)


def note_and_read(after, code=A_SAFETY, **reunion):
    live = world(**reunion)
    a = live.array
    m, o = pair(live)
    a("danger_t")[0] = 0
    a("activity_then")[:] = a("activity")
    put(live, m, int(a("home")[m]))
    put(live, o, 0)
    a("warned_t")[[m, o]] = 0
    a("aim")[m], a("aim_event")[m] = code, 7
    leaves, reads = Step(LEAVE_NOTES, live), Step(READ_NOTES, live)
    reads(MINUTE)
    leaves(MINUTE)
    put(live, m, 0)
    put(live, o, int(a("home")[o]))
    reads(MINUTE + after)
    reads(2 * MINUTE + after)
    rows = slice(a("tie_ptr")[o], a("tie_end")[o])
    hope = int(a("tie_hope")[rows][a("tie_to")[rows] == m][0])
    return hope, live.events.drain()[0]


def test_who_comes_home_reads_where_the_others_went():
    hope, log = note_and_read(5 * MINUTE)
    assert hope & LEFT
    assert hope & NOT_AT_DAY
    assert (log[:, KIND] == LEFT_NOTE).sum() == 1
    read = log[log[:, KIND] == READ_NOTE]
    assert len(read) == 1
    assert read[0, WHAT] == O_SAFETY


def test_an_old_note_is_not_gone_by_and_without_notes_there_is_none():
    hope, log = note_and_read(400 * HOUR)
    assert (log[:, KIND] == READ_NOTE).sum() == 1
    assert not hope & LEFT
    hope, log = note_and_read(5 * MINUTE, notes=False)
    assert not hope & (LEFT | TO_POINT)
    assert not (log[:, KIND] == LEFT_NOTE).any()


@pytest.mark.parametrize("writes", [0.0, 1.0])
def test_away_from_home_a_share_writes(writes):
    _, log = played(writes=writes, agreed=0.0)
    live = world()
    homes = set((len(live.array("p_len")) + live.array("home")).tolist())
    places = log[log[:, KIND] == LEFT_NOTE][:, PLACE].tolist()
    assert any(p not in homes for p in places) == bool(writes)
