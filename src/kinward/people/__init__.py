"""Who lives here: households, homes, ages, roles, names, ties and timetables at the start."""

from kinward.people.census import CENSUS, Census
from kinward.people.creatures import with_creatures
from kinward.people.dwelling import settle
from kinward.people.named_ties import with_ties
from kinward.people.names import CULTURES, full_names
from kinward.people.newcomers import Newcomer, with_newcomers
from kinward.people.parameters import (
    CITY_ROLES,
    HousingParameters,
    PeopleParameters,
    RoleParameters,
    TieParameters,
    TimetableParameters,
)
from kinward.people.population import Population, Timetable
from kinward.people.synthesis import populate
from kinward.people.timetable import PATTERNS, make_timetable
from kinward.people.validation import validate

__all__ = [
    "CENSUS",
    "CITY_ROLES",
    "CULTURES",
    "PATTERNS",
    "Census",
    "HousingParameters",
    "Newcomer",
    "PeopleParameters",
    "Population",
    "RoleParameters",
    "TieParameters",
    "Timetable",
    "TimetableParameters",
    "full_names",
    "make_timetable",
    "populate",
    "settle",
    "validate",
    "with_creatures",
    "with_newcomers",
    "with_ties",
]
