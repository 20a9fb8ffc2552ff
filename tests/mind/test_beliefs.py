"""People act only on beliefs: what they cannot see makes no difference to what they choose.

One person is put in two worlds that differ in truths out of their sight: who elsewhere is dead,
hurt, bitten, held or changing, which of the infected elsewhere are awake. Options, worths, draws
and choice must be the same.
"""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.clock import HOUR, MINUTE
from kinward.core.decisions import D_CHOSEN
from kinward.core.events import KINDS
from kinward.core.vocabulary import (
    C_ALARM,
    C_BITTEN,
    C_CALL,
    C_CRY,
    C_GRIEF,
    C_LEARNED_BITE,
    C_ONSET,
    C_ORDERED,
    C_OVERDUE,
    C_THREAT,
    C_WOUNDED,
)
from kinward.engine.build import build
from kinward.engine.plan import Step
from kinward.engine.scenario import load_scenario
from kinward.engine.stepping import Engine
from kinward.mind.deciding import DECIDE

# occasions in which the other is heard or seen; in the rest they are only known
PERCEIVED = (C_THREAT, C_CRY, C_WOUNDED)
OCCASIONS = (
    *PERCEIVED, C_BITTEN, C_ONSET, C_LEARNED_BITE, C_ORDERED, C_OVERDUE, C_CALL,
    C_ALARM, C_GRIEF,
)  # fmt: skip
NOW = 4 * HOUR
VIEW = 70.0  # m, beyond what eyes attend to


@pytest.fixture(scope="module")
def world():
    live = build(load_scenario("kyoto", people=300, seed=5))

    def drain(live):
        live.events.drain()
        live.decisions.drain()

    engine = Engine(live, drain)
    for t in range(0, NOW, MINUTE):
        engine.minute(t)
    return live, Step(DECIDE, live), {n: a.copy() for n, a in live.state.arrays.items()}


def in_view(live, m):
    """Rows of everyone whom m sees: in the same unit, or along the same axis of sight."""
    w, s = live.world.arrays, live.state
    if s.unit[m] > 0:
        return (s.unit == s.unit[m]) & (s.passage == s.passage[m])
    p = s.passage
    on = (p >= 0) & (s.unit == 0)
    same = on & (w["p_axis"][p] == w["p_axis"][p[m]])
    place = w["p_axis_off"][p] + w["p_axis_dir"][p] * s.offset
    return same & (np.abs(place - place[m]) <= VIEW)


def restore(live, saved):
    """Put the state back."""
    for name, column in saved.items():
        live.state.arrays[name][...] = column


def turn_truths(live, hidden):
    """Everything that could be otherwise with people out of sight, is."""
    s = live.state
    s.hurt[hidden] = 0.9
    s.bleeding[hidden] = 30.0
    s.bite_known[hidden] = True
    s.stage[hidden] = 2
    s.awake_mind[hidden] = False
    s.fear[hidden], s.anger[hidden], s.grief[hidden] = 0.9, 0.8, 0.7
    s.held_by[hidden] = hidden[0]
    s.carried_by[hidden] = hidden[0]
    s.load[hidden] = 0
    s.alert[hidden[s.fate[hidden] == 2]] = 2
    dead = hidden[s.fate[hidden] == 0][::2]
    s.fate[dead], s.gone[dead], s.passage[dead] = 1, True, -1


def decision(live, step, m, occasion, about):
    """Options, worths and choice of m, and what it made of their plans."""
    s, de = live.state, live.decisions
    de.drain()
    live.events.drain()
    s.pending[m], s.pending_about[m] = occasion, about
    s.pending_event[m], s.pending_t[m] = -1, 0
    s.thinkers[0], s.think_n[0] = m, 1
    step(NOW)
    mine = (s.aim[m], s.aim_about[m], s.aim_until[m], s.volunteers_for[m], s.foe[m], s.wish[m])
    n, options, beliefs = de.head[:3]
    rows = (de.rows[:n, D_CHOSEN].copy(), de.options[:options].copy(), de.parts[:options].copy(),
            de.beliefs[:beliefs].copy(), de.values[:beliefs].copy())  # fmt: skip
    ties = slice(live.world.arrays["tie_ptr"][m], s.tie_end[m])
    return mine, rows, s.tie_state[ties].copy(), s.fear[m], s.grief[m]


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_unseen_truths_make_no_difference(world, occasion):
    live, step, saved = world
    restore(live, saved)
    s, w = live.state, live.world.arrays
    grown = (s.fate == 0) & ~s.gone & (w["age"] >= 16) & s.awake_mind & (s.passage >= 0)
    chose, tried = 0, 0
    for m in np.flatnonzero(grown)[::9]:
        restore(live, saved)
        seen = in_view(live, m)
        seen[m] = True
        if occasion in PERCEIVED:
            fate = 2 if occasion == C_THREAT else 0
            others = np.flatnonzero((s.fate == fate) & ~s.gone & ~seen & (s.passage >= 0))
            about = int(others[0])
            seen[about] = True
        else:
            ties = s.tie_to[w["tie_ptr"][m] : s.tie_end[m]]
            ties = [o for o in ties if not seen[o] and s.fate[o] == 0]
            if not ties:
                continue
            about = int(ties[0])
        tried += 1
        results = []
        for truth in (False, True):
            restore(live, saved)
            if truth:
                turn_truths(live, np.flatnonzero(~seen))
            s.bite_known[m] = True
            results.append(decision(live, step, m, occasion, about))
        a, b = results
        assert a[0] == b[0], (m, about)
        for x, y in zip(a[1], b[1]):
            assert np.array_equal(x, y), (m, about)
        assert np.array_equal(a[2], b[2])
        assert a[3:] == b[3:]
        chose += len(a[1][0])
    assert chose >= 5, f"{chose} of {tried} chose"


def test_what_one_does_in_grief_follows_from_the_news(world):
    live, step, saved = world
    s, w = live.state, live.world.arrays
    restore(live, saved)
    grown = np.flatnonzero((s.fate == 0) & ~s.gone & (w["age"] >= 16) & s.awake_mind)
    told = 0
    for m in grown[::7]:
        rows = slice(w["tie_ptr"][m], s.tie_end[m])
        dear = s.tie_to[rows][(s.tie_strength[rows] > 0.6) & (s.tie_state[rows] != 3)]
        if len(dear) == 0:
            continue
        restore(live, saved)
        decision(live, step, m, C_GRIEF, int(dear[0]))
        ints, _, first = live.events.drain()
        kinds = [KINDS[k].name for k in ints[:, 1]]
        learned = first + kinds.index("learned_death")
        assert ints[kinds.index("decided"), 7] == learned
        told += 1
    assert told > 5
