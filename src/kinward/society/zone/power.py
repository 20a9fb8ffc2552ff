"""Power: generators burn fuel from the stores; without it, or broken, the lamps go out (K6).

Fuel is burned by the hour, half as much by day. Breakdowns are rare; the technicians in the zone
repair them, the faster the more of them there are.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.bundles import EVENTS
from kinward.core.clock import HOUR
from kinward.core.draws import uniform
from kinward.core.math import exp
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Rate, Real, Share, Switch
from kinward.core.vocabulary import TECHNICIAN
from kinward.society.acts import note
from kinward.society.kinds import named
from kinward.society.purposes import BREAKDOWN, REPAIR
from kinward.society.zone.life import GROUP_ZONE
from kinward.society.zone.meals import members, whole
from kinward.society.zone.siting import STORES
from kinward.society.zone.vocabulary import FUEL

LITRES = ITEM["fuel"]


class Power(Parameters):
    """Generators and the lamps that they feed."""

    on: Switch = param(True, "the generators need fuel and can break down", "story K6")
    burns: Real = param(0.004, "litres an hour by night, a person", "assumed", ge=0, le=100)
    day: Share = param(0.5, "share of that by day", "assumed")
    breaks: Rate = param("0.03 /day", "breakdowns", "assumed")
    work: Real = param(12, "hours of work on a breakdown, at the median", "assumed", ge=0, le=1000)
    crew: Count = param(4, "technicians who can work on it at once", "assumed", ge=1, le=100)


def power(t: int, par: Power, c: Any) -> None:
    """Burn the fuel of this hour, break down or be repaired, and light the lamps."""
    if not par.on:
        c.lamps_on[0] = c.rule_lamps[0]
        return
    stores = int(c.place_unit[STORES, 0])
    alive = members(c)
    if c.power_broken[0]:
        inside = c.p_zone[np.maximum(c.passage, 0)] & (c.passage >= 0)
        able = alive & (c.role == TECHNICIAN) & inside & c.awake_mind & (c.hurt < 0.5)
        c.power_work[0] -= min(int(able.sum()), par.crew)
        if c.power_work[0] <= 0.0:
            c.power_broken[0] = False
    elif uniform(c.seed[0], BREAKDOWN, 0, 0, t, 0) < 1.0 - exp(-par.breaks * 3600.0):
        c.power_broken[0] = True
        u = uniform(c.seed[0], REPAIR, 0, 0, t, 0)
        c.power_work[0] = par.work * exp(2.0 * (u - 0.5))
    need = whole(par.burns * int(alive.sum()) * (par.day if c.daylight[0] else 1.0))
    has = float(c.stock[stores, LITRES])
    runs = not c.power_broken[0] and has >= need
    if runs and need > 0.0:
        c.stock[stores, LITRES] -= need
        note(c, t, FUEL, GROUP_ZONE, -1, t // HOUR, len(c.p_len) + stores, LITRES, need)
    if runs == c.fuel_low[0]:  # it stood still and runs, or the reverse
        kind = named("power_restored" if runs else "power_failed")
        cause = int(c.power_event[0]) if runs else -1
        n = note(c, t, kind, GROUP_ZONE, value=float(c.stock[stores, LITRES]), cause=cause)
        c.power_event[0] = -1 if runs else n
        c.fuel_low[0] = not runs
    c.lamps_on[0] = bool(c.rule_lamps[0]) and runs


POWER = Process(
    "power", "hour", power, section="power", python=True,
    writes=(*EVENTS, "stock", "power_broken", "power_work", "power_event", "fuel_low", "lamps_on"),
    reads=("group_id", "fate", "gone", "passage", "awake_mind", "hurt", "daylight", "rule_lamps"),
    fixed=("role", "place_unit", "p_len", "p_zone", "seed"),
    meaning="generators burn fuel, break down and are repaired; the lamps go by them",
    of="zone",
)  # fmt: skip
