"""Mechanisms of the swarm and of the squads that stand against it."""

from __future__ import annotations

import effects_below as below
import effects_squads as squads
import effects_swarm as swarm

from kinward.lab.effects import Measure


def _counted(words: str, unit: str) -> Measure:
    return Measure(words, unit, "")


SWARM = (
    ("a swarm below the city", "swarm.on=false", _counted("people carried off", "people"),
     swarm.taken),
    ("they carry people off", "swarm.harvest=false", _counted("people carried off", "people"),
     swarm.taken),
    ("they climb to windows", "swarm.facades=false", _counted("creatures in by a window", "times"),
     swarm.by_window),
    ("threatened, they kill", "swarm.defends=false", _counted("people struck", "times"),
     swarm.struck),
    ("their blood burns", "fight.acid=false",
     _counted("towns in which it burns somebody", "share"), swarm.burnt),
    ("people hold fire for whom they hold", "fight.holds=0", _counted("shots not fired", "times"),
     swarm.not_shot_at),
    ("people go after who was taken", "pursuit.on=false",
     _counted("people who run after somebody", "people"), below.ran_after),
    ("option: run after", "options.run_after=false",
     _counted("people who run after somebody", "people"), below.ran_after),
    ("friends go along, or refuse", "pursuit.companions=false",
     _counted("friends who decide", "people"), below.followed_or_not),
    ("who saw it tells others", "pursuit.told=false", _counted("times that it is told", "times"),
     below.told),
    ("option: go in after", "options.go_in=false", _counted("decisions to go in", "decisions"),
     below.chose_to_go_in),
    ("the dragged leave marks", "swarm.tracks=false",
     _counted("people who go below, or are freed", "people"), below.freed),
    ("people read such marks", "pursuit.reads=false", _counted("people who read them", "people"),
     below.read),
    ("under fire a pack goes round", "swarm.flanks=false",
     _counted("creatures that come up behind", "times"), swarm.came_round),
    ("nests grow", "swarm.grows=false", _counted("creatures brought forth", "creatures"),
     below.grown),
    ("soldiers act in squads", "platoon.on=false", _counted("soldiers who fall in", "people"),
     swarm.fell_in),
    ("the next in rank leads", "platoon.succession=false",
     _counted("squads taken over", "times"), swarm.taken_over),
    ("squads that are few close up", "platoon.commands=false",
     _counted("soldiers who join another squad", "people"), swarm.closed_up),
    ("ammunition is shared", "platoon.shares=false", _counted("times that it is", "times"),
     swarm.handed_on),
    ("squads form, and share the targets out", "platoon.formations=false",
     _counted("creatures ended", "creatures"), squads.sharing),
    ("pressed, they go back by turns", "platoon.peels=false",
     _counted("times that one goes back", "times"), squads.going_back),
    ("soldiers have side arms", "platoon.side_arms=false", _counted("pistols drawn", "times"),
     squads.side_arms),
    ("police have side arms", "services.side_arms=false", _counted("shots", "shots"),
     squads.armed_police),
    ("grenades", "fight.grenades=false", _counted("creatures ended", "creatures"),
     squads.grenades),
    ("shots glance off walls", "fight.ricochets=false", _counted("people hit", "people"),
     squads.ricochets),
    ("they climb the shafts of lifts", "swarm.shafts=false",
     _counted("creatures that come up by one", "creatures"), squads.by_shaft),
)  # fmt: skip
