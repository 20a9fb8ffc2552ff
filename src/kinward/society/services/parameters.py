"""The services of a city: how large crews are, how word reaches them, what they do."""

from __future__ import annotations

from typing import ClassVar

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Count, Duration, Length, Probability, Rate, Real, Speed, Switch


class Services(Parameters):
    """Firefighters, medics and police of a city, in crews."""

    on: Switch = param(False, "the city's services act in crews", "story S6")
    crew: Count = param(6, "firefighters in a crew", "assumed", ge=1, le=100)
    ambulance: Probability = param(0.5, "medics who serve out of doors, in twos", "assumed")
    net: Duration = param("40 min", "how long calls and radio work after a danger shows",
                          "story S1: the net goes dead; assumed", ge="0 s",
                          le="60 days")  # fmt: skip
    called: Rate = param("6 /h", "rate at which a fire, a cry heard or one hurt is called in while "
                         "the net works", "assumed")  # fmt: skip
    reached: Probability = param(0.8, "a call reaches one of a crew while the net works", "assumed")
    orders: Duration = param("15 min", "from one order to the next", "assumed", ge="1 min",
                             le="2 days")  # fmt: skip
    takes_over: Duration = param("2 min", "until the next in age leads a crew", "assumed",
                                 ge="0 s", le="1 day")  # fmt: skip
    nearby: Length = param("40 m", "who is within this is with the crew", "assumed", ge="1 m",
                           le="1 km")  # fmt: skip
    sees: Length = param("60 m", "how far along a street a crew sees what there is to do",
                         "assumed", ge="1 m", le="1 km")  # fmt: skip
    far: Length = param("300 m", "of way that halve what a call weighs", "assumed", ge="1 m",
                        le="100 km")  # fmt: skip
    blaze: Real = param(0.1, "what a burning storey weighs, of one heard under rubble", "assumed",
                        ge=0, le=1000)  # fmt: skip
    gives_up: Duration = param("30 min", "after which a crew leaves a ruin in which it hears "
                               "nobody", "assumed", ge="1 min", le="30 days")  # fmt: skip
    tools: Real = param(3.0, "how much faster they dig than with bare hands", "assumed", ge=0,
                        le=100)  # fmt: skip
    kits: Count = param(10, "tourniquets with dressings that each medic of a crew has", "assumed",
                        ge=0, le=1000)  # fmt: skip
    stretcher: Speed = param("1 m/s", "two who carry a stretcher",
                             "assumed: below the 1.33 m/s at which two tire in 2.7 min "
                             "(Knapik et al. 2000)", ge="0.1 m/s", le="5 m/s")  # fmt: skip
    alone_below: Count = param(12, "a child younger than this, with nobody, is taken along",
                               "assumed", ge=0, le=18)  # fmt: skip
    douses: Switch = param(True, "firefighters put out fires", "story S6")
    digs: Switch = param(True, "firefighters dig with tools", "story S6")
    treats: Switch = param(True, "medics stop bleeding in the streets", "story S6")
    carries: Switch = param(True, "medics carry those who cannot walk by stretcher", "story S6")
    escorts: Switch = param(True, "police take along children who are alone", "story S6")
    side_arms: Switch = param(True, "each of the police has a pistol", "story S5")
    pistol_rounds: Count = param(12, "rounds for it: two loads of a revolver", "assumed", ge=0,
                                 le=1000)  # fmt: skip

    succession: ClassVar[bool] = True  # of platoon/commanding.py: the next always takes over
