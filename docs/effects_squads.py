"""A squad in a street against creatures, and one creature before a tower without power."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections, notes

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import SECOND
from kinward.engine.build import settle_lists
from kinward.engine.plan import PLAN, Step
from kinward.threats.packs import GUARDS, OUT, SEEKS

SQUAD_STEPS = ("set_out", "walk", "cross", "form", "fight")
TOWER_STEPS = ("set_out", "lifts", "walk", "cross", "swarm")


class Stepped(Played):
    """A world of which some processes alone are stepped, second by second."""

    def put(self, who: Any, p: int, off: Any, unit: int = 0) -> None:
        """Put these there, and let them be stepped."""
        a = self.a
        a("gone")[who], a("passage")[who], a("offset")[who], a("unit")[who] = False, p, off, unit
        settle_lists(self.live)
        for m in np.atleast_1d(who).tolist():
            a("active")[m], a("active_list")[a("active_n")[0]] = True, m
            a("active_n")[0] += 1

    def clear(self) -> None:
        """Nobody is anywhere."""
        a = self.a
        a("gone")[:], a("carried_by")[:], a("active")[:], a("active_n")[0] = True, -1, False, 0
        a("wish")[:], a("wish_n")[0], a("pending")[:], a("think_n")[0] = 0, 0, -1, 0

    def before(self) -> None:
        """Nothing: what is done before each second."""

    def seconds(self, names: tuple[str, ...], n: int) -> None:
        """Step these processes so many seconds."""
        steps = [Step(p, self.live) for p in PLAN if p.name in names]
        for s in range(n):
            self.a("sound_n")[0] = 0
            self.before()
            for step in steps:
                step(s * SECOND)
            self.noted += notes(self.live)


class Squad(Stepped):
    """Eight soldiers in a street and creatures along it, some of the people behind these."""

    def __init__(self, seed: int, sets: Sections, away: tuple[float, ...], rounds: int = 120,
                 role: str = "soldiers", behind: int = 0, grenades: int = 0) -> None:  # fmt: skip
        data: dict[str, Any] = {
            "map": "ruins", "people": 300, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False}, "swarm": {"on": True, "per_living": 0.1},
            "roles": {"soldiers": 0, "scouts": 0, "music_share": 0, role: "8 %"},
            "fight": {"tail": 0.0, "acid": False}, "platoon": {"on": True},
            "services": {"on": role == "police"},
        }  # fmt: skip
        super().__init__(data, sets)
        a = self.a
        street = int(np.argmax(np.where(a("p_host") < 0, a("p_len"), 0)))
        middle = float(a("p_len")[street]) / 2
        if role == "police":
            men = np.flatnonzero(a("role") == v.POLICE)[:8]
        else:
            g = int(np.argmax(np.bincount(a("group_id")[a("group_id") > 0])))
            lead = int(a("g_leader")[g])
            men = np.append(np.flatnonzero(a("group_id") == g)[:8], lead)
            men = np.unique(men)
        beasts = a("brood")[: len(away)]
        rest = np.setdiff1d(np.flatnonzero(~a("creature")), men)[:behind]
        self.clear()
        self.put(men, street, middle + np.linspace(-10, 10, len(men)))
        self.put(beasts, street, middle + np.array(away))
        if behind:
            self.put(rest, street, middle + max(away) + 8.0)
        a("aim")[men], a("sworn")[men], a("task")[beasts] = v.A_POST, True, GUARDS
        a("load")[men, ITEM["rifle_round"]] = rounds
        a("load")[men, ITEM["grenade"]] = grenades
        a("swarm_n")[0] = len(beasts)
        self.men, self.beasts = men, beasts
        self.alone = role == "police" or not self.live.world.scenario.platoon.formations

    def before(self) -> None:
        """Without formations each goes for the nearest that is left."""
        a = self.a
        left = self.beasts[~a("gone")[self.beasts]]
        if self.alone and len(left):
            far = np.abs(a("offset")[left][None, :] - a("offset")[self.men][:, None])
            a("foe")[self.men], a("fires")[self.men] = left[np.argmin(far, axis=1)], True


def sharing(seed: int, sets: Sections) -> float:
    """eight soldiers along a street and twelve creatures at fifty metres, for twenty seconds"""
    squad = Squad(seed, sets, tuple(np.linspace(40.0, 58.0, 12)))
    squad.seconds(SQUAD_STEPS, 20)
    return squad.count("destroyed")


def going_back(seed: int, sets: Sections) -> float:
    """eight soldiers with ten rounds each, and three creatures at thirty metres"""
    squad = Squad(seed, sets, (30.0, 32.0, 34.0), rounds=10)
    squad.a("load")[:, ITEM["pistol_round"]] = 0
    squad.seconds(SQUAD_STEPS, 30)
    return squad.count("fell_back")


def side_arms(seed: int, sets: Sections) -> float:
    """eight soldiers with two rounds each, and three creatures at thirty metres"""
    squad = Squad(seed, sets, (30.0, 32.0, 34.0), rounds=2)
    squad.seconds(SQUAD_STEPS, 60)
    return squad.count("drew_sidearm")


def armed_police(seed: int, sets: Sections) -> float:
    """eight police officers in a street and a creature at twenty metres"""
    squad = Squad(seed, sets, (20.0,), role="police", rounds=0)
    squad.seconds(("fight",), 20)
    return squad.count("shot")


def grenades(seed: int, sets: Sections) -> float:
    """eight soldiers with two grenades each, six creatures at thirty metres, for eight seconds"""
    squad = Squad(seed, sets, (30.0, 30.5, 31.0, 31.5, 32.0, 32.5), grenades=2)
    squad.seconds(SQUAD_STEPS, 8)
    return squad.count("destroyed")


def ricochets(seed: int, sets: Sections) -> float:
    """eight soldiers in an alley, a creature at sixty metres, and forty people behind it"""
    fight = {"ricochets": True, "ricochet": 0.5, **sets.get("fight", {})}
    squad = Squad(seed, {**sets, "fight": {"tail": 0.0, **fight}}, (60.0,), behind=40)
    squad.a("p_width")[:] = 3.0
    squad.seconds(SQUAD_STEPS, 60)
    return squad.count("ricochet")


def by_shaft(seed: int, sets: Sections) -> float:
    """six towers without power, one after the other: somebody at the top, a creature at the door"""
    return sum(_tower(seed, sets, i) for i in range(6))


def _tower(seed: int, sets: Sections, nth: int) -> float:
    data: dict[str, Any] = {
        "map": "shanghai", "people": 40, "infected_per_living": 0, "seed": seed, "days": 1,
        "start_hour": 10, "zone": {"on": False}, "lifts": {"on": True},
        "roles": {"soldiers": 0, "scouts": 0, "officers": 0, "music_share": 0},
        "swarm": {"on": True, "per_living": 0.1, "nests": 1, "by_shaft": 0.8},
    }  # fmt: skip
    town = Stepped(data, sets)
    a = town.a
    tall = np.where(a("lift_room")[a("u_building")] > 0, a("u_floor"), -1)
    u = int(np.argsort(-tall, kind="stable")[nth])
    house = int(a("u_building")[u])
    m = int(np.flatnonzero(~a("creature") & (a("age") > 20))[nth])
    x = int(a("brood")[np.flatnonzero(a("grapples")[a("brood")])[0]])
    town.clear()
    town.put(m, int(a("u_passage")[u]), float(a("u_off")[u]), u)
    town.put(x, int(a("b_passage")[house]), float(a("b_off")[house]))
    k = int(a("pack")[x])
    a("pk_out")[k], a("pk_house")[k] = OUT, house
    a("pk_place")[k], a("pk_off")[k] = a("b_passage")[house], a("b_off")[house]
    a("task")[x], a("chart")[x], a("quarry")[x], a("sought_by")[m] = SEEKS, 0, m, x
    a("swarm_n")[0], a("dark_t")[:] = 1, 0
    town.seconds(TOWER_STEPS, 90)
    return town.count("came_by_shaft")
