"""A moment of a run, as one would say it: "day 3, 14:05", "50 h", "2 days"."""

from __future__ import annotations

import re

from kinward.core.clock import DAY, HOUR, MINUTE
from kinward.core.errors import InputError
from kinward.core.quantity import DURATION, QuantityError, ms

_DAY_TIME = re.compile(
    r"\s*day\s*(\d{1,5})(?:\s*,?\s*(\d{1,2}):(\d{2}))?\s*", re.IGNORECASE | re.ASCII
)


def parse_moment(text: str, start_hour: float = 0.0) -> int:
    """Milliseconds since the start of the run, of a moment in words.

    Args:
        text: "day 3, 14:05" (day 1 is the first), "day 3" (its start), or a span since the
            start such as "50 h".
        start_hour: time of day at which the run started, h.

    Raises:
        InputError: the words name no moment, or one before the start.
    """
    match = _DAY_TIME.fullmatch(text)
    if match:
        day, hour, minute = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if day >= 1 and hour < 24 and minute < 60:
            t = (day - 1) * DAY + hour * HOUR + minute * MINUTE - int(start_hour * HOUR)
            if t >= 0:
                return t
            if match[2] is None:
                return 0
            raise InputError(f"moment {text!r}: before the start of the run")
    else:
        try:
            return ms(DURATION.parse(text, 0.0, 3_650 * 86_400.0))
        except QuantityError:
            pass
    raise InputError(f"moment {text!r}: expected 'day 3, 14:05' or a span such as '50 h'")
