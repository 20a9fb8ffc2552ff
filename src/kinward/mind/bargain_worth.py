"""Worth of a bargain between bands: a price to name, an offer at the door, harder terms.

What a deal would bring (`terms_gain`, days of food a head), how much of what both gain would be
one's own (`terms_share`, 1 as much as the other side), and how much stronger one's side is there
(`terms_power`) society writes down before it asks; the shapes here are assumed.
"""

from __future__ import annotations

from kinward.core.choices import O_PRESS, O_REFUSE, O_ROB, O_TRADE
from kinward.core.lean import lean
from kinward.mind import self as me
from kinward.mind.menu import B, C, F, M, O, R, U, add
from kinward.mind.social import trust_in, want

ROB = 3  # the rule about strangers
STRONGER = 0.2  # power from which one can press others (assumed)
HARD = 0.5  # style of the leader from which it does (assumed)


@lean
def _presses(s, m):
    """Whether m's side is strong enough to press others, and its style or its rule lets it."""
    g = s.group_id[m]
    allowed = g >= 0 and (s.g_style[g] > HARD or s.g_strangers[g] >= 2)
    return allowed and s.terms_power[m] > STRONGER


@lean
def _press(menu, s, m, o):
    """The option of asking for more than a fair share."""
    g = s.group_id[m]
    v = add(menu, O_PRESS, o, 0)
    menu.parts[v, C] = 1.7 * s.terms_gain[m] + 0.2 * want(s, m)
    menu.parts[v, R] = -0.6 * (1.0 - s.terms_power[m])
    menu.parts[v, U] = 0.8 * (s.g_style[g] - 0.5) + (0.3 if s.g_strangers[g] >= 2 else -0.4)
    menu.parts[v, B] = -1.2 * me.bond_with(s, m, o) - 0.8 * max(trust_in(s, m, o), 0.0)
    menu.parts[v, F] = 0.4 * s.anger[m]


@lean
def _accept(menu, s, m, o):
    """The option of trading on the terms that are on the table."""
    unfair = max(0.0, 1.0 - s.terms_share[m])
    v = add(menu, O_TRADE, o, 0)
    menu.parts[v, C] = 0.3 + s.terms_gain[m]
    menu.parts[v, B] = 0.6 * trust_in(s, m, o) + 0.5 * me.bond_with(s, m, o)
    menu.parts[v, U] = -0.8 * unfair
    menu.parts[v, F] = -0.5 * s.anger[m] * unfair
    menu.parts[v, R] = 0.4 * max(0.0, -s.terms_power[m]) * unfair  # the strong are not refused


@lean
def price(menu, s, m, o):
    """m, at the door of others with goods, names a price to their leader o: fair, or more."""
    _accept(menu, s, m, o)
    if _presses(s, m):
        _press(menu, s, m, o)


@lean
def offer(menu, s, m, o):
    """Traders, for whom o speaks, make leader m an offer: trade, press them, refuse, rob them."""
    g = s.group_id[m]
    _accept(menu, s, m, o)
    if _presses(s, m) and s.terms_share[m] >= 0.99:
        _press(menu, s, m, o)
    v = add(menu, O_REFUSE, o, 0)
    menu.parts[v, U] = 0.4 * (s.g_style[g] - 0.5)
    menu.parts[v, O] = -0.6 * trust_in(s, m, o)
    menu.parts[v, B] = -0.4 * me.bond_with(s, m, o)
    menu.parts[v, F] = 0.3 * s.fear[m]
    if s.terms_power[m] > STRONGER and (s.g_strangers[g] == ROB or want(s, m) > 0.0):
        v = add(menu, O_ROB, o, 0)
        menu.parts[v, C] = s.terms_gain[m] + 0.5 * want(s, m)
        menu.parts[v, R] = -0.7 * (1.0 - s.terms_power[m])
        menu.parts[v, B] = -1.8 * me.bond_with(s, m, o) - 0.8 * max(trust_in(s, m, o), 0.0)
        menu.parts[v, U] = 1.0 if s.g_strangers[g] == ROB else -1.8
        menu.parts[v, F] = 0.4 * s.anger[m]
        menu.parts[v, M] = -0.8 * min(trust_in(s, m, o), 0.0)


@lean
def terms(menu, s, m, o):
    """Leader o wants more than was offered; m, who stands at the door, takes it or goes."""
    _accept(menu, s, m, o)
    v = add(menu, O_REFUSE, o, 0)
    menu.parts[v, U] = 0.2
    menu.parts[v, F] = 0.4 * s.anger[m]
