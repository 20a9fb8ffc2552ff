"""Who may pass: what holds at every minute at the checkpoints of a run (`--strict`)."""

from __future__ import annotations

from collections import Counter

import numpy as np

from kinward.core.events import KIND, PLACE, SUBJECT, K, T
from kinward.core.quantity import ms
from kinward.core.vocabulary import ALIVE, EVACUATED
from kinward.engine.world import Live
from kinward.society.checkpoint.columns import ABOARD, FREE, HELD_BACK, LEFT, NOT_HERE, QUEUE
from kinward.society.kinds import named


class Passed:
    """Follows the checkpoints of a live world; `note` before the events are drained, then `check`.

    Nobody boards twice, or before the quarantine is over that began with their screening; no
    transport has more aboard than seats; tents hold whom they hold; who is in a place there is
    alive and there.
    """

    def __init__(self, live: Live) -> None:
        self.live = live
        self.boarded, self.looked = named("boarded"), named("looked_over")
        fate = live.array("fate")
        self.out = set(np.flatnonzero(fate == EVACUATED).tolist())
        self.seen: dict[int, int] = {}  # when the quarantine of somebody began
        self.aboard: Counter[tuple[int, int]] = Counter()  # (place, transport)
        self.wrong: list[str] = []

    def note(self, live: Live) -> None:
        """Enter the events that are in the buffer."""
        if not live.world.checkpoints:
            return
        par = live.world.scenario.checkpoint
        n = int(live.events.head[0])
        rows = live.events.ints[:n]
        for row in rows[np.isin(rows[:, KIND], (self.boarded, self.looked))].tolist():
            m = row[SUBJECT]
            if row[KIND] == self.looked:
                if m not in self.seen or not par.remembers:
                    self.seen[m] = row[T]
                continue
            if m in self.out:
                self.wrong.append(f"{m} boards a second time")
            self.out.add(m)
            if m in self.seen and row[T] < self.seen[m] + ms(par.quarantine):
                self.wrong.append(f"{m} boards before the quarantine is over")
            self.aboard[row[PLACE], row[K]] += 1
            if self.aboard[row[PLACE], row[K]] > par.seats:
                self.wrong.append(f"transport {row[K]} has more aboard than {par.seats} seats")

    def check(self, t: int) -> list[str]:
        """What is not as it must be at time `t` (ms)."""
        live = self.live
        if not live.world.checkpoints:
            return []
        out, self.wrong = self.wrong[:3], []
        a, par = live.array, live.world.scenario.checkpoint
        state, g = a("cp_state"), a("cp_at")
        there = (state >= QUEUE) & (state < LEFT) & (a("fate") == ALIVE) & ~a("gone")
        if (there & (g < 0)).any() or ((state == NOT_HERE) & (g >= 0)).any():
            out.append("somebody has a place at no checkpoint")
        if ((state == LEFT) & (a("fate") != EVACUATED)).any():
            out.append("somebody was driven out and is not out of the danger")
        for i in range(len(live.world.checkpoints)):
            here = there & (g == i)
            if int((here & (state == ABOARD)).sum()) > par.seats:
                out.append(f"more sit in the transport of checkpoint {i} than it has seats")
            if int((here & a("cp_tent")).sum()) > par.tents:
                out.append(f"more are in the tents of checkpoint {i} than they hold")
        early = there & np.isin(state, (FREE, ABOARD)) & (a("cp_due") > t)
        if early.any() or (there & (state == HELD_BACK) & (a("cp_due") < 0)).any():
            out.append("somebody may board before the quarantine is over")
        return out
