"""The ledger: goods, fates and doors as the log has them, beside what the state holds.

Kept while a run is checked (`--strict`): every hour each item there is anywhere is what was there
at the start, less what the log says was used up, and everybody's fate is the one that the log
gave them. Every minute no one of the infected is behind a door that held all the while, unless
the log has them come through the window, or fall through the floor above.
"""

from __future__ import annotations

import numpy as np

from kinward.chronicle.fold import effects_of
from kinward.chronicle.vocabulary import current
from kinward.core.clock import HOUR
from kinward.core.events import DOMAINS, KIND, OBJECT, PLACE, SUBJECT, WHAT, K, T
from kinward.core.vocabulary import TURNED
from kinward.engine.world import Live
from kinward.society.kinds import named

REL = 1e-4  # of what there was at the start: amounts are held as float32
FIELDS = {"t": T, "subject": SUBJECT, "object": OBJECT, "k": K, "place": PLACE, "what": WHAT}


class Ledger:
    """Follows the log of a live world; `note` before the events are drained, then `check`."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.effects = effects_of(current())
        self.start = self._held()
        self.goods = self.start.copy()
        self.fates = live.array("fate").copy()
        self.other_ways = named("came_through"), named("came_in"), named("fell")
        self.through: set[tuple[int, int]] = set()  # (who, unit) came in, but not by its door
        self._remember()

    def _held(self) -> np.ndarray:
        """All there is of each item, in places and on people (20,)."""
        a = self.live.array
        return a("stock").sum(0, dtype=np.float64) + a("load").sum(0, dtype=np.float64)

    def _remember(self) -> None:
        a = self.live.array
        self.units, self.doors = a("unit").copy(), a("door_left").copy()
        self.through.clear()

    def note(self, live: Live) -> None:
        """Enter the events that are in the buffer."""
        n = int(live.events.head[0])
        ints, reals = live.events.ints[:n], live.events.reals[:n]
        n_passages = len(live.array("p_len"))
        fell: list[tuple[int, int, float]] = []  # row, who, fate
        for code in np.unique(ints[:, KIND]).tolist():
            rows = np.flatnonzero(ints[:, KIND] == code)
            if code in self.other_ways:
                units = (ints[rows, PLACE] - n_passages).tolist()
                self.through |= set(zip(ints[rows, SUBJECT].tolist(), units))
            for effect in self.effects.get(code, ()):
                if effect.table == "people" and effect.column == "fate":
                    who = ints[rows, FIELDS[effect.keys[0]]]
                    fell += zip(rows.tolist(), who.tolist(), [effect.constant] * len(rows))
                elif effect.table in ("stocks", "loads"):
                    item = ints[rows, FIELDS[effect.keys[1]]]
                    value = reals[rows, ("value", "value2").index(effect.field)] if (
                        effect.field
                    ) else np.full(len(rows), effect.constant)  # fmt: skip
                    known = item >= 0
                    np.add.at(self.goods, item[known], effect.sign * value[known])
        for _, who, fate in sorted(fell):  # who is freed and taken again in one minute: the last
            self.fates[who] = fate

    def check(self, t: int) -> list[str]:
        """What is not as the log has it at time `t` (ms)."""
        out = self._doors()
        self._remember()
        if t % HOUR:
            return out
        wrong = np.flatnonzero(np.abs(self._held() - self.goods) > REL * self.start + 0.01)
        for i in wrong.tolist():
            word = DOMAINS["item"][i]
            out.append(f"{word}: {self._held()[i]:g} there, {self.goods[i]:g} by the log")
        fate = self.live.array("fate")
        other = np.flatnonzero(fate != self.fates)
        if len(other):
            m = int(other[0])
            word = DOMAINS["fate"]
            out.append(f"{len(other)} have another fate than in the log, e.g. {m}: "
                       f"{word[fate[m]]}, {word[self.fates[m]]} by the log")  # fmt: skip
        return out

    def _doors(self) -> list[str]:
        a = self.live.array
        unit = a("unit")
        came = (a("fate") == TURNED) & (self.fates == TURNED) & (unit > 0) & (unit != self.units)
        who = np.flatnonzero(came & ~a("gone") & (a("passage") >= 0))
        held = (a("door_left")[unit[who]] > 0.0) & (self.doors[unit[who]] > 0.0)
        bad = [m for m in who[held].tolist() if (m, int(unit[m])) not in self.through]
        return [f"{len(bad)} came through doors that hold, e.g. {bad[0]}"] if bad else []
