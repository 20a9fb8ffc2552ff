"""The population of the benchmarks of infection: households and ten random contacts of each."""

from __future__ import annotations

import numpy as np

PEOPLE, DAYS, CONTACTS = 100_000, 180, 10
LATENT, INFECTIOUS = 4.0, 8.0  # days, mean of exponential times
HOME = 0.05  # chance a day that one infects a housemate
OUT = {"": 0.03, "-slow": 0.012}  # ... another contact: nearly all fall ill, or a fifth
ILL = 100  # infected at the start
SIZES = (0.38, 0.28, 0.16, 0.13, 0.05)  # households of 1 to 5 people


def pairs(people: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (K, 2) of those who live together, and of those who meet elsewhere, each once."""
    rng = np.random.default_rng(seed)
    sizes = rng.choice(np.arange(1, 6), people, p=SIZES)
    home = np.repeat(np.arange(people), sizes)[:people]
    together = [
        np.stack([np.arange(people - gap), np.arange(gap, people)], 1)[home[gap:] == home[:-gap]]
        for gap in range(1, 5)
    ]
    # each end of a pair is one of as many ends as everyone has
    ends = rng.permutation(np.repeat(np.arange(people), CONTACTS)).reshape(-1, 2)
    return np.concatenate(together), ends[ends[:, 0] != ends[:, 1]]
