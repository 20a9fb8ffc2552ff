"""Leading: how members take their leader, who leaves with whom, how bands break and join (R2, R3).

Every evening each grown member reckons: hardship H, legitimacy L of the leader (trust, and the
style that fits the hour: who is unsure of what comes supports control more than care, who is sure
the other way about, Rast, Hogg and Giessner 2013; control that nothing calls for drives people
out, Van Vugt et al. 2004), grievance H (1 - L).
Who has one thinks about it (mind/social.py). Who leaves tells friends, and goes at dawn with those
who follow. A group that is too large for its hardship breaks along the minimum cut of its ties
(Zachary 1977). Leaders who die are followed by whom most hold to.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.graph import ITEM
from kinward.core.bundles import AIM, DEEDS, EVENTS, PENDING, TIES
from kinward.core.choices import (
    O_DEPOSE,
    O_FOLLOW,
    O_GRUMBLE,
    O_LEAVE_GROUP,
    O_TAKE_WEAPON,
)
from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.deeds import Deeds
from kinward.core.draws import uniform
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.ties import Ties, row_of
from kinward.core.vocabulary import A_ROUTINE, C_FRIEND_LEAVES, C_GRIEVANCE, C_GUEST
from kinward.society import dissent, groups
from kinward.society.acts import less, note, once
from kinward.society.answers import ANSWER_WRITES, Said, take
from kinward.society.bands.fission import breaks, minimum_cut
from kinward.society.bands.leading_parameters import Leading
from kinward.society.bands.vocabulary import (
    BAND_KIND,
    COMPANY,
    GAVE_UP_PLACE,
    GRUMBLED,
    MERGED,
    MOVED_ON,
    SPLIT_OFF,
    STYLE,
    TO_LEADER,
    TO_WORKERS,
)
from kinward.society.hardship import hardship
from kinward.society.purposes import VOTE
from kinward.society.zone.run_rows import clock

RECKONING, DAWN = 20 * 60 + 15, 5 * 60 + 45  # minutes of the day (assumed)
FOOD = ITEM["food"]


class Leaders:
    """The groups of one minute, from the columns `c` of the process."""

    def __init__(self, t: int, par: Leading, c: Any) -> None:
        self.t, self.par, self.c = t, par, c
        self.wait = Pending(*(getattr(c, n) for n in PENDING))
        self.deeds = Deeds(*(getattr(c, n) for n in DEEDS))
        self.ties = Ties(*(getattr(c, n) for n in (*TIES, "tie_ptr")))

    # --- the evening -----------------------------------------------------------------------------

    def evening(self) -> None:
        """Every group takes stock of how it is led."""
        c = self.c
        for g in groups.bands(c):
            who = groups.members(c, g)
            if len(who) == 0:
                self._nobody_left(g)
                continue
            self._succession(g, who)
            if int(c.g_leader[g]) < 0:
                continue
            if self.par.grievances:
                self._reckon(g, who)
            self._drift(g)
            self._fade(g)  # the danger of the day counts in full on its evening
        if self.par.fission:
            for g in groups.bands(self.c):
                self._break(g)
        if self.par.mergers:
            self._merge()
        self._too_few()
        self._settle()
        self._guests()

    def _nobody_left(self, g: int) -> None:
        if not len(groups.guests(self.c, g)):
            groups.end(self.c, self.t, g, -1)

    def _fade(self, g: int) -> None:
        c = self.c
        c.g_threat[g] *= 0.5**0.5
        c.g_losses[g] *= 0.5**0.1

    def _succession(self, g: int, who: np.ndarray) -> None:
        """A leader who is dead, lost or gone is followed by whom most hold to."""
        c, now = self.c, int(self.c.g_leader[g])
        if now >= 0 and now in who and c.awake_mind[now]:
            return
        if now >= 0 and now in who:  # unconscious: waited for
            return
        who = who[c.guest_of[who] < 0]  # not those who live with others by now
        if not len(who):
            c.g_leader[g] = -1
            return
        voters = groups.grown(c, who)
        voters = voters if len(voters) else who
        votes = np.zeros(len(voters))
        for m in voters.tolist():
            best, most = int(np.flatnonzero(voters == m)[0]), 0.05
            for i, o in enumerate(voters.tolist()):
                r = row_of(self.ties, m, o)
                if r >= 0:
                    u = float(uniform(c.seed[0], VOTE, c.key[m], c.key[o], self.t, 0))
                    x = float(c.tie_strength[r]) * (0.6 + float(c.tie_trust[r])) + 0.1 * u
                    x += 0.2 * (22 <= c.age[o] <= 70)
                    if x > most:
                        best, most = i, x
            votes[best] += 1.0
        i = int(np.argmax(votes + 0.001 * (c.age[voters] < 70)))
        groups.lead(c, self.t, g, int(voters[i]), float(votes[i] / votes.sum()), -1)

    def _hardship(self, g: int, who: np.ndarray) -> np.ndarray:
        """H of each of `who` 0..1, and more for those whom the rule of rations passes over (n,)."""
        c = self.c
        h = hardship(c, who, float(c.g_ration[g]), float(c.g_losses[g]))
        rule, leader = int(c.g_rations[g]), int(c.g_leader[g])
        if c.g_ration[g] < 1.0 and rule in (TO_WORKERS, TO_LEADER):
            passed = ~np.isin(c.role[who], (0, 1)) if rule == TO_WORKERS else who != leader
            h += 0.15 * passed
        h += 0.15 * (c.cut_until[who] > self.t)
        return np.clip(h, 0.0, 1.0)

    def _legitimacy(self, g: int, who: np.ndarray) -> np.ndarray:
        """L of the leader in the eyes of each of `who` 0..1 (n,)."""
        c, leader = self.c, int(self.c.g_leader[g])
        trust = np.zeros(len(who))
        for i, m in enumerate(who.tolist()):
            r = row_of(self.ties, m, leader)
            trust[i] = float(c.tie_trust[r]) if r >= 0 else 0.0
        style, threat = float(c.g_style[g]), min(1.0, float(c.g_threat[g]))
        fits = self.par.under_threat * style * threat - self.par.in_calm * style * (1.0 - threat)
        fits += (1.0 - style) * (
            self.par.care_calm * (1.0 - threat) - self.par.care_danger * threat
        )
        unlike = np.abs(c.cares[who] - style)
        return np.clip(0.5 + 0.5 * trust + fits - self.par.unlike * unlike, 0.0, 1.0)

    def _reckon(self, g: int, who: np.ndarray) -> None:
        """Grievances of the evening; who has one thinks about it within two hours."""
        c, leader = self.c, int(self.c.g_leader[g])
        hardship, legit = self._hardship(g, who), self._legitimacy(g, who)
        c.grievance[who] = hardship * (1.0 - legit)
        c.legit[who] = legit
        old = (c.age[who] >= groups.GROWN) & (who != leader)
        sore = old & (c.grievance[who] > self.par.threshold)
        c.g_sore[g] = int(sore.sum())
        c.g_loyal[g] = int((old & ~sore & (legit > 0.6)).sum())
        for m in who[sore].tolist():
            if c.leaving[m] < 0 and c.unit[m] == c.g_unit[g] and leader >= 0:
                u = float(uniform(c.seed[0], VOTE, c.key[m], np.uint64(0), self.t, 1))
                raise_occasion(self.wait, m, C_GRIEVANCE, leader, int(c.aim_event[m]),
                               self.t + int(u * 2 * HOUR))  # fmt: skip

    def _drift(self, g: int) -> None:
        """What happened to a leader changes the way they lead (R2, R8)."""
        c, leader = self.c, int(self.c.g_leader[g])
        if not self.par.drift or leader < 0:
            return
        style = float(c.g_style[g])
        losses, left = float(c.g_losses[g]), float(c.g_left[g])
        move = 0.03 * min(losses, 2.0) * (1.0 - style)  # who loses people holds on harder
        if left >= 2.0:  # who is left thinks it over
            move -= 0.12 * (style - 0.2)
        elif losses < 0.3 and c.g_threat[g] < 0.3:
            move -= 0.01 * (style - 0.4)
        c.g_left[g] *= 0.5 ** (1 / 5)
        c.g_moved[g] += move
        if abs(c.g_moved[g]) < 0.05:
            return
        by = float(c.g_moved[g])
        c.g_moved[g] = 0.0
        now = min(1.0, max(0.0, style + by))
        c.g_style[g] = now
        c.cares[leader] = now
        note(c, self.t, STYLE, leader, -1, g, value=now, value2=now - style,
             cause=int(c.g_event[g]) if left >= 2.0 else -1)  # fmt: skip

    # --- breaking, joining -----------------------------------------------------------------------

    def _break(self, g: int) -> None:
        """A group whose conflict is critical breaks along the minimum cut of its ties."""
        c = self.c
        who = groups.members(c, g)
        old = groups.grown(c, who)
        leader = int(c.g_leader[g])
        if len(old) < 4 or leader not in who or c.g_unit[g] <= 0:
            return
        stress = float(c.grievance[old].mean()) / self.par.critical
        if not breaks(len(who), float(c.g_critical[g]), stress, self.par.small_bands):
            return
        rival = self.rival(old, leader)
        if rival >= 0:
            self.split(g, who, leader, rival)

    def rival(self, old: np.ndarray, leader: int) -> int:
        """Whom those would follow who do not trust the leader; -1 nobody."""
        c = self.c
        sore = old[(c.grievance[old] > self.par.threshold) & (old != leader)]
        if not len(sore):
            return -1
        held = groups.standing(c, self.ties, sore)
        return int(sore[int(np.argmax(held + 1e-6 * (c.age[sore] < 70)))])

    def split(self, g: int, who: np.ndarray, leader: int, rival: int) -> list[int]:
        """Cut group g between its leader and a rival; returns those who went with the rival."""
        c = self.c
        strength = np.zeros((len(who), len(who)))
        at = {int(m): i for i, m in enumerate(who)}
        for m, i in at.items():
            for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
                j = at.get(int(c.tie_to[r]))
                if j is not None:
                    strength[i, j] = float(c.tie_strength[r])
        side = minimum_cut(strength, at[leader], at[rival])
        went = [int(m) for m in who[side]]
        went = dissent.with_children(c, went, who)
        if leader in went or not went:
            return []
        n = note(c, self.t, SPLIT_OFF, rival, leader, g, value=len(went),
                 value2=len(who) - len(went), cause=int(c.aim_event[rival]))  # fmt: skip
        self._go(g, went, rival, n)
        return went

    def _go(self, g: int, went: list[int], lead: int, event: int) -> int:
        """Those of `went` leave group g under `lead`; they take their share of the food along."""
        c = self.c
        n_all = max(len(groups.members(c, g)), 1)
        u = int(c.g_unit[g])
        for m in went:
            dissent.walks_out(c, self.t, g, m, event)
            if u > 0 and c.unit[m] == u:
                dissent.share_of(c, self.t, g, u, m, n_all)
        new = groups.form(c, self.t, lead, went, 0, g, event)
        if new >= 0:
            c.g_regard[g, new] = -0.25
            c.g_regard[new, g] = -0.25
            c.g_left[g] += len(went)
        return new

    def _merge(self) -> None:
        """A few who are worse off move in with those whom they think well of."""
        c = self.c
        all_ = groups.bands(c)
        for g in all_:
            who = groups.members(c, g)
            leader = int(c.g_leader[g])
            if not 0 < len(who) <= 6 or leader < 0 or c.g_hunts[g] or c.g_unit[g] <= 0:
                continue
            need = c.g_ration[g] < 1.0 or c.g_losses[g] > 0.8
            for h in all_:
                if h == g or c.g_kind[h] == 0 or c.g_unit[h] <= 0 or c.g_hunts[h] or not need:
                    continue
                other = int(c.g_leader[h])
                if other < 0 or c.g_regard[g, h] < 0.3 or c.g_regard[h, g] < 0.2:
                    continue
                n = note(c, self.t, MERGED, g, -1, h, value=len(who))
                for m in who.tolist():
                    groups.enter(c, self.t, m, h, n)
                groups.tell_cleared(c, g, h)
                groups.end(c, self.t, g, n)
                break

    def _too_few(self) -> None:
        """Two cannot keep watch by day and by night: after some days they take to the road."""
        c = self.c
        for g in groups.bands(c):
            who = groups.members(c, g)
            leader = int(c.g_leader[g])
            few = len(groups.grown(c, who)) <= self.par.too_few and c.g_unit[g] > 0
            c.g_few[g] = c.g_few[g] + 1 if few else 0
            if c.g_few[g] < self.par.holds_out or leader not in who or len(groups.guests(c, g)):
                continue
            n = note(c, self.t, GAVE_UP_PLACE, leader, -1, g,
                     groups.place_of_unit(c, int(c.g_unit[g])), value=len(who),
                     cause=int(c.g_event[g]))  # fmt: skip
            c.leave_event[who] = n
            for m in who.tolist():
                if c.unit[m] == c.g_unit[g]:
                    dissent.share_of(c, self.t, g, int(c.g_unit[g]), m, len(who))
            c.g_unit[g], c.g_kind[g], c.g_since[g], c.g_few[g] = 0, COMPANY, self.t, 0

    def _settle(self) -> None:
        """A company of four or more that has been on the road for three days keeps a place."""
        c = self.c
        held = {int(u) for u in c.g_unit[c.g_kind > 0]}
        for g in groups.bands(c):
            if c.g_kind[g] != COMPANY or self.t - c.g_since[g] < 3 * DAY:
                continue
            who = groups.members(c, g)
            leader = int(c.g_leader[g])
            u = int(c.home[leader]) if leader >= 0 else 0
            if len(who) < 4 or u <= 0 or u in held or leader not in who or c.unit[leader] != u:
                continue
            c.g_unit[g], c.g_kind[g] = u, BAND_KIND
            n = note(c, self.t, MOVED_ON, leader, -1, g, groups.place_of_unit(c, u))
            for m in who.tolist():
                groups.live_at(c, self.t, m, u, n)

    def _guests(self) -> None:
        c = self.c
        for m in np.flatnonzero(c.guest_of >= 0).tolist():
            g = int(c.guest_of[m])
            alive = c.fate[m] == 0 and not c.gone[m] and c.g_kind[g] != 0
            if not alive:
                c.guest_of[m] = -1
            elif self.t - c.guest_t[m] >= self.par.guest_for * 1000 and c.age[m] >= 10:
                leader = int(c.g_leader[g])
                if leader >= 0:
                    raise_occasion(self.wait, m, C_GUEST, leader, -1, self.t + MINUTE)

    # --- what people chose -----------------------------------------------------------------------

    def hear(self, said: Said) -> None:
        """Carry out what a member chose."""
        c, m = self.c, said.who
        g = int(c.group_id[m])
        if g <= 0 or c.g_kind[g] == 0:
            return
        if said.option == O_GRUMBLE:
            note(c, self.t, GRUMBLED, m, said.about, g, value=float(c.grievance[m]),
                 cause=said.event)  # fmt: skip
        elif said.option == O_LEAVE_GROUP and self.par.leaving:
            dissent.plan_to_leave(c, self.t, g, m, m, said.event, self.par.cliques)
        elif said.option == O_FOLLOW and c.leaving[said.about] == said.about:
            dissent.plan_to_leave(c, self.t, g, m, said.about, said.event, self.par.cliques)
        elif said.option == O_DEPOSE and self.par.deposing:
            self._rise(g, m, said)
        elif said.option == O_TAKE_WEAPON:
            dissent.disarm(c, self.t, said)

    def dawn(self) -> None:
        """Those who meant to go, go."""
        c = self.c
        for lead in np.flatnonzero(c.leaving == np.arange(len(c.leaving))).tolist():
            g = int(c.group_id[lead])
            went = [
                int(m) for m in np.flatnonzero(c.leaving == lead)
                if c.group_id[m] == g and c.fate[m] == 0 and not c.gone[m] and c.outing[m] < 0
            ]  # fmt: skip
            event = int(c.leave_event[lead])
            c.leaving[c.leaving == lead] = -1
            who = groups.members(c, g) if g > 0 else went
            if lead not in went or c.aim[lead] != A_ROUTINE or g <= 0 or len(who) < 2:
                continue
            went = dissent.with_children(c, went, np.asarray(who))
            if lead in went:
                self._go(g, went, lead, event)

    def _rise(self, g: int, m: int, said: Said) -> None:
        """m is against the leader; with enough others the leader falls."""
        c, leader = self.c, int(self.c.g_leader[g])
        if said.about != leader:  # who was against one who has fallen is not against the next
            return
        c.against_t[m] = self.t
        who = groups.grown(c, groups.members(c, g))
        against = who[(self.t - c.against_t[who] < 30 * HOUR) & (c.against_t[who] >= 0)]
        share = len(against) / max(len(who), 1)
        if leader < 0 or len(against) < 2 or share < self.par.depose_share:
            return
        dissent.bring_down(c, self.t, g, against, share, said.event)
        c.g_left[g] += 1.0


def lead_groups(t: int, par: Leading, c: Any) -> None:
    """One minute of the groups."""
    said = take(c, C_GRIEVANCE, C_FRIEND_LEAVES)
    _, minute = clock(c, t)
    if not said and minute not in (RECKONING, DAWN) and minute % 10:
        return
    leaders = Leaders(t, par, c)
    for one in said:
        leaders.hear(one)
    if minute % 10 == 0:
        _notice_threat(c, t)
    if minute == RECKONING:
        leaders.evening()
    elif minute == DAWN:
        leaders.dawn()


def _notice_threat(c: Any, t: int) -> None:
    """Danger that members saw of late, and deaths, weigh on the group."""
    fresh = (c.threat_t >= 0) & (t - c.threat_t < 10 * MINUTE) & (c.group_id > 0) & (c.fate == 0)
    for g in np.unique(c.group_id[fresh]).tolist():
        n = int((fresh & (c.group_id == g)).sum())
        size = max(int(c.g_people[g]), 1)
        c.g_threat[g] = min(1.0, c.g_threat[g] + 0.06 + 0.3 * n / size)
    died = (c.group_id > 0) & (c.fate != 0) & (c.fate_t >= t - 10 * MINUTE) & (c.fate_t < t)
    for g in np.unique(c.group_id[died]).tolist():
        n = int((died & (c.group_id == g)).sum())
        c.g_losses[g] += n
        c.g_threat[g] = min(1.0, c.g_threat[g] + 0.25 * n)


_WRITES = once(
    *EVENTS, *AIM, *ANSWER_WRITES, *dissent.DISSENT_WRITES, "grievance", "legit", "cares",
)  # fmt: skip
LEAD = Process(
    "leading", "minute", lead_groups, section="leading", python=True,
    writes=_WRITES,
    reads=less((*dissent.DISSENT_READS, "hungry_days", "thirsty_days", "grief", "fear", "hurt",
                "awake_mind", "threat_t", "outing", "fate_t", "cut_until"), _WRITES),
    fixed=once(*dissent.DISSENT_FIXED, "role", "start_ms"),
    meaning="members take stock of their leader; bands are left, break, join and settle",
    of="bands",
)  # fmt: skip
