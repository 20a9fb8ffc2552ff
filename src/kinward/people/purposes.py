"""What each draw of this room is for: the purposes 1000 to 1099 of `kinward.core.draws`."""

from __future__ import annotations

ARCHETYPE = 1000  # members of the pool of typical households (independent of the run's seed)
COMPOSITION = 1001  # which typical household a household is
SURNAME = 1002
GIVEN_NAME = 1003
DWELLING = 1004  # which units are lived in, and ties of size and area
ROLE = 1010  # + role code, 1010 to 1020
SHIFT = 1021
MUSIC_PUPIL = 1022
LONGING = 1023
WORKPLACE = 1024
HEIR = 1025  # the pupil who could take over a music class
SPOT = 1030  # a person's place on the circle of candidates for ties
PARENT_ELSEWHERE = 1031
SIBLING_ELSEWHERE = 1032
TURNED_KIN = 1033
FRIEND_SLOTS = 1034
FRIEND_CHOICE = 1035
TEAM = 1036
CLASS = 1037  # which of the music pupils are close to their teacher
STRENGTH = 1040
TRUST = 1041
SINCE = 1042
PATROL_DUTY = 1050
SERVICE = 1043  # + role code, 1054 and 1055: those of the services
JITTER = 1051
SITTING = 1052
GOES_OUT, GOES_OUT_AT = 1060, 1061  # whether and when one goes on an errand
