"""Chaser: who may go after one whom the swarm took, as kernels bundle them, and what they ask.

What mind/pursuing.py decides with: who can go at all, who needs them, which option is taken.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.chase import NO_CHASE
from kinward.core.clock import MINUTE
from kinward.core.lean import inner, lean
from kinward.core.vocabulary import A_CHECKPOINT, ALIVE, CAPTURED
from kinward.mind import pursuit_parameters as q
from kinward.mind.menu import choose, leave, report
from kinward.mind.self import GROWN, dependants_with, gap, is_fit
from kinward.mind.warned import AGED

NEAR = 15.0  # m within which somebody is with one (mind.near)


class Chaser(NamedTuple):
    """The columns of who decides, bundled inside the kernel."""

    passage: np.ndarray
    offset: np.ndarray
    unit: np.ndarray
    fate: np.ndarray
    gone: np.ndarray
    awake_mind: np.ndarray
    hurt: np.ndarray
    load: np.ndarray
    fear: np.ndarray
    anger: np.ndarray
    grief: np.ndarray
    passed_by: np.ndarray
    believes: np.ndarray
    warned_t: np.ndarray
    carrying: np.ndarray
    carried_by: np.ndarray
    driving: np.ndarray
    grip_t: np.ndarray
    seized_event: np.ndarray
    smoke: np.ndarray
    sight_m: np.ndarray
    tie_end: np.ndarray
    tie_to: np.ndarray
    tie_strength: np.ndarray
    tie_trust: np.ndarray
    tie_alive: np.ndarray
    tie_seen_t: np.ndarray
    tie_ptr: np.ndarray
    age: np.ndarray
    role: np.ndarray
    household: np.ndarray
    h_ptr: np.ndarray
    h_member: np.ndarray
    p_kind: np.ndarray
    key: np.ndarray


class Deeds(NamedTuple):
    """The columns of what is done about it, bundled inside the kernel."""

    aim: np.ndarray
    aim_about: np.ndarray
    aim_until: np.ndarray
    aim_event: np.ndarray
    running: np.ndarray
    foe: np.ndarray
    guide: np.ndarray
    think_t: np.ndarray
    follows: np.ndarray
    saw_taken: np.ndarray
    tellers: np.ndarray
    tells: np.ndarray
    tell_n: np.ndarray
    tie_hope: np.ndarray
    resume: np.ndarray
    ints: np.ndarray
    reals: np.ndarray
    head: np.ndarray


class Ask(NamedTuple):
    """What a decision is made with and written to, bundled inside the kernel."""

    rows: np.ndarray
    options: np.ndarray
    parts: np.ndarray
    beliefs: np.ndarray
    values: np.ndarray
    head: np.ndarray
    weights: np.ndarray
    option_on: np.ndarray
    seed: np.ndarray


@lean
def is_able(s, m):
    """Whether m is alive, conscious and on the map, and in nobody's arms or grip."""
    here = s.fate[m] == ALIVE and not s.gone[m] and s.passage[m] >= 0
    return here and s.awake_mind[m] and s.carried_by[m] < 0


@lean
def can_go(s, d, k, m, par):
    """Whether m can run after somebody: grown, fit, on foot, with empty arms, after nobody yet."""
    if not is_able(s, m) or not GROWN <= s.age[m] < AGED or s.carrying[m] >= 0:
        return False
    if s.driving[m] or s.hurt[m] >= par[q.HURT]:
        return False
    return k.chase[m] == NO_CHASE and d.aim[m] != A_CHECKPOINT


@lean
def is_held(s, c):
    """Whether c is in a creature's grip, or lies in a nest."""
    if s.fate[c] == CAPTURED:
        return True
    x = s.carried_by[c]
    return s.fate[c] == ALIVE and x >= 0 and s.fate[x] != ALIVE


@lean
def minutes(s, c, t):
    """Minutes since c was seized."""
    return (t - s.grip_t[c]) / MINUTE


@lean
def dependants(s, ax, m, c):
    """Those of m's household beside m who need m, without c."""
    n = dependants_with(s, ax, m, NEAR)
    if s.household[c] == s.household[m] and not (is_fit(s, c) and s.hurt[c] < 0.5):
        if s.fate[c] == ALIVE and not s.gone[c] and gap(s, ax, m, c) <= NEAR:
            n -= 1
    return n


@inner
def pick(menu, m, o, t, occasion, cause, s, de, p, at, n_pass, d):
    """(option chosen, event of the decision); (-1, cause) where there is none."""
    leave(menu, de.option_on, False)
    if menu.n[0] == 0:
        return -1, cause
    chosen, best, second = choose(menu, m, o, t, de.weights, s.key, de.seed)
    n = report(menu, chosen, m, occasion, o, t, cause, best, second, s, p.party, at, n_pass,
               d.ints, d.reals, d.head, de.rows, de.options, de.parts, de.beliefs, de.values,
               de.head, np.empty(0))  # fmt: skip
    return menu.code[chosen], n
