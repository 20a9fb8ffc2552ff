"""Crews of the services: who is in which, who comes when called, what they know and do."""

from __future__ import annotations

import numpy as np
import pytest
from tests.threats.test_impact import NAMES

from kinward.core import vocabulary as v
from kinward.core.bundles import PARTY
from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.events import KIND, OBJECT, SUBJECT, K
from kinward.core.party import Party, leave
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import SERVE, Step
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.society.bands.vocabulary import CREW_KIND
from kinward.society.services.vocabulary import FIRE_CREW, MEDICS, PATROL

MEDKIT = 3


class City:
    """A town of 600 at ten in the morning with services; a danger shows in the second minute."""

    def __init__(self, minutes=0, seed=3, sections=None, **services):
        data = {
            "map": "ruins", "people": 600, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False},
            "roles": {"soldiers": 0, "officers": 0, "scouts": 0, "music_share": 0,
                      "medics": "4 %", "firefighters": "4 %", "police": "2 %"},
            "warning": {"on": True, "at": "1 min", "cue": 1.0, "clarity": 0.8, "time_left": "3 h"},
            "services": {"on": True, **services}, **(sections or {}),
        }  # fmt: skip
        self.live = build(Scenario.from_data(data))
        self.a = self.live.array
        self.noted = []
        self.engine = Engine(self.live, self._drain)
        self.t = 0
        self.play(minutes)

    def _drain(self, live):
        ints, _, _ = live.events.drain()
        self.noted += ints.tolist()
        live.decisions.drain()

    def play(self, minutes):
        for _ in range(minutes):
            self.engine.minute(self.t * MINUTE)
            self.t += 1
        return self

    def events(self, name):
        return [e for e in self.noted if NAMES[e[KIND]] == name]

    def crews(self, craft):
        a = self.a
        n = int(a("group_n")[0])
        ours = (a("g_kind")[:n] == CREW_KIND) & (a("g_craft")[:n] == craft)
        return np.flatnonzero(ours).tolist()

    def put(self, who, p, off, unit=0):
        """Let these stand somewhere."""
        a = self.a
        a("passage")[who], a("offset")[who], a("unit")[who] = p, off, unit
        a("moving")[who] = False
        settle_lists(self.live)


@pytest.fixture(scope="module")
def start():
    return City()


def test_everybody_who_serves_is_in_one_crew_of_their_craft(start):
    a = start.a
    for craft, role, size in ((FIRE_CREW, v.FIREMAN, 6), (PATROL, v.POLICE, 2)):
        crews = start.crews(craft)
        who = a("role") == role
        assert who.sum() > 5
        assert set(a("group_id")[who]) == set(crews)
        counts = np.bincount(a("group_id")[who])[crews]
        assert abs(counts - size).max() <= size // 2
    medics = a("role") == v.MEDIC
    out = medics & (a("group_id") >= 0)
    assert out.sum() == round(0.5 * medics.sum())
    assert set(a("group_id")[out]) == set(start.crews(MEDICS))
    others = ~np.isin(a("role"), (v.FIREMAN, v.POLICE, v.MEDIC))
    assert (a("group_id")[others] < 0).all()


def test_they_have_what_they_need(start):
    a = start.a
    assert (a("tools")[a("role") == v.FIREMAN] == 3.0).all()
    assert (a("tools")[a("role") != v.FIREMAN] == 1.0).all()
    out = (a("role") == v.MEDIC) & (a("group_id") >= 0)
    assert (a("load")[out, MEDKIT] == 10).all()


def test_the_oldest_leads_and_the_crew_is_called_when_the_danger_shows():
    city = City(minutes=20)
    a = city.a
    called = {e[K]: e[SUBJECT] for e in city.events("crew_called")}
    assert set(called) == {g for craft in (1, 2, 3) for g in city.crews(craft)}
    assert len(city.events("crew_joined")) > 10
    for e in city.events("crew_joined"):
        assert a("group_id")[e[SUBJECT]] == e[K]


def test_without_a_net_fewer_come():
    there = len(City(minutes=10).events("crew_joined"))
    none = len(City(minutes=10, net="0 s").events("crew_joined"))
    assert none < there


def test_props_taken_away_let_them_go():
    none = {"mind": {"promise": 0.0, "comrades": 0.0, "command": 0.0, "safe_home": 0.0}}

    def stand(**more):
        cities = [City(minutes=60, seed=seed, **more).a for seed in (3, 4)]
        return sum(int((a("sworn") & (a("fate") == 0)).sum()) for a in cities)

    assert stand() > 1.5 * stand(sections=none)


def test_the_next_leads_when_the_leader_falls():
    city = City(minutes=10)
    a = city.a
    fell = [int(m) for m in a("g_leader")[city.crews(FIRE_CREW)]]
    for m in fell:
        a("fate")[m], a("fate_t")[m], a("gone")[m] = v.DEAD, 10 * MINUTE, True
    city.play(10)
    took = city.events("crew_taken_over")
    assert {e[OBJECT] for e in took} & set(fell)


def _burning(city):
    """A house that burns in the street of the first fire crew, seen by whoever leads it."""
    a = city.a
    g = city.crews(FIRE_CREW)[0]
    who = np.flatnonzero((a("group_id") == g) & a("sworn") & (a("fate") == 0))
    b = int(np.flatnonzero((a("b_floors") > 0) & (a("p_host")[a("b_passage")] < 0))[40])
    a("burning")[b], a("lit_t")[b], a("burns_until")[b] = 1, city.t * MINUTE, 1 << 50
    city.put(who, int(a("b_passage")[b]), float(a("b_off")[b]))
    a("aim")[who] = v.A_POST
    return b


FIRES = {"fire": {"on": True, "douse": "1 min", "fighters": 0.0, "spreads": False}}


def test_a_crew_puts_out_what_it_sees_burn():
    city = City(minutes=15, net="0 s", sections=FIRES, reached=1.0)
    b = _burning(city)
    city.play(40)
    assert {e[K] for e in city.events("went_to_fire")} == {b}
    assert [e[K] for e in city.events("put_out")] == [b]
    assert city.a("b_closed")[b]


def test_what_nobody_sees_and_no_call_tells_of_burns_on():
    city = City(minutes=15, net="0 s", sections=FIRES)
    b = _burning(city)
    crew = np.flatnonzero(city.a("role") == v.FIREMAN)
    far = int(np.argmax(city.a("p_len")))
    assert far != city.a("b_passage")[b]
    city.put(crew, far, 5.0)
    city.a("g_target")[:], city.a("g_task")[:] = -1, 0
    city.play(5)
    assert not city.events("went_to_fire")


def test_with_douses_off_no_fire_is_fought():
    city = City(minutes=15, net="0 s", sections=FIRES, douses=False)
    _burning(city)
    city.play(30)
    assert not city.events("went_to_fire")
    assert not city.events("put_out")


def _hurt(city, n=1, **columns):
    """People who lie in the street beside the first ambulance crew."""
    a = city.a
    g = city.crews(MEDICS)[0]
    crew = np.flatnonzero(a("group_id") == g)
    p = int(a("u_passage")[a("g_unit")[g]])
    a("sworn")[crew], a("g_orders")[g], a("aim")[crew] = True, 1, v.A_POST
    a("warned_t")[crew] = 0
    city.put(crew, p, 10.0)
    who = np.flatnonzero((a("role") == v.WORKER) & (a("fate") == 0))[:n]
    city.put(who, p, 12.0)
    a("think_t")[who], a("aim")[who] = -1, v.A_ON_DUTY
    for name, value in columns.items():
        a(name)[who] = value
    a("bleed_t")[who] = city.t * MINUTE
    return g, crew, who


def test_medics_stop_the_bleeding_of_who_lies_there():
    city = City(minutes=3, net="0 s")
    _, crew, who = _hurt(city, bleeding=30.0, hurt=0.3)
    city.play(5)
    by = {(e[SUBJECT], e[OBJECT]) for e in city.events("treated")}
    assert any(m in crew and o == who[0] for m, o in by)
    assert city.a("bleeding")[who[0]] < 2.0
    assert city.a("load")[crew, MEDKIT].sum() == 10 * len(crew) - len(by)


def test_with_treats_off_they_do_not():
    city = City(minutes=3, net="0 s", treats=False)
    _, crew, _ = _hurt(city, bleeding=30.0, hurt=0.3)
    city.play(5)
    assert not [e for e in city.events("treated") if e[SUBJECT] in crew]


def test_the_worst_come_first_and_who_can_walk_last():
    city = City(minutes=3, net="0 s")
    g, _, who = _hurt(city, n=3, hurt=0.3)
    a = city.a
    a("bleeding")[who] = 3.0, 3.0, 40.0
    a("hurt")[who] = 0.2, 0.8, 0.2
    others = np.isin(a("group_id"), city.crews(MEDICS)) & (a("group_id") != g)
    a("fate")[others] = v.DEAD
    step = Step(SERVE, city.live)
    for o, why in ((2, "bleeds fast"), (1, "cannot walk"), (0, "can walk")):
        a("g_task")[g] = 0
        step(city.t * MINUTE)
        assert a("g_target")[g] == who[o], why
        a("bleeding")[who[o]] = a("hurt")[who[o]] = 0.0


def test_two_carry_who_cannot_walk_to_the_hospital():
    city = City(minutes=3, net="0 s")
    _, crew, who = _hurt(city, hurt=0.9, awake_mind=False, blood_lost=1400.0)
    city.play(60)
    o = int(who[0])
    up = [e for e in city.events("on_stretcher") if e[OBJECT] == o]
    assert up
    assert up[0][SUBJECT] in crew
    assert [e for e in city.events("brought_in") if e[OBJECT] == o]
    assert city.a("unit")[o] in city.a("aid_unit")
    assert city.a("carried_by")[o] == -1
    assert (city.a("bears")[crew] == -1).all()


def test_one_alone_carries_nobody_by_stretcher():
    city = City(minutes=3, net="0 s")
    _, crew, who = _hurt(city, hurt=0.9, awake_mind=False, blood_lost=1400.0)
    city.a("fate")[crew[0]], city.a("gone")[crew[0]] = v.DEAD, True
    city.play(30)
    assert not [e for e in city.events("on_stretcher") if e[OBJECT] == who[0]]


def _child(city, **services):
    a = city.a
    g = city.crews(PATROL)[0]
    crew = np.flatnonzero(a("group_id") == g)
    a("sworn")[crew], a("g_orders")[g], a("aim")[crew] = True, 1, v.A_POST
    a("warned_t")[crew] = 0
    kid = np.flatnonzero((a("age") >= 4) & (a("age") < 9) & (a("fate") == 0))[:1]
    p = int(np.argmax(np.where(a("p_host") < 0, a("p_len"), 0.0)))
    city.put(crew, p, 20.0)
    city.put(kid, p, 25.0)
    party = Party(*(a(name) for name in PARTY))
    for m in (*crew.tolist(), int(kid[0])):
        leave(party, m)
    a("guide")[kid], a("aim")[kid] = -1, v.A_ROUTINE
    return g, crew, int(kid[0])


def test_police_take_along_a_child_who_is_alone_and_nobody_else():
    city = City(minutes=3, net="0 s")
    g, crew, kid = _child(city)
    city.play(2)
    took = city.events("took_in_charge")
    assert [e for e in took if e[OBJECT] == kid and e[SUBJECT] in crew]
    assert all(city.a("age")[e[OBJECT]] < 12 for e in took)
    assert city.a("party")[kid] == city.a("party")[city.a("g_leader")[g]] >= 0


def test_with_escorts_off_they_do_not():
    city = City(minutes=3, net="0 s", escorts=False)
    _child(city)
    city.play(5)
    assert not city.events("took_in_charge")


def test_switched_off_there_are_no_crews():
    city = City(minutes=5, on=False)
    assert not city.events("crew_called")
    assert (city.a("group_id") < 0).all()


def test_crews_in_a_zone_are_refused():
    with pytest.raises(InputError, match=r"services\.on"):
        build(Scenario.from_data({"map": "ruins", "people": 200, "services": {"on": True}}))
