"""Closures as people know them: met or seen on the spot, then told.

Every closing and opening of a scenario is a *fact*, and so is each heap of rubble. What somebody
knows is a set of facts, kept as a bit each, and the ways that they find lead around what is closed
by the facts that they know, in the order of time. Who stands before a closed passage that they
wanted to enter learns it there; who comes in sight of one that they take to be closed sees that it
is open. Every ten minutes those who are together and awake tell those they have a tie with what
these do not know.

At most KNOWN different sets are kept at a time. Should there be more, the oldest fact that not
everybody knows becomes known to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kinward.city.routes import KNOWN, Net, chart_of, next_passage, street_of
from kinward.core import dated as kinds
from kinward.core.bundles import NET, WISH
from kinward.core.clock import MINUTE
from kinward.core.errors import InputError
from kinward.core.events import emit
from kinward.core.vocabulary import ALIVE, SLEEP
from kinward.core.wish import Wish, go
from kinward.engine.targets import Change
from kinward.engine.world import Live
from kinward.mind.havens import redraw

FACTS = 62  # that there is room for
AT_END = 1e-6  # m from the end of a passage at which one stands at it (rounding)
SEES = 30.0  # m from which one sees that a passage is open (assumed)
TELLS = 10 * MINUTE  # ms between the times at which word is passed on (assumed)
TALK = 10.0  # m along a street within which two talk (assumed)
GROWN = 4  # years from which one is told of a closed street (assumed)


@dataclass(frozen=True)
class Fact:
    """Passages that were closed, or opened, at time t (ms)."""

    t: int
    rows: tuple[int, ...]
    closed: bool


def _heaps(live: Live) -> list[Fact]:
    """The heaps of rubble that close streets, from when they lie there."""
    if "heap" not in live.world.arrays:
        return []  # a world made for a check, in which nothing falls
    heap, t = live.array("heap"), int(live.array("impact_ms")[0])
    return [Fact(t, tuple(np.flatnonzero(heap == n).tolist()), True) for n in range(heap.max() + 1)]


class Closures:
    """Who knows of which closing and opening; call it with each minute, before the changes of it.

    Raises:
        InputError: there are more closings and openings than can be kept apart.
    """

    def __init__(self, live: Live, changes: Iterable[tuple[Change, bool]]) -> None:
        self.live = live
        ordered = sorted(changes, key=lambda c: (c[0].t, c[0].number))
        self.facts = [Fact(c.t, c.rows, closed) for c, closed in ordered] + _heaps(live)
        self.facts.sort(key=lambda fact: fact.t)
        if len(self.facts) > FACTS:
            raise InputError(
                f"interventions: {len(self.facts)} closings and openings; at most {FACTS} can be "
                "kept apart: let one name a whole street, or all gates"
            )
        if not self.facts:
            return
        a = live.array
        self._net = Net(*(a(n) for n in NET))
        self._wish = Wish(*(a(n) for n in WISH))
        # of a state that came from a checkpoint; a number between may be free again
        for number in np.flatnonzero(a("chart_facts")[0, 1:]).tolist():
            self._draw(1 + number)

    def __call__(self, t: int) -> None:
        """Let people meet, see and hear of what happened before `t` (ms)."""
        due = sum(fact.t < t for fact in self.facts)
        if not due:
            return
        knows = self._mask()
        learned = self._meet(t, due)
        self._see(t, due, knows, learned)
        if t % TELLS == 0:
            self._tell(t, due, knows, learned)
        if learned:
            self._know(knows, learned)

    # --- what is known -------------------------------------------------------------------------

    def closed(self, mask: int, until: int | None = None) -> np.ndarray:
        """Passages (P,) bool that are closed to who knows the facts of `mask`."""
        out = np.zeros(len(self._net.p_len), bool)
        for bit, fact in enumerate(self.facts[:until]):
            if mask >> bit & 1:
                out[list(fact.rows)] = fact.closed
        return out

    def _mask(self) -> np.ndarray:
        """The facts that each mover knows, int64 (n,)."""
        a = self.live.array
        return a("chart_facts")[0][a("chart")]

    def _draw(self, number: int) -> None:
        mask = int(self.live.array("chart_facts")[0, number])
        self.live.world.ways.draw(number, self.closed(mask))
        if self.live.world.scenario.warning.on:
            redraw(self.live.world.arrays, number)

    def _know(self, knows: np.ndarray, learned: dict[int, int]) -> None:
        """Let those who learned something go by it."""
        a = self.live.array
        who = np.array(sorted(learned), np.int64)
        masks = knows.copy()
        masks[who] |= np.array([learned[m] for m in who.tolist()], np.int64)
        living = (a("fate") == ALIVE) & ~a("gone")
        masks[~living] = 0
        while len(sets := np.unique(masks[masks > 0])) >= KNOWN:
            every = np.bitwise_and.reduce(masks[living])
            new = next(b for b in range(len(self.facts)) if not every >> b & 1)
            masks[living] |= 1 << new
        self._number(sets, masks)
        self._set_out_again(who)

    def _number(self, sets: np.ndarray, masks: np.ndarray) -> None:
        """Give each set of facts a number, and each mover that of theirs."""
        a = self.live.array
        facts = a("chart_facts")[0]
        had = {int(mask): n for n, mask in enumerate(facts) if n and mask}
        kept = {mask: n for mask, n in had.items() if mask in sets}
        free = iter(n for n in range(1, KNOWN) if n not in kept.values())
        for mask in sets.tolist():
            if mask not in kept:
                kept[mask] = n = next(free)
                facts[n] = mask
                self._draw(n)
        for n in range(1, KNOWN):
            if n not in kept.values():
                facts[n] = 0
        numbers = np.array([kept[m] for m in sets.tolist()], np.int8)
        a("chart")[a("chart") != KNOWN] = 0
        some = masks > 0
        a("chart")[some] = numbers[np.searchsorted(sets, masks[some])]

    def _latest(self, p: int, due: int) -> int:
        """The last fact about passage p, of the first `due`."""
        return max(b for b, fact in enumerate(self.facts[:due]) if p in fact.rows)

    # --- how one learns ------------------------------------------------------------------------

    def _note(self, t: int, kind: int, m: int, p: int, by: int = -1, value: float = 0.0) -> None:
        log = self.live.events
        emit(log.ints, log.reals, log.head, t, kind, m, by, 0, p, -1, value, 0.0, -1)

    def _by_key(self, rows: np.ndarray) -> list[int]:
        return rows[np.argsort(self.live.array("key")[rows], kind="stable")].tolist()

    def stopped(self) -> np.ndarray:
        """The living (n,) bool who met a closure or have no way, and still want to go somewhere."""
        a = self.live.array
        rows = a("blocked") & (a("fate") == ALIVE) & ~a("gone") & (a("passage") >= 0)
        rows &= a("awake_mind")
        return rows & ~a("moving") & (a("goal_passage") >= 0) & (a("carried_by") < 0)

    def _meet(self, t: int, due: int) -> dict[int, int]:
        """Those who stand before a closed passage that they wanted to enter learn it."""
        shut = ~self.live.array("p_open")
        learned: dict[int, int] = {}
        for m in self._by_key(np.flatnonzero(self.stopped())):
            p = self._ahead(m)
            if p >= 0 and shut[p]:
                self._note(t, kinds.MET_CLOSURE, m, p)
                learned[m] = 1 << self._latest(p, due)
        return learned

    def _ahead(self, m: int) -> int:
        """The passage that m wanted to enter where they stand at the end of one, -1 if none."""
        a, net = self.live.array, self._net
        p, off = int(a("passage")[m]), float(a("offset")[m])
        near_a, near_b = off <= AT_END, off >= net.p_len[p] - AT_END
        if a("unit")[m] > 0 or net.p_host[p] >= 0 or not (near_a or near_b):
            return -1
        node = int(net.p_a[p] if near_a else net.p_b[p])
        base, base_off = street_of(net, int(a("goal_passage")[m]), float(a("goal_offset")[m]))
        by = chart_of(a("chart"), a("driving"), m)
        return int(next_passage(net, by, node, base, base_off))

    def _see(self, t: int, due: int, knows: np.ndarray, learned: dict[int, int]) -> None:
        """Those in sight of a passage that they take to be closed see that it is open."""
        a = self.live.array
        out = (a("fate") == ALIVE) & ~a("gone") & a("awake_mind") & (a("unit") == 0)
        out &= a("passage") >= 0
        for mask in np.unique(knows[out & (knows > 0)]).tolist():
            for p in np.flatnonzero(self.closed(mask) & a("p_open")).tolist():
                there = out & (knows == mask) & self._in_sight(p)
                bit = self._latest(p, due)
                for m in self._by_key(np.flatnonzero(there)):
                    if not (knows[m] | learned.get(m, 0)) >> bit & 1:
                        self._note(t, kinds.SAW_OPEN, m, p)
                        learned[m] = learned.get(m, 0) | 1 << bit

    def _in_sight(self, p: int) -> np.ndarray:
        """Who (n,) bool stands on passage p, or within sight of an end of it."""
        passage, offset = self.live.array("passage"), self.live.array("offset")
        net = self._net
        out = passage == p
        for node in {int(net.p_a[p]), int(net.p_b[p])}:
            for q in net.adj_passage[net.adj_ptr[node] : net.adj_ptr[node + 1]].tolist():
                far = offset if net.p_a[q] == node else net.p_len[q] - offset
                out |= (passage == q) & (far <= SEES)
        return out

    def _tell(self, t: int, due: int, knows: np.ndarray, learned: dict[int, int]) -> None:
        """Those who are together tell one another; of several the one with the lowest key."""
        a = self.live.array
        able = (a("fate") == ALIVE) & ~a("gone") & a("awake_mind") & (a("passage") >= 0)
        able &= (a("activity") != SLEEP) & (a("age") >= GROWN)
        ptr, end, to = a("tie_ptr"), a("tie_end"), a("tie_to")
        tellers = np.flatnonzero(able & (knows > 0))
        count = end[tellers] - ptr[tellers]
        who = np.repeat(tellers, count)
        rows = np.repeat(ptr[tellers] - np.cumsum(count) + count, count) + np.arange(count.sum())
        whom = to[rows]
        new = knows[who] & ~knows[whom]
        near = (a("passage")[who] == a("passage")[whom]) & (a("unit")[who] == a("unit")[whom])
        near &= (a("unit")[who] > 0) | (np.abs(a("offset")[who] - a("offset")[whom]) <= TALK)
        hit = np.flatnonzero((new != 0) & near & able[whom])
        order = np.lexsort((a("key")[who[hit]], a("key")[whom[hit]]))
        for i in hit[order].tolist():
            teller, m = int(who[i]), int(whom[i])
            fresh = int(new[i]) & ~learned.get(m, 0)
            for bit in range(due):
                if fresh >> bit & 1:
                    fact = self.facts[bit]
                    self._note(t, kinds.HEARD_OF_CLOSURE, m, fact.rows[0], teller,
                               float(fact.closed))  # fmt: skip
            learned[m] = learned.get(m, 0) | fresh

    def _set_out_again(self, who: Sequence[int] | np.ndarray) -> None:
        """Those who learned something and stand, with somewhere to go, look for a way again."""
        a = self.live.array
        stopped = self.stopped()
        for m in self._by_key(np.asarray(who)):
            if not stopped[m]:
                continue
            a("resume")[m] = True  # who keeps to the routine goes where it has them now
            go(self._wish, m, int(a("goal_passage")[m]), float(a("goal_offset")[m]),
               int(a("goal_unit")[m]))  # fmt: skip
