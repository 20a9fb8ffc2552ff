"""The World: what is fixed during a run. The State is what changes; nothing else holds anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kinward.city.graph import PlaceGraph
from kinward.city.routes import Ways
from kinward.core.columns import State
from kinward.core.decisions import DecisionBuffer
from kinward.core.events import EventBuffer
from kinward.engine.scenario import Scenario
from kinward.people.population import Population, Timetable
from kinward.society.bands.plan import BandPlan


@dataclass
class World:
    """City, people and parameters, with every fixed column by name in `arrays`."""

    scenario: Scenario
    graph: PlaceGraph
    population: Population
    timetable: Timetable
    zone: Any
    ways: Ways
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    bands: BandPlan | None = None
    layers: tuple[str, ...] = ()  # names of the contact layers, in their order
    checkpoints: list[Any] = field(default_factory=list)  # of each: passage, offset (m), unit
    spots: list[Any] = field(default_factory=list)  # where each newcomer enters
    changes: tuple[Any, ...] = ()  # the interventions, their names resolved into rows

    @property
    def n(self) -> int:
        """Number of movers."""
        return self.population.n


@dataclass
class Live:
    """A world with its state and the buffers of what happens: what a run moves forward."""

    world: World
    state: State
    events: EventBuffer
    decisions: DecisionBuffer

    def array(self, name: str) -> np.ndarray:
        """Any column by name: state, buffer, or fixed. Raises KeyError."""
        if name in self.state.arrays:
            return self.state.arrays[name]
        if name in BUFFERS:
            owner, attribute = BUFFERS[name]
            return getattr(getattr(self, owner), attribute)
        return self.world.arrays[name]


BUFFERS = {
    "ev_ints": ("events", "ints"),
    "ev_reals": ("events", "reals"),
    "ev_head": ("events", "head"),
    "de_rows": ("decisions", "rows"),
    "de_options": ("decisions", "options"),
    "de_parts": ("decisions", "parts"),
    "de_beliefs": ("decisions", "beliefs"),
    "de_values": ("decisions", "values"),
    "de_head": ("decisions", "head"),
}
