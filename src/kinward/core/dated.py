"""Events of dated changes: what a scenario's interventions do to its world (codes 5 to 19).

`k` is the number of the intervention in the scenario. They come from outside: what they bring
into the stores was nobody's before (`outside`).
"""

from __future__ import annotations

from kinward.core.events import domain, kind

(HOUSEHOLD_LAYER,) = domain("contact layer", "household")

ENTERED = kind(
    1, "entered", "comes into the world by an intervention", k="intervention", place="place",
    what="item", value="rations that they bring", value2="group that they belong to, -1 none",
    told="{subject} came into the city[, {place}].", weight=3, outside=True,
    effects=("people.fate[subject] = alive", "people.fate_t[subject] = -1",
             "people.group_id[subject] = value2", "loads[subject, what] += value"),
)  # fmt: skip
PASSAGE_CLOSED = kind(
    5, "passage_closed", "a passage may not be entered any more", subject="", k="intervention",
    place="place", effects=("passages.open[place] = 0",), weight=2,
)  # fmt: skip
PASSAGE_OPENED = kind(
    6, "passage_opened", "a closed passage can be used again", subject="", k="intervention",
    place="place", effects=("passages.open[place] = 1",), weight=2,
)  # fmt: skip
MET_CLOSURE = kind(
    7, "met_closure", "comes to a closed passage that nobody had told them of", place="place",
    told="{subject} came to a way that was closed, and had to turn back.", weight=1,
)  # fmt: skip
HEARD_OF_CLOSURE = kind(
    14, "heard_of_closure", "is told that a passage is closed, or open again", object="person",
    place="place", value="1 closed, 0 open",
    told="{subject} heard[ from {object}] that a way was {value?closed|open again}.", weight=0.3,
)  # fmt: skip
SAW_OPEN = kind(
    15, "saw_open", "sees that a passage thought closed is open", place="place",
    told="{subject} saw that a closed way was open again.", weight=0.5,
)  # fmt: skip
GATE_SHUT = kind(
    8, "gate_shut", "a gate is shut for everyone", subject="", k="intervention", place="place",
    effects=("passages.open[place] = 0",), weight=3,
)  # fmt: skip
GATE_OPENED = kind(
    9, "gate_opened", "a gate stands open, and everyone may pass", subject="", k="intervention",
    place="place", effects=("passages.open[place] = 1",), weight=3,
)  # fmt: skip
LAYER_EMPTIED = kind(
    10, "layer_emptied", "nobody meets anybody in a contact layer any more", subject="",
    k="intervention", what="contact layer", weight=1,
)  # fmt: skip
CONTACT_EMPTIED = kind(
    11, "contact_emptied", "two people no longer meet in a contact layer", object="person",
    k="intervention", what="contact layer", weight=1,
    told="{subject} was kept apart from {object} from then on.",
    told_object="{subject} was kept apart from {object} from then on.",
)  # fmt: skip
IMMUNISED = kind(
    12, "immunised", "is made immune to The Rage", k="intervention", place="place",
    told="{subject} was made immune to The Rage.", weight=3,
    effects=("people.immune[subject] = 1",),
)  # fmt: skip
STOCKED = kind(
    13, "stocked", "something is brought to a place, or taken away", subject="",
    k="intervention", place="place", what="item", value="number, negative if taken away",
    effects=("stocks[place, what] += value",), weight=1, outside=True,
)  # fmt: skip
