"""Worth between people: strangers, leaders, friends who leave, those who ask to be taken in.

The parts are those of mind/worth.py. Where no source is named the shapes are assumed; what is
known of a stranger is what one sees of them, what one has been told, and what their group did.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.choices import (
    O_ASK_IN,
    O_ATTACK,
    O_AVOID,
    O_DECLINE,
    O_DEPOSE,
    O_FIGHT,
    O_FLEE,
    O_FOLLOW,
    O_GRUMBLE,
    O_INVITE,
    O_JOIN,
    O_LEAVE_GROUP,
    O_MOVE_ON,
    O_NOT_FOLLOW,
    O_OBEY,
    O_PART,
    O_ROB,
    O_SHARE,
    O_SILENT,
    O_STAY,
    O_TAKE_WEAPON,
    O_TALK,
    O_THREATEN,
    O_TRADE,
    O_VOUCH,
    O_YIELD,
)
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.core.vocabulary import CHILD_OF, OFFICER
from kinward.mind import self as me
from kinward.mind.menu import B, C, D, F, M, O, R, U, add
from kinward.mind.props import beside, held_up, here

CHILD_AGE = 14
RISK = 0.1  # net grievance beyond which people act (Epstein 2002)


class Social(NamedTuple):
    """The columns that worth between people is made of, bundled inside the kernel."""

    passage: np.ndarray
    offset: np.ndarray
    unit: np.ndarray
    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    hurt: np.ndarray
    load: np.ndarray
    fear: np.ndarray
    anger: np.ndarray
    grief: np.ndarray
    love: np.ndarray
    passed_by: np.ndarray
    hungry_days: np.ndarray
    thirsty_days: np.ndarray
    party: np.ndarray
    party_next: np.ndarray
    group_id: np.ndarray
    guest_of: np.ndarray
    cares: np.ndarray
    grievance: np.ndarray
    legit: np.ndarray
    vouched: np.ndarray
    left_group: np.ndarray
    promised: np.ndarray
    aim: np.ndarray
    tie_end: np.ndarray
    tie_to: np.ndarray
    tie_kind: np.ndarray
    tie_strength: np.ndarray
    tie_trust: np.ndarray
    tie_alive: np.ndarray
    tie_state: np.ndarray
    tie_seen_t: np.ndarray
    g_kind: np.ndarray
    g_leader: np.ndarray
    g_style: np.ndarray
    g_unit: np.ndarray
    g_strangers: np.ndarray
    g_theft: np.ndarray
    g_hunts: np.ndarray
    g_ration: np.ndarray
    g_threat: np.ndarray
    g_regard: np.ndarray
    g_people: np.ndarray
    g_sore: np.ndarray
    g_loyal: np.ndarray
    stock: np.ndarray
    thefts: np.ndarray
    terms_gain: np.ndarray
    terms_share: np.ndarray
    terms_power: np.ndarray
    tie_ptr: np.ndarray
    age: np.ndarray
    role: np.ndarray
    household: np.ndarray
    h_ptr: np.ndarray
    h_member: np.ndarray


@lean
def looks_armed(s, m):
    """How dangerous m looks 0 .. 1.3: a blade .3, a firearm 1."""
    x = 0.0
    if s.load[m, 11] >= 1.0 or s.load[m, 12] >= 1.0:
        x += 0.3
    if s.load[m, 8] >= 1.0 or s.load[m, 9] >= 1.0 or s.load[m, 10] >= 1.0:
        x += 1.0
    return x * (1.0 - 0.7 * min(s.hurt[m], 1.0))


@lean
def company_of(s, m):
    """(arms in sight, grown, children, hurt) of m and those who move with m."""
    arms, grown, children, hurt = 0.0, 0, 0, 0
    o = s.party[m] if s.party[m] >= 0 else m
    while o >= 0:
        if here(s, o):
            arms += looks_armed(s, o)
            if s.age[o] < CHILD_AGE:
                children += 1
            else:
                grown += 1
            if s.hurt[o] > 0.3:
                hurt += 1
        o = s.party_next[o] if s.party[m] >= 0 else -1
    return arms, grown, children, hurt


@lean
def trust_in(s, m, o):
    """m's trust in o -1..1; of a stranger what m's group thinks of theirs."""
    r = me.tie_row(s, m, o)
    if r >= 0:
        return s.tie_trust[r]
    g, h = s.group_id[m], s.group_id[o]
    if g >= 0 and h >= 0 and g != h:
        return s.g_regard[g, h]
    return 0.0


@lean
def dependants_beside(s, m):
    """Children below 14 and others of m's household who need m, with m now."""
    n = 0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        if o != m and here(s, o) and beside(s, m, o):
            if s.age[o] < CHILD_AGE or s.age[o] >= 80 or s.hurt[o] > 0.5:
                n += 1
    return n


@lean
def want(s, m):
    """How hungry or thirsty m is, 0 none .. 3."""
    return min(3.0, 0.5 * s.hungry_days[m] + 1.0 * s.thirsty_days[m])


@lean
def held_by_ties(s, m, g, but):
    """(sum of m's bonds to members of group g, the same to those who grumble), without `but`."""
    all_, sore = 0.0, 0.0
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if o == but or not here(s, o) or s.group_id[o] != g:
            continue
        x = s.tie_strength[r] * (1.0 + 0.5 * min(s.tie_trust[r], 0.0))
        all_ += x
        if s.grievance[o] > RISK:
            sore += x
    return all_, sore


@lean
def strangers(menu, s, m, o):
    """Sizing up strangers: talk, keep out of their way, threaten, rob, attack."""
    own, _, kids, _ = company_of(s, m)
    their, number, children, hurt = company_of(s, o)
    trust, bond = trust_in(s, m, o), me.bond_with(s, m, o)
    g, h = s.group_id[m], s.group_id[o]
    rule = s.g_strangers[g] if g >= 0 else 0
    hunts = g >= 0 and s.g_hunts[g]
    feared = h >= 0 and g >= 0 and s.g_regard[g, h] < -0.5
    threat = min(3.0, (0.3 + their) / (0.5 + own) * 0.8 + 0.15 * number) * (1.0 - 0.6 * trust)
    pity = min(1.0, 0.7 * children + 0.3 * hurt)
    roofless = g < 0 or s.g_unit[g] <= 0
    v = add(menu, O_TALK, o, 0)
    menu.parts[v, R] = -0.45 * threat
    menu.parts[v, B] = 1.5 * bond + 0.8 * pity
    menu.parts[v, D] = -0.3 * kids
    menu.parts[v, U] = 0.6 if rule == 0 else (0.2 if rule == 1 else -0.7)
    menu.parts[v, O] = 0.9 if roofless else 0.0
    menu.parts[v, F] = -0.5 * s.fear[m] - 0.4 * s.anger[m]
    menu.parts[v, M] = 0.3 * min(s.passed_by[m], 4.0)
    menu.parts[v, C] = 0.2 * want(s, m)
    v = add(menu, O_AVOID, o, 0)
    menu.parts[v, R] = -0.15 * threat
    menu.parts[v, B] = -0.8 * bond - 0.3 * pity
    menu.parts[v, D] = 0.2 * min(kids, 2)
    menu.parts[v, U] = 0.4 if rule >= 2 and not hunts else (-0.8 if hunts else 0.0)
    menu.parts[v, F] = 0.5 * s.fear[m] + (0.6 if feared else 0.0)
    if own > 0.25:
        v = add(menu, O_THREATEN, o, 0)
        menu.parts[v, R] = -0.5 * threat + 0.3 * min(own, 2.0)
        menu.parts[v, B] = -1.2 * bond - 0.6 * pity
        menu.parts[v, U] = 0.4 if rule >= 2 else -0.6
        menu.parts[v, F] = 0.6 * s.anger[m] + 0.3 * s.fear[m]
        if want(s, m) > 0.0 or rule == 3:
            v = add(menu, O_ROB, o, 0)
            menu.parts[v, R] = -0.7 * threat
            menu.parts[v, B] = -1.8 * bond - 1.2 * pity
            menu.parts[v, U] = 1.0 if rule == 3 else -1.8
            menu.parts[v, C] = 0.5 * want(s, m)
            menu.parts[v, F] = 0.4 * s.anger[m]
        if hunts or (feared and trust < -0.5):
            v = add(menu, O_ATTACK, o, 0)
            menu.parts[v, R] = -0.9 * threat
            menu.parts[v, B] = -2.0 * bond - 1.4 * pity
            menu.parts[v, U] = 0.9 if hunts else -0.8
            menu.parts[v, F] = 1.0 * s.anger[m] + 0.8 * s.grief[m]
            menu.parts[v, M] = -1.2 * min(trust, 0.0)


@lean
def parley(menu, s, m, o):
    """In talk with strangers: part, share, trade, invite them, ask to be taken in."""
    their, _, children, hurt = company_of(s, o)
    trust, bond = trust_in(s, m, o), me.bond_with(s, m, o)
    pity = min(1.0, 0.7 * children + 0.3 * hurt)
    g, h = s.group_id[m], s.group_id[o]
    need = want(s, o)  # hunger shows
    v = add(menu, O_PART, o, 0)
    menu.parts[v, R] = -0.2
    if s.load[m, 0] >= 1.0:
        v = add(menu, O_SHARE, o, 0)
        menu.parts[v, B] = 1.2 * pity + 1.2 * bond + 0.5 * need
        menu.parts[v, U] = 0.8 * (0.5 - s.cares[m])
        menu.parts[v, C] = -0.5 - 0.8 * want(s, m)
        menu.parts[v, M] = 0.4 * min(s.passed_by[m], 4.0)
        if s.load[o, 1] + s.load[o, 2] >= 1.0 or s.load[o, 18] >= 1.0:
            v = add(menu, O_TRADE, o, 0)
            menu.parts[v, C] = 0.3
            menu.parts[v, R] = -0.2 * their
            menu.parts[v, B] = 0.5 * trust
    if g >= 0 and s.g_unit[g] > 0 and s.age[m] >= 10:
        rule = s.g_strangers[g]
        v = add(menu, O_INVITE, o, 0)
        menu.parts[v, U] = 0.7 if rule == 0 else (0.0 if rule == 1 else -1.6)
        menu.parts[v, B] = bond + 0.9 * pity + 0.7 * trust
        menu.parts[v, R] = -0.5 * their
        menu.parts[v, O] = 0.5 if h < 0 or s.g_unit[h] <= 0 else -1.5
        menu.parts[v, C] = -1.0 * max(0.0, 1.0 - s.g_ration[g])
    if (g < 0 or s.g_unit[g] <= 0) and h >= 0 and s.g_unit[h] > 0:
        v = add(menu, O_ASK_IN, o, 0)
        menu.parts[v, B] = 0.7 * trust + 0.8 * bond
        menu.parts[v, O] = 1.2
        menu.parts[v, C] = 0.4 * want(s, m)
        menu.parts[v, R] = -0.3 * min(their, 2.0) + 0.4 * s.fear[m]
        menu.parts[v, D] = 0.3 * min(dependants_beside(s, m), 2)


@lean
def vouch(menu, s, m, o):
    """A word for a stranger before the leader, or none."""
    _, _, children, hurt = company_of(s, o)
    v = add(menu, O_VOUCH, o, 0)
    menu.parts[v, B] = (
        1.2 * trust_in(s, m, o) + 0.8 * me.bond_with(s, m, o) + 0.6 * min(children + hurt, 1)
    )
    menu.parts[v, U] = 0.6 * (0.5 - s.cares[m])
    menu.parts[v, R] = -0.3
    menu.parts[v, M] = 0.2 * min(s.passed_by[m], 4.0)
    v = add(menu, O_SILENT, o, 0)
    menu.parts[v, R] = -0.1


@lean
def grievance(menu, s, m, leader):
    """How one is led: go along, grumble, leave, bring the leader down.

    Net of risk times the chance of being punished P = 1 - exp(-2.3 C/A), C those who stand by the
    leader, A those who grumble (Epstein 2002).
    """
    g = s.group_id[m]
    loyal, sore = s.g_loyal[g], max(s.g_sore[g], 1)
    caught = 1.0 - exp(-2.3 * loyal / sore)
    ache = s.grievance[m]
    control = s.g_style[g]
    deps = dependants_beside(s, m)
    ties, among = held_by_ties(s, m, g, leader)
    v = add(menu, O_OBEY, leader, 0)
    menu.parts[v, U] = 1.5 * s.legit[m] + (0.5 if s.promised[m] == leader else 0.0)
    menu.parts[v, D] = 0.3 * min(deps, 2)
    menu.parts[v, B] = 0.6 * me.bond_with(s, m, leader)
    v = add(menu, O_GRUMBLE, leader, 0)
    menu.parts[v, F] = 3.0 * ache
    menu.parts[v, R] = -0.6 * control * caught
    v = add(menu, O_LEAVE_GROUP, leader, 0)
    menu.parts[v, F] = 5.0 * ache + 0.5 * s.anger[m]
    menu.parts[v, R] = -1.0 - 1.2 * s.g_threat[g] - 1.5 * min(s.hurt[m], 1.0) - 0.8 * s.fear[m]
    menu.parts[v, D] = -1.1 * deps
    menu.parts[v, B] = -0.35 * min(ties - among, 6.0) + 0.35 * min(among, 4.0)
    menu.parts[v, U] = -0.8 * s.legit[m] - (0.6 if s.promised[m] == leader else 0.0)
    menu.parts[v, M] = 0.3 if s.left_group[m] >= 0 else 0.0
    if sore > 1:
        v = add(menu, O_DEPOSE, leader, 0)
        menu.parts[v, F] = 5.0 * ache + 0.6 * s.anger[m]
        menu.parts[v, R] = -0.8 - 2.0 * caught * (0.4 + control)
        menu.parts[v, B] = -1.2 * me.bond_with(s, m, leader)
        menu.parts[v, D] = -0.5 * deps
        menu.parts[v, O] = 1.2 * sore / (sore + loyal + 1.0)
        menu.parts[v, U] = -0.8 * s.legit[m]


@lean
def friend_leaves(menu, s, m, o):
    """A friend is leaving the group: follow, refuse to follow, take the only weapon from them."""
    g = s.group_id[m]
    bond = me.bond_with(s, m, o)
    deps = dependants_beside(s, m)
    ties, _ = held_by_ties(s, m, g, o)
    parent = 0.0
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        c = s.tie_to[r]
        small = s.tie_kind[r] == CHILD_OF and s.age[c] < CHILD_AGE
        if small and here(s, c) and not beside(s, m, c):
            parent += 1.0
    v = add(menu, O_FOLLOW, o, 0)
    menu.parts[v, B] = 3.2 * bond + 0.6 * trust_in(s, m, o)
    menu.parts[v, D] = -1.6 * deps - 2.0 * parent
    menu.parts[v, F] = 3.0 * s.grievance[m] + 0.4 * s.anger[m] - 0.6 * s.fear[m]
    menu.parts[v, R] = -0.9 - 1.0 * s.g_threat[g] - 1.5 * min(s.hurt[m], 1.0)
    menu.parts[v, U] = -0.7 * s.legit[m] - (0.5 if s.promised[m] >= 0 else 0.0)
    v = add(menu, O_NOT_FOLLOW, o, 0)
    menu.parts[v, B] = -0.8 * bond + 0.25 * min(ties, 6.0)
    menu.parts[v, D] = 0.5 * min(deps, 2)
    if looks_armed(s, o) >= 1.0 and looks_armed(s, m) < 0.3 and deps > 0 and beside(s, m, o):
        v = add(menu, O_TAKE_WEAPON, o, 0)
        menu.parts[v, B] = -2.2 * bond
        menu.parts[v, D] = 0.7 * min(deps, 3)
        menu.parts[v, F] = 0.8 * s.fear[m] + 0.6 * s.anger[m]
        menu.parts[v, R] = -0.8 * looks_armed(s, o) + 0.5 * min(s.hurt[o], 1.0)


@lean
def sent(menu, s, m, leader, rests, weights):
    """An order to go out, or to stay at one's post: obey, refuse, go home.

    `rests` (4,): what holds obedience up, `weights` (5,): how much each weighs (mind/props.py).
    """
    held, command, home = held_up(rests, weights), rests[2], rests[3]
    g = s.group_id[m]
    legit = s.legit[m]
    deps = dependants_beside(s, m)
    v = add(menu, O_OBEY, leader, 0)
    menu.parts[v, U] = 3.4 * held * (0.4 + 0.6 * legit) + (0.4 if s.role[m] == OFFICER else 0.0)
    menu.parts[v, R] = -0.7 - 0.9 * (s.g_threat[g] if g >= 0 else 0.0) - 1.2 * min(s.hurt[m], 1.0)
    menu.parts[v, D] = -0.35 * deps
    menu.parts[v, C] = 0.4 + 0.3 * want(s, m)  # all live on what is brought in
    menu.parts[v, F] = -0.8 * s.fear[m] - 0.5 * s.grief[m]
    v = add(menu, O_DECLINE, leader, 0)
    menu.parts[v, U] = -0.3 - 0.6 * legit
    menu.parts[v, B] = 1.2 * (1.0 - home)
    menu.parts[v, D] = 0.3 * min(deps, 2)
    if g >= 0:
        menu.parts[v, R] = -0.7 * s.g_style[g] * command


@lean
def guest(menu, s, m, leader):
    """A guest among hosts: become one of them, stay a guest, move on."""
    g = s.guest_of[m]
    ties, _ = held_by_ties(s, m, g, -1)
    v = add(menu, O_JOIN, leader, 0)
    menu.parts[v, B] = min(ties, 3.0) + 0.6 * trust_in(s, m, leader)
    menu.parts[v, U] = 0.6 * (0.5 - s.g_style[g])
    menu.parts[v, F] = -0.5 * s.grief[m]
    menu.parts[v, M] = -0.6 if s.left_group[m] >= 0 else 0.0
    menu.parts[v, R] = -0.3
    v = add(menu, O_STAY, leader, 0)
    menu.parts[v, B] = 0.4 * min(ties, 2.0)
    v = add(menu, O_MOVE_ON, leader, 0)
    menu.parts[v, R] = -1.4 - 0.8 * s.g_threat[g]
    menu.parts[v, B] = -0.6 * min(ties, 3.0) - 0.8 * min(trust_in(s, m, leader), 0.0)
    menu.parts[v, C] = 0.8 * max(0.0, 1.0 - s.g_ration[g])


@lean
def attacked(menu, s, m, o):
    """Somebody raises a weapon against one: fight back, flee, yield."""
    own, _, kids, _ = company_of(s, m)
    their, _, _, _ = company_of(s, o)
    threat = min(3.0, (0.3 + their) / (0.4 + own))
    v = add(menu, O_FIGHT, o, 0)
    menu.parts[v, R] = -0.9 * threat
    menu.parts[v, D] = -0.2 * kids
    menu.parts[v, F] = 1.0 * s.anger[m] + 0.6 * s.grief[m] - 0.5 * s.fear[m]
    menu.parts[v, U] = 0.4 if s.role[m] <= 1 else 0.0
    v = add(menu, O_FLEE, o, 0)
    menu.parts[v, R] = -0.5 * threat
    menu.parts[v, D] = -0.5 * kids
    menu.parts[v, F] = 0.7 * s.fear[m]
    v = add(menu, O_YIELD, o, 0)
    menu.parts[v, R] = -0.6 * threat - 0.4
    menu.parts[v, D] = 0.3 * kids
    menu.parts[v, U] = -0.4
