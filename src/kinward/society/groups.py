"""Groups as rows: who belongs, who leads, where they live; how people come and go.

Every function takes the columns `c` of a process that declares GROUP_WRITES, GROUP_READS and
GROUP_FIXED. The zone is group 0 where there is one; numbers are never given twice.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.city.places import place_number
from kinward.core.bundles import EVENTS
from kinward.core.draws import uniform
from kinward.society.acts import note
from kinward.society.bands.fission import critical_size
from kinward.society.bands.vocabulary import (
    BAND_KIND,
    COMPANY,
    GROUP_ENDED,
    GROUP_FORMED,
    LEADER_CHANGED,
    MOVED_IN,
    NO_GROUP,
)
from kinward.society.group_columns import GROUP_NAMES
from kinward.society.purposes import BAND_CRITICAL
from kinward.society.zone.vocabulary import MOVED

GROUP_WRITES = (
    *EVENTS, *GROUP_NAMES, "group_n", "group_id", "home", "guest_of", "guest_t", "cleared",
)  # fmt: skip
GROUP_READS = ("fate", "gone", "passage", "unit", "cares")
GROUP_FIXED = ("age", "key", "seed", "p_len")
GROWN = 16  # years from which one has a say (assumed)


def living(c: Any) -> np.ndarray:
    """Whether each is one of the living in the world, bool (N,)."""
    return (c.fate == 0) & ~c.gone & (c.passage >= 0)


def members(c: Any, g: int) -> np.ndarray:
    """Rows of the living members of group g."""
    return np.flatnonzero((c.group_id == g) & (c.fate == 0) & ~c.gone & (c.passage >= 0))


def guests(c: Any, g: int) -> np.ndarray:
    """Rows of the living guests of group g."""
    return np.flatnonzero((c.guest_of == g) & (c.fate == 0) & ~c.gone & (c.passage >= 0))


def household_of(c: Any, g: int) -> np.ndarray:
    """Rows of those who live with group g: members and guests."""
    mine = ((c.group_id == g) & (c.guest_of < 0)) | (c.guest_of == g)
    return np.flatnonzero(mine & (c.fate == 0) & ~c.gone & (c.passage >= 0))


def bands(c: Any) -> list[int]:
    """Numbers of the groups there are, but for the zone."""
    n = int(c.group_n[0])
    return (1 + np.flatnonzero(c.g_kind[1:n] != NO_GROUP)).tolist()


def has_cleared(c: Any, g: int, u: int) -> bool:
    """Whether group g has searched unit u to the end."""
    return bool(c.cleared[u, g // 64] >> np.uint64(g % 64) & np.uint64(1))


def note_cleared(c: Any, g: int, u: int) -> None:
    """Group g knows from now on that there is nothing left in unit u."""
    c.cleared[u, g // 64] |= np.uint64(1) << np.uint64(g % 64)


def tell_cleared(c: Any, g: int, h: int) -> None:
    """Group h knows from now on of all places in which group g found nothing left."""
    knew = (c.cleared[:, g // 64] >> np.uint64(g % 64)) & np.uint64(1)
    c.cleared[:, h // 64] |= knew << np.uint64(h % 64)


def place_of_unit(c: Any, u: int) -> int:
    """Place number of a unit in events, -1 for none."""
    return len(c.p_len) + u if u > 0 else -1


def where(c: Any, m: int) -> int:
    """Place number of m in events."""
    return place_number(c, m)


def form(c: Any, t: int, leader: int, who: list[int], unit: int, like: int, cause: int) -> int:
    """A group begins with `who`, led by one of them, and rules like those of group `like`.

    Returns its number, -1 where a run has no more numbers to give.
    """
    g = int(c.group_n[0])
    if g >= len(c.g_kind):
        return -1
    c.group_n[0] = g + 1
    for name in ("g_rations", "g_strangers", "g_bitten", "g_theft"):
        getattr(c, name)[g] = getattr(c, name)[like] if like > 0 else 1
    c.g_kind[g] = BAND_KIND if unit > 0 else COMPANY
    c.g_leader[g], c.g_style[g], c.g_unit[g], c.g_since[g] = leader, c.cares[leader], unit, t
    c.g_critical[g] = critical_size(_draw(c, leader, t))
    c.g_hunts[g] = False
    c.g_regard[g] = 0.0
    c.g_ration[g] = 1.0
    if like > 0:
        tell_cleared(c, like, g)  # who comes from it knows what it knew
    n = note(c, t, GROUP_FORMED, leader, -1, g, where(c, leader), int(c.g_kind[g]),
             float(c.g_style[g]), len(who), cause)  # fmt: skip
    for m in who:
        enter(c, t, m, g, n)
    return g


def _draw(c: Any, m: int, t: int) -> float:
    return float(uniform(c.seed[0], BAND_CRITICAL, c.key[m], np.uint64(0), t, 0))


def enter(c: Any, t: int, m: int, g: int, cause: int) -> None:
    """m belongs to group g from now on, and lives where it lives."""
    c.guest_of[m] = -1
    if int(c.group_id[m]) != g:
        c.group_id[m] = g
        note(c, t, MOVED, m, -1, g, cause=cause)
    live_at(c, t, m, int(c.g_unit[g]), cause)


def live_at(c: Any, t: int, m: int, unit: int, cause: int) -> None:
    """m lives in a unit from now on."""
    if unit > 0 and int(c.home[m]) != unit:
        c.home[m] = unit
        note(c, t, MOVED_IN, m, place=place_of_unit(c, unit), cause=cause)


def end(c: Any, t: int, g: int, cause: int) -> None:
    """Group g is no more."""
    c.g_kind[g] = NO_GROUP
    c.g_leader[g] = -1
    note(c, t, GROUP_ENDED, g, cause=cause)


def lead(c: Any, t: int, g: int, m: int, share: float, cause: int) -> int:
    """m leads group g from now on, with the style that m has; returns the event."""
    before = int(c.g_leader[g])
    c.g_leader[g], c.g_style[g] = m, c.cares[m]
    return note(c, t, LEADER_CHANGED, m, before, g, value=share, value2=float(c.cares[m]),
                cause=cause)  # fmt: skip


def standing(c: Any, ties: Any, who: np.ndarray) -> np.ndarray:
    """How much those of `who` trust and hold to each of them: sums of strength x trust, (n,)."""
    out = np.zeros(len(who))
    at = {int(m): i for i, m in enumerate(who)}
    for m in who.tolist():
        rows = slice(int(ties.tie_ptr[m]), int(ties.tie_end[m]))
        for o, s, tr in zip(ties.tie_to[rows], ties.tie_strength[rows], ties.tie_trust[rows]):
            if int(o) in at:
                out[at[int(o)]] += float(s) * (0.5 + 0.5 * float(tr))
    return out


def grown(c: Any, who: np.ndarray) -> np.ndarray:
    """Those of `who` who are old enough to have a say."""
    return who[c.age[who] >= GROWN]
