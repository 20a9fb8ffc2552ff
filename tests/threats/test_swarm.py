"""The swarm in a small town: nests, packs, what they do to people, and people to them."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.events import KIND, KINDS, OBJECT, PLACE, SUBJECT, T
from kinward.engine.build import build, settle_lists
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.threats import swarm_parameters as q
from kinward.threats.manholes import nearest_lid
from kinward.threats.packs import LEAVES, LIES

NAMES = {code: kind.name for code, kind in KINDS.items()}


class Town:
    """A town of 400 at ten in the morning; the swarm comes up in the third minute."""

    def __init__(self, minutes=40, people=400, seed=3, prepare=None, sections=None, days=1,
                 **swarm):  # fmt: skip
        data = {
            "map": "ruins", "people": people, "infected_per_living": 0, "seed": seed, "days": days,
            "start_hour": 10, "zone": {"on": False},
            "roles": {"soldiers": 0, "scouts": 0, "officers": 0, "music_share": 0},
            "swarm": {"on": True, "at": "2 min", "per_living": 0.05, "nests": 2, **swarm},
            **(sections or {}),
        }  # fmt: skip
        self.live = build(Scenario.from_data(data))
        self.a = self.live.array
        self.noted, self.values = [], []
        if prepare is not None:
            prepare(self)
        engine = Engine(self.live, self._drain)
        for minute in range(minutes):
            engine.minute(minute * MINUTE)

    def _drain(self, live):
        ints, reals, _ = live.events.drain()
        self.noted += ints.tolist()
        self.values += reals.tolist()
        live.decisions.drain()

    def events(self, name):
        return [e for e in self.noted if NAMES[e[KIND]] == name]

    def who(self, name):
        return {e[SUBJECT] for e in self.events(name)}

    @property
    def people(self):
        return ~self.a("creature")


@pytest.fixture(scope="module")
def town():
    return Town()


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    for name, place in q.S.items():
        assert getattr(q, name.upper()) == place, name


def test_nests_lie_under_streets_far_from_each_other(town):
    a = town.a
    assert (a("street_of_sewer")[a("nest_passage")] >= 0).all()
    assert len(set(a("nest_passage").tolist())) == 2
    for street, sewer in enumerate(a("sewer_of").tolist()):
        if sewer >= 0:
            assert a("street_of_sewer")[sewer] == street
            assert a("p_len")[sewer] == pytest.approx(a("p_len")[street])


def test_packs_are_of_the_sizes_that_are_said(town):
    sizes = np.diff(town.a("pack_ptr"))
    par = town.live.world.scenario.swarm
    assert sizes.sum() == town.a("creature").sum() == round(400 * par.per_living)
    assert (sizes[:-1] >= par.least).all()
    assert (sizes <= par.most).all()
    for k in range(len(sizes)):
        members = town.a("brood")[town.a("pack_ptr")[k] : town.a("pack_ptr")[k + 1]]
        assert (town.a("pack")[members] == k).all()
        assert town.a("grapples")[members].sum() == max(1, round(par.grapplers * len(members)))


def test_manholes_are_at_most_forty_metres_apart():
    for length in (5.0, 39.0, 41.0, 100.0, 333.3):
        lids = sorted({nearest_lid.py_func(length, x) for x in np.linspace(0, length, 400)})
        assert lids[0] == 0.0
        assert lids[-1] == pytest.approx(length)
        assert np.diff(lids).max() <= 40.0 + 1e-9


def test_people_are_carried_off_alive(town):
    a = town.a
    taken = town.who("captured")
    assert len(taken) > 10
    assert set(np.flatnonzero(a("fate") == v.CAPTURED)) == taken
    assert taken <= town.who("grasped")
    assert a("gone")[sorted(taken)].all()
    assert not a("moving")[sorted(taken)].any()


def test_who_saw_somebody_seized_in_a_room_knows_it_is_no_place_to_hide(town):
    found = town.a("found_in")
    rooms = {e[PLACE] - len(town.a("p_len")) for e in town.events("grasped")}
    known = set(found[found > 0].tolist())
    assert known
    assert known <= rooms


def test_nobody_is_seized_before_they_come(town):
    assert min(e[T] for e in town.events("grasped")) > 2 * MINUTE
    assert min(e[T] for e in town.events("pack_came")) == 2 * MINUTE


def test_each_holds_one_and_each_is_held_by_one(town):
    a = town.a
    held = np.flatnonzero(a("carrying") >= 0)
    for x in held.tolist():
        assert a("carried_by")[a("carrying")[x]] == x
    for m in np.flatnonzero(a("carried_by") >= 0).tolist():
        x = a("carried_by")[m]
        assert a("carrying")[x] == m
        assert (a("passage")[m], a("unit")[m]) == (a("passage")[x], a("unit")[x])


def test_no_creature_is_where_it_cannot_be(town):
    """Below, or on a street or in a house; those that lie are in their nest."""
    a = town.a
    brood = a("brood")
    lie = brood[(a("task")[brood] == LIES) & ~a("gone")[brood]]
    nest = a("pack_nest")[a("pack")[lie]]
    assert (a("passage")[lie] == a("nest_passage")[nest]).all()


def test_nobody_is_carried_faster_than_a_creature_runs_with_somebody(town):
    """From the grip to the nest, along the sewers at least half of the one that it lies in."""
    a, par = town.a, town.live.world.scenario.swarm
    grip = {e[SUBJECT]: e[T] for e in town.events("grasped")}
    assert town.events("captured")
    for e in town.events("captured"):
        p = a("nest_passage")[a("pack_nest")[a("pack")[e[OBJECT]]]]
        passed = (e[T] - grip[e[SUBJECT]]) / 1000.0
        assert passed >= a("p_len")[p] / 2 / par.carries - 1.0


def test_nobody_carried_past_wakes_one_that_lies_in_its_nest(town):
    a = town.a
    assert (a("alert")[a("brood")] == v.OF_SWARM).all()  # as one that is awake already
    assert not town.events("woke")
    assert a("hunt_n")[0] == 0


def test_without_a_harvest_nobody_is_taken():
    town = Town(harvest=False)
    assert not town.who("captured")
    assert not town.who("grasped")
    assert town.events("pack_came")


def test_who_is_shot_in_a_creatures_grip_dies_once():
    """Ten with rifles around it, none of whom holds fire and all of whom hit the captive."""

    def surround(town):
        a = town.a
        x = int(a("brood")[0])
        p = int(np.flatnonzero(a("sewer_of") >= 0)[0])
        who = np.flatnonzero((a("age") >= 20) & ~a("creature"))[:11]
        for m in (x, *who.tolist()):
            a("passage")[m], a("offset")[m], a("unit")[m] = p, a("p_len")[p] / 2, 0
        c, shooters = who[0], who[1:]
        a("task")[x], a("chart")[x], a("alert")[x] = LEAVES, 0, v.OF_SWARM
        a("carrying")[x], a("carried_by")[c] = c, x
        a("load")[shooters, ITEM["rifle"]] = 1
        a("load")[shooters, ITEM["rifle_round"]] = 60
        a("foe")[shooters], a("fires")[shooters] = x, True
        a("weapon")[shooters] = v.RIFLE
        a("act_t")[shooters] = 0.01 * (1 + np.arange(len(shooters)))  # all at once
        rows = np.array([x, *shooters.tolist()])
        a("active")[rows] = True
        a("active_list")[: len(rows)], a("active_n")[0] = rows, len(rows)
        settle_lists(town.live)
        town.captive = int(c)

    town = Town(minutes=2, prepare=surround, at="1 h",
                sections={"fight": {"holds": 0.0, "strays": 1.0}})  # fmt: skip
    died = [e[SUBJECT] for e in town.events("died")]
    assert town.captive in died
    assert len(died) == len(set(died))


def test_zero_creatures_are_no_threat():
    town = Town(minutes=5, per_living=0.0)
    assert not town.events("pack_came")
    assert (town.a("fate") == v.ALIVE).all()


def test_everybody_dead_in_the_first_hour_is_no_error():
    def kill(town):
        a = town.a
        rows = town.people
        a("fate")[rows] = v.DEAD
        a("gone")[rows] = True

    town = Town(minutes=10, prepare=kill)
    assert not town.events("grasped")


def test_a_map_without_streets_for_cars_is_refused(tmp_path):
    path = tmp_path / "paths.toml"
    path.write_text(
        'name = "paths"\nunits = "m"\n'
        '[[street]]\nname = "Path"\nclass = "pedestrian"\npoints = [[0, 0], [200, 0]]\n'
        '[[street]]\nname = "Other"\nclass = "pedestrian"\npoints = [[100, 0], [100, 200]]\n'
    )
    with pytest.raises(InputError, match=r"swarm\.on"):
        build(Scenario.from_data({
            "map": str(path), "people": 5, "infected_per_living": 0, "days": 1,
            "zone": {"on": False}, "swarm": {"on": True, "per_living": 1.0},
        }))  # fmt: skip
