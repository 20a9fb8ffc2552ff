"""Whom somebody held to beyond the household, and what became of each: the last words of a life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinward.chronicle.became import Outcome, outcomes
from kinward.chronicle.bonds import Bond, bonds_of
from kinward.chronicle.cast import Cast, Who
from kinward.chronicle.language import NUMBERS, POSSESSIVE, listed, number, plural
from kinward.chronicle.moments import day_of

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

MOST = 8  # people named; the strongest ties first
ONE, SEVERAL = {"be": "is", "was": "was"}, {"be": "are", "was": "were"}
MOVED = 0.3  # trust that was won or lost by the end, from which it is told


def held(record: Record, cast: Cast, household: list[Who]) -> str:
    """A paragraph on the strong ties outside the household, and on trust that was won or lost.

    "" for the first infected, for runs that are not finished, and where there is nothing to tell.
    """
    me = cast.me
    if me.infected or not record.complete:
        return ""
    bonds = bonds_of(record, [me.person])[me.person]
    inside = {w.person for w in household}
    outside = [b for b in bonds if b.b not in inside]
    became = outcomes(record, [b.b for b in bonds])
    trust = _trust(cast, bonds)
    if not outside:
        return trust
    told = [b for b in outside if _eventful(b, became[b.b])]
    plain = [b for b in outside if b not in told]
    beyond = " beyond the household" if inside - {me.person} else ""
    if not told:
        if len(plain) == 1:
            text = f"{_named(cast, plain)}, whom {cast.pronoun()} held to{beyond}, is alive."
            return " ".join(t for t in (text[:1].upper() + text[1:], trust) if t)
        count = "Both" if len(plain) == 2 else f"All {number(len(plain))}"
        return " ".join(t for t in (
            f"{count} people whom {cast.pronoun()} held to{beyond} are alive.", trust
        ) if t)  # fmt: skip
    known = [b for b in told[:MOST] if _knew(me, b, became[b.b])]
    unknown = [b for b in told[:MOST] if b not in known]
    parts = _fates(record, cast, known, became)
    if plain:
        one = len(plain) == 1
        rest = f"the {_count(len(plain))} others" if parts else _count(len(plain))
        names = _named(cast, plain) if len(plain) <= 3 else rest
        parts.append(f"{names} {'is' if one else 'are'} alive")
    he, unheard = cast.pronoun(), _fates(record, cast, unknown, became)
    text = f"Of those {he} held to{beyond}, {'; '.join(parts or unheard)}."
    if not parts:
        it = "it" if len(unheard) == 1 else "any of it"
        text += f" That {he} heard of {it} is not recorded."
    elif unheard:
        text += f" Of the others {he} is not recorded to have heard: {'; '.join(unheard)}."
    if len(told) > MOST:
        more = len(told) - MOST
        were = "was" if more == 1 else "were"
        text += f" {number(more).capitalize()} more {were} lost or parted from {cast.pronoun(1)}."
    return " ".join(t for t in (text, trust) if t)


def _fates(record: Record, cast: Cast, bonds: list[Bond], became: dict[int, Outcome]) -> list[str]:
    """A clause for each fate and those who met it, in the order of the ties."""
    alike: dict[str, list[Bond]] = {}
    for bond in bonds:
        alike.setdefault(_fate(record, cast, bond, became[bond.b]), []).append(bond)
    return [
        f"{_named(cast, those)} {fate.format(**(ONE if len(those) == 1 else SEVERAL))}"
        for fate, those in alike.items()
    ]


def _count(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else f"{n:,}"


def _eventful(bond: Bond, other: Outcome) -> bool:
    return other.lost or bond.parted() is not None or bond.given_up()


def _named(cast: Cast, bonds: list[Bond]) -> str:
    """ "her sister Sato Aiko", "her friends Mori Emi and Kato Jun", by what they are."""
    groups: dict[str, list[str]] = {}
    for bond in bonds:
        groups.setdefault(_relation(cast, bond), []).append(_name(cast, bond.b))
    mine = cast.pronoun(POSSESSIVE)
    return listed([
        f"{mine} {plural(word) if len(names) > 1 else word} {listed(names)}" if word
        else listed(names)
        for word, names in groups.items()
    ])  # fmt: skip


def _relation(cast: Cast, bond: Bond) -> str:
    word = cast.relation(bond.b) or bond.kind
    return "" if word == "acquaintance" else word


def _name(cast: Cast, person: int) -> str:
    return cast.people[person].name if person in cast.people else "somebody"


def _fate(record: Record, cast: Cast, bond: Bond, other: Outcome) -> str:
    """What became of one whom somebody held to: what follows the name.

    `{be}` stands for "is" or "are", `{was}` for "was" or "were".
    """
    he, parted = cast.pronoun(), bond.parted()
    if not other.lost:
        if parted is not None:
            day = day_of(parted.t, record.start_hour)
            how = f"stayed behind when {he} left" if parted.kind == "left" else "left the band"
            return f"{how} on day {day}, and {{be}} {other.text}"
        return f"{{be}} alive, though {he} held {cast.pronoun_of(bond.b, 1)} for lost"
    text = _past(other.text).replace("their own", f"{cast.pronoun_of(bond.b, POSSESSIVE)} own")
    if parted is not None and parted.kind == "was left":
        return f"left the band, and {text}"
    return text


def _knew(me: Who, bond: Bond, other: Outcome) -> bool:
    """Whether somebody heard what became of one they held to, or could not, being gone by then."""
    ended = me.fate_t if me.fate != "alive" else None
    gone_by_then = ended is not None and other.t is not None and other.t >= ended
    return not other.lost or gone_by_then or bond.knows(True)


def _past(words: str) -> str:
    """What became of somebody lost, with its verb: "died of wounds", "{was} put to death"."""
    words = words.partition(", and ended")[0].partition("; ended")[0]
    return words if words.startswith(("died", "left")) else f"{{was}} {words}"


def _trust(cast: Cast, bonds: list[Bond]) -> str:
    """Whom somebody trusted more or less by the end than at the start."""
    moved = [(b, b.trust[1] - b.trust[0]) for b in bonds if b.trust[0] is not None]
    clauses = []
    for word, found in (
        ("less", [b for b, by in moved if by <= -MOVED]),
        ("more", [b for b, by in moved if by >= MOVED]),
    ):
        if found:
            names = listed([_name(cast, b.b) for b in found], 4)
            clauses.append(f"trusted {names} {word} than when it began")
    if not clauses:
        return ""
    return f"By the end {cast.pronoun()} {' and '.join(clauses)}."
