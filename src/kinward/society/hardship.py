"""Hardship: how hard life is for the members of a group, whoever leads them (assumed weights)."""

from __future__ import annotations

from typing import Any

import numpy as np

HARDSHIP_READS = ("hungry_days", "thirsty_days", "grief", "fear", "hurt")


def hardship(c: Any, who: np.ndarray, ration: float, losses: float) -> np.ndarray:
    """H of each of `who` 0..1: hunger, thirst, loss, fear, wounds, a smaller share (n,).

    Args:
        c: columns HARDSHIP_READS. who: rows, int (n,).
        ration: share of the full ration 0..1. losses: deaths of late that weigh on the group.
    """
    h = 0.12 * np.minimum(c.hungry_days[who], 5) + 0.15 * np.minimum(c.thirsty_days[who], 3)
    h = h + 0.35 * (1.0 - ration) + 0.3 * c.grief[who] + 0.15 * c.fear[who]
    h += 0.25 * min(losses, 2.0) / 2.0 + 0.15 * np.minimum(c.hurt[who], 1.0)
    return np.clip(h, 0.0, 1.0)
