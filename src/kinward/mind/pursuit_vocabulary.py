"""What people do about those whom the swarm took, and how a life tells it."""

from __future__ import annotations

from kinward.core.events import domain, kind

WAY_LOST, TOO_HURT, NO_HOPE, NOT_INTO_DARK, LIES_DEAD = domain(
    "end of a pursuit",
    "the way was lost", "the wound was too bad", "hope was gone", "it was dark below",
    "it was too late",
)  # fmt: skip
RAN_AFTER = kind(
    322, "ran_after", "runs after somebody who was taken", object="person", place="place",
    value="min since the grip", weight=7,
    told="{subject} ran after {object}[, {place}].",
    told_object="{subject} ran after {object}[, {place}].",
)  # fmt: skip
WENT_WITH = kind(
    323, "went_with", "goes with a friend who goes after one who was taken", object="person",
    k="person", place="place", weight=7,
    told="{subject} went with {object}[, {place}].",
    told_object="{subject} went with {object}[, {place}].",
)  # fmt: skip
WOULD_NOT_FOLLOW = kind(
    324, "would_not_follow", "refuses to follow a friend who goes after one who was taken",
    object="person", k="person", place="place", value="of theirs with them, who need them",
    weight=8, told="{subject} would not follow {object}[, {place}].",
    told_object="{subject} would not follow {object}[, {place}].",
)  # fmt: skip
GAVE_UP_CHASE = kind(
    325, "gave_up_chase", "gives up going after somebody who was taken", object="person",
    place="place", what="end of a pursuit", value="min since the grip", weight=6,
    told="{subject} gave up going after {object}[, {place}]: {what}.",
    told_object="{subject} gave up going after {object}: {what}.",
)  # fmt: skip
TOLD_OF_TAKEN = kind(
    326, "told_of_taken", "tells somebody that one of theirs was taken", object="person",
    k="person", place="place", value="min since the grip", weight=5,
    told="{subject} told {object} that {k} had been taken[, {place}].",
    told_object="{subject} told {object} that {k} had been taken[, {place}].",
)  # fmt: skip
READ_TRACKS = kind(
    327, "read_tracks", "reads marks of somebody who was dragged along", place="place",
    value="belief in the danger 0..1 now", value2="min since they were left", weight=3,
    told="{subject} saw where somebody had been dragged along[, {place}].",
)  # fmt: skip
GAVE_WEAPON = kind(
    328, "gave_weapon", "gives a friend the only weapon of the two", object="person",
    place="place", what="item", value="number", weight=7,
    told="{subject} gave {object} {amount}[ {place}].",
    told_object="{subject} gave {object:them} {amount}[ {place}].",
    effects=("loads[subject, what] -= value", "loads[object, what] += value"),
)  # fmt: skip
TOOK_WEAPON = kind(
    329, "took_weapon", "takes from a friend the only weapon of the two", object="person",
    place="place", what="item", value="number", value2="chance that it came off", weight=9,
    told="{subject} took {amount} from {object} by force[ {place}].",
    told_object="{subject} took {amount} from {object:them} by force[ {place}].",
    effects=("loads[subject, what] += value", "loads[object, what] -= value"),
)  # fmt: skip
KEPT_WEAPON = kind(
    367, "could_not_take_weapon", "tries to take a friend's weapon, and fails", object="person",
    place="place", value="chance that it came off", weight=8,
    told="{subject} tried to take the weapon of {object}[ {place}], and could not.",
    told_object="{subject} tried to take the weapon of {object:them}[ {place}], and could not.",
)  # fmt: skip
