"""A pack that is shot at: part of it goes round below the street, and comes up behind."""

from __future__ import annotations

import numpy as np
import pytest
from tests.threats.test_swarm import Town

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.events import OBJECT, SUBJECT
from kinward.engine.build import settle_lists
from kinward.threats.packs import GUARDS, OUT


def shot_at(weapon=v.RIFLE, minutes=4, away=40.0, **swarm):
    """Packs at 30 m of the longest street over a sewer, one who shoots `away` further on."""

    def line(town):
        a, brood = town.a, town.a("brood")
        over = np.flatnonzero(a("sewer_of") >= 0)
        p = int(over[np.argmax(a("p_len")[over])])
        rest = np.flatnonzero(~a("creature"))
        m = int(rest[(a("age")[rest] > 20) & (a("age")[rest] < 50)][0])
        a("gone")[np.setdiff1d(rest, [m])] = True
        a("passage")[[m, *brood]], a("unit")[[m, *brood]] = p, 0
        a("offset")[brood], a("offset")[m] = 30.0, 30.0 + away
        a("task")[brood], a("chart")[brood], a("grapples")[brood] = GUARDS, 0, False
        a("pk_out")[:], a("pk_place")[:], a("pk_off")[:], a("pk_t")[:] = OUT, p, 30.0, 0
        a("foe")[brood[a("pack_ptr")[:-1]]] = m
        a("weapon")[m], a("load")[m, ITEM["rifle"]], a("aim")[m] = weapon, 1, v.A_POST
        a("load")[m, ITEM["rifle_round"]] = 0
        a("swarm_n")[0] = len(brood)
        settle_lists(town.live)
        town.shooter, town.street = m, p

    # nobody strikes: whoever shoots stands there for as long as it takes
    return Town(minutes=minutes, prepare=line, at="0 s", sections={"fight": {"tail": 0.0},
                "mind": {"on": False}}, **swarm)  # fmt: skip


@pytest.fixture(scope="module")
def town():
    return shot_at(round=1.0)


def test_they_come_up_behind_whoever_shoots(town):
    came = town.events("flanked")
    assert came
    assert {e[OBJECT] for e in came} == {town.shooter}
    for e in came:
        assert town.a("flank")[e[SUBJECT]] == 3


def test_each_goes_round_once(town):
    who = [e[SUBJECT] for e in town.events("flanked")]
    assert len(who) == len(set(who))


def test_nobody_goes_round_for_a_blade_or_who_is_close_or_switched_off():
    assert not shot_at(round=1.0, weapon=v.MACHETE).events("flanked")
    assert not shot_at(round=1.0, away=5.0).events("flanked")
    assert not shot_at(round=0.0).events("flanked")
    assert not shot_at(round=1.0, flanks=False).events("flanked")
