"""Runners of squads: whom they reach whom no radio does, and what may come between."""

from __future__ import annotations

import numpy as np
import pytest
from tests.society.platoon.test_squads import City

from kinward.core.events import OBJECT, SUBJECT, T
from kinward.engine.build import settle_lists

DEAF = {"reached": 0.0}
SOON = {"messengers": {"least": 1, "every": "1 min"}}


@pytest.fixture(scope="module")
def runs():
    return City(minutes=90, sections=SOON, **DEAF)


def test_a_runner_brings_the_order_to_whom_no_radio_reached(runs):
    sent, brought = runs.events("runner_sent"), runs.events("runner_brought")
    assert sent
    assert brought
    silent = City(minutes=90, sections={"messengers": {"on": False}}, **DEAF)
    assert not silent.events("runner_sent")
    heard = [int((c.a("ordered_t") >= 0).sum()) for c in (runs, silent)]
    assert heard[0] > heard[1]


def test_they_walk_there_and_each_is_sent_by_a_leader(runs):
    sent = {(e[SUBJECT], e[T]) for e in runs.events("runner_sent")}
    for e in runs.events("runner_brought") + runs.events("runner_in_vain"):
        before = [t for who, t in sent if who == e[SUBJECT] and t < e[T]]
        assert before
    rank = runs.a("rank")
    assert (rank[[e[OBJECT] for e in runs.events("runner_sent")]] >= 0).all()
    assert len({e[OBJECT] for e in runs.events("runner_brought")}) == len(
        runs.events("runner_brought")
    )


def test_a_runner_who_falls_brings_nothing():
    def fall(city):
        a = city.a
        who = np.flatnonzero(a("errand") > 0)
        city.fallen = who.tolist()
        a("fate")[who], a("gone")[who], a("moving")[who] = 1, True, False

    city = City(minutes=60, at=(37, fall), sections=SOON, **DEAF)
    assert city.fallen
    done = {e[SUBJECT] for e in city.events("runner_brought") if e[T] > 37 * 60_000}
    assert not done & set(city.fallen)
    assert (city.a("errand")[city.fallen] == 0).all()


def test_a_report_counts_at_the_checkpoint():
    there = {**SOON, "checkpoint": {"on": True, "posts": 2}}
    city = City(minutes=60, sections=there)
    reported = city.events("runner_reported")
    assert reported
    assert int(city.a("cp_reports").sum()) >= 5 * len(reported)


def test_the_order_left_at_home_is_found_by_who_comes_home():
    def come_home(city):
        a = city.a
        unheard = (a("order_left") >= 0) & (a("ordered_t") < 0)
        who = np.flatnonzero(unheard & (a("fate") == 0) & ~a("gone") & a("awake_mind"))
        city.left = who.tolist()
        for m in who:
            u = int(a("home")[m])
            a("passage")[m], a("offset")[m], a("unit")[m] = a("u_passage")[u], a("u_off")[u], u
        settle_lists(city.live)

    city = City(minutes=52, at=(50, come_home), sections=SOON, seed=1, **DEAF)
    assert city.left
    assert set(city.left) <= {e[SUBJECT] for e in city.events("order_found")}
    assert (city.a("ordered_t")[city.left] >= 0).all()
