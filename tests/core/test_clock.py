"""The clock and its words, in both directions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinward.core.clock import DAY, HOUR, MINUTE, SECOND, span, words
from kinward.core.errors import InputError
from kinward.core.moment import parse_moment


def test_units():
    assert (SECOND, MINUTE, HOUR, DAY) == (1000, 60_000, 3_600_000, 86_400_000)


def test_words():
    assert words(0) == "day 1, 00:00"
    assert words(0, 6) == "day 1, 06:00"
    assert words(2 * DAY + 8 * HOUR + 5 * MINUTE, 6) == "day 3, 14:05"
    assert words(18 * HOUR, 6) == "day 2, 00:00"


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (40_000, "40 s"),
        (12 * MINUTE, "12 min"),
        (3.5 * HOUR, "3.5 h"),
        (2 * DAY, "2.0 days"),
    ],
)
def test_span(ms, text):
    assert span(ms) == text


@settings(derandomize=True, deadline=None)
@given(minutes=st.integers(0, 60 * 24 * 400), start=st.sampled_from([0, 6, 12.5]))
def test_a_moment_in_words_reads_back(minutes, start):
    t = minutes * MINUTE
    assert parse_moment(words(t, start), start) == t


@pytest.mark.parametrize(
    ("text", "t"), [("50 h", 50 * HOUR), ("day 2", 18 * HOUR), ("day 1", 0), ("Day 1 6:00", 0)]
)
def test_moments(text, t):
    assert parse_moment(text, 6) == t


@pytest.mark.parametrize("text", ["day 1, 05:00", "day 0", "day 2, 25:00", "yesterday", "", "-1 h"])
def test_no_moments(text):
    with pytest.raises(InputError, match="moment"):
        parse_moment(text, 6)
