"""The bell: it hangs at the command post, and is rung at the hours of the zone (story K6).

A soldier on post rings it, so that it falls silent when nobody stands guard. It carries like any
sound: those near the wall who sleep hear it too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kinward.core.bundles import SOUNDS
from kinward.core.noise import Noise, make_noise
from kinward.core.parameters import Parameters, param
from kinward.core.process import Process
from kinward.core.quantity import Switch
from kinward.core.vocabulary import ALIVE, PATROL, POST, S_BELL, SOLDIER
from kinward.society.zone.run_rows import clock
from kinward.society.zone.siting import COMMAND

HOURS = (375, 510, 720, 1080, 1245)  # minutes of the day: up, school, noon, evening, curfew


class Bell(Parameters):
    """The bell of the zone. How loud it is: sound.bell."""

    on: Switch = param(True, "the bell is rung", "story K6")


def ring(t: int, par: Bell, c: Any) -> None:
    """Ring the bell if it is time."""
    if not par.on or clock(c, t)[1] not in HOURS:
        return
    on_duty = (c.activity == POST) | (c.activity == PATROL)
    who = np.flatnonzero((c.role == SOLDIER) & on_duty & (c.fate == ALIVE) & ~c.gone & c.awake_mind)
    unit = int(c.place_unit[COMMAND, 0])
    if not len(who) or unit <= 0:
        return
    m = int(who[np.argmin(c.key[who])])
    noise = Noise(*(getattr(c, name) for name in SOUNDS))
    make_noise(noise, m, int(c.u_passage[unit]), float(c.u_off[unit]), 0, S_BELL,
               float(c.loudness[S_BELL]), -1)  # fmt: skip


BELL = Process(
    "bell", "minute", ring, section="bell", python=True,
    writes=SOUNDS,
    reads=("activity", "fate", "gone", "awake_mind"),
    fixed=("role", "key", "place_unit", "u_passage", "u_off", "loudness", "start_ms"),
    meaning="the bell is rung at the hours of the zone",
    of="zone",
)  # fmt: skip
