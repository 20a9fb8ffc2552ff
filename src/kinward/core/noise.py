"""A noise: what any process writes down for the ears (body/hearing.py) to hear in this step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import light


class Noise(NamedTuple):
    """The columns of the sounds of a step, bundled inside kernels."""

    sound_who: np.ndarray
    sound_passage: np.ndarray
    sound_offset: np.ndarray
    sound_unit: np.ndarray
    sound_class: np.ndarray
    sound_level: np.ndarray
    sound_event: np.ndarray
    sound_n: np.ndarray


@light
def make_noise(noise, m, p, off, u, kind, level, event):
    """Note a sound of class `kind` and `level` (dBA at 1 m) that m makes at (p, off, u)."""
    n = noise.sound_n[0]
    if n >= noise.sound_who.size:  # beyond the room for them the quietest is lost
        n = int(np.argmin(noise.sound_level))
        if noise.sound_level[n] >= level:
            return
    else:
        noise.sound_n[0] += 1
    noise.sound_who[n] = m
    noise.sound_passage[n] = p
    noise.sound_offset[n] = off
    noise.sound_unit[n] = u
    noise.sound_class[n] = kind
    noise.sound_level[n] = level
    noise.sound_event[n] = event
