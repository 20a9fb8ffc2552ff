"""What moved somebody to a choice, in plain words: what weighed most, what spoke against it, and
what they believed. Only what the record of the decision holds, and each turn once in a life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinward.chronicle.language import ACCUSATIVE, NOMINATIVE, capital, hours
from kinward.chronicle.wording import NEAR, OVERDUE

if TYPE_CHECKING:
    from kinward.chronicle.cast import Cast
    from kinward.chronicle.moments import Choice
    from kinward.chronicle.teller import Teller

WEIGHS = 0.8  # difference of worth from which a part is told (odds of 2.2 to 1; assumed)
KNOWN = 0.3  # strength of a tie below which it is pity that moves one to help (assumed)
AGAINST = 0.3  # by how much more has to speak for something else (odds of 1.35 to 1; assumed)
LIKELY = ((0.9, "did not doubt"), (0.6, "thought it likely"), (0.3, "did not know"),
          (0.05, "hardly believed"), (-1.0, "no longer believed"))  # fmt: skip
_CRY, _LED, _GOES = "somebody cried for help", "how they were led", "a friend was leaving"
_SENT, _STORES, _MET = "an order to go out", "hunger beside the stores", "strangers met"
_BITE, _CLOSE, _CHANGE = "a bite of their own", "somebody close was bitten", "the change began"
_ORDER, _DEATH, _ASKED = ("an order to carry out the protocol", "a death",
                          "somebody asked to be taken in")  # fmt: skip
_TALK, _GUEST, _VOUCH = ("a talk with strangers", "a place among others",
                         "somebody needed a word for them")  # fmt: skip
_HURT, _CALL = "a companion was hurt", "a call for volunteers"
HOUSE = "how little a house counted"  # beside who may be in it
_DANGER = frozenset(("a danger showed", "not everybody was there"))
# what goes without saying as a reason
_EVIDENT = frozenset(((NEAR, "risk"), (NEAR, "feeling"), ("a wound of their own", "risk")))
# what each part of a worth is, by the occasion
_PARTS = {
    "risk": "the danger", "bond": "what bound {him} to {whom}",
    "dependants": "the care for those with {him}", "duty": "duty",
    "others": "what the others did", "burden": "the burden", "feeling": "what {he} felt",
    "memory": "what {he} remembered",
}  # fmt: skip
_AT = {
    (NEAR, "feeling"): "fear or anger", (NEAR, "duty"): "the duty {he} had",
    (NEAR, "others"): "that others ran",
    (_CRY, "feeling"): "fear", (_CRY, "memory"): "the thought of those {he} had passed by before",
    (_LED, "feeling"): "the grievance {he} had", (_LED, "bond"): "the ties {he} had there",
    (_LED, "duty"): "the belief that {whom} led with right",
    (_LED, "others"): "that others stood up",
    (_LED, "memory"): "having left a band before",
    (_GOES, "feeling"): "the grievance {he} had {himself}",
    (_GOES, "duty"): "what {he} owed the one who led",
    (_SENT, "burden"): "that all lived on what was brought in", (_SENT, "feeling"): "fear or grief",
    (_SENT, "bond"): "worry about those at home",
    (_STORES, "burden"): "hunger", (_STORES, "dependants"): "a hungry child",
    (_MET, "duty"): "the rule of {his} own about strangers", (_MET, "feeling"): "fear or anger",
    (_MET, "burden"): "want", (_MET, "others"): "having no roof",
    (_MET, "memory"): "the thought of those {he} had passed by before",
    (_ASKED, "duty"): "the rule about strangers and the word given for them",
    (_ASKED, "burden"): "what was in the stores", (_ASKED, "feeling"): "fear for {his} own",
    (_ASKED, "others"): "what was known of them", (_ASKED, "bond"): "pity",
    (_TALK, "others"): "who had a roof and who had none", (_TALK, "burden"): "want",
    (_TALK, "duty"): "the rule of {his} own about strangers",
    (_VOUCH, "bond"): "trust in them",
    (_GUEST, "bond"): "the ties {he} had there", (_GUEST, "feeling"): "grief",
    (_BITE, "bond"): "the thought of those at home", (_BITE, "risk"): "{his} own life",
    (_BITE, "feeling"): "fear, love or grief",
    (_CHANGE, "bond"): "the thought of those at home", (_CHANGE, "risk"): "{his} own life",
    (_CHANGE, "feeling"): "fear, love or grief",
    (_CLOSE, "risk"): "the danger of keeping it quiet",
    (_ORDER, "risk"): "the danger of disobeying",
    (_CLOSE, "feeling"): "love, or dread of the deed",
    (_ORDER, "feeling"): "love, or dread of the deed",
    (_DEATH, "feeling"): "grief", (OVERDUE, "feeling"): "grief",
    (OVERDUE, "risk"): "the danger out there", (OVERDUE, "dependants"): "those at home",
    (_CALL, "risk"): "the danger out there",
    (_CALL, "memory"): "the thought of those {he} had passed by before",
    (_HURT, "burden"): "the weight to carry",
    ("a stair full of smoke", "bond"): "those in the room with {him}",
}  # fmt: skip
# over a bite the feeling is that of the option
_FEELINGS = {
    "obey the protocol": "grief", "hide a bite": "fear", "go home": "love", "shelter": "love",
    "wait it out together": "love", "decline": "dread of the deed",
    "report a bite": "dread of the deed",
}  # fmt: skip
# occasions at which people meet a face they may not know: pity, where there is no tie
_STRANGERS = frozenset((_CRY, _MET, _TALK, _HURT))
# options that are about everybody there and not about their target
_OF_ALL = frozenset(("refuse to follow",))


def gains(choice: Choice) -> dict[str, float]:
    """By how much each part of the worth speaks for what was chosen against the next best."""
    parts = choice.parts.keys() | choice.next_parts.keys()
    return {p: choice.parts.get(p, 0.0) - choice.next_parts.get(p, 0.0) for p in sorted(parts)}


def weighed(choice: Choice, teller: Teller) -> str:
    """A clause for what weighed most and what spoke against it; "" where nothing stands out, or
    where this life has told the like."""
    gain = gains(choice)
    if not gain or choice.next_name in ("", choice.name):
        return ""
    top, low = max(gain, key=lambda p: gain[p]), min(gain, key=lambda p: gain[p])
    said = gain[top] >= WEIGHS and (choice.occasion, top) not in _EVIDENT
    reason = _part(choice, top, teller) if said else ""
    against = _part(choice, low, teller) if gain[low] <= -WEIGHS else ""
    seen = {(choice.occasion, top)} | ({(top, choice.target)} if top == "bond" else set())
    if not reason or seen & teller.weighed:
        return ""
    if choice.occasion == NEAR and not against and top != "bond":
        return ""
    teller.weighed |= seen
    against = "" if against == reason else against
    if choice.worth < choice.next_worth:  # chosen all the same
        return f"; {reason} spoke for it, and {against} against it" if against else ""
    return f"; {reason} weighed more than {against}" if against else f"; {reason} weighed most"


def moved(choice: Choice, t: int, named: bool, teller: Teller) -> str:
    """What weighed most, or else that more spoke for something else.

    Args:
        named: whether the sentence has named the target of the choice.
    """
    return weighed(choice, teller) or against_odds(choice, t, named, teller)


def burden(occasion: str, options: tuple[str, str]) -> str:
    """What the part "burden" is between two options; "" where it has no name of its own.

    In a danger (mind/gather_worth.py): the usual day of who stays, the bare house of who goes home.
    """
    if occasion in _DANGER and "stay" in options:
        return "going on as usual"
    if occasion in _DANGER and "go home" in options:
        return HOUSE
    return ""


def _part(choice: Choice, part: str, teller: Teller) -> str:
    """A part of a worth in words."""
    cast = teller.cast
    words = _AT.get((choice.occasion, part), _PARTS.get(part, ""))
    if part == "burden":
        words = burden(choice.occasion, (choice.name, choice.next_name)) or words
        words = "" if words == HOUSE else words  # no reason for anything, but one fewer
    if part == "feeling" and choice.occasion in (_BITE, _CHANGE, _CLOSE, _ORDER):
        words = _FEELINGS.get(choice.name, words)
    target = choice.target if choice.target is not None else choice.next_target
    if part == "bond" and choice.occasion == _GOES and choice.name in _OF_ALL:
        words = "the ties {he} had there"
    tied = target is not None and target != cast.focus and cast.strength(target) >= KNOWN
    if words == _PARTS["bond"] and not tied:
        words = "pity" if choice.occasion in _STRANGERS else ""
    if "{whom}" in words and (target is None or target not in cast.people):
        return ""
    he, him, his, himself = (cast.pronoun(case) for case in range(4))
    return words.format(he=he, him=him, his=his, himself=himself, whom=_whom(choice, target, cast))


def _whom(choice: Choice, target: int | None, cast: Cast) -> str:
    """The one whom a part is about: by a pronoun where it can be nobody else."""
    who = cast.people.get(target) if target is not None else None
    if who is None:
        return ""
    plain = choice.target == target and who.female != cast.me.female
    plain = plain and choice.occasion != _LED
    return cast.pronoun_of(who.person, ACCUSATIVE) if plain else who.given


def believed(choice: Choice, t: int, teller: Teller) -> str:
    """What somebody knew and believed of one who was not there: "had last known of her eleven
    hours before, thought it likely that she lived"; "" where that is not on record."""
    since, alive, target = choice.since, choice.alive, choice.target
    if since is None or alive is None or target is None or since < 1.0:
        return ""
    cast = teller.cast
    them, they = cast.pronoun_of(target, ACCUSATIVE), cast.pronoun_of(target, NOMINATIVE)
    word = next(words for least, words in LIKELY if alive >= least)
    link = "whether" if word == "did not know" else "that"
    return f"had last known of {them} {hours(since)} before, {word} {link} {they} lived"


def against_odds(choice: Choice, t: int, named: bool, teller: Teller) -> str:
    """That more spoke for something else, where it did; not of what is done in a moment of danger.

    "though more spoke for refusing"."""
    gap = choice.next_worth - choice.worth
    if choice.occasion == NEAR or not AGAINST < gap < 50 or choice.next_name in ("", choice.name):
        return ""
    if (choice.occasion, choice.name) in teller.odds:
        return ""
    teller.odds.add((choice.occasion, choice.name))
    target, same = choice.next_target, named and choice.next_target == choice.target
    words = teller.option(choice.next_name, target, t, same, choice.occasion)
    return f", though more spoke for {gerund(words)}"


_DOUBLED = frozenset(("run", "rob", "put", "let", "set", "get", "stop", "go on"))


def gerund(words: str) -> str:
    """The words of an option as a noun: "hiding and keeping silent"."""
    return " and ".join(_ing(part) for part in words.split(" and "))


def _ing(words: str) -> str:
    verb, space, rest = words.partition(" ")
    if verb in _DOUBLED:
        verb += verb[-1]
    elif verb.endswith("ie"):
        verb = verb[:-2] + "y"
    elif verb.endswith("e") and not verb.endswith(("ee", "ye")):
        verb = verb[:-1]
    return f"{verb}ing{space}{rest}"


def missed(choice: Choice, t: int, teller: Teller, subject: str) -> tuple[str, bool]:
    """How the sentence begins in which somebody decides about one who has not come back, and
    whether they are named in it. "" where a life has no more to say than the occasion.

    The first time with a broken promise and what is believed; later that they are still away.
    """
    cast, target = teller.cast, choice.target
    if choice.occasion != OVERDUE or target is None or target not in cast.people:
        return "", False
    since = teller.missed.get(target)
    again = since is not None and not any(p == target and since < r <= t
                                          for r, p in teller.returns)  # fmt: skip
    same = cast.people[target].female == cast.me.female
    me = cast.me.given if same else cast.pronoun()
    teller.missed[target] = t
    owed = teller.owes(target, t)
    beliefs = believed(choice, t, teller)
    if again:
        name = capital(cast.call(target, 0))
        cast.subject_is(cast.focus)
        return f"{name} was still not back; {me}", True
    if owed and teller.broken == target:
        return f"{capital(subject)} {beliefs}, and" if beliefs else capital(subject), bool(beliefs)
    if owed:
        text = f"{capital(cast.call(target, 0))} had promised to come back and had not; "
        cast.subject_is(cast.focus)
        text += me
        return f"{text} {beliefs}, and" if beliefs else text, True
    if beliefs:
        name = capital(cast.call(target, 0))
        cast.subject_is(cast.focus)
        return f"{name} had not come back; {me} {beliefs}, and", True
    return "", False
