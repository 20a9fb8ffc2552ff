"""Haze: how far one sees through dust and smoke."""

from __future__ import annotations

import numpy as np

from kinward.core.lean import light

THINGS = 3.0  # visibility times extinction, of things that reflect light (Jin 1978)


@light
def sees_through(extinction):
    """How far (m) one sees in air of so much extinction (1/m)."""
    return THINGS / extinction if extinction > 0.0 else np.inf
