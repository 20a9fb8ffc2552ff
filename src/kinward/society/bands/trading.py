"""Trading: a band that has too much of one thing and too little of another sends out traders (R5).

They carry goods to the door of a band that theirs knows and does not hold in low regard. Their
lead names a price, the leader within takes it, presses for more, refuses, or robs them; goods go
both ways. After a deal they sit with their hosts, and stay the night where dusk is near.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM, MASS
from kinward.city.routes import Net, remaining
from kinward.core.bundles import DEEDS, NET, PENDING
from kinward.core.choices import (
    O_FIGHT,
    O_FLEE,
    O_PRESS,
    O_REFUSE,
    O_ROB,
    O_TRADE,
    O_YIELD,
)
from kinward.core.clock import HOUR, MINUTE
from kinward.core.deeds import D_PRESSED, D_ROBBED, D_TRADED, Deeds, did
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_FIGHT,
    C_ATTACKED,
    C_OFFER,
    C_PRICE,
    C_TERMS,
)
from kinward.society import groups
from kinward.society.acts import less, note, once
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.bands import bartering, errands
from kinward.society.bands.bartering import FIRED_BY, ROUNDS, Deal, Store
from kinward.society.bands.encounters import tell_of_others
from kinward.society.bands.errands import GOING, HOMEWARD, THERE
from kinward.society.bands.foraging import CARRY, KEPT
from kinward.society.bands.loading import hand_out_rounds, load_up
from kinward.society.bands.trade_parties import SETS_OUT, Parties, spot
from kinward.society.bands.trading_parameters import Trade
from kinward.society.bands.vocabulary import (
    BARGAINED,
    FAIR,
    GAVE,
    GAVE_IN_TRADE,
    GOT_IN_TRADE,
    HANDED_OUT,
    HANDED_OVER,
    HOSTS_PRESSED,
    NO_DEAL,
    NOT_HEARD,
    NOTHING_TO_TRADE,
    PRICE,
    ROBBED_AT_DOOR,
    SEIZED,
    TRADE,
    TRADERS_CAME,
    TRADERS_PRESSED,
)
from kinward.society.zone.run_rows import clock

ROUNDS_DEALT = 18 * 60 + 30  # minute of the day at which rounds are dealt out (assumed)
DAWN = 6 * 60 + 30  # minute at which who stayed the night leaves (assumed)
BANDAGE = ITEM["bandage"]
# how far a trade has come
NEW, PRICED, OFFERED, TERMS, DONE, HELD_UP, GUESTS = range(7)


class Traders:
    """The trade of one minute, from the columns `c` of the process."""

    def __init__(self, t: int, par: Trade, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.net = Net(*(getattr(c, n) for n in NET))
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.deeds = Deeds(*(getattr(c, n) for n in DEEDS))

    # --- at the door -----------------------------------------------------------------------------

    def look_after(self) -> None:
        """One minute of the parties that are out."""
        c = self.c
        for r in c.o_open[: c.o_open_n[0]].tolist():
            if c.o_purpose[r] != TRADE:
                continue
            if c.o_state[r] == GOING and c.o_round[r] == NEW and c.o_given[r] == 0.0:
                self._load(r)
            elif c.o_state[r] == THERE:
                self._there(r)
            elif c.o_state[r] == HOMEWARD and c.o_round[r] == GUESTS:
                self._leave(r)

    def _load(self, r: int) -> None:
        """They take what their band has to spare; with nothing there is nothing to go for."""
        c, g = self.c, int(self.c.o_group[r])
        team = errands.crew(c, r)
        if len(team) < 2:  # the others refused, and one alone is no party
            c.o_state[r] = HOMEWARD
            return
        store = bartering.store_of(c, self.par, g)
        goods = [i for i in bartering.offered(store) if i != c.o_want[r]][:2]
        taken = load_up(c, self.t, g, team, {i: float(store.spare[i]) for i in goods},
                        0.6 * CARRY, int(c.o_event[r]))  # fmt: skip
        if not taken:
            c.o_state[r] = HOMEWARD
            return
        c.o_give[r] = max(taken, key=lambda i: (bartering.WORTH[i] * taken[i], -i))
        c.o_given[r] = taken[int(c.o_give[r])]

    def _there(self, r: int) -> None:
        """Before the door: heard, bargaining, or the time is over."""
        c, h = self.c, int(self.c.o_band[r])
        leader = int(c.g_leader[h]) if h >= 0 else -1
        if c.o_round[r] == GUESTS:
            if self.t >= c.o_until[r]:
                c.o_state[r] = HOMEWARD
                self._leave(r)
            return
        inside = (leader >= 0 and c.g_kind[h] > 0 and c.unit[leader] == c.g_unit[h] > 0
                  and c.awake_mind[leader] and c.fate[leader] == 0)  # fmt: skip
        if not c.o_asked[r]:
            c.o_asked[r], c.o_until[r] = True, self.t + int(self.par.waits * 1000)
        if self.t >= c.o_until[r] or c.g_kind[h] == 0 or c.g_unit[h] <= 0:
            self._end(r, NOT_HEARD if c.o_round[r] == NEW else NO_DEAL, 0.0, int(c.o_event[r]))
        elif c.o_round[r] == NEW and inside and not self._busy(h):
            self._heard(r, leader)

    def _busy(self, h: int) -> bool:
        """Whether the leader of band h is in a bargain with others: one after the other."""
        c = self.c
        return any(
            c.o_purpose[q] == TRADE and c.o_band[q] == h and c.o_state[q] == THERE
            and c.o_round[q] in (PRICED, OFFERED, TERMS, HELD_UP)
            for q in c.o_open[: c.o_open_n[0]].tolist()
        )  # fmt: skip

    def _heard(self, r: int, leader: int) -> None:
        """Those on watch let the leader know; the lead of the traders is to name a price."""
        c, lead = self.c, int(self.c.o_lead[r])
        c.o_about[r] = leader
        carried = sum(_goods(c, m, int(c.o_give[r])) for m in errands.crew(c, r))
        c.o_event[r] = note(c, self.t, TRADERS_CAME, lead, leader, r, groups.where(c, lead),
                            int(c.o_give[r]), carried, 0.0, int(c.o_event[r]))  # fmt: skip
        deal = self._deal(r, 0.5)
        if deal is None:
            self._end(r, NOTHING_TO_TRADE, 0.0, int(c.o_event[r]))
            return
        self._put(r, deal)
        self._ask(r, PRICED, lead, leader, C_PRICE, deal.gain, 1.0, int(c.o_event[r]))

    def _deal(self, r: int, share: float) -> Deal | None:
        """What both would settle on, `share` the power of the traders."""
        c, par, h, team = self.c, self.par, int(self.c.o_band[r]), errands.crew(self.c, r)
        brought = self._brought(r)
        one, other = self._sides(r)
        there = {i: min(bartering.can_give(c, h, i), sum(_room(c, m, i) for m in team))
                 for i in bartering.lacking(one, par.lacks) if i not in brought}  # fmt: skip
        return bartering.best(one, other, brought, there, share)

    def _brought(self, r: int) -> dict[int, float]:
        """What the traders have with them for trade, by item."""
        team = errands.crew(self.c, r)
        all_ = {i: sum(_goods(self.c, m, i) for m in team) for i in bartering.GOODS}
        return {i: n for i, n in all_.items() if n >= 1.0}

    def _sides(self, r: int) -> tuple[Store, Store]:
        """The stores of the two bands; what is at the door still belongs to the traders' band."""
        c, par = self.c, self.par
        one, other = (bartering.store_of(c, par, int(g)) for g in (c.o_group[r], c.o_band[r]))
        for i, n in self._brought(r).items():
            one.have[i] += n
        return one, other

    def _put(self, r: int, deal: Deal) -> None:
        """Lay terms on the table."""
        c = self.c
        c.o_give[r], c.o_given[r] = deal.give, deal.given
        c.o_want[r], c.o_wanted[r] = deal.want, deal.wanted

    def _ask(
        self, r: int, stage: int, m: int, o: int, occasion: int, gain: float, share: float,
        event: int,
    ) -> None:  # fmt: skip
        """Let m decide about the terms, and how long the party waits for it."""
        c = self.c
        c.o_round[r] = stage
        c.o_until[r] = max(int(c.o_until[r]), self.t + 10 * MINUTE)
        people = max(int(c.g_people[int(c.group_id[m])]), 1)
        power = self._power(r)
        c.terms_gain[m], c.terms_share[m] = min(2.0, gain / people), share
        c.terms_power[m] = power if m == c.o_lead[r] else -power
        if not self.par.pressing:
            c.terms_power[m] = 0.0
        raise_occasion(self.wait, m, occasion, o, event, self.t + MINUTE)

    def _power(self, r: int) -> float:
        """How much stronger the traders are than those at home -1..1: arms, and number."""
        c, h = self.c, int(self.c.o_band[r])
        home = groups.household_of(c, h)
        home = home[(c.unit[home] == c.g_unit[h]) & (c.age[home] >= 16) & c.awake_mind[home]]
        mine, theirs = (
            sum(0.1 + (1.0 if (c.load[m, 8:11] >= 1.0).any() else 0.3 if
                       (c.load[m, 11:13] >= 1.0).any() else 0.0) for m in side)
            for side in (errands.crew(c, r), home.tolist())
        )  # fmt: skip
        return float((mine - theirs) / (mine + theirs + 0.2))

    # --- what they chose -------------------------------------------------------------------------

    def answered(self, said: Said) -> None:
        """The lead of the traders, or the leader of the hosts, has chosen."""
        c = self.c
        lead = said.about if said.occasion == C_OFFER else said.who
        leader = said.who if said.occasion == C_OFFER else said.about
        r = int(c.outing[lead])
        stage = {C_PRICE: PRICED, C_OFFER: OFFERED, C_TERMS: TERMS}[said.occasion]
        if r < 0 or c.o_purpose[r] != TRADE or c.o_state[r] != THERE or c.o_round[r] != stage:
            return
        if c.g_leader[int(c.o_band[r])] != leader:
            return
        if said.occasion == C_PRICE:
            self._price(r, lead, leader, said, 1 if said.option == O_PRESS else 0)
        elif said.option == O_TRADE:
            self._exchange(r, lead, leader, said.event)
        elif said.option == O_PRESS:
            self._price(r, lead, leader, said, 2)
        elif said.option == O_ROB and self.par.robbing:
            self._hold_up(r, lead, leader, said.event)
        elif said.option in (O_REFUSE, O_ROB):
            self._end(r, NO_DEAL, 0.0, said.event)

    def _price(self, r: int, lead: int, leader: int, said: Said, pressed: int) -> None:
        """A price is named: fair, or what one side presses for."""
        c, hard = self.c, self.par.hard
        deal = self._deal(r, (0.5, hard, 1.0 - hard)[pressed])
        fair = self._deal(r, 0.5)
        if deal is None or fair is None:
            self._end(r, NOTHING_TO_TRADE, 0.0, said.event)
            return
        self._put(r, deal)
        c.o_pressed[r] = pressed
        other = leader if pressed < 2 else lead
        given = (deal.given, deal.wanted) if pressed < 2 else (deal.wanted, deal.given)
        what = deal.want if pressed < 2 else deal.give
        n = note(c, self.t, PRICE, said.who, other, r, -1, what, given[1], given[0], said.event)
        own, at_fair = (deal.other, fair.other) if pressed < 2 else (deal.gain, fair.gain)
        share = min(1.0, own / max(at_fair, 1e-9))
        stage, occasion = (OFFERED, C_OFFER) if pressed < 2 else (TERMS, C_TERMS)
        self._ask(r, stage, other, said.who, occasion, own, share, n)

    def _exchange(self, r: int, lead: int, leader: int, event: int) -> None:
        """Goods go both ways, and each side remembers how."""
        c, h = self.c, int(self.c.o_band[r])
        u, place = int(c.g_unit[h]), groups.place_of_unit(c, int(c.g_unit[h]))
        give, want = int(c.o_give[r]), int(c.o_want[r])
        given, wanted = float(c.o_given[r]), float(c.o_wanted[r])
        team = errands.crew(c, r)
        there = sum(_goods(c, m, give) for m in team)
        if there < given or bartering.can_give(c, h, want) < wanted:  # gone meanwhile
            self._end(r, NO_DEAL, 0.0, event)
            return
        now = self._deal_worth(r)
        a = note(c, self.t, GAVE_IN_TRADE, lead, leader, r, -1, give, given, now[0], event)
        left = given
        for m in team:
            number = min(left, _goods(c, m, give))
            if number >= 1.0:
                c.load[m, give] -= number
                c.stock[u, give] += number
                left -= number
                note(c, self.t, HANDED_OVER, m, leader, r, place, give, number, 0.0, a)
        b = note(c, self.t, GOT_IN_TRADE, lead, leader, r, -1, want, wanted, now[1], a)
        self._hand_out(r, h, leader, team, want, wanted, b)
        outcome = (FAIR, TRADERS_PRESSED, HOSTS_PRESSED)[int(c.o_pressed[r])]
        n = self._end(r, outcome, now[2], b)
        self._remember(r, lead, leader, n)
        g = int(c.o_group[r])
        tell_of_others(c, g, h)
        tell_of_others(c, h, g)
        if outcome != HOSTS_PRESSED:
            self._sit_down(r, h)

    def _deal_worth(self, r: int) -> tuple[float, float, float]:
        """(worth of what the traders give, of what they get, their share of the gain), by need."""
        c = self.c
        one, other = self._sides(r)
        give, want = int(c.o_give[r]), int(c.o_want[r])
        a, b = float(c.o_given[r]), float(c.o_wanted[r])

        def worth(store: Store, item: int, low: float, by: float) -> float:
            top = bartering.value(item, low + by, store.aim[item])
            return float(top - bartering.value(item, max(low, 0.0), store.aim[item]))

        out, into = worth(one, give, one.have[give] - a, a), worth(one, want, one.have[want], b)
        theirs = worth(other, give, other.have[give], a)
        theirs -= worth(other, want, other.have[want] - b, b)
        gain = into - out
        return out, into, gain / max(gain + theirs, 1e-9)

    def _hand_out(
        self, r: int, h: int, leader: int, team: list[int], item: int, number: float, event: int
    ) -> None:
        """The traders take up what they got, as far as each can carry."""
        c, u = self.c, int(self.c.g_unit[h])
        place = groups.place_of_unit(c, u)
        left = number
        for m in team:
            part = min(left, _room(c, m, item))
            from_store = min(part, float(np.floor(c.stock[u, item])))
            if from_store >= 1.0:
                c.stock[u, item] -= from_store
                c.load[m, item] += from_store
                note(c, self.t, HANDED_OUT, m, leader, r, place, item, from_store, 0.0, event)
            self._from_people(h, m, item, part - from_store, event)
            left -= part
            if left < 1.0:
                return

    def _from_people(self, h: int, m: int, item: int, number: float, event: int) -> None:
        """Rounds that members of h cannot fire go to m."""
        c = self.c
        if item not in FIRED_BY:
            return
        for o in groups.household_of(c, h).tolist():
            part = min(number, float(np.floor(c.load[o, item])))
            if part < 1.0 or c.unit[o] != c.g_unit[h] or c.load[o, FIRED_BY[item]] >= 1.0:
                continue
            c.load[o, item] -= part
            c.load[m, item] += part
            number -= part
            note(c, self.t, GAVE, o, m, item, groups.where(c, o), item, part, 0.0, event)

    def _remember(self, r: int, lead: int, leader: int, event: int) -> None:
        """A fair deal is a good deed of both; a pressed one a bad deed of who pressed."""
        pressed = int(self.c.o_pressed[r])
        if pressed == 0:
            did(self.deeds, lead, leader, D_TRADED, event, 1.0)
            did(self.deeds, leader, lead, D_TRADED, event, 1.0)
        elif pressed == 1:
            did(self.deeds, lead, leader, D_PRESSED, event, 1.0)
        else:
            did(self.deeds, leader, lead, D_PRESSED, event, 1.0)

    def _end(self, r: int, outcome: int, share: float, event: int) -> int:
        """The bargain is over, and they go home."""
        c, lead = self.c, int(self.c.o_lead[r])
        if c.fate[lead] != 0:  # who is left of them
            lead = errands.crew(c, r)[0]
        n = note(c, self.t, BARGAINED, lead, int(c.o_about[r]), r, groups.where(c, lead), outcome,
                 share, 0.0, event)  # fmt: skip
        c.o_event[r], c.o_round[r], c.o_state[r] = n, DONE, HOMEWARD
        return n

    # --- guests ----------------------------------------------------------------------------------

    def _sit_down(self, r: int, h: int) -> None:
        """They come in: for an hour of talk, or for the night where they could not be back."""
        c = self.c
        p, off = spot(c, h)
        way = float(remaining(self.net, 0, p, off, *spot(c, int(c.o_group[r]))))
        stay = self.t + int(self.par.stays * 1000)
        if stay + 1000 * way / 1.2 > c.o_due[r]:  # dusk: until morning
            _, minute = clock(c, self.t)
            stay = self.t + (24 * 60 - minute + DAWN) * MINUTE
            c.o_due[r] = stay + 3 * HOUR
        c.o_round[r], c.o_unit[r], c.o_state[r] = GUESTS, int(c.g_unit[h]), GOING
        c.o_until[r] = stay
        for m in errands.crew(c, r):
            c.guest_of[m], c.guest_t[m] = h, self.t

    def _leave(self, r: int) -> None:
        """They are guests no longer."""
        c = self.c
        c.o_round[r] = DONE
        for m in errands.crew(c, r):
            if c.guest_of[m] == c.o_band[r]:
                c.guest_of[m] = -1

    # --- force -----------------------------------------------------------------------------------

    def _hold_up(self, r: int, lead: int, leader: int, event: int) -> None:
        """The hosts raise their weapons against those at the door."""
        c = self.c
        c.o_round[r], c.o_until[r] = HELD_UP, self.t + 10 * MINUTE
        c.o_event[r] = event
        raise_occasion(self.wait, lead, C_ATTACKED, leader, event, self.t + 5_000)

    def held_up(self) -> np.ndarray:
        """Who leads traders that are being robbed, bool (N,)."""
        c, out = self.c, np.zeros(len(self.c.fate), bool)
        for r in c.o_open[: c.o_open_n[0]].tolist():
            if c.o_purpose[r] == TRADE and c.o_round[r] == HELD_UP and c.o_lead[r] >= 0:
                out[int(c.o_lead[r])] = True
        return out

    def under_threat(self, said: Said) -> None:
        """The lead of the traders yields, flees or fights."""
        c, lead, leader = self.c, said.who, said.about
        r = int(c.outing[lead])
        if r < 0 or c.o_round[r] != HELD_UP:
            return
        h = int(c.o_band[r])
        u, place, n = int(c.g_unit[h]), groups.place_of_unit(c, int(c.g_unit[h])), said.event
        if said.option == O_YIELD and u > 0:
            for m in errands.crew(c, r):
                for i in bartering.GOODS:
                    number = _goods(c, m, i)
                    if number >= 1.0:
                        c.load[m, i] -= number
                        c.stock[u, i] += number
                        n = note(c, self.t, SEIZED, m, leader, r, place, i, number, 0.0, said.event)
                did(self.deeds, leader, m, D_ROBBED, n, 1.0)
        elif said.option == O_FIGHT:
            self._fight(r, h, said.event)
        elif said.option == O_FLEE:
            for m in errands.crew(c, r):
                did(self.deeds, leader, m, D_ROBBED, n, 1.0)
        self._end(r, ROBBED_AT_DOOR, 0.0, n)

    def _fight(self, r: int, h: int, event: int) -> None:
        """Both sides draw: the armed of the hosts against those at the door."""
        c, team = self.c, errands.crew(self.c, r)
        who = groups.household_of(c, h)
        armed = [int(m) for m in who if c.unit[m] == c.g_unit[h] and c.age[m] >= 16
                 and c.awake_mind[m] and (c.load[m, 8:11] >= 1.0).any()][:6]  # fmt: skip
        for i, m in enumerate(armed):
            foe = team[i % len(team)]
            for a, b in ((m, foe), (foe, m)):
                c.foe[a], c.fires[a] = b, True
                c.aim[a], c.aim_about[a] = A_FIGHT, b
                c.aim_until[a], c.aim_event[a] = self.t + 10 * MINUTE, event


def _goods(c: Any, m: int, item: int) -> float:
    """How much of an item m carries for trade: not rounds for a weapon of m's own, what m stole,
    nor the one bandage that everybody keeps."""
    if item in ROUNDS and c.load[m, FIRED_BY[item]] >= 1.0:
        return 0.0
    number = float(np.floor(c.load[m, item])) - (1.0 if item == BANDAGE else 0.0)
    number -= float(np.ceil(c.loot[m])) if item == bartering.FOOD else 0.0
    return max(0.0, number)


def _room(c: Any, m: int, item: int) -> float:
    """How many more of an item m can carry; what belongs to m weighs nothing here."""
    kept = list(KEPT)
    weight = float((c.load[m] * MASS).sum() - (c.load[m][kept] * MASS[kept]).sum())
    return float(np.floor(max(0.0, CARRY - weight) / float(MASS[item])))


def trade(t: int, par: Trade, c: Any) -> None:
    """One minute of trade."""
    if not par.on:
        return
    traders = Traders(t, par, c)
    for said in take(c, C_ATTACKED, among=traders.held_up()) if c.answer_n[0] else ():
        traders.under_threat(said)
    for said in take(c, C_PRICE, C_OFFER, C_TERMS):
        traders.answered(said)
    _, minute = clock(c, t)
    if minute == SETS_OUT:
        Parties(t, par, c).send_out()
    elif minute == ROUNDS_DEALT:
        for g in groups.bands(c):
            hand_out_rounds(c, t, g)
    traders.look_after()


_WRITES = once(
    *errands.ERRAND_WRITES, *ANSWER_WRITES, "guest_of", "guest_t", "g_trade_t", "g_traded_t",
    "g_seen_t", "g_seen_at", "g_regard", "terms_gain", "terms_share", "terms_power", "foe",
    "fires",
)  # fmt: skip
TRADING = Process(
    "trading", "minute", trade, section="trade", python=True,
    writes=_WRITES,
    reads=less((*errands.ERRAND_READS, *groups.GROUP_READS, "g_leader", "g_hunts", "g_strangers",
                "g_threat", "g_people", "group_n", "left_group", "skill", "duty"), _WRITES),
    fixed=once(*errands.ERRAND_FIXED, *groups.GROUP_FIXED, *NET, "start_ms"),
    meaning="bands trade: goods go to others, at a fair price or a hard one",
    of="bands",
)  # fmt: skip
