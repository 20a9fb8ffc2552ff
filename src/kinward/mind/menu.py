"""Menus: the options of one decision with their worth part by part; the choice, and its record.

P(a) = exp(V_a/theta)/sum, drawn as the largest of V_a/theta plus a Gumbel hash of (person, about
whom, time, option). Parts in the order of PARTS: risk, bond, dependants, duty, others, burden,
feeling, memory.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.city.places import place_of
from kinward.core.choices import (
    O_DECLINE,
    O_GIVE_UP,
    O_HIDE,
    O_HIDE_BITE,
    O_OBEY,
    O_PASS,
    O_PROTOCOL,
    O_REPORT,
    O_STAY,
    O_WAIT,
)
from kinward.core.clock import HOUR
from kinward.core.decisions import belief_row, decide_row, next_decision, option_row
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner, lean, shared
from kinward.core.math import log
from kinward.core.purposes import CHOICE
from kinward.mind import parameters as q
from kinward.mind.self import tie_row
from kinward.mind.vocabulary import DECIDED

MOST = 16  # options of one occasion
R, B, D, U, O, C, F, M = range(8)  # parts
HELD = np.array([8, 9, 10, 3])  # beliefs (domain belief) that hold obedience up (mind/props.py)


class Menu(NamedTuple):
    """The options of one decision."""

    code: np.ndarray  # int32 (MOST,)
    about: np.ndarray  # int32 (MOST,) person or -1
    place: np.ndarray  # int32 (MOST,) unit or 0
    parts: np.ndarray  # float64 (MOST, 8)
    n: np.ndarray  # int64 (1,)


@inner
def blank():
    """A menu without options."""
    return Menu(np.zeros(MOST, np.int32), np.zeros(MOST, np.int32), np.zeros(MOST, np.int32),
                np.zeros((MOST, 8)), np.zeros(1, np.int64))  # fmt: skip


@lean
def add(menu, code, about, place):
    """Open an option; returns its row."""
    i = menu.n[0]
    menu.n[0] = i + 1
    menu.code[i] = code
    menu.about[i] = about
    menu.place[i] = place
    for j in range(8):
        menu.parts[i, j] = 0.0
    return i


@lean
def leave(menu, option_on, kept):
    """Keep of a menu the options that there are in this world, and of who is kept in quarantine
    those that one has there."""
    n = 0
    for i in range(menu.n[0]):
        if not option_on[menu.code[i]] or (kept and not _open_to_kept(menu, i)):
            continue
        menu.code[n], menu.about[n], menu.place[n] = menu.code[i], menu.about[i], menu.place[i]
        for j in range(8):
            menu.parts[n, j] = menu.parts[i, j]
        n += 1
    menu.n[0] = n


@lean
def _open_to_kept(menu, i):
    """Whether option i can be chosen in quarantine."""
    code = menu.code[i]
    if code == O_REPORT or code == O_PROTOCOL:
        return menu.about[i] < 0
    return (
        code == O_STAY or code == O_HIDE or code == O_WAIT or code == O_PASS or code == O_HIDE_BITE
        or code == O_GIVE_UP or code == O_DECLINE or code == O_OBEY
    )  # fmt: skip


@shared
def choose(menu, m, about, t, par, key, seed):
    """(row chosen, its worth, the best worth of the others)."""
    weights = np.array([par[q.RISK], par[q.BOND], par[q.DEPENDANTS], par[q.DUTY], par[q.OTHERS],
                        1.0, par[q.FEELING], par[q.MEMORY]])  # fmt: skip
    other = np.uint64(0) if about < 0 else key[about]
    chosen, most = 0, -np.inf
    for i in range(menu.n[0]):
        for j in range(8):
            menu.parts[i, j] *= weights[j]
        v = menu.parts[i, :].sum()
        u = uniform(seed[0], CHOICE, key[m], other, t, menu.code[i])
        x = v / par[q.THETA] - log(-log(u))
        if x > most:
            chosen, most = i, x
    worth_ = menu.parts[chosen, :].sum()
    second = -99.0
    for i in range(menu.n[0]):
        if i != chosen:
            second = max(second, menu.parts[i, :].sum())
    return chosen, worth_, second


@shared
def report(menu, chosen, m, occasion, about, t, cause, best, second, s, party, at, n_pass, ints,
            reals, head, de_rows, de_options, de_parts, de_beliefs, de_values, de_head,
            held):  # fmt: skip
    """Write the decision and its event; returns the event's number.

    `held`: what held obedience up, by HELD, where an order is weighed; else empty.
    """
    k = next_decision(de_head)
    n = emit(ints, reals, head, t, DECIDED, m, menu.about[chosen], k, place_of(at, m, n_pass),
             menu.code[chosen], best, second, cause)  # fmt: skip
    for i in range(menu.n[0]):
        where = n_pass + menu.place[i] if menu.place[i] > 0 else -1
        option_row(de_options, de_parts, de_head, menu.code[i], menu.about[i], where,
                   menu.parts[i].sum(), menu.parts[i])  # fmt: skip
    beliefs = 1 + held.size
    for j in range(held.size):
        belief_row(de_beliefs, de_values, de_head, HELD[j], -1, held[j])
    belief_row(de_beliefs, de_values, de_head, 2, -1, s.fear[m])
    if about >= 0:
        row = tie_row(s, m, about)
        if row >= 0:
            belief_row(de_beliefs, de_values, de_head, 0, about, s.tie_alive[row])
            belief_row(de_beliefs, de_values, de_head, 1, about,
                       (t - s.tie_seen_t[row]) / HOUR)  # fmt: skip
            beliefs += 2
    decide_row(de_rows, de_head, t, m, party[m], occasion, chosen, menu.n[0], beliefs, n)
    return n
