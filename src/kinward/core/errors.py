"""Errors that a user can act on."""

from __future__ import annotations


class KinwardError(Exception):
    """Base of the errors whose message is meant for the user, without a traceback."""

    exit_code = 1


class InputError(KinwardError, ValueError):
    """Wrong use or wrong input: names the thing, the value, and what would be right (exit 2)."""

    exit_code = 2


class RunStopped(KinwardError):
    """A run stopped after it had begun; what was written stands and can be resumed (exit 3)."""

    exit_code = 3


class CheckFailed(KinwardError):
    """A check of a run or of the model failed (exit 1)."""

    exit_code = 1
