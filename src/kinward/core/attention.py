"""Watchfulness: strong grief, anger or love lowers what one takes in (story K8).

w = 1 / (1 + c x), with x the strongest of the three 0..1 and c the carelessness at full feeling.
One function for all who look: an attack lands 1/w times as often, one of the infected is noticed
from w times as far.
"""

from __future__ import annotations

from kinward.core.lean import light


@light
def watchfulness(careless, anger, grief, love):
    """Share of the usual watchfulness, 1 without feeling."""
    return 1.0 / (1.0 + careless * max(anger, grief, love))


@light
def strongest(anger, grief, love):
    """The strongest of the three feelings that lower it, as a word of the domain "feeling"."""
    if anger >= grief and anger >= love:
        return 1
    return 2 if grief >= love else 3
