"""Reckoning: it comes to light that somebody killed by the protocol had been well.

The body shows no fungus; the medics see it 48 to 72 hours later (assumed: `protocol.light`, drawn
for each). Trust then falls by a bad deed: for everyone with a strong tie to the killed, their
trust in who did it goes the share `blame` of the way to -1, and trust in the zone the share
`scandal` (model page, Trust; K11: wrong killings cost trust).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.process import Process
from kinward.core.quantity import ms
from kinward.society import acts
from kinward.society.kinds import named
from kinward.society.zone.protocol import Protocol
from kinward.society.zone.purposes_gate import LIGHT
from kinward.society.zone.vocabulary import WRONG_KILLING

STRONG = 0.5  # strength of a tie whose holder blames (assumed)


def reckon(t: int, p: Protocol, c: Any) -> None:
    """Bring to light the wrong killings whose time has come."""
    if not p.reckons:
        return
    rows = acts.rolled(c)
    rows = rows[c.wronged[rows] & c.gone[rows]]
    for m in acts.by_key(c, rows):
        u = acts.draw(c, LIGHT, m, -1, 0)
        if t < c.fate_t[m] + ms(p.light) * (1.0 + 0.5 * u):
            continue
        c.wronged[m] = False
        by = int(c.enforcer[m])
        place = len(c.p_len) + int(c.unit[m]) if c.unit[m] > 0 else int(c.passage[m])
        event = acts.note(c, t, WRONG_KILLING, m, by, 0, place, -1, 0.0, 0.0, int(c.case_event[m]))
        c.zone_trust[0] += p.scandal * (-1.0 - c.zone_trust[0])
        if by >= 0:
            _blame(c, t, p, m, by, event)


def _blame(c: Any, t: int, p: Protocol, m: int, by: int, event: int) -> None:
    """Those close to m trust `by` less."""
    kind = named("trust_changed")
    rows = slice(int(c.tie_ptr[m]), int(c.tie_end[m]))
    close = c.tie_to[rows][c.tie_strength[rows] >= STRONG]
    for o in acts.by_key(c, close[(c.fate[close] == 0) & ~c.gone[close] & (close != by)]):
        lo, hi = int(c.tie_ptr[o]), int(c.tie_end[o])
        r = lo + int(np.searchsorted(c.tie_to[lo:hi], by))
        if r < hi and c.tie_to[r] == by:
            change = p.blame * (-1.0 - float(c.tie_trust[r]))
            c.tie_trust[r] += change
            acts.note(c, t, kind, o, by, 0, -1, -1, float(c.tie_trust[r]), change, event)


RECKONING = Process(
    "reckoning", "minute", reckon, section="protocol", python=True,
    writes=("wronged", "zone_trust", "tie_trust", "ev_ints", "ev_reals", "ev_head"),
    reads=("tie_to", "tie_strength", "tie_end", "roll", "roll_n", "gone", "fate", "fate_t",
           "enforcer", "case_event", "passage",
           "unit"),
    fixed=("key", "seed", "tie_ptr", "p_len"),
    meaning="wrong killings come to light and cost trust",
    of="zone",
)  # fmt: skip
