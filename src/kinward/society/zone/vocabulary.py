"""What people do as members: zone, school, supply runs, gate, search, protocol."""

from __future__ import annotations

from kinward.core.events import domain, kind

PASSED, QUARANTINE, SUSPECT, TURNED_AWAY, KILLED_AT_GATE = domain(
    "verdict", "let through", "sent to quarantine", "held as suspect", "turned away",
    "killed at the gate",
)  # fmt: skip

MEAL = kind(
    400, "meal", "a hall serves a meal", subject="group", place="place", what="item",
    value="rations eaten", value2="people served", weight=0,
    effects=("stocks[place, what] -= value",),
)  # fmt: skip
HUNGRY = kind(
    401, "went_hungry", "gets no ration today", place="place", value="days in a row",
    told="There was nothing left to eat for {subject:them}.", weight=2,
)  # fmt: skip
RATION_CUT = kind(
    402, "rations_cut", "the ration is changed", subject="group", value="rations a person and day",
    weight=0,
)  # fmt: skip
RUN_PLANNED = kind(
    403, "run_planned", "is to go on a supply run", object="person", k="run", place="place",
    value="sites", value2="h planned", weight=1.5,
    told="{subject} was told to go out on a run[ with {object}]: {count} to search, back by dusk.",
)  # fmt: skip
RUN_LEFT = kind(
    404, "run_left", "leaves the zone on a supply run", object="person", k="run", place="place",
    told="{subject} went out through the gate on a run[ with {object}].", weight=2,
)  # fmt: skip
SITE_CLEARED = kind(
    405, "site_cleared", "searches a place to the end", k="run", place="place", value="kg taken",
    told="{subject} searched {site}.", weight=1,
)  # fmt: skip
TOOK = kind(
    406, "took", "takes something from a place", k="run", place="place", what="item",
    value="number", told="{subject} took {amount} from {site}.", weight=0.5,
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
DELIVERED = kind(
    407, "delivered", "hands something to the stores", k="run", place="place", what="item",
    value="number", told="{subject} brought {amount} to the stores.", weight=0.7,
    effects=("loads[subject, what] -= value", "stocks[place, what] += value"),
)  # fmt: skip
ISSUED = kind(
    408, "issued", "gets something from the stores", place="place", what="item", value="number",
    weight=0, effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
RUN_BACK = kind(
    409, "run_back", "is back from a supply run", object="person", k="run", place="place",
    value="h out", told="{subject} was back after {hours}.", weight=1.5,
)  # fmt: skip
OVERDUE = kind(
    410, "overdue", "has not come back by dusk", k="run", value="h overdue",
    told="{subject} was not back by dusk.", weight=5,
)  # fmt: skip
SEARCH_SENT = kind(
    411, "search_sent", "goes out to look for somebody", object="person", k="run", place="place",
    told="{subject} went out{times} to look for {object}.",
    told_object="{subject} went out{times} to look for {object}.", weight=3,
)  # fmt: skip
SEARCH_FOUND = kind(
    412, "search_found", "finds whom the search was for", object="person", k="run",
    place="place", value="1 if alive", weight=6,
    told="{subject} found {object}[ {place}], {value?alive|dead}.",
    told_object="{subject} found {object}[ {place}], {value?alive|dead}.",
)  # fmt: skip
SEARCH_ENDED = kind(
    413, "search_ended", "gives up a search", object="person", k="run", place="place", weight=3,
    told="{subject} gave up looking for {object}.",
    told_object="{subject} gave up looking for {object}.",
)  # fmt: skip
AT_GATE = kind(
    414, "at_gate", "comes to the gate", k="gate", place="place", value="people waiting",
    told="{subject} came to the gate.", weight=0.5,
)  # fmt: skip
SCREENED = kind(
    415, "screened", "is looked over at the gate", object="person", k="gate", place="place",
    what="verdict", value="signs, score", value2="1 if infected (truth)", weight=2,
    told="{subject} was looked over[ by {object}] at the gate and {what}.",
)  # fmt: skip
QUARANTINED = kind(
    416, "quarantined", "enters quarantine", place="place", value="h to stay",
    told="{subject} was to stay in quarantine for {hours}.", weight=3,
)  # fmt: skip
RELEASED = kind(
    417, "released", "leaves quarantine", place="place", value="h stayed",
    told="{subject} was let out of quarantine.", weight=2,
)  # fmt: skip
BREACH = kind(
    418, "curfew_broken", "is out after curfew", place="place", weight=1,
    told="{subject} was out after curfew[ {place}].",
)  # fmt: skip
DISCOVERED = kind(
    419, "discovered", "is found to be bitten or changing", object="person", place="place",
    what="verdict", value="1 if bitten (truth)", weight=6,
    told="{subject} was found out[ by {object}][ {place}].",
    told_object="{object:they} found {subject:them} out[ {place}].",
)  # fmt: skip
PROTOCOL = kind(
    420, "protocol", "the protocol is carried out on somebody", object="person", place="place",
    value="1 if bitten (truth)", weight=9,
    told="{object:they} carried out the protocol on {subject:them}[ {place}].",
    told_object="{object:they} carried out the protocol on {subject:them}[ {place}].",
)  # fmt: skip
LET_THROUGH = kind(
    421, "let_through", "lets somebody through the gate against the rule", object="person",
    k="gate", place="place", what="verdict", weight=8,
    told="{subject} let {object} through the gate, who was to be {what}.",
    told_object="{subject} let {object:them} through the gate, who was to be {what}.",
)  # fmt: skip
REFUSED = kind(
    422, "refused", "refuses to carry out the protocol", object="person", place="place",
    told="{subject} would not raise a hand against {object}.",
    told_object="{subject} would not raise a hand against {object}.", weight=7,
)  # fmt: skip
WRONG_KILLING = kind(
    423, "wrong_killing", "it comes to light that the killed one was well", object="person",
    place="place", told="It came to light that {subject}, killed by {object}, had been well.",
    told_object="It came to light that {subject}, killed by {object}, had been well.", weight=8,
)  # fmt: skip
NOTICED_WELL = kind(
    424, "noticed_well", "shows nothing long after the bite, and it is noticed", object="person",
    place="place", value="h since the bite", weight=9,
    told="{object:they} noticed that {subject} had been bitten and did not change.",
)  # fmt: skip
CLASS_HELD = kind(
    425, "class_held", "a class is held", object="", place="place", value="pupils",
    what="subject", weight=0.3, told="{subject} taught {what} to {count} pupils.",
)  # fmt: skip
LESSON, MUSIC = domain("subject", "lessons", "music")
CLASS_TAKEN_OVER = kind(
    426, "class_taken_over", "takes over the class of one who was lost", object="person",
    what="subject", told="{subject} took over {object's} class.",
    told_object="{subject} took over {object's} class.", weight=6,
)  # fmt: skip
ADMITTED = kind(
    427, "admitted", "is taken into the clinic", object="person", place="place",
    told="{subject} was taken into the clinic.", weight=2,
)  # fmt: skip
DISCHARGED = kind(
    428, "discharged", "leaves the clinic", place="place", value="h stayed",
    told="{subject} left the clinic.", weight=1,
)  # fmt: skip
FUEL = kind(
    429, "fuel_used", "the generators burn fuel", subject="group", place="place", what="item",
    value="litres", weight=0, effects=("stocks[place, what] -= value",),
)  # fmt: skip
ALARM = kind(430, "alarm", "the alarm is raised in the zone", subject="group", place="place",
             weight=1)  # fmt: skip
ALL_CLEAR = kind(431, "all_clear", "the alarm ends", subject="group", weight=0.5)
POSTED = kind(
    432, "posted", "is called to where the infected were seen", place="place", weight=0.5,
    told="{subject} was called to where the infected had been seen[, {place}].",
)  # fmt: skip
MEDICINE_USED = kind(
    433, "medicine_used", "is treated from the clinic's stores", object="person", place="place",
    what="item", value="number", weight=1,
    told="{subject} was treated in the clinic[ by {object}].",
    effects=("stocks[place, what] -= value",),
)  # fmt: skip
MOVED = kind(
    434, "member_of", "belongs to a group from now on", k="group", weight=4,
    told="{subject} belonged to {k} from then on.", effects=("people.group_id[subject] = k",),
)  # fmt: skip
ESCAPED = kind(
    435, "escaped", "is not where the zone holds them", place="place", weight=6,
    told="{subject} broke out of quarantine and was gone.",
)  # fmt: skip
ORDERED = kind(
    436, "ordered", "is told to carry out the protocol", object="person", place="place", weight=5,
    told="{subject} was told to carry out the protocol on {object}.",
    told_object="{subject} was told to carry out the protocol on {object}.",
)  # fmt: skip
WOUND_CLOSED = kind(
    437, "wound_closed", "the clinic stops a bleeding", object="person", place="place",
    value="bleeding of all wounds now, ml/min", value2="blood lost so far, ml", weight=0.3,
)  # fmt: skip
ATE_OWN = kind(
    438, "ate_own", "eats of their own stores", place="place", what="item", value="rations",
    weight=0, effects=("loads[subject, what] -= value",),
)  # fmt: skip
NO_HAND = kind(
    439, "stood_aside", "leaves what is to be done at the gate to another", object="person",
    k="gate", place="place", what="verdict", weight=6,
    told="{subject} would not be the one by whom {object} was {what}.",
    told_object="{subject} would not be the one by whom {object:they} was {what}.",
)  # fmt: skip
CLASS_CLOSED = kind(
    500, "class_closed", "closes a class, as a cost", object="person", what="subject",
    value="days on a cut ration", weight=7,
    told="{subject} closed {object's} class, {what}, to save.",
    told_object="{subject} closed {object's} class, {what}, to save.",
)  # fmt: skip
CLASS_KEPT = kind(
    501, "class_kept", "keeps a class although it costs", object="person", what="subject",
    value="days on a cut ration", weight=6, told="{subject} kept {object's} class, {what}, open.",
    told_object="{subject} kept {object's} class, {what}, open.",
)  # fmt: skip
CLASS_REOPENED = kind(
    502, "class_reopened", "lets a class begin again", object="person", what="subject",
    value="days that it was closed", weight=6,
    told="{subject} let {object's} class, {what}, begin again.",
    told_object="{subject} let {object's} class, {what}, begin again.",
)  # fmt: skip
CAME_BACK = kind(
    503, "came_back", "comes back to the zone that one left", k="gate", place="place",
    value="days without food", weight=6,
    told="{subject} had nothing left to eat beyond the wall, and went back to the gate.",
)  # fmt: skip
