"""Leaving a danger that comes without notice: who learns of it, believes it, and goes with whom.

The protective action decision model (Lindell and Perry 2012): a cue is perceived or told; new
dangers are doubted, and each bout of milling, and the example of those around, takes some of the
doubt; who believes chooses by random utility (mind/gather_worth.py) whether to go to safety at
once, home first, to fetch a child or look for somebody, to wait, or to stay on duty. Members of a
household who meet go on together. Nobody knows where the others are but by what they believe.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of
from kinward.city.routes import Net
from kinward.core.bundles import AIM, DECISIONS, EVENTS, GOES_BY, NET, PARTY, PLACES, WISH
from kinward.core.choices import O_DIG, O_SAFETY, O_STAY, O_WAIT
from kinward.core.clock import MINUTE
from kinward.core.haze import sees_through
from kinward.core.hope import AWAY, LEFT, MET, NOT_AT_DAY, NOT_AT_HOME, NOT_AT_LAST
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.party import Party
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_CHECKPOINT,
    A_DIG,
    A_FETCH,
    A_FOLLOW,
    A_GATHER,
    A_HOME,
    A_INDOORS,
    A_ON_DUTY,
    A_PURSUE,
    A_ROUTINE,
    A_SAFETY,
    A_WAIT,
    C_UNMET,
    C_WARNED,
    TEACHER,
)
from kinward.core.wish import Wish, stay
from kinward.mind import gather_worth as worth
from kinward.mind import warned as w
from kinward.mind import warning_parameters as q
from kinward.mind.avoiding import count_met
from kinward.mind.being_led import take_up_again
from kinward.mind.gather_acts import (
    Doing,
    act,
    bout,
    hold_out,
    is_free,
    on_it,
    reach_safety,
    regroup,
    say,
    since,
    unite,
    warn,
)
from kinward.mind.learning import call, hear, show
from kinward.mind.menu import blank, choose, leave, report
from kinward.mind.ordered import pass_on, spread_order
from kinward.mind.self import tie_row
from kinward.mind.taking_along import help_strangers, take_class
from kinward.mind.warned import Danger
from kinward.mind.warning_vocabulary import (
    AT_POINT,
    BY_FAMILY_,
    GATHERED,
    NOT_THERE,
    REUNITED,
)


@nb.njit(cache=True)
def gather(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
           wish_passage, wish_offset, wish_unit, wishers, wish_n, aim, aim_about, aim_until,
           aim_event, party, party_next, party_n, hold, running, arrived, blocked, fate, fate_t,
           gone, mourned, witnessed, danger_t, activity_then, warned_t, warned_event, believes,
           think_t, set_out_t, wait_t, guide, been_home, to_point, point_t, left_word, considered,
           tie_hope, tie_seen_t, tie_at, tie_at_off, met_foe_t, met_foe_n, held_n, gathered_t,
           carrying, carried_by, digs_at, ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts,
           de_beliefs, de_values, de_head, order_heard, order_t, order_event, order_n, offset,
           awake_mind, hurt, moving, home, activity, free_speed, smoke, sealed, b_dug, chart,
           driving, post_passage, post_offset, tie_alive, tie_to, tie_strength, tie_end, cp_at,
           threat_t, threat_passage, threat_offset, found_in, p_a, p_b, p_len, p_host, p_host_off,
           adj_ptr, adj_passage, adj_node, way_cost, table, row_of, owner, turn, key, age, role,
           household, h_ptr, h_member, tie_ptr, work, school_of, hall_of, activity_unit, u_passage,
           u_off, u_kind, u_building, unit_ptr, unit_at, b_passage, b_off, b_floors, depth_mean,
           seed, danger_weights, option_on, haven_d, haven_of, haven_passage, haven_off, haven_unit,
           p_safe, orders, check_unit, meet_passage, meet_off, reunion):  # fmt: skip
    """Carry everybody who is in the danger a minute further."""
    if par[q.ON] == 0.0 or t < par[q.AT] * 1000.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    p = lend(Party(party, party_next, party_n, hold))
    net = lend(Net(p_a, p_b, p_len, p_host, p_host_off, adj_ptr, adj_passage, adj_node, way_cost,
                   table, row_of, owner, turn))  # fmt: skip
    s = lend(Danger(passage, unit, offset, next_in, first_in, cell, cell_n, fate, gone, awake_mind,
                    hurt, aim, party, party_next, warned_t, believes, think_t, set_out_t, wait_t,
                    guide, been_home, to_point, point_t, left_word, considered, tie_hope,
                    tie_seen_t, tie_at, tie_at_off, tie_alive, tie_to, tie_strength, tie_end,
                    tie_ptr, home, activity_then, free_speed, chart, driving, post_passage,
                    post_offset, key, age, role, household, h_ptr, h_member, work, school_of,
                    hall_of, activity_unit, u_passage, u_off, haven_d, haven_of, haven_passage,
                    haven_off, haven_unit, p_safe, carried_by, sealed, b_dug, digs_at, u_building,
                    b_passage, b_off, b_floors, depth_mean, order_heard, orders, meet_passage,
                    meet_off, reunion, threat_t, threat_passage, threat_offset, met_foe_t,
                    met_foe_n, held_n, found_in, u_kind, unit_ptr, unit_at))  # fmt: skip
    d = lend(Doing(aim_about, aim_until, aim_event, running, arrived, fate_t, mourned, witnessed,
                   warned_event, gathered_t, danger_t, carrying, ev_ints, ev_reals, ev_head,
                   order_t, order_event, order_n))  # fmt: skip
    n_pass = p_len.size
    if danger_t[0] < 0:
        danger_t[0] = t
        activity_then[:] = activity
        show(s, d, at, par, t, seed, n_pass)
        _keep_in(s, want)
    _arrive(s, d, p, want, at, t, moving, blocked, n_pass, check_unit)
    _meet(s, d, p, at, smoke, par, t, seed, n_pass)
    spread_order(s, d, at, par, t, seed, n_pass, u_passage.size)
    people, going = hear(s, d, at, par, t, seed, n_pass, u_passage.size)
    _wait_on(s, d, want, cp_at, check_unit)
    take_up_again(s, d, p, want, moving, par, t, seed)
    menu = blank()
    for m in range(fate.size):
        if carried_by[m] >= 0 or not _thinks(s, m, t):
            continue
        occasion = C_UNMET if aim[m] >= A_SAFETY and aim[m] != A_INDOORS else C_WARNED
        share = _see_others(s, par, m, people[passage[m]], going[passage[m]])
        if par[q.CALLS] != 0.0:
            call(s, d, at, par, m, t, seed, n_pass)
        count_met(s, m)
        around = _around(s, at, m)
        menu.n[0] = 0
        met = worth.leaving(menu, s, par, net, m, t, share, around)
        leave(menu, option_on, False)
        if menu.n[0] == 0:
            think_t[m] = -1
            continue
        # what one leans to lasts: a choice changes with beliefs, not by being drawn again
        chosen, best, second = choose(menu, m, -1, warned_t[m], danger_weights, key, seed)
        code, about = menu.code[chosen], menu.about[chosen]
        if code != O_STAY and code != O_WAIT and code != O_DIG and w.beside_one_who_lies(s, m):
            think_t[m] = t + bout(s, par, m, t, seed)  # first see to them (mind/tending.py)
            continue
        n = warned_event[m]
        holds = code == O_STAY and met > 0.0  # until they may have gone
        new = code != O_STAY and not on_it(s, d, m, code, about)
        new = new or (holds and held_n[m] < met_foe_n[m])
        if new and (code != O_WAIT or wait_t[m] < 0):
            n = report(menu, chosen, m, occasion, about, t, n, best, second, s, party, at, n_pass,
                       ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts, de_beliefs,
                       de_values, de_head, np.empty(0))  # fmt: skip
        if new and code == O_SAFETY and around.pupils > 0 and role[m] == TEACHER:
            take_class(s, p, at, m)
        if holds:
            hold_out(s, d, p, want, at, m, t, n, n_pass)
        act(s, d, p, want, net, at, par, m, t, code, about, n, seed, n_pass)
    if par[q.HELPING] != 0.0:
        help_strangers(s, d, p, want, net, at, par, menu, t, danger_weights, option_on, seed,
                       ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts, de_beliefs,
                       de_values, de_head, n_pass)  # fmt: skip
    _count(s, d, at, t, n_pass)


@inner
def _keep_in(s, want):
    """Schools let nobody go home while the danger lasts."""
    for m in range(s.fate.size):
        if w.here(s, m) and w.at_school(s, m) and s.unit[m] == w.usual_unit(s, m):
            if s.aim[m] == A_ROUTINE:
                s.aim[m] = A_INDOORS
                stay(want, m)


@inner
def _thinks(s, m, t):
    """Whether it is time for m to make up their mind for themselves and those with them."""
    if s.warned_t[m] < 0 or s.think_t[m] < 0 or s.think_t[m] > t or not w.here(s, m):
        return False
    if not s.awake_mind[m] or not is_free(s, m) or s.age[m] < w.DECIDES or w.kept(s, m, t):
        return False
    return s.guide[m] < 0


@inner
def _arrive(s, d, p, want, at, t, moving, blocked, n_pass, check_unit):
    """Those who come to where they were going: to safety, home, or to look for somebody."""
    for m in range(s.fate.size):
        if s.aim[m] < A_SAFETY or s.aim[m] == A_CHECKPOINT or s.aim[m] >= A_PURSUE:
            continue
        if not w.here(s, m):
            continue
        if blocked[m]:
            blocked[m] = False
            s.think_t[m] = t
        if (
            s.aim[m] == A_ON_DUTY
            or s.aim[m] == A_DIG
            or not d.arrived[m]
            or moving[m]
            or want.wish[m] != 0
        ):
            continue
        d.arrived[m] = False
        if s.aim[m] == A_SAFETY:
            reach_safety(s, d, p, want, at, m, t, n_pass, check_unit)
            continue
        point = s.aim[m] == A_GATHER and s.to_point[m]
        if point:
            s.point_t[m] = t
            if s.guide[m] < 0:
                say(d, t, AT_POINT, m, -1, place_of(at, m, n_pass), -1, since(d, t), 0.0,
                    d.aim_event[m])  # fmt: skip
        elif s.unit[m] == s.home[m] or s.aim[m] == A_GATHER:  # or one stands before its ruins
            s.been_home[m] = True
        o = d.aim_about[m]
        ro = tie_row(s, m, o) if o >= 0 else -1
        there = w.spot(s, ro, o) if ro >= 0 else (s.passage[m], s.offset[m], s.unit[m])
        for r in range(s.tie_ptr[m], s.tie_end[m]):
            x = s.tie_to[r]
            if s.household[x] != s.household[m] or w.missing(s, m, x) < 0:
                continue
            if s.unit[m] == s.home[m] and s.left_word[x]:
                s.tie_hope[r] |= LEFT  # they are safe, and one knows where
            elif point:
                continue
            elif s.aim[m] == A_GATHER:
                s.tie_hope[r] |= NOT_AT_HOME
            elif w.same(w.spot(s, r, x), there) and s.tie_seen_t[r] < t - MINUTE:
                s.tie_hope[r] |= NOT_AT_LAST if w.lost(s, r) else NOT_AT_DAY
                if s.guide[m] < 0 and x == o:
                    say(d, t, NOT_THERE, m, x, place_of(at, m, n_pass), -1, 0.0, 0.0,
                        d.aim_event[m])  # fmt: skip
        if s.guide[m] < 0:
            s.think_t[m] = t


@inner
def _meet(s, d, p, at, smoke, par, t, seed, n_pass):
    """Members of a household who come together tell one another, and go on together."""
    for h in range(s.h_ptr.size - 1):
        if s.h_ptr[h + 1] - s.h_ptr[h] < 2:
            continue
        for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
            m = s.h_member[i]
            if not w.here(s, m):
                continue
            sees = min(par[q.SEES], sees_through(smoke[s.cell[m]]))
            for j in range(i + 1, s.h_ptr[h + 1]):
                o = s.h_member[j]
                if not w.here(s, o) or not w.together(s, m, o, sees):
                    continue
                if s.warned_t[m] >= 0 or s.warned_t[o] >= 0:
                    _join(s, d, p, at, par, m, o, t, seed, n_pass)


@inner
def _join(s, d, p, at, par, m, o, t, seed, n_pass):
    """m and o of one household are together, and one of them knows of the danger."""
    r, back = tie_row(s, m, o), tie_row(s, o, m)
    if r < 0 or back < 0:
        return
    for x, row in ((o, r), (m, back)):
        s.tie_seen_t[row] = t
        s.tie_at[row], s.tie_at_off[row] = place_of(at, x, n_pass), s.offset[x]
    new = not s.tie_hope[r] & MET
    if new:
        a, b = (m, o) if s.key[m] < s.key[o] else (o, m)
        say(d, t, REUNITED, a, b, place_of(at, a, n_pass), -1, since(d, t), 0.0,
            d.aim_event[m])  # fmt: skip
    s.tie_hope[r] = (s.tie_hope[r] | MET) & ~AWAY
    s.tie_hope[back] = (s.tie_hope[back] | MET) & ~AWAY
    if s.awake_mind[m] and s.warned_t[m] < s.warned_t[o] and s.warned_t[m] < 0:
        warn(s, d, at, par, m, o, t, BY_FAMILY_, par[q.BY_FAMILY] * s.fear[o], seed, n_pass)
    elif s.awake_mind[o] and s.warned_t[o] < 0:
        warn(s, d, at, par, o, m, t, BY_FAMILY_, par[q.BY_FAMILY] * s.fear[m], seed, n_pass)
    pass_on(s, d, at, par, m, o, t, seed, n_pass)
    pass_on(s, d, at, par, o, m, t, seed, n_pass)
    serving = s.aim[m] == A_ON_DUTY or s.aim[o] == A_ON_DUTY
    if serving:
        if new:  # who serves thinks again when their own come; these go on without them
            for x in (m, o):
                s.think_t[x] = t
            s.tie_hope[r] |= LEFT
            s.tie_hope[back] |= LEFT
        return
    if w.lies(s, m) or w.lies(s, o):
        return
    if par[q.KEEPING] == 0.0 or not _is_ready(s, d, m, o) or not _is_ready(s, d, o, m):
        return
    for x in (m, o):
        if not is_free(s, x):
            s.aim[x], d.aim_about[x] = A_ROUTINE, -1
    if p.party[m] >= 0 and p.party[m] == p.party[o]:
        return
    if par[q.SERVING] != 0.0 and (w.minds_duty(s, m) or w.minds_duty(s, o)):
        return
    if not unite(s, p, d, m, o):
        return
    g = regroup(s, p, m, t)
    belief = 0.0
    x = p.party[g]
    set_out = False
    while x >= 0:
        belief = max(belief, s.fear[x])
        set_out = set_out or s.set_out_t[x] >= 0
        s.think_t[x] = -1
        x = p.party_next[x]
    s.fear[g] = max(s.fear[g], par[q.BY_FAMILY] * belief)
    s.think_t[g] = t if set_out else t + bout(s, par, g, t, seed)


@lean
def _is_ready(s, d, m, o):
    """Whether m can go on with o, whom m is with: m is free, or was after o alone."""
    after = s.aim[m] == A_FOLLOW or s.aim[m] == A_WAIT or s.aim[m] == A_FETCH
    return is_free(s, m) or (after and d.aim_about[m] == o)


@lean
def _wait_on(s, d, want, cp_at, check_unit):
    """Who waits at a checkpoint goes on waiting once what came between is over."""
    if check_unit.size == 0:  # nor are there rows of who comes to one
        return
    for m in range(s.fate.size):
        if cp_at[m] < 0 or not w.here(s, m) or s.unit[m] != check_unit[cp_at[m]]:
            continue
        if s.aim[m] == A_ROUTINE or s.aim[m] == A_HOME or s.aim[m] == A_INDOORS:
            s.aim[m], d.aim_about[m], s.think_t[m] = A_CHECKPOINT, -1, -1
            stay(want, m)  # and the day calls nobody home from there


@inner
def _see_others(s, par, m, people, going):
    """m looks round and doubts the less; returns the share of the people there who have set out."""
    share = going / people if people > 1 else 0.0
    if par[q.DOUBTS] != 0.0:
        s.fear[m] += (1.0 - s.fear[m]) * (
            1.0 - (1.0 - par[q.LOOK]) * (1.0 - par[q.EXAMPLE] * share)
        )
    return share


@inner
def _around(s, at, m):
    """Who is where m is."""
    others, pupils, comrade, looked = 0, 0, False, 0
    slot = at.cell_n.shape[0] + at.unit[m] if at.unit[m] > 0 else at.cell[m]
    o = at.first_in[slot]
    while o >= 0 and looked < w.MORE * 8:
        looked += 1
        if o != m and w.here(s, o):
            others += 1
            pupils += w.at_school(s, o) and s.party[o] < 0
            comrade = comrade or (w.serves(s, m) and s.role[o] == s.role[m])
        o = at.next_in[o]
    return worth.Around(others, pupils, comrade)


@inner
def _count(s, d, at, t, n_pass):
    """Households all of whom are together for the first time."""
    for h in range(s.h_ptr.size - 1):
        if d.gathered_t[h] >= 0 or s.h_ptr[h + 1] - s.h_ptr[h] < 2:
            continue
        a = s.h_member[s.h_ptr[h]]
        first = np.int64(1) << 62
        whole = w.here(s, a)
        for i in range(s.h_ptr[h], s.h_ptr[h + 1]):
            o = s.h_member[i]
            if s.warned_t[o] >= 0:
                first = min(first, s.warned_t[o])
            whole = whole and w.here(s, o) and (o == a or w.with_me(s, a, o))
        if not whole or (first >> 62 and t > d.danger_t[0]):
            continue
        d.gathered_t[h] = t
        if t > d.danger_t[0]:
            say(d, t, GATHERED, a, -1, place_of(at, a, n_pass), -1, (t - first) / MINUTE, 0.0,
                d.warned_event[a])  # fmt: skip


GATHER = Process(
    "gather", "minute", gather, section="warning",
    writes=(*PLACES, *WISH, *AIM, *PARTY, "running", "arrived", "blocked", "fate", "fate_t", "gone",
            "mourned", "witnessed", "danger_t", "activity_then", "warned_t", "warned_event",
            "believes", "think_t", "set_out_t", "wait_t", "guide", "been_home", "to_point",
            "point_t", "left_word", "considered", "tie_hope", "tie_seen_t", "tie_at",
            "tie_at_off", "met_foe_t", "met_foe_n", "held_n", "gathered_t", "carrying",
            "carried_by", "digs_at", *EVENTS, *DECISIONS, "order_heard", "order_t", "order_event",
            "order_n"),
    reads=("offset", "awake_mind", "hurt", "moving", "home", "activity", "free_speed", "smoke",
           "sealed", "b_dug", *GOES_BY, "post_passage", "post_offset", "tie_alive", "tie_to",
           "tie_strength", "tie_end", "cp_at", "threat_t", "threat_passage", "threat_offset",
           "found_in"),
    fixed=(*NET, "key", "age", "role", "household", "h_ptr", "h_member", "tie_ptr", "work",
           "school_of", "hall_of", "activity_unit", "u_passage", "u_off", "u_kind", "u_building",
           "unit_ptr", "unit_at", "b_passage", "b_off", "b_floors", "depth_mean", "seed",
           "danger_weights", "option_on", "haven_d", "haven_of", "haven_passage", "haven_off",
           "haven_unit", "p_safe", "orders", "check_unit", "meet_passage", "meet_off", "reunion"),
    meaning="people learn of a danger, gather their own, and leave",
    of="warning",
)  # fmt: skip
