"""Forming: how a squad stands to creatures along the street that it is in (story S5).

A squad with a leader and creatures within `ready` and in sight forms where the leader stands. In a
*line* all stand abreast, so that nobody has a comrade before the muzzle; in a *circle*, when
creatures come from both sides of the street, each half watches one side. Targets are shared out:
each takes the nearest creature of the side that they watch that not more than their share are at
already, so that the one after the nearest is shot at as well, and another at once when one falls.
Pressed, by rounds that run out, by comrades who fell or by more creatures near than they can stop,
the squad goes back *by turns*: one half stands and shoots while the other goes `bound` beyond it,
away from the creatures. It is an order like any other that a soldier has obeyed to be there; but
when creatures are upon them, or they are pressed, each decides whether to face it
(mind/deciding.py), and who flees or hides is in it no more. Where the street ends there is no going
back.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.sight import Axes, coordinate
from kinward.core.bundles import AXES, EVENTS, PENDING, WISH
from kinward.core.clock import SECOND
from kinward.core.few import one_of
from kinward.core.haze import sees_in
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.vocabulary import A_FIGHT, A_POST, C_THREAT
from kinward.core.wish import Wish, go, stay
from kinward.society.acts import note, once
from kinward.society.bands.vocabulary import SQUAD_KIND
from kinward.society.platoon.squads import Platoon
from kinward.society.platoon.vocabulary import (
    APART,
    BY_TURNS,
    CIRCLE,
    FELL_BACK,
    FORMED,
    LINE,
    STOOD_IN,
)

STANDS, GOES_BACK = 1, 2  # `covers`
ABREAST = 1.0  # m within which one is in line: no comrade is before the muzzle (body/fight.py)
BACK_TO_BACK = 2.0  # m from the middle of a circle at which its halves stand (assumed)
LULL = 60 * SECOND  # without creatures, until a squad stands at ease (assumed)
TURN = 20 * SECOND  # a half covers at most so long (assumed)
ROOM = 5.0  # m behind a squad without which it does not go back (assumed)


class Forming:
    """A few seconds of all squads that have creatures near; `c` are the columns of the process."""

    def __init__(self, t: int, par: Any, c: Any, beasts: np.ndarray) -> None:
        self.t, self.par, self.c, self.beasts = t, par, c, beasts
        self.rows = np.flatnonzero(c.group_id > 0)
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.wish = Wish(*(getattr(c, n) for n in WISH))
        self.ax = Axes(*(getattr(c, n) for n in Axes._fields))

    def squad(self, g: int) -> None:
        """Let squad g form, stand, go back or stand at ease."""
        c, t = self.c, self.t
        leader = int(c.g_leader[g])
        who = self.present(g, leader) if leader >= 0 else c.group_id[:0]
        if not len(who):
            self.at_ease(g)
            return
        stood = c.covers[who]
        c.covers[self.members(g)] = 0
        c.covers[who] = stood
        here = self.at(leader)
        beasts = self.in_sight(leader, here)
        if not len(beasts):
            if c.g_form[g] != APART and t - c.g_form_t[g] > LULL:
                self.at_ease(g)
            return
        c.g_form_t[g] = t
        where = self.coordinates(beasts)
        form = self.which(g, who, here, where)
        if form != c.g_form[g]:
            self.form(g, form, leader, who, beasts, where, here)
        if form == BY_TURNS:
            self.by_turns(g, who)
        else:
            self.take_place(g, form, who)
        self.deal(form, who, beasts, where, here)

    # --- who is there, and what they see --------------------------------------------------------

    def members(self, g: int) -> np.ndarray:
        """Rows of squad g."""
        return self.rows[self.c.group_id[self.rows] == g]

    def present(self, g: int, leader: int) -> np.ndarray:
        """Rows, by key, of those who stand by squad g with its leader in the street; at least two,
        else none."""
        c = self.c
        who = self.members(g)
        who = who[c.sworn[who] & (c.fate[who] == 0) & ~c.gone[who]]
        who = who[(c.passage[who] >= 0) & (c.unit[who] == 0) & c.awake_mind[who]]
        who = who[(c.carried_by[who] < 0) & one_of(c.aim[who], (A_POST, A_FIGHT))]
        if leader not in who:
            return who[:0]
        who = who[c.p_axis[c.passage[who]] == c.p_axis[c.passage[leader]]]
        who = who[np.abs(self.coordinates(who) - self.at(leader)) <= self.par.nearby]
        return who[np.argsort(c.key[who], kind="stable")] if len(who) > 1 else who[:0]

    def in_sight(self, leader: int, here: float) -> np.ndarray:
        """Creatures within `ready` along the street that whoever leads sees, by key."""
        c = self.c
        far = min(float(self.par.ready), float(c.sight_m[0]),
                  float(sees_in(c.smoke[c.cell[leader]], c.dusk)))  # fmt: skip
        x = self.beasts[c.p_axis[c.passage[self.beasts]] == c.p_axis[c.passage[leader]]]
        x = x[np.abs(self.coordinates(x) - here) <= far]
        return x[np.argsort(c.key[x], kind="stable")]

    def at(self, m: int) -> float:
        """Coordinate (m) of m along the street."""
        return float(coordinate(self.ax, int(self.c.passage[m]), float(self.c.offset[m])))

    def coordinates(self, who: np.ndarray) -> np.ndarray:
        """The same of several."""
        c = self.c
        p = c.passage[who]
        return c.p_axis_off[p] + c.p_axis_dir[p] * c.offset[who]

    # --- which form -----------------------------------------------------------------------------

    def which(self, g: int, who: np.ndarray, here: float, where: np.ndarray) -> int:
        """Line, circle, or back by turns."""
        c, side = self.c, where >= here
        away = -1 if side.sum() * 2 >= len(side) else 1
        if self.par.peels and (c.g_form[g] == BY_TURNS or self.pressed(g, who, here, where)):
            middle = float(self.coordinates(who).mean())
            behind = self.spot(int(c.passage[who[0]]), middle + away * self.par.bound)[2]
            if abs(behind - middle) >= ROOM and (side.all() or not side.any()):
                c.g_away[g] = away
                return BY_TURNS
        return LINE if side.all() or not side.any() else CIRCLE

    def pressed(self, g: int, who: np.ndarray, here: float, where: np.ndarray) -> bool:
        """Whether squad g cannot stay."""
        c, par = self.c, self.par
        rounds = c.load[who, ITEM["rifle_round"]] + c.load[who, ITEM["pistol_round"]]
        lost = c.g_form[g] != APART and len(who) <= (1.0 - par.fallen) * c.g_form_n[g]
        near = int((np.abs(where - here) <= par.close).sum())
        return bool(rounds.mean() < par.low or lost or near > par.each_stops * len(who))

    def form(
        self, g: int, form: int, leader: int, who: np.ndarray, beasts: np.ndarray,
        where: np.ndarray, here: float,
    ) -> None:  # fmt: skip
        """Squad g stands otherwise from now on; who has not faced it yet decides."""
        c, t = self.c, self.t
        first = c.g_form[g] == APART
        n = note(c, t, FORMED, leader, -1, g, int(c.passage[leader]), form, len(who), len(beasts))
        c.g_form[g] = form
        c.g_form_p[g], c.g_form_off[g] = c.passage[leader], c.offset[leader]
        c.half[who] = np.arange(len(who)) % 2
        c.arc[who] = 1 if where.mean() >= here else -1
        if form == CIRCLE:  # so many of them watch a side as creatures are there, one at least
            ahead = int(np.clip(round(len(who) * (where >= here).mean()), 1, len(who) - 1))
            c.arc[who] = np.where(np.arange(len(who)) < ahead, 1, -1)
        if first:
            c.g_form_n[g] = len(who)
        c.covers[who] = STANDS
        if form == BY_TURNS:
            c.g_turn[g], c.g_turn_t[g] = 1, t - TURN
        upon = form == BY_TURNS or float(np.abs(where - here).min()) <= self.par.close
        nearest = int(beasts[np.lexsort((c.key[beasts], np.abs(where - here)))][0])
        for m in who.tolist():
            if m != leader:
                note(c, t, STOOD_IN, m, leader, g, int(c.passage[m]), form, cause=n)
            if c.aim[m] == A_POST and upon:
                raise_occasion(self.wait, m, C_THREAT, nearest, n, t + SECOND)

    def at_ease(self, g: int) -> None:
        """Squad g stands in no formation any more."""
        c = self.c
        if c.g_form[g] != APART:
            c.g_form[g] = APART
            c.covers[self.members(g)] = 0

    # --- where they stand -----------------------------------------------------------------------

    def take_place(self, g: int, form: int, who: np.ndarray) -> None:
        """All to the line, or to their side of the circle."""
        c = self.c
        middle = float(coordinate(self.ax, int(c.g_form_p[g]), float(c.g_form_off[g])))
        c.covers[who] = STANDS
        for m in who.tolist():
            to = middle + (BACK_TO_BACK * c.arc[m] if form == CIRCLE else 0.0)
            self.to(m, to, ABREAST)

    def by_turns(self, g: int, who: np.ndarray) -> None:
        """One half stands, the other goes back; they swap when it is there, or after a time."""
        c, t = self.c, self.t
        goes = who[c.half[who] != c.g_turn[g]]
        over = t - c.g_turn_t[g] >= TURN or not len(goes)
        if over or not (c.moving[goes] | (c.wish[goes] != 0)).any():
            c.g_turn[g], c.g_turn_t[g] = 1 - c.g_turn[g], t
            goes = who[c.half[who] != c.g_turn[g]]
            stands = who[c.half[who] == c.g_turn[g]]
            if not len(goes) or not len(stands):  # one half has fallen: halves anew
                c.half[who] = np.arange(len(who)) % 2
                goes, stands = (who[(c.half[who] == c.g_turn[g]) == s] for s in (False, True))
            c.covers[stands], c.covers[goes] = STANDS, GOES_BACK
            c.arc[who] = -c.g_away[g]
            back = self.coordinates(stands)
            last = float(back.max() if c.g_away[g] > 0 else back.min())
            for m in goes.tolist():
                was = self.at(m)
                to = self.spot(int(c.passage[m]), last + c.g_away[g] * self.par.bound)[2]
                if (to - was) * c.g_away[g] < ABREAST:
                    continue
                c.running[m], c.foe[m] = True, -1
                self.to(m, to, ABREAST)
                note(c, t, FELL_BACK, m, int(stands[0]), g, int(c.passage[m]),
                     value=abs(to - was))  # fmt: skip
        for m in who[c.covers[who] == STANDS].tolist():
            if c.moving[m]:
                stay(self.wish, m)

    def to(self, m: int, to: float, slack: float) -> None:
        """Let m go to a coordinate of the street, if further from it than `slack`."""
        c = self.c
        if abs(self.at(m) - to) <= slack:
            if c.moving[m]:
                stay(self.wish, m)
            return
        p, off, _ = self.spot(int(c.passage[m]), to)
        if not c.moving[m] or c.goal_passage[m] != p or abs(c.goal_offset[m] - off) > slack:
            go(self.wish, m, p, off, 0)

    def spot(self, p: int, to: float) -> tuple[int, float, float]:
        """(passage, offset, coordinate) of the place of the street of p nearest to a coordinate."""
        c = self.c
        a = int(c.p_axis[p])
        ways = c.axis_passage[c.axis_ptr[a] : c.axis_ptr[a + 1]]
        ways = ways[c.p_open[ways]]
        if p not in ways:
            ways = np.append(ways, p)
        off = np.clip((to - c.p_axis_off[ways]) * c.p_axis_dir[ways], 0.0, c.p_len[ways])
        where = c.p_axis_off[ways] + c.p_axis_dir[ways] * off
        i = int(np.argmin(np.abs(where - to)))
        return int(ways[i]), float(off[i]), float(where[i])

    # --- whom they shoot at ---------------------------------------------------------------------

    def deal(
        self, form: int, who: np.ndarray, beasts: np.ndarray, where: np.ndarray, here: float
    ) -> None:  # fmt: skip
        """Share the creatures out among those who stand; those that hold somebody are left to
        what each decides."""
        c = self.c
        free = c.carrying[beasts] < 0
        beasts, where = beasts[free], where[free]
        stands = who[(c.covers[who] == STANDS) & (c.held_by[who] < 0)]
        arcs = (1, -1) if form == CIRCLE else (0,)
        for arc in arcs:
            mine = stands if arc == 0 else stands[c.arc[stands] == arc]
            there = beasts if arc == 0 else beasts[(where >= here) == (arc > 0)]
            if not len(there) or not len(mine):
                continue
            share = -(-len(mine) // len(there))
            at, taken = self.coordinates(there), np.zeros(len(there), np.int64)
            for m in mine.tolist():
                far = np.abs(at - self.at(m)) + np.where(taken >= share, np.inf, 0.0)
                i = int(np.argmin(far))
                taken[i] += 1
                c.foe[m], c.fires[m] = there[i], True


def form(t: int, par: Platoon, c: Any) -> None:
    """A few seconds of all squads; nothing until creatures are out."""
    if not par.formations:
        return
    n = int(c.group_n[0])
    squads = np.flatnonzero((c.g_kind[:n] == SQUAD_KIND) & (c.g_leader[:n] >= 0))
    led = c.g_leader[squads]
    squads, led = squads[c.passage[led] >= 0], led[c.passage[led] >= 0]
    busy = c.g_form[:n] != APART  # those whose leader is nowhere as well
    beasts = c.brood[~c.gone[c.brood] & (c.passage[c.brood] >= 0) & (c.unit[c.brood] == 0)]
    p, q = c.passage[led], c.passage[beasts]
    here = c.p_axis_off[p] + c.p_axis_dir[p] * c.offset[led]
    there = c.p_axis_off[q] + c.p_axis_dir[q] * c.offset[beasts]
    near = np.abs(here[:, None] - there[None, :]) <= par.ready
    near = (near & (c.p_axis[p][:, None] == c.p_axis[q][None, :])).any(axis=1)
    busy[squads[near]] = True
    if busy.any():
        forming = Forming(t, par, c, beasts)
        for g in np.flatnonzero(busy).tolist():
            forming.squad(g)


_WRITES = once(*WISH, *PENDING, *EVENTS, "running", "foe", "fires", "covers", "arc", "half",
               "g_form", "g_form_t", "g_form_n", "g_form_p", "g_form_off", "g_away", "g_turn",
               "g_turn_t")  # fmt: skip
FORM = Process(
    "form", "second", form, section="platoon", python=True, every=3,
    writes=_WRITES,
    reads=("fate", "gone", "passage", "unit", "offset", "cell", "awake_mind", "carried_by",
           "carrying", "held_by", "moving", "aim", "sworn", "group_id", "g_kind", "g_leader",
           "group_n", "load", "smoke", "sight_m", "goal_passage", "goal_offset", "p_open"),
    fixed=(*AXES, "p_len", "dusk", "brood", "key"),
    meaning="squads near creatures form, share out whom they shoot at, and go back by turns",
    when=("swarm_n",),
    of="platoon",
)  # fmt: skip
