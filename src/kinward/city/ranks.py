"""Ranks: those of one side in the streets that are asked for, in order along each axis of sight.

Where many look for few, or few among many, the nearest is found by an index such as the thumbs of
a dictionary, then by halving, not by looking at everybody. Axes share nothing but what they read,
so that threads line them up.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.city.sight import cells_between, coordinate
from kinward.core.lean import inner, lean
from kinward.core.order import part_of

MANY = 8_000  # movers from which it is worth waking other threads
LIVING, AWAKE, ASLEEP = range(3)  # sides: people; infected that hunt, and that do not
BLOCK = 16  # axes that a thread takes at a time
FEW = 8  # on one axis, who are found without an index
CHAIN = 16  # movers that are gone through in a column in the time for one in a street
FINE = 4  # parts of an axis in its index for each who stands there


class Ranks(NamedTuple):
    """Those on axis a are `who[first[a]:last[a]]`, at coordinates `where` (m), ascending.

    Of those at one point the one with the lower key comes first. If they are n, more than `FEW`,
    the axis from the first to the last is cut into FINE n equal parts, and
    `thumb[FINE first[a] + k]` is the place of the first who stands in part k or beyond.
    """

    who: np.ndarray
    where: np.ndarray
    thumb: np.ndarray
    first: np.ndarray
    last: np.ndarray


class Lives(NamedTuple):
    """The columns that say whether somebody counts, bundled inside kernels."""

    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    alert: np.ndarray
    key: np.ndarray


class Streets(NamedTuple):
    """Which axes are asked for, and between which coordinates (m) of each."""

    asked: np.ndarray
    low: np.ndarray
    high: np.ndarray


@inner
def no_streets(axes):
    """None of `axes` asked for yet."""
    return Streets(np.zeros(axes, np.bool_), np.empty(axes), np.empty(axes))


@lean
def ask(streets, a, low, high):
    """Ask for those between coordinates `low` and `high` (m) of axis a too."""
    if streets.asked[a]:
        low, high = min(low, streets.low[a]), max(high, streets.high[a])
    streets.asked[a] = True
    streets.low[a], streets.high[a] = low, high


@inner
def line_up_rows(streets, side, at, ax, offset, lives):
    """As `line_up`: quicker where most streets are asked for, full of the other side.

    All movers are looked at in the order of the columns, not those who stand in the streets.
    """
    n = streets.asked.size
    first, last = np.zeros(n, np.int64), np.zeros(n, np.int64)
    some = np.empty(lives.fate.size, np.int32)
    k = _of_side(streets, side, some, last, at, ax, lives)
    ranks = Ranks(np.empty(k, np.int32), np.empty(k, np.float64), np.empty(FINE * k, np.int32),
                  first, last)  # fmt: skip
    _put_in_ranks(some, k, ranks, at, ax, offset, lives.key)
    return ranks


@inner
def line_up(streets, side, at, ax, offset, lives):
    """Those of one side, `LIVING`, `AWAKE` or `ASLEEP`, in the streets that are asked for.

    Some that stand further off may be among them. The living count if they are conscious.
    """
    n = streets.asked.size
    axes, first, last = np.empty(n, np.int32), np.zeros(n, np.int64), np.zeros(n, np.int64)
    n, room = _make_room(streets, axes, first, last, at, ax)
    if side != LIVING and room * CHAIN > lives.fate.size:
        return line_up_rows(streets, side, at, ax, offset, lives)
    ranks = Ranks(np.empty(room, np.int32), np.empty(room, np.float64),
                  np.empty(FINE * room, np.int32), first, last)  # fmt: skip
    if room < MANY:
        _line_up_some(axes, 0, n, streets, side, ranks, at, ax, offset, lives)
    else:
        _line_up_all(axes, n, streets, side, ranks, at, ax, offset, lives)
    return ranks


@lean
def _of_side(streets, side, some, count, at, ax, lives):
    """List those of one side in the streets asked for, and count them by axis; how many."""
    fate = 0 if side == LIVING else 2
    k = 0
    for m in range(lives.fate.size):
        if lives.fate[m] == fate and at.unit[m] == 0 and at.passage[m] >= 0:
            a = ax.p_axis[at.passage[m]]
            if streets.asked[a] and _counts(m, side, lives):
                some[k] = m
                count[a] += 1
                k += 1
    return k


@lean
def _put_in_ranks(some, n, ranks, at, ax, offset, key):
    """Put the first `n` of `some` into ranks whose `last` holds how many they are."""
    before = 0
    for a in range(ranks.last.size):
        before += ranks.last[a]
        ranks.first[a] = ranks.last[a] = before - ranks.last[a]
    for j in range(n):
        p = at.passage[some[j]]
        a = ax.p_axis[p]
        ranks.who[ranks.last[a]] = some[j]
        ranks.where[ranks.last[a]] = coordinate(ax, p, offset[some[j]])
        ranks.last[a] += 1
    for a in range(ranks.last.size):
        if ranks.last[a] - ranks.first[a] > 1:
            put_in_order(ranks.who, ranks.where, ranks.first[a], ranks.last[a], key)
            _set_thumbs(ranks, a)


@lean
def _make_room(streets, axes, first, last, at, ax):
    """List the axes that are asked for, each with room for all in its cells; how many, how much."""
    n, room = 0, 0
    for a in range(streets.asked.size):
        if not streets.asked[a]:
            continue
        axes[n] = a
        n += 1
        first[a] = room
        for i in range(ax.axis_ptr[a], ax.axis_ptr[a + 1]):
            c0, c1 = _cells(ax, ax.axis_passage[i], a, streets)
            for c in range(c0, c1):
                room += at.cell_n[c, 0] + at.cell_n[c, 1] + at.cell_n[c, 2]
        last[a] = room
    return n, room


@nb.njit(cache=True, parallel=True)
def _line_up_all(axes, n, streets, side, ranks, at, ax, offset, lives):
    """Line up the first `n` of `axes`, shared among the threads."""
    for b in nb.prange((n + BLOCK - 1) // BLOCK):
        _line_up_some(axes, b * BLOCK, min(n, (b + 1) * BLOCK), streets, side, ranks, at, ax,
                      offset, lives)  # fmt: skip


@lean
def _line_up_some(axes, begin, end, streets, side, ranks, at, ax, offset, lives):
    """Line up axes `begin` to `end`, each within the room that was made for it."""
    fate = 0 if side == LIVING else 2
    for j in range(begin, end):
        a = axes[j]
        k, full = ranks.first[a], ranks.last[a]
        for i in range(ax.axis_ptr[a], ax.axis_ptr[a + 1]):
            q = ax.axis_passage[i]
            c0, c1 = _cells(ax, q, a, streets)
            for c in range(c0, c1):
                m = at.first_in[c]
                while m >= 0:
                    # passages of one room share a cell
                    if lives.fate[m] == fate and at.passage[m] == q and k < full:
                        if _counts(m, side, lives):
                            ranks.who[k] = m
                            ranks.where[k] = coordinate(ax, q, offset[m])
                            k += 1
                    m = at.next_in[m]
        ranks.last[a] = k
        put_in_order(ranks.who, ranks.where, ranks.first[a], k, lives.key)
        _set_thumbs(ranks, a)


@lean
def _cells(ax, q, a, streets):
    """Cells of passage q that are asked for, and a metre more: one stands at the edge of either."""
    return cells_between(ax, q, streets.low[a] - 1.0, streets.high[a] + 1.0)


@lean
def _counts(m, side, lives):
    """Whether m is of `side`, of whose fate it is."""
    if lives.gone[m]:
        return False
    return lives.awake_mind[m] if side == LIVING else (lives.alert[m] >= 2) == (side == AWAKE)


@lean
def put_in_order(who, where, first, last, key):
    """Put `first` to `last` in order, by falling gaps (Ciura 2001): they nearly are already."""
    gap = 1
    while 9 * gap < 4 * (last - first):
        gap = (9 * gap + 3) // 4
    while gap > 0:
        for i in range(first + gap, last):
            m, x = who[i], where[i]
            j = i - gap
            while j >= first and (where[j] > x or (where[j] == x and key[who[j]] > key[m])):
                who[j + gap], where[j + gap] = who[j], where[j]
                j -= gap
            who[j + gap], where[j + gap] = m, x
        gap = gap * 4 // 9


@lean
def _set_thumbs(ranks, a):
    """Make the index of axis a, on which all are in order."""
    first, last = ranks.first[a], ranks.last[a]
    if last - first <= FEW:
        return
    done = FINE * first
    for i in range(first, last):
        part = FINE * first + _part(ranks, first, last, ranks.where[i])
        while done <= part:
            ranks.thumb[done] = i
            done += 1


@lean
def _part(ranks, first, last, here):
    """Part of the index in which coordinate `here` (m) lies, between the first and the last."""
    return part_of(here, ranks.where[first], ranks.where[last - 1], FINE * (last - first))


@lean
def place_in(ranks, a, here):
    """Place of the first on axis a at coordinate `here` (m) or beyond."""
    first, last = ranks.first[a], ranks.last[a]
    if first == last or here <= ranks.where[first]:
        return first
    if here > ranks.where[last - 1]:
        return last
    i, j = first, last
    if last - first > FEW:
        part = FINE * first + _part(ranks, first, last, here)
        i = ranks.thumb[part]
        j = ranks.thumb[part + 1] if part + 1 < FINE * last else last
    while i < j:
        middle = (i + j) >> 1
        if ranks.where[middle] < here:
            i = middle + 1
        else:
            j = middle
    return i


@lean
def nearest(ranks, a, i, here, reach, key):
    """The nearest within `reach` m of coordinate `here` of axis a, and how far; ties by key.

    Args:
        i: `place_in` of `here`.

    Returns:
        (who, m), -1 and `reach` if there is none.
    """
    first, last = ranks.first[a], ranks.last[a]
    after = ranks.where[i] - here if i < last else np.inf
    before = here - ranks.where[i - 1] if i > first else np.inf
    if after > reach and before > reach:
        return -1, reach
    if after < before:
        return ranks.who[i], after
    j = i - 1
    if j > first and ranks.where[j - 1] == ranks.where[j]:
        j = place_in(ranks, a, ranks.where[j])  # of those at one point the first
    if before < after or key[ranks.who[j]] < key[ranks.who[i]]:
        return ranks.who[j], before
    return ranks.who[i], after
