"""The infected: parameters, and how they are woken and sent after a sound.

Story K1 to K4: dormant until a sound, a movement or a touch wakes them. Those whose mind went
lately (Stage Two) see; in Stage Three they find prey by sound and by movement close by.
"""

from __future__ import annotations

from kinward.core.lean import lean
from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Duration, Length, Probability, Rate, Real, Share, Speed, Switch


class Infected(Parameters):
    """The infected of all stages."""

    hunting: Switch = param(True, "the infected hunt", "story K4")
    indoors: Share = param(0.88, "first infected inside their former homes", "assumed")
    stage_three: Share = param(0.7, "first infected in Stage Three; the rest see", "assumed")
    doors_shut: Share = param(0.6, "homes of the infected with the door shut", "assumed")
    sense: Length = param("5 m", "distance at which movement is sensed", "story, model page",
                          ge="0 m", le="50 m")  # fmt: skip
    sight: Length = param("25 m", "distance at which those in Stage One and Two see prey by day",
                          "assumed", ge="0 m", le="200 m")  # fmt: skip
    notice: Rate = param("0.04 /s", "waking by a quiet walker within reach of the sense", "assumed")
    walk: Speed = param("0.8 m/s", "pace without prey", "story K4", ge="0 m/s", le="3 m/s")
    sprint: Speed = param("4 m/s", "pace after prey", "story K4", ge="0 m/s", le="12 m/s")
    sprint_for: Duration = param("20 s", "how long it sprints", "story K4", ge="0 s", le="1 h")
    attention: Duration = param("15 s", "time it follows a sound, for each dB above what wakes it",
                                "assumed", ge="0 s", le="1 h")  # fmt: skip
    most: Duration = param(
        "15 min", "longest time it follows one sound", "assumed", ge="0 s", le="1 day"
    )
    spread: Real = param(6, "spread of what level wakes them, dB", "assumed", ge=0, le=30)
    shriek: Probability = param(0.5, "shrieks on finding prey", "story K1, assumed share")
    door: Duration = param(
        "3 min", "a shut door holds against one of them", "assumed", ge="0 s", le="1 day"
    )
    barricade: Duration = param(
        "20 min", "a barricaded door holds", "assumed", ge="0 s", le="7 days"
    )
    climbs_walls: Switch = param(True, "the awake get over a wall whose lamps are out", "story K6")
    over_wall: Rate = param(
        "2 /h",
        "one that is awake at an unlit wall gets over it",
        "assumed; at 2 a day nights without lamps let nobody in",
    )
    drift: Rate = param("2 /h", "a dormant one in the open drifts some metres", "assumed")
    stirs: Rate = param("1 /h", "a dormant one near an unlit wall wakes to the life behind it",
                        "assumed")  # fmt: skip
    hearing: Switch = param(True, "a loud sound wakes them and draws them on", "story K3")
    near: Switch = param(True, "movement close by wakes them", "story K4")
    seen: Switch = param(True, "people see them along the street", "model page, Sight")
    rise: Switch = param(True, "who has lost the mind gets up and hunts", "story K1")


(
    HUNTING, INDOORS, STAGE_THREE_SHARE, DOORS_SHUT, SENSE, SIGHT, NOTICE, WALK_PACE, SPRINT,
    SPRINT_FOR, ATTENTION, MOST, SPREAD, SHRIEK, DOOR, BARRICADE, CLIMBS_WALLS, OVER_WALL,
    DRIFT, STIRS, HEARING, NEAR, SEEN, RISE,
) = range(24)  # fmt: skip


CLOSE = 12.0  # m within which a dormant one is a threat to whoever sees it (assumed)


@lean
def notices_within(par):
    """Distance (m) within which a dormant one and somebody who moves can matter to each other."""
    return max(par[SIGHT], par[SENSE], CLOSE)


@lean
def rouse(m, level, until, alert, attend_until, in_hunt, hunters, hunt_n):
    """Wake one of the infected to alert 1 (a sound) or 2 (prey) until `until` (ms)."""
    alert[m] = max(alert[m], level)
    attend_until[m] = max(attend_until[m], until)
    if not in_hunt[m]:
        in_hunt[m] = True
        hunters[hunt_n[0]] = m
        hunt_n[0] += 1
