"""What comes at people: the infected, things that give way, power and weather."""

from __future__ import annotations

from kinward.core.events import domain, kind

CLEAR, RAIN, STORM = domain("weather", "clear", "rain", "storm")

WOKE = kind(
    200, "woke", "one of the infected wakes", object="person", place="place", what="sound",
    value="dBA at the ear, or m to what moved", weight=0,
)  # fmt: skip
HUNTED = kind(
    201, "hunted", "is chased by one of the infected", object="person", place="place",
    value="m away", told="One of the infected came after {subject:them}[ {place}].", weight=1.5,
)  # fmt: skip
SHRIEKED = kind(
    202, "shrieked", "one of the infected shrieks at what it has found", object="person",
    place="place", weight=0.5,
    told_object="One of the infected shrieked when it found {object}[ {place}].",
)  # fmt: skip
DOOR_BEATEN = kind(
    203, "door_beaten", "the infected beat on a door", object="person", place="place",
    value="minutes it will hold against one", weight=0.5,
    told="One of the infected beat on the door[ {place}].",
    told_object="One of the infected beat on the door behind which {object:they} was[, {place}].",
)  # fmt: skip
DOOR_BROKEN = kind(
    204, "door_broken", "a door gives way", place="place", weight=1,
    told="The door gave way[ {place}].",
)  # fmt: skip
POWER_FAILED = kind(
    206, "power_failed", "the generators stop and the lamps go out", subject="group",
    weight=1, value="litres left",
)  # fmt: skip
POWER_BACK = kind(
    207,
    "power_restored",
    "the generators run again",
    subject="group",
    weight=1,
    value="litres left",
)
WEATHER = kind(208, "weather", "the weather changes", subject="", what="weather", weight=0)
OVER_WALL = kind(
    209, "over_wall", "one of the infected gets over the wall of the zone", place="place",
    told="{subject} got over the unlit wall[ {place}].", weight=5,
)  # fmt: skip
OVERLOOKED = kind(
    210, "overlooked", "strong feeling keeps somebody from seeing one of the infected",
    object="person", place="place", what="feeling", value="m away", weight=1.5,
    told="{subject} was so full of {what} that {he} did not see one of the infected"
         " {value:.0f} m away[, {place}].",
)  # fmt: skip
IMPACT = kind(
    220, "impact", "something falls on the city", subject="", place="place", value="t of TNT",
    value2="buildings that it brings down", weight=0,
)  # fmt: skip
BUILDING_FELL = kind(
    221, "building_fell", "a building collapses, or a bus is thrown over", subject="",
    k="building", place="place", value="storeys", weight=0,
)  # fmt: skip
TRAPPED = kind(
    222, "trapped", "is trapped where a building falls or a bus is thrown over",
    place="place", value="storeys",
    told="It came down on {subject:them}[ {place}], and {he} lay trapped.",
    effects=("people.fate[subject] = missing", "people.fate_t[subject] = t"), weight=10,
)  # fmt: skip
BLASTED = kind(
    223, "blasted", "is hurt by a blast or what it throws about", place="place",
    value="loss of strength 0..1", value2="bleeding, ml/min",
    told="{subject} was hurt by the blast[ {place}].", weight=5,
)  # fmt: skip
RUBBLE = kind(
    224, "rubble", "rubble closes a passage", subject="", place="place", weight=0,
    effects=("passages.open[place] = 0",),
)  # fmt: skip
TOOK_FIRE = kind(
    225, "took_fire", "a building or a bus takes fire", subject="", k="building", place="place",
    value="storeys", value2="building that it caught it from, -1 none", weight=0,
)  # fmt: skip
BURNT_OUT = kind(
    226, "burnt_out", "a building has burnt out", subject="", k="building", place="place",
    value="storeys", weight=0,
)  # fmt: skip
PUT_OUT = kind(
    228, "put_out", "puts out the fire of a building with a crew", k="building", place="place",
    value="storeys", value2="min since it took fire", weight=5,
    told="{subject} and the crew put the fire out[ {place}].",
)  # fmt: skip
MAINS_FAILED = kind(
    240, "mains_failed", "a block of the city loses its power", subject="", k="block",
    place="place", value="buildings", value2="of these in ruins or struck", weight=0,
)  # fmt: skip
CUT_OFF = kind(
    241, "cut_off", "the stair is too full of smoke to go down", place="place",
    value="extinction, 1/m", weight=5,
    told="The stair was full of smoke, and {subject} stayed[ {place}].",
)  # fmt: skip
BY_A_HOUSE, BY_THE_NEXT, BY_ACID_ = domain(
    "what lights vehicles", "a house that burns beside them", "others that burn before or behind",
    "the acid of a creature",
)  # fmt: skip
CARS_BURN = kind(
    229, "cars_burn", "vehicles left standing take fire", subject="", place="place",
    what="what lights vehicles", value="min that they burn", weight=0,
)  # fmt: skip
FLED_FIRE = kind(
    227, "fled_fire", "gets out of a building that burns", place="place",
    value="min since it took fire", weight=5,
    told="{subject} ran out of the burning building[ {place}].",
)  # fmt: skip
PACK_CAME = kind(
    230, "pack_came", "a pack of the swarm sets out from its nest", subject="", k="pack",
    place="place", value="creatures", weight=0,
)  # fmt: skip
PACK_TURNED = kind(
    231, "pack_turned", "a pack of the swarm turns back to its nest", subject="", k="pack",
    place="place", value="creatures left", value2="of so many", weight=0,
)  # fmt: skip
SEIZED = kind(
    232, "grasped", "is seized by one of the swarm", object="person", place="place",
    told="A creature seized {subject:them}[ {place}].", weight=10,
)  # fmt: skip
CAPTURED_BY = kind(
    233, "captured", "is carried alive into a nest", object="person", place="place",
    value="min since the grip",
    told="The creature carried {subject:them} into its nest.",
    effects=("people.fate[subject] = captured", "people.fate_t[subject] = t"), weight=10,
)  # fmt: skip
LET_GO = kind(
    234, "let_go", "is free again when the creature that held them is dead", object="person",
    place="place", told="The creature was dead, and {subject} was free[ {place}].", weight=9,
)  # fmt: skip
CAME_IN = kind(
    235, "came_in", "one of the swarm comes in by a window", object="person", place="place",
    value="m climbed", weight=2,
    told_object="A creature came up the front of the house, and in to {object} by the window"
                "[, {place}].",
)  # fmt: skip
WENT_BELOW = kind(
    246, "went_below", "goes down a manhole after somebody who was taken", object="person",
    place="place", value="min since the grip", weight=9,
    told="{subject} climbed down the manhole after {object}[, {place}].",
    told_object="{subject} climbed down into the sewer after {object}.",
)  # fmt: skip
FREED_FROM = kind(
    247, "freed", "is freed from a nest of the swarm", object="person", place="place",
    value="h in the nest", weight=10,
    told="{object:they} found {subject:them} alive in the nest, and freed {subject:them}.",
    told_object="{object:they} found {subject:them} alive in the nest, and freed {subject:them}.",
    effects=("people.fate[subject] = alive", "people.fate_t[subject] = -1"),
)  # fmt: skip
CAME_UP = kind(
    248, "came_up", "comes up from the sewers", object="person", place="place", weight=6,
    told="{subject} came up into the street again[ {place}].",
)  # fmt: skip
FLANKED = kind(
    250, "flanked", "one of the swarm comes up behind who shoots", object="person", place="place",
    weight=3, told_object="A creature went round below the street, and came up behind {object}"
                          "[, {place}].",
)  # fmt: skip
HATCHED = kind(
    249, "hatched", "a nest brings forth a creature", k="pack", place="place",
    value="people who lie in the nest", weight=0,
    effects=("people.fate[subject] = turned", "people.fate_t[subject] = t"),
)  # fmt: skip
DOOR_SMASHED = kind(
    236, "door_smashed", "one of the swarm breaks a door", object="person", place="place", weight=2,
    told_object="A creature broke the door behind which {object:they} was[, {place}].",
)  # fmt: skip
CLIMBED_SHAFT = kind(
    251, "climbed_shaft", "one of the swarm climbs the shaft of a lift", place="place",
    value="m to climb", weight=0,
)  # fmt: skip
CAME_BY_SHAFT = kind(
    252, "came_by_shaft", "one of the swarm comes out of the shaft of a lift", object="person",
    place="place", value="m climbed", weight=2,
    told_object="A creature came up the shaft of the lift, to the door behind which "
                "{object:they} was[, {place}].",
)  # fmt: skip
FOUND_IN_LIFT = kind(
    253, "found_in_lift", "one of the swarm finds who is stuck in a lift", object="person",
    place="place", value="m climbed", weight=8,
    told_object="A creature climbed the shaft to the lift in which {object:they} was stuck"
                "[, {place}].",
)  # fmt: skip
