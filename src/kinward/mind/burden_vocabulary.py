"""Burdens on the way out of a danger: belongings, and small children who are spent."""

from __future__ import annotations

from kinward.core.events import domain, kind

CHASED, CARRIES = domain("why belongings are dropped", "what was behind", "the child to carry")
TOOK_BAG = kind(
    368, "took_belongings", "leaves home with belongings", place="place", value="kg", weight=1,
    told="{subject} took along what {he} could carry[ {place}].",
)  # fmt: skip
DROPPED_BAG = kind(
    369, "dropped_belongings", "drops the belongings", place="place",
    what="why belongings are dropped", value="kg", value2="min carried", weight=3,
    told="{subject} dropped the belongings[ {place}], for {what}.",
)  # fmt: skip
ON_SHOULDER = kind(
    373, "took_on_shoulder", "takes up a small child who is spent", object="person",
    place="place", value="min that the child had walked", weight=4,
    told="{subject} took {object}, who could not walk on, on the shoulder[ {place}].",
    told_object="{subject} took {object:them} on the shoulder[ {place}].",
)  # fmt: skip
