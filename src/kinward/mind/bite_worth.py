"""Worth of the bitten: what to do about a bite, one's own or another's, and about orders to kill.

The parts are those of mind/worth.py; where no source is named the shapes are assumed. Duty rests
on trust in those who give the orders and on what holds obedience up (mind/props.py).
"""

from __future__ import annotations

from kinward.core.choices import (
    O_DECLINE,
    O_HIDE_BITE,
    O_HOME,
    O_LET_THROUGH,
    O_OBEY,
    O_PROTOCOL,
    O_REPORT,
    O_SHELTER,
    O_STAY,
    O_WAIT_OUT,
)
from kinward.core.lean import lean
from kinward.core.vocabulary import MEDIC, OFFICER
from kinward.mind import self as me
from kinward.mind.menu import B, F, R, U, add

SIDES = 0.2  # a bond above this lets one think of hiding whom one is sent to kill (assumed)


@lean
def bitten(menu, s, ax, m, life, protocol, near_m, trust):
    """A bite of one's own: report it, hide it, obey the protocol, wait it out with somebody.

    `trust` in those who run the zone, 1 at the start, is what makes its orders a duty.
    """
    loved = 0.0
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        if s.household[s.tie_to[r]] == s.household[m] and s.tie_state[r] < 3:
            loved += s.tie_strength[r]
    o, bond = me.closest_tie_near(s, ax, m, near_m)
    duty = trust * (1.6 if s.role[m] <= 2 else 0.8)
    v = add(menu, O_REPORT, -1, 0)
    menu.parts[v, R] = -life * (0.9 if protocol else 0.15)
    menu.parts[v, U] = duty
    menu.parts[v, B] = 0.7 * min(loved, 3.0)
    v = add(menu, O_HIDE_BITE, -1, 0)
    menu.parts[v, R] = -0.35 * life
    menu.parts[v, B] = -0.5 * min(loved, 3.0)
    menu.parts[v, F] = 0.8 * s.fear[m]
    menu.parts[v, U] = -0.5 * duty
    v = add(menu, O_HOME, -1, s.home[m])
    menu.parts[v, R] = -0.4 * life
    menu.parts[v, B] = 0.35 * min(loved, 3.0)
    menu.parts[v, F] = 0.6 * s.love[m]
    menu.parts[v, U] = -0.5 * duty
    if protocol and s.age[m] >= 16:
        v = add(menu, O_PROTOCOL, -1, 0)
        menu.parts[v, R] = -1.25 * life
        menu.parts[v, U] = duty
        menu.parts[v, F] = 1.5 * s.grief[m] - 0.5 * s.love[m]
        menu.parts[v, B] = 0.4 * min(loved, 3.0)
    if o >= 0 and bond > 0.4:
        v = add(menu, O_WAIT_OUT, o, 0)
        menu.parts[v, R] = -0.45 * life
        menu.parts[v, B] = 2.2 * bond
        menu.parts[v, U] = -0.6 * duty
        menu.parts[v, F] = 0.8 * s.love[m]


@lean
def learned_bite(menu, s, m, o, protocol, trust):
    """Somebody is bitten: report them, hide them, carry out the protocol, wait it out together."""
    bond = me.bond_with(s, m, o)
    serves = _serves(s, m)
    duty = trust * (1.4 if serves else 0.6)
    v = add(menu, O_REPORT, o, 0)
    menu.parts[v, U] = duty
    menu.parts[v, B] = -2.4 * bond if protocol else -0.3 * bond
    menu.parts[v, R] = 0.5
    if protocol and (serves or me.arms(s, m) >= 0.5):
        _execute(menu, s, m, o, bond, O_PROTOCOL, 2.0 * duty if serves else duty)
    _side_with(menu, s, m, o, bond, duty)
    v = add(menu, O_STAY, o, 0)
    menu.parts[v, R] = -0.8
    menu.parts[v, U] = -0.6 * duty


@lean
def ordered(menu, s, m, o, trust, held):
    """Told to carry out the protocol on o, whom the zone knows of: obey, refuse, side with o.

    `held`: how far obedience is held up, 1 as usual (mind/props.py).
    """
    bond = me.bond_with(s, m, o)
    duty = trust * held * (1.4 if _serves(s, m) else 0.6)
    _execute(menu, s, m, o, bond, O_OBEY, 2.0 * duty)
    if bond > SIDES:
        _side_with(menu, s, m, o, bond, duty)
    v = add(menu, O_DECLINE, o, 0)
    menu.parts[v, R] = -0.8
    menu.parts[v, U] = -0.6 * duty


@lean
def at_gate(menu, s, m, o, trust, held):
    """One of theirs, or a child, is to be kept out, kept apart or killed at the gate where m is
    on post: carry it out, let them through, leave it to another.

    `held`: how far obedience is held up, 1 as usual (mind/props.py).
    """
    bond = me.bond_with(s, m, o)
    child = 1.0 if s.age[o] < 14 else 0.0
    duty = trust * held * 1.4
    v = add(menu, O_OBEY, o, 0)
    menu.parts[v, U] = 2.0 * duty
    menu.parts[v, B] = -2.4 * bond - 0.6 * child
    menu.parts[v, F] = -0.8 * s.grief[m]
    v = add(menu, O_LET_THROUGH, o, 0)
    menu.parts[v, R] = -1.2
    menu.parts[v, B] = 2.6 * bond + 0.4 * child
    menu.parts[v, U] = -0.8 * duty
    menu.parts[v, F] = 0.6 * s.love[m]
    v = add(menu, O_DECLINE, o, 0)
    menu.parts[v, R] = -0.5
    menu.parts[v, U] = -0.6 * duty


@lean
def _serves(s, m):
    """Whether m is one of those whom the zone sends: soldier, scout, medic or officer."""
    return s.role[m] <= MEDIC or s.role[m] == OFFICER


@lean
def _execute(menu, s, m, o, bond, code, duty):
    """Killing o as the protocol asks."""
    child = s.age[o] < 14
    v = add(menu, code, o, 0)
    menu.parts[v, U] = duty
    menu.parts[v, B] = -3.2 * bond
    if _serves(s, m):
        menu.parts[v, F] = -0.8 * s.grief[m] - (0.8 if child else 0.2)
    else:
        menu.parts[v, F] = -1.0 - (1.0 if child else 0.0)


@lean
def _side_with(menu, s, m, o, bond, duty):
    """Hiding o from the search, or waiting it out together."""
    v = add(menu, O_SHELTER, o, s.home[m])
    menu.parts[v, R] = -1.2
    menu.parts[v, B] = 2.6 * bond
    menu.parts[v, U] = -0.8 * duty
    menu.parts[v, F] = 0.6 * s.love[m]
    if bond > 0.55:
        v = add(menu, O_WAIT_OUT, o, 0)
        menu.parts[v, R] = -1.6
        menu.parts[v, B] = 2.8 * bond
        menu.parts[v, U] = -0.8 * duty
        menu.parts[v, F] = 0.8 * s.love[m]
