"""The buffer that kernels write decisions into: what was believed, weighed and chosen.

A decision owns the option rows and belief rows written just before it:

    option_row(...)  once per option
    belief_row(...)  once per belief
    n = decide_row(..., n_options, n_beliefs, event)

`decide_row` returns the number of the decision (the `k` of the event `decided`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.lean import shared

# columns of a decision row
D_T, D_PERSON, D_PARTY, D_OCCASION, D_CHOSEN, D_OPTION, D_OPTIONS, D_BELIEF, D_BELIEFS, D_EVENT = (
    range(10)
)
N_DECISION = 10
# columns of an option row
OP_CODE, OP_PERSON, OP_PLACE, OP_WORTH = range(4)
N_PARTS = 8
# `head`: rows of decisions, options, beliefs since the last drain, then all drained before
H_DECISION, H_OPTION, H_BELIEF = 0, 1, 2


class DecisionRows(NamedTuple):
    """Rows of a drain; `first` (3,) are the numbers of the first decision, option, belief."""

    rows: np.ndarray  # int64 (n, 10): t, person, party, occasion, chosen, options, beliefs, event
    options: np.ndarray  # int32 (m, 4): option code, person or -1, place or -1, worth in 1/100
    parts: np.ndarray  # int8 (m, 8): parts of the worth in 1/10, in the order of PARTS
    beliefs: np.ndarray  # int32 (b, 2): belief code, about person or -1
    values: np.ndarray  # float32 (b,)
    first: np.ndarray  # int64 (3,)


class DecisionBuffer:
    """Decisions of a step, drained by the engine. Row counts past the capacity are an error."""

    def __init__(self, capacity: int, options_each: int = 8, beliefs_each: int = 6) -> None:
        self.rows = np.zeros((capacity, N_DECISION), np.int64)
        self.options = np.zeros((capacity * options_each, 4), np.int32)
        self.parts = np.zeros((capacity * options_each, N_PARTS), np.int8)
        self.beliefs = np.zeros((capacity * beliefs_each, 2), np.int32)
        self.values = np.zeros(capacity * beliefs_each, np.float32)
        self.head = np.zeros(6, np.int64)

    def drain(self) -> DecisionRows:
        """Copies of the rows written since the last drain. Raises OverflowError if too many."""
        n, m, b = (int(x) for x in self.head[:3])
        for count, room, word in (
            (n, len(self.rows), "decisions"),
            (m, len(self.options), "options"),
            (b, len(self.beliefs), "beliefs"),
        ):
            if count > room:
                raise OverflowError(f"{count} {word} in one step, room for {room}")
        first = self.head[3:].copy()
        self.head[3:] += self.head[:3]
        self.head[:3] = 0
        return DecisionRows(
            self.rows[:n].copy(),
            self.options[:m].copy(),
            self.parts[:m].copy(),
            self.beliefs[:b].copy(),
            self.values[:b].copy(),
            first,
        )


@shared
def option_row(options, parts, head, code, person, place, worth, worth_parts):
    """Append an option of the decision to come; `worth_parts` (8,) in the order of PARTS."""
    i = head[H_OPTION]
    head[H_OPTION] = i + 1
    if i >= options.shape[0]:
        return
    options[i, OP_CODE] = code
    options[i, OP_PERSON] = person
    options[i, OP_PLACE] = place
    options[i, OP_WORTH] = np.int32(min(max(np.rint(worth * 100.0), -32768.0), 32767.0))
    for j in range(N_PARTS):
        parts[i, j] = np.int8(min(max(np.rint(worth_parts[j] * 10.0), -128.0), 127.0))


@shared
def belief_row(beliefs, values, head, code, about, value):
    """Append a belief that the decision to come rests on."""
    i = head[H_BELIEF]
    head[H_BELIEF] = i + 1
    if i < beliefs.shape[0]:
        beliefs[i, 0] = code
        beliefs[i, 1] = about
        values[i] = value


@shared
def next_decision(head):
    """The number that the next decision will get (for the `k` of its event)."""
    return head[3] + head[H_DECISION]


@shared
def decide_row(rows, head, t, person, party, occasion, chosen, n_options, n_beliefs, event):
    """Append a decision over the last `n_options` option rows and `n_beliefs` belief rows.

    `chosen` counts from 0 among its options; `event` is an event's number of emission or -1.
    Returns the number of the decision.
    """
    i = head[H_DECISION]
    head[H_DECISION] = i + 1
    if i < rows.shape[0]:
        rows[i, D_T] = t
        rows[i, D_PERSON] = person
        rows[i, D_PARTY] = party
        rows[i, D_OCCASION] = occasion
        rows[i, D_CHOSEN] = chosen
        rows[i, D_OPTION] = head[4] + head[H_OPTION] - n_options
        rows[i, D_OPTIONS] = n_options
        rows[i, D_BELIEF] = head[5] + head[H_BELIEF] - n_beliefs
        rows[i, D_BELIEFS] = n_beliefs
        rows[i, D_EVENT] = event
    return head[3] + i
