"""Stamina: seconds of running that one has left; walking and rest give them back.

It is written down when one runs, and read off for any time after: nobody needs to be looked at
while they rest.
"""

from __future__ import annotations

from kinward.core.lean import light


@light
def running_left(left, at, run_full, recover, t):
    """Seconds of running that one has at time `t` (ms) who had `left` at `at` (ms).

    Args:
        run_full: what one has who is rested, s.
        recover: what is regained in a second of walking or rest, s.
    """
    return min(run_full, left + recover * max(0, t - at) / 1000.0)
