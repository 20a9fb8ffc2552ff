"""The roll: those who concern the institutions in this minute, found in one pass over everyone.

On it are those at the gate, in quarantine, in the clinic, sought, condemned, reporting, posted or
carrying out the protocol; inside the zone also the hurt, those in Stage One and the turned; and
those killed by the protocol while well, until it comes to light.
"""

from __future__ import annotations

import numba as nb

from kinward.core.lean import lean
from kinward.core.process import Process
from kinward.core.vocabulary import (
    A_CLINIC,
    A_ENFORCE,
    A_GATE,
    A_POST,
    A_QUARANTINE,
    A_REPORT,
    A_SEARCH,
    A_TREAT,
    STAGE_ONE,
    TURNED,
)

HURT, BLEEDING = 0.05, 0.5  # above: hurt 0..1, bleeding ml/min (each institution has its own limit)


@lean
def _concerns(aim):
    return aim in (
        A_GATE, A_QUARANTINE, A_CLINIC, A_REPORT, A_ENFORCE, A_POST, A_SEARCH, A_TREAT,
    )  # fmt: skip


@nb.njit(cache=True)
def call_roll(t, par, roll, roll_n, passage, aim, gate_t, held, stay_until, sought, wronged, stage,
              fate, gone, hurt, bleeding, awake_mind, p_zone, p_gate):  # fmt: skip
    """List who concerns the institutions; `roll` in order of rows, nothing may depend on it."""
    n = 0
    for m in range(fate.size):
        if gone[m]:
            if not wronged[m]:
                continue
        elif passage[m] < 0:
            continue
        elif fate[m] == TURNED:
            if not p_zone[passage[m]]:
                continue
        elif fate[m] != 0:
            continue
        elif not (
            _concerns(aim[m]) or gate_t[m] >= 0 or held[m] > 0 or stay_until[m] >= 0 or sought[m]
        ):
            if not p_zone[passage[m]] and (awake_mind[m] or not p_gate[passage[m]]):
                continue
            if stage[m] != STAGE_ONE and hurt[m] <= HURT and bleeding[m] <= BLEEDING:
                continue
        roll[n] = m
        n += 1
    roll_n[0] = n


ROLL = Process(
    "roll", "minute", call_roll,
    writes=("roll", "roll_n"),
    reads=("passage", "aim", "gate_t", "held", "stay_until", "sought", "wronged", "stage", "fate",
           "gone", "hurt", "bleeding", "awake_mind"),
    fixed=("p_zone", "p_gate"),
    meaning="who concerns the gate, the quarantine, the clinic and the guard",
    of="zone",
)  # fmt: skip
