"""What medics and police do with people: triage, stretchers, children who are alone.

Medics go to who needs them most by START: first those out of their senses, bleeding fast or with
much blood lost, then those who cannot walk, last those who can; of these the nearest. Two carry who
cannot walk to the nearest hospital or aid station. Two of the police walk the streets; a child
whom they see with nobody they take along to safety, or give back to their own on the way.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import Places, put_in, take_out
from kinward.core.bundles import PARTY, PLACES
from kinward.core.clock import MINUTE
from kinward.core.few import one_of
from kinward.core.party import Party, join, leave
from kinward.core.vocabulary import A_POST, A_ROUTINE, A_SAFETY, A_TREAT
from kinward.core.wish import go
from kinward.society.acts import draw, note
from kinward.society.kinds import named
from kinward.society.purposes import PATROL_TO
from kinward.society.services.knowing import BLEEDS, HELPLESS
from kinward.society.services.vocabulary import (
    BROUGHT_IN,
    GAVE_BACK,
    ON_STRETCHER,
    TOOK_IN_CHARGE,
    WENT_TO_HURT,
)

IDLE = 0
WOUNDED, STRETCHER, CHILD, ON_PATROL = 3, 4, 5, 6  # `g_task`
REACH = 15.0  # m along a street within which one is with somebody (mind/warned.py)
HANDS = 3.0  # m within which hands reach (body/care.py)
MEDKIT = 3  # item
SLOW = 2.0  # m/s of the slower of two at a stretcher, at most


class Errands:
    """The errands of one minute; `crews` is who sends, with the columns."""

    def __init__(self, crews: Any) -> None:
        self.crews, self.c, self.t, self.par = crews, crews.c, crews.t, crews.par
        self.at = Places(*(getattr(self.c, n) for n in PLACES))
        self.party = Party(*(getattr(self.c, n) for n in PARTY))
        c = self.c
        kids = (c.age < self.par.alone_below) & (c.fate == 0) & ~c.gone & (c.party < 0)
        kids &= (c.unit == 0) & (c.carried_by < 0) & c.awake_mind & ~c.infected & ~c.creature
        self.kids = np.flatnonzero(kids & ((c.aim == A_ROUTINE) | (c.aim >= A_SAFETY)))

    # --- medics --------------------------------------------------------------------------------

    def tend(self, g: int, ours: np.ndarray, leader: int) -> None:
        """Go to who needs them most, stop the bleeding, carry who cannot walk."""
        c = self.c
        o = int(c.g_target[g])
        if c.g_task[g] == STRETCHER:
            self._bear(g, ours, o)
            return
        if c.g_task[g] == WOUNDED and not self._needs(o):
            self.crews.set_task(g, IDLE, -1)
        if c.g_task[g] == IDLE:
            self._pick(g, ours, leader)
        if c.g_task[g] != WOUNDED:
            return
        o = int(c.g_target[g])
        if c.moving[o]:
            return
        self.crews.send(g, int(c.passage[o]), float(c.offset[o]), int(c.unit[o]))
        beside = ours[(c.passage[ours] == c.passage[o]) & (c.unit[ours] == c.unit[o])]
        beside = beside[(np.abs(c.offset[beside] - c.offset[o]) <= HANDS) | (c.unit[o] > 0)]
        beside = beside[c.aim[beside] == A_POST]
        if not len(beside):
            if self.crews.way(leader, int(c.passage[o]), float(c.offset[o])) == np.inf:
                c.called_in[o] = False
                self.crews.set_task(g, IDLE, -1)
            return
        if c.bleeding[o] >= BLEEDS and self.par.treats:
            kit = beside[c.load[beside, MEDKIT] >= 1.0]
            if len(kit):
                self._treat(g, int(kit[np.argmin(c.key[kit])]), o)
                return
        self._lift(g, beside, o)

    def _needs(self, o: int) -> bool:
        """Whether o lives and is still one whom medics see to."""
        c = self.c
        here = o >= 0 and c.fate[o] == 0 and not c.gone[o] and c.carried_by[o] < 0
        ill = here and (c.bleeding[o] >= BLEEDS or not c.awake_mind[o] or c.hurt[o] > HELPLESS)
        return bool(ill) and int(c.unit[o]) not in c.aid_unit

    def _pick(self, g: int, ours: np.ndarray, leader: int) -> None:
        """Whom of those they know of they go to next."""
        c = self.c
        rows, order = self.crews.known.wounded(leader)
        taken = c.g_target[(c.g_task == WOUNDED) | (c.g_task == STRETCHER)]
        able = c.load[ours, MEDKIT].max() >= 1.0 and self.par.treats
        carry = len(ours) > 1 and self.par.carries
        helps = (c.bleeding[rows] >= BLEEDS) & able
        helps |= carry & (~c.awake_mind[rows] | (c.hurt[rows] > HELPLESS))
        free = helps & ~one_of(rows, taken) & ~one_of(rows, ours)
        rows, order = rows[free], order[free]
        far = self.crews.ways(leader, c.passage[rows], c.offset[rows])
        i = np.lexsort((far, far == np.inf, order))  # of each order those whom a way leads to
        i = i[far[i] < np.inf][:1]
        if not len(i):
            return
        best, first = int(rows[i[0]]), (int(order[i[0]]), float(far[i[0]]))
        self.crews.set_task(g, WOUNDED, best)
        c.g_order_event[g] = note(c, self.t, WENT_TO_HURT, leader, best, 0, self.crews.place(best),
                                  value=first[1], value2=first[0],
                                  cause=int(c.g_order_event[g]))  # fmt: skip

    def _treat(self, g: int, m: int, o: int) -> None:
        """m sees to the wounds of o: body/care.py does it."""
        c = self.c
        c.aim[m], c.aim_about[m], c.aim_event[m] = A_TREAT, o, int(c.g_order_event[g])
        c.aim_until[m] = self.t + 5 * MINUTE

    def _lift(self, g: int, beside: np.ndarray, o: int) -> None:
        """Two take o up, where o cannot walk; who can is left to go by themselves."""
        c = self.c
        walks = c.awake_mind[o] and c.hurt[o] <= HELPLESS
        if walks or not self.par.carries:
            c.called_in[o] = False
            self.crews.set_task(g, IDLE, -1)
            return
        beside = beside[c.carrying[beside] < 0]
        if len(beside) < 2:
            if self.t - c.g_task_t[g] > 20 * MINUTE:  # the other does not come
                c.called_in[o] = False
                self.crews.set_task(g, IDLE, -1)
            return
        a, b = beside[np.argsort(c.key[beside])][:2].tolist()
        u, far = self._aid(a)
        if u <= 0:
            self.crews.set_task(g, IDLE, -1)
            return
        c.carrying[a], c.carried_by[o], c.bears[b] = o, a, o
        note(c, self.t, ON_STRETCHER, a, o, 0, self.crews.place(a), value=far,
             cause=int(c.g_order_event[g]))  # fmt: skip
        self.crews.set_task(g, STRETCHER, o)
        self.crews.send(g, int(c.u_passage[u]), float(c.u_off[u]), u)
        self._pace(a, b)

    def _aid(self, m: int) -> tuple[int, float]:
        """(unit of the nearest hospital or aid station that stands, way m); 0 where is none."""
        c = self.c
        units = c.aid_unit[~c.sealed[c.aid_unit]]
        far = self.crews.ways(m, c.u_passage[units], c.u_off[units])
        if not len(units) or far.min() == np.inf:
            return 0, np.inf
        return int(units[np.argmin(far)]), float(far.min())

    def _pace(self, a: int, b: int) -> None:
        """Two with a stretcher go at its speed."""
        c = self.c
        for m in (a, b):
            c.pace[m] = min(1.0, self.par.stretcher / max(0.1, float(c.free_speed[m])))
            c.running[m] = False

    def _bear(self, g: int, ours: np.ndarray, o: int) -> None:
        """With a stretcher: arrive, go on, or set it down where one of the two is lost."""
        c = self.c
        a = int(c.carried_by[o])
        second = ours[c.bears[ours] == o]
        ok = a in ours and c.aim[a] == A_POST and len(second) and c.fate[o] == 0
        if ok:
            b = int(second[0])
            ok = c.passage[b] == c.passage[a] or c.moving[b]
        if not ok:
            self._put_down(a, o, arrived=False)
            self.crews.set_task(g, IDLE, -1)
            return
        if c.unit[a] == c.g_post_unit[g]:
            self._put_down(a, o, arrived=True)
            stopped, c.bleeding[o] = float(c.bleeding[o]), 0.0
            c.called_in[o] = False
            note(c, self.t, BROUGHT_IN, a, o, 0, self.crews.place(a), value=stopped,
                 cause=int(c.g_order_event[g]))  # fmt: skip
            self.crews.set_task(g, IDLE, -1)
            return
        self._pace(a, b)

    def _put_down(self, a: int, o: int, arrived: bool) -> None:
        """Whoever was carried lies where the bearer is."""
        c = self.c
        c.bears[c.bears == o] = -1
        if a < 0 or c.carrying[a] != o:
            return
        c.carrying[a], c.carried_by[o] = -1, -1
        c.pace[a] = 1.0
        if c.gone[o] or c.fate[o] != 0:
            return
        take_out(self.at, o)
        c.passage[o], c.unit[o], c.cell[o] = c.passage[a], c.unit[a], c.cell[a]
        c.offset[o], c.facing[o] = c.offset[a], 2
        put_in(self.at, o)
        if not arrived:
            note(c, self.t, named("set_down"), a, o, 0, self.crews.place(a))

    # --- police --------------------------------------------------------------------------------

    def watch(self, g: int, ours: np.ndarray, leader: int) -> None:
        """Walk the streets; take along a child whom they see with nobody."""
        c = self.c
        if c.g_task[g] == CHILD:
            self._lead(g, leader, int(c.g_target[g]))
            return
        o = self._alone(leader)
        if o >= 0 and self._take(g, leader, o):
            return
        p = int(c.g_post[g])
        there = c.passage[leader] == p and abs(c.offset[leader] - c.g_post_off[g]) <= HANDS
        stuck = not there and not c.moving[leader] and self.t - c.g_task_t[g] > 10 * MINUTE
        if c.g_task[g] != ON_PATROL or there or stuck:
            b = int(draw(c, PATROL_TO, leader, -1, self.t) * len(c.b_off))
            self.crews.set_task(g, ON_PATROL, b)
            self.crews.send(g, int(c.b_passage[b]), float(c.b_off[b]))

    def _alone(self, m: int) -> int:
        """The nearest child in the street in sight of m who goes with nobody; -1 there is none."""
        c = self.c
        if c.unit[m] > 0:
            return -1
        rows = self.kids[c.passage[self.kids] == c.passage[m]]
        rows = rows[c.party[rows] < 0]  # nobody has taken them along in this minute
        far = np.abs(c.offset[rows] - c.offset[m])
        for i in np.lexsort((c.key[rows], far)).tolist():
            o = int(rows[i])
            if far[i] <= self.crews.known.sees(m) and not self._own(o):
                return o
        return -1

    def _own(self, o: int) -> bool:
        """Whether a grown one of o's household is with o."""
        c = self.c
        h = int(c.household[o])
        rows = c.h_member[c.h_ptr[h] : c.h_ptr[h + 1]]
        rows = rows[(c.fate[rows] == 0) & ~c.gone[rows]]
        rows = rows[(c.age[rows] >= 14) & (c.passage[rows] == c.passage[o])]
        return bool((np.abs(c.offset[rows] - c.offset[o]) <= REACH).any())

    def _take(self, g: int, m: int, o: int) -> bool:
        """m takes o along to the nearest safe spot; False where there is no way to any."""
        c = self.c
        ways = self.crews.ways(m, c.haven_passage, c.haven_off)
        if not len(ways) or ways.min() == np.inf:
            return False
        i = int(np.argmin(ways))
        n = note(c, self.t, TOOK_IN_CHARGE, m, o, 0, self.crews.place(o),
                 cause=int(c.g_order_event[g]))  # fmt: skip
        join(self.party, o, m)
        c.guide[o], c.think_t[o] = m, -1
        c.aim[o], c.aim_about[o], c.aim_until[o], c.aim_event[o] = A_SAFETY, -1, -1, n
        spot = int(c.haven_passage[i]), float(c.haven_off[i]), int(c.haven_unit[i])
        go(self.crews.wish, o, *spot)
        self.crews.set_task(g, CHILD, o)
        self.crews.send(g, *spot)
        return True

    def _lead(self, g: int, m: int, o: int) -> None:
        """On the way with a child: safe, with their own again, or lost."""
        c = self.c
        with_us = c.party[o] >= 0 and c.party[o] == c.party[m]
        beside = c.passage[o] == c.passage[m] and abs(c.offset[o] - c.offset[m]) <= REACH
        if c.fate[o] == 0 and (with_us or beside) and self._own(o):  # or gone to them just now
            note(c, self.t, GAVE_BACK, m, o, 0, self.crews.place(m),
                 cause=int(c.g_order_event[g]))  # fmt: skip
            if with_us:
                leave(self.party, m)
                c.guide[o] = -1
            with_us = False
        if c.fate[o] != 0 or not with_us:
            if c.party[m] >= 0:
                leave(self.party, m)
            self.crews.set_task(g, IDLE, -1)
