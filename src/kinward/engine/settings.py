"""Top-level keys of a scenario: which city, how many people, how long."""

from __future__ import annotations

import re

from pydantic import SerializeAsAny, field_validator

from kinward.core.parameters import Parameters, param
from kinward.core.quantity import Count, Days, Real
from kinward.engine.interventions import Dated

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
MOST_PEOPLE = 5_000_000


class Settings(Parameters):
    """What a world is made of and how long it runs."""

    name: str = param("unnamed", "short name; part of the run folder's name", "assumed")
    title: str = param("", "one line that says what the world is", "assumed")
    people: Count = param(4000, "living people at the start", "assumed", ge=1, le=MOST_PEOPLE)
    infected_per_living: Real = param(
        1.5, "first infected to each of the living", "story K1, assumed number", ge=0, le=100
    )
    days: Days = param(14, "simulated days", "assumed", ge="1 h", le="3650 days")
    seed: Count = param(1, "seed of every random draw", "assumed", le=2**63 - 1)
    map: str = param("kyoto", "name of a built-in map, or a map file", "assumed")
    start_hour: Real = param(6, "time of day at which the run starts, h", "assumed", ge=0, le=23.99)
    culture: str = param("japanese", "word lists that names are drawn from", "assumed")
    census: str = param("kyoto", "census tables that the people are drawn from", "assumed")
    tracks: Count = param(200, "movers whose every leg is recorded", "assumed", le=MOST_PEOPLE)
    interventions: tuple[SerializeAsAny[Dated], ...] = param((), "dated changes", "assumed")

    @field_validator("name")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise ValueError("expected letters, digits, '-', '_' or '.', at most 60 of them")
        return value

    @field_validator("title", "map", "culture", "census")
    @classmethod
    def _clean_text(cls, value: str) -> str:
        if not value.isprintable() or len(value) > 500:
            raise ValueError("expected one line of at most 500 printable characters")
        return value
