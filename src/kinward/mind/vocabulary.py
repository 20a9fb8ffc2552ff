"""What people believe, feel and decide."""

from __future__ import annotations

from kinward.core.events import domain, kind

# parts of a worth, in this order everywhere
PARTS = ("risk", "bond", "dependants", "duty", "others", "burden", "feeling", "memory")
domain(
    "belief",
    "P(alive)", "h since last known", "threat", "home is safe", "is bitten", "worth of own life",
    "shots heard", "time left, h", "a promise given", "comrades beside one",
    "a command that answers",
)  # fmt: skip

DECIDED = kind(
    300, "decided", "makes up their mind", object="person", k="decision",
    place="place", what="option", value="worth", value2="worth of the next best",
    told="{subject} decided to {what}.", weight=1.5,
)  # fmt: skip
FELT = kind(
    301, "felt", "a feeling rises past what one can hide", object="person", what="feeling",
    value="level 0..1", told="{subject} was full of {what}.", weight=1,
)  # fmt: skip
LEARNED_DEATH = kind(
    302, "learned_death", "learns that somebody is dead or lost", object="person", place="place",
    value="h since", told="{subject} learned that {object:they} was lost.",
    told_object="{subject} learned that {object:they} was lost.", weight=6,
)  # fmt: skip
LOST_HOPE = kind(
    303, "lost_hope", "stops believing that somebody lives", object="person",
    value="P(alive)", told="{subject} stopped believing that {object:they} lived.", weight=5,
)  # fmt: skip
FOUND_ALIVE = kind(
    304, "found_alive", "finds somebody alive whom they had feared lost", object="person",
    place="place", value="P(alive) believed", told="{subject} found {object} alive[ {place}].",
    told_object="{subject} found {object} alive[ {place}].", weight=5,
)  # fmt: skip
PARTY_FORMED = kind(
    305, "party_formed", "starts moving together with somebody", object="person", k="party",
    place="place", weight=0.5, told="{subject} set out[ together with {object}].",
)  # fmt: skip
PARTY_JOINED = kind(
    306, "party_joined", "joins those who move together", object="person", k="party",
    place="place", weight=0.5, told="{subject} joined {object}.",
)  # fmt: skip
PARTED = kind(
    307, "parted", "is parted from those they moved with", object="person", k="party",
    place="place", weight=1.5, told="{subject} was parted[ from {object}][ {place}].",
)  # fmt: skip
LEFT_BEHIND = kind(
    308, "left_behind", "goes on without somebody", object="person", k="party", place="place",
    told="{subject} left {object} behind[ {place}].",
    told_object="{subject} left {object} behind[ {place}].",
    weight=7,
)  # fmt: skip
TURNED_BACK = kind(
    309, "turned_back", "goes back for somebody", object="person", place="place",
    told="{subject} went back for {object}[ {place}].",
    told_object="{subject} went back for {object}[ {place}].", weight=6,
)  # fmt: skip
HELPED = kind(
    310, "helped", "comes to somebody's help", object="person", place="place",
    told="{subject} came to {object's} help{times}[ {place}].",
    told_object="{subject} came to {object's} help{times}[ {place}].", weight=4,
)  # fmt: skip
PASSED_BY = kind(
    311, "passed_by", "passes by somebody who cries for help", object="person", place="place",
    value="m away", told="{subject} heard {object} cry for help[ {place}], and passed by.",
    told_object="{subject} heard {object} cry for help[ {place}], and passed by.", weight=3,
)  # fmt: skip
CONFIDED = kind(
    312, "confided", "tells somebody of the bite", object="person", place="place",
    told="{subject} showed {object} the bite.", told_object="{subject} showed {object} the bite.",
    weight=6,
)  # fmt: skip
SHELTERED = kind(
    313, "sheltered", "hides somebody bitten from the search", object="person", place="place",
    told="{subject} hid {object} from the search[ {place}].",
    told_object="{subject} hid {object} from the search[ {place}].", weight=7,
)  # fmt: skip
TRUST = kind(
    314, "trust_changed", "trust in somebody moves", object="person", value="trust now -1..1",
    value2="by", told="{subject} trusted {object} {value2?more|less} than before.", weight=0.5,
    effects=("ties.trust[subject, object] = value",),
)  # fmt: skip
LONGING = kind(
    315, "found_keepsake", "finds what they longed for", place="place", what="item",
    told="{subject} found {a what}, which nobody had ordered, and took it.", weight=4,
    value="number",
    effects=("loads[subject, what] += value", "stocks[place, what] -= value"),
)  # fmt: skip
HID = kind(
    316, "hid", "goes into hiding", place="place", weight=1,
    told="{subject} hid[ {place}] and kept silent.",
)  # fmt: skip
NOISY_ACT = kind(
    317, "noisy_act", "does something loud, carried away by feeling", object="person",
    place="place", what="feeling", value="level 0..1", weight=3,
    told="{subject} grew loud[ {place}], full of {what}.",
)  # fmt: skip
HOPED = kind(
    318, "hoped", "hears shots in the distance, and hopes", object="person",
    value="P(alive) believed now", value2="before", weight=2,
    told="{subject} heard shots in the distance, and hoped that {object} lived.",
    told_object="{subject} heard shots in the distance, and hoped that {object:they} lived.",
)  # fmt: skip
MISSED = kind(
    319, "missed", "misses somebody who has not been seen for long", object="person",
    place="place", value="h since they were last seen", weight=4,
    told="{subject} missed {object}.", told_object="{subject} missed {object:them}.",
)  # fmt: skip
TOOK_OWN_LIFE = kind(
    321, "own_hand", "obeys the protocol by their own hand", place="place", weight=9,
    told="{subject} ended it alone[ {place}], as the protocol asks.",
)  # fmt: skip
HEARD_SHAFT = kind(
    380, "heard_shaft", "hears one of the swarm climb in the shaft of a lift", place="place",
    value="dBA at the ear", weight=3,
    told="{subject} heard something climb in the shaft of the lift[, {place}].",
)  # fmt: skip
