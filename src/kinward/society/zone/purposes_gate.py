"""What the draws of the zone's institutions are for: the purposes 250 to 299."""

from __future__ import annotations

LOOK = 250  # what one who looks makes of the signs
LOOK_BITE = 251  # whether a bite is seen
BLOOD_SEEN = 252  # whether infected blood on somebody is seen
GLANCE = 253  # whether somebody near attends to one in Stage One
FOUND = 254  # whether a search finds who is hidden in a room
LIGHT = 255  # when a wrong killing comes to light
ALARM_HEARD = 256  # how soon somebody takes in an alarm
