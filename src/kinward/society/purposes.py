"""What society's draws are for (200 to 249)."""

from __future__ import annotations

(
    RUN_TURN, RUN_ORDER, RUN_LEAVE, BREAKDOWN, REPAIR, MEAL_ORDER, WORD_OF, SEARCH_ORDER,
) = range(200, 208)  # fmt: skip
