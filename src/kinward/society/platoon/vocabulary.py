"""What happens in a squad: orders, successions, who stays and who goes home."""

from __future__ import annotations

from kinward.core.events import domain, kind

APART, LINE, CIRCLE, BY_TURNS = domain(
    "formation", "no formation", "a line", "a circle", "two halves that go back by turns"
)
PRIVATE, SERGEANT, LIEUTENANT = domain("rank", "private", "sergeant", "lieutenant")

MUSTERED = kind(
    560, "mustered", "a squad is called together at its station", k="group", place="place",
    value="members", weight=3, told="{subject} called the squad together[ {place}].",
)  # fmt: skip
SENT_TO_HOLD = kind(
    561, "sent_to_hold", "a squad is sent to hold a place", k="group", place="place",
    value="members there", weight=4,
    told="{subject} led the squad out, to hold the way out of the city[ {place}].",
)  # fmt: skip
FELL_IN = kind(
    562, "fell_in", "stands with the squad", object="person", k="group", place="place", weight=3,
    told="{subject} fell in with the squad[, under {object}].",
)  # fmt: skip
TOOK_COMMAND = kind(
    563, "took_command", "takes over a squad whose leader fell", object="person", k="group",
    place="place", value="how many have led it by then", weight=8,
    told="{subject} took over the squad[ from {object}].",
    told_object="{subject} took over the squad.",
    effects=("groups.leader[k] = subject",),
)  # fmt: skip
LEFT_POST = kind(
    564, "left_post", "leaves the squad for their own", object="person", k="group", place="place",
    value="how far obedience was held up, over the usual", weight=9,
    told="{subject} left the squad[, to look for {object}].",
    told_object="{subject} left the squad to look for {object:they}.",
)  # fmt: skip
STAYED_ON = kind(
    565, "stayed_on", "stays with the squad, though their own are not safe", object="person",
    k="group", place="place", value="how far obedience was held up, over the usual", weight=7,
    told="{subject} stayed with the squad, though {he} did not know of {object}.",
)  # fmt: skip
SHARED_ROUNDS = kind(
    566, "shared_rounds", "hands ammunition to a comrade", object="person", place="place",
    what="item", value="number", weight=1.5,
    told="{subject} shared {amount} with {object}.",
    told_object="{subject} shared {amount} with {object:they}.",
    effects=("loads[subject, what] -= value", "loads[object, what] += value"),
)  # fmt: skip
RELIEVED = kind(
    559, "relieved", "a squad has held out its time, and is let go", k="group", place="place",
    value="members there", value2="h since the danger showed", weight=4,
    told="{subject} let the squad go[ {place}].",
)  # fmt: skip
FORMED = kind(
    567, "formed", "a squad forms, or changes how it stands", k="group", place="place",
    what="formation", value="members there", value2="creatures in sight", weight=4,
    told="{subject} had the squad form {what}[ {place}].",
)  # fmt: skip
STOOD_IN = kind(
    568, "stood_in", "stands in a formation of the squad", object="person", k="group",
    place="place", what="formation", weight=2,
    told="{subject} stood with the squad in {what}[, {place}].",
)  # fmt: skip
FELL_BACK = kind(
    569, "fell_back", "goes back while others of the squad cover", object="person", k="group",
    place="place", value="m", weight=3,
    told="{subject} went back {value:.0f} m[, while {object} and others covered][, {place}].",
    told_object="{object:they} covered while {subject} went back[, {place}].",
)  # fmt: skip
