"""What the checkpoint's draws are for: the purposes 300 to 309."""

from __future__ import annotations

LOOK_TIME = 300  # how long it takes to look somebody over
WOUND_FOUND = 301  # whether a wound that does not bleed is found
PROMISE_MADE = 302  # when an officer makes an offer
PROMISE_TO = 303  # to whom
WORD_KEPT = 304  # whether a promise is kept
