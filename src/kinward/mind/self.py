"""What a mind works with: the columns of a decision, and what a person knows of the moment.

Everything here is read from what the person saw, heard or was told (threat_*, tie_*, who stands
in view): nothing reads a truth that they could not know.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.sight import distance
from kinward.core.lean import lean
from kinward.core.ties import row_of as tie_row

FELLOW = 0.3  # how much one holds at least to somebody one moves with (assumed)
GROWN = 14  # years from which one can be relied on (assumed)
DOOR, OF_A_HOME = 60.0, 30.0  # m to a door that one hides behind, at most; a home of others counts
# as if it were so much further (assumed)


class Self(NamedTuple):
    """The columns that worth is made of, bundled inside the kernel."""

    passage: np.ndarray
    offset: np.ndarray
    unit: np.ndarray
    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    hurt: np.ndarray
    bleeding: np.ndarray
    held_by: np.ndarray
    bite_known: np.ndarray
    load: np.ndarray
    alert: np.ndarray
    on_run: np.ndarray
    fear: np.ndarray
    anger: np.ndarray
    grief: np.ndarray
    love: np.ndarray
    passed_by: np.ndarray
    threat_who: np.ndarray
    tie_trust: np.ndarray
    tie_alive: np.ndarray
    tie_state: np.ndarray
    tie_seen_t: np.ndarray
    carrying: np.ndarray
    carried_by: np.ndarray
    age: np.ndarray
    role: np.ndarray
    household: np.ndarray
    home: np.ndarray
    h_ptr: np.ndarray
    h_member: np.ndarray
    tie_ptr: np.ndarray
    tie_end: np.ndarray
    tie_to: np.ndarray
    tie_kind: np.ndarray
    tie_strength: np.ndarray
    partner_at_work: np.ndarray
    p_zone: np.ndarray
    no_wall: np.ndarray
    u_passage: np.ndarray
    u_off: np.ndarray
    u_kind: np.ndarray
    unit_ptr: np.ndarray
    unit_at: np.ndarray
    gave_way: np.ndarray
    found_in: np.ndarray
    sealed: np.ndarray
    p_len: np.ndarray
    p_host_off: np.ndarray
    up_ptr: np.ndarray
    up_at: np.ndarray
    up_gap: np.ndarray
    promised: np.ndarray
    party: np.ndarray
    party_next: np.ndarray
    aim: np.ndarray
    key: np.ndarray


@lean
def gap(s, ax, m, o):
    """Distance (m) from m to o where they see each other: 1 in a room, along the street else."""
    if s.passage[m] < 0 or s.passage[o] < 0:
        return np.inf
    if s.unit[m] > 0 or s.unit[o] > 0:
        return 1.0 if s.unit[m] == s.unit[o] and s.passage[m] == s.passage[o] else np.inf
    return distance(ax, s.passage[m], s.offset[m], s.passage[o], s.offset[o])


@lean
def bond_with(s, m, o):
    """Strength of m's tie to o 0..1, lowered by distrust; 0 for a stranger."""
    if o < 0:
        return 0.0
    r = tie_row(s, m, o)
    if r < 0:
        return 0.0
    return s.tie_strength[r] * (1.0 + 0.5 * min(s.tie_trust[r], 0.0))


@lean
def arms(s, m):
    """How well m can fight: 0 bare hands; a blade .5, a loaded firearm .4 more, training .4."""
    x = 0.0
    if s.load[m, 11] >= 1.0 or s.load[m, 12] >= 1.0:
        x += 0.5
    if (
        (s.load[m, 8] >= 1.0 and s.load[m, 5] >= 1.0)
        or (s.load[m, 9] >= 1.0 and s.load[m, 6] >= 1.0)
        or (s.load[m, 10] >= 1.0 and s.load[m, 7] >= 1.0)
    ):
        x += 0.4
    if s.role[m] <= 1:
        x += 0.4
    return x * (1.0 - 0.7 * min(s.hurt[m], 1.0))


@lean
def is_fit(s, o):
    """Whether o is alive, conscious and grown enough to look after others."""
    return s.fate[o] == 0 and not s.gone[o] and s.awake_mind[o] and 14 <= s.age[o] < 80


@lean
def fleeing_near(s, running, who, far, m, near):
    """Share 0..1 of the living within `near` m of m who run; 0 if nobody is there."""
    n = run = 0
    for j in range(who.size):
        o = who[j]
        if o != m and s.fate[o] == 0 and not s.gone[o] and far[j] <= near:
            n += 1
            run += running[o]
    return run / n if n > 0 else 0.0


@lean
def dependants_with(s, ax, m, near):
    """Members of m's household with m who could not go alone: small children, the very old, the
    hurt."""
    n = 0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        if o == m or s.gone[o] or s.fate[o] != 0:
            continue
        if is_fit(s, o) and s.hurt[o] < 0.5:
            continue
        if gap(s, ax, m, o) <= near:
            n += 1
    return n


@lean
def door_away(s, m, u):
    """m to the door of unit u on m's street; infinity where it is no place to hide behind."""
    d = abs(s.u_off[u] - s.offset[m])
    return d if d <= DOOR and u != s.found_in[m] else np.inf


@lean
def refuge(s, m):
    """The door on m's own passage within 60 m to hide behind: (unit, metres), (0, inf) if none.

    Beyond the wall shops and halls are better than homes, where those who lived there may still
    be: everybody knows that, so a home counts as if it were 30 m further (assumed).
    """
    best, best_d, best_far = 0, np.inf, np.inf
    zone = s.p_zone[s.passage[m]]
    p = s.passage[m]
    for i in range(s.unit_ptr[p], s.unit_ptr[p + 1]):
        u = s.unit_at[i]
        if s.sealed[u]:
            continue  # in ruins
        d = door_away(s, m, u)
        far = d + (OF_A_HOME if s.u_kind[u] == 0 and not zone else 0.0)
        if far < best_far:
            best, best_d, best_far = u, d, far
    return best, best_d


@lean
def way_up(s, m):
    """The nearest stair or scaffold of m's street up to the roofs: (row, metres), (-1, inf)."""
    best, best_d = -1, np.inf
    p = s.passage[m]
    for i in range(s.up_ptr[p], s.up_ptr[p + 1]):
        q = s.up_at[i]
        if s.gave_way[q]:
            continue
        d = s.p_len[q]
        d += -s.offset[m] if q == p else abs(s.p_host_off[q] - s.offset[m])
        if d < best_d:
            best, best_d = i, d
    return best, best_d


@lean
def partner_near(s, ax, m, near):
    """The practised partner if with m and fit, else -1."""
    o = s.partner_at_work[m]
    if o >= 0 and not s.gone[o] and s.fate[o] == 0 and gap(s, ax, m, o) <= near:
        return o
    return -1


@lean
def mate_near(s, ax, m, near):
    """(the dearest of those who move with m and are near, how much m holds to them 0.3..1);
    (-1, 0) if nobody is."""
    best, most = -1, 0.0
    o = s.party[m]
    while o >= 0:
        if o != m and s.fate[o] == 0 and not s.gone[o] and s.awake_mind[o]:
            hold = max(FELLOW, bond_with(s, m, o))
            if gap(s, ax, m, o) <= near and (
                hold > most or (hold == most and s.key[o] < s.key[best])
            ):
                best, most = o, hold
        o = s.party_next[o]
    return best, most


@lean
def closest_tie_near(s, ax, m, near):
    """(person, strength) of the strongest grown tie who is with m, (-1, 0) if nobody."""
    best, strength = -1, 0.0
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if s.gone[o] or s.fate[o] != 0 or s.tie_strength[r] <= strength or s.age[o] < GROWN:
            continue
        if gap(s, ax, m, o) <= near:
            best, strength = o, s.tie_strength[r]
    return best, strength
