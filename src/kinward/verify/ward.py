"""A street with a gate and a quarantine house, for checks of what a zone does with the bitten."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.body.courses import Layer, columns_of, the_rage
from kinward.city import Draft
from kinward.core.clock import MINUTE
from kinward.core.events import KIND, SUBJECT, WHAT
from kinward.core.vocabulary import A_POST, SOLDIER, WORKER
from kinward.engine.plan import Step
from kinward.engine.scenario import Scenario
from kinward.society.zone.siting import PLACES, QUARANTINE_HOUSE
from kinward.society.zone.vocabulary import RELEASED, SCREENED, TURNED_AWAY
from kinward.verify.worlds import process, rebuild_lists, world

SURE = {"sensitivity": 1.0, "specificity": 1.0}
GATE_M = 50.0  # m along the street
HOUSE = 1  # unit of the quarantine
MANY = 100_000  # beds, where they are not what it is about


class Ward:
    """`n` people who are nowhere yet, and a soldier (row n) on post at the gate.

    Args:
        sections: parameters that differ from the defaults, by section.
    """

    def __init__(self, n: int, **sections: Any) -> None:
        draft = Draft("ward")
        street = draft.passage(draft.node(0, 0), draft.node(100, 0), width=6.0)
        house = draft.building(centre=(70, 20), size=(30, 30), floors=2, door=(street, 70.0))
        draft.unit(house, floor=0, area=800.0)
        draft.unit(house, floor=0, area=50.0)
        rage = Scenario.from_data({"people": 1, **sections}).rage
        role = np.full(n + 1, WORKER, np.int8)
        role[n] = SOLDIER
        place_unit = np.full((len(PLACES), 1), HOUSE + 1, np.int32)
        place_unit[QUARANTINE_HOUSE] = HOUSE
        fixed = {
            **columns_of(the_rage(rage), [Layer("household", 0.0)], n + 1),
            "place_unit": place_unit, "role": role,
            "gate_passage": np.zeros(1, np.int32), "gate_offset": np.full(1, GATE_M),
            "scars_noticed": np.zeros(1, bool),
        }  # fmt: skip
        self.live = world(
            draft.compile(), n + 1, fixed=fixed, sizes={"contact": 0, "layer": 1}, **sections
        )
        a = self.live.array
        a("home")[:] = HOUSE + 1
        a("immune")[:] = False
        a("awake_mind")[:] = True
        a("withstands")[:] = np.inf
        a("passage")[:] = -1
        a("passage")[n], a("offset")[n], a("aim")[n] = 0, GATE_M, A_POST
        a("moving")[:] = False
        rebuild_lists(self.live)
        self.array = a
        self.steps = {
            name: Step(process(name), self.live)
            for name in ("rules", "infection", "roll", "signs", "gate", "quarantine")
        }
        self.steps["rules"](0)

    def put(self, who: Any, unit: int) -> None:
        """Put people into a unit, or at the gate (0); -1 takes them away."""
        a = self.array
        a("passage")[who] = 0 if unit >= 0 else -1
        a("unit")[who] = max(unit, 0)
        a("offset")[who] = GATE_M if unit == 0 else 70.0
        a("arrived")[who] = True

    def step(self, t: int, *names: str) -> tuple[np.ndarray, np.ndarray]:
        """One minute of some processes: who is released, who is turned away."""
        for name in names:
            self.steps[name](t)
        self.array("wish")[self.array("wishers")[: self.array("wish_n")[0]]] = 0
        self.array("wish_n")[0] = 0  # nobody walks: the check puts them where they wish to go
        ints = self.live.events.drain()[0]
        kind, who, what = ints[:, KIND], ints[:, SUBJECT], ints[:, WHAT]
        return who[kind == RELEASED], who[(kind == SCREENED) & (what == TURNED_AWAY)]


def minute(ms: float) -> int:
    """The whole minute (ms) at or after a time."""
    return int(-(-ms // MINUTE)) * MINUTE
