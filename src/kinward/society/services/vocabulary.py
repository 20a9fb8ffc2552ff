"""What crews of firefighters, medics and police do, and how a life tells it."""

from __future__ import annotations

from kinward.core.events import domain, kind

CRAFTS = ("none", "fire crew", "ambulance crew", "patrol")
NO_CRAFT, FIRE_CREW, MEDICS, PATROL = domain("craft", *CRAFTS)
CREW_CALLED = kind(
    570, "crew_called", "a crew of the services is called out", k="group", place="place",
    value="members", weight=3, told="{subject} called the crew out[ {place}].",
)  # fmt: skip
CREW_JOINED = kind(
    571, "crew_joined", "goes out with a crew", object="person", k="group", place="place",
    weight=3, told="{subject} went out with the crew[, under {object}].",
)  # fmt: skip
CREW_TAKEN_OVER = kind(
    572, "crew_taken_over", "takes over a crew whose leader fell", object="person", k="group",
    place="place", value="how many have led it by then", weight=7,
    told="{subject} took over the crew[ from {object}].",
    told_object="{subject} took over the crew.",
    effects=("groups.leader[k] = subject",),
)  # fmt: skip
LEFT_CREW = kind(
    573, "left_crew", "leaves a crew for their own", object="person", k="group", place="place",
    weight=8, told="{subject} left the crew[, to look for {object}].",
    told_object="{subject} left the crew to look for {object:they}.",
)  # fmt: skip
STAYED_WITH_CREW = kind(
    574, "stayed_with_crew", "stays with a crew, though their own are not safe", object="person",
    k="group", place="place", weight=7,
    told="{subject} stayed with the crew, though {he} did not know of {object}.",
)  # fmt: skip
WENT_TO_FIRE = kind(
    575, "went_to_fire", "leads a crew to a fire", k="building", place="place", value="m away",
    weight=3, told="{subject} led the crew to a fire[ {place}].",
)  # fmt: skip
WENT_TO_RUIN = kind(
    576, "went_to_ruin", "leads a crew to a house in ruins", k="building", place="place",
    value="m away", weight=3,
    told="{subject} led the crew to a house that had fallen[ {place}].",
)  # fmt: skip
WENT_TO_HURT = kind(
    577, "went_to_hurt", "leads a crew of medics to somebody hurt", object="person", place="place",
    value="m away", value2="1 at once, 2 can wait, 3 can walk", weight=2,
    told="{subject} went to see to {object}[ {place}].",
    told_object="{subject} went to see to {object:them}[ {place}].",
)  # fmt: skip
GAVE_UP_RUIN = kind(
    578, "gave_up_ruin", "leads a crew away from a ruin in which nobody is heard", k="building",
    place="place", weight=4,
    told="{subject} heard nobody any more under the rubble[ {place}], and led the crew on.",
)  # fmt: skip
ON_STRETCHER = kind(
    579, "on_stretcher", "takes somebody up on a stretcher, with another", object="person",
    place="place", value="m to the hospital", weight=4,
    told="{subject} and another took {object} up on a stretcher[ {place}].",
    told_object="{subject} and another took {object} up on a stretcher[ {place}].",
)  # fmt: skip
BROUGHT_IN = kind(
    580, "brought_in", "brings somebody in to doctors by stretcher", object="person", place="place",
    value="bleeding that was stopped, ml/min", weight=5,
    told="{subject} brought {object} in, and {their} wounds were seen to[ {place}].",
    told_object="{subject} brought {object:them} in by stretcher, and {their} wounds were seen to"
                "[ {place}].",
)  # fmt: skip
TOOK_IN_CHARGE = kind(
    581, "took_in_charge", "takes along a child who is alone", object="person", place="place",
    weight=6, told="{subject} took {object} along, whom nobody was with[ {place}].",
    told_object="{subject} took {object:them} along, whom nobody was with[ {place}].",
)  # fmt: skip
GAVE_BACK = kind(
    582, "gave_back", "gives a child back to their own", object="person", place="place", weight=6,
    told="{subject} gave {object} back to {their} own[ {place}].",
    told_object="{subject} gave {object:them} back to {their} own[ {place}].",
)  # fmt: skip
