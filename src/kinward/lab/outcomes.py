"""Outcomes: what a run came to, as one number each, by which runs are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kinward.chronicle import Record

_LIVING = "NOT infected AND NOT (fate = 'missing' AND coalesce(fate_t, 1) = 0)"
"""Who was alive at the start, or came in by an intervention."""


@dataclass(frozen=True)
class Outcome:
    """One number of a run.

    Attributes:
        name: column of the tables.
        what: in words.
        unit: such as "people".
        query: SQL that gives one number; null counts as 0.
        needs: table that only some runs have; without it the outcome is 0.
    """

    name: str
    what: str
    unit: str
    query: str
    needs: str = ""


def _fate(word: str) -> str:
    return f"SELECT count(*) FROM people WHERE fate = '{word}' AND {_LIVING}"


def _subjects(kind: str, role: str = "subject", where: str = "true") -> str:
    return f"SELECT count(DISTINCT {role}) FROM events WHERE kind = '{kind}' AND {where}"


def _last(measure: str) -> str:
    return f"SELECT max_by(value, t) FROM series WHERE measure = '{measure}' AND group_id IS NULL"


_HOUSES = (
    "SELECT count(*) FROM (SELECT household FROM people WHERE NOT infected GROUP BY household"
    " HAVING count(*) > 1 AND count(*) FILTER (fate IN ('alive', 'evacuated')) {})"
)

_MIN = "/ 60000.0"
_MOMENT = "(SELECT min(t) FROM events WHERE kind = 'danger_showed')"


def _of_evacuation(name: str, what: str, unit: str, select: str, where: str = "true") -> Outcome:
    query = f"SELECT {select} FROM evacuation WHERE {where}"
    return Outcome(name, what, unit, query, "evacuation")


def _part(name: str, what: str, columns: str) -> Outcome:
    """Mean of a part of the time to safety, over those who came to safety, min."""
    return _of_evacuation(f"part_{name}", what, "min", f"avg({columns}) {_MIN}")


def _clearance(share: int) -> Outcome:
    """When so many of 100 of the living who set out were safe; the end where they are not yet."""
    query = (
        f"SELECT (quantile_disc(coalesce(e.safe_t, (SELECT max(t) FROM series)), {share / 100})"
        f" - {_MOMENT}) {_MIN} FROM evacuation e JOIN people p USING (person)"
        " WHERE e.out_t IS NOT NULL AND p.fate IN ('alive', 'evacuated')"
    )
    what = f"clearance time, {share} % of the living who set out"
    return Outcome(f"clearance_{share}", what, "min", query, "evacuation")


def _of_households(name: str, what: str, unit: str, select: str, where: str) -> Outcome:
    query = f"SELECT {select} FROM reunions WHERE members > 1 AND {where}"
    return Outcome(name, what, unit, query, "reunions")


_HEARD = "response <> 'had left'"
EVACUATION = (
    _of_evacuation("warned", "learned of the danger", "people", "count(warned_t)"),
    _of_evacuation("ordered", "heard the order", "people", "count(ordered_t)"),
    _of_evacuation("set_out", "set out for anywhere", "people", "count(out_t)"),
    _of_evacuation("left", "set out for safety", "people", "count(leave_t)"),
    _of_evacuation("left_at_once", "of those who heard the order, left at once", "1",
                   "avg((response = 'left at once')::INT)", _HEARD),
    _of_evacuation("stayed", "of those who heard the order, stayed", "1",
                   "avg((response = 'stayed')::INT)", _HEARD),
    _of_evacuation("shadow", "set out for safety with no order heard", "people", "count(*)",
                   "leave_t IS NOT NULL AND (ordered_t IS NULL OR ordered_t > leave_t)"),
    _of_evacuation("time_to_safety", "mean time to safety", "min",
                   f"avg(decision + warning + milling + gathering + travel) {_MIN}"),
    _part("decision", "of it, decision", "decision"),
    _part("warning", "of it, warning", "warning"),
    _part("preparation", "of it, preparation", "milling + gathering"),
    _part("milling", "of preparation, milling", "milling"),
    _part("gathering", "of preparation, gathering", "gathering"),
    _part("travel", "of it, travel", "travel"),
    _clearance(50),
    _clearance(90),
    Outcome("lost", "of the residents, neither alive nor out", "people",
            "SELECT count(*) FROM evacuation JOIN people USING (person)"
            " WHERE fate NOT IN ('alive', 'evacuated')", "evacuation"),
    Outcome("dug_out", "dug out of rubble alive", "people", _subjects("dug_out")),
    _of_households("households_apart", "households apart when it showed", "households", "count(*)",
                   "away > 0"),
    _of_households("reunion_50", "time to first reunion, median of those that had one", "min",
                   f"(median(reunion_t) - {_MOMENT}) {_MIN}", "away > 0"),
    _of_households("households_whole", "households all alive or out", "households", "count(*)",
                   "whole"),
    _of_households("households_out", "households all out", "households", "count(*)", "out"),
)  # fmt: skip
OUTCOMES = (
    Outcome("alive", "alive at the end", "people", _fate("alive")),
    Outcome("dead", "dead", "people", _fate("dead")),
    Outcome("turned", "turned", "people", _fate("turned")),
    Outcome("captured", "carried off", "people", _fate("captured")),
    Outcome("evacuated", "out of the city", "people", _fate("evacuated")),
    Outcome("missing", "missing", "people", _fate("missing")),
    Outcome("bitten", "bitten", "people",
            f"SELECT count(*) FROM people WHERE {_LIVING} AND person IN"
            " (SELECT subject FROM events WHERE kind = 'bitten')"),
    Outcome("protocol", "killed under the protocol", "people", _subjects("protocol")),
    Outcome("in_error", "killed in error", "people",
            _subjects("protocol", where="coalesce(value, 1) = 0")),
    Outcome("own_hand", "ended it by their own hand", "people", _subjects("own_hand")),
    Outcome("left_behind", "left behind", "people", _subjects("left_behind", "object")),
    Outcome("turned_back", "went back for somebody", "people", _subjects("turned_back")),
    Outcome("sheltered", "hidden though bitten", "people", _subjects("sheltered", "object")),
    Outcome("quarantined", "went into quarantine", "people", _subjects("quarantined")),
    Outcome("households_broken", "households that lost somebody", "households",
            _HOUSES.format("< count(*)")),
    Outcome("households_gone", "households of which nobody is left", "households",
            _HOUSES.format("= 0")),
    Outcome("hungry", "went hungry", "people", _subjects("went_hungry")),
    Outcome("rations_left", "rations left", "rations", _last("food")),
    Outcome("medicine_left", "courses of medicine left", "courses", _last("medicine")),
    Outcome("rounds_left", "rounds of ammunition left", "rounds", _last("rounds")),
    Outcome("brought", "rations brought in", "rations",
            "SELECT sum(value) FROM events WHERE kind = 'delivered' AND what = 'food'"),
    Outcome("destroyed", "infected destroyed", "infected", _subjects("destroyed", "object")),
    *EVACUATION,
)  # fmt: skip


def outcomes_of(record: Record) -> dict[str, float]:
    """Every outcome of a finished run, by name."""
    out = {}
    there = {"", *record.tables}
    for outcome in OUTCOMES:
        ((value,),) = record.rows(outcome.query) if outcome.needs in there else ((0.0,),)
        out[outcome.name] = float(value or 0.0)
    return out


@dataclass(frozen=True)
class Spread:
    """An outcome over many runs."""

    mean: float
    sd: float
    low: float
    high: float
    quantiles: tuple[float, ...]


QUANTILES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)


def spread(values: Sequence[float]) -> Spread:
    """Mean with its 95 % interval, standard deviation and quantiles of an outcome."""
    from kinward.lab.effects import interval

    array = np.asarray(values, float)
    low, high = interval(list(map(float, array)))
    sd = float(array.std(ddof=1)) if len(array) > 1 else 0.0
    quantiles = tuple(float(q) for q in np.quantile(array, QUANTILES))
    return Spread(float(array.mean()), sd, low, high, quantiles)


@dataclass(frozen=True)
class Difference:
    """An outcome in A and in B over pairs of runs.

    Attributes:
        outcome: which.
        a, b: values by pair.
        mean, low, high: mean difference B - A and its 95 % interval (infinite for one pair).
        saved: share of the variance that common draws saved against independent seeds; None
            where the outcome varies in neither, or with one pair.
    """

    outcome: Outcome
    a: tuple[float, ...]
    b: tuple[float, ...]
    mean: float
    low: float
    high: float
    saved: float | None

    @property
    def shown(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0.0 or self.high < 0.0


def differences(a: Sequence[dict[str, float]], b: Sequence[dict[str, float]]) -> list[Difference]:
    """Each outcome over pairs of runs; those that are 0 in every run are left out."""
    from kinward.lab.effects import interval

    out = []
    for outcome in OUTCOMES:
        one = np.array([x[outcome.name] for x in a])
        two = np.array([x[outcome.name] for x in b])
        if not one.any() and not two.any():
            continue
        apart = two - one
        low, high = interval([float(x) for x in apart])
        out.append(
            Difference(
                outcome, tuple(map(float, one)), tuple(map(float, two)), float(apart.mean()),
                low, high, _saved(one, two),
            )
        )  # fmt: skip
    return out


def _saved(a: np.ndarray, b: np.ndarray) -> float | None:
    """1 - var(B - A) / (var(A) + var(B)): what common draws save."""
    if len(a) < 2:
        return None
    apart = float(a.var(ddof=1) + b.var(ddof=1))
    return None if apart == 0.0 else round(1.0 - float((b - a).var(ddof=1)) / apart, 9)
