"""Dangers without notice in a small town, in which one way of leaving them shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from effects_stage import Played, Sections

from kinward.core.choices import OPTIONS
from kinward.core.events import DOMAINS
from kinward.engine.build import settle_lists
from kinward.verify.dangers import FIRE, NO_TRADES

PEOPLE, SHOWS, LASTS = 150, 5, 60  # minutes until it shows, and after
SOURCES = DOMAINS["source of a warning"]


class Town(Played):
    """A town of 150 on foot in which a fire shows at five minutes past half past nine.

    Args:
        seed: of the run.
        sets: parameters that differ from the default, by section.
        facts: of the section `warning`, unless `sets` says else.
        hurt: whether somebody who is hurt is with everyone at work.
    """

    def __init__(self, seed: int, sets: Sections, hurt: bool = False, **facts: Any) -> None:
        data = {
            "map": "ruins", "people": PEOPLE, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 9.5, "zone": {"on": False},
            "roles": {**NO_TRADES, "medics": "20 %", "soldiers": "25 %"},
            "warning": {"on": True, "at": f"{SHOWS} min", **FIRE, **facts},
        }  # fmt: skip
        super().__init__(data, sets)
        if hurt:
            self._hurt()
        self.play(SHOWS + LASTS)

    def _hurt(self) -> None:
        a = self.a
        busy = (a("age") >= 18) & (a("work") > 0) & (a("unit") == a("work"))
        rest = np.flatnonzero(~busy & (a("age") >= 12))
        who = np.flatnonzero(busy)[: len(rest)]
        rest, rooms = rest[: len(who)], a("work")[who]
        a("unit")[rest], a("passage")[rest] = rooms, a("u_passage")[rooms]
        a("offset")[rest], a("hurt")[rest] = a("u_off")[rooms], 0.6
        settle_lists(self.live)


def in_a_fire(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, for an hour after"""
    return Town(seed, sets).count("warned")


def slow_to_believe(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, for an hour after"""
    out = [e.value for e in Town(seed, sets).noted if e.name == "set_out"]
    return float(np.mean(out)) if out else float(LASTS)


def thinking_of_their_own(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, for an hour after"""
    return Town(seed, sets).count("gathered")


def going_home_first(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, for an hour after"""
    return Town(seed, sets).count("set_out", what=OPTIONS.index("go home"))


def keeping_together(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows and safety is far, for an hour after"""
    return float((Town(seed, sets, **FAR).a("party") >= 0).sum())


def leaving_word(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, for an hour after"""
    return float(Town(seed, sets).a("left_word").sum())


def on_duty(seed: int, sets: Sections) -> float:
    """a town of 150 with medics and soldiers in which a fire shows, for an hour after"""
    return Town(seed, sets).count("kept_post", "reported_for_duty")


def needing_help(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, somebody who is hurt with everyone at work"""
    sure = {"clarity": 1.0, "time_left": "20 min"}
    return Town(seed, sets, hurt=True, **sure).count("took_along", "went_by")


def _ordered(seed: int, sets: Sections, **order: str) -> Town:
    order = {"order": "leave", "order_at": f"{SHOWS} min", "reaches": "0.5 /min", **order}
    return Town(seed, {**sets, "evacuation": {**order, **sets.get("evacuation", {})}})


def told_to_leave(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows and all are told to leave, for an hour after"""
    return _ordered(seed, sets).count("order_heard")


def told_not_to_look(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows and all are told not to look for their own"""
    town = _ordered(seed, sets, gathering="forbidden")
    return town.count("set_out") - town.count("set_out", what=OPTIONS.index("go to safety"))


def sick_to_be_feared(seed: int, sets: Sections) -> float:
    """a town of 150 with medics and soldiers in which a contagion shows, for an hour after"""
    sure = {"clarity": 1.0, "contagious": True, "exposure": 1.0}
    return Town(seed, sets, **sure).count("kept_post", "reported_for_duty")


def by_telephone(seed: int, sets: Sections) -> float:
    """a town of 150 in which one in three sees a fire and the telephone works, for an hour after"""
    town = Town(seed, sets, cue=0.3, calls=True)
    return town.count("warned", what=SOURCES.index("a call"))


FAR: Mapping[str, Any] = {"safe": "beyond", "x": 100_000, "y": 0, "beyond": "1 m"}


@dataclass(frozen=True)
class Leaving:
    """a town of 150 with medics and soldiers in which a fire shows, for an hour after"""

    option: str

    def __call__(self, seed: int, sets: Sections) -> float:
        """How often the option is chosen."""
        return Town(seed, sets).count("decided", what=OPTIONS.index(self.option))
