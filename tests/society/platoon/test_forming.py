"""Formations: line, circle, back by turns; who shoots at what, and where they stand."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.events import KIND, KINDS, SUBJECT
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import Scenario
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.vocabulary import APART, BY_TURNS, CIRCLE, LINE
from kinward.threats.packs import GUARDS

NAMES = {code: kind.name for code, kind in KINDS.items()}
STEPS = ("set_out", "walk", "cross", "form", "fight")


class Squad:
    """Eight of a squad at 150 m of the longest street, and creatures at distances from there."""

    def __init__(self, beasts=(30.0, 32.0, 34.0), rounds=100, n=8, **platoon):
        self.live = build(Scenario.from_data({
            "map": "ruins", "people": 300, "infected_per_living": 0, "seed": 3, "days": 1,
            "start_hour": 10, "zone": {"on": False}, "swarm": {"on": True, "per_living": 0.05},
            "roles": {"soldiers": "8 %", "officers": "1 %", "scouts": 0, "music_share": 0},
            "fight": {"tail": 0.0, "acid": False}, "platoon": {"on": True, **platoon},
        }))  # fmt: skip
        a = self.a = self.live.array
        longest = np.argsort(-np.where(a("p_host") < 0, a("p_len"), 0))
        self.street = int(longest[0])
        soldiers = np.flatnonzero((a("group_id") > 0) & ~a("creature"))
        self.g = int(np.argmax(np.bincount(a("group_id")[soldiers])))
        squad = np.flatnonzero(a("group_id") == self.g)
        lead = int(a("g_leader")[self.g])
        self.men = np.append(squad[squad != lead][: n - 1], lead)
        assert a("g_kind")[self.g] == SQUAD_KIND
        self.brood, self.beasts = a("brood")[: len(beasts)], np.array(beasts)
        a("gone")[:] = True
        a("offset")[self.men] = self.start = a("p_len")[self.street] / 2
        a("offset")[self.men] += np.linspace(-12, 12, len(self.men))
        a("offset")[self.brood] = a("offset")[lead] + np.array(beasts)
        self.lead = lead
        for who in (self.men, self.brood):
            a("gone")[who], a("unit")[who], a("passage")[who] = False, 0, self.street
        a("carried_by")[:], a("active")[:], a("active_n")[0] = -1, False, 0
        a("aim")[self.men], a("sworn")[self.men], a("task")[self.brood] = v.A_POST, True, GUARDS
        a("load")[self.men, ITEM["rifle_round"]] = rounds
        a("load")[self.men, ITEM["grenade"]] = 0
        a("load")[self.men, ITEM["pistol_round"]] = 0
        a("swarm_n")[0] = len(beasts)
        settle_lists(self.live)
        for i, m in enumerate([*self.men, *self.brood]):
            a("active")[m], a("active_list")[i] = True, m
        a("active_n")[0] = len(self.men) + len(self.brood)
        self.steps = [Step(p, self.live) for p in PLAN if p.name in STEPS]
        self.t, self.noted = 0, []

    def seconds(self, n, pursued=False):
        """Step so many; `pursued`: nobody is shot, and the creatures stay as near as they were."""
        a = self.a
        for _ in range(n):
            for step in self.steps:
                if not pursued or step.process.name != "fight":
                    step(self.t)
            if pursued:
                a("offset")[self.brood] = a("offset")[self.men].max() + self.beasts
                settle_lists(self.live)
            self.t += 1000
            ints, reals, _ = self.live.events.drain()
            self.noted += [(*row, *real) for row, real in zip(ints.tolist(), reals.tolist())]
        return self

    def events(self, name):
        return [e for e in self.noted if NAMES[e[KIND]] == name]

    def form(self):
        return int(self.a("g_form")[self.g])

    def away(self):
        """How far each is from where whoever leads stood at first."""
        return self.a("offset")[self.men] - self.start - 12.0


def test_they_stand_abreast_and_share_the_targets_out():
    s = Squad().seconds(1)
    assert s.form() == LINE
    foes = s.a("foe")[s.men]
    each = np.bincount(np.searchsorted(np.sort(s.brood), foes), minlength=3)
    assert each.sum() == len(s.men) > 4
    assert each.max() <= -(-len(s.men) // 3)
    s.seconds(30)
    assert np.ptp(s.a("offset")[s.men]) <= 2.0 + 1e-6
    assert len(s.events("formed")) == 1
    assert {e[SUBJECT] for e in s.events("stood_in")} == set(s.men.tolist()) - {s.lead}


def test_without_formations_nobody_is_given_a_foe():
    s = Squad(formations=False).seconds(10)
    assert s.form() == APART
    assert (s.a("foe")[s.men] == -1).all()
    assert not s.events("formed")


def test_when_one_falls_the_next_is_shot_at_within_seconds():
    s = Squad().seconds(1)
    x = int(s.brood[0])
    s.a("gone")[x] = True
    s.seconds(3)
    foes = set(s.a("foe")[s.men].tolist())
    assert foes == set(s.brood[1:].tolist())


def test_a_line_lets_more_shots_be_fired():
    """Strung out along the street they have comrades before their muzzles."""
    line = Squad(beasts=(50.0,)).seconds(30)
    strung = Squad(beasts=(50.0,), formations=False)
    for _ in range(30):
        strung.a("foe")[strung.men], strung.a("fires")[strung.men] = strung.brood[0], True
        if strung.a("gone")[strung.brood[0]]:
            break
        strung.seconds(1)
    t = strung.t / 1000
    fired = [e for e in line.events("shot") if e[0] >= 12_000]
    assert len(fired) > 0 or line.a("gone")[line.brood[0]]
    each = len({e[SUBJECT] for e in strung.events("shot")})
    assert each < len({e[SUBJECT] for e in line.events("shot")}), t


def test_creatures_on_both_sides_make_a_circle_and_both_are_shot_at():
    s = Squad(beasts=(30.0, -30.0, 33.0, -33.0)).seconds(12)
    assert s.form() == CIRCLE
    arc, foe = s.a("arc")[s.men], s.a("foe")[s.men]
    assert set(arc.tolist()) == {1, -1}
    ahead = np.isin(foe, s.brood[[0, 2]])
    assert (ahead[foe >= 0] == (arc[foe >= 0] > 0)).all()
    s.seconds(10)
    off = s.a("offset")[s.men]
    gap = off[arc > 0].mean() - off[arc < 0].mean()
    assert 2.0 < gap < 6.0


@pytest.mark.parametrize("why", ["rounds", "near", "fallen"])
def test_pressed_they_go_back_by_turns(why):
    more = {"rounds": {"rounds": 10}, "near": {"beasts": (10.0, 11.0, 12.0)}, "fallen": {}}[why]
    s = Squad(**more)
    if why == "fallen":
        s.seconds(1)
        fell = s.men[:3]
        s.a("gone")[fell], s.a("fate")[fell] = True, v.DEAD
        s.men = s.men[3:]
    s.seconds(4)
    assert s.form() == BY_TURNS
    covers = s.a("covers")[s.men]
    goes, stands = s.men[covers == 2], s.men[covers == 1]
    assert abs(len(goes) - len(stands)) <= 1
    assert s.a("moving")[goes].all()
    assert not s.a("moving")[stands].any()
    assert (s.a("foe")[stands] >= 0).all()
    assert (s.a("foe")[goes] == -1).all()
    before = s.away()
    s.seconds(60, pursued=True)
    assert (s.away() < before - 20.0).all()
    backs = s.events("fell_back")
    assert {e[SUBJECT] for e in backs} >= set(goes.tolist()) | set(stands.tolist())


def test_while_one_half_goes_the_other_does_not():
    s = Squad(rounds=10)
    s.seconds(4, pursued=True)
    for _ in range(40):
        was, covers = s.a("offset")[s.men].copy(), s.a("covers")[s.men].copy()
        s.seconds(1, pursued=True)
        stood = (covers == 1) & (s.a("covers")[s.men] == 1)
        moved = np.abs(s.a("offset")[s.men] - was)
        assert (moved[stood] < 3.0).all()  # the step in which they stop
    assert len({e[0] for e in s.events("fell_back")}) >= 3


def test_without_peeling_they_stay_in_line():
    s = Squad(rounds=10, peels=False).seconds(20)
    assert s.form() == LINE
    assert not s.events("fell_back")


def test_where_the_street_ends_they_stand():
    s = Squad(rounds=10)
    a = s.a
    ends = np.flatnonzero(a("p_axis") == a("p_axis")[s.street])
    where = a("p_axis_off")[ends] + np.minimum(0.0, a("p_axis_dir")[ends] * a("p_len")[ends])
    p = int(ends[np.argmin(where)])
    low = 0.0 if a("p_axis_dir")[p] > 0 else a("p_len")[p]
    inward = 1.0 if low == 0.0 else -1.0
    for who, off in ((s.men, 1.0), (s.brood, 30.0)):
        a("passage")[who], a("offset")[who] = p, low + inward * off
    settle_lists(s.live)
    s.seconds(6)
    assert s.form() == LINE


def test_when_nothing_is_near_any_more_they_stand_at_ease():
    s = Squad().seconds(2)
    s.a("gone")[s.brood] = True
    s.seconds(70)
    assert s.form() == APART
    assert not s.a("covers")[s.men].any()


@pytest.mark.parametrize("where", [-1, None])
def test_without_a_leader_nobody_is_in_it(where):
    s = Squad().seconds(1)
    if where is None:
        s.a("g_leader")[s.g] = -1
    else:
        s.a("passage")[s.lead], s.a("gone")[s.lead] = -1, True
    s.seconds(3)
    assert s.form() == APART
    assert not s.a("covers")[s.men].any()


def test_who_stands_with_them_decides_whether_to_face_it():
    assert (Squad().seconds(1).a("pending") == -1).all()
    s = Squad(beasts=(14.0,)).seconds(1)
    assert (s.a("pending")[s.men] == v.C_THREAT).all()
    s.a("aim")[s.men[0]], s.a("foe")[s.men[0]] = v.A_FLEE, -1
    s.seconds(4)
    assert s.a("covers")[s.men[0]] == 0
    assert s.a("foe")[s.men[0]] == -1
