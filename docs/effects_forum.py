"""A zone in which everybody who is grown has the same occasions to decide, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from kinward.city import ITEM
from kinward.core import vocabulary as v
from kinward.core.choices import OPTIONS
from kinward.core.events import KINDS

PEOPLE = 200
GROWN = 12
OCCASIONS = (
    v.C_THREAT, v.C_CRY, v.C_BITTEN, v.C_LEARNED_BITE, v.C_ORDERED, v.C_OVERDUE, v.C_CALL,
    v.C_WOUNDED, v.C_ALARM, v.C_GRIEF,
)  # fmt: skip


@lru_cache(maxsize=2)
def _built(seed: int) -> tuple[Any, dict[str, np.ndarray]]:
    """The zone of a seed, and a copy of its state at the start."""
    from kinward.engine.build import build
    from kinward.engine.scenario import load_scenario

    live = build(load_scenario("kyoto", people=PEOPLE, infected_per_living=1.5, seed=seed))
    return live, {name: a.copy() for name, a in live.state.arrays.items()}


@dataclass(frozen=True)
class Forum:
    """a zone of 200 in which each has every occasion once"""

    option: str

    def __call__(self, seed: int, sets: Mapping[str, Mapping[str, Any]]) -> float:
        """How often the option is chosen."""
        from kinward.engine.plan import PLAN, Step
        from kinward.engine.scenario import Scenario
        from kinward.mind.options import option_on

        live, start = _built(seed)
        plain = live.world.scenario
        data = plain.to_data()
        for section, values in sets.items():
            data[section] |= values
        live.world.scenario = Scenario.from_data(data)
        live.world.arrays["option_on"] = option_on(live.world.scenario.options)
        chosen = 0
        try:
            decide = Step(next(p for p in PLAN if p.name == "decide"), live)
            for occasion in OCCASIONS:
                for name, a in start.items():
                    np.copyto(live.state.arrays[name], a)
                live.decisions.drain()
                live.events.drain()
                _raise(live, occasion)
                decide(0)
                ints, _, _ = live.events.drain()
                words = [OPTIONS[e[6]] for e in ints.tolist() if KINDS[e[1]].name == "decided"]
                chosen += words.count(self.option)
        finally:
            live.world.scenario = plain
        live.decisions.drain()
        return float(chosen)


def _raise(live: Any, occasion: int) -> None:
    """Give everyone grown the occasion, about one of the infected or their closest tie."""
    from kinward.engine.build import settle_lists

    a = live.array
    grown = np.flatnonzero((a("fate") == 0) & (a("age") >= GROWN))
    a("fear")[:] = a("grief")[:] = a("love")[:] = 0.4
    a("passed_by")[:] = 4.0
    a("bite_known")[:] = True
    a("load")[grown, ITEM["bandage"]] = 2.0
    a("load")[grown, ITEM["machete"]] = 1.0
    beasts = np.flatnonzero(a("infected"))[: len(grown)]
    about = np.array([_closest(a, m) for m in grown])
    if occasion == v.C_THREAT:
        home = a("home")[grown]
        for who, metres in ((grown, 0.0), (beasts, 4.0)):
            a("unit")[who], a("passage")[who] = 0, a("u_passage")[home]
            a("offset")[who] = np.clip(a("u_off")[home] + metres, 0.0,
                                       a("p_len")[a("u_passage")[home]])  # fmt: skip
        a("alert")[beasts] = 2
        a("held_by")[grown[::2]] = beasts[::2]
        about = beasts
    elif occasion == v.C_ALARM:
        small = np.flatnonzero((a("fate") == 0) & (a("age") < 14))
        a("unit")[small] = a("school")[0]
        a("passage")[small] = a("u_passage")[a("school")[0]]
        about = np.full(len(grown), -1)
    elif occasion == v.C_WOUNDED:
        a("bleeding")[about[about >= 0]] = 20.0
        a("awake_mind")[about[about >= 0][::3]] = False
        out = np.flatnonzero(a("fate") == 0)  # at home nobody has to be brought on
        home = a("home")[out]
        a("unit")[out], a("passage")[out] = 0, a("u_passage")[home]
        a("offset")[out] = a("u_off")[home]
    elif occasion == v.C_BITTEN:
        about = np.full(len(grown), -1)
    settle_lists(live)
    ready = (about >= 0) | np.isin(occasion, (v.C_ALARM, v.C_BITTEN))
    who = grown[ready]
    a("pending")[who], a("pending_about")[who] = occasion, about[ready]
    a("pending_event")[who], a("pending_t")[who] = -1, 0
    a("thinkers")[: len(who)] = who
    a("think_n")[0] = len(who)


def _closest(a: Any, m: int) -> int:
    """The living to whom m has the strongest tie, -1 if there is nobody."""
    rows = np.arange(a("tie_ptr")[m], a("tie_ptr")[m + 1])
    rows = rows[a("fate")[a("tie_to")[rows]] == 0]
    if not len(rows):
        return -1
    return int(a("tie_to")[rows[np.argmax(a("tie_strength")[rows])]])
