"""The vocabulary of what can happen, and the buffer that kernels write it into.

Each room declares its kinds beside its processes with `kind(...)`; the result is the integer
code that kernels use. Codes: core 0-99, body 100-199, threats 200-299, mind 300-399,
society 400-599. An event's identity is (t, subject, kind, object, k).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinward.core.lean import light

# columns of the integer half of an event row
T, KIND, SUBJECT, OBJECT, K, PLACE, WHAT, CAUSE = range(8)
N_INT = 8
NOBODY = -1  # empty subject, object, place, what or cause


@dataclass(frozen=True)
class Kind:
    """Meaning of one kind of event.

    `subject` and `object` say what the row number means ("person", "group", ""); `what` names a
    domain (see `domain`); `place` is "place" where used. `value` and `value2` say quantity and
    unit. `told` is the sentence of the subject's life, `told_object` of the object's; they may
    use {subject} {object} {place} {what} {value} {value2} {k}. `effects` says what a fold of the
    log does, e.g. "people.fate[subject] = dead" or "stocks[place, what] += value".
    """

    code: int
    name: str
    meaning: str
    subject: str = "person"
    object: str = ""
    k: str = ""
    place: str = ""
    what: str = ""
    value: str = ""
    value2: str = ""
    told: str = ""
    told_object: str = ""
    effects: tuple[str, ...] = ()
    outside: bool = False  # brings things into the world, or takes them out of it
    weight: float = 1.0  # how much it matters in a life: 0 routine .. 10 turning point


KINDS: dict[int, Kind] = {}
DOMAINS: dict[str, tuple[str, ...]] = {}


def kind(code: int, name: str, meaning: str, **fields: object) -> int:
    """Declare a kind of event; returns its code. Raises ValueError if code or name is taken."""
    if code in KINDS or any(k.name == name for k in KINDS.values()):
        raise ValueError(f"event kind {code} {name!r} is declared twice")
    KINDS[code] = Kind(code, name, meaning, **fields)  # type: ignore[arg-type]
    return code


def domain(name: str, *words: str) -> tuple[int, ...]:
    """Declare the words that a `what` can be; returns their codes 0..n-1."""
    if name in DOMAINS and DOMAINS[name] != words:
        raise ValueError(f"domain {name!r} is declared twice")
    DOMAINS[name] = words
    return tuple(range(len(words)))


class EventBuffer:
    """Rows that kernels append to during a step; drained by the engine.

    `ints` (n, 8) int64 in the order T..CAUSE; `reals` (n, 2) value and value2; `head` (2,) holds
    the rows written since the last drain and the number of all events drained before, so that
    an event's number of emission is head[1] + row. `cause` holds such numbers.
    """

    def __init__(self, capacity: int) -> None:
        self.ints = np.zeros((capacity, N_INT), np.int64)
        self.reals = np.zeros((capacity, 2), np.float64)
        self.head = np.zeros(2, np.int64)

    def drain(self) -> tuple[np.ndarray, np.ndarray, int]:
        """Copies of the rows (n, 8), (n, 2) and the emission number of the first."""
        n, first = int(self.head[0]), int(self.head[1])
        if n > len(self.ints):
            raise OverflowError(f"{n} events in one step, room for {len(self.ints)}")
        self.head[1] += n
        self.head[0] = 0
        return self.ints[:n].copy(), self.reals[:n].copy(), first


@light
def emit(ints, reals, head, t, kind, subject, object, k, place, what, value, value2, cause):
    """Append an event; returns its number of emission (to be used as a cause)."""
    i = head[0]
    head[0] = i + 1
    if i < ints.shape[0]:
        ints[i, 0] = t
        ints[i, 1] = kind
        ints[i, 2] = subject
        ints[i, 3] = object
        ints[i, 4] = k
        ints[i, 5] = place
        ints[i, 6] = what
        ints[i, 7] = cause
        reals[i, 0] = value
        reals[i, 1] = value2
    return head[1] + i
