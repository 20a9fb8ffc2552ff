"""A stage: a zone with people and infected put there by hand, some processes of it stepped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from effects_tiny import _zone

from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE, SECOND
from kinward.core.events import KINDS
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario, load_scenario
from kinward.engine.stepping import Engine
from kinward.lab.effects import sections
from kinward.verify.worlds import process

Sections = Mapping[str, Mapping[str, Any]]
STEPPED = ("heights.gives_way", "heights.catch", "heights.climbs", "heights.awning",
           "heights.window", "horde.climbs_walls", "horde.sight", "horde.seen", "fight.picks_up",
           "fight.drops", "feelings.loud", "feelings.on", "mind.fire_at", "mind.risk",
           "protocol.reckons", "wounds.bleeding", "wounds.faint", "rage.on", "gate.own",
           "gate.blood", "council.on", "council.weighs", "council.music",
           "council.leaving", "council.returns", "council.deposing")  # fmt: skip
"""Parameters that are read when a process is stepped, and not when the zone is built."""


class Note(NamedTuple):
    """An event that was noted: its kind, whom it is about, and what stands with it."""

    name: str
    who: int
    whom: int
    what: int
    value: float
    value2: float


def notes(live: Any) -> list[Note]:
    """The events since the last look, taken out of the buffer."""
    ints, reals, _ = live.events.drain()
    return [
        Note(KINDS[e[1]].name, e[2], e[3], e[6], *r)
        for e, r in zip(ints.tolist(), reals.tolist(), strict=True)
    ]


class Played:
    """A world that is built whole and stepped minute by minute, with what is noted of it.

    Args:
        data: of the scenario. sets: parameters that differ from it, by section.
    """

    def __init__(self, data: Mapping[str, Any], sets: Sections) -> None:
        whole = dict(data)
        for section, values in sets.items():
            whole[section] = {**whole.get(section, {}), **values}
        self.live = build(Scenario.from_data(whole))
        self.a = self.live.array
        self.noted: list[Note] = []

    def play(self, minutes: int, start: int = 0) -> None:
        """Step so many minutes from minute `start` on."""

        def drain(live: Any) -> None:
            self.noted += notes(live)
            live.decisions.drain()

        engine = Engine(self.live, drain)
        for minute in range(start, start + minutes):
            engine.minute(minute * MINUTE)

    def count(self, *names: str, what: int | None = None) -> float:
        """How many events of these kinds there were."""
        return float(sum(e.name in names and what in (None, e.what) for e in self.noted))


def raised(sets: Sections, *more: str) -> dict[str, dict[str, Any]]:
    """Parameters raised above the default as --set takes them, where `sets` does not say else."""
    out = sections(more)
    for name, values in sets.items():
        out[name] = {**out.get(name, {}), **values}
    return out


@lru_cache(maxsize=2)
def _built(seed: int) -> tuple[Any, dict[str, np.ndarray]]:
    """The zone of a seed, and a copy of its state at the start."""
    live = _zone(seed, {}, people=300)
    return live, {name: a.copy() for name, a in live.state.arrays.items()}


def _zone_of(seed: int, sets: Sections, keys: Mapping[str, Any]) -> Any:
    """The zone of 300 with these parameters, as it was built."""
    changed = [f"{section}.{name}" for section, values in sets.items() for name in values]
    if keys or not set(changed) <= set(STEPPED):
        return _zone(seed, sets, **{"people": 300, **keys})
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
        self.noted: list[Note] = []

    def count(self, *names: str) -> int:
        """How many events of these kinds were noted."""
        return sum(e.name in names for e in self.noted)

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

    def into(self, who: np.ndarray, rooms: np.ndarray) -> None:
        """Put these into rooms."""
        self.put(who, self.a("u_passage")[rooms], self.a("u_off")[rooms], rooms)

    def think(self, who: np.ndarray, occasion: int, about: Any, t: int = 0) -> None:
        """Let these have to make up their mind at t (ms)."""
        a = self.a
        a("pending")[who], a("pending_about")[who], a("pending_t")[who] = occasion, about, t
        a("pending_event")[who] = -1
        a("thinkers")[: len(who)], a("think_n")[0] = who, len(who)

    def sicken(self, who: np.ndarray, stage: int, due: int) -> None:
        """Let these be in a stage of The Rage that ends at `due` (ms)."""
        a = self.a
        a("stage")[who], a("stage_due")[who], a("in_course")[who] = stage, due, True
        a("ailing")[: len(who)], a("ailing_n")[0] = who, len(who)

    def second(self, *names: str, n: int = 1, start: int = 0) -> None:
        """Step these processes for n seconds, with sounds forgotten."""
        for s in range(n):
            self.step("footing", *names, t=start + s * SECOND)
            self.a("sound_n")[0] = 0

    def minute(self, *names: str, n: int = 1, start: int = 0, every: int = MINUTE) -> None:
        """Step these processes n times, from `start` (ms) on, with nobody deciding."""
        for i in range(n):
            self.step(*names, t=start + i * every)
            self.a("sound_n")[0] = self.a("think_n")[0] = 0
            self.a("pending")[:] = -1

    def step(self, *names: str, t: int) -> None:
        """Step these processes once, at t (ms)."""
        for name in names:
            if name not in self.steps:
                self.steps[name] = Step(process(name), self.live)
            self.steps[name](t)
        self.drain()

    def drain(self, live: Any = None) -> None:
        """Note what happened."""
        self.noted += notes(self.live)
        self.live.decisions.drain()

    def minutes(self, n: int, start: int = 0) -> None:
        """Let everything run for n minutes, from minute `start` on."""
        engine = Engine(self.live, self.drain)
        for minute in range(start, start + n):
            engine.minute(minute * MINUTE)

    def streets(self, least: float, inside: bool = False) -> np.ndarray:
        """Streets at least so long (m), beyond the wall or inside it, one of each axis."""
        a = self.a
        fit = (a("p_zone") == inside) & (a("p_host") < 0) & (a("p_len") >= least) & ~a("p_gate")
        rows = np.flatnonzero(fit & ~a("p_wall"))
        _, first = np.unique(a("p_axis")[rows], return_index=True)
        return rows[np.sort(first)]

    def doors(self, most: int, exits: int = 1) -> np.ndarray:
        """Rooms on the ground beyond the wall, at most one to a street, with so many ways out."""
        a = self.a
        fit = (a("u_floor") == 0) & ~a("p_zone")[a("u_passage")] & (a("u_off") > 10.0)
        rooms = np.flatnonzero(fit & (a("u_exits") >= exits))
        _, first = np.unique(a("p_axis")[a("u_passage")[rooms]], return_index=True)
        return rooms[np.sort(first)][:most]

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
