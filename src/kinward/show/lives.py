"""Which lives have the most happening in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinward.chronicle.record import Record

LEAST_WEIGHT = 1.0  # kinds below this weigh nothing here
OF_OBJECT = 0.5  # share of the weight that counts for the one acted upon


def worth_reading(record: Record, n: int = 10) -> list[tuple[int, float]]:
    """The `n` people whose lives hold the most, with their scores, highest first.

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
        GROUP BY person ORDER BY score DESC, person LIMIT {int(n)}
        """
    )
    return [(int(person), float(score)) for person, score in rows]
