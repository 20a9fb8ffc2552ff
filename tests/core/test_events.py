"""Events: a vocabulary without doubles, and a buffer that loses nothing silently."""

import numpy as np
import pytest

from kinward.core import events
from kinward.core.events import EventBuffer, emit


@pytest.fixture
def vocabulary(monkeypatch):
    monkeypatch.setattr(events, "KINDS", {})
    monkeypatch.setattr(events, "DOMAINS", {})


@pytest.mark.usefixtures("vocabulary")
def test_kinds_are_declared_once():
    assert events.kind(7, "wept", "sheds tears") == 7
    with pytest.raises(ValueError, match="declared twice"):
        events.kind(7, "laughed", "another name")
    with pytest.raises(ValueError, match="declared twice"):
        events.kind(8, "wept", "another code")


@pytest.mark.usefixtures("vocabulary")
def test_a_domain_numbers_its_words():
    assert events.domain("colour", "red", "blue") == (0, 1)
    assert events.domain("colour", "red", "blue") == (0, 1)
    with pytest.raises(ValueError, match="declared twice"):
        events.domain("colour", "red")


def add(buffer, t, subject):
    return emit(buffer.ints, buffer.reals, buffer.head, t, 1, subject, -1, 0, -1, -1, 0.5, 0.25, -1)


def test_rows_come_back_in_order_with_running_numbers():
    buffer = EventBuffer(4)
    assert [add(buffer, 10, 5), add(buffer, 11, 6)] == [0, 1]
    ints, reals, first = buffer.drain()
    assert first == 0
    assert ints[:, events.T].tolist() == [10, 11]
    assert ints[:, events.SUBJECT].tolist() == [5, 6]
    assert ints[:, events.OBJECT].tolist() == [-1, -1]
    assert reals.tolist() == [[0.5, 0.25]] * 2
    assert add(buffer, 12, 7) == 2
    assert buffer.drain()[2] == 2


def test_drained_rows_are_copies():
    buffer = EventBuffer(2)
    add(buffer, 1, 1)
    ints, _, _ = buffer.drain()
    add(buffer, 2, 2)
    assert ints[0, events.T] == 1


def test_an_overflow_is_an_error_not_a_loss():
    buffer = EventBuffer(2)
    for i in range(3):
        add(buffer, i, i)
    with pytest.raises(OverflowError, match="3 events in one step, room for 2"):
        buffer.drain()


def test_columns_are_in_the_order_of_the_names():
    names = (events.T, events.KIND, events.SUBJECT, events.OBJECT, events.K, events.PLACE,
             events.WHAT, events.CAUSE)  # fmt: skip
    assert names == tuple(range(events.N_INT))
    assert EventBuffer(1).ints.dtype == np.int64
