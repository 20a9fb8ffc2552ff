"""Waking: a sound loud enough, or somebody who moves close by, wakes one of the infected.

Each has its own level that wakes it, 65 dBA with a spread of 6 dB (assumed). It follows the
sound for 15 s per decibel above that, to where it seemed to come from: faint sounds are located
with an error of a metre for each decibel below 85 (assumed).
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.core.bundles import EVENTS, WISH
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lean import shared
from kinward.core.lend import lend
from kinward.core.math import normal_quantile
from kinward.core.process import Process
from kinward.core.purposes import LOCATE, WAKE
from kinward.core.wish import Wish, go
from kinward.threats.infected import ATTENTION, HEARING, HUNTING, MOST, SPREAD, rouse
from kinward.threats.vocabulary import WOKE


@shared
def sleeps(key, seed):
    """How soundly each of those with `key` (n,) sleeps: standard normal variates (n,)."""
    z = np.empty(key.size)
    for m in range(key.size):
        z[m] = normal_quantile(uniform(seed, WAKE, key[m], 0, 0, 0))
    return z


@nb.njit(cache=True)
def wake(t, par, wish, wish_passage, wish_offset, wish_unit, wishers, wish_n, alert, attend_until,
         in_hunt, hunters, hunt_n, ev_ints, ev_reals, ev_head, heard_level, heard_by, hearers,
         hear_n, sound_who, sound_passage, sound_offset, sound_class, sound_event, fate, gone,
         passage, unit, p_len, key, seed, wakes_at, sleep_z, creature):  # fmt: skip
    """Let the infected who heard something loud enough go after it."""
    if par[HUNTING] == 0.0 or par[HEARING] == 0.0:
        return
    want = lend(Wish(wish, wish_passage, wish_offset, wish_unit, wishers, wish_n))
    for i in range(hear_n[0]):
        m = hearers[i]
        if fate[m] != 2 or gone[m] or creature[m] or alert[m] >= 2:
            continue
        s = heard_by[m]
        if alert[m] == 1 and fate[sound_who[s]] == 2:
            continue
        above = heard_level[m] - (wakes_at[0] + par[SPREAD] * sleep_z[m])
        if above < 0.0:
            continue
        until = t + int(1000.0 * min(par[MOST], par[ATTENTION] * (above + 1.0)))
        if alert[m] == 0:
            emit(ev_ints, ev_reals, ev_head, t + 999, WOKE, m, sound_who[s], 0,
                 p_len.size + unit[m] if unit[m] > 0 else passage[m],
                 sound_class[s], heard_level[m], 0.0, sound_event[s])  # fmt: skip
        rouse(m, 1, until, alert, attend_until, in_hunt, hunters, hunt_n)
        error = max(0.0, 85.0 - heard_level[m])
        q = sound_passage[s]
        z = normal_quantile(uniform(seed[0], LOCATE, key[m], key[sound_who[s]], t, 0))
        off = min(max(sound_offset[s] + error * z, 0.0), p_len[q])
        go(want, m, q, off, 0)


WAKE_PROCESS = Process(
    "wake", "second", wake, section="horde",
    writes=(*WISH, "alert", "attend_until", "in_hunt", "hunters", "hunt_n", *EVENTS),
    reads=("heard_level", "heard_by", "hearers", "hear_n", "sound_who", "sound_passage",
           "sound_offset", "sound_class", "sound_event", "fate", "gone", "passage", "unit"),
    fixed=("p_len", "key", "seed", "wakes_at", "sleep_z", "creature"),
    meaning="the infected who heard something loud enough go after it",
    when=("hear_n",),
)  # fmt: skip
