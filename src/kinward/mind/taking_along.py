"""Taking along: a teacher their class, and who is about to leave a stranger who cannot go alone."""

from __future__ import annotations

import numpy as np

from kinward.city.places import place_of, slot_of
from kinward.core.choices import O_HELP, O_SAFETY
from kinward.core.lean import inner
from kinward.core.party import join
from kinward.core.vocabulary import A_POST, A_SAFETY, C_NEED, TEACHER
from kinward.mind import gather_worth as worth
from kinward.mind import warned as w
from kinward.mind.gather_acts import lead, merge, regroup, say, warn
from kinward.mind.menu import choose, leave, report
from kinward.mind.warning_vocabulary import BY_WORD, TOOK_ALONG, WENT_BY


@inner
def take_class(s, p, at, m):
    """A teacher who leaves takes along children beside them whom nobody has fetched.

    Each of the teachers who are there, and lead nobody yet, takes as many.
    """
    children, n, teachers = np.empty(s.age.size, np.int32), 0, 0
    o = at.first_in[slot_of(at, m)]
    while o >= 0:
        if w.here(s, o):
            teachers += s.role[o] == TEACHER and s.awake_mind[o] and (o == m or s.party[o] < 0)
            if w.at_school(s, o) and s.party[o] < 0:
                children[n] = o
                n += 1
        o = at.next_in[o]
    share = -(-n // max(1, teachers))
    for i in np.argsort(s.key[children[:n]])[:share]:
        o = children[i]
        join(p, o, m)
        s.guide[o] = m


@inner
def _in_need(s, at, m, t):
    """A stranger beside m, who is about to leave, who cannot go alone; -1 if there is none.

    The one with the lowest key of those, so that nothing depends on the order of lists.
    """
    if s.aim[m] != A_SAFETY or s.guide[m] >= 0 or not w.here(s, m) or s.age[m] < w.GROWN:
        return -1
    if s.hurt[m] > w.HELPLESS:
        return -1
    best, looked = -1, 0
    slot = at.cell_n.shape[0] + at.unit[m] if at.unit[m] > 0 else at.cell[m]
    o = at.first_in[slot]
    while o >= 0 and looked < w.MORE * 8:
        looked += 1
        if o != m and s.party[o] < 0 and s.household[o] != s.household[m] and w.here(s, o):
            child = s.age[o] < w.DECIDES and not w.kept(s, o, t)
            idle = s.aim[o] < A_SAFETY and s.aim[o] != A_POST and s.unit[o] != s.home[o]
            if (child or s.hurt[o] > w.HELPLESS) and idle:
                if best < 0 or s.key[o] < s.key[best]:
                    best = o
        o = at.next_in[o]
    return -1 if best == s.considered[m] else best


@inner
def help_strangers(s, d, p, want, net, at, par, menu, t, danger_weights, option_on, seed, ints,
                   reals, head, de_rows, de_options, de_parts, de_beliefs, de_values, de_head,
                   n_pass):  # fmt: skip
    """Those about to leave who see a stranger in need take them along, or go by."""
    for m in range(s.fate.size):
        o = _in_need(s, at, m, t)
        if o < 0:
            continue
        s.considered[m] = o
        menu.n[0] = 0
        worth.need_of_help(menu, s, par, m, o, w.dependants(s, m))
        leave(menu, option_on, False)
        if menu.n[0] == 0:
            continue
        chosen, best, second = choose(menu, m, o, t, danger_weights, s.key, seed)
        n = report(menu, chosen, m, C_NEED, o, t, d.warned_event[m], best, second, s, s.party, at,
                   n_pass, ints, reals, head, de_rows, de_options, de_parts, de_beliefs, de_values,
                   de_head, np.empty(0))  # fmt: skip
        place = place_of(at, m, n_pass)
        if menu.code[chosen] == O_HELP:
            say(d, t, TOOK_ALONG, m, o, place, -1, 0.0, 0.0, n)
            warn(s, d, at, par, o, m, t, BY_WORD, s.fear[m], seed, n_pass)
            merge(s, p, m, o)
            regroup(s, p, m, t)
            lead(s, d, p, want, net, at, par, m, t, O_SAFETY, -1, n, n_pass)
        else:
            say(d, t, WENT_BY, m, o, place, -1, 0.0, 0.0, n)
