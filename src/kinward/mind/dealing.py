"""Dealing: what people decide between themselves - strangers, leaders, friends, guests.

The choice is written down as an answer, and society carries it out in the next minute.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.city.places import Places
from kinward.core.bundles import ANSWERS, DECISIONS, DEEDS, EVENTS, PENDING, PLACES
from kinward.core.choices import O_OBEY, O_SILENT, O_STAY, O_TELL, Answers
from kinward.core.choices import answer as note_answer
from kinward.core.clock import HOUR
from kinward.core.deeds import D_KEPT_BACK, Deeds, did
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion, take_in
from kinward.core.process import Process
from kinward.core.vocabulary import (
    C_ASKED_IN,
    C_ATTACKED,
    C_CLASS,
    C_FRIEND_LEAVES,
    C_GRIEF,
    C_GRIEVANCE,
    C_GUEST,
    C_NEWS,
    C_OFFER,
    C_PARLEY,
    C_PRICE,
    C_RAIDED,
    C_SENT,
    C_STORES,
    C_STRANGERS,
    C_TERMS,
    C_THIEF,
    C_VOUCH,
    FIRST_SOCIAL,
)
from kinward.mind import bargain_worth, leader_worth, news_worth, social, theft_worth
from kinward.mind import parameters as q
from kinward.mind.bond_vocabulary import BROKE_NEWS, KEPT_BACK
from kinward.mind.menu import blank, choose, leave, report
from kinward.mind.props import note_props
from kinward.mind.social import Social
from kinward.mind.talking import News

CLOSE = 0.5  # two worths nearer than this are close
SPEAKS = 10  # years from which one deals with others (assumed)
A_DAY = 24 * HOUR  # after which one who keeps news back thinks about it again (assumed)


@nb.njit(cache=True)
def deal(t, par, pending, pending_about, pending_event, pending_t, thinkers, think_n, word_of,
         word_event, word_t, answer, answer_to, answer_about, answer_event, answerers, answer_n,
         news_of, news_for, news_t, news_until, news_event, deed_who, deed_whom, deed_kind,
         deed_event, deed_could, deed_n, ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts,
         de_beliefs, de_values, de_head, passage, unit, cell, facing, next_in, prev_in, first_in,
         cell_n, offset, fate, gone, awake_mind, hurt, load, fear, anger, grief, love, passed_by,
         hungry_days, thirsty_days, party, party_next, group_id, guest_of, cares, grievance, legit,
         vouched, left_group, promised, aim, tie_end, tie_to, tie_kind, tie_strength, tie_trust,
         tie_alive, tie_state, tie_seen_t, g_kind, g_leader, g_style, g_unit, g_strangers, g_theft,
         g_hunts, g_ration, g_threat, g_regard, g_people, g_sore, g_loyal, stock, thefts,
         terms_gain, terms_share, terms_power, tie_ptr, age, role, household, h_ptr, h_member,
         p_len, key, seed, option_on, props):  # fmt: skip
    """Let everyone whose time has come decide about others."""
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    s = lend(Social(passage, offset, unit, fate, gone, awake_mind, hurt, load, fear, anger, grief,
                    love, passed_by, hungry_days, thirsty_days, party, party_next, group_id,
                    guest_of, cares, grievance, legit, vouched, left_group, promised, aim, tie_end,
                    tie_to, tie_kind, tie_strength, tie_trust, tie_alive, tie_state, tie_seen_t,
                    g_kind, g_leader, g_style, g_unit, g_strangers, g_theft, g_hunts, g_ration,
                    g_threat, g_regard, g_people, g_sore, g_loyal, stock, thefts, terms_gain,
                    terms_share, terms_power, tie_ptr, age, role, household, h_ptr,
                    h_member))  # fmt: skip
    says = lend(Answers(answer, answer_to, answer_about, answer_event, answerers, answer_n))
    menu = blank()
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    news = lend(News(news_of, news_for, news_t, news_until, news_event))
    deeds = lend(Deeds(deed_who, deed_whom, deed_kind, deed_event, deed_could, deed_n))
    held, none = np.zeros(4), np.empty(0)
    n_pass = p_len.size
    t += 999  # after what happened within this second
    ready = thinkers[: think_n[0]].copy()
    later, left = np.empty_like(ready), 0
    think_n[0] = 0
    for i in range(ready.size):
        m = ready[i]
        if pending[m] < FIRST_SOCIAL or pending_t[m] > t:
            if pending[m] >= 0:
                later[left] = m
                left += 1
            continue
        occasion, about, cause = pending[m], pending_about[m], pending_event[m]
        pending[m] = -1
        able = fate[m] == 0 and not gone[m] and awake_mind[m] and age[m] >= SPEAKS
        if not able or par[q.ON] == 0.0:
            continue
        menu.n[0] = 0
        if occasion == C_SENT:
            note_props(s, m, about, held)
        _fill(menu, occasion, m, about, s, news, held, props)
        leave(menu, option_on, False)
        if menu.n[0] == 0:
            continue
        # how one leans about one's leader stays: a choice changes with what happens, not by being
        # drawn again each evening
        when = 0 if occasion == C_GRIEVANCE else t
        chosen, best, second = choose(menu, m, about, when, par, key, seed)
        code = menu.code[chosen]
        n = cause
        plain = code == O_OBEY or code == O_STAY or code == O_SILENT
        if not plain or best - second < CLOSE:
            n = report(menu, chosen, m, occasion, about, t, cause, best, second, s, party, at,
                       n_pass, ev_ints, ev_reals, ev_head, de_rows, de_options, de_parts,
                       de_beliefs, de_values, de_head,
                       held if occasion == C_SENT else none)  # fmt: skip
        if occasion == C_NEWS:
            place = n_pass + unit[m] if unit[m] > 0 else passage[m]
            _tell_or_keep(m, about, t, code, n, place, news, wait, deeds, ev_ints, ev_reals,
                          ev_head)  # fmt: skip
        else:
            note_answer(says, m, occasion, code, about, n)
    # those still waiting come behind whoever was added meanwhile
    for i in range(left):
        thinkers[think_n[0]] = later[i]
        think_n[0] += 1
    take_in(wait, ready)


@inner
def _fill(menu, occasion, m, about, s, news, held, weights):
    """The options of an occasion."""
    known = about >= 0 and s.fate[about] == 0 and not s.gone[about]
    if occasion == C_STRANGERS and known:
        social.strangers(menu, s, m, about)
    elif occasion == C_PARLEY and known:
        social.parley(menu, s, m, about)
    elif occasion == C_ASKED_IN and known:
        leader_worth.asked_in(menu, s, m, about)
    elif occasion == C_VOUCH and known:
        social.vouch(menu, s, m, about)
    elif occasion == C_GRIEVANCE and known:
        social.grievance(menu, s, m, about)
    elif occasion == C_FRIEND_LEAVES and known:
        social.friend_leaves(menu, s, m, about)
    elif occasion == C_SENT:
        social.sent(menu, s, m, about, held, weights)
    elif occasion == C_STORES:
        theft_worth.stores(menu, s, m, about)
    elif occasion == C_GUEST and s.guest_of[m] >= 0:
        social.guest(menu, s, m, about)
    elif occasion == C_NEWS and known and news.news_of[m] >= 0:
        news_worth.bad_news(menu, s, m, about, news.news_of[m], news.news_for[m] == about)
    elif occasion == C_CLASS:
        leader_worth.music_class(menu, s, m, about)
    elif (occasion == C_ATTACKED or occasion == C_RAIDED) and known:
        social.attacked(menu, s, m, about)
    elif occasion == C_PRICE and known:
        bargain_worth.price(menu, s, m, about)
    elif occasion == C_OFFER and known:
        bargain_worth.offer(menu, s, m, about)
    elif occasion == C_TERMS and known:
        bargain_worth.terms(menu, s, m, about)
    elif occasion == C_THIEF and known:
        theft_worth.thief(menu, s, m, about)


@inner
def _tell_or_keep(m, o, t, code, event, place, news, wait, deeds, ints, reals, head):
    """m tells o of a loss, or keeps it back for a day."""
    x = news.news_of[m]
    kept = news.news_for[m] == o
    hours = (t - news.news_t[m]) / HOUR if kept else 0.0
    if code != O_TELL:
        if not kept:
            news.news_for[m] = o
            news.news_t[m] = t
        news.news_until[m] = t + A_DAY
        news.news_event[m] = emit(ints, reals, head, t, KEPT_BACK, m, o, x, place, -1, hours, 0.0,
                                  event)  # fmt: skip
        return
    n = emit(ints, reals, head, t, BROKE_NEWS, m, o, x, place, -1, hours, 0.0, event)
    if kept:  # who says so themselves is blamed less
        did(deeds, m, o, D_KEPT_BACK, n, 0.3)
    news.news_for[m] = -1
    news.news_of[m] = -1
    raise_occasion(wait, o, C_GRIEF, x, n, t + 60_000)


DEAL = Process(
    "deal", "second", deal, section="mind",
    writes=(*PENDING, *ANSWERS, "news_of", "news_for", "news_t", "news_until", "news_event",
            *DEEDS, *EVENTS,
            *DECISIONS),
    reads=(*PLACES, "offset", "fate", "gone", "awake_mind", "hurt", "load", "fear", "anger",
           "grief", "love", "passed_by", "hungry_days", "thirsty_days", "party", "party_next",
           "group_id", "guest_of", "cares", "grievance", "legit", "vouched", "left_group",
           "promised", "aim", "tie_end", "tie_to", "tie_kind", "tie_strength", "tie_trust",
           "tie_alive", "tie_state", "tie_seen_t", "g_kind", "g_leader", "g_style", "g_unit",
           "g_strangers", "g_theft", "g_hunts", "g_ration", "g_threat", "g_regard",
           "g_people", "g_sore", "g_loyal", "stock", "thefts", "terms_gain", "terms_share",
           "terms_power"),
    fixed=("tie_ptr", "age", "role", "household", "h_ptr", "h_member", "p_len", "key", "seed",
           "option_on", "props"),
    meaning="people decide about strangers, leaders, friends and guests",
    when=("think_n",),
)  # fmt: skip
