"""Judging: who saw a deed, or suffered it, trusts the doer more or less (model page, Society).

A good deed, E >= 0, raises trust T by g (E - T) where E > T; a bad one lowers it by 2.5 g (T - E).
g is weighed by how much the deed is worth, how much one is concerned, and, for bad ones, by how
far the doer could have done otherwise. Deeds between groups move what they think of each other.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.core.bundles import DEEDS, EVENTS, TIES
from kinward.core.deeds import (
    D_HELPED,
    D_PRESSED,
    D_SHARED,
    D_TOOK_IN,
    GOOD,
    PRIVATE,
    WEIGHT,
)
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.process import Process
from kinward.core.ties import Ties, row_of, tie
from kinward.core.vocabulary import ACQUAINTANCE
from kinward.mind import bond_parameters as b
from kinward.mind.bond_vocabulary import DEED, REGARD, TIE_CHANGED, TIE_FORMED
from kinward.mind.vocabulary import TRUST

LEAST = 0.02  # changes of trust below this are nothing to speak of (assumed)
ACQUAINTS = 0.6  # weight of a deed from which two come to know each other by it (assumed)
GRAIN = 0.04  # strength moves in steps of at least this, so that the log holds them (assumed)


class Judges(NamedTuple):
    """The columns that judging takes, bundled inside the kernel."""

    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    passage: np.ndarray
    offset: np.ndarray
    unit: np.ndarray
    group_id: np.ndarray
    anger: np.ndarray
    g_regard: np.ndarray
    age: np.ndarray
    moved_n: np.ndarray
    tale_kind: np.ndarray
    tale_who: np.ndarray
    tale_whom: np.ndarray
    tale_event: np.ndarray
    tale_hops: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


@lean
def able(j, m):
    """Whether m is alive, in the world, and can take something in."""
    return j.fate[m] == 0 and not j.gone[m] and j.passage[m] >= 0 and j.awake_mind[m]


@lean
def sees(j, m, o, reach):
    """Whether m is in one room with o, or within `reach` m on one street."""
    if j.passage[m] != j.passage[o] or j.unit[m] != j.unit[o]:
        return False
    return j.unit[m] > 0 or abs(j.offset[m] - j.offset[o]) <= reach


@lean
def place(j, m, n_pass):
    """Place number of m in events."""
    return n_pass + j.unit[m] if j.unit[m] > 0 else j.passage[m]


@inner
def remember(j, m, kind, who, whom, event, hops, blur):
    """Keep a deed in mind; the lightest of those kept goes. False if m knew of it already."""
    worst, least = -1, WEIGHT[kind] * blur**hops
    for i in range(j.tale_kind.shape[1]):
        if j.tale_kind[m, i] < 0:
            if least >= 0.0:
                worst, least = i, -1.0
            continue
        if j.tale_event[m, i] == event:
            return False
        x = WEIGHT[j.tale_kind[m, i]] * blur ** j.tale_hops[m, i]
        if x < least:
            worst, least = i, x
    if worst >= 0:
        j.tale_kind[m, worst] = kind
        j.tale_who[m, worst] = who
        j.tale_whom[m, worst] = whom
        j.tale_event[m, worst] = event
        j.tale_hops[m, worst] = hops
    return True


@inner
def judge_one(j, ties, par, t, m, who, kind, weight, could, event):
    """m judges what `who` did: trust in them moves. Returns by how much."""
    r = row_of(ties, m, who)
    if r < 0 or ties.tie_state[r] == 3:
        return 0.0
    good = GOOD[kind]
    trust = ties.tie_trust[r]
    step = par[b.GAIN] * WEIGHT[kind] * weight
    change = 0.0
    if good >= 0.0:
        if good > trust:
            change = step * (good - trust)
    elif good < trust:
        blame = could if par[b.EXCUSE] != 0.0 else 1.0
        change = -min(1.0, par[b.LOSS] * step * blame) * (trust - good)
    if abs(change) < LEAST:
        return 0.0
    ties.tie_trust[r] += np.float32(change)
    j.moved_n[m] += 1  # numbers them, so that the last of one moment is known
    emit(j.ints, j.reals, j.head, t, TRUST, m, who, j.moved_n[m], -1, -1, ties.tie_trust[r],
         change, event)  # fmt: skip
    return change


@inner
def know(j, ties, par, t, a, o, strength, event, n_pass):
    """a and o come to know each other, if they did not and both have room for it."""
    if par[b.NEW] == 0.0 or a == o or row_of(ties, a, o) >= 0:
        return
    r = tie(ties, a, o, ACQUAINTANCE, strength, 0.0, t)
    if r >= 0:
        emit(j.ints, j.reals, j.head, t, TIE_FORMED, a, o, 0, place(j, a, n_pass), ACQUAINTANCE,
             ties.tie_strength[r], 0.0, event)  # fmt: skip


@inner
def warm(j, ties, t, r, a, by, event):
    """Let the strength of a's tie in row r move by `by`; logged once enough has gathered."""
    q = ties.tie_back[r]
    ties.tie_warm[r] += by
    ties.tie_warm[q] = ties.tie_warm[r]
    got = ties.tie_warm[r]
    if abs(got) < GRAIN:
        return
    now = min(1.0, max(0.0, ties.tie_strength[r] + got))
    ties.tie_warm[r] = 0.0
    ties.tie_warm[q] = 0.0
    if now == ties.tie_strength[r]:
        return
    ties.tie_strength[r] = now
    ties.tie_strength[q] = now
    o = ties.tie_to[r]
    first, other = min(a, o), max(a, o)
    j.moved_n[first] += 1
    emit(j.ints, j.reals, j.head, t, TIE_CHANGED, first, other, j.moved_n[first], -1, -1,
         ties.tie_strength[r], got, event)  # fmt: skip


@nb.njit(cache=True)
def judge(t, par, deed_who, deed_whom, deed_kind, deed_event, deed_could, deed_n, tie_end, tie_to,
          tie_kind, tie_strength, tie_since, tie_back, tie_trust, tie_seen_t, tie_alive, tie_state,
          tie_warm, anger, g_regard, moved_n, tale_kind, tale_who, tale_whom, tale_event, tale_hops,
          ev_ints, ev_reals, ev_head, fate, gone, awake_mind, passage, offset, unit, group_id,
          tie_ptr, age, p_len):  # fmt: skip
    """Judge the deeds of the last minute."""
    ties = lend(Ties(tie_end, tie_to, tie_kind, tie_strength, tie_since, tie_back, tie_trust,
                     tie_seen_t, tie_alive, tie_state, tie_warm, tie_ptr))  # fmt: skip
    j = lend(Judges(fate, gone, awake_mind, passage, offset, unit, group_id, anger, g_regard, age,
                    moved_n, tale_kind, tale_who, tale_whom, tale_event, tale_hops, ev_ints,
                    ev_reals, ev_head))  # fmt: skip
    n = deed_n[0]
    deed_n[0] = 0
    if par[b.ON] == 0.0 or par[b.JUDGING] == 0.0:
        return
    for i in range(n):
        who, whom, kind = deed_who[i], deed_whom[i], deed_kind[i]
        if who < 0 or who == whom or fate[who] != 0 or _again(i, deed_who, deed_whom, deed_kind):
            continue
        could = deed_could[i]
        event = emit(ev_ints, ev_reals, ev_head, t, DEED, who, whom, kind,
                     place(j, who, p_len.size) if passage[who] >= 0 else -1, kind, GOOD[kind],
                     could, deed_event[i])  # fmt: skip
        close = kind == D_HELPED or kind == D_SHARED or kind == D_TOOK_IN
        if whom >= 0 and able(j, whom):
            if WEIGHT[kind] >= ACQUAINTS:
                know(j, ties, par, t, whom, who, 0.1, event, p_len.size)
            judge_one(j, ties, par, t, whom, who, kind, 1.0, could, event)
            if not PRIVATE[kind] or GOOD[kind] < 0.0:
                remember(j, whom, kind, who, whom, event, 0, par[b.BLURS])
            if GOOD[kind] < 0.0:
                anger[whom] = min(1.0, anger[whom] - 0.35 * GOOD[kind] * could)
            r = row_of(ties, whom, who)
            if close and r >= 0 and par[b.GROWING] != 0.0:
                warm(j, ties, t, r, whom, par[b.HELP], event)
        if not PRIVATE[kind]:
            _witnesses(j, ties, par, t, who, whom, kind, could, event)
        if whom >= 0:
            _between_groups(j, par, t, who, whom, kind, could, event)


@lean
def _again(i, who, whom, kind):
    """Whether deed i was noted before in this minute."""
    found = False
    for k in range(i):
        found |= who[k] == who[i] and whom[k] == whom[i] and kind[k] == kind[i]
    return found


@inner
def _witnesses(j, ties, par, t, who, whom, kind, could, event):
    """Those tied to the doer, or to whom it was done, who see it, judge it too."""
    reach = par[b.SEES]
    for side in range(2):
        p = who if side == 0 else whom
        if p < 0 or j.passage[p] < 0:
            continue
        for r in range(ties.tie_ptr[p], ties.tie_end[p]):
            m = ties.tie_to[r]
            if m == who or m == whom or not able(j, m) or j.age[m] < 6 or not sees(j, m, p, reach):
                continue
            if not remember(j, m, kind, who, whom, event, 0, par[b.BLURS]):
                continue
            own = row_of(ties, m, whom) if whom >= 0 else -1
            share = 0.4 + 0.6 * ties.tie_strength[own] if own >= 0 else 0.4
            judge_one(j, ties, par, t, m, who, kind, par[b.WITNESS] * share, could, event)


@lean
def _between_groups(j, par, t, who, whom, kind, could, event):
    """What the group of the one thinks of the group of the other.

    In trade it falls by as many times more than it rises as trust does.
    """
    g, h = j.group_id[whom], j.group_id[who]
    if g < 0 or h < 0 or g == h or g >= j.g_regard.shape[0] or h >= j.g_regard.shape[1]:
        return
    was = j.g_regard[g, h]
    good = GOOD[kind]
    step = 0.3 * WEIGHT[kind] * (1.0 if good >= 0.0 else could)
    step = min(1.0, step * par[b.LOSS]) if kind == D_PRESSED else step
    now = was + step * (good - was) if (good - was) * good > 0.0 else was
    if abs(now - was) >= LEAST:
        j.g_regard[g, h] = now
        emit(j.ints, j.reals, j.head, t, REGARD, g, h, kind, -1, -1, now, now - was, event)


JUDGE = Process(
    "judge", "minute", judge, section="bonds",
    writes=(*DEEDS, *TIES, "anger", "g_regard", "moved_n", "tale_kind", "tale_who", "tale_whom",
            "tale_event", "tale_hops", *EVENTS),
    reads=("fate", "gone", "awake_mind", "passage", "offset", "unit", "group_id"),
    fixed=("tie_ptr", "age", "p_len"),
    meaning="those who saw a deed, or suffered it, trust the doer more or less",
    when=("deed_n",),
)  # fmt: skip
