"""Where somebody was last seen: one looks there first, and is told when they do not come along."""

from __future__ import annotations

import numpy as np
import pytest
from tests.mind.test_gather_anew import T0, Danger
from tests.mind.test_their_own import _class, _put, _tie

from kinward.core import vocabulary as v
from kinward.core.choices import O_FETCH
from kinward.core.clock import MINUTE
from kinward.core.events import KIND, OBJECT, SUBJECT, WHAT
from kinward.core.hope import MET, NOT_AT_DAY, NOT_AT_LAST
from kinward.core.party import leave
from kinward.engine.build import build, settle_lists
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.mind.warning_vocabulary import NOT_THERE, SET_OUT


@pytest.fixture
def danger():
    return Danger()


def _lost(danger):
    """(a parent, their child of seven, the room where they were together a minute ago)."""
    a = danger.a
    parent, child, _, _ = _class(danger)
    danger.minute()
    room = int(a("unit")[parent])
    leave(danger.party, child)
    home = int(a("home")[parent])
    others = np.flatnonzero(a("household") == a("household")[parent])
    for m in set(others.tolist()) - {parent, child}:
        a("gone")[m] = True  # of these two alone
        for x in (parent, child):
            a("tie_alive")[_tie(a, x, m)] = 0.0
    _put(danger, parent, home)
    a("age")[child], a("guide")[[parent, child]], a("think_t")[[parent, child]] = 7, -1, -1
    a("been_home")[parent] = True
    return parent, child, room


def test_where_they_were_last_together_is_known_to_both(danger):
    a = danger.a
    parent, child, room = _lost(danger)
    for m, o in ((parent, child), (child, parent)):
        r = _tie(a, m, o)
        assert a("tie_hope")[r] & MET
        assert a("tie_at")[r] == len(a("p_len")) + room


def test_a_parent_looks_for_a_lost_child_where_they_lost_it_not_at_the_school(danger):
    a = danger.a
    parent, child, room = _lost(danger)
    assert a("work")[child] not in (room, 0)
    a("think_t")[parent], a("aim")[parent] = T0, v.A_ROUTINE
    a("believes")[parent] = 0.9
    ints = danger.minute()
    went = ints[(ints[:, KIND] == SET_OUT) & (ints[:, SUBJECT] == parent)]
    assert went[:, WHAT].tolist() == [O_FETCH]
    assert went[:, OBJECT].tolist() == [child]
    assert a("wish_unit")[parent] == room


def test_who_finds_nobody_where_they_lost_them_looks_there_no_more(danger):
    a = danger.a
    parent, child, room = _lost(danger)
    _put(danger, parent, room)
    _put(danger, child, int(a("work")[child]))
    a("aim")[parent], a("aim_about")[parent], a("arrived")[parent] = v.A_COLLECT, child, True
    ints = danger.minute(T0 + 5 * MINUTE)
    assert child in ints[(ints[:, KIND] == NOT_THERE) & (ints[:, SUBJECT] == parent), OBJECT]
    hope = a("tie_hope")[_tie(a, parent, child)]
    assert hope & NOT_AT_LAST
    assert not hope & NOT_AT_DAY
    assert not (a("aim")[parent] == v.A_COLLECT and a("wish_unit")[parent] == room)


def test_who_leads_thinks_again_when_one_of_theirs_has_not_come_along(danger):
    a = danger.a
    parent, child, _, _ = _class(danger)
    danger.minute()
    a("think_t")[[parent, child]] = -1
    _put(danger, parent, int(a("home")[parent]))
    a("aim")[parent], a("aim")[child], a("guide")[child] = v.A_SAFETY, v.A_INDOORS, parent
    a("moving")[parent] = True
    danger.minute()
    assert a("guide")[child] == -1
    assert a("aim")[parent] != v.A_SAFETY or a("think_t")[parent] >= 0


@pytest.mark.parametrize("aim", [v.A_SAFETY, v.A_GATHER])
def test_whom_a_fall_has_stopped_on_the_way_goes_on(danger, aim):
    """Nobody told those to go on who came down with a stair: they stood there for hours."""
    a = danger.a
    (one,) = danger.grown(1)
    a("aim")[one], a("think_t")[one], a("moving")[one], a("wish")[one] = aim, -1, False, 0
    a("unit")[one], a("arrived")[one] = 0, False
    a("believes")[one] = 0.95
    danger.minute()
    assert a("wish")[one] != 0 or a("think_t")[one] > T0


def test_who_noticed_nothing_at_first_comes_to_notice():
    def unwarned(notices):
        scenario = Scenario.from_data({
            "map": "ruins", "people": 60, "infected_per_living": 0, "seed": 7, "start_hour": 9.5,
            "zone": {"on": False},
            "warning": {"on": True, "at": "1 min", "cue": 0.0, "notices": notices},
        })  # fmt: skip
        live = build(scenario)

        def drain(live):
            live.events.drain()
            live.decisions.drain()

        engine = Engine(live, drain)
        for t in range(0, 40 * MINUTE, MINUTE):
            engine.minute(t)
        return (live.array("warned_t") < 0).mean()

    assert unwarned("0 /min") == 1.0
    assert unwarned("0.05 /min") < 0.4


@pytest.mark.parametrize("aim", [v.A_FOLLOW, v.A_WAIT, v.A_FETCH])
def test_two_who_are_after_each_other_and_see_each_other_go_on_together(danger, aim):
    """Each went to where the other had just stood, past each other, for half an hour."""
    a = danger.a
    parent, child, _ = _lost(danger)
    p = next(q for q in range(len(a("p_len"))) if a("p_host")[q] < 0 and a("p_len")[q] > 45.0
             and not a("p_safe")[q])  # fmt: skip
    for m, off in ((parent, 2.0), (child, 42.0)):
        a("passage")[m], a("offset")[m], a("unit")[m] = p, off, 0
        a("moving")[m], a("wish")[m] = False, 0
    settle_lists(danger.live)
    a("aim")[parent], a("aim_about")[parent] = v.A_LOOK_FOR, child
    a("aim")[child], a("aim_about")[child] = aim, parent
    danger.minute(T0 + MINUTE)
    assert a("party")[parent] == a("party")[child] >= 0
    assert a("aim")[child] != aim
