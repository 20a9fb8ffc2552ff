"""Fills the sentences of the vocabulary with the names and numbers of a life."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kinward.chronicle import inner
from kinward.chronicle.cast import Cast
from kinward.chronicle.language import (
    ACCUSATIVE,
    NOMINATIVE,
    POSSESSIVE,
    REFLEXIVE,
    amount,
    capital,
    hours,
    listed,
    number,
    plural,
    times,
    with_article,
)
from kinward.chronicle.moments import SCENE_GAP, Choice, Moment, day_of
from kinward.chronicle.template import fields_of, render
from kinward.chronicle.wording import (
    DEALS,
    DEATHS,
    DEEDS,
    DIED,
    GRIEFS,
    NEAR,
    NOTES,
    OCCASIONS,
    OPTIONS,
    OPTIONS_AT,
    OVERDUE,
    STAGES,
    UNSEEN,
    as_in_a_band,
    led,
)  # fmt: skip
from kinward.core.clock import DAY

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

# sentences of kinds that read otherwise by what they are about
_BY_WHAT = {
    "deed": {word: past for word, (past, _) in DEEDS.items()}, "dealt": DEALS,
    "course_of_grief": GRIEFS,
}  # fmt: skip
CLOSE = 0.6  # difference of worth below which the next best is told
MOST_ALIKE = 2  # times that a life tells of one near choice before the infected
MOST_NAMED = 5  # people named in one sentence; the rest are counted


class Teller:
    """Renders moments of one life; keeps who has been named (see `Cast`)."""

    def __init__(self, record: Record, cast: Cast, choices: dict[int, Choice]) -> None:
        self.record = record
        self.cast = cast
        self.choices = choices
        self.kinds = {k.name: k for k in record.vocabulary.kinds.values()}
        self.causes: dict[int, Moment] = {}  # deeds and errands that moments speak of, by event
        self.hunted: dict[int, int] = {}  # whom an outing of hunters was after
        self.went_with: dict[int, list[int]] = {}  # who left a band together with the person
        self.homes: list[tuple[int, int]] = []  # since when the person lived where
        self.given: list[tuple[int, int, int]] = []  # promises to the person: from, to, by whom
        self.weighed: set[tuple] = set()  # what weighed most, as far as the life has told it
        self.odds: set[tuple[str, str]] = set()  # choices told to be made against the odds
        self.missed: dict[int, int] = {}  # whom the life has told to be waited for, and when
        self.returns: list[tuple[int, int]] = []  # when who was seen again or kept a promise
        self.went: list[int] = []  # when the person left a band
        self.fell: list[tuple[int, int]] = []  # who was made to lead no longer, and when
        self._instead: dict[tuple, int] = {}  # what was nearly chosen, how often it was told
        self._here: set[tuple] = set()  # the same in this paragraph
        self.broken: int | None = None  # of whom the paragraph told that a promise was broken
        self._place: int | None = None
        self._place_t = 0
        self._hidden: int | None = None  # where the paragraph last hid its person
        self._silent = False  # whether it has said that this was in silence
        self._left: tuple[int, int] | None = None  # the last run told: its number and when it left
        self._sites: float | None = None  # how many places the last run told had to search

    def begin(self) -> None:
        """Begin a paragraph: the person and the place are named again."""
        self.cast.begin()
        self._place = None
        self._hidden, self._silent = None, False
        self.broken = None
        self._here = set()

    def leaves(self, moment: Moment, sites: float | None) -> float | None:
        """Remember that a run is told; how many places it has to search, if that is new."""
        self._left = (moment.k, moment.t)
        new = sites if sites and sites != self._sites else None
        self._sites = sites or self._sites
        return new

    def out_since(self, back: Moment) -> bool:
        """Whether the text has told when the run left that is back now, on the same day."""
        hour = self.record.start_hour
        told = self._left is not None and self._left[0] == back.k
        return bool(told and self._left and day_of(self._left[1], hour) == day_of(back.t, hour))

    def hides(self, moment: Moment) -> tuple[bool, bool]:
        """Whether the paragraph hid them in that place last, and whether silence was told."""
        before = moment.place is not None and moment.place == self._hidden, self._silent
        self._hidden, self._silent = moment.place, True
        return before

    def where(self, moment: Moment) -> str:
        """The place of a moment in words, "" where the text has just named it."""
        if moment.place is None:
            return ""
        again = moment.place == self._place and moment.t - self._place_t < SCENE_GAP
        self._place, self._place_t = moment.place, moment.t
        if again:
            return ""
        me = self.cast.me
        own = moment.mine or moment.object == me.person
        if moment.place == self.home_at(moment.t - 1) and own and not me.turned_by(moment.t - 1):
            return "at home"
        return self.record.place(moment.place)[0]

    def home_at(self, t: int) -> int | None:
        """Where the person lives at a time."""
        moved = [place for since, place in self.homes if since <= t]
        return moved[-1] if moved else self.cast.me.home

    def owes(self, person: int | None, t: int) -> bool:
        """Whether somebody has promised the person to come back and has not, for two days yet."""
        return any(p == person and a < t < b and t - a < 2 * DAY for a, b, p in self.given)

    def pronoun(self, person: int | None) -> str:
        """Him or her."""
        return self.cast.pronoun_of(-1 if person is None else person, ACCUSATIVE)

    def _named_here(self, moment: Moment) -> bool:
        return moment.place == self._place and moment.t - self._place_t < SCENE_GAP

    def template(self, moment: Moment) -> str:
        """The sentence of a moment before it is filled, "" if it has none."""
        words = self._template(moment)
        return as_in_a_band(words) if self.cast.me.band else words

    def _template(self, moment: Moment) -> str:
        kind = self.kinds.get(moment.kind)
        if kind is None:
            return ""
        if moment.kind == "died" and moment.mine:
            return DEATHS.get(moment.what or "", DIED)
        if moment.kind == "read_note" and moment.mine and moment.what in NOTES:
            return NOTES[moment.what]
        words = _BY_WHAT.get(moment.kind)
        if words and moment.what in words:
            return words[moment.what]
        if moment.kind == "stage" and moment.mine:
            return STAGES.get(moment.what or "", "{subject} passed into {what}.")
        return kind.told if moment.mine else kind.told_object

    def tell(self, moments: Sequence[Moment]) -> str:
        """The sentence for moments of one kind that are told at once."""
        first = moments[0]
        if first.kind == "decided" and first.mine:
            return self.decision(moments)
        return self.fill(self.template(first), moments)

    def tell_loss(self, moment: Moment) -> str:
        """The sentence for the death or the turning of somebody, as others tell it."""
        if moment.kind == "died":
            words = DEATHS.get(moment.what or "", DIED)
            return self.fill(as_in_a_band(words) if self.cast.me.band else words, [moment])
        return self.fill(self.kinds[moment.kind].told, [moment])

    def fill(self, template: str, moments: Sequence[Moment]) -> str:
        """Fill a template with moments; lists participants that differ. Capitalised."""
        first = moments[0]
        subjects = _unique(m.subject for m in moments)
        objects = _unique(m.object for m in moments)
        last = 0 if first.kind in UNSEEN else moments[-1].t
        since: dict[int, int] = {}  # who was of sound mind when they took part is named so
        for moment in moments:
            for person in (moment.subject, moment.object):
                since.setdefault(-1 if person is None else person, moment.t)
        leaders = self._leaders(first, subjects)
        used = fields_of(template)
        count = max(len(moments) // max(len(subjects) * len(objects), 1), 1)
        cast = self.cast

        def call(people: list[int], case: int) -> str:
            if not people:
                return cast.call(None, last, case)
            if len(people) == 1:
                return cast.call(people[0], last, case)
            return _several(cast, people, since, case)

        fields: dict[str, Callable[[], str | float | None]] = {
            "subject": lambda: call(subjects, NOMINATIVE),
            "subject:them": lambda: call(subjects, ACCUSATIVE),
            "object": lambda: (
                cast.pronoun_of(subjects[0], REFLEXIVE)
                if subjects and subjects == objects
                else call(objects, ACCUSATIVE)
            ),
            "object:they": lambda: call(objects, NOMINATIVE),
            "subject's": lambda: call(subjects, POSSESSIVE),
            "object's": lambda: (
                cast.pronoun_of(subjects[0], POSSESSIVE) + " own"
                if subjects and subjects == objects
                else call(objects, POSSESSIVE)
            ),
            "he": lambda: _plural(cast, subjects, NOMINATIVE),
            "his": lambda: _plural(cast, subjects, POSSESSIVE),
            "them": lambda: _plural(cast, objects, ACCUSATIVE),
            "their": lambda: _plural(cast, objects, POSSESSIVE),
            "place": lambda: self.where(first),
            "site": lambda: self.record.place(first.place)[1],
            "what": lambda: first.what,
            "a what": lambda: with_article(first.what or "thing"),
            "amount": lambda: amount(sum(m.value or 0 for m in moments), first.what or "thing"),
            "value": lambda: first.value,
            "value2": lambda: first.value2,
            "hours": lambda: hours(first.value or 0.0),
            "count": lambda: number(first.value or 0.0),
            "k": lambda: self._k(first),
            "leader": lambda: call(leaders, ACCUSATIVE) if leaders else None,
            "times": lambda: f" {times(count)}" if count > 1 and "times" in used else "",
        }

        def has(name: str) -> bool:
            if name in ("object", "object's", "object:they", "them", "their"):
                return bool(objects)
            if name in ("subject", "subject's", "subject:them", "he", "his"):
                return bool(subjects)
            if name == "leader":
                return bool(leaders)
            if name == "place":
                return bool(first.place is not None and not self._named_here(first)
                            and self.record.place(first.place)[0])  # fmt: skip
            value = fields[name]()
            return bool(value) if not isinstance(value, float) else value > 0

        return capital(render(template, lambda name: fields[name](), has))

    def _leaders(self, moment: Moment, subjects: list[int]) -> list[int]:
        """Who else decided what the subjects of a moment set out for, if anybody did."""
        cause = self.causes.get(-1 if moment.cause is None else moment.cause)
        if moment.kind != "set_out" or cause is None or cause.kind != "decided":
            return []
        return [] if cause.subject is None or cause.subject in subjects else [cause.subject]

    def _k(self, moment: Moment) -> str:
        if self.kinds[moment.kind].k == "group":
            return self.cast.groups.get(moment.k, f"group {moment.k}")
        if self.kinds[moment.kind].k == "person":
            who = self.cast.people.get(moment.k)
            return who.name if who is not None else "somebody"
        return str(moment.k)

    def decision(self, moments: Sequence[Moment]) -> str:
        """What was decided, in the order of the choices, and what was nearly chosen instead."""
        choices = [self.choices.get(m.event) for m in moments]
        options: dict[tuple[str, int | None], tuple[Moment, Choice | None]] = {}
        for moment, choice in zip(moments, choices):
            name = choice.name if choice else (moment.what or "stay")
            target = self._target(choice.target if choice else moment.object, moment.t)
            options.setdefault((name, target), (moment, choice))
        occasion = choices[0].occasion if choices[0] else ""
        lead = OCCASIONS.get(occasion, "")
        street = moments[0].place is not None and self.record.place(moments[0].place)[0]
        if occasion == NEAR and street and street.startswith("on "):
            lead = f"{lead} {self.where(moments[0])}".rstrip()
        first = choices[0]
        target = first.target if first else None
        text = led(lead, self.fill("{subject}", [moments[0]]))
        named = False
        if first is not None:  # inner turns are told with the outer ones
            plain = self.cast.me.given if text.endswith(self.cast.me.given) else self.cast.pronoun()
            begun, named = inner.missed(first, moments[0].t, self, plain)
            text = begun or text
        said = dict.fromkeys(
            self.option(n, w, m.t, named and w == target, c.occasion if c else "")
            for (n, w), (m, c) in options.items()
        )
        text += " chose to " + ", then to ".join(list(said)[:4])
        moment, choice = next(iter(options.values()))
        if len(said) == 1 and choice is not None:
            words = next(iter(said))
            who = self.cast.people.get(choice.target) if choice.target is not None else None
            named = named or (who is not None and who.given in words)
            text += self.instead(choice, moment, named, words)
            nothing = self._came_to_nothing(choice, moment)
            text += nothing + (inner.weighed(choice, self) if nothing else
                               inner.moved(choice, moment.t, named, self))  # fmt: skip
        return text + "."

    def _came_to_nothing(self, choice: Choice, moment: Moment) -> str:
        """What did not follow within a day from a choice that the log would tell the deed of."""
        until = moment.t + DAY
        if choice.name == "leave the group" and self.cast.me.band:
            gone = any(moment.t <= t <= until for t in self.went)
            return "" if gone else ", but did not go"
        if choice.name == "depose the leader" and choice.target is not None:
            fell = any(p == choice.target and moment.t <= t <= until for p, t in self.fell)
            return "" if fell else ", but nothing came of it"
        return ""

    def is_close(self, choice: Choice) -> bool:
        """Whether something else was nearly chosen."""
        near = bool(choice.next_name) and 0 <= choice.worth - choice.next_worth < CLOSE
        return near and choice.next_name != choice.name

    def instead(self, choice: Choice, moment: Moment, named: bool, said: str = "") -> str:
        """The second best option, where it was close: once in a paragraph, and of what is done
        in a moment of danger a few times in a life.

        Args:
            named: whether the sentence has named the target, so that a pronoun will do.
            said: the words of what was chosen.
        """
        key = (choice.occasion, choice.name, choice.next_name)
        often = choice.occasion == NEAR and self._instead.get(key, 0) >= MOST_ALIKE
        if not self.is_close(choice) or key in self._here or often:
            return ""
        self._here.add(key)
        self._instead[key] = self._instead.get(key, 0) + 1
        target = self._target(choice.next_target, moment.t)
        same = named and target is not None and target == self._target(choice.target, moment.t)
        other = self.option(choice.next_name, target, moment.t, same, choice.occasion)
        if "the bite" in said:
            other = other.replace("the bite", "it")
        return f" rather than {other}"

    def _target(self, person: int | None, t: int) -> int | None:
        """Whom a decision was about, leaving out oneself and the nameless infected."""
        if person is None or person == self.cast.focus:
            return None
        nameless = self.cast.is_infected(person, t - 1) and not self.cast.relation(person)
        return None if nameless else person

    def option(
        self, name: str, target: int | None, t: int, pronoun: bool = False, occasion: str = ""
    ) -> str:
        """An option in words: "fetch her son Taro"."""
        if name == "leave the group" and not self.cast.me.band:
            return "leave the zone"
        template = OPTIONS_AT.get((occasion, name), OPTIONS.get(name, name))
        template = as_in_a_band(template) if self.cast.me.band else template
        template = template.replace("{himself}", self.cast.pronoun(REFLEXIVE))
        known = target is not None
        case = {"object": ACCUSATIVE, "object's": POSSESSIVE}

        def call(field: str) -> str:
            if pronoun and target is not None:
                return self.cast.pronoun_of(target, case[field])
            return self.cast.call(target, 0 if occasion == OVERDUE else t, case[field])

        return render(
            template if known else template.replace("{object's}", "the"),
            call,
            lambda field: known,
        )


def _unique(people) -> list[int]:
    return list(dict.fromkeys(p for p in people if p is not None))


def _several(cast: Cast, people: list[int], t: dict[int, int], case: int) -> str:
    """Names in a list: ties of one kind together, untied infected only counted."""
    infected = [p for p in people if cast.is_infected(p, t[p] - 1) and not cast.relation(p)]
    people = [p for p in people if p not in infected]
    left = max(0, len(people) + bool(infected) - MOST_NAMED)
    left = left + 1 if left else 0  # "and one other" would be as long as a name
    groups: dict[str, list[int]] = {}
    for person in people[: len(people) - left]:
        new = person not in cast.mentioned and not cast.is_infected(person, t[person] - 1)
        relation = cast.title(person) if new and person != cast.focus else ""
        groups.setdefault(relation or f"#{person}", []).append(person)
    names = []
    for relation, members in groups.items():
        called = [cast.call(p, t[p], case) for p in members]
        if len(members) > 1:
            lead = f"{cast.pronoun(POSSESSIVE)} {relation} "
            bare = listed([name.removeprefix(lead) for name in called])
            called = [f"{cast.pronoun(POSSESSIVE)} {plural(relation)} {bare}"]
        names += called
    if left:
        names.append(f"{number(left)} others")
    if infected:
        names.append(f"{len(infected)} of the infected" if len(infected) > 1 else "one of them")
    cast.subject_is(None)
    return listed(names, MOST_NAMED + 1)


def _plural(cast: Cast, people: list[int], case: int) -> str:
    if len(people) == 1:
        return cast.pronoun_of(people[0], case)
    return ("they", "them", "their", "themselves")[case]
