"""A city's usual day and what stands in its streets: small children, buses, cars."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections, raised

from kinward.verify.dangers import NO_TRADES

PEOPLE, FALLS = 400, 10  # minutes until something falls


class Afternoon(Played):
    """A town of 400 in Shanghai at three; something falls ten minutes later."""

    def __init__(self, seed: int, sets: Sections, lasts: int = FALLS + 2) -> None:
        data: dict[str, Any] = {
            "map": "shanghai", "people": PEOPLE, "infected_per_living": 0, "seed": seed,
            "days": 1, "start_hour": 15, "zone": {"on": False}, "roles": NO_TRADES,
            "heights": {"stair": "0 /day", "rotten": "0 %"},
            "timetable": {"errands": 1.0, "business": 1.0},
            "buses": {"every": "50 m", "street": "5 m", "rides": "100 m"},
            "impact": {"on": True, "at": f"{FALLS} min", "energy": "20 t", "x": 0, "y": 0,
                       "collapse": False, "hurts": False},
        }  # fmt: skip
        super().__init__(data, sets)
        self.play(lasts)


def on_buses(seed: int, sets: Sections) -> float:
    """a town of 400 in Shanghai, all of whom have errands"""
    return Afternoon(seed, raised(sets, "buses.on=true")).count("got_on")


def left_standing(seed: int, sets: Sections) -> float:
    """a town of 400 in Shanghai on which something falls"""
    return float((Afternoon(seed, raised(sets, "traffic.on=true")).a("cell_open") < 1.0).sum())


def in_flames(seed: int, sets: Sections) -> float:
    """a town of 400 in Shanghai, every fifth house of which takes fire"""
    burns = raised(sets, "traffic.on=true", "fire.on=true", "fire.ignites=0.2",
                   "fire.struck=0.1 kPa")  # fmt: skip
    return Afternoon(seed, burns, FALLS + 60).count("cars_burn")


def left_alone(seed: int, sets: Sections) -> float:
    """a town of 400 in Shanghai at three in the afternoon"""
    town = Afternoon(seed, sets, 1)
    at_home = (town.a("unit") == town.live.array("home")) & (town.a("infected") == 0)
    small = np.flatnonzero(at_home & (town.a("age") < 10) & (town.a("pupil") & 1 == 0))
    grown = town.a("household")[at_home & (town.a("age") >= 14)]
    return float((~np.isin(town.a("household")[small], grown)).sum())
