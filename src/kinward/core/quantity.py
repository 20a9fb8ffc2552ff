"""Typed quantities: numbers with a unit, read from text such as "48h", "6 m" or "40 %".

A field annotated `latent: Duration` reads text in any unit of its dimension and holds a plain
float in the unit of the table below, so that kernels pay nothing for it. Reading is exact (the
decimal in the text times the rational factor of the unit, rounded once), and `text` gives words
that read back as the same float.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_NUMBER = re.compile(
    r"\s*([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?)\s*(.*?)\s*", re.ASCII
)


class QuantityError(ValueError):
    """A value is no such quantity; `expected` says what would be right."""

    def __init__(self, expected: str) -> None:
        super().__init__(f"expected {expected}")
        self.expected = expected


@dataclass(frozen=True)
class Quantity:
    """A dimension: its units, its range, and how to read and write it.

    Attributes:
        noun: with its article, for messages ("a duration").
        base: unit of the float that is held ("s"); "" for a pure number.
        units: what may stand after the number, as the factor to the base unit. The first spelling
            of a factor is the one that is written; "" allows a bare number.
        examples: texts that are right.
        low, high: range in the base unit.
        whole: only whole numbers; held as int.
    """

    noun: str
    base: str
    units: Mapping[str, Fraction] = field(hash=False)
    examples: tuple[str, ...]
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def parse(self, value: object, low: float | None = None, high: float | None = None) -> float:
        """Read a text or a number; returns it in the base unit.

        Args:
            value: text with a unit, or a number where the unit may be left out.
            low, high: a narrower range in the base unit.

        Raises:
            QuantityError: wrong unit, no number, not finite, or out of range.
        """
        low = self.low if low is None else low
        high = self.high if high is None else high
        exact = self._exact(value)
        if exact is None or (self.whole and exact.denominator != 1):
            raise QuantityError(self.expected(low, high))
        number = int(exact) if self.whole else float(exact)
        if not low <= number <= high:
            raise QuantityError(self.expected(low, high))
        return number

    def _exact(self, value: object) -> Fraction | None:
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float):
            if "" not in self.units or not abs(value) <= 1e300:  # nan, too
                return None
            return Fraction(value) * self.units[""]
        if not isinstance(value, str) or len(value) > 60:
            return None
        match = _NUMBER.fullmatch(value)
        if match is None:
            return None
        factor = self.units.get(" ".join(match[2].split()))
        try:
            number = Decimal(match[1])
        except InvalidOperation:
            return None
        if factor is None or (number and not -400 < number.adjusted() < 301):
            return None
        return Fraction(number) * factor

    def text(self, value: float) -> str:
        """Words for a value in the base unit; the shortest that read back as the same float."""
        if value == math.inf or value == -math.inf:
            return "any" if value > 0 else "-any"
        if self.whole:
            return str(int(value))
        if value == 0:
            return f"0 {self.base}".strip() if self.base in self.units else "0"
        best = ""
        seen = {_WEEK}  # read, but never written: one says "14 days"
        for unit, factor in self.units.items():
            if factor in seen:
                continue
            seen.add(factor)
            number = _short(float(Fraction(value) / factor))
            words = number if unit == "" else f"{number} {unit}"
            singular = words.removesuffix("s")
            if number == "1" and singular in (f"1 {u}" for u in self.units):
                words = singular
            if self._exact(words) is None or float(self._exact(words) or 0) != value:
                continue
            if not best or len(number) < len(best.split(" ")[0]):
                best = words
        return best or (f"{value!r} {self.base}".strip())

    def range_text(self, low: float | None = None, high: float | None = None) -> str:
        """The range in words: "0 to 60 days", "at least 0 m", "any"."""
        low = self.low if low is None else low
        high = self.high if high is None else high
        if math.isinf(low) and math.isinf(high):
            return "any"
        if math.isinf(high):
            return f"at least {self.text(low)}"
        if math.isinf(low):
            return f"at most {self.text(high)}"
        first = "0" if low == 0 else self.text(low)
        return f"{first} to {self.text(high)}"

    def expected(self, low: float | None = None, high: float | None = None) -> str:
        """What would be right, in words."""
        low = self.low if low is None else low
        high = self.high if high is None else high
        right = [e for e in self.examples if low <= float(self._exact(e) or 0) <= high]
        bounds = [self.text(b) for b in dict.fromkeys((low, high)) if not math.isinf(b)]
        # numbers without a unit are numbers in TOML, everything else is quoted
        shown = right or bounds or list(self.examples)
        words = ", ".join(e if _bare(e) else f"'{e}'" for e in shown)
        limits = self.range_text(low, high)
        tail = "" if limits == "any" else f" ({limits})"
        return f"{self.noun} such as {words}{tail}"

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic read the quantity wherever it annotates a float."""
        return core_schema.no_info_plain_validator_function(
            self.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.text, when_used="json"
            ),
        )


def _bare(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _short(number: float) -> str:
    text = repr(number)
    if text.endswith(".0"):
        return text[:-2]
    return text


def _table(*rows: tuple[str, str | int | Fraction]) -> dict[str, Fraction]:
    """Rows (spellings separated by "|", factor as text) as a dictionary of exact factors."""
    return {word.strip(): Fraction(factor) for words, factor in rows for word in words.split("|")}


_DAY = 86_400
_WEEK = Fraction(7 * _DAY)
_TIME = _table(
    ("days|day|d", _DAY),
    ("h|hours|hour|hr", 3_600),
    ("min|minutes|minute", 60),
    ("s|seconds|second|sec", 1),
    ("ms", "1/1000"),
    ("weeks|week", _WEEK),
    ("years|year|a", 365 * _DAY),
)
_PER_TIME = _table(
    ("/day|/d|per day|1/day|1/d", Fraction(1, _DAY)),
    ("/h|per hour|per h|1/h", Fraction(1, 3_600)),
    ("/min|per minute|per min|1/min", Fraction(1, 60)),
    ("/s|per second|per s|1/s", 1),
    ("/year|per year|1/year", Fraction(1, 365 * _DAY)),
)
_LENGTH = _table(
    ("m|metres|meters|metre|meter", 1), ("km", 1_000), ("cm", "1/100"), ("mm", "1/1000")
)
_PER_M2 = _table(("/m2|/m²|per m2|1/m2", 1), ("/km2|/km²|1/km2", "1/1000000"))
_VOLUME = _table(("ml", 1), ("l|litres|liters|litre|liter", 1_000), ("cl", 10))
_BARE = _table(("", 1))

DURATION = Quantity("a duration", "s", _TIME, ("48h", "30 min", "2 days"), 0.0, 60.0 * _DAY)
LENGTH = Quantity("a length", "m", _LENGTH, ("6 m", "1.2 km", "25 cm"), 0.0, 1e6)
AREA = Quantity(
    "an area", "m2", _table(("m2|m²", 1), ("km2|km²", 1_000_000), ("ha", 10_000)), ("25 m2",), 0.0
)
SPEED = Quantity(
    "a speed", "m/s", _table(("m/s", 1), ("km/h", "5/18")), ("2.5 m/s", "5 km/h"), 0.0, 200.0
)
SHARE = Quantity(
    "a share", "", {**_BARE, **_table(("%|percent", "1/100"))}, ("40 %", "0.4"), 0.0, 1.0
)
PROBABILITY = Quantity("a probability", "", SHARE.units, ("40 %", "0.4"), 0.0, 1.0)
RATE = Quantity("a rate", "1/s", _PER_TIME, ("1.2 /day", "3 /h", "0.5 /min", "2 /s"), 0.0, 1000.0)
DENSITY = Quantity("a density", "1/m2", _PER_M2, ("2 /m2", "12000 /km2"), 0.0, 100.0)
FLOW = Quantity(
    "a specific flow", "1/(m s)", _table(("/m/s|/(m s)|1/(m s)", 1)), ("1.3 /m/s",), 0.0
)
LEVEL = Quantity("a sound level", "dBA", _table(("dBA|dB(A)|dB|dba", 1)), ("95 dBA",), -20.0, 200.0)
BLOOD_RATE = Quantity(
    "a flow of blood", "ml/min", _table(("ml/min", 1), ("ml/s", 60), ("l/min", 1_000)),
    ("20 ml/min", "0.5 l/min"), 0.0, 10_000.0,
)  # fmt: skip
VOLUME = Quantity("a volume", "ml", _VOLUME, ("3 l", "500 ml"), 0.0, 1e12)
MASS = Quantity(
    "a mass", "kg", _table(("kg", 1), ("g", "1/1000"), ("t", 1_000)), ("12 kg", "300 g"), 0.0
)
PRESSURE = Quantity(
    "a pressure", "kPa", _table(("kPa", 1), ("psi", "6.894757"), ("bar", 100), ("Pa", "1/1000")),
    ("35 kPa", "5 psi"), 0.0, 1e6,
)  # fmt: skip
COUNT = Quantity("a whole number", "", _BARE, ("0", "3", "40"), 0.0, 1e12, whole=True)
REAL = Quantity("a number", "", _BARE, ("0.5", "2"))
AGE = Quantity(
    "an age", "years", _table(("years|year|a", 1), ("", 1)), ("34 years", "6"), 0.0, 130.0
)
DAYS = Quantity(
    "a number of days", "days",
    _table(("days|day|d", 1), ("", 1), ("h|hours|hour", "1/24")),
    ("14", "2 days", "36 h"), 0.0, 3_650.0,
)  # fmt: skip

Duration = Annotated[float, DURATION]
"""Seconds; see `ms`."""
Length = Annotated[float, LENGTH]
"""Metres."""
Area = Annotated[float, AREA]
"""Square metres."""
Speed = Annotated[float, SPEED]
"""Metres a second."""
Share = Annotated[float, SHARE]
"""0 to 1."""
Probability = Annotated[float, PROBABILITY]
"""0 to 1."""
Rate = Annotated[float, RATE]
"""Events a second."""
Density = Annotated[float, DENSITY]
"""People per square metre."""
Flow = Annotated[float, FLOW]
"""People per metre and second."""
Level = Annotated[float, LEVEL]
"""dBA."""
BloodRate = Annotated[float, BLOOD_RATE]
"""Millilitres a minute."""
Volume = Annotated[float, VOLUME]
"""Millilitres."""
Mass = Annotated[float, MASS]
"""Kilograms."""
Pressure = Annotated[float, PRESSURE]
"""Kilopascals."""
Count = Annotated[int, COUNT]
"""A whole number of at least 0."""
Real = Annotated[float, REAL]
"""A number without a unit."""
Age = Annotated[float, AGE]
"""Years."""
Days = Annotated[float, DAYS]
"""Days."""


class _Switch:
    """On or off."""

    def parse(self, value: object) -> bool:
        """Read true or false (or "on", "off", "yes", "no"). Raises QuantityError."""
        if isinstance(value, bool):
            return value
        words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
        if isinstance(value, str) and value.strip().lower() in words:
            return words[value.strip().lower()]
        raise QuantityError("true or false")

    def text(self, value: bool) -> str:
        """The word that TOML uses."""
        return "true" if value else "false"

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic read the switch wherever it annotates a bool."""
        return core_schema.no_info_plain_validator_function(self.parse)


SWITCH = _Switch()
Switch = Annotated[bool, SWITCH]
"""True or false."""


def ms(seconds: float) -> int:
    """Whole milliseconds of a duration in seconds (the clock of the simulation)."""
    return round(seconds * 1000.0)
