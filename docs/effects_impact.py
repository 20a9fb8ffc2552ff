"""An impact on a small town, and what it leaves of houses, streets, air and people."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections

from kinward.core.choices import OPTIONS
from kinward.verify.dangers import NO_TRADES

PEOPLE, FALLS, LASTS = 150, 1, 30  # minutes until it falls, and after


class Struck(Played):
    """A town of 150 at ten in the morning on whose middle something of 20 t falls."""

    def __init__(self, seed: int, sets: Sections, lasts: int = LASTS) -> None:
        data: dict[str, Any] = {
            "map": "ruins", "people": PEOPLE, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False}, "roles": NO_TRADES,
            "impact": {"on": True, "at": f"{FALLS} min", "energy": "20 t", "x": 540, "y": 520},
        }  # fmt: skip
        super().__init__(data, sets)
        self.play(FALLS + lasts)


def struck(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls"""
    return Struck(seed, sets).count("died", "trapped", "blasted")


def in_ruins(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls"""
    return Struck(seed, sets).count("building_fell")


def room_left(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls"""
    return float((Struck(seed, sets).a("cell_open") < 1.0).sum())


def hurt(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls and no house does"""
    quiet = {**sets, "impact": {**sets.get("impact", {}), "collapse": False}}
    return Struck(seed, quiet).count("died", "blasted")


def in_the_air(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls"""
    return float(Struck(seed, sets).a("smoke").max())


def breathing(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls that hurts nobody else, in bad air"""
    bad = {
        **sets, "impact": {**sets.get("impact", {}), "hurts": False, "kills_inside": 0.0,
                           "traps": 0.0, "severe": 0.0},
        "air": {"harm": 0.5, **sets.get("air", {})},
    }  # fmt: skip
    town = Struck(seed, bad)
    living = (town.a("fate") == 0) & (town.a("passage") >= 0)
    return float(np.mean(town.a("hurt")[living]))


# who got out of a house that traps all others, in a danger that nobody runs from
_AT_HOME = {"impact": {"hurts": False, "kills_inside": 0.0, "traps": 0.6, "depth": 10.0,
                       "severe": 0.1, "bleeds": 0.0},
            "warning": {"on": True, "at": f"{FALLS} min", "cue": 1.0, "time_left": "24 h"},
            "timetable": {"on": False}}  # fmt: skip
_WATCH = 120  # min


def _under_rubble(seed: int, sets: Sections) -> Struck:
    stage = {name: {**_AT_HOME.get(name, {}), **sets.get(name, {})} for name in {*_AT_HOME, *sets}}
    return Struck(seed, stage, _WATCH)


def dug_out(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls, all at home, for two hours after"""
    return _under_rubble(seed, sets).count("dug_out")


def digging(seed: int, sets: Sections) -> float:
    """a town of 150 on which something falls, all at home, for two hours after"""
    return _under_rubble(seed, sets).count("decided", what=OPTIONS.index("dig for"))


_FIRE = {"impact": {"hurts": False, "collapse": False},
         "fire": {"on": True, "ignites": 0.1, "rate": "3 /h", "kills": "10 /h"}}  # fmt: skip


_AT_HOME_IN_IT = {**_FIRE, "timetable": {"on": False},
                  "fire": {"on": True, "ignites": 0.6, "kills": "6 /h"}}  # fmt: skip


def _burning(seed: int, sets: Sections, stage: Sections) -> Struck:
    return Struck(seed, {n: {**stage.get(n, {}), **sets.get(n, {})} for n in {*stage, *sets}})


def on_fire(seed: int, sets: Sections) -> float:
    """a town of 150 in which a tenth of the houses take fire at once"""
    return _burning(seed, sets, _FIRE).count("took_fire")


def in_the_fire(seed: int, sets: Sections) -> float:
    """a town of 150, all at home, in which six houses of ten take fire at once"""
    return _burning(seed, sets, _AT_HOME_IN_IT).count("died")
