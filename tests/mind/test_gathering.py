"""A danger without notice: what people know, whom they think of, and how they leave it."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.choices import O_HOME, O_KEEP_POST
from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.events import DOMAINS, SUBJECT, WHAT, T
from kinward.core.occasion import URGENCY
from kinward.core.vocabulary import EVACUATED
from kinward.engine.build import build
from kinward.engine.plan import PLAN, Step, plan_of
from kinward.engine.scenario import Scenario, load_scenario
from kinward.engine.stepping import Engine
from kinward.engine.world import BUFFERS
from kinward.mind import warning_parameters as q
from kinward.mind.gathering import GATHER
from kinward.mind.warning_vocabulary import (
    BY_CALL,
    BY_FAMILY_,
    REACHED_SAFETY,
    REUNITED,
    SET_OUT,
    WARNED,
)
from kinward.verify import dangers, duties
from kinward.verify.dangers import FIRE, SHORE, SHOWS, apart, evacuees, gathered, town

PEOPLE = 300


@pytest.fixture(scope="module")
def fire():
    return town(5, FIRE, people=PEOPLE)


def small(facts, **kw):
    return town(5, {**FIRE, **facts}, people=PEOPLE, **kw)


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    for name, place in q.W.items():
        assert getattr(q, name.upper()) == place, name


def test_every_occasion_has_an_urgency():
    assert len(URGENCY) == len(DOMAINS["occasion"])


def test_off_it_is_not_in_the_plan_and_nobody_is_warned():
    assert GATHER in PLAN
    assert GATHER not in plan_of(load_scenario("kyoto", people=50))


def test_nothing_happens_before_the_danger_shows(fire):
    assert (fire.rows(WARNED)[:, T] >= SHOWS * MINUTE).all()
    assert fire.live.array("danger_t")[0] == SHOWS * MINUTE


def test_households_gather_and_all_get_out(fire):
    when = gathered(fire)
    assert apart(fire).mean() > 0.5
    assert np.isfinite(when).mean() > 0.9
    assert len(fire.rows(REUNITED)) > 0
    a = fire.live.array
    out = (a("fate") == EVACUATED) | a("p_safe")[a("passage")]
    assert out.mean() > 0.95


def test_without_thought_of_the_household_few_gather(fire):
    scene = small({"gathering": False})
    assert np.isfinite(gathered(scene)).mean() < np.isfinite(gathered(fire)).mean() - 0.2


def test_safety_is_a_fate_that_the_event_tells(fire):
    a = fire.live.array
    rows = fire.rows(REACHED_SAFETY)
    assert set(rows[:, SUBJECT]) == set(np.flatnonzero(a("fate") == EVACUATED))
    assert (a("fate_t")[rows[:, SUBJECT]] == rows[:, T]).all()
    assert a("gone")[rows[:, SUBJECT]].all()


def test_who_meets_goes_on_together(fire):
    apart_now = small({"keeping": False})
    assert fire.live.array("guide").min() >= -1
    assert len(fire.rows(REUNITED)) > 0
    assert (apart_now.live.array("party") < 0).all()


def test_home_first_can_be_switched_off():
    scene = small({"homing": False})
    assert not (scene.rows(SET_OUT)[:, WHAT] == O_HOME).any()


def test_what_is_believed_at_once_is_left_sooner():
    doubting, sure = small(SHORE), small({**SHORE, "doubts": False})
    assert evacuees(sure).set_out.mean() < evacuees(doubting).set_out.mean() - 5.0


def test_word_reaches_those_who_perceive_nothing():
    few = {"cue": 0.2, "notices": "0 /min"}
    told = small(few)
    silent = small({**few, "tells": "0 /min", "tells_next": "0 /min", "by_family": 0.0})
    known = [float((s.live.array("warned_t") >= 0).mean()) for s in (told, silent)]
    assert known[0] > known[1] + 0.2
    assert (told.rows(WARNED)[:, WHAT] == BY_FAMILY_).any()


def test_calls_go_through_only_where_the_telephone_works(fire):
    scene = small({"calls": True, "cue": 0.3})
    assert (scene.rows(WARNED)[:, WHAT] == BY_CALL).any()
    assert not (fire.rows(WARNED)[:, WHAT] == BY_CALL).any()


def test_duty_holds_and_its_switch_lets_go():
    stayed, asked = duties.police(1)
    assert stayed / asked > 0.7
    scene = small({"serving": False}, roles={"soldiers": "12 %"})
    assert not (scene.rows(300)[:, WHAT] == O_KEEP_POST).any()


def test_contagion_keeps_more_from_reporting():
    plain, feared = duties.reporting(1, False), duties.reporting(1, True)
    assert feared[0] < plain[0]


def test_staff_help_more_than_guests():
    staff = sum(duties.helping(s, True)[0] for s in (1, 2))
    guests = sum(duties.helping(s, False)[0] for s in (1, 2))
    assert staff > guests > 0


def test_parents_go_to_the_school_against_the_order():
    went, asked = duties.parents(1)
    assert asked > 20
    assert went / asked > 0.3


def test_beliefs_not_truths_decide():
    """Where those out of sight really are makes no difference to what one chooses."""
    live = _begun()
    a = live.array
    step = Step(GATHER, live)
    who = _ready(live)
    saved = _columns(live)
    t = 4 * MINUTE
    step(t)
    chosen = a("aim").copy()
    for name, array in saved.items():
        live.array(name)[...] = array
    away = np.flatnonzero((a("household") == a("household")[who]) & (a("unit") != a("unit")[who]))
    assert len(away)
    a("offset")[away] *= 0.5
    a("hurt")[away] = 0.9
    step(t)
    assert chosen[who] > 0
    assert a("aim")[who] == chosen[who]


def _begun():
    scenario = Scenario.from_data({
        "map": "ruins", "people": 200, "infected_per_living": 0, "seed": 7, "start_hour": 9.5,
        "zone": {"on": False}, "warning": {"on": True, "at": "1 min", **FIRE},
    })  # fmt: skip
    live = build(scenario)

    def drain(live):
        live.events.drain()
        live.decisions.drain()

    engine = Engine(live, drain)
    for t in range(0, 4 * MINUTE, MINUTE):
        engine.minute(t)
    return live


def _ready(live):
    """Let one person who is apart from their household make up their mind now; who it is."""
    a = live.array
    size = np.bincount(a("household"))[a("household")]
    ready = (a("warned_t") >= 0) & (a("guide") < 0) & (a("party") < 0) & (size > 1)
    ready &= (a("age") >= 18) & (a("set_out_t") < 0) & (a("unit") == a("work")) & (a("work") > 0)
    who = int(np.flatnonzero(ready)[0])
    a("think_t")[:] = -1
    a("think_t")[who] = 4 * MINUTE
    a("believes")[who] = 0.9
    return who


def _columns(live):
    return {n: live.array(n).copy() for n in (*live.state.arrays, *BUFFERS)}


def test_the_process_keeps_to_its_columns_in_a_danger():
    live = _begun()
    before = _columns(live)
    Step(GATHER, live)(4 * MINUTE)
    after = _columns(live)
    changed = {n for n in before if before[n].tobytes() != after[n].tobytes()}
    assert changed
    assert changed <= set(GATHER.writes)
    declared = {*GATHER.writes, *GATHER.reads}
    for name, array in before.items():
        live.array(name)[...] = array
        if name not in declared:
            flat = live.array(name).reshape(-1).view(np.uint8)
            flat[...] = np.roll(flat, 7) ^ np.uint8(0x5A)
            if live.array(name).dtype == bool:
                flat &= 1
    Step(GATHER, live)(4 * MINUTE)
    for name in GATHER.writes:
        assert live.array(name).tobytes() == after[name].tobytes(), name


def test_the_same_seed_gives_the_same_events(fire):
    again = town(5, FIRE, people=PEOPLE)
    assert again.ints.tobytes() == fire.ints.tobytes()


@pytest.mark.parametrize("facts", [{"safe": "nowhere"}, {"safe": "site", "site": "no such"},
                                   {"safe": "beyond", "beyond": "90 km"}])  # fmt: skip
def test_safety_that_is_not_on_the_map_is_refused(facts):
    with pytest.raises(InputError):
        town(1, facts, people=50, last=1)


def test_safe_beyond_a_distance():
    scene = town(3, {**FIRE, "safe": "beyond", "x": 0, "y": 500, "beyond": "700 m"}, people=200)
    g, a = scene.live.world.graph, scene.live.array
    for m in np.flatnonzero(a("fate") == EVACUATED).tolist():
        x, y = g.point(int(a("passage")[m]), float(a("offset")[m]))
        assert np.hypot(x, y - 500) > 690.0
    assert dangers.BESIDE > 0
