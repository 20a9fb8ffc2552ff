"""Fills the sentences of the vocabulary with the names and numbers of a life."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

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
    times,
    with_article,
)
from kinward.chronicle.moments import SCENE_GAP, Choice, Moment
from kinward.chronicle.template import fields_of, render

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

# how each option of a decision is told; a target is the {object}
OPTIONS = {
    "stay": "stay[ with {object}]", "hide silently": "hide and keep silent", "flee": "run",
    "go home": "make for home", "fetch": "fetch {object}", "wait for": "wait for {object}",
    "search for": "look for {object}", "obey": "do as told", "help": "help {object}",
    "pass by": "pass {object} by", "fight": "fight", "hold fire": "hold fire",
    "treat": "dress {object's} wounds", "report a bite": "report the bite",
    "hide a bite": "tell nobody of the bite", "obey the protocol": "obey the protocol",
    "wait it out together": "wait it out[ together with {object}]",
    "shelter": "hide {object} from the search", "volunteer": "volunteer", "decline": "decline",
    "carry": "carry {object}", "leave behind": "leave {object} behind",
    "go for a keepsake": "go back for a keepsake", "give up": "give up",
    "follow": "follow {object}", "turn back": "turn back[ for {object}]",
}  # fmt: skip
OCCASIONS = {
    "the infected were near": "with the infected near",
    "somebody cried for help": "hearing a cry for help",
    "a bite of their own": "bitten",
    "somebody close was bitten": "knowing of the bite",
    "somebody did not come back": "waiting in vain",
    "a call for volunteers": "asked to volunteer",
    "a companion was hurt": "with a companion hurt",
    "an alarm": "at the alarm",
    "the gate": "at the gate",
    "the change began": "as the change began",
    "a death": "in grief",
    "it had become quiet": "once it was quiet",
}
_DEATHS = {
    "wounds": "{subject} died of {his} wounds[ {place}][, at the hands of {object}].",
    "loss of blood": "{subject} bled to death[ {place}].",
    "a shot": "{subject} was shot dead[ by {object}][ {place}].",
    "a blade": "{subject} was killed with a blade[ by {object}][ {place}].",
    "a fall": "{subject} fell to {his} death[ {place}].",
    "their own hand": "{subject} died by {his} own hand[ {place}].",
    "the protocol": "{subject} was put to death under the protocol[ by {object}][ {place}].",
    "hunger": "{subject} starved[ {place}].",
    "illness": "{subject} died of an illness[ {place}].",
    "fire": "{subject} died in a fire[ {place}].",
}
_DIED = "{subject} died[ of {what}][ {place}]."
_STAGES = {
    "well": "{subject} was well again.",
    "incubating": "The Rage took hold in {subject:them}, unseen.",
    "Stage One": "{subject} began to change: {his} heart raced, and {he} raged at everyone.",
    "Stage Two": "The Rage had {subject:them} wholly.",
    "Stage Three": "The fungus grew over {subject's} face.",
    "immune": "The Rage found no hold in {subject:them}.",
}


class Teller:
    """Renders moments of one life; keeps who has been named (see `Cast`)."""

    def __init__(self, record: Record, cast: Cast, choices: dict[int, Choice]) -> None:
        self.record = record
        self.cast = cast
        self.choices = choices
        self.kinds = {k.name: k for k in record.vocabulary.kinds.values()}
        self._place: int | None = None
        self._place_t = 0

    def begin(self) -> None:
        """Begin a paragraph: the person and the place are named again."""
        self.cast.begin()
        self._place = None

    def where(self, moment: Moment) -> str:
        """The place of a moment in words, "" where the text has just named it."""
        if moment.place is None:
            return ""
        again = moment.place == self._place and moment.t - self._place_t < SCENE_GAP
        self._place, self._place_t = moment.place, moment.t
        return "" if again else self.record.place(moment.place)[0]

    def _named_here(self, moment: Moment) -> bool:
        return moment.place == self._place and moment.t - self._place_t < SCENE_GAP

    def template(self, moment: Moment) -> str:
        """The sentence of a moment before it is filled, "" if it has none."""
        kind = self.kinds.get(moment.kind)
        if kind is None:
            return ""
        if moment.kind == "died" and moment.mine:
            return _DEATHS.get(moment.what or "", _DIED)
        if moment.kind == "stage" and moment.mine:
            return _STAGES.get(moment.what or "", "{subject} passed into {what}.")
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
            return self.fill(_DEATHS.get(moment.what or "", _DIED), [moment])
        return self.fill(self.kinds[moment.kind].told, [moment])

    def fill(self, template: str, moments: Sequence[Moment]) -> str:
        """Fill a template with moments; lists participants that differ. Capitalised."""
        first = moments[0]
        subjects = _unique(m.subject for m in moments)
        objects = _unique(m.object for m in moments)
        last = moments[-1].t
        used = fields_of(template)
        count = max(len(moments) // max(len(subjects) * len(objects), 1), 1)
        cast = self.cast

        def call(people: list[int], case: int) -> str:
            if not people:
                return cast.call(None, last, case)
            if len(people) == 1:
                return cast.call(people[0], last, case)
            return _several(cast, people, last, case)

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
            "times": lambda: f" {times(count)}" if count > 1 and "times" in used else "",
        }

        def has(name: str) -> bool:
            if name in ("object", "object's", "object:they", "them", "their"):
                return bool(objects)
            if name in ("subject", "subject's", "subject:them", "he", "his"):
                return bool(subjects)
            if name == "place":
                return bool(first.place is not None and not self._named_here(first)
                            and self.record.place(first.place)[0])  # fmt: skip
            value = fields[name]()
            return bool(value) if not isinstance(value, float) else value > 0

        return capital(render(template, lambda name: fields[name](), has))

    def _k(self, moment: Moment) -> str:
        if self.kinds[moment.kind].k == "group":
            return self.cast.groups.get(moment.k, f"group {moment.k}")
        return str(moment.k)

    def decision(self, moments: Sequence[Moment]) -> str:
        """What was decided, and what was nearly decided instead."""
        moment = moments[-1]
        choice = self.choices.get(moment.event)
        name = choice.name if choice else (moment.what or "stay")
        target = choice.target if choice else moment.object
        lead = OCCASIONS.get(choice.occasion, "") if choice else ""
        text = self.fill("{subject}", [moment]) if not lead else ""
        who = self.fill("{subject}", [moment]) if lead else ""
        if lead:
            named = who.split(" ")[0] == self.cast.me.given
            text = f"{capital(lead)}, {who if named else who[0].lower() + who[1:]}"
        text += " chose to " + self.option(name, target, moment.t)
        if choice and choice.next_name and 0 <= choice.worth - choice.next_worth < 0.6:
            same = choice.next_name == name
            other = self.option(choice.next_name, choice.next_target, moment.t)
            if "the bite" in text:
                other = other.replace("the bite", "it")
            if not same:
                text += f" rather than {other}"
        return text + "."

    def option(self, name: str, target: int | None, t: int) -> str:
        """An option in words: "fetch her son Taro"."""
        template = OPTIONS.get(name, name)
        if target is not None and target == self.cast.focus:
            target = None
        known = target is not None
        case = {"object": ACCUSATIVE, "object's": POSSESSIVE}
        return render(
            template if known else template.replace("{object's}", "the"),
            lambda field: self.cast.call(target, t, case[field]),
            lambda field: known,
        )


def _unique(people) -> list[int]:
    return list(dict.fromkeys(p for p in people if p is not None))


def _several(cast: Cast, people: list[int], t: int, case: int) -> str:
    infected = [p for p in people if cast.is_infected(p, t - 1) and not cast.relation(p)]
    names = [cast.call(p, t, case) for p in people if p not in infected]
    if infected:
        names.append(f"{len(infected)} of the infected" if len(infected) > 1 else "one of them")
    cast.subject_is(None)
    return listed(names)


def _plural(cast: Cast, people: list[int], case: int) -> str:
    if len(people) == 1:
        return cast.pronoun_of(people[0], case)
    return ("they", "them", "their", "themselves")[case]
