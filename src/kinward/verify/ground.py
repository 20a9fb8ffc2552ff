"""Checks of the ground: draws against the published known answers of their generator."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kinward.core.draws import philox4x32
from kinward.verify.check import Line, check, equal

# counter, key, answer: Random123, kat_vectors of philox4x32 with 10 rounds
KNOWN = (
    ("zeros", (0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        "ones", (0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        "digits of pi", (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0), (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
)  # fmt: skip


@check(
    "D1", "Philox 4x32-10 gives its known answers",
    "Salmon et al. 2011, Random123; exact; broken: the two words of the key exchanged",
    breaks=("draws",),
)  # fmt: skip
def known_answers(broken: str) -> Iterator[Line]:
    """Every 32-bit word of the three published vectors."""
    for name, counter, key, answer in KNOWN:
        words = key[::-1] if broken == "draws" else key
        got = philox4x32(*(np.uint64(x) for x in (*counter, *words)))
        for i, (want, have) in enumerate(zip(answer, got)):
            yield equal(f"{name}, word {i}", want, int(have))
