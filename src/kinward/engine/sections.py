"""The sections of a scenario: every parameter model of every process, by the name of its table.

A new process adds one line here, and its parameters can be set in scenario files, with `--set`
and explained by `kinward explain`.
"""

from __future__ import annotations

from kinward.body.buses import Buses
from kinward.body.care import Care
from kinward.body.courses import Rage
from kinward.body.digging import Digging
from kinward.body.fight_parameters import Fight
from kinward.body.heights import Heights
from kinward.body.lifts import Lifts
from kinward.body.sound import Sound
from kinward.body.walking import Walking
from kinward.body.wounds import Wounds
from kinward.core.errors import InputError
from kinward.core.parameters import Parameters
from kinward.core.words import unknown_key
from kinward.mind.boarding_parameters import Boarding
from kinward.mind.bond_parameters import Bonds
from kinward.mind.burdens import Burdens
from kinward.mind.evacuation_parameters import Evacuation
from kinward.mind.only_weapon import OnlyWeapon
from kinward.mind.options import Options
from kinward.mind.parameters import Feelings, Mind
from kinward.mind.pursuit_parameters import Pursuit
from kinward.mind.reunion_parameters import Reunion
from kinward.mind.under_rubble_parameters import Below
from kinward.mind.warning_parameters import Warned
from kinward.mind.window_worth import Cornered
from kinward.people.parameters import (
    HousingParameters,
    RoleParameters,
    TieParameters,
    TimetableParameters,
)
from kinward.society.bands.bitten import BittenRule
from kinward.society.bands.camp import Camp
from kinward.society.bands.duties import Duties
from kinward.society.bands.encounter_parameters import Strangers
from kinward.society.bands.graves import Graves
from kinward.society.bands.hunting import Hunting
from kinward.society.bands.leading_parameters import Leading
from kinward.society.bands.plan import Bands
from kinward.society.bands.trading_parameters import Trade
from kinward.society.checkpoint.barricade import Barricade
from kinward.society.checkpoint.parameters import Checkpoint
from kinward.society.platoon.crawlers import Crawlers
from kinward.society.platoon.messengers import Messengers
from kinward.society.platoon.squads import Platoon
from kinward.society.services.parameters import Services
from kinward.society.zone.alarm import Alarm
from kinward.society.zone.bell import Bell
from kinward.society.zone.clinic import Clinic
from kinward.society.zone.council import Council
from kinward.society.zone.curfew import Curfew
from kinward.society.zone.gate import Gate
from kinward.society.zone.life import Stores
from kinward.society.zone.meals import Meals
from kinward.society.zone.power import Power
from kinward.society.zone.protocol import Protocol
from kinward.society.zone.quarantine import Quarantine
from kinward.society.zone.school import School
from kinward.society.zone.search import Search
from kinward.society.zone.signs import Signs
from kinward.society.zone.siting import Zone
from kinward.society.zone.supply import Supply
from kinward.threats.air import Air
from kinward.threats.daylight import Sky
from kinward.threats.fire_parameters import Fire
from kinward.threats.impact_parameters import Impact
from kinward.threats.infected import Infected
from kinward.threats.mains import Mains
from kinward.threats.stairwell import Stairwell
from kinward.threats.swarm_parameters import Swarm
from kinward.threats.vehicles import Traffic

SECTIONS: dict[str, type[Parameters]] = {
    "roles": RoleParameters,
    "ties": TieParameters,
    "housing": HousingParameters,
    "timetable": TimetableParameters,
    "walking": Walking,
    "sound": Sound,
    "fight": Fight,
    "wounds": Wounds,
    "heights": Heights,
    "lifts": Lifts,
    "care": Care,
    "digging": Digging,
    "rage": Rage,
    "horde": Infected,
    "mind": Mind,
    "options": Options,
    "feelings": Feelings,
    "bonds": Bonds,
    "warning": Warned,
    "cornered": Cornered,
    "pursuit": Pursuit,
    "only_weapon": OnlyWeapon,
    "checkpoint": Checkpoint,
    "boarding": Boarding,
    "barricade": Barricade,
    "below": Below,
    "evacuation": Evacuation,
    "reunion": Reunion,
    "burdens": Burdens,
    "sky": Sky,
    "impact": Impact,
    "traffic": Traffic,
    "buses": Buses,
    "air": Air,
    "fire": Fire,
    "swarm": Swarm,
    "stairwell": Stairwell,
    "mains": Mains,
    "zone": Zone,
    "platoon": Platoon,
    "messengers": Messengers,
    "crawlers": Crawlers,
    "services": Services,
    "bands": Bands,
    "camp": Camp,
    "trade": Trade,
    "duties": Duties,
    "strangers": Strangers,
    "leading": Leading,
    "hunting": Hunting,
    "bitten": BittenRule,
    "graves": Graves,
    "stores": Stores,
    "signs": Signs,
    "gate": Gate,
    "quarantine": Quarantine,
    "protocol": Protocol,
    "clinic": Clinic,
    "alarm": Alarm,
    "bell": Bell,
    "curfew": Curfew,
    "supply": Supply,
    "search": Search,
    "meals": Meals,
    "power": Power,
    "school": School,
    "council": Council,
}


def section(name: str) -> type[Parameters]:
    """Parameter model of a section. Raises InputError with the nearest name."""
    if name not in SECTIONS:
        raise InputError(unknown_key(name, SECTIONS))
    return SECTIONS[name]
