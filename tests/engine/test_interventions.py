"""Interventions are carried out: each kind does what it says, once, at its time."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinward.city.graph import ITEM
from kinward.core import dated
from kinward.core.clock import HOUR, MINUTE
from kinward.core.errors import InputError
from kinward.core.vocabulary import ALIVE, MISSING, OUTSIDER, WORKER
from kinward.engine.arrivals import add_newcomers
from kinward.engine.build import build
from kinward.engine.intervene import Intervene
from kinward.engine.invariants import Invariants
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.engine.targets import resolve
from kinward.society.zone.life import GROUP_ZONE, workplaces
from kinward.society.zone.siting import STORES

PEOPLE = 250


def scenario(*changes, **keys):
    data = {"map": "kyoto", "people": PEOPLE, "days": 2, "interventions": list(changes), **keys}
    return Scenario.from_data(data)


@cache
def plain():
    """A world without interventions; tests change only its scenario."""
    return build(scenario())


def read(*changes):
    """The resolved changes of a scenario, over the plain world."""
    world = plain().world
    world.scenario = scenario(*changes)
    try:
        return resolve(world)
    finally:
        world.scenario = scenario()


class Changed:
    """A copy of the plain world's state with some changes due; `at(h)` carries them out."""

    def __init__(self, *changes):
        self.live = plain()
        self.saved = {n: a.copy() for n, a in self.live.state.arrays.items()}
        self.live.world.changes = read(*changes)
        self.intervene = Intervene(self.live)
        self.events = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name, array in self.saved.items():
            self.live.state.arrays[name][...] = array
        self.live.world.changes = ()
        self.live.events.drain()

    def a(self, name):
        return self.live.array(name)

    def at(self, hours):
        self.intervene(round(hours * HOUR))
        ints, reals, _ = self.live.events.drain()
        new = [(*row.tolist(), *real.tolist()) for row, real in zip(ints, reals)]
        self.events += new
        return new


def kinds(events):
    return [e[1] for e in events]


def test_a_street_is_closed_and_opened_again():
    close = {"at": "1 h", "do": "close_passage", "street": "shijo-dori"}
    with Changed(close, {**close, "at": "2 h", "do": "open_passage"}) as w:
        rows = list(w.live.world.changes[0].rows)
        assert len(rows) > 1
        assert w.at(0.5) == []
        assert kinds(w.at(1)) == [dated.PASSAGE_CLOSED] * len(rows)
        assert sorted(np.flatnonzero(~w.a("p_open"))) == sorted(rows)
        assert not w.a("chart").any(), "nobody knows of it yet"
        assert w.at(1) == [] or len(w.events) == 2 * len(rows)
        assert kinds(w.at(2)) == [dated.PASSAGE_OPENED] * len(rows)
        assert w.a("p_open").all()


def test_gates_are_shut_and_opened():
    with Changed(
        {"at": "1 h", "do": "close_gate", "gate": "gate 2"},
        {"at": "2 h", "do": "open_gate"},
    ) as w:
        gates = w.live.world.zone.gates
        w.at(1)
        assert w.a("p_open")[gates].tolist() == [True, False]
        assert not w.a("gate_free").any()
        assert kinds(w.at(2)) == [dated.GATE_OPENED] * 2
        assert w.a("p_open").all()
        assert np.flatnonzero(w.a("gate_free")).tolist() == sorted(gates.tolist())


def pair():
    people = plain().world.population
    h = int(np.flatnonzero(np.diff(people.h_ptr) >= 3)[0])
    return int(people.h_ptr[h]), int(people.h_ptr[h]) + 1


def test_a_layer_is_emptied_whole_or_between_two():
    a, b = pair()
    names = [str(a), str(b)]
    with Changed(
        {"at": "1 h", "do": "empty_layer", "layer": "household", "between": names},
        {"at": "2 h", "do": "empty_layer", "layer": "Household"},
    ) as w:
        before = w.a("contact_weight").copy()
        ((_, kind, one, other, *_rest),) = w.at(1)
        assert (kind, one, other) == (dated.CONTACT_EMPTIED, a, b)
        assert (before > w.a("contact_weight")).sum() == 2
        assert w.a("layer_on").all()
        assert kinds(w.at(2)) == [dated.LAYER_EMPTIED]
        assert not w.a("layer_on").any()


def test_one_person_or_a_share_is_made_immune():
    with Changed(
        {"at": "1 h", "do": "immunise", "who": "7"},
        {"at": "2 h", "do": "immunise", "share": "30 %"},
    ) as w:
        w.a("immune")[:] = False
        assert [e[2] for e in w.at(1)] == [7]
        found = {e[2] for e in w.at(2)}
        living = np.flatnonzero(w.a("fate") == ALIVE)
        assert found <= set(living.tolist())
        assert 0.2 < len(found) / len(living) < 0.4
        assert set(np.flatnonzero(w.a("immune")).tolist()) == found | {7}


def test_a_larger_share_at_the_same_time_takes_in_the_smaller():
    def at(share):
        with Changed({"at": "2 h", "do": "immunise", "share": share}) as w:
            return {e[2] for e in w.at(2)}

    assert at("10 %") < at("40 %")


def test_stocks_are_brought_and_taken_as_far_as_they_go():
    with Changed(
        {"at": "1 h", "do": "stock", "item": "food", "number": 12.3},
        {"at": "2 h", "do": "stock", "item": "rifle round", "place": "clinic", "number": 5},
        {"at": "3 h", "do": "stock", "item": "food", "number": -1e9},
    ) as w:
        unit = int(w.live.world.zone.place_unit[STORES, 0])
        before = float(w.a("stock")[unit, ITEM["food"]])
        (brought,) = w.at(1)
        after = float(w.a("stock")[unit, ITEM["food"]])
        assert brought[-2] == after - before == pytest.approx(12.3, abs=1e-3)
        assert w.at(2)[0][-2] == 5
        (taken,) = w.at(3)
        assert w.a("stock")[unit, ITEM["food"]] == 0
        assert taken[-2] == -after


def test_a_newcomer_is_off_the_map_and_enters_with_what_they_bring():
    who = {"name": "Mori Aki", "age": 61, "sex": "male", "place": "Yasaka Shrine", "rations": 4}
    live = build(
        scenario(
            {"at": "2 h", "do": "add_person", "person": who},
            {"at": "3 h", "do": "add_person", "person": {"role": "worker", "age": 30}},
        )
    )
    people, was = live.world.population, plain().world.population
    assert people.n == was.n + 2
    n = was.n
    for name in ("key", "home", "work", "household", "role", "tie_to", "tie_back", "h_member"):
        old = getattr(was, name)
        assert (getattr(people, name)[: len(old)] == old).all(), name
    assert people.name[:n] == was.name
    assert len(np.unique(people.key)) == people.n
    for name, array in plain().state.arrays.items():
        if live.state.columns[name].per == "mover":
            assert (live.array(name)[:n] == array[:n]).all(), name
    a, b = n, n + 1
    assert live.array("gone")[[a, b]].all()
    assert (live.array("fate")[[a, b]] == MISSING).all()
    assert (live.array("passage")[[a, b]] == -1).all()
    assert not live.array("load")[[a, b]].any()
    stores = live.world.zone.place_unit[STORES, 0]
    assert live.array("stock")[stores, 0] == plain().array("stock")[stores, 0]

    intervene = Intervene(live)
    intervene(2 * HOUR)
    assert live.array("fate")[a] == ALIVE
    assert not live.array("gone")[a]
    assert live.array("unit")[a] == live.array("home")[a] > 0
    assert live.array("group_id")[a] == -1
    assert live.array("role")[a] == OUTSIDER
    assert live.array("load")[a, ITEM["food"]] == 4
    assert live.array("gone")[b]
    intervene(3 * HOUR)
    zone = live.world.zone
    assert live.array("group_id")[b] == GROUP_ZONE
    assert live.array("role")[b] == WORKER
    assert live.array("home")[b] in zone.dwellings
    assert live.array("work")[b] in workplaces(live.world.graph, zone)[WORKER]
    assert live.array("unit")[b] == 0
    assert not zone.passages[live.array("passage")[b]]


def test_what_is_due_between_two_minutes_waits_for_the_next():
    with Changed({"at": "61 s", "do": "immunise", "who": "3"}) as w:
        assert w.at(1 / 60) == []
        assert len(w.at(2 / 60)) == 1


# --- people meet a closure, and go around ----------------------------------------------------


def walked(changes, people=900, hours=1.5):
    """A world of people on their way to breakfast, with some changes, stepped for some hours."""
    live = build(scenario(*changes, people=people))
    events = []

    def drain(live):
        ints, _, _ = live.events.drain()
        events.extend(ints.tolist())
        live.decisions.drain()

    checks = Invariants(live)
    engine = Engine(live, checks.watched(drain))
    for t in range(0, int(hours * HOUR), MINUTE):
        if t == HOUR:
            live.then = street_of(live, live.array("passage"))  # when the changes are due
        engine.minute(t)
        checks.check(t)
    return live, events


def street_of(live, passage):
    host = live.world.graph.p_host[passage]
    return np.where(host >= 0, host, passage)


@pytest.fixture(scope="module")
def undisturbed():
    return walked([])


@pytest.fixture(scope="module")
def hall_street(undisturbed):
    """The street of a dining hall at which people eat who live elsewhere."""
    live, _ = undisturbed
    return int(street_of(live, live.array("u_passage")[live.array("hall_of")[0]]))


def test_who_meets_a_closure_learns_it_and_the_ways_lead_around(undisturbed, hall_street):
    was, _ = undisturbed
    live, events = walked([{"do": "close_passage", "passage": hall_street}], hours=3)
    met = [e for e in events if e[1] == dated.MET_CLOSURE]
    assert met
    assert {e[5] for e in met} == {hall_street}
    told = [e for e in events if e[1] == dated.HEARD_OF_CLOSURE]
    assert told, "they tell those whom they know"
    knowing = {e[2] for e in (*met, *told)}
    assert set(np.flatnonzero(live.array("chart"))) == knowing
    for n in np.unique(live.array("chart")[list(knowing)]):
        assert np.isinf(live.array("way_cost")[2 * n, hall_street])
    living = live.array("fate") == ALIVE
    here = street_of(live, live.array("passage")) == hall_street
    lives_there = street_of(live, live.array("u_passage")[live.array("home")]) == hall_street
    assert (here & living & lives_there).any(), "who lives on it may come out, and eats"
    was_there = live.then == hall_street
    assert not (here & living & ~lives_there & ~was_there).any(), "nobody has gone in"
    before = street_of(was, was.array("passage")) == hall_street
    assert (before & (was.array("fate") == ALIVE) & ~lives_there).any()
    assert not (live.array("moving") & living & live.array("blocked")).any()


def test_a_street_that_is_opened_again_is_taken(hall_street):
    close = {"do": "close_passage", "passage": hall_street}
    live, _ = walked([close, {**close, "do": "open_passage", "at": "70 min"}])
    assert live.array("p_open").all()
    here = street_of(live, live.array("passage")) == hall_street
    lives_there = street_of(live, live.array("u_passage")[live.array("home")]) == hall_street
    assert (here & ~lives_there & (live.array("fate") == ALIVE)).any()


# --- bad input --------------------------------------------------------------------------------

BAD = [
    ({"do": "close_passage", "street": "Shijo-dory"}, "0.street", "did you mean 'Shijo-dori'?"),
    ({"do": "open_passage", "passage": 99999}, "0.passage = 99999", "the map has 0 to"),
    ({"do": "close_gate", "gate": "gate 9"}, "0.gate = 'gate 9'", "did you mean 'gate 2'?"),
    ({"do": "open_gate", "gate": "Zzz"}, "0.gate = 'Zzz'", "Yamato-oji-dori, gate 1, gate 2"),
    ({"do": "empty_layer", "layer": "houshold"}, "0.layer", "did you mean 'household'?"),
    ({"do": "empty_layer", "layer": "household", "between": ["0", "200"]}, "0.between",
     "they do not meet"),
    ({"do": "empty_layer", "layer": "household", "between": ["0", "Nobody At All"]}, "0.between",
     "no such person"),
    ({"do": "immunise", "who": "#99999"}, "0.who = '#99999'", "no such person"),
    ({"do": "stock", "place": "storse", "number": 1}, "0.place", "did you mean 'stores'?"),
    ({"do": "stock", "item": "foot", "number": 1}, "0.item", "did you mean 'food'?"),
    ({"do": "stock", "place": "3", "number": 1}, "0.place", "no such room"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "key", "right"), BAD)
def test_a_name_that_does_not_exist_is_an_input_error(change, key, right):
    with pytest.raises(InputError) as error:
        read(change)
    assert f"interventions.{key}" in str(error.value)
    assert right in str(error.value)


@pytest.mark.parametrize(
    ("person", "key", "right"),
    [
        ({"role": "scoot"}, "0.person.role", "did you mean 'scout'?"),
        ({"place": "Yasaka Shrne"}, "0.person.place", "did you mean 'Yasaka Shrine'?"),
    ],
)
def test_a_newcomer_that_cannot_be_is_an_input_error(person, key, right):
    world = plain().world
    world.scenario = scenario({"do": "add_person", "person": person})
    try:
        with pytest.raises(InputError) as error:
            add_newcomers(world, {})
    finally:
        world.scenario = scenario()
    assert f"interventions.{key}" in str(error.value)
    assert right in str(error.value)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([("close_passage", "street"), ("close_gate", "gate"), ("immunise", "who"),
                     ("empty_layer", "layer"), ("stock", "place"), ("stock", "item")]),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(str.strip),
)  # fmt: skip
def test_any_text_is_found_or_refused_by_name(what, text):
    do, key = what
    try:
        (change,) = read({"do": do, key: text})
    except InputError as error:
        said = str(error)
    else:
        assert change.rows
        return
    assert f"interventions.0.{key} = " in said
    assert "\n" not in said


def test_a_bad_name_ends_the_command_with_2_and_leaves_no_folder(tmp_path, capsys):
    from kinward.cli.guard import guarded

    file = tmp_path / "bad.toml"
    file.write_text(
        'extends = "kyoto"\npeople = 250\n[[interventions]]\ndo = "close_passage"\n'
        'street = "Shijo-dory"\n'
    )
    assert guarded(["run", str(file), "--out", str(tmp_path / "out"), "--quiet"]) == 2
    assert "did you mean 'Shijo-dori'?" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
