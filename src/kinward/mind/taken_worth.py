"""Worth of going after somebody whom the swarm took, of letting them go, of following a friend.

With b the bond, h = e^(-t/fades) the hope to catch up after a time t, n those who need one and are
beside one: to go is worth 3.2 b h and more for a child, less r (1.4 - arms) with a risk r that
grows with fear and with what one believes of the danger, less 1.2 n. Shapes are assumed; parts as
in mind/worth.py.
"""

from __future__ import annotations

from kinward.core.choices import (
    O_FOLLOW,
    O_GIVE_UP,
    O_GO_IN,
    O_LEAVE,
    O_NOT_FOLLOW,
    O_RUN_AFTER,
)
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.mind import pursuit_parameters as q
from kinward.mind import self as me
from kinward.mind.menu import B, D, F, M, O, R, add


@lean
def _risk(s, m):
    """How dangerous it looks to m to go after one of the swarm."""
    believes = max(0.0, min(s.believes[m], 1.0))
    return (0.8 + 0.5 * believes + 0.8 * s.fear[m]) * max(0.4, 1.4 - me.arms(s, m)) + s.hurt[m]


@lean
def _pull(s, m, c, hope):
    """What draws m after c."""
    need = 1.2 if s.age[c] < me.GROWN else 0.2
    return (3.2 * me.bond_with(s, m, c) + need) * hope


@lean
def taken(menu, s, par, m, c, minutes, deps):
    """One of m's own was taken so many minutes ago: run after them, or let them go."""
    hope = exp(-60.0 * minutes / par[q.FADES])
    v = add(menu, O_RUN_AFTER, c, 0)
    menu.parts[v, R] = -_risk(s, m)
    menu.parts[v, B] = _pull(s, m, c, hope)
    menu.parts[v, D] = -1.2 * deps
    menu.parts[v, F] = 0.6 * s.anger[m] + 0.6 * s.grief[m] - 0.6 * s.fear[m]
    menu.parts[v, M] = 0.3 * min(s.passed_by[m], 4.0)
    v = add(menu, O_LEAVE, c, 0)
    menu.parts[v, B] = -0.6 * _pull(s, m, c, 1.0)
    menu.parts[v, D] = 0.3 * min(deps, 2)
    menu.parts[v, F] = 0.4 * s.fear[m]


@lean
def mouth(menu, s, par, m, c, minutes, deps, others):
    """The way led down a manhole: go in, or turn back. `others`: share of those here who go."""
    hope = exp(-60.0 * minutes / par[q.FADES])
    v = add(menu, O_GO_IN, c, 0)
    menu.parts[v, R] = -_risk(s, m) - par[q.DARK]
    menu.parts[v, B] = _pull(s, m, c, hope)
    menu.parts[v, D] = -1.6 * deps
    menu.parts[v, O] = others
    menu.parts[v, F] = 0.6 * s.anger[m] + 0.6 * s.grief[m] - 0.6 * s.fear[m]
    v = add(menu, O_GIVE_UP, c, 0)
    menu.parts[v, B] = -0.5 * _pull(s, m, c, 1.0)
    menu.parts[v, D] = 0.4 * min(deps, 2)
    menu.parts[v, F] = 0.4 * s.fear[m]


@lean
def friend_goes_after(menu, s, par, m, o, deps, dark):
    """Friend o goes after one who was taken: follow, or refuse; `dark`: 1 below the streets."""
    bond = me.bond_with(s, m, o)
    v = add(menu, O_FOLLOW, o, 0)
    menu.parts[v, R] = -_risk(s, m) - par[q.DARK] * dark
    menu.parts[v, B] = 3.2 * bond
    menu.parts[v, D] = -1.6 * deps
    menu.parts[v, F] = 0.4 * s.anger[m] - 0.6 * s.fear[m]
    menu.parts[v, M] = 0.3 * min(s.passed_by[m], 4.0)
    v = add(menu, O_NOT_FOLLOW, o, 0)
    menu.parts[v, B] = -1.2 * bond
    menu.parts[v, D] = 0.5 * min(deps, 2)
    menu.parts[v, F] = 0.3 * s.fear[m]
