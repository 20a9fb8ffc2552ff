"""What speaks for and against each way of leaving a danger, part by part.

With b the belief in the danger, T the time that one thinks is left and u the time that an option
keeps one in it, the risk of an option is -life b (1 - exp(-u/T)); what it does for the household
is what one expects of it for those missing,

    family sum over the missing o of strength need P(alive) P(o comes along by it),

so that every choice is made of beliefs about where they are. No waiting time is put in: one
waits as long as that is worth more than leaving. Parts as in mind/worth.py.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.choices import (
    O_DIG,
    O_FETCH,
    O_HELP,
    O_HOME,
    O_KEEP_POST,
    O_MEETING,
    O_ON_CALL,
    O_PASS,
    O_SAFETY,
    O_SEARCH,
    O_STAY,
    O_WAIT,
)
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.core.vocabulary import TEACHER
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q
from kinward.mind.avoiding import HARM, indoors, met_on, way_out
from kinward.mind.menu import B, C, D, M, O, R, U, add
from kinward.mind.ordered import against_detour, against_leaving, against_staying
from kinward.mind.self import tie_row

SERVES_FOR = 120 * 60_000  # ms since the word in which one reports for duty, and from which
# nobody keeps a post where nobody else is (assumed)
DIGS = 30.0  # min that one thinks to dig for at a time (assumed)
HANDS = 0.7  # loss of strength from which one cannot dig (assumed)
BOUT = 3.5  # min that one thinks to stay for when waiting a little longer (mean of milling)


class Around(NamedTuple):
    """Who is where somebody thinks of leaving."""

    others: int  # people, as far as one takes them in
    pupils: int  # children whom the school keeps and nobody has fetched
    comrade: bool  # one with the same duty


@lean
def gain(s, par, m, t, option, target):
    """Those missing that an option is expected to bring along, in grown ties of full strength."""
    total = 0.0
    if par[q.GATHERING] == 0.0:
        return 0.0
    h = s.household[m]
    others = w.fetchers(s, m)
    row = tie_row(s, m, target) if target >= 0 else -1
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        r = w.missing(s, m, o)
        if r < 0:
            continue
        p = 0.0
        home = w.at_home(s, par, m, o, r, t, others)
        if option == O_HOME or option == O_WAIT:
            p = home
        elif option == O_MEETING:
            p = w.at_point(s, par, m, o, r, t, others)
        elif option == O_FETCH or option == O_SEARCH:
            # after it one can still go home
            there = row >= 0 and w.same(w.spot(s, r, o), w.spot(s, row, target))
            p = w.at_spot(s, par, m, o, r, t, others) if there else 0.5 * home
        total += s.tie_strength[r] * w.need(s, par, o) * s.tie_alive[r] * p
    return total


@lean
def _left(s, par, m, t):
    """Time that m thinks is left, s; a tenth of the first guess once that has passed (assumed)."""
    whole = par[q.TIME_LEFT]
    return max(0.1 * whole, whole - (t - s.warned_t[m]) / 1000.0)


@lean
def _risk(s, par, m, t, minutes):
    """Risk that m believes to run by so many minutes more in the danger."""
    return -par[q.LIFE] * s.fear[m] * (1.0 - exp(-minutes * 60.0 / _left(s, par, m, t)))


@lean
def _harm(s, par, m, met):
    """Risk that m believes to run where they may come by what they met (mind/avoiding.py)."""
    return -par[q.LIFE] * s.fear[m] * HARM * met


@lean
def _detour(menu, s, par, net, m, t, code, about, p, off, u, deps, more):
    """Open the option of going to a spot first, and to safety from there."""
    way = w.way_to(s, net, m, p, off)
    if way == np.inf:
        return
    there = w.minutes(s, m, way)
    back = w.minutes(s, m, w.to_haven(s, net, m, p, off)[0])
    v = add(menu, code, about, u)
    menu.parts[v, R] = _risk(s, par, m, t, there + back) + _harm(
        s, par, m, met_on(s, par, net, m, t, p, off, way)
    )
    menu.parts[v, B] = par[q.FAMILY] * gain(s, par, m, t, code, about)
    menu.parts[v, D] = -par[q.DEPENDANTS] * deps * min(1.0, there * 60.0 / _left(s, par, m, t))
    menu.parts[v, U] = against_detour(s, par, m, code)
    menu.parts[v, C] = more


@lean
def leaving(menu, s, par, net, m, t, going, around):
    """All that one can do about a danger.

    `going`: share of those around who have set out; `around`: who is where m is. Returns the
    chance that m comes by creatures on the way out, as m believes.
    """
    safe = s.p_safe[s.passage[m]]
    way, _, met = way_out(s, par, net, m, t)
    back = w.minutes(s, m, way)
    deps = w.dependants(s, m)
    home = s.home[m]
    v = add(menu, O_STAY, -1, 0)
    menu.parts[v, R] = 0.0 if safe else -par[q.LIFE] * s.fear[m] * indoors(s, m, met)
    menu.parts[v, C] = par[q.USUAL] * (1.0 - s.fear[m])
    # an order to leave is heeded as far as one believes that one gets through
    menu.parts[v, U] = 0.0 if safe else against_staying(s, par, m) * (1.0 - met)
    if not safe and back < np.inf:
        v = add(menu, O_SAFETY, -1, 0)
        menu.parts[v, R] = _risk(s, par, m, t, back) + _harm(s, par, m, met)
        menu.parts[v, O] = going
        menu.parts[v, U] = against_leaving(s, par, m)
        menu.parts[v, D] = -par[q.DEPENDANTS] * min(around.pupils, 4)
    if s.unit[m] != home and home > 0 and par[q.HOMING] != 0.0 and not s.been_home[m]:
        _detour(menu, s, par, net, m, t, O_HOME, -1, s.u_passage[home], s.u_off[home], home, deps,
                par[q.HOUSE])  # fmt: skip
    if par[q.GATHERING] != 0.0:
        _for_others(menu, s, par, net, m, t, back, deps, met)
    if par[q.SERVING] != 0.0 and w.serves(s, m):
        _duty(menu, s, par, net, m, t, deps, around)
    return met


@lean
def _for_others(menu, s, par, net, m, t, back, deps, met):
    """Fetch the child that weighs most, look for the grown one that does, or wait for them."""
    child, grown, most_c, most_g, n = -1, -1, 0.0, 0.0, 0
    h = s.household[m]
    others = w.fetchers(s, m)
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        r = w.missing(s, m, o)
        if r < 0:
            continue
        n += 1
        back_home = w.spot(s, r, o)[2] == s.home[m] and not (w.lost(s, r) and s.been_home[m])
        if w.looked(s, r) or back_home:  # to go home is an option of its own, the first time
            continue
        x = s.tie_strength[r] * w.need(s, par, o) * w.at_spot(s, par, m, o, r, t, others)
        if s.age[o] < w.GROWN and x > most_c:
            child, most_c = o, x
        elif s.age[o] >= w.GROWN and x > most_g:
            grown, most_g = o, x
    if s.age[m] >= w.GROWN:
        if child >= 0:
            p, off, u = w.spot(s, tie_row(s, m, child), child)
            _detour(menu, s, par, net, m, t, O_FETCH, child, p, off, u, deps, 0.0)
        if grown >= 0:
            p, off, u = w.spot(s, tie_row(s, m, grown), grown)
            _detour(menu, s, par, net, m, t, O_SEARCH, grown, p, off, u, deps, 0.0)
    if s.age[m] >= w.GROWN and s.hurt[m] < HANDS:
        _dig(menu, s, par, m, t, back, deps)
    if n > 0 and s.meet_passage[h] >= 0 and par[q.CALLS] == 0.0:
        _meeting_place(menu, s, par, net, m, t, back, deps)
    if n > 0 and s.unit[m] == s.home[m] and s.unit[m] > 0:
        v = add(menu, O_WAIT, -1, s.home[m])
        menu.parts[v, R] = _risk(s, par, m, t, back + BOUT) * indoors(s, m, met)
        menu.parts[v, B] = par[q.FAMILY] * gain(s, par, m, t, O_WAIT, -1)
        menu.parts[v, U] = against_detour(s, par, m, O_WAIT) * (1.0 - met)


@lean
def _meeting_place(menu, s, par, net, m, t, back, deps):
    """Go where the household agreed to meet, once; who is there may wait there."""
    h = s.household[m]
    if s.to_point[m] and s.point_t[m] >= 0 and w.is_at_point(s, m):
        v = add(menu, O_WAIT, -1, 0)
        menu.parts[v, R] = _risk(s, par, m, t, back + BOUT)
        menu.parts[v, B] = par[q.FAMILY] * gain(s, par, m, t, O_MEETING, -1)
        menu.parts[v, U] = against_detour(s, par, m, O_MEETING)
    elif s.point_t[m] < 0:
        _detour(menu, s, par, net, m, t, O_MEETING, -1, s.meet_passage[h], s.meet_off[h], 0, deps,
                0.0)  # fmt: skip


@lean
def _dig(menu, s, par, m, t, back, deps):
    """Dig for whoever of the household weighs most of those who may lie in the ruins here."""
    best, most = -1, 0.0
    h = s.household[m]
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        r = w.missing(s, m, o)
        b = w.ruin_of(s, m, o) if r >= 0 else -1
        if b >= 0:
            x = s.tie_strength[r] * w.need(s, par, o) * s.tie_alive[r] * w.lies_there(s, b)
            if x > most:
                best, most = o, x
    if best >= 0:
        v = add(menu, O_DIG, best, 0)
        menu.parts[v, R] = _risk(s, par, m, t, back + DIGS)
        menu.parts[v, B] = par[q.FAMILY] * most
        menu.parts[v, D] = -par[q.DEPENDANTS] * deps * min(1.0, DIGS * 60.0 / _left(s, par, m, t))
        menu.parts[v, U] = against_detour(s, par, m, O_DIG)


@lean
def _post_in_reach(s, net, m):
    """Whether m knows of a way to where they serve."""
    p, off = s.post_passage[m], s.post_offset[m]
    if s.work[m] > 0:
        p, off = s.u_passage[s.work[m]], s.u_off[s.work[m]]
    return w.way_to(s, net, m, p, off) < np.inf


@lean
def _left_alone(s, par, m):
    """Those of the household with m who cannot be left alone, as in `gain`; 0 with one grown."""
    h, total = s.household[m], 0.0
    for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
        o = s.h_member[i]
        if o == m or not w.here(s, o) or not w.with_me(s, m, o):
            continue
        helpless = s.hurt[o] > w.HELPLESS or not s.awake_mind[o]
        if s.age[o] >= w.GROWN and not helpless:
            return 0.0
        r = tie_row(s, m, o)
        if r >= 0 and (s.age[o] < w.DECIDES or helpless):
            total += s.tie_strength[r] * w.need(s, par, o)
    return total


@lean
def _duty(menu, s, par, net, m, t, deps, around):
    """Stay where one serves, or go there."""
    weight = par[q.DUTY]
    late = t - s.warned_t[m] >= SERVES_FOR
    if w.on_shift(s, m):
        if s.role[m] == TEACHER and around.pupils == 0:
            return  # nobody is left in their charge
        if late and around.others == 0:
            return  # nor with any other
        v = add(menu, O_KEEP_POST, -1, s.unit[m])
        menu.parts[v, U] = weight + (par[q.COMRADES] if around.comrade else 0.0)
        if not s.p_safe[s.passage[m]]:
            menu.parts[v, R] = -par[q.LIFE] * s.fear[m] * par[q.POST_RISK]
    elif late or w.carries(s, m):
        return  # they are called for at once, or not at all, and with free hands
    elif s.role[m] != TEACHER and w.has_post(s, m) and _post_in_reach(s, net, m):
        v = add(menu, O_ON_CALL, -1, s.work[m])
        menu.parts[v, U] = weight
        menu.parts[v, B] = -par[q.FAMILY] * _left_alone(s, par, m)
    else:
        return
    menu.parts[v, D] = -par[q.DEPENDANTS] * deps
    if par[q.CONTAGIOUS] != 0.0:
        menu.parts[v, R] -= par[q.LIFE] * s.fear[m] * par[q.EXPOSURE]


@lean
def need_of_help(menu, s, par, m, o, deps):
    """A stranger needs help: take them along, or go by.

    Who serves, or is at their own place of work, has strangers there in their charge.
    """
    charge = w.serves(s, m) or (s.unit[m] > 0 and s.unit[m] == s.work[m])
    v = add(menu, O_HELP, o, 0)
    menu.parts[v, B] = par[q.STRANGER]
    menu.parts[v, D] = -par[q.DEPENDANTS] * deps
    menu.parts[v, U] = par[q.DUTY] if charge and par[q.SERVING] != 0.0 else 0.0
    menu.parts[v, M] = 0.0
    add(menu, O_PASS, o, 0)
