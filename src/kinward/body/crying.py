"""Crying from below: who lies under rubble and is conscious cries for help now and then.

The rate falls with how hurt one is and with the time one has lain there. The sound is one of the
step as any other (body/hearing.py): dust muffles it, and it carries some ten metres along the
street. What those who hear it make of it is for mind/under_rubble.py.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.body.digging import CRIES, CRY, TIRES
from kinward.body.vocabulary import CRIED_BELOW
from kinward.core.bundles import EVENTS, SOUNDS
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.noise import Noise, make_noise
from kinward.core.process import Process
from kinward.core.purposes import CRIES_BELOW
from kinward.core.vocabulary import MISSING, S_BELOW


@nb.njit(cache=True)
def cry_below(t, par, sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
              sound_event, sound_n, cried_event, ev_ints, ev_reals, ev_head, fate, fate_t, ruin_of,
              awake_mind, hurt, wound_event, b_passage, b_off, loudness, key,
              seed):  # fmt: skip
    """Let those who lie under rubble be heard."""
    if par[CRIES] == 0.0:
        return
    noise = lend(Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                       sound_event, sound_n))  # fmt: skip
    for m in range(fate.size):
        b = ruin_of[m]
        if fate[m] != MISSING or b < 0 or not awake_mind[m]:
            continue
        lain = (t - fate_t[m]) / 1000.0
        rate = par[CRY] * (1.0 - min(hurt[m], 1.0)) * exp(-lain / par[TIRES])
        u = uniform(seed[0], CRIES_BELOW, key[m], np.uint64(0), t, 0)
        if u >= 1.0 - exp(-60.0 * rate):
            continue
        if cried_event[m] < 0:
            cried_event[m] = emit(ev_ints, ev_reals, ev_head, t, CRIED_BELOW, m, -1, 0,
                                  b_passage[b], -1, 0.0, 0.0, wound_event[m])  # fmt: skip
        make_noise(noise, m, b_passage[b], b_off[b], 0, S_BELOW, loudness[S_BELOW],
                   cried_event[m])  # fmt: skip


CRY_BELOW = Process(
    "cry_below", "minute", cry_below, section="digging",
    writes=(*SOUNDS, "cried_event", *EVENTS),
    reads=("fate", "fate_t", "ruin_of", "awake_mind", "hurt", "wound_event"),
    fixed=("b_passage", "b_off", "loudness", "key", "seed"),
    meaning="who lies under rubble cries for help",
    when=("trapped_n",), of="impact",
)  # fmt: skip
