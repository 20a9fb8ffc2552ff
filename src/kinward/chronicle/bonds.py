"""What ties were and became: strength and trust at start and end, and what the log tells of each.

Facts alone, for the pictures of the report and the ends of lives; nothing here is a guess. Whether
somebody knows of a loss is told by the log too: it holds who learned of it, and who gave up hope.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kinward.chronicle.cast import FAMILY, listing
from kinward.chronicle.tables import scan

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

STRONG = 0.4  # strength from which a tie that is not of the family counts as strong (assumed)
_GIVEN_UP = frozenset(("learned_death", "lost_hope"))
_SEEN_ALIVE = frozenset(("found_alive", "met_again", "reunited", "found_in_lists"))
_SEEN_DEAD = frozenset(("buried", "at_grave", "keepsake_taken", "search_found", "came_for"))
# by which somebody hears that one of theirs was taken, or has been driven out of the city
_HEARD = frozenset(("ran_after", "told_of_taken", "safe_elsewhere"))
_DRIVEN_OUT = "out of the city already"
# what two people do to each other that changes how they stand, beside their trust
TOGETHER = (
    *sorted(_GIVEN_UP), *sorted(_SEEN_ALIVE), *sorted(_SEEN_DEAD), *sorted(_HEARD),
    "left_behind", "turned_back", "tie_formed", "tie_became", "wedding", "protocol", "died", "deed",
)  # fmt: skip
# deeds that an event of another kind tells, or that say nothing of the two
_TOLD_ELSEWHERE = ("left behind", "walked out on", "killed", "kept a promise to", "took in")


@dataclass(frozen=True)
class Step:
    """Something that happened between two: when, of what kind, and whether by the first of them."""

    t: int
    kind: str
    mine: bool
    what: str | None = None
    event: int = -1


@dataclass
class Bond:
    """A directed tie of somebody (`a`) to somebody (`b`).

    Attributes:
        kind: at the end; `was` at the start, "" where they did not know each other.
        strength, trust, trusted: at (start, end) 0..1 and -1..1: trust of a in b, and of b in a;
            None at the start where they did not know each other.
        steps: what happened between them, in order of time.
        believed: when a last weighed whether b lived, and P(alive) then, where they were apart.
    """

    a: int
    b: int
    kind: str
    was: str
    strength: tuple[float | None, float]
    trust: tuple[float | None, float]
    trusted: tuple[float | None, float]
    steps: list[Step] = field(default_factory=list)
    believed: tuple[int, float] | None = None

    @property
    def most(self) -> float:
        """The greater of the strengths at the start and at the end."""
        return max(self.strength[0] or 0.0, self.strength[1])

    @property
    def change(self) -> float:
        """How much the tie itself moved: strength, and half of the trust either way."""
        moved = sum(
            (b - (0.0 if a is None else a)) ** 2 * w
            for (a, b), w in ((self.strength, 1.0), (self.trust, 0.25), (self.trusted, 0.25))
        )
        return moved**0.5

    def given_up(self, until: int | None = None) -> bool:
        """Whether a holds b for lost, by what the log last says of it."""
        last = False
        for step in self.steps:
            if until is not None and step.t > until:
                break
            if step.mine and step.kind in _GIVEN_UP:
                last = True
            elif step.kind in _SEEN_ALIVE:
                last = False
        return last

    def heard(self) -> bool:
        """Whether a has heard that b was taken or driven out, and not met b since."""
        last = False
        for step in self.steps:
            if step.mine and step.kind in _HEARD:
                last = step.kind != "safe_elsewhere" or step.what == _DRIVEN_OUT
            elif step.kind in _SEEN_ALIVE:
                last = False
        return last

    def parted(self) -> Step | None:
        """The leaving of a band by which they were parted, if they have not met again since."""
        last = None
        for step in self.steps:
            if step.kind in ("left", "was left"):
                last = step
            elif step.kind in _SEEN_ALIVE:
                last = None
        return last

    def knows(self, lost: bool) -> bool:
        """Whether a knows what became of b.

        Args:
            lost: whether b is dead, turned or gone.
        """
        seen = any(s.kind in _SEEN_DEAD or s.kind in ("protocol", "died") for s in self.steps)
        if lost:
            return self.given_up() or seen or self.heard()
        return not self.given_up() and self.parted() is None


def bonds_of(record: Record, people: Sequence[int], least: float = STRONG) -> dict[int, list[Bond]]:
    """The strong ties of some people, the strongest first: family, and from `least` on.

    For a finished run; {} of each for one that is not.
    """
    out: dict[int, list[Bond]] = {p: [] for p in people}
    if not people or not record.complete:
        return out
    who = listing(set(people))
    words = record.vocabulary.domains.get("tie", ())
    family = ", ".join(f"'{k}'" for k in sorted(FAMILY))
    start = scan(record.folder / "start" / "ties.parquet")
    rows = record.rows(
        f"""
        SELECT e.a, e.b, e.kind, s.kind, s.strength, e.strength, s.trust, e.trust, r.trust, x.trust
        FROM ties e LEFT JOIN {start} s ON s.a = e.a AND s.b = e.b AND s.kind IS NOT NULL
        LEFT JOIN {start} r ON r.a = e.b AND r.b = e.a
        LEFT JOIN ties x ON x.a = e.b AND x.b = e.a
        JOIN people p ON p.person = e.b AND NOT p.infected
        WHERE e.a IN ({who}) AND (e.kind IN ({family}) OR e.strength >= {least}
            OR coalesce(s.strength, 0) >= {least})
        ORDER BY e.a, e.b, e.kind
        """
    )
    found: dict[tuple[int, int], Bond] = {}
    for a, b, kind, was, s0, s1, t0, t1, r0, r1 in rows:
        bond = Bond(a, b, kind, "" if was is None else words[was], (s0, s1), (t0, t1),
                    (r0, t1 if r1 is None else r1))  # fmt: skip
        old = found.get((a, b))
        if old is None or bond.most > old.most:
            found[a, b] = bond
    _between(record, found)
    _apart(record, found)
    _beliefs(record, who, found)
    for bond in found.values():
        bond.steps.sort(key=lambda s: (s.t, s.event))
        out[bond.a].append(bond)
    for bonds in out.values():
        bonds.sort(key=lambda x: (-x.most, x.b))
    return out


def _between(record: Record, bonds: Mapping[tuple[int, int], Bond]) -> None:
    """What the log tells of two people by itself."""
    if not bonds or "events" not in record.tables:
        return
    kinds = ", ".join(f"'{k}'" for k in TOGETHER)
    who = listing({a for a, _ in bonds})
    told = ", ".join(f"'{w}'" for w in _TOLD_ELSEWHERE)
    # who is told that one of theirs was taken is the object, and of whom, the third
    a, b = (f"CASE WHEN kind = 'told_of_taken' THEN {x} END" for x in ("object", "k"))
    rows = record.rows(
        f"SELECT event, t, kind, coalesce({a}, subject) a, coalesce({b}, object) b, what"
        f" FROM events WHERE a IS NOT NULL AND b IS NOT NULL AND kind IN ({kinds})"
        f" AND (a IN ({who}) OR b IN ({who}))"
        f" AND (kind <> 'deed' OR what NOT IN ({told})) ORDER BY event"
    )
    for event, t, kind, subject, object_, what in rows:
        for a, b, mine in ((subject, object_, True), (object_, subject, False)):
            bond = bonds.get((a, b))
            if bond is None or (kind in _GIVEN_UP | {"keepsake_taken", "at_grave"} and not mine):
                continue
            if kind == "died" and mine:  # b killed a: nothing that became of b
                continue
            bond.steps.append(Step(t, kind, mine, what, event))


class _Members:
    """Who belonged to which group when."""

    def __init__(self, record: Record) -> None:
        source = scan(record.folder / "start" / "people.parquet")
        rows = record.rows(f"SELECT person, group_id FROM {source} WHERE NOT infected")
        self.moves: dict[int, list[tuple[int, int]]] = {p: [(-1, g)] for p, g in rows}
        for t, person, group in record.rows(
            "SELECT t, subject, k FROM events WHERE kind = 'member_of' AND subject IS NOT NULL"
            " ORDER BY t, event"
        ):
            self.moves.setdefault(person, [(-1, -1)]).append((t, group))

    def before(self, person: int, t: int) -> int:
        """The group of somebody just before a time."""
        moves = self.moves.get(person, [(-1, -1)])
        return moves[max(bisect_right(moves, (t - 1, 1 << 60)) - 1, 0)][1]


def _apart(record: Record, bonds: Mapping[tuple[int, int], Bond]) -> None:
    """Who left whose band: whoever went at the same time from the same band went together."""
    if not bonds or not record.has_bands or "events" not in record.tables:
        return
    leavings: dict[tuple[int, int], dict[int, int]] = {}
    for event, t, person, group in record.rows(
        "SELECT event, t, subject, k FROM events WHERE kind = 'left_group' AND subject IS NOT NULL"
        " ORDER BY event"
    ):
        leavings.setdefault((t, group), {})[person] = event
    members = _Members(record) if leavings else None
    for bond in bonds.values():
        for (t, group), leavers in leavings.items():
            gone, left = bond.a in leavers, bond.b in leavers
            if gone == left or members is None:
                continue
            stays = bond.b if gone else bond.a
            if members.before(stays, t) == group:
                event = leavers[bond.a if gone else bond.b]
                bond.steps.append(Step(t, "left" if gone else "was left", gone, None, event))


def _beliefs(record: Record, who: str, bonds: Mapping[tuple[int, int], Bond]) -> None:
    """The last belief of each about the others, where it was about somebody not beside them."""
    if not bonds or "decisions" not in record.tables:
        return
    rows = record.rows(
        f"""
        WITH held AS (SELECT person, t, decision, unnest(beliefs) AS b FROM decisions
            WHERE person IN ({who})),
        alive AS (SELECT person, t, decision, b.about AS about, b.value AS p FROM held
            WHERE b.name = 'P(alive)' AND b.about IS NOT NULL),
        known AS (SELECT decision, b.about AS about FROM held
            WHERE b.name = 'h since last known' AND b.value >= 1.0)
        SELECT person, about, max(t), arg_max(p, (t, decision)) FROM alive
            SEMI JOIN known USING (decision, about) GROUP BY person, about ORDER BY 1, 2
        """
    )
    for person, about, t, p in rows:
        bond = bonds.get((person, about))
        if bond is not None:
            bond.believed = (int(t), float(p))


def changed_most(record: Record, most: int) -> list[tuple[int, float]]:
    """People with strong ties by how much these changed (`score`), most first.

    Of a large run `most` people are looked at, by what their ties lost and how they moved, and
    whoever left a band.
    """
    if not record.complete:
        return []
    start = scan(record.folder / "start" / "ties.parquet")
    family = ", ".join(f"'{k}'" for k in sorted(FAMILY))
    rows = record.rows(
        f"""
        SELECT a, sum(abs(strength - s0) + abs(trust - t0) / 2 + CASE WHEN lost THEN s0 ELSE 0 END)
        FROM (SELECT e.a, e.strength, e.trust, coalesce(s.strength, 0) AS s0,
                coalesce(s.trust, 0) AS t0, o.fate <> 'alive' AND o.fate_t > 0 AS lost
            FROM ties e LEFT JOIN {start} s ON s.a = e.a AND s.b = e.b
            JOIN people p ON p.person = e.a AND NOT p.infected
                AND (p.fate_t IS NULL OR p.fate_t > 0)
            JOIN people o ON o.person = e.b AND NOT o.infected
            WHERE e.kind IN ({family}) OR e.strength >= {STRONG} OR s.strength >= {STRONG})
        GROUP BY a ORDER BY 2 DESC, a LIMIT {int(most)}
        """
    )
    people = [a for a, _ in rows]
    if record.has_bands and "events" in record.tables:
        left = record.rows("SELECT DISTINCT subject FROM events WHERE kind = 'left_group'")
        people += sorted({p for (p,) in left if p is not None} - set(people))
    lost = {p for (p,) in record.rows(
        "SELECT person FROM people WHERE NOT infected AND fate <> 'alive' AND fate_t > 0"
    )}  # fmt: skip
    scores = {p: score(bonds, lost) for p, bonds in bonds_of(record, people).items() if bonds}
    return sorted(scores.items(), key=lambda x: (-x[1], x[0]))


def score(bonds: Iterable[Bond], lost: set[int]) -> float:
    """How much the ties of one person changed.

    The sum over the ties of `Bond.change`, and the strength at the start of each tie to somebody
    who was lost, or from whom a band parted them.
    """
    return sum(
        bond.change
        + ((bond.strength[0] or 0.0) if bond.b in lost or bond.parted() is not None else 0.0)
        for bond in bonds
    )
