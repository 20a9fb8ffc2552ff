"""Deeds: what somebody did to somebody, for others to judge.

Any room writes a deed down when it happens; mind/judging.py lets those who saw it judge it within
the minute, and mind/talking.py carries it on as a tale.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kinward.core.events import domain
from kinward.core.lean import light

(
    D_HELPED, D_PASSED_BY, D_LEFT, D_CAME_BACK, D_KEPT_WORD, D_BROKE_WORD, D_SHARED, D_KILLED,
    D_ROBBED, D_THREATENED, D_TOOK_IN, D_TURNED_OFF, D_BETRAYED, D_HID, D_STOLE, D_TOOK_WEAPON,
    D_WALKED_OUT, D_STARVED, D_KEPT_BACK, D_TRADED, D_PRESSED, D_FORGAVE, D_PUNISHED, D_CAST_OUT,
) = domain(
    "deed",
    "helped", "passed by", "left behind", "came back for", "kept a promise to",
    "broke a promise to", "shared with", "killed", "robbed", "threatened", "took in", "turned away",
    "gave up", "hid", "stole from", "took the weapon of", "walked out on", "let go hungry",
    "kept news from",
    "traded fairly with", "drove a hard bargain with", "let off", "cut the rations of", "cast out",
)  # fmt: skip
GOOD = np.array([
    0.8, -0.35, -0.8, 0.7, 0.6, -0.7, 0.7, -1.0, -0.9, -0.5, 0.8, -0.5, -0.8, 0.8, -0.5, -0.9,
    -0.6, -0.4, -0.6, 0.5, -0.45, 0.5, -0.3, -0.7,
])  # fmt: skip
"""How good each deed is to the one it is done to, E in -1..1 (assumed)."""
WEIGHT = np.array([
    0.9, 0.4, 1.0, 0.9, 0.8, 0.9, 0.6, 1.0, 0.9, 0.5, 0.9, 0.5, 1.0, 1.0, 0.6, 1.0, 0.8, 0.3,
    0.8, 0.6, 0.6, 0.6, 0.4, 0.9,
])  # fmt: skip
"""How much of the step of trust each deed is worth, 0..1 (assumed)."""


PRIVATE = np.zeros(GOOD.size, np.bool_)
PRIVATE[[D_CAME_BACK, D_KEPT_WORD, D_BROKE_WORD, D_STARVED, D_KEPT_BACK]] = True
"""What only the one concerns to whom it was done; the rest is judged by all who see it."""


class Deeds(NamedTuple):
    """The columns of deeds of this minute (core/bundles.py: DEEDS), bundled inside kernels."""

    deed_who: np.ndarray
    deed_whom: np.ndarray
    deed_kind: np.ndarray
    deed_event: np.ndarray
    deed_could: np.ndarray
    deed_n: np.ndarray


@light
def did(d, who, whom, kind, event, could):
    """Note that `who` did a deed to `whom` (or -1) by an event.

    `could` 0..1: how far they could have done otherwise; 0 excuses a bad deed altogether.
    """
    i = d.deed_n[0]
    if i >= d.deed_who.size:
        return
    d.deed_n[0] = i + 1
    d.deed_who[i] = who
    d.deed_whom[i] = whom
    d.deed_kind[i] = kind
    d.deed_event[i] = event
    d.deed_could[i] = could
