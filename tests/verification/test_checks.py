"""Each published check passes, and fails when the model is broken as it names."""

from __future__ import annotations

import pytest

from kinward.verify import checks, run_checks

ALL = checks()
SLOW = {"I1", "I2", "I7", "D3"}


def marked(ids):
    return [pytest.param(i, marks=pytest.mark.slow) if i in SLOW else i for i in ids]


@pytest.mark.parametrize("id", marked(ALL))
def test_check_passes(id):
    (result,) = run_checks(only=[id])
    assert result.passed, str(result)


@pytest.mark.parametrize(
    ("id", "way"),
    [
        pytest.param(i, b, marks=pytest.mark.slow if i in SLOW else ())
        for i, c in ALL.items()
        for b in c.breaks
    ],
)
def test_check_fails_when_the_model_is_broken(id, way):
    (result,) = run_checks(only=[id], break_=way)
    assert not result.passed, str(result)
