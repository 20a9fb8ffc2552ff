"""Worth of what leaders decide: who is taken in, and what a group can do without.

The parts are those of mind/worth.py; where no source is named the shapes are assumed.
"""

from __future__ import annotations

from kinward.core.choices import O_CLOSE_CLASS, O_KEEP_CLASS, O_REFUSE, O_TAKE_IN
from kinward.core.lean import lean
from kinward.mind import self as me
from kinward.mind.menu import B, C, F, M, O, R, U, add
from kinward.mind.props import here
from kinward.mind.social import company_of, trust_in


@lean
def asked_in(menu, s, m, o):
    """Somebody asks leader m to be taken in: by voucher, stance, rule, stores and size."""
    g = s.group_id[m]
    rule = s.g_strangers[g]
    arms, grown, children, hurt = company_of(s, o)
    trust = trust_in(s, m, o)
    voucher = s.vouched[o]
    word = trust_in(s, m, voucher) + 0.5 if voucher >= 0 else 0.0
    size = s.g_people[g]
    days = s.stock[s.g_unit[g], 0] / max(size, 1) if s.g_unit[g] > 0 else 0.0
    v = add(menu, O_TAKE_IN, o, 0)
    menu.parts[v, U] = (0.8 if rule == 0 else (-0.5 if rule == 1 else -1.8)) + 1.1 * word
    menu.parts[v, B] = 0.9 * min(children, 2) * 0.7 + 0.3 * min(hurt, 1) + me.bond_with(s, m, o)
    menu.parts[v, R] = -0.55 * arms / max(grown, 1) * (0.5 + s.cares[m]) - 0.15 * (grown - 1)
    menu.parts[v, C] = max(-1.2, min(0.5, (days - 4.0) / 4.0)) - 0.02 * max(size - 30, 0)
    menu.parts[v, O] = 1.0 * trust if voucher < 0 else 0.5 * trust
    menu.parts[v, F] = -0.6 * s.g_threat[g] - 0.3 * s.grief[m]
    menu.parts[v, M] = 0.3 * min(s.passed_by[m], 4.0)
    v = add(menu, O_REFUSE, o, 0)
    menu.parts[v, B] = -0.4 * min(children, 1)
    menu.parts[v, U] = 0.5 * (s.g_style[g] - 0.5)


@lean
def music_class(menu, s, m, teacher):
    """Rations are cut, and the music class costs hands and light: close it, or keep it (K13)."""
    g = s.group_id[m]
    speaks = 1.0 if teacher >= 0 and here(s, teacher) and s.awake_mind[teacher] else 0.0
    trust = trust_in(s, m, teacher) if teacher >= 0 else 0.0
    v = add(menu, O_CLOSE_CLASS, teacher, 0)
    menu.parts[v, C] = 2.5 * (1.0 - s.g_ration[g])
    menu.parts[v, U] = 0.8 * (s.g_style[g] - 0.5)
    menu.parts[v, F] = 0.3 * s.anger[m]
    v = add(menu, O_KEEP_CLASS, teacher, 0)
    menu.parts[v, O] = speaks * (1.0 + 0.8 * trust)
    menu.parts[v, F] = 0.8 * s.grief[m] + 0.4 * s.love[m]
    menu.parts[v, U] = 0.8 * (0.5 - s.g_style[g])
