"""A chase: who goes after one whom the swarm took, or is on the way out from below the streets.

The mind decides to go, to go in, to give up (mind/pursuing.py); the streets and sewers lead on
(threats/below.py). What one tells the other is the state of the chase.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import lean

# states of a chase: runs on the street, stands at the mouth of the sewer, is to go in, frees those
# who lie in a nest, has lost the way, comes up
NO_CHASE, RUNS, AT_MOUTH, GOES_IN, FREES, LOST_WAY, RISES = range(7)


class Chase(NamedTuple):
    """The columns of chases (core/bundles.py: CHASE), bundled inside kernels."""

    chase: np.ndarray
    chasers: np.ndarray
    chase_n: np.ndarray
    in_chase: np.ndarray


@lean
def take_up(k, m, state):
    """Let m be in this state of a chase, and be led on from the next second on."""
    k.chase[m] = state
    if not k.in_chase[m]:
        k.in_chase[m] = True
        k.chasers[k.chase_n[0]] = m
        k.chase_n[0] += 1
