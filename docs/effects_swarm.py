"""A small town hunted by a swarm, and one whose soldiers serve in squads."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections, notes

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import MINUTE
from kinward.engine.build import settle_lists
from kinward.engine.stepping import Engine
from kinward.threats.packs import GUARDS, OUT
from kinward.verify.dangers import NO_TRADES

PEOPLE, LASTS = 200, 25  # minutes after they come up


class Hunted(Played):
    """A town of 200 at ten in the morning, and ten creatures below it."""

    def __init__(self, seed: int, sets: Sections, armed: bool = False) -> None:
        data: dict[str, Any] = {
            "map": "ruins", "people": PEOPLE, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False}, "roles": NO_TRADES,
            "swarm": {"on": True, "at": "1 min", "per_living": 0.1 if armed else 0.05, "nests": 2},
        }  # fmt: skip
        super().__init__(data, sets)
        if armed:
            self._stand_guard()
        self.play(1 + LASTS)

    def _stand_guard(self) -> None:
        """The grown ones stand on guard in the longest street over a sewer, each with a rifle."""
        a = self.a
        who = np.flatnonzero((a("age") >= 16) & ~a("creature"))
        over = np.flatnonzero(a("sewer_of") >= 0)
        p = int(over[np.argmax(a("p_len")[over])])
        a("unit")[who], a("passage")[who], a("aim")[who] = 0, p, v.A_POST
        a("offset")[who] = np.linspace(0.3, 0.7, len(who)) * a("p_len")[p]
        a("load")[who, ITEM["rifle"]] = 1
        a("load")[who, ITEM["rifle_round"]] = 60
        settle_lists(self.live)


def taken(seed: int, sets: Sections) -> float:
    """a town of 200 with ten creatures below it"""
    return Hunted(seed, sets).count("captured")


def by_window(seed: int, sets: Sections) -> float:
    """a town of 200 with ten creatures below it"""
    return Hunted(seed, sets).count("came_in")


def struck(seed: int, sets: Sections) -> float:
    """a town of 200, its grown people in a street with rifles, and twenty creatures below it"""
    return Hunted(seed, sets, armed=True).count("tail_struck")


class Line(Hunted):
    """The same, in a line from which riflemen shoot at packs that stand thirty metres off."""

    def _stand_guard(self) -> None:
        """Each creature is out, and one of each pack knows who shoots at it."""
        super()._stand_guard()
        a, brood = self.a, self.a("brood")
        who = np.flatnonzero((a("aim") == v.A_POST) & ~a("creature"))
        p = int(a("passage")[who[0]])
        a("offset")[who] = a("p_len")[p] / 2 + 30.0
        a("passage")[brood], a("offset")[brood] = p, a("p_len")[p] / 2
        a("task")[brood], a("chart")[brood], a("grapples")[brood] = GUARDS, 0, False
        a("pk_out")[:], a("pk_place")[:], a("pk_off")[:] = OUT, p, a("p_len")[p] / 2
        first = brood[a("pack_ptr")[:-1]]
        a("foe")[first], a("weapon")[who] = who[0], v.RIFLE
        a("swarm_n")[0] = len(brood)
        settle_lists(self.live)


def came_round(seed: int, sets: Sections) -> float:
    """a line of riflemen in a street, and packs of creatures thirty metres off"""
    weak = {**sets, "fight": {"tail": 0.0, **sets.get("fight", {})}}  # who shoots stands
    return Line(seed, weak, armed=True).count("flanked")


def burnt(seed: int, sets: Sections) -> float:
    """a town of 200, its grown people in a street with rifles, and twenty creatures below it"""
    return float(Hunted(seed, sets, armed=True).count("acid") > 0)


def not_shot_at(seed: int, sets: Sections) -> float:
    """a town of 200, its grown people in a street with rifles, and twenty creatures below it"""
    return Hunted(seed, sets, armed=True).count("held_fire")


class Garrison(Played):
    """A town of 300 at ten in the morning with soldiers in squads, and a danger that shows."""

    def __init__(self, seed: int, sets: Sections, minutes: int) -> None:
        data: dict[str, Any] = {
            "map": "ruins", "people": 300, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False},
            "roles": {**NO_TRADES, "soldiers": "10 %", "officers": "1 %"},
            "warning": {"on": True, "at": "1 min", "cue": 1.0, "clarity": 0.8, "time_left": "3 h"},
            "platoon": {"on": True},
        }  # fmt: skip
        super().__init__(data, sets)
        self.minutes = minutes

    def run(self, at: int, what: Any) -> Garrison:
        """Step to the end; `what` is done to the columns before minute `at`."""
        engine = Engine(self.live, lambda live: self._keep(live))
        for minute in range(self.minutes):
            if minute == at:
                what(self.a)
            engine.minute(minute * MINUTE)
        return self

    def _keep(self, live: Any) -> None:
        self.noted += notes(live)
        live.decisions.drain()


def nothing(a: Any) -> None:
    """Leave everything as it is."""


def leaders_fall(a: Any) -> None:
    """Whoever leads a squad is struck dead."""
    led = a("g_leader")[1 : int(a("group_n")[0])]
    led = led[led >= 0]
    a("fate")[led], a("gone")[led] = v.DEAD, True


def some_are_out(a: Any) -> None:
    """Every other soldier has no round left."""
    who = np.flatnonzero(a("sworn"))
    a("load")[who[::2], ITEM["rifle_round"]] = 0


def fell_in(seed: int, sets: Sections) -> float:
    """a town of 300 with soldiers, and a danger"""
    return Garrison(seed, sets, 30).run(0, nothing).count("fell_in")


def taken_over(seed: int, sets: Sections) -> float:
    """a town of 300 with soldiers, whose leaders fall"""
    return Garrison(seed, sets, 40).run(25, leaders_fall).count("took_command")


def few_are_left(a: Any) -> None:
    """Of the second squad all fall but two."""
    who = np.flatnonzero((a("group_id") == 2) & (a("fate") == v.ALIVE))
    order = np.argsort(~a("sworn")[who], kind="stable")
    fallen = who[order][2:]
    a("fate")[fallen], a("gone")[fallen] = v.DEAD, True


def closed_up(seed: int, sets: Sections) -> float:
    """a town of 300 with soldiers of one station, of whose second squad two are left"""
    platoon = {"stations": 1, "reached": 1.0, **sets.get("platoon", {})}
    town = Garrison(seed, {**sets, "platoon": platoon}, 120)
    return town.run(45, few_are_left).count("joined_squad")


def handed_on(seed: int, sets: Sections) -> float:
    """a town of 300 with soldiers, half of them without a round"""
    return Garrison(seed, sets, 50).run(30, some_are_out).count("shared_rounds")
