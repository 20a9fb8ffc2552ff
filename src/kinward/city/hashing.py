"""Choices made by place: the same spot of the same map always gets the same answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")
_MASK = 0xFFFFFFFFFFFFFFFF


def draw(x: float, y: float, what: int) -> float:
    """A number in [0, 1) for a place (to 0.1 m) and a purpose (splitmix64, finalised twice)."""
    h = (round(x * 10) * 0x9E3779B97F4A7C15 + round(y * 10) * 0xC2B2AE3D27D4EB4F + what) & _MASK
    for _ in range(2):
        h = (h + 0x9E3779B97F4A7C15) & _MASK
        h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & _MASK
        h ^= h >> 31
    return (h >> 11) / 9007199254740992.0


def pick(weights: Mapping[T, float], u: float) -> T:
    """The entry in which the share u of the total weight falls."""
    left = u * sum(weights.values())
    keys = list(weights)
    for key in keys[:-1]:
        left -= weights[key]
        if left < 0:
            return key
    return keys[-1]
