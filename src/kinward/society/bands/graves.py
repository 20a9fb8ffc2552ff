"""Graves and keepsakes: the dead of a band are buried, and those who held to them come back.

Whoever held most to one who dies beside them takes something of theirs along. The dead at the
held place are buried the next morning in the street before it; who grieves goes to the grave.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import EVENTS, PENDING
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Length, Probability, Real, Switch
from kinward.core.ties import KNOWN_DEAD
from kinward.core.vocabulary import C_GRIEF, SLEEP
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.bands.vocabulary import AT_THE_GRAVE, GRAVE_DUG
from kinward.society.kinds import named
from kinward.society.purposes import GRAVE_VISIT
from kinward.society.zone.run_rows import clock

BURIAL, VISIT = 9 * 60 + 30, 16 * 60 + 30  # minutes of the day (assumed)
HELD = 0.4  # strength of a tie to the dead that makes one take a keepsake (assumed)


class Graves(Parameters):
    """Burials, keepsakes, visits."""

    on: Switch = param(True, "the dead are buried, graves visited, keepsakes taken", "stories")
    reach: Length = param("15 m", "distance at which one can take something of the dead",
                          "assumed", ge="1 m", le="100 m")  # fmt: skip
    visits: Probability = param(0.3, "chance a day that one in grief goes to the grave", "assumed")
    grief: Real = param(0.3, "grief from which one goes", "assumed", ge=0, le=1)


def tend_graves(t: int, par: Graves, c: Any) -> None:
    """Keepsakes every ten minutes, burials in the morning, visits in the afternoon."""
    if not par.on or t % (10 * MINUTE):
        return
    _, minute = clock(c, t)
    fresh = np.flatnonzero((c.fate == 1) & (c.fate_t >= t - 10 * MINUTE) & (c.fate_t < t)
                           & (c.group_id > 0))  # fmt: skip
    for d in fresh.tolist():
        _keepsake(t, par, c, d)
    if minute == BURIAL:
        _bury(t, c)
    elif minute == VISIT:
        _visit(t, par, c)


def _closest(c: Any, d: int, near: Any) -> int:
    """Who of those `near` held most to d; -1 nobody."""
    best, most = -1, HELD
    for r in range(int(c.tie_ptr[d]), int(c.tie_end[d])):
        o = int(c.tie_to[r])
        if c.fate[o] == 0 and not c.gone[o] and c.age[o] >= 8 and c.tie_strength[r] > most:
            if near(o):
                best, most = o, float(c.tie_strength[r])
    return best


def _keepsake(t: int, par: Graves, c: Any, d: int) -> None:
    def beside(o: int) -> bool:
        if c.passage[o] != c.passage[d] or c.unit[o] != c.unit[d]:
            return False
        return bool(c.unit[d] > 0 or abs(c.offset[o] - c.offset[d]) <= par.reach)

    o = _closest(c, d, beside) if c.keepsakes[0] else -1
    if o >= 0 and c.keepsake_of[o] < 0:
        c.keepsake_of[o] = d
        note(c, t, named("keepsake_taken"), o, d, 0, groups.where(c, o),
             cause=int(c.wound_event[d]))  # fmt: skip


def _bury(t: int, c: Any) -> None:
    """The dead who lie where a band lives are buried before its door."""
    dead = np.flatnonzero((c.fate == 1) & (c.grave_at < 0) & (c.group_id > 0) & (c.unit > 0))
    for d in dead.tolist():
        g = int(c.group_id[d])
        if c.g_unit[g] != c.unit[d]:
            continue
        u = int(c.unit[d])
        by = _closest(c, d, lambda o, u=u: c.unit[o] == u)
        who = groups.grown(c, groups.household_of(c, g))
        here = who[(c.unit[who] == u) & c.awake_mind[who]]
        if not len(here):
            continue
        by = by if by >= 0 else int(here[int(np.argmax(c.cares[here] < 0.5))])
        p = int(c.u_passage[u])
        p = int(c.p_host[p]) if c.p_host[p] >= 0 else p
        c.grave_at[d] = p
        n = note(c, t, GRAVE_DUG, by, d, 0, p, cause=int(c.wound_event[d]))
        _all_know(t, c, d, u, n)


def _all_know(t: int, c: Any, d: int, u: int, event: int) -> None:
    """Those who live where d is buried, and were not there when d died, know it from then on."""
    wait = Pending(*(getattr(c, name) for name in PENDING))
    for r in range(int(c.tie_ptr[d]), int(c.tie_end[d])):
        o = int(c.tie_to[r])
        here = c.fate[o] == 0 and not c.gone[o] and c.awake_mind[o] and c.unit[o] == u
        if here and c.tie_state[c.tie_back[r]] != KNOWN_DEAD:
            raise_occasion(wait, o, C_GRIEF, d, event, t + MINUTE)


def _visit(t: int, par: Graves, c: Any) -> None:
    """Who grieves, and lives where the grave is, stands at it for a while."""
    if not (c.grave_at >= 0).any():
        return
    able = (c.fate == 0) & ~c.gone & c.awake_mind & (c.activity != SLEEP)
    home = (c.unit > 0) & (c.unit == c.home)
    mourning = np.flatnonzero((c.grief >= par.grief) & able & home)
    for m in mourning.tolist():
        best, most = -1, HELD
        for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
            o = int(c.tie_to[r])
            if c.grave_at[o] >= 0 and c.tie_strength[r] > most:
                best, most = o, float(c.tie_strength[r])
        if best < 0:
            continue
        street = int(c.u_passage[int(c.unit[m])])
        street = int(c.p_host[street]) if c.p_host[street] >= 0 else street
        if street != c.grave_at[best]:
            continue
        u = float(uniform(c.seed[0], GRAVE_VISIT, c.key[m], c.key[best], t, 0))
        if u < par.visits:
            c.grief[m] *= np.float32(0.95)
            note(c, t, AT_THE_GRAVE, m, best, 0, street)


_WRITES = once(*EVENTS, *PENDING, "keepsake_of", "grave_at", "grief")
GRAVES = Process(
    "graves", "minute", tend_graves, section="graves", python=True,
    writes=_WRITES,
    reads=less((*groups.GROUP_READS, "fate_t", "group_id", "guest_of", "home", "offset", "tie_end",
                "tie_to", "tie_back", "tie_state", "tie_strength", "wound_event", "g_unit",
                "awake_mind", "activity"),
               _WRITES),
    fixed=once(*groups.GROUP_FIXED, "tie_ptr", "start_ms", "u_passage", "p_host", "keepsakes"),
    meaning="the dead are buried, graves visited, keepsakes taken along",
    of="bands",
)  # fmt: skip
