"""Platoons: squads of one station under one command, which close up when they have become few.

The highest in rank of those who lead its squads commands a platoon; where they fall the next takes
over. They order a squad that has too few left to go out, or is pressed and goes back, to close up
on the nearest squad of the platoon that stands. The order comes to a leader beside them, to others
by radio at a chance, again and again; a squad that it does not reach stays where it is. Those who
come to the other squad belong to it from then on, under its leader.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import place_number
from kinward.city.routes import Net
from kinward.core.bundles import EVENTS, NET
from kinward.core.process import Process
from kinward.core.quantity import ms
from kinward.society.acts import draw, less, note, once, ways_on_foot
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.commanding import HOLD, MUSTER
from kinward.society.platoon.squads import Platoon, in_rank
from kinward.society.platoon.vocabulary import BY_TURNS, CLOSE_UP, JOINED_SQUAD, TOOK_PLATOON
from kinward.society.purposes import PLATOON_CALL


def form_platoons(column: Any, par: Platoon) -> None:
    """Put the squads of each station into platoons, in order of their numbers.

    Args:
        column: any column by name. par: the section.
    """
    if not par.commands:
        return
    squads = np.flatnonzero(column("g_kind")[: int(column("group_n")[0])] == SQUAD_KIND)
    for post in np.unique(column("g_unit")[squads]).tolist():
        here = squads[column("g_unit")[squads] == post]
        column("g_platoon")[here] = here[np.arange(len(here)) // int(par.squads) * int(par.squads)]
    for p in np.unique(column("g_platoon")[squads]).tolist():
        leaders = column("g_leader")[squads[column("g_platoon")[squads] == p]]
        column("g_chief")[p] = in_rank(column, leaders[leaders >= 0])[0]


def platoons(t: int, par: Platoon, c: Any) -> None:
    """One minute of all platoons; nothing until the danger shows."""
    if not par.commands or c.danger_t[0] < 0:
        return
    run = _Minute(t, par, c)
    for p in np.unique(c.g_platoon[c.g_platoon >= 0]).tolist():
        squads = np.flatnonzero(c.g_platoon == p)
        run.command(p, squads)
        if len(squads) > 1:
            run.join(squads)
            run.close_up(p, squads)


class _Minute:
    """All platoons in one minute."""

    def __init__(self, t: int, par: Platoon, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.fit = (c.fate == 0) & ~c.gone & (c.passage >= 0) & c.awake_mind & (c.carried_by < 0)
        self.stands = self.fit & c.sworn & (c.group_id >= 0)
        self.count = np.bincount(c.group_id[self.stands], minlength=len(c.g_platoon))

    def command(self, p: int, squads: np.ndarray) -> None:
        """Let the highest in rank of those who lead a squad take over where the chief fell."""
        c, t = self.c, self.t
        old = int(c.g_chief[p])
        if old >= 0 and self.fit[old] and int(c.group_id[old]) in squads:
            c.g_chief_lost_t[p] = -1
            return
        if c.g_chief_lost_t[p] < 0:
            c.g_chief_lost_t[p] = t
        leaders = c.g_leader[squads]
        leaders = leaders[leaders >= 0]
        leaders = leaders[self.stands[leaders]]
        if t - c.g_chief_lost_t[p] < ms(self.par.takes_over) or not len(leaders):
            return
        new = int(in_rank(lambda name: getattr(c, name), leaders)[0])
        c.g_chief[p], c.g_chief_lost_t[p] = new, -1
        note(c, t, TOOK_PLATOON, new, old, int(c.group_id[new]), place_number(c, new),
             value=float(self.count[squads].sum()))  # fmt: skip

    def close_up(self, p: int, squads: np.ndarray) -> None:
        """Order squads that are few or pressed to the nearest of the platoon that stands."""
        c, t = self.c, self.t
        chief = int(c.g_chief[p])
        if chief < 0 or not self.fit[chief] or t % ms(self.par.closes):
            return
        out = (c.g_orders[squads] == MUSTER) | (c.g_orders[squads] == HOLD)
        few = (self.count[squads] < self.par.least) | (c.g_form[squads] == BY_TURNS)
        strong = squads[out & ~few & (c.g_closes[squads] < 0)]  # none that goes to another
        for g in squads[out & few & (self.count[squads] > 0)].tolist():
            m = int(c.g_leader[g])
            if m < 0 or not self.fit[m] or not len(strong) or c.g_closes[g] in strong:
                continue
            beside = c.passage[m] == c.passage[chief] and c.unit[m] == c.unit[chief]
            if m != chief and not beside and draw(c, PLATOON_CALL, m, chief, t) >= self.par.reached:
                continue  # it does not reach them
            h = int(strong[np.lexsort((strong, self.far(m, strong)))][0])
            c.g_closes[g], c.g_orders[g], c.g_order_t[g] = h, HOLD, t
            c.g_post[g], c.g_post_off[g] = c.g_post[h], c.g_post_off[h]
            c.g_order_event[g] = note(c, t, CLOSE_UP, m, chief, g, int(c.g_post[g]),
                                      value=float(self.count[g]))  # fmt: skip

    def far(self, m: int, squads: np.ndarray) -> np.ndarray:
        """Ways of m to where other squads stand, m."""
        c = self.c
        net = Net(*(getattr(c, n) for n in NET))
        return ways_on_foot(c, net, m, c.g_post[squads], c.g_post_off[squads])

    def join(self, squads: np.ndarray) -> None:
        """Who was to close up and stands beside the leader of the other squad belongs to it."""
        c, t = self.c, self.t
        for g in squads[c.g_closes[squads] >= 0].tolist():
            h = int(c.g_closes[g])
            if h < 0:  # others have just closed up on it: it stands
                continue
            lead = int(c.g_leader[h])
            who = np.flatnonzero(self.stands & (c.group_id == g))
            if lead < 0 or not self.fit[lead] or not len(who):
                continue
            near = (c.passage[who] == c.passage[lead]) & (c.unit[who] == c.unit[lead])
            near &= np.abs(c.offset[who] - c.offset[lead]) <= self.par.nearby
            for m in who[near].tolist():
                c.group_id[m], c.g_closes[h] = h, -1
                note(c, t, JOINED_SQUAD, m, lead, h, place_number(c, m),
                     cause=int(c.g_order_event[g]))  # fmt: skip


_WRITES = once(*EVENTS, "g_chief", "g_chief_lost_t", "g_closes", "g_orders", "g_order_t", "g_post",
               "g_post_off", "g_order_event", "group_id")  # fmt: skip
_READS = (
    "fate", "gone", "passage", "unit", "offset", "awake_mind", "carried_by", "sworn", "rank",
    "g_platoon", "g_leader", "g_form", "chart", "danger_t",
)  # fmt: skip
PLATOONS = Process(
    "platoons", "minute", platoons, section="platoon", python=True,
    writes=_WRITES, reads=less(_READS, _WRITES),
    fixed=once(*NET, "age", "key", "seed"),
    meaning="platoons are commanded, and close up",
    of="platoon",
)  # fmt: skip
