"""Digging: hands clear rubble, and those who lie under it are reached one after the other.

Each who lies there is reached when as much work has been done in that heap as lies above them, a
depth that was drawn when the building fell (threats/impact.py). The work of a minute is that of all
who dig there, each less by how hurt they are and more by the tools they have, for no more than a
full crew has room.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.body.vocabulary import DUG_OUT, FOUND_UNDER
from kinward.city.places import Places, cell_index, place_of, put_in
from kinward.core.bundles import EVENTS, PENDING, PLACES
from kinward.core.clock import HOUR
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import inner
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.purposes import UNDER_RUBBLE
from kinward.core.quantity import Count, Duration, Rate, Real, Switch
from kinward.core.vocabulary import A_DIG, A_POST, A_ROUTINE, ALIVE, C_GRIEF, MISSING

BESIDE = 15.0  # m along the street within which one sees who is found (assumed)


class Digging(Parameters):
    """How people dig others out."""

    on: Switch = param(True, "rubble can be cleared", "stories")
    crew: Count = param(8, "people who find room to dig in one heap", "assumed", ge=1, le=1000)
    crushed: Real = param(0.3, "mean loss of strength of who is dug out", "assumed", ge=0, le=1)
    cries: Switch = param(True, "who lies under rubble and is conscious cries for help", "stories")
    cry: Rate = param("12 /h", "rate of cries that carry, of one unhurt, at first", "assumed")
    tires: Duration = param("6 h", "time after which that is a 2.7th", "assumed", ge="1 min",
                            le="30 days")  # fmt: skip


ON, CREW, CRUSHED, CRIES, CRY, TIRES = range(6)


@nb.njit(cache=True)
def dig(t, par, passage, offset, unit, cell, facing, next_in, prev_in, first_in, cell_n, pending,
        pending_about, pending_event, pending_t, thinkers, think_n, word_of, word_event, word_t,
        fate, fate_t, gone, moving, hurt, witnessed, mourned, trapped_until, trapped_n, ruin_of,
        b_dug, aim, ev_ints, ev_reals, ev_head, aim_event, digs_at, works_at, tools, depth,
        awake_mind, tie_end, tie_to, tie_ptr, key, seed, b_passage, b_off, p_len, p_cell,
        p_ncell):  # fmt: skip
    """Do the work of a minute, and reach those who lie no deeper."""
    if par[ON] == 0.0:
        return
    at = lend(Places(passage, unit, cell, facing, next_in, prev_in, first_in, cell_n))
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    work, hands = np.zeros(b_dug.size), np.zeros(b_dug.size)
    first = np.full(b_dug.size, -1, np.int32)
    for m in range(aim.size):
        if fate[m] != ALIVE or gone[m] or not awake_mind[m]:
            continue
        b = digs_at[m] if aim[m] == A_DIG else (works_at[m] if aim[m] == A_POST else -1)
        if b < 0:
            continue
        hands[b] += 1.0
        work[b] += (1.0 - min(hurt[m], 1.0)) * tools[m]
        if first[b] < 0 or key[m] < key[first[b]]:
            first[b] = m
    for b in range(b_dug.size):
        b_dug[b] += work[b] * min(1.0, par[CREW] / max(hands[b], 1.0))
    for m in range(aim.size):
        b = ruin_of[m]
        if b < 0 or first[b] < 0 or b_dug[b] < depth[m]:
            continue
        ruin_of[m] = -1
        if fate[m] == MISSING:
            passage[m], unit[m], offset[m], facing[m] = b_passage[b], 0, b_off[b], 2
            cell[m] = p_cell[passage[m]] + cell_index(p_len, p_ncell, passage[m], offset[m])
            gone[m], moving[m], aim[m] = False, False, A_ROUTINE
            put_in(at, m)
            held = (t - fate_t[m]) / HOUR
            fate[m], fate_t[m], trapped_until[m] = ALIVE, -1, -1
            witnessed[m], mourned[m] = False, False
            trapped_n[0] -= 1
            worse = 2.0 * par[CRUSHED] * uniform(seed[0], UNDER_RUBBLE, key[m], np.uint64(0), 0, 2)
            hurt[m] = min(0.95, hurt[m] + worse)
            emit(ev_ints, ev_reals, ev_head, t, DUG_OUT, m, first[b], 0,
                 place_of(at, m, p_len.size), -1, held, b_dug[b], aim_event[first[b]])  # fmt: skip
        else:
            n = emit(ev_ints, ev_reals, ev_head, t, FOUND_UNDER, first[b], m, 0,
                     place_of(at, first[b], p_len.size), -1, b_dug[b], 0.0,
                     aim_event[first[b]])  # fmt: skip
            _tell(m, n, t, b_passage[b], b_off[b], wait, passage, offset, unit, fate, gone,
                  awake_mind, tie_ptr, tie_end, tie_to)  # fmt: skip


@inner
def _tell(d, event, t, p, off, wait, passage, offset, unit, fate, gone, awake_mind, tie_ptr,
          tie_end, tie_to):  # fmt: skip
    """Those of the dead d who stand at the heap learn of it."""
    for r in range(tie_ptr[d], tie_end[d]):
        o = tie_to[r]
        here = fate[o] == ALIVE and not gone[o] and awake_mind[o] and unit[o] == 0
        if here and passage[o] == p and abs(offset[o] - off) <= BESIDE:
            raise_occasion(wait, o, C_GRIEF, d, event, t)


DIG = Process(
    "dig", "minute", dig, section="digging",
    writes=(PLACES[0], "offset", *PLACES[1:], *PENDING, "fate", "fate_t", "gone", "moving", "hurt",
            "witnessed", "mourned", "trapped_until", "trapped_n", "ruin_of", "b_dug", "aim",
            *EVENTS),
    reads=("aim_event", "digs_at", "works_at", "tools", "depth", "awake_mind", "tie_end", "tie_to"),
    fixed=("tie_ptr", "key", "seed", "b_passage", "b_off", "p_len", "p_cell", "p_ncell"),
    meaning="people clear rubble, and reach who lies under it",
    of="impact",
)  # fmt: skip
