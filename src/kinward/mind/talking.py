"""Being together: strength grows with time and danger shared, tales and news go round (hourly).

Who is beside somebody they are tied to grows closer, quicker in danger; ties apart fade. Each hour
some tell one of those beside them the weightiest deed that they know of; a tale loses weight each
time it is told, then the excuse, then the name (it falls back on the whole group). Deaths are told
at once to whoever had a tie to the dead. What belonged to the dead is given to who loved them.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from kinward.core.bundles import DEEDS, EVENTS, PENDING, TIES
from kinward.core.clock import DAY, HOUR
from kinward.core.deeds import D_KEPT_BACK, GOOD, WEIGHT, Deeds, did
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.purposes import BROODS, TALE_TOLD, TALKS_WITH
from kinward.core.ties import MISSING, Ties, row_of
from kinward.core.vocabulary import C_GRIEF, C_NEWS, C_OVERDUE, SLEEP
from kinward.mind import bond_parameters as b
from kinward.mind.bond_vocabulary import FOUND_KEPT, KEEPSAKE_BACK, REGARD, TALE
from kinward.mind.judging import Judges, able, judge_one, place, remember, sees, warm
from kinward.mind.opinion import meet

SMALL = 150  # people of a group below which a tale about any of them concerns all (assumed)
NAMELESS = 3  # times told after which a tale is about a group, not a person (assumed)
UNEXCUSED = 2  # times told after which why it was done is lost (assumed)
TRIFLE = 0.2  # weight below which a tale is not told on (assumed)
LOVED = 0.5  # strength of a tie from which keepsakes are brought, and bad news weighed (assumed)
DEAR = 0.5  # strength of a tie from which one broods over who is missing (assumed)
LN2 = 0.6931471805599453
CLOSE_BY = 3.0  # m on a street within which people talk
GROWN = 14  # years from which one is told, or tells, such news of one's own accord (assumed)


class News(NamedTuple):
    """The columns of bad news that is kept back, bundled inside the kernel."""

    news_of: np.ndarray
    news_for: np.ndarray
    news_t: np.ndarray
    news_until: np.ndarray
    news_event: np.ndarray


@nb.njit(cache=True)
def talk(t, par, tie_end, tie_to, tie_kind, tie_strength, tie_since, tie_back, tie_trust,
         tie_seen_t, tie_alive, tie_state, tie_warm, pending, pending_about, pending_event,
         pending_t, thinkers, think_n, word_of, word_event, word_t, anger, grief, g_regard, moved_n,
         tale_kind, tale_who, tale_whom, tale_event, tale_hops, keepsake_of, cares, news_of,
         news_for, deed_who, deed_whom, deed_kind, deed_event, deed_could, deed_n, ev_ints,
         ev_reals, ev_head, fate, gone, awake_mind, passage, offset, unit, group_id, fear, activity,
         aim_event, g_people, news_t, news_until, news_event, tie_ptr, age, key, seed,
         p_len):  # fmt: skip
    """Every full hour: an hour of being together and apart."""
    if par[b.ON] == 0.0 or t % HOUR:
        return
    ties = lend(Ties(tie_end, tie_to, tie_kind, tie_strength, tie_since, tie_back, tie_trust,
                     tie_seen_t, tie_alive, tie_state, tie_warm, tie_ptr))  # fmt: skip
    j = lend(Judges(fate, gone, awake_mind, passage, offset, unit, group_id, anger, g_regard, age,
                    moved_n, tale_kind, tale_who, tale_whom, tale_event, tale_hops, ev_ints,
                    ev_reals, ev_head))  # fmt: skip
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    news = lend(News(news_of, news_for, news_t, news_until, news_event))
    deeds = lend(Deeds(deed_who, deed_whom, deed_kind, deed_event, deed_could, deed_n))
    hour = par[b.TIME] * (HOUR / 1000.0)
    keeps = exp(-LN2 * (HOUR / 1000.0) / par[b.FADES]) - 1.0
    believes = exp(-LN2 * (HOUR / 1000.0) / par[b.DOUBTS])
    for m in range(fate.size):
        if fate[m] != 0 or gone[m] or passage[m] < 0:
            continue
        if news_for[m] >= 0:
            _found_out(j, ties, news, deeds, t, m, p_len.size)
        lo, hi = tie_ptr[m], tie_end[m]
        partner, most = -1, 2.0
        missed, dearest = -1, DEAR
        for r in range(lo, hi):
            o = tie_to[r]
            if tie_state[r] == MISSING:
                if par[b.DOUBT] != 0.0:
                    tie_alive[r] *= believes
                if tie_strength[r] > dearest:
                    missed, dearest = o, tie_strength[r]
            near = fate[o] == 0 and not gone[o] and passage[o] >= 0 and sees(j, m, o, 10.0)
            if par[b.GROWING] != 0.0 and m < o:
                if near:
                    danger = max(fear[m], fear[o]) > 0.3
                    by = hour * (par[b.DANGER] if danger else 1.0) * (1.0 - tie_strength[r])
                    warm(j, ties, t, r, m, by * (0.5 + 0.5 * tie_trust[r]), aim_event[m])
                elif fate[o] == 0:
                    warm(j, ties, t, r, m, keeps * tie_strength[r], -1)
            if near and activity[m] != SLEEP and activity[o] != SLEEP and awake_mind[o]:
                u = uniform(seed[0], TALKS_WITH, key[m], key[o], t, 0) / (0.1 + tie_strength[r])
                if u < most:
                    partner, most = o, u
        if missed >= 0 and t % DAY == 0 and par[b.DOUBT] != 0.0 and able(j, m):
            late = int(uniform(seed[0], BROODS, key[m], key[missed], t, 0) * 4.0 * HOUR)
            raise_occasion(wait, m, C_OVERDUE, missed, aim_event[m], t + late)
        if partner < 0 or not able(j, m) or age[m] < 6 or activity[m] == SLEEP:
            continue
        _tell_deaths(j, ties, wait, news, par, t, m, partner, aim_event[m])
        if par[b.KEEPSAKES] != 0.0 and keepsake_of[m] >= 0:
            _give_back(j, ties, par, t, m, keepsake_of, grief, p_len.size)
        if age[partner] < 6:
            continue
        if uniform(seed[0], TALE_TOLD, key[m], key[partner], t, 0) >= par[b.TELLS]:
            continue
        if par[b.OPINIONS] != 0.0 and age[m] >= 14 and age[partner] >= 14:
            now, other = meet(cares[m], cares[partner], par[b.MOVES], par[b.TOLERANCE])
            cares[m] = now
            cares[partner] = other
        if par[b.RUMOUR] != 0.0:
            _tell(j, ties, par, t, m, partner, g_people, p_len.size)


@inner
def _tell_deaths(j, ties, wait, news, par, t, m, o, event):
    """m tells o of those whom m knows to be lost and o does not; whom m gave up is no news.

    Whether to tell what would break somebody close is thought about first (mind/social.py).
    """
    for r in range(ties.tie_ptr[m], ties.tie_end[m]):
        x = ties.tie_to[r]
        if ties.tie_state[r] != 3 or j.fate[x] == 0 or ties.tie_alive[r] > 0.0:
            continue
        q = row_of(ties, o, x)
        if q < 0 or ties.tie_state[q] == 3:
            continue
        back = row_of(ties, m, o)
        close = back >= 0 and ties.tie_strength[back] >= LOVED and ties.tie_strength[q] >= LOVED
        if not close or par[b.KEEPING_BACK] == 0.0 or j.age[o] < GROWN or j.age[m] < GROWN:
            raise_occasion(wait, o, C_GRIEF, x, event, t + 60_000)
            return
        keeps = news.news_for[m] >= 0
        if keeps and (news.news_for[m] != o or news.news_of[m] != x or t < news.news_until[m]):
            continue  # one such burden is enough, and is not taken up every hour
        news.news_of[m] = x
        raise_occasion(wait, m, C_NEWS, o, event, t + 60_000)
        return


@inner
def _found_out(j, ties, news, deeds, t, m, n_pass):
    """Whoever has learned from others what m kept from them knows that m kept it."""
    o, x = news.news_for[m], news.news_of[m]
    r = row_of(ties, o, x)
    if j.fate[o] == 0 and (r < 0 or ties.tie_state[r] != 3):
        return
    if j.fate[o] == 0 and not j.gone[o]:
        n = emit(j.ints, j.reals, j.head, t, FOUND_KEPT, o, m, x, place(j, o, n_pass), -1,
                 (t - news.news_t[m]) / HOUR, 0.0, news.news_event[m])  # fmt: skip
        did(deeds, m, o, D_KEPT_BACK, n, 0.8)
    news.news_for[m] = -1
    news.news_of[m] = -1


@inner
def _give_back(j, ties, par, t, m, keepsake_of, grief, n_pass):
    """m gives what belonged to the dead to the one beside m who loved them most."""
    dead = keepsake_of[m]
    if row_of(ties, m, dead) >= 0 and ties.tie_strength[row_of(ties, m, dead)] >= LOVED:
        return  # it is m's own to keep
    best, strength = -1, LOVED
    for r in range(ties.tie_ptr[dead], ties.tie_end[dead]):
        o = ties.tie_to[r]
        if o != m and able(j, o) and sees(j, m, o, CLOSE_BY) and ties.tie_strength[r] > strength:
            best, strength = o, ties.tie_strength[r]
    if best < 0:
        return
    before = grief[best]
    grief[best] = before * (1.0 - par[b.PURPOSE])
    emit(j.ints, j.reals, j.head, t, KEEPSAKE_BACK, m, best, dead, place(j, m, n_pass), -1, before,
         grief[best], -1)  # fmt: skip
    keepsake_of[m] = -1
    keepsake_of[best] = dead


@inner
def _tell(j, ties, par, t, m, o, g_people, n_pass):
    """m tells o the weightiest deed that concerns o and that o has not heard."""
    best, most = -1, TRIFLE
    for i in range(j.tale_kind.shape[1]):
        kind = j.tale_kind[m, i]
        if kind < 0 or j.tale_who[m, i] == o or j.tale_whom[m, i] == o:
            continue
        who, whom = j.tale_who[m, i], j.tale_whom[m, i]
        g = j.group_id[o]
        concerned = row_of(ties, o, who) >= 0 or (whom >= 0 and row_of(ties, o, whom) >= 0)
        if not concerned and (g < 0 or g_people[g] > SMALL):
            continue
        if _knows(j, o, j.tale_event[m, i]):
            continue
        x = WEIGHT[kind] * par[b.BLURS] ** j.tale_hops[m, i]
        if x > most:
            best, most = i, x
    if best < 0:
        return
    kind, hops = j.tale_kind[m, best], j.tale_hops[m, best] + 1
    who, whom, event = j.tale_who[m, best], j.tale_whom[m, best], j.tale_event[m, best]
    n = emit(j.ints, j.reals, j.head, t, TALE, m, o, kind, place(j, m, n_pass), kind,
             j.tale_hops[m, best], 0.0, event)  # fmt: skip
    remember(j, o, kind, who, whom, event, hops, par[b.BLURS])
    r = row_of(ties, o, m)
    believed = 0.3 + 0.7 * max(ties.tie_trust[r], 0.0) if r >= 0 else 0.3
    if hops < NAMELESS:
        could = 1.0 if hops >= UNEXCUSED else 0.7
        judge_one(j, ties, par, t, o, who, kind, par[b.BLURS] ** hops * believed, could, n)
    g, h = j.group_id[o], j.group_id[who]
    if g >= 0 and h >= 0 and g != h:
        was = j.g_regard[g, h]
        now = was + 0.15 * WEIGHT[kind] * par[b.BLURS] ** hops * (GOOD[kind] - was)
        if (GOOD[kind] - was) * GOOD[kind] > 0.0 and abs(now - was) >= 0.01:
            j.g_regard[g, h] = now
            emit(j.ints, j.reals, j.head, t, REGARD, g, h, kind, -1, -1, now, now - was, n)


@inner
def _knows(j, o, event):
    """Whether o has a deed in mind already."""
    for i in range(j.tale_kind.shape[1]):
        if j.tale_kind[o, i] >= 0 and j.tale_event[o, i] == event:
            return True
    return False


TALK = Process(
    "talk", "minute", talk, section="bonds",
    writes=(*TIES, *PENDING, "anger", "grief", "g_regard", "moved_n", "tale_kind", "tale_who",
            "tale_whom",
            "tale_event", "tale_hops", "keepsake_of", "cares", "news_of", "news_for", *DEEDS,
            *EVENTS),
    reads=("fate", "gone", "awake_mind", "passage", "offset", "unit", "group_id", "fear",
           "activity", "aim_event", "g_people", "news_t", "news_until", "news_event"),
    fixed=("tie_ptr", "age", "key", "seed", "p_len"),
    meaning="people who are together grow closer, tell tales and news of the dead",
)  # fmt: skip
