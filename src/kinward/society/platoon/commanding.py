"""Command: a squad musters, is sent to hold a way out, and loses those who go to their own.

When the danger shows, each squad is called to its station; an order reaches those who stand with
whoever leads it, others by radio at a chance. Whoever leads sends it out when its time to gather
is over, to the safe spot that no other squad holds and that lies nearest. Every so often those
there are asked again, and each weighs it (mind/social.py: sent): what holds obedience up is a
promise, comrades, a command that answers, a home believed safe. Who declines goes to their own, and
is not asked again while one of them is missing, or at all where nobody was; nor is who waits at a
checkpoint like anybody else.
Where the leader falls the next in rank leads, and with nobody left to lead nobody is asked.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.places import place_number
from kinward.city.routes import Net
from kinward.core.bundles import AIM, EVENTS, NET, PENDING, WISH
from kinward.core.choices import O_OBEY
from kinward.core.clock import HOUR, MINUTE
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_CHECKPOINT,
    A_DIG,
    A_HOME,
    A_ON_DUTY,
    A_POST,
    A_ROUTINE,
    A_SAFETY,
    C_SENT,
    SLEEP,
)
from kinward.core.wish import Wish, go, stay
from kinward.society.acts import draw, less, note, once, ways_on_foot
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.squads import Platoon, living_of
from kinward.society.platoon.vocabulary import (
    FELL_IN,
    LEFT_POST,
    MUSTERED,
    RELIEVED,
    SENT_TO_HOLD,
    SHARED_ROUNDS,
    STAYED_ON,
    TOOK_COMMAND,
)
from kinward.society.purposes import SQUAD_CALL

NONE, MUSTER, HOLD, DONE = range(4)  # `g_orders`
FOR_OWN, FOR_GOOD = 1, 2  # `walked_off`
LOW = 20.0  # rifle rounds below which comrades hand one some (assumed)


class Words(NamedTuple):
    """The kinds of event of one kind of group: who joins, leads next, leaves, or stays."""

    joined: int
    leads: int
    left: int
    stayed: int


class Command:
    """One minute of all groups of a kind that serve; `c` are the columns of the process."""

    kind = SQUAD_KIND
    words = Words(FELL_IN, TOOK_COMMAND, LEFT_POST, STAYED_ON)

    def __init__(self, t: int, par: Any, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.wish = Wish(*(getattr(c, n) for n in WISH))
        self.fit = (c.fate == 0) & ~c.gone & (c.passage >= 0) & c.awake_mind & (c.carried_by < 0)

    def run(self) -> None:
        """Answers first, then each squad in order of its number."""
        c = self.c
        self.answers()
        for g, who in self.groups():
            self.lead(g, who)
            self.order(g, who)
            self.gather_up(g, who)
            if self.par.shares and self.t % (5 * MINUTE) == 0:
                self.share(who[self.fit[who] & c.sworn[who]])

    def answers(self) -> None:
        """Carry out what those of these groups answered to an order."""
        c = self.c
        for said in take(c, C_SENT, among=(c.group_id >= 0) & (c.g_kind[c.group_id] == self.kind)):
            self.answered(said)

    def groups(self) -> list[tuple[int, np.ndarray]]:
        """Each group of this kind with anybody left, and the rows of its living."""
        return living_of(self.c, self.kind)

    # --- who leads -----------------------------------------------------------------------------

    def lead(self, g: int, who: np.ndarray) -> None:
        """Let the next in rank take over where whoever led is dead, gone or out of their senses."""
        c, t = self.c, self.t
        old = int(c.g_leader[g])
        if old >= 0 and self.fit[old] and int(c.group_id[old]) == g:
            c.g_lost_t[g] = -1
            return
        if c.g_lost_t[g] < 0:
            c.g_lost_t[g] = t
        if not self.par.succession or t - c.g_lost_t[g] < self.par.takes_over * 1000.0:
            return
        fit = who[self.fit[who] & (c.sworn[who] | (c.g_orders[g] == NONE))]
        if not len(fit):
            return
        new = int(fit[np.lexsort((c.key[fit], -c.age[fit], -c.rank[fit]))][0])
        c.g_leader[g], c.g_lost_t[g] = new, -1
        c.g_heads[g] += 1
        c.sworn[new] = True
        note(c, t, self.words.leads, new, old, g, self.place(new), value=float(c.g_heads[g]))

    # --- orders --------------------------------------------------------------------------------

    def order(self, g: int, who: np.ndarray) -> None:
        """Muster when the danger shows; then send the squad out; then ask again and again."""
        c, t = self.c, self.t
        leader = int(c.g_leader[g])
        if leader < 0 or not self.fit[leader] or int(c.group_id[leader]) != g:
            return
        if c.g_orders[g] == DONE:
            return
        if c.g_orders[g] != NONE and t - c.danger_t[0] >= self.par.holds * 1000.0:
            self.relieve(g, who, leader)
            return
        if c.g_orders[g] == NONE:
            if c.warned_t[leader] < 0:
                return
            c.g_orders[g], c.g_order_t[g] = MUSTER, t
            c.sworn[leader] = True
            c.g_order_event[g] = note(c, t, MUSTERED, leader, -1, g, int(c.g_post[g]),
                                      value=len(who))  # fmt: skip
            self.ask(g, who, leader)
            return
        if c.g_orders[g] == MUSTER and t - c.g_order_t[g] >= self.par.gathers * 1000.0:
            there = self.with_leader(who, leader)
            if len(there) >= self.par.least and self.choose_post(g, leader):
                c.g_orders[g], c.g_order_t[g] = HOLD, t
                c.g_order_event[g] = note(c, t, SENT_TO_HOLD, leader, -1, g, int(c.g_post[g]),
                                          value=len(there))  # fmt: skip
                self.ask(g, there, leader)
            return
        if (t - c.g_order_t[g]) % int(self.par.orders * 1000.0) == 0:
            self.ask(g, self.with_leader(who, leader), leader)
            if c.g_orders[g] == MUSTER:
                self.ask(g, who[~c.sworn[who]], leader)

    def relieve(self, g: int, who: np.ndarray, leader: int) -> None:
        """The squad has held out its time: from now on they do what anybody does."""
        c, t = self.c, self.t
        hours = (t - int(c.danger_t[0])) / HOUR
        n = note(c, t, RELIEVED, leader, -1, g, self.place(leader), value=len(who), value2=hours)
        c.g_orders[g], c.g_order_t[g], c.g_order_event[g] = DONE, t, n
        c.post_passage[who], c.sworn[who] = -1, False
        for m in who[self.fit[who]].tolist():
            if c.aim[m] == A_POST or c.aim[m] == A_ON_DUTY:
                self.aim(m, A_ROUTINE, n)

    def ask(self, g: int, who: np.ndarray, leader: int) -> None:
        """Let an order come to those it reaches, and each make up their mind about it."""
        c, t = self.c, self.t
        near = set(self.with_leader(who, leader).tolist())
        for m in who.tolist():
            if m == leader or not self.fit[m] or c.ordered_t[m] == t or self.elsewhere(m):
                continue
            radio = draw(c, SQUAD_CALL, m, leader, t) < self.par.reached
            if m in near or (c.g_orders[g] == MUSTER and radio and c.activity[m] != SLEEP):
                c.ordered_t[m] = t
                raise_occasion(self.wait, m, C_SENT, leader, int(c.g_order_event[g]), t + 1000)

    def elsewhere(self, m: int) -> bool:
        """Whether m has left and has not found their own yet, or waits at a checkpoint to leave."""
        c = self.c
        if c.aim[m] == A_CHECKPOINT or c.walked_off[m] == FOR_GOOD:
            return True
        return c.walked_off[m] == FOR_OWN and self.missed(m) >= 0

    def with_leader(self, who: np.ndarray, leader: int) -> np.ndarray:
        """Of `who` those who are with whoever leads: in one room, or near on one street."""
        c = self.c
        ok = self.fit[who] & (c.passage[who] == c.passage[leader])
        ok &= (c.unit[who] == c.unit[leader]) | (c.unit[who] == 0) | (c.unit[leader] == 0)
        return who[ok & (np.abs(c.offset[who] - c.offset[leader]) <= self.par.nearby)]

    def choose_post(self, g: int, leader: int) -> bool:
        """The nearest safe spot that no other squad holds; False if there is no way to any."""
        c, net = self.c, Net(*(getattr(self.c, n) for n in NET))
        held = {int(c.g_post[h]) for h in range(1, int(c.group_n[0]))
                if h != g and c.g_orders[h] == HOLD}  # fmt: skip
        far = ways_on_foot(c, net, leader, c.haven_passage, c.haven_off)
        if len(held) < len(c.haven_passage):
            far[np.isin(c.haven_passage, list(held))] = np.inf
        if not len(far) or far.min() == np.inf:
            return False
        spot = int(np.argmin(far))
        c.g_post[g], c.g_post_off[g] = c.haven_passage[spot], c.haven_off[spot]
        return True

    def answered(self, said: Said) -> None:
        """Who obeys stands with the squad from now on; who does not goes to their own."""
        c, m = self.c, said.who
        g = int(c.group_id[m])
        if g < 0 or c.g_kind[g] != self.kind or not self.fit[m]:
            return
        own = self.missed(m)
        leader = int(c.g_leader[g])
        if said.option == O_OBEY:
            if not c.sworn[m]:
                c.sworn[m], c.walked_off[m] = True, 0
                note(c, self.t, self.words.joined, m, leader, g, self.place(m), cause=said.event)
            if own >= 0 and not c.stayed[m]:
                c.stayed[m] = True
                note(c, self.t, self.words.stayed, m, own, g, self.place(m), cause=said.event)
            return
        if c.sworn[m]:
            c.walked_off[m] = FOR_OWN if own >= 0 else FOR_GOOD
            note(c, self.t, self.words.left, m, own, g, self.place(m), cause=said.event)
        c.sworn[m] = False
        c.post_passage[m] = -1  # and has no post to report to any more
        if c.aim[m] == A_POST or c.aim[m] == A_ON_DUTY:
            self.aim(m, A_ROUTINE, said.event)

    def missed(self, m: int) -> int:
        """Of those m lives with the one that most binds and of whom m does not know; -1 nobody."""
        c, best, most = self.c, -1, 0.0
        for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
            o = int(c.tie_to[r])
            if c.household[o] != c.household[m] or c.tie_strength[r] <= most:
                continue
            here = c.passage[o] == c.passage[m] and c.unit[o] == c.unit[m] and c.fate[o] == 0
            if not here and c.tie_alive[r] > 0.0:
                best, most = o, float(c.tie_strength[r])
        return best

    # --- standing by them ----------------------------------------------------------------------

    def gather_up(self, g: int, who: np.ndarray) -> None:
        """Those who stand by the squad go where it is to be, once nothing else holds them."""
        c = self.c
        if c.g_orders[g] == NONE or c.g_orders[g] == DONE:
            return
        p, off = int(c.g_post[g]), float(c.g_post_off[g])
        for m in who[self.fit[who] & c.sworn[who]].tolist():
            free = c.aim[m] in (A_ROUTINE, A_HOME) or A_SAFETY <= c.aim[m] <= A_DIG
            if free:
                self.aim(m, A_POST, int(c.g_order_event[g]))
            if c.aim[m] != A_POST:
                continue
            if self.kind == SQUAD_KIND and (c.covers[m] or c.steers[m] >= 0):
                continue  # in a formation (forming.py), or with a crawler (crawlers.py)
            there = c.passage[m] == p and abs(c.offset[m] - off) <= self.par.nearby
            if not there and not c.moving[m] and c.wish[m] == 0:
                go(self.wish, m, p, off, 0)

    def aim(self, m: int, aim: int, event: int) -> None:
        """Let m be about something else."""
        c = self.c
        c.aim[m], c.aim_about[m], c.aim_until[m], c.aim_event[m] = aim, -1, -1, event
        c.think_t[m] = -1
        c.running[m] = False
        stay(self.wish, m)

    def share(self, who: np.ndarray) -> None:
        """Who has the most rounds hands half of the difference to who has least, if that is low."""
        c = self.c
        item = ITEM["rifle_round"]
        if len(who) < 2:
            return
        rounds = c.load[who, item]
        least = int(who[np.lexsort((c.key[who], rounds))[0]])
        most = int(who[np.lexsort((c.key[who], -rounds))[0]])
        n = float(int((c.load[most, item] - c.load[least, item]) / 2))
        near = c.passage[most] == c.passage[least] and c.unit[most] == c.unit[least]
        if c.load[least, item] >= LOW or n < 1.0 or not near:
            return
        if abs(c.offset[most] - c.offset[least]) <= self.par.nearby:
            c.load[most, item] -= n
            c.load[least, item] += n
            note(c, self.t, SHARED_ROUNDS, most, least, 0, self.place(most), item, n)

    def place(self, m: int) -> int:
        """Place number of m in events."""
        c = self.c
        return place_number(c, m)


def command(t: int, par: Platoon, c: Any) -> None:
    """One minute of all squads; nothing until the danger shows."""
    if c.danger_t[0] >= 0:
        Command(t, par, c).run()


_WRITES = once(*WISH, *AIM, *PENDING, *ANSWER_WRITES, *EVENTS, "running", "think_t", "load",
               "sworn", "post_passage", "ordered_t", "stayed", "walked_off", "g_leader", "g_post",
               "g_post_off", "g_orders", "g_order_t", "g_order_event", "g_heads",
               "g_lost_t")  # fmt: skip
_READS = (
    "fate", "gone", "passage", "unit", "offset", "awake_mind", "carried_by", "moving", "activity",
    "chart", "rank", "group_id", "g_kind", "group_n", "tie_end", "tie_to", "tie_strength",
    "tie_alive", "danger_t", "warned_t", "covers", "steers",
)  # fmt: skip
COMMAND = Process(
    "command", "minute", command, section="platoon", python=True,
    writes=_WRITES,
    reads=less(_READS, _WRITES),
    fixed=once(*NET, "tie_ptr", "household", "age", "key", "seed", "haven_passage", "haven_off"),
    meaning="squads muster, hold the ways out, and lose those who go to their own",
    of="platoon",
)  # fmt: skip
