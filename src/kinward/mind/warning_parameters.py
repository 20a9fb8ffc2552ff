"""What shows a danger, who learns of it, and what weighs how much against leaving at once."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Duration, Length, Probability, Rate, Real, Switch

_PADM = "Lindell and Perry 2012"
_PAGE = "docs/model/mind-targets.md"
SAFE = ("edge", "beyond", "site")


class Warned(Parameters):
    """A danger without notice, and how people take it (protective action decision model)."""

    on: Switch = param(False, "a danger shows that one has to leave before", "architecture")
    at: Duration = param("3 h", "when it shows, after the start", "scenario", ge="0 s",
                         le="60 days")  # fmt: skip
    safe: str = param("edge", "which places are safe: 'edge' of the map, 'beyond' a distance "
                      "from a point, or a named 'site'", "scenario")  # fmt: skip
    rim: Length = param("80 m", "edge: a crossing this near the edge of the map is safe", "assumed",
                        ge="1 m", le="5 km")  # fmt: skip
    x: Real = param(0, "beyond: the point, m east on the map", "scenario", ge=-1e6, le=1e6)
    y: Real = param(0, "beyond: the point, m north on the map", "scenario", ge=-1e6, le=1e6)
    beyond: Length = param("600 m", "beyond: safe further off than this", "scenario", ge="1 m",
                           le="100 km")  # fmt: skip
    site: str = param("", "site: name of the place", "scenario")
    # the event: facts of a scenario
    cue: Probability = param(0.9, "share of people who see, hear or feel it themselves", "scenario")
    notices: Rate = param("0.02 /min", "rate at which others come to notice it later", "assumed")
    clarity: Probability = param(0.3, "belief in the danger that this gives", "scenario")
    time_left: Duration = param("40 min", "time that people think they have", "scenario",
                                ge="1 min", le="7 days")  # fmt: skip
    contagious: Switch = param(False, "the danger is in those one would have to help", "scenario")
    calls: Switch = param(False, "the telephone works", "scenario")
    # word and belief
    tells: Rate = param("0.5 /min", "rate at which one in the same room tells another", "assumed")
    tells_next: Rate = param("0.05 /min", "the same between neighbours of a street", "assumed")
    hearsay: Probability = param(0.3, "belief that being told by a stranger gives", "assumed")
    by_family: Probability = param(0.9, "share of their belief that one's family passes on",
                                   "assumed")  # fmt: skip
    through: Probability = param(0.5, "a call gets through", "assumed")
    doubts: Switch = param(True, "a new danger is not believed at once", _PADM)
    look: Probability = param(0.07, "share of the doubt that a bout of milling takes away",
                              "assumed")  # fmt: skip
    example: Probability = param(0.4, "the same, where everybody around has set out", "assumed")
    mill_least: Duration = param("1 min", "shortest bout of milling", "model page, Mind",
                                 ge="0 s", le="1 h")  # fmt: skip
    mill_most: Duration = param("6 min", "longest bout of milling", "model page, Mind", ge="1 s",
                                le="2 h")  # fmt: skip
    # mechanisms
    gathering: Switch = param(True, "people think of their household", "Drabek 1986")
    homing: Switch = param(True, "people think of going home first", "stories")
    keeping: Switch = param(True, "those who meet go on together", "model page, Mind")
    notes: Switch = param(True, "who leaves home leaves word for those to come", "stories")
    serving: Switch = param(True, "medics, teachers and soldiers think of their duty", _PAGE)
    avoids: Switch = param(True, "people keep away from where they met creatures", "assumed")
    helping: Switch = param(True, "people see strangers who need help", _PAGE)
    # weights
    noise: Real = param(0.5, "scale of the noise of choices in a danger, of mind.theta", "assumed",
                        ge=0.01, le=100)  # fmt: skip
    life: Real = param(12.0, "weight of one's own risk in a danger believed in", "assumed", ge=0,
                       le=50)  # fmt: skip
    usual: Real = param(8.2, "weight of going on as usual while one doubts", f"fitted, {_PAGE}",
                        ge=0, le=50)  # fmt: skip
    family: Real = param(9.75, "weight of a grown member of the household of whom nothing is known",
                         f"fitted, {_PAGE}", ge=0, le=50)  # fmt: skip
    child: Real = param(1.5, "how much more a child weighs", "assumed", ge=0, le=50)
    frail: Real = param(1.5, "how much more one of 80 or more weighs", "assumed", ge=0, le=50)
    house: Real = param(-4.75, "pull of one's own home, and what is there", f"fitted, {_PAGE}",
                        ge=-50, le=50)  # fmt: skip
    advice: Real = param(
        14.1,
        "weight of an order (evacuation.order) in a danger that one is sure of",
        f"fitted, {_PAGE}",
        ge=0,
        le=50,
    )
    duty: Real = param(1.3, "weight of duty", f"fitted, {_PAGE}", ge=0, le=50)
    comrades: Real = param(
        0.65, "how much more with a comrade beside one", f"fitted, {_PAGE}", ge=0, le=50
    )
    post_risk: Probability = param(0.1, "share of the risk at a post with a task",
                                   f"fitted, {_PAGE}")  # fmt: skip
    exposure: Probability = param(0.1, "believed share of one's own risk in serving where the "
                                  "danger is contagious", f"fitted, {_PAGE}")  # fmt: skip
    stranger: Real = param(-0.79, "worth of helping a stranger", f"fitted, {_PAGE}", ge=-50, le=50)
    dependants: Real = param(0.5, "weight of each dependant on a detour", "assumed", ge=0, le=50)
    # beliefs of where the others are
    meets_home: Probability = param(0.98, "a grown member of the household comes home",
                                    f"fitted, {_PAGE}")  # fmt: skip
    comes_within: Duration = param("15 min", "mean time until who comes home is there",
                                   f"fitted, {_PAGE}", ge="1 min", le="2 days")  # fmt: skip
    fetched: Probability = param(0.25, "another of the household fetches the child", "assumed")
    sees: Length = param("80 m", "how far off one knows one's own along a street", "assumed",
                         ge="1 m", le="1 km")  # fmt: skip


W = slots(Warned)
(
    ON, AT, RIM, X, Y, BEYOND, CUE, NOTICES, CLARITY, TIME_LEFT, CONTAGIOUS, CALLS, TELLS,
    TELLS_NEXT, HEARSAY, BY_FAMILY, THROUGH, DOUBTS, LOOK, EXAMPLE, MILL_LEAST, MILL_MOST,
    GATHERING, HOMING, KEEPING, NOTES, SERVING, AVOIDS, HELPING, NOISE, LIFE, USUAL, FAMILY, CHILD,
    FRAIL, HOUSE, ADVICE, DUTY, COMRADES, POST_RISK, EXPOSURE, STRANGER, DEPENDANTS,
    MEETS_HOME, COMES_WITHIN, FETCHED, SEES,
) = range(47)  # fmt: skip
