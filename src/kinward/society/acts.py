"""Acts of institutions: looking somebody over, sending them somewhere, carrying out the protocol.

Small helpers of the Python processes of this room. `c` are the columns of the process, which
declares ACT_WRITES, ACT_READS and ACT_FIXED, and those of LOOK, NEAR, WAY and KILL where it looks
at people, finds who is near, measures ways or kills.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import Places, take_out
from kinward.city.routes import Net, chart_of, remaining, ways
from kinward.city.sight import Axes, along
from kinward.core.bundles import AXES, EVENTS, GOES_BY, NET, PENDING, PLACES, WISH
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.math import exp, log
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.vocabulary import (
    A_CLINIC,
    A_QUARANTINE,
    A_ROUTINE,
    BY_PROTOCOL,
    DEAD,
    DIED,
    STAGE_IMMUNE,
    STAGE_LATENT,
    STAGE_ONE,
)
from kinward.core.wish import Wish, go
from kinward.society.zone.purposes_gate import LOOK, LOOK_BITE
from kinward.society.zone.siting import CLINIC_WARD, QUARANTINE_HOUSE
from kinward.society.zone.vocabulary import NOTICED_WELL, PROTOCOL

FREE, WATCHED, CONDEMNED, CLEARED = range(4)
"""Column `held`: at liberty; kept in quarantine; to die by the protocol; known to stay well."""

LOOK_READS = ("signs", "bite_shows")
LOOK_FIXED = ("key", "seed")
SCAR_FIXED = ("scars_noticed",)
AIMED = ("aim", "aim_about", "aim_event", "case_event")
ACT_WRITES = (*WISH, "running", *EVENTS, *AIMED)
ACT_READS = ("passage", "unit", "offset", "home")
ACT_FIXED = ("p_len", "u_passage", "u_off", "place_unit")
KILL_WRITES = (
    *PLACES, "moving", "fate", "fate_t", "gone", "foe", "held", "sought", "stay_until", "gate_t",
    "wronged", "enforcer",
)  # fmt: skip
WELL_WRITES = ("held", "sought", "stay_until", "stay_from", "gate_t")
NEAR_READS = (*PLACES, "offset")
NEAR_FIXED = (*AXES, "p_len")
WAY_READS = GOES_BY
WAY_FIXED = NET


def less(names: tuple[str, ...], written: tuple[str, ...]) -> tuple[str, ...]:
    """Columns that are read and not written, each once."""
    return tuple(dict.fromkeys(n for n in names if n not in written))


def once(*names: str) -> tuple[str, ...]:
    """Column names, each once."""
    return tuple(dict.fromkeys(names))


def rolled(c: Any) -> np.ndarray:
    """Rows of those on the roll."""
    return c.roll[: c.roll_n[0]]


def by_key(c: Any, rows: np.ndarray) -> list[int]:
    """Rows in the order of their keys, which no other order may replace."""
    return rows[np.argsort(c.key[rows], kind="stable")].tolist()


def note(
    c: Any, t: int, kind: int, subject: int, object: int = -1, k: int = 0, place: int = -1,
    what: int = -1, value: float = 0.0, value2: float = 0.0, cause: int = -1,
) -> int:  # fmt: skip
    """Write an event; returns its number."""
    return int(emit(c.ev_ints, c.ev_reals, c.ev_head, t, kind, subject, object, k, place, what,
                    float(value), float(value2), cause))  # fmt: skip


def draw(c: Any, purpose: int, m: int, other: int, t: int, k: int = 0) -> float:
    """A uniform draw for m and another (-1 nobody) at time t."""
    whom = c.key[other] if other >= 0 else np.uint64(0)
    return float(uniform(c.seed[0], purpose, c.key[m], whom, t, k))


def look(c: Any, t: int, m: int, by: int, k: int = 0) -> float:
    """What `by` makes of m's signs at a look: log odds; above 0 they look like Stage One."""
    u = draw(c, LOOK, m, by, t, k)
    return float(c.signs[m]) + float(log(u / (1.0 - u)))


def looks_sure(c: Any, t: int, m: int, by: int, first: float, sure: float, looks: int) -> bool:
    """Whether every one of some looks (the first is given) says Stage One beyond doubt."""
    return first > sure and all(look(c, t, m, by, k) > sure for k in range(1, looks))


def bite_seen(c: Any, t: int, m: int, by: int, k: int = 0) -> bool:
    """Whether a look finds a bite on m."""
    shows = float(c.bite_shows[m])
    return shows > 0.0 and draw(c, LOOK_BITE, m, by, t, k) < shows


def score(x: float) -> float:
    """Log odds as a score 0..1."""
    return 1.0 / (1.0 + float(exp(-x)))


def is_infected(c: Any, m: int) -> float:
    """The truth: 1 if m carries The Rage, else 0."""
    return float(c.stage[m] in (STAGE_LATENT, STAGE_ONE))


class Way:
    """Sends people on their way, and measures ways, over the columns of a process."""

    def __init__(self, c: Any) -> None:
        self.c = c
        self._wish = Wish(*(getattr(c, n) for n in WISH))
        self._net: Net | None = None

    def to_unit(self, m: int, unit: int, run: bool = False) -> None:
        """Let m go to a unit."""
        self.to_point(m, int(self.c.u_passage[unit]), float(self.c.u_off[unit]), unit, run)

    def to_point(self, m: int, p: int, off: float, unit: int = 0, run: bool = False) -> None:
        """Let m go to offset `off` (m) of passage p, and into `unit` there if above 0."""
        self.c.running[m] = run
        go(self._wish, m, p, off, unit)

    def to_person(self, m: int, o: int, run: bool = False) -> None:
        """Let m go to where o is."""
        c = self.c
        self.to_point(m, int(c.passage[o]), float(c.offset[o]), int(c.unit[o]), run)

    def place(self, m: int) -> int:
        """Place number of m in events."""
        c = self.c
        return len(c.p_len) + int(c.unit[m]) if c.unit[m] > 0 else int(c.passage[m])

    def length(self, m: int, o: int) -> float:
        """Length of the way (m) from m to o; inf if there is none."""
        c = self.c
        self._net = self._net or Net(*(getattr(c, n) for n in NET))
        here, there = (int(c.passage[m]), float(c.offset[m])), (int(c.passage[o]), c.offset[o])
        chart, driving = (getattr(c, n) for n in WAY_READS)
        by = chart_of(chart, driving, m)
        return float(remaining(self._net, by, *here, there[0], float(there[1])))


def ways_on_foot(c: Any, net: Net, m: int, p: np.ndarray, off: np.ndarray) -> np.ndarray:
    """Ways (n,) m of m on foot to each (p, off), by what m knows is closed."""
    here = np.array([c.passage[m]], np.int64), np.array([c.offset[m]], np.float64)
    there = np.asarray(p, np.int64), np.asarray(off, np.float64)
    return ways(net, 2 * int(c.chart[m]), *here, *there)[0]


def send_home(c: Any, way: Way, m: int) -> None:
    """Let m go: back to the routine, and home."""
    c.aim[m], c.aim_about[m], c.aim_event[m] = A_ROUTINE, -1, -1
    way.to_unit(m, int(c.home[m]))


def to_quarantine(c: Any, way: Way, m: int) -> None:
    """Send m to the quarantine house."""
    c.aim[m], c.aim_about[m], c.aim_event[m] = A_QUARANTINE, -1, c.case_event[m]
    way.to_unit(m, int(c.place_unit[QUARANTINE_HOUSE, 0]))


def occasion(c: Any, m: int, what: int, about: int, event: int, when: int) -> None:
    """Let m make up their mind."""
    raise_occasion(Pending(*(getattr(c, n) for n in PENDING)), m, what, about, event, when)


def around(c: Any, p: int, off: float, unit: int, reach: float) -> np.ndarray:
    """Movers in a unit, or within `reach` m along the street where unit is 0 (any order)."""
    if unit > 0:
        out, m = [], int(c.first_in[len(c.cell_n) + unit])
        while m >= 0:
            out.append(m)
            m = int(c.next_in[m])
        return np.array(out, np.int64)
    at = Places(*(getattr(c, n) for n in PLACES))
    axes = Axes(*(getattr(c, n) for n in Axes._fields))
    return along(axes, at, c.offset, p, off, reach)[0].astype(np.int64)


def kill(c: Any, way: Way, t: int, m: int, by: int) -> None:
    """Carry out the protocol on m. Whoever did not carry The Rage was wronged."""
    place = way.place(m)
    act = note(c, t, PROTOCOL, m, by, 0, place, -1, is_infected(c, m), 0.0, int(c.case_event[m]))
    note(c, t, DIED, m, by, 0, place, BY_PROTOCOL, 0.0, 0.0, act)
    c.fate[m], c.fate_t[m] = DEAD, t
    c.wronged[m] = not is_infected(c, m)
    c.enforcer[m] = by
    take_out(Places(*(getattr(c, n) for n in PLACES)), m)
    c.gone[m], c.moving[m], c.foe[m] = True, False, -1
    c.held[m], c.sought[m], c.stay_until[m], c.gate_t[m] = FREE, False, -1, -1


def notice_well(c: Any, way: Way, t: int, m: int, by: int, cause: int) -> None:
    """It is noticed that m was bitten and stays well: brought into the clinic, alive."""
    hours = (t - int(c.exposed_t[m])) / 3_600_000 if c.exposed_t[m] >= 0 else 0.0
    c.case_event[m] = note(c, t, NOTICED_WELL, m, by, 0, way.place(m), -1, hours, 0.0, cause)
    c.held[m], c.sought[m], c.gate_t[m] = CLEARED, False, -1
    c.stay_until[m] = c.stay_from[m] = -1
    c.aim[m], c.aim_about[m], c.aim_event[m] = A_CLINIC, -1, c.case_event[m]
    way.to_unit(m, int(c.place_unit[CLINIC_WARD, 0]))


def is_scar(c: Any, m: int) -> bool:
    """Whether the bite on m has healed to a scar, and people make something of it."""
    return bool(c.scars_noticed[0]) and int(c.stage[m]) == STAGE_IMMUNE
