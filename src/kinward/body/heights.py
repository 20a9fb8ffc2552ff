"""Heights: the parameters of what gives way, of climbing, leaping and falling."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import (
    Duration,
    Length,
    Probability,
    Rate,
    Real,
    Share,
    Speed,
    Switch,
)


class Heights(Parameters):
    """Scaffolds and floors that give way, roofs, facades, windows, and falls."""

    gives_way: Switch = param(True, "scaffolds, stairs and floors give way", "story K5")
    scaffold: Rate = param(
        "0.01 /s", "rusted scaffolding gives way under one person who climbs it", "assumed"
    )
    stair: Rate = param(
        "2 /day", "a stair beyond the wall gives way under one person who climbs it", "assumed"
    )
    rotten: Share = param(0.05, "upper rooms beyond the wall with a rotten floor", "assumed")
    floor: Rate = param("1 /h", "a rotten floor gives way under one person", "assumed")
    standing: Share = param(0.2, "that hazard for who stands still on stairs", "assumed")
    further: Probability = param(0.25, "a fall goes on through the next floor down", "assumed")
    hole: Probability = param(0.35, "others in the room go down with it", "assumed")
    awning: Probability = param(0.15, "an awning breaks a fall to the street", "story K5, assumed")
    catch: Switch = param(True, "companions within reach catch who falls", "story K8")
    catches: Probability = param(
        0.55, "a fit adult with free hands holds another of their weight", "assumed"
    )
    pulled: Probability = param(0.2, "who reaches and fails is pulled along", "assumed")
    reach: Length = param("2.5 m", "reach of who catches", "assumed", ge="0 m", le="6 m")
    half_die: Length = param(
        "12.1 m", "height of a fall that kills half", "40 ft, trauma registers 1940s to 2005",
        ge="1 m", le="100 m",
    )  # fmt: skip
    slope: Real = param(
        3.9, "steepness of that over the logarithm of height",
        "90 % at 84 ft against 50 % at 48 ft", ge=0.5, le=20,
    )  # fmt: skip
    hurts: Real = param(
        0.06, "hurt by a metre of a fall that one survives, in the mean", "assumed", ge=0, le=1
    )
    bleeds: Real = param(3, "bleeding by a metre, ml/min, in the mean", "assumed", ge=0, le=100)
    roofs: Switch = param(True, "people flee over the roofs", "story K5: roofs a jump apart")
    misses: Probability = param(
        0.12, "a fit adult misses a leap of 3 m; falls with the square of the gap", "assumed"
    )
    climbs: Switch = param(True, "the infected leap, climb and come through windows", "story K4")
    window: Probability = param(
        0.4, "one of them finds the way through a ground-floor window", "story K4, assumed share"
    )
    smashes: Duration = param(
        "12 s", "time it takes to smash it", "assumed", ge="1 s", le="1 h"
    )  # fmt: skip
    facade: Probability = param(
        0.5, "one of the agile goes up the front of a house to prey behind a shut door", "assumed"
    )
    climb: Speed = param("0.7 m/s", "pace up a facade", "assumed", ge="0.05 m/s", le="5 m/s")
    slips: Probability = param(0.03, "it slips on the way up a storey", "assumed")


P = slots(Heights)
(
    GIVES_WAY, SCAFFOLD, STAIR, ROTTEN, FLOOR, STANDING, FURTHER, HOLE, AWNINGS, CATCH_ON, CATCHES,
    PULLED, REACH, HALF_DIE, SLOPE, HURTS, BLEEDS, ROOFS, MISSES, CLIMBS, WINDOW, SMASHES, FACADE,
    CLIMB, SLIPS,
) = range(25)  # fmt: skip
