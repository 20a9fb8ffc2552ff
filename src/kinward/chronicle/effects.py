"""The grammar of what an event changes: `table.column[key] op operand`.

people.fate[subject] = dead         a word of the domain named like the column
people.stage[subject] = what        a field of the event
ties.trust[subject, object] = value
stocks[place, what] += value        an amount of an item at a place
loads[object, what] -= 1            an amount of an item that a person carries
groups.leader[k] = object
groups.new[k] = subject             a group begins: leader; its kind, style and t are the event's
ties.new[subject, object] = what    a tie begins, both ways: its kind; strength and trust are the
                                    event's value and value2
passages.open[place] = 0
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("t", "subject", "object", "k", "place", "what", "value", "value2")
KEYS = {"people": 1, "ties": 2, "stocks": 2, "loads": 2, "groups": 1, "passages": 1}
_PATTERN = re.compile(r"^(\w+)(?:\.(\w+))?\[([\w, ]+)\]\s*(=|\+=|-=)\s*(-?[\w.]+)$")


@dataclass(frozen=True)
class Effect:
    """One effect of a kind of event.

    Attributes:
        table: people, ties, groups, passages, stocks or loads.
        column: of the table; "amount" for stocks and loads.
        keys: fields of the event that name the row.
        sign: 0 sets, +1 adds, -1 takes away.
        field: field of the event that gives the operand, "" where it is `constant`.
        constant: number.
    """

    table: str
    column: str
    keys: tuple[str, ...]
    sign: int
    field: str
    constant: float


def parse(text: str, domains: Mapping[str, tuple[str, ...]]) -> Effect:
    """Read one effect. Raises ValueError with the text where it is not in the grammar."""
    match = _PATTERN.match(text.strip())
    if not match:
        raise ValueError(f"effect {text!r}: expected table.column[key] =|+=|-= operand")
    table, column, key_text, op, operand = match.groups()
    keys = tuple(k.strip() for k in key_text.split(","))
    if table not in KEYS or len(keys) != KEYS[table] or not set(keys) <= set(FIELDS):
        raise ValueError(f"effect {text!r}: unknown table or key; tables are {', '.join(KEYS)}")
    if (column is None) != (table in ("stocks", "loads")):
        raise ValueError(f"effect {text!r}: {table} takes {'a' if column is None else 'no'} column")
    sign = {"=": 0, "+=": 1, "-=": -1}[op]
    if (sign == 0) != (column is not None):
        raise ValueError(f"effect {text!r}: columns are set, amounts are added or taken away")
    if operand in FIELDS:
        return Effect(table, column or "amount", keys, sign, operand, 0.0)
    words = domains.get(column or "", ())
    if operand in words:
        return Effect(table, column or "amount", keys, sign, "", float(words.index(operand)))
    try:
        return Effect(table, column or "amount", keys, sign, "", float(operand))
    except ValueError:
        raise ValueError(
            f"effect {text!r}: {operand!r} is no field, number or word of {column!r}"
        ) from None
