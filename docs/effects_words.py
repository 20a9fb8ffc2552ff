"""A small town whose households agreed on meeting places; squads with runners; a barricade."""

from __future__ import annotations

from typing import Any

from effects_checkpoint import Leaving
from effects_stage import Played, Sections
from effects_swarm import Garrison, nothing

from kinward.core.choices import OPTIONS
from kinward.verify.dangers import FIRE, NO_TRADES

MEETING = OPTIONS.index("go to the meeting place")


class Apart(Played):
    """A town of 150 on foot in which a fire shows at five minutes past half past nine.

    Every household agreed on a meeting place, and everybody writes notes, unless `sets` says else.
    """

    def __init__(self, seed: int, sets: Sections, **facts: Any) -> None:
        data = {
            "map": "ruins", "people": 150, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 9.5, "zone": {"on": False}, "roles": NO_TRADES,
            "warning": {"on": True, "at": "5 min", **FIRE},
            "reunion": {"on": True, "agreed": 1.0, "writes": 1.0, **facts},
        }  # fmt: skip
        super().__init__(data, sets)
        self.play(95)


def to_the_place(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, all of whose households agreed on a place"""
    return Apart(seed, sets).count("at_meeting_place")


def chose_the_place(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, all of whose households agreed on a place"""
    return Apart(seed, sets).count("decided", what=MEETING)


def notes_read(seed: int, sets: Sections) -> float:
    """a town of 150 in which a fire shows, all of whom write notes"""
    return Apart(seed, sets, agreed=0.0).count("read_note")


def runners(seed: int, sets: Sections) -> float:
    """a town of 300 with soldiers in squads whom no radio reaches, for an hour and a half"""
    whole = {**sets, "platoon": {"reached": 0.0, **sets.get("platoon", {})},
             "messengers": {"least": 1, **sets.get("messengers", {})}}  # fmt: skip
    return Garrison(seed, whole, 90).run(0, nothing).count("runner_brought", "runner_in_vain")


def on_watch(seed: int, sets: Sections) -> float:
    """a town of 150 at a checkpoint that is soon overrun, with two seats each ten minutes"""
    whole = {**sets, "boarding": {"serving": 0.0, "overrun": "0.5 /h", **sets.get("boarding", {})}}
    return Leaving(seed, whole, seats=2, promise_rate="30 /h").count("on_watch")
