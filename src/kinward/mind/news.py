"""News of an end: who sees it learns at once, those in the zone by the evening of its death
notices, the rest from those who find the body. No body seen means no certainty.
"""

from __future__ import annotations

import numba as nb

from kinward.city.sight import Axes, distance
from kinward.core.bundles import AXES, PENDING
from kinward.core.clock import HOUR
from kinward.core.lend import lend
from kinward.core.occasion import Pending, raise_occasion
from kinward.core.process import Process
from kinward.core.vocabulary import C_GRIEF
from kinward.mind import parameters as q

WORD = 2 * HOUR  # how long word takes inside the zone (assumed)
SEEN = 60.0  # m along the street at which an end is witnessed


@nb.njit(cache=True)
def spread_news(t, par, pending, pending_about, pending_event, pending_t, thinkers, think_n,
                word_of, word_event, word_t, mourned, witnessed, tie_to, tie_end, fate, fate_t,
                gone, awake_mind, passage, offset, unit, tie_state, wound_event, exposed_event,
                tie_ptr, infected, p_zone, p_gate, p_axis, p_axis_off, p_axis_dir, axis_ptr,
                axis_passage, p_cell, p_ncell, p_len):  # fmt: skip
    """Raise grief in those who learn of an end in this minute."""
    if par[q.NEWS] == 0.0:
        return
    wait = lend(Pending(pending, pending_about, pending_event, pending_t, thinkers, think_n,
                        word_of, word_event, word_t))  # fmt: skip
    ax = lend(Axes(p_axis, p_axis_off, p_axis_dir, axis_ptr, axis_passage, p_len, p_cell, p_ncell))
    for d in range(fate.size):
        if fate[d] == 0 or infected[d] or mourned[d] or passage[d] < 0:
            continue
        inside = p_zone[passage[d]] or p_gate[passage[d]]  # the posts of a gate see it
        late = t - fate_t[d] > WORD
        if witnessed[d] and not (inside and late):
            if not inside:
                mourned[d] = True
            continue
        cause = wound_event[d] if fate[d] == 1 else exposed_event[d]
        for r in range(tie_ptr[d], tie_end[d]):
            o = tie_to[r]
            if fate[o] != 0 or gone[o] or passage[o] < 0:
                continue
            if inside and late and p_zone[passage[o]]:
                raise_occasion(wait, o, C_GRIEF, d, cause, t)
                continue
            if not awake_mind[o]:
                continue
            if unit[d] > 0 or unit[o] > 0:
                seen = unit[d] == unit[o] and passage[d] == passage[o]
            else:
                seen = distance(ax, passage[d], offset[d], passage[o], offset[o]) < SEEN
            if seen:
                raise_occasion(wait, o, C_GRIEF, d, cause, t)
        witnessed[d] = True
        if inside and late:
            mourned[d] = True


NEWS = Process(
    "news", "minute", spread_news, section="mind",
    writes=(*PENDING, "mourned", "witnessed"),
    reads=("tie_to", "tie_end", "fate", "fate_t", "gone", "awake_mind", "passage", "offset",
           "unit", "tie_state",
           "wound_event", "exposed_event"),
    fixed=("tie_ptr", "infected", "p_zone", "p_gate", *AXES, "p_len"),
    meaning="those close to somebody learn of the end",
)  # fmt: skip
