"""Driving: a quiet electric car on its way is heard every ten seconds (story K7, 60 dBA)."""

from __future__ import annotations

import numba as nb

from kinward.core.bundles import SOUNDS
from kinward.core.lend import lend
from kinward.core.noise import Noise, make_noise
from kinward.core.process import Process
from kinward.core.vocabulary import S_CAR

EVERY = 10  # s


@nb.njit(cache=True)
def drive_noise(t, par, sound_who, sound_passage, sound_offset, sound_unit, sound_class,
                sound_level, sound_event, sound_n, open_runs, open_n, run_member, driving, moving,
                passage, offset, loudness):  # fmt: skip
    """Let each car on its way be heard now and then; who drives is its first member."""
    noise = lend(Noise(sound_who, sound_passage, sound_offset, sound_unit, sound_class, sound_level,
                       sound_event, sound_n))  # fmt: skip
    for i in range(open_n[0]):
        r = open_runs[i]
        if (t // 1000 + r) % EVERY:
            continue
        for j in range(run_member.shape[1]):
            m = run_member[r, j]
            if m >= 0 and driving[m] and moving[m]:
                make_noise(noise, m, passage[m], offset[m], 0, S_CAR, loudness[S_CAR], -1)
                break


DRIVING = Process(
    "driving", "second", drive_noise,
    writes=SOUNDS,
    reads=("open_runs", "open_n", "run_member", "driving", "moving", "passage", "offset"),
    fixed=("loudness",),
    meaning="cars on their way can be heard",
    when=("cars_moving",),
    of="zone",
)  # fmt: skip
