"""A small town whose households agreed on meeting places; squads with runners; a barricade."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_checkpoint import Leaving
from effects_stage import Played, Sections, notes
from effects_swarm import Garrison, nothing

from kinward.city.graph import ITEM
from kinward.city.routes import Net, ways
from kinward.core.bundles import NET
from kinward.core.chase import RUNS
from kinward.core.choices import OPTIONS
from kinward.core.clock import MINUTE
from kinward.core.vocabulary import A_FLEE, A_PURSUE, A_SAFETY
from kinward.engine.build import settle_lists
from kinward.engine.plan import Step
from kinward.mind.only_weapon import ONLY_WEAPON
from kinward.verify.dangers import FIRE, NO_TRADES

MEETING = OPTIONS.index("go to the meeting place")


class Apart(Played):
    """A town of 150 on foot in which a fire shows at five minutes past half past nine.

    Every household agreed on a meeting place, and everybody writes notes, unless `sets` says else.
    """

    def __init__(self, seed: int, sets: Sections, **facts: Any) -> None:
        data = {
            "map": "ruins", "people": 150, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 9.5, "zone": {"on": False}, "roles": NO_TRADES,
            "warning": {"on": True, "at": "5 min", **FIRE},
            "reunion": {"on": True, "agreed": 1.0, "writes": 1.0, **facts},
        }  # fmt: skip
        super().__init__(data, sets)
        self.play(95)


def to_the_place(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, all of whose households agreed on a place"""
    return Apart(seed, sets).count("at_meeting_place")


def chose_the_place(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, all of whose households agreed on a place"""
    return Apart(seed, sets).count("decided", what=MEETING)


def notes_read(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, all of whom write notes"""
    return Apart(seed, sets, agreed=0.0).count("read_note")


def other_ways(seed: int, sets: Sections) -> float:
    """a town of 300 in which a fire shows, who all met creatures on the shortest way out"""
    data = {
        "map": "ruins", "people": 300, "infected_per_living": 0, "seed": seed, "days": 1,
        "start_hour": 9.5, "zone": {"on": False}, "roles": NO_TRADES,
        "warning": {"on": True, "at": "3 min", **FIRE},
    }  # fmt: skip
    town, other = Played(data, sets), set()
    a = town.a
    net = Net(*(a(n) for n in NET))
    p, off = a("passage").astype(np.int64), a("offset")
    far = ways(net, 0, p, off, a("haven_passage").astype(np.int64), a("haven_off"))
    near = np.argmin(far, axis=1)
    for minute in range(60):
        a("threat_t")[:] = minute * MINUTE
        a("threat_passage")[:], a("threat_offset")[:] = (
            a("haven_passage")[near],
            a("haven_off")[near],
        )
        town.play(1, minute)
        goes = (a("aim") == A_SAFETY) & a("moving") & (a("fate") == 0)
        goes &= a("goal_passage") != a("haven_passage")[near]
        other |= set(np.flatnonzero(goes).tolist())
    return float(len(other))


def runners(seed: int, sets: Sections) -> float:
    """a town of 300 with soldiers in squads whom no radio reaches, for an hour and a half"""
    whole = {**sets, "platoon": {"reached": 0.0, **sets.get("platoon", {})},
             "messengers": {"least": 1, **sets.get("messengers", {})}}  # fmt: skip
    return Garrison(seed, whole, 90).run(0, nothing).count("runner_brought", "runner_in_vain")


def _vehicles(a: Any) -> None:
    """Vehicles stand in all streets."""
    for p in np.flatnonzero(a("p_host") < 0).tolist():
        a("cell_open")[a("p_cell")[p] : a("p_cell")[p] + a("p_ncell")[p]] = 0.5


def opened(seed: int, sets: Sections) -> float:
    """a town of 300 with soldiers in squads, in all of whose streets vehicles stand, for 90 min"""
    whole = {**sets, "crawlers": {"on": True, "squads": 1, **sets.get("crawlers", {})}}
    return float(Garrison(seed, whole, 90).run(1, _vehicles).a("c_pushed").sum())


def on_watch(seed: int, sets: Sections) -> float:
    """a town of 150 at a checkpoint that is soon overrun, with two seats each ten minutes"""
    whole = {**sets, "boarding": {"serving": 0.0, "overrun": "0.5 /h", **sets.get("boarding", {})}}
    return Leaving(seed, whole, seats=2, promise_rate="30 /h").count("on_watch")


class Laden(Played):
    """A town of 300 on foot in which a fire shows, and people run from it in the end."""

    def __init__(self, seed: int, sets: Sections, chased: bool = False, **facts: Any) -> None:
        data = {
            "map": "ruins", "people": 300, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 9.5, "zone": {"on": False}, "roles": NO_TRADES,
            "warning": {"on": True, "at": "5 min", **FIRE},
            "burdens": {"on": True, "tires": "3 min", **facts},
        }  # fmt: skip
        super().__init__(data, sets)
        self.play(35)
        if chased:
            self.a("aim")[self.a("bag_kg") > 0] = A_FLEE
        self.play(2 if chased else 40, 35)


def laden(seed: int, sets: Sections) -> float:
    """a town of 300 in which a fire shows"""
    return Laden(seed, sets).count("took_belongings")


def dropped(seed: int, sets: Sections) -> float:
    """a town of 300 in which a fire shows, whose people have to run from it"""
    return Laden(seed, sets, chased=True).count("dropped_belongings")


def on_shoulders(seed: int, sets: Sections) -> float:
    """a town of 300 in which a fire shows, whose small children tire after three minutes"""
    return Laden(seed, sets).count("took_on_shoulder")


def asked_for_arms(seed: int, sets: Sections) -> float:
    """pairs of friends in a street, one armed, of whom one goes after a third who was taken"""
    whole = {"map": "ruins", "people": 80, "infected_per_living": 0, "seed": seed, "days": 1,
             "start_hour": 10, "zone": {"on": False}, "swarm": {"on": True, "at": "20 h"},
             "roles": NO_TRADES}  # fmt: skip
    town = Played(whole, sets)
    a, n = town.a, 0
    free = (a("age") >= 18) & (a("age") < 60) & ~a("creature")
    for m in np.flatnonzero(free).tolist():
        rows = range(a("tie_ptr")[m], a("tie_end")[m])
        to = [int(a("tie_to")[r]) for r in rows if a("tie_strength")[r] >= 0.5]
        to = [o for o in to if free[o]]
        if not free[m] or len(to) < 2:
            continue
        f, c = to[:2]
        free[[m, f, c]] = False
        for x in (m, f):
            a("passage")[x], a("unit")[x], a("offset")[x] = n, 0, 5.0
        a("load")[f, ITEM["rifle"]], a("load")[f, ITEM["rifle_round"]] = 1, 30
        a("aim")[m], a("aim_about")[m], a("chase")[m] = A_PURSUE, c, RUNS
        a("chasers")[n] = m
        n += 1
    a("chase_n")[0] = n
    settle_lists(town.live)
    Step(ONLY_WEAPON, town.live)(0)
    return float(sum(e.name in ("gave_weapon", "took_weapon") for e in notes(town.live)))
