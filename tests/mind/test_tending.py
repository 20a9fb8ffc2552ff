"""Wounds are seen to: by oneself, by those beside one; who is back is missed no more."""

import numpy as np
import pytest

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.choices import OPTIONS
from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KINDS
from kinward.core.ties import KNOWN_DEAD
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import load_scenario
from kinward.society.zone.run_rows import HURT

BANDAGE = ITEM["bandage"]


class Scene:
    """Two scouts who work together, alone in a street beyond the wall."""

    names = ("meet", "tend", "care", "aims", "set_out", "decide", "bleed")

    def __init__(self, **mind):
        self.live = build(load_scenario("kyoto", people=200, seed=3, infected_per_living=0))
        data = self.live.world.scenario.to_data()
        data["mind"] |= mind
        self.live.world.scenario = type(self.live.world.scenario).from_data(data)
        a = self.live.array
        steps = {p.name: Step(p, self.live) for p in PLAN if p.name in self.names}
        self.steps = [steps[n] for n in self.names if n in steps]
        scouts = np.flatnonzero((a("partner_at_work") >= 0) & (a("fate") == 0))
        self.one = int(scouts[0])
        self.two = int(a("partner_at_work")[self.one])
        street = int(np.flatnonzero(~a("p_zone") & (a("p_host") < 0) & (a("p_len") > 60))[0])
        for m, off in ((self.one, 20.0), (self.two, 25.0)):
            a("passage")[m], a("offset")[m], a("unit")[m] = street, off, 0
            a("cell")[m] = a("p_cell")[street] + int(
                off * a("p_ncell")[street] / a("p_len")[street]
            )
            a("facing")[m], a("load")[m, BANDAGE], a("aim")[m] = 2, 0.0, v.A_FLEE
            a("aim_until")[m] = 99 * HOUR
        settle_lists(self.live)
        self.live.events.drain()
        self.t, self.events, self.options = 0, [], set()

    def a(self, name):
        return self.live.array(name)

    def wound(self, m, rate=20.0, lost=0.0):
        self.a("bleeding")[m], self.a("bleed_t")[m], self.a("hurt")[m] = rate, self.t, HURT
        self.a("blood_lost")[m] = lost
        self.a("awake_mind")[m] = lost == 0.0

    def minutes(self, n):
        for _ in range(n):
            for step in self.steps:
                step(self.t)
            self.events += [
                (KINDS[e[1]].name, e[2], e[3]) for e in self.live.events.drain()[0].tolist()
            ]
            self.options |= {OPTIONS[c] for c in self.live.decisions.drain().options[:, 0]}
            self.t += MINUTE
        return self

    def of(self, kind):
        return [(a, b) for name, a, b in self.events if name == kind]


def test_who_has_a_bandage_dresses_the_own_wound():
    scene = Scene(theta=0.01)
    scene.wound(scene.one)
    scene.a("load")[scene.one, BANDAGE] = 2.0
    scene.minutes(3)
    assert scene.of("treated") == [(scene.one, -1)]
    assert scene.a("bleeding")[scene.one] < 3.0
    assert scene.a("load")[scene.one, BANDAGE] == 1.0


def test_a_companion_dresses_it():
    scene = Scene(theta=0.01)
    scene.wound(scene.one)
    scene.a("load")[scene.two, BANDAGE] = 1.0
    scene.a("offset")[scene.two] = 21.0
    scene.minutes(3)
    assert scene.of("treated") == [(scene.two, scene.one)]


def test_without_tending_nobody_does():
    scene = Scene(tends=False)
    scene.wound(scene.one)
    scene.a("load")[[scene.one, scene.two], BANDAGE] = 2.0
    scene.minutes(5)
    assert not scene.of("treated")
    assert not scene.options


def test_who_lies_unconscious_is_carried_waited_for_or_left():
    scene = Scene()
    scene.wound(scene.one, rate=0.0, lost=1600.0)
    scene.minutes(2)
    assert scene.options == {"carry", "wait for", "leave behind"}


@pytest.mark.parametrize(("hurt", "carries"), [(0.55, True), (0.65, False)])
def test_who_would_have_to_be_carried_carries_nobody(hurt, carries):
    scene = Scene()
    scene.wound(scene.one, rate=0.0, lost=1600.0)
    scene.a("hurt")[scene.two] = hurt
    scene.minutes(2)
    assert ("carry" in scene.options) == carries
    assert "wait for" in scene.options


def test_nobody_tends_in_a_fight_or_from_quarantine():
    scene = Scene()
    scene.wound(scene.one)
    scene.a("foe")[[scene.one, scene.two]] = 5
    scene.steps = [s for s in scene.steps if s.process.name == "tend"]
    scene.minutes(1)
    assert scene.a("think_n")[0] == 0
    scene.a("foe")[:] = -1
    scene.a("aim")[[scene.one, scene.two]] = v.A_QUARANTINE
    scene.minutes(1)
    assert scene.a("think_n")[0] == 0


def test_blood_is_made_up_and_one_wakes():
    """Wounds that closed are no reason to lie there for ever."""
    scene = Scene(tends=False)
    scene.wound(scene.one, rate=0.0, lost=1480.0)
    scene.a("hurt")[scene.one] = 0.0
    scene.steps = [s for s in scene.steps if s.process.name == "bleed"]
    hours = 0
    while not scene.a("awake_mind")[scene.one] and hours < 100:
        scene.minutes(60)
        hours += 1
    assert 14 <= hours <= 17, "1480 ml down to 1176 at 20 ml/h"


@pytest.fixture
def tie():
    scene = Scene()
    a, rows = scene.a, None
    rows = np.arange(a("tie_ptr")[scene.one], a("tie_ptr")[scene.one + 1])
    return scene, int(rows[a("tie_to")[rows] == scene.two][0])


def test_one_knows_when_one_last_saw_somebody(tie):
    scene, row = tie
    scene.t = 5 * HOUR
    scene.steps = [s for s in scene.steps if s.process.name == "meet"]
    scene.minutes(10)
    assert 5 * HOUR <= scene.a("tie_seen_t")[row] < scene.t
    seen = scene.a("tie_seen_t")[row]
    scene.a("unit")[scene.two] = 3  # behind a door
    scene.minutes(20)
    assert scene.a("tie_seen_t")[row] == seen


@pytest.mark.parametrize("state", [1, 3])
def test_who_was_given_up_and_is_seen_lives(tie, state):
    scene, row = tie
    scene.steps = [s for s in scene.steps if s.process.name == "meet"]
    a = scene.a
    a("tie_state")[row], a("tie_alive")[row], a("grief")[scene.one] = state, 0.2, 0.8
    scene.minutes(10)
    assert scene.of("found_alive") == [(scene.one, scene.two)]
    assert (a("tie_state")[row], a("tie_alive")[row]) == (0, 1.0)
    assert (a("grief")[scene.one] < 0.8) == (state == 3)


@pytest.mark.parametrize("first", [True, False], ids=["listed before", "listed after"])
def test_word_of_an_end_is_taken_in_while_others_have_yet_to_decide(first):
    """A father learned of the death of the child beside him two hours later."""
    scene = Scene(theta=0.01)
    a, m, other = scene.a, scene.one, scene.two
    dead = int(a("tie_to")[a("tie_ptr")[m]])
    row = int(a("tie_ptr")[m])
    a("pending")[m], a("pending_about")[m], a("pending_t")[m] = v.C_WOUNDED, other, 0
    a("pending")[other], a("pending_about")[other], a("pending_t")[other] = v.C_CRY, m, 99 * HOUR
    a("word_of")[m, 0], a("word_event")[m, 0], a("word_t")[m, 0] = dead, -1, 0
    listed = [m, other] if first else [other, m]
    a("thinkers")[:2], a("think_n")[0] = listed, 2
    decide = scene.steps[scene.names.index("decide")]
    for second in range(2):
        decide(second * 1000)
    assert a("word_of")[m, 0] == -1
    assert a("tie_state")[row] == KNOWN_DEAD
    assert a("thinkers")[: a("think_n")[0]].tolist() == [other]
