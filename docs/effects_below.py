"""A small town that is warned of a swarm, whose people are together when it comes."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections

from kinward.core import vocabulary as v
from kinward.core.choices import OPTIONS
from kinward.engine.build import settle_lists
from kinward.verify.dangers import NO_TRADES

PEOPLE, LASTS = 300, 40  # minutes after they come up
_STAGE: dict[str, Any] = {
    "swarm": {"on": True, "at": "1 min", "per_living": 0.05, "nests": 2},
    "warning": {"on": True, "at": "1 min", "cue": 1.0, "clarity": 0.8, "time_left": "90 min"},
    "timetable": {"on": False},
}


class Warned(Played):
    """A town of 300, all at home, warned as fifteen creatures come up below it."""

    def __init__(self, seed: int, sets: Sections, minutes: int = LASTS, **stage: Any) -> None:
        whole = {**_STAGE, **stage}
        data: dict[str, Any] = {
            "map": "ruins", "people": PEOPLE, "infected_per_living": 0, "seed": seed, "days": 2,
            "start_hour": 10, "zone": {"on": False}, "roles": NO_TRADES, **whole,
        }  # fmt: skip
        super().__init__(data, sets)
        self.prepare()
        self.play(1 + minutes)

    def prepare(self) -> None:
        """Nothing: all are where they live."""


class Crowd(Warned):
    """The same, all of them in one street, and nobody warned."""

    def prepare(self) -> None:
        """All wait in the longest street over a sewer, along two hundred metres of it."""
        a = self.a
        who = np.flatnonzero(~a("creature"))
        over = np.flatnonzero(a("sewer_of") >= 0)
        p = int(over[np.argmax(a("p_len")[over])])
        a("unit")[who], a("passage")[who] = 0, p
        a("aim")[who], a("aim_until")[who] = v.A_WAIT, 10**9
        a("offset")[who] = np.linspace(0.0, min(200.0, a("p_len")[p]), len(who))
        settle_lists(self.live)


class Bereft(Warned):
    """The same, no creature out, and of each household one in a nest, as one of them has seen."""

    def prepare(self) -> None:
        """The member of the lowest key is taken; the next has seen it."""
        a = self.a
        a("gone")[a("brood")] = True
        for h in range(len(a("h_ptr")) - 1):
            m = a("h_member")[a("h_ptr")[h] : a("h_ptr")[h + 1]]
            m = m[np.argsort(a("key")[m])]
            if len(m) < 3 or a("creature")[m].any():
                continue
            taken, saw = m[:2]
            a("fate")[taken], a("gone")[taken] = v.CAPTURED, True
            a("passage")[taken], a("unit")[taken] = a("nest_passage")[0], 0
            a("saw_taken")[saw], a("tells")[saw] = taken, True
            a("tellers")[a("tell_n")[0]] = saw
            a("tell_n")[0] += 1
        a("moving_n")[0] = 1
        settle_lists(self.live)


def ran_after(seed: int, sets: Sections) -> float:
    """a town of 300, all at home, warned as fifteen creatures come up"""
    return Warned(seed, sets).count("ran_after")


def followed_or_not(seed: int, sets: Sections) -> float:
    """a town of 300, all along one street, as fifteen creatures come up"""
    return Crowd(seed, sets, 10, warning={}).count("went_with", "would_not_follow")


def told(seed: int, sets: Sections) -> float:
    """a town of 300, all at home, one of each household taken as one of them has seen"""
    return Bereft(seed, sets, 3, warning={}).count("told_of_taken")


def read(seed: int, sets: Sections) -> float:
    """a town of 300, all at home, warned as fifteen creatures come up"""
    return Warned(seed, sets).count("read_tracks")


def freed(seed: int, sets: Sections) -> float:
    """a town of 300 who always go after their own, warned as fifteen creatures come up"""
    bold = {"risk": 0.0, "dependants": 0.0, "bond": 3.0}
    return Warned(seed, sets, mind=bold).count("went_below", "freed")


def chose_to_go_in(seed: int, sets: Sections) -> float:
    """a town of 300, all at home, warned as fifteen creatures come up"""
    return Warned(seed, sets).count("decided", what=OPTIONS.index("go in after"))


def grown(seed: int, sets: Sections) -> float:
    """a town of 300, all at home, whose nests grow at once, for an hour and a half"""
    quick = {**_STAGE["swarm"], "grows_after": "1 min", "per_captive": "1 /h"}
    return Warned(seed, sets, 90, swarm=quick).count("hatched")
