"""What those at a checkpoint believe, and what weighs how much at a seat in a transport."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Duration, Probability, Rate, Real, Switch


class Boarding(Parameters):
    """Minds at the checkpoint: lists, waiting for one's own, a seat against service."""

    lists: Switch = param(True, "people look for their own in the lists of who has come in",
                          "issue: families")  # fmt: skip
    waits: Switch = param(True, "people think of waiting for their own at the checkpoint",
                          "issue: families")  # fmt: skip
    reads: Duration = param("30 min", "time between two looks into the lists", "assumed",
                            ge="1 min", le="60 days")  # fmt: skip
    comes: Probability = param(0.8, "one of the household who is missing comes there at all",
                               "assumed")  # fmt: skip
    comes_within: Duration = param("6 h", "mean time until who comes is there, as believed",
                                   "assumed", ge="1 min", le="60 days")  # fmt: skip
    overrun: Rate = param("0.02 /h", "rate at which the danger comes to the checkpoint, as "
                          "who is sure of it believes before they saw any", "assumed")  # fmt: skip
    sees_raids: Switch = param(True, "raids that one has seen there count in that belief",
                               "Bayes: a gamma prior of one raid")  # fmt: skip
    hardship: Real = param(0.05, "weight of an hour there for each dependant, twice in the open",
                           "assumed", ge=0, le=50)  # fmt: skip
    parting: Real = param(3.0, "weight of tearing a tie of full strength where seats are few",
                          "assumed", ge=0, le=50)  # fmt: skip
    serving: Probability = param(0.3, "chance of not living through the service, as believed by "
                                 "who is sure of the danger", "assumed")  # fmt: skip


B = slots(Boarding)
(
    LISTS, WAITS, READS, COMES, COMES_WITHIN, OVERRUN, SEES_RAIDS, HARDSHIP, PARTING, SERVING,
) = range(10)  # fmt: skip
