"""An order in a danger: who hears it, what it weighs, and that it is obeyed by nobody by rule."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.choices import O_SAFETY
from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.events import OBJECT, SUBJECT, WHAT, T
from kinward.core.vocabulary import A_INDOORS, EVACUATED
from kinward.engine.build import build
from kinward.engine.scenario import Scenario, load_scenario
from kinward.mind import evacuation_parameters as e
from kinward.mind.evacuation_vocabulary import (
    APART,
    DANGER_SHOWED,
    GO,
    GO_ALONE,
    IN,
    NOTHING,
    ORDER_GIVEN,
    ORDER_HEARD,
)
from kinward.mind.warning_parameters import Warned
from kinward.mind.warning_vocabulary import BY_ORDER, SET_OUT, WARNED
from kinward.verify.dangers import SHOWS, apart, town

PEOPLE = 300
FACTS = {"cue": 1.0, "clarity": 0.6, "time_left": "1 h"}
AT_ONCE = {"order": "leave", "order_at": f"{SHOWS} min", "reaches": "1000 /s"}


def told(order, facts=FACTS, **kw):
    return town(5, facts, people=PEOPLE, order=order, **kw)


@pytest.fixture(scope="module")
def forbidden():
    return told({**AT_ONCE, "gathering": "forbidden"})


@pytest.fixture(scope="module")
def allowed():
    return told({**AT_ONCE, "gathering": "allowed"})


def detours(scene):
    """Settings out for anywhere but safety."""
    return int((scene.rows(SET_OUT)[:, WHAT] != O_SAFETY).sum())


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    par = e.Evacuation(order="leave", order_at="5 h", reaches="0.1 /min", lasts="3 h",
                       believed=0.7, unsaid=0.2)  # fmt: skip
    row = e.facts(par, Warned())
    assert row[e.CODE] == GO
    assert row[e.ORDER_AT] == 5 * 3600
    assert row[e.REACHES] == pytest.approx(0.1 / 60)
    assert (row[e.LASTS], row[e.BELIEVED], row[e.UNSAID]) == (3 * 3600, 0.7, 0.2)


@pytest.mark.parametrize("key", ["order", "gathering"])
def test_an_unknown_word_names_the_key_and_the_choices(key):
    with pytest.raises(InputError) as error:
        load_scenario("shanghai", [f"evacuation.{key}=perhaps"])
    text = str(error.value)
    assert f"evacuation.{key} = 'perhaps'" in text
    choices = {"order": ("none", "leave", "shelter"),
               "gathering": ("unmentioned", "allowed", "forbidden")}[key]  # fmt: skip
    assert all(word in text for word in choices)


def test_an_order_before_the_danger_names_both_keys():
    data = {"map": "ruins", "people": 20, "zone": {"on": False}, "infected_per_living": 0,
            "warning": {"on": True, "at": "2 h"},
            "evacuation": {"order": "leave", "order_at": "1 h"}}  # fmt: skip
    with pytest.raises(InputError, match=r"evacuation\.order_at.*warning\.at"):
        build(Scenario.from_data(data))
    build(Scenario.from_data({**data, "evacuation": {"order_at": "1 h"}}))  # nothing is ordered


def test_what_is_heard_is_in_the_state_and_in_the_log(forbidden):
    a, rows = forbidden.live.array, forbidden.rows(ORDER_HEARD)
    heard = np.flatnonzero(a("order_heard") != NOTHING)
    assert len(heard) > 0.9 * PEOPLE
    assert sorted(rows[:, SUBJECT]) == heard.tolist()
    assert (a("order_t")[rows[:, SUBJECT]] == rows[:, T]).all()
    assert set(rows[:, WHAT]) == {GO_ALONE} == set(a("order_heard")[heard])
    assert len(forbidden.rows(ORDER_GIVEN)) == len(forbidden.rows(DANGER_SHOWED)) == 1
    assert (rows[:, T] >= forbidden.rows(ORDER_GIVEN)[0, T]).all()


def test_those_apart_are_those_that_the_log_names(forbidden):
    said = {int(forbidden.live.array("household")[row[SUBJECT]]) for row in forbidden.rows(APART)}
    assert len(said) == len(forbidden.rows(APART))
    assert len(said) == apart(forbidden).sum()


def test_to_forbid_looking_for_ones_own_keeps_many_from_it_and_not_all(forbidden, allowed):
    assert detours(forbidden) < 0.7 * detours(allowed)
    assert detours(forbidden) > 0


def test_not_to_speak_of_families_lies_between(forbidden, allowed):
    unsaid = told(AT_ONCE)
    assert detours(forbidden) <= detours(unsaid) <= detours(allowed)


def test_an_order_that_weighs_nothing_changes_nothing():
    facts = {**FACTS, "advice": 0.0}
    one, two = (told({**AT_ONCE, "gathering": g}, facts) for g in ("forbidden", "allowed"))
    assert (one.rows(SET_OUT)[:, (T, SUBJECT, WHAT)]
            == two.rows(SET_OUT)[:, (T, SUBJECT, WHAT)]).all()  # fmt: skip


def test_it_gets_people_to_leave_who_would_have_stayed():
    faint = {**FACTS, "clarity": 0.3, "look": 0.0, "example": 0.0}
    left = [
        len({int(r[SUBJECT]) for r in s.rows(SET_OUT)})
        for s in (
            told({}, faint),
            told({**AT_ONCE, "gathering": "allowed", "believed": 0.3}, faint),
        )
    ]
    assert left[1] > left[0] + 0.2 * PEOPLE


def test_nobody_hears_it_whom_it_does_not_reach():
    scene = told({**AT_ONCE, "reaches": "0 /min"})
    assert len(scene.rows(ORDER_GIVEN)) == 1
    assert len(scene.rows(ORDER_HEARD)) == 0
    late = told({**AT_ONCE, "reaches": "0.02 /min", "lasts": "3 min"}, last=60)
    by_word = late.rows(ORDER_HEARD)
    after = by_word[by_word[:, T] > (SHOWS + 4) * MINUTE]
    assert len(after) > 0, "it goes on by word of mouth when power and network are gone"
    lone = told(
        {**AT_ONCE, "reaches": "0.02 /min", "lasts": "3 min"},
        {**FACTS, "tells": "0 /min", "tells_next": "0 /min", "keeping": False},
        last=60,
    )
    end = (SHOWS + 3) * MINUTE
    rest = lone.rows(ORDER_HEARD)
    assert (rest[rest[:, T] > end][:, OBJECT] >= 0).all(), "from their own alone"


def test_it_is_a_warning_to_who_has_perceived_nothing():
    scene = told(AT_ONCE, {**FACTS, "cue": 0.0})
    assert (scene.rows(WARNED)[:, WHAT] == BY_ORDER).mean() > 0.9


def test_to_shelter_keeps_people_indoors_and_in_the_danger():
    order = {**AT_ONCE, "order": "shelter"}
    scene, free = told(order, last=90), told({}, last=90)
    a = scene.live.array
    assert set(a("order_heard")[a("order_heard") != NOTHING]) == {IN}
    inside = a("aim") == A_INDOORS
    assert inside.sum() > 0.2 * PEOPLE
    assert (a("unit")[inside] > 0).all()
    out = [(s.live.array("fate") == EVACUATED).mean() for s in (scene, free)]
    assert out[0] < out[1] - 0.3
