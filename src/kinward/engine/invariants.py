"""Invariants that hold at every minute of a run; checked while it goes on with `--strict`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kinward.city.routes import Net, remaining
from kinward.core.bundles import NET
from kinward.core.clock import words
from kinward.core.errors import CheckFailed
from kinward.engine.ledger import Ledger
from kinward.engine.passed import Passed
from kinward.engine.world import Live


class Invariants:
    """Checks a live world; remembers what it must compare with."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.people = live.world.n
        self.side = Side(live)
        self.ledger = Ledger(live)
        self.passed = Passed(live)

    def watched(self, drain: Callable[[Live], None]) -> Callable[[Live], None]:
        """`drain`, with what it takes out entered into the ledger before."""

        def both(live: Live) -> None:
            self.ledger.note(live)
            self.passed.note(live)
            drain(live)

        return both

    def check(self, t: int) -> None:
        """Raise CheckFailed if anything is not as it must be at time `t` (ms)."""
        live = self.live
        problems = [*places(live), *lists(live), *stocks(live), *self.side.through(t),
                    *self.ledger.check(t), *self.passed.check(t)]  # fmt: skip
        if problems:
            at = words(t, live.world.scenario.start_hour)
            raise CheckFailed(f"{at}: " + "; ".join(problems))


class Side:
    """Who is within the wall: nobody gets in or out but through a gate, or recorded over it.

    The streets are cut at the wall, so that the way from where somebody was a minute ago to where
    they are now leads through a gate; if it is longer than they could go, they went through the
    wall. Getting over it flips the mark of one of the infected (threats/over_wall.py), who must
    have been able to come up to the wall.
    """

    def __init__(self, live: Live) -> None:
        self.live = live
        self.net = Net(*(live.array(n) for n in NET))
        fastest = [live.array("run_speed").max(), live.array("free_speed").max()]
        fastest += [live.world.scenario.walking.car_speed, live.world.scenario.horde.sprint]
        self.speed = float(max(fastest))
        self._remember(0)

    def _remember(self, t: int) -> None:
        a = self.live.array
        self.t = t
        self.passage, self.offset = a("passage").copy(), a("offset").copy()
        self.over = a("over").copy()

    def through(self, t: int) -> list[str]:
        """Those who came through the wall since the last look."""
        a = self.live.array
        zone, now, before = a("p_zone"), a("passage"), self.passage
        there = (now >= 0) & (before >= 0) & ~a("gone")
        moved = np.flatnonzero(there & (zone[now] != zone[before]))
        far = 2.0 * self.speed * max(t - self.t, 60_000) / 1000.0 + 50.0
        bad = 0
        for m in moved:
            if a("over")[m] != self.over[m]:
                to_wall = min(
                    remaining(self.net, 0, before[m], self.offset[m], p, off)
                    for p, off in zip(a("wall_passage"), a("wall_offset"))
                )
                bad += int(a("fate")[m] != 2 or to_wall > far)
                continue
            way = remaining(self.net, 0, before[m], self.offset[m], now[m], a("offset")[m])
            bad += int(way > far)
        self._remember(t)
        return [f"{bad} came through the wall"] if bad else []


def places(live: Live) -> list[str]:
    """Everyone is somewhere that exists, on an open passage or behind a door of it."""
    a = live.array
    here = (a("passage") >= 0) & ~a("gone")
    p, u, off = a("passage")[here], a("unit")[here], a("offset")[here]
    out = []
    bad = (off < -1e-6) | (off > a("p_len")[p] + 1e-6) | ~np.isfinite(off)
    if bad.any():
        out.append(f"{int(bad.sum())} stand beyond the end of their passage")
    inside = u > 0
    wrong = inside & (a("u_passage")[u] != p)
    if wrong.any():
        out.append(f"{int(wrong.sum())} are in a room whose door is elsewhere")
    cell = a("cell")[here]
    first = a("p_cell")[p]
    i = cell - first
    n = a("p_ncell")[p]
    lo, hi = a("p_len")[p] * i / n, a("p_len")[p] * (i + 1) / n
    off_cell = ~inside & ((i < 0) | (i >= n) | (off < lo - 1e-6) | (off > hi + 1e-6))
    if off_cell.any():
        out.append(f"{int(off_cell.sum())} stand outside their density cell")
    return out


def lists(live: Live) -> list[str]:
    """The counts of cells are those who stand in them."""
    a = live.array
    on = (a("passage") >= 0) & ~a("gone") & (a("unit") == 0)
    n_cells = len(a("cell_n"))
    count = np.bincount(a("cell")[on], minlength=n_cells)
    if (count != a("cell_n").sum(1)).any():
        return [f"{int((count != a('cell_n').sum(1)).sum())} cells are miscounted"]
    return []


def stocks(live: Live) -> list[str]:
    """Nobody owes anything."""
    out = []
    for name in ("stock", "load"):
        low = live.array(name).min()
        if low < -1e-3:
            out.append(f"a {name} of {low:.3f}")
    return out
