"""Learning of a danger: what shows it, word from others, calls; and who is apart when it shows."""

from __future__ import annotations

import numpy as np

from kinward.core.draws import uniform
from kinward.core.hope import MET, SPOKE
from kinward.core.lean import inner
from kinward.core.math import exp
from kinward.core.purposes import CALL_THROUGH, CUE_SEEN, WORD_TOLD
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q
from kinward.mind.evacuation_vocabulary import APART, DANGER_SHOWED
from kinward.mind.gather_acts import say, warn
from kinward.mind.ordered import pass_on
from kinward.mind.self import tie_row
from kinward.mind.warning_vocabulary import BY_CALL, BY_SENSES, BY_WORD


@inner
def show(s, d, at, par, t, seed, n_pass):
    """The danger shows: those together know of one another, and some perceive it."""
    there = 0
    for m in range(s.fate.size):
        there += w.here(s, m)
    say(d, t, DANGER_SHOWED, -1, -1, -1, -1, float(there), 0.0, -1)
    for h in range(s.h_ptr.size - 1):
        for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
            m = s.h_member[i]
            for j in range(s.h_ptr[h], s.h_ptr[h + 1]):
                o = s.h_member[j]
                if o == m or not (w.here(s, m) and w.here(s, o)):
                    continue
                if w.together(s, m, o, w.REACH):
                    r = tie_row(s, m, o)
                    if r >= 0:
                        s.tie_hope[r] |= MET
        _apart(s, d, h, t)
    for m in range(s.fate.size):
        if not w.here(s, m) or not s.awake_mind[m]:
            continue
        felt = uniform(seed[0], CUE_SEEN, s.key[m], np.uint64(0), t, 0) < par[q.CUE]
        if felt or s.hurt[m] > 0.0:
            warn(s, d, at, par, m, -1, t, BY_SENSES, par[q.CLARITY], seed, n_pass)


@inner
def _apart(s, d, h, t):
    """Say of household h that it is not all together; its first member there stands for it."""
    first, away = -1, 0
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        if not w.here(s, o):
            continue
        if first < 0:
            first = o
        away += o != first and not w.with_me(s, first, o)
    if away > 0:
        say(d, t, APART, first, -1, -1, -1, float(away), 0.0, -1)


@inner
def hear(s, d, at, par, t, seed, n_pass, n_units):
    """Word goes from those who know to those beside them, and to the neighbours.

    Returns how many know of it on each passage and behind its doors, and how many of these have
    set out: what one sees others do.
    """
    people, going = np.zeros(n_pass, np.int32), np.zeros(n_pass, np.int32)
    teller = np.full(n_units, -1, np.int32)
    for m in range(s.fate.size):
        if not w.here(s, m):
            continue
        people[s.passage[m]] += 1
        if s.warned_t[m] < 0 or s.age[m] < w.DECIDES:
            continue
        going[s.passage[m]] += s.set_out_t[m] >= 0
        u = s.unit[m]
        if u > 0 and (teller[u] < 0 or s.key[m] < s.key[teller[u]]):
            teller[u] = m
    knows = np.zeros(n_pass, np.bool_)
    for m in range(s.fate.size):
        if w.here(s, m) and s.warned_t[m] >= 0:
            knows[s.passage[m]] = True
    for m in range(s.fate.size):
        if s.warned_t[m] >= 0 or not w.here(s, m) or not s.awake_mind[m]:
            continue
        o = teller[s.unit[m]] if s.unit[m] > 0 else -1
        rate = par[q.TELLS] if o >= 0 else par[q.TELLS_NEXT] * knows[s.passage[m]]
        late = 1.0 - exp(-par[q.NOTICES] * 60.0)
        if uniform(seed[0], CUE_SEEN, s.key[m], np.uint64(0), t, 0) < late:
            warn(s, d, at, par, m, -1, t, BY_SENSES, par[q.CLARITY], seed, n_pass)
            continue
        chance = 1.0 - exp(-rate * 60.0)
        if uniform(seed[0], WORD_TOLD, s.key[m], np.uint64(0), t, 0) < chance:
            warn(s, d, at, par, m, o, t, BY_WORD, par[q.HEARSAY], seed, n_pass)
    return people, going


@inner
def call(s, d, at, par, m, t, seed, n_pass):
    """m calls one of the household of whom nothing is known."""
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        r = w.missing(s, m, o)
        if r < 0 or s.tie_hope[r] & SPOKE or s.age[o] < w.DECIDES or not w.here(s, o):
            continue
        if uniform(seed[0], CALL_THROUGH, s.key[m], s.key[o], t, 0) >= par[q.THROUGH]:
            continue
        s.tie_hope[r] |= SPOKE
        s.tie_seen_t[r] = t
        back = tie_row(s, o, m)
        if back >= 0:
            s.tie_hope[back] |= SPOKE
            s.tie_seen_t[back] = t
        if s.awake_mind[o]:
            pass_on(s, d, at, par, m, o, t, seed, n_pass)
            warn(s, d, at, par, o, m, t, BY_CALL, par[q.BY_FAMILY] * s.fear[m], seed, n_pass)
        return
