"""Worth of telling bad news to somebody close, or keeping it back (world, K14); shapes assumed."""

from __future__ import annotations

from kinward.core.choices import O_KEEP_BACK, O_TELL
from kinward.core.lean import lean
from kinward.mind import self as me
from kinward.mind.menu import B, C, D, F, M, U, add
from kinward.mind.social import dependants_beside, trust_in


@lean
def bad_news(menu, s, m, o, lost, kept):
    """m knows that `lost` is dead and o, who loved them, does not: tell o, or keep it back.

    `kept`: m has kept it back for a while already.
    """
    bond = me.bond_with(s, m, o)
    loved = me.bond_with(s, o, lost)
    v = add(menu, O_TELL, o, 0)
    menu.parts[v, U] = 1.2
    menu.parts[v, B] = 0.5 * trust_in(s, m, o) - 0.4 * loved
    menu.parts[v, M] = 1.2 if kept else 0.0  # what is kept weighs more each time
    v = add(menu, O_KEEP_BACK, o, 0)
    menu.parts[v, B] = 1.0 * bond * loved
    menu.parts[v, F] = 0.5 * s.fear[o] + 0.6 * s.grief[o] + 0.3 * s.grief[m] + 0.3 * s.love[m]
    menu.parts[v, C] = 0.8 * min(s.hurt[o], 1.0)
    menu.parts[v, D] = 0.2 * min(dependants_beside(s, o), 2)
