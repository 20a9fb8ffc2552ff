"""What became of people, in a few words: where they are, or when and how they were lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kinward.chronicle.cast import listing
from kinward.chronicle.moments import clock_of, day_of

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

# causes of death as one says them after "died"
_CAUSES = {
    "wounds": "of wounds", "loss of blood": "of loss of blood", "a shot": "of a shot",
    "a blade": "by a blade", "a fall": "in a fall", "their own hand": "by their own hand",
    "hunger": "of hunger", "illness": "of an illness", "fire": "in a fire",
}  # fmt: skip
_PROTOCOL = ("put to death under the protocol", "put to death as bitten")  # in a zone, in a band
_FATES = {
    "captured": "carried off", "evacuated": "left the city", "missing": "missing",
    "turned": "lost to The Rage",
}  # fmt: skip
# kinds by which somebody is held or away, and those by which that ends
_HELD = {"quarantined": "in quarantine", "kept_apart": "kept apart as bitten",
         "admitted": "in the clinic", "sent_out": "out on an errand",
         "run_left": "out on a run"}  # fmt: skip
_ENDS = {"released": "quarantined", "escaped": "quarantined", "let_back": "kept_apart",
         "discharged": "admitted", "came_home": "sent_out", "run_back": "run_left",
         "quarantined": "run_left", "moved_in": "sent_out", "taken_in": "sent_out",
         "left_group": "sent_out"}  # fmt: skip
_ROVING = "look for a place"  # errand of those on the road: they are not away from anywhere


@dataclass(frozen=True)
class Outcome:
    """What became of one person: the fate's word, when (ms, None while alive), and in words."""

    fate: str
    t: int | None
    text: str

    @property
    def lost(self) -> bool:
        """Whether they are not among the living of the record any more."""
        return self.fate != "alive"


def outcomes(record: Record, people: Iterable[int]) -> dict[int, Outcome]:
    """What became of some people by the end of a finished run."""
    who = listing(set(people))
    rows = record.rows(
        "SELECT p.person, p.fate, p.fate_t, p.home, g.name, g.kind, g.leader = p.person,"
        " p.infected, p.ended_t FROM"
        f" people p LEFT JOIN groups g USING (group_id) WHERE p.person IN ({who})"
    )
    causes, away = _deaths(record, who), _away(record, who)
    found = {}
    for person, fate, t, home, group, kind, leads, infected, ended in rows:
        if infected:
            text = "one of the infected from the start"
        elif fate == "alive":
            text = _alive(record, home, group, kind, bool(leads), away.get(person))
        elif fate == "dead":
            text = f"{_died(record, causes.get(person))}{_when(record, t)}"
        else:
            text = f"{_FATES.get(fate, fate)}{_when(record, t)}"
            if fate == "turned" and ended is not None:
                later = _when(record, ended)
                text += ", and ended then" if later == _when(record, t) else f"; ended{later}"
        found[int(person)] = Outcome(fate, t, text)
    return found


def _when(record: Record, t: int | None) -> str:
    """ " on day 4, 10:05"; "" where the record has no time, or it was before it began."""
    if t is None or t <= 0:
        return ""
    return f" on day {day_of(t, record.start_hour)}, {clock_of(t, record.start_hour)}"


def _died(record: Record, cause: str | None) -> str:
    if cause == "the protocol":
        return _PROTOCOL[record.has_bands]
    words = _CAUSES.get(cause or "", f"of {cause}" if cause else "")
    return f"died {words}".rstrip()


def _alive(
    record: Record, home, group, kind, leads: bool, away: tuple[str, int] | None
) -> str:  # fmt: skip
    road = kind == "company on the road"
    word = "leading" if leads else "with"
    among = f"{word} {group}" if group and kind not in ("zone", "none") else ""
    if away is not None:
        return f"alive, {_HELD[away[0]]} since{_when(record, away[1]).replace(' on', '', 1)}"
    if road:
        return f"alive, on the road {among}".rstrip()
    place = record.place(home)[0]
    if record.has_bands and among:
        return f"alive, {among}" + (f", {place}" if place and group and not _same(group, place)
                                    else "")  # fmt: skip
    if record.has_bands and kind not in ("zone", "none") and not group:
        return "alive, on the road"
    return f"alive, {place}" if place else "alive"


def _same(group: str, place: str) -> bool:
    """Whether the name of a band says already where it lives."""
    return group.removeprefix("the people of ").removeprefix("the ") in place


def _deaths(record: Record, who: str) -> dict[int, str]:
    if "events_by_person" not in record.tables:
        return {}
    return {p: cause for p, cause in record.rows(
        f"SELECT person, what FROM events_by_person WHERE person IN ({who}) AND kind = 'died'"
        " AND part = 'subject' ORDER BY event"
    )}  # fmt: skip


def _away(record: Record, who: str) -> dict[int, tuple[str, int]]:
    """Who is held or away when the record ends: by which kind of event, and since when."""
    if "events_by_person" not in record.tables:
        return {}
    kinds = ", ".join(f"'{k}'" for k in {*_HELD, *_ENDS})
    rows = record.rows(
        f"SELECT person, kind, t, what FROM events_by_person WHERE person IN ({who})"
        f" AND kind IN ({kinds}) AND part = 'subject' ORDER BY event"
    )
    away: dict[int, tuple[str, int]] = {}
    for person, kind, t, what in rows:
        if kind in _ENDS and away.get(person, ("",))[0] == _ENDS[kind]:
            del away[person]
        if kind in _HELD and what != _ROVING:
            away[person] = (kind, t)
    return away
