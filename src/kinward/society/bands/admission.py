"""Admission: strangers at the door, who speaks for them, what the leader decides (R4).

Who was invited, or asks, comes along to the place of the hosts. The leader decides by the rule of
the band, the voucher's standing, the stores, the size, and what is seen of them; who is taken in
is a guest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kinward.core.bundles import AIM, EVENTS, PARTY, PENDING
from kinward.core.choices import O_ASK_IN, O_JOIN, O_MOVE_ON, O_TAKE_IN, O_VOUCH
from kinward.core.clock import HOUR, MINUTE
from kinward.core.deeds import D_TOOK_IN, D_TURNED_OFF, did
from kinward.core.draws import uniform
from kinward.core.occasion import raise_occasion
from kinward.core.party import Party, join, leave
from kinward.core.vocabulary import (
    A_ERRAND,
    A_FACE,
    A_ROUTINE,
    C_ASKED_IN,
    C_GUEST,
    C_PARLEY,
    C_VOUCH,
)
from kinward.core.wish import go
from kinward.society import groups
from kinward.society.acts import note
from kinward.society.answers import Said, take
from kinward.society.bands.vocabulary import (
    ASKED_IN,
    MEMBER_NOW,
    NO_GROUP,
    SET_OUT_TO_ASK,
    TAKEN_IN,
    TURNED_OFF,
    VOUCHED,
)
from kinward.society.purposes import SEEKS_PLACE

if TYPE_CHECKING:
    from kinward.society.bands.encounters import Encounters

WRITES = (
    *groups.GROUP_WRITES, *EVENTS, *AIM, *PARTY, *PENDING, "vouched", "seeks", "seeks_t",
    "outing", "left_group", "refused_by", "refused_t",
)  # fmt: skip
READS = ("leave_event", "unit", "moving", "g_leader", "hungry_days", "thirsty_days", "left_t")
FIXED = ("tie_ptr",)
DISCOURAGED = 48 * HOUR  # ms after a refusal in which one asks nobody (assumed)
REMEMBERED = 240 * HOUR  # ms in which one does not ask the same again (assumed)
PATIENCE = 26 * HOUR  # ms that one waits at a door for the leader (assumed)


def come_along(e: Encounters, guest: int, host: int, said: Said) -> None:
    """guest's company goes along with host's to ask to be taken in."""
    c, g = e.c, int(e.c.group_id[host])
    company = e.company(guest)
    if not e.par.admission or g < 0 or c.g_unit[g] <= 0:
        e._both_part(guest, host)
        return
    n = note(c, e.t, ASKED_IN, guest, host, g, groups.where(c, guest), -1, len(company), 0.0,
             said.event)  # fmt: skip
    e._both_part(guest, host)
    for m in (guest, host):
        if c.pending[m] == C_PARLEY:  # the talk is over
            c.pending[m] = -1
    if said.option == O_ASK_IN and e.par.vouching:
        raise_occasion(e.wait, host, C_VOUCH, guest, n, e.t + 2 * MINUTE)
    elif e.par.vouching:  # who invites speaks for them
        speak(c, e.t, host, guest, n)
    go_to_door(e, guest, company, g, n)


def go_to_door(e: Encounters, lead: int, company: list[int], g: int, event: int) -> None:
    """A company goes to where group g lives, to ask."""
    c, u = e.c, int(e.c.g_unit[g])
    party = Party(*(getattr(c, n) for n in PARTY))
    for m in company:
        c.outing[m] = -1
        c.seeks[m], c.seeks_t[m] = g, e.t
        c.aim[m], c.aim_about[m], c.aim_event[m] = A_FACE, -1, event
        c.aim_until[m] = -1
        if m != lead:
            join(party, m, lead)
        go(e.want, m, int(c.u_passage[u]), float(c.u_off[u]), 0)


def speak(c: Any, t: int, m: int, o: int, event: int) -> None:
    """m speaks for o."""
    c.vouched[o] = m
    note(c, t, VOUCHED, m, o, int(c.group_id[m]), cause=event)


def admit(e: Encounters) -> None:
    """One minute at the doors."""
    c = e.c
    for said in take(c, C_VOUCH, C_ASKED_IN, C_GUEST):
        if said.occasion == C_VOUCH and said.option == O_VOUCH:
            speak(c, e.t, said.who, said.about, said.event)
        elif said.occasion == C_ASKED_IN:
            _decided(e, said)
        elif said.occasion == C_GUEST:
            _guest(e, said)
    for m in np.flatnonzero(c.seeks >= 0).tolist():
        _at_the_door(e, m)


def _at_the_door(e: Encounters, m: int) -> None:
    c, g = e.c, int(e.c.seeks[m])
    alive = c.fate[m] == 0 and not c.gone[m]
    if not alive or c.g_kind[g] == NO_GROUP or c.g_unit[g] <= 0 or e.t - c.seeks_t[m] > PATIENCE:
        _give_up(e, m)
        return
    if c.aim[m] == A_ROUTINE:  # danger on the way is over
        c.aim[m] = A_FACE
    lead = int(c.party[m]) if c.party[m] >= 0 else m
    u = int(c.g_unit[g])
    near = c.passage[m] == c.u_passage[u] and abs(c.offset[m] - c.u_off[u]) < 6.0
    if not near:
        if not c.moving[m] and c.foe[m] < 0 and c.aim[m] == A_FACE:
            go(e.want, m, int(c.u_passage[u]), float(c.u_off[u]), 0)
        return
    leader = int(c.g_leader[g])
    at_home = leader >= 0 and c.unit[leader] == u and c.awake_mind[leader]
    if m == lead and at_home and e.t % (10 * MINUTE) == 0:
        n = note(c, e.t, ASKED_IN, m, leader, g, groups.where(c, m), -1, len(e.company(m)), 0.0,
                 int(c.aim_event[m]))  # fmt: skip
        raise_occasion(e.wait, leader, C_ASKED_IN, m, n, e.t + MINUTE)


def _decided(e: Encounters, said: Said) -> None:
    """The leader has decided about those at the door."""
    c, leader, m = e.c, said.who, said.about
    g = int(c.group_id[leader])
    if c.seeks[m] != g or c.g_leader[g] != leader:
        return
    company = [x for x in e.company(m) if c.seeks[x] == g]
    for x in company:
        if said.option == O_TAKE_IN:
            _take_in(e, x, leader, g, len(company), said.event)
        else:
            child = any(c.age[y] < 14 for y in company)
            arms = float(c.load[x, 8:11].max() >= 1.0)
            n = note(c, e.t, TURNED_OFF, x, leader, g, groups.where(c, x), -1, arms, float(child),
                     said.event)  # fmt: skip
            did(e.deeds, leader, x, D_TURNED_OFF, n, 0.7)
            c.refused_by[x], c.refused_t[x] = g, e.t
            _give_up(e, x)


def _take_in(e: Encounters, m: int, leader: int, g: int, number: int, event: int) -> None:
    c = e.c
    n = note(c, e.t, TAKEN_IN, m, leader, g, groups.where(c, m), -1, number, 0.0, event)
    did(e.deeds, leader, m, D_TOOK_IN, n, 1.0)
    c.seeks[m] = -1
    leave(Party(*(getattr(c, x) for x in PARTY)), m)
    c.aim[m], c.aim_about[m], c.resume[m] = A_ROUTINE, -1, True
    groups.live_at(c, e.t, m, int(c.g_unit[g]), n)
    if e.par.guests:
        c.guest_of[m], c.guest_t[m] = g, e.t
    else:
        groups.enter(c, e.t, m, g, n)


def _give_up(e: Encounters, m: int) -> None:
    """m asks no longer, and goes back to what m was about."""
    c = e.c
    c.seeks[m], c.vouched[m] = -1, -1
    if c.aim[m] == A_FACE:
        c.aim[m], c.resume[m] = (A_ERRAND, False) if c.outing[m] >= 0 else (A_ROUTINE, True)


def _guest(e: Encounters, said: Said) -> None:
    """A guest has thought about it."""
    c, m = e.c, said.who
    g = int(c.guest_of[m])
    if g < 0:
        return
    if said.option == O_JOIN:
        n = note(c, e.t, MEMBER_NOW, m, int(c.g_leader[g]), g, cause=said.event)
        groups.enter(c, e.t, m, g, n)
    elif said.option == O_MOVE_ON:
        c.guest_of[m] = -1
        c.left_group[m] = g
        own = int(c.group_id[m])
        if own < 0 or c.g_kind[own] == NO_GROUP:
            groups.form(c, e.t, m, [m], 0, g, said.event)


def look_for_a_place(e: Encounters) -> None:
    """Some mornings those on the road go and ask where they know of people (R3, R4)."""
    c = e.c
    if not e.par.admission:
        return
    for g in groups.bands(c):
        if c.g_unit[g] > 0:
            continue
        who = groups.members(c, g)
        lead = int(c.g_leader[g])
        if lead not in who or c.outing[lead] >= 0 or c.seeks[lead] >= 0 or c.aim[lead] != 0:
            continue
        if c.guest_of[lead] >= 0 or _sent_away(c, e.t, lead, -1, DISCOURAGED):
            continue
        want = min(2.0, 0.5 * float(c.hungry_days[lead] + c.thirsty_days[lead]))
        u = float(uniform(c.seed[0], SEEKS_PLACE, c.key[lead], np.uint64(0), e.t, 0))
        if u < e.par.seeks * (1.0 + want):
            h = _best_known(e, g, who)
            if h >= 0:
                company = [int(m) for m in who if c.aim[m] == 0 and c.outing[m] < 0
                           and c.guest_of[m] < 0]  # fmt: skip
                n = note(c, e.t, SET_OUT_TO_ASK, lead, int(c.g_leader[h]), h, groups.where(c, lead),
                         value=len(company), cause=int(c.leave_event[lead]))  # fmt: skip
                go_to_door(e, lead, company, h, n)


def _sent_away(c: Any, t: int, m: int, g: int, within: int) -> bool:
    """Whether m was refused of late (ms) by group g, or by any where g is -1."""
    by = int(c.refused_by[m])
    return by >= 0 and t - int(c.refused_t[m]) < within and (g < 0 or by == g)


def _best_known(e: Encounters, g: int, who: np.ndarray) -> int:
    """The band that those of group g would rather ask: ties to its members, and what they think
    of it; never one that they just left, or that hunts. -1 for none."""
    c = e.c
    best, most = -1, -0.3
    for h in groups.bands(c):
        if h == g or c.g_unit[h] <= 0 or c.g_hunts[h] or c.g_leader[h] < 0:
            continue
        if any(c.left_group[m] == h and e.t - c.left_t[m] < 20 * 24 * HOUR for m in who):
            continue
        if any(_sent_away(c, e.t, int(m), h, REMEMBERED) for m in who):
            continue
        ties = 0.0
        for m in who.tolist():
            for r in range(int(c.tie_ptr[m]), int(c.tie_end[m])):
                o = int(c.tie_to[r])
                if c.group_id[o] == h and c.tie_state[r] != 3:
                    ties += float(c.tie_strength[r]) * float(c.tie_trust[r])
        u = float(uniform(c.seed[0], SEEKS_PLACE, c.key[int(who[0])], np.uint64(h), e.t, 1))
        score = float(c.g_regard[g, h]) + min(ties, 1.5) + 0.5 * u
        if score > most:
            best, most = h, score
    return best
