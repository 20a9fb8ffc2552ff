"""A zone of 300 with people and infected put on a stage by hand, some processes stepped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from effects_tiny import _zone

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE, SECOND
from kinward.core.events import KINDS
from kinward.engine.build import settle_lists
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario, load_scenario
from kinward.engine.stepping import Engine
from kinward.verify.worlds import process

Sections = Mapping[str, Mapping[str, Any]]
SCAFFOLD = 10  # city.graph.PassageKind.SCAFFOLD
ARMS = ("rifle", "shotgun", "pistol", "machete", "chain_sickle")


STEPPED = ("heights.gives_way", "heights.catch", "heights.climbs", "heights.awning",
           "horde.climbs_walls", "horde.sight", "fight.picks_up", "feelings.loud",
           "protocol.reckons")  # fmt: skip
"""Parameters that are read when a process is stepped, and not when the zone is built."""


@lru_cache(maxsize=2)
def _built(seed: int) -> tuple[Any, dict[str, np.ndarray]]:
    """The zone of a seed, and a copy of its state at the start."""
    live = _zone(seed, {}, people=300)
    return live, {name: a.copy() for name, a in live.state.arrays.items()}


def _zone_of(seed: int, sets: Sections, keys: Mapping[str, Any]) -> Any:
    """The zone of 300 with these parameters, as it was built."""
    changed = [f"{section}.{name}" for section, values in sets.items() for name in values]
    if keys or not set(changed) <= set(STEPPED):
        return _zone(seed, sets, people=300, **keys)
    live, start = _built(seed)
    for name, a in start.items():
        np.copyto(live.state.arrays[name], a)
    live.events.drain()
    live.decisions.drain()
    data = load_scenario("kyoto", people=300, seed=seed).to_data()
    for section, values in sets.items():
        data[section] |= values
    live.world.scenario = Scenario.from_data(data)
    return live


class Stage:
    """The zone with nobody active; who is put on the stage is, and nobody else of the infected.

    Args:
        seed: of the zone.
        sets: parameters that differ from the default, by section.
        keys: top-level keys of the scenario that differ.
    """

    def __init__(self, seed: int, sets: Sections, **keys: Any) -> None:
        self.live = _zone_of(seed, sets, keys)
        self.a = a = self.live.array
        a("active")[:] = False
        a("in_hunt")[:] = False
        for name in ("active_n", "hunt_n", "sound_n", "think_n", "wish_n"):
            a(name)[0] = 0
        a("pending")[:], a("wish")[:] = -1, 0
        grown = np.flatnonzero((a("fate") == 0) & (a("age") >= 20) & (a("age") < 60))
        self.people = grown[np.argsort(a("key")[grown])]
        beasts = np.flatnonzero(a("fate") == v.TURNED)
        self.beasts = beasts[np.argsort(a("key")[beasts])]
        self.steps: dict[str, Step] = {}
        self.seen: list[str] = []

    def wake(self, who: np.ndarray) -> None:
        """Let these be stepped."""
        n = self.a("active_n")
        for m in np.asarray(who).tolist():
            if not self.a("active")[m]:
                self.a("active")[m] = True
                self.a("active_list")[n[0]] = m
                n[0] += 1

    def hunt(self, who: np.ndarray, prey: np.ndarray | int, stage: int = v.STAGE_TWO) -> None:
        """Let these infected be awake, after `prey`."""
        a = self.a
        a("alert")[who], a("in_hunt")[who], a("foe")[who], a("stage")[who] = 2, True, prey, stage
        a("attend_until")[who] = 10 * HOUR
        n = int(a("hunt_n")[0])
        a("hunters")[n : n + len(who)] = who
        a("hunt_n")[0] = n + len(who)
        self.wake(who)

    def put(self, who: np.ndarray, passage: Any, offset: Any, unit: Any = 0) -> None:
        """Put these on passages, or into rooms."""
        a = self.a
        a("passage")[who], a("offset")[who], a("unit")[who] = passage, offset, unit
        a("moving")[who] = False
        settle_lists(self.live)

    def second(self, *names: str, n: int = 1, start: int = 0) -> None:
        """Step these processes for n seconds, with sounds forgotten."""
        for s in range(n):
            for name in ("footing", *names):
                if name not in self.steps:
                    self.steps[name] = Step(process(name), self.live)
                self.steps[name](start + s * SECOND)
            self.a("sound_n")[0] = 0
            self.drain()

    def drain(self, live: Any = None) -> None:
        """Note what happened."""
        self.seen += [KINDS[e[1]].name for e in self.live.events.drain()[0].tolist()]
        self.live.decisions.drain()

    def minutes(self, n: int) -> None:
        """Let everything run for n minutes."""
        engine = Engine(self.live, self.drain)
        for minute in range(n):
            engine.minute(minute * MINUTE)

    def streets(self, least: float, inside: bool = False) -> np.ndarray:
        """Streets at least so long (m), beyond the wall or inside it, one of each axis."""
        a = self.a
        fit = (a("p_zone") == inside) & (a("p_host") < 0) & (a("p_len") >= least) & ~a("p_gate")
        rows = np.flatnonzero(fit & ~a("p_wall"))
        _, first = np.unique(a("p_axis")[rows], return_index=True)
        return rows[np.sort(first)]

    def send(self, chosen: np.ndarray, who: np.ndarray, passage: np.ndarray) -> None:
        """Let the chosen of these go to the middle of these streets."""
        a, n = self.a, int(self.a("wish_n")[0])
        who, passage = who[chosen], passage[chosen]
        a("wish")[who], a("wish_passage")[who], a("wish_unit")[who] = 1, passage, 0
        a("wish_offset")[who] = a("p_len")[passage] / 2
        a("wishers")[n : n + len(who)] = who
        a("wish_n")[0] = n + len(who)

    def alone(self, beasts: np.ndarray) -> None:
        """Take all other infected off the map."""
        self.a("gone")[np.setdiff1d(self.beasts, beasts)] = True


def _scaffold(stage: Stage, who: np.ndarray, height: float) -> None:
    a = stage.a
    rows = np.flatnonzero((a("p_kind") == SCAFFOLD) & (a("p_len") >= 9.0) & ~a("p_zone"))
    on = rows[np.arange(len(who)) % len(rows)]
    stage.put(who, on, height)
    a("moving")[who] = True
    stage.wake(who)


def scaffolds(seed: int, sets: Sections) -> float:
    """40 people who climb about on rusted scaffolds for a minute"""
    stage = Stage(seed, sets)
    who = stage.people[:40]
    _scaffold(stage, who, 9.0)
    stage.second("give_way", n=60)
    a = stage.a
    return float(((a("hurt")[who] > 0) | (a("fate")[who] != 0)).sum())


def companions(seed: int, sets: Sections) -> float:
    """40 times two companions on a scaffold, the upper of whom breaks through"""
    stage = Stage(seed, {**sets, "heights": {"awning": 0.0, **sets.get("heights", {})}})
    a = stage.a
    upper, lower = stage.people[:2]
    a("party")[[upper, lower]] = upper
    a("party_next")[upper], a("party_next")[lower] = lower, -1
    pair = np.array([upper, lower])
    for i in range(40):
        a("fate")[pair], a("gone")[pair], a("hurt")[pair] = 0, False, 0.0
        a("load")[pair], a("bleeding")[pair] = 0.0, 0.0
        _scaffold(stage, pair, 9.0)
        rows = np.flatnonzero((a("p_kind") == SCAFFOLD) & (a("p_len") >= 9.0) & ~a("p_zone"))
        stage.put(pair, rows[0], [9.0, 7.0])
        a("moving")[upper] = True
        a("frail")[rows[0]], a("gave_way")[rows[0]] = 50.0, False
        stage.second("give_way", start=i * SECOND)
    return float(stage.seen.count("fell"))


def roofs(seed: int, sets: Sections) -> float:
    """60 times somebody chased from 15 m in a street with a way up"""
    stage = Stage(seed, sets)
    a = stage.a
    fit = (a("p_kind") != SCAFFOLD) & (a("p_host") >= 0) & ~a("p_zone") & (a("p_building") >= 0)
    fit[fit] = a("p_len")[a("p_host")[fit]] > 40
    stairs = np.intersect1d(np.flatnonzero(fit), _ways_up(seed))
    m, x = int(stage.people[0]), stage.beasts[:1]
    over = 0
    for i in range(60):
        q = stairs[i % len(stairs)]
        p, off = a("p_host")[q], a("p_host_off")[q]
        stage.put(np.array([m]), p, off)
        stage.put(x, p, min(off + 15.0, a("p_len")[p]))
        a("in_hunt")[x], a("hunt_n")[0] = False, 0
        stage.hunt(x, m)
        a("aim")[m], a("pending")[m], a("pending_about")[m] = 0, v.C_THREAT, x[0]
        a("pending_event")[m], a("pending_t")[m] = -1, i * SECOND
        a("thinkers")[0], a("think_n")[0] = m, 1
        stage.second("decide", start=i * SECOND)
        over += int(a("aim")[m] == v.A_ROOF)
    return float(over)


def _ways_up(seed: int) -> np.ndarray:
    """The stairs by which one gets onto a roof that leads on, whatever is switched off."""
    return np.array(_built(seed)[0].array("up_at"))


def prey_upstairs(seed: int, sets: Sections) -> float:
    """20 of the agile in the street before people on the first floor behind shut doors"""
    stage = Stage(seed, sets)
    a = stage.a
    fit = (a("u_floor") == 1) & ~a("p_zone")[a("u_passage")] & (a("u_building") >= 0)
    rooms = np.flatnonzero(fit)[:20]
    who, x = stage.people[: len(rooms)], stage.beasts[: len(rooms)]
    stage.alone(x)
    stage.put(who, a("u_passage")[rooms], a("u_off")[rooms], rooms)
    a("door_left")[rooms] = 3.0
    way = a("u_passage")[rooms]
    stage.put(x, a("p_host")[way], a("p_host_off")[way])
    stage.hunt(x, who, v.STAGE_TWO)
    stage.second("climb", n=60)
    return float((a("unit")[x] == rooms).sum())


def unlit_wall(seed: int, sets: Sections) -> float:
    """20 of the awake at the wall for half an hour, the lamps out"""
    stage = Stage(seed, sets)
    a = stage.a
    at = np.flatnonzero(a("wall_inner") >= 0)
    x = stage.beasts[:20]
    stage.alone(x)
    at = at[np.arange(len(x)) % len(at)]
    stage.put(x, a("wall_passage")[at], np.abs(a("wall_offset")[at] - 3.0))
    stage.hunt(x, -1)
    a("lamps_on")[0] = False
    stage.second("over_wall", n=1800)
    return float(a("p_zone")[a("passage")[x]].sum())


def lying_machetes(seed: int, sets: Sections) -> float:
    """20 unarmed people, each with one of the infected upon them and a machete at their feet"""
    stage = Stage(seed, sets)
    a = stage.a
    doors = np.flatnonzero((a("u_floor") == 0) & ~a("p_zone")[a("u_passage")] & (a("u_off") > 10))
    _, first = np.unique(a("p_axis")[a("u_passage")[doors]], return_index=True)
    doors = doors[np.sort(first)][:20]
    who, x = stage.people[: len(doors)], stage.beasts[: len(doors)]
    stage.alone(x)
    for name in ARMS:
        a("load")[who, ITEM[name]] = 0
        a("load")[x, ITEM[name]] = 0
    n = len(doors)
    a("stock")[doors, ITEM["machete"]] += 1
    a("lying")[:n], a("lying_item")[:n], a("lying_n")[0] = doors, ITEM["machete"], n
    a("lies")[a("u_passage")[doors]] = True
    stage.put(who, a("u_passage")[doors], a("u_off")[doors] - 1.0)
    stage.put(x, a("u_passage")[doors], a("u_off")[doors] - 0.5)
    stage.wake(who)
    stage.hunt(x, who)
    for s in range(20):
        a("foe")[who] = np.where(a("gone")[x], -1, x)
        stage.second("pick_up", "fight", start=s * SECOND)
    return float(a("gone")[x].sum())


def grieving(seed: int, sets: Sections) -> float:
    """people full of grief in the street, each with one of the awake 30 m off"""
    stage = Stage(seed, sets)
    a = stage.a
    ways = stage.streets(60.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    stage.alone(x)
    stage.put(who, ways, 5.0)
    stage.put(x, ways, 35.0)
    stage.wake(who)
    stage.hunt(x, -1)
    a("moving")[who] = True
    a("grief")[who], a("sight_m")[0] = 1.0, 150.0
    a("threat_t")[who] = a("saw_t")[who] = -1_000_000
    stage.second("sense")
    return float((a("pending")[who] >= 0).sum())


def among_runners(seed: int, sets: Sections) -> float:
    """people in the street with one of the awake 30 m off, and four beside each who run"""
    stage = Stage(seed, sets)
    a = stage.a
    ways = stage.streets(60.0)[:20]
    n = len(ways)
    who, x, beside = stage.people[:n], stage.beasts[:n], stage.people[n : 5 * n]
    stage.alone(x)
    stage.put(who, ways, 5.0)
    stage.put(beside, np.repeat(ways, 4), 7.0)
    stage.put(x, ways, 35.0)
    stage.hunt(x, -1)
    stage.wake(who)
    a("running")[beside] = True
    a("pending")[who], a("pending_about")[who], a("pending_t")[who] = v.C_THREAT, x, 0
    a("pending_event")[who] = -1
    a("thinkers")[:n], a("think_n")[0] = who, n
    a("sight_m")[0] = 150.0
    stage.second("decide")
    return float((a("aim")[who] == v.A_FLEE).sum())


def bitten_at_rest(seed: int, sets: Sections) -> float:
    """50 people at home with bites that they do not know of, for eight hours"""
    stage = Stage(seed, sets)
    a = stage.a
    who = stage.people[:50]
    a("bite_part")[who], a("exposed_t")[who], a("moving")[who] = 3, 0, False
    step = Step(process("find_bites"), stage.live)
    for minute in range(480):
        step(minute * MINUTE)
        a("think_n")[0] = 0
        a("pending")[who] = -1
        stage.drain()
    return float(a("bite_known")[who].sum())


def passers_by(seed: int, sets: Sections) -> float:
    """people who walk for a minute, each 15 m from one in Stage Two who is dormant"""
    stage = Stage(seed, sets)
    a = stage.a
    ways = stage.streets(30.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    stage.alone(x)
    stage.put(who, ways, 5.0)
    stage.put(x, ways, 20.0)
    a("alert")[x], a("stage")[x] = 0, v.STAGE_TWO
    a("infested")[ways] = True
    a("sight_m")[0], a("daylight")[0] = 150.0, True
    stage.wake(who)
    a("moving")[who] = True
    stage.second("sense", n=60)
    return float((a("alert")[x] == 2).sum())


def within_earshot(seed: int, sets: Sections) -> float:
    """sleepers in streets in which, 30 m from three of them, one of the infected finds its prey"""
    stage = Stage(seed, sets)
    a = stage.a
    ways = stage.streets(50.0)[:30]
    who, x = stage.people[: len(ways)], stage.beasts[: len(ways)]
    asleep = stage.beasts[len(ways) : 4 * len(ways)]
    stage.alone(np.concatenate([x, asleep]))
    stage.put(who, ways, 2.0)
    stage.put(x, ways, 12.0)
    stage.put(asleep, np.repeat(ways, 3), 42.0)
    stage.hunt(x, -1)
    a("alert")[x], a("alert")[asleep] = 1, 0
    a("sight_m")[0], a("daylight")[0] = 150.0, True
    stage.second("hunt", "hear", "wake", n=10)
    return float((a("alert")[asleep] > 0).sum())


@dataclass(frozen=True)
class Armed:
    """armed people, each with one of the infected as far off as their weapon is for, for 10 s

    Attributes:
        role: of those who fight; their share is raised.
        picks: last digits of the keys of those who get the weapon.
        metres: to the infected.
    """

    role: int
    picks: tuple[int, ...]
    metres: float

    def __call__(self, seed: int, sets: Sections) -> float:
        """How many of the infected are ended."""
        share = "soldiers" if self.role == v.SOLDIER else "scouts"
        stage = Stage(seed, {**sets, "roles": {share: 0.3}})
        a = stage.a
        digit = (a("key") % np.uint64(10)).astype(int)
        fit = (a("role") == self.role) & np.isin(digit, self.picks)
        ways = stage.streets(30.0)
        who = stage.people[fit[stage.people]][: len(ways)]
        ways, x = ways[: len(who)], stage.beasts[: len(who)]
        stage.alone(x)
        stage.put(who, ways, 5.0)
        stage.put(x, ways, 5.0 + self.metres)
        stage.wake(who)
        stage.hunt(x, who)
        for s in range(10):
            a("foe")[who] = np.where(a("gone")[x], -1, x)
            a("fires")[who] = self.metres > 3.0
            stage.second("fight", start=s * SECOND)
        return float(a("gone")[x].sum())


def full_of_grief(seed: int, sets: Sections) -> float:
    """a zone of 300 in which all grieve, by day, for eight hours"""
    stage = Stage(seed, sets)
    a = stage.a
    alive = a("fate") == 0
    a("grief")[alive], a("activity")[alive] = 1.0, v.FREE
    step = Step(process("feel"), stage.live)
    for minute in range(480):
        step(minute * MINUTE)
        a("sound_n")[0] = 0
        stage.drain()
    return float(stage.seen.count("noisy_act"))


def wrongly_killed(seed: int, sets: Sections) -> float:
    """10 people who were killed by the protocol while well, four days later"""
    stage = Stage(seed, sets)
    a = stage.a
    who, by = stage.people[:10], stage.people[10:20]
    a("wronged")[who], a("gone")[who], a("fate")[who] = True, True, v.DEAD
    a("fate_t")[who], a("enforcer")[who] = 0, by
    settle_lists(stage.live)
    for name in ("rules", "roll", "reckoning"):
        Step(process(name), stage.live)(96 * HOUR)
    return float(a("zone_trust")[0])


def intruders(seed: int, sets: Sections) -> float:
    """6 of the awake in the streets of a zone of 300 with many soldiers, for 15 minutes"""
    more = {**sets, "roles": {"soldiers": 0.2, **sets.get("roles", {})}}
    stage = Stage(seed, more, start_hour=10)
    a = stage.a
    ways = stage.streets(20.0, inside=True)
    x = stage.beasts[:6]
    a("activity")[a("fate") == 0] = v.FREE
    stage.alone(x)
    ways = ways[np.arange(len(x)) * 5 % len(ways)]
    stage.put(x, ways, a("p_len")[ways] / 2)
    stage.hunt(x, -1)
    stage.minutes(15)
    return float(stage.seen.count("destroyed"))


def before_the_wall(seed: int, sets: Sections) -> float:
    """30 of the awake before the wall of a zone of 300, drawn to its middle, for 10 minutes"""
    stage = Stage(seed, sets, start_hour=10)
    a = stage.a
    x = stage.beasts[:30]
    stage.alone(x)
    inner = stage.streets(20.0, inside=True)
    outer = stage.streets(20.0)
    mid = np.array([a("node_x")[a("p_a")[inner]].mean(), a("node_y")[a("p_a")[inner]].mean()])
    far = np.hypot(a("node_x")[a("p_a")[outer]] - mid[0], a("node_y")[a("p_a")[outer]] - mid[1])
    ways = outer[np.argsort(far)][np.arange(len(x)) % min(len(outer), 10)]
    stage.put(x, ways, a("p_len")[ways] / 2)
    stage.hunt(x, -1)
    a("alert")[x] = 1
    aim = inner[np.arange(len(x)) % len(inner)]
    engine = Engine(stage.live, stage.drain)
    for minute in range(10):
        stage.send(~a("p_zone")[a("passage")[x]] & ~a("gone")[x], x, aim)
        engine.minute(minute * MINUTE)
    return float((a("p_zone")[a("passage")[x]] & ~a("gone")[x]).sum())
