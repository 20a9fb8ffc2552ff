"""Meeting places on which households agreed, and notes that they leave for one another."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Duration, Length, Probability, Switch


class Reunion(Parameters):
    """What a household that is apart goes by when nobody can call."""

    on: Switch = param(False, "households have meeting places, and leave notes", "story")
    agreed: Probability = param(0.39, "share of households that agreed on a meeting place",
                                "FEMA 2014: less than 40% have an emergency plan; that it names "
                                "a place is assumed")  # fmt: skip
    door: Probability = param(0.5, "of these, share whose place is the street door of the home; "
                              "of the others a public house nearby", "assumed")  # fmt: skip
    near: Length = param("600 m", "how far from home the public house is, at most", "assumed",
                         ge="10 m", le="20 km")  # fmt: skip
    keeps: Probability = param(0.85, "one of the household keeps to it, rather than go or stay "
                               "home, as the others believe", "assumed")  # fmt: skip
    within: Duration = param("30 min", "mean time until who goes there is there", "assumed",
                             ge="1 min", le="2 days")  # fmt: skip
    notes: Switch = param(True, "who leaves a place where their own would look leaves a note",
                          "story")  # fmt: skip
    writes: Probability = param(0.5, "somebody who leaves work, school or the meeting place writes "
                                "one; at home everybody does", "assumed")  # fmt: skip
    fades: Duration = param("6 h", "age over which what a note says is believed e times less",
                            "assumed", ge="1 min", le="60 days")  # fmt: skip


S = slots(Reunion)
ON, AGREED, DOOR, NEAR, KEEPS, WITHIN, NOTES, WRITES, FADES = range(9)
