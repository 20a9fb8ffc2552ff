"""Serving: crews are called out, go where it is worst for their means, and do what they can.

Each crew is called out when whoever leads it learns of the danger, by radio while the net works,
else those who are there. Each weighs the call, and every order after it, as a soldier does
(society/platoon/commanding.py, mind/social.py: sent): what holds obedience up is a promise,
comrades, a command that answers, a home believed safe; there is no fixed rate. Firefighters put
out fires and dig with tools, medics stop bleeding and carry by stretcher, police take along
children who are alone. What they know of stands in knowing.py, what they do with people in
errands.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.routes import Net, remaining
from kinward.core.bundles import AIM, AXES, EVENTS, NET, PARTY, PENDING, PLACES, WISH
from kinward.core.clock import HOUR
from kinward.core.process import Process
from kinward.core.vocabulary import A_DIG, A_HOME, A_POST, A_ROUTINE, A_SAFETY
from kinward.core.wish import go
from kinward.society.acts import less, note, once, ways_on_foot
from kinward.society.answers import ANSWER_WRITES
from kinward.society.bands.vocabulary import CREW_KIND
from kinward.society.platoon.commanding import MUSTER, NONE, Command, Words
from kinward.society.services.errands import Errands
from kinward.society.services.knowing import Known
from kinward.society.services.parameters import Services
from kinward.society.services.vocabulary import (
    CREW_CALLED,
    CREW_JOINED,
    CREW_TAKEN_OVER,
    FIRE_CREW,
    GAVE_UP_RUIN,
    LEFT_CREW,
    MEDICS,
    STAYED_WITH_CREW,
    WENT_TO_FIRE,
    WENT_TO_RUIN,
)

IDLE, FIRE, RUIN = range(3)  # `g_task`; the others are of errands.py
AT = 12.0  # m within which one works at a house, or at somebody (assumed)
AGAIN = HOUR  # until one who declined is asked again (assumed)
CROWDED = 0.3  # what a house weighs for each crew that is there already (assumed)


class Crews(Command):
    """One minute of all crews; `c` are the columns of the process."""

    kind = CREW_KIND
    words = Words(CREW_JOINED, CREW_TAKEN_OVER, LEFT_CREW, STAYED_WITH_CREW)

    def __init__(self, t: int, par: Services, c: Any) -> None:
        super().__init__(t, par, c)
        self.known = Known(t, par, c)
        self.net = Net(*(getattr(c, n) for n in NET))
        self.errands = Errands(self)

    def run(self) -> None:
        """Answers first, then each crew in order of its number."""
        c = self.c
        self.answers()
        c.works_at[:], c.hoses_at[:] = -1, -1
        crews = self.groups()
        for g, who in crews:
            self.lead(g, who)
            self.order(g, who)
        for g, who in crews:
            leader = int(c.g_leader[g])
            if c.g_orders[g] == NONE or leader < 0 or not self.fit[leader]:
                continue
            ours = who[self.fit[who] & c.sworn[who]]
            if leader not in ours:
                continue
            if c.g_craft[g] == FIRE_CREW:
                self.known.look(g, leader)
                self.fight(g, ours, leader)
            elif c.g_craft[g] == MEDICS:
                self.errands.tend(g, ours, leader)
            elif self.par.escorts:
                self.errands.watch(g, ours, leader)
            self.gather_up(g, ours)

    def order(self, g: int, who: np.ndarray) -> None:
        """Call the crew out when whoever leads it learns of the danger; then ask again."""
        c, t = self.c, self.t
        leader = int(c.g_leader[g])
        if leader < 0 or not self.fit[leader]:
            return
        if c.g_orders[g] == NONE:
            if c.warned_t[leader] < 0:
                return
            c.g_orders[g], c.g_order_t[g] = MUSTER, t
            c.sworn[leader] = True
            c.g_order_event[g] = note(c, t, CREW_CALLED, leader, -1, g, self.place(leader),
                                      value=len(who))  # fmt: skip
            self.ask(g, who, leader)
        elif (t - c.g_order_t[g]) % int(self.par.orders * 1000.0) == 0:
            again = (c.ordered_t[who] < 0) | (t - c.ordered_t[who] >= AGAIN)
            self.ask(g, who[c.sworn[who] | again], leader)

    def ask(self, g: int, who: np.ndarray, leader: int) -> None:
        """Let an order come to those who are there, and by radio while the net works."""
        near = who if self.known.net else self.with_leader(who, leader)
        super().ask(g, near, leader)

    # --- where to ------------------------------------------------------------------------------

    def way(self, m: int, p: int, off: float) -> float:
        """Way of m to a spot by what m knows is closed, m."""
        c = self.c
        return remaining(self.net, 2 * int(c.chart[m]), int(c.passage[m]), float(c.offset[m]), p,
                         off)  # fmt: skip

    def ways(self, m: int, p: np.ndarray, off: np.ndarray) -> np.ndarray:
        """Ways of m to each of many spots, m."""
        return ways_on_foot(self.c, self.net, m, p, off)

    def send(self, g: int, p: int, off: float, unit: int = 0) -> None:
        """The crew is to be at a spot from now on."""
        c = self.c
        c.g_post[g], c.g_post_off[g], c.g_post_unit[g] = p, off, unit

    def set_task(self, g: int, task: int, target: int) -> None:
        """The crew is about something else."""
        c = self.c
        c.g_task[g], c.g_target[g], c.g_task_t[g] = task, target, self.t

    def gather_up(self, g: int, who: np.ndarray) -> None:
        """Those who serve go where the crew is to be, once nothing else holds them."""
        c = self.c
        p, off, unit = int(c.g_post[g]), float(c.g_post_off[g]), int(c.g_post_unit[g])
        for m in who.tolist():
            if c.aim[m] in (A_ROUTINE, A_HOME) or A_SAFETY <= c.aim[m] <= A_DIG:
                self.aim(m, A_POST, int(c.g_order_event[g]))
            if c.aim[m] != A_POST:
                continue
            there = c.passage[m] == p and c.unit[m] == unit and abs(c.offset[m] - off) <= AT
            there = there or (unit > 0 and c.unit[m] == unit)
            elsewhere = c.moving[m] and (c.goal_passage[m] != p or c.goal_unit[m] != unit)
            if not there and c.wish[m] == 0 and (not c.moving[m] or elsewhere):
                go(self.wish, m, p, off, unit)

    def present(self, who: np.ndarray, p: int, off: float) -> np.ndarray:
        """Of `who` those at their post who stand within reach of a spot in the street."""
        c = self.c
        ok = (c.passage[who] == p) & (c.unit[who] == 0) & (c.aim[who] == A_POST)
        return who[ok & (np.abs(c.offset[who] - off) <= AT)]

    # --- firefighters --------------------------------------------------------------------------

    def fight(self, g: int, ours: np.ndarray, leader: int) -> None:
        """Go where it is worst, put out what burns, dig where somebody was heard."""
        c, b = self.c, int(c_target(self.c, g))
        if c.g_task[g] == FIRE and not self.known.burns[b]:
            if len(self.present(ours, int(c.b_passage[b]), float(c.b_off[b]))):
                self._close(g, b)
        if c.g_task[g] == IDLE:
            self._choose(g, leader)
        if c.g_task[g] == IDLE:
            return
        b = int(c.g_target[g])
        there = self.present(ours, int(c.b_passage[b]), float(c.b_off[b]))
        if not len(there):
            if self.way(leader, int(c.b_passage[b]), float(c.b_off[b])) == np.inf:
                c.b_closed[b] = True
                self.set_task(g, IDLE, -1)
            return
        if c.g_task[g] == FIRE:
            c.hoses_at[there] = b
            return
        c.works_at[there] = b
        heard = c.below_of[there]
        last = np.where((heard >= 0) & (c.ruin_of[heard] == b), c.below_t[there], -1).max()
        c.g_task_t[g] = max(int(c.g_task_t[g]), int(last))
        arrived = self.t - c.g_task_t[g]
        if arrived >= self.par.gives_up * 1000.0:
            note(c, self.t, GAVE_UP_RUIN, leader, -1, b, int(c.b_passage[b]),
                 cause=int(c.g_order_event[g]))  # fmt: skip
            c.works_at[there] = -1
            self._close(g, b)

    def _close(self, g: int, b: int) -> None:
        """What could be done at b is done."""
        self.c.b_closed[b] = True
        self.set_task(g, IDLE, -1)

    def _choose(self, g: int, leader: int) -> None:
        """Of the houses that the crew knows of, the one where it is worst and nearest."""
        c, t = self.c, self.t
        best, most, task, far = -1, 0.0, IDLE, 0.0
        busy = c.g_target[(c.g_craft == FIRE_CREW) & (c.g_task > IDLE)]
        houses = self.known.houses(g)
        ways = self.ways(leader, c.b_passage[houses], c.b_off[houses])
        for b, way in zip(houses.tolist(), ways.tolist()):
            burns = bool(self.known.burns[b])
            if (burns and not self.par.douses) or (not burns and not self.par.digs):
                continue
            worth = self.par.blaze * float(c.b_floors[b]) if burns else 1.0
            worth *= CROWDED ** int((busy == b).sum()) * 0.5 ** (way / self.par.far)
            if worth > most:
                best, most, task, far = b, worth, FIRE if burns else RUIN, way
        if best < 0:
            return
        self.set_task(g, task, best)
        self.send(g, int(c.b_passage[best]), float(c.b_off[best]))
        if task == RUIN:
            c.g_task_t[g] = t + int(far / 1.0 * 1000.0)  # the wait begins when they are there
        c.g_order_event[g] = note(c, t, WENT_TO_FIRE if task == FIRE else WENT_TO_RUIN, leader, -1,
                                  best, int(c.b_passage[best]), value=far,
                                  cause=int(c.g_order_event[g]))  # fmt: skip


def c_target(c: Any, g: int) -> int:
    """Target of a crew, 0 where it has none (so that it can be looked up)."""
    return max(0, int(c.g_target[g]))


def serve(t: int, par: Services, c: Any) -> None:
    """One minute of all crews; nothing until the danger shows."""
    if c.danger_t[0] >= 0:
        Crews(t, par, c).run()


_WRITES = once(
    *PLACES, "offset", *WISH, *AIM, *PENDING, *PARTY, *ANSWER_WRITES, *EVENTS, "running", "think_t",
    "guide", "sworn", "post_passage", "ordered_t", "stayed", "walked_off", "carrying", "carried_by",
    "pace", "bleeding", "blood_lost", "bleed_t", "works_at", "hoses_at", "bears", "b_called",
    "b_closed", "called_in", "g_leader", "g_post", "g_post_off", "g_post_unit", "g_orders",
    "g_order_t", "g_order_event", "g_heads", "g_lost_t", "g_task", "g_target", "g_task_t", "g_seen",
)  # fmt: skip
_READS = (
    "fate", "gone", "awake_mind", "hurt", "moving", "goal_passage", "goal_unit", "activity",
    "chart", "free_speed", "load", "rank", "group_id", "group_n", "g_kind", "g_craft", "tie_end",
    "tie_to", "tie_strength", "tie_alive", "danger_t", "warned_t", "burning", "ruin_of", "below_of",
    "below_t", "smoke", "sealed",
)  # fmt: skip
SERVE = Process(
    "serve", "minute", serve, section="services", python=True,
    writes=_WRITES,
    reads=less(_READS, _WRITES),
    fixed=once(*NET, *AXES, "tie_ptr", "household", "age", "role", "key", "seed", "haven_passage",
               "haven_off", "haven_unit", "u_passage", "u_off", "u_kind", "b_passage", "b_off",
               "b_floors", "aid_unit", "infected", "creature", "home", "h_ptr",
               "h_member"),
    meaning="crews fight fires, dig, see to the hurt and to children who are alone",
    of="services",
)  # fmt: skip
