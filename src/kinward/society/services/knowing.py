"""What crews know of: what is called in while the net works, what they see, what they are told."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniforms
from kinward.core.few import one_of
from kinward.core.haze import sees_through
from kinward.core.math import exp
from kinward.core.purposes import CALLS_IN
from kinward.society.services.parameters import Services

BLEEDS = 2.0  # ml/min above which a wound is worth seeing to (mind/tending.py)
FAST = 20.0  # ml/min that have to be stopped at once (assumed)
LOST = 0.15  # share of the blood: ATLS class II, the pulse rises
HELPLESS = 0.6  # more hurt than this one cannot walk (mind/worth.py)
SPEAKS = 10.0  # m within which one tells a crew of a cry one heard (assumed)
BURNS = 1  # of `burning`
AT_ONCE, CAN_WAIT, CAN_WALK = 1, 2, 3


class Known:
    """What there is to do in this minute, and what of it the services know."""

    def __init__(self, t: int, par: Services, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.net = t - c.danger_t[0] < par.net * 1000.0
        self.burns = c.burning == BURNS
        fresh = np.flatnonzero((c.below_t >= 0) & (t - c.below_t <= MINUTE))
        self.cries = np.zeros(len(c.b_off), bool)
        ruin = c.ruin_of[c.below_of[fresh]]
        self.cries[ruin[ruin >= 0]] = True
        self.hot = np.flatnonzero(self.burns | self.cries)
        told = (c.below_t >= 0) & (t - c.below_t <= HOUR) & (c.unit == 0)
        self.tellers = np.flatnonzero(told & ~c.gone & (c.fate == 0))
        self.hurt, self.order = self._hurt()
        if self.net:
            self._called()

    def _hurt(self) -> tuple[np.ndarray, np.ndarray]:
        """Who needs medics (rows), and the order in which by START: at once, can wait, can walk.

        At once: out of their senses, bleeding fast, or with much blood lost; who can walk comes
        last. Those on their feet and under way, and those whom somebody carries, are left out.
        """
        c = self.c
        there = (c.fate == 0) & ~c.gone & (c.passage >= 0) & ~c.infected & ~c.creature
        # the sound are passed over before anything is reckoned
        ill = there & ((c.bleeding >= BLEEDS) | ~c.awake_mind | (c.hurt > HELPLESS))
        rows = np.flatnonzero(ill & (c.carried_by < 0) & ~c.moving & ~one_of(c.unit, c.aid_unit))
        out = c.awake_mind[rows] & (c.bleeding[rows] < BLEEDS)
        rows = rows[~(out & (c.unit[rows] > 0))]  # at home, not bleeding: they are left there
        volume = np.where(c.age[rows] >= 15, 4900.0, 900.0 + 265.0 * c.age[rows])
        at_once = ~c.awake_mind[rows] | (c.bleeding[rows] >= FAST)
        at_once |= c.blood_lost[rows] >= LOST * volume
        order = np.where(at_once, AT_ONCE, np.where(c.hurt[rows] > HELPLESS, CAN_WAIT, CAN_WALK))
        return rows, order

    def _called(self) -> None:
        """Let some of it be called in."""
        c, chance = self.c, 1.0 - float(exp(-60.0 * self.par.called))
        rows = self.hot[~c.b_called[self.hot]]
        u = np.empty(len(rows))
        uniforms(c.seed[0], CALLS_IN, rows.astype(np.uint64), self.t, 0, u)
        c.b_called[rows[u < chance]] = True
        who = self.hurt[~c.called_in[self.hurt]]
        u = np.empty(len(who))
        uniforms(c.seed[0], CALLS_IN, c.key[who], self.t, 1, u)
        c.called_in[who[u < chance]] = True

    def sees(self, m: int) -> float:
        """How far m sees along the street, m."""
        return min(self.par.sees, float(sees_through(float(self.c.smoke[self.c.cell[m]]))))

    def look(self, g: int, m: int) -> None:
        """What m, who leads crew g, sees burn, hears or is told of by those beside them."""
        c = self.c
        if c.unit[m] > 0:
            return
        p, off = int(c.passage[m]), float(c.offset[m])
        hot, who = self.hot, self.tellers
        close = (c.b_passage[hot] == p) & (np.abs(c.b_off[hot] - off) <= self.sees(m))
        for b in hot[close].tolist():
            self._note(g, b)
        near = (c.passage[who] == p) & (np.abs(c.offset[who] - off) <= SPEAKS)
        for o in np.unique(c.below_of[who[near]]).tolist():
            if o >= 0 and c.ruin_of[o] >= 0:
                self._note(g, int(c.ruin_of[o]))

    def _note(self, g: int, b: int) -> None:
        """Crew g keeps building b in mind, for the oldest of what it keeps."""
        seen = self.c.g_seen[g]
        if self.cries[b]:
            self.c.b_closed[b] = False  # there is somebody after all
        if b not in seen:
            seen[:-1] = seen[1:].copy()
            seen[-1] = b

    def houses(self, g: int) -> np.ndarray:
        """Buildings that crew g knows to burn, or from which it knows of a cry."""
        c = self.c
        mine = c.g_seen[g][c.g_seen[g] >= 0]
        known = np.union1d(np.flatnonzero(c.b_called), mine)
        return known[~c.b_closed[known]]

    def wounded(self, m: int) -> tuple[np.ndarray, np.ndarray]:
        """(rows, order) of the hurt whom m's crew knows of: called in, or in sight of m."""
        c = self.c
        rows = self.hurt
        seen = (c.passage[rows] == c.passage[m]) & (c.unit[rows] == c.unit[m])
        seen &= (c.unit[m] > 0) | (np.abs(c.offset[rows] - c.offset[m]) <= self.sees(m))
        ours = c.called_in[rows] | seen
        return rows[ours], self.order[ours]
