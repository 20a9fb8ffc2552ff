"""Haze: how far one sees through dust and smoke, and where they turn day to night.

In air of extinction K one sees 3/K m. So much of the light of day comes through a layer of the
depth D as exp(-K D) (Beer and Lambert): where that is next to nothing, one sees as by night.
"""

from __future__ import annotations

import numpy as np

from kinward.core.lean import light

THINGS = 3.0  # visibility times extinction, of things that reflect light (Jin 1978)


@light
def sees_through(extinction):
    """How far (m) one sees in air of so much extinction (1/m)."""
    return THINGS / extinction if extinction > 0.0 else np.inf


@light
def sees_in(extinction, dusk):
    """How far (m) one sees in such air (1/m), be it day or night.

    Args:
        dusk: (extinction from which the day is as dark as the night, sight in the dark m).
    """
    if extinction <= 0.0:
        return np.inf
    far = THINGS / extinction
    return min(far, dusk[1]) if extinction >= dusk[0] else far
