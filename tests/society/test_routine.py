"""At the start people are where their day puts them, at whatever hour that is."""

import numpy as np
import pytest

from kinward.core import vocabulary as v
from kinward.engine.build import build
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import load_scenario


def world(hour):
    return build(load_scenario("kyoto", people=400, seed=4, start_hour=hour)).array


@pytest.mark.parametrize("hour", [6.0, 10.0, 19.0, 2.0])
def test_everyone_begins_with_what_their_day_has_them_do(hour):
    a = world(hour)
    living = np.flatnonzero(a("fate") == 0)
    minute = np.repeat(np.arange(1440), np.diff(a("due_ptr")))
    for m in living[::7]:
        own = np.flatnonzero(a("due_who") == m)
        since = (minute[own] - hour * 60) % 1440
        assert a("activity")[m] == a("due_activity")[own[np.argmax(since)]]


def test_by_day_they_are_at_work_and_by_night_at_home_or_on_post():
    a = world(10.0)
    people = a("fate") == 0
    assert (people & (a("activity") == v.WORK) & (a("unit") == a("work"))).sum() > 100
    assert not (people & (a("activity") == v.SLEEP) & (a("unit") != a("home"))).any()
    pupils = people & (a("activity") == v.SCHOOL)
    assert pupils.any()
    assert (a("unit")[pupils] == a("school_of")[pupils]).all()
    a = world(2.0)
    people = a("fate") == 0
    assert (people & (a("unit") == a("home"))).sum() > 300
    posts = people & (a("activity") == v.POST)
    assert posts.any()
    assert (a("passage")[posts] == a("post_passage")[posts]).all()


def test_the_start_puts_them_where_the_routine_would_send_them():
    live = build(load_scenario("kyoto", people=400, seed=4, start_hour=10.0))
    a = live.array
    unit, passage = a("unit").copy(), a("passage").copy()
    a("due_ptr")[:] = 0  # nothing is due in this minute
    a("resume")[:] = True
    Step(next(p for p in PLAN if p.name == "routine"), live)(0)
    sent = np.flatnonzero((a("fate") == 0) & (a("wish") == 1))
    assert len(sent) == (a("fate") == 0).sum()
    assert (a("wish_unit")[sent] == unit[sent]).all()
    assert (a("wish_passage")[sent] == passage[sent]).all()
