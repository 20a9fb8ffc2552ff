"""The people at the start of a run, as columns of arrays. Fixed; what changes is state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Population:
    """Everyone of a run: the living first, the first infected after them, N rows in all."""

    key: np.ndarray  # uint64 (N,) stable: hash of household and place in it
    name: tuple[str, ...]  # (N,) "Tanaka Juri": surname first (see `lineage`)
    age: np.ndarray  # int16 (N,) years
    sex: np.ndarray  # int8 (N,) 0 male, 1 female
    household: np.ndarray  # int32 (N,)
    role: np.ndarray  # int8 (N,) domain "role"
    infected: np.ndarray  # bool (N,) turned before the start, or no person
    home: np.ndarray  # int32 (N,) unit
    work: np.ndarray  # int32 (N,) unit of the daily work, 0 = none
    shift: np.ndarray  # int8 (N,) 0 day, 1 evening, 2 night
    teaches: np.ndarray  # int8 (N,) -1 none, 0 lessons, 1 music
    pupil: np.ndarray  # int8 (N,) bit 0 lessons, bit 1 music class
    longing: np.ndarray  # int8 (N,) item that the person longs for, -1
    # ties, CSR: rows of person a sorted by b
    tie_ptr: np.ndarray  # int64 (N+1,)
    tie_to: np.ndarray  # int32 (E,)
    tie_kind: np.ndarray  # int8 (E,) core.vocabulary, domain "tie"
    tie_strength: np.ndarray  # float32 (E,) 0..1
    tie_trust: np.ndarray  # float32 (E,) -1..1, of a in b
    tie_since: np.ndarray  # int64 (E,) ms (before the start: negative)
    tie_back: np.ndarray  # int64 (E,) row of the same tie seen from b
    # households, H rows
    h_key: np.ndarray  # uint64 (H,)
    h_home: np.ndarray  # int32 (H,) unit
    h_ptr: np.ndarray  # int64 (H+1,) CSR: members in order of age, oldest first
    h_member: np.ndarray  # int32
    # added by the synthesis; empty where a population is put together by hand
    team: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))
    # ^ int32 (N,) number of the squad of a soldier or the pair of a scout, -1
    enters: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    # ^ int64 (N,) ms at which somebody comes into the world, -1 there from the start; or empty
    dead: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    # ^ bool (N,) died before the run begins; or empty
    creature: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    # ^ bool (N,) one of the swarm, also marked `infected`; or empty
    spare: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    # ^ bool (N,) of these, rows for those that a nest may bring forth; or empty
    warnings: tuple[str, ...] = ()  # what the scenario asked for and could not be had

    @property
    def n(self) -> int:
        """Number of people and infected."""
        return len(self.age)

    def but(self, **columns: Any) -> Population:
        """The same people with other columns."""
        return replace(self, **columns)

    @property
    def creatures(self) -> np.ndarray:
        """Who is one of the swarm, bool (N,)."""
        return self.creature if len(self.creature) else np.zeros(self.n, bool)

    @property
    def unborn(self) -> np.ndarray:
        """Rows for creatures that are not in the world yet at the start, bool (N,)."""
        return self.spare if len(self.spare) else np.zeros(self.n, bool)

    @property
    def off_map(self) -> np.ndarray:
        """Who is not in the world yet at the start, bool (N,)."""
        return self.enters >= 0 if len(self.enters) else np.zeros(self.n, bool)


@dataclass(frozen=True)
class Timetable:
    """Weekly routine as data: for each pattern a list of (minute of day, activity).

    A person follows `pattern[person]` on every day; `jitter[person]` seconds are added to each
    departure. The entry in force at a minute is the last one not after it.
    """

    names: tuple[str, ...]  # of the patterns
    ptr: np.ndarray  # int64 (M+1,) CSR over entries
    minute: np.ndarray  # int16 minute of day, rising within a pattern
    activity: np.ndarray  # int8 domain "activity"
    pattern: np.ndarray  # int16 (N,) of each person, -1 for the infected
    jitter: np.ndarray  # int16 (N,) s
