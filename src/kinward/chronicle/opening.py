"""How a life begins and what became of it: household, work, days, ties, and who lived."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kinward.chronicle.cast import Cast, Who
from kinward.chronicle.language import POSSESSIVE, capital, listed, number, plural, with_article
from kinward.chronicle.moments import clock_of, day_of
from kinward.chronicle.tables import scan

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

_ACTIVITIES = {
    "school": "school", "music class": "music class", "drill": "drill", "work": "work",
    "on post": "a post", "patrol": "patrol", "the range": "the range", "clinic": "the clinic",
    "eat": "meals",
}  # fmt: skip
SCHOOL_AGE = 6  # years; who is younger is kept at the school for its hours
_FATES = {
    "alive": "alive", "dead": "dead", "turned": "lost to The Rage", "captured": "carried off",
    "evacuated": "out of the city", "missing": "missing",
}  # fmt: skip


def opening(record: Record, cast: Cast, household: list[Who]) -> str:
    """Name, age, role, whom they lived with and who was closest to them."""
    me = cast.me
    they = capital(cast.pronoun())
    if me.infected:
        return (
            f"{me.name}, {me.age} when it happened, was one of the infected before any of this"
            " began. Nothing is recorded of the life before."
        )
    group = cast.groups.get(me.group_id) if me.group_id is not None else None
    role = with_article(me.noun() if me.role in ("child", "elder", "outsider") else me.calling())
    age = str(me.age) if me.age > 0 else "not yet one year old"
    if me.band:
        lead = _leads(record, me)
        of_band = f"{role}, and led {me.band}" if lead else f"one of {me.band}, {role}"
        text = f"{me.name} was {age}, {of_band}."
    else:
        text = f"{me.name} was {age}, {role}" + (f" of {group}." if group else ".")
    home = record.place(me.home)[0]
    others = [w for w in household if w.person != me.person]
    if others:
        text += f" {they} lived with {listed(_with_ages(cast, others))}" + _space(home) + "."
    elif home:
        text += f" {they} lived alone {home}."
    cast.mentioned.update(w.person for w in others)
    inside = {w.person for w in others}
    closest = [
        t.other
        for t in sorted(cast.ties.values(), key=lambda t: -t.strength)
        if t.other not in inside
        and t.other in cast.people
        and t.kind != "housemate"
        and not cast.people[t.other].infected
    ][:3]
    if closest:
        named = listed(_by_relation(cast, closest))
        lead = "Outside the household" if others else "Of all people"
        verb = "was" if len(closest) == 1 else "were"
        text += f" {lead}, closest to {cast.pronoun(1)} {verb} {named}."
        cast.mentioned.update(closest)
    gone = [p for p in cast.ties if p in cast.people and cast.people[p].infected]
    if gone:
        verb = "was" if len(gone) == 1 else "were"
        named = capital(listed(_by_relation(cast, gone)))
        text += f" {named} {verb} among the infected before any of this began."
    return text


def _leads(record: Record, me: Who) -> bool:
    """Whether somebody leads a band when the record begins."""
    source = scan(record.folder / "start" / "groups.parquet")
    rows = record.rows(f"SELECT count(*) FROM {source} WHERE leader = {me.person}")
    return bool(rows[0][0])


def _by_relation(cast: Cast, people: list[int]) -> list[str]:
    """ "her sister Sato Aiko", "her friends Mori Emi and Kato Jun"."""
    groups: dict[str, list[str]] = {}
    for person in people:
        groups.setdefault(cast.relation(person), []).append(cast.people[person].name)
    mine = cast.pronoun(POSSESSIVE)
    return [f"{mine} {plural(r) if len(n) > 1 else r} {listed(n)}" for r, n in groups.items()]


def _space(words: str) -> str:
    return f" {words}" if words else ""


def _with_ages(cast: Cast, others: list[Who]) -> list[str]:
    """ "his partner Juri (38)", "his sisters Emi (9) and Hana (4)", "his children ..."."""
    groups: dict[str, list[Who]] = {}
    for who in others:
        word = "child" if _kind(cast, who) == "child" else cast.relation(who.person)
        groups.setdefault(word, []).append(who)
    mine = cast.pronoun(POSSESSIVE)
    out = []
    for word, people in groups.items():
        names = listed([f"{w.given} ({w.age})" for w in people], most=8)
        relation = {cast.relation(w.person) for w in people}
        if len(people) == 1 or len(relation) == 1:
            word = relation.pop()
            word = plural(word) if word and len(people) > 1 else word
        elif word == "child":
            word = "children"
        out.append(f"{mine} {word} {names}" if word else names)
    return out


def _kind(cast: Cast, who: Who) -> str:
    tie = cast.ties.get(who.person)
    return tie.kind if tie else ""


def routine(record: Record, cast: Cast) -> str:
    """What the days were like, by the timetable; "" where there is none."""
    start = record.folder / "start"
    if cast.me.infected or not (start / "routines.parquet").exists():
        return ""
    rows = record.rows(
        f"SELECT t.minute, t.activity FROM {scan(start / 'timetable.parquet')} t JOIN"
        f" {scan(start / 'routines.parquet')} r USING (pattern) WHERE r.person = {cast.focus}"
        " ORDER BY t.minute"
    )
    words = record.vocabulary.domains.get("activity", ())
    spans: dict[str, list[tuple[int, int]]] = {}
    for i, (minute, activity) in enumerate(rows):
        end = rows[i + 1][0] if i + 1 < len(rows) else 1440
        name = words[activity] if activity < len(words) else ""
        if name in _ACTIVITIES:
            spans.setdefault(name, []).append((minute, end))
    parts = []
    for name, times in spans.items():
        if name == "eat":
            continue
        (begins, _), (_, ends) = times[0], times[-1]
        if len(times) > 1 and begins == 0 and ends == 1440:  # through midnight
            begins, ends = times[-1][0], times[0][1]
        where = "nursery" if name == "school" and cast.me.age < SCHOOL_AGE else _ACTIVITIES[name]
        parts.append(f"{where} from {_hour(begins)} to {_hour(ends)}")
    meals = [_hour(a) for a, _ in spans.get("eat", [])]
    eating = ("meals at " if len(meals) > 1 else "a meal at ") + listed(meals)
    if not parts:
        mine = cast.pronoun(POSSESSIVE)
        return f"{capital(mine)} days were {mine} own, with {eating}." if meals else ""
    if meals:
        parts.append(eating)
    return f"{capital(cast.pronoun(POSSESSIVE))} days were {listed(parts, most=7)}."


def _hour(minute: int) -> str:
    return f"{minute // 60 % 24}:{minute % 60:02d}"


def span_words(days: float) -> str:
    """A length of a run in words: whole days where it is some, else hours."""
    n, unit = (round(days), "day") if days >= 3 or days == round(days) else (days * 24, "hour")
    return f"{number(n)} {unit}{'' if round(n) == 1 else 's'}"


def ending(record: Record, cast: Cast, household: list[Who]) -> str:
    """What became of the person, and of those they lived with."""
    me = cast.me
    days = float(record.manifest.get("days", 0) or 0)
    span = f", after {span_words(days)}" if days else ""
    when = f"When the record ends{span},"
    if record.complete and me.fate == "alive":
        text = f"{when} {me.given} is alive."
    elif not record.complete:
        text = "The run is not finished; this is how far it goes."
    elif me.fate_t is not None and not me.infected:
        day = day_of(me.fate_t, record.start_hour)
        verb = {"dead": "died", "turned": "was lost to The Rage", "evacuated": "left the city",
                "captured": "was carried off", "missing": "was seen for the last time"}  # fmt: skip
        text = f"{me.given} {verb.get(me.fate, 'was lost')} on day {day}, aged {me.age}."
        if me.fate == "turned" and me.ended_t is None:
            text += f" What {cast.pronoun()} became is still out there."
    elif me.infected:
        text = "It was never ended." if me.ended_t is None else "It was ended on day "
        text += "" if me.ended_t is None else f"{day_of(me.ended_t, record.start_hour)}."
    else:
        text = ""
    others = [w for w in household if w.person != me.person]
    if others and not me.infected:
        text += " " + _household(others)
    return text.strip()


def _household(others: list[Who]) -> str:
    by_fate: dict[str, list[str]] = {}
    for who in others:
        by_fate.setdefault(_FATES.get(who.fate, who.fate), []).append(who.given)
    if len(others) == 1:
        fate, names = next(iter(by_fate.items()))
        return f"{names[0]} {_be(fate, 1)} {fate}."
    if len(by_fate) == 1:
        fate = next(iter(by_fate))
        count = "Both" if len(others) == 2 else f"All {number(len(others))}"
        return f"{count} others of the household {_be(fate, len(others))} {fate}."
    clauses = [
        f"{listed(names)} {_be(fate, len(names))} {fate}"
        for fate, names in sorted(by_fate.items(), key=lambda x: -len(x[1]))
    ]
    return f"Of the others of the household, {'; '.join(clauses)}."


def _be(fate: str, n: int) -> str:
    """The verb before a fate of n people: a state they are in, or what was done to them."""
    one, more = ("was", "were") if fate == _FATES["captured"] else ("is", "are")
    return one if n == 1 else more


def household_of(people: Iterable[Who], me: Who) -> list[Who]:
    """Members of the household of one of some people, oldest first."""
    own = [w for w in people if w.household == me.household and w.infected == me.infected]
    return sorted(own, key=lambda w: (-w.age, w.person))


def moment_words(record: Record, t: int) -> str:
    """Day and time of day: "day 3, 14:05"."""
    return f"day {day_of(t, record.start_hour)}, {clock_of(t, record.start_hour)}"
