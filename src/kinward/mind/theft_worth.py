"""Worth of stealing from the stores, and of what a leader does with one who did.

The shapes are assumed. The leader weighs the rule of the band, how hard they lead, how close the
thief is to them, how hungry, who depends on the thief, and how often it was found out before.
"""

from __future__ import annotations

from kinward.core.choices import O_CAST_OUT, O_CUT, O_LET_PASS, O_STAY, O_STEAL, O_WARN
from kinward.core.lean import lean
from kinward.core.vocabulary import GRANDCHILD
from kinward.mind import self as me
from kinward.mind.menu import B, C, D, F, M, R, U, add
from kinward.mind.social import CHILD_AGE, here, trust_in, want

FORGIVE, PUNISH, BANISH = range(3)  # the rule about theft
OF_AGE = 16  # years from which somebody can be cast out (assumed)


@lean
def stores(menu, s, m, leader):
    """Hunger beside the stores: take from them in secret, or not."""
    g = s.group_id[m]
    hungry_child = 0.0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        if o != m and here(s, o) and s.age[o] < CHILD_AGE:
            hungry_child += 0.4 * min(s.hungry_days[o], 3)
    v = add(menu, O_STEAL, leader, 0)
    menu.parts[v, C] = 0.6 * want(s, m)
    menu.parts[v, D] = 0.8 * min(hungry_child, 2.0)
    menu.parts[v, U] = -1.4 - 0.8 * s.legit[m]
    menu.parts[v, R] = -0.4 * s.g_theft[g] * (0.5 + s.g_style[g])
    menu.parts[v, F] = 0.5 * s.anger[m]
    v = add(menu, O_STAY, leader, 0)
    menu.parts[v, C] = -0.2 * want(s, m)


@lean
def _kin(s, m, o):
    """1 where o is of m's family, else 0."""
    r = me.tie_row(s, m, o)
    return 1.0 if r >= 0 and s.tie_kind[r] <= GRANDCHILD else 0.0


@lean
def _dependants(s, o):
    """Children below 14 in o's household, 0..3."""
    n = 0
    h = s.household[o]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        c = s.h_member[i]
        if c != o and here(s, c) and s.age[c] < CHILD_AGE:
            n += 1
    return min(n, 3)


@lean
def thief(menu, s, m, o):
    """o was found out to have stolen from the stores; leader m lets it pass, warns, cuts o's
    rations, or casts o out."""
    g = s.group_id[m]
    rule, hard = s.g_theft[g], s.g_style[g] - 0.5
    close = me.bond_with(s, m, o) + 0.8 * _kin(s, m, o)
    trust = trust_in(s, m, o)
    again = min(max(s.thefts[o] - 1, 0), 3)
    small = 1.0 if s.age[o] < OF_AGE else 0.0
    short = max(0.0, 1.0 - s.g_ration[g])  # what was taken is missed the more
    v = add(menu, O_LET_PASS, o, 0)
    menu.parts[v, U] = (0.9 if rule == FORGIVE else -0.6) - 0.8 * hard
    menu.parts[v, B] = 1.0 * close + 0.3 * trust
    menu.parts[v, D] = 0.2 * _dependants(s, o) + 0.6 * small
    menu.parts[v, C] = 0.5 * want(s, o) - 0.6 * short
    menu.parts[v, M] = -0.8 * again
    v = add(menu, O_WARN, o, 0)
    menu.parts[v, U] = 0.5 if rule <= PUNISH else -0.4
    menu.parts[v, B] = 0.5 * close
    menu.parts[v, D] = 0.1 * _dependants(s, o) + 0.4 * small
    menu.parts[v, M] = -0.4 * again
    v = add(menu, O_CUT, o, 0)
    menu.parts[v, U] = (0.8 if rule == PUNISH else -0.3) + 0.6 * hard
    menu.parts[v, B] = -0.6 * close
    menu.parts[v, D] = -0.3 * _dependants(s, o)
    menu.parts[v, C] = 0.4 * short - 0.4 * want(s, o)
    menu.parts[v, F] = 0.4 * s.anger[m]
    if s.age[o] >= OF_AGE:
        v = add(menu, O_CAST_OUT, o, 0)
        menu.parts[v, U] = (1.2 if rule == BANISH else -1.4 if rule == FORGIVE else -0.8) + hard
        menu.parts[v, B] = -1.6 * close - 0.5 * trust
        menu.parts[v, D] = -0.7 * _dependants(s, o)
        menu.parts[v, C] = 0.5 * short - 0.3 * want(s, o)
        menu.parts[v, F] = 0.8 * s.anger[m]
        menu.parts[v, M] = 0.9 * again
        menu.parts[v, R] = -0.4  # a pair of hands less
