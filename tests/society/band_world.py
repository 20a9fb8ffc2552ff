"""Small worlds of bands whose people and ties a test names."""

from __future__ import annotations

import numpy as np

from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KINDS
from kinward.engine.build import build
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import Scenario, load_scenario

DAY_MIN = 24 * 60


def scenario(members, bands, ties=(), **sections):
    """A scenario of the people named, without infected, in the ruins."""
    data = load_scenario("ruins", people=len(members), infected_per_living=0, seed=5).to_data()
    data["bands"] |= {
        "count": len(bands), "hostile": 0, "member": list(members), "band": list(bands),
        "tie": list(ties),
    }  # fmt: skip
    for name, values in sections.items():
        data[name] |= values
    return Scenario.from_data(data)


def person(name, band="", **more):
    """An entry of bands.member."""
    return {"name": name, "band": band, **more}


def tie(a, b, strength=0.6, trust=0.6, kind="friend"):
    """An entry of bands.tie."""
    return {"a": a, "b": b, "strength": strength, "trust": trust, "kind": kind}


class Bands:
    """A live world of named people; processes are stepped one by one."""

    def __init__(self, members, bands, ties=(), **sections):
        self.live = build(scenario(members, bands, ties, **sections))
        self.a = self.live.array
        self.row = {n: i for i, n in enumerate(self.live.world.population.name)}

    def step(self, name, t):
        """Run one process of the plan at time t (ms)."""
        process = next(p for p in PLAN if p.name == name)
        Step(process, self.live)(t)

    def at(self, hour, minute=0, day=0):
        """Time (ms) of a time of day; the run starts at six."""
        return int((day * 24 + hour - 6) * HOUR + minute * MINUTE)

    def events(self, kind=None):
        """Events in the buffer as dictionaries, of one kind."""
        log = self.live.events
        out = []
        for ints, reals in zip(log.ints[: log.head[0]], log.reals[: log.head[0]]):
            name = KINDS[int(ints[1])].name
            if kind in (None, name):
                out.append({
                    "t": int(ints[0]), "kind": name, "subject": int(ints[2]),
                    "object": int(ints[3]), "k": int(ints[4]), "place": int(ints[5]),
                    "what": int(ints[6]), "cause": int(ints[7]), "value": float(reals[0]),
                    "value2": float(reals[1]),
                })  # fmt: skip
        return out

    def clear(self):
        """Forget the events so far."""
        self.live.events.drain()
        self.live.decisions.drain()

    def ties_row(self, a, b):
        """Row of the tie of two people by name."""
        m, o = self.row[a], self.row[b]
        rows = np.arange(self.a("tie_ptr")[m], self.a("tie_end")[m])
        return int(rows[self.a("tie_to")[rows] == o][0])

    def say(self, who, occasion, option, about, event=-1):
        """Let somebody answer an occasion."""
        m, n = self.row[who], int(self.a("answer_n")[0])
        self.a("answerers")[n] = m
        self.a("answer_n")[0] = n + 1
        self.a("answer")[m], self.a("answer_to")[m] = option, occasion
        self.a("answer_about")[m] = self.row[about] if isinstance(about, str) else about
        self.a("answer_event")[m] = event
