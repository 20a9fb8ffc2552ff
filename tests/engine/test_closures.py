"""Closures on a map made for them: a short way and a long one between two ends.

start ---- a ==short== b ---- goal
            \\__ long __/
"""

import numpy as np
import pytest

from kinward.city import Draft
from kinward.core import dated
from kinward.core.clock import MINUTE
from kinward.engine.intervene import Intervene
from kinward.engine.interventions import ClosePassage, OpenPassage
from kinward.engine.plan import Step
from kinward.engine.targets import Change
from kinward.verify.worlds import Walk, process, stand, world

START, SHORT, ONE, TWO, GOAL = range(5)
NONE = {"gate_passage": np.zeros(0, np.int32), "gate_offset": np.zeros(0)}


class Town:
    """People at the start, all on their way to the goal; `changes` are (minute, spec, passage)."""

    def __init__(self, *changes, people=1, long=True, where=(START, 0.0)):
        draft = Draft("two ways")
        nodes = [draft.node(*xy) for xy in ((0, 0), (20, 0), (120, 0), (140, 0), (70, 100))]
        s, a, b, t, c = nodes
        for ends in ((s, a), (a, b), (a, c), (c, b), (b, t)):
            if long or ends != (c, b):
                draft.passage(*ends, width=4.0)
        self.live = world(draft.compile(), people, fixed=NONE)
        stand(self.live, [where] * people)
        self.live.world.changes = tuple(
            Change(n, minute * MINUTE, spec, (p,)) for n, (minute, spec, p) in enumerate(changes)
        )
        self.walk = Walk(self.live)
        self.set_out = Step(process("set_out"), self.live)
        self.intervene = Intervene(self.live)
        self.events = []
        self.goal = GOAL if long else GOAL - 1
        for m in range(people):
            self.walk.send.to_point(m, self.goal, 15.0)

    def minutes(self, n):
        for _ in range(n):
            self.intervene(self.walk.t)
            self.events += self.live.events.drain()[0].tolist()
            for _ in range(60):
                self.set_out(self.walk.t)
                self.walk.step()

    def a(self, name):
        return self.live.array(name)

    def met(self):
        return [(e[0] // MINUTE, e[2], e[5]) for e in self.events if e[1] == dated.MET_CLOSURE]


CLOSE, OPEN = (
    ClosePassage(do="close_passage", passage=SHORT),
    OpenPassage(do="open_passage", passage=SHORT),
)


def test_the_short_way_is_taken_where_it_is_open():
    town = Town()
    town.minutes(3)
    assert town.a("arrived")[0]


def test_who_comes_to_the_closure_learns_it_there_and_goes_around():
    town = Town((0, CLOSE, SHORT))
    town.minutes(1)
    assert town.a("passage")[0] == START
    assert town.a("blocked")[0]
    assert not town.a("p_known").any()
    town.minutes(6)
    assert town.met() == [(1, 0, SHORT)]
    assert town.a("arrived")[0]
    assert not town.a("blocked")[0]


def test_word_is_out_with_the_next_minute():
    town = Town((0, CLOSE, SHORT), people=2)
    town.walk.send.halt(1)
    town.minutes(2)
    town.walk.send.to_point(1, GOAL, 15.0)
    town.minutes(7)
    assert town.met() == [(1, 0, SHORT)], "the second did not have to come to it"
    assert town.a("arrived").all()


def test_the_infected_stop_at_it_and_tell_nobody():
    town = Town((0, CLOSE, SHORT))
    town.a("fate")[0] = 2
    town.minutes(3)
    assert town.a("passage")[0] == START
    assert town.met() == []
    assert not town.a("p_known").any()


def test_who_is_within_may_come_out():
    town = Town((0, CLOSE, SHORT), where=(SHORT, 40.0))
    town.minutes(3)
    assert town.a("arrived")[0]
    assert town.met() == []


def test_who_has_no_way_left_stays_until_there_is_one():
    town = Town((0, CLOSE, SHORT), (5, OPEN, SHORT), long=False)
    town.minutes(5)
    assert town.a("passage")[0] == START
    assert not town.a("moving")[0]
    assert len(town.met()) == 1
    town.minutes(3)
    assert town.a("arrived")[0]


def test_a_goal_on_the_closed_passage_cannot_be_reached():
    town = Town((0, CLOSE, SHORT))
    town.walk.send.to_point(0, SHORT, 50.0)
    town.minutes(5)
    assert town.a("passage")[0] == START
    assert not town.a("moving")[0]
    assert town.met() == [(1, 0, SHORT)]
    assert not town.walk.send.to_point(0, SHORT, 50.0)


@pytest.mark.parametrize("minute", [1, 2, 3])
def test_a_world_built_anew_knows_what_its_state_knows(minute):
    town = Town((0, CLOSE, SHORT))
    town.minutes(minute)
    table = town.a("table").copy()
    town.live.world.walk.close(np.zeros(5, bool))
    Intervene(town.live)
    assert (town.a("table") == table).all()
