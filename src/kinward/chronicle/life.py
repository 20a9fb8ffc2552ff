"""A life in readable English, from the run folder alone, each sentence with its events."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinward.chronicle.bandtellings import small_things
from kinward.chronicle.cast import FAMILY, Cast, Tie, Who, in_laws_of, listing, people_of
from kinward.chronicle.foes import in_this_world
from kinward.chronicle.held import held
from kinward.chronicle.language import bracketed, capital, listed, number, times
from kinward.chronicle.moments import (
    Moment,
    came_to_know,
    causes_of,
    choices_of,
    clock_of,
    day_of,
    fallen,
    hunts_of,
    leaving_with,
    losses_of,
    moments_of,
    scenes,
)
from kinward.chronicle.opening import ending, household_of, opening, routine
from kinward.chronicle.quiet import quiet
from kinward.chronicle.sentences import STALE, Line, by_day, lines_of, score
from kinward.chronicle.sifting import given_to, sift
from kinward.chronicle.teller import Teller
from kinward.chronicle.wording import is_clause, lowered
from kinward.core.clock import HOUR, MINUTE

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

PAGE = 34  # sentences of a life, turning points aside
MOST = 48  # sentences of a life in all
_DEPARTURES = ("run_left", "run_planned", "sent_out")
_ACTS = ("destroyed", "wrong_killing", "over_wall")  # told of a body without its mind
# what an ended life does not tell of others
_PAST = (
    "saw", "heard", "hunted", "shot", "struck", "woke", "promised", "kept_word", "broke_word",
    "tale", "deed", "trust_changed", "tie_changed",
)  # fmt: skip
_OTHERS = ("One of the infected ", "It ")  # how sentences about a threat begin
ALONE = 5.0  # weight from which a sentence is not joined to another
BAND_STALE = 1.2  # how fast running and hiding grow stale where there is no wall to be behind
LEAST = 0.4  # score below which nothing is told
WIDTH = 96
# what is summed up at the end of the days where it was not told one by one
_SUMMED = {
    "threat": "saw or was chased by the infected on {} occasions",
    "fight": "fought the infected {}",
    "took": "searched {} more places",
    "run_left": "went out on {} more runs",
    "went_hungry": "went hungry {}",
    "hid": "hid {} more times",
}


def life(record: Record, person: int, width: int | None = WIDTH) -> str:
    """The life of a person as text: an opening, paragraphs by day, what followed, an ending.

    Lines have `width` characters at most; None leaves each paragraph one line.
    """
    teller, household, moments = prepare(record, person)
    cast = teller.cast
    me = cast.me
    until = _last(me)
    moments, trifles = sift(moments, cast, teller.causes, lambda t: day_of(t, record.start_hour))
    lived = [m for m in moments if m.t <= until or (m.mine and m.kind in ("died", "turned"))]
    after = [m for m in moments if m.t > until and not (m.mine and m.kind in ("died", "turned"))]
    chosen, left = choose(_all_lines(lived, teller, record.start_hour))
    chosen, left = with_departures(chosen, left, record.start_hour)
    paragraphs = [opening(record, cast, household)]
    days = routine(record, cast)
    if days:
        paragraphs[0] += f" {days}"
    paragraphs += _days(chosen, teller, record.start_hour)
    if not chosen and not me.infected:
        paragraphs.append(quiet(record, cast, household, moments))
    cast.begin()
    summed = _summary(left, teller)
    small = [f"{text} {bracketed(events)}" for text, events in small_things(trifles, teller)]
    if summed or small:
        paragraphs.append(" ".join([*([summed] if summed else []), *small]))
    paragraphs += afterwards(after, teller, record.start_hour)
    last = [ending(record, cast, household)]
    if chosen or me.fate != "alive":  # a quiet life has told that nobody of theirs was lost
        last.append(held(record, cast, household))
    paragraphs.append(" ".join(part for part in last if part))
    paragraphs = [in_this_world(record, p) for p in paragraphs]
    return "\n\n".join(
        p if width is None else textwrap.fill(p, width, break_on_hyphens=False)
        for p in paragraphs
        if p
    )


def prepare(record: Record, person: int) -> tuple[Teller, list[Who], list[Moment]]:
    """The teller of a life, the household and the moments that the life may tell."""
    rows = record.rows(f"SELECT b, kind, strength FROM ties WHERE a = {person} ORDER BY b")
    kinds = record.vocabulary.domains.get("tie", ())
    ties = [Tie(b, kinds[k] if isinstance(k, int) else k, s) for b, k, s in rows]
    late = came_to_know(record, person)
    ties = [t for t in ties if t.other not in late]
    tied = {t.other for t in ties}
    known = people_of(record, f"person IN ({listing({person} | tied)})")
    me = known[person]
    known |= people_of(record, f"household = {me.household}")
    household = household_of(known.values(), me)
    people = {p: who for p, who in known.items() if p in tied}
    moments = moments_of(record, person)
    near = {t.other for t in ties if t.kind in FAMILY} | {w.person for w in household}
    lost = sorted(p for p in near - {person} if known[p].fate != "alive")
    if lost and not me.infected and me.fate_t != 0:
        taken = {m.event for m in moments}
        news = [
            m for m in losses_of(record, lost) if m.event not in taken and m.t <= _last(me)
        ]  # fmt: skip
        moments = sorted([*moments, *news], key=lambda m: m.event)
    of_people = {k.name for k in record.vocabulary.kinds.values() if k.k == "person"}
    hunted = hunts_of(record, moments)
    causes = causes_of(record, moments)
    went_with = leaving_with(record, moments)
    spoken = [*moments, *causes.values()]
    met = {p for m in spoken for p in (m.subject, m.object) if p is not None}
    met |= {m.k for m in moments if m.kind in of_people} | set(hunted.values())
    met |= {p for company in went_with.values() for p in company}
    choices = choices_of(record, person)
    for choice in choices.values():
        met |= {p for p in (choice.target, choice.next_target) if p is not None}
    people |= {w.person: w for w in household} | {me.person: me}
    others = met - people.keys()
    if others:
        people |= people_of(record, f"person IN ({listing(others)})")
    groups = dict(record.rows("SELECT group_id, name FROM groups"))
    cast = Cast(person, people, ties, groups)
    cast.in_laws = in_laws_of(record, ties, kinds)
    teller = Teller(record, cast, choices)
    teller.causes, teller.went_with, teller.hunted = causes, went_with, hunted
    teller.homes = [(m.t, m.place) for m in moments if m.kind == "moved_in" and m.place is not None]
    teller.given = given_to(moments)
    teller.returns = [
        (m.t, m.other) for m in moments if m.other is not None
        and (m.kind == "found_alive" or (m.kind == "kept_word" and not m.mine))
    ]  # fmt: skip
    teller.went = [m.t for m in moments if m.kind == "left_group" and m.mine]
    teller.fell = fallen(record, {c.target for c in choices.values()})
    return teller, household, moments


def _last(me: Who) -> int:
    """When the person's own life ends for its telling."""
    if me.fate == "alive" or me.fate_t is None:
        return 1 << 62
    return -1 if me.infected else me.fate_t


def _all_lines(moments: Sequence[Moment], teller: Teller, start_hour: float) -> list[Line]:
    lines = [line for scene in scenes(moments, start_hour) for line in lines_of(scene, teller)]
    lines = by_day(lines, teller, lambda t: day_of(t, start_hour))
    score(lines, BAND_STALE if teller.cast.me.band else STALE)
    return lines


def choose(lines: list[Line], page: int = PAGE, most: int = MOST) -> tuple[list[Line], list[Line]]:
    """The lines that fit a page, in order of time, and those left out."""
    ranked = sorted(lines, key=lambda x: (-x.score, x.moments[0].event))
    kept = [x for i, x in enumerate(ranked) if i < page or (i < most and x.weight >= 7)]
    kept = [x for x in kept if x.score >= LEAST]
    chosen = {id(x) for x in kept}
    in_order = sorted(kept, key=lambda x: (x.t, x.moments[0].event))
    return in_order, [x for x in lines if id(x) not in chosen]


def with_departures(
    chosen: list[Line], left: list[Line], start_hour: float
) -> tuple[list[Line], list[Line]]:
    """A day that is told tells that the person left the zone, or it would begin elsewhere."""
    days = {day_of(x.t, start_hour) for x in chosen}
    more = [
        x for x in left if x.family in ("run_left", "errand") and day_of(x.t, start_hour) in days
    ]
    more = [x for x in more if x.moments[0].mine and x.moments[0].kind in _DEPARTURES]
    told = {id(x) for x in more}
    in_order = sorted(chosen + more, key=lambda x: (x.t, x.moments[0].event))
    return in_order, [x for x in left if id(x) not in told]


def _days(lines: Sequence[Line], teller: Teller, start_hour: float) -> list[str]:
    """One paragraph a day."""
    by_day: dict[int, list[Line]] = {}
    for line in lines:
        by_day.setdefault(day_of(line.t, start_hour), []).append(line)
    return [f"Day {day}. " + _paragraph(rows, teller, start_hour) for day, rows in by_day.items()]


def _paragraph(lines: Sequence[Line], teller: Teller, start_hour: float) -> str:
    teller.begin()
    told: list[tuple[str, list[int]]] = []
    last_time, last_scene = None, None
    joins = False  # whether the last sentence can take the next one in
    weight = 0.0  # of the last sentence: turning points stand alone
    for line in lines:
        before = joins and teller.cast.speaks_of_focus()
        text = line.words()
        if told and text == told[-1][0]:
            told[-1][1].extend(line.events)
            continue
        lead = _when(line.t, last_time, last_scene, start_hour)
        if lead:
            text = (lead[:-1] + ", " if is_clause(text) else lead) + lowered(text)
            last_time = line.t
        last_scene = line.until
        alone = max(weight, line.weight) >= ALONE
        joined = _joined(told[-1][0], text, teller) if before and not lead and not alone else ""
        joins, weight = not joined, line.weight
        if joined:
            told[-1] = (joined, told[-1][1] + line.events)
        elif told and text == told[-1][0]:
            told[-1][1].extend(line.events)
        else:
            told.append((text, list(line.events)))
    return " ".join(f"{text} {bracketed(events)}" for text, events in told)


def _joined(first: str, second: str, teller: Teller) -> str:
    """Two short sentences about the same person as one; "" where they do not go together."""
    he = capital(teller.cast.pronoun()) + " "
    plain = not any(mark in first + second for mark in (" and ", ", ", ";", ":"))
    if not plain or not second.startswith(he) or len(first) + len(second) > 130:
        return ""
    # the first must be about what the person did: "a floor gave way under her and fell" will not do
    own = first.startswith((he, f"{teller.cast.me.given} ")) or f" {he.lower()}" in first
    if not own or first.startswith(_OTHERS) or (" was " in first and " was " in second):
        return ""
    return f"{first[:-1]} and {second[len(he) :]}"


def _when(t: int, named: int | None, ended: int | None, start_hour: float) -> str:
    """Words for when something was, where the reader would ask."""
    if named is None or ended is None or t - named >= HOUR:
        return f"At {clock_of(t, start_hour)} "
    if t - ended < 4 * MINUTE:
        return ""
    minutes = round((t - ended) / MINUTE)
    if minutes > 12:
        return f"At {clock_of(t, start_hour)} "
    return f"{capital(number(minutes))} minutes later "


def _summary(left: Sequence[Line], teller: Teller) -> str:
    """One sentence for what was not told one by one."""
    counts = Counter(x.family for x in left if x.moments[0].mine or x.family == "fight")
    events = [e for x in left if x.family in _SUMMED for e in x.events]
    clauses = []
    for family, words in _SUMMED.items():
        n = counts[family]
        if not n or (family == "hid" and (n < 3 or not teller.cast.me.band)):
            continue
        if n == 1:
            words = words.replace("on {} occasions", "once").replace("{} more places", "one more "
                    "place").replace("{} more runs", "one more run")  # fmt: skip
        clauses.append(words.format(times(n) if words.endswith(" {}") else number(n)))
    if not clauses:
        return ""
    teller.cast.begin()
    teller.cast.subject_is(teller.cast.focus)
    return f"Beyond this, {teller.cast.me.given} {listed(clauses, 7)}. {bracketed(events)}"


def afterwards(moments: Sequence[Moment], teller: Teller, start_hour: float) -> list[str]:
    """What others did for somebody lost, and what the body did without its mind."""
    cast = teller.cast
    mine = [m for m in moments if m.mine and m.kind in _ACTS]
    others = [m for m in moments if not m.mine]
    groups: dict[tuple, list[Moment]] = {}
    for moment in [*mine, *others]:
        if moment.kind in _PAST:
            continue
        if teller.template(moment):
            near = moment.other if cast.relation(moment.other or -1) else None
            key = (moment.kind, moment.mine, moment.what, near)
            if moment.kind in ("learned_death", "lost_hope"):
                key = (moment.kind,)
            groups.setdefault(key, []).append(moment)
    lines = [Line(group, _after_weight(group, teller), key[0], lambda g=group: teller.tell(g))
             for key, group in groups.items()]  # fmt: skip
    lines += _harm(moments, teller)
    if not lines:
        return []
    score(lines)
    chosen, _ = choose(lines, page=12, most=14)
    cast.begin()
    told = []
    last = 0
    for line in sorted(chosen, key=lambda x: (x.t, x.moments[0].event)):
        day = day_of(line.t, start_hour)
        text = line.tell()
        text = f"On day {day} {lowered(text)}" if day != last else text
        last = day
        told.append(f"{text} {bracketed(line.events)}")
    return ["Afterwards. " + " ".join(told)] if told else []


def _after_weight(group: Sequence[Moment], teller: Teller) -> float:
    weight = max(teller.kinds[m.kind].weight for m in group)
    return weight * (1.5 if any(teller.cast.close(m.other) for m in group) else 1.0)


def _harm(moments: Sequence[Moment], teller: Teller) -> list[Line]:
    """Whom somebody turned bit."""
    bites = [m for m in moments if not m.mine and m.kind == "bitten"]
    if not bites:
        return []
    cast = teller.cast

    def tell() -> str:
        people = list(dict.fromkeys(m.subject for m in bites if m.subject is not None))
        names = listed(cast.names(people, bites[0].t), 6)
        cast.subject_is(None)
        return f"What had been {cast.me.given} bit {names}."

    weight = 8.0 if any(cast.close(m.subject) for m in bites) else 5.0
    return [Line(bites, weight, "harm", tell)]
