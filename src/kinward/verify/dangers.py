"""Small scenes of a danger without notice, and what is counted in them.

Each scene is facts: who is where, what shows, how clearly, how long people think they have. What
weighs how much in a mind is nowhere said here: that is the one set of parameters of the section
`warning`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from kinward.core.choices import O_SAFETY
from kinward.core.clock import MINUTE
from kinward.core.events import KIND, SUBJECT, WHAT, T
from kinward.core.vocabulary import ALIVE, EVACUATED
from kinward.engine.build import build
from kinward.engine.scenario import Scenario
from kinward.engine.stepping import Engine
from kinward.engine.world import Live
from kinward.mind.warning_vocabulary import SET_OUT

SHOWS = 30  # min after the start: 10:00 of a working morning
TOWN_PEOPLE = 800
NO_TRADES = dict.fromkeys(
    ("soldiers", "scouts", "medics", "cooks", "technicians", "officers"), "0 %"
)
SHORE = {"cue": 1.0, "clarity": 0.3, "time_left": "30 min"}
"""A shock that all feel, after which little time is thought to be left."""
FIRE = {"cue": 0.84, "clarity": 0.3, "time_left": "2 h"}
"""A danger that most see at once, and that is thought to take hours."""
BESIDE = 200.0  # m between the spots at which two are safe and find each other (assumed)


@dataclass(frozen=True)
class Scene:
    """What happened in a scene: the world at its end, and all events."""

    live: Live
    ints: np.ndarray
    reals: np.ndarray

    def rows(self, kind: int) -> np.ndarray:
        """Events of a kind, in the order in which they were emitted."""
        return self.ints[self.ints[:, KIND] == kind]


def town(
    seed: int, facts: Mapping[str, Any], *, people: int = TOWN_PEOPLE, last: int = 180,
    roles: Mapping[str, str] | None = None, prepare: Any = None,
    order: Mapping[str, Any] | None = None,
) -> Scene:  # fmt: skip
    """The whole of a small town on foot; the danger shows at 10:00.

    Args:
        seed: of the run. facts: of the section `warning`. people: who live there.
        last: minutes after the danger showed. roles: shares of trades that there are.
        prepare: called with the world before the danger shows.
        order: of the section `evacuation`.
    """
    scenario = Scenario.from_data({
        "map": "ruins", "people": people, "infected_per_living": 0, "seed": seed, "days": 1,
        "start_hour": 9.5, "zone": {"on": False}, "roles": {**NO_TRADES, **(roles or {})},
        "warning": {"on": True, "at": f"{SHOWS} min", **facts}, "evacuation": dict(order or {}),
    })  # fmt: skip
    live = build(scenario)
    seen: list[tuple[np.ndarray, np.ndarray]] = []

    def drain(live: Live) -> None:
        ints, reals, _ = live.events.drain()
        seen.append((ints, reals))
        live.decisions.drain()

    engine = Engine(live, drain)
    if prepare is not None:
        prepare(live)
    for t in range(0, (SHOWS + last) * MINUTE, MINUTE):
        engine.minute(t)
    ints, reals = (np.concatenate(part) for part in zip(*seen))
    return Scene(live, ints, reals)


def households(live: Live) -> list[np.ndarray]:
    """Rows of the members of every household of more than one."""
    ptr, member = live.array("h_ptr"), live.array("h_member")
    return [member[a:b] for a, b in pairwise(ptr) if b - a > 1]


def gathered(scene: Scene) -> np.ndarray:
    """Minutes from the first word to when each household was together, on the way or safe at one
    place; 0 of those together at once, inf of those who never were."""
    a = scene.live.array
    start = int(a("danger_t")[0])
    out = []
    for rows in households(scene.live):
        h = a("household")[rows[0]]
        warned = a("warned_t")[rows]
        first = warned[warned >= 0].min() if (warned >= 0).any() else start
        when = [float(a("gathered_t")[h])] if a("gathered_t")[h] >= 0 else []
        out_ = a("fate")[rows] == EVACUATED
        stay = (a("fate")[rows] == ALIVE) & a("p_safe")[a("passage")[rows]]
        if (out_ | stay).all() and _one_place(scene.live, rows):
            # of who stands where it is safe nothing says since when: counted as late as can be
            when.append(float(a("fate_t")[rows].max() if out_.all() else scene.ints[-1, T]))
        out.append(max(0.0, min(when) - first) / MINUTE if when else np.inf)
    return np.array(out)


def _one_place(live: Live, rows: np.ndarray) -> bool:
    """Whether all of them came to safety within BESIDE of one another."""
    g = live.world.graph
    at = np.array([g.point(int(live.array("passage")[m]), float(live.array("offset")[m]))
                   for m in rows])  # fmt: skip
    return bool(np.hypot(*(at - at[0]).T).max() <= BESIDE)


def apart(scene: Scene) -> np.ndarray:
    """Whether each household was apart when the danger showed."""
    a = scene.live.array
    start = a("danger_t")[0]
    return np.array([a("gathered_t")[a("household")[rows[0]]] != start
                     for rows in households(scene.live)])  # fmt: skip


@dataclass(frozen=True)
class Evacuees:
    """Those who reached safety: rows, minutes to setting out, minutes on the way, who dropped in
    somewhere first."""

    who: np.ndarray
    set_out: np.ndarray
    on_way: np.ndarray
    dropped_in: np.ndarray

    @property
    def share(self) -> float:
        """Share of those who dropped in."""
        return float(self.dropped_in.mean())

    @property
    def ratio(self) -> float:
        """How many times as long those who dropped in took from setting out to safety."""
        return float(self.on_way[self.dropped_in].mean() / self.on_way[~self.dropped_in].mean())


def evacuees(scene: Scene) -> Evacuees:
    """Who reached safety, when they set out and whether they dropped in anywhere before."""
    a = scene.live.array
    out, end = a("set_out_t"), a("fate_t")
    who = np.flatnonzero((a("fate") == EVACUATED) & (out >= 0))
    rows = scene.rows(SET_OUT)
    elsewhere = np.zeros(scene.live.world.n, bool)
    elsewhere[rows[rows[:, WHAT] != O_SAFETY, SUBJECT]] = True
    start = int(a("danger_t")[0])
    return Evacuees(who, (out[who] - start) / MINUTE, (end[who] - out[who]) / MINUTE,
                    elsewhere[who])  # fmt: skip
