"""Pursuit: what makes people go after one whom the swarm took, and give up."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Duration, Length, Probability, Real, Switch


class Pursuit(Parameters):
    """People who go after those who were taken, and those who do not."""

    on: Switch = param(True, "people go after those who were taken", "story S7")
    companions: Switch = param(True, "a friend goes along, or refuses to", "story S10")
    told: Switch = param(True, "who saw it tells those who hold to the one taken", "assumed")
    sees: Length = param("60 m", "how far along a street one knows one of one's own", "assumed",
                         ge="1 m", le="1 km")  # fmt: skip
    dear: Probability = param(0.35, "strength of a tie from which it is a question", "assumed")
    beside: Length = param("40 m", "how far off a companion learns that somebody runs after one",
                           "assumed", ge="0 m", le="1 km")  # fmt: skip
    lasts: Duration = param("1 h", "how long one looks for them before one gives up", "assumed",
                            ge="1 min", le="10 days")  # fmt: skip
    fades: Duration = param("30 min", "time since the grip over which the hope to catch up falls "
                            "e times", "assumed", ge="1 s", le="10 days")  # fmt: skip
    hurt: Real = param(0.5, "loss of strength at which one gives up", "assumed", ge=0, le=1)
    reads: Switch = param(True, "who comes by marks of somebody dragged along reads them",
                          "story S2")  # fmt: skip
    seen: Probability = param(0.2, "chance a minute to notice them by day", "assumed")
    by_night: Real = param(0.3, "factor on it in the dark", "assumed", ge=0, le=1)
    alarms: Probability = param(0.3, "part of the doubt in the danger that they take", "assumed")
    dark: Real = param(0.6, "what the dark below the streets speaks against going in", "assumed",
                       ge=0, le=50)  # fmt: skip


S = slots(Pursuit)
(
    ON, COMPANIONS, TOLD, SEES, DEAR, BESIDE, LASTS, FADES, HURT, READS, SEEN, BY_NIGHT,
    ALARMS, DARK,
) = range(14)  # fmt: skip
