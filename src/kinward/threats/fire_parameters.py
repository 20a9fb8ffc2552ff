"""Fires in buildings: what sets them alight, how they spread, smoke and kill."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import (
    Count,
    Duration,
    Length,
    Pressure,
    Probability,
    Rate,
    Real,
    Speed,
    Switch,
)


class Fire(Parameters):
    """Fires that start, spread to what adjoins, and burn out."""

    on: Switch = param(False, "buildings can burn", "story S1")
    site: str = param(
        "", "name of the place where a fire starts by itself; empty: none", "scenario"
    )
    at: Duration = param("8 h", "when, after the start", "scenario", ge="0 s", le="60 days")
    ignites: Probability = param(0.006, "a building that an impact struck takes fire", "assumed")
    struck: Pressure = param("2 psi", "from which pressure on it counts as struck", "assumed",
                             ge="0.1 kPa")  # fmt: skip
    spreads: Switch = param(True, "fire spreads to buildings close by", "story S1")
    rate: Rate = param("0.6 /h", "a burning building lights one that it touches", "assumed")
    gap: Length = param("4 m", "distance at which that is a 2.7th as likely", "assumed", ge="0.1 m",
                        le="100 m")  # fmt: skip
    furthest: Length = param("20 m", "between which no fire spreads", "assumed", ge="0 m",
                             le="100 m")  # fmt: skip
    wind: Speed = param("3 m/s", "wind", "assumed", ge="0 m/s", le="60 m/s")
    wind_from: Real = param(135, "direction that it comes from, degrees clockwise from north",
                            "Shanghai's prevailing summer wind", ge=0, le=360)  # fmt: skip
    downwind: Real = param(0.2, "how much the logarithm of the rate gains by a m/s of wind that "
                           "blows that way", "assumed", ge=0, le=5)  # fmt: skip
    burns_for: Duration = param("90 min", "mean time that a storey burns, one after the other",
                                "assumed", ge="1 min", le="7 days")  # fmt: skip
    smoke: Real = param(2, "smoke of one that stays in the street, m2 of extinction a second",
                        "assumed", ge=0, le=1e4)  # fmt: skip
    flees: Switch = param(True, "people get out of a building that burns", "story S1")
    warns: Duration = param("3 min", "after which those inside notice, in the mean", "assumed",
                            ge="0 s", le="2 h")  # fmt: skip
    kills: Rate = param("4 /h", "who is still inside, or under the rubble, dies", "assumed")
    douse: Duration = param("30 min", "mean work of a crew that puts a storey out", "assumed",
                            ge="1 min", le="7 days")  # fmt: skip
    crew: Count = param(6, "people who do the work of a crew", "assumed", ge=1, le=100)
    fighters: Probability = param(0.002, "hazard of who fights it, of that of who is inside",
                                  "assumed")  # fmt: skip


F = slots(Fire)
(
    ON, AT, IGNITES, STRUCK, SPREADS, RATE, GAP, FURTHEST, WIND, WIND_FROM, DOWNWIND,
    BURNS_FOR, SMOKE, FLEES, WARNS, KILLS, DOUSE, CREW, FIGHTERS,
) = range(19)  # fmt: skip
