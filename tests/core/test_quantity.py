"""Quantities: read exactly, refused with what would be right, and written back."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinward.core import quantity as q

wild = settings(derandomize=True, deadline=None, max_examples=100)

ALL = [v for v in vars(q).values() if isinstance(v, q.Quantity)]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (q.DURATION, "48h", 172_800.0),
        (q.DURATION, "1.5 min", 90.0),
        (q.DURATION, "2 days", 172_800.0),
        (q.DURATION, " 250 ms ", 0.25),
        (q.LENGTH, "6 m", 6.0),
        (q.LENGTH, "25 cm", 0.25),
        (q.SPEED, "2.5 m/s", 2.5),
        (q.SPEED, "36 km/h", 10.0),
        (q.SHARE, "40 %", 0.4),
        (q.SHARE, 0.4, 0.4),
        (q.SHARE, "0.4", 0.4),
        (q.PROBABILITY, "100%", 1.0),
        (q.RATE, "1.2 /day", 1.2 / 86_400),
        (q.RATE, "2 /s", 2.0),
        (q.RATE, "60/min", 1.0),
        (q.LEVEL, "95 dBA", 95.0),
        (q.LEVEL, "-3 dBA", -3.0),
        (q.BLOOD_RATE, "20 ml/min", 20.0),
        (q.VOLUME, "3 l", 3000.0),
        (q.MASS, "300 g", 0.3),
        (q.DENSITY, "2 /m2", 2.0),
        (q.COUNT, 3, 3),
        (q.COUNT, 3.0, 3),
        (q.REAL, -1.5, -1.5),
        (q.DAYS, 14, 14.0),
        (q.DAYS, "36 h", 1.5),
    ],
)
def test_reads(kind, text, value):
    assert kind.parse(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (q.DURATION, "48 km"),
        (q.DURATION, "48"),
        (q.DURATION, 48),
        (q.DURATION, "-1 h"),
        (q.DURATION, "61 days"),
        (q.DURATION, ""),
        (q.DURATION, "h"),
        (q.DURATION, "nan h"),
        (q.DURATION, "inf h"),
        (q.DURATION, "1e999 h"),
        (q.DURATION, "１２ h"),
        (q.DURATION, None),
        (q.DURATION, True),
        (q.DURATION, ["1 h"]),
        (q.PROBABILITY, 1.2),
        (q.PROBABILITY, "120 %"),
        (q.PROBABILITY, math.nan),
        (q.PROBABILITY, -0.1),
        (q.REAL, math.inf),
        (q.REAL, 10**400),
        (q.COUNT, 2.5),
        (q.COUNT, -1),
        (q.COUNT, True),
    ],
)
def test_refuses(kind, bad):
    with pytest.raises(q.QuantityError, match="expected "):
        kind.parse(bad)


def test_the_message_says_what_would_be_right():
    with pytest.raises(q.QuantityError) as error:
        q.DURATION.parse("48 km")
    words = "expected a duration such as '48h', '30 min', '2 days' (0 to 60 days)"
    assert str(error.value) == words


def test_a_narrower_range_is_named_and_its_examples_lie_in_it():
    with pytest.raises(q.QuantityError) as error:
        q.DURATION.parse("1 s", low=3600.0, high=86_400.0)
    assert str(error.value) == "expected a duration such as '1 h', '1 day' (1 h to 1 day)"


@pytest.mark.parametrize("kind", ALL, ids=lambda k: k.noun)
def test_examples_and_range_ends_are_right(kind):
    for example in kind.examples:
        assert kind.low <= kind.parse(example) <= kind.high
    assert kind.base == "" or kind.base in kind.units or kind.base in ("1/s", "1/m2", "1/(m s)")


@pytest.mark.parametrize("kind", ALL, ids=lambda k: k.noun)
@wild
@given(data=st.data())
def test_text_reads_back_as_the_same_float(kind, data):
    low, high = max(kind.low, -1e12), min(kind.high, 1e12)
    if kind.whole:
        value = data.draw(st.integers(int(low), int(high)))
    else:
        value = data.draw(st.floats(low, high, allow_subnormal=False))
    assert kind.parse(kind.text(value)) == value


@pytest.mark.parametrize("kind", ALL, ids=lambda k: k.noun)
@wild
@given(text=st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[-+]?[0-9.]{0,5}(e[0-9]{1,5})? ?(h|m|%|/day|dBA|kg|l)?", fullmatch=True),
    st.floats(), st.integers(), st.none(), st.booleans(),
))  # fmt: skip
def test_anything_is_read_within_range_or_refused(kind, text):
    try:
        value = kind.parse(text)
    except q.QuantityError:
        return
    assert math.isfinite(value)
    assert kind.low <= value <= kind.high


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (q.DURATION, 144_000.0, "40 h"),
        (q.DURATION, 1_209_600.0, "14 days"),
        (q.DURATION, 86_400.0, "1 day"),
        (q.DURATION, 90.0, "90 s"),
        (q.DURATION, 0.0, "0 s"),
        (q.SHARE, 0.4, "40 %"),
        (q.RATE, q.RATE.parse("1.2 /day"), "1.2 /day"),
        (q.LENGTH, 0.25, "25 cm"),
        (q.COUNT, 7, "7"),
    ],
)
def test_is_written_as_one_would_say_it(kind, value, text):
    assert kind.text(value) == text


@pytest.mark.parametrize(
    ("value", "right"), [(True, True), ("on", True), ("Off", False), ("no", False)]
)
def test_switch_reads(value, right):
    assert q.SWITCH.parse(value) is right


@pytest.mark.parametrize("value", [1, 0, "maybe", None, 0.5])
def test_switch_refuses(value):
    with pytest.raises(q.QuantityError):
        q.SWITCH.parse(value)


def test_ms():
    assert q.ms(1.5) == 1500
    assert isinstance(q.ms(1.0), int)
