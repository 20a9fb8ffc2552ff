"""Acting in a danger: telling, setting out together, joining those one meets, reaching safety."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.places import place_of, take_out
from kinward.core.choices import (
    O_DIG,
    O_FETCH,
    O_HOME,
    O_KEEP_POST,
    O_MEETING,
    O_ON_CALL,
    O_SAFETY,
    O_SEARCH,
    O_STAY,
    O_WAIT,
)
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.hope import LEFT
from kinward.core.lean import inner, lean
from kinward.core.party import join
from kinward.core.party import leave as part
from kinward.core.purposes import MILLS
from kinward.core.vocabulary import (
    A_CHECKPOINT,
    A_COLLECT,
    A_DIG,
    A_EXPECT,
    A_FOLLOW,
    A_GATHER,
    A_HOME,
    A_INDOORS,
    A_LOOK_FOR,
    A_ON_DUTY,
    A_PURSUE,
    A_ROUTINE,
    A_SAFETY,
    EVACUATED,
)
from kinward.core.wish import go, stay
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q
from kinward.mind.avoiding import door, way_out
from kinward.mind.evacuation_vocabulary import IN
from kinward.mind.self import tie_row
from kinward.mind.warning_vocabulary import (
    HELD_OUT,
    KEPT_POST,
    REACHED_SAFETY,
    REPORTED,
    SET_OUT,
    WARNED,
)

ON_DUTY_AGAIN = 60 * MINUTE  # ms until one on duty thinks about it again (assumed)
AGAIN = 10 * MINUTE  # ms until one who digs thinks about it again (assumed)


class Doing(NamedTuple):
    """What acting in a danger writes besides the columns of `Danger`."""

    aim_about: np.ndarray
    aim_until: np.ndarray
    aim_event: np.ndarray
    running: np.ndarray
    arrived: np.ndarray
    fate_t: np.ndarray
    mourned: np.ndarray
    witnessed: np.ndarray
    warned_event: np.ndarray
    gathered_t: np.ndarray
    danger_t: np.ndarray
    carrying: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray
    order_t: np.ndarray
    order_event: np.ndarray
    order_n: np.ndarray


@lean
def say(d, t, kind, m, o, place, what, value, value2, cause):
    """Emit an event of a danger; returns its number of emission."""
    return emit(d.ints, d.reals, d.head, t, kind, m, o, 0, place, what, value, value2, cause)


@lean
def since(d, t):
    """Time since the danger showed, min."""
    return (t - d.danger_t[0]) / MINUTE


@lean
def is_free(s, m):
    """Whether m follows the routine, goes home, or does what this danger set them to."""
    if s.aim[m] == A_CHECKPOINT or s.aim[m] >= A_PURSUE:
        return False
    return s.aim[m] == A_ROUTINE or s.aim[m] == A_HOME or s.aim[m] >= A_SAFETY


@lean
def bout(s, par, m, t, seed):
    """A time of milling, ms."""
    u = uniform(seed[0], MILLS, s.key[m], np.uint64(0), t, 0)
    return int(1000.0 * (par[q.MILL_LEAST] + u * max(0.0, par[q.MILL_MOST] - par[q.MILL_LEAST])))


@lean
def warn(s, d, at, par, m, o, t, how, belief, seed, n_pass):
    """m learns of the danger, from o (-1 nobody in particular)."""
    if par[q.DOUBTS] == 0.0:
        belief = 1.0
    if s.warned_t[m] >= 0:
        s.fear[m] = max(s.fear[m], belief)
        return
    s.warned_t[m] = t
    s.fear[m] = belief
    cause = d.warned_event[o] if o >= 0 else -1
    d.warned_event[m] = say(d, t, WARNED, m, o, place_of(at, m, n_pass), how, belief, 0.0, cause)
    s.think_t[m] = t + bout(s, par, m, t, seed)


@lean
def _is_older(s, x, y):
    return s.age[x] > s.age[y] or (s.age[x] == s.age[y] and s.key[x] < s.key[y])


@inner
def regroup(s, p, m, t):
    """Let those who go with m have one who decides: the grown one whom most ties bind.

    The oldest where none is grown. Ties of those are broken by the key, never by the row.
    """
    h = p.party[m]
    if h < 0:
        s.guide[m] = -1
        return m
    best, most = -1, -1.0
    x = h
    while x >= 0:
        able = w.here(s, x) and s.awake_mind[x] and s.carried_by[x] < 0
        if able and most < 0.0 and (best < 0 or _is_older(s, x, best)):
            best = x
        if able and s.age[x] >= w.GROWN:
            bonds = 0.0
            y = h
            while y >= 0:
                r = tie_row(s, x, y) if y != x else -1
                if r >= 0:
                    bonds += s.tie_strength[r]
                y = p.party_next[y]
            if bonds > most or (bonds == most and s.key[x] < s.key[best]):
                best, most = x, bonds
        x = p.party_next[x]
    if best < 0:
        best = h
    x = h
    while x >= 0:
        s.guide[x] = best if x != best else -1
        x = p.party_next[x]
    return best


@inner
def go_alone(s, p, m, t):
    """m goes with nobody any more; returns who decides for those who did go with m, -1 nobody."""
    h = p.party[m]
    other = p.party_next[m] if h == m else h
    part(p, m)
    s.guide[m] = -1
    return regroup(s, p, other, t) if other >= 0 else -1


@inner
def unite(s, p, d, m, o):
    """Let m and o of one household go on together; False if nothing comes of it.

    Who can lead the other leaves a stranger who leads them, or takes the other back from one: a
    school does not become one party with the parents of all its children. Strangers whom one of
    the two leads come too. Of two who cannot lead, one goes along with a stranger who leads the
    other.
    """
    if not (_leads(s, m) or _leads(s, o)):
        if is_led(s, m) or is_led(s, o):
            if is_led(s, m) != is_led(s, o):
                x, y = (m, o) if is_led(s, m) else (o, m)
                _follow(s, p, x, y)
            return False
        merge(s, p, m, o)
        return True
    for x, y in ((m, o), (o, m)):
        if is_led(s, x) and s.carried_by[x] >= 0 and not _walks(s, x):
            part(p, y)
            join(p, y, x)  # along with who carries them
            s.guide[y] = s.guide[x]
            return False
    _quit(s, p, d, m)
    _quit(s, p, d, o)
    merge(s, p, m, o)
    return True


@inner
def _follow(s, p, x, y):
    """y, and all who go with y, go with the stranger who leads x."""
    merge(s, p, x, y)
    g = s.guide[x]
    z = p.party[x]
    while z >= 0:
        if z != g:
            s.guide[z] = g
        z = p.party_next[z]


@lean
def is_led(s, m):
    """Whether m goes with a stranger who decides for them."""
    return s.guide[m] >= 0 and s.household[s.guide[m]] != s.household[m]


@lean
def _walks(s, m):
    return s.awake_mind[m] and s.hurt[m] <= w.HELPLESS


@lean
def _leads(s, m):
    """Whether m is fit to lead one of their own."""
    return s.age[m] >= w.GROWN and _walks(s, m)


@inner
def _quit(s, p, d, m):
    """m leaves a stranger who leads them; one of theirs who carries m sets m down."""
    if not is_led(s, m):
        return
    c = s.carried_by[m]
    if c >= 0 and p.party[c] == p.party[m] >= 0:
        d.carrying[c] = -1
        s.carried_by[m] = -1
    part(p, m)
    s.guide[m] = -1


@inner
def merge(s, p, m, o):
    """Let o, and all who go with o, go with m from now on."""
    x = p.party[o]
    if x < 0:
        join(p, o, m)
        return
    while x >= 0:
        after = p.party_next[x]
        join(p, x, m)
        x = after


@lean
def _send(s, d, want, m, p, off, u, aim, about, n):
    """Let m go to a spot, with an aim."""
    s.aim[m] = aim
    d.aim_about[m] = about
    d.aim_until[m] = -1
    d.aim_event[m] = n
    d.running[m] = False
    d.arrived[m] = False
    go(want, m, p, off, u)


@lean
def on_it(s, d, m, code, about):
    """Whether m is doing already what option `code` about somebody means."""
    if code == O_SAFETY:
        return s.aim[m] == A_SAFETY
    if code == O_HOME or code == O_MEETING:
        return s.aim[m] == A_GATHER and s.to_point[m] == (code == O_MEETING)
    if code == O_FETCH:
        return s.aim[m] == A_COLLECT and d.aim_about[m] == about
    if code == O_SEARCH:
        return s.aim[m] == A_LOOK_FOR and d.aim_about[m] == about
    if code == O_DIG:
        return s.aim[m] == A_DIG and d.aim_about[m] == about
    return (code == O_KEEP_POST or code == O_ON_CALL) and s.aim[m] == A_ON_DUTY


@inner
def lead(s, d, p, want, net, at, par, m, t, code, about, n, n_pass):
    """m, and those who go with m, set out to do `code`."""
    spot = -1
    if code == O_SAFETY:
        spot = way_out(s, par, net, m, t)[1]
        if spot < 0:
            return
        q_, off, u = s.haven_passage[spot], s.haven_off[spot], s.haven_unit[spot]
        aim = A_SAFETY
    elif code == O_FETCH or code == O_SEARCH:
        q_, off, u = w.spot(s, tie_row(s, m, about), about)
        aim = A_COLLECT if code == O_FETCH else A_LOOK_FOR
    elif code == O_MEETING:
        u = 0
        q_, off = s.meet_passage[s.household[m]], s.meet_off[s.household[m]]
        aim = A_GATHER
    else:
        u = s.home[m]
        q_, off = s.u_passage[u], s.u_off[u]
        aim = A_GATHER
    x = p.party[m] if p.party[m] >= 0 else m
    while x >= 0:
        serves = s.aim[x] == A_ON_DUTY and x != m
        runs_after = s.aim[x] == A_FOLLOW and d.aim_about[x] == m  # they wait for it (body/keeping)
        goes = s.carried_by[x] < 0 and not serves and (is_free(s, x) or runs_after)
        if goes and w.here(s, x):
            if s.set_out_t[x] < 0:
                s.set_out_t[x] = t
            if not on_it(s, d, x, code, about):
                say(d, t, SET_OUT, x, about if x != about else -1, place_of(at, x, n_pass), code,
                    since(d, t), s.fear[x], n)  # fmt: skip
            _send(s, d, want, x, q_, off, u, aim, about, n)
            s.to_point[x] = code == O_MEETING
            s.think_t[x] = -1
            s.wait_t[x] = -1
            if par[q.NOTES] != 0.0 and code == O_SAFETY and s.unit[x] == s.home[x]:
                s.left_word[x] = True
        x = p.party_next[x] if p.party[m] >= 0 else -1


@inner
def act(s, d, p, want, net, at, par, m, t, code, about, n, seed, n_pass):
    """Carry out what m has chosen, by event number n."""
    detour = code == O_HOME or code == O_FETCH or code == O_SEARCH or code == O_MEETING
    if code == O_SAFETY or detour:
        if code == O_SAFETY:
            _leave_the_rest(s, m)
        lead(s, d, p, want, net, at, par, m, t, code, about, n, n_pass)
    elif s.aim[m] == A_ON_DUTY and on_it(s, d, m, code, about):
        s.think_t[m] = t + ON_DUTY_AGAIN
    elif code == O_KEEP_POST:
        s.aim[m] = A_ON_DUTY
        d.aim_event[m] = n
        s.think_t[m] = t + ON_DUTY_AGAIN
        say(d, t, KEPT_POST, m, -1, place_of(at, m, n_pass), -1, s.fear[m], 0.0, n)
    elif code == O_ON_CALL:
        _take_leave(s, m)
        first = go_alone(s, p, m, t)
        if first >= 0:
            s.think_t[first] = t + bout(s, par, first, t, seed)
        q_, off, u = s.post_passage[m], s.post_offset[m], 0
        if s.work[m] > 0:
            u = s.work[m]
            q_, off = s.u_passage[u], s.u_off[u]
        say(d, t, REPORTED, m, -1, place_of(at, m, n_pass), -1, s.fear[m], 0.0, n)
        _send(s, d, want, m, q_, off, u, A_ON_DUTY, -1, n)
        s.think_t[m] = t + ON_DUTY_AGAIN
    elif code == O_DIG:
        _dig(s, d, p, want, m, t, about, n)
    elif code == O_WAIT:
        s.aim[m] = A_EXPECT
        d.aim_event[m] = n
        if s.wait_t[m] < 0:
            s.wait_t[m] = t
        s.think_t[m] = t + bout(s, par, m, t, seed)
    elif code == O_STAY and s.order_heard[m] >= IN and s.unit[m] > 0:
        _stay_in(s, d, p, want, m, s.unit[m])
        s.think_t[m] = t + bout(s, par, m, t, seed)
    elif s.p_safe[s.passage[m]]:
        s.think_t[m] = -1  # nothing threatens one here
    else:
        s.think_t[m] = t + bout(s, par, m, t, seed)


@inner
def _stay_in(s, d, p, want, m, u):
    """m, and those who go with m, stay in room u, or go in there; the day does not call."""
    x = p.party[m] if p.party[m] >= 0 else m
    while x >= 0:
        free = w.here(s, x) and is_free(s, x) and s.aim[x] != A_ON_DUTY and s.carried_by[x] < 0
        if free and (s.unit[x] == u or s.unit[m] != u):
            s.aim[x] = A_INDOORS
            d.aim_about[x] = -1
            d.aim_until[x] = -1
            d.arrived[x] = False
            if s.unit[x] == u:
                stay(want, x)
            else:
                go(want, x, s.u_passage[u], s.u_off[u], u)
        x = p.party_next[x] if p.party[m] >= 0 else -1


@inner
def hold_out(s, d, p, want, at, m, t, n, n_pass):
    """m, and those who go with m, wait indoors until creatures that m met may have gone."""
    u = s.unit[m] if s.unit[m] > 0 else door(s, m)
    if u > 0:
        _stay_in(s, d, p, want, m, u)
    if s.held_n[m] < s.met_foe_n[m]:
        s.held_n[m] = s.met_foe_n[m]
        say(d, t, HELD_OUT, m, -1, n_pass + u if u > 0 else place_of(at, m, n_pass), -1,
            s.fear[m], 0.0, n)  # fmt: skip


@inner
def _dig(s, d, p, want, m, t, about, n):
    """m, and the grown ones who go with m, dig for `about` where they stand."""
    b = w.ruin_of(s, m, about)
    x = p.party[m] if p.party[m] >= 0 else m
    while x >= 0:
        able = w.here(s, x) and s.awake_mind[x] and s.carried_by[x] < 0 and is_free(s, x)
        if able and s.age[x] >= w.GROWN and (x == m or w.together(s, m, x, w.REACH)):
            s.aim[x] = A_DIG
            d.aim_about[x] = about
            d.aim_until[x] = -1
            d.aim_event[x] = n
            s.digs_at[x] = b
            stay(want, x)
        x = p.party_next[x] if p.party[m] >= 0 else -1
    s.think_t[m] = t + AGAIN


@lean
def _take_leave(s, m):
    """Who goes on duty and those of theirs who stay know of each other, and miss nobody."""
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if s.household[o] == s.household[m] and w.here(s, o) and w.with_me(s, m, o):
            s.tie_hope[r] |= LEFT
            back = tie_row(s, o, m)
            if back >= 0:
                s.tie_hope[back] |= LEFT


@lean
def _leave_the_rest(s, m):
    """Who makes for safety leaves those missing to themselves."""
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if s.household[o] == s.household[m] and w.missing(s, m, o) >= 0:
            s.tie_hope[r] |= LEFT


@inner
def reach_safety(s, d, p, want, at, m, t, n_pass, check_unit):
    """m is out of the danger, and off the map, with whom they carry; or at a checkpoint."""
    c = d.carrying[m]
    d.carrying[m] = -1
    checked = False
    for g in range(check_unit.size):
        checked = checked or s.unit[m] == check_unit[g]
    if checked:
        _come_to_post(s, d, want, m)
    else:
        _is_safe(s, d, p, want, at, m, t, n_pass)
    if c >= 0:
        s.carried_by[c] = -1
        if checked and w.here(s, c):
            d.aim_event[c] = d.aim_event[m]
            _come_to_post(s, d, want, c)
        elif w.here(s, c):
            _is_safe(s, d, p, want, at, c, t, n_pass)


@inner
def _come_to_post(s, d, want, m):
    """m has come to a checkpoint: society/checkpoint goes on with them."""
    s.aim[m] = A_CHECKPOINT
    d.aim_about[m] = -1
    d.aim_until[m] = -1
    s.think_t[m] = -1
    stay(want, m)


@inner
def _is_safe(s, d, p, want, at, m, t, n_pass):
    out = (t - s.set_out_t[m]) / MINUTE if s.set_out_t[m] >= 0 else 0.0
    say(d, t, REACHED_SAFETY, m, -1, place_of(at, m, n_pass), -1, since(d, t), out,
        d.aim_event[m])  # fmt: skip
    go_alone(s, p, m, t)
    s.fate[m] = EVACUATED
    d.fate_t[m] = t
    take_out(at, m)
    stay(want, m)
    s.gone[m] = True
    d.mourned[m] = True  # nobody has an end to learn of
    d.witnessed[m] = True
