"""The starting tables of a run, over which its log folds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kinward.chronicle.places import write_passages, write_places
from kinward.chronicle.tables import save_columns, save_rows, write_text
from kinward.chronicle.vocabulary import write_vocabulary
from kinward.city.graph import PlaceGraph
from kinward.core.vocabulary import ALIVE, DEAD, MISSING, TURNED
from kinward.people.population import Population, Timetable

GROUPS = {
    "group_id": "INTEGER", "name": "VARCHAR", "kind": "VARCHAR", "leader": "INTEGER",
    "style": "DOUBLE", "since": "BIGINT", "until": "BIGINT",
}  # fmt: skip
NEVER = -1  # no time yet, in integer columns of the start tables


def write_start(
    folder: Path | str,
    population: Population,
    timetable: Timetable,
    groups: Iterable[Mapping[str, Any]],
    stocks: tuple[np.ndarray, np.ndarray, np.ndarray],
    graph: PlaceGraph,
    *,
    loads: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None,
    group_id: np.ndarray | None = None,
    immune: np.ndarray | None = None,
    stage: np.ndarray | None = None,
    names: Mapping[int, str] | None = None,
    about: Mapping[str, Any] | None = None,
) -> None:
    """Write `start/`, the vocabulary and the tables of the city.

    Args:
        folder: the run folder.
        population, timetable: who there is and what their days look like.
        groups: rows with group_id, name, kind, leader, style, since, until.
        stocks: place, item, amount: what lies where (place ids of `places.parquet`).
        graph: the city.
        loads: person, item, amount: what people carry.
        group_id: (N,) group of each person, -1 for none.
        immune: (N,) bool.
        stage: (N,) stage of The Rage, domain "stage".
        names: phrases for places with a name of their own: {place: "in the dining hall"}.
        about: facts for readers; `start_hour` is the time of day at t = 0, in hours.
    """
    folder = Path(folder)
    start = folder / "start"
    start.mkdir(parents=True, exist_ok=True)
    words = write_vocabulary(folder)
    write_text(start / "about.json", json.dumps(dict(about or {}), indent=1, ensure_ascii=False))
    _write_people(start, population, graph, words.domains["role"], group_id, immune, stage)
    _write_ties(start, population)
    rows = [[row.get(c) for c in GROUPS] for row in groups]
    save_rows(GROUPS, rows, start / "groups.parquet")
    _write_amounts(start / "stocks.parquet", "place", stocks)
    empty = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    _write_amounts(start / "loads.parquet", "person", loads or empty)
    _write_timetable(start, timetable)
    write_places(folder, graph, names)
    write_passages(folder, graph)


def _write_people(start, population, graph, roles, group_id, immune, stage) -> None:
    n = population.n
    passages = len(graph.p_len)
    off = population.off_map
    dead = population.dead if len(population.dead) else np.zeros(n, bool)
    fate = np.where(population.infected, TURNED, np.where(off, MISSING, ALIVE))
    fate = np.where(dead, DEAD, np.where(population.unborn, MISSING, fate))
    columns = {
        "person": np.arange(n),
        "key": population.key.astype(np.uint64),
        "name": list(population.name),
        "age": population.age,
        "sex": population.sex,
        "household": population.household,
        "home": np.where(population.home > 0, passages + population.home.astype(np.int64), -1),
        "role": np.array(roles, object)[population.role],
        "group_id": np.full(n, -1) if group_id is None else np.asarray(group_id, np.int64),
        "fate": fate.astype(np.int8),
        "fate_t": np.where(population.infected | off | dead, 0, NEVER).astype(np.int64),
        "immune": np.zeros(n, bool) if immune is None else np.asarray(immune, bool),
        "stage": np.zeros(n, np.int8) if stage is None else np.asarray(stage, np.int8),
        "ended_t": np.full(n, NEVER, np.int64),
        "infected": population.infected,
        "creature": population.creatures,
        "work": np.where(population.work > 0, passages + population.work.astype(np.int64), -1),
        "shift": population.shift,
        "teaches": population.teaches,
        "pupil": population.pupil,
        "longing": population.longing,
    }
    save_columns(columns, start / "people.parquet")


def _write_ties(start: Path, population: Population) -> None:
    columns = {
        "a": np.repeat(np.arange(population.n), np.diff(population.tie_ptr)),
        "b": population.tie_to.astype(np.int64),
        "kind": population.tie_kind,
        "strength": population.tie_strength,
        "trust": population.tie_trust,
        "since": population.tie_since.astype(np.int64),
    }
    save_columns(columns, start / "ties.parquet")


def _write_amounts(path: Path, of: str, columns: tuple[np.ndarray, np.ndarray, np.ndarray]):
    who, item, amount = (np.asarray(c) for c in columns)
    rows = {of: who.astype(np.int64), "item": item.astype(np.int64), "amount": amount.astype(float)}
    save_columns(rows, path, where="amount <> 0")


def _write_timetable(start: Path, timetable: Timetable) -> None:
    patterns = np.repeat(np.arange(len(timetable.ptr) - 1), np.diff(timetable.ptr))
    columns = {
        "pattern": patterns,
        "name": np.array(timetable.names, object)[patterns],
        "minute": timetable.minute,
        "activity": timetable.activity,
    }
    save_columns(columns, start / "timetable.parquet")
    people = {
        "person": np.arange(len(timetable.pattern)),
        "pattern": timetable.pattern,
        "jitter": timetable.jitter,
    }
    save_columns(people, start / "routines.parquet")
