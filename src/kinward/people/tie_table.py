"""The table of ties: two directed rows a pair, with strength, trust and age, sorted as CSR."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinward.core.vocabulary import (
    ACQUAINTANCE,
    CHILD_OF,
    COMRADE,
    FRIEND,
    GRANDCHILD,
    GRANDPARENT,
    HOUSEMATE,
    INVERSE_TIE,
    MENTOR,
    PARENT,
    PARTNER,
    PUPIL,
    SIBLING,
)  # fmt: skip
from kinward.people.draw import draw
from kinward.people.edges import APART, SWORN, USUAL, Edges
from kinward.people.purposes import SINCE, STRENGTH, TRUST

YEAR_MS = 31_557_600_000  # 365.25 days

RULES = {
    (PARTNER, USUAL): (0.75, 1.00, 0.60, 0.95),
    (PARENT, USUAL): (0.65, 0.95, 0.50, 0.95),
    (PARENT, APART): (0.50, 0.85, 0.40, 0.90),
    (SIBLING, USUAL): (0.50, 0.85, 0.35, 0.85),
    (SIBLING, APART): (0.40, 0.75, 0.30, 0.80),
    (GRANDPARENT, USUAL): (0.45, 0.80, 0.45, 0.90),
    (GRANDPARENT, APART): (0.30, 0.65, 0.40, 0.85),
    (HOUSEMATE, USUAL): (0.30, 0.60, 0.15, 0.65),
    (FRIEND, USUAL): (0.30, 0.75, 0.25, 0.85),
    (COMRADE, USUAL): (0.35, 0.65, 0.25, 0.75),
    (COMRADE, SWORN): (0.80, 0.98, 0.70, 0.95),
    (MENTOR, USUAL): (0.45, 0.70, 0.40, 0.80),
    (MENTOR, SWORN): (0.80, 0.95, 0.70, 0.95),
    (ACQUAINTANCE, USUAL): (0.08, 0.35, -0.10, 0.55),
}
"""Least and most strength, least and most trust by kind and grade; uniform between (assumed).

CHILD_OF, GRANDCHILD and PUPIL follow the rule of the other side."""

# the strongest kind of a pair wins
_RANK = np.empty(len(INVERSE_TIE), np.int8)
_RANK[[PARTNER, PARENT, CHILD_OF, SIBLING, GRANDPARENT, GRANDCHILD]] = [0, 1, 1, 2, 3, 3]
_RANK[[MENTOR, PUPIL, COMRADE, HOUSEMATE, FRIEND, ACQUAINTANCE]] = [5, 5, 6, 7, 8, 9]
_SWORN_RANK = 4


@dataclass(frozen=True)
class TieTable:
    """Ties as CSR, the columns `tie_*` of `Population` without the prefix."""

    ptr: np.ndarray
    to: np.ndarray
    kind: np.ndarray
    strength: np.ndarray
    trust: np.ndarray
    since: np.ndarray
    back: np.ndarray


def strongest(edges: Edges, n: int) -> Edges:
    """One edge a pair: the strongest kind, then the first; without those of one with themself."""
    rank = np.where(
        edges.grade == SWORN, np.minimum(_RANK[edges.kind], _SWORN_RANK), _RANK[edges.kind]
    )
    pair = edges.between(n)
    order = np.lexsort((rank, pair))
    first = np.ones(len(order), bool)
    first[1:] = pair[order][1:] != pair[order][:-1]
    kept = np.sort(order[first])
    return edges.take(kept[edges.a[kept] != edges.b[kept]])


def _rules() -> np.ndarray:
    table = np.full((len(INVERSE_TIE), 3, 4), np.nan)
    for (kind, grade), bounds in RULES.items():
        table[kind, grade] = bounds
        table[INVERSE_TIE[kind], grade] = bounds
    return table


def _years(seed: int, edges: Edges, key: np.ndarray, age: np.ndarray) -> np.ndarray:
    """How long each tie has stood, years (E,): assumed, from the ages and the kind."""
    low = np.minimum(key[edges.a], key[edges.b])
    u = draw(seed, SINCE, low, np.maximum(key[edges.a], key[edges.b]))
    younger = np.minimum(age[edges.a], age[edges.b]).astype(np.float64)
    blood = np.isin(edges.kind, [PARENT, CHILD_OF, SIBLING, GRANDPARENT, GRANDCHILD])
    grown = np.maximum(younger - 18.0, 0.5)
    met = np.clip(younger - 4.0, 0.5, 20.0)
    known = np.where(edges.kind == PARTNER, 0.3 + u * grown, 0.2 + u * u * met)
    known = np.where(edges.kind == COMRADE, 0.1 + u * 3.0, known)
    known = np.where(
        (edges.kind == COMRADE) & (edges.grade == SWORN), 1.0 + u * np.minimum(grown, 6.0), known
    )
    return np.where(blood, younger + u * 0.9, known)


def build(seed: int, edges: Edges, key: np.ndarray, age: np.ndarray) -> TieTable:
    """Make the table of the strongest edge of each pair.

    Strength is the same both ways, trust is drawn for each direction; both are hashes of the two
    keys, so that no tie depends on another.

    Args:
        seed: of the run.
        edges: pairs, each once (see `strongest`).
        key: uint64 (N,) stable keys.
        age: int16 (N,) years.
    """
    n, e = len(key), len(edges)
    low = np.minimum(key[edges.a], key[edges.b])
    high = np.maximum(key[edges.a], key[edges.b])
    rule = _rules()[edges.kind, edges.grade]
    strength = rule[:, 0] + (rule[:, 1] - rule[:, 0]) * draw(seed, STRENGTH, low, high)
    since = -(_years(seed, edges, key, age) * YEAR_MS).astype(np.int64)
    a, b = np.concatenate([edges.a, edges.b]), np.concatenate([edges.b, edges.a])
    rule = np.concatenate([rule, rule])
    trust = rule[:, 2] + (rule[:, 3] - rule[:, 2]) * draw(seed, TRUST, key[a], key[b])
    order = np.argsort(a * n + b, kind="stable")
    at = np.empty(2 * e, np.int64)
    at[order] = np.arange(2 * e)
    back = np.concatenate([at[e:], at[:e]])
    return TieTable(
        ptr=np.searchsorted(a[order], np.arange(n + 1)).astype(np.int64),
        to=b[order].astype(np.int32),
        kind=np.concatenate([edges.kind, INVERSE_TIE[edges.kind]])[order],
        strength=np.concatenate([strength, strength])[order].astype(np.float32),
        trust=trust[order].astype(np.float32),
        since=np.concatenate([since, since])[order],
        back=back[order],
    )
