"""An order in a danger: who hears it, and what it weighs.

It is obeyed by nobody by rule. Who has heard it feels the weight

    advice b share

against what it speaks against, b the belief in the danger: an order weighs as much as one
believes in what it is given for (Lindell and Perry 2012: a warning is acted on by those who
believe the threat). To leave speaks against going on as usual, and against looking for one's own
first: wholly where that is forbidden (tendenko), by `unsaid` where it is not spoken of, not at
all where it is allowed. To shelter speaks against setting out for anywhere; who is out of doors
may go home, and who is told to gather their own may fetch them.
"""

from __future__ import annotations

import numpy as np

from kinward.city.places import place_of
from kinward.core.choices import O_HOME, O_WAIT
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.lean import inner, lean
from kinward.core.math import exp
from kinward.core.purposes import ORDER_REACHES, ORDER_TOLD
from kinward.core.vocabulary import A_ON_DUTY, A_SAFETY
from kinward.mind import evacuation_parameters as e
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q
from kinward.mind.evacuation_vocabulary import (
    GO,
    GO_TOGETHER,
    IN,
    IN_TOGETHER,
    NOTHING,
    ORDER_GIVEN,
    ORDER_HEARD,
)
from kinward.mind.gather_acts import is_free, say, warn
from kinward.mind.warning_vocabulary import BY_FAMILY_, BY_ORDER, BY_WORD


@lean
def against_staying(s, par, m):
    """What an order to leave that m has heard weighs against going on as usual."""
    if NOTHING < s.order_heard[m] < IN:
        return -par[q.ADVICE] * s.fear[m]
    return 0.0


@lean
def against_leaving(s, par, m):
    """What an order to shelter that m has heard weighs against going to safety."""
    if s.order_heard[m] >= IN:
        return -par[q.ADVICE] * s.fear[m]
    return 0.0


@lean
def against_detour(s, par, m, code):
    """What an order that m has heard weighs against looking to one's own before all else."""
    heard = s.order_heard[m]
    if heard == NOTHING or heard == GO_TOGETHER or heard == IN_TOGETHER:
        return 0.0
    if heard >= IN and (code == O_WAIT or (code == O_HOME and s.unit[m] == 0)):
        return 0.0  # who waits at home is indoors, who goes home will be
    share = s.orders[e.UNSAID] if heard == GO else 1.0
    return -par[q.ADVICE] * s.fear[m] * share


@inner
def tell(s, d, at, par, m, o, t, how, belief, cause, seed, n_pass):
    """m hears the order, from o (-1: from those in charge), and by it of the danger."""
    if s.order_heard[m] != NOTHING:
        return
    warn(s, d, at, par, m, o, t, how, belief, seed, n_pass)
    code = int(s.orders[e.CODE])
    s.order_heard[m] = code
    d.order_t[m] = t
    late = (t - s.orders[e.ORDER_AT] * 1000.0) / MINUTE
    d.order_event[m] = say(d, t, ORDER_HEARD, m, o, place_of(at, m, n_pass), code, late,
                           s.fear[m], cause)  # fmt: skip
    # who is on a way that it speaks against thinks of it again
    going = s.aim[m] > A_SAFETY and s.aim[m] != A_ON_DUTY and code != GO_TOGETHER
    if (going or (s.aim[m] == A_SAFETY and code >= IN)) and s.guide[m] < 0 and is_free(s, m):
        if s.think_t[m] < 0:
            s.think_t[m] = t


@lean
def pass_on(s, d, at, par, m, o, t, seed, n_pass):
    """m tells o of their own household the order, if m has heard it."""
    if s.order_heard[m] != NOTHING and s.awake_mind[o]:
        tell(s, d, at, par, o, m, t, BY_FAMILY_, par[q.BY_FAMILY] * s.fear[m], d.order_event[m],
             seed, n_pass)  # fmt: skip


@inner
def spread_order(s, d, at, par, t, seed, n_pass, n_units):
    """The order is given, and goes about: from those in charge, and by word of mouth."""
    given = s.orders[e.ORDER_AT] * 1000.0
    if s.orders[e.CODE] == NOTHING or t < given:
        return
    if d.order_n[0] < 0:
        d.order_n[0] = say(d, t, ORDER_GIVEN, -1, -1, -1, int(s.orders[e.CODE]), 0.0, 0.0, -1)
    carried = t < given + s.orders[e.LASTS] * 1000.0
    reached = 1.0 - exp(-s.orders[e.REACHES] * 60.0) if carried else 0.0
    teller, knows = np.full(n_units, -1, np.int32), np.zeros(n_pass, np.bool_)
    for m in range(s.fate.size):
        if s.order_heard[m] == NOTHING or not w.here(s, m):
            continue
        knows[s.passage[m]] = True
        u = s.unit[m]
        if u > 0 and s.age[m] >= w.DECIDES and (teller[u] < 0 or s.key[m] < s.key[teller[u]]):
            teller[u] = m
    for m in range(s.fate.size):
        if s.order_heard[m] != NOTHING or not w.here(s, m) or not s.awake_mind[m]:
            continue
        if uniform(seed[0], ORDER_REACHES, s.key[m], np.uint64(0), t, 0) < reached:
            tell(s, d, at, par, m, -1, t, BY_ORDER, s.orders[e.BELIEVED], d.order_n[0], seed,
                 n_pass)  # fmt: skip
            continue
        o = teller[s.unit[m]] if s.unit[m] > 0 else -1
        rate = par[q.TELLS] if o >= 0 else par[q.TELLS_NEXT] * knows[s.passage[m]]
        chance = 1.0 - exp(-rate * 60.0)
        if uniform(seed[0], ORDER_TOLD, s.key[m], np.uint64(0), t, 0) < chance:
            cause = d.order_event[o] if o >= 0 else d.order_n[0]
            tell(s, d, at, par, m, o, t, BY_WORD, par[q.HEARSAY], cause, seed, n_pass)
