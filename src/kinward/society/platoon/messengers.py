"""Runners: what the radio does not carry, somebody walks with.

Whoever leads a squad sends one of those with them on foot, one at a time: once with a report of
what happened to the nearest checkpoint, which counts there as `counts` parties that bear wounds;
then with the order to muster to comrades whom no radio reached, the nearest home first. The runner
really goes there: may be seized or killed on the way, may find nobody, and leaves the order there.
Out of the leader's sight, soon after setting out, each thinks again whether to obey
(mind/social.py: sent), and who does not goes to their own; the message is lost.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import place_number
from kinward.city.routes import Net
from kinward.core.bundles import AIM, EVENTS, NET, PENDING, WISH
from kinward.core.clock import MINUTE
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Duration, Switch, ms
from kinward.core.vocabulary import A_POST, C_SENT
from kinward.core.wish import Wish, go
from kinward.society.acts import less, note, once, ways_on_foot
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.squads import living_of
from kinward.society.platoon.vocabulary import (
    ORDER_FOUND,
    RUNNER_BROUGHT,
    RUNNER_IN_VAIN,
    RUNNER_REPORTED,
    RUNNER_SENT,
    WITH_ORDER,
    WITH_REPORT,
)

NONE, ORDER, REPORT = range(3)  # column errand
THINKS_AGAIN = 3 * MINUTE  # after setting out: out of sight (assumed)
NEAR = 40.0  # m along a street within which one is with the leader (platoon.nearby)


class Messengers(Parameters):
    """Runners of squads."""

    on: Switch = param(True, "leaders send runners with orders and reports", "story S5")
    least: Count = param(3, "a leader with fewer comrades beside them sends nobody", "assumed",
                         ge=1, le=100)  # fmt: skip
    every: Duration = param("5 min", "from one runner to the next", "assumed", ge="1 min",
                            le="1 day")  # fmt: skip
    lost: Duration = param("1 h", "after so long without news a runner is taken for lost, "
                           "and another goes", "assumed", ge="1 min", le="2 days")  # fmt: skip
    counts: Count = param(5, "so many reports of wounded parties a soldier's is worth at a "
                          "checkpoint", "assumed", ge=0, le=10_000)  # fmt: skip


def messengers(t: int, par: Messengers, c: Any) -> None:
    """One minute of all runners; then each leader may send one."""
    if not par.on or c.danger_t[0] < 0:
        return
    run = _Runners(t, par, c)
    for m in np.flatnonzero(c.errand != NONE).tolist():
        run.go_on(m)
    for m in np.flatnonzero((c.order_left >= 0) & (c.unit == c.home)).tolist():
        run.found(m)
    for g, who in living_of(c, SQUAD_KIND):
        run.send(g, who)


class _Runners:
    """The runners of one minute."""

    def __init__(self, t: int, par: Messengers, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.fit = (c.fate == 0) & ~c.gone & (c.passage >= 0) & c.awake_mind & (c.carried_by < 0)
        self.net = Net(*(getattr(c, n) for n in NET))

    def go_on(self, m: int) -> None:
        """m is on an errand: arrives, or gives it up."""
        c, t = self.c, self.t
        p, off, u = self.goal(m)
        if not self.fit[m] or not c.sworn[m] or p < 0:
            c.errand[m] = NONE  # fell, was taken or went home: the message is lost
            return
        if c.aim[m] != A_POST or c.moving[m] or c.wish[m] != 0:
            return  # on the way, or something came between
        there = c.passage[m] == p and c.unit[m] == u and abs(c.offset[m] - off) <= NEAR
        if not there and t - c.errand_t[m] < ms(self.par.lost):
            go(self.wish(), m, p, off, u)
            return
        if there and c.errand[m] == REPORT:
            self.report(m)
        else:
            self.bring(m, there)
        c.errand[m] = NONE  # and back to the squad, as whoever stands by it (commanding.py)

    def goal(self, m: int) -> tuple[int, float, int]:
        """Spot to which m is sent, (-1, 0, 0) if there is none any more."""
        c, o = self.c, int(self.c.errand_for[m])
        if c.errand[m] == REPORT:
            return int(c.check_passage[o]), float(c.check_off[o]), 0
        u = int(c.home[o])
        return int(c.u_passage[u]), float(c.u_off[u]), u

    def bring(self, m: int, there: bool) -> None:
        """m gives the order to the comrade, if they are there."""
        c, t, o = self.c, self.t, int(self.c.errand_for[m])
        minutes = (t - int(c.errand_t[m])) / MINUTE
        beside = c.passage[o] == c.passage[m] and c.unit[o] == c.unit[m]
        if not there or not self.fit[o] or not beside:
            note(c, t, RUNNER_IN_VAIN, m, o, 0, self.place(m), -1, minutes, 0.0,
                 int(c.errand_event[m]))  # fmt: skip
            c.order_left[o] = m if there else -1
            return
        n = note(c, t, RUNNER_BROUGHT, m, o, 0, self.place(m), -1, minutes, 0.0,
                 int(c.errand_event[m]))  # fmt: skip
        c.ordered_t[o] = t
        leader = int(c.g_leader[c.group_id[m]])
        if leader >= 0:
            raise_occasion(self.wait(), o, C_SENT, leader, n, t + 1000)

    def found(self, m: int) -> None:
        """m comes home, and finds the order there."""
        c, t, o = self.c, self.t, int(self.c.order_left[m])
        leader = int(c.g_leader[c.group_id[m]]) if c.group_id[m] >= 0 else -1
        if not self.fit[m] or c.unit[m] <= 0:
            return
        c.order_left[m] = -1
        if c.ordered_t[m] >= 0 or leader < 0:
            return
        minutes = (t - int(c.errand_t[o])) / MINUTE
        n = note(c, t, ORDER_FOUND, m, -1, 0, self.place(m), -1, minutes, 0.0,
                 int(c.errand_event[o]))  # fmt: skip
        c.ordered_t[m] = t
        raise_occasion(self.wait(), m, C_SENT, leader, n, t + 1000)

    def report(self, m: int) -> None:
        """m tells the checkpoint what happened."""
        c, t, g = self.c, self.t, int(self.c.errand_for[m])
        c.cp_reports[g] += self.par.counts
        note(c, t, RUNNER_REPORTED, m, -1, g, self.place(m), -1, self.par.counts,
             (t - int(c.errand_t[m])) / MINUTE, int(c.errand_event[m]))  # fmt: skip

    def send(self, g: int, who: np.ndarray) -> None:
        """The leader of squad g sends somebody, if there is anything to tell anyone."""
        c, t = self.c, self.t
        leader = int(c.g_leader[g])
        if leader < 0 or not self.fit[leader] or c.g_orders[g] == 0 or t < c.g_runner_t[g]:
            return
        beside = self.beside(who, leader)
        out = who[(c.errand[who] != NONE) & (t - c.errand_t[who] < ms(self.par.lost))]
        if len(out) or len(beside) < self.par.least:
            return
        what, about = self.message(g, who, leader)
        if what == NONE:
            return
        m = int(beside[np.lexsort((c.key[beside], -c.free_speed[beside]))][0])  # the fastest
        c.errand[m], c.errand_for[m], c.errand_t[m] = what, about, t
        c.g_runner_t[g] = t + ms(self.par.every)
        word = WITH_REPORT if what == REPORT else WITH_ORDER
        c.errand_event[m] = note(c, t, RUNNER_SENT, m, leader, g, self.place(m), word, 0.0, 0.0,
                                 int(c.g_order_event[g]))  # fmt: skip
        c.aim[m], c.aim_about[m], c.aim_event[m] = A_POST, -1, c.errand_event[m]
        go(self.wish(), m, *self.goal(m))
        raise_occasion(self.wait(), m, C_SENT, leader, int(c.errand_event[m]), t + THINKS_AGAIN)

    def beside(self, who: np.ndarray, leader: int) -> np.ndarray:
        """Of `who` those who stand by the squad beside its leader."""
        c = self.c
        ok = self.fit[who] & c.sworn[who] & (who != leader) & (c.aim[who] == A_POST)
        ok &= (c.passage[who] == c.passage[leader]) & (c.errand[who] == NONE) & (c.foe[who] < 0)
        return who[ok & (np.abs(c.offset[who] - c.offset[leader]) <= NEAR)]

    def message(self, g: int, who: np.ndarray, leader: int) -> tuple[int, int]:
        """(kind of errand, checkpoint or comrade it is for)."""
        c = self.c
        if not c.g_reported[g] and len(c.check_passage):
            far = ways_on_foot(c, self.net, leader, c.check_passage, c.check_off)
            if far.min() < np.inf:
                c.g_reported[g] = True
                return REPORT, int(np.argmin(far))
        unheard = who[(c.ordered_t[who] < 0) & (who != leader) & ~c.sworn[who] & ~c.sent_for[who]]
        unheard = unheard[np.argsort(c.key[unheard], kind="stable")]
        home = c.home[unheard]
        far = ways_on_foot(c, self.net, leader, c.u_passage[home], c.u_off[home])
        far[home <= 0] = np.inf
        if not len(far) or far.min() == np.inf:
            return NONE, -1
        best = int(unheard[np.argmin(far)])
        c.sent_for[best] = True
        return ORDER, best

    def place(self, m: int) -> int:
        """Place number of m in events."""
        c = self.c
        return place_number(c, m)

    def wish(self) -> Wish:
        """The columns of wishes."""
        return Wish(*(getattr(self.c, n) for n in WISH))

    def wait(self) -> Pending:
        """The columns of occasions."""
        return Pending(*(getattr(self.c, n) for n in PENDING))


_WRITES = once(*WISH, *AIM, *PENDING, *EVENTS, "errand", "errand_for", "errand_t", "errand_event",
               "sent_for", "order_left", "g_runner_t", "g_reported", "ordered_t",
               "cp_reports")  # fmt: skip
_READS = (
    "fate", "gone", "passage", "unit", "offset", "awake_mind", "carried_by", "moving", "chart",
    "group_id", "g_kind", "group_n", "g_leader", "g_orders", "g_order_event", "sworn", "foe",
    "free_speed", "home", "danger_t",
)  # fmt: skip
RUNNERS = Process(
    "runners", "minute", messengers, section="messengers", python=True,
    writes=_WRITES, reads=less(_READS, _WRITES),
    fixed=once(*NET, "key", "u_passage", "u_off", "check_passage", "check_off"),
    meaning="squads send runners with orders and reports",
    of="platoon",
)  # fmt: skip
