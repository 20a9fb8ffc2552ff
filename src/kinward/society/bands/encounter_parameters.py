"""Parameters of meetings between groups."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Length, Probability, Switch


class Strangers(Parameters):
    """Meetings of people of different groups, and how strangers are taken in."""

    on: Switch = param(True, "people of different groups meet", "story R4")
    sees: Length = param("70 m", "distance at which strangers are noticed", "assumed", ge="5 m",
                         le="500 m")  # fmt: skip
    admission: Switch = param(True, "strangers can be taken in", "story R4")
    vouching: Switch = param(True, "a member can speak for a stranger", "story R4")
    guests: Switch = param(True, "one is a guest before one is a member; off: a member at once",
                           "story R4")  # fmt: skip
    seeks: Probability = param(0.3, "chance a morning that those on the road go and ask a band "
                               "to take them in", "assumed")  # fmt: skip
