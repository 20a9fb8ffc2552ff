"""The tie graphs of the report: for each of some people their strong ties and what became of them.

The page holds the facts as JSON and draws whoever the reader picks (`templates/ties.js`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kinward.chronicle.became import Outcome, outcomes
from kinward.chronicle.bonds import Bond, Step, bonds_of, changed_most
from kinward.chronicle.cast import Who, listing, people_of
from kinward.chronicle.language import listed, number
from kinward.chronicle.moments import day_of
from kinward.chronicle.wording import DEEDS

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

MOST = 400  # people whose ties the page holds
TIES = 12  # ties of each, the strongest
BYTES = 480_000  # of the facts in the page; people with the least change are left out beyond
_BANDMATE = "bandmate"  # what acquaintances are who begin in one band
# what happened between two: x did it, or it happened to x, and y is the other
_WORDS = {
    "left_behind": "{x} left {y} behind",
    "turned_back": "{x} went back for {y}",
    "tie_formed": "{x} and {y} came to know each other",
    "tie_became": "{x} and {y} became {what}s",
    "wedding": "{x} and {y} married",
    "learned_death": "{x} learned that {y} was lost",
    "lost_hope": "{x} gave up hope for {y}",
    "found_alive": "{x} found {y} alive",
    "met_again": "{x} and {y} met again",
    "reunited": "{x} and {y} found each other",
    "left": "{x} left the band without {y}",
    "was left": "{x} left the band without {y}",
    "buried": "{x} buried {y}",
    "at_grave": "{x} stood at {y}'s grave",
    "keepsake_taken": "{x} took something of {y}'s along",
    "search_found": "{x} found {y}",
    "came_for": "{x} came back for {y}",
    "protocol": "{y} put {x} to death",
    "died": "{y} killed {x}",
}  # fmt: skip
STEPS = 5  # things told of what happened between two


def facts(record: Record, most: int = MOST, limit: int = BYTES) -> dict[str, Any] | None:
    """What the page needs for its tie graphs; None where nobody has a strong tie.

    Everybody with a strong tie where they are `most` or fewer; else the `most` whose ties changed
    most (`changed_most`). Fewer where the facts would take more than `limit` bytes.

    Returns:
        `order`: people, the most changed first; `people`: name, age, role, fate, what became;
        `ties` by person: other, kind, kind at the start, strength, trust, the other's trust (each
        at the start and the end), 1 where the person does not know, what is known, what happened
        between them; `more`: strong ties that are left out; `all`: how many people there are;
        `whole`: whether all who have a strong tie are there.
    """
    candidates = [p for p, _ in changed_most(record, 4 * most)]
    order = candidates[:most]
    if not order:
        return None
    bonds = bonds_of(record, order)
    mentioned = set(order) | {b.b for p in order for b in bonds[p][:TIES]}
    became = outcomes(record, mentioned)
    who = people_of(record, f"person IN ({listing(mentioned)})")
    about = {
        p: [w.name, w.age, w.noun(), became[p].fate, became[p].text] for p, w in who.items()
    }  # fmt: skip
    out: dict[str, Any] = {
        "order": [], "people": {}, "ties": {}, "more": {}, "all": _count(record),
    }  # fmt: skip
    size = 0
    for person in order:
        rows = [_row(record, b, became, who) for b in bonds[person][:TIES]]
        new = {p: about[p] for p in (person, *(b.b for b in bonds[person][:TIES]))
               if p not in out["people"]}  # fmt: skip
        size += len(_json([rows, new]).encode())
        if size > limit and out["order"]:
            break
        out["order"].append(person)
        out["ties"][person] = rows
        out["people"] |= new
        if len(bonds[person]) > TIES:
            out["more"][person] = len(bonds[person]) - TIES
    out["whole"] = len(out["order"]) == len(candidates)
    return out


def _count(record: Record) -> int:
    """Everybody who was alive when the record begins."""
    rows = record.rows(
        "SELECT count(*) FROM people WHERE NOT infected AND (fate_t IS NULL OR fate_t > 0)"
    )
    return int(rows[0][0])


def embedded(found: dict[str, Any]) -> str:
    """The facts as JSON that may stand in a script element of a page."""
    text = _json(found)
    for mark, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, code)
    return text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _row(record: Record, bond: Bond, became: dict[int, Outcome], who: dict[int, Who]) -> list[Any]:
    def two(pair: tuple[float | None, float]) -> list[float | None]:
        return [None if x is None else round(float(x), 2) + 0.0 for x in pair]

    unknown, words = known(record, bond, became[bond.b], became[bond.a])
    same = bool(who[bond.a].band) and who[bond.a].band == who[bond.b].band
    kind, was = (_BANDMATE if same and k == "acquaintance" else k for k in (bond.kind, bond.was))
    return [
        bond.b, kind, was if was != kind else "", two(bond.strength),
        two(bond.trust), two(bond.trusted), int(unknown), words,
        between(record, bond.steps, who[bond.a].given, who[bond.b].given),
    ]  # fmt: skip


def known(record: Record, bond: Bond, other: Outcome, own: Outcome) -> tuple[bool, str]:
    """Whether what became of the other is unknown to the person, and what they know of it.

    A loss after the person's own end is neither known nor unknown to them.
    """
    if own.lost and own.t is not None and other.lost and (other.t is None or other.t >= own.t):
        return False, "after their own time"
    if bond.knows(other.lost):
        return False, ""
    if not other.lost and bond.given_up():
        return True, "believed lost"
    parted = bond.parted()
    if parted is not None:
        return True, f"not met since day {day_of(parted.t, record.start_hour)}"
    if bond.believed is not None and bond.believed[0] >= (other.t or 0):
        t, p = bond.believed
        return True, f"thought alive at {p:.0%} on day {day_of(t, record.start_hour)}"
    return True, "no news of it is on record"


def between(record: Record, steps: list[Step], a: str, b: str) -> str:
    """What happened between two in a few words: each thing once, with the days of it.

    Args:
        a, b: what the two are called, in the order of the tie.
    """
    told: dict[str, list[int]] = {}
    for step in steps:
        x, y = (a, b) if step.mine or step.kind == "left" else (b, a)
        if step.kind == "deed":
            names = {"subject": x, "object": y, "object's": f"{y}'s", "subject's": f"{x}'s"}
            words = DEEDS.get(step.what or "", ("",))[0].rstrip(".").format(**names)
        else:
            words = _WORDS.get(step.kind, "").format(x=x, y=y, what=step.what)
        if words:
            told.setdefault(words, []).append(day_of(step.t, record.start_hour))
    most = [(w, listed([str(d) for d in dict.fromkeys(days)], 3)) for w, days in told.items()]
    parts = [f"{w} (day{'s' if ' and ' in d else ''} {d})" for w, d in most[:STEPS]]
    if len(most) > STEPS:
        parts.append(f"and {number(len(most) - STEPS)} more")
    return "; ".join(parts)
