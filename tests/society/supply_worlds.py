"""A small quiet zone for tests of supply: nobody hunts, nobody's mind interferes, all walk.

Only the processes named are stepped, so that little has to be compiled. In place of the guard,
whoever comes to the gate is let through at once.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KINDS
from kinward.core.vocabulary import A_GATE, A_ROUTINE
from kinward.engine.build import build
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import load_scenario
from kinward.society.zone.siting import STORES
from kinward.society.zone.supply import pairs

MOVING = ("keep", "set_out", "walk", "cross")
RUNNING = ("sky", "supply", "search", "runs", *MOVING)


@cache
def _built():
    live = build(load_scenario("kyoto", people=300, infected_per_living=0.0))
    return live, {name: a.copy() for name, a in live.state.arrays.items()}


class Quiet:
    """The zone at its start (06:00), with the named processes of the plan.

    Args:
        names: processes to step, in the order of the plan.
        sets: parameters by section, as {"supply": {"every": 1.0}}.
    """

    def __init__(self, names=RUNNING, **sets):
        self.live, start = _built()
        for name, a in start.items():
            np.copyto(self.live.state.arrays[name], a)
        self.live.events.drain()
        self.live.events.head[:] = 0
        plain = load_scenario("kyoto", people=300, infected_per_living=0.0)
        data = plain.to_data()
        for section, values in sets.items():
            data[section] |= values
        self.live.world.scenario = type(plain).from_data(data)
        self.steps = [Step(p, self.live) for p in PLAN if p.name in names]
        self.t = 0
        self.events = []
        self.a("rule_search")[0] = True
        self.stores = int(self.a("place_unit")[STORES, 0])

    def a(self, name):
        """A column by name."""
        return self.live.array(name)

    def until(self, hour, each=None):
        """Go on to `hour` (h since the start of the run at 06:00); `each` is called each minute."""
        active, wishes, sounds = (self.a(n) for n in ("active_n", "wish_n", "sound_n"))
        for t in range(self.t, int(hour * HOUR), MINUTE):
            for clock in ("hour", "minute"):
                if clock == "minute" or t % HOUR == 0:
                    self._step(clock, t)
            for s in range(60):
                if active[0] == 0 and wishes[0] == 0:
                    break
                self._step("second", t + 1000 * s)
            sounds[0] = 0
            self._rest()
            gate = np.flatnonzero(self.a("aim") == A_GATE)
            self.a("aim")[gate] = A_ROUTINE
            if each:
                each(t)
            ints, reals, first = self.live.events.drain()
            self.events += [(*i, *r, first + n) for n, (i, r) in enumerate(zip(ints, reals))]
        self.t = int(hour * HOUR)
        return self

    def _step(self, clock, t):
        for step in self.steps:
            if step.process.clock == clock:
                step(t)

    def _rest(self):
        """Those who arrived are no longer stepped."""
        n, rows = self.a("active_n"), self.a("active_list")
        kept = [m for m in rows[: n[0]].tolist() if self.a("moving")[m]]
        self.a("active")[rows[: n[0]]] = False
        self.a("active")[kept] = True
        rows[: len(kept)] = kept
        n[0] = len(kept)

    def seen(self, name):
        """Events of a kind as dictionaries, in order."""
        fields = ("t", "kind", "subject", "object", "k", "place", "what", "cause", "value",
                  "value2", "n")  # fmt: skip
        return [dict(zip(fields, e)) for e in self.events if KINDS[int(e[1])].name == name]

    def goods(self):
        """All there is of each item, in places and on people."""
        return self.a("stock").sum(0, dtype=np.float64) + self.a("load").sum(0, dtype=np.float64)

    def pairs(self):
        """Pairs of scouts, leader first."""

        class C:
            key, age = self.a("key"), self.a("age")
            partner_at_work, group_id = self.a("partner_at_work"), self.a("group_id")

        return pairs(C)

    def end(self, m):
        """m dies where they are."""
        from kinward.city.places import Places, take_out
        from kinward.core.bundles import PLACES

        take_out(Places(*(self.a(n) for n in PLACES)), m)
        self.a("fate")[m], self.a("fate_t")[m] = 1, self.t
        self.a("gone")[m], self.a("moving")[m] = True, False
