"""Bands at the start: what a scenario says of them, and what it may not say."""

import numpy as np
import pytest
from tests.society.band_world import Bands, person, scenario, tie

from kinward.core.errors import InputError
from kinward.engine.build import build
from kinward.engine.scenario import Scenario, load_scenario


def test_bands_hold_the_people_that_are_asked_for():
    live = build(load_scenario("ruins", people=150, infected_per_living=0, seed=3))
    a = live.array
    alive = a("fate") == 0
    assert int(alive.sum()) == 150
    n = int(a("group_n")[0])
    assert n == 13
    size = np.bincount(a("group_id")[alive], minlength=n)[1:]
    assert size.min() >= 1
    assert size.max() <= 60
    assert size.sum() == 150
    assert (a("home")[alive] == a("g_unit")[a("group_id")[alive]]).all()
    assert len(np.unique(a("g_unit")[1:n])) == 12
    leaders = a("g_leader")[1:n]
    assert (a("group_id")[leaders] == np.arange(1, n)).all()
    assert int(a("g_hunts").sum()) == 1
    hunters = a("group_id") == int(np.flatnonzero(a("g_hunts"))[0])
    guns = (a("load")[:, 8:11] >= 1).any(1)
    grown = alive & (a("age") >= 16) & (a("age") < 75)
    assert guns[hunters & grown].mean() > 2 * guns[~hunters & grown].mean()


def test_who_lives_in_one_band_knows_all_of_it():
    live = build(load_scenario("ruins", people=60, infected_per_living=0, seed=3))
    a = live.array
    for m in np.flatnonzero(a("fate") == 0)[:20].tolist():
        mine = set(np.flatnonzero((a("group_id") == a("group_id")[m]) & (a("fate") == 0))) - {m}
        known = set(a("tie_to")[a("tie_ptr")[m] : a("tie_end")[m]].tolist())
        assert mine <= known


def test_people_and_ties_are_as_the_scenario_names_them():
    w = Bands(
        [person("Ann", "mill", age=41, sex="female"), person("Bea", "mill", age=9),
         person("Cal", ""), person("Dot", "mill", alive=False)],
        [{"name": "mill", "leader": "Ann", "style": 0.25, "strangers": "closed"}],
        [tie("Ann", "Bea", 0.75, 0.5, "child"), tie("Ann", "Dot", 0.9, 0.9, "partner")],
    )  # fmt: skip
    a, row = w.a, w.row
    assert a("age")[row["Ann"]] == 41
    assert a("age")[row["Bea"]] == 9
    assert a("g_leader")[1] == row["Ann"]
    assert a("g_style")[1] == 0.25
    assert a("fate")[row["Dot"]] == 1
    assert a("gone")[row["Dot"]]
    r = w.ties_row("Ann", "Bea")
    assert a("tie_strength")[r] == 0.75
    assert a("tie_kind")[r] == 2
    assert a("tie_kind")[a("tie_back")[r]] == 1
    alone = int(a("group_id")[row["Cal"]])
    assert alone == 2
    assert a("g_leader")[alone] == row["Cal"]
    assert a("g_unit")[alone] == 0


TWO = [person("Ann", "mill"), person("Bea", "mill")]
MILL = [{"name": "mill"}]


@pytest.mark.parametrize(
    ("members", "bands", "ties", "words"),
    [
        (TWO, MILL, [tie("Ann", "Zed")], ["bands.tie.0.b", "'Zed'", "Ann"]),
        (TWO, MILL, [tie("Ann", "Ann")], ["bands.tie.0", "themself"]),
        (TWO, MILL, [tie("Ann", "Bea", 1.2)], ["bands.tie.0.strength", "1.2"]),
        (TWO, MILL, [tie("Ann", "Bea", 0.5, 3)], ["bands.tie.0.trust", "3"]),
        (TWO, MILL, [tie("Ann", "Bea"), tie("Bea", "Ann")], ["tied twice"]),
        (TWO, MILL, [tie("Ann", "Bea", kind="foe")], ["bands.tie.0.kind", "'foe'"]),
        (TWO, [{"name": "mill", "leader": "Zed"}], [], ["bands.band.0.leader", "'Zed'", "Ann"]),
        ([person("Ann", "mill", alive=False), person("Bea", "mill")],
         [{"name": "mill", "leader": "Ann"}], [], ["bands.band.0.leader", "dead at the start"]),
        ([person("Ann", "den"), person("Bea", "mill")],
         [{"name": "mill", "leader": "Ann"}, {"name": "den"}], [], ["belongs to the band 'den'"]),
        ([person("Ann", "hill")], MILL, [], ["bands.member.0.band", "'hill'", "mill"]),
        ([person("Ann", "mill"), person("Ann", "mill")], MILL, [], ["named twice"]),
        (TWO, [{"name": "mill", "place": "the moon"}], [], ["bands.band.0.place", "the moon"]),
        (TWO, [{"name": "mill", "hostile": True, "strangers": "welcome"}], [],
         ["contradict", "strangers = 'closed' or 'rob'"]),
        (TWO, [{"name": "mill", "strangers": "rob"}], [], ["contradict", "hostile"]),
        (TWO, [{"name": "mill", "rations": "none"}], [], ["bands.band.0.rations"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_key(members, bands, ties, words):
    with pytest.raises(InputError) as told:
        build(scenario(members, bands, ties))
    for word in words:
        assert word in str(told.value)


def test_bands_and_a_zone_contradict_each_other():
    with pytest.raises(InputError, match=r"bands.on = true and zone.on = true"):
        build(load_scenario("ruins", sets=["zone.on=true"], people=50))
    data = load_scenario("kyoto", people=300).to_data()
    data["bands"]["tie"] = [tie("Ann", "Bea")]
    with pytest.raises(InputError, match=r"bands.tie"):
        build(Scenario.from_data(data))


def test_too_many_bands_for_the_map_are_refused():
    with pytest.raises(InputError, match=r"bands.room"):
        build(load_scenario("ruins", sets=["bands.count=1", "bands.room=100 m2"], people=200,
                            infected_per_living=0))  # fmt: skip


def test_a_scenario_with_names_reads_back_as_itself():
    first = scenario(TWO, MILL, [tie("Ann", "Bea", 0.4)])
    import tomllib

    again = Scenario.from_data(tomllib.loads(first.to_toml()))
    assert again.to_data() == first.to_data()
    assert again.bands.tie[0].strength == 0.4
