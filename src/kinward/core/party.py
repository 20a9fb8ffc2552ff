"""Parties: those who move together now. How rooms let people join and leave them.

A party has the number of one of its members, its head: no two parties can have the same number,
and none depends on how many parties there are. The members are a chain from the head, in the
order in which they joined. Who is alone is in no party.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from kinward.core.lean import inner, shared


class Party(NamedTuple):
    """The columns of parties (core/bundles.py: PARTY), bundled inside kernels."""

    party: np.ndarray
    party_next: np.ndarray
    party_n: np.ndarray
    hold: np.ndarray


@shared
def join(p, m, other):
    """Let m, alone or not, move with `other` and their party from now on; returns its number."""
    h = p.party[other]
    if m == other or (h >= 0 and p.party[m] == h):
        return h
    leave(p, m)
    h = p.party[other]
    if h < 0:
        h = other
        p.party[h] = h
        p.party_next[h] = -1
        p.party_n[0] += 1
    last = h
    while p.party_next[last] >= 0:
        last = p.party_next[last]
    p.party_next[last] = m
    p.party_next[m] = -1
    p.party[m] = h
    return h


@shared
def leave(p, m):
    """Let m go alone; a party of two ends with it."""
    h = p.party[m]
    if h < 0:
        return
    first = h
    if h == m:
        first = p.party_next[m]
        rename(p, first)
    else:
        before = h
        while p.party_next[before] != m:
            before = p.party_next[before]
        p.party_next[before] = p.party_next[m]
    _alone(p, m)
    if p.party_next[first] < 0:
        _alone(p, first)
        p.party_n[0] -= 1


@shared
def rename(p, first):
    """Give the party that goes on from member `first` the number of its new head."""
    m = first
    while m >= 0:
        p.party[m] = first
        m = p.party_next[m]


@inner
def _alone(p, m):
    p.party[m] = -1
    p.party_next[m] = -1
    p.hold[m] = False


@shared
def size(p, m):
    """How many move together with m, m included."""
    m = p.party[m]
    if m < 0:
        return 1
    n = 0
    while m >= 0:
        n += 1
        m = p.party_next[m]
    return n


def those_with(c: Any, m: int) -> np.ndarray:
    """Rows of those who go with m, m too, in the order in which they joined; `c` any columns."""
    out, x = [], int(c.party[m])
    while x >= 0:
        out.append(x)
        x = int(c.party_next[x])
    return np.array(out or [m], np.int64)
