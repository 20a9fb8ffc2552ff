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
WITH_ORDER, WITH_REPORT = domain(
    "message of a runner", "the order for a comrade whom no radio reached",
    "a report for the checkpoint",
)  # fmt: skip
RUNNER_SENT = kind(
    550, "runner_sent", "is sent off as a runner", object="person", k="group", place="place",
    what="message of a runner", weight=4,
    told="{subject} was sent off on foot[ by {object}][, {place}], with {what}.",
    told_object="{object:they} sent {subject:them} off on foot, with {what}.",
)  # fmt: skip
RUNNER_BROUGHT = kind(
    551, "runner_brought", "brings a comrade an order on foot", object="person", place="place",
    value="min on the way", weight=5, told="{subject} brought {object} the order[ {place}].",
    told_object="{subject} brought {object:them} the order[ {place}].",
)  # fmt: skip
RUNNER_IN_VAIN = kind(
    552, "runner_in_vain", "does not find the comrade for whom the order was", object="person",
    place="place", value="min on the way", weight=3,
    told="{subject} came with the order for {object}[ {place}], and found nobody.",
)  # fmt: skip
RUNNER_REPORTED = kind(
    553, "runner_reported", "reports to a checkpoint on foot", k="checkpoint", place="place",
    value="reports that it is worth", value2="min on the way", weight=5,
    told="{subject} reported at the checkpoint what had happened.",
)  # fmt: skip
ORDER_FOUND = kind(
    554, "order_found", "finds at home the order that a runner left", place="place",
    value="min since the runner set out", weight=4,
    told="{subject} found the order that a runner had left[ {place}].",
)  # fmt: skip
STEERS = kind(
    555, "steers", "takes over the crawler of a squad", k="group", place="place", weight=4,
    told="{subject} took over the squad's crawler[ {place}].",
)  # fmt: skip
PUSHED_ASIDE = kind(
    556, "pushed_aside", "what a crawler has pushed aside in an hour", k="group", place="place",
    value="m of narrowed street", weight=3,
    told="{subject} had opened {value:.0f} m of streets with the crawler in an hour[, {place}].",
)  # fmt: skip
CRAWLER_STOPPED = kind(
    557, "crawler_stopped", "acid stops the crawler of a squad", object="person", k="group",
    place="place", weight=6,
    told="{subject} lost the crawler to the acid of a creature[, {place}].",
)  # fmt: skip
TOOK_PLATOON = kind(
    558, "took_platoon", "takes over a platoon whose commander fell", object="person", k="group",
    place="place", value="who stand by it", weight=8,
    told="{subject} took over the platoon[ from {object}].",
    told_object="{subject} took over the platoon.",
)  # fmt: skip
CLOSE_UP = kind(
    548, "close_up", "a squad is ordered to close up on another", object="person", k="group",
    place="place", value="who stand by it", weight=4,
    told="{subject} was to close up on another squad[ {place}][, by order of {object}].",
    told_object="{object:they} ordered {subject} to close up on another squad.",
)  # fmt: skip
JOINED_SQUAD = kind(
    549, "joined_squad", "joins another squad of the platoon", object="person", k="group",
    place="place", weight=4, told="{subject} joined another squad[, under {object}].",
    effects=("people.group_id[subject] = k",),
)  # fmt: skip
