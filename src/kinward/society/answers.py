"""Answers: what people chose between themselves, read once by whoever has to carry it out."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from kinward.core.bundles import ANSWERS

ANSWER_WRITES = ANSWERS


class Said(NamedTuple):
    """One answer: who, to what occasion, the option chosen, about whom, by which event."""

    who: int
    occasion: int
    option: int
    about: int
    event: int


def take(c: Any, *occasions: int, among: np.ndarray | None = None) -> list[Said]:
    """The answers to some occasions, in the order in which they were given; they are then read.

    `among`: bool (N,) of whom alone, None everybody.
    """
    n = int(c.answer_n[0])
    if n == 0:
        return []
    rows = c.answerers[:n]
    ours = np.isin(c.answer_to[rows], occasions)
    ours &= among[rows] if among is not None else True
    if not ours.any():
        return []
    out = [
        Said(int(m), int(c.answer_to[m]), int(c.answer[m]), int(c.answer_about[m]),
             int(c.answer_event[m]))
        for m in rows[ours]
    ]  # fmt: skip
    c.answer[rows[ours]] = -1
    left = rows[~ours].copy()
    c.answerers[: len(left)] = left
    c.answer_n[0] = len(left)
    return out
