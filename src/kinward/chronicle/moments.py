"""The events of one life, read from the run folder and cut into scenes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kinward.core.clock import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

SCENE_GAP = 12 * MINUTE
_SPEAK_OF = frozenset(("tale", "trust_changed", "set_out"))  # kinds told by their cause
MOST = 60_000  # events of one life that are read; the rest is routine of the infected


@dataclass(frozen=True)
class Moment:
    """One event, as one of its participants lives it.

    `mine` is true where the person whose life it is is the subject.
    """

    event: int
    t: int
    kind: str
    mine: bool
    subject: int | None
    object: int | None
    k: int
    place: int | None
    what: str | None
    value: float | None
    value2: float | None
    concerns: bool = True  # false where the person takes no part: it befell somebody close
    cause: int | None = None  # the event that led to it

    @property
    def other(self) -> int | None:
        """The other participant."""
        return self.object if self.mine else self.subject


@dataclass(frozen=True)
class Choice:
    """A decision as a life tells it.

    `parts` and `next_parts` are the parts of the worth of what was chosen and of the next best;
    `since` (h since last known) and `alive` (P) what was believed of the target.
    """

    event: int
    occasion: str
    name: str
    target: int | None
    worth: float
    next_name: str
    next_target: int | None
    next_worth: float
    parts: dict[str, float] = field(default_factory=dict)
    next_parts: dict[str, float] = field(default_factory=dict)
    since: float | None = None
    alive: float | None = None


def moments_of(record: Record, person: int) -> list[Moment]:
    """Events that a person takes part in, in the order of the log."""
    if "events" not in record.tables:  # a run that has written nothing yet
        return []
    names = ", ".join(f"'{k.name}'" for k in record.vocabulary.kinds.values() if _silent(k))
    quiet = f" AND kind NOT IN ({names})" if names else ""
    columns = "event, t, kind, {mine}, subject, object, k, place, what, value, value2, cause"
    if "events_by_person" in record.tables:
        query = (
            f"SELECT {columns.format(mine=chr(39) + 'subject' + chr(39) + ' = part')}"
            f" FROM events_by_person WHERE person = {person}{quiet}"
        )
    else:
        query = (
            f"SELECT {columns.format(mine=f'subject = {person}')} FROM events e"
            f" WHERE (subject = {person} OR object = {person}){quiet}"
        )
    rows = record.rows(f"{query} ORDER BY event LIMIT {MOST}")
    people = {c.name: (c.subject, c.object) for c in record.vocabulary.kinds.values()}
    found = [Moment(*row[:11], cause=row[11]) for row in rows]
    return [_persons_only(m, *people.get(m.kind, ("person", "person"))) for m in found]


def came_to_know(record: Record, person: int) -> set[int]:
    """Whom somebody came to know during the record: strangers, for who reads of them."""
    if "events_by_person" not in record.tables:
        return set()
    rows = record.rows(
        "SELECT subject, object FROM events_by_person"
        f" WHERE person = {person} AND kind = 'tie_formed'"
    )
    return {p for row in rows for p in row if p is not None} - {person}


def causes_of(record: Record, moments: Iterable[Moment]) -> dict[int, Moment]:
    """The deeds, errands and decisions that some moments speak of, by the number of their event."""
    asked = {m.cause for m in moments if m.kind in _SPEAK_OF and m.cause is not None}
    found: dict[int, Moment] = {}
    for _ in range(2):  # of a tale the deed, of trust the tale and its deed
        wanted = sorted(asked - found.keys())
        if not wanted or "events" not in record.tables:
            break
        rows = record.rows(
            "SELECT event, t, kind, false, subject, object, k, place, what, value, value2, cause"
            f" FROM events WHERE event BETWEEN {wanted[0]} AND {wanted[-1]}"
            f" AND event IN ({', '.join(map(str, wanted))})"
        )
        found |= {row[0]: Moment(*row[:11], cause=row[11]) for row in rows}
        asked = {m.cause for m in found.values() if m.kind == "tale" and m.cause is not None}
    return found


def leaving_with(record: Record, moments: Iterable[Moment]) -> dict[int, list[int]]:
    """Who left a band together with the person, by the number of the person's own event."""
    out = {}
    for moment in moments:
        if moment.kind == "left_group" and moment.mine:
            why = "IS NULL" if moment.cause is None else f"= {moment.cause}"
            rows = record.rows(
                "SELECT subject FROM events WHERE kind = 'left_group'"
                f" AND t = {moment.t} AND k = {moment.k} AND cause {why}"
                " ORDER BY event"
            )
            out[moment.event] = [p for (p,) in rows if p not in (None, moment.subject)]
    return out


def hunts_of(record: Record, moments: Iterable[Moment]) -> dict[int, int]:
    """Whom the hunts were after that the person went on, by the number of the outing."""
    outings = {m.k for m in moments if m.kind == "sent_out" and m.what == "hunt people"}
    if not outings:
        return {}
    rows = record.rows(
        "SELECT k, object FROM events WHERE kind = 'hunt_begun' AND object IS NOT NULL"
        f" AND k IN ({', '.join(map(str, sorted(outings)))})"
    )
    return {int(k): int(quarry) for k, quarry in rows}


def fallen(record: Record, leaders: Iterable[int | None]) -> list[tuple[int, int]]:
    """Which of some people were brought down as leaders, and when."""
    who = ", ".join(str(p) for p in sorted(p for p in leaders if p is not None))
    if not who or "events" not in record.tables or not record.has_bands:
        return []
    rows = record.rows(
        f"SELECT subject, t FROM events WHERE kind = 'deposed' AND subject IN ({who}) ORDER BY t"
    )
    return [(int(p), int(t)) for p, t in rows]


def losses_of(record: Record, people: Iterable[int]) -> list[Moment]:
    """Deaths and turnings of some people, as news to somebody who took no part."""
    who = ", ".join(str(p) for p in people)
    if not who or "events_by_person" not in record.tables:
        return []
    rows = record.rows(
        "SELECT event, t, kind, false, subject, object, k, place, what, value, value2 FROM"
        f" events_by_person WHERE person IN ({who}) AND part = 'subject'"
        " AND kind IN ('died', 'turned') ORDER BY event"
    )
    return [Moment(*row, concerns=False) for row in rows]


def _silent(kind) -> bool:
    return not (kind.told or kind.told_object)


def _persons_only(moment: Moment, subject: str, object_: str) -> Moment:
    """A moment without the numbers of groups where people are expected."""
    if subject == "person" and object_ in ("person", ""):
        return moment
    return replace(
        moment,
        subject=moment.subject if subject == "person" else None,
        object=moment.object if object_ == "person" else None,
    )


def choices_of(record: Record, person: int) -> dict[int, Choice]:
    """Decisions of a person by the event that they led to."""
    if "decisions" not in record.tables or not record.complete:
        return {}
    rows = record.rows(
        f"SELECT event, occasion, options, chosen, beliefs FROM decisions WHERE person = {person}"
        " AND event IS NOT NULL ORDER BY decision"
    )
    out = {}
    for event, occasion, options, chosen, beliefs in rows:
        if not options or not 0 <= chosen < len(options):
            continue
        taken = options[chosen]
        rest = sorted((o for i, o in enumerate(options) if i != chosen), key=lambda o: -o["worth"])
        best = rest[0] if rest else {"name": "", "target": None, "worth": float("-inf")}
        held = {b["name"]: b["value"] for b in beliefs if b["about"] == taken["target"]}
        out[int(event)] = Choice(
            int(event), str(occasion), taken["name"], taken["target"], taken["worth"],
            best["name"], best["target"], best["worth"], taken["parts"], best.get("parts") or {},
            held.get("h since last known"), held.get("P(alive)"),
        )  # fmt: skip
    return out


def scenes(moments: Sequence[Moment], start_hour: float) -> list[list[Moment]]:
    """Cut moments where more than SCENE_GAP passes or a day ends."""
    out: list[list[Moment]] = []
    for moment in moments:
        if out:
            last = out[-1][-1]
            same = day_of(last.t, start_hour) == day_of(moment.t, start_hour)
            if same and moment.t - last.t <= SCENE_GAP:
                out[-1].append(moment)
                continue
        out.append([moment])
    return out


def day_of(t: int, start_hour: float) -> int:
    """The day of a time; the first is 1."""
    return int((t + int(start_hour * HOUR)) // DAY) + 1


def clock_of(t: int, start_hour: float) -> str:
    """The time of day, "14:05"."""
    ms = (t + int(start_hour * HOUR)) % DAY
    return f"{ms // HOUR:02d}:{ms % HOUR // MINUTE:02d}"
