"""Feeling: fear, anger, grief and love fade by halves; strong ones show in loud acts.

Somebody full of grief or tenderness plays a record, shouts, weeps aloud: a noise where silence
saves (stories). The log ties the act to the feeling.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from kinward.core.bundles import EVENTS, SOUNDS
from kinward.core.clock import HOUR, MINUTE
from kinward.core.draws import uniform
from kinward.core.events import emit
from kinward.core.lend import lend
from kinward.core.math import exp
from kinward.core.noise import Noise, make_noise
from kinward.core.process import Process
from kinward.core.purposes import FEELING
from kinward.core.vocabulary import ANGER, FEAR, GRIEF, LOVE, S_MUSIC, S_SHOUT
from kinward.mind.bond_vocabulary import GRIEVES_ON
from kinward.mind.vocabulary import FELT, NOISY_ACT

ON, FEAR_FADES, ANGER_FADES, GRIEF_FADES, LOVE_FADES, LOUD = range(6)
SHOWS = 0.6  # level past which a feeling cannot be hidden (assumed)
SLOWER = np.array([2.5, 1.0, 0.12, 5.0, 0.4])
"""How fast grief fades by its course (domain course of grief), against the usual: resilient,
common, chronic, relieved, low long before (courses of Bonanno 2002; factors assumed)."""
EVERY = 10  # people are visited every this many minutes, by key


@nb.njit(cache=True)
def feel(t, par, fear, anger, grief, love, shown, sound_who, sound_passage, sound_offset,
         sound_unit, sound_class, sound_level, sound_event, sound_n, ev_ints, ev_reals, ev_head,
         fate, gone, awake_mind, passage, offset, unit, aim_event, activity, key, seed, loudness,
         p_len, course, courses):  # fmt: skip
    """Fade feelings, and let the strongest show, for a tenth of the people each minute."""
    noise = lend(Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                       sound_event, sound_n))  # fmt: skip
    ln2 = 0.6931471805599453
    step = EVERY * 60.0
    keep = np.array([exp(-ln2 * step / par[i]) for i in range(FEAR_FADES, LOVE_FADES + 1)])
    slower = SLOWER if courses[0] else np.ones(SLOWER.size)
    turn = np.uint64((t // MINUTE) % EVERY)
    for m in range(fear.size):
        if key[m] % np.uint64(EVERY) != turn or fate[m] != 0 or gone[m]:
            continue
        if par[ON] == 0.0:
            fear[m] = anger[m] = grief[m] = love[m] = 0.0
            continue
        most = max(max(fear[m], anger[m]), max(grief[m], love[m]))
        if most < 0.01:
            continue
        fear[m] *= keep[0]
        anger[m] *= keep[1]
        grief[m] *= keep[2] ** slower[course[m]]
        love[m] *= keep[3]
        if most < SHOWS:
            if most < 0.8 * SHOWS:
                shown[m] = -1
            continue
        what = FEAR
        if anger[m] == max(max(fear[m], anger[m]), max(grief[m], love[m])):
            what = ANGER
        elif grief[m] >= max(fear[m], love[m]):
            what = GRIEF
        elif love[m] >= fear[m]:
            what = LOVE
        place = p_len.size + unit[m] if unit[m] > 0 else passage[m]
        if shown[m] != what:
            shown[m] = what
            emit(ev_ints, ev_reals, ev_head, t, FELT, m, -1, what, place, what, most, 0.0,
                 aim_event[m])  # fmt: skip
            if what == GRIEF and courses[0]:
                emit(ev_ints, ev_reals, ev_head, t, GRIEVES_ON, m, -1, 0, place, course[m],
                     grief[m], 0.0, aim_event[m])  # fmt: skip
        if not awake_mind[m] or activity[m] == 0 or what == FEAR:
            continue
        rate = par[LOUD] * most * step / (HOUR / 1000.0)
        if uniform(seed[0], FEELING, key[m], 0, t, 0) < 1.0 - exp(-rate):
            sound = S_SHOUT if what == ANGER else S_MUSIC
            n = emit(ev_ints, ev_reals, ev_head, t, NOISY_ACT, m, -1, 0, place, what, most, 0.0,
                     aim_event[m])  # fmt: skip
            make_noise(noise, m, passage[m], offset[m], unit[m], sound, loudness[sound], n)


FEEL = Process(
    "feel", "minute", feel, section="feelings",
    writes=("fear", "anger", "grief", "love", "shown", *SOUNDS, *EVENTS),
    reads=("fate", "gone", "awake_mind", "passage", "offset", "unit", "aim_event", "activity"),
    fixed=("key", "seed", "loudness", "p_len", "course", "courses"),
    meaning="feelings fade; the strongest show in loud acts",
)  # fmt: skip
