"""Trade parties: which bands send traders, to whom, and who goes (R5)."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.routes import Net, remaining
from kinward.core.bundles import NET, PENDING
from kinward.core.clock import MINUTE
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.vocabulary import C_SENT, SOLDIER
from kinward.society import groups
from kinward.society.bands import bartering, errands
from kinward.society.bands.trading_parameters import Trade
from kinward.society.bands.vocabulary import ROB, TRADE

SETS_OUT, BACK_BY = 8 * 60 + 15, 17 * 60  # minutes of the day (assumed)
DANGER = 0.6  # danger felt of late from which no traders go (assumed)


class Parties:
    """The parties of one morning, from the columns `c` of the process."""

    def __init__(self, t: int, par: Trade, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.net = Net(*(getattr(c, n) for n in NET))
        self.wait = Pending(*(getattr(c, n) for n in PENDING))

    def send_out(self) -> None:
        """The morning: who has something to give and lacks something sends traders."""
        c, par = self.c, self.par
        for g in groups.bands(c):
            late = c.g_trade_t[g] >= 0 and self.t - c.g_trade_t[g] < par.every * 1000
            if c.g_unit[g] <= 0 or c.g_hunts[g] or c.g_strangers[g] == ROB or late:
                continue
            if c.g_leader[g] < 0 or c.g_threat[g] > DANGER:
                continue
            store = bartering.store_of(c, par, g)
            give, want = bartering.offered(store), bartering.lacking(store, par.lacks)
            host = self._host(g) if give and want else -1
            team = self._team(g) if host >= 0 else []
            if team:
                self._start(g, host, team, give[0], want[0])

    def _team(self, g: int) -> list[int]:
        """Who goes: grown, fit, at home; the skilled and armed first, never the leader alone."""
        c, u = self.c, int(self.c.g_unit[g])
        who = groups.members(c, g)
        fit = who[errands.free(c, who) & (c.age[who] >= 16) & (c.age[who] < 68)
                  & (c.unit[who] == u) & (who != c.g_leader[g])
                  & (c.duty[who] != SOLDIER)]  # fmt: skip
        if len(fit) < 2:  # one alone is no party, and somebody stays behind
            return []
        armed = (c.load[fit, 8:13] >= 1.0).any(1)
        order = np.lexsort((c.key[fit], -(c.skill[fit] + 0.4 * armed)))
        return [int(m) for m in fit[order][: min(self.par.team, (len(fit) + 1) // 2)]]

    def _host(self, g: int) -> int:
        """The band to go to: known, not held in low regard, near; -1 none."""
        c, best, most = self.c, -1, -np.inf
        who = groups.members(c, g)
        for h in groups.bands(c):
            tried = c.g_traded_t[g, h] >= 0 and self.t - c.g_traded_t[g, h] < self.par.again * 1000
            if h == g or c.g_unit[h] <= 0 or c.g_leader[h] < 0 or c.g_hunts[h] or tried:
                continue
            regard = float(c.g_regard[g, h])
            if regard < self.par.trusts or not self._knows(g, h, who):
                continue
            way = float(remaining(self.net, 0, *spot(c, g), *spot(c, h)))
            if way <= self.par.reach and regard - way / 1000.0 > most:
                best, most = h, regard - way / 1000.0
        return best

    def _knows(self, g: int, h: int, who: np.ndarray) -> bool:
        """Whether those of g know of h: met or told of them, tied to one of them, or from them."""
        c = self.c
        if c.g_seen_t[g, h] >= 0 or (c.left_group[who] == h).any():
            return True
        for m in who.tolist():
            other = c.tie_to[int(c.tie_ptr[m]) : int(c.tie_end[m])]
            if (c.group_id[other] == h).any():
                return True
        return False

    def _start(self, g: int, h: int, team: list[int], give: int, want: int) -> None:
        c = self.c
        p, off = spot(c, h)
        due = self.t + (BACK_BY - SETS_OUT) * MINUTE
        r = errands.start(c, self.t, g, TRADE, team, due, passage=p, offset=off,
                          about=int(c.g_leader[h]))  # fmt: skip
        if r < 0:
            return
        c.o_band[r], c.o_round[r], c.o_pressed[r] = h, 0, 0
        c.o_give[r], c.o_want[r], c.o_given[r], c.o_wanted[r] = give, want, 0.0, 0.0
        c.g_trade_t[g] = c.g_traded_t[g, h] = self.t
        for m in team:
            raise_occasion(self.wait, m, C_SENT, int(c.g_leader[g]), -1, self.t + MINUTE)


def spot(c: Any, g: int) -> tuple[int, float]:
    """Passage and offset of the door of band g."""
    u = int(c.g_unit[g])
    return int(c.u_passage[u]), float(c.u_off[u])
