"""Who is who in a life: names, ties, and how somebody is called when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kinward.chronicle.language import ACCUSATIVE, NOMINATIVE, POSSESSIVE, PRONOUNS, REFLEXIVE
from kinward.chronicle.tables import scan

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

_TIE_WORDS = {
    "parent": ("father", "mother"), "child": ("son", "daughter"), "sibling": ("brother", "sister"),
    "grandparent": ("grandfather", "grandmother"), "grandchild": ("grandson", "granddaughter"),
    "parent-in-law": ("father-in-law", "mother-in-law"),
    "child-in-law": ("son-in-law", "daughter-in-law"),
}  # fmt: skip
# of several ties to one person the first in this order is named
_TIE_RANK = (
    "partner", "child", "parent", "sibling", "grandparent", "grandchild", "mentor", "pupil",
    "comrade", "friend", "housemate", "acquaintance",
)  # fmt: skip
_BAND_TIE = "acquaintance"  # what all of a band are to each other, and goes without saying
FAMILY = frozenset(_TIE_RANK[:6])
# what people of a band call the roles that a zone has its own words for
_BAND_ROLES = {"scout": "forager", "soldier": "guard", "officer": "head guard"}
_THE_PEOPLE = "the people of "  # how most bands are named
ADULT = 18  # years below which a worker is still a pupil


@dataclass(frozen=True)
class Who:
    """One person as the record has them."""

    person: int
    name: str
    age: int
    female: bool
    household: int
    home: int | None
    role: str
    group_id: int | None
    fate: str
    fate_t: int | None
    ended_t: int | None
    infected: bool
    surname_first: bool = True
    band: str = ""  # the band that the person belongs to when the record begins

    @property
    def given(self) -> str:
        """The name one is called by, without the household's name."""
        return self.name.rsplit(" ", 1)[-1] if self.surname_first else self.name.split(" ", 1)[0]

    def turned_by(self, t: int) -> bool:
        """True if the mind was lost at time `t`."""
        return self.fate == "turned" and self.fate_t is not None and self.fate_t <= t

    def noun(self) -> str:
        """What one calls a stranger of this role."""
        if self.role == "child" or self.age < 14:
            return "girl" if self.female else "boy"
        if self.role in ("elder", "outsider"):
            old = "old " if self.role == "elder" else ""
            return old + ("woman" if self.female else "man")
        return self.calling()

    def calling(self) -> str:
        """The role in a word; who is still at school is no worker yet."""
        return "pupil" if self.role == "worker" and self.age < ADULT else self.role


@dataclass(frozen=True)
class Tie:
    """A tie of the person whose life it is."""

    other: int
    kind: str
    strength: float


_COLUMNS = (
    "person, name, age, sex = 'female', household, home, role, group_id, fate, fate_t, ended_t,"
    " infected"
)


def people_of(record: Record, *conditions: str) -> dict[int, Who]:
    """People who fulfil a condition of SQL, or one of several, by row.

    Each is asked for by itself: of two joined by OR no part of the file can be left unread.
    """
    asked = " UNION ALL ".join(f"SELECT {_COLUMNS} FROM people WHERE {c}" for c in conditions)
    rows = record.rows(f"{asked} ORDER BY person")
    found = {int(r[0]): Who(*r, surname_first=record.surname_first) for r in rows}
    return _in_bands(record, found) if record.has_bands else found


def _in_bands(record: Record, people: dict[int, Who]) -> dict[int, Who]:
    """The same people with the bands and homes that they began with, and a band's words."""
    source = scan(record.folder / "start" / "people.parquet")
    rows = record.rows(
        f"SELECT person, group_id, home FROM {source} WHERE person IN ({listing(people)})"
    )
    names = dict(record.rows("SELECT group_id, name FROM groups"))
    kinds = record.group_kinds
    out = dict(people)
    for person, group, home in rows:
        who = people[person]
        if kinds.get(group) in ("zone", "squad", "crew") or who.infected:
            continue
        role = _BAND_ROLES.get(who.role, who.role)
        band = names.get(group, "")
        out[person] = replace(who, role=role, band=band, home=home, group_id=group)
    return out


def band_words(name: str) -> str:
    """Whose somebody is, after a name: "of the foundry", "of Rory Adams's people"."""
    return f"of {name.removeprefix(_THE_PEOPLE)}" if name else ""


def in_laws_of(record: Record, ties: Sequence[Tie], kinds: Sequence[str]) -> dict[int, str]:
    """Parents of the partner and partners of the children, by row: what they are to a person.

    Args:
        ties: of the person. kinds: the words for kinds of ties that the run has as codes.
    """
    of = {t.other: t.kind for t in ties if t.kind in ("child", "partner")}
    if not of:
        return {}
    rows = record.rows(f"SELECT a, b, kind FROM ties WHERE a IN ({listing(of)}) ORDER BY b")
    tied = [(of[a], b, kinds[k] if isinstance(k, int) else k) for a, b, k in rows]
    found = {b: "child-in-law" for a, b, kind in tied if (a, kind) == ("child", "partner")}
    return found | {b: "parent-in-law" for a, b, kind in tied if (a, kind) == ("partner", "parent")}


def listing(people: Iterable[int]) -> str:
    """Rows of people as SQL has them in a list; one that nobody has where there are none."""
    return ", ".join(map(str, sorted(people))) or "-1"


class Cast:
    """Names people in the order in which a text mentions them.

    Args:
        focus: whose life it is.
        people: everyone whom the text may mention.
        ties: ties of the focus.
        places: phrase and noun phrase by place.
    """

    def __init__(
        self,
        focus: int,
        people: Mapping[int, Who],
        ties: Iterable[Tie],
        groups: Mapping[int, str] | None = None,
    ) -> None:
        self.focus = focus
        self.people = dict(people)
        self.groups = dict(groups or {})
        self.ties: dict[int, Tie] = {}
        for tie in sorted(ties, key=lambda x: (_TIE_RANK.index(x.kind), -x.strength)):
            self.ties.setdefault(tie.other, tie)
        tied = [self.people[p].given for p in [*self.ties, focus] if p in self.people]
        self._once = {name for name, n in Counter(tied).items() if n == 1}
        self.mentioned: set[int] = set()
        self.in_laws: dict[int, str] = {}
        self._subject: int | None = None

    @property
    def me(self) -> Who:
        """Whose life it is."""
        return self.people[self.focus]

    def pronoun(self, case: int = NOMINATIVE) -> str:
        """He, she, him, her, his, himself, for the person whose life it is."""
        return PRONOUNS[self.me.female][case]

    def pronoun_of(self, person: int, case: int = NOMINATIVE) -> str:
        """The pronoun of anybody."""
        who = self.people.get(person)
        return PRONOUNS[bool(who and who.female)][case]

    def begin(self) -> None:
        """Begin a paragraph: the focus is named again."""
        self._subject = None

    def relation(self, person: int) -> str:
        """The word for what somebody is to the focus: "sister"; "" if there is no tie."""
        tie = self.ties.get(person)
        if tie is None or person not in self.people:
            return ""
        kind = self.in_laws.get(person, tie.kind) if tie.kind == "housemate" else tie.kind
        words = _TIE_WORDS.get(kind)
        return words[self.people[person].female] if words else kind

    def strength(self, person: int | None) -> float:
        """Strength of the tie to somebody, 0 where there is none."""
        tie = self.ties.get(person) if person is not None else None
        return tie.strength if tie else 0.0

    def close(self, person: int | None) -> bool:
        """Whether a tie to somebody weighs in a life."""
        tie = self.ties.get(person) if person is not None else None
        return tie is not None and (tie.kind in FAMILY or tie.strength >= 0.5)

    def is_infected(self, person: int | None, t: int) -> bool:
        """Whether somebody was one of the infected at time `t`; unknown others are."""
        who = self.people.get(person) if person is not None else None
        return who is None or who.turned_by(t)

    def call(self, person: int | None, t: int, case: int = NOMINATIVE) -> str:
        """How the text calls somebody here; remembers that it did."""
        if person is None or person not in self.people:
            return {POSSESSIVE: "somebody's", REFLEXIVE: "themselves"}.get(case, "somebody")
        if person == self.focus:
            return self._call_focus(t, case)
        name = self._call_other(self.people[person], t)
        if case == NOMINATIVE:
            self._subject = person
        if case == POSSESSIVE:
            return name + "'s"
        return name

    def _call_focus(self, t: int, case: int) -> str:
        me = self.me
        if case != NOMINATIVE:
            return self.pronoun(case)
        if me.turned_by(t - 1):
            self._subject = None
            return f"what had been {me.given}"
        again = self._subject == self.focus
        self._subject = self.focus
        return self.pronoun() if again else me.given

    def _call_other(self, who: Who, t: int) -> str:
        relation = self.relation(who.person)
        first = who.person not in self.mentioned
        if who.turned_by(t - 1):
            if not relation:
                return "one of the infected"
            return f"what had been {self._short(who, relation, first)}"
        return self._short(who, relation, first)

    def _short(self, who: Who, relation: str, first: bool) -> str:
        self.mentioned.add(who.person)
        if relation == _BAND_TIE and self.of_the_band(who):
            return who.name
        if relation:
            name = who.given if who.given in self._once else who.name
            return f"{self.pronoun(POSSESSIVE)} {relation} {name}" if first else name
        if self.of_the_band(who):
            return who.name
        if who.band:
            return f"{who.name} {band_words(who.band)}" if first else who.name
        return f"the {who.noun()} {who.name}" if first else who.name

    def of_the_band(self, who: Who) -> bool:
        """Whether somebody belongs to the band of the focus: in a band everyone is known."""
        return bool(who.band) and who.band == self.me.band

    def title(self, person: int) -> str:
        """The word that comes before a name at its first mention: "sister"; "" for none."""
        word = self.relation(person)
        return "" if word == _BAND_TIE and self.of_the_band(self.people[person]) else word

    def speaks_of_focus(self) -> bool:
        """True if the last subject was the focus."""
        return self._subject == self.focus

    def subject_is(self, person: int | None) -> None:
        """Say who the grammatical subject of the last sentence was."""
        self._subject = person

    def names(self, people: Iterable[int], t: int, case: int = ACCUSATIVE) -> list[str]:
        """How several people are called; untied infected are counted together."""
        return [self.call(p, t, case) for p in people]
