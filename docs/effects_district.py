"""A district of bands, without infected, in which single processes of the plan are stepped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from effects_stage import Note, notes

from kinward.core import deeds as d
from kinward.core import vocabulary as v
from kinward.core.bundles import DEEDS
from kinward.core.clock import HOUR, MINUTE
from kinward.core.ties import Ties
from kinward.engine.build import build, settle_lists
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario, load_scenario
from kinward.mind.options import option_on
from kinward.verify.worlds import process

Sections = Mapping[str, Mapping[str, Any]]
PEOPLE, BANDS = 60, 4
BUILT = ("bonds.promises", "bonds.keepsakes", "bonds.courses", "mind.props", "mind.promise",
         "mind.comrades", "mind.command", "mind.safe_home", "bands.on", "bands.count",
         "bands.hostile", "roles.scouts")  # fmt: skip
"""Parameters that are read when the district is built; the others when a process is stepped."""


def _scenario(seed: int, sets: Sections) -> Scenario:
    data = load_scenario("ruins", people=PEOPLE, infected_per_living=0, seed=seed).to_data()
    data["bands"] |= {"count": BANDS, "hostile": 0, "least": 12, "most": 18}
    for section, values in sets.items():
        data[section] |= values
    return Scenario.from_data(data)


@lru_cache(maxsize=2)
def _built(seed: int) -> tuple[Any, dict[str, np.ndarray]]:
    """The district of a seed, and a copy of its state at the start."""
    live = build(_scenario(seed, {}))
    return live, {name: a.copy() for name, a in live.state.arrays.items()}


def _district_of(seed: int, sets: Sections) -> Any:
    changed = {f"{section}.{name}" for section, values in sets.items() for name in values}
    if changed & set(BUILT):
        return build(_scenario(seed, sets))
    live, start = _built(seed)
    for name, a in start.items():
        np.copyto(live.state.arrays[name], a)
    live.events.drain()
    live.decisions.drain()
    live.world.scenario = _scenario(seed, sets)
    live.world.arrays["option_on"] = option_on(live.world.scenario.options)
    return live


class District:
    """Four bands of 12 to 18, each at home, at six in the morning.

    Args:
        seed: of the district.
        sets: parameters that differ from the default, by section.
    """

    def __init__(self, seed: int, sets: Sections) -> None:
        self.live = _district_of(seed, sets)
        self.a = a = self.live.array
        self.rng = np.random.default_rng(seed)
        self.who = np.flatnonzero((a("group_id") > 0) & (a("fate") == 0) & (a("age") >= 16))
        self.noted: list[Note] = []
        self.steps: dict[str, Step] = {}

    def count(self, *names: str) -> int:
        """How many events of these kinds were noted."""
        return sum(e.name in names for e in self.noted)

    def step(self, *names: str, t: int) -> None:
        """Step these processes once, at t (ms)."""
        for name in names:
            if name not in self.steps:
                self.steps[name] = Step(process(name), self.live)
            self.steps[name](t)
        self.noted += notes(self.live)
        self.live.decisions.drain()

    def hours(self, *names: str, n: int) -> None:
        """Step these processes every full hour, with nobody deciding."""
        for hour in range(n):
            self.step(*names, t=hour * HOUR)
            self.a("think_n")[0] = 0
            self.a("pending")[:] = -1

    def evening(self, day: int = 0) -> None:
        """The bands take stock of how they are led."""
        self.step("leading", t=clock(20, 15, day))

    def pending(self, occasion: int) -> int:
        """How many have to make up their mind on an occasion."""
        return int((self.a("pending") == occasion).sum())

    def say(self, who: Any, occasion: int, option: int, about: Any) -> None:
        """Let these answer an occasion."""
        a, n = self.a, int(self.a("answer_n")[0])
        who = np.atleast_1d(who)
        a("answerers")[n : n + len(who)], a("answer_n")[0] = who, n + len(who)
        a("answer")[who], a("answer_to")[who], a("answer_about")[who] = option, occasion, about
        a("answer_event")[who] = -1

    def ties(self) -> Ties:
        """The columns of ties."""
        return Ties(*(self.a(n) for n in Ties._fields))

    def rows(self) -> np.ndarray:
        """Rows of the ties in use between the living of the bands, from both sides."""
        a = self.a
        owner = np.repeat(np.arange(len(a("tie_end"))), np.diff(a("tie_ptr")))
        rows = np.flatnonzero(np.arange(len(owner)) < a("tie_end")[owner])
        fine = np.isin(owner[rows], self.who) & np.isin(a("tie_to")[rows], self.who)
        return rows[fine]

    def owners(self, rows: np.ndarray) -> np.ndarray:
        """Whose ties these rows hold."""
        return np.searchsorted(self.a("tie_ptr"), rows, side="right") - 1

    def trust(self, value: float, in_leaders: float | None = None) -> None:
        """Let everyone trust everyone so much, and leaders otherwise."""
        a, rows = self.a, self.rows()
        a("tie_trust")[rows] = value
        if in_leaders is not None:
            a("tie_trust")[rows[np.isin(a("tie_to")[rows], self.leaders())]] = in_leaders

    def leaders(self) -> np.ndarray:
        """Those who lead the bands."""
        return self.a("g_leader")[1 : BANDS + 1].astype(int)

    def others(self) -> np.ndarray:
        """Grown members who do not lead."""
        return np.setdiff1d(self.who, self.leaders())

    def of(self, g: int, n: int | None = None) -> np.ndarray:
        """The first n grown members of band g who do not lead it."""
        who = self.others()
        return who[self.a("group_id")[who] == g][:n]

    def leader_of(self, who: np.ndarray) -> np.ndarray:
        """Who leads the band of each."""
        return self.a("g_leader")[self.a("group_id")[who]].astype(int)

    def deed(self, who: Any, whom: Any, kind: int, could: float = 1.0) -> None:
        """Let each of `who` do a deed to each of `whom`, and let it be judged."""
        columns = d.Deeds(*(self.a(n) for n in DEEDS))
        for i, (m, o) in enumerate(zip(who, whom, strict=True)):
            d.did(columns, int(m), int(o), kind, i, could)
        self.step("judge", t=0)

    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """Two grown members of each band, apart in the order of rows, several times over."""
        one, other = [], []
        for g in range(1, BANDS + 1):
            who = self.of(g)
            half = len(who) // 2
            one += who[:half].tolist()
            other += who[half : 2 * half].tolist()
        return np.array(one), np.array(other)

    def street(self, who: np.ndarray, offset: float) -> None:
        """Put these on the longest street, at so many metres."""
        a = self.a
        p = int(np.argmax(np.where(a("p_host") < 0, a("p_len"), 0.0)))
        a("passage")[who], a("offset")[who], a("unit")[who] = p, offset, 0
        a("moving")[who], a("sight_m")[0] = False, 150.0
        settle_lists(self.live)

    def rooms(self, *together: np.ndarray) -> None:
        """Put the first of each of these groups into a room of their own, the second into another,
        and so on."""
        a = self.a
        free = np.setdiff1d(np.flatnonzero(a("u_floor") == 0)[1:], a("g_unit"))
        for who in together:
            a("unit")[who] = free[np.arange(len(who)) % len(free)]
            a("passage")[who] = a("u_passage")[a("unit")[who]]
            a("offset")[who] = a("u_off")[a("unit")[who]]
        settle_lists(self.live)

    def die(self, who: np.ndarray, t: int) -> None:
        """Let these die at t (ms)."""
        a = self.a
        a("fate")[who], a("fate_t")[who], a("gone")[who] = v.DEAD, t, True
        settle_lists(self.live)

    def homeless(self, g: int) -> None:
        """Let band g have no place: a company on the road."""
        from kinward.society.bands.vocabulary import COMPANY

        self.a("g_unit")[g], self.a("g_kind")[g] = 0, COMPANY


def clock(hour: float, minute: float = 0, day: int = 0) -> int:
    """Time (ms) of a time of day; a run begins at six."""
    return int((day * 24 + hour - 6) * HOUR + minute * MINUTE)
