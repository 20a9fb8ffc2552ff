"""Grenades, side arms, ricochets, acid on arms: soldiers in a street against creatures."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.body.grenade import ITEM as GRENADES
from kinward.body.grenade import WAITS
from kinward.city.graph import ITEM, STAIR_M
from kinward.core import vocabulary as v
from kinward.core.events import KIND, KINDS, OBJECT, SUBJECT
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import Scenario
from kinward.threats.packs import GUARDS

NAMES = {code: kind.name for code, kind in KINDS.items()}


class Street:
    """A straight street with `n` soldiers at 20 m and `beasts` creatures further on."""

    def __init__(self, n=1, beasts=3, away=25.0, seed=3, roles=v.SOLDIER, **fight):
        self.live = build(Scenario.from_data({
            "map": "ruins", "people": 150, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False}, "swarm": {"on": True, "per_living": 0.1},
            "roles": {"soldiers": 0, "scouts": 0, "officers": 0, "music_share": 0},
            "fight": {"tail": 0.0, "acid": False, **fight},
        }))  # fmt: skip
        a = self.a = self.live.array
        self.street = int(np.argmax(np.where(a("p_host") < 0, a("p_len"), 0)))
        grown = np.flatnonzero(~a("creature") & (a("age") > 20) & (a("age") < 60))
        self.a("p_width")[self.street] = 0.1
        self.men, self.others = grown[:n], grown[n : n + 20]
        self.brood = a("brood")[:beasts]
        a("gone")[:] = True
        self.put(self.men, 20.0)
        self.put(self.brood, 20.0 + away)
        a("role")[self.men] = roles
        a("task")[self.brood], a("fires")[self.men] = GUARDS, True
        a("load")[self.men] = 0
        self.give("rifle", 1)
        self.give("rifle_round", 100)
        a("foe")[self.men] = self.brood[0]
        a("swarm_n")[0] = beasts
        self.t, self.noted = 0, []

    def put(self, who, offset):
        a = self.a
        a("gone")[who], a("unit")[who], a("passage")[who] = False, 0, self.street
        a("offset")[who], a("carried_by")[who], a("hurt")[who] = offset, -1, 0.0
        settle_lists(self.live)
        for m in who:
            if not a("active")[m]:
                a("active")[m] = True
                a("active_list")[a("active_n")[0]] = m
                a("active_n")[0] += 1

    def give(self, item, number):
        self.a("load")[self.men, ITEM[item]] = number

    def seconds(self, n):
        step = Step(next(p for p in PLAN if p.name == "fight"), self.live)
        a = self.a
        for _ in range(n):
            left = self.brood[~a("gone")[self.brood]]
            if len(left):
                a("foe")[self.men] = left[0]
            step(self.t)
            self.t += 1000
            ints, reals, _ = self.live.events.drain()
            self.noted += [(*row, *real) for row, real in zip(ints.tolist(), reals.tolist())]
        return self

    def events(self, name):
        return [e for e in self.noted if NAMES[e[KIND]] == name]


def with_grenades(seconds=20, many=5, **more):
    s = Street(**more)
    s.give("grenade", many)
    return s.seconds(seconds)


def test_the_item_is_where_the_kernel_looks():
    assert ITEM["grenade"] == GRENADES


def test_a_grenade_is_thrown_at_several_and_ends_some():
    ended = 0
    for seed in range(3, 7):
        s = with_grenades(beasts=6, seed=seed)
        burst = s.events("grenade_burst")
        assert burst
        assert s.a("load")[s.men[0], GRENADES] == 5 - len(burst)
        ended += sum(e[6] == v.GRENADE for e in s.events("destroyed"))
        times = [e[0] for e in burst]
        assert (np.diff(times) >= WAITS).all()
    assert ended > 4


@pytest.mark.parametrize("why", ["one", "near", "far", "off", "dark"])
def test_none_is_thrown_where_there_is_no_reason_or_it_cannot_be(why):
    more = {"one": {"beasts": 1}, "near": {"away": 8.0}, "far": {"away": 40.0},
            "off": {"grenades": False}, "dark": {}}[why]  # fmt: skip
    s = Street(**more)
    s.give("grenade", 5)
    if why == "dark":
        s.a("sight_m")[0] = 20.0
    assert not s.seconds(10).events("grenade_burst")


def test_one_that_has_just_come_up_is_worth_one():
    s = Street(beasts=1)
    s.give("grenade", 5)
    s.a("rose_t")[s.brood] = 0
    assert s.seconds(7).events("grenade_burst")


def test_nobody_throws_where_they_see_their_own_but_does_where_dust_hides_them():
    s = Street(beasts=6)
    s.give("grenade", 5)
    s.put(s.others[:1], 52.0)  # 7 m beyond the creatures, 32 m from the soldier
    assert not s.seconds(10).events("grenade_burst")
    s = Street(beasts=6)
    s.give("grenade", 5)
    s.put(s.others[:1], 52.0)
    s.a("sight_m")[0] = 28.0
    s.seconds(12)
    assert s.events("grenade_burst")
    s.give("grenade", 20)
    s.seconds(40)
    assert {e[SUBJECT] for e in s.events("fragments")} & {int(s.others[0])}


def test_wounds_fall_with_distance_as_is_published():
    """Of those who stand at 15 m half are hit; at 5 m nearly all, and most of them die."""
    hit, dead = {5.0: 0, 15.0: 0}, {5.0: 0, 15.0: 0}
    n = 0
    for seed in range(3, 9):
        s = Street(beasts=2, seed=seed, casualty="15 m")
        s.give("grenade", 1)
        s.a("sight_m")[0] = 26.0
        near, far = s.others[:10], s.others[10:20]
        s.put(near, 50.0)
        s.put(far, 60.0)
        s.seconds(15)
        assert s.events("grenade_burst")
        n += 10
        who = {e[SUBJECT] for e in s.events("fragments")}
        died = {e[SUBJECT] for e in s.events("died")}
        for r, rows in ((5.0, near), (15.0, far)):
            hit[r] += len(who & set(rows.tolist()))
            dead[r] += len(died & set(rows.tolist()))
    assert hit[5.0] >= 0.95 * n
    assert dead[5.0] >= 0.6 * n
    assert abs(hit[15.0] - 0.5 * n) < 3 * np.sqrt(0.25 * n)
    assert dead[15.0] <= 0.1 * n


def test_in_a_wide_street_fewer_are_hit():
    def hit(width):
        found = 0
        for seed in range(3, 7):
            s = Street(beasts=2, seed=seed)
            s.give("grenade", 1)
            s.a("sight_m")[0], s.a("p_width")[s.street] = 26.0, width
            s.put(s.others, 55.0)
            found += len(s.seconds(15).events("fragments"))
        return found

    assert hit(60.0) < 0.8 * hit(0.1)


def test_the_pistol_is_drawn_once_the_rifle_is_empty():
    s = Street(beasts=1)
    s.give("rifle_round", 3)
    s.give("pistol", 1)
    s.give("pistol_round", 30)
    s.seconds(20)
    assert len(s.events("drew_sidearm")) == 1
    assert s.a("weapon")[s.men[0]] == v.PISTOL
    assert 0 < s.a("load")[s.men[0], ITEM["pistol_round"]] < 30
    s = Street(beasts=1)
    s.give("rifle_round", 3)
    assert not s.seconds(20).events("drew_sidearm")


def test_shots_that_missed_may_hit_others():
    def hits(**more):
        s = Street(n=8, beasts=1, away=60.0, **more)
        s.give("rifle_round", 400)
        s.a("p_width")[s.street] = 3.0
        s.put(s.others, 85.0)
        return s, s.seconds(60).events("ricochet")

    s, found = hits(ricochets=True, ricochet=0.2)
    assert found
    assert {e[SUBJECT] for e in found} <= set(s.others.tolist())
    assert {e[OBJECT] for e in found} <= set(s.men.tolist())
    assert not hits(ricochets=False)[1]


def test_acid_eats_firearms_of_those_next_to_it():
    def eaten(**more):
        s = Street(n=8, beasts=4, away=1.5, acid=True, acid_burns=0.0, acid_reach="4 m", **more)
        s.give("rifle_round", 400)
        return s, s.seconds(30).events("acid_ate")

    s, found = eaten(acid_arms=1.0)
    assert found
    assert (s.a("load")[[e[SUBJECT] for e in found], ITEM["rifle"]] == 0).all()
    assert not eaten(acid_arms=0.0)[1]


def test_in_a_wide_street_acid_reaches_fewer():
    def burnt(width):
        s = Street(n=8, beasts=4, away=1.5, acid=True, acid_burns=0.01, acid_reach="4 m")
        s.give("rifle_round", 400)
        s.a("p_width")[s.street] = width
        return len(s.seconds(30).events("acid"))

    assert 0 < burnt(24.0) < burnt(2.0)


def test_acid_eats_at_a_stair_and_not_at_a_street():
    def shed(stairs, **more):
        s = Street(n=4, beasts=2, away=1.5, acid=True, acid_burns=0.0, acid_arms=0.0, **more)
        s.give("rifle_round", 400)
        a = s.a
        p = s.street
        if stairs:
            p = s.street = int(np.argmax(np.where(a("p_kind") == 7, a("p_len"), 0)))
            s.put(s.men, 2.0)
            s.put(s.brood, 3.5)
        a("frail")[:] = 0.0
        s.seconds(30)
        assert s.events("destroyed")
        return a("frail")[p], a("p_len")[p]

    rate, length = shed(True, acid_floor="0.6 /min")
    assert rate == pytest.approx(0.6 / 60 * min(1.0, STAIR_M / length), rel=1e-5)
    assert shed(True, acid_floor="0 /min")[0] == 0.0
    assert shed(False)[0] == 0.0


@pytest.mark.parametrize("blade", [False, True])
def test_who_strikes_at_armour_with_bare_hands_does_so_once(blade):
    s = Street(beasts=1, away=0.5)
    s.a("load")[s.men] = 0
    s.give("machete", blade)
    s.a("foe")[s.men] = s.brood[0]
    step = Step(next(p for p in PLAN if p.name == "fight"), s.live)
    for k in range(30):
        step(1000 * k)
    ints, _, _ = s.live.events.drain()
    struck = sum(NAMES[e[KIND]] == "struck" for e in ints.tolist())
    assert (struck > 1) if blade else (struck == 1)
    if not blade:
        (m,) = s.men
        assert s.a("foe")[m] == -1
        assert s.a("pending")[m] == v.C_THREAT
        assert s.a("foe")[s.brood[0]] == m, "and the creature has been threatened"
