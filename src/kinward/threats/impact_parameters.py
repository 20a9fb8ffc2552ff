"""What falls on the city, how much it takes to bring a house down, and who is in it."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import (
    Duration,
    Length,
    Mass,
    Pressure,
    Probability,
    Real,
    Share,
    Switch,
)

_PSI = "Zipf and Cashdollar 2006, table of overpressures"
_DEBRIS = "doi 10.1155/2020/7034517, table 7: an upper bound"


class Impact(Parameters):
    """Something falls from orbit: a blast at the ground, and what it leaves of the city."""

    on: Switch = param(False, "something falls on the city", "story S1")
    at: Duration = param("8 h", "when, after the start", "scenario", ge="0 s", le="60 days")
    site: str = param("", "name of the place that it falls on; empty: x and y", "scenario")
    x: Real = param(0, "where, m east on the map", "scenario", ge=-1e6, le=1e6)
    y: Real = param(0, "where, m north on the map", "scenario", ge=-1e6, le=1e6)
    energy: Mass = param("200 t", "its energy, as TNT", "scenario, assumed", ge="0 kg",
                         le="1000000 t")  # fmt: skip
    # what it brings down
    collapse: Switch = param(True, "buildings collapse", "story S1")
    house: Pressure = param("3 psi", "half of the houses up to three storeys fall", _PSI,
                            ge="0.1 kPa")  # fmt: skip
    masonry: Pressure = param("5 psi", "half of those of four to six storeys fall", _PSI,
                              ge="0.1 kPa")  # fmt: skip
    concrete: Pressure = param("10 psi", "half of those of seven to nineteen storeys fall", _PSI,
                               ge="0.1 kPa")  # fmt: skip
    tower: Pressure = param("20 psi", "half of those of twenty and more fall", _PSI, ge="0.1 kPa")
    bus: Pressure = param("7 psi", "half of the buses are thrown over",
                          "assumed, as loaded wagons of a train (Clancey 1972)",
                          ge="0.1 kPa")  # fmt: skip
    spread: Real = param(0.3, "spread of these between buildings, lognormal", "assumed", ge=0, le=2)
    rubble: Switch = param(True, "rubble narrows streets and closes them", "story S1")
    debris: Share = param(0.5, "how far rubble lies, over how far it may at most", "assumed")
    heap: Share = param(0.25, "how high rubble lies at its house, over the height of that",
                        "assumed")  # fmt: skip
    least: Length = param("0.6 m", "room that is left to those who climb over rubble", "assumed",
                          ge="0.1 m", le="10 m")  # fmt: skip
    climbs: Length = param("1.5 m", "rubble as high as this all over a street closes it", "assumed",
                           ge="0 m", le="20 m")  # fmt: skip
    # those in what falls
    kills_inside: Probability = param(0.3, "who is in a building that falls is dead at once",
                                      "assumed")  # fmt: skip
    traps: Probability = param(0.5, "who is in one and lives is trapped", "assumed")
    holds_out: Duration = param(
        "51.3 h", "by when 63 % of the trapped would be dead",
        "fitted to 75, 26, 20, 6 % alive on days 1 to 4", ge="1 min", le="60 days",
    )  # fmt: skip
    fails: Real = param(1.64, "shape of that, Weibull", "fitted, as above", ge=0.1, le=10)
    depth: Real = param(60, "mean work to reach one who lies there, for each storey, person-min",
                        "assumed", ge=0, le=1e5)  # fmt: skip
    # those in the open or in what stands
    hurts: Switch = param(True, "the blast itself hurts and kills", "story S1")
    kills: Pressure = param("50 kPa", "half of those in the open die", f"set by {_PSI}",
                            ge="0.1 kPa")  # fmt: skip
    wounds: Pressure = param("2 psi", "half are hurt, by glass and what flies about", _PSI,
                             ge="0.1 kPa")  # fmt: skip
    bodies: Real = param(0.5, "spread of both between people, lognormal", f"set by {_PSI}", ge=0,
                         le=2)  # fmt: skip
    severe: Real = param(0.35, "mean loss of strength of who is hurt", "assumed", ge=0, le=1)
    bleeds: Real = param(12, "mean bleeding of who is hurt, ml/min", "assumed", ge=0, le=1000)
    dust: Real = param(2, "dust from a m3 of what falls: extinction by volume of air, m2",
                       "assumed", ge=0, le=1000)  # fmt: skip


S = slots(Impact)
(
    ON, AT, X, Y, ENERGY, COLLAPSE, HOUSE, MASONRY, CONCRETE, TOWER, BUS, SPREAD, RUBBLE, DEBRIS,
    HEAP, LEAST, CLIMBS, KILLS_INSIDE, TRAPS, HOLDS_OUT, FAILS, DEPTH, HURTS, KILLS, WOUNDS, BODIES,
    SEVERE, BLEEDS, DUST,
) = range(29)  # fmt: skip
FURTHEST = ((24.0, 2 / 3), (54.0, 0.5), (100.0, 0.5), (160.0, 0.4), (250.0, 0.3))
"""How far rubble lies at most over the height of the building (m, share), its long side along
the street; between the heights, in proportion. Source: doi 10.1155/2020/7034517, table 7."""
