"""What speaks for and against boarding, waiting, parting and serving at a checkpoint.

With f the belief in the danger and q the rate at which it comes to the checkpoint, an hour there
costs a risk of life f (1 - exp(-q h)). q is what one expects before one has seen anything there,
`overrun`, and then the mean of what one has seen: a gamma prior of one raid in 1 / `overrun`, and
the raids since one came, over the time (Bayes). Whoever waits expects of each one who is missing

    family strength need P(alive) P(comes | has not come yet),

where one of `comes` comes within a time of mean T = `comes_within` since one came there oneself:
P = c e^(-x) / (c e^(-x) + 1 - c), x the time waited over T (Bayes). As P only falls, it is best to
wait as long as a short while more gains more than it costs (monotone stopping, Chow and Robbins
1961), strength P / T against the risk a time: it is weighed over T. Those who are there and may
not board yet come for sure, when their quarantine is over. Parts as in mind/worth.py, weights of a
danger as in `warning`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.choices import O_BOARD, O_DECLINE, O_SERVE, O_STAY, O_WAIT
from kinward.core.clock import HOUR
from kinward.core.hope import LISTED, TAKEN
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.mind import boarding_parameters as b
from kinward.mind import warning_parameters as q
from kinward.mind.menu import B, D, R, add
from kinward.mind.self import tie_row

GROWN, AGED = 14, 80  # years, as in mind/warned.py
HOPELESS = 0.05  # P(one comes) below which nobody waits for them any more (assumed)
SOME = 0.632  # share of those who come at all who do so within T: 1 - 1/e
QUEUE, HELD, FREE, ABOARD, SERVES = 1, 3, 4, 5, 6  # column cp_state


class AtPost(NamedTuple):
    """The columns of a mind at a checkpoint, bundled inside the kernel."""

    fate: np.ndarray
    hurt: np.ndarray
    fear: np.ndarray  # the belief in the danger
    party: np.ndarray
    cp_at: np.ndarray
    cp_state: np.ndarray
    cp_t: np.ndarray
    cp_tent: np.ndarray
    cp_due: np.ndarray
    cp_hours: np.ndarray
    cp_parted: np.ndarray
    cp_raids: np.ndarray
    cp_raids_then: np.ndarray
    tie_hope: np.ndarray
    tie_seen_t: np.ndarray
    tie_alive: np.ndarray
    tie_to: np.ndarray
    tie_strength: np.ndarray
    tie_end: np.ndarray
    guide: np.ndarray
    tie_ptr: np.ndarray
    key: np.ndarray
    age: np.ndarray
    household: np.ndarray
    h_ptr: np.ndarray
    h_member: np.ndarray


@lean
def beside(s, m, o):
    """Whether o is at m's checkpoint and goes with m."""
    if s.fate[o] != 0 or s.cp_at[o] != s.cp_at[m] or s.party[m] < 0 or s.party[o] != s.party[m]:
        return False
    return QUEUE <= s.cp_state[o] <= ABOARD


@lean
def sought(s, m, o):
    """Row of m's tie to member o of the household whom m seeks in the lists; -1 if m does not."""
    if o == m or beside(s, m, o):
        return -1
    r = tie_row(s, m, o)
    if r < 0 or s.tie_hope[r] & LISTED or s.tie_alive[r] <= 0.0:
        return -1
    return r


@lean
def missed(s, m, o):
    """Row of m's tie to member o of the household whom m waits for; -1 if m does not.

    Who is known to be taken is sought in the lists, but not waited for.
    """
    r = sought(s, m, o)
    return -1 if r < 0 or s.tie_hope[r] & TAKEN else r


@lean
def dear(s, ww, o, r):
    """How much o weighs with whom row r is a tie of."""
    need = 1.0
    if s.age[o] < GROWN:
        need = ww[q.CHILD]
    elif s.age[o] >= AGED:
        need = ww[q.FRAIL]
    return s.tie_strength[r] * need


@lean
def comes_yet(s, par, m, t):
    """P(one who is missing comes yet) that m believes."""
    waited = (t - s.cp_t[m]) / 1000.0 / par[b.COMES_WITHIN]
    yet = par[b.COMES] * exp(-waited)
    return yet / (yet + 1.0 - par[b.COMES]) if yet > 0.0 else 0.0


@lean
def overrun(s, par, m, t):
    """Rate at which the danger comes there, as m believes who is sure of it, 1/s."""
    if par[b.SEES_RAIDS] == 0.0 or par[b.OVERRUN] == 0.0:
        return par[b.OVERRUN]
    raids = s.cp_raids[s.cp_at[m]] - s.cp_raids_then[m]
    return (1.0 + raids) / (1.0 / par[b.OVERRUN] + (t - s.cp_t[m]) / 1000.0)


@lean
def _lost(s, par, m, t, hours):
    """P(the danger comes there within so many hours) that m believes."""
    return s.fear[m] * (1.0 - exp(-overrun(s, par, m, t) * 3600.0 * hours))


@lean
def _hard(s, par, m, hours):
    """What so many hours there weigh for those with m who could not be there alone."""
    n = 0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        frail = s.age[o] < GROWN or s.age[o] >= AGED or s.hurt[o] > 0.5
        n += o != m and frail and beside(s, m, o)
    return par[b.HARDSHIP] * n * hours * (1.0 if s.cp_tent[m] else 2.0)


@lean
def turn(menu, s, par, ww, m, t):
    """m's turn to board has come: board, or wait for those who are missing."""
    best, most, total, hours = -1, 0.0, 0.0, s.cp_hours[m]
    h = s.household[m]
    yet = comes_yet(s, par, m, t) * SOME
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        x = 0.0
        if o != m and beside(s, m, o):
            r = tie_row(s, m, o)
            if r >= 0 and s.cp_state[o] < FREE:  # they are here, and may not board yet
                x = dear(s, ww, o, r)
                hours = max(hours, (s.cp_due[o] - t) / HOUR)
        else:
            r = missed(s, m, o)
            if r >= 0 and s.tie_alive[r] * yet >= HOPELESS:
                x = dear(s, ww, o, r) * s.tie_alive[r] * yet
                hours = max(hours, par[b.COMES_WITHIN] / 3600.0)
        total += x
        if x > most:
            best, most = o, x
    add(menu, O_BOARD, -1, 0)
    if best >= 0 and par[b.WAITS] != 0.0:
        v = add(menu, O_WAIT, best, 0)
        menu.parts[v, B] = ww[q.FAMILY] * total
        menu.parts[v, R] = -ww[q.LIFE] * _lost(s, par, m, t, hours)
        menu.parts[v, D] = -_hard(s, par, m, hours)


@lean
def seats(menu, s, par, ww, m, t, party_next):
    """There are seats for some of those with m: part, or stay together."""
    torn = 0.0  # of the ties of all of them
    x = s.party[m]
    while x >= 0:
        for r in range(s.tie_ptr[x], s.tie_end[x]):
            o = s.tie_to[r]
            if not s.cp_parted[x] and s.cp_parted[o] and beside(s, x, o):
                torn += s.tie_strength[r]
        x = party_next[x]
    v = add(menu, O_BOARD, -1, 0)
    menu.parts[v, B] = -par[b.PARTING] * torn
    v = add(menu, O_STAY, -1, 0)
    menu.parts[v, R] = -ww[q.LIFE] * _lost(s, par, m, t, s.cp_hours[m])
    menu.parts[v, D] = -_hard(s, par, m, s.cp_hours[m])


@lean
def service(menu, s, par, ww, m, t):
    """Seats for m's own if m stays to serve: take the offer, or wait with them for seats."""
    hours = s.cp_hours[m]
    best, most, total = -1, 0.0, 0.0
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if not beside(s, m, o):
            continue
        x = dear(s, ww, o, r)
        total += x
        if x > most:
            best, most = o, x
    if best >= 0:
        v = add(menu, O_SERVE, best, 0)
        menu.parts[v, B] = ww[q.FAMILY] * total * _lost(s, par, m, t, hours)
        menu.parts[v, R] = -ww[q.LIFE] * s.fear[m] * par[b.SERVING]
    v = add(menu, O_DECLINE, -1, 0)
    menu.parts[v, R] = -ww[q.LIFE] * _lost(s, par, m, t, hours)
