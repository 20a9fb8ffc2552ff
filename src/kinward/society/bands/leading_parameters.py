"""Parameters of leaders and those they lead."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Count, Duration, Real, Share, Switch


class Leading(Parameters):
    """Legitimacy, grievance, and what comes of them."""

    grievances: Switch = param(True, "members take stock of their leader", "model page, Society")
    leaving: Switch = param(True, "members leave a leader", "story R3")
    cliques: Switch = param(True, "friends are told, and may come along", "story R3")
    deposing: Switch = param(True, "a leader can be brought down", "model page, Society")
    drift: Switch = param(True, "what happens to leaders changes how they lead", "story R8")
    fission: Switch = param(True, "groups break along the minimum cut of their ties",
                            "Zachary 1977")  # fmt: skip
    mergers: Switch = param(True, "a few who are worse off join those they think well of",
                            "assumed")  # fmt: skip
    threshold: Real = param(0.1, "grievance above which people act", "Epstein 2002", ge=0, le=1)
    under_threat: Real = param(0.35, "legitimacy that full control gains in full danger",
                               "Rast, Hogg and Giessner 2013, assumed size", ge=0,
                               le=1)  # fmt: skip
    in_calm: Real = param(0.35, "legitimacy that full control loses in full calm",
                          "Van Vugt 2004, assumed size", ge=0, le=1)  # fmt: skip
    care_calm: Real = param(0.10, "legitimacy that full care gains in full calm",
                            "Van Vugt 2004, assumed size", ge=0, le=1)  # fmt: skip
    care_danger: Real = param(0.10, "legitimacy that full care loses in full danger",
                              "Rast, Hogg and Giessner 2013, assumed size, that of calm", ge=0,
                              le=1)  # fmt: skip
    unlike: Real = param(0.2, "legitimacy lost by a leader as unlike what one would be as can be",
                         "assumed", ge=0, le=1)  # fmt: skip
    critical: Real = param(0.15, "mean grievance at which stress is critical", "assumed", ge=0.01,
                           le=1)  # fmt: skip
    small_bands: Real = param(2.2, "times the critical grievance at which small bands break too",
                              "model page, assumed number", ge=0, le=100)  # fmt: skip
    too_few: Count = param(2, "grown members with whom a place cannot be held", "assumed", ge=0,
                           le=100)  # fmt: skip
    holds_out: Count = param(3, "evenings after which so few give it up", "assumed", ge=1, le=365)
    depose_share: Share = param(0.4, "share of the grown members against that brings a leader down",
                                "assumed")  # fmt: skip
    guest_for: Duration = param("3 days", "time before a guest is asked to stay", "assumed",
                                ge="1 h", le="60 days")  # fmt: skip
