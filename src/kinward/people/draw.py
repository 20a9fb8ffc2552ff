"""Many draws at once: the hashes of `kinward.core.draws` over arrays of keys."""

from __future__ import annotations

import numpy as np

from kinward.core.draws import uniform
from kinward.core.lean import shared
from kinward.core.math import log

_MASK = 0xFFFFFFFFFFFFFFFF
_FNV_OFFSET = 0xCBF29CE484222325
_FNV_PRIME = 0x100000001B3


def seed64(seed: int) -> np.uint64:
    """The run's seed as 64 bits; any Python integer will do."""
    return np.uint64(int(seed) & _MASK)


@shared
def _fill(seed, purpose, who, whom, k, out):
    for i in range(out.size):
        out[i] = uniform(seed, purpose, who[i], whom[i], np.uint64(0), k[i])


def draw(
    seed: int,
    purpose: int,
    who: np.ndarray,
    whom: np.ndarray | None = None,
    k: int | np.ndarray = 0,
) -> np.ndarray:
    """One uniform draw in (0, 1) for each key.

    Args:
        seed: of the run.
        purpose: of `kinward.people.purposes`.
        who: stable keys, uint64 (n,).
        whom: keys of the others, uint64 (n,); nobody if left out.
        k: index of the draw, one for all or one each.

    Returns:
        float64 (n,).
    """
    n = len(who)
    other = np.zeros(n, np.uint64) if whom is None else whom.astype(np.uint64)
    index = np.full(n, k, np.uint64) if np.ndim(k) == 0 else np.asarray(k).astype(np.uint64)
    out = np.empty(n, np.float64)
    _fill(seed64(seed), np.uint64(purpose), who.astype(np.uint64), other, index, out)
    return out


@shared
def _fill_clock(seed, purpose, who, weight, out):
    for i in range(out.size):
        if weight[i] > 0.0:
            out[i] = -log(uniform(seed, purpose, who[i], np.uint64(0), np.uint64(0), np.uint64(0)))
            out[i] /= weight[i]
        else:
            out[i] = np.inf


def clock(seed: int, purpose: int, who: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Waiting times at the rate `weight`: the n smallest are a weighted sample of n.

    Each depends on its own key alone, so somebody new displaces at most one of those chosen
    (Efraimidis and Spirakis 2006, weighted random sampling with a reservoir).

    Returns:
        float64 (n,), infinite where the weight is 0.
    """
    out = np.empty(len(who), np.float64)
    _fill_clock(seed64(seed), np.uint64(purpose), who.astype(np.uint64), weight.astype(float), out)
    return out


@shared
def _mix_digits(state, number, out):
    """Continue FNV-1a over the decimal digits of each number and close as `key_of` does."""
    digits = np.zeros(20, np.uint64)
    prime = np.uint64(_FNV_PRIME)
    ten = np.uint64(10)
    for i in range(out.size):
        h = state[i]
        x = number[i]
        n = 0
        while True:
            digits[n] = np.uint64(48) + x % ten
            n += 1
            x //= ten
            if x == np.uint64(0):
                break
        for j in range(n - 1, -1, -1):
            h = (h ^ digits[j]) * prime
        out[i] = (h ^ np.uint64(0x1F)) * prime


@shared
def _finish(h):
    for i in range(h.size):
        x = h[i] + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        h[i] = x ^ (x >> np.uint64(31))


def household_keys(word: str, number: np.ndarray) -> np.ndarray:
    """`key_of(word, number)` for each number, uint64 (n,)."""
    h = _FNV_OFFSET
    for byte in word.encode() + b"\x1f":
        h = ((h ^ byte) * _FNV_PRIME) & _MASK
    out = np.empty(len(number), np.uint64)
    _mix_digits(np.full(len(number), h, np.uint64), number.astype(np.uint64), out)
    _finish(out)
    return out


def person_keys(h_key: np.ndarray, place: np.ndarray) -> np.ndarray:
    """`key_of(household key, place in it)` for each person, uint64 (n,)."""
    middle = np.empty(len(h_key), np.uint64)
    start = np.full(len(h_key), _FNV_OFFSET, np.uint64)
    _mix_digits(start, h_key.astype(np.uint64), middle)
    out = np.empty(len(h_key), np.uint64)
    _mix_digits(middle, place.astype(np.uint64), out)
    _finish(out)
    return out
