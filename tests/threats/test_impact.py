"""An impact: who dies, is trapped or hurt, what falls, and what is left of the streets."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.core.errors import InputError
from kinward.core.events import KIND, KINDS, SUBJECT, T
from kinward.engine.build import build
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.threats import impact_parameters as q
from kinward.threats.blast import overpressure, withstands
from kinward.threats.damage import heaps

X, Y = 540.0, 520.0  # the middle of the map, m
NAMES = {code: kind.name for code, kind in KINDS.items()}


class Town:
    """A town of 600 on foot at ten in the morning; it falls in the second minute."""

    def __init__(self, minutes=3, people=600, seed=3, air=None, fire=None, **impact):
        data = {
            "map": "ruins", "people": people, "infected_per_living": 0, "seed": seed, "days": 2,
            "start_hour": 10, "zone": {"on": False}, "air": air or {}, "fire": fire or {},
            "roles": {"soldiers": 0, "scouts": 0, "officers": 0, "music_share": 0},
            "impact": {"on": True, "at": "2 min", "energy": "20 t", "x": X, "y": Y, **impact},
        }  # fmt: skip
        self.live = build(Scenario.from_data(data))
        self.a = self.live.array
        self.noted = []
        self.before = {}
        engine = Engine(self.live, self._drain)
        for minute in range(minutes):
            if minute == 2:
                names = ("unit", "passage", "offset", "fate")
                self.before = {n: self.a(n).copy() for n in names}
            engine.minute(minute * MINUTE)

    def _drain(self, live):
        ints, _, _ = live.events.drain()
        self.noted += ints.tolist()
        live.decisions.drain()

    def who(self, name):
        return {e[SUBJECT] for e in self.noted if NAMES[e[KIND]] == name}

    def fallen(self):
        """Which buildings (B,) bool have collapsed."""
        return self.a("falls") & (self.a("struck_t")[0] >= 0)

    def in_ruins(self):
        """Who (n,) bool was in a building that fell."""
        a, unit, passage = self.a, self.before["unit"], self.before["passage"]
        b = np.where(unit > 0, a("u_building")[unit], a("p_building")[passage])
        return (b >= 0) & a("falls")[np.maximum(b, 0)] & (self.before["fate"] == v.ALIVE)


@pytest.fixture(scope="module")
def town():
    return Town()


def test_the_places_of_parameters_are_those_that_the_kernel_reads():
    for name, place in q.S.items():
        assert getattr(q, name.upper()) == place, name


def test_everybody_has_one_fate_and_the_events_say_which(town):
    a = town.a
    ended = town.who("died") | town.who("trapped")
    assert not town.who("died") & town.who("trapped")
    assert set(np.flatnonzero(a("fate") != v.ALIVE)) == ended
    assert (a("fate_t")[sorted(ended)] == 2 * MINUTE).all()
    assert a("trapped_n")[0] == len(town.who("trapped")) == (a("fate") == v.MISSING).sum()


def test_nobody_is_left_in_what_fell(town):
    a = town.a
    living = (a("fate") == v.ALIVE) & (a("passage") >= 0)
    assert town.in_ruins().sum() > 50
    assert not a("sealed")[a("unit")[living]].any()
    out = living & town.in_ruins()
    assert out.any()
    assert (a("hurt")[out] > 0).all()


def test_shares_in_ruins_are_those_of_the_parameters():
    town = Town(kills="1000 kPa")  # the blast itself kills nobody
    a, inside = town.a, town.in_ruins()
    n = inside.sum()
    par = town.live.world.scenario.impact
    dead = (a("fate")[inside] == v.DEAD).mean()
    held = (a("fate")[inside] == v.MISSING).mean()
    traps = (1 - par.kills_inside) * par.traps
    assert abs(dead - par.kills_inside) <= 3 * np.sqrt(par.kills_inside * 0.7 / n)
    assert abs(held - traps) <= 3 * np.sqrt(traps * (1 - traps) / n)


def test_deaths_in_the_open_follow_the_pressure():
    """The number of dead against the sum of their chances, three standard deviations."""
    town = Town(collapse=False)
    a, par = town.a, town.live.world.scenario.impact
    g = town.live.world.graph
    u = (np.arange(1000) + 0.5) / 1000
    kills = np.sort([withstands(par.kills, par.bodies, x) for x in u])
    here = np.flatnonzero(town.before["passage"] >= 0)
    chance = []
    for m in here.tolist():
        x, y = g.point(int(town.before["passage"][m]), float(town.before["offset"][m]))
        p = overpressure(float(np.hypot(x - X, y - Y)), par.energy)
        chance.append(np.searchsorted(kills, p) / 1000)
    chance = np.array(chance)
    dead = (a("fate")[here] == v.DEAD).sum()
    assert chance.sum() > 5
    assert abs(dead - chance.sum()) <= 3 * np.sqrt((chance * (1 - chance)).sum())


def test_the_trapped_hold_out_as_long_as_the_law_says():
    town = Town(minutes=123, kills_inside=0, traps=1, hurts=False, holds_out="1 h", fails=2.0)
    trapped = town.who("trapped")
    late = sum(NAMES[e[KIND]] == "died" and e[T] > 2 * MINUTE for e in town.noted)
    dead = 1 - np.exp(-((121 / 60) ** 2))
    sd = np.sqrt(len(trapped) * dead * (1 - dead))
    assert len(trapped) > 50
    assert abs(late - len(trapped) * dead) <= 3 * sd + 0.5
    assert town.a("trapped_n")[0] == len(trapped) - late
    assert (town.a("trapped_until")[sorted(trapped)] > 2 * MINUTE).all()


def test_switched_off_each_part_leaves_its_own_undone():
    whole, quiet, bare = Town(), Town(collapse=False, hurts=False), Town(rubble=False)
    assert whole.fallen().any()
    assert not quiet.fallen().any()
    assert not quiet.who("died") | quiet.who("trapped") | quiet.who("blasted")
    assert (whole.a("cell_open") < 1).any()
    assert (bare.a("cell_open") == 1).all()
    assert bare.fallen().tolist() == whole.fallen().tolist()


def test_no_energy_harms_nobody():
    town = Town(energy="0 kg")
    assert not town.fallen().any()
    assert (town.a("fate") == v.ALIVE).all()
    assert (town.a("smoke") == 0).all()


def test_more_energy_brings_down_more_and_what_fell_before():
    small, large = Town(minutes=0), Town(minutes=0, energy="60 t")
    assert large.a("falls")[small.a("falls")].all()
    assert large.a("falls").sum() > small.a("falls").sum()


def test_it_raises_dust_that_thins_as_it_spreads():
    short, long = Town(), Town(minutes=63)
    assert short.a("smoke").max() > long.a("smoke").max() > 0
    assert (long.a("smoke") > 1e-3).sum() > (short.a("smoke") > 1e-3).sum()


def test_who_lives_in_ruins_comes_home_and_stands_before_them():
    town = Town(minutes=3, hurts=False, kills_inside=0.0, traps=0.0, severe=0.0, bleeds=0.0)
    a = town.a
    homeless = a("sealed")[a("home")] & (a("fate") == v.ALIVE)
    engine = Engine(town.live, town._drain)
    a("activity")[:] = v.HOME
    a("resume")[:] = True
    for minute in range(3, 90):
        engine.minute(minute * MINUTE)
    assert homeless.sum() > 20
    assert (a("unit")[homeless] != a("home")[homeless]).all()


@pytest.mark.parametrize(("x", "y"), [(1e5, 0), (0, -1e5)])
def test_an_impact_beside_the_map_is_refused(x, y):
    with pytest.raises(InputError, match=r"impact\.x = .* outside the map; expected x from"):
        Town(minutes=0, x=x, y=y)


def test_an_unknown_place_is_refused():
    with pytest.raises(InputError, match=r"impact\.site"):
        Town(minutes=0, site="the moon")


def test_heaps_are_few_enough_to_be_told_apart():
    town = Town(minutes=0)
    c = {**town.live.world.arrays}
    every = c["p_host"] < 0
    some = every & (np.arange(len(every)) % 3 == 0)
    for shut in (every, some, np.zeros(len(every), bool)):
        number = heaps(c, shut)
        assert (number >= 0).tolist() == shut.tolist()
        assert number.max(initial=-1) < 24
        assert set(number[number >= 0]) == set(range(number.max(initial=-1) + 1))


def test_the_same_seed_gives_the_same_ruin():
    one, two = Town(), Town()
    assert sorted(map(tuple, one.noted)) == sorted(map(tuple, two.noted))
    assert one.a("hurt").tobytes() == two.a("hurt").tobytes()


def test_it_falls_in_its_hour():
    town = Town(minutes=2)
    assert not town.fallen().any()
    assert town.a("struck_t")[0] == -1
    assert HOUR > 2 * MINUTE == Town().a("struck_t")[0]


def test_a_city_in_which_nobody_is_left_goes_on():
    town = Town(minutes=70, people=40, energy="100000 t", fire={"on": True}, holds_out="10 min")
    assert (town.a("fate") == v.DEAD).all()
