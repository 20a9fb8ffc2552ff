"""What tests with drawn input share: examples, an alarm clock, a command that speaks once."""

from __future__ import annotations

import contextlib
import io
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from kinward.cli import main

PATIENCE = 240  # s for one command


def examples(n: int) -> settings:
    """Settings for `n` examples, the same ones each time."""
    return settings(
        max_examples=n, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


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


def one_message(
    *args: object, codes: tuple[int, ...] = (0, 2), about: object = "", report: bool = True
) -> int:
    """Run a command: it ends in time, with one of `codes` and one error or none; the code.

    Args:
        about: what is said beside the command if it fails.
        report: whether a report that could not be written is a failure.
    """
    line = [str(a) for a in args]
    out, err = io.StringIO(), io.StringIO()
    with in_time(PATIENCE), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(line)
        except Exception as error:
            error.add_note(f"kinward {' '.join(line)} {about}")
            raise
    said = err.getvalue()
    assert code in codes, (line, about, said)
    assert "Traceback" not in said, (line, about, said)
    assert said.count("error:") == (code != 0), (line, about, said)
    assert not (report and "was not written" in said), (line, about, said)
    return code
