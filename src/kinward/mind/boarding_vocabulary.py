"""What those at a checkpoint read in the lists, and how a life tells it."""

from __future__ import annotations

from kinward.core.events import domain, kind

AT_ANOTHER, DRIVEN_OUT, SERVING = domain(
    "where the lists have somebody",
    "at another checkpoint", "out of the city already", "serving on the barricade",
)  # fmt: skip
LOOKED_IN_LISTS = kind(
    371, "looked_in_lists", "looks for somebody in the lists in vain", object="person",
    place="place", value="of the household missing", weight=3,
    told="{subject} looked for {object} in the lists of who had come in, in vain.",
)  # fmt: skip
FOUND_IN_LISTS = kind(
    370, "found_in_lists", "finds one of their own by the lists", object="person", place="place",
    value="min since the danger showed", weight=7,
    told="{subject} read {object's} name in the lists, and they found each other.",
    told_object="{subject} read {object's} name in the lists, and they found each other.",
)  # fmt: skip
SAFE_ELSEWHERE = kind(
    372, "safe_elsewhere", "reads in the lists where one of their own is", object="person",
    place="place", what="where the lists have somebody", weight=5,
    told="{subject} found {object:they} in the lists: {what}.",
)  # fmt: skip
