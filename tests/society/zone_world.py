"""A small zone for tests of its institutions: people put there by hand, single processes stepped.

The world is built once; each `Zone` starts from the same copy of its state. Nobody walks: tests
put people where they want them (`put`), or carry out what they wished for (`go`).
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from kinward.city.places import rebuild
from kinward.core.clock import HOUR, MINUTE
from kinward.core.events import KINDS
from kinward.core.vocabulary import HOME, POST, SOLDIER
from kinward.engine.build import build
from kinward.engine.plan import PLAN, Step
from kinward.engine.scenario import load_scenario
from kinward.society.zone.siting import CLINIC_WARD, QUARANTINE_HOUSE, STORES

NOON = 6 * HOUR  # runs start at six
_LISTS = (
    "passage", "offset", "unit", "cell", "facing", "next_in", "prev_in", "first_in", "cell_n",
    "gone", "p_len", "p_cell", "p_ncell",
)  # fmt: skip


@cache
def built():
    """The world of 300 people and a copy of its state at the start."""
    live = build(load_scenario("kyoto", people=300))
    a = live.array
    living = np.flatnonzero((a("fate") == 0) & (a("passage") >= 0))
    a("unit")[living] = a("home")[living]
    for name, of in (("passage", "u_passage"), ("offset", "u_off")):
        a(name)[living] = a(of)[a("home")[living]]
    rebuild(*(a(n) for n in _LISTS))
    return live, {name: a.copy() for name, a in live.state.arrays.items()}


class Zone:
    """The zone at its start, everybody at home and awake, the gates without posts.

    Args:
        sets: changes of parameters by section, as {"zone": {"sensitivity": 1.0}}.
    """

    def __init__(self, **sets):
        self.live, start = built()
        for name, a in start.items():
            np.copyto(self.live.state.arrays[name], a)
        self.live.events.drain()
        self.live.decisions.drain()
        plain = load_scenario("kyoto", people=300)
        data = plain.to_data()
        for section, values in sets.items():
            data[section] |= values
        self.live.world.scenario = type(plain).from_data(data)
        names = {*self.live.state.arrays, *self.live.world.arrays, "ev_ints", "ev_reals", "ev_head"}
        self.c = SimpleNamespace(**{n: self.live.array(n) for n in names})
        self.c.activity[:] = HOME
        self.events = []
        self.t = NOON
        self.steps = {}
        self.house, self.ward, self.stores = (
            int(self.c.place_unit[i, 0]) for i in (QUARANTINE_HOUSE, CLINIC_WARD, STORES)
        )

    def rows(self, role=None, n=None):
        """Living grown people of a role, by key, each of another household."""
        c = self.c
        who = np.flatnonzero((c.fate == 0) & ~c.gone & (c.age >= 18) & (c.passage >= 0))
        if role is not None:
            who = who[c.role[who] == role]
        who = who[np.argsort(c.key[who])]
        _, first = np.unique(c.household[who], return_index=True)
        return who[np.sort(first)][:n].tolist()

    def settle(self):
        """Rebuild the lists after positions were written."""
        rebuild(*(getattr(self.c, n) for n in _LISTS))

    def put(self, m, unit=0, passage=None, offset=0.0):
        """Put m into a unit, or on a passage."""
        c = self.c
        c.unit[m] = unit
        c.passage[m] = c.u_passage[unit] if unit else passage
        c.offset[m] = c.u_off[unit] if unit else offset
        c.moving[m], c.arrived[m], c.wish[m] = False, True, 0
        self.settle()

    def go(self, m):
        """Put m where it last wished to go."""
        c = self.c
        assert c.wish[m] == 1, "has not been sent anywhere"
        self.put(m, int(c.wish_unit[m]), int(c.wish_passage[m]), float(c.wish_offset[m]))
        c.wish_n[0] = 0
        c.wish[:] = 0

    def at_gate(self, m, g=0):
        """Put m at a gate."""
        self.put(m, 0, int(self.c.gate_passage[g]), float(self.c.gate_offset[g]))

    def post(self, m, g=0):
        """Let soldier m stand on post at a gate."""
        assert self.c.role[m] == SOLDIER
        self.c.activity[m] = POST
        self.at_gate(m, g)

    def run(self, *names, minutes=1, step=MINUTE):
        """Step the roll and the named processes; returns the events as (name, subject, object)."""
        out = []
        for _ in range(minutes):
            for name in ("rules", "roll", "signs", *names):
                if name not in self.steps:
                    process = next(p for p in PLAN if p.name == name)
                    self.steps[name] = Step(process, self.live)
                self.steps[name](self.t)
            ints, reals, _ = self.live.events.drain()
            for row, value in zip(ints.tolist(), reals.tolist()):
                self.events.append((*row, *value))
                out.append((KINDS[row[1]].name, row[2], row[3]))
            self.t += step
        return out

    def last(self, name):
        """The last event of a kind: t, subject, object, k, place, what, cause, value, value2."""
        for e in reversed(self.events):
            if KINDS[e[1]].name == name:
                return SimpleNamespace(t=e[0], subject=e[2], object=e[3], k=e[4], place=e[5],
                                       what=e[6], cause=e[7], value=e[8], value2=e[9])  # fmt: skip
        raise AssertionError(f"no {name}")

    def count(self, name):
        """Events of a kind so far."""
        return sum(KINDS[e[1]].name == name for e in self.events)

    def bite(self, m, stage=1, part=5, known=False):
        """Let m be bitten."""
        c = self.c
        c.stage[m], c.bite_part[m], c.bite_known[m] = stage, part, known
        c.exposed_t[m] = self.t - HOUR
