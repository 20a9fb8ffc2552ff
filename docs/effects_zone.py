"""A zone put into one situation, in which a single process or two of the plan are stepped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from effects_stage import raised
from effects_tiny import _zone

from kinward.city.graph import ITEM
from kinward.core import vocabulary as v
from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KINDS
from kinward.engine.build import settle_lists
from kinward.engine.plan import Step
from kinward.verify.worlds import process

Sections = Mapping[str, Mapping[str, Any]]
MUSIC = 1  # subject of a class, as in columns `teaches` and `pupil`


def _grown(a: Any, n: int) -> np.ndarray:
    """The first n grown people."""
    return np.flatnonzero((a("fate") == 0) & (a("age") >= 18))[:n]


def _names(live: Any) -> list[str]:
    return [KINDS[e[1]].name for e in live.events.drain()[0].tolist()]


def _side_by_side(live: Any, n: int) -> tuple[np.ndarray, np.ndarray]:
    """n pairs of grown people, each pair in one room; the second of each is hurt and bleeds."""
    a = live.array
    who = _grown(a, 2 * n)
    helper, hurt = who[:n], who[n:]
    a("passage")[hurt], a("offset")[hurt] = a("passage")[helper], a("offset")[helper]
    a("unit")[hurt] = a("unit")[helper]
    a("hurt")[hurt], a("bleeding")[hurt] = 0.4, 20.0
    a("aim_about")[helper], a("aim_until")[helper] = hurt, HOUR
    settle_lists(live)
    return helper, hurt


def dressed(seed: int, sets: Sections) -> float:
    """20 people who bleed, each with somebody beside them who would dress the wound"""
    live = _zone(seed, sets)
    a = live.array
    helper, hurt = _side_by_side(live, 20)
    a("aim")[helper], a("load")[helper, ITEM["bandage"]] = v.A_TREAT, 1.0
    steps = [Step(process("bleed"), live), Step(process("care"), live)]
    for minute in range(30):
        for step in steps:
            step(minute * MINUTE)
    return float(a("blood_lost")[hurt].mean())


def seen_to(seed: int, sets: Sections) -> float:
    """20 people who bleed, each with their partner at work beside them, who has bandages"""
    live = _zone(seed, sets)
    a = live.array
    helper, hurt = _side_by_side(live, 20)
    a("load")[helper, ITEM["bandage"]] = 3.0
    a("partner_at_work")[hurt] = helper
    steps = [Step(process(n), live) for n in ("bleed", "tend", "care", "set_out", "decide")]
    for minute in range(30):
        for step in steps:
            step(minute * MINUTE)
    return float(a("blood_lost")[hurt].mean())


def carried(seed: int, sets: Sections) -> float:
    """20 people who are hurt, each with somebody beside them who would carry them"""
    live = _zone(seed, sets)
    a = live.array
    helper, _ = _side_by_side(live, 20)
    a("aim")[helper] = v.A_CARRY
    Step(process("care"), live)(0)
    return float(_names(live).count("carried"))


def barricaded(seed: int, sets: Sections) -> float:
    """40 people who have just hidden in a room"""
    live = _zone(seed, sets)
    a = live.array
    who = _grown(a, 40)
    a("aim")[who], a("arrived")[who], a("aim_until")[who] = v.A_HIDE, True, HOUR
    Step(process("aims"), live)(0)
    return float(a("door_left")[a("unit")[who]].mean())


def agitated(seed: int, sets: Sections) -> float:
    """40 frightened people who come to the gate in good health"""
    live = _zone(seed, sets)
    a = live.array
    who = _grown(a, 40)
    a("aim")[who], a("fear")[who] = v.A_GATE, 0.5
    for name in ("rules", "roll", "signs"):
        Step(process(name), live)(0)
    return float(a("signs")[who].mean())


def _music(seed: int, sets: Sections, feeling: str) -> float:
    """How strong a feeling is in those of the music class, after it."""
    live = _zone(seed, sets, start_hour=15.75)
    a = live.array
    who = np.flatnonzero((a("pupil") >> 1 & 1 > 0) | (a("teaches") == 1))
    room = int(a("activity_unit")[v.MUSIC_CLASS])
    a("unit")[who], a("passage")[who] = room, a("u_passage")[room]
    a(feeling)[who] = 0.8
    Step(process("school"), live)(0)
    return float(a(feeling)[who].mean())


def consoled(seed: int, sets: Sections) -> float:
    """the music class of a zone of 150, after a fright"""
    return _music(seed, sets, "fear")


def comforted(seed: int, sets: Sections) -> float:
    """the music class of a zone of 150, in grief"""
    return _music(seed, sets, "grief")


@dataclass(frozen=True)
class Bereaved:
    """a zone of 150 in which one in four dies, and word of it spreads"""

    kinds: tuple[int, ...] = ()

    def raised(self, sets: Sections) -> Sections:
        """Parameters that differ from the default."""
        return sets

    def dead(self, a: Any) -> np.ndarray:
        """Who dies, in turn."""
        return np.flatnonzero(a("fate") == 0)[::4]

    def __call__(self, seed: int, sets: Sections) -> float:
        """How many learn of the end of somebody to whom they have a tie of these kinds."""
        live = _zone(seed, self.raised(sets))
        a = live.array
        news, decide = (Step(process(name), live) for name in ("news", "decide"))
        learned = 0
        for i, m in enumerate(self.dead(a).tolist()):
            t = 3 * HOUR + i * MINUTE
            a("fate")[m], a("fate_t")[m], a("gone")[m] = v.DEAD, 0, True
            settle_lists(live)
            news(t)
            decide(t + 1000)
            for e in live.events.drain()[0].tolist():
                if KINDS[e[1]].name == "learned_death":
                    rows = slice(a("tie_ptr")[e[2]], a("tie_ptr")[e[2] + 1])
                    kind = a("tie_kind")[rows][a("tie_to")[rows] == e[3]]
                    near = a("household")[e[2]] == a("household")[e[3]]
                    learned += bool(not self.kinds or (kind[0] in self.kinds and not near))
            live.decisions.drain()
        return float(learned)


@dataclass(frozen=True)
class Fallen(Bereaved):
    """a zone of 150, half of them scouts and soldiers, in which one in four dies"""

    def raised(self, sets: Sections) -> Sections:
        """Parameters that differ from the default."""
        return raised(sets, "roles.scouts=0.25", "roles.soldiers=0.25")


@dataclass(frozen=True)
class Orphaned(Bereaved):
    """a zone of 150 in which all music teachers and every second of their pupils die"""

    def dead(self, a: Any) -> np.ndarray:
        """Who dies, in turn."""
        pupils = np.flatnonzero((a("pupil") >> MUSIC & 1).astype(bool) & (a("fate") == 0))
        return np.union1d(np.flatnonzero(a("teaches") == MUSIC), pupils[::2])


def scarred(seed: int, sets: Sections) -> float:
    """10 people whose bite has healed, and who come to the clinic to report it"""
    live = _zone(seed, sets)
    a = live.array
    who = _grown(a, 10)
    ward = int(a("ward")[0])
    a("unit")[who], a("passage")[who], a("offset")[who] = (
        ward, a("u_passage")[ward], a("u_off")[ward],
    )  # fmt: skip
    a("stage")[who], a("bite_part")[who] = v.STAGE_IMMUNE, 4
    a("aim")[who], a("arrived")[who] = v.A_REPORT, True
    settle_lists(live)
    for name in ("rules", "roll", "signs", "discovery"):
        Step(process(name), live)(0)
    return float(_names(live).count("noticed_well"))


def lit(seed: int, sets: Sections) -> float:
    """a zone of 60 whose generators break down six times a day, for ten days"""
    often = raised(sets, "power.breaks='6 /day'", "power.work=2", "roles.technicians=0.1")
    live = _zone(seed, often, people=60)
    step = Step(process("power"), live)
    hours = []
    for hour in range(240):
        step(hour * HOUR)
        live.events.drain()
        hours.append(bool(live.array("lamps_on")[0]))
    return float(np.mean(hours))
