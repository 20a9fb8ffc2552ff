"""What the checkpoint at the edge of the city has, and how it works."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Count, Duration, Length, Probability, Rate, Share, Switch

PRIORITIES = ("queue", "family", "children")
MOST = 8  # checkpoints, at most
TWICE = 2  # posts, and departures, of a checkpoint that believes: how many times as many (assumed)


class Checkpoint(Parameters):
    """A checkpoint at the edge of the city: nobody leaves the danger but by its transports."""

    on: Switch = param(False, "who comes to the edge of the city comes to a checkpoint",
                       "story S11")  # fmt: skip
    site: str = param("", "name of the place at which it stands; '' chooses by rule", "scenario")
    posts_at: Count = param(1, "how many there are by rule: where most people have the shortest "
                            "way out", "scenario", ge=1, le=MOST)  # fmt: skip
    apart: Length = param("500 m", "those chosen by rule stand this far apart", "assumed",
                          ge="0 m", le="100 km")  # fmt: skip
    cordon: Switch = param(True, "every other way out of the city is closed", "story S11")
    # screening
    posts: Count = param(6, "posts that look people over, at each", "assumed", ge=1, le=500)
    takes: Duration = param("60 s", "mean time to look one person over; parties together",
                            "START triage: at most a minute a patient (Madigan 2017)",
                            ge="0 s", le="1 day")  # fmt: skip
    stages: Count = param(2, "Erlang stages of that time: 1 exponential, many nearly fixed",
                          "assumed", ge=1, le=100)  # fmt: skip
    wound: Share = param(0.05, "wounds above this can be found, share of strength", "assumed")
    finds: Probability = param(0.95, "a wound that does not bleed is found; one that does is seen",
                               "assumed")  # fmt: skip
    aid: Switch = param(True, "the aid station dresses the wounds that are found", "story S11")
    # quarantine
    quarantine: Duration = param("12 h", "nobody boards before this is over since the screening",
                                 "assumed", ge="0 s", le="60 days")  # fmt: skip
    remembers: Switch = param(True, "who leaves and comes back goes on with the quarantine that "
                              "they had begun", "assumed")  # fmt: skip
    tents: Count = param(400, "places in tents, at each; others wait in the open", "assumed")
    # transports
    seats: Count = param(40, "seats of a transport", "assumed")
    every: Duration = param("30 min", "time between transports, at each", "assumed", ge="1 min",
                            le="60 days")  # fmt: skip
    first: Duration = param("3 h", "the first leaves this long after the danger showed", "assumed",
                            ge="0 s", le="60 days")  # fmt: skip
    boards: Duration = param("15 min", "boarding begins this long before", "assumed", ge="2 min",
                             le="1 day")  # fmt: skip
    priority: str = param("queue", "who boards first: 'queue' first come, 'family' households "
                          "that are whole, and never parted, 'children' with a guardian",
                          "scenario")  # fmt: skip
    # an officer's discretion
    promises: Switch = param(True, "a household may be promised seats out of turn if one of it "
                             "stays to serve", "story S12")  # fmt: skip
    promise_rate: Rate = param("2 /h", "rate of such offers, at each, while seats are short",
                               "assumed")  # fmt: skip
    # news that is not believed at first
    news: Switch = param(True, "what those who come report is believed by and by", "story S11")
    credence: Probability = param(0.02, "share of the doubt that one report takes away: that of a "
                                  "party who bears wounds", "assumed")  # fmt: skip
    believes_after: Probability = param(0.5, "belief from which posts and departures are doubled",
                                        "assumed")  # fmt: skip
