"""Few: whether values are among a handful, for steps in Python that run every minute."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def one_of(values: np.ndarray, few: Iterable[int]) -> np.ndarray:
    """Which of `values` are among `few`: np.isin, a tenth of its time for ten values or less."""
    found = np.zeros(np.shape(values), bool)
    for one in few:
        found |= values == one
    return found
