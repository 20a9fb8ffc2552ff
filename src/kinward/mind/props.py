"""Props of obedience: a promise, comrades, a command that answers, a home believed safe.

Taken away one by one they let refusal rise step by step (world, "Obedience is held up by people").
"""

from __future__ import annotations

from kinward.core.lean import lean
from kinward.mind.self import tie_row

BESIDE = 30.0  # m along one street within which somebody is with one (assumed)
USUAL = 0.75  # of what holds obedience up where nobody has promised anything (assumed)
LOST = 3  # tie_state
MOST = 1.4  # times the usual, at most (assumed)


@lean
def here(s, m):
    """Whether m is one of the living, in the world."""
    return s.fate[m] == 0 and not s.gone[m] and s.passage[m] >= 0


@lean
def beside(s, m, o):
    """Whether o is with m: in one room, or within sight on one street."""
    if s.passage[m] != s.passage[o] or s.unit[m] != s.unit[o]:
        return False
    return s.unit[m] > 0 or abs(s.offset[m] - s.offset[o]) <= BESIDE


@lean
def props(s, m, leader):
    """What holds obedience up, each 0..1: (a promise given, comrades here, a command that
    answers, a home believed safe)."""
    promise = 1.0 if s.promised[m] >= 0 else 0.0
    mates = 0.0
    home, n = 0.0, 0
    for r in range(s.tie_ptr[m], s.tie_end[m]):
        o = s.tie_to[r]
        if here(s, o) and beside(s, m, o) and s.household[o] != s.household[m]:
            if s.tie_strength[r] > 0.3:
                mates += s.tie_strength[r]
        if s.household[o] == s.household[m]:
            n += 1
            home += s.tie_alive[r] if s.tie_state[r] != 1 else 0.5 * s.tie_alive[r]
    return promise, min(mates / 1.5, 1.0), _command(s, m, leader), home / n if n > 0 else 1.0


@lean
def _command(s, m, leader):
    """How far m believes that whoever leads still answers, 0..1: what m sees, or last knew."""
    if leader < 0:
        return 0.0
    if here(s, leader) and beside(s, m, leader):
        return 1.0 if s.awake_mind[leader] else 0.0
    r = tie_row(s, m, leader)
    if r < 0:
        return 1.0
    return 0.0 if s.tie_state[r] == LOST else s.tie_alive[r]


@lean
def note_props(s, m, leader, out):
    """Write what holds m's obedience up, each 0..1, by mind/menu.py HELD, into (4,)."""
    out[0], out[1], out[2], out[3] = props(s, m, leader)


@lean
def held_up(rests, weights):
    """How far obedience is held up by its props `rests` (4,), each 0..1.

    `weights` (5,): how much each prop weighs, and what holds without any of them; a switch takes
    one away.
    """
    held = weights[4]
    for j in range(4):
        held += weights[j] * rests[j]
    return held


@lean
def against_usual(rests, weights):
    """How far obedience is held up, as a multiple of the usual, at most 1.4."""
    return min(MOST, held_up(rests, weights) / USUAL)
