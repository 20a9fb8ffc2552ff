"""Reading tracks: who comes by marks of somebody who was dragged along believes in the danger.

Each new street with such marks takes a part of the doubt that is left. Who knew of no danger is
warned by them.
"""

from __future__ import annotations

import numba as nb

from kinward.core.bundles import EVENTS
from kinward.core.clock import MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.process import Process
from kinward.core.purposes import READS_TRACKS
from kinward.core.vocabulary import ALIVE
from kinward.mind import pursuit_parameters as q
from kinward.mind.pursuit_vocabulary import READ_TRACKS
from kinward.mind.warned import DECIDES

MILLS = 2 * MINUTE  # until one who was warned by marks makes up their mind (assumed)


@nb.njit(cache=True)
def read_tracks(t, par, read_at, believes, warned_t, warned_event, think_t, ev_ints, ev_reals,
                ev_head, passage, unit, fate, gone, awake_mind, carried_by, in_chase, daylight,
                danger_t, drag_t, age, marks_last, key, seed):  # fmt: skip
    """Let those who come by marks read them."""
    if par[q.ON] == 0.0 or par[q.READS] == 0.0:
        return
    chance = par[q.SEEN] * (1.0 if daylight[0] else par[q.BY_NIGHT])
    for m in range(fate.size):
        p = passage[m]
        if p < 0 or unit[m] > 0 or drag_t[p] < 0 or t - drag_t[p] > marks_last[0]:
            continue
        if fate[m] != ALIVE or gone[m] or not awake_mind[m] or carried_by[m] >= 0:
            continue
        if in_chase[m]:  # goes by them already
            continue
        if read_at[m] == p or age[m] < DECIDES:
            continue
        if uniform(seed[0], READS_TRACKS, key[m], 0, t, 0) >= chance:
            continue
        first = read_at[m] < 0
        read_at[m] = p
        believes[m] += (1.0 - believes[m]) * par[q.ALARMS]
        if not first:
            continue
        n = emit(ev_ints, ev_reals, ev_head, t, READ_TRACKS, m, -1, 0, p, -1, believes[m],
                 (t - drag_t[p]) / MINUTE, -1)  # fmt: skip
        if warned_t[m] < 0 and danger_t[0] >= 0:
            warned_t[m], warned_event[m], think_t[m] = t, n, t + MILLS


READ = Process(
    "read_tracks", "minute", read_tracks, section="pursuit",
    writes=("read_at", "believes", "warned_t", "warned_event", "think_t", *EVENTS),
    reads=("passage", "unit", "fate", "gone", "awake_mind", "carried_by", "in_chase", "daylight",
           "danger_t", "drag_t"),
    fixed=("age", "marks_last", "key", "seed"),
    meaning="who comes by marks of the swarm reads them",
    when=("drag_n",), of="swarm",
)  # fmt: skip
