"""Where checkpoints stand, what is refused, and a town that leaves through one."""

import numpy as np
import pytest
from tests.society.checkpoint.post_world import scenario

from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.vocabulary import ALIVE, EVACUATED
from kinward.engine.build import build
from kinward.engine.invariants import Invariants
from kinward.engine.plan import plan_of
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine
from kinward.mind import boarding_parameters as b


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    for name, place in b.B.items():
        assert getattr(b, name.upper()) == place, name


def test_off_it_is_not_in_the_plan():
    names = {"check_in", "board", "transport"}
    assert not names & {p.name for p in plan_of(load_scenario("kyoto", people=50))}
    assert names <= {p.name for p in plan_of(load_scenario("shanghai", people=50))}


def test_with_a_cordon_the_checkpoint_is_the_only_way_out():
    live = build(scenario())
    assert len(live.array("haven_unit")) == 1
    assert live.array("haven_unit")[0] == live.array("check_unit")[0] > 0
    assert not live.array("p_safe").any()


def test_without_a_cordon_the_other_ways_out_stay_open():
    live = build(scenario(checkpoint={"cordon": False}))
    assert len(live.array("haven_unit")) > 1
    assert (live.array("haven_unit") > 0).sum() == 1
    assert live.array("p_safe").any()


def test_by_rule_it_stands_where_most_have_the_shortest_way_out():
    one, two = (build(scenario(checkpoint={"posts_at": n, "apart": "100 m"})) for n in (1, 2))
    assert one.world.checkpoints[0] == two.world.checkpoints[0]
    assert two.world.checkpoints[0] != two.world.checkpoints[1]


@pytest.mark.parametrize(
    ("sets", "key"),
    [
        ({"checkpoint": {"site": "nowhere at all"}}, "checkpoint.site"),
        ({"checkpoint": {"priority": "beauty"}}, "checkpoint.priority"),
        ({"checkpoint": {"posts_at": 8, "apart": "90 km"}}, "checkpoint.posts_at"),
        ({"checkpoint": {"posts_at": 9}}, "checkpoint.posts_at"),
        ({"checkpoint": {"posts": 0}}, "checkpoint.posts"),
        ({"warning": {"on": False}}, "warning.on"),
    ],
)
def test_what_cannot_be_is_refused_by_its_key(sets, key):
    with pytest.raises(InputError, match=key):
        build(scenario(**sets))


def play(minutes, **sets):
    live = build(scenario(people=200, **sets))
    rules = Invariants(live)

    def drain(live):
        live.events.drain()
        live.decisions.drain()

    engine = Engine(live, rules.watched(drain))
    for t in range(0, minutes * MINUTE, MINUTE):
        engine.minute(t)
        rules.check(t)
    return live


def test_a_town_leaves_through_its_checkpoint():
    live = play(300, warning={"cue": 1.0, "clarity": 0.6},
                checkpoint={"quarantine": "1 h", "first": "1 h", "seats": 60})  # fmt: skip
    fate, state = live.array("fate"), live.array("cp_state")
    assert (fate == EVACUATED).mean() > 0.7
    assert ((fate == EVACUATED) == (state == 7)).all()
    assert np.isin(fate, (ALIVE, EVACUATED)).all()


def test_the_strict_rules_find_what_may_not_be():
    live = play(120, warning={"cue": 1.0, "clarity": 0.6}, checkpoint={"quarantine": "12 h"})
    rules = Invariants(live)
    held = np.flatnonzero(live.array("cp_state") == 3)
    assert not rules.passed.check(0)
    live.array("cp_state")[held[0]] = 4
    assert "before the quarantine" in rules.passed.check(120 * MINUTE)[0]
    live.array("cp_tent")[held] = True
    live.world.scenario.checkpoint.__dict__["tents"] = 1
    assert any("tents" in word for word in rules.passed.check(120 * MINUTE))
