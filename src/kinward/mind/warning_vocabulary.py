"""What happens in a danger without notice, and how a life tells it."""

from __future__ import annotations

from kinward.core.events import domain, kind

BY_SENSES, BY_WORD, BY_FAMILY_, BY_CALL, BY_ORDER = domain(
    "source of a warning",
    "sight and sound", "word of mouth", "their family", "a call", "those in charge",
)  # fmt: skip
WARNED = kind(
    350, "warned", "learns of a danger", object="person", place="place",
    what="source of a warning", value="belief 0..1", weight=2,
    told="{subject} learned of the danger by {what}[ {place}].",
    told_object="{object:they} told {subject:them} of the danger[ {place}].",
)  # fmt: skip
SET_OUT = kind(
    351, "set_out", "sets out because of a danger", object="person", place="place", what="option",
    value="min since it showed", value2="belief 0..1", weight=3,
    told="{subject} set out[ with {leader}] to {what}[ {object}][ {place}].",
    told_object="{subject} set out to {what} {object}[ {place}].",
)  # fmt: skip
REUNITED = kind(
    352, "reunited", "finds one of their household in a danger", object="person", place="place",
    value="min since it showed", weight=5,
    told="{subject} and {object} found each other[ {place}].",
    told_object="{object:they} and {subject:them} found each other[ {place}].",
)  # fmt: skip
GATHERED = kind(
    353, "gathered", "all of a household are together in a danger", place="place",
    value="min since the first of them learned of it", weight=3,
    told="{subject} and all of the household were together[ {place}].",
)  # fmt: skip
NOT_THERE = kind(
    354, "not_there", "does not find somebody where they were believed", object="person",
    place="place", weight=3, told="{subject} did not find {object}[ {place}].",
    told_object="{subject} looked for {object} in vain[ {place}].",
)  # fmt: skip
REACHED_SAFETY = kind(
    355, "reached_safety", "gets out of the danger", place="place",
    value="min since it showed", value2="min since setting out", weight=8,
    told="{subject} reached safety[ {place}].",
    effects=("people.fate[subject] = evacuated", "people.fate_t[subject] = t"),
)  # fmt: skip
KEPT_POST = kind(
    356, "kept_post", "stays on duty in a danger", place="place", value="belief 0..1", weight=5,
    told="{subject} stayed on duty[ {place}].",
)  # fmt: skip
REPORTED = kind(
    357, "reported_for_duty", "reports for duty in a danger", place="place", value="belief 0..1",
    weight=4, told="{subject} went to report for duty.",
)  # fmt: skip
HELD_OUT = kind(
    374, "held_out", "stays indoors rather than go by creatures that one has met", place="place",
    value="belief 0..1", weight=4,
    told="{subject} held out[ {place}] rather than go by where {he} had met creatures.",
)  # fmt: skip
AT_POINT = kind(
    364, "at_meeting_place", "comes to the place on which the household agreed", place="place",
    value="min since it showed", weight=4,
    told="{subject} came to the place where they had agreed to meet[, {place}].",
)  # fmt: skip
LEFT_NOTE = kind(
    365, "left_note", "leaves a note for their own", object="person", place="place", what="option",
    weight=2, told="{subject} left a note[ {place}] that {he} had set out to {what}[ {object}].",
    told_object="{subject} left a note[ {place}] of having set out to {what} {object}.",
)  # fmt: skip
READ_NOTE = kind(
    366, "read_note", "reads a note of one of their own", object="person", place="place",
    what="option", value="min since it was written", value2="1 goes by it, 0 not any more",
    weight=5, told="{subject} read a note of {object}[ {place}], who had set out to {what}.",
    told_object="{subject} read the note of {object:them}[ {place}].",
)  # fmt: skip
TOOK_ALONG = kind(
    358, "took_along", "takes a stranger along out of a danger", object="person", place="place",
    weight=5, told="{subject} took {object} along[ {place}].",
    told_object="{subject} took {object} along[ {place}].",
)  # fmt: skip
WENT_BY = kind(
    359, "went_by", "passes by a stranger who needs help in a danger", object="person",
    place="place", weight=2, told="{subject} saw that {object} needed help[ {place}], and went by.",
    told_object="{subject} saw that {object:they} needed help[ {place}], and went by.",
)  # fmt: skip
