"""Which lives to read: those with the most happening in them that differ from one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

LEAST_WEIGHT = 1.0  # kinds below this weigh nothing here
LEAST_TURNING = 4.0  # weight from which a kind is a turning point
CANDIDATES = 20  # lives looked at for each one chosen
ALIKE = 0.5  # discount for each life chosen before that is alike in one trait
_OWN_WORDS = {"protocol": "is put to death under the protocol"}
_TOLD_BY_THE_FATE = frozenset(("stage", "died", "turned"))
OF_OBJECT = 0.5  # share of the weight that counts for the one acted upon


def worth_reading(record: Record, n: int = 10) -> list[tuple[int, float]]:
    """`n` people whose lives hold much and differ, with their scores, highest first.

    Of the lives with the most in them, one after the other is taken whose score is highest after
    a discount for each one taken before of the same role, of the same fate, and with the same
    greatest thing in it.

    Each kind of event counts its weight times log2(1 + how often), half where the person was
    the object; turning points and rare kinds outweigh long skirmishes. The first infected, and
    what somebody did after the mind was lost, are left out.
    """
    weights = ", ".join(
        f"('{k.name}', {k.weight})"
        for k in record.vocabulary.kinds.values()
        if k.weight >= LEAST_WEIGHT and (k.told or k.told_object)
    )
    if not weights or "events_by_person" not in record.tables:
        return []
    rows = record.rows(
        f"""
        WITH weights AS (SELECT * FROM (VALUES {weights}) AS v (kind, weight)),
        counts AS (
            SELECT e.person, e.kind, e.part, count(*) AS n FROM events_by_person e
            JOIN weights USING (kind) JOIN people p USING (person)
            WHERE NOT p.infected AND (p.fate_t IS NULL OR e.t <= p.fate_t) GROUP BY ALL),
        rarity AS (SELECT kind, ln(2.0 + (SELECT count(*) FROM people WHERE NOT infected)
            / count(DISTINCT person)) AS rare FROM counts GROUP BY kind)
        SELECT person, sum(weight * rare * log2(1.0 + n)
            * CASE part WHEN 'subject' THEN 1.0 ELSE {OF_OBJECT} END) AS score
        FROM counts JOIN weights USING (kind) JOIN rarity USING (kind)
        GROUP BY person ORDER BY score DESC, person LIMIT {int(n) * CANDIDATES}
        """
    )
    scores = {int(person): float(score) for person, score in rows}
    chosen = _differing(record, scores, n)
    return sorted(((p, scores[p]) for p in chosen), key=lambda x: (-x[1], x[0]))


def _differing(record: Record, scores: dict[int, float], n: int) -> list[int]:
    """`n` of the people scored, with as few alike as their scores allow."""
    if not scores:
        return []
    those = ", ".join(map(str, scores))
    about = {
        int(p): (role, fate)
        for p, role, fate in record.rows(
            f"SELECT person, role, fate FROM people WHERE person IN ({those})"
        )
    }
    traits = {p: (*about[p], *turning_points(record, p, 1)) for p in scores}
    chosen: list[int] = []
    left = list(scores)
    while left and len(chosen) < n:
        taken = [t for p in chosen for t in traits[p]]

        def worth(p: int, taken: list[str] = taken) -> float:
            return scores[p] * math.prod(ALIKE ** taken.count(t) for t in traits[p])

        best = max(left, key=lambda p: (worth(p), -p))
        chosen.append(best)
        left.remove(best)
    return chosen


def turning_points(record: Record, person: int, most: int = 5) -> list[str]:
    """The greatest things that somebody did or suffered, in a few words, in their order."""
    heavy = {
        k.name: k
        for k in record.vocabulary.kinds.values()
        if k.weight >= LEAST_TURNING and k.name not in _TOLD_BY_THE_FATE
    }
    if not heavy:
        return []
    names = ", ".join(f"'{n}'" for n in heavy)
    rows = record.rows(
        f"SELECT kind FROM events_by_person WHERE person = {person} AND part = 'subject'"
        f" AND kind IN ({names}) GROUP BY kind ORDER BY min(event)"
    )
    kinds = [heavy[kind] for (kind,) in rows]
    kept = sorted(kinds, key=lambda k: -k.weight)[:most]
    return [_OWN_WORDS.get(k.name, k.meaning.split(" or ")[0]) for k in kinds if k in kept]
