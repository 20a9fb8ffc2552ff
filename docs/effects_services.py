"""A town on which something falls, and the crews that come: fires, ruins, the hurt, children."""

from __future__ import annotations

from typing import Any

import numpy as np
from effects_stage import Played, Sections, notes

from kinward.core import vocabulary as v
from kinward.core.bundles import PARTY
from kinward.core.choices import OPTIONS
from kinward.core.clock import MINUTE
from kinward.core.party import Party, leave
from kinward.engine.build import settle_lists
from kinward.engine.stepping import Engine
from kinward.verify.dangers import NO_TRADES

FALLS, LASTS, TENTH = 1, 90, 10  # minutes until it falls, and after
DIG = OPTIONS.index("dig for")


class Served(Played):
    """A town of 400 at ten in the morning, with crews, on whose middle something of 20 t falls.

    Args:
        seed: of the run. sets: parameters that differ, by section.
        stage: those of this world, unless `sets` says else. before: done to it in the tenth minute.
    """

    def __init__(
        self, seed: int, sets: Sections, stage: Sections | None = None, before: Any = None
    ) -> None:
        data: dict[str, Any] = {
            "map": "ruins", "people": 400, "infected_per_living": 0, "seed": seed, "days": 1,
            "start_hour": 10, "zone": {"on": False},
            "roles": {**NO_TRADES, "medics": "5 %", "firefighters": "5 %", "police": "4 %"},
            "impact": {"on": True, "at": f"{FALLS} min", "energy": "20 t", "x": 540, "y": 520,
                       "kills_inside": 0.2, "traps": 0.6},
            "fire": {"on": True, "ignites": 0.02, "douse": "5 min"},
            "warning": {"on": True, "at": f"{FALLS} min", "cue": 1.0, "clarity": 0.3,
                        "time_left": "6 h"},
            "services": {"on": True, "called": "30 /h", "net": "2 h"},
        }  # fmt: skip
        for section, values in (stage or {}).items():
            data[section] = {**data.get(section, {}), **values}
        super().__init__(data, sets)
        engine = Engine(self.live, self._keep)
        for minute in range(FALLS + LASTS):
            if before is not None and minute == TENTH:
                before(self)
            engine.minute(minute * MINUTE)

    def _keep(self, live: Any) -> None:
        self.noted += notes(live)
        live.decisions.drain()

    def strangers(self) -> float:
        """How many decided to dig for one of another household."""
        home = self.a("household")
        return float(sum(e.name == "decided" and e.what == DIG and home[e.who] != home[e.whom]
                         for e in self.noted))  # fmt: skip

    def treated(self) -> float:
        """How many wounds were dressed by those of crews."""
        crew = self.a("group_id") >= 0
        return float(sum(e.name == "treated" and crew[e.who] for e in self.noted))


def heard_below(seed: int, sets: Sections) -> float:
    """a town of 400 on which something falls, with crews"""
    return Served(seed, sets).count("cried_below")


def strangers_dig(seed: int, sets: Sections) -> float:
    """a town of 400 on which something falls, with crews"""
    return Served(seed, sets).strangers()


def called_out(seed: int, sets: Sections) -> float:
    """a town of 400 on which something falls, with crews"""
    return Served(seed, sets).count("crew_joined")


def put_out(seed: int, sets: Sections) -> float:
    """a town of 400 in which houses burn and none falls, with crews"""
    whole = {"impact": {"collapse": False, "hurts": False}, "fire": {"rate": "0.1 /h"}}
    return Served(seed, sets, whole).count("put_out")


def at_ruins(seed: int, sets: Sections) -> float:
    """a town of 400 on which something falls, with crews"""
    return Served(seed, sets).count("went_to_ruin")


def dressed(seed: int, sets: Sections) -> float:
    """a town of 400 on which something falls, with crews"""
    return Served(seed, sets).treated()


def brought_in(seed: int, sets: Sections) -> float:
    """a town of 400 on which something falls, with crews"""
    return Served(seed, sets).count("brought_in")


def beside_police(town: Served) -> None:
    """The police stand in the streets of the stations, and each has a child there with nobody."""
    a = town.a
    force = np.flatnonzero((a("role") == v.POLICE) & (a("fate") == 0) & a("sworn"))
    small = np.flatnonzero((a("age") >= 4) & (a("age") < 10) & (a("fate") == 0))
    n = min(len(force), len(small))
    party = Party(*(a(name) for name in PARTY))
    for m in (*force[:n].tolist(), *small[:n].tolist()):
        leave(party, m)
        a("guide")[m] = -1
    for who in (force[:n], small[:n]):
        a("passage")[who], a("unit")[who] = a("post_passage")[force[:n]], 0
        a("offset")[who] = a("post_offset")[force[:n]]
    a("aim")[small[:n]] = v.A_ROUTINE
    settle_lists(town.live)


def taken_along(seed: int, sets: Sections) -> float:
    """a town of 400 on which something falls, children alone in the street with police"""
    return Served(seed, sets, before=beside_police).count("took_in_charge")
