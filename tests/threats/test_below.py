"""Those who go after whom the swarm took: into the sewers, to the nest, and up again."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city.graph import PassageKind
from kinward.core import vocabulary as v
from kinward.core.chase import GOES_IN, RUNS
from kinward.core.choices import O_RUN_AFTER
from kinward.core.clock import MINUTE
from kinward.core.events import CAUSE, KIND, KINDS, OBJECT, SUBJECT, WHAT, K, T
from kinward.engine.build import build, settle_lists
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine

NAMES = {code: kind.name for code, kind in KINDS.items()}


class Sewer:
    """A town of 60 at ten in the morning, one creature that lies in a nest far from a stage.

    `run` steps it; `seize` lets the creature hold somebody on a street over a sewer.
    """

    def __init__(self, **sections):
        data = {
            "map": "ruins", "people": 60, "infected_per_living": 0, "seed": 3, "days": 2,
            "start_hour": 10, "zone": {"on": False}, "timetable": {"on": False},
            "roles": {"soldiers": 0, "scouts": 0, "officers": 0, "music_share": 0},
            **sections,
            "swarm": {"on": True, "at": "20 h", "per_living": 0.0167, "nests": 1,
                      **sections.get("swarm", {})},
        }  # fmt: skip
        self.live = build(Scenario.from_data(data))
        self.a = self.live.array
        self.noted, self.values, self.minute = [], [], 0
        self.engine = Engine(self.live, self._drain)
        self.x = int(self.a("brood")[0])
        over = np.flatnonzero(self.a("sewer_of") >= 0)
        over = over[self.a("street_of_sewer")[self.a("nest_passage")[0]] != over]
        self.street = int(over[np.argmax(self.a("p_len")[over])])

    def _drain(self, live):
        first = live.events.head[1]
        ints, reals, _ = live.events.drain()
        self.noted += [[*e, first + i] for i, e in enumerate(ints.tolist())]
        self.values += reals.tolist()
        live.decisions.drain()

    def run(self, minutes):
        for _ in range(minutes):
            self.engine.minute(self.minute * MINUTE)
            self.minute += 1

    def events(self, name):
        return [e for e in self.noted if NAMES[e[KIND]] == name]

    def put(self, who, p, off):
        a = self.a
        for m in np.atleast_1d(who).tolist():
            a("passage")[m], a("offset")[m], a("unit")[m] = p, off, 0
            a("moving")[m] = False
        settle_lists(self.live)

    def pair(self):
        """A parent of working age and a child of theirs."""
        a = self.a
        for c in np.flatnonzero((a("age") < 14) & ~a("creature")).tolist():
            for r in range(a("tie_ptr")[c], a("tie_end")[c]):
                m = int(a("tie_to")[r])
                if a("tie_kind")[r] == v.PARENT and a("age")[m] < 80 and a("age")[m] >= 20:
                    return m, c
        raise AssertionError("no parent")

    def alone(self, *but):
        """Everybody else is far off, behind a door of their own, with nothing to see."""
        a = self.a
        rest = np.setdiff1d(np.flatnonzero(~a("creature")), but)
        a("gone")[rest] = True
        settle_lists(self.live)

    def seize(self, c, off):
        """The creature comes up beside c; its pack is out."""
        a = self.a
        self.put(self.x, self.street, off)
        a("task")[self.x], a("chart")[self.x], a("quarry")[self.x] = 2, 0, c
        a("sought_by")[c] = self.x
        a("pk_out")[:], a("pk_t")[:] = 1, 0
        a("pk_place")[:], a("pk_off")[:] = self.street, off
        a("grapples")[self.x], a("swarm_n")[0] = True, 1


def bold(**more):
    """People who always go: the tie weighs all."""
    return {"mind": {"bond": 20.0, "risk": 0.0, "dependants": 0.0, "feeling": 0.0}, **more}


def shy(**more):
    return {"mind": {"bond": 0.0, "risk": 20.0, "dependants": 0.0}, **more}


def stage(sections, minutes=12, off=12.0):
    town = Sewer(**sections)
    m, c = town.pair()
    town.alone(m, c)
    town.put([m, c], town.street, off)
    town.seize(c, off)
    town.parent, town.child = m, c
    town.run(minutes)
    return town


@pytest.fixture(scope="module")
def rescue():
    """The creature carries a child off, comes out no more, and the parent goes after."""
    town = stage(bold(), minutes=4)
    while town.minute < 30 and not town.events("freed"):
        if town.events("captured"):  # nobody guards the nest
            town.a("gone")[town.x] = True
        town.run(1)
    town.run(3)
    return town


def test_a_parent_who_sees_it_runs_after_the_child(rescue):
    (ran,) = rescue.events("ran_after")
    assert (ran[SUBJECT], ran[OBJECT]) == (rescue.parent, rescue.child)
    chosen = next(e for e in rescue.noted if e[-1] == ran[CAUSE])
    assert chosen[WHAT] == O_RUN_AFTER
    grasp = next(e for e in rescue.noted if e[-1] == chosen[CAUSE])
    assert NAMES[grasp[KIND]] == "grasped"
    assert grasp[T] == ran[T]


def test_the_marks_lead_down_the_manhole_and_to_the_nest(rescue):
    a = rescue.a
    (went,) = rescue.events("went_below")
    assert went[T] > rescue.events("ran_after")[0][T]
    p, seen = went[5], 0
    while a("drag_to")[p] >= 0 and seen < 100:
        p, seen = int(a("drag_to")[p]), seen + 1
    assert p == a("nest_passage")[0]


def test_who_lies_in_a_nest_is_freed_and_comes_up_alive(rescue):
    a = rescue.a
    (freed,) = rescue.events("freed")
    assert (freed[SUBJECT], freed[OBJECT]) == (rescue.child, rescue.parent)
    assert {e[SUBJECT] for e in rescue.events("came_up")} == {rescue.child, rescue.parent}
    for m in (rescue.child, rescue.parent):
        assert a("fate")[m] == v.ALIVE
        assert not a("gone")[m]
        assert a("p_kind")[a("passage")[m]] != PassageKind.SEWER
        assert a("chart")[m] == 0
    assert a("aim")[rescue.parent] != v.A_PURSUE
    assert a("chase_n")[0] == 0
    # what a wound lost in the nest is not lost at once: one died of it before one was freed
    assert a("bleed_t")[rescue.child] >= freed[T]


def test_who_will_not_go_lets_them_go():
    town = stage(shy())
    assert town.events("grasped")
    assert not town.events("ran_after")
    assert town.events("captured")


def test_switched_off_nobody_goes_after_anybody():
    town = stage(bold(pursuit={"on": False}))
    assert town.events("captured")
    assert not town.events("ran_after")


def test_without_marks_the_way_is_lost():
    """The street turns a corner before the creature goes down; nothing leads on."""
    town = stage(bold(swarm={"tracks": False}))
    assert town.events("ran_after")
    assert not town.events("freed")
    assert town.events("gave_up_chase") or not town.events("went_below")
    assert (town.a("drag_t") < 0).all()


def test_a_creature_that_lies_in_the_nest_turns_on_who_comes():
    def lie(stirs):
        town = Sewer(swarm={"stirs": stirs})
        m, c = town.pair()
        town.alone(m, c)
        a = town.a
        p = int(a("nest_passage")[0])
        town.put(m, p, a("p_len")[p] / 2)
        a("chart")[m], a("aim")[m], a("aim_about")[m] = a("chart")[town.x], v.A_PURSUE, c
        a("aim_until")[m] = 10**9
        a("chase")[m], a("in_chase")[m], a("chasers")[0], a("chase_n")[0] = GOES_IN, True, m, 1
        a("fate")[c], a("gone")[c], a("passage")[c] = v.CAPTURED, True, p
        town.run(1)
        return town

    assert lie("2 /s").events("grasped")
    assert not lie("0 /s").events("grasped")


def companions(dependants):
    """A friend stands by whose tie to the pursuer is strong; with small children or without."""
    town = Sewer(mind={"bond": 1.0, "theta": 0.01}, pursuit={"dark": 0.0})
    a = town.a
    m, c = town.pair()
    home = a("household")[m]
    for r in range(a("tie_ptr")[m], a("tie_end")[m]):
        f = int(a("tie_to")[r])
        size = np.diff(a("h_ptr"))[a("household")[f]]
        if a("household")[f] != home and 20 <= a("age")[f] < 60 and size > 1:
            break
    a("tie_strength")[r] = a("tie_strength")[a("tie_back")[r]] = 0.6
    town.alone(m, c, f)
    town.put([m, c, f], town.street, 12.0)
    if dependants:
        h = int(a("household")[f])
        own = a("h_member")[a("h_ptr")[h] : a("h_ptr")[h + 1]]
        own = own[own != f][:1]
        a("gone")[own], a("age")[own] = False, 5
        town.put(own, town.street, 12.0)
    town.seize(c, 12.0)
    a("hurt")[m] = 0.0
    town.friend, town.parent, town.child = f, m, c
    town.run(1)
    return town


def test_who_has_children_at_their_side_refuses_to_follow():
    with_them, alone = companions(True), companions(False)
    assert alone.events("ran_after")
    assert with_them.events("ran_after")
    assert [e[SUBJECT] for e in alone.events("went_with")] == [alone.friend]
    (no,) = with_them.events("would_not_follow")
    assert (no[SUBJECT], no[OBJECT], no[K]) == (
        with_them.friend, with_them.parent, with_them.child)  # fmt: skip
    assert with_them.values[with_them.noted.index(no)][0] >= 1.0


def test_nobody_is_in_two_lists_of_chases():
    town = stage(bold(), minutes=3)
    a = town.a
    listed = a("chasers")[: a("chase_n")[0]].tolist()
    assert len(listed) == len(set(listed))
    assert set(listed) == set(np.flatnonzero(a("in_chase")).tolist())
    assert {int(a("chase")[m]) for m in listed} <= set(range(RUNS, 7))


def test_who_comes_by_marks_believes_in_the_danger_by_day_and_seldom_at_night():
    def walk(**sections):
        town = Sewer(**sections)
        a = town.a
        who = np.flatnonzero((a("age") >= 20) & ~a("creature"))
        a("drag_t")[town.street], a("drag_n")[0], a("danger_t")[0] = 0, 1, 0
        town.put(who, town.street, 20.0)
        a("aim")[who] = v.A_WAIT
        a("aim_until")[who] = 10**9
        town.who = who
        town.run(8)
        return town

    day, night = walk(), walk(start_hour=23)
    off = walk(pursuit={"reads": False})
    old = walk(swarm={"marks_last": "1 min"})
    assert len(day.events("read_tracks")) > 0.6 * len(day.who)
    assert 0 < len(night.events("read_tracks")) < len(day.events("read_tracks"))
    assert not off.events("read_tracks")
    assert len(old.events("read_tracks")) < 0.5 * len(day.who)
    read = [e[SUBJECT] for e in day.events("read_tracks")]
    assert len(read) == len(set(read))
    assert (day.a("believes")[read] > 0.25).all()
    assert (day.a("warned_t")[read] >= 0).all()


def test_who_saw_it_tells_each_of_those_who_hold_to_the_one_taken_once():
    def tell(**sections):
        town = Sewer(**sections)
        a = town.a
        m, c = town.pair()
        h = int(a("household")[m])
        own = a("h_member")[a("h_ptr")[h] : a("h_ptr")[h + 1]]
        own = own[own != c]
        town.alone(*own)
        town.put(own, town.street, 12.0)
        a("fate")[c], a("passage")[c], a("taken_place")[c] = v.CAPTURED, a("nest_passage")[0], -1
        a("saw_taken")[m], a("tells")[m], a("tellers")[0], a("tell_n")[0] = c, True, m, 1
        a("moving_n")[0] = 1
        a("aim")[own], a("aim_until")[own] = v.A_WAIT, 10**9
        town.m, town.c, town.rest = m, c, set(own.tolist()) - {m}
        town.run(1)
        a("moving_n")[0] = 1
        town.run(1)
        return town

    town = tell(**shy())
    said = town.events("told_of_taken")
    near = {
        o for o in town.rest
        if (town.a("tie_strength")[_row(town.a, o, town.c)] >= 0.35)
    }  # fmt: skip
    assert near
    assert {e[OBJECT] for e in said} == near
    assert len(said) == len(near)
    assert {e[K] for e in said} == {town.c}
    assert not tell(**shy(pursuit={"told": False})).events("told_of_taken")


def _row(a, m, o):
    rows = range(a("tie_ptr")[m], a("tie_end")[m])
    return next(r for r in rows if a("tie_to")[r] == o)


def test_who_is_found_below_with_nobody_holding_them_is_led_up_as_well():
    """A carrier that is killed in the sewer leaves whom it carried there, in no chase."""
    town = Sewer(**bold())
    a = town.a
    m, c = town.pair()
    town.alone(m, c)
    town.put([m, c], int(a("sewer_of")[town.street]), 12.0)
    a("aim")[m], a("aim_about")[m], a("aim_until")[m] = v.A_PURSUE, c, 10**9
    a("chase")[m], a("in_chase")[m], a("chasers")[0], a("chase_n")[0] = GOES_IN, True, m, 1
    a("active")[[m, c]], a("active_list")[:2], a("active_n")[0] = True, [m, c], 2
    town.run(3)
    assert town.events("found_alive")
    assert {e[SUBJECT] for e in town.events("came_up")} == {m, c}
