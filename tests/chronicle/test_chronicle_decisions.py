"""The buffer of decisions."""

from __future__ import annotations

import numpy as np
import pytest

from kinward.core.decisions import (
    DecisionBuffer,
    belief_row,
    decide_row,
    next_decision,
    option_row,
)


def write(d: DecisionBuffer, person: int, worths: list[float], event: int = -1) -> int:
    for i, worth in enumerate(worths):
        option_row(d.options, d.parts, d.head, i, -1, -1, worth, np.full(8, worth))
    belief_row(d.beliefs, d.values, d.head, 1, person, 0.25)
    return decide_row(d.rows, d.head, 10, person, -1, 2, 0, len(worths), 1, event)


def test_rows_know_their_options_across_drains():
    d = DecisionBuffer(4)
    assert next_decision(d.head) == 0
    assert write(d, 5, [1.234, -0.5]) == 0
    assert write(d, 6, [0.1]) == 1
    first = d.drain()
    assert first.rows[:, 5].tolist() == [0, 2]
    assert first.rows[:, 6].tolist() == [2, 1]
    assert first.options[:, 3].tolist() == [123, -50, 10]
    assert first.parts[0].tolist() == [12] * 8
    assert next_decision(d.head) == 2
    assert write(d, 7, [2.0], event=99) == 2
    second = d.drain()
    assert second.first.tolist() == [2, 3, 2]
    assert second.rows[0, 5] == 3
    assert second.rows[0, 9] == 99


def test_worths_are_clipped_not_wrapped():
    d = DecisionBuffer(2)
    write(d, 0, [1e6, -1e6])
    rows = d.drain()
    assert rows.options[:, 3].tolist() == [32767, -32768]
    assert rows.parts[:, 0].tolist() == [127, -128]


def test_too_many_rows_are_an_error():
    d = DecisionBuffer(1)
    write(d, 0, [1.0])
    write(d, 1, [1.0])
    with pytest.raises(OverflowError, match="2 decisions"):
        d.drain()
