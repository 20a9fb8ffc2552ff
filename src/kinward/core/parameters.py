"""Parameters: frozen models whose every field has a unit, a range, a meaning and a source.

A process declares what it can be tuned by:

    class Infection(Parameters):
        \"\"\"The Rage: course of the infection.\"\"\"

        on: Switch = param(True, "whether it exists at all", "assumed")
        latent: Duration = param("40 h", "median time to Stage One", "story K1", ge="1 min")

`Infection().latent` is then 144000.0, in seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.fields import FieldInfo

from kinward.core.errors import InputError
from kinward.core.problems import reason
from kinward.core.quantity import SWITCH, Quantity
from kinward.core.words import shown, unknown_key

__all__ = ["Parameters", "Spec", "metadata", "param"]

_EXTRA = "kinward"  # key of our metadata within pydantic's json_schema_extra


def param(
    default: Any,
    meaning: str,
    source: str,
    *,
    ge: float | str | None = None,
    le: float | str | None = None,
) -> Any:
    """Declare a parameter.

    Args:
        default: as one would write it in a scenario file ("40 h", 0.3, true).
        meaning: one line.
        source: a paper, the story with its row ("story K1"), a model, or "assumed".
        ge, le: narrower range than that of its type, written the same way.

    Raises:
        ValueError: meaning or source is empty.
    """
    if not meaning.strip() or not source.strip():
        raise ValueError("a parameter needs a meaning and a source ('assumed' is one)")
    extra: dict[str, Any] = {_EXTRA: {"meaning": meaning, "source": source, "ge": ge, "le": le}}
    if isinstance(default, list | dict):
        return Field(
            default_factory=lambda: default.copy(), description=meaning, json_schema_extra=extra
        )
    return Field(default=default, description=meaning, json_schema_extra=extra)


@dataclass(frozen=True)
class Spec:
    """What is known about one parameter."""

    name: str
    type: str
    unit: str
    range: str
    default: str
    meaning: str
    source: str
    quantity: Quantity | None = None
    low: float | None = None
    high: float | None = None


class Parameters(BaseModel):
    """Base of all parameter models: frozen, without unknown keys, defaults checked too."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False
    )

    @field_validator("*", mode="wrap")
    @classmethod
    def _within_range(cls, value: Any, handler: Any, info: Any) -> Any:
        """Read a quantity within the narrower range that `param` gave it."""
        quantity, low, high = cls._limits(info.field_name)
        if quantity is None:
            return handler(value)
        return quantity.parse(value, low, high)

    @classmethod
    def _limits(cls, name: str) -> tuple[Quantity | None, float | None, float | None]:
        """Quantity of a field with its range in the base unit; computed once a class."""
        table = cls.__dict__.get("_limits_table")
        if table is None:
            table = {n: _limits_of(f) for n, f in cls.model_fields.items()}
            type.__setattr__(cls, "_limits_table", table)
        return table[name]

    @classmethod
    def specs(cls) -> Iterator[Spec]:
        """What is known about each parameter, in the order of declaration."""
        for name, info in cls.model_fields.items():
            yield _spec(cls, name, info)

    @classmethod
    def read(cls, data: Mapping[str, Any], where: str = "", prefix: str = "") -> Self:
        """Check a table of a scenario file.

        Args:
            data: keys and values as read.
            where: name of the file, for messages.
            prefix: section of the keys, for messages ("zone").

        Raises:
            InputError: names file, key, value and what would be right.
        """
        try:
            return cls.model_validate(dict(data))
        except ValidationError as error:
            raise InputError(_message(cls, error, where, prefix)) from None

    def to_data(self) -> dict[str, Any]:
        """All values as a scenario file writes them."""
        return {name: self.written(name) for name in type(self).model_fields}

    def written(self, name: str) -> Any:
        """Value of one parameter as a scenario file writes it ("40 h", 0.3, true)."""
        value = getattr(self, name)
        quantity = type(self)._limits(name)[0]
        if isinstance(value, Parameters):
            return value.to_data()
        if quantity is None or value is None:
            return self.model_dump(mode="json", include={name})[name]
        if "" not in quantity.units:
            return quantity.text(value)
        return int(value) if value == round(value) and abs(value) < 1e15 else value


def _limits_of(info: FieldInfo) -> tuple[Quantity | None, float | None, float | None]:
    quantity = next((m for m in info.metadata if isinstance(m, Quantity)), None)
    extra = metadata(info)
    if quantity is None:
        if extra.get("ge") is not None or extra.get("le") is not None:
            raise TypeError("ge and le need a quantity type")
        return None, None, None
    low, high = (
        None if extra.get(b) is None else quantity.parse(extra[b], -math.inf, math.inf)
        for b in ("ge", "le")
    )
    return quantity, low, high


def metadata(info: FieldInfo) -> dict[str, Any]:
    """Meaning, source, ge and le that `param` stored in a field; empty if it was not used."""
    extra = info.json_schema_extra
    ours: Any = extra.get(_EXTRA, {}) if isinstance(extra, dict) else {}
    return dict(ours)


def _spec(cls: type[Parameters], name: str, info: FieldInfo) -> Spec:
    quantity, low, high = cls._limits(name)
    extra = metadata(info)
    default = info.get_default(call_default_factory=True, validated_data={})
    if quantity is not None:
        kind, unit, limits = quantity.noun, quantity.base, quantity.range_text(low, high)
        written = quantity.text(quantity.parse(default, low, high))
    elif SWITCH in info.metadata:
        kind, unit, limits, written = "a switch", "", "true or false", SWITCH.text(default)
    else:
        kind, unit, limits, written = _type_name(info), "", "", repr(default)
    return Spec(
        name, kind, unit, limits, written, extra.get("meaning", ""), extra.get("source", ""),
        quantity, low, high,
    )  # fmt: skip


def _type_name(info: FieldInfo) -> str:
    annotation = info.annotation
    name = getattr(annotation, "__name__", None)
    if name == "str":
        return "text"
    return str(annotation).replace("typing.", "") if name in (None, "Literal") else str(name)


def _message(cls: type[Parameters], error: ValidationError, where: str, prefix: str) -> str:
    """All problems that pydantic found, each in our words; one line each."""
    lines = []
    for problem in error.errors(include_url=False):
        path = ".".join([prefix, *map(str, problem["loc"])] if prefix else map(str, problem["loc"]))
        lines.append(_line(cls, problem, path))
    start = f"{where}: " if where else ""
    if len(lines) > 6:
        lines = [*lines[:6], f"and {len(lines) - 6} more"]
    return start + ("\n" + " " * len("error: ")).join(dict.fromkeys(lines))


def _line(cls: type[Parameters], problem: Any, path: str) -> str:
    value = problem.get("input")
    if problem["type"] == "extra_forbidden":
        for part in problem["loc"][:-1]:
            inner = (
                cls.model_fields[str(part)].annotation if str(part) in cls.model_fields else None
            )
            cls = inner if isinstance(inner, type) and issubclass(inner, Parameters) else cls
        return unknown_key(path, cls.model_fields)
    if problem["type"] == "missing":
        return f"{path} is missing"
    return f"{path} = {shown(value)}: {reason(problem)}"
