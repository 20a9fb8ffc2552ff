"""Closures on a map made for them: a short way and a long one between two ends.

start ---- a ==short== b ---- goal
            \\__ long __/
"""

import numpy as np
import pytest

from kinward.city import Draft
from kinward.city.routes import KNOWN
from kinward.core import dated
from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.vocabulary import FREE
from kinward.engine.intervene import Intervene
from kinward.engine.interventions import ClosePassage, OpenPassage
from kinward.engine.plan import Step
from kinward.engine.targets import Change
from kinward.verify.worlds import Walk, process, stand, world

START, SHORT, LONG, _, GOAL = range(5)
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
    assert not town.a("chart").any()
    town.minutes(6)
    assert town.met() == [(1, 0, SHORT)]
    assert town.a("arrived")[0]
    assert not town.a("blocked")[0]


def test_who_has_fainted_before_the_closure_learns_nothing():
    """And is dead a moment later: by the log the dead had met a closure."""
    town = Town((0, CLOSE, SHORT))
    town.minutes(1)
    assert town.a("blocked")[0]
    town.a("awake_mind")[0] = False
    town.minutes(3)
    assert not town.met()
    town.a("awake_mind")[0] = True
    town.minutes(1)
    assert [who for _, who, _ in town.met()] == [0]


def test_the_end_of_a_street_is_its_end_up_to_rounding():
    town = Town((0, CLOSE, SHORT))
    town.minutes(1)
    town.a("offset")[0] = np.nextafter(town.a("p_len")[START], 0.0)
    town.minutes(6)
    assert town.met() == [(1, 0, SHORT)]
    assert town.a("arrived")[0]


def acquainted(town, *pairs):
    """Let these pairs of people, (who, whom), have a tie both ways."""
    rows = sorted([*pairs, *((b, a) for a, b in pairs)])
    people = len(town.a("key"))
    ptr = np.searchsorted([a for a, _ in rows], np.arange(people + 1))
    town.live.world.arrays["tie_ptr"] = ptr.astype(np.int64)
    town.live.state.arrays["tie_to"] = np.array([b for _, b in rows], np.int32)
    town.a("tie_end")[:] = ptr[1:]


def saw(town):
    return [e for e in town.events if e[1] == dated.SAW_OPEN]


def heard(town):
    return [(e[0] // MINUTE, e[2], e[3]) for e in town.events if e[1] == dated.HEARD_OF_CLOSURE]


def test_what_one_has_met_the_other_does_not_know():
    town = Town((0, CLOSE, SHORT), people=2)
    town.walk.send.halt(1)
    town.minutes(2)
    town.walk.send.to_point(1, GOAL, 15.0)
    town.minutes(9)
    assert town.met() == [(1, 0, SHORT), (3, 1, SHORT)], "each comes to it"
    assert town.a("arrived").all()


def test_those_who_are_together_tell_one_another():
    town = Town((0, CLOSE, SHORT), people=3)
    town.a("activity")[:] = FREE
    acquainted(town, (0, 1))  # the third is a stranger to both
    for m in (1, 2):
        town.walk.send.halt(m)
    town.minutes(2)
    for m in range(3):
        town.walk.send.halt(m)
    stand(town.live, [(START, 14.0), (START, 18.0), (START, 18.0)])
    town.minutes(9)
    assert town.met() == [(1, 0, SHORT)]
    assert heard(town) == [(10, 1, 0)]
    assert town.a("chart").tolist() == [1, 1, 0]
    for m in (1, 2):
        town.walk.send.to_point(m, GOAL, 15.0)
    town.minutes(9)
    assert [m for _, m, _ in town.met()] == [0, 2], "who was told goes around at once"


def test_an_opening_is_seen_in_passing_and_not_known_from_afar():
    town = Town((0, CLOSE, SHORT), (2, OPEN, SHORT))
    town.minutes(2)
    town.walk.send.halt(0)
    stand(town.live, [(LONG, 90.0)])
    town.minutes(3)
    assert not saw(town)
    assert town.a("chart")[0] == 1
    town.walk.send.to_point(0, GOAL, 15.0)
    town.minutes(4)
    assert town.a("arrived")[0]
    assert [e[2] for e in saw(town)] == [0], "where the ways meet again it is seen"
    assert town.a("chart_facts")[0, town.a("chart")[0]] == 0b11


def test_more_pictures_than_there_is_room_for_make_the_oldest_known_to_all():
    """Every set of six closings but the empty one is 63 pictures."""
    six = [(0, CLOSE, p % 5) for p in range(6)]
    town = Town(*six, people=63)
    closures = town.intervene.closures
    town.minutes(1)
    closures._know(np.zeros(63, np.int64), {m: m + 1 for m in range(63)})
    masks = town.a("chart_facts")[0][town.a("chart")]
    assert (masks & 3 == 3).all(), "the oldest two are known to all"
    assert (masks == (np.arange(63) + 1 | 3)).all(), "the others to those who learned them"
    assert len(np.unique(town.a("chart"))) <= 32
    for n in np.unique(town.a("chart")).tolist():
        want = closures.closed(int(town.a("chart_facts")[0, n]))
        assert (np.isinf(town.a("way_cost")[2 * n]) == want).all()


def test_more_closings_than_can_be_kept_apart_are_refused():
    with pytest.raises(InputError, match="63 closings and openings; at most 62"):
        Town(*[(n, CLOSE, SHORT) for n in range(63)])


def test_the_infected_stop_at_it_and_tell_nobody():
    town = Town((0, CLOSE, SHORT))
    town.a("fate")[0] = 2
    town.minutes(3)
    assert town.a("passage")[0] == START
    assert town.met() == []
    assert not town.a("chart").any()


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
    cost = town.a("way_cost").copy()
    town.a("way_cost")[2 : 2 * KNOWN] = town.a("way_cost")[0]
    Intervene(town.live)
    assert (town.a("way_cost") == cost).all()
    assert np.isinf(town.a("way_cost")[2, SHORT]) == (minute > 1)
