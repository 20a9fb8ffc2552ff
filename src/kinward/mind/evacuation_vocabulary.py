"""What happens about an order in a danger, and how a life tells it."""

from __future__ import annotations

from kinward.core.events import domain, kind

NOTHING, GO, GO_ALONE, GO_TOGETHER, IN, IN_ALONE, IN_TOGETHER = domain(
    "order",
    "nothing", "leave at once", "leave at once and not look for their own",
    "gather their own and leave", "stay indoors", "stay indoors and not look for their own",
    "gather their own and stay indoors",
)  # fmt: skip
DANGER_SHOWED = kind(
    360, "danger_showed", "a danger shows", subject="", value="people alive on the map", weight=0,
)  # fmt: skip
APART = kind(
    361, "apart", "a household is not all together when the danger shows",
    value="members who are not with the subject", weight=0,
)  # fmt: skip
ORDER_GIVEN = kind(
    362, "order_given", "those in charge give an order in a danger", subject="", what="order",
    weight=0,
)  # fmt: skip
ORDER_HEARD = kind(
    363, "order_heard", "hears the order of those in charge", object="person", place="place",
    what="order", value="min since it was given", value2="belief in the danger 0..1", weight=2,
    told="{subject} was told to {what}[ {place}].",
    told_object="{object:they} passed the order to {what} on to {subject:them}[ {place}].",
)  # fmt: skip
