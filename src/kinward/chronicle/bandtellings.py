"""How lines of a band's life are told: promises, tales, errands, meetings, partings, leading."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kinward.chronicle import inner
from kinward.chronicle.language import (
    ACCUSATIVE,
    NOMINATIVE,
    amount,
    capital,
    hours,
    listed,
    number,
    times,
)  # fmt: skip
from kinward.chronicle.moments import Moment
from kinward.chronicle.sifting import CLOSER, STANDS_AGAINST, Trifles, deed_of
from kinward.chronicle.teller import Teller
from kinward.chronicle.tellings import mourning
from kinward.chronicle.wording import DEEDS, ERRANDS, PROMISES

# choices on meeting strangers that say themselves how it went
_SHOWN = frozenset((
    ("keep out of their way", "kept out of each other's way"), ("threaten", "were told to go"),
    ("rob", "were robbed"), ("attack", "fought"), ("talk", "talked"),
))  # fmt: skip
AGAIN = 4  # kinds of things done over and over that are summed up at most
Telling = Callable[[list[Moment], Teller], str]


def _mine(moments: Sequence[Moment], teller: Teller) -> str:
    """The person, as the subject of a sentence, whoever acts in the event."""
    cast = teller.cast
    return capital(cast.call(cast.focus, moments[0].t))


def _where(moment: Moment, teller: Teller) -> str:
    phrase = teller.where(moment)
    return f" {phrase}" if phrase else ""


def _promised(moments: list[Moment], teller: Teller) -> str:
    """A promise and what came of it."""
    first = next((m for m in moments if m.kind == "promised"), moments[0])
    to_do = PROMISES.get(first.what or "", first.what or "keep it")
    kept = any(m.kind == "kept_word" for m in moments)
    if any(m.kind == "broke_word" for m in moments):
        teller.broken = first.subject
        verb = "and was not there by dusk" if first.what == "come back" else "and did not"
        return teller.fill(f"{{subject}} had promised {{object}} to {to_do}, {verb}.", [first])
    if kept and first.kind == "promised":
        return teller.fill(f"{{subject}} promised {{object}} to {to_do}, and did.", [first])
    if kept:
        return teller.fill(f"{{subject}} had promised {{object}} to {to_do}, and did.", [first])
    return teller.fill(f"{{subject}} promised {{object}} to {to_do}.", [first])


def clause(
    deed: Moment, teller: Teller, teller_of: int | None = None, several: bool = False
) -> str:
    """A deed as something that had been done: "Rory had left her behind"."""
    cast = teller.cast
    words = DEEDS.get(deed.what or "")
    perfect = words[1] if words else "{subject} had done something to {object}"

    def call(person: int | None, case: int) -> str:
        if person == cast.focus:
            return cast.pronoun(case)
        if person is not None and person == teller_of:
            return cast.pronoun_of(person, case)
        return cast.call(person, deed.t, case)

    subject = "they" if several else call(deed.subject, NOMINATIVE)
    one = cast.pronoun_of(-1 if deed.subject is None else deed.subject, 3)
    other = one if deed.object == deed.subject else call(deed.object, ACCUSATIVE)
    return perfect.format(subject=subject, object=other)


def _tale(moments: list[Moment], teller: Teller) -> str:
    """That somebody told somebody of a deed."""
    first = moments[0]
    head = teller.fill("{subject} told {object}", [first])
    deed = deed_of(first, teller.causes)
    if deed is None:
        return f"{head} of what had been done."
    return f"{head} that {clause(deed, teller, first.subject)}."


def _trust(moments: list[Moment], teller: Teller) -> str:
    """That trust moved, and for what."""
    change = sum(m.value2 or 0.0 for m in moments)
    word = "more" if change > 0 else "less"
    much = "much " if abs(change) > 0.5 * len(moments) else ""
    text = teller.fill(f"{{subject}} trusted {{object}} {much}{word} than before", moments)
    deeds = [deed_of(m, teller.causes) for m in moments]
    deed = deeds[0]
    if deed is None or any(d is None or d.subject != m.object for d, m in zip(deeds, moments)):
        return text + "."
    text += f", because {clause(deed, teller, moments[0].object, several=len(moments) > 1)}."
    teller.cast.subject_is(None)
    return text


def _errand(moments: list[Moment], teller: Teller) -> str:
    """Going out on an errand, the return, and what was brought."""
    left = next((m for m in moments if m.kind == "sent_out"), None)
    back = next((m for m in moments if m.kind == "came_home"), None)
    brought: dict[str, float] = {}
    kind = "stored" if any(m.kind == "stored" for m in moments) else "foraged"
    for moment in moments:
        if moment.kind == kind and moment.what:
            brought[moment.what] = brought.get(moment.what, 0.0) + (moment.value or 0.0)
    things = listed([amount(v, item) for item, v in brought.items() if v > 0])
    if left is None:
        if back is None:
            verb = "brought" if kind == "stored" else "took"
            what = things or "nothing"
            site = f" from {teller.record.place(moments[0].place)[1]}" if verb == "took" else ""
            return f"{_mine(moments, teller)} {verb} {what}{site or ' to the stores'}."
        text = f"{_mine(moments, teller)} was back after {hours(back.value or 0.0)}"
        return f"{text}, with {things}." if things else text + "."
    text = teller.fill("{subject} went out[ with {object}]", [left]) + f" to {_to(left, teller)}"
    if back is not None:
        text += f", and was back after {hours(back.value or 0.0)}"
        text += f" with {things}" if things else ""
    return text + "."


def _to(left: Moment, teller: Teller) -> str:
    """What an errand was for."""
    hunted = teller.hunted.get(left.k)
    if left.what == "hunt people" and hunted is not None:
        return f"hunt down {teller.cast.call(hunted, left.t, ACCUSATIVE)}"
    return ERRANDS.get(left.what or "", left.what or "see to something")


def _meeting(moments: list[Moment], teller: Teller) -> str:
    """Coming upon strangers, and how it went."""
    met = next((m for m in moments if m.kind == "met_strangers"), None)
    dealt = next((m for m in moments if m.kind == "dealt"), None)
    if met is None:
        return teller.tell([m for m in moments if m.kind == "dealt"])
    other = teller.cast
    text = f"{_mine(moments, teller)} came upon {other.call(met.other, met.t, ACCUSATIVE)}"
    text += _where(met, teller)
    if dealt is None:
        return text + "."
    outcome = dealt.what or ""
    own = dealt.mine
    how = {
        "talked": "and they talked",
        "kept out of each other's way": "and they kept out of each other's way",
        "were told to go": "and was told to go" if own else "and told them to go",
        "were robbed": "and was robbed" if own else "and robbed them",
        "fought": "and set upon them" if own else "and was set upon",
    }.get(outcome, f"and they {outcome}")
    chose = next((m for m in moments if m.kind == "decided" and m.mine), None)
    choice = teller.choices.get(chose.event) if chose is not None else None
    if chose is not None and choice is not None and teller.is_close(choice):
        said = teller.option(choice.name, choice.target, chose.t, True, choice.occasion)
        text += f" and chose to {said}{teller.instead(choice, chose, True, said)}"
        text += inner.weighed(choice, teller)
        how = "" if (choice.name, outcome) in _SHOWN else how
    comma = "," if how.startswith("and they") or " chose to " in text else ""
    return f"{text}{comma} {how}." if how else text + "."


def _traded(moments: list[Moment], teller: Teller) -> str:
    """How a bargain ended: what went either way and at what price, or why nothing did."""
    last = moments[-1]
    cast, mine = teller.cast, last.mine
    by_kind = {m.kind: m for m in moments}
    gave, got = by_kind.get("gave_in_trade"), by_kind.get("got_in_trade")
    end = by_kind.get("bargained")
    how = end.what if end is not None else ""
    if gave is None or got is None:
        cast.subject_is(None)
        return _NO_DEAL.get(how or "", "Nothing came of it.")
    things = [amount(m.value or 0.0, m.what or "thing") for m in (gave, got)]
    there, back = things if mine else things[::-1]
    text = f"{_mine(moments, teller)} gave {cast.call(last.other, last.t, ACCUSATIVE)} {there}"
    text += f" and got {back}"
    pressed = "a hard price that the traders set" if mine else "a hard price that the hosts set"
    if how == pressed:
        text += ", and knew it was little to give"
    elif (how or "").startswith("a hard price"):
        text += ", and knew it was little"
    cast.subject_is(None)
    return text + "."


_NO_DEAL = {
    "no agreement": "They came to no agreement.",
    "robbery": "It ended in robbery.",
    "nothing that both wanted": "There was nothing that both wanted.",
    "nobody heard them": "There was nobody to hear them at the door.",
}


def _leaving(moments: list[Moment], teller: Teller) -> str:
    """Leaving a band, and who went along."""
    left = next((m for m in moments if m.kind == "left_group"), None)
    if left is None:
        return teller.tell(moments[:1])
    cast = teller.cast
    led = left.object is not None and left.object != left.subject
    group = cast.groups.get(left.k, "the band")
    text = f"{_mine(moments, teller)} left {group}"
    text += f", whom {cast.call(left.object, left.t)} led" if led else ""
    others = teller.went_with.get(left.event, [])
    if not others:
        return text + (", and went alone." if led else " and went alone.")
    names = listed([cast.call(p, left.t) for p in others])
    founded = any(m.kind == "group_formed" for m in moments)
    cast.subject_is(None)
    if founded:
        return f"{text}, and {names} went along."
    return f"{text}, together with {names}."


def _friends(moments: list[Moment], teller: Teller) -> str:
    """Becoming friends: who becomes one is not called one yet."""
    teller.cast.mentioned |= {p for m in moments for p in (m.subject, m.object) if p is not None}
    return teller.tell(moments)


def _split(moments: list[Moment], teller: Teller) -> str:
    """A band that broke: who went, besides the one whom they followed."""
    first = moments[0]
    who, others = teller.cast.call(first.subject or 0, first.t), round(first.value or 1.0) - 1
    if others < 1:
        return f"{capital(who)} broke with the band, and went alone."
    teller.cast.subject_is(None)
    return f"The band broke in two: {number(others)} went with {who}."


def _leads(moments: list[Moment], teller: Teller) -> str:
    """Coming to lead, after whom."""
    first = moments[0]
    cast = teller.cast
    if not first.mine:
        return teller.fill("{subject} led in {object's} place.", [first])
    text = f"{_mine(moments, teller)} came to lead {cast.groups.get(first.k, 'the band')}"
    before = cast.people.get(first.object) if first.object is not None else None
    if before is None:
        return text + "."
    name = before.name if before.turned_by(first.t) else cast.call(first.object, first.t, 1)
    return f"{text}, after {name}."


def _learned(moments: list[Moment], teller: Teller) -> str:
    """The news of who was lost; who lived all the same was only believed lost."""
    people = list(dict.fromkeys(
        m.object for m in moments if m.object is not None and m.kind == "learned_death"
    ))  # fmt: skip
    if not moments[0].mine:
        people = [teller.cast.focus]
    verb = "was" if len(people) < 2 else "were"
    known = "learned" if len(people) < 2 else "had by then learned"
    if people and all(_lives(p, moments[0].t, teller) for p in people):
        known = "came to believe" if len(people) < 2 else "had by then come to believe"
    news = [m for m in moments if m.kind == "learned_death"]
    text = teller.fill(f"{{subject}} {known} that {{object:they}} {verb} lost", news)
    teller.cast.subject_is(teller.cast.focus if moments[0].mine else None)
    grief = listed(mourning(moments))
    return f"{text}; {teller.cast.pronoun()} {grief}." if grief else text + "."


def _lives(person: int, t: int, teller: Teller) -> bool:
    who = teller.cast.people.get(person)
    return who is not None and (who.fate == "alive" or (who.fate_t is not None and who.fate_t > t))


def _short(moments: list[Moment], teller: Teller) -> str:
    """Days without food or water."""
    things = list(dict.fromkeys(m.what or "food" for m in moments))
    days = max(m.value or 1.0 for m in moments)
    more = max(sum(m.what == thing for m in moments) for thing in {m.what for m in moments}) - 1
    who = teller.cast.pronoun(ACCUSATIVE)
    teller.cast.subject_is(teller.cast.focus)
    what = " and no ".join(things)
    row = "" if days < 1.5 else f", for the {_ordinal(round(days))} day in a row"
    if more:  # a run of days, told where it begins
        length = "next day" if more == 1 else f"{number(more)} days after it"
        row = f" that day, nor on the {length}"
    return f"There was no {what} for {who}{row}."


def _ordinal(n: int) -> str:
    words = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh")
    return words[n] if n < len(words) else f"{n}th"


def band_weight(moments: Sequence[Moment], teller: Teller, family: str) -> float | None:
    """How much a line of these families matters, None where its kinds say so."""
    cast = teller.cast
    first = moments[0]
    if family == "promised":
        if any(m.kind == "broke_word" for m in moments):
            return 6.0
        return 1.2 if any(m.kind == "kept_word" for m in moments) else 3.0
    if family.startswith("tale"):
        deed = deed_of(first, teller.causes)
        own = deed is not None and cast.focus in (deed.subject, deed.object)
        return 2.2 if own else 1.4
    if family == "trust" and deed_of(first, teller.causes) is not None:
        return 2.5 if abs(sum(m.value2 or 0.0 for m in moments)) > 0.5 else 1.0
    if family == "went_short":
        days = max(m.value or 1.0 for m in moments)
        return 2.0 if days < 1.5 else 1.0 if days < 2.5 else 4.0
    if family in ("learned_death", "learned_death by another") and cast.me.band:
        near = any(cast.close(m.other) for m in moments)
        return None if near and first.mine else 1.8
    return None


def _told_on(trifles: Trifles, teller: Teller) -> list[tuple[str, list[int]]]:
    """The tales about the like done to one person, after the first ones."""
    out = []
    for (mine, what, whom), moments in trifles.tales.items():
        subject = _mine(moments, teller)
        perfect = DEEDS.get(what or "", ("", "{subject} had done something to {object}"))[1]
        name = teller.cast.call(whom, moments[0].t, ACCUSATIVE)
        done = perfect.format(subject="who", object=name)
        verb = "told others" if mine else "was told"
        out.append((f"{subject} {verb} {times(len(moments))} more {done}.",
                    [m.event for m in moments]))  # fmt: skip
    return out


def _again(trifles: Trifles, teller: Teller) -> list[tuple[str, list[int]]]:
    """What was done over and over, after the first time."""
    out = []
    most = sorted(trifles.again.items(), key=lambda x: (-len(x[1]), x[1][0].event))[:AGAIN]
    for (kind, mine, _, _), moments in most:
        often, first = times(len(moments)), moments[0]
        if kind == "refused_order":
            who = _mine(moments, teller)
            verb = "refused to go out" if mine else "was refused by those sent out"
            text = f"{who} {verb} {often} more."
        elif kind == "decided":
            leader = teller.cast.call(first.other or 0, first.t, ACCUSATIVE)
            verb = "stood against" if first.what == STANDS_AGAINST else "went along with"
            text = f"{_mine(moments, teller)} {verb} {leader} {often} more."
        else:
            text = f"{teller.fill(teller.template(first).replace('[ {place}]', ''), [first])[:-1]}"
            text += f" {often} more."
        out.append((text, [m.event for m in moments]))
    return out


def small_things(trifles: Trifles, teller: Teller) -> list[tuple[str, list[int]]]:
    """Sentences for what was too small to be told one by one, with their events."""
    cast = teller.cast
    out: list[tuple[str, list[int]]] = []
    for (mine, other), moments in sorted(trifles.kept.items(), key=lambda x: -len(x[1]))[:2]:
        n = sum(m.kind == "promised" for m in moments)
        who, whom = (cast.focus, other) if mine else (other, cast.focus)
        subject = cast.call(who, moments[0].t)
        to = cast.call(whom, moments[0].t, ACCUSATIVE)
        often = f"{'once' if n == 1 else times(n)} more"
        each = "came back" if n == 1 else "came back each time"
        text = f"{capital(subject)} promised {to} {often} to come back, and {each}."
        out.append((text, [m.event for m in moments]))
    out += [*_told_on(trifles, teller), *_again(trifles, teller)]
    if trifles.errands:
        n = len(trifles.errands)
        count = f"{number(n)} more {'errand' if n == 1 else 'errands'}"
        subject = cast.call(cast.focus, trifles.errands[0].t)
        text = f"{capital(subject)} went out on {count} on which nothing much happened."
        out.append((text, [m.event for m in trifles.errands]))
    sums = {
        p: sum((m.value2 or 0.0) for m in moments)
        for p, moments in trifles.closer.items()
        if p in cast.people and not cast.people[p].infected
    }
    near = sorted((p for p in sums if sums[p] >= CLOSER), key=lambda p: (-sums[p], p))[:3]
    if near:
        subject = cast.call(cast.focus, 0)
        names = listed([cast.call(p, 1 << 61, ACCUSATIVE) for p in near])
        events = [m.event for p in near for m in trifles.closer[p]]
        out.append((f"{capital(subject)} grew closer to {names}.", events))
    return out


BAND_TELLINGS: dict[str, Telling] = {
    "promised": _promised, "tale": _tale, "trust": _trust, "errand": _errand,
    "meeting": _meeting, "leaving": _leaving, "leads": _leads, "split": _split,
    "learned_death": _learned,
    "learned_death by another": _learned, "leads by another": _leads, "went_short": _short,
    "tale by another": _tale, "traded": _traded, "tie_became": _friends,
    "tie_became by another": _friends,
}  # fmt: skip
