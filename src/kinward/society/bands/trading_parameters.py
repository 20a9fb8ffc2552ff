"""Parameters of trade between bands."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Count, Duration, Real, Share, Switch


class Trade(Parameters):
    """Traders whom bands send to one another."""

    on: Switch = param(True, "bands send traders to one another", "story R5")
    pressing: Switch = param(True, "the stronger side can press for more than a fair share",
                             "story R5")  # fmt: skip
    robbing: Switch = param(True, "hosts can rob traders at their door", "story R6")
    every: Duration = param("2 days", "least time between two parties of a band", "assumed",
                            ge="1 h", le="60 days")  # fmt: skip
    again: Duration = param("5 days", "time before traders go to the same band again", "assumed",
                            ge="1 h", le="60 days")  # fmt: skip
    team: Count = param(3, "traders of a party, at most", "assumed", ge=1, le=6)
    reach: Real = param(1500, "longest way to a band, m", "assumed", ge=50, le=20000)
    trusts: Real = param(-0.2, "regard for a band below which no traders go there", "assumed",
                         ge=-1, le=1)  # fmt: skip
    food: Real = param(10, "days of food that a band aims at", "assumed, as camp.aimed", ge=0,
                       le=365)  # fmt: skip
    water: Real = param(3, "days of water that a band aims at", "assumed, as camp.water_aimed",
                        ge=0, le=365)  # fmt: skip
    fuel: Real = param(0.3, "litres of fuel a head that a band aims at: for its fires and lamps",
                       "assumed", ge=0, le=100)  # fmt: skip
    rounds: Real = param(12, "rounds that a band aims at for each firearm", "assumed, as "
                         "bands.rounds", ge=0, le=1000)  # fmt: skip
    keeps: Real = param(1.0, "times what it aims at that a band does not send away", "assumed",
                        ge=0, le=100)  # fmt: skip
    lacks: Share = param(0.7, "part of what it aims at below which a band lacks something",
                         "assumed")  # fmt: skip
    hard: Share = param(0.85, "power in the bargain of a side that presses; 0.5 is a fair one",
                        "Kalai 1977, assumed value")  # fmt: skip
    waits: Duration = param("90 min", "time that traders wait at a door", "assumed", ge="1 min",
                            le="1 day")  # fmt: skip
    stays: Duration = param("70 min", "time that traders sit with their hosts after a deal, when "
                            "the day allows", "assumed", ge="0 min", le="1 day")  # fmt: skip
