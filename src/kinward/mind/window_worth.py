"""Worth of the window and of waiting for help, to who is cut off by smoke.

To wait is believed to cost P = 1 - exp(-dread min(1, K/choking) help) of a life, by the smoke K
that one breathes and the time that one gives those who may come; the window what a fall from that
storey does (core/drop.py), and whoever of one's own is in the room.
"""

from __future__ import annotations

from kinward.core.choices import O_STAY, O_WINDOW
from kinward.core.drop import deadly
from kinward.core.lean import lean
from kinward.core.math import exp
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Duration, Rate, Real, Switch
from kinward.mind.menu import B, R, add


class Cornered(Parameters):
    """Who has no way out of a fire."""

    on: Switch = param(True, "they weigh the window against waiting", "story S8")
    dread: Rate = param("4 /h", "rate at which one believes to die in a room full of smoke",
                        "assumed: that of fire.kills")  # fmt: skip
    choking: Real = param(1, "extinction of its air from which a room counts as full, /m",
                          "assumed", ge=0.01, le=100)  # fmt: skip
    minds: Real = param(0.5, "extinction of its air from which one thinks of the window, /m",
                        "assumed", ge=0, le=100)  # fmt: skip
    life: Real = param(6, "worth of the own life", "assumed", ge=0, le=100)
    help: Duration = param("30 min", "how long one expects to wait for help", "assumed", ge="1 s",
                           le="1 day")  # fmt: skip


ON, DREAD, CHOKING, MINDS, LIFE, HELP = range(6)


@lean
def cornered(menu, par, smoke, high, own, fall_law):
    """Put both on the menu of somebody.

    Args:
        smoke: extinction of the air of the room, 1/m. high: of its window, m.
        own: strongest tie to one of the household who is there.
        fall_law: (height of a fall that kills half, m; slope).
    """
    full = min(1.0, smoke / par[CHOKING])
    i = add(menu, O_STAY, -1, 0)
    menu.parts[i, R] = par[LIFE] * (exp(-par[DREAD] * full * par[HELP]) - 1.0)
    i = add(menu, O_WINDOW, -1, 0)
    menu.parts[i, R] = -par[LIFE] * deadly(high, fall_law[0], fall_law[1])
    menu.parts[i, B] = -own
