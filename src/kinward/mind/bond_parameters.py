"""How ties live: trust by deeds, strength by time and danger, tales, grief, love."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Duration, Length, Probability, Rate, Real, Share, Switch


class Bonds(Parameters):
    """Ties that live: what changes trust and strength, and how word of it travels."""

    on: Switch = param(True, "ties change; off: they stay as they were at the start", "stories")
    judging: Switch = param(True, "deeds move trust", "model page, Society")
    gain: Real = param(0.25, "step of trust toward a good deed", "model page: at most .4, assumed",
                       ge=0, le=0.4)  # fmt: skip
    loss: Real = param(2.5, "how many times larger the step toward a bad one is",
                       "model page; asymmetry published", ge=1, le=5)  # fmt: skip
    excuse: Switch = param(True, "who could not do otherwise is blamed less", "model page")
    witness: Share = param(0.5, "weight of a deed seen done to another", "assumed")
    sees: Length = param("40 m", "distance at which a deed is seen", "assumed", ge="1 m",
                         le="500 m")  # fmt: skip
    growing: Switch = param(True, "strength grows with time and danger shared, and fades",
                            "model page, Society")  # fmt: skip
    time: Rate = param("0.02 /day", "rise of strength with time together, toward 1", "assumed")
    danger: Real = param(4.0, "how many times faster it rises in danger shared", "assumed", ge=1,
                         le=100)  # fmt: skip
    help: Share = param(0.08, "rise of strength by help given", "assumed")
    fades: Duration = param("700 days", "half-life of strength apart", "assumed", ge="1 day",
                            le="36500 days")  # fmt: skip
    new: Switch = param(True, "people who live through something together come to know each other",
                        "stories")  # fmt: skip
    rumour: Switch = param(True, "deeds are told along ties, and lose detail", "stories")
    tells: Probability = param(0.35, "chance an hour that somebody tells a tale to one beside them",
                               "assumed")  # fmt: skip
    blurs: Share = param(0.6, "what a tale keeps of its weight each time it is told", "assumed")
    opinions: Switch = param(True, "who talks comes closer in how they would be led, or does not "
                             "listen", "Deffuant 2000")  # fmt: skip
    moves: Share = param(0.5, "how far each comes toward the other, mu", "Deffuant 2000")
    tolerance: Share = param(0.3, "distance from which on they do not listen", "Deffuant 2000, "
                             "assumed value")  # fmt: skip
    courses: Switch = param(True, "grief takes one of its courses", "Bonanno 2002")
    promises: Switch = param(True, "people promise to come back, and keep or break it", "stories")
    keepsakes: Switch = param(True, "keepsakes are taken from the dead, and given back", "stories")
    purpose: Share = param(0.5, "grief that a returned keepsake takes away", "stories, assumed")
    doubt: Switch = param(True, "who misses somebody believes less each day that they live, and "
                                "thinks again about what to do", "model page, Mind")  # fmt: skip
    doubts: Duration = param("4 days", "half-life of the belief that one who is missing lives",
                             "assumed", ge="1 h", le="365 days")  # fmt: skip
    keeping_back: Switch = param(True, "bad news is kept back from those whom it would break",
                                 "stories, K14")  # fmt: skip
    love: Switch = param(True, "love begins, weddings are held, children are expected", "stories")
    falls: Rate = param("0.02 /day", "rate at which two close friends who are free fall in love",
                        "assumed")  # fmt: skip
    weds: Rate = param("0.06 /day", "rate at which a couple marries", "assumed")
    expects: Rate = param("0.003 /day", "rate at which a couple comes to expect a child",
                          "assumed")  # fmt: skip
    teaching: Switch = param(True, "skill passes from mentor to pupil", "story K13")
    learns: Rate = param("0.05 /day", "share of the difference in skill that passes", "assumed")


P = slots(Bonds)
(
    ON, JUDGING, GAIN, LOSS, EXCUSE, WITNESS, SEES, GROWING, TIME, DANGER, HELP, FADES, NEW, RUMOUR,
    TELLS, BLURS, OPINIONS, MOVES, TOLERANCE, COURSES, PROMISES, KEEPSAKES, PURPOSE, DOUBT, DOUBTS,
    KEEPING_BACK, LOVE, FALLS, WEDS, EXPECTS, TEACHING, LEARNS,
) = range(32)  # fmt: skip
