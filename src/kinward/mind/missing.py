"""Missing: who lives with somebody and has not seen them for long misses them (hourly).

Those one lives with share one's home and are of one's household, or of a group so small that all
know each other. What became of them nobody saw, and no errand says when they will be back: one by
one they are waited for, looked for or given up (mind/worth.py: overdue). Behind the wall of a zone
it is known who is kept, who is out and who died (mind/news.py): there it leaves people in peace.
"""

from __future__ import annotations

import numba as nb

from kinward.city.places import Places, place_of
from kinward.core.bundles import EVENTS, PENDING, PLACES
from kinward.core.clock import HOUR
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.ties import DOUBTED, MISSING, WELL
from kinward.core.vocabulary import (
    A_ERRAND,
    A_QUARANTINE,
    A_ROUTINE,
    C_OVERDUE,
    SLEEP,
)
from kinward.mind import parameters as q
from kinward.mind.vocabulary import MISSED

DEAR = 0.5  # strength of a tie from which one misses somebody (assumed)
SMALL = 150  # people of a group in which all know who is there (assumed, about Dunbar's number)
CHILD_ = 6  # years below which nobody reckons days (assumed)


@nb.njit(cache=True)
def miss(t, par, pending, pending_about, pending_event, pending_t, thinkers, think_n, word_of,
         word_event, word_t, tie_state, tie_alive, ev_ints, ev_reals, ev_head, tie_to, tie_end,
         tie_strength, tie_seen_t, passage, unit, cell, facing, next_in, prev_in, first_in, cell_n,
         fate, gone, awake_mind, aim, activity, home, group_id, g_people, tie_ptr, household, age,
         no_wall, p_len):  # fmt: skip
    """Let everyone think of the dearest of those whom they have not seen for long."""
    if t % HOUR or not no_wall[0]:
        return
    if par[q.ON] == 0.0 or par[q.MISSING] == 0.0 or par[q.BELIEFS] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    after = 1000.0 * par[q.MISSED_AFTER]
    for m in range(fate.size):
        if fate[m] != 0 or gone[m] or passage[m] < 0 or not awake_mind[m] or age[m] < CHILD_:
            continue
        if pending[m] >= 0 or aim[m] != A_ROUTINE or activity[m] == SLEEP:
            continue
        dearest, row = DEAR, -1
        for r in range(tie_ptr[m], tie_end[m]):
            o = tie_to[r]
            if tie_state[r] != WELL or tie_strength[r] <= dearest or aim[o] == A_QUARANTINE:
                continue
            if t - tie_seen_t[r] < (2.0 * after if aim[o] == A_ERRAND else after):
                continue
            if _live_together(m, o, home, group_id, g_people, household):
                dearest, row = tie_strength[r], r
        if row >= 0:
            o = tie_to[row]
            n = emit(ev_ints, ev_reals, ev_head, t, MISSED, m, o, 0, place_of(at, m, p_len.size),
                     -1, (t - tie_seen_t[row]) / HOUR, 0.0, -1)  # fmt: skip
            tie_state[row] = MISSING
            tie_alive[row] = min(tie_alive[row], DOUBTED)
            raise_occasion(wait, m, C_OVERDUE, o, n, t)


@inner
def _live_together(m, o, home, group_id, g_people, household):
    """Whether m and o share a home, and belong to one household or to one small group."""
    g = group_id[m]
    if g != group_id[o] or home[m] != home[o]:
        return False  # who has gone elsewhere is not missed
    return household[m] == household[o] or (g >= 0 and g_people[g] <= SMALL)


MISS = Process(
    "miss", "minute", miss, section="mind",
    writes=(*PENDING, "tie_state", "tie_alive", *EVENTS),
    reads=("tie_to", "tie_end", "tie_strength", "tie_seen_t", *PLACES, "fate", "gone",
           "awake_mind", "aim", "activity", "home", "group_id", "g_people"),
    fixed=("tie_ptr", "household", "age", "no_wall", "p_len"),
    meaning="who has not been seen for long is missed by those they live with",
)  # fmt: skip
