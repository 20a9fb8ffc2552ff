"""A small city for tests of single processes of the second: movers put there by hand."""

from __future__ import annotations

import numpy as np
from tests.society.zone_world import Zone

from kinward.core.events import KINDS
from kinward.engine.plan import PLAN, Step

SCAFFOLD, STAIRS = 10, 7


class City(Zone):
    """A zone of 300 with nobody active; `second` steps the named processes once."""

    def __init__(self, **sets):
        super().__init__(**sets)
        self.c.active[:] = False
        self.c.active_n[0] = self.c.hunt_n[0] = 0
        self.c.sound_n[0] = self.c.think_n[0] = self.c.wish_n[0] = 0
        self.c.pending[:] = -1
        self.c.wish[:] = 0

    def wake(self, *who):
        """Let these be stepped."""
        for m in who:
            if not self.c.active[m]:
                self.c.active[m] = True
                self.c.active_list[self.c.active_n[0]] = m
                self.c.active_n[0] += 1

    def hunts(self, x, prey=-1, stage=3):
        """Let infected x be awake, after prey."""
        c = self.c
        c.alert[x], c.in_hunt[x], c.foe[x], c.stage[x] = 2, True, prey, stage
        c.attend_until[x] = self.t + 600_000
        c.hunters[c.hunt_n[0]] = x
        c.hunt_n[0] += 1
        self.wake(x)

    def infected(self, n):
        """Rows of n of the infected, by key."""
        who = np.flatnonzero((self.c.fate == 2) & ~self.c.gone)
        return who[np.argsort(self.c.key[who])][:n].tolist()

    def second(self, *names, n=1):
        """Step these processes for n seconds; returns the events as (name, subject, object)."""
        out = []
        for _ in range(n):
            for name in ("footing", *names):
                if name not in self.steps:
                    self.steps[name] = Step(next(p for p in PLAN if p.name == name), self.live)
                self.steps[name](self.t)
            ints, reals, _ = self.live.events.drain()
            for row, value in zip(ints.tolist(), reals.tolist()):
                self.events.append((*row, *value))
                out.append((KINDS[row[1]].name, row[2], row[3]))
            self.t += 1000
        return out

    def scaffold(self, least=9.0):
        """A scaffold beyond the wall, at least so high (m)."""
        c = self.c
        rows = np.flatnonzero((c.p_kind == SCAFFOLD) & (c.p_len >= least) & ~c.p_zone)
        return int(rows[0])

    def put_on(self, m, passage, offset):
        """Put m on a passage, well and alone."""
        c = self.c
        c.fate[m], c.gone[m], c.hurt[m], c.bleeding[m] = 0, False, 0.0, 0.0
        self.put(m, passage=passage, offset=offset)
        c.moving[m] = True
        self.wake(m)
