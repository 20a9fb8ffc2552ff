"""Squads: who is in which, who leads, who stands by orders, who goes home."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.events import KIND, KINDS, OBJECT, SUBJECT, K, T
from kinward.engine.build import build
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.commanding import FOR_GOOD, FOR_OWN
from kinward.society.platoon.vocabulary import LIEUTENANT

NAMES = {code: kind.name for code, kind in KINDS.items()}


class City:
    """A town of 600 at ten in the morning with soldiers; a danger shows in the second minute."""

    def __init__(self, minutes=60, people=600, seed=3, at=None, sections=None, **platoon):
        data = {
            "map": "ruins", "people": people, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False},
            "roles": {"soldiers": "8 %", "officers": "1 %", "scouts": 0, "music_share": 0},
            "warning": {"on": True, "at": "1 min", "cue": 1.0, "clarity": 0.8, "time_left": "3 h"},
            "platoon": {"on": True, **platoon}, **(sections or {}),
        }  # fmt: skip
        self.live = build(Scenario.from_data(data))
        self.a = self.live.array
        self.noted = []
        engine = Engine(self.live, self._drain)
        for minute in range(minutes):
            if at is not None and minute == at[0]:
                at[1](self)
            engine.minute(minute * MINUTE)

    def _drain(self, live):
        ints, _, _ = live.events.drain()
        self.noted += ints.tolist()
        live.decisions.drain()

    def events(self, name):
        return [e for e in self.noted if NAMES[e[KIND]] == name]


@pytest.fixture(scope="module")
def city():
    return City()


def squads(city):
    n = int(city.a("group_n")[0])
    return np.flatnonzero(city.a("g_kind")[:n] == SQUAD_KIND).tolist()


def test_every_soldier_is_in_one_squad_with_those_of_their_team(city):
    a = city.a
    force = np.isin(a("role"), (v.SOLDIER, v.OFFICER))
    assert force.sum() > 20
    assert (a("group_id")[force] > 0).all()
    assert (a("group_id")[~force] < 0).all()
    team = a("team")
    for number in np.unique(team[force & (team >= 0)]):
        assert len(np.unique(a("group_id")[force & (team == number)])) == 1


def test_an_officer_leads_where_there_is_one(city):
    a = City(minutes=0).a
    for g in range(1, int(a("group_n")[0])):
        who = np.flatnonzero(a("group_id") == g)
        ranks = a("rank")[who]
        assert a("rank")[a("g_leader")[g]] == ranks.max()
        officers = np.isin(a("role")[who], (v.OFFICER,))
        assert (ranks[officers] == LIEUTENANT).all()


def test_they_are_armed(city):
    a = City(minutes=0).a
    force = np.isin(a("role"), (v.SOLDIER, v.OFFICER))
    assert (a("load")[force, ITEM["rifle"]] == 1).all()
    assert (a("load")[force, ITEM["rifle_round"]] == 120).all()
    assert (a("load")[~force, ITEM["rifle"]] == 0).all()


def test_squads_muster_then_hold_a_way_out(city):
    a = city.a
    assert {e[K] for e in city.events("mustered")} == set(squads(city))
    held = city.events("sent_to_hold")
    assert held
    began = {e[K]: e[T] for e in city.events("mustered")}
    for e in held:
        assert e[T] - began[e[K]] >= 30 * MINUTE
        g = e[K]
        spots = list(zip(a("haven_passage").tolist(), a("haven_off").tolist()))
        assert (int(a("g_post")[g]), float(a("g_post_off")[g])) in spots
    posts = [int(a("g_post")[e[K]]) for e in held]
    assert len(set(posts)) == len(posts), "no two squads hold one way"
    sworn = np.flatnonzero(a("sworn") & (a("fate") == 0) & (a("aim") == v.A_POST))
    assert len(sworn) > 5


def test_squads_are_let_go_when_their_time_is_over_and_then_leave_as_others_do():
    city = City(minutes=90, holds="50 min")
    relieved = city.events("relieved")
    assert {e[K] for e in relieved} == {e[K] for e in city.events("mustered")}
    assert all(e[T] >= 51 * MINUTE for e in relieved)
    a = city.a
    force = np.isin(a("role"), (v.SOLDIER, v.OFFICER)) & (a("fate") == 0) & ~a("gone")
    assert not (force & ((a("aim") == v.A_POST) | a("sworn"))).any()
    orders = [e for e in city.events("sent_to_hold") if e[T] > 51 * MINUTE]
    assert not orders


def test_who_leaves_has_stood_with_them_before(city):
    fell_in = {e[SUBJECT] for e in city.events("fell_in")}
    leaders = {e[SUBJECT] for e in city.events("mustered")}
    for e in city.events("left_post"):
        assert e[SUBJECT] in fell_in | leaders


@pytest.mark.parametrize(
    ("change", "asked"),
    [("none", True), ("walked off", False), ("walked off, nobody missing", True),
     ("at a checkpoint", False), ("for good", False), ("for good, nobody missing", False)],
)  # fmt: skip
def test_who_went_to_look_for_their_own_is_not_asked_again_while_one_is_missing(change, asked):
    """62 of 121 who had left in a run of Shanghai fell in and left again, up to fourteen times."""

    def beside(city):
        a = city.a
        here = a("sworn") & (a("aim") == v.A_POST) & (a("fate") == 0) & ~a("moving")
        here[a("g_leader")[squads(city)]] = False
        city.who = [m for m in np.flatnonzero(here).tolist() if _missing(a, m)]
        a("sworn")[city.who] = False
        left = {"walked off": FOR_OWN, "for good": FOR_GOOD}
        a("walked_off")[city.who] = left.get(change.partition(",")[0], 0)
        if change.endswith("nobody missing"):
            for m in city.who:
                a("tie_alive")[a("tie_ptr")[m] : a("tie_end")[m]] = 0.0
        if change == "at a checkpoint":
            a("aim")[city.who] = v.A_CHECKPOINT

    city = City(minutes=62, at=(42, beside))
    assert len(city.who) > 3
    assert (city.a("ordered_t")[city.who] > 42 * MINUTE).any() == asked


def _missing(a, m):
    """Whether somebody of the household of m is elsewhere."""
    near = [o for o in a("tie_to")[a("tie_ptr")[m] : a("tie_end")[m]].tolist()
            if a("household")[o] == a("household")[m]]  # fmt: skip
    return any(a("unit")[o] != a("unit")[m] or a("passage")[o] != a("passage")[m] for o in near)


def test_whoever_walks_off_is_noted_and_standing_with_them_again_ends_it():
    none = {"mind": {"promise": 0.0, "comrades": 0.0, "command": 0.0, "safe_home": 0.0}}
    city = City(minutes=90, sections=none)
    left = {}
    for e in city.noted:
        if NAMES[e[KIND]] in ("left_post", "fell_in"):
            own = FOR_OWN if e[OBJECT] >= 0 else FOR_GOOD
            left[e[SUBJECT]] = own if NAMES[e[KIND]] == "left_post" else 0
    assert sum(x > 0 for x in left.values()) > 3
    off = city.a("walked_off")
    assert {m: int(off[m]) for m in left} == left
    assert not np.delete(off, list(left)).any()


def _without(city):
    """Those who lead are struck dead."""
    a = city.a
    city.fell = [int(m) for m in a("g_leader")[squads(city)]]
    for m in city.fell:
        a("fate")[m], a("fate_t")[m], a("gone")[m] = v.DEAD, 20 * MINUTE, True


def test_the_next_in_rank_leads_when_the_leader_falls():
    city = City(minutes=40, at=(20, _without))
    a = city.a
    took = city.events("took_command")
    assert took
    for e in took:
        assert e[OBJECT] in city.fell
        assert e[T] >= 22 * MINUTE
        assert a("g_heads")[e[K]] >= 2
        g = e[K]
        others = (a("group_id") == g) & (a("fate") == 0) & a("sworn") & ~a("gone")
        assert a("rank")[e[SUBJECT]] >= a("rank")[others].max() - 2


def test_without_succession_nobody_leads():
    city = City(minutes=40, at=(20, _without), succession=False)
    assert not city.events("took_command")


def _standing(**options):
    """How many stand by their squads after an hour and a half, in three towns."""
    towns = [City(minutes=90, seed=seed, **options).a for seed in (3, 4, 5)]
    return sum(int((a("sworn") & (a("fate") == 0)).sum()) for a in towns)


def test_props_taken_away_let_them_go():
    """Without what holds obedience up most have left by then; with it few have."""
    none = {"mind": {"promise": 0.0, "comrades": 0.0, "command": 0.0, "safe_home": 0.0}}
    assert _standing() > 2 * _standing(sections=none)


def test_who_has_many_rounds_shares_them():
    def empty(city):
        a = city.a
        who = np.flatnonzero(a("sworn") & (a("aim") == v.A_POST))
        a("load")[who[::2], ITEM["rifle_round"]] = 0

    city = City(at=(30, empty))
    assert city.events("shared_rounds")
    city = City(at=(30, empty), shares=False)
    assert not city.events("shared_rounds")


def test_a_squad_in_a_zone_is_refused():
    with pytest.raises(InputError, match=r"platoon\.on"):
        build(Scenario.from_data({"map": "ruins", "people": 200, "platoon": {"on": True}}))


def test_a_city_has_as_many_squads_as_its_soldiers_make():
    """300,000 people have more squads than the 256 numbers of groups that a run had at most."""
    roles = {"soldiers": "40 %", "officers": "1 %", "scouts": 0, "music_share": 0}
    city = City(minutes=0, people=2500, sections={"roles": roles, "ties": {"squad": 2}})
    n = len(squads(city))
    assert n > 256
    assert len(city.a("g_kind")) > n
    assert city.a("g_regard").shape == (len(city.a("g_kind")),) * 2
    assert city.a("cleared").shape[1] * 64 == len(city.a("g_kind"))
