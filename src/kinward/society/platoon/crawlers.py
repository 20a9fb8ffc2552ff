"""Crawlers: tracked vehicles of squads that push aside what stands in the streets.

One of each few squads has one. Whoever of the squad steers it walks it at the pace of those about
it, so that jams hold it up as they do anybody; it follows the squad to its post, and from there
opens the streets about it, the nearest first. What it passes is pushed to the sides, vehicles and
rubble alike; a street that ruins have closed it does not open. It stands while its squad fights,
and where nobody of the squad is left beside it. It is heard. A creature that dies
beside it may stop it for good: the acid eats its tracks.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import PassageKind, Use
from kinward.city.places import place_number
from kinward.city.points import LINES, Lines, point_at
from kinward.city.routes import Net, remaining
from kinward.core.bundles import EVENTS, NET, SOUNDS, WISH
from kinward.core.clock import HOUR, MINUTE
from kinward.core.noise import Noise, make_noise
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Count, Length, Probability, Share, Switch
from kinward.core.vocabulary import A_POST, S_CAR
from kinward.core.wish import Wish, go
from kinward.society.acts import draw, less, note, once, ways_on_foot
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.commanding import HOLD
from kinward.society.platoon.vocabulary import CRAWLER_STOPPED, PUSHED_ASIDE, STEERS
from kinward.society.purposes import TRACKS_EATEN

NO_CRAWLER, GOES, STOPPED = range(3)  # column g_crawler
OPEN = 0.98  # share of a cell's width from which nothing is left to push aside
BESIDE = 6.0  # m along a street between it and the creature whose acid comes to it (assumed)
AT_END = 3.0  # m from the end of a street at which it has come there
LEVEL = 90.0  # dBA at 1 m of a tracked carrier at walking pace (assumed)
TRIES = 24  # narrowed streets, the nearest as the crow flies, whose ways are compared


class Crawlers(Parameters):
    """Tracked vehicles of the soldiers of a city."""

    on: Switch = param(False, "squads have crawlers", "the issue of Shanghai: they push through")
    squads: Count = param(3, "squads to each of them", "assumed: one to a platoon", ge=1, le=100)
    reach: Length = param("600 m", "as far from its post as it opens streets", "assumed",
                          ge="1 m", le="20 km")  # fmt: skip
    pushes: Share = param(0.8, "part of what stands in a street that it pushes out of the way",
                          "assumed")  # fmt: skip
    acid: Probability = param(0.5, "the acid of a creature that dies beside it stops it",
                              "story S4; assumed")  # fmt: skip


def push_through(t: int, par: Crawlers, c: Any) -> None:
    """One minute of all crawlers; nothing until the danger shows."""
    if not par.on or c.danger_t[0] < 0:
        return
    kinds = c.g_kind[: int(c.group_n[0])]
    squads = np.flatnonzero(kinds == SQUAD_KIND)
    died = np.flatnonzero(c.creature & (c.ended_t > t - MINUTE) & (c.ended_t <= t) & (c.unit == 0))
    for g in squads[:: int(par.squads)].tolist():
        crawler = _Crawler(t, par, c, g)
        if c.g_crawler[g] == NO_CRAWLER:  # it stands at the station
            c.g_crawler[g] = GOES
            c.g_crawl_at[g], c.g_crawl_off[g] = c.g_post[g], c.g_post_off[g]
        if c.g_crawler[g] == GOES:
            crawler.corrode(died)
        if c.g_crawler[g] == GOES:
            crawler.steer()
        if t % HOUR == 0:
            crawler.tell()


class _Crawler:
    """The crawler of squad g in one minute."""

    def __init__(self, t: int, par: Crawlers, c: Any, g: int) -> None:
        self.t, self.par, self.c, self.g = t, par, c, g
        self.net = Net(*(getattr(c, n) for n in NET))

    def corrode(self, died: np.ndarray) -> None:
        """The acid of those of `died` (in the last minute) who lie beside it may end it."""
        c, t, g = self.c, self.t, self.g
        p, off = int(c.g_crawl_at[g]), float(c.g_crawl_off[g])
        beside = (c.passage[died] == p) & (np.abs(c.offset[died] - off) <= BESIDE)
        for x in died[beside].tolist():
            if draw(c, TRACKS_EATEN, x, x, t) < self.par.acid:
                note(c, t, CRAWLER_STOPPED, self.teller(), x, g, p)
                self.let_go()
                c.g_crawler[g] = STOPPED
                return

    def steer(self) -> None:
        """Somebody steers it; it opens what it comes through, and goes on to the next street."""
        c, g = self.c, self.g
        m = self.driver()
        if m < 0:
            return
        self.push(m)
        make_noise(Noise(*(getattr(c, n) for n in SOUNDS)), m, int(c.passage[m]),
                   float(c.offset[m]), 0, S_CAR, LEVEL, -1)  # fmt: skip
        if c.moving[m] or c.wish[m] != 0 or c.covers[m] or c.foe[m] >= 0:
            return
        q = int(c.g_clears[g])
        if q < 0 or self.is_open(q):
            q = c.g_clears[g] = self.nearest(m)
        if q >= 0:
            far = float(c.p_len[q])
            if c.passage[m] == q:  # at one end: to the other
                there = 0.0 if c.offset[m] > far / 2 else far
            else:
                there = 0.0 if self.way(m, q, 0.0) <= self.way(m, q, far) else far
            if c.passage[m] == q and abs(c.offset[m] - there) <= AT_END:
                c.g_clears[g] = -1
                return
            go(self.wish(), m, q, there, 0)
            return
        p, off = int(c.g_post[g]), float(c.g_post_off[g])
        if c.passage[m] != p or abs(c.offset[m] - off) > AT_END:
            go(self.wish(), m, p, off, 0)

    def driver(self) -> int:
        """Who steers it now, -1 nobody: one of the squad beside it, of the lowest rank."""
        c, g = self.c, self.g
        m = int(c.g_driver[g])
        if m >= 0 and self.fit(m) and c.group_id[m] == g and c.steers[m] == g:
            return m
        if m >= 0 and c.fate[m] == 0 and c.group_id[m] == g and c.sworn[m] and not c.gone[m]:
            if c.steers[m] == g and c.awake_mind[m] and c.passage[m] == c.g_crawl_at[g]:
                return -1  # fights or hides beside it, and goes on with it
        self.let_go()
        if c.g_orders[g] != HOLD:
            return -1
        who = np.flatnonzero((c.group_id == g) & (c.passage == c.g_crawl_at[g]))
        ok = self.fit(who) & (c.errand[who] == 0) & (c.foe[who] < 0) & (c.covers[who] == 0)
        who = who[ok & (who != c.g_leader[g])]
        if not len(who):
            return -1
        m = int(who[np.lexsort((c.key[who], c.rank[who]))][0])
        c.g_driver[g], c.steers[m] = m, g
        note(c, self.t, STEERS, m, -1, g, place_number(c, m), cause=int(c.g_order_event[g]))
        return m

    def teller(self) -> int:
        """Of whose life it is told: who steers it, else the leader, else one of the squad; -1."""
        c, g = self.c, self.g
        who = np.flatnonzero((c.group_id == g) & (c.fate == 0) & ~c.gone)
        for m in (int(c.g_driver[g]), int(c.g_leader[g]), *who[np.argsort(c.key[who])].tolist()):
            if m >= 0 and c.fate[m] == 0 and not c.gone[m]:
                return m
        return -1

    def fit(self, m: Any) -> Any:
        """Whether m, or each of many, is one who could steer it."""
        c = self.c
        fit = (c.fate[m] == 0) & ~c.gone[m] & c.awake_mind[m] & (c.carried_by[m] < 0) & c.sworn[m]
        return fit & (c.aim[m] == A_POST) & (c.unit[m] == 0)

    def let_go(self) -> None:
        """Nobody steers it any more."""
        c, g = self.c, self.g
        m = int(c.g_driver[g])
        if m >= 0 and c.steers[m] == g:
            c.steers[m] = -1
        c.g_driver[g] = c.g_clears[g] = -1

    def push(self, m: int) -> None:
        """What it came through since the last minute is out of the way."""
        c, g = self.c, self.g
        p, off = int(c.passage[m]), float(c.offset[m])
        q, was = int(c.g_crawl_at[g]), float(c.g_crawl_off[g])
        if p == q:
            self.open(p, was, off)
        else:
            shared = {int(c.p_a[q]), int(c.p_b[q])} & {int(c.p_a[p]), int(c.p_b[p])} - {-1}
            for x, at in ((q, was), (p, off)):
                if c.p_host[x] < 0:
                    ends = [0.0] * (int(c.p_a[x]) in shared) + [float(c.p_len[x])] * (
                        int(c.p_b[x]) in shared
                    )
                    self.open(x, at, min(ends, key=lambda e: abs(e - at), default=at))
        c.g_crawl_at[g], c.g_crawl_off[g] = p, off

    def open(self, p: int, a: float, b: float) -> None:
        """Push aside what stands on passage p between two offsets (m)."""
        c = self.c
        n, far = int(c.p_ncell[p]), max(float(c.p_len[p]), 1e-9)
        low, high = sorted((a, b))
        if c.p_host[p] >= 0 or high - low < 0.5:
            return
        i, j = (min(n - 1, int(x / far * n)) for x in (low, high))
        cells = np.arange(int(c.p_cell[p]) + i, int(c.p_cell[p]) + j + 1)
        cells = cells[~c.c_pushed[cells]]
        narrow = c.cell_open[cells] < OPEN
        c.cell_open[cells] += self.par.pushes * (1.0 - c.cell_open[cells])
        c.c_pushed[cells] = True
        c.g_cleared[self.g] += float(narrow.sum()) * far / n

    def tell(self) -> None:
        """Say what it has opened in the last hour."""
        c, g = self.c, self.g
        if c.g_cleared[g] > 0.0:
            note(c, self.t, PUSHED_ASIDE, self.teller(), -1, g, int(c.g_crawl_at[g]), -1,
                 float(c.g_cleared[g]), cause=int(c.g_order_event[g]))  # fmt: skip
        c.g_cleared[g] = 0.0

    def is_open(self, q: int) -> bool:
        """Whether it has been everywhere along street q."""
        c = self.c
        return bool(c.c_pushed[int(c.p_cell[q]) : int(c.p_cell[q]) + int(c.p_ncell[q])].all())

    def nearest(self, m: int) -> int:
        """The nearest street about the post with something left to push aside; -1 none."""
        c, g = self.c, self.g
        left = np.logical_or.reduceat((c.cell_open < OPEN) & ~c.c_pushed, c.p_cell)
        drives = (c.p_kind == PassageKind.STREET) | (c.p_kind == PassageKind.BRIDGE)
        drives &= (c.p_host < 0) & ((c.p_use & int(Use.DRIVE)) > 0) & (c.p_open > 0) & left
        taken = c.g_clears[: int(c.group_n[0])]
        drives[taken[taken >= 0]] = False
        lines = Lines(*(getattr(c, n) for n in LINES))
        x, y = point_at(lines, int(c.g_post[g]), float(c.g_post_off[g]))
        rows = np.flatnonzero(drives)
        at = np.array([point_at(lines, q, float(c.p_len[q]) / 2) for q in rows.tolist()])
        if not len(rows):
            return -1
        far = np.hypot(at[:, 0] - x, at[:, 1] - y)
        near = rows[np.lexsort((rows, far))][: int((far <= self.par.reach).sum())][:TRIES]
        ways = ways_on_foot(c, self.net, m, near, c.p_len[near] / 2.0)
        if not len(ways) or ways.min() == np.inf:
            return -1
        return int(near[np.argmin(ways)])

    def way(self, m: int, p: int, off: float) -> float:
        """Way of m to a spot, m."""
        c = self.c
        return float(remaining(self.net, 2 * int(c.chart[m]), int(c.passage[m]),
                               float(c.offset[m]), p, off))  # fmt: skip

    def wish(self) -> Wish:
        """The columns of wishes."""
        return Wish(*(getattr(self.c, n) for n in WISH))


_WRITES = once(*WISH, *EVENTS, *SOUNDS, "steers", "g_crawler", "g_driver", "g_crawl_at",
               "g_crawl_off", "g_clears", "g_cleared", "c_pushed", "cell_open")  # fmt: skip
_READS = (
    "fate", "gone", "passage", "unit", "offset", "awake_mind", "carried_by", "moving", "chart",
    "aim", "covers", "foe", "sworn", "rank", "errand", "ended_t", "group_id", "g_kind", "group_n",
    "g_leader", "g_orders", "g_order_event", "g_post", "g_post_off", "p_open", "danger_t",
)  # fmt: skip
PUSH_THROUGH = Process(
    "push_through", "minute", push_through, section="crawlers", python=True,
    writes=_WRITES, reads=less(_READS, _WRITES),
    fixed=once(*NET, *LINES, "p_cell", "p_ncell", "p_kind", "p_use", "key", "seed",
               "creature"),
    meaning="crawlers push aside what stands in the streets",
    of="platoon",
)  # fmt: skip
