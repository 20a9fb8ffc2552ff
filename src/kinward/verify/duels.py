"""A check of the fight: bite or kill, until one side is no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kinward.body import weapons
from kinward.body.sound import FIRST_LEVEL
from kinward.body.vocabulary import BITTEN
from kinward.city import Draft
from kinward.city.places import Places, put_in
from kinward.core.bundles import PLACES
from kinward.core.events import KIND, OBJECT, SUBJECT
from kinward.core.process import pack
from kinward.core.vocabulary import DESTROYED, HANDS, TURNED, WORKER
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario
from kinward.verify.check import Line, check, near
from kinward.verify.worlds import SECOND_MS, process, rebuild_lists, world

PEOPLE = 1_000  # in a town at first
TOWNS = 600
KILLS = float(weapons.RATE[HANDS] * weapons.HIT[HANDS] * weapons.STOPS[HANDS])  # 1/s, unarmed
SURELY = 0.95  # the most that an attack lands with
HOPELESS = 80  # infected that bare hands no longer end: 0.8 ** 80 is 2e-8
# the only attack is a bite, and nobody is weaker for it
PLAIN = {"bites": 1.0, "grabs": 0.0, "lands": 1.0, "splash": 0.0, "wounds": False}


@dataclass
class Duels:
    """`towns` towns in which each of the infected has one person before it, and a person one.

    Who is bitten is one of them at once; whose foe is ended waits for the next.
    """

    alpha: float
    first: int
    towns: int = TOWNS

    def __post_init__(self) -> None:
        draft = Draft("square")
        draft.passage(draft.node(0, 0), draft.node(10, 0), width=4.0)
        n = self.towns * (PEOPLE + self.first)
        fight = process("fight")
        attack = KILLS / self.alpha / SURELY
        rates = {**PLAIN, "attack": f"{attack:.12g} /s"}
        sound = pack(Scenario.from_data({"people": 1}).sound)
        fixed = {
            "role": np.full(n, WORKER, np.int8), "partner_at_work": np.full(n, -1, np.int32),
            "creature": np.zeros(n, bool), "careless": np.zeros(1),
            "loudness": sound[FIRST_LEVEL:].copy(),
            "unit_ptr": np.zeros(2, np.int64), "unit_at": np.zeros(0, np.int32),
        }  # fmt: skip
        self.live = world(
            draft.compile(), n, fixed=fixed,
            only=(*fight.writes, *fight.reads, *fight.when), fight=rates,
        )  # fmt: skip
        a = self.live.array
        a("passage")[:], a("offset")[:] = 0, 5.0
        a("awake_mind")[:], a("fires")[:], a("daylight")[:] = True, False, True
        rebuild_lists(self.live)
        self.at = Places(*(a(name) for name in PLACES))
        self.fight = Step(fight, self.live)
        rows = np.arange(n, dtype=np.int32).reshape(self.towns, -1)
        self.free = [row[self.first :].tolist() for row in rows]  # people before whom nobody is
        self.idle: list[list[int]] = [[] for _ in rows]  # infected before whom nobody is
        self.town = np.repeat(np.arange(self.towns), PEOPLE + self.first)
        self.infected = np.full(self.towns, self.first)
        self.lost = np.zeros(self.towns, np.int64)
        a("fate")[rows[:, : self.first]] = TURNED
        for row in rows:
            for x in row[: self.first].tolist():
                self._face(x)

    def _face(self, x: int) -> None:
        """Put somebody before x; if nobody is free, it waits."""
        free = self.free[self.town[x]]
        if not free:
            self.idle[self.town[x]].append(x)
            return
        m = free.pop()
        for who, foe in ((x, m), (m, x)):
            self.live.array("foe")[who] = foe
            self.live.array("act_t")[who] = -1.0

    def step(self, t: int) -> None:
        """One second."""
        a = self.live.array
        facing = np.flatnonzero((a("foe") >= 0) & (self._open()[self.town]))
        a("active_list")[: len(facing)], a("active_n")[0] = facing, len(facing)
        a("hunt_n")[0] = int(self.infected.sum())
        self.fight(t)
        a("sound_n")[0] = 0
        a("pending")[a("thinkers")[: a("think_n")[0]]] = -1
        a("think_n")[0] = 0
        ints = self.live.events.drain()[0]
        over = set()  # people of whom the first event of their pair was seen
        for kind, who, whom in ints[:, [KIND, SUBJECT, OBJECT]].tolist():
            if kind == BITTEN and who not in over:
                over.add(who)
                self._bitten(who, whom)
            elif kind == DESTROYED:
                self._ended(who, whom, whom in over)
        a("new_dose")[a("dosed")[: a("dosed_n")[0]]] = 0.0
        a("dosed_n")[0] = 0

    def _bitten(self, m: int, x: int) -> None:
        a = self.live.array
        town = self.town[m]
        self.lost[town] += 1
        self.infected[town] += 1
        a("fate")[m] = TURNED
        if a("gone")[x]:  # m ended it after the bite, within the second: one event at a time
            a("gone")[x] = False
            put_in(self.at, x)
        for who in (x, m):
            a("foe")[who] = -1
            self._face(who)

    def _ended(self, x: int, m: int, bitten: bool) -> None:
        if bitten:
            return
        self.infected[self.town[x]] -= 1
        self.free[self.town[m]].append(m)
        if self.idle[self.town[m]]:
            self._face(self.idle[self.town[m]].pop())

    def _open(self) -> np.ndarray:
        """Towns in which it is not decided (towns,)."""
        return (self.infected > 0) & (self.infected < HOPELESS + self.first) & (self.lost < PEOPLE)

    def run(self, most: int = 100_000) -> None:
        """Steps until all is decided."""
        for i in range(most):
            if not self._open().any():
                return
            self.step(i * SECOND_MS)
        raise RuntimeError("the fight does not end")


def fought(alpha: float, first: int, broken: str) -> Duels:
    """The end of it, from `first` infected in each town."""
    duels = Duels(alpha / (1.25 if broken == "odds" else 1.0), first)
    duels.run()
    return duels


@check(
    "I3", f"bite or kill: {TOWNS} towns of {PEOPLE:,}, one pair for each of the infected",
    "Alemi, Bierbaum, Myers and Sethna 2015; gambler's ruin: all are lost with 1 - alpha**Z0 for "
    "alpha < 1, else S0 - Z0/(alpha - 1) live on; alpha is set by fight.attack against bare hands; "
    "tolerance: 3 standard errors, those of the spread by the inverse Gaussian",
    breaks=("odds",), quick=False,
)  # fmt: skip
def bite_or_kill(broken: str) -> Iterator[Line]:
    """Who is left: the infected, or how many of the people."""
    for alpha, first in ((0.8, 1), (0.8, 5)):
        p = 1.0 - alpha**first
        lost = (fought(alpha, first, broken).infected > 0).mean()
        yield near(f"alpha {alpha:g}, Z0 {first}: all lost", p, lost,
                   3 * np.sqrt(p * (1 - p) / TOWNS))  # fmt: skip
    for alpha, first in ((1.25, 50), (1.5, 100), (2.0, 100)):
        mean = first / (alpha - 1.0)
        sd = np.sqrt(first * alpha * (1 + alpha) / (alpha - 1) ** 3)
        left = PEOPLE - fought(alpha, first, broken).lost
        tails = 15.0 * (sd / mean) ** 2  # excess kurtosis of the inverse Gaussian
        yield near(f"alpha {alpha:g}, Z0 {first}: mean left", PEOPLE - mean, left.mean(),
                   3 * sd / np.sqrt(TOWNS))  # fmt: skip
        yield near(f"alpha {alpha:g}, Z0 {first}: sd of that", sd, left.std(ddof=1),
                   3 * sd * np.sqrt((tails + 2) / (4 * TOWNS)))  # fmt: skip
