"""Errands: a few of a group go out for something - food, water, people - and come back by dusk.

An errand is a row of the table "outing". Its members move as a party; what their own minds set
them to (fleeing, helping, hiding) comes first, and they take the errand up again afterwards. Who
goes gives their word to those closest at home to come back.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.dispatch import (
    DISPATCH_FIXED,
    DISPATCH_READS,
    DISPATCH_WRITES,
    Dispatcher,
)
from kinward.city.graph import ITEM
from kinward.core.bundles import AIM, DEEDS, EVENTS, PARTY, PENDING
from kinward.core.choices import O_DECLINE, O_SEARCH
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.deeds import D_BROKE_WORD, D_CAME_BACK, D_KEPT_WORD, Deeds, did
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.party import Party, join
from kinward.core.party import leave as leave_party
from kinward.core.process import Process
from kinward.core.ties import KNOWN_DEAD
from kinward.core.vocabulary import A_ERRAND, A_ROUTINE, C_GRIEF, C_OVERDUE, C_SENT
from kinward.society.acts import less, note, once
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.bands import foraging
from kinward.society.bands.plan import Bands
from kinward.society.bands.vocabulary import (
    CAME_FOR,
    CAME_HOME,
    FETCH_WATER,
    FORAGE,
    HUNT,
    LOOK_FOR,
    RAID,
    REFUSED_ORDER,
    SENT_OUT,
    STORED,
    TRADE,
    WANDER,
)
from kinward.society.group_columns import OUTING_NAMES, SIX
from kinward.society.groups import live_at, place_of_unit, where
from kinward.society.kinds import named

NONE, GATHERING, GOING, THERE, HOMEWARD, OVER = range(6)
HERE = 3.0  # m: one has arrived
SLACK = 2 * HOUR  # ms after the time it should be back, from which an errand is missed (assumed)
ASKED_FOR = 12 * MINUTE  # ms that those who are told to go have to answer (assumed)
SEES = 60.0  # m of street at which one finds somebody (assumed)
HURT = 0.3  # wounds from which an errand turns home (assumed)
LOOKS = 6  # hours for which somebody is looked for (assumed)
WORK = {
    FORAGE: 40 * MINUTE,
    FETCH_WATER: 12 * MINUTE,
    HUNT: 45 * MINUTE,
    RAID: 20 * MINUTE,
}  # ms at the place (assumed)
UNASKED = (WANDER, LOOK_FOR)
FIRED_BY = {ITEM["rifle_round"]: ITEM["rifle"], ITEM["shell"]: ITEM["shotgun"],
            ITEM["pistol_round"]: ITEM["pistol"]}  # fmt: skip
"""Rounds and the weapon that fires them."""
COME_BACK = 0  # word of the domain promise


def free(c: Any, m: Any) -> Any:
    """Whether m (a row, or rows) can be sent: well, grown, at home with nothing else to do."""
    return (
        (c.fate[m] == 0) & ~c.gone[m] & c.awake_mind[m] & (c.hurt[m] <= HURT) & (c.outing[m] < 0)
        & (c.aim[m] == A_ROUTINE) & ~c.bite_known[m]
    )  # fmt: skip


def start(
    c: Any, t: int, g: int, purpose: int, who: list[int], due: int, *, unit: int = 0,
    passage: int = -1, offset: float = 0.0, about: int = -1, cause: int = -1,
) -> int:  # fmt: skip
    """A new errand of group g by `who`, the first of whom leads. Returns its row, or -1."""
    r = int(c.outing_n[0])
    if r >= len(c.o_state) or not who:
        return -1
    c.outing_n[0] += 1
    c.o_open[c.o_open_n[0]] = r
    c.o_open_n[0] += 1
    c.o_state[r], c.o_purpose[r], c.o_group[r], c.o_lead[r] = GATHERING, purpose, g, who[0]
    c.o_member[r, : len(who[:SIX])] = who[:SIX]
    c.o_unit[r], c.o_passage[r], c.o_offset[r] = unit, passage, offset
    c.o_about[r], c.o_start[r], c.o_due[r], c.o_event[r] = about, t, due, cause
    for m in who[:SIX]:
        c.outing[m] = r
    return r


def crew(c: Any, r: int) -> list[int]:
    """The living who are on errand r."""
    return [
        int(m) for m in c.o_member[r]
        if m >= 0 and c.outing[m] == r and c.fate[m] == 0 and not c.gone[m] and c.passage[m] >= 0
    ]  # fmt: skip


class Errands:
    """Moves errands on by a minute; from the columns `c` of the process."""

    def __init__(self, t: int, par: Bands, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.go = Dispatcher(c)
        self.party = Party(*(getattr(c, n) for n in PARTY))
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.deeds = Deeds(*(getattr(c, n) for n in DEEDS))

    def step(self, r: int) -> None:
        """One minute of errand r."""
        c = self.c
        there = crew(c, r)
        if not there:
            c.o_state[r] = OVER
            self._miss(r)
            return
        for m in there:
            if c.aim[m] == A_ROUTINE and c.o_state[r] != GATHERING:
                self._take_up(r, m)
        led = [m for m in there if c.aim[m] == A_ERRAND]
        if c.o_state[r] == GATHERING:
            if c.o_purpose[r] == LOOK_FOR:
                self._at_first_light(r, there)
            elif self.t >= c.o_start[r] + ASKED_FOR or c.o_purpose[r] in UNASKED:
                self._set_out(r, there)
        elif c.o_state[r] == GOING:
            self._going(r, there, led)
        elif c.o_state[r] == THERE:
            self._there(r, led)
        if c.o_state[r] == HOMEWARD:
            self._homeward(r, led)
        self._miss(r)

    def _take_up(self, r: int, m: int) -> None:
        c = self.c
        c.aim[m], c.aim_about[m], c.aim_until[m] = A_ERRAND, -1, -1
        c.aim_event[m] = c.o_event[r]
        lead = int(c.o_lead[r])
        if m != lead and c.outing[lead] == r and c.fate[lead] == 0 and not c.gone[lead]:
            join(self.party, m, lead)

    def _at_first_light(self, r: int, there: list[int]) -> None:
        """Nobody looks for somebody in the dark, nor for one who is back or known to be dead."""
        c, m, o = self.c, there[0], int(self.c.o_about[r])
        rows = np.arange(int(c.tie_ptr[m]), int(c.tie_end[m]))
        known = (c.tie_state[rows[c.tie_to[rows] == o]] == KNOWN_DEAD).any()
        back = c.fate[o] == 0 and not c.gone[o] and c.unit[o] == c.unit[m] and c.unit[m] > 0
        if known or back:
            self.release(m)
            c.o_state[r] = OVER
        elif c.daylight[0]:
            c.o_due[r] = self.t + LOOKS * HOUR
            self._set_out(r, there)

    def _set_out(self, r: int, there: list[int]) -> None:
        """All of it leave, and give their word to whom they leave behind."""
        c = self.c
        c.o_state[r] = GOING
        for m in there:
            self._take_up(r, m)
            other = next((o for o in there if o != m), -1)
            n = note(c, self.t, SENT_OUT, m, other, r, where(c, m), int(c.o_purpose[r]),
                     len(there), 0.0, int(c.o_event[r]))  # fmt: skip
            c.aim_event[m] = n
            if m == c.o_lead[r]:
                c.o_event[r] = n
            self._promise(r, m, there, n)

    def _promise(self, r: int, m: int, there: list[int], event: int) -> None:
        """m promises the one closest at home to come back."""
        c = self.c
        if not c.promises[0] or c.promised[m] >= 0 or c.o_purpose[r] == WANDER:
            return
        best, strength = -1, 0.5
        for row in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
            o = int(c.tie_to[row])
            near = c.unit[o] == c.unit[m] and c.unit[m] > 0 and c.fate[o] == 0 and not c.gone[o]
            if near and o not in there and c.age[o] >= 5 and c.tie_strength[row] > strength:
                best, strength = o, float(c.tie_strength[row])
        if best < 0:
            return
        c.promised[m], c.promised_what[m], c.promised_t[m] = best, COME_BACK, c.o_due[r] + HOUR
        c.promised_event[m] = note(
            c, self.t, named("promised"), m, best, 0, where(c, m), COME_BACK,
            (c.o_due[r] - self.t) / HOUR, 0.0, event,
        )  # fmt: skip

    def refuse(self, said: Said) -> None:
        """m does not go (stories: obedience is held up by people)."""
        c, m = self.c, said.who
        r = int(c.outing[m])
        if r < 0 or c.o_state[r] != GATHERING or said.option != O_DECLINE:
            return
        c.outing[m] = -1
        c.o_member[r][c.o_member[r] == m] = -1
        left = crew(c, r)
        if c.o_lead[r] == m and left:
            c.o_lead[r] = left[0]
        note(c, self.t, REFUSED_ORDER, m, said.about, r, what=int(c.o_purpose[r]),
             value=float(c.legit[m]), cause=said.event)  # fmt: skip

    def look_for(self, said: Said) -> None:
        """m goes to look for one who did not come home, where they were sent."""
        c, m, o = self.c, said.who, said.about
        r = int(c.outing[o]) if o >= 0 else -1
        if said.option != O_SEARCH or c.outing[m] >= 0 or c.aim[m] != A_ROUTINE or o < 0:
            return
        unit = int(c.o_unit[r]) if r >= 0 else 0
        if unit > 0:
            start(c, self.t, int(c.group_id[m]), LOOK_FOR, [m], self.t + DAY, unit=unit, about=o,
                  cause=said.event)  # fmt: skip
            return
        passage, offset = self._way_taken(r, m)
        if passage >= 0:
            start(c, self.t, int(c.group_id[m]), LOOK_FOR, [m], self.t + DAY, about=o,
                  cause=said.event, passage=passage, offset=offset)  # fmt: skip

    def _way_taken(self, r: int, m: int) -> tuple[int, float]:
        """Where errand r went; where none is known of, the far end of the street that m lives on.

        Passage -1 for m who lives nowhere.
        """
        c = self.c
        if r >= 0 and c.o_passage[r] >= 0:
            return int(c.o_passage[r]), float(c.o_offset[r])
        if c.home[m] <= 0:
            return -1, 0.0
        p, off, _ = self.home(m)
        if c.p_host[p] >= 0:
            p, off = int(c.p_host[p]), float(c.p_host_off[p])
        return p, 0.0 if off > 0.5 * c.p_len[p] else float(c.p_len[p])

    def _look_about(self, r: int, led: list[int]) -> None:
        """Whoever looks for somebody sees them, alive or dead, where they are near."""
        c, o = self.c, int(self.c.o_about[r])
        for m in led:
            if c.passage[o] != c.passage[m] or (c.unit[o] != c.unit[m] and c.unit[o] > 0):
                continue
            if c.unit[o] == 0 and abs(c.offset[o] - c.offset[m]) > SEES:
                continue
            alive = c.fate[o] == 0 and not c.gone[o]
            n = note(c, self.t, CAME_FOR, m, o, 0, where(c, m), value=float(alive),
                     cause=int(c.o_event[r]))  # fmt: skip
            if alive:
                did(self.deeds, m, o, D_CAME_BACK, n, 1.0)
            else:
                raise_occasion(self.wait, m, C_GRIEF, o, n, self.t + MINUTE)
            c.o_event[r], c.o_state[r] = n, HOMEWARD
            return

    def target(self, r: int) -> tuple[int, float, int]:
        """Passage, offset and unit that errand r goes to."""
        c, u = self.c, int(self.c.o_unit[r])
        if u > 0:
            return int(c.u_passage[u]), float(c.u_off[u]), u
        return int(c.o_passage[r]), float(c.o_offset[r]), 0

    def home(self, m: int) -> tuple[int, float, int]:
        """Where m lives."""
        u = int(self.c.home[m])
        return int(self.c.u_passage[u]), float(self.c.u_off[u]), u

    def _at(self, m: int, goal: tuple[int, float, int]) -> bool:
        c, (p, off, u) = self.c, goal
        if c.moving[m] or c.foe[m] >= 0:
            return False
        return bool(
            c.passage[m] == p and c.unit[m] == u and (u > 0 or abs(c.offset[m] - off) < HERE)
        )

    def _send(self, m: int, goal: tuple[int, float, int]) -> bool:
        """Send m on if m stands; False where there is no way."""
        c, (p, off, u) = self.c, goal
        if c.foe[m] >= 0 or c.carried_by[m] >= 0 or self._at(m, goal):
            return True
        same = c.goal_passage[m] == p and c.goal_unit[m] == u
        if c.moving[m] and same and abs(c.goal_offset[m] - off) < HERE:
            return True
        return self.go.to_point(m, p, off, u) and not c.blocked[m]

    def _late(self, r: int, m: int) -> bool:
        """Whether it is time to be on the way home."""
        c = self.c
        if self.t >= c.o_due[r] or not c.daylight[0]:
            return True
        if self.t % (10 * MINUTE) or self.t < c.o_due[r] - 2 * HOUR:
            return False
        p, off, _ = self.home(m)
        return bool(self.t + 1000 * self.go.way(m, p, off) / 1.2 >= c.o_due[r])

    def _going(self, r: int, there: list[int], led: list[int]) -> None:
        c = self.c
        lost = len(there) < int((c.o_member[r] >= 0).sum())
        hurt = any(c.hurt[m] > HURT or c.bite_known[m] for m in there)
        invited = c.o_purpose[r] == TRADE and c.o_unit[r] > 0  # in, for the night if need be
        roaming = c.o_purpose[r] in (HUNT, RAID, WANDER) or invited
        if hurt or lost or (led and not roaming and self._late(r, led[0])):
            c.o_state[r] = HOMEWARD
            return
        if c.o_purpose[r] == LOOK_FOR:
            self._look_about(r, led)
            if c.o_state[r] == HOMEWARD:
                return
        goal = self.target(r)
        ways = [self._send(m, goal) for m in led]
        if led and not any(ways):
            c.o_state[r] = HOMEWARD
        elif led and len(led) == len(there) and all(self._at(m, goal) for m in led):
            c.o_state[r] = THERE
            if not invited:  # how long those stay society/bands/trading.py has said
                c.o_until[r] = self.t + WORK.get(int(c.o_purpose[r]), 10 * MINUTE)

    def _there(self, r: int, led: list[int]) -> None:
        c, purpose = self.c, int(self.c.o_purpose[r])
        if not led or self.t < c.o_until[r] or purpose in (HUNT, RAID, TRADE):
            return  # those go by society/bands/hunting.py and society/bands/trading.py
        if purpose in (FORAGE, FETCH_WATER, WANDER):
            foraging.take_along(c, self.t, r, led, purpose)
        c.o_state[r] = OVER if purpose == WANDER else HOMEWARD
        if purpose == WANDER:
            self._settle_down(r, led)

    def _settle_down(self, r: int, led: list[int]) -> None:
        """Those on the road stay the night where they are."""
        c = self.c
        for m in led:
            live_at(c, self.t, m, int(c.o_unit[r]), int(c.o_event[r]))
            self.release(m)

    def _homeward(self, r: int, led: list[int]) -> None:
        c = self.c
        for m in crew(c, r):
            goal = self.home(m)
            if c.unit[m] == goal[2] and not c.moving[m]:
                self._in(r, m)
            elif m in led:
                self._send(m, goal)
        if not crew(c, r):
            c.o_state[r] = OVER

    def _in(self, r: int, m: int) -> None:
        """m is home: hands in what the band gets, and has kept a promise."""
        c, g = self.c, int(self.c.o_group[r])
        other = next((o for o in crew(c, r) if o != m), -1)
        n = note(c, self.t, CAME_HOME, m, other, r, where(c, m), int(c.o_purpose[r]),
                 (self.t - int(c.o_start[r])) / HOUR, 0.0, int(c.o_event[r]))  # fmt: skip
        if g >= 0 and c.g_unit[g] == c.unit[m] and (c.group_id[m] == g or c.guest_of[m] == g):
            self._hand_in(g, m, n, c.o_purpose[r] == TRADE)
        self._keep_word(m, n)
        self.release(m)

    def _hand_in(self, g: int, m: int, event: int, traded: bool) -> None:
        c, u = self.c, int(self.c.g_unit[g])
        for i in np.flatnonzero(c.load[m] >= 1.0).tolist():
            rounds = traded and c.load[m, FIRED_BY.get(i, 0)] < 1.0 and i in FIRED_BY
            if i in foraging.KEPT and not rounds:
                continue
            number = float(np.floor(c.load[m, i])) - (1.0 if i == ITEM["bandage"] else 0.0)
            if i == ITEM["food"]:  # a thief does not hand in what was stolen
                number -= float(np.ceil(c.loot[m]))
            if number < 1.0:
                continue
            c.load[m, i] -= number
            c.stock[u, i] += number
            note(c, self.t, STORED, m, -1, g, place_of_unit(c, u), i, number, 0.0, event)

    def _keep_word(self, m: int, event: int) -> None:
        c, o = self.c, int(self.c.promised[m])
        if o < 0:
            return
        c.promised[m] = -1
        if c.fate[o] != 0 or c.gone[o]:
            return
        if self.t <= c.promised_t[m]:
            n = note(c, self.t, named("kept_word"), m, o, 0, -1, int(c.promised_what[m]),
                     cause=int(c.promised_event[m]))  # fmt: skip
            did(self.deeds, m, o, D_KEPT_WORD, n, 1.0)

    def release(self, m: int) -> None:
        """m is on the errand no longer."""
        c = self.c
        c.outing[m] = -1
        if c.aim[m] == A_ERRAND:
            c.aim[m], c.aim_about[m], c.aim_event[m], c.aim_until[m] = A_ROUTINE, -1, -1, -1
        leave_party(self.party, m)

    def _miss(self, r: int) -> None:
        """Those who should be back are missed by those close to them at home."""
        c = self.c
        waits = c.o_state[r] == GATHERING or c.o_purpose[r] == WANDER
        if waits or c.o_missed[r] or self.t < c.o_due[r] + SLACK:
            return
        c.o_missed[r] = True
        for m in c.o_member[r].tolist():
            if m < 0 or (c.outing[m] != r and c.fate[m] == 0 and not c.gone[m]):
                continue
            if c.unit[m] == c.home[m] or c.grave_at[m] >= 0:  # they know
                continue
            n = note(c, self.t, named("overdue"), m, -1, r, value=(self.t - c.o_due[r]) / HOUR,
                     cause=int(c.o_event[r]))  # fmt: skip
            self._break_word(m, n)
            self._tell_home(m, n)

    def _break_word(self, m: int, event: int) -> None:
        """m has promised to be back and is not; whoever waits cannot know whether m could."""
        c, o = self.c, int(self.c.promised[m])
        if o < 0 or self.t <= c.promised_t[m]:
            return
        c.promised[m] = -1
        if c.fate[m] != 0 or c.gone[m]:
            return
        n = note(c, self.t, named("broke_word"), m, o, 0, -1, int(c.promised_what[m]), 0.3, 0.0,
                 int(c.promised_event[m]))  # fmt: skip
        if c.fate[o] == 0 and not c.gone[o]:
            did(self.deeds, m, o, D_BROKE_WORD, n, 0.3)

    def _tell_home(self, m: int, event: int) -> None:
        c = self.c
        for row in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
            o = int(c.tie_to[row])
            here = c.fate[o] == 0 and not c.gone[o] and c.unit[o] == c.home[m] and c.unit[o] > 0
            if here and c.tie_strength[row] > 0.35:
                raise_occasion(self.wait, o, C_OVERDUE, m, event, self.t + MINUTE)


def run_errands(t: int, par: Bands, c: Any) -> None:
    """One minute of all errands."""
    if c.o_open_n[0] == 0 and c.answer_n[0] == 0:
        return
    errands = Errands(t, par, c)
    for said in take(c, C_SENT):
        errands.refuse(said)
    for said in take(c, C_OVERDUE):
        errands.look_for(said)
    rows = c.o_open[: c.o_open_n[0]].tolist()  # those begun just now too
    for r in rows:
        errands.step(r)
    left = [r for r in rows if c.o_state[r] not in (NONE, OVER) or not _done(c, t, r)]
    c.o_open[: len(left)] = left
    c.o_open_n[0] = len(left)


def _done(c: Any, t: int, r: int) -> bool:
    """Whether nothing is to be done for errand r any more: all are in, or they were missed."""
    lost = any(m >= 0 and (c.fate[m] != 0 or c.gone[m]) for m in c.o_member[r])
    return bool(c.o_missed[r]) or not lost or c.o_purpose[r] == WANDER


ERRAND_WRITES = once(
    *DISPATCH_WRITES, *EVENTS, *AIM, *PARTY, *PENDING, *DEEDS, *OUTING_NAMES, "outing", "home",
    "load", "stock", "cleared", "promised", "promised_what", "promised_t", "promised_event",
    *ANSWER_WRITES,
)  # fmt: skip
ERRAND_READS = (
    *DISPATCH_READS, "fate", "gone", "awake_mind", "hurt", "bite_known", "foe", "carried_by",
    "daylight", "group_id", "guest_of", "g_unit", "g_kind", "tie_end", "tie_to", "tie_strength",
    "tie_state", "legit", "grave_at", "loot",
)  # fmt: skip
ERRAND_FIXED = (*DISPATCH_FIXED, "tie_ptr", "age", "key", "seed", "promises")
ERRANDS = Process(
    "errands", "minute", run_errands, section="bands", python=True,
    writes=ERRAND_WRITES,
    reads=less(ERRAND_READS, ERRAND_WRITES),
    fixed=once(*ERRAND_FIXED),
    meaning="those sent out go, take, and come back by dusk; who does not is missed",
    of="bands",
)  # fmt: skip
