"""Deciding: those with an occasion weigh their options and choose by random utility.

P(a) = exp(V_a/theta)/sum, drawn as the largest of V_a/theta plus a Gumbel hash of (person,
about whom, time, option). Who chose, what they believed, what each option was worth and of which
parts goes into the log where the plan changes or the choice was close.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places, place_of
from kinward.city.sight import Axes, along
from kinward.core.bundles import AIM, ANSWERS, AXES, DECISIONS, DEEDS, EVENTS, PENDING, PLACES, WISH
from kinward.core.choices import (
    O_GIVE_UP,
    O_OBEY,
    O_PASS,
    O_PROTOCOL,
    O_REPORT,
    O_STAY,
)
from kinward.core.clock import HOUR
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean
from kinward.core.lend import lend
from kinward.core.occasion import Pending, take_in
from kinward.core.process import Process
from kinward.core.purposes import HIDING
from kinward.core.ties import DOUBTED, KNOWN_DEAD, MISSING, WELL
from kinward.core.vocabulary import (
    A_PURSUE,
    A_QUARANTINE,
    A_REPORT,
    A_ROUTINE,
    C_ALARM,
    C_BITTEN,
    C_CALL,
    C_CRY,
    C_GATE,
    C_GRIEF,
    C_HURT,
    C_LEARNED_BITE,
    C_ONSET,
    C_ORDERED,
    C_OVERDUE,
    C_PARTED,
    C_THREAT,
    C_WOUNDED,
    FIRST_SOCIAL,
)
from kinward.core.wish import Wish
from kinward.mind import bite_worth, worth
from kinward.mind import parameters as q
from kinward.mind.acting import Act, act, set_aim
from kinward.mind.menu import blank, choose, leave, report
from kinward.mind.props import against_usual, note_props
from kinward.mind.self import Self, fleeing_near, gap, tie_row
from kinward.mind.vocabulary import LEARNED_DEATH

CLOSE = 0.5  # two worths nearer than this are close (architecture: "close")
EYES = 60.0  # m
INFANT = 4  # years below which nobody decides anything
CHILD_ = 10  # years below which one only flees, hides and mourns (assumed)
ALL_ROUND = 20.0  # m within which the awake are counted as upon one


@nb.njit(cache=True)
def decide(t, par, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n, wish,
           wish_passage, wish_offset, wish_unit, wishers, wish_n, pending, pending_about,
           pending_event, pending_t, thinkers, think_n, word_of, word_event, word_t, aim, aim_about,
           aim_until, aim_event, running, foe, fires, shelters, told, volunteers_for, passed_by,
           grief, love, fear, tie_alive, tie_state, tie_seen_t, fate, fate_t, gone, answer,
           answer_to, answer_about, answer_event, answerers, answer_n, deed_who, deed_whom,
           deed_kind, deed_event, deed_could, deed_n, ev_ints, ev_reals, ev_head, de_rows,
           de_options, de_parts, de_beliefs, de_values, de_head, tie_to, tie_kind, tie_strength,
           home, tie_end, offset, awake_mind, hurt, bleeding, held_by, bite_known, load, alert,
           on_run, anger, threat_who, tie_trust, carrying, carried_by, party, party_next, gave_way,
           found_in, sealed, zone_trust, promised, grievance, group_id, g_leader, warned_t, p_len,
           p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_cell, p_ncell, age, role,
           household, h_ptr, h_member, tie_ptr, partner_at_work, p_zone, no_wall, u_passage, u_off,
           u_kind, unit_ptr, unit_at, key, seed, ward, school, protocol_on, option_on, p_host_off,
           up_ptr, up_at, up_gap, props):  # fmt: skip
    """Let everyone whose time has come make up their mind, and act on it."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    s = lend(Self(passage, offset, unit, fate, gone, awake_mind, hurt, bleeding, held_by,
                  bite_known, load, alert, on_run, fear, anger, grief, love, passed_by, threat_who,
                  tie_trust, tie_alive, tie_state, tie_seen_t, carrying, carried_by, age, role,
                  household, home, h_ptr, h_member, tie_ptr, tie_end, tie_to, tie_kind,
                  tie_strength, partner_at_work, p_zone, no_wall, u_passage, u_off, u_kind,
                  unit_ptr, unit_at, gave_way, found_in, sealed, p_len, p_host_off, up_ptr, up_at,
                  up_gap, promised, party, party_next, aim, key))  # fmt: skip
    a = lend(Act(aim, aim_about, aim_until, aim_event, running, foe, fires, shelters, told,
                 volunteers_for, passed_by, grief, love, tie_alive, tie_state, fate, fate_t, gone,
                 ward, school, answer, answer_to, answer_about, answer_event, answerers, answer_n,
                 deed_who, deed_whom, deed_kind, deed_event, deed_could, deed_n, ev_ints, ev_reals,
                 ev_head))  # fmt: skip
    menu = blank()
    rests, none = np.zeros(4), np.empty(0)
    n_pass = p_len.size
    t += 999  # after what happened within this second
    ready = thinkers[: think_n[0]].copy()
    later, left = np.empty_like(ready), 0
    think_n[0] = 0
    for i in range(ready.size):
        m = ready[i]
        if pending[m] < 0:
            continue
        if pending[m] >= FIRST_SOCIAL or pending_t[m] > t:  # mind/dealing.py, or later
            later[left] = m
            left += 1
            continue
        if not _can_decide(s, m, pending[m]) or par[q.ON] == 0.0:
            pending[m] = -1
            continue
        occasion, about, cause = pending[m], pending_about[m], pending_event[m]
        pending[m] = -1
        if age[m] < INFANT or (age[m] < CHILD_ and occasion != C_THREAT and occasion != C_GRIEF):
            continue
        menu.n[0] = 0
        _see(s, ax, m, about, t, tie_seen_t)
        far, who = np.empty(0), np.empty(0, np.int32)
        trust = max(0.0, 0.5 + zone_trust[0] - grievance[m])  # in those who give the orders
        ordered, held = _order(s, m, occasion, group_id, g_leader, props, rests)
        if occasion == C_THREAT and unit[m] == 0:
            who, far = along(ax, at, offset, passage[m], offset[m], EYES)
        cause = _menu(menu, occasion, m, about, t, cause, s, ax, who, far, par, protocol_on[0],
                      trust, held, running, fear, grief, tie_state, tie_alive, warned_t, ev_ints,
                      ev_reals, ev_head, n_pass, at)  # fmt: skip
        kept = aim[m] == A_QUARANTINE  # and keeps their place
        leave(menu, option_on, kept)
        if menu.n[0] == 0:
            continue
        chosen, best, second = choose(menu, m, about, t, par, key, seed)
        code = menu.code[chosen]
        n = cause
        if not _is_plain(code, occasion) or best - second < CLOSE:
            n = report(menu, chosen, m, occasion, about, t, cause, best, second, s, party, at,
                        n_pass, ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts,
                        de_beliefs, de_values, de_head, rests if ordered else none)  # fmt: skip
        hide = par[q.HIDE_FOR] * (1.0 + uniform(seed[0], HIDING, key[m], 0, t, 0))
        if kept and code == O_REPORT:
            set_aim(a, m, A_REPORT, m, t + 3 * HOUR, n)  # they tell those who keep them
        elif kept and code != O_PASS and code != O_PROTOCOL and code != O_GIVE_UP:
            continue
        elif occasion != C_GRIEF or aim[m] == A_ROUTINE:  # who is out on a run goes on with it
            act(m, t, occasion, code, menu.about[chosen], menu.place[chosen],
                _upon(s, who, far) >= par[q.FIRE_AT], n, s, at,
                want, wait, a, int(1000.0 * hide), n_pass)  # fmt: skip
    # those still waiting come behind whoever was added meanwhile
    for i in range(left):
        thinkers[think_n[0]] = later[i]
        think_n[0] += 1
    take_in(wait, ready)


@lean
def _can_decide(s, m, occasion):
    """Whether m lives, is conscious, and not in the grip of one of the swarm; who runs after one
    who was taken has eyes for nothing else."""
    if s.aim[m] >= A_PURSUE and occasion != C_GRIEF:
        return False
    if s.gone[m] or s.fate[m] != 0 or not s.awake_mind[m]:
        return False
    return s.carried_by[m] < 0 or s.fate[s.carried_by[m]] == 0


@lean
def _is_plain(code, occasion):
    """Whether the choice changes nothing of what one was about."""
    return (code == O_OBEY and occasion == C_ALARM) or (code == O_STAY and occasion == C_THREAT)


@lean
def _order(s, m, occasion, group_id, g_leader, props, rests):
    """(whether an order is weighed, how far it is held up); by what is written into `rests`."""
    if occasion != C_ORDERED and occasion != C_GATE:
        return False, 1.0
    note_props(s, m, g_leader[group_id[m]] if group_id[m] >= 0 else -1, rests)
    return True, against_usual(rests, props)


@lean
def _see(s, ax, m, about, t, tie_seen_t):
    """Who has somebody in view knows of them now."""
    if about >= 0 and about != m and gap(s, ax, m, about) <= EYES:
        row = tie_row(s, m, about)
        if row >= 0:
            tie_seen_t[row] = t


@lean
def _upon(s, who, far):
    """How many of the awake infected are upon one, of those in view at so many metres."""
    n = 0
    for j in range(who.size):
        x = who[j]
        if far[j] < ALL_ROUND and s.fate[x] == 2 and s.alert[x] >= 2 and not s.gone[x]:
            n += 1
    return n


@inner
def _menu(menu, occasion, m, about, t, cause, s, ax, who, far, par, protocol, trust, held,
          running, fear, grief, tie_state, tie_alive, warned_t, ints, reals, head, n_pass,
          at):  # fmt: skip
    """Fill the menu of an occasion; what one learns by it is learned here.

    Returns the number of the event that the decision follows from.
    """
    near = par[q.NEAR]
    if occasion == C_THREAT:
        if about >= 0 and s.gone[about]:
            return cause
        fear[m] = min(1.0, fear[m] + 0.15)
        worth.threat(
            menu, s, ax, m, about, who, far, near, fleeing_near(s, running, who, far, m, near),
            par[q.TOGETHER],
        )  # fmt: skip
    elif occasion == C_CRY:
        if about >= 0 and not s.gone[about] and s.fate[about] == 0:
            worth.cry(menu, s, ax, m, about, near, par[q.FACE])
    elif occasion == C_BITTEN or occasion == C_ONSET:
        if s.bite_known[m]:
            fear[m] = min(1.0, fear[m] + 0.4)
            bite_worth.bitten(menu, s, ax, m, par[q.OWN_LIFE], protocol, near, trust)
    elif occasion == C_LEARNED_BITE or occasion == C_ORDERED:
        row = tie_row(s, m, about)
        if about >= 0 and (row < 0 or tie_state[row] != 3):  # not to m's knowledge dead
            if row >= 0 and par[q.BELIEFS] != 0.0:
                tie_state[row] = 2
            if occasion == C_ORDERED:
                bite_worth.ordered(menu, s, m, about, trust, held)
            else:
                bite_worth.learned_bite(menu, s, m, about, protocol, trust)
    elif occasion == C_OVERDUE:
        row = tie_row(s, m, about)
        if row >= 0 and tie_state[row] == KNOWN_DEAD:
            return cause  # who is known to be lost is not waited for
        if row >= 0 and tie_state[row] == WELL and par[q.BELIEFS] != 0.0:
            tie_state[row] = MISSING
            tie_alive[row] = min(tie_alive[row], DOUBTED)
        worth.overdue(menu, s, m, about, row)
    elif occasion == C_GATE:
        if about >= 0 and s.fate[about] == 0 and not s.gone[about]:
            bite_worth.at_gate(menu, s, m, about, trust, held)
    elif occasion == C_PARTED:
        row = tie_row(s, m, about)
        if row < 0 or tie_state[row] != 3:
            worth.parted(menu, s, ax, m, about, near)
    elif occasion == C_CALL:
        worth.call(menu, s, m, about)
    elif occasion == C_WOUNDED:
        if about >= 0 and s.fate[about] == 0 and not s.gone[about]:
            worth.wounded(menu, s, ax, m, about, near, warned_t[m] >= 0)
    elif occasion == C_HURT:
        if s.bleeding[m] > 0.0:
            worth.own_wound(menu, s, m)
    elif occasion == C_ALARM:
        fear[m] = min(1.0, fear[m] + 0.2)
        worth.alarm(menu, s, ax, m, near)
    elif occasion == C_GRIEF:
        row = tie_row(s, m, about)
        if row >= 0 and tie_state[row] != 3:
            tie_state[row] = 3
            tie_alive[row] = 0.0
            grief[m] = min(1.0, grief[m] + 0.9 * s.tie_strength[row])
            cause = emit(ints, reals, head, t, LEARNED_DEATH, m, about, 0,
                         place_of(at, m, n_pass), -1, 0.0, 0.0, cause)  # fmt: skip
            if s.tie_strength[row] > 0.45:
                worth.grief(menu, s, m, about, row)
    return cause


DECIDE = Process(
    "decide", "second", decide, section="mind",
    writes=(*PLACES, *WISH, *PENDING, *AIM, "running", "foe", "fires", "shelters", "told",
            "volunteers_for", "passed_by", "grief", "love", "fear", "tie_alive", "tie_state",
            "tie_seen_t",
            "fate", "fate_t", "gone", *ANSWERS, *DEEDS, *EVENTS, *DECISIONS),
    reads=("tie_to", "tie_kind", "tie_strength", "home", "tie_end", "offset", "awake_mind", "hurt",
           "bleeding", "held_by", "bite_known", "load", "alert",
           "on_run", "anger", "threat_who", "tie_trust", "carrying", "carried_by", "party",
           "party_next",
           "gave_way", "found_in", "sealed", "zone_trust", "promised", "grievance", "group_id",
           "g_leader", "warned_t"),
    fixed=("p_len", *AXES, "age", "role", "household", "h_ptr", "h_member", "tie_ptr",
           "partner_at_work", "p_zone", "no_wall", "u_passage",
           "u_off", "u_kind", "unit_ptr", "unit_at", "key", "seed", "ward", "school",
           "protocol_on", "option_on", "p_host_off", "up_ptr", "up_at", "up_gap", "props"),
    meaning="those with an occasion weigh their options and choose",
    when=("think_n",),
)  # fmt: skip
