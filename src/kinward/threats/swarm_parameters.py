"""The swarm: how many, what they can do, how they hunt, what ends them."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Count, Duration, Length, Probability, Rate, Real, Speed, Switch


class Swarm(Parameters):
    """Creatures that come up from the sewers and carry people off alive (story S2, S3)."""

    on: Switch = param(False, "there is a swarm below the city", "story S2")
    per_living: Real = param(0.003, "creatures to each of the living", "assumed", ge=0, le=10)
    nests: Count = param(4, "nests in the sewers", "assumed", ge=1, le=200)
    at: Duration = param("2 h", "when the first come up, after the start", "scenario", ge="0 s",
                         le="60 days")  # fmt: skip
    # bodies
    speed: Speed = param("6 m/s", "how fast they run", "model page", ge="0.1 m/s", le="20 m/s")
    carries: Speed = param("3 m/s", "the same with somebody in the grip", "model page",
                           ge="0.1 m/s", le="20 m/s")  # fmt: skip
    climbs: Speed = param("2 m/s", "up and down the front of a house", "assumed", ge="0.1 m/s",
                          le="20 m/s")  # fmt: skip
    senses: Length = param("40 m", "how far along a street they perceive people", "assumed",
                           ge="1 m", le="500 m")  # fmt: skip
    door: Duration = param("20 s", "a shut door holds against one of them", "assumed", ge="1 s",
                           le="1 day")  # fmt: skip
    # packs
    least: Count = param(3, "creatures in the smallest pack", "model page", ge=1, le=100)
    most: Count = param(8, "creatures in the largest pack", "model page", ge=1, le=100)
    grapplers: Probability = param(0.6, "share of a pack that grapple; the rest guard", "assumed")
    reach: Length = param("300 m", "way over which a place draws a pack e times less", "assumed",
                          ge="1 m", le="10 km")  # fmt: skip
    stays: Duration = param("10 min", "a pack turns back that finds nobody for so long", "assumed",
                            ge="1 min", le="1 day")  # fmt: skip
    rests: Duration = param("10 min", "in the nest before it comes again", "assumed", ge="0 s",
                            le="7 days")  # fmt: skip
    retreats: Probability = param(0.5, "share of a pack whose loss turns it back", "assumed")
    # harvest
    harvest: Switch = param(True, "they carry people off", "story S3")
    seizes: Probability = param(0.5, "one in reach is seized within a second", "assumed")
    facades: Switch = param(True, "they climb to windows", "story S2")
    by_window: Probability = param(0.5, "share of those above the ground floor that they come to "
                                   "by the window", "assumed")  # fmt: skip
    hidden: Rate = param("0.2 /min", "rate at which one in a building finds who hides there in "
                         "silence", "assumed")  # fmt: skip
    spent: Real = param(0.8, "loss of strength from which a victim is of no more use and killed",
                        "story S3, assumed", ge=0, le=1)  # fmt: skip
    defends: Switch = param(True, "threatened, they kill", "story S3")
    # what they leave, and who goes after them
    tracks: Switch = param(True, "they leave marks where they dragged people", "story S2")
    marks_last: Duration = param("6 h", "such marks can be read", "assumed", ge="1 min",
                                 le="60 days")  # fmt: skip
    stoops: Real = param(0.5, "pace of people in a pipe where nobody stands upright", "assumed",
                         ge=0.05, le=1)  # fmt: skip
    upright: Length = param("1.8 m", "width of a sewer from which on they do", "assumed",
                            ge="0 m", le="10 m")  # fmt: skip
    stirs: Rate = param("2 /min", "rate at which one that lies notices people within ten metres",
                        "assumed")  # fmt: skip
    frees: Duration = param("2 min", "to free one who lies in a nest", "assumed", ge="1 s",
                            le="1 day")  # fmt: skip
    flanks: Switch = param(True, "under fire part of a pack goes round", "story S2")
    round: Probability = param(0.5, "one of the pack does, once each time that it comes",
                               "assumed")  # fmt: skip
    # growth
    grows: Switch = param(True, "nests bring forth new creatures", "the issue")
    grows_after: Duration = param("24 h", "from which time on each who lies in a nest feeds it",
                                  "the issue", ge="0 s", le="60 days")  # fmt: skip
    per_captive: Rate = param("0.5 /day", "creatures that each of them brings forth", "assumed")
    spare: Real = param(0.5, "most that come forth, to each of the first", "assumed", ge=0,
                        le=20)  # fmt: skip
    # towers
    shafts: Switch = param(True, "they climb the shafts of lifts that stand", "story S8")
    by_shaft: Probability = param(0.3, "share of those above the ground floor of a house with "
                                  "lifts and without power that they come to by the shaft",
                                  "assumed")  # fmt: skip
    in_shaft: Speed = param("3 m/s", "up and down a shaft: walls on all sides to hold on to",
                            "assumed", ge="0.1 m/s", le="20 m/s")  # fmt: skip


S = slots(Swarm)
(
    ON, PER_LIVING, NESTS, AT, SPEED, CARRIES, CLIMBS, SENSES, DOOR, LEAST, MOST, GRAPPLERS, REACH,
    STAYS, RESTS, RETREATS, HARVEST, SEIZES, FACADES, BY_WINDOW, HIDDEN, SPENT, DEFENDS,
    TRACKS, MARKS_LAST, STOOPS, UPRIGHT, STIRS, FREES, FLANKS, ROUND, GROWS, GROWS_AFTER,
    PER_CAPTIVE, SPARE, SHAFTS, BY_SHAFT, IN_SHAFT,
) = range(38)  # fmt: skip
