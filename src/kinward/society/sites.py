"""Site choice: which places a pair sets out for, in what order (team orienteering with risk).

Planners know the streets and what kind of place each site was; of what is left there they know
only the usual leftovers of its type and what teams have reported. A site's worth is what it
should hold, weighed by what the stores lack and by what the two themselves long for, less the
risk to the team; sites are inserted greedily by worth per time (Chao, Golden and Wasil 1996
give the problem; greedy insertion is its plainest heuristic).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM, ITEMS, MASS
from kinward.city.routes import Net, remaining, ways
from kinward.core.bundles import NET
from kinward.core.lean import shared

BASE = np.array([1.0, 12.0, 1.5, 12.0, 0.5, 0.2, 0.2, 0.2, 8.0, 8.0, 4.0, 1.0, 1.0, 0.15, 0.3, 0.0,
                 0.15, 0.05, 0.0, 0.0])  # fmt: skip
"""Worth of one of each item to the zone when it lacks it, rations (assumed)."""
AIMED = np.array([30.0, 0.05, 0.3, 0.02, 4.0, 4.0, 0.5, 1.5, 0.02, 0.01, 0.02, 0.05, 0.01, 0.05,
                  0.02, 0.0, 0.02, 0.03, 0.0, 0.0])  # fmt: skip
"""Stock that the zone wants of each item, a person (assumed): a month of rations and so on."""
ENOUGH = np.where(np.arange(len(ITEMS)) < ITEM["rifle"], 0.15, 0.0)
"""Worth of what goes beyond that, over its base: what is used up has some, more books than people
want have none (assumed)."""
HOPE = 2.0  # load that is planned for, over what can be carried: places hold less (assumed)
NEAREST = 60  # sites that are weighed against one another for one run
SITE_FIXED = (
    *NET, "s_unit", "s_type", "s_stock", "u_area", "u_passage", "u_off", "p_zone", "gate_passage",
    "gate_offset", "p_park", "p_park_off",
)  # fmt: skip


def missing(stores: np.ndarray, people: int) -> np.ndarray:
    """What the stores (20,) lack of each item for `people`."""
    return np.maximum(AIMED * max(people, 1) - stores, 0.0)


def worth(amount: np.ndarray, lack: np.ndarray) -> np.ndarray:
    """Worth (..., 20), rations, of amounts (..., 20) when (20,) is lacking; beyond it, little."""
    return BASE * (ENOUGH * amount + (1.0 - ENOUGH) * np.minimum(amount, lack))


def expected(c: Any) -> np.ndarray:
    """What the zone believes each site holds (S, 20): its type's usual leftovers, less what was
    taken as far as teams reported."""
    scale = np.sqrt(np.maximum(c.u_area[c.s_unit], 10.0) / 100.0)[:, None]
    kinds = int(c.s_type.max()) + 1 if len(c.s_type) else 1
    total = np.zeros((kinds, len(ITEMS)))
    np.add.at(total, c.s_type, c.s_stock / scale)
    each = np.bincount(c.s_type, minlength=kinds)
    usual = total / np.maximum(each, 1)[:, None]
    return usual[c.s_type] * scale * c.site_left[c.s_unit][:, None]


def usual_worth(c: Any) -> np.ndarray:
    """Worth that people expect of each site by its type (S,), rations."""
    kinds = int(c.s_type.max()) + 1 if len(c.s_type) else 1
    total = np.zeros(kinds)
    np.add.at(total, c.s_type, c.s_stock @ BASE)
    return (total / np.maximum(np.bincount(c.s_type, minlength=kinds), 1))[c.s_type]


@shared
def orienteer(gate, between, value, mass, work, speed, budget, carry, most):
    """Sites in the order of visit, by greedy insertion of the best worth per second.

    Args:
        gate: (k,) m from the gate to each candidate; between: (k, k) m.
        value: (k,) worth; mass: (k,) kg; work: (k,) s at the place.
        speed: m/s. budget: s for the whole run. carry: kg. most: number of sites.

    Returns:
        indices (n,), s that the run should take.
    """
    route = np.empty(most, np.int64)
    chosen = np.zeros(value.size, np.bool_)
    n, used, full = 0, 0.0, 0.0
    while n < most:
        best, best_at, best_score, best_extra = -1, 0, 0.0, 0.0
        for j in range(value.size):
            if chosen[j] or value[j] <= 0.0:
                continue
            worth = value[j] * min(1.0, max(0.0, carry - full) / max(mass[j], 1e-9))
            for i in range(n + 1):
                before = gate[j] if i == 0 else between[route[i - 1], j]
                after = gate[j] if i == n else between[j, route[i]]
                if n == 0:
                    saved = 0.0
                elif i == 0:
                    saved = gate[route[0]]
                elif i == n:
                    saved = gate[route[n - 1]]
                else:
                    saved = between[route[i - 1], route[i]]
                extra = (before + after - saved) / speed + work[j]
                score = worth / max(extra, 60.0)
                if used + extra <= budget and score > best_score:
                    best, best_at, best_score, best_extra = j, i, score, extra
        if best < 0:
            break
        for i in range(n, best_at, -1):
            route[i] = route[i - 1]
        route[best_at] = best
        chosen[best] = True
        used += best_extra
        full += mass[best]
        n += 1
    return route[:n], used


class Planner:
    """The planning table of one morning: sites, what they should hold, which are spoken for.

    Its process reads "site_left" and "site_risk" and fixes SITE_FIXED.

    Args:
        c: the columns. par: parameters of supply runs. lack: what the stores lack (20,).
        knows: number of what those who plan know of closures.
    """

    def __init__(self, c: Any, par: Any, lack: np.ndarray, knows: int) -> None:
        self.c, self.par, self.lack = c, par, lack.astype(np.float64)
        self.net = Net(*(getattr(c, n) for n in NET))
        self.units = c.s_unit
        self.p = c.u_passage[self.units].astype(np.int64)
        self.off = c.u_off[self.units]
        self.held = expected(c)
        self.foot, self.car = 2 * knows, 2 * knows + 1
        self.gate = self._from_gate(self.foot, self.p, self.off)
        self.park, self.park_off = self._parking()
        self.walk = np.array([
            float(remaining(self.net, self.foot, *ends)) if ends[0] >= 0 else np.inf
            for ends in zip(self.park, self.park_off, self.p, self.off)
        ])  # fmt: skip
        self.gate_car = self._from_gate(self.car, self.park, self.park_off)
        self.free = np.isfinite(self.gate) & ~c.p_zone[self.p]
        self.mass = self.held @ np.where(BASE > 0, MASS, 0.0)
        self.work = np.clip(c.u_area[self.units] / par.area * par.search, 300.0, par.most_search)

    def _from_gate(self, chart: int, p: np.ndarray, off: np.ndarray) -> np.ndarray:
        """Way (S,) m by a chart from the nearest gate to (p, off); inf where there is none."""
        c, there = self.c, p >= 0
        out = np.full(len(p), np.inf)
        gates = ways(self.net, chart, c.gate_passage.astype(np.int64), c.gate_offset, p[there],
                     off[there])  # fmt: skip
        out[there] = gates.min(0, initial=np.inf)
        return out

    def _parking(self) -> tuple[np.ndarray, np.ndarray]:
        """Passage (S,), -1 where there is none, and offset (m) at which a car waits."""
        c = self.c
        park = c.p_park[self.p].astype(np.int64)
        street = np.where(c.p_host[self.p] >= 0, c.p_host[self.p], self.p)
        door = np.where(c.p_host[self.p] >= 0, c.p_host_off[self.p], self.off)
        return park, np.where(park == street, door, c.p_park_off[self.p])

    def risk(self) -> np.ndarray:
        """Believed chance (S,) that a visit costs a team member: a floor, and what was reported."""
        return self.par.risk + self.par.risk_met * self.c.site_risk[self.units]

    def choose(
        self, longed: tuple[int, ...], budget: float, car: bool
    ) -> tuple[np.ndarray, float, bool]:
        """Sites for one pair; what they should bring is no longer lacking for the next.

        Args:
            longed: items that one of the two longs for.
            budget: s from leaving to coming back.
            car: a car is free.

        Returns:
            units in order of visit, s that it should take, whether the car is wanted.
        """
        par = self.par
        value = worth(self.held, self.lack).sum(1) - par.life * self.risk()
        for item in longed:
            value += par.longing * np.minimum(self.held[:, item], 1.0)
        speed = par.drive if car else par.walk
        gate, p, off = (
            (self.gate_car, self.park, self.park_off) if car else (self.gate, self.p, self.off)
        )
        work = self.work + (par.parking + 2.0 * self.walk / par.walk if car else 0.0)
        pull = np.where(self.free, value, 0.0) / (gate / speed + work)
        best = np.argsort(-pull, kind="stable")[:NEAREST]
        best = best[pull[best] > 0.0]
        between = ways(self.net, self.car if car else self.foot, p[best], off[best], p[best],
                       off[best])  # fmt: skip
        carry = par.car_load if car else 2.0 * par.carry
        route, takes = orienteer(gate[best], between, value[best], self.mass[best], work[best],
                                 speed, budget, HOPE * carry, int(par.stops))  # fmt: skip
        sites = best[route]
        near = len(sites) == 0 or self.gate[sites].max() <= par.by_car
        if car and near and self.mass[sites].sum() <= 2.0 * par.carry:
            return self.choose(longed, budget, False)
        self.free[sites] = False
        share = min(1.0, carry / max(float(self.mass[sites].sum()), 1e-9))
        self.lack = np.maximum(self.lack - share * self.held[sites].sum(0), 0.0)
        return self.units[sites], float(takes), car and len(sites) > 0
