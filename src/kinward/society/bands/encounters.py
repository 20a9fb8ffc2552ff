"""Encounters: people of different groups come in sight of each other in the streets (R4, R6).

Both sides size the other up and choose (mind/social.py); the meeting goes by what the two chose.
Who talks may share, trade, invite or ask to be taken in; who is robbed or attacked fights, flees
or yields.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.city.sight import Axes, distance
from kinward.core.bundles import AIM, AXES, DEEDS, EVENTS, PARTY, PENDING, TIES, WISH
from kinward.core.choices import (
    O_ASK_IN,
    O_ATTACK,
    O_FIGHT,
    O_FLEE,
    O_INVITE,
    O_PART,
    O_ROB,
    O_SHARE,
    O_TALK,
    O_THREATEN,
    O_TRADE,
    O_YIELD,
)
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.deeds import D_ROBBED, D_SHARED, D_THREATENED, Deeds, did
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.ties import Ties, row_of
from kinward.core.vocabulary import (
    A_ERRAND,
    A_FACE,
    A_FIGHT,
    A_FLEE,
    A_ROUTINE,
    C_ATTACKED,
    C_PARLEY,
    C_STRANGERS,
)
from kinward.core.wish import Wish, go, stay
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.bands import admission
from kinward.society.bands.encounter_parameters import Strangers
from kinward.society.bands.vocabulary import (
    AVOIDED,
    DEALT,
    FOUGHT,
    GAVE,
    HUNT,
    MET,
    PARTED_AGAIN,
    QUARRY_FOUND,
    ROBBED,
    ROBBED_THEM,
    TALKED,
    THREATENED,
)
from kinward.society.zone.run_rows import clock

SPEAKS = 10  # years from which one meets strangers for others
ASKS_AT = 8 * 60 + 15  # minute of the day at which some go to ask (assumed)
WAITS = 4 * MINUTE  # ms after which a meeting that nobody answers is over (assumed)
GOODS = tuple(ITEM[n] for n in ("food", "water", "medicine", "bandage", "medkit"))
GUNS = tuple(ITEM[n] for n in ("rifle", "shotgun", "pistol", "rifle_round", "shell",
                               "pistol_round"))  # fmt: skip


class Encounters:
    """The meetings of one minute, from the columns `c` of the process."""

    def __init__(self, t: int, par: Strangers, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.axes = Axes(*(getattr(c, n) for n in Axes._fields))
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.want = Wish(*(getattr(c, n) for n in WISH))
        self.deeds = Deeds(*(getattr(c, n) for n in DEEDS))
        self.ties = Ties(*(getattr(c, n) for n in (*TIES, "tie_ptr")))

    # --- who is with whom ------------------------------------------------------------------------

    def company(self, m: int) -> list[int]:
        """m and those who move with m."""
        c, o = self.c, int(self.c.party[m])
        if o < 0:
            return [m]
        out = []
        while o >= 0:
            if c.fate[o] == 0 and not c.gone[o]:
                out.append(o)
            o = int(c.party_next[o])
        return out or [m]

    def leads(self) -> list[int]:
        """Those out of doors who would speak for their company."""
        c = self.c
        out = (c.group_id > 0) & (c.fate == 0) & ~c.gone & (c.passage >= 0) & (c.unit == 0)
        out &= c.awake_mind & (c.foe < 0) & (c.held_by < 0) & (c.age >= SPEAKS)
        found = []
        for m in np.flatnonzero(out).tolist():
            if c.aim[m] not in (A_ERRAND, A_ROUTINE) or c.met_whom[m] >= 0:
                continue
            lead = int(c.party[m])
            r = int(c.outing[m])
            if r >= 0 and c.o_lead[r] >= 0 and c.outing[int(c.o_lead[r])] == r:
                lead = int(c.o_lead[r])
            if lead in (-1, m):
                found.append(m)
        return found

    # --- meeting ---------------------------------------------------------------------------------

    def meet(self) -> None:
        """Let companies of different groups that see each other stop and size each other up."""
        c = self.c
        leads = self.leads()
        for i, a in enumerate(leads):
            for b in leads[i + 1 :]:
                g, h = int(c.group_id[a]), int(c.group_id[b])
                if g == h or c.met_whom[a] >= 0 or c.met_whom[b] >= 0:
                    continue
                if c.guest_of[a] == h or c.guest_of[b] == g:
                    continue
                if (c.met_last[a] == b and self.t < c.met_until[a]) or (
                    c.met_last[b] == a and self.t < c.met_until[b]
                ):
                    continue
                far = distance(self.axes, int(c.passage[a]), float(c.offset[a]),
                               int(c.passage[b]), float(c.offset[b]))  # fmt: skip
                if far <= min(self.par.sees, float(c.sight_m[0])):
                    self._face(a, b, far)

    def _face(self, a: int, b: int, far: float) -> None:
        c = self.c
        n = note(c, self.t, MET, a, b, 0, groups.where(c, a), -1, far, len(self.company(b)),
                 int(c.aim_event[a]))  # fmt: skip
        for one, other in ((a, b), (b, a)):
            c.met_whom[one], c.met_t[one], c.met_round[one], c.met_say[one] = other, self.t, 0, -1
            c.met_event[one] = n
            for m in self.company(one):
                if c.aim[m] in (A_ERRAND, A_ROUTINE):
                    c.aim[m], c.aim_about[m], c.aim_event[m] = A_FACE, other, n
                    stay(self.want, m)
            raise_occasion(self.wait, one, C_STRANGERS, other, n, self.t + 15_000)
            self._seen(one, other)
        self._again(a, b, n)
        self._quarry(a, b, n)
        self._quarry(b, a, n)

    def _seen(self, m: int, o: int) -> None:
        """m's group knows where o's was seen."""
        c, g, h = self.c, int(self.c.group_id[m]), int(self.c.group_id[o])
        c.g_seen_t[g, h], c.g_seen_at[g, h] = self.t, groups.where(c, o)

    def _again(self, a: int, b: int, event: int) -> None:
        """Two of them who once belonged together meet again."""
        c = self.c
        for m in self.company(a):
            for o in self.company(b):
                r = row_of(self.ties, m, o)
                if r < 0 or c.tie_strength[r] < 0.2 or self.t - c.tie_seen_t[r] < DAY:
                    continue
                left = c.left_group[m] == c.group_id[o] or c.left_group[o] == c.group_id[m]
                if left or c.tie_strength[r] > 0.45:
                    note(c, self.t, PARTED_AGAIN, m, o, 0, groups.where(c, m), -1,
                         (self.t - int(c.tie_seen_t[r])) / HOUR, 0.0, event)  # fmt: skip
                    c.tie_seen_t[r] = self.t

    def _quarry(self, a: int, b: int, event: int) -> None:
        """a's company hunts b's group: found."""
        c, r = self.c, int(self.c.outing[a])
        if r < 0 or c.o_purpose[r] != HUNT or c.o_about[r] < 0:
            return
        who = self.company(b)
        about = int(c.o_about[r])
        if about in who or c.group_id[about] == c.group_id[b]:
            c.o_event[r] = note(
                c, self.t, QUARRY_FOUND, a, about if about in who else b, r, groups.where(c, b),
                -1, (self.t - int(c.o_start[r])) / HOUR, 0.0, event,
            )  # fmt: skip

    # --- how it goes -----------------------------------------------------------------------------

    def hear(self, said: Said) -> None:
        """One side has chosen."""
        c, m = self.c, said.who
        if said.occasion == C_STRANGERS and c.met_whom[m] == said.about and c.met_round[m] == 0:
            c.met_say[m], c.met_event[m] = said.option, said.event
        elif said.occasion == C_PARLEY and c.met_whom[m] == said.about and c.met_round[m] == 1:
            self._parley(m, said)
        elif said.occasion == C_ATTACKED:
            self._under_attack(m, said)

    def resolve(self) -> None:
        """Let each meeting go on whose two sides have chosen, or that has lasted too long."""
        c = self.c
        for a in np.flatnonzero(c.met_whom >= 0).tolist():
            b = int(c.met_whom[a])
            gone = any(c.fate[m] != 0 or c.gone[m] or c.passage[m] < 0 for m in (a, b))
            if gone or c.met_whom[b] != a:
                self._part(a, 0)
                continue
            if a > b:
                continue
            late = self.t - c.met_t[a] > WAITS
            broken = any(c.aim[m] != A_FACE for m in (a, b))
            if c.met_round[a] == 0 and (late or (c.met_say[a] >= 0 and c.met_say[b] >= 0)):
                self._first(a, b)
            elif late or broken:
                self._both_part(a, b)

    def _first(self, a: int, b: int) -> None:
        """The two stances meet."""
        c = self.c
        says = {a: int(c.met_say[a]), b: int(c.met_say[b])}
        for m, o in ((a, b), (b, a)):
            if says[m] == O_ATTACK:
                self._attack(m, o)
                return
        for m, o in ((a, b), (b, a)):
            if says[m] == O_ROB:
                self._hold_up(m, o)
                return
        for m, o in ((a, b), (b, a)):
            if says[m] == O_THREATEN:
                n = note(c, self.t, DEALT, o, m, 0, groups.where(c, o), THREATENED,
                         cause=int(c.met_event[m]))  # fmt: skip
                did(self.deeds, m, o, D_THREATENED, n, 1.0)
                self._both_part(a, b)
                return
        if says[a] == O_TALK and says[b] == O_TALK:
            n = note(c, self.t, DEALT, a, b, 0, groups.where(c, a), TALKED,
                     cause=int(c.met_event[a]))  # fmt: skip
            for m, o in ((a, b), (b, a)):
                c.met_round[m], c.met_t[m], c.met_event[m] = 1, self.t, n
                raise_occasion(self.wait, m, C_PARLEY, o, n, self.t + 3 * MINUTE)
                tell_of_others(c, int(c.group_id[m]), int(c.group_id[o]))
            return
        note(c, self.t, DEALT, a, b, 0, groups.where(c, a), AVOIDED, cause=int(c.met_event[a]))
        self._both_part(a, b)

    def _parley(self, m: int, said: Said) -> None:
        c, o = self.c, said.about
        if said.option == O_SHARE:
            self._give(m, o, said.event)
        elif said.option == O_TRADE:
            self._trade(m, o, said.event)
        elif said.option in (O_INVITE, O_ASK_IN):
            guest, host = (o, m) if said.option == O_INVITE else (m, o)
            admission.come_along(self, guest, host, said)
            return
        if said.option in (O_PART, O_SHARE, O_TRADE) and c.met_say[o] == O_PART:
            self._both_part(m, o)
            return
        c.met_say[m] = O_PART

    def _move(self, kind: int, m: int, o: int, item: int, number: float, event: int) -> int:
        """Goods change hands: GAVE from m to o, ROBBED from o to m. Returns the event."""
        c = self.c
        a, b = (m, o) if kind == GAVE else (o, m)
        c.load[a, item] -= number
        c.load[b, item] += number
        return note(c, self.t, kind, m, o, item, groups.where(c, m), item, number, 0.0, event)

    def _give(self, m: int, o: int, event: int) -> None:
        number = float(np.floor(min(4.0, 0.5 * float(self.c.load[m, ITEM["food"]]))))
        if number >= 1.0:
            n = self._move(GAVE, m, o, ITEM["food"], number, event)
            did(self.deeds, m, o, D_SHARED, n, 1.0)

    def _trade(self, m: int, o: int, event: int) -> None:
        """Food against medicine or bandages; the stronger side sets the rate (R5)."""
        c = self.c
        item = next((i for i in (ITEM["medicine"], ITEM["bandage"]) if c.load[o, i] >= 1.0), -1)
        if item < 0:
            return
        fair = 3.0 if item == ITEM["medicine"] else 1.0
        price = max(1.0, np.floor(fair * (1.5 - float(c.cares[m]))))
        price = min(price, float(np.floor(c.load[m, ITEM["food"]])))
        if price < 1.0:
            return
        n = self._move(GAVE, m, o, ITEM["food"], price, event)
        self._move(GAVE, o, m, item, 1.0, n)
        if price >= fair:
            did(self.deeds, m, o, D_SHARED, n, 1.0)

    def _hold_up(self, m: int, o: int) -> None:
        """m raises a weapon against o for what o carries."""
        c = self.c
        note(c, self.t, DEALT, o, m, 0, groups.where(c, o), ROBBED_THEM,
             cause=int(c.met_event[m]))  # fmt: skip
        c.met_round[m] = c.met_round[o] = 2
        c.met_t[m] = c.met_t[o] = self.t
        raise_occasion(self.wait, o, C_ATTACKED, m, int(c.met_event[m]), self.t + 5_000)

    def _attack(self, m: int, o: int) -> None:
        c = self.c
        n = note(c, self.t, DEALT, m, o, 0, groups.where(c, m), FOUGHT,
                 cause=int(c.met_event[m]))  # fmt: skip
        mine, theirs = self.company(m), self.company(o)
        for i, x in enumerate(mine):
            self._fights(x, theirs[i % len(theirs)], n)
        for i, x in enumerate(theirs):
            c.aim[x] = A_FACE
            raise_occasion(self.wait, x, C_ATTACKED, mine[i % len(mine)], n, self.t + 2_000)
        self._part(m, n)
        self._part(o, n)

    def _fights(self, m: int, o: int, event: int) -> None:
        c = self.c
        if c.age[m] < 14 or not c.awake_mind[m]:
            return
        c.foe[m], c.fires[m], c.running[m] = o, True, False
        c.aim[m], c.aim_about[m] = A_FIGHT, o
        c.aim_until[m], c.aim_event[m] = self.t + 5 * MINUTE, event
        c.brawl_n[0] += 1

    def _under_attack(self, m: int, said: Said) -> None:
        """What the one held up or attacked does."""
        c, o = self.c, said.about
        if said.option == O_FIGHT:
            for x in self.company(m):
                self._fights(x, o, said.event)
            if c.foe[o] < 0:
                self._fights(o, m, said.event)
        elif said.option == O_FLEE:
            self._flee(m, said.event)
        elif said.option == O_YIELD:
            self._strip(o, m, said.event)
        if c.met_whom[m] == o:
            self._both_part(m, o)

    def _flee(self, m: int, event: int) -> None:
        c = self.c
        for x in self.company(m):
            c.aim[x], c.aim_until[x], c.aim_event[x] = A_FLEE, self.t + 15 * MINUTE, event
            c.foe[x], c.running[x] = -1, True
            u = int(c.home[x])
            go(self.want, x, int(c.u_passage[u]), float(c.u_off[u]), u)

    def _strip(self, m: int, o: int, event: int) -> None:
        """m's company takes what o's carries; who yields is let go."""
        c, n = self.c, event
        for x in self.company(o):
            for i in (*GOODS, *GUNS):
                number = float(np.floor(c.load[x, i]))
                if number >= 1.0:
                    n = self._move(ROBBED, m, x, i, number, event)
            did(self.deeds, m, x, D_ROBBED, n, 1.0)
        tell_of_others(c, int(c.group_id[m]), int(c.group_id[o]))  # they are asked, too
        for x in self.company(m):
            c.foe[x] = -1

    # --- parting ---------------------------------------------------------------------------------

    def _both_part(self, a: int, b: int) -> None:
        for m, o in ((a, b), (b, a)):
            self.c.met_last[m], self.c.met_until[m] = o, self.t + 3 * HOUR
            self._part(m, 0)

    def _part(self, m: int, event: int) -> None:
        """m's side goes on with what it was about."""
        c = self.c
        c.met_whom[m], c.met_say[m], c.met_round[m] = -1, -1, 0
        for x in self.company(m):
            if c.aim[x] == A_FACE and event == 0:
                c.aim[x] = A_ERRAND if c.outing[x] >= 0 else A_ROUTINE
                c.resume[x] = c.outing[x] < 0


def tell_of_others(c: Any, g: int, h: int) -> None:
    """In talk those of g learn from those of h where other groups were seen, and of whom to
    beware."""
    for k in groups.bands(c):
        if k in (g, h):
            continue
        if c.g_seen_t[h, k] > c.g_seen_t[g, k]:
            c.g_seen_t[g, k], c.g_seen_at[g, k] = c.g_seen_t[h, k], c.g_seen_at[h, k]
        if c.g_regard[h, k] < -0.3:
            c.g_regard[g, k] += np.float32(0.2 * (c.g_regard[h, k] - c.g_regard[g, k]))


def meet_strangers(t: int, par: Strangers, c: Any) -> None:
    """One minute of meetings."""
    if not par.on:
        return
    said = take(c, C_STRANGERS, C_PARLEY, C_ATTACKED)
    e = Encounters(t, par, c)
    c.brawl_n[0] = int(((c.foe >= 0) & (c.fate == 0) & (c.fate[np.maximum(c.foe, 0)] == 0)).sum())
    for one in said:
        e.hear(one)
    e.resolve()
    e.meet()
    admission.admit(e)
    if clock(c, t)[1] == ASKS_AT:
        admission.look_for_a_place(e)


_WRITES = once(
    *EVENTS, *AIM, *PENDING, *WISH, *DEEDS, *PARTY, *ANSWER_WRITES, *admission.WRITES, "met_whom",
    "met_t", "met_round", "met_say", "met_event", "met_last", "met_until", "g_seen_t",
    "g_seen_at", "g_regard", "foe", "fires", "running", "brawl_n", "load", "resume",
    "tie_seen_t", "o_event",
)  # fmt: skip
STRANGERS_MEET = Process(
    "strangers", "minute", meet_strangers, section="strangers", python=True,
    writes=_WRITES,
    reads=less((*groups.GROUP_READS, *TIES, *admission.READS, "offset", "held_by", "awake_mind",
                "outing", "o_lead", "o_purpose", "o_about", "o_start", "left_group",
                "sight_m"), _WRITES),
    fixed=once(*groups.GROUP_FIXED, *AXES, "tie_ptr", "u_passage", "u_off", "start_ms",
               *admission.FIXED),
    meaning="people of different groups meet in the streets, and deal with each other",
    of="bands",
)  # fmt: skip
