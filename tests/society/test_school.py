"""School: classes are held by who is there; the class of a lost teacher goes to a pupil."""

import numpy as np
import pytest
from tests.society.supply_worlds import Quiet

from kinward.core.vocabulary import MUSIC_CLASS, PUPIL
from kinward.society.zone.vocabulary import LESSON, MUSIC


def lessons(**sets):
    """A world in which only the school happens, with everybody at home."""
    world = Quiet(("school",), **sets)
    world.room = int(world.a("activity_unit")[MUSIC_CLASS])
    world.teacher = int(np.flatnonzero(world.a("teaches") == MUSIC)[0])
    world.pupils = np.flatnonzero(world.a("pupil") >> MUSIC & 1)
    return world


def seat(world, who, room=None):
    """Put people into a room (the lists are not needed here)."""
    world.a("unit")[who] = world.room if room is None else room
    world.a("passage")[who] = world.a("u_passage")[world.room if room is None else room]


def heir(world):
    """The grown pupil most attached to the teacher."""
    rows = slice(world.a("tie_ptr")[world.teacher], world.a("tie_ptr")[world.teacher + 1])
    of_age = world.a("age")[world.a("tie_to")[rows]] >= 16
    grown = (world.a("tie_kind")[rows] == PUPIL) & of_age
    best = np.argmax(np.where(grown, world.a("tie_strength")[rows], -1))
    return int(world.a("tie_to")[rows][best])


def test_a_class_is_held_and_eases_the_pupils():
    world = lessons()
    seat(world, [world.teacher, *world.pupils])
    world.a("fear")[:], world.a("grief")[:] = 0.8, 0.8
    world.until(10)
    (held,) = [e for e in world.seen("class_held") if e["what"] == MUSIC]
    assert held["subject"] == world.teacher
    assert held["value"] == len(set(world.pupils.tolist()) - {world.teacher})
    pupil = next(int(m) for m in world.pupils if m != world.teacher)
    assert world.a("fear")[pupil] == pytest.approx(0.6)
    assert world.a("grief")[pupil] == pytest.approx(0.72)
    idle = np.setdiff1d(np.arange(300), [*world.pupils, world.teacher])
    assert (world.a("fear")[idle] == np.float32(0.8)).all()


def test_lessons_are_shared_by_the_teachers_who_came():
    world = lessons()
    teachers = np.flatnonzero(world.a("teaches") == LESSON)
    pupils = np.flatnonzero(world.a("pupil") >> LESSON & 1)
    for m in (*teachers, *pupils):
        seat(world, m, int(world.a("school_of")[m]))
    world.until(6)
    held = [e for e in world.seen("class_held") if e["what"] == LESSON]
    assert {e["subject"] for e in held} == set(teachers.tolist())
    assert sum(e["value"] for e in held) == len(pupils)


def test_the_pupil_takes_over_from_a_teacher_who_was_lost():
    world = lessons()
    after = heir(world)
    world.end(world.teacher)
    seat(world, world.pupils[world.pupils != world.teacher])
    world.until(34)
    assert [e for e in world.seen("class_held") if e["what"] == MUSIC] == []
    (taken,) = world.seen("class_taken_over")
    assert (taken["subject"], taken["object"]) == (after, world.teacher)
    seat(world, after)
    world.until(60)
    held = [e for e in world.seen("class_held") if e["what"] == MUSIC]
    assert [e["subject"] for e in held] == [after]
    assert len(world.seen("class_taken_over")) == 1


def test_who_only_stays_away_keeps_the_class():
    world = lessons().until(60)
    assert not world.seen("class_taken_over")
    assert world.a("class_failed")[world.teacher] == 3


def test_the_heir_is_followed_in_turn():
    world = lessons()
    first = heir(world)
    world.end(world.teacher)
    world.until(34)
    assert world.a("took_over")[first] == world.teacher
    world.end(first)
    world.until(90)
    taken = world.seen("class_taken_over")
    assert len(taken) <= 2
    if len(taken) == 2:
        assert taken[1]["object"] == first
        assert taken[1]["subject"] not in (first, world.teacher)


def test_off():
    assert not lessons(school={"on": False}).until(10).events
