"""Courses of grief: which one a person's grief would take, drawn once for life (Bonanno 2002)."""

from __future__ import annotations

import numpy as np

from kinward.core.draws import uniforms
from kinward.core.purposes import COURSE

SHARES = np.array([0.457, 0.107, 0.156, 0.102, 0.078])
"""Shares of the courses among the bereaved (Bonanno et al. 2002, doi
10.1037/0022-3514.83.5.1150): resilient, common grief, chronic grief, depressed and improved,
chronic depression; the tenth that fitted none of them is shared out alike."""


def courses_of_grief(key: np.ndarray, seed: np.uint64) -> np.ndarray:
    """Course of each, int8 (N,), domain "course of grief"."""
    u = np.empty(len(key))
    uniforms(seed, COURSE, key, 0, 0, u)
    rise = np.cumsum(SHARES / SHARES.sum())
    return np.minimum(np.searchsorted(rise, u), len(SHARES) - 1).astype(np.int8)
