"""Worth: the options of each occasion and what speaks for and against them, part by part.

Parts in the order of PARTS: risk, bond, dependants, duty, others, burden, feeling, memory. A
worth is their weighed sum. The weights stand in mind/parameters.py, the shapes here; where no
source is named they are assumed.
"""

from __future__ import annotations

import numpy as np

from kinward.core.choices import (
    O_CARRY,
    O_DECLINE,
    O_FETCH,
    O_FIGHT,
    O_FLEE,
    O_GIVE_UP,
    O_HELP,
    O_HIDE,
    O_HOME,
    O_LEAVE,
    O_OBEY,
    O_PASS,
    O_ROOF,
    O_SEARCH,
    O_STAY,
    O_TREAT,
    O_TURN_BACK,
    O_VOLUNTEER,
    O_WAIT,
)
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.core.vocabulary import A_FLEE, A_HIDE, A_POST, A_ROOF, CHILD_OF, SOLDIER
from kinward.mind import self as me
from kinward.mind.menu import B, C, D, F, M, O, R, U, add

UP_MOST = 40.0  # m: a roof further off is no refuge (assumed)
HELPLESS = 0.6  # more hurt than this one has to be carried (assumed)
LAME = 0.5  # more hurt than this nobody climbs (assumed)
FULL = 4  # awake beyond the first that make a street worse than a roof, at most (assumed)
AS_ONE = 4.0  # times how much one holds to them, weighs where one's companions run (assumed)
WHERE_SEIZED = 1.1  # risk of hiding where the swarm has seized somebody, as that to stay (assumed)
DIZZY = 0.5  # what the height itself speaks against it (assumed)


@lean
def danger(s, ax, who, far, m, x):
    """(how dangerous the moment looks 0..3, metres to the nearest awake one, how many awake)."""
    n, near = 0, 60.0
    for j in range(who.size):
        o = who[j]
        if s.fate[o] == 2 and not s.gone[o] and s.alert[o] > 0:
            n += 1
            near = min(near, far[j])
    if x >= 0 and not s.gone[x]:
        d = me.gap(s, ax, m, x)
        if d < np.inf:
            near = min(near, d)
            n = max(n, 1)
    if n == 0:
        return 0.4, near, 0
    return min(3.0, 0.5 + 0.35 * n + 12.0 / (near + 5.0)), near, n


@lean
def threat(menu, s, ax, m, x, who, far, near_m, fleeing, together):
    """The infected are near: flee, hide, fight, stay, help somebody who is held, go home.

    `fleeing` is the share 0..1 of those around who run; `together` 1 where one does what those do
    with whom one moves, else 0.
    """
    r, d, n = danger(s, ax, who, far, m, x)
    deps = me.dependants_with(s, ax, m, near_m)
    strength = me.arms(s, m)
    partner = me.partner_near(s, ax, m, near_m)
    if partner >= 0:
        strength += 0.3
    on_guard = _on_guard(s, m)
    fear = s.fear[m]
    mate, hold = me.mate_near(s, ax, m, near_m)
    lead = s.aim[mate] if mate >= 0 else -1  # what they have set about
    hold *= AS_ONE * together
    v = add(menu, O_FLEE, x, 0)
    menu.parts[v, R] = -r * (0.35 + 0.65 * exp(-d / 15.0)) * (1.0 + s.hurt[m])
    menu.parts[v, D] = -0.6 * deps
    menu.parts[v, O] = 2.0 * fleeing + (hold if lead == A_FLEE else 0.0)
    menu.parts[v, F] = 0.6 * fear
    menu.parts[v, U] = -1.2 if on_guard else (-0.4 if s.on_run[m] >= 0 else 0.0)
    menu.parts[v, B] = -1.5 * me.bond_with(s, m, partner) if partner >= 0 else 0.0
    if s.unit[m] == 0:
        u, du = me.refuge(s, m)
        if u > 0:
            v = add(menu, O_HIDE, x, u)
            menu.parts[v, R] = -r * (0.4 + 0.5 * min(1.0, du / max(d, 1.0)))
            menu.parts[v, D] = 0.4 * min(deps, 2)
            menu.parts[v, F] = 0.4 * fear
            menu.parts[v, O] = hold if lead == A_HIDE else 0.0
            menu.parts[v, U] = -1.0 if on_guard else 0.0
            if s.on_run[m] >= 0:
                menu.parts[v, U] = -1.2 if n == 0 else -0.4
    else:
        v = add(menu, O_HIDE, x, s.unit[m])
        menu.parts[v, R] = -r * (WHERE_SEIZED if s.found_in[m] == s.unit[m] else 0.35)
        menu.parts[v, D] = 0.5 * min(deps, 2)
        menu.parts[v, F] = 0.3 * fear
        menu.parts[v, O] = hold if lead == A_HIDE else 0.0
    roofs(menu, s, m, x, r, d, n, deps, hold if lead == A_ROOF else 0.0)
    grown = s.age[m] >= 12  # younger ones neither fight nor weigh whom to leave (assumed)
    if grown:
        v = add(menu, O_FIGHT, x, 0)
        menu.parts[v, R] = -r * max(0.15, 1.5 - strength) * (1.0 + 0.25 * max(n - 1, 0))
        menu.parts[v, D] = 0.3 * deps
        menu.parts[v, F] = 1.2 * s.anger[m] + 0.8 * s.grief[m] - 0.8 * fear
        menu.parts[v, U] = 1.0 if on_guard else (0.5 if s.on_run[m] >= 0 else 0.0)
    v = add(menu, O_STAY, x, 0)
    menu.parts[v, R] = -r * (0.3 if n == 0 else 1.1)
    menu.parts[v, F] = 0.5 * fear if s.age[m] < 12 or s.age[m] > 75 else 0.0
    if s.on_run[m] >= 0 and n == 0:
        menu.parts[v, U] = 0.8  # the work goes on past those who stand and sleep
    held = _held_friend(s, ax, m, near_m) if grown else -1
    if held >= 0:
        v = add(menu, O_HELP, held, 0)
        menu.parts[v, R] = -r * max(0.3, 1.5 - strength)
        menu.parts[v, B] = 3.0 * me.bond_with(s, m, held) + 0.3
        menu.parts[v, D] = -0.8 * deps
        menu.parts[v, U] = 0.6 if s.role[m] <= 1 else 0.0
        v = add(menu, O_LEAVE, held, 0)
        menu.parts[v, R] = -r * (0.3 + 0.5 * exp(-d / 15.0))
        menu.parts[v, B] = -2.5 * me.bond_with(s, m, held)
        menu.parts[v, F] = 0.6 * fear


@lean
def _on_guard(s, m):
    """Whether m is a soldier within the wall of a zone, or at the post of a city's squad."""
    if s.p_zone[s.passage[m]]:
        return s.role[m] == SOLDIER
    return s.no_wall[0] and s.aim[m] == A_POST


@lean
def roofs(menu, s, m, x, r, d, n, deps, others):
    """Up and over the roofs: the better the nearer the stair, the narrower the gap, the fitter
    one is, and the fuller the street; nobody leaps with small children, or carried or carrying."""
    i, way = me.way_up(s, m)
    if i < 0 or way > UP_MOST or s.age[m] < 10 or s.hurt[m] > LAME:
        return
    if s.carrying[m] >= 0 or s.carried_by[m] >= 0:
        return
    gap = s.up_gap[i] / 3.0
    frail = 0.02 * max(s.age[m] - 40, 0) + s.hurt[m]
    v = add(menu, O_ROOF, x, 0)
    menu.parts[v, R] = (
        -r * (0.3 + 0.6 * min(1.0, way / max(2.0 * d, 1.0)))
        + 0.1 * min(max(n - 1, 0), FULL)
        - 0.8 * gap * gap * (1.0 + 2.0 * frail)
        - 0.8 * frail
        - DIZZY
    )
    menu.parts[v, D] = -1.5 * deps
    menu.parts[v, O] = others
    menu.parts[v, F] = 0.4 * s.fear[m]
    menu.parts[v, U] = -0.4 if s.on_run[m] >= 0 else 0.0


@lean
def _held_friend(s, ax, m, near):
    """Somebody close by who is held by the infected; those with a tie first."""
    best, best_b = -1, -1.0
    o = s.partner_at_work[m]
    if o >= 0 and s.fate[o] == 0 and not s.gone[o] and s.held_by[o] >= 0:
        if me.gap(s, ax, m, o) <= 40.0:
            return o
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if s.gone[o] or s.fate[o] != 0 or s.held_by[o] < 0:
            continue
        if me.gap(s, ax, m, o) <= 40.0 and s.tie_strength[r] > best_b:
            best, best_b = o, s.tie_strength[r]
    return best


@lean
def cry(menu, s, ax, m, o, near_m, face_m):
    """Somebody cries for help: help, pass by, hide. Nearness and a face decide (stories)."""
    d = me.gap(s, ax, m, o)
    if d == np.inf:
        d = 60.0
    bond = me.bond_with(s, m, o)
    deps = me.dependants_with(s, ax, m, near_m)
    face = 1.0 if d <= face_m else exp(-d / 40.0) * 0.5
    child = 1.2 if s.age[o] < 14 else 0.5
    v = add(menu, O_HELP, o, 0)
    menu.parts[v, R] = -1.6 * max(0.35, 1.3 - me.arms(s, m)) - d / 80.0
    menu.parts[v, B] = 3.0 * bond + child * face
    menu.parts[v, D] = -1.0 * deps
    menu.parts[v, U] = 0.9 if s.role[m] <= 2 else 0.0
    menu.parts[v, F] = -0.6 * s.fear[m]
    menu.parts[v, M] = 0.5 * min(s.passed_by[m], 4.0)
    v = add(menu, O_PASS, o, 0)
    menu.parts[v, R] = -0.3
    menu.parts[v, B] = -1.0 * bond
    menu.parts[v, F] = 0.3 * s.fear[m]
    v = add(menu, O_HIDE, o, s.unit[m] if s.unit[m] > 0 else me.refuge(s, m)[0])
    menu.parts[v, R] = -0.2
    menu.parts[v, B] = -1.5 * bond
    menu.parts[v, F] = 0.5 * s.fear[m]


@lean
def overdue(menu, s, m, o, row):
    """Somebody has not come back: wait, search, give them up."""
    bond = me.bond_with(s, m, o)
    alive = s.tie_alive[row] if row >= 0 else 0.5
    v = add(menu, O_WAIT, o, 0)
    menu.parts[v, B] = 0.6 * bond
    menu.parts[v, R] = -0.1
    v = add(menu, O_SEARCH, o, 0)
    menu.parts[v, B] = 2.4 * bond * alive
    menu.parts[v, R] = -1.8 * max(0.4, 1.4 - me.arms(s, m))
    menu.parts[v, D] = -0.5 * (s.h_ptr[s.household[m] + 1] - s.h_ptr[s.household[m]] - 1)
    menu.parts[v, U] = -0.6 if s.role[m] == SOLDIER else 0.0
    menu.parts[v, F] = 0.8 * s.grief[m] - 0.4 * s.fear[m]
    v = add(menu, O_GIVE_UP, o, 0)
    menu.parts[v, B] = -1.6 * bond * alive
    menu.parts[v, F] = 0.5 * s.grief[m]


@lean
def call(menu, s, m, o):
    """Volunteers are asked for, to look for o."""
    bond = me.bond_with(s, m, o)
    v = add(menu, O_VOLUNTEER, o, 0)
    menu.parts[v, B] = 2.6 * bond
    menu.parts[v, R] = -1.5 * max(0.3, 1.3 - me.arms(s, m))
    menu.parts[v, U] = 0.7 if s.role[m] <= 1 else 0.0
    menu.parts[v, M] = 0.4 * min(s.passed_by[m], 4.0)
    v = add(menu, O_DECLINE, o, 0)
    menu.parts[v, B] = -0.6 * bond
    menu.parts[v, U] = -0.3 if s.role[m] <= 1 else 0.0


@lean
def wounded(menu, s, ax, m, o, near_m, in_danger):
    """A companion is hurt: dress the wound, carry them, leave them, stay."""
    bond = me.bond_with(s, m, o)
    deps = me.dependants_with(s, ax, m, near_m)
    down = not s.awake_mind[o] or s.hurt[o] > HELPLESS
    # where one lives nobody has to be brought on, unless one has to leave it
    safe = s.unit[m] > 0 and s.unit[m] == s.home[m] and not in_danger
    down = down and not safe
    able = s.age[m] >= 14 and s.hurt[m] <= HELPLESS and s.carrying[m] < 0
    if s.bleeding[o] > 0.5 and _has_bandage(s, m):
        v = add(menu, O_TREAT, o, 0)
        menu.parts[v, B] = 2.0 * bond + 0.5
        menu.parts[v, U] = 0.8 if s.role[m] <= 2 else 0.0
        menu.parts[v, R] = -0.5
    if down and able and s.carried_by[o] < 0:
        v = add(menu, O_CARRY, o, 0)
        menu.parts[v, B] = 2.4 * bond + (0.6 if s.age[o] < 14 else 0.1)
        menu.parts[v, C] = -1.0 if s.age[o] >= 14 else -0.3
        menu.parts[v, R] = -0.8
        menu.parts[v, D] = -0.6 * deps
    v = add(menu, O_WAIT, o, 0)
    menu.parts[v, B] = 1.2 * bond
    menu.parts[v, R] = -0.9
    if s.p_zone[s.passage[m]] or safe:
        return
    v = add(menu, O_LEAVE, o, 0)
    menu.parts[v, B] = -2.2 * bond
    menu.parts[v, D] = 0.4 * deps
    menu.parts[v, F] = 0.6 * s.fear[m]
    menu.parts[v, M] = -0.3 * min(s.passed_by[m], 4.0)


@lean
def _has_bandage(s, m):
    return s.load[m, 2] >= 1.0 or s.load[m, 3] >= 1.0


@lean
def own_wound(menu, s, m):
    """A wound of one's own that bleeds: dress it, make for home, go on."""
    grave = min(3.0, s.bleeding[m] / 20.0 + 2.0 * s.hurt[m])
    if _has_bandage(s, m):
        v = add(menu, O_TREAT, m, 0)
        menu.parts[v, R] = -0.2
    v = add(menu, O_HOME, -1, s.home[m])
    menu.parts[v, R] = -0.5 * grave - 0.3
    menu.parts[v, U] = -0.8 if s.on_run[m] >= 0 else 0.0
    v = add(menu, O_STAY, -1, 0)
    menu.parts[v, R] = -grave


@lean
def alarm(menu, s, ax, m, near_m):
    """An alarm in the zone: obey (home or post), fetch a child who is not here, hide."""
    deps = me.dependants_with(s, ax, m, near_m)
    v = add(menu, O_OBEY, -1, 0)
    menu.parts[v, U] = 1.6 if s.role[m] == SOLDIER else 1.0
    menu.parts[v, R] = -0.4
    child, strength = -1, 0.0
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if s.tie_kind[r] != CHILD_OF or s.age[o] >= 14 or s.tie_state[r] == 3:
            continue
        if s.household[o] == s.household[m] and s.tie_strength[r] > strength:
            if me.gap(s, ax, m, o) > near_m:
                child, strength = o, s.tie_strength[r]
    if child >= 0:
        v = add(menu, O_FETCH, child, 0)
        menu.parts[v, B] = 2.6 * strength
        menu.parts[v, R] = -0.8
        menu.parts[v, D] = -0.5 * deps
        menu.parts[v, U] = -0.8 if s.role[m] == SOLDIER else 0.0
    v = add(menu, O_HIDE, -1, s.unit[m] if s.unit[m] > 0 else me.refuge(s, m)[0])
    menu.parts[v, R] = -0.3
    menu.parts[v, D] = 0.4 * deps
    menu.parts[v, F] = 0.7 * s.fear[m]
    menu.parts[v, U] = -1.2 if s.role[m] == SOLDIER else 0.0


@lean
def grief(menu, s, m, o, row):
    """Somebody is lost: go on, keep to oneself, look for them where nobody was found."""
    bond = me.bond_with(s, m, o)
    v = add(menu, O_OBEY, o, 0)
    menu.parts[v, U] = 1.2 if s.role[m] <= 6 else 0.6
    menu.parts[v, B] = -0.4 * bond
    v = add(menu, O_STAY, o, s.home[m])
    menu.parts[v, F] = 1.8 * s.grief[m]
    menu.parts[v, B] = 0.4 * bond
    menu.parts[v, U] = -0.4 if s.role[m] <= 6 else 0.0


@lean
def parted(menu, s, ax, m, o, near_m):
    """Somebody who moved with one was lost from sight in a danger: go back, wait, go on."""
    bond = me.bond_with(s, m, o)
    deps = me.dependants_with(s, ax, m, near_m)
    r = 1.0 + 1.5 * s.fear[m]
    needs = 1.0 if s.age[o] < 14 or s.age[o] >= 80 or s.hurt[o] > HELPLESS else 0.0
    v = add(menu, O_TURN_BACK, o, 0)
    menu.parts[v, R] = -r * max(0.4, 1.4 - me.arms(s, m))
    menu.parts[v, B] = 2.6 * bond + needs
    menu.parts[v, D] = -1.0 * deps
    menu.parts[v, F] = 0.4 * s.anger[m] - 0.5 * s.fear[m]
    menu.parts[v, M] = 0.4 * min(s.passed_by[m], 4.0)
    v = add(menu, O_WAIT, o, 0)
    menu.parts[v, R] = -0.5 * r
    menu.parts[v, B] = 1.2 * bond + 0.3 * needs
    menu.parts[v, D] = -0.3 * deps
    v = add(menu, O_LEAVE, o, 0)
    menu.parts[v, R] = -0.2 * r
    menu.parts[v, B] = -1.8 * bond - needs
    menu.parts[v, F] = 0.5 * s.fear[m]
