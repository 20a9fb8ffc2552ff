"""What comes at people: the infected, things that give way, power and weather."""

from __future__ import annotations

from kinward.core.events import domain, kind

CLEAR, RAIN, STORM = domain("weather", "clear", "rain", "storm")
SCAFFOLD_GAVE, FLOOR_GAVE = domain("structure", "scaffolding", "a rotten floor")

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
    told_object="It shrieked when it found {object}[ {place}].",
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
GAVE_WAY = kind(
    205, "gave_way", "something gives way under somebody", place="place", what="structure",
    value="m", told="{a what} gave way under {subject:them}[ {place}].", weight=4,
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
WENT_THROUGH = kind(
    209, "came_through", "one of the infected comes through a window or over a wall",
    place="place", weight=0.5,
)  # fmt: skip
