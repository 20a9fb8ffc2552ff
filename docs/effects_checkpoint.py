"""A small town that leaves through a checkpoint, in which one mechanism of it shows."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections

from kinward.core.choices import OPTIONS
from kinward.verify.dangers import FIRE, NO_TRADES

PEOPLE, SHOWS, LASTS = 150, 5, 150  # minutes until the danger shows, and after


class Leaving(Played):
    """A town of 150 on foot that leaves a fire through a checkpoint with few seats.

    Args:
        seed: of the run. sets: parameters that differ from the default, by section.
        hurt: every so many of the people is hurt and bleeds.
        raids: so many raids on the checkpoint are noted half an hour after the danger showed.
        again: whoever is there an hour after it showed has to queue once more.
        facts: of the section `checkpoint`, unless `sets` says else.
    """

    def __init__(self, seed: int, sets: Sections, hurt: int = 0, raids: int = 0,
                 again: bool = False, **facts: Any) -> None:  # fmt: skip
        data = {
            "map": "ruins", "people": PEOPLE, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 9.5, "zone": {"on": False}, "roles": NO_TRADES,
            "warning": {"on": True, "at": f"{SHOWS} min", **FIRE},
            "checkpoint": {"on": True, "quarantine": "20 min", "first": "40 min", "seats": 12,
                           "every": "10 min", "boards": "5 min", **facts},
            "boarding": {"reads": "5 min"},
        }  # fmt: skip
        super().__init__(data, sets)
        if hurt:
            who = np.arange(0, PEOPLE, hurt)
            self.a("hurt")[who], self.a("bleeding")[who] = 0.2, 3.0
        pause = 30 if raids else 60 if again else LASTS
        self.play(SHOWS + pause)
        self.a("cp_raids")[:] += raids
        if again:
            self.a("cp_state")[:], self.a("cp_at")[:] = 0, -1
        if pause < LASTS:
            self.play(LASTS - pause, SHOWS + pause)


def leaving(seed: int, sets: Sections) -> float:
    """a town of 150 that leaves through a checkpoint"""
    return Leaving(seed, sets).count("joined_queue")


def wounded(seed: int, sets: Sections) -> float:
    """a town of 150 that leaves through a checkpoint, every fifth of them hurt"""
    return Leaving(seed, sets, hurt=5).count("aided")


def reported(seed: int, sets: Sections) -> float:
    """a town of 150 that leaves through a checkpoint, every fifth of them hurt"""
    return Leaving(seed, sets, hurt=5, credence=0.5).count("came_to_believe")


def offered(seed: int, sets: Sections) -> float:
    """a town of 150 at a checkpoint with two seats each ten minutes"""
    return Leaving(seed, sets, seats=2, promise_rate="30 /h").count("seat_offered")


def found(seed: int, sets: Sections) -> float:
    """a town of 150 that leaves through a checkpoint"""
    return Leaving(seed, sets).count("found_in_lists")


def waited(seed: int, sets: Sections) -> float:
    """a town of 150 that leaves through a checkpoint"""
    return Leaving(seed, sets).count("waited_here")


def _more(sets: Sections, **facts: Any) -> dict[str, dict[str, Any]]:
    return {**sets, "boarding": {**facts, **sets.get("boarding", {})}}


def boarding(seed: int, sets: Sections) -> float:
    """a town of 150 at a checkpoint with two seats each ten minutes, to whom parting is nothing"""
    town = Leaving(seed, _more(sets, parting=0.0), seats=2)
    return town.count("decided", what=OPTIONS.index("board"))


def serving(seed: int, sets: Sections) -> float:
    """a town of 150 at a checkpoint that is soon overrun, with two seats each ten minutes"""
    town = Leaving(seed, _more(sets, serving=0.0, overrun="0.5 /h"), seats=2,
                   promise_rate="30 /h")  # fmt: skip
    return town.count("stayed_to_serve")


def raided(seed: int, sets: Sections) -> float:
    """a town of 150 at a checkpoint with two seats each ten minutes, and eight raids on it"""
    town = Leaving(seed, _more(sets, serving=0.0), seats=2, raids=8, promise_rate="30 /h")
    return town.count("stayed_to_serve")


def back_again(seed: int, sets: Sections) -> float:
    """a town of 150 at a checkpoint, who all come to it a second time"""
    return Leaving(seed, sets, again=True, seats=150, quarantine="80 min").count("boarded")
