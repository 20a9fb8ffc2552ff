"""What weighs how much in a mind: one set of weights for everyone and every occasion."""

from __future__ import annotations

from kinward.core.parameters import Parameters, param
from kinward.core.process import slots
from kinward.core.quantity import Count, Duration, Length, Probability, Real, Switch


class Mind(Parameters):
    """Random utility: P(a) = exp(V_a/theta)/sum; V is a sum of parts."""

    on: Switch = param(True, "people decide; off: they keep to the routine", "model page, Mind")
    theta: Real = param(1, "scale of the noise", "model page", ge=0.01, le=100)
    risk: Real = param(1.0, "weight of danger", "assumed", ge=0, le=20)
    bond: Real = param(1.0, "weight of ties", "stories", ge=0, le=20)
    dependants: Real = param(
        1.0, "weight of those who would have to come along", "stories", ge=0, le=20
    )
    duty: Real = param(1.0, "weight of duty and promise", "stories", ge=0, le=20)
    others: Real = param(0.5, "weight of what others do", "assumed", ge=0, le=20)
    feeling: Real = param(1.0, "weight of fear, anger, grief and love", "stories", ge=0, le=20)
    memory: Real = param(0.5, "weight of cries passed by", "stories", ge=0, le=20)
    attention: Switch = param(True, "strong feeling lowers watchfulness", "stories")
    beliefs: Switch = param(
        True,
        "who is overdue may be dead, who is heard of may live; off: "
        "everyone is thought alive until seen dead",
        "model page, Mind",
    )
    near: Length = param(
        "15 m", "distance at which somebody is with one", "assumed", ge="1 m", le="100 m"
    )
    face: Length = param(
        "12 m", "distance at which one sees a face", "assumed", ge="0 m", le="100 m"
    )
    cry: Length = param(
        "120 m", "a cry further off is nobody's business", "assumed", ge="0 m", le="2 km"
    )
    hide_for: Duration = param(
        "25 min", "shortest time in hiding", "assumed", ge="1 min", le="7 days"
    )
    own_life: Real = param(
        3.0, "worth of one's own life against the protocol", "assumed", ge=0, le=50
    )
    fire_at: Count = param(
        5, "awake infected upon one at which one fires, although the shot calls more",
        "story K3, assumed number", le=1000,
    )  # fmt: skip
    props: Switch = param(True, "promise, comrades, command and a safe home hold obedience up",
                          "stories")  # fmt: skip
    promise: Real = param(0.3, "part of obedience that a promise given holds up", "stories, "
                          "assumed weight", ge=0, le=10)  # fmt: skip
    comrades: Real = param(0.3, "part that comrades beside one hold up", "stories, assumed weight",
                           ge=0, le=10)  # fmt: skip
    command: Real = param(0.3, "part that a command that answers holds up", "stories, assumed "
                          "weight", ge=0, le=10)  # fmt: skip
    safe_home: Real = param(0.3, "part that a home believed safe holds up", "stories, assumed "
                            "weight", ge=0, le=10)  # fmt: skip
    news: Switch = param(True, "those close to somebody learn of the end", "model page, Mind")
    tends: Switch = param(True, "the hurt, and those beside them, see to wounds", "stories")
    hope: Switch = param(True, "shots in the distance feed the hope that the missing live",
                         "stories")  # fmt: skip
    company: Switch = param(True, "people who flee the same way go together", "stories; shared "
                            "fate: Drury 2009")  # fmt: skip
    falls_in: Probability = param(0.3, "chance a minute that strangers who flee to one place go "
                                  "together", "assumed")  # fmt: skip
    together: Switch = param(True, "in a danger one flees or hides as those do with whom one moves",
                             "model page, Mind: a party decides")  # fmt: skip
    parting: Switch = param(True, "a reflex can cut apart those who moved together", "stories")
    missing: Switch = param(True, "who has not been seen for long is missed by those they live "
                            "with", "stories")  # fmt: skip
    missed_after: Duration = param("36 h", "how long that is; twice as long for one who is known "
                                   "to be out", "assumed", ge="1 h", le="60 days")  # fmt: skip


P = slots(Mind)
(
    ON, THETA, RISK, BOND, DEPENDANTS, DUTY, OTHERS, FEELING, MEMORY, ATTENTION, BELIEFS, NEAR,
    FACE, CRY, HIDE_FOR, OWN_LIFE, FIRE_AT, PROPS, PROMISE, COMRADES, COMMAND, SAFE_HOME, NEWS,
    TENDS, HOPE, COMPANY, FALLS_IN, TOGETHER, PARTING, MISSING, MISSED_AFTER,
) = range(31)  # fmt: skip


class Feelings(Parameters):
    """How feelings rise, fade and show."""

    on: Switch = param(True, "whether people feel", "stories")
    fear_fades: Duration = param("2 h", "half-life of fear", "assumed", ge="1 min", le="60 days")
    anger_fades: Duration = param("6 h", "half-life of anger", "assumed", ge="1 min", le="60 days")
    grief_fades: Duration = param(
        "10 days", "half-life of grief", "assumed", ge="1 h", le="60 days"
    )
    love_fades: Duration = param(
        "2 days", "half-life of tenderness", "assumed", ge="1 h", le="60 days"
    )
    loud: Real = param(
        0.02, "noisy acts an hour at full feeling", "stories, assumed rate", ge=0, le=10
    )
