"""A small run that was stopped on its way, with two checkpoints, and the same run whole."""

from contextlib import contextmanager

import pytest

import kinward
from kinward.core.clock import HOUR
from kinward.engine import checkpoint, stepping

WORLD = {"people": 80, "days": "5 h"}


@contextmanager
def hourly():
    """Checkpoints every simulated hour."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkpoint.Pace, "due", lambda _, t: t % HOUR == 0)
        yield patch


def stop(folder, at=4 * HOUR + HOUR // 2):
    """Run until `at` (ms), as one does who presses Ctrl-C then."""
    minute = stepping.Engine.minute

    def interrupted(engine, t):
        if t == at:
            raise KeyboardInterrupt
        minute(engine, t)

    with hourly() as patch:
        patch.setattr(stepping.Engine, "minute", interrupted)
        with pytest.raises(KeyboardInterrupt):
            kinward.run("kyoto", **WORLD, out=folder)
    return folder
