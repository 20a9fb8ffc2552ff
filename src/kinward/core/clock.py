"""Time: int64 milliseconds since the start of a run, and its words."""

from __future__ import annotations

SECOND = 1_000
MINUTE = 60_000
HOUR = 3_600_000
DAY = 86_400_000


def words(t: int, start_hour: float = 0.0) -> str:
    """Day and time of day, "day 3, 14:05"; the first day is day 1, starting at `start_hour`."""
    ms = int(t) + int(start_hour * HOUR)
    day, rest = divmod(ms, DAY)
    return f"day {day + 1}, {rest // HOUR:02d}:{rest % HOUR // MINUTE:02d}"


def span(ms: float) -> str:
    """A duration in the unit one would say it in: "40 s", "12 min", "3.5 h", "2 days"."""
    s = ms / 1000.0
    if s < 90:
        return f"{s:.0f} s"
    if s < 5400:
        return f"{s / 60:.0f} min"
    if s < 48 * 3600:
        return f"{s / 3600:.1f} h"
    return f"{s / 86400:.1f} days"
