"""What a life leaves out or draws together before it is told: small kindnesses, tales, errands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kinward.chronicle.cast import Cast
from kinward.chronicle.moments import Moment

CLOSER = 0.15  # sum of steps from which it is told that two grew closer
TALES = 2  # tales about the like done to one person that are told one by one
TRUST = 0.3  # sum of a day's steps from which it is told that trust moved, where deeds moved it
_JUDGED = frozenset(("deed", "tale"))
_ON_ERRAND = frozenset(("sent_out", "came_home", "foraged", "stored"))
# what happens on errands beside them without making one worth telling
_BY_THE_WAY = _ON_ERRAND | {
    "promised", "kept_word", "decided", "heard", "sound", "trust_changed", "tie_changed", "tale",
    "learned_death", "woke",
}  # fmt: skip
_REPEATED = frozenset(("grumbled", "at_grave", "deed", "refused_order"))
WAITS = "wait for"
STANDS_AGAINST = "depose the leader"
_EACH_EVENING = (STANDS_AGAINST, "obey")
Day = Callable[[int], int]


@dataclass
class Trifles:
    """What is left out of the days, for the summary: by whom it concerned, with its events."""

    closer: dict[int, list[Moment]] = field(default_factory=dict)
    kept: dict[tuple[bool, int], list[Moment]] = field(default_factory=dict)
    errands: list[Moment] = field(default_factory=list)
    tales: dict[tuple, list[Moment]] = field(default_factory=dict)  # mine, deed, to whom
    again: dict[tuple, list[Moment]] = field(default_factory=dict)  # kind, mine, other, what


def sift(
    moments: Sequence[Moment], cast: Cast, causes: Mapping[int, Moment], day: Day
) -> tuple[list[Moment], Trifles]:
    """The moments that a life tells, in order of time, and what is left out of them."""
    trifles = Trifles()
    ended = cast.me.fate_t if cast.me.fate != "alive" else None
    if ended is not None:  # what others keep or break towards the dead is not of their lives
        moments = [m for m in moments if m.t <= ended or m.kind not in ("kept_word", "broke_word")]
    rows = _hunts(_deeds(moments))
    rows = _ties(rows, trifles)
    rows = _trust([m for m in rows if not _of_the_lost(m, cast)], causes, day)
    rows = _tales(rows, cast, causes, trifles)
    rows = _words(rows, trifles, day)
    rows = _errands(rows, trifles)
    rows = _again(_short(_waited(_felt(rows, day), day), day), trifles)
    rows = _news(rows, cast, day)
    return sorted(rows, key=lambda m: (m.t, m.event)), trifles


def deed_of(moment: Moment, causes: Mapping[int, Moment]) -> Moment | None:
    """The deed that a tale or a step of trust is about, None if the record has none."""
    found = causes.get(moment.cause) if moment.cause is not None else None
    if found is not None and found.kind == "tale":
        found = causes.get(found.cause) if found.cause is not None else None
    return found if found is not None and found.kind == "deed" else None


def given_to(moments: Sequence[Moment]) -> list[tuple[int, int, int]]:
    """Promises of others to come back: when given, when kept (else never), and by whom."""
    kept = {m.cause: m.t for m in moments if m.kind == "kept_word"}
    return [
        (m.t, kept.get(m.event, 1 << 62), m.subject)
        for m in moments
        if m.kind == "promised" and not m.mine and m.subject is not None and m.what == "come back"
    ]


def _deeds(moments: Sequence[Moment]) -> list[Moment]:
    """Without the deeds that an event of the same life is the telling of."""
    told = {m.event for m in moments if m.kind != "decided" or m.mine}
    return [m for m in moments if m.kind != "deed" or m.cause not in told]


def _hunts(moments: Sequence[Moment]) -> list[Moment]:
    """Without the setting out of a hunt where the life tells that it began."""
    begun = {m.k for m in moments if m.kind == "hunt_begun" and m.mine}
    return [m for m in moments if m.kind != "sent_out" or m.k not in begun]


def _ties(moments: Sequence[Moment], trifles: Trifles) -> list[Moment]:
    """Without the small steps of ties: only what they come to is told, at the end."""
    out = []
    for moment in moments:
        if moment.kind != "tie_changed":
            out.append(moment)
        elif moment.other is not None:
            trifles.closer.setdefault(moment.other, []).append(moment)
    return out


def _of_the_lost(moment: Moment, cast: Cast) -> bool:
    """Whether a step of trust is about somebody who is dead or turned by then."""
    who = cast.people.get(moment.other) if moment.other is not None else None
    gone = who is not None and who.fate_t is not None and who.fate_t <= moment.t
    return gone and moment.kind == "trust_changed"


def _trust(moments: Sequence[Moment], causes: Mapping[int, Moment], day: Day) -> list[Moment]:
    """Trust that deeds moved, once a day for each other; small steps are left out."""
    sums: dict[tuple, list[Moment]] = {}
    out = []
    for moment in moments:
        cause = causes.get(moment.cause) if moment.cause is not None else None
        if moment.kind == "trust_changed" and cause is not None and cause.kind in _JUDGED:
            sums.setdefault((day(moment.t), moment.mine, moment.other), []).append(moment)
        else:
            out.append(moment)
    for steps in sums.values():
        total = sum(m.value2 or 0.0 for m in steps)
        if abs(total) >= TRUST:
            most = max(steps, key=lambda m: (m.value2 or 0.0) * total)
            out.append(replace(most, value2=total))
    return sorted(out, key=lambda m: m.event)


def _tales(
    moments: Sequence[Moment], cast: Cast, causes: Mapping[int, Moment], trifles: Trifles
) -> list[Moment]:
    """Each tale that concerns the person once, however often it went round; of many about the
    like done to one whom they hold to, the first ones."""
    seen: set[tuple] = set()
    alike: Counter[tuple] = Counter()
    out = []
    for moment in moments:
        if moment.kind != "tale":
            out.append(moment)
            continue
        deed = deed_of(moment, causes)
        if deed is None or moment.other is None:
            continue
        parts = [p for p in (deed.subject, deed.object) if p is not None]
        own = cast.focus in parts
        near = own or any(cast.close(p) for p in parts)
        new = (deed.event, moment.mine) not in seen and (own or (deed.event, False) not in seen)
        if near and new and moment.other not in parts[1:]:
            seen.add((deed.event, moment.mine))
            key = (moment.mine, deed.what, deed.object)
            alike[key] += 1
            if own or deed.object is None or alike[key] <= TALES:
                out.append(moment)
            else:
                trifles.tales.setdefault(key, []).append(moment)
    return out


def _words(moments: Sequence[Moment], trifles: Trifles, day: Day) -> list[Moment]:
    """Promises with what came of them; of those kept every day only the first is told."""
    given = {m.event: m for m in moments if m.kind == "promised"}
    outcome = {m.cause: m for m in moments if m.kind in ("kept_word", "broke_word")}
    told: set[tuple[bool, int | None]] = set()
    out = []
    for moment in moments:
        end = outcome.get(moment.event) if moment.kind == "promised" else None
        if end is not None and end.kind == "kept_word" and day(end.t) == day(moment.t):
            key = (moment.mine, moment.other)
            if key in told:
                trifles.kept.setdefault((moment.mine, moment.other or 0), []).extend((moment, end))
            else:
                told.add(key)
                out += [moment, replace(end, t=moment.t)]
        elif end is not None and end.kind == "broke_word":
            out.append(replace(moment, t=end.t))
        elif moment.kind == "kept_word" and moment.cause in given:
            if day(given[moment.cause].t) != day(moment.t):
                out.append(moment)
        else:
            out.append(moment)
    return out


def _errands(moments: Sequence[Moment], trifles: Trifles) -> list[Moment]:
    """Errands on which nothing happened as one sentence, or, after the first, as none."""
    legs: dict[int, list[Moment]] = {}
    for moment in moments:
        if moment.kind in _ON_ERRAND and moment.mine:
            legs.setdefault(moment.k if moment.kind != "stored" else -1, []).append(moment)
    stored = legs.pop(-1, [])
    out = [m for m in moments if not (m.kind in _ON_ERRAND and m.mine)]
    seen: set[str | None] = set()
    for steps in legs.values():
        left = next((m for m in steps if m.kind == "sent_out"), None)
        back = next((m for m in steps if m.kind == "came_home"), None)
        if left is None or back is None:
            out += steps
            continue
        brought = [m for m in stored if left.t < m.t <= back.t + 600_000]
        stored = [m for m in stored if m not in brought]
        others = [m for m in out if left.t <= m.t <= back.t and m.kind not in _BY_THE_WAY]
        if any(m.mine or m.kind not in ("grew", "felt") for m in others):
            out += steps + brought
        elif left.what in seen:
            trifles.errands.append(left)
        else:
            out += [replace(m, t=left.t) for m in steps + brought]
        seen.add(left.what)
    return sorted(out + stored, key=lambda m: (m.t, m.event))


def _felt(moments: Sequence[Moment], day: Day) -> list[Moment]:
    """Each feeling that took hold of the person once a day."""
    seen: set[tuple] = set()
    out = []
    for moment in moments:
        key = (moment.what, day(moment.t))
        if moment.kind == "felt" and moment.mine:
            if key in seen:
                continue
            seen.add(key)
        out.append(moment)
    return out


def _waited(moments: Sequence[Moment], day: Day) -> list[Moment]:
    """Choosing to wait for somebody, or to stay with them, once a day: it is chosen half-hourly."""
    seen: set[tuple] = set()
    out = []
    for moment in moments:
        if moment.kind == "decided" and moment.mine and moment.what == WAITS:
            key = (moment.other, day(moment.t))
            if key in seen:
                continue
            seen.add(key)
        out.append(moment)
    return out


def _short(moments: Sequence[Moment], day: Day) -> list[Moment]:
    """Days without food or water in a row, as of the day on which they began."""
    begun: dict[str | None, tuple[int, int]] = {}
    out = []
    for moment in moments:
        if moment.kind == "went_short" and moment.mine:
            first, last = begun.get(moment.what, (moment.t, -9))
            first = first if day(moment.t) - last == 1 else moment.t
            begun[moment.what] = (first, day(moment.t))
            moment = replace(moment, t=first)
        out.append(moment)
    return out


def _again(moments: Sequence[Moment], trifles: Trifles) -> list[Moment]:
    """What is done over and over - grumbling, standing against a leader, going to a grave, a deed,
    refusing - the first time; the others are counted."""
    seen: set[tuple] = set()
    left: set[int | None] = set()
    for moment in moments:
        theirs = moment.kind in ("deed", "refused_order")  # told of who it was done to as well
        repeated = moment.kind in _REPEATED or (
            moment.kind == "decided" and moment.what in _EACH_EVENING
        )
        if not repeated or moment.other is None or not (moment.mine or theirs):
            continue
        key: tuple = (moment.kind, moment.mine, moment.other, moment.what)
        if moment.kind == "refused_order":  # whoever it was, and for whatever
            key = (moment.kind, moment.mine, None, None)
        if key in seen:
            left |= {moment.event} | ({moment.cause} if moment.kind != "deed" else set())
            trifles.again.setdefault(key, []).append(moment)
        seen.add(key)
    return [m for m in moments if m.event not in left]


def _news(moments: Sequence[Moment], cast: Cast, day: Day) -> list[Moment]:
    """In a band the news of who was lost in a day, together; each loss once."""
    if not cast.me.band:
        return list(moments)

    def news(moment: Moment) -> bool:
        return moment.kind == "learned_death" and moment.mine and not cast.close(moment.object)

    last = {day(m.t): m.t for m in moments if news(m)}  # what is known by then, not before
    return [replace(m, t=last[day(m.t)]) if news(m) else m for m in moments]
