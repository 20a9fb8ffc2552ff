"""Why somebody's fate differs between two runs, in words made from the events of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kinward.chronicle.language import number
from kinward.chronicle.life import prepare
from kinward.chronicle.opening import moment_words
from kinward.chronicle.wording import lowered
from kinward.core.clock import MINUTE, SECOND
from kinward.lab.pairs import BY_CAUSE, BY_EVENT, BY_MEETING, Pair, Parting

if TYPE_CHECKING:
    from kinward.chronicle import Record
    from kinward.chronicle.moments import Moment
    from kinward.chronicle.teller import Teller

FATES = {
    "alive": "alive", "dead": "dead", "turned": "turned", "captured": "carried off",
    "evacuated": "out of the city", "missing": "missing",
}  # fmt: skip
_ENDS = {"dead": ("died",), "turned": ("turned",)}
_SEEDS_OF_RAGE = ("bitten", "exposed")
_NEAR = 30 * MINUTE  # how far apart two first events may be to be set against each other
_LINKS = {
    BY_EVENT: "somebody in it", BY_CAUSE: "somebody in what led to it",
    BY_MEETING: "somebody met before",
}  # fmt: skip
MOST_LINKS = 8  # of a chain that are told


@dataclass(frozen=True)
class Because:
    """A parting in words.

    Attributes:
        when: of the parting, "day 1, 14:20".
        in_a, in_b: what happened then in each run, "" where nothing of the kind did.
        apart: in what they differ where both are the same in words.
        lost: what decided the fate where the person was lost, "" where both runs agree.
        sentence: all of it as one or two sentences.
    """

    when: str
    in_a: str
    in_b: str
    apart: str
    lost: str
    sentence: str

    @property
    def difference(self) -> str:
        """What the two runs say of the same moment."""
        if self.apart:
            return f"in both {self.in_a}, {self.apart}"
        if self.in_a and self.in_b:
            return f"in B {self.in_b}; in A {self.in_a}"
        return f"in B {self.in_b}; not so in A" if self.in_b else f"in A {self.in_a}; not so in B"


class Words:
    """Tells partings of one pair of runs.

    Args:
        a, b: the two records.
        pair: what was found of them.
    """

    def __init__(self, a: Record, b: Record, pair: Pair) -> None:
        self.a, self.b, self.pair = a, b, pair
        self._told = lru_cache(maxsize=256)(self._prepared)

    def because(self, p: Parting) -> Because:
        """Why the two lives of somebody differ."""
        when = moment_words(self.a, p.t)
        in_a, in_b = (self._at(side, p) for side in "ab")
        apart = self._apart(p) if in_a and in_a == in_b else ""
        found = Because(when, in_a, in_b, apart, "", "")
        if p.other_fate:
            side = _lost_in(p)
            lost = self._end(side, p)
            better = "B" if side == "a" else "A"
            fate = FATES.get(p.fate_b if better == "B" else p.fate_a, "")
            worse = FATES.get(p.fate_a if better == "B" else p.fate_b, "")
            sentence = f"{fate.capitalize()} in {better}, {worse} in {better_of(better)}"
            sentence += f", because at {when} {found.difference}."
            if lost:
                sentence += f" In {better_of(better)} {lost}."
        else:
            lost, sentence = "", f"From {when} on: {found.difference}."
        return replace(found, lost=lost, sentence=sentence)

    def _apart(self, p: Parting) -> str:
        """In what the first events that only one run has differ, where their words are the same."""
        query = "SELECT t, subject, object, place FROM events WHERE event = "
        ((t_a, *who_a, at_a),) = self.a.rows(f"{query}{p.event_a}")
        ((t_b, *who_b, at_b),) = self.b.rows(f"{query}{p.event_b}")
        if abs(t_a - t_b) >= SECOND:
            seconds = abs(t_a - t_b) // SECOND
            return f"{number(seconds)} second{'s' * (seconds > 1)} {_sooner(t_a, t_b)} in B"
        if (t_a, at_a) == (t_b, at_b):
            return "with others in B" if who_a != who_b else "not in the same way in B"
        return f"a moment {_sooner(t_a, t_b)} in B" if t_a != t_b else "elsewhere in B"

    def chain(self, p: Parting) -> list[str]:
        """The way of a change from where it came in to somebody, one line for each life."""
        links = self.pair.chain(p)
        shown = links
        if len(links) > MOST_LINKS:
            shown = links[: MOST_LINKS // 2] + links[-MOST_LINKS // 2 :]
        lines = []
        for n, link in enumerate(shown):
            if len(links) > MOST_LINKS and n == MOST_LINKS // 2:
                lines.append(f"... {number(len(links) - MOST_LINKS)} others between ...")
            who = called(link)
            said = self.because(link)
            via = f", from {_LINKS[link.by]}" if link.source is not None else ""
            lines.append(f"{said.when}: {who}{via}: {said.difference}")
        return lines

    def _at(self, side: str, p: Parting) -> str:
        """What the first event was that only this run has, if it is near where the lives part."""
        event = p.event_a if side == "a" else p.event_b
        if event is None:
            return ""
        record = self.a if side == "a" else self.b
        ((t,),) = record.rows(f"SELECT t FROM events WHERE event = {event}")
        if t - p.t > _NEAR:
            return ""
        late = f" at {moment_words(record, t).split(', ')[-1]}" if t - p.t >= MINUTE else ""
        return self._event(side, p, event) + late

    def _end(self, side: str, p: Parting) -> str:
        """What decided the fate where somebody was lost, and when."""
        record, person = (self.a, p.a) if side == "a" else (self.b, p.b)
        fate = p.fate_a if side == "a" else p.fate_b
        kinds = ", ".join(f"'{k}'" for k in _ENDS.get(fate, ()))
        rows = record.rows(
            f"SELECT event, t, cause FROM events WHERE subject = {person} AND kind IN ({kinds})"
            " ORDER BY event DESC LIMIT 1"
        ) if kinds else []  # fmt: skip
        if not rows:
            return ""
        event, t, cause = rows[0]
        first = self._led_to(record, person, fate, event, cause)
        words = [(e, when) for e, when in (first, (event, t)) if e is not None]
        return ", and ".join(
            f"{self._event(side, p, e)} ({moment_words(record, when)})" for e, when in words
        )

    def _led_to(
        self, record: Record, person: int, fate: str, event: int, cause: int | None
    ) -> tuple[int | None, int]:
        """The event that decided an end: the first bite of one who turned, else its cause."""
        if fate == "turned":
            kinds = ", ".join(f"'{k}'" for k in _SEEDS_OF_RAGE)
            where = f"subject = {person} AND kind IN ({kinds}) AND event < {event}"
        elif cause is not None:  # the protocol and the own hand are in the death's own words
            where = f"event = {cause} AND (subject = {person} OR object = {person})"
            where += " AND kind NOT IN ('protocol', 'own_hand')"
        else:
            return None, 0
        rows = record.rows(f"SELECT event, t FROM events WHERE {where} ORDER BY event LIMIT 1")
        return rows[0] if rows else (None, 0)

    def _event(self, side: str, p: Parting, event: int) -> str:
        """One event of a life as a clause without its full stop."""
        record, person = (self.a, p.a) if side == "a" else (self.b, p.b)
        if not p.infected:
            teller, moments = self._told(side, person)
            moment = moments.get(event)
            if moment is not None and teller.template(moment):
                teller.begin()
                return lowered(teller.tell([moment])).rstrip(".")
        rows = record.rows(
            "SELECT e.kind, e.subject, e.what, p.name, p.infected FROM events e"
            f" LEFT JOIN people p ON p.person = e.subject WHERE e.event = {event}"
        )
        kind, subject, what, name, infected = rows[0]
        meanings = {k.name: k.meaning for k in record.vocabulary.kinds.values()}
        who = "one of the infected" if infected or not name else name
        who = called(p) if subject == person else who
        named = f" ({what})" if what and what not in meanings.get(kind, "") else ""
        return f"{who} {meanings.get(kind, kind)}{named}"

    def _prepared(self, side: str, person: int) -> tuple[Teller, dict[int, Moment]]:
        teller, _, moments = prepare(self.a if side == "a" else self.b, person)
        return teller, {m.event: m for m in moments}


def better_of(side: str) -> str:
    """The other run's letter."""
    return "A" if side == "B" else "B"


def called(p: Parting) -> str:
    """How somebody is called in a chain."""
    return f"{p.name}, once" if p.infected and p.name else p.name or "one of the infected"


def _lost_in(p: Parting) -> str:
    """The run in which somebody was lost, or lost first."""
    if p.fate_b == "alive":
        return "a"
    if p.fate_a == "alive":
        return "b"
    return "a" if (p.fate_t_a or 0) <= (p.fate_t_b or 0) else "b"


def _sooner(t_a: int, t_b: int) -> str:
    return "earlier" if t_b < t_a else "later"
