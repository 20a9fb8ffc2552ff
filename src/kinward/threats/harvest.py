"""Harvest: how a creature finds somebody, gets to them, and seizes them.

Prey is whoever stands in the same room; in the house that its pack harvests whoever is on the
lowest floor, those who hide in silence at a rate; along the street the nearest within its senses.
Shut doors hold it for seconds. It also goes up the front of a house to a window, or up
the shaft of a lift (threats/shafts.py).
"""

from __future__ import annotations

import numpy as np

from kinward.city.graph import FLOOR_M
from kinward.city.places import place_of, slot_of, take_out
from kinward.city.sight import along
from kinward.city.sight import distance as axis_distance
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.math import exp
from kinward.core.party import leave as part
from kinward.core.purposes import COMES_BY, FINDS_HIDDEN, SEIZES_ONE
from kinward.core.vocabulary import A_HIDE, BY_CREATURE, DEAD, DIED, HANDS
from kinward.core.wish import go, stay
from kinward.threats import swarm_parameters as q
from kinward.threats.brood import ARM, is_idle, is_prey, move_to, rouse
from kinward.threats.packs import CLIMBS_UP, GUARDS, LEAVES, OUT, SEEKS
from kinward.threats.shafts import by_shaft, out_of_shaft
from kinward.threats.vocabulary import CAME_IN, DOOR_SMASHED, SEIZED

FOOT = 4.5  # m from the foot of a house from which one goes up its front (body/climbing.py)
LOOKS = 3  # s from one look for prey to the next (assumed)


@lean
def hunts(x, t, par, b, lair, at, ax, want, p, noise):
    """One second of x, above ground, with its hands free."""
    k = lair.pack[x]
    if lair.pk_out[k] != OUT:
        release(x, b)
        b.foe[x] = -1
        b.task[x] = LEAVES
        return
    m = b.foe[x]
    if m < 0 and par[q.DEFENDS] != 0.0 and lair.pk_foe[k] >= 0:
        if not lair.grapples[x] and is_near(x, lair.pk_foe[k], par[q.SENSES], b, lair, at, ax):
            m = lair.pk_foe[k]
            b.foe[x] = m
    if m < 0 and (lair.grapples[x] and par[q.HARVEST] != 0.0):
        m = b.quarry[x]
        if m < 0 or not is_prey(x, m, b, at):
            release(x, b)
            m = -1
            if (t // 1000) % LOOKS == b.key[x] % np.uint64(LOOKS):
                m = find(x, t, par, b, lair, at, ax)
        if m >= 0:
            b.quarry[x], b.sought_by[m] = m, x
            rouse(m, b)
            lair.pk_t[k] = t
    elif m >= 0:
        lair.pk_t[k] = t
    if m < 0:
        far = at.passage[x] != lair.pk_place[k] or abs(b.offset[x] - lair.pk_off[k]) > ARM
        if is_idle(x, b, want) and (at.unit[x] > 0 or far) and not b.blocked[x]:
            go(want, x, lair.pk_place[k], lair.pk_off[k], 0)
        return
    if in_reach(x, m, b, at, ax):
        if b.foe[x] != m:
            _lay_hands_on(x, m, t, par, b, lair, at, ax, want, p)
        elif not is_idle(x, b, want):
            stay(want, x)
        return
    _pursue(x, m, t, par, b, lair, at, ax, want, noise)


@lean
def release(x, b):
    """x goes for nobody any more."""
    m = b.quarry[x]
    if m >= 0 and b.sought_by[m] == x:
        b.sought_by[m] = -1
    b.quarry[x] = -1


@lean
def in_reach(x, m, b, at, ax):
    """Whether x can lay hands on m."""
    if at.unit[x] > 0 or at.unit[m] > 0:
        return at.unit[x] == at.unit[m] and at.passage[x] == at.passage[m]
    return axis_distance(ax, at.passage[x], b.offset[x], at.passage[m], b.offset[m]) <= ARM


@lean
def house_of(m, lair, at):
    """Building that m is in, or on the stair of; -1 in the open."""
    if at.unit[m] > 0:
        return lair.u_building[at.unit[m]]
    return lair.p_building[at.passage[m]]


@lean
def is_near(x, m, far, b, lair, at, ax):
    """Whether m is in the house where x is, or within `far` m along the street."""
    h = house_of(m, lair, at)
    if h >= 0 and (h == house_of(x, lair, at) or h == lair.pk_house[lair.pack[x]]):
        return True
    d = axis_distance(ax, at.passage[x], b.offset[x], at.passage[m], b.offset[m])
    return at.unit[x] == 0 and at.unit[m] == 0 and d <= far


@inner
def find(x, t, par, b, lair, at, ax):
    """Whom x goes for: in its room, in its pack's house from below, along the street; -1 nobody."""
    best = -1
    if at.unit[x] > 0:
        m = at.first_in[slot_of(at, x)]
        while m >= 0:
            if b.fate[m] == 0 and not b.gone[m]:
                rouse(m, b)
            if is_prey(x, m, b, at) and (best < 0 or b.key[m] < b.key[best]):
                best = m
            m = at.next_in[m]
        if best >= 0:
            return best
    house = lair.pk_house[lair.pack[x]]
    if house >= 0:
        best = _lowest(x, house, t, par, b, lair, at)
        if best >= 0:
            return best
    if at.unit[x] > 0:
        return -1
    who, far = along(ax, at, b.offset, at.passage[x], b.offset[x], par[q.SENSES])
    near = 0.0
    for j in range(who.size):
        m = who[j]
        if b.fate[m] == 0:
            rouse(m, b)
        if not is_prey(x, m, b, at):
            continue
        if best < 0 or far[j] < near or (far[j] == near and b.key[m] < b.key[best]):
            best, near = m, far[j]
    return best


@inner
def _lowest(x, house, t, par, b, lair, at):
    """Of the people in a house whom x perceives one on the lowest floor; of these the lowest key.

    Who hides is found at a rate: the draw is of the pair and the time of the look.
    """
    best, floor = -1, 0
    sees = 1.0 - exp(-par[q.HIDDEN] * LOOKS)
    for i in range(lair.room_ptr[house], lair.room_ptr[house + 1]):
        u = lair.room_at[i]
        if best >= 0 and lair.u_floor[u] > floor:
            continue
        m = at.first_in[at.cell_n.shape[0] + u]
        while m >= 0:
            after = at.next_in[m]
            if is_prey(x, m, b, at):
                lower = best < 0 or lair.u_floor[u] < floor or b.key[m] < b.key[best]
                hides = b.aim[m] == A_HIDE
                found = not hides or uniform(b.seed[0], FINDS_HIDDEN, b.key[x], b.key[m], t,
                                             0) < sees  # fmt: skip
                if lower and found:
                    best, floor = m, lair.u_floor[u]
            m = after
    return best


@inner
def _lay_hands_on(x, m, t, par, b, lair, at, ax, want, p):
    """Person m is in reach: who fights is fought, who is spent is killed, others are seized."""
    if b.foe[m] >= 0 and b.weapon[m] != HANDS and par[q.DEFENDS] != 0.0:
        b.foe[x] = m
        return
    if b.hurt[m] >= par[q.SPENT] or not b.awake_mind[m]:
        n_pass = ax.p_len.size
        emit(b.ints, b.reals, b.head, t, DIED, m, x, 0, place_of(at, m, n_pass), BY_CREATURE, 0.0,
             0.0, -1)  # fmt: skip
        b.fate[m], b.fate_t[m] = DEAD, t
        take_out(at, m)
        b.gone[m], b.moving[m], b.foe[m] = True, False, -1
        release(x, b)
        return
    if uniform(b.seed[0], SEIZES_ONE, b.key[x], b.key[m], t, 0) >= par[q.SEIZES]:
        return
    b.seized_event[m] = emit(b.ints, b.reals, b.head, t, SEIZED, m, x, 0,
                             place_of(at, m, ax.p_len.size), -1, 0.0, 0.0, -1)  # fmt: skip
    # no place to hide any more, for those who saw it; a checkpoint, in the open, is another thing
    if at.unit[m] > 0 and lair.u_building[at.unit[m]] >= 0:
        o = at.first_in[slot_of(at, m)]
        while o >= 0:
            b.found_in[o] = at.unit[m]
            o = at.next_in[o]
    part(p, m)
    c = b.carrying[m]
    if c >= 0:  # whom they carried is set down
        b.carrying[m], b.carried_by[c] = -1, -1
    release(x, b)
    b.carrying[x], b.carried_by[m] = m, x
    b.moving[m], b.foe[m], b.foe[x] = False, -1, -1
    stay(want, m)
    stay(want, x)
    b.task[x], b.grip_t[m] = LEAVES, t


@lean
def _pursue(x, m, t, par, b, lair, at, ax, want, noise):
    """x goes to where m is: along the streets, through doors, up the front of the house."""
    u = at.unit[m]
    if u > 0 and at.unit[x] == 0:
        if by_shaft(x, m, u, t, par, b, lair, at, ax, want, noise):
            return
        if _by_window(x, m, u, t, par, b, lair, at, want):
            return
        if at.passage[x] == lair.u_passage[u] and abs(lair.u_off[u] - b.offset[x]) <= 1.0:
            if b.door_left[u] > 0.0:
                if _breaks(u, t, x, par, b):
                    b.door_left[u] = 0.0
                    emit(b.ints, b.reals, b.head, t, DOOR_SMASHED, x, m, u, ax.p_len.size + u, -1,
                         0.0, 0.0, -1)  # fmt: skip
                elif is_idle(x, b, want):
                    return
            if b.door_left[u] <= 0.0 and is_idle(x, b, want):
                move_to(x, lair.u_passage[u], lair.u_off[u], u, b, at, ax)
                return
    if b.blocked[x]:  # no way there: somebody else
        b.blocked[x] = False
        release(x, b)
        b.foe[x] = -1
        return
    there = b.goal_passage[x] == at.passage[m] and b.goal_unit[x] == u
    if not there or abs(b.goal_offset[x] - b.offset[m]) > 0.5 or is_idle(x, b, want):
        go(want, x, at.passage[m], b.offset[m], u)


@lean
def _breaks(u, t, x, par, b):
    """Whether the door of unit u gives way to x in this second."""
    chance = 1.0 - exp(-1.0 / max(par[q.DOOR], 1e-9))
    return uniform(b.seed[0], COMES_BY, b.key[x], np.uint64(u), t, 1) < chance


@lean
def _by_window(x, m, u, t, par, b, lair, at, want):
    """Whether x goes up the front of the house to m in unit u, above the ground floor."""
    h = lair.u_building[u]
    if par[q.FACADES] == 0.0 or h < 0 or lair.u_floor[u] <= 0:
        return False
    if at.passage[x] != lair.b_passage[h] or abs(b.offset[x] - lair.b_off[h]) > FOOT:
        return False
    if uniform(b.seed[0], COMES_BY, b.key[x], b.key[m], 0, 0) >= par[q.BY_WINDOW]:
        return False
    b.task[x] = CLIMBS_UP
    b.task_t[x] = t + int(1000.0 * lair.u_floor[u] * FLOOR_M / par[q.CLIMBS])
    stay(want, x)
    return True


@lean
def climbs_in(x, t, b, lair, at, ax):
    """x is up there: in to whom it came for, by the window or out of the shaft; else down again."""
    m = b.quarry[x] if b.foe[x] < 0 else b.foe[x]
    b.task[x] = SEEKS if lair.grapples[x] else GUARDS
    if m < 0 or b.gone[m] or at.unit[m] <= 0:
        b.by_shaft[x] = False
        return
    u = at.unit[m]
    if b.by_shaft[x]:
        out_of_shaft(x, m, u, t, b, lair, at, ax)
        return
    move_to(x, lair.u_passage[u], lair.u_off[u], u, b, at, ax)
    b.by_window[x], b.rose_t[x] = True, t
    emit(b.ints, b.reals, b.head, t, CAME_IN, x, m, u, ax.p_len.size + u, -1,
         lair.u_floor[u] * FLOOR_M, 0.0, -1)  # fmt: skip
