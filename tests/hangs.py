"""An alarm clock for what must end."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

import pytest


def _rings(*_) -> None:
    pytest.fail("it hangs")


@contextlib.contextmanager
def in_time(seconds: int) -> Iterator[None]:
    """Fail if what is done here takes longer: a guard against hangs, not a measurement."""
    before = signal.signal(signal.SIGALRM, _rings)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
