"""What a record holds of somebody to whom nothing out of the ordinary happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinward.chronicle.cast import Cast, Who
from kinward.chronicle.language import capital, listed, number
from kinward.chronicle.moments import Moment, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kinward.chronicle.record import Record


def quiet(record: Record, cast: Cast, household: Sequence[Who], moments: Sequence[Moment]) -> str:
    """A sentence for a life without events, and one on those around it."""
    text = f"Nothing out of the ordinary is recorded of {cast.pronoun(1)}"
    if not record.complete:
        return text + "."
    known = [cast.people[p] for p in cast.ties if p in cast.people]
    known = [w for w in known if not w.infected]
    lost = [w for w in known if w.fate != "alive" and w.fate_t is not None]
    runs = _runs(record, cast, household)
    if lost:
        return f"{text}. {_losses(record, cast, lost, moments)}{runs}"
    if len(known) > 1:
        text += (
            f", and of the {number(len(known))} people tied to {cast.pronoun(1)} nobody was lost"
        )
    return f"{text}.{runs}"


def _losses(record: Record, cast: Cast, lost: Sequence[Who], moments: Sequence[Moment]) -> str:
    """Who was lost of those tied to the person, and whether the news is recorded."""
    ordered = sorted(lost, key=lambda w: (w.fate_t, w.person))
    named = [
        f"{cast.call(w.person, w.fate_t or 0)} on day {day_of(w.fate_t or 0, record.start_hour)}"
        for w in ordered
    ]
    verb = "was" if len(ordered) == 1 else "were"
    first, _, rest = listed(named).partition(" on day ")
    text = f"{capital(first)} {verb} lost on day {rest}"
    if any(m.kind in ("learned_death", "lost_hope") for m in moments):
        return text + "."
    return f"{text}; that {cast.pronoun()} heard of it is not recorded."


def _runs(record: Record, cast: Cast, household: Sequence[Who]) -> str:
    """How often somebody of the household left the zone on a run, and came back."""
    others = [w for w in household if w.person != cast.focus]
    if not others or "events_by_person" not in record.tables:
        return ""
    who = ", ".join(str(w.person) for w in others)
    rows = record.rows(
        "SELECT person, count(*) FILTER (kind = 'run_left'), count(*) FILTER (kind = 'run_back')"
        f" FROM events_by_person WHERE person IN ({who}) AND part = 'subject'"
        " AND kind IN ('run_left', 'run_back')"
        " GROUP BY 1 ORDER BY 1"
    )
    told = []
    for person, left, back in rows:
        name = cast.call(int(person), 0)
        every = "came back" if left == 1 else "came back each time"
        if left:
            told.append(
                f"{name} went out on {_often(left)}" + (f" and {every}" if back >= left else "")
            )
    return f" {capital('; '.join(told))}." if told else ""


def _often(n: int) -> str:
    return "a run" if n == 1 else f"{number(n)} runs"
