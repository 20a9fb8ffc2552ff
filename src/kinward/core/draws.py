"""Draws without state: every random number is a hash of who, whom, what for and when.

Philox 4x32-10 (Salmon et al. 2011, doi 10.1145/2063384.2063405). The key is made of the run's
seed and the purpose, the counter of the persons' stable keys, the time and a small index. Nothing
is advanced, so a draw never depends on what else was drawn, on row positions or on threads.
"""

from __future__ import annotations

import numpy as np

from kinward.core.lean import light, shared

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_S32 = np.uint64(32)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0  # 2**-53


@light
def mix64(x):
    """Finalise 64 bits (splitmix64)."""
    x = np.uint64(x) + _GOLDEN
    x = (x ^ (x >> _S30)) * _MIX1
    x = (x ^ (x >> _S27)) * _MIX2
    return x ^ (x >> _S31)


@light
def philox4x32(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox 4x32. Arguments and results are uint64 holding 32-bit words."""
    # 32-bit words in 64-bit registers: numba promotes uint32 arithmetic to 64 bits anyway
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0, c1, c2, c3 = (p1 >> _S32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _S32) ^ c3 ^ k1, p0 & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@light
def bits(seed, purpose, who, whom, when, k):
    """64 random bits for (seed, purpose, who, whom, when, k).

    Args:
        seed: run seed, any 64-bit integer.
        purpose: small integer from `kinward.core.purposes`.
        who, whom: stable 64-bit keys (0 for nobody).
        when: milliseconds, or any integer that names the occasion.
        k: index among several draws of one occasion.
    """
    key = mix64(np.uint64(seed)) ^ (np.uint64(purpose) * _GOLDEN)
    rest = mix64(np.uint64(whom) ^ mix64(np.uint64(when) ^ mix64(np.uint64(k))))
    w = np.uint64(who)
    r0, r1, _, _ = philox4x32(
        w & _LOW, w >> _S32, rest & _LOW, rest >> _S32, key & _LOW, key >> _S32
    )
    return (r0 << _S32) | r1


@light
def uniform(seed, purpose, who, whom, when, k):
    """A uniform draw in the open interval (0, 1) with 53 bits."""
    return (np.float64(bits(seed, purpose, who, whom, when, k) >> _S11) + 0.5) * _UNIT


@shared
def uniforms(seed, purpose, who, when, k, out):
    """Fill `out` (n,) with one uniform draw for each key in `who` (n,) uint64."""
    for i in range(who.size):
        out[i] = uniform(seed, purpose, who[i], np.uint64(0), when, k)


def key_of(*parts: object) -> int:
    """A stable 64-bit key for a thing named by strings and integers (FNV-1a, finalised)."""
    h = 0xCBF29CE484222325
    for part in parts:
        for byte in str(part).encode() + b"\x1f":
            h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    h = (h + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return h ^ (h >> 31)
